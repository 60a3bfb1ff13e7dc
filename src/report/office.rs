//! What Word and Excel files have in common.

use std::io::{self, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::page::Tone;
use crate::evidence::fold::is_cjk;
use crate::source::printable;

/// Dark blue, for headings and the header of tables.
pub const INK: &str = "1F3A5F";

/// Grey, for lines.
pub const RULE: &str = "C9D1DB";

/// A tone in two colours: the letters, and the ground they stand on. Their contrast is above 4.5 to 1.
pub const fn colors(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Good => ("1B5E20", "E6F4EA"),
        Tone::Bad => ("A61B1B", "FCE8E6"),
        Tone::Neutral => ("4A5560", "F1F3F5"),
    }
}

/// Words on one line that XML can hold: what a terminal would obey is shown as an escape, and so are the two characters
/// that XML forbids beside them.
pub fn one_line(text: &str) -> String {
    let parts: Vec<_> = text.split(['\n', '\r', '\t']).filter(|part| !part.is_empty()).collect();
    printable(&parts.join(" ")).replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}")
}

/// The columns that a text takes, wide characters counted as two.
pub fn width(text: &str) -> usize {
    super::wrap::shown_width(text)
}

/// The width of the longest piece of a text that no line break parts; between Chinese characters one may.
pub fn longest_word(text: &str) -> usize {
    let pieces = text.split(|character: char| character.is_whitespace() || is_cjk(character));
    pieces.map(width).max().unwrap_or(0).max(2)
}

/// The widths of columns within so much room, by the least that each needs and what it wishes: their wishes where these
/// fit, else each the least, and of the rest as much as it wishes beyond that.
pub fn shares(needs: &[(usize, usize)], room: usize) -> Vec<usize> {
    let rest = room.saturating_sub(needs.iter().map(|(least, _)| least).sum());
    let beyond: usize = needs.iter().map(|(least, wish)| wish - least).sum();
    needs.iter().map(|(least, wish)| least + (wish - least) * rest.min(beyond) / beyond.max(1)).collect()
}

/// A package of parts, the same bytes whenever it is written.
pub fn package(parts: &[(&str, Vec<u8>)], out: &mut dyn Write) -> io::Result<()> {
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, part) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(part)?;
    }
    out.write_all(&zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_their_room() {
        assert_eq!(shares(&[(5, 10), (5, 20)], 100), [10, 20]);
        assert_eq!(shares(&[(5, 5), (10, 110)], 65), [5, 60]);
        assert_eq!(shares(&[(50, 60), (50, 70)], 80), [50, 50]);
        assert!(shares(&[], 80).is_empty());
    }

    #[test]
    fn words_hold_nothing_that_xml_forbids() {
        assert_eq!(one_line("a\r\nb\t\tc\u{0}\u{fffe}é 公"), "a b c\\u{0}\\u{fffe}é 公");
    }

    #[test]
    fn letters_stand_out_from_their_ground() {
        for (letters, ground) in [Tone::Good, Tone::Bad, Tone::Neutral].map(colors).into_iter().chain([("FFFFFF", INK)])
        {
            let (one, other) = (luminance(letters), luminance(ground));
            assert!((one.max(other) + 0.05) / (one.min(other) + 0.05) > 4.5, "{letters} on {ground}");
        }
    }

    /// As WCAG 2 defines it.
    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")) / 255.0;
        let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(part(0)) + 0.7152 * linear(part(2)) + 0.0722 * linear(part(4))
    }
}

//! Masking: a text goes on without its secrets, and says where they stood.
//!
//! What is written as text is masked before it is parsed, so that facts, quotes and mistakes all come from the masked text.
//! What is decoded is masked block by block, where it is decoded: neither an answer of a worker nor the cache holds more.
//! Names of files, folders and sheets are masked where they are first read.

use std::borrow::Cow;

use serde_json::Value;

use super::encoding;
use super::format::{Format, Lines, Read, endings};
use crate::evidence::{Secrets, Spot, Text};
use crate::secret::{self, Elsewhere, Found, REST, Secret};

/// The bytes of a file as they are read, and the secrets that they held. Of a file that is no text the bytes stay.
pub fn masked<'b>(bytes: &'b [u8], format: Option<&Format>) -> (Cow<'b, [u8]>, Vec<(Secret, Spot)>) {
    let Some(text) = text_of(bytes, format) else { return (bytes.into(), Vec::new()) };
    let found = secret::find(&text);
    if found.is_empty() {
        return (bytes.into(), Vec::new());
    }
    let lines = Lines::of(&text);
    let masked = Elsewhere::of(&text, &found).masked(&secret::masked(&text, &found));
    let secrets = found.into_iter().map(|Found { secret, range, .. }| (secret, lines.at(range.start)));
    (masked.into_bytes().into(), secrets.collect())
}

/// The text of a file that is one, whatever its name says. Of a PDF the places would move.
fn text_of<'b>(bytes: &'b [u8], format: Option<&Format>) -> Option<Cow<'b, str>> {
    let is_text = format.is_some_and(|format| matches!(format.read, Read::Text(_)));
    match std::str::from_utf8(bytes) {
        Ok(text) if is_text || !text.starts_with("%PDF-") && !text.contains('\0') => Some(text.into()),
        Err(_) if is_text || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") => {
            Some(encoding::decode(bytes).into())
        }
        _ => None,
    }
}

/// The name of a file, a folder or a sheet without its secrets, and the secrets. The ending that says how a file is read
/// stays.
pub fn in_name(name: &str) -> (String, Vec<Secret>) {
    let known = |ending: &str| endings().flatten().any(|known| known.eq_ignore_ascii_case(ending));
    let dot = name.rfind('.').filter(|dot| known(&name[dot + 1..]));
    let (stem, ending) = name.split_at(dot.unwrap_or(name.len()));
    let found = secret::find(stem);
    (secret::masked(stem, &found) + ending, found.into_iter().map(|one| one.secret).collect())
}

/// What was decoded, masked.
pub fn in_blocks(mut text: Text) -> Text {
    let mut secrets = text.secrets.take().map(|secrets| secrets.found).unwrap_or_default();
    for reference in &mut text.references {
        let found = secret::find(&reference.target);
        if !found.is_empty() {
            reference.target = secret::masked(&reference.target, &found);
            secrets.extend(found.into_iter().map(|one| (one.secret, reference.spot.clone())));
        }
    }
    let found = secret::find(&text.body);
    if !found.is_empty() {
        let elsewhere = Elsewhere::of(&text.body, &found);
        mask_blocks(&mut text, &found, &elsewhere, &mut secrets);
        let (body, blocks) = (std::mem::take(&mut text.body), std::mem::take(&mut text.blocks));
        text = Text { body, blocks, ..in_every_part(&text, &elsewhere) };
    }
    if !secrets.is_empty() {
        text.secrets = Some(Box::new(Secrets { found: secrets }));
    }
    text
}

/// Cells, links, resources and policies hold words of the blocks as well.
fn in_every_part(text: &Text, elsewhere: &Elsewhere) -> Text {
    fn mask(value: &mut Value, elsewhere: &Elsewhere) {
        match value {
            Value::String(words) => *words = elsewhere.masked(words),
            Value::Array(items) => items.iter_mut().for_each(|item| mask(item, elsewhere)),
            Value::Object(fields) => fields.values_mut().for_each(|field| mask(field, elsewhere)),
            _ => {}
        }
    }
    let masked = || {
        let mut value = serde_json::to_value(text).ok()?;
        mask(&mut value, elsewhere);
        serde_json::from_value(value).ok()
    };
    // What cannot be written down cannot be masked, and is left out.
    masked().unwrap_or_default()
}

/// Writes every block anew, with the masks of what stands in it. A secret may go on in the blocks after its first.
fn mask_blocks(text: &mut Text, found: &[Found], elsewhere: &Elsewhere, secrets: &mut Vec<(Secret, Spot)>) {
    let body = std::mem::take(&mut text.body);
    let (mut next, mut told) = (0, 0);
    for block in &mut text.blocks {
        let range = block.range.clone();
        while found.get(next).is_some_and(|one| one.range.end <= range.start) {
            next += 1;
        }
        let mut here = Vec::new();
        for (number, one) in found.iter().enumerate().skip(next).take_while(|(_, one)| one.range.start < range.end) {
            let (start, end) = (one.range.start.max(range.start), one.range.end.min(range.end));
            let mut mask = REST.to_owned();
            if number >= told {
                secrets.push((one.secret.clone(), block.spot.clone()));
                mask.clone_from(&one.mask);
                told = number + 1;
            }
            here.push(Found { range: start - range.start..end - range.start, mask, ..one.clone() });
        }
        let words = &body[range];
        let masked = elsewhere.masked(&secret::masked(words, &here));
        let start = text.body.len();
        text.body.push_str(&masked);
        block.range = start..text.body.len();
        block.linked = block.linked.min(masked.len());
        text.body.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{BlockKind, Cell, SheetRow, Sheets};

    const KEY: &str = "MIIEowIBAAKCAQEAy8Dbv8prpJ0kKhlGeJYozo2t60EG8L0561g13R29LvMR5hy";

    #[test]
    fn a_key_in_many_blocks_leaves_its_head_and_no_line() {
        let mut text = Text::default();
        let head = format!("The key: -----BEGIN {}-----", "PRIVATE KEY");
        for (number, words) in
            [head.as_str(), KEY, KEY, "-----END-----", "password = \"hunter22\""].into_iter().enumerate()
        {
            text.push(BlockKind::Paragraph, words, Spot::Page(u32::try_from(number).unwrap_or_default()));
        }
        let text = in_blocks(text);
        let words: Vec<_> = text.blocks.iter().map(|block| text.of(block)).collect();
        assert_eq!(words, [head.as_str(), "…", "…", "-----END-----", "password = \"…\""]);
        let secrets = text.secrets.expect("there are some").found;
        let spots: Vec<_> = secrets.into_iter().map(|(_, spot)| spot).collect();
        assert_eq!(spots, [Spot::Page(1), Spot::Page(4)]);
    }

    #[test]
    fn cells_and_links_are_masked_as_well() {
        let mut text = Text::default();
        text.push(BlockKind::Row, "password | S3cureXy99", Spot::Whole);
        text.push(BlockKind::Paragraph, "S3cureXy99 opens it.", Spot::Whole);
        let cell = |shown: &str| Cell { shown: shown.to_owned(), number: None };
        let cells = vec![(1, cell("password")), (2, cell("S3cureXy99"))];
        text.sheets = Some(Box::new(Sheets { rows: vec![SheetRow { sheet: "a".into(), row: 1, cells }] }));
        let target = "https://deploy:hunter22@git.quay.example/".to_owned();
        text.references.push(crate::evidence::Reference { target, spot: Spot::Page(2), link: true });
        let text = in_blocks(text);
        let told = format!("{text:?}");
        assert!(!told.contains("S3cure") && !told.contains("hunter22"), "{told}");
        assert_eq!(text.secrets.map(|secrets| secrets.found.len()), Some(2));
        assert_eq!(text.references[0].target, "https://deploy:***@git.quay.example/");
    }

    #[test]
    fn a_name_keeps_its_ending_and_words_that_only_speak_of_secrets() {
        let key = ["AKIA", "ZQ3DRTYU5HN7Q2XK"].concat();
        for (name, masked) in [
            (format!("login {key}.md"), "login AKIA…Q2XK.md"),
            (key, "AKIA…Q2XK"),
            ("DB_PASSWORD=quayside2024.docx".to_owned(), "DB_PASSWORD=….docx"),
        ] {
            let (told, secrets) = in_name(&name);
            assert_eq!((told.as_str(), secrets.len()), (masked, 1));
        }
        for name in ["password-rotation.md", "secrets manager.pdf", "api_key handling.docx", "token: how.md", "密码.md"]
        {
            assert_eq!(in_name(name), (name.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn what_is_no_text_stays_as_it_is() {
        let secret = "password = \"hunter22\"";
        for bytes in [format!("%PDF-1.4\n{secret}").into_bytes(), format!("\0{secret}").into_bytes(), vec![0xff, 0x00]]
        {
            assert_eq!(masked(&bytes, None), (Cow::Borrowed(bytes.as_slice()), Vec::new()));
        }
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(secret.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (bytes, secrets) = masked(&wide, None);
        assert_eq!(String::from_utf8_lossy(&bytes), "password = \"…\"");
        assert_eq!(secrets[0].1, Spot::Line(1));
    }
}

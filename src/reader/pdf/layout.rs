//! Titles by the size of their letters, for documents that name none.

use std::collections::BTreeMap;

use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::{PdfBackend, RawBackend};

use super::titles::Title;

/// How much larger than the running text the letters of a title are, as a ratio.
const LARGER: f64 = 1.15;

/// The same for a short line alone, such as Word's third level of heading: 12 points over 11.
const SLIGHTLY_LARGER: f64 = 1.08;

/// A longer line is running text, in characters.
const LONGEST: usize = 120;

/// A longer line is no short one, in characters.
const SHORT: usize = 60;

/// How many lines a title may run to.
const MOST_LINES: usize = 3;

/// Sizes that differ by no more than this are one, in tenths of a point.
const SAME_SIZE: i32 = 7;

struct Line {
    page: u32,
    /// In tenths of a point.
    size: i32,
    bold: bool,
    /// The height of its foot on the page, in points.
    y: f32,
    words: String,
}

/// The titles of a document, in order.
pub fn titles(bytes: &[u8]) -> Vec<Title> {
    let lines = lines(bytes);
    let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
    for line in &lines {
        *sizes.entry(line.size).or_default() += line.words.chars().count();
    }
    let Some((&body, _)) = sizes.iter().max_by_key(|(_, count)| **count) else { return Vec::new() };
    let mut titles: Vec<(i32, Title)> = Vec::new();
    let mut rest = &lines[..];
    while let Some(first) = rest.first() {
        let count = 1 + rest.windows(2).take_while(|pair| continues(&pair[0], &pair[1])).count();
        let (joined, after) = rest.split_at(count);
        rest = after;
        let longest = longest(first.size, body, count);
        let joined: Vec<_> = joined.iter().take(MOST_LINES).map(|line| line.words.trim()).collect();
        let words = joined.join(" ");
        if longest > 0 && words.chars().count() <= longest && may_be_title(&words) {
            titles.push((first.size, Title { page: first.page, level: 1, words }));
        }
    }
    rank(titles)
}

fn lines(bytes: &[u8]) -> Vec<Line> {
    let Ok(backend) = RawBackend::load_bytes(bytes) else { return Vec::new() };
    let mut lines = Vec::new();
    for page in backend.pages().into_keys() {
        let analyzer = LayoutAnalyzer::new(&backend);
        let Ok(spans) = analyzer.extract_page_spans(page) else { continue };
        for line in analyzer.group_spans_into_lines_pub(spans) {
            #[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates")]
            let size = (line.font_size * 10.0).round() as i32;
            lines.push(Line { page, size, bold: line.is_all_bold(), y: line.y, words: line.text() });
        }
    }
    lines
}

/// Whether a line goes on with the words of the one above it.
fn continues(above: &Line, below: &Line) -> bool {
    let gap = above.y - below.y;
    let size = f32::from(i16::try_from(above.size).unwrap_or(i16::MAX)) / 10.0;
    above.page == below.page && above.size == below.size && above.bold == below.bold && gap > 0.0 && gap < size * 1.7
}

/// How many characters a title may have that runs to so many lines of a size; none where it can be no title.
fn longest(size: i32, body: i32, lines: usize) -> usize {
    let ratio = f64::from(size) / f64::from(body.max(1));
    if ratio >= LARGER && lines <= MOST_LINES {
        LONGEST
    } else if ratio >= SLIGHTLY_LARGER && lines == 1 {
        SHORT
    } else {
        0
    }
}

fn may_be_title(words: &str) -> bool {
    let has_letters = words.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    let is_sentence = words.ends_with(['.', ',', ';', '。', '，', '；']);
    let is_item = words.starts_with(['•', '–', '▪', '◦', '\u{f0b7}', '*']);
    has_letters && !is_sentence && !is_item
}

/// The levels of titles by their sizes, the largest first.
fn rank(titles: Vec<(i32, Title)>) -> Vec<Title> {
    let mut sizes: Vec<_> = titles.iter().map(|(size, _)| *size).collect();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    sizes.dedup_by(|smaller, larger| *larger - *smaller <= SAME_SIZE);
    let level = |size: i32| sizes.iter().take_while(|known| **known - size > SAME_SIZE).count() + 1;
    titles
        .into_iter()
        .map(|(size, title)| Title { level: u8::try_from(level(size)).unwrap_or(6).min(6), ..title })
        .collect()
}

//! Text of a message. In SARIF it has a syntax of its own, which must not be obeyed in words of the evidence.

use serde::Serialize;

use crate::source::printable;

/// A message.
#[derive(Serialize)]
pub struct Text {
    text: String,
}

impl Text {
    /// Words that mean themselves: `{0}` is no placeholder, and `[words](https://…)` is no link.
    pub fn new(words: &str) -> Self {
        Self::of_lines(&[words])
    }

    /// The same on several lines.
    pub fn of_lines(lines: &[impl AsRef<str>]) -> Self {
        let lines: Vec<_> = lines.iter().map(|line| escaped(line.as_ref())).collect();
        Self { text: lines.join("\n") }
    }
}

/// Braces are doubled (section 3.11.5 of the standard); brackets are escaped (3.11.6) where they could make a link, and
/// left alone elsewhere, since most readers show the backslash.
fn escaped(words: &str) -> String {
    let words = printable(words).replace('{', "{{").replace('}', "}}");
    if words.contains("](") { words.replace('[', "\\[").replace(']', "\\]") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_themselves() {
        assert_eq!(escaped("[rive] 4 h"), "[rive] 4 h");
        assert_eq!(escaped("[a](https://evil.example) {0}"), "\\[a\\](https://evil.example) {{0}}");
    }
}

//! Quotes: the beginning of what stands in a document.

/// How many characters are quoted.
const QUOTE: usize = 160;

/// The beginning of a text on one line.
pub fn shorten(text: &str) -> String {
    let mut line = String::new();
    for (number, c) in text.split_whitespace().collect::<Vec<_>>().join(" ").chars().enumerate() {
        if number == QUOTE {
            line.push('…');
            break;
        }
        line.push(c);
    }
    line
}

//! Quotes: the words of a place on one line, as many as a reader needs to find it.

/// How many characters of a section are quoted.
const QUOTE: usize = 160;

/// How many characters are quoted where one name is meant.
const PIECE: usize = 90;

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

/// A text in pieces that are quoted where one name is meant. Each begins halfway through the one before, so that a name of
/// fewer characters stands whole in one of them.
pub fn pieces(text: &str) -> impl Iterator<Item = String> {
    text.char_indices().step_by(PIECE / 2).map(|(start, _)| {
        let rest = &text[start..];
        let end = rest.char_indices().nth(PIECE).map_or(rest.len(), |(end, _)| end);
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        format!("{}{}{}", cut(start > 0), shorten(&rest[..end]), cut(end < rest.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_whole_in_a_piece() {
        for before in 0..200 {
            let long = format!("{}Step Functions{}", "公".repeat(before), " and more".repeat(20));
            let quote = pieces(&long).find(|piece| piece.contains("Step Functions")).expect("in one of them");
            assert!(quote.chars().count() <= PIECE + 2, "{quote}");
        }
        assert_eq!(pieces("lands in\n S3").next().as_deref(), Some("lands in S3"));
    }
}

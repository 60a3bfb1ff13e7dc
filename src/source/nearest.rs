//! "Did you mean …?"

use strsim::osa_distance;

use crate::language::{Arg, Message};

/// The candidate that a user who wrote `word` most likely meant, or none where nothing is close.
///
/// Case does not count, nor `-` against `_`. A third of the candidate's letters may differ, a swap of neighbours
/// counting once; of equally close candidates the alphabet's first is taken.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, &folded(candidate))?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

/// The number of slips between the two, unless there are too many for a slip.
fn distance(word: &str, candidate: &str) -> Option<usize> {
    let length = candidate.chars().count();
    let allowed = length / 3;
    // A hostile key may be a megabyte long, and the comparison is quadratic.
    if word.chars().take(length + allowed + 1).count() > length + allowed {
        return None;
    }
    Some(osa_distance(word, candidate)).filter(|distance| *distance <= allowed)
}

/// What to say of a name that leads nowhere: the nearest that does, or all of them.
#[must_use]
pub fn nearest_or_all<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Message {
    match nearest(name, known.clone()) {
        Some(near) => Message::new("hint.did_you_mean").with("near", near),
        None => Message::new("hint.one_of").with("values", known.collect::<Arg>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_what_was_meant() {
        assert_eq!(nearest("custmoer", ["customer", "start", "end"]), Some("customer"));
        assert_eq!(nearest("rta", ["rto", "region"]), Some("rto"));
        assert_eq!(nearest("区城", ["区域名", "公司"]), None);
    }

    #[test]
    fn case_and_underscores_do_not_count() {
        assert_eq!(nearest("Case_Studies", ["case-studies"]), Some("case-studies"));
        assert_eq!(nearest("ID", ["id"]), Some("id"));
    }

    #[test]
    fn another_word_is_no_slip() {
        assert_eq!(nearest("cost", ["customer", "region", "id"]), None);
        assert_eq!(nearest("x", ["id"]), None);
        assert_eq!(nearest("", ["id"]), None);
        assert_eq!(nearest(&"id".repeat(500_000), ["id"]), None);
    }

    #[test]
    fn a_tie_goes_to_the_alphabet() {
        assert_eq!(nearest("rxo", ["rto", "rpo"]), Some("rpo"));
        assert_eq!(nearest("rxo", ["rpo", "rto"]), Some("rpo"));
    }
}

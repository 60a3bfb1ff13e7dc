//! Versions of a checklist: `1.0`, `2.10`, `2025-11`.

use std::cmp::Ordering;

/// Which of two versions is newer: number by number, so that 2.10 comes after 2.9.
#[must_use]
pub fn newer(one: &str, other: &str) -> Ordering {
    let numbers = |version: &str| -> Vec<u64> {
        version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
    };
    numbers(one).cmp(&numbers(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_by_number() {
        assert_eq!(newer("2.10", "2.9"), Ordering::Greater);
        assert_eq!(newer("2025-11", "2025-9"), Ordering::Greater);
        assert_eq!(newer("1.0", "1.0"), Ordering::Equal);
    }
}

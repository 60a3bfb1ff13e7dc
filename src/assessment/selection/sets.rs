//! The sets of a size that can be chosen from several things.

/// How many there are; the greatest number where there are more.
#[must_use]
pub fn count(of: usize, size: usize) -> usize {
    let size = size.min(of.saturating_sub(size));
    // After each step the product is the number of sets of that many things, so that every division is whole.
    let count = (1..=size).try_fold(1_u128, |sets, step| {
        sets.checked_mul((of - size + step) as u128).map(|product| product / step as u128)
    });
    count.and_then(|count| usize::try_from(count).ok()).unwrap_or(usize::MAX)
}

/// Every one of them, in the order of the things.
#[must_use]
pub fn all(of: &[usize], size: usize) -> Vec<Vec<usize>> {
    let mut sets = Vec::new();
    extend(of, size, &mut Vec::new(), &mut sets);
    sets
}

fn extend(of: &[usize], size: usize, begun: &mut Vec<usize>, sets: &mut Vec<Vec<usize>>) {
    if begun.len() == size {
        sets.push(begun.clone());
        return;
    }
    for (at, one) in of.iter().enumerate() {
        begun.push(*one);
        extend(&of[at + 1..], size, begun, sets);
        begun.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_sets_are_counted_as_are_made() {
        for of in 0..9 {
            let things: Vec<_> = (0..of).collect();
            for size in 0..=of {
                assert_eq!(all(&things, size).len(), count(of, size), "{size} of {of}");
            }
        }
        assert_eq!(all(&[3, 5, 8], 2), [[3, 5], [3, 8], [5, 8]]);
        assert_eq!(count(30, 4), 27_405);
        assert_eq!(count(3, 4), 1, "of fewer things than asked for, all are the one set");
        assert_eq!(count(1000, 500), usize::MAX);
    }
}

//! What is exact, and what is rounded.

use super::*;

fn of(part: i128, whole: i128) -> Fraction {
    Fraction { part, whole }
}

#[test]
fn a_band_is_reached_exactly_or_not_at_all() {
    assert!(of(3, 4).reaches(75));
    assert!(!of(7_499_999, 10_000_000).reaches(75));
    let largest = 100_000_000_000_000 * 10_000;
    assert!(of(largest, largest).reaches(100) && !of(largest - 1, largest).reaches(100));
    assert!(of(largest - 1, largest) < of(largest, largest));
}

#[test]
fn percent_are_rounded_half_upwards() {
    assert_eq!(of(8, 12).percent(), 67);
    assert_eq!(of(26, 30).percent(), 87);
    assert_eq!(of(133, 200).percent(), 67);
    assert_eq!(of(0, 7).percent(), 0);
    assert_eq!(decimal(of(32, 3)), "10.67");
    assert_eq!(decimal(of(9, 1)), "9");
}

#[test]
fn the_way_to_a_percentage_is_the_shortest_that_reaches_it() {
    for (part, whole, percent) in [(6, 14, 45), (0, 1, 75), (9, 10, 85), (1, 3, 30), (1_234, 9_999, 85)] {
        let value = of(part, whole);
        let same = value.short_of(percent);
        assert!(of(part + same, whole).reaches(percent));
        assert!(same == 0 || !of(part + same - 1, whole).reaches(percent));
        let further = value.further_to(percent).expect("less than all of it");
        assert!(of(part + further, whole + further).reaches(percent));
        assert!(further == 0 || !of(part + further - 1, whole + further - 1).reaches(percent));
    }
    assert_eq!(of(1, 2).further_to(100), None);
}

#[test]
fn a_history_goes_back_by_first_days_of_months() {
    let day: NaiveDate = "2026-03-31".parse().expect("a day");
    let days: Vec<_> = months(day).map(|day| day.to_string()).collect();
    assert_eq!((days.len(), days[0].as_str(), days[11].as_str()), (12, "2025-04-01", "2026-03-01"));
}

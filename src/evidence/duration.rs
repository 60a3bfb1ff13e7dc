//! Lengths of time as people write them: `15 min`, `1 h 30 min`, `PT4H`, `4 heures`, `4 小时`, `0`.

use std::time::Duration;

/// Seconds of each unit, by the ways of writing it.
const UNITS: [(u64, &[&str]); 5] = [
    (1, &["s", "sec", "secs", "second", "seconds", "seconde", "secondes", "秒", "秒钟"]),
    (60, &["m", "min", "mins", "minute", "minutes", "分", "分钟"]),
    (3600, &["h", "hr", "hrs", "hour", "hours", "heure", "heures", "时", "小时", "个小时"]),
    (86400, &["d", "day", "days", "j", "jour", "jours", "天", "日"]),
    (604_800, &["w", "week", "weeks", "semaine", "semaines", "周"]),
];

/// The length of time that a text means; `None` where it means none. A number without a unit means none, but for nought.
#[must_use]
pub fn parse(text: &str) -> Option<Duration> {
    let text = text.trim().to_lowercase();
    if text == "0" {
        return Some(Duration::ZERO);
    }
    if let Some(rest) = text.strip_prefix('p') {
        return parse_iso(rest);
    }
    let mut seconds = 0_u64;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u64 = rest[..digits].parse().ok()?;
        let unit = rest[digits..].trim_start();
        let end = unit.find(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == ',').unwrap_or(unit.len());
        seconds = seconds.checked_add(number.checked_mul(seconds_of(&unit[..end])?)?)?;
        rest = unit[end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        rest = ["and ", "et "].iter().find_map(|joiner| rest.strip_prefix(joiner)).unwrap_or(rest);
    }
    (!text.is_empty()).then_some(Duration::from_secs(seconds))
}

/// ISO 8601 after its `P`: days and weeks before the `T`, hours, minutes and seconds after it.
fn parse_iso(text: &str) -> Option<Duration> {
    let (days, time) = text.split_once('t').unwrap_or((text, ""));
    let mut seconds = 0_u64;
    for (part, units) in [(days, "dw"), (time, "hms")] {
        let mut rest = part;
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            let number: u64 = rest[..digits].parse().ok()?;
            let unit = rest.get(digits..=digits).filter(|unit| units.contains(unit))?;
            seconds = seconds.checked_add(number.checked_mul(seconds_of(unit)?)?)?;
            rest = &rest[digits + 1..];
        }
    }
    (text.len() > 1).then_some(Duration::from_secs(seconds))
}

fn seconds_of(unit: &str) -> Option<u64> {
    UNITS.iter().find(|(_, names)| names.contains(&unit)).map(|(seconds, _)| *seconds)
}

/// A length of time in the shortest exact form, such as `1 h 30 min`.
#[must_use]
pub fn show(duration: Duration) -> String {
    let mut rest = duration.as_secs();
    let mut parts = Vec::new();
    for (seconds, unit) in [(86400, "d"), (3600, "h"), (60, "min"), (1, "s")] {
        if rest >= seconds {
            parts.push(format!("{} {unit}", rest / seconds));
            rest %= seconds;
        }
    }
    if parts.is_empty() {
        return "0".to_owned();
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_is_understood() {
        for (text, seconds) in [
            ("15 min", 900),
            ("4h", 14400),
            ("1 h 30 min", 5400),
            ("1h30m", 5400),
            ("30 s", 30),
            ("2 days", 172_800),
            ("PT4H", 14400),
            ("P1DT30M", 88200),
            ("4 heures", 14400),
            ("1 heure et 5 minutes", 3900),
            ("4 小时", 14400),
            ("1小时30分钟", 5400),
            ("0", 0),
            ("0 s", 0),
        ] {
            assert_eq!(parse(text), Some(Duration::from_secs(seconds)), "{text}");
        }
    }

    #[test]
    fn what_means_no_length_of_time_is_refused() {
        for text in ["", "15", "min", "four hours", "4 parsecs", "P", "PT", "-4h", "4.5h", "99999999999999999999 d"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_understood_again() {
        for seconds in [0, 1, 59, 60, 3661, 90061, 604_800] {
            let duration = Duration::from_secs(seconds);
            assert_eq!(parse(&show(duration)), Some(duration));
        }
    }
}

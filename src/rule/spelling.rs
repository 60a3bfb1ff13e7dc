//! Spellings: the ways in which a text may name what a fact says, as patterns for folded text.

use crate::evidence::{Fact, Value, address, fold};

/// The ways of one fact; of every item of a list.
#[must_use]
pub fn spellings(fact: &Fact) -> Vec<String> {
    let mut spellings: Vec<String> = fact.items().iter().flat_map(of_value).collect();
    spellings.retain(|pattern| pattern.trim().chars().nth(1).is_some());
    spellings.sort();
    spellings.dedup();
    spellings
}

/// An address is named by its host, everything else by its words.
fn of_value(fact: &Fact) -> Vec<String> {
    match &fact.value {
        Value::Url(url) => address::host(url).map(|host| fold::pattern(&host)).into_iter().collect(),
        _ => of_name(&fact.written),
    }
}

/// A name as it stands, without its legal form, with another “and” or none, and written together.
fn of_name(name: &str) -> Vec<String> {
    let mut words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut patterns = vec![fold::pattern(name)];
    if words.len() > 1 && words.last().is_some_and(|last| is_legal_form(last)) {
        words.pop();
    }
    let bare: Vec<&str> = words.iter().copied().filter(|word| !is_and(word)).map(without_legal_form).collect();
    let joined = words.iter().position(|word| is_and(word)).or_else(|| ampersand(name));
    let ands = ["", "and", "et", "und", "和"].into_iter().filter(|_| joined.is_some());
    for and in ands.chain([""]) {
        let mut words = bare.clone();
        words.insert(joined.unwrap_or_default().min(words.len()), and);
        patterns.extend([fold::pattern(&words.join(" ")), fold::pattern(&words.concat())]);
    }
    patterns
}

/// How many words stand before `&`.
fn ampersand(name: &str) -> Option<usize> {
    let (before, _) = name.split_once(['&', '＆', '+'])?;
    Some(before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count())
}

fn is_and(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "and" | "et" | "und")
}

/// Words of the law behind a name, which a text leaves out.
const LEGAL_FORMS: [&str; 25] = [
    "inc",
    "incorporated",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "kg",
    "se",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "spa",
    "srl",
    "bv",
    "nv",
    "oy",
    "ab",
    "asa",
    "aps",
];

fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word.to_lowercase().as_str())
}

fn without_legal_form(word: &str) -> &str {
    let forms = ["股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司"];
    let bare = forms.iter().find_map(|form| word.strip_suffix(form)).unwrap_or(word);
    if bare.is_empty() { word } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Place;

    fn names(value: &str, text: &str) -> bool {
        let value = if address::is_web(value) { Value::Url(value.to_owned()) } else { Value::Text(value.to_owned()) };
        let written = value.as_str().unwrap_or_default().to_owned();
        let fact = Fact { place: Place::whole("case-study.md"), written, value };
        let folded = fold::fold(text);
        spellings(&fact).iter().any(|pattern| folded.contains(pattern))
    }

    #[test]
    fn a_name_is_known_in_every_spelling() {
        for text in [
            "At HARBOUR & HALE’s stores",
            "Harbour and Hale",
            "Harbour et Hale",
            "@HarbourHale on the web",
            "bucket harbourandhale-media",
        ] {
            assert!(names("Harbour & Hale Ltd.", text), "{text}");
        }
        assert!(names("Crédit Rhône-Azur SA", "chez credit rhone azur, à Lyon"));
        assert!(names("云禾超市有限公司", "在云禾超市的门店"));
        assert!(names("https://www.freshlane.example/", "mail ops@freshlane.example"));
        assert!(names("https://www.freshlane.example/", "see https://shop.freshlane.example/jobs"));
    }

    #[test]
    fn a_part_of_a_word_or_of_a_name_is_not_the_name() {
        assert!(!names("Hale", "inhale and exhale"));
        assert!(!names("Harbour & Hale", "a harbour, and a hale sailor"));
        assert!(!names("https://www.freshlane.example/", "a fresh lane"));
        assert!(!names("Orange SA", "orang-utans"));
    }
}

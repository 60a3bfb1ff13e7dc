//! XML as office programs write it: a walk over elements and words, without recursion and without entities of its own.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::config;
use crate::language::Message;

/// Whether the walk goes into an element.
#[derive(PartialEq, Eq)]
pub enum Step {
    /// Its content is visited, and its end.
    In,
    /// Nothing of it is visited.
    Over,
}

/// What is told of the elements of a part. Names come without their prefix, which every program chooses for itself.
pub trait Visit {
    /// An element begins.
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step;
    /// An element ends that was gone into.
    fn close(&mut self, name: &str);
    /// Words between elements, with references resolved.
    fn words(&mut self, words: &str);
}

/// The attributes of an element.
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// An attribute by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        self.find(|prefixed, local| !(prefixed && name == "id") && local == name)
            .or_else(|| self.find(|_, local| local == name))
    }

    /// The attribute `r:id`, which names a relation.
    pub fn relation(&self) -> Option<String> {
        self.find(|prefixed, local| prefixed && local == "id")
    }

    /// Whether an attribute such as `hidden='1'` is there and on.
    pub fn says(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("1" | "true" | "on"))
    }

    /// A property that is on unless it says otherwise, such as `<w:vanish/>`.
    pub fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    fn find(&self, wanted: impl Fn(bool, &str) -> bool) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).filter_map(Result::ok);
        let mut found = attributes
            .filter(|attribute| wanted(attribute.key.prefix().is_some(), attribute.key.local_name().as_ref()));
        let value = found.next()?.value;
        Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.to_string(), std::borrow::Cow::into_owned))
    }
}

/// Walks over a part.
///
/// # Errors
///
/// Damaged XML, a document type, an entity other than XML's own, or nesting beyond the limit.
pub fn walk(xml: &str, visit: &mut impl Visit) -> Result<(), Message> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    let mut over: Option<usize> = None;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > config::MAX_XML_DEPTH {
                    return Err(unsafe_xml());
                }
                if over.is_none() {
                    let element = Element(start);
                    let local = element.0.local_name();
                    if visit.open(local.as_ref(), &element) == Step::Over {
                        over = Some(depth);
                    }
                }
            }
            Event::End(end) => {
                if over.is_none() {
                    visit.close(end.local_name().as_ref());
                } else if over == Some(depth) {
                    over = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if over.is_none() => visit.words(&text),
            Event::CData(text) if over.is_none() => visit.words(&text),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let resolved =
                    quick_xml::escape::unescape(&format!("&{name};")).map_err(|_| unsafe_xml())?.into_owned();
                if over.is_none() {
                    visit.words(&resolved);
                }
            }
            Event::DocType(_) => return Err(unsafe_xml()),
            Event::Eof if depth > 0 => return Err(damaged()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The name of the outermost element.
///
/// # Errors
///
/// XML that is damaged before it.
pub fn root(xml: &str) -> Result<String, Message> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) | Event::Empty(element) => return Ok(element.local_name().as_ref().to_owned()),
            Event::Eof => return Err(damaged()),
            _ => {}
        }
    }
}

/// The reason why a damaged file cannot be read.
pub fn damaged() -> Message {
    Message::new("unreadable.damaged")
}

fn unsafe_xml() -> Message {
    Message::new("unreadable.unsafe_xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Words(String);

    impl Visit for Words {
        fn open(&mut self, name: &str, _: &Element<'_>) -> Step {
            if name == "gone" { Step::Over } else { Step::In }
        }
        fn close(&mut self, _: &str) {}
        fn words(&mut self, words: &str) {
            self.0.push_str(words);
        }
    }

    fn words(xml: &str) -> Result<String, Message> {
        let mut words = Words::default();
        walk(xml, &mut words).map(|()| words.0)
    }

    #[test]
    fn references_are_words_too() {
        let xml = "<a>R&amp;D &#x4E2D;&#233; <gone>x<b>y</b>&amp;</gone><gone/>&lt;z</a>";
        assert_eq!(words(xml).ok().as_deref(), Some("R&D 中é <z"));
    }

    #[test]
    fn entities_and_deep_nesting_are_refused() {
        assert_eq!(words("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), Err(unsafe_xml()));
        assert_eq!(words("<a>&b;</a>"), Err(unsafe_xml()));
        assert_eq!(words(&"<a>".repeat(100_000)), Err(unsafe_xml()));
    }

    #[test]
    fn a_part_that_ends_early_is_damaged() {
        for xml in ["<a><b>", "<a></b>", "<a"] {
            assert_eq!(words(xml), Err(damaged()));
        }
    }
}

//! Which styles of a Word document are headings: by outline level or by name, inherited, in any language of the program.

use std::collections::HashMap;

use crate::language::Message;
use crate::reader::xml::{self, Element, Step, Visit};

/// What programs call the style of a heading, before its number.
const HEADINGS: [&str; 14] = [
    "heading",
    "titre",
    "标题",
    "標題",
    "überschrift",
    "berschrift",
    "título",
    "ttulo",
    "titolo",
    "kop",
    "見出し",
    "제목",
    "заголовок",
    "rubrik",
];

/// How many styles may be based on one another.
const MAX_CHAIN: usize = 32;

/// The styles of a document.
#[derive(Default)]
pub struct Styles(HashMap<String, Meaning>);

/// What a style says of its paragraphs.
#[derive(Clone, Copy, Default)]
struct Meaning {
    /// The level of their heading, 1 being the highest.
    level: Option<u8>,
    contents: bool,
}

/// The styles as they are written.
#[derive(Default)]
struct Written {
    styles: HashMap<String, Style>,
    open: Option<(String, Style)>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// 0 to 8 for headings, 9 for body text.
    outline: Option<u8>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(xml: &str) -> Result<Self, Message> {
        let mut written = Written::default();
        xml::walk(xml, &mut written)?;
        // Once for each style, whatever its name and however many paragraphs have it.
        let ids = written.styles.iter();
        Ok(Self(
            ids.map(|(id, style)| {
                (id.clone(), Meaning { level: written.level(id), contents: is_contents(&style.name) })
            })
            .collect(),
        ))
    }

    /// The level of the heading that a style makes, 1 being the highest.
    pub fn level(&self, id: &str) -> Option<u8> {
        self.0.get(id).map_or_else(|| by_name(id), |style| style.level)
    }

    /// Whether a style is one of a table of contents.
    pub fn is_contents(&self, id: &str) -> bool {
        self.0.get(id).map_or_else(|| is_contents(id), |style| style.contents)
    }
}

impl Written {
    fn level(&self, id: &str) -> Option<u8> {
        let mut id = id;
        for _ in 0..MAX_CHAIN {
            let Some(style) = self.styles.get(id) else { return by_name(id) };
            match style.outline {
                Some(outline @ 0..=8) => return Some(outline + 1),
                Some(_) => return None,
                None => {}
            }
            if let Some(level) = by_name(&style.name) {
                return Some(level);
            }
            id = style.based_on.as_deref()?;
        }
        None
    }
}

/// Whether a name is that of a style for tables of contents, such as `toc 1`.
fn is_contents(name: &str) -> bool {
    let name = name.to_lowercase();
    ["toc", "tm", "目录"].iter().any(|toc| {
        let number = name.strip_prefix(toc).map(str::trim);
        number.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// The level that a name or id such as `heading 1`, `Titre1` or `标题 1` stands for; a title is the highest.
fn by_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let words = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = &name[words.len()..];
    if name == "title" {
        return Some(1);
    }
    if !HEADINGS.contains(&words.trim_end_matches([' ', '_', '-'])) {
        return None;
    }
    number.parse().ok().filter(|level| (1..=9).contains(level))
}

impl Visit for Written {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        if name == "style" {
            self.open = Some((element.get("styleId").unwrap_or_default(), Style::default()));
        } else if let (Some((_, style)), Some(value)) = (&mut self.open, element.get("val")) {
            match name {
                "name" => style.name = value,
                "basedOn" => style.based_on = Some(value),
                "outlineLvl" => style.outline = value.parse().ok(),
                _ => {}
            }
        }
        Step::In
    }

    fn close(&mut self, name: &str) {
        if name == "style" {
            self.styles.extend(self.open.take());
        }
    }

    fn words(&mut self, _: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_any_language() {
        let xml = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
            <w:style w:styleId='Titre2'><w:name w:val='Titre 2'/></w:style>\
            <w:style w:styleId='House'><w:name w:val='House'/><w:basedOn w:val='Titre2'/></w:style>\
            <w:style w:styleId='Own'><w:name w:val='Own'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
            <w:style w:styleId='Body'><w:basedOn w:val='1'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>\
            <w:style w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>\
            <w:style w:styleId='M'><w:name w:val='toc 1'/></w:style></w:styles>";
        let styles = Styles::read(xml).unwrap_or_default();
        let levels = ["1", "Titre2", "House", "Own", "Body", "Loop", "标题 3", "Heading4", "Title", "Heading"]
            .map(|id| styles.level(id));
        let expected = [Some(1), Some(2), Some(2), Some(3), None, None, Some(3), Some(4), Some(1), None];
        assert_eq!(levels, expected);
        assert!(styles.is_contents("M") && styles.is_contents("TM2") && !styles.is_contents("1"));
    }
}

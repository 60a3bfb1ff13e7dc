//! The relations of a part: by which names it refers to other parts, and to addresses outside the package.

use std::collections::HashMap;

use crate::language::Message;
use crate::reader::xml::{self, Element, Step, Visit};

/// The longest address, in bytes: many links may share one.
const LONGEST_ADDRESS: usize = 2048;

/// From a part to another one, or to an address.
#[derive(Debug, PartialEq)]
pub struct Relation {
    /// What it is: `slide`, `hyperlink`.
    pub kind: String,
    /// The path of a part in the package, or an address outside it.
    pub target: String,
    /// Whether it leads outside the package.
    pub external: bool,
}

/// The relations of one part.
#[derive(Default)]
pub struct Relations {
    list: Vec<Relation>,
    by_id: HashMap<String, usize>,
}

impl Relations {
    /// Reads the relations of a part in `folder`.
    pub fn read(xml: &str, folder: &str) -> Result<Self, Message> {
        let mut reading = Reading { folder, found: Self::default() };
        xml::walk(xml, &mut reading)?;
        Ok(reading.found)
    }

    /// The relation that the part's XML refers to by `id`.
    pub fn get(&self, id: &str) -> Option<&Relation> {
        self.by_id.get(id).map(|index| &self.list[*index])
    }

    /// The address outside the package that the part's XML refers to by `id`; nothing for one that no browser follows.
    pub fn address(&self, id: &str) -> Option<&str> {
        let address = self.get(id).filter(|relation| relation.external)?.target.as_str();
        (address.len() <= LONGEST_ADDRESS).then_some(address)
    }

    /// Those that lead to other parts, in the order of the file.
    pub fn parts(&self) -> impl Iterator<Item = &Relation> {
        self.list.iter().filter(|relation| !relation.external)
    }
}

struct Reading<'a> {
    folder: &'a str,
    found: Relations,
}

impl Visit for Reading<'_> {
    fn open(&mut self, name: &str, element: &Element<'_>) -> Step {
        if name == "Relationship" {
            let kind = element.get("Type").unwrap_or_default();
            let target = element.get("Target").unwrap_or_default();
            let external = element.get("TargetMode").is_some_and(|mode| mode == "External");
            let id = element.get("Id").unwrap_or_default();
            self.found.by_id.entry(id).or_insert(self.found.list.len());
            self.found.list.push(Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target } else { resolve(self.folder, &target) },
                external,
            });
        }
        Step::In
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

/// The path of a part that another part in `folder` refers to.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_by_its_id_unless_no_one_can_follow_it() {
        let link = |id: &str, target: &str| {
            format!("<Relationship Id='{id}' Type='x/hyperlink' Target='{target}' TargetMode='External'/>")
        };
        let xml = format!("<R>{}{}{}</R>", link("a", "x.md"), link("a", "y.md"), link("b", &"x".repeat(5000)));
        let relations = Relations::read(&xml, "word").unwrap_or_default();
        assert_eq!(relations.address("a"), Some("x.md"));
        assert_eq!(relations.address("b"), None);
        assert_eq!(relations.address("c"), None);
    }

    #[test]
    fn parts_are_found_from_where_they_are_referred_to() {
        assert_eq!(resolve("ppt/slides", "../charts/chart1.xml"), "ppt/charts/chart1.xml");
        assert_eq!(resolve("ppt", "/ppt/slides/slide1.xml"), "ppt/slides/slide1.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }
}

//! Coverage: which part of which document covers a topic, and how that is known.
//!
//! In this order: an explicit `covers`, a heading that means it, a file name that means it, several distinct terms of the
//! topic in one section; a typed fact comes before all of them, but that is the rule's to ask (design section 3). Each needs
//! enough real words below it. Headings and names are looked up once for all topics together, terms once and only where
//! nothing else shows a topic.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

pub use super::found::{Cover, Found, How, Thin};
use super::leaf::{Leaf, companies, leaves};
use super::likeness::{Copy, Paragraphs};
use super::naming::Naming;
use super::phrasebook::Phrasebook;
use super::quote::shorten;
use crate::evidence::{Block, BlockKind, Content, Document, Kind, Lexicon, Spot, Subject, Text, Topic};

/// An index over every document of the evidence, for the topics of one checklist: what another program would make of a
/// heading does not change what this one does.
pub struct Coverage<'a> {
    lexicon: &'a Lexicon,
    asked: BTreeSet<&'a str>,
    documents: Vec<&'a Document>,
    /// Which topics each document's name and headings mean.
    marks: HashMap<Id, Marks>,
    /// The terms of every topic.
    book: OnceLock<Phrasebook>,
    terms: OnceLock<Terms>,
    /// The names of the services of AWS.
    naming: OnceLock<Naming>,
    /// The questions of the checklist: copied into a document they answer nothing.
    questions: HashSet<&'a str>,
    subjects: Vec<&'a Subject>,
    paragraphs: OnceLock<Paragraphs>,
}

/// What the name and the headings of one document mean, by the topic's number in the lexicon.
#[derive(Default)]
struct Marks {
    by_name: Vec<usize>,
    /// With the block of the heading.
    by_heading: Vec<(usize, usize)>,
}

/// Which document: where it lies in memory, for as long as the evidence does.
type Id = usize;

/// The leaf sections of each document.
type Terms = HashMap<Id, Vec<Leaf>>;

/// How many sections of one document are looked at for one topic.
const MAX_SECTIONS: usize = 100;

/// A block of fewer words is quoted only where there is no longer one.
const QUOTE_WORDS: usize = 8;

impl<'a> Coverage<'a> {
    /// Looks at the names and headings of every document, for the topics that are asked for.
    #[must_use]
    pub fn new(
        lexicon: &'a Lexicon,
        mut asked: BTreeSet<&'a str>,
        questions: HashSet<&'a str>,
        subjects: Vec<&'a Subject>,
    ) -> Self {
        let within = lexicon.topics.iter().filter(|topic| asked.contains(topic.id.as_str()));
        asked.extend(within.filter_map(|topic| topic.within.as_deref()).collect::<Vec<_>>());
        let documents: Vec<_> = subjects.iter().flat_map(|subject| &subject.documents).collect();
        let headings = Phrasebook::new(lexicon, &asked, |topic| &topic.headings);
        let names = Phrasebook::new(lexicon, &asked, |topic| &topic.files);
        let marks_of = |document: &&'a Document| {
            let mut found = Marks { by_name: names.topics(stem(document.name())), by_heading: Vec::new() };
            for (text, index) in headings_of(document) {
                let topics = headings.topics(text.of(&text.blocks[index]));
                found.by_heading.extend(topics.into_iter().map(|topic| (topic, index)));
            }
            (id(document), found)
        };
        let marks = documents.par_iter().map(marks_of).collect();
        let (book, terms, naming, paragraphs) = (OnceLock::new(), OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { lexicon, asked, documents, marks, book, terms, naming, questions, subjects, paragraphs }
    }

    /// What covers a topic among the documents of a subject; with `within`, only in documents about that topic.
    #[must_use]
    pub fn of(&self, subject: &'a Subject, topic: &str, within: Option<&str>) -> Found<'a> {
        let mut found = Found::default();
        let Some((index, topic)) = self.topic(topic) else { return found };
        let within = within.or(topic.within.as_deref());
        let about = within.map(|within| self.documents(subject, within));
        if topic.narrative {
            for (document, how) in self.documents(subject, &topic.id) {
                match document.text() {
                    Some(text) => self.weigh(document, text, 0..text.blocks.len(), topic, how, &mut found),
                    None => found.unread.push(document),
                }
            }
            return found;
        }
        // The labels of a drawing, or of a template that was read, describe nothing; it counts where it is declared to.
        let has_labels = |document: &Document| match document.kind {
            Kind::Diagram => true,
            Kind::Template => document.text().is_some(),
            _ => false,
        };
        let in_words = |document: &Document| !has_labels(document) || !document.covers.is_empty();
        let is_about = |document: &Document| {
            about.as_ref().is_none_or(|about| about.iter().any(|(other, _)| std::ptr::eq(*other, document)))
        };
        let searched = |document: &&Document| in_words(document) && is_about(document);
        let documents: Vec<_> = subject.documents.iter().filter(searched).collect();
        for ladder in [Self::by_declaration, Self::by_heading, Self::by_name, Self::by_terms] {
            for document in &documents {
                ladder(self, document, (index, topic), &mut found);
            }
            // A place that is meant for the topic and says too little is not made up for by words elsewhere.
            if !found.covers.is_empty() || !found.thin.is_empty() {
                break;
            }
        }
        if found.covers.is_empty() && found.unread.is_empty() {
            let silent = |document: &&&Document| {
                document.kind.is_for_words()
                    && document.text().is_none()
                    && (within.is_some() || !self.is_marked(document))
            };
            found.unread = documents.iter().filter(silent).copied().collect();
        }
        found
    }

    /// Whether the name, a heading or a declaration of a document means any topic at all.
    #[must_use]
    pub fn means_something(&self, document: &Document) -> bool {
        self.is_marked(document) || !document.covers.is_empty() || !self.marks(document).by_heading.is_empty()
    }

    fn is_marked(&self, document: &Document) -> bool {
        !self.marks(document).by_name.is_empty() || !document.covers.is_empty()
    }

    /// The documents of a subject that are about a topic as a whole: declared, by their first heading, or by name. Where
    /// there are none, a topic of the narrative has the narrative.
    pub fn documents(&self, subject: &'a Subject, topic: &str) -> Vec<(&'a Document, How)> {
        let Some(topic) = self.topic(topic) else { return Vec::new() };
        let about = |document: &'a Document| Some((document, self.how(document, topic)?));
        let found: Vec<_> = subject.documents.iter().filter_map(about).collect();
        if found.is_empty() && topic.1.narrative {
            return subject.narrative().map(|document| (document, How::FileName)).collect();
        }
        found
    }

    /// Diagrams within texts, on a topic: labels in a document that is about it as a whole, or below a heading that means
    /// it. Each with the first of them.
    pub fn drawings(&self, subject: &'a Subject, topic: &str) -> Vec<(&'a Document, &'a Block, How)> {
        let Some((index, topic)) = self.topic(topic) else { return Vec::new() };
        let mut drawings = Vec::new();
        for document in subject.documents.iter().filter(|document| document.kind == Kind::Text) {
            let Some(text) = document.text() else { continue };
            let whole = self.how(document, (index, topic)).map(|how| (0..text.blocks.len(), how));
            let meant = self.marks(document).by_heading.iter().filter(|(topic, _)| *topic == index);
            let sections = meant.take(MAX_SECTIONS).map(|(_, heading)| (text.section(*heading), How::Heading));
            let shown = whole.into_iter().chain(sections).find_map(|(blocks, how)| {
                let first = text.blocks[blocks].iter().find(|block| block.kind == BlockKind::Label)?;
                Some((document, first, how))
            });
            drawings.extend(shown);
        }
        drawings
    }

    /// Gathers what a document holds on a topic into `found`, if it holds enough real words.
    pub fn weigh(
        &self,
        document: &'a Document,
        text: &'a Text,
        blocks: Range<usize>,
        topic: &Topic,
        how: How,
        found: &mut Found<'a>,
    ) {
        // The labels of a diagram between paragraphs are shown, not told.
        let is_label = |block: &Block| block.kind == BlockKind::Label && document.kind == Kind::Text;
        let own = |block: &&Block| {
            !matches!(block.kind, BlockKind::Heading(_)) && !is_label(block) && !self.questions.contains(text.of(block))
        };
        let words = text.blocks[blocks.clone()].iter().filter(own).map(|block| block.words).sum();
        let first = text.blocks.get(blocks.start).map_or(&Spot::Whole, |block| &block.spot);
        if words >= topic.words {
            let telling = |block: &&Block| block.kind != BlockKind::Row && block.words >= QUOTE_WORDS;
            let inside = || text.blocks[blocks.clone()].iter().filter(own).filter(|block| block.words > 0);
            let quoted = inside().find(telling).or_else(|| inside().max_by_key(|block| block.words));
            let quote = quoted.map(|block| shorten(text.of(block))).unwrap_or_default();
            found.covers.push(Cover { document, blocks, place: document.place(first), how, quote });
            return;
        }
        let last = text.blocks[blocks].last().map_or(first, |block| &block.spot);
        let residue = text.residue.iter().find(|residue| (first..=last).contains(&&residue.spot));
        let spot = residue.map_or(first, |residue| &residue.spot);
        let residue = residue.map(|residue| residue.phrase.clone());
        found.thin.push(Thin { place: document.place(spot), words, residue });
    }

    /// The terms of a topic that a text names.
    pub fn terms_in(&self, topic: &str, text: &str) -> Vec<&'a str> {
        let Some((index, topic)) = self.topic(topic) else { return Vec::new() };
        let terms: Vec<_> = topic.terms.iter().collect();
        let first = self.book().first(index);
        let phrases = self.book().phrases(text, &mut String::new()).into_iter().filter(|(topic, _)| *topic == index);
        phrases.filter_map(|(_, phrase)| terms.get(phrase.checked_sub(first)?).copied()).collect()
    }

    fn book(&self) -> &Phrasebook {
        self.book.get_or_init(|| Phrasebook::new(self.lexicon, &self.asked, |topic| &topic.terms))
    }

    /// The services of AWS that texts name.
    pub fn naming(&self) -> &Naming {
        self.naming.get_or_init(|| Naming::of(&self.lexicon.services))
    }

    /// How many longer paragraphs a subject has, and which of them stand again in one of `others`.
    pub fn copies(&self, subject: &Subject, others: &[&Subject]) -> (usize, Vec<Copy>) {
        let paragraphs = self.paragraphs.get_or_init(|| Paragraphs::of(&self.subjects));
        paragraphs.copies(&self.subjects, subject, others)
    }

    fn topic(&self, id: &str) -> Option<(usize, &'a Topic)> {
        self.lexicon.topics.iter().enumerate().find(|(_, topic)| topic.id == id)
    }

    fn marks(&self, document: &Document) -> &Marks {
        static NONE: Marks = Marks { by_name: Vec::new(), by_heading: Vec::new() };
        self.marks.get(&id(document)).unwrap_or(&NONE)
    }

    /// How a document as a whole is known to be about a topic.
    fn how(&self, document: &Document, (index, topic): (usize, &Topic)) -> Option<How> {
        let marks = self.marks(document);
        if document.covers.iter().any(|declared| declared.topic == topic.id) {
            return Some(How::Declared);
        }
        if headings_of(document).next().is_some_and(|(_, first)| marks.by_heading.contains(&(index, first))) {
            return Some(How::Heading);
        }
        marks.by_name.contains(&index).then_some(How::FileName)
    }

    fn by_declaration(&self, document: &'a Document, (_, topic): (usize, &Topic), found: &mut Found<'a>) {
        let Some(declared) = document.covers.iter().find(|declared| self.lexicon.topic(&declared.topic) == Some(topic))
        else {
            return;
        };
        match &document.content {
            Content::Text(text) if document.kind != Kind::Template => {
                self.weigh(document, text, 0..text.blocks.len(), topic, How::Declared, found);
            }
            Content::Text(_) | Content::Opaque => found.covers.push(Cover {
                document,
                blocks: 0..0,
                place: document.place(&Spot::Whole),
                how: How::Declared,
                quote: declared.place.to_string(),
            }),
            Content::Unreadable(_) => found.unread.push(document),
        }
    }

    fn by_heading(&self, document: &'a Document, (index, topic): (usize, &Topic), found: &mut Found<'a>) {
        let Some(text) = document.text() else { return };
        let meant = self.marks(document).by_heading.iter().filter(|(topic, _)| *topic == index);
        for (_, heading) in meant.take(MAX_SECTIONS) {
            self.weigh(document, text, *heading..text.section(*heading).end, topic, How::Heading, found);
        }
    }

    fn by_name(&self, document: &'a Document, (index, topic): (usize, &Topic), found: &mut Found<'a>) {
        if !self.marks(document).by_name.contains(&index) {
            return;
        }
        match document.text() {
            Some(text) => self.weigh(document, text, 0..text.blocks.len(), topic, How::FileName, found),
            None => found.unread.push(document),
        }
    }

    fn by_terms(&self, document: &'a Document, (index, topic): (usize, &Topic), found: &mut Found<'a>) {
        let terms = self.terms.get_or_init(|| self.find_terms());
        let (Some(leaves), Some(text)) = (terms.get(&id(document)), document.text()) else { return };
        for leaf in leaves {
            // Under a heading that means another topic the words are about that one.
            let elsewhere = !leaf.about.is_empty() && !leaf.about.contains(&index);
            let company = leaf.topics.get(&index).filter(|company| company.terms >= topic.need && !elsewhere);
            let Some(company) = company else { continue };
            let before = found.covers.len();
            self.weigh(document, text, leaf.blocks.clone(), topic, How::Terms, found);
            if let Some(cover) = found.covers.get_mut(before) {
                let block = &text.blocks[company.block];
                cover.quote = shorten(text.of(block));
                cover.place = document.place(&block.spot);
            }
        }
    }

    /// Reads every document once and looks for the terms of every topic in each leaf section.
    fn find_terms(&self) -> Terms {
        let book = self.book();
        let of = |document: &&'a Document| {
            let mut leaves =
                document.text().map(|text| leaves(text, &self.marks(document).by_heading)).unwrap_or_default();
            for leaf in &mut leaves {
                leaf.topics =
                    document.text().map(|text| companies(book, text, leaf.blocks.clone())).unwrap_or_default();
            }
            (id(document), leaves)
        };
        self.documents.par_iter().map(of).collect()
    }
}

fn id(document: &Document) -> Id {
    std::ptr::from_ref(document).addr()
}

/// Every heading of a document, as the number of its block.
fn headings_of(document: &Document) -> impl Iterator<Item = (&Text, usize)> {
    let text = document.text();
    text.into_iter().flat_map(|text| {
        let is_heading = |index: &usize| matches!(text.blocks[*index].kind, BlockKind::Heading(_));
        (0..text.blocks.len()).filter(is_heading).map(move |index| (text, index))
    })
}

/// A file name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

//! Which fields a rule can name: those of the item at hand, then the case study's, then the partner's.

use crate::evidence::{Field, FieldType, Lexicon};
use crate::language::{Arg, Message};

/// The fields in sight, innermost last.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// Where fields and topics are declared.
    pub lexicon: &'a Lexicon,
    layers: Vec<Layer<'a>>,
}

/// The fields of one record in sight.
#[derive(Debug, Clone)]
struct Layer<'a> {
    fields: &'a [Field],
    owner: Owner,
    /// The lists that the record is an item of, as a dotted path that ends with a dot; empty for the owner's own record.
    path: String,
}

/// Whose record a field is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The partner's profile.
    Partner,
    /// A case study.
    CaseStudy,
}

impl<'a> Scope<'a> {
    /// What a rule about the partner can name.
    #[must_use]
    pub fn partner(lexicon: &'a Lexicon) -> Self {
        let profile = Layer { fields: &lexicon.vocabulary.partner, owner: Owner::Partner, path: String::new() };
        Self { lexicon, layers: vec![profile] }
    }

    /// What a rule about a case study can name.
    #[must_use]
    pub fn case_study(lexicon: &'a Lexicon) -> Self {
        let mut scope = Self::partner(lexicon);
        let fields = &lexicon.vocabulary.case_study;
        scope.layers.push(Layer { fields, owner: Owner::CaseStudy, path: String::new() });
        scope
    }

    /// The scope inside the items of a list; `case-studies` means the submitted ones.
    #[must_use]
    pub fn within(&self, list: &str) -> Self {
        if list == CASE_STUDIES {
            return Self::case_study(self.lexicon);
        }
        let mut inner = self.clone();
        inner.layers.extend(self.find(list).map(|(layer, field)| {
            let Layer { owner, path, .. } = &self.layers[layer];
            Layer { fields: &field.fields, owner: *owner, path: format!("{path}{list}.") }
        }));
        inner
    }

    /// Whose field a dotted path means, and its path from the record of the owner, through the lists it lies in.
    #[must_use]
    pub fn whole_path(&self, path: &str) -> Option<(Owner, String)> {
        let (layer, _) = self.find(path)?;
        let Layer { owner, path: lists, .. } = &self.layers[layer];
        Some((*owner, format!("{lists}{path}")))
    }

    /// The field at a dotted path and how many layers lie below its own (0 = the partner's).
    #[must_use]
    pub fn find(&self, path: &str) -> Option<(usize, &'a Field)> {
        let layers = self.layers.iter().enumerate().rev();
        layers.into_iter().find_map(|(number, layer)| Some((number, Field::find(layer.fields, path)?)))
    }

    /// The field at a dotted path.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&'a Field> {
        self.find(path).map(|(_, field)| field)
    }

    /// Every field that can be named, the parts of a record as dotted paths.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let of_record = |field: &'a Field| match field.kind {
            FieldType::Record => field.fields.iter().map(|part| format!("{}.{}", field.name, part.name)).collect(),
            _ => Vec::new(),
        };
        let fields = self.layers.iter().flat_map(|layer| layer.fields);
        fields.flat_map(|field| [vec![field.name.clone()], of_record(field)].concat()).collect()
    }

    /// What a field is called inside a sentence: with the record it belongs to, where it lies in one.
    #[must_use]
    pub fn label(&self, path: &str) -> Arg {
        if path == CASE_STUDIES {
            return Message::new("count.case_studies").into();
        }
        let Some(field) = self.field(path) else { return path.into() };
        let record = path.rsplit_once('.').and_then(|(record, _)| self.field(record));
        let Some(record) = record.filter(|record| !field.label.en.contains(&record.label.en)) else {
            return Arg::from(&field.label);
        };
        Message::new("field.of").with("field", &field.label).with("record", &record.label).into()
    }

    /// What a value of a field is called: the label of a choice and what to write for it, else the value itself.
    #[must_use]
    pub fn value(&self, path: &str, value: &str) -> Arg {
        let choice = self.field(path).and_then(|field| field.choice(value));
        choice.filter(|choice| choice.label.each().any(|label| label != value)).map_or_else(
            || value.into(),
            |choice| Message::new("value.choice").with("label", &choice.label).with("value", value).into(),
        )
    }

    /// Whether a path names a list.
    #[must_use]
    pub fn is_list(&self, path: &str) -> bool {
        path == CASE_STUDIES || self.field(path).is_some_and(|field| field.kind.item().is_some())
    }

    /// Whether a path names a field of this type.
    #[must_use]
    pub fn is_of(&self, path: &str, kind: FieldType) -> bool {
        self.field(path).is_some_and(|field| field.kind == kind)
    }

    /// What a topic is called.
    #[must_use]
    pub fn topic(&self, id: &str) -> Arg {
        self.lexicon.topic(id).map_or_else(|| id.into(), |topic| Arg::from(&topic.title))
    }
}

/// The list of all submitted case studies, in rules about the partner.
pub const CASE_STUDIES: &str = "case-studies";

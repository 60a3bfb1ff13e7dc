//! Facts: a tree of YAML or TOML becomes typed values, and every mistake in it is told with its place.

mod constraints;
mod schema;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::config::unknown_key;
use crate::evidence::{
    Choice, Fact, Field, FieldType, Place, Record, Spot, Value, address, day, duration, fold, money,
};
use crate::language::{Arg, Message};
use crate::source::{Node, Problem, Source, Value as Written, nearest};

pub use schema::schema;

/// Reads a table by its fields. What is left empty is not given.
pub fn record(source: &Arc<Source>, node: &Node, fields: &[Field], problems: &mut Vec<Problem>) -> Record {
    Reading { source, sheet: None, file: source.name.as_str().into(), is_table: false, order: None, problems }
        .record(node, fields)
}

/// What keeps a value from being one of this field.
#[must_use]
pub fn mistakes(source: &Arc<Source>, node: &Node, field: &Field) -> Vec<Problem> {
    let mut problems = Vec::new();
    let file = source.name.as_str().into();
    let mut reading = Reading { source, sheet: None, file, is_table: false, order: None, problems: &mut problems };
    reading.fact(node, field, field.kind);
    problems
}

/// Reads the rows of a table, of a text or of a sheet, as the list of records that a field holds.
pub fn table(
    source: &Arc<Source>,
    sheet: Option<(&Arc<str>, &Arc<str>)>,
    list: &Node,
    field: &Field,
    problems: &mut Vec<Problem>,
) -> Fact {
    let file = sheet.map_or_else(|| source.name.as_str().into(), |(file, _)| Arc::clone(file));
    let sheet = sheet.map(|(_, sheet)| Arc::clone(sheet));
    let mut reading = Reading { source, sheet, file, is_table: true, order: order(list, field), problems };
    let items = reading.list(list, field, FieldType::Record).unwrap_or_default();
    let titles = source.text[source.line_at(list.span.start)].to_owned();
    Fact { place: reading.place(list), written: titles, value: Value::List(items) }
}

struct Reading<'a> {
    source: &'a Arc<Source>,
    file: Arc<str>,
    /// The sheet, where it is one; its rows are the lines of the source.
    sheet: Option<Arc<str>>,
    /// Whether it was filled in a spreadsheet, which shows days in its own way.
    is_table: bool,
    /// The order of day and month there, where it is known.
    order: Option<day::Order>,
    problems: &'a mut Vec<Problem>,
}

impl Reading<'_> {
    fn record(&mut self, node: &Node, fields: &[Field]) -> Record {
        let mut record = Record::default();
        let Some(entries) = node.as_table() else {
            if node.value != Written::Null {
                self.wrong_kind(node, Message::new("source.kind.table"));
            }
            return record;
        };
        for (key, node) in entries {
            let Some(field) = fields.iter().find(|field| field.name == key.name) else {
                let known = fields.iter().map(|field| field.name.as_str());
                self.problems.push(unknown_key(self.source, key, known));
                continue;
            };
            if let Some(fact) = self.fact(node, field, field.kind) {
                record.insert(field, fact);
            }
        }
        constraints::check(self.source, node, &record, fields, self.problems);
        record
    }

    fn fact(&mut self, node: &Node, field: &Field, kind: FieldType) -> Option<Fact> {
        if node.value == Written::Null || node.as_text().is_some_and(|text| text.trim().is_empty()) {
            return None;
        }
        let value = match kind.item() {
            Some(item) => Value::List(self.list(node, field, item)?),
            None if kind == FieldType::Record => {
                let record = self.record(node, &field.fields);
                // A table in which everything is left empty says nothing.
                record.iter().next()?;
                Value::Record(record)
            }
            None => self.scalar(node, field, kind)?,
        };
        Some(Fact { place: self.place(node), written: written(node), value })
    }

    fn place(&self, node: &Node) -> Place {
        let line = u32::try_from(self.source.position(node.span.start).line).unwrap_or(u32::MAX);
        let spot = match &self.sheet {
            Some(sheet) => Spot::Row(Arc::clone(sheet), line),
            None => Spot::Line(line),
        };
        Place { file: Arc::clone(&self.file), spot }
    }

    fn list(&mut self, node: &Node, field: &Field, item: FieldType) -> Option<Vec<Fact>> {
        match node.as_list() {
            Some(items) => {
                constraints::unique(self.source, items, field, self.problems);
                let given: Vec<_> = items.iter().filter_map(|node| self.fact(node, field, item)).collect();
                // An empty list says “none”; a list of empty items says nothing.
                (items.is_empty() || !given.is_empty()).then_some(given)
            }
            None if is_none(node) => Some(Vec::new()),
            None => {
                self.wrong_kind(node, Message::new("source.kind.list"));
                None
            }
        }
    }

    fn scalar(&mut self, node: &Node, field: &Field, kind: FieldType) -> Option<Value> {
        if let (FieldType::Boolean, Written::Boolean(value)) = (kind, &node.value) {
            return Some(Value::Boolean(*value));
        }
        let Some(text) = node.as_text().map(str::trim) else {
            self.wrong_kind(node, wanted(kind));
            return None;
        };
        let value = match kind {
            FieldType::Text => Some(Value::Text(text.to_owned())),
            FieldType::Number => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number),
            FieldType::Boolean => truth(text).map(Value::Boolean),
            FieldType::Money => return self.money(node, text),
            FieldType::Date if self.is_table => return self.day(node, text),
            FieldType::Date => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Value::Date),
            FieldType::Duration => duration::parse(text).map(Value::Duration),
            FieldType::Url => address::is_web(text).then(|| Value::Url(text.to_owned())),
            FieldType::Email => address::is_email(text).then(|| Value::Text(text.to_owned())),
            FieldType::Account => {
                let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
                digits.then(|| Value::Account(text.to_owned()))
            }
            FieldType::Choice | FieldType::Choices => return self.choice(node, text, field),
            _ => None,
        };
        if value.is_none() {
            let message = Message::new("facts.wrong_value").with("value", text).with("wanted", wanted(kind));
            self.problems.push(Problem::new(self.source, node.span.clone(), message));
        }
        value
    }

    fn choice(&mut self, node: &Node, text: &str, field: &Field) -> Option<Value> {
        let folded = fold::fold(text);
        let means = |choice: &&Choice| {
            let words = choice.label.each().chain(choice.words.iter());
            choice.value.eq_ignore_ascii_case(text) || words.map(fold::fold).any(|word| word == folded)
        };
        if let Some(choice) = field.choices.iter().find(means) {
            return Some(Value::Choice(choice.value.clone()));
        }
        let values = field.choices.iter().map(|choice| choice.value.as_str());
        let message = Message::new("facts.wrong_choice").with("value", text).with("field", field.name.as_str());
        let allowed = Message::new("hint.one_of").with("values", values.clone().collect::<Arg>());
        let help = match nearest(text, values) {
            Some(near) => Message::new("hint.did_you_mean_of").with("near", near).with("allowed", allowed),
            None => allowed,
        };
        self.problems.push(Problem::new(self.source, node.span.clone(), message).with_help(help));
        None
    }

    fn money(&mut self, node: &Node, text: &str) -> Option<Value> {
        let read = if matches!(node.value, Written::Number(_)) { money::exact(text) } else { money::parse(text) };
        let wrong = match read {
            Ok(cents) => return Some(Value::Money(cents)),
            Err(money::Fault::NoAmount) => Message::new("facts.wrong_value").with("wanted", Message::new("type.money")),
            Err(money::Fault::Ambiguous) => Message::new("facts.ambiguous_amount"),
            Err(money::Fault::Negative) => Message::new("facts.negative"),
            Err(money::Fault::Currency) => Message::new("facts.currency"),
            Err(money::Fault::TooLarge) => Message::new("facts.too_large"),
        };
        self.problems.push(Problem::new(self.source, node.span.clone(), wrong.with("value", text)));
        None
    }

    fn day(&mut self, node: &Node, text: &str) -> Option<Value> {
        let wrong = match day::parse(text, self.order) {
            Ok(day) => return Some(Value::Date(day)),
            Err(day::Fault::NoDay) => Message::new("facts.wrong_value").with("wanted", wanted(FieldType::Date)),
            Err(day::Fault::Ambiguous(one, other)) => {
                // As they are to be written in the file.
                Message::new("facts.ambiguous_day").with("one", one.to_string()).with("other", other.to_string())
            }
        };
        let problem = Problem::new(self.source, node.span.clone(), wrong.with("value", text));
        self.problems.push(problem.with_help(Message::new("hint.day")));
        None
    }

    fn wrong_kind(&mut self, node: &Node, wanted: Message) {
        let message = Message::new("facts.wrong_kind").with("wanted", wanted).with("found", node.kind());
        self.problems.push(Problem::new(self.source, node.span.clone(), message));
    }
}

/// The order in which the rows of a table write their days: one spreadsheet writes all of them alike.
fn order(list: &Node, field: &Field) -> Option<day::Order> {
    let is_day = |name: &str| field.fields.iter().any(|field| field.name == name && field.kind == FieldType::Date);
    let rows = list.as_list().unwrap_or_default().iter().filter_map(Node::as_table).flatten();
    day::order(rows.filter(|(key, _)| is_day(&key.name)).filter_map(|(_, node)| node.as_text()))
}

/// What a type is called, with the form it is written in.
fn wanted(kind: FieldType) -> Message {
    Message::new(match kind {
        FieldType::Text | FieldType::Texts => "type.text",
        FieldType::Number => "type.number",
        FieldType::Money => "type.money",
        FieldType::Boolean => "type.boolean",
        FieldType::Date => "type.date",
        FieldType::Duration => "type.duration",
        FieldType::Url | FieldType::Urls => "type.url",
        FieldType::Email => "type.email",
        FieldType::Account | FieldType::Accounts => "type.account",
        FieldType::Choice | FieldType::Choices => "type.choice",
        FieldType::Record | FieldType::Records => "source.kind.table",
    })
}

/// A yes or no in any of the languages.
fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "oui" | "是" | "有" => Some(true),
        "false" | "no" | "non" | "否" | "无" => Some(false),
        _ => None,
    }
}

/// Whether a value says that a list has nothing in it.
fn is_none(node: &Node) -> bool {
    node.as_text().is_some_and(|text| matches!(text.trim().to_lowercase().as_str(), "none" | "aucun" | "aucune" | "无"))
}

/// A value on one line, as a person would say it.
fn written(node: &Node) -> String {
    match &node.value {
        Written::Null => String::new(),
        Written::Boolean(value) => value.to_string(),
        Written::Number(text) | Written::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Written::List(items) => {
            let items: Vec<_> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        // A table is told by the facts in it.
        Written::Table(_) => "{…}".to_owned(),
    }
}

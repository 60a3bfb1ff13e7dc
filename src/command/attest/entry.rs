//! One `[[attestation]]` as it is written to the file.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::evidence::Attestation;

/// What is to be written. Its texts have no space around them, as a reader of the file takes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The program, such as `retail`.
    pub program: String,
    /// The row, or one criterion of it.
    pub requirement: String,
    /// The case study's folder name; empty for the partner.
    pub subject: String,
    /// The person.
    pub who: String,
    /// The person's role.
    pub role: String,
    /// The day on which it is made.
    pub date: NaiveDate,
    /// The last day on which it counts.
    pub until: Option<NaiveDate>,
    /// What is attested, in the person's words.
    pub statement: String,
}

impl Entry {
    /// Its lines, each ended by `line_break`.
    pub fn written(&self, line_break: &str) -> String {
        let Self { program, requirement, subject, who, role, date, until, statement } = self;
        let subject = if subject.is_empty() { Attestation::PARTNER } else { subject };
        let mut lines = vec!["[[attestation]]".to_owned()];
        let text = |field: &str, text: &str| format!("{field} = {}", quoted(text));
        lines.extend([text("program", program), text("requirement", requirement), text("subject", subject)]);
        lines.extend([text("who", who), text("role", role), format!("date = {date}")]);
        lines.extend(until.map(|until| format!("until = {until}")));
        lines.push(text("statement", statement));
        lines.into_iter().map(|line| line + line_break).collect()
    }

    /// Whether a reader of the file takes it for this.
    pub fn is(&self, read: &Attestation) -> bool {
        let Attestation { place: _, spans: _, program, requirement, subject, who, role, date, until, statement } = read;
        let texts = [program, requirement, subject, who, role, statement];
        texts == [&self.program, &self.requirement, &self.subject, &self.who, &self.role, &self.statement]
            && (*date, *until) == (self.date, self.until)
    }
}

/// A basic string of TOML. What a terminal or an editor would obey instead of showing it is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted += "\\n",
            '\r' => quoted += "\\r",
            '\t' => quoted += "\\t",
            character if crate::source::is_obeyed(character) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::checklist::Library;
    use crate::reader;
    use crate::source::Source;

    fn entry(text: &str) -> Entry {
        let day = |day: &str| day.parse().expect("a day");
        Entry {
            program: "retail".to_owned(),
            requirement: "C-2.6".to_owned(),
            subject: "harbour-and-hale".to_owned(),
            who: "Priya Raman".to_owned(),
            role: text.trim().to_owned(),
            date: day("2026-03-30"),
            until: Some(day("2027-03-30")),
            statement: text.trim().to_owned(),
        }
    }

    #[test]
    fn nothing_unseen_is_written_as_it_is() {
        let text = "a \"b\" \\ c\n\t\u{1b}[2J \u{202e}\u{7f}\u{85} 公 🦀";
        let written = entry(text).written("\r\n");
        assert!(written.contains(r#"statement = "a \"b\" \\ c\n\t\u001B[2J \u202E\u007F\u0085 公 🦀""#), "{written}");
        assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
    }

    proptest! {
        #[test]
        fn any_words_come_back_as_they_were(text in r#"([-="'#\[\]\\{}a公 \t\r\n\x00-\x1f\u{7f}-\u{9f}\u{202e}\u{feff}]|\PC){0,40}"#) {
            let entry = entry(&format!("a{text}a"));
            for line_break in ["\n", "\r\n"] {
                let source = Arc::new(Source::new("attestations.toml", entry.written(line_break)));
                let lexicon = Library::shipped().lexicon;
                let read = reader::attestations(&source, &lexicon);
                prop_assert!(matches!(read.as_deref(), Ok([read]) if entry.is(read)), "{read:?}");
            }
        }
    }
}

//! One gap: the rows that it is of, what is missing, where, and what would pass.

use super::{BAD, FAINT, Human, STRONG};
use crate::checklist::Level;
use crate::evidence::Spot;
use crate::language::Message;
use crate::report::lacking::Lacking;
use crate::report::wrap::{whole, wrap};
use crate::rule::{Cause, Lack};
use crate::source::printable;

impl Human<'_> {
    /// What a file lacks. Said once for all gaps that share it: why they cannot be told otherwise, and what would pass.
    pub fn lacking_in(&self, file: &str, lacking: &[Lacking<'_>]) -> String {
        let in_file: Vec<_> = lacking.iter().filter(|lacking| lacking.file() == Some(file)).collect();
        let mut text = String::new();
        for reason in [None, Some("human.unreadable"), Some("human.needs_attestation")] {
            let mut left: Vec<_> =
                in_file.iter().copied().filter(|lacking| reason_key(&lacking.lack.cause) == reason).collect();
            if let Some(reason) = reason.filter(|_| !left.is_empty()) {
                let reason = wrap(&self.told(&Message::new(reason)), self.width(), 2, 2);
                text += &(self.styled(FAINT, &reason) + "\n");
            }
            while let Some(&first) = left.first() {
                let passes = &first.lack.passes;
                let (same, others): (Vec<_>, _) = left.into_iter().partition(|lacking| lacking.lack.passes == *passes);
                text.extend(same.iter().map(|lacking| self.what(file, lacking)));
                if !same.iter().all(|lacking| is_plain(lacking.lack)) {
                    let passes = match same.len() {
                        1 => Message::new("human.passes"),
                        several => Message::new("human.passes_each").with("n", several),
                    };
                    text += &self.below(&passes.with("passes", first.lack.passes.clone()));
                }
                left = others;
            }
        }
        text
    }

    /// The rows, what is missing, and where; of a case study that the path does not name, also which.
    pub fn what(&self, file: &str, lacking: &Lacking<'_>) -> String {
        let Lacking { rows, level, subject, lack } = lacking;
        let rows: Vec<_> = rows.iter().map(|row| self.styled(STRONG, &printable(row))).collect();
        let is_named = subject.is_empty() || file.split('/').any(|part| part == *subject);
        let subject = if is_named { String::new() } else { whole(&format!("[{}]", printable(subject))) + " " };
        let mark = self.mark_of(*level);
        let text = format!("{mark} {}  {subject}{}", rows.join(self.view.language.comma()), self.told(&lack.what));
        wrap(&text, self.width(), 2, 4) + "\n" + &self.place(file, lack)
    }

    fn mark_of(&self, level: Level) -> String {
        match level {
            Level::Must => self.styled(BAD, "✗"),
            Level::Should => "•".to_owned(),
        }
    }

    /// Where it was found, claimed and is to be put, as far as the path above does not say it.
    fn place(&self, file: &str, lack: &Lack) -> String {
        let Lack { found, claim, put, cause, .. } = lack;
        if let Cause::Follows(_) = cause {
            return String::new();
        }
        let mut lines = Vec::new();
        let (here, elsewhere) = match found {
            Some(found) if *found.file == *file => (spot(&found.spot), None),
            found => (None, found.as_ref()),
        };
        let field = put.field.as_ref().map(|field| whole(&printable(field)));
        match (here, field) {
            _ if put.file != file => {}
            (Some(spot), Some(field)) => {
                lines.push(Message::new("human.colon").with("before", spot).with("after", field));
            }
            (Some(spot), None) => lines.push(spot),
            (None, Some(field)) => lines.push(Message::new("human.field").with("field", field)),
            (None, None) => {}
        }
        for (key, place) in [("human.claim", claim.as_ref()), ("human.found", elsewhere)] {
            lines.extend(place.map(|place| Message::new(key).with("place", place.shown(self.view.language))));
        }
        if put.file != file {
            lines.push(Message::new("human.put").with("place", printable(&put.file)));
        }
        lines.iter().map(|line| self.below(line)).collect()
    }

    fn below(&self, message: &Message) -> String {
        wrap(&self.told(message), self.width(), 4, 6) + "\n"
    }
}

/// Whether what would pass only turns round what is missing: “customer name: not stated”.
fn is_plain(lack: &Lack) -> bool {
    let Lack { what, passes, .. } = lack;
    (what.key(), passes.key()) == ("fact.missing", "fact.given") && what.args() == passes.args()
}

/// What is to be said of every gap of this kind.
const fn reason_key(cause: &Cause) -> Option<&'static str> {
    match cause {
        Cause::Unreadable => Some("human.unreadable"),
        Cause::NeedsAttestation => Some("human.needs_attestation"),
        Cause::Missing | Cause::Contradicted | Cause::Follows(_) => None,
    }
}

fn spot(spot: &Spot) -> Option<Message> {
    match spot {
        Spot::Whole => None,
        Spot::Line(line) => Some(Message::new("human.line").with("line", line.to_string())),
        Spot::Page(page) => Some(Message::new("human.page").with("page", page.to_string())),
        Spot::Slide(slide) => Some(Message::new("human.slide").with("slide", slide.to_string())),
        Spot::Row(sheet, row) => {
            Some(Message::new("human.sheet_row").with("sheet", &**sheet).with("line", row.to_string()))
        }
    }
}

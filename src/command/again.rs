//! The arguments that a next command takes over from this one, as a shell reads them.

use std::path::Path;

use crate::cli::{Asked, Cli};
use crate::report;
use crate::source::printable;

/// The arguments, quoted where they have to be.
pub struct Again {
    common: String,
    judged: String,
    exact: bool,
}

impl Again {
    /// Those of a run, with the user's own checklists if there are some.
    pub fn of(cli: &Cli, asked: &Asked, own: Option<&Path>) -> Self {
        let language = cli.lang.map(|language| format!("--lang {language}"));
        let checklists = |own: &Path| format!("--checklists {}", quoted(&own.display().to_string()));
        let as_of = asked.as_of.map(|day| format!("--as-of {day}"));
        let studies = (!asked.case_study.is_empty()).then(|| asked.case_study.join(","));
        let studies = studies.map(|studies| format!("--case-study {}", quoted(&studies)));
        let folder = Some(quoted(&asked.folder.display().to_string()));
        // Both may name a customer.
        let (studies, folder) =
            if asked.redact { (Some("--redact".to_owned()), Some("…".to_owned())) } else { (studies, folder) };
        let joined = |arguments: Vec<Option<String>>| arguments.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Self {
            common: joined(vec![language.clone(), own.map(checklists)]),
            judged: joined(vec![as_of, studies, language, cli.checklists.as_deref().map(checklists), folder]),
            exact: asked.program.iter().any(|program| program.contains('@')),
        }
    }

    /// The same for a report.
    pub fn as_view(&self) -> report::Again<'_> {
        report::Again { common: &self.common, judged: &self.judged, exact: self.exact }
    }
}

/// One word for a shell. Control characters are shown, not handed on.
pub fn quoted(word: &str) -> String {
    let word = printable(word);
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,:@+=%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { word } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_word_for_a_shell() {
        assert_eq!(quoted("./evidence"), "./evidence");
        assert_eq!(quoted("证明材料/2026"), "证明材料/2026");
        assert_eq!(quoted("our folder (1)"), "'our folder (1)'");
        assert_eq!(quoted("it's $HOME"), "'it'\\''s $HOME'");
        assert_eq!(quoted(""), "''");
    }
}

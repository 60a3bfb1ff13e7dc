//! Two checklists: which rows one has that the other has not, which are judged otherwise, and what that makes of a folder.

use std::fmt::Write as _;
use std::path::Path;

use crate::assessment::{Assessment, Verdict};
use crate::checklist::{Change, Checklist, Difference, Library, Lineage, differences, of_the_sheet};
use crate::cli::{Cli, Diff};
use crate::command::folder::Folder;
use crate::command::turned::turned;
use crate::command::{Ended, Failure, cache, checklist, language, library, output, own_library, width};
use crate::language::{Language, Message};
use crate::report::{told, wrap};

/// Compares two checklists; where a folder is given, also what each makes of it. Ends as with gaps where they differ.
pub fn run(cli: &Cli, options: &Diff) -> Result<Ended, Failure> {
    let shipped = library(cli.checklists.as_deref())?;
    let (before, after) = (Side::of(&shipped, &options.before)?, Side::of(&shipped, &options.after)?);
    let mut page = Page { language: language(cli), width: usize::from(width()), text: String::new() };
    let (one, other) = (before.checklist(&shipped)?, after.checklist(&shipped)?);
    let libraries = [before.library.as_ref().unwrap_or(&shipped), after.library.as_ref().unwrap_or(&shipped)];
    let lineage = Lineage::of(libraries[1], one, other).unwrap_or_else(|_| Lineage::direct(one, other));
    let differences = differences(&lineage);
    page.summary(one, other, &differences);
    for (part, earlier, later) in of_the_sheet(one, other) {
        page.line(&Message::new("diff.part").with("part", part).with("before", earlier).with("after", later), 2);
    }
    for difference in &differences {
        page.difference(difference, libraries);
    }
    let mut is_same = differences.is_empty() && one == other;
    if let Some(folder) = &options.evidence {
        let as_of = options.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
        let opened = Folder::open(folder, Some(&one.program))?;
        let cache = cache(false);
        let mut judged = Vec::new();
        for (library, checklist) in [(libraries[0], one), (libraries[1], other)] {
            let evidence = opened.read(library, cache.as_ref())?;
            judged.push(opened.assess(library, checklist, &evidence, &[], as_of)?);
        }
        is_same &= page.verdicts(&judged[0], &judged[1], &lineage, folder);
    }
    output::say(&page.text)?;
    Ok(Ended::when(is_same))
}

/// One of the two: a checklist at hand, or that of a file, with the library it lives in.
struct Side<'a> {
    asked: &'a str,
    library: Option<Library>,
}

impl<'a> Side<'a> {
    /// A name that ends as a YAML file does is one; anything else is a program.
    fn of(shipped: &Library, asked: &'a str) -> Result<Self, Failure> {
        let file = Path::new(asked);
        let is_file = file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        if !is_file {
            checklist(shipped, asked)?;
            return Ok(Self { asked, library: None });
        }
        if !file.is_file() {
            return Err(Message::new("failure.no_file").with("path", asked).into());
        }
        Ok(Self { asked, library: Some(own_library(file)?) })
    }

    fn checklist<'l>(&'l self, shipped: &'l Library) -> Result<&'l Checklist, Failure> {
        let Some(own) = &self.library else { return checklist(shipped, self.asked) };
        own.own().next().ok_or_else(|| Message::new("failure.no_checklist").with("path", self.asked).into())
    }
}

struct Page {
    language: Language,
    width: usize,
    text: String,
}

impl Page {
    fn summary(&mut self, before: &Checklist, after: &Checklist, differences: &[Difference<'_>]) {
        let count = |is: fn(&Difference<'_>) -> bool| differences.iter().filter(|difference| is(difference)).count();
        let dropped = count(|difference| matches!(difference, Difference::Dropped(_)));
        let added = count(|difference| matches!(difference, Difference::Added(_)));
        let changed = count(|difference| matches!(difference, Difference::Changed(..)));
        let message = Message::new("diff.summary")
            .with("before", before.id())
            .with("after", after.id())
            .with("dropped", dropped)
            .with("added", added)
            .with("changed", changed)
            .with("same", after.requirements.len() - added - changed);
        self.line(&message, 0);
    }

    fn difference(&mut self, difference: &Difference<'_>, libraries: [&Library; 2]) {
        let (key, row, changes) = match difference {
            Difference::Dropped(row) => ("diff.dropped", row, &[][..]),
            Difference::Added(row) => ("diff.added", row, &[][..]),
            Difference::Changed(row, changes) => ("diff.changed", row, changes.as_slice()),
        };
        self.text.push('\n');
        self.line(&Message::new(key).with("key", row.key.as_str()).with("title", &row.title), 0);
        for change in changes {
            let said = |key: &'static str, id: &str| Message::new(key).with("id", format!("{}.{id}", row.key));
            match change {
                Change::Renamed(before) => self.line(&Message::new("diff.renamed").with("key", *before), 2),
                Change::Wording => self.line(&Message::new("diff.wording"), 2),
                Change::Dropped(criterion) => {
                    self.line(
                        &said("diff.dropped_criterion", &criterion.id).with("statement", &criterion.statement),
                        2,
                    );
                }
                Change::Added(criterion) => {
                    self.line(&said("diff.added_criterion", &criterion.id).with("statement", &criterion.statement), 2);
                }
                Change::Reworded(_, after) => {
                    self.line(&said("diff.reworded", &after.id).with("statement", &after.statement), 2);
                }
                Change::Judged(before, after) => {
                    self.line(&said("diff.judged", &after.id), 2);
                    self.line(&Message::new("diff.before").with("how", before.how(&libraries[0].lexicon)), 4);
                    self.line(&Message::new("diff.after").with("how", after.how(&libraries[1].lexicon)), 4);
                }
            }
        }
    }

    /// The rows whose verdict changes; whether there are none.
    fn verdicts(
        &mut self,
        before: &Assessment<'_>,
        after: &Assessment<'_>,
        lineage: &Lineage<'_>,
        folder: &Path,
    ) -> bool {
        let met = |assessment: &Assessment<'_>| assessment.count(|verdict| *verdict == Verdict::Met);
        self.text.push('\n');
        let path = folder.display().to_string();
        let heading = Message::new("diff.of_folder")
            .with("folder", path)
            .with("date", before.as_of)
            .with("before", met(before))
            .with("of_before", before.rows.len())
            .with("after", met(after))
            .with("of_after", after.rows.len());
        self.line(&heading, 0);
        let turned = turned(before, after, lineage);
        for line in &turned {
            self.line(line, 2);
        }
        let is_same = turned.is_empty();
        if is_same {
            self.line(&Message::new("diff.no_verdict"), 2);
        }
        is_same
    }

    fn line(&mut self, message: &Message, indent: usize) {
        let text = told(message, self.language);
        let _ = writeln!(self.text, "{}", wrap(&text, self.width, indent, indent + 2));
    }
}

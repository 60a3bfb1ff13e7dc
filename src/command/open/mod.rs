//! `competency open`: the filled self-assessment as a web page, in the browser.

mod browser;

use std::path::{Path, PathBuf};

use anyhow::Context;
use etcetera::BaseStrategy;

use super::folder::links;
use super::opened::Opened;
use super::{Ended, Failure, colored, language, output, width};
use crate::checklist::Checklist;
use crate::cli::{Cli, Open};
use crate::gate::decide;
use crate::language::Message;
use crate::report::{Detail, Format, Page, View};
use crate::source::printable;
use browser::Shown;

/// Judges, writes the page, says what it came to and where the page is, and opens it. It ends as `check` does, whether a
/// browser could be started or not.
pub fn run(cli: &Cli, options: &Open) -> Result<Ended, Failure> {
    let (asked, language) = (&options.asked, language(cli));
    let opened = Opened::of(cli, asked)?;
    let policy = opened.policy_asked(&options.policy)?;
    let mut assessments = opened.assessments()?;
    opened.folder.index(&mut assessments);
    let ended = Ended::when(assessments.iter().all(|assessment| decide(assessment, &policy).passes));
    let (shown, policy) = opened.shown(&assessments, &policy, language);

    let file = match &options.output {
        Some(file) => file.clone(),
        None => kept(&asked.folder, &opened.checklists())?,
    };
    let links = links(Some(&file), opened.folder.path());
    let plain = View::plain(language, width(), &policy);
    let page = View { links: Some(links.as_str()).filter(|_| !asked.redact), ..plain };
    output::write_to(Some(&file), |out| Page::Html.write(&shown, page, out))?;

    let mut said = Vec::new();
    let result = View { detail: Detail::Quiet, color: colored(cli, &std::io::stdout()), ..plain };
    Format::Human.write(&shown, result, &mut said)?;
    let file = file.canonicalize().with_context(|| file.display().to_string())?;
    let path = printable(&file.display().to_string());
    output::say(&format!("{}{path}\n", String::from_utf8_lossy(&said)))?;
    let lack = match browser::open(&file) {
        Shown::Opened => return Ok(ended),
        Shown::NoBrowser => Message::new("open.no_browser"),
        Shown::NoScreen => Message::new("open.no_screen"),
    };
    eprintln!("{}", lack.render(language));
    Ok(ended)
}

/// Where the page of a folder is kept: outside of it, where it would be taken for evidence, and at the same place each time.
/// Nobody else on the machine may read it.
fn kept(folder: &Path, checklists: &[&Checklist]) -> Result<PathBuf, Failure> {
    let folders = etcetera::choose_base_strategy().map_err(|_| Message::new("open.no_place"))?;
    let pages = folders.cache_dir().join(env!("CARGO_PKG_NAME")).join("pages");
    let mut private = std::fs::DirBuilder::new();
    private.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut private, 0o700);
    private.create(&pages).with_context(|| pages.display().to_string())?;
    Ok(pages.join(name(&folder.canonicalize()?, checklists.iter().map(|checklist| checklist.program.as_str()))))
}

/// The name of a folder's page: the programs, as far as they make a name of a file, and a hash of the folder and of them.
fn name<'a>(folder: &Path, programs: impl Iterator<Item = &'a str>) -> String {
    let programs: Vec<_> = programs.collect();
    let mut hash = blake3::Hasher::new();
    hash.update(folder.as_os_str().as_encoded_bytes());
    for program in &programs {
        hash.update(&[0]).update(program.as_bytes());
    }
    let programs = programs.join("-");
    let plain: String = programs.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    format!("{plain}-{}.html", &hash.finalize().to_hex()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_by_its_folder_and_programs() {
        let of = |folder: &str, programs: &[&str]| name(Path::new(folder), programs.iter().copied());
        let one = of("/evidence", &["retail"]);
        assert!(one.starts_with("retail-") && one.contains(".html"), "{one}");
        assert_eq!(one, of("/evidence", &["retail"]));
        assert_ne!(one, of("/other", &["retail"]));
        assert_ne!(of("/evidence", &["retail", "lambda"]), of("/evidence", &["retail-lambda"]));
        assert!(of("/evidence", &["../\u{1b}[2J x"]).starts_with("2Jx-"));
        assert!(of("/evidence", &["long"; 99]).len() < 90);
    }
}

//! Noise: what every folder collects and nobody hands in, and what `.competencyignore` names.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::evidence::{MAIL_ENDING, MAIL_HEAD};

/// The file with one glob per line; `#` begins a comment, a final `/` means a whole folder.
pub const IGNORE_FILE: &str = ".competencyignore";

/// Names that are passed over wherever they lie.
const NAMES: [&str; 15] = [
    ".DS_Store",
    ".aws-sam",
    ".serverless",
    ".terraform",
    ".terraform.lock.hcl",
    "node_modules",
    ".gitkeep",
    ".keep",
    ".git",
    ".gitignore",
    ".svn",
    "Thumbs.db",
    "desktop.ini",
    "__MACOSX",
    IGNORE_FILE,
];

/// Where the CDK writes templates, and beside them its own notes and the code that they deploy.
const CDK_OUTPUT: &str = "cdk.out";

/// Whether a path is noise by its name: a system file, what a build leaves, the lock file of an open office document, or what
/// an editor keeps beside an open file.
pub fn is_noise(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_output = folder.split('/').any(|part| part == CDK_OUTPUT);
    NAMES.contains(&name)
        || name.starts_with("~$")
        || name.starts_with(".~lock.")
        || is_of_an_editor(name)
        || is_output && name.contains('.') && !name.ends_with(".template.json")
}

/// Whether Vim or Emacs keeps this beside an open file: its swap, backup, autosave or lock file.
fn is_of_an_editor(name: &str) -> bool {
    let is_swap = |ending: &str| ending.len() == 3 && ending.starts_with("sw");
    name.ends_with('~')
        || name.starts_with(".#")
        || name.starts_with('#') && name.ends_with('#')
        || name.starts_with('.') && name.rsplit_once('.').is_some_and(|(_, ending)| is_swap(ending))
}

/// Whether a file is a mail that this program wrote: what it carries quotes the evidence and is none. It is known by its
/// first bytes, so that writing one into the folder changes nothing that is judged.
pub fn is_own_mail(file: &Path) -> bool {
    let mut head = [0; MAIL_HEAD.len()];
    file.extension().is_some_and(|ending| ending == MAIL_ENDING)
        && File::open(file).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && head == *MAIL_HEAD.as_bytes()
}

/// The globs of the folder's ignore file; a line that is no glob ignores nothing.
pub fn ignored(folder: &Path) -> Option<GlobSet> {
    let lines = std::fs::read_to_string(folder.join(IGNORE_FILE)).ok()?;
    let mut globs = GlobSetBuilder::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let pattern = line.trim_start_matches('/').trim_end_matches('/');
        let anywhere = !pattern.contains('/');
        let pattern = if anywhere { format!("**/{pattern}") } else { pattern.to_owned() };
        if let Ok(glob) = Glob::new(&pattern) {
            globs.add(glob);
        }
    }
    globs.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_and_system_files_are_noise() {
        for noise in ["a/~$plan.docx", ".DS_Store", "x/Thumbs.db", ".git", "b/.~lock.deck.odp#"] {
            assert!(is_noise(noise), "{noise}");
        }
        assert!(!is_noise("a/plan.docx"));
        assert!(!is_noise("git-workflow.md"));
    }

    #[test]
    fn what_an_editor_keeps_beside_an_open_file_is_noise() {
        for noise in ["a/.plan.md.swp", ".plan.md.swo", "a/plan.md~", "a/#plan.md#", "a/.#plan.md"] {
            assert!(is_noise(noise), "{noise}");
        }
        for read in ["plan.swp", "a/#1 plan.md", "~plan.md", "a/.swap.md"] {
            assert!(!is_noise(read), "{read}");
        }
    }

    #[test]
    fn of_the_output_of_the_cdk_only_templates_stay() {
        for noise in
            ["cdk.out/tree.json", "a/cdk.out/asset.3f9a", "cdk.out/assembly-Prod/manifest.json", "cdk.out/cdk.out"]
        {
            assert!(is_noise(noise), "{noise}");
        }
        for read in
            ["cdk.out", "cdk.out/Shop.template.json", "cdk.out/assembly-Prod", "cdk.out/assembly-Prod/S.template.json"]
        {
            assert!(!is_noise(read), "{read}");
        }
    }
}

//! Noise: what every folder collects and nobody hands in, and what `.competencyignore` names.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};

/// The file with one glob per line; `#` begins a comment, a final `/` means a whole folder.
const IGNORE_FILE: &str = ".competencyignore";

/// Names that are passed over wherever they lie.
const NAMES: [&str; 10] = [
    ".DS_Store",
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

/// Whether a path is noise by its name: a system file, or the lock file of an open office document.
pub fn is_noise(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    NAMES.contains(&name) || name.starts_with("~$") || name.starts_with(".~lock.")
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
}

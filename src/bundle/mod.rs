//! A bundle: an archive that holds a self-assessment, the evidence it cites and what it was judged by, so that anybody can
//! judge it again.
//!
//! ```text
//! README.md                     what it is, and where every row has its evidence
//! SHA256SUMS                    the digest of every other file
//! bundle.json                   the day, the case studies, the version: see [`Manifest`]
//! retail@1.0/                   for each program: assessment.json, self-assessment.md, .html, .docx
//! evidence/                     the evidence, below the paths that it had
//! checklists/                   the checklists that it was judged by, byte for byte
//! ```

mod archive;
mod difference;
mod manifest;
pub mod name;
mod selection;
mod stage;
mod sums;
mod unpack;

use crate::checklist::{OWN, SHIPPED};

pub use archive::pack;
pub use difference::differences;
pub use manifest::{Judged, Manifest};
pub use selection::{cited, judged_otherwise};
pub use stage::Stage;
pub use sums::Sums;
pub use unpack::unpack;

/// The page that says what is in it.
pub const README: &str = "README.md";

/// What is needed to judge it again.
pub const MANIFEST: &str = "bundle.json";

/// The digests of all other files, for `sha256sum -c`.
pub const SUMS: &str = "SHA256SUMS";

/// The folder of the evidence.
pub const EVIDENCE: &str = "evidence";

/// The folder of the checklists.
pub const CHECKLISTS: &str = "checklists";

/// The name by which a library knows a file of the checklists, where a path is that of one.
#[must_use]
pub fn source_of(path: &str) -> Option<&str> {
    let name = path.strip_prefix(CHECKLISTS)?.strip_prefix('/')?;
    let (folder, _) = name.split_once('/')?;
    [SHIPPED, OWN].contains(&folder).then_some(name)
}

/// The name of an assessment for programs, in the folder of its program.
pub const ASSESSMENT: &str = "assessment.json";

/// What a self-assessment is called, in the folder of its program, before the ending of its format.
pub const SELF_ASSESSMENT: &str = "self-assessment";

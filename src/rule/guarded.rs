//! `guarded: permissions` and `guarded: network` hold where the templates of a case study allow no more than they should.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Cause, Inquiry, Judge, Lack, Put, Scope, deployed};
use crate::evidence::{Document, Exposed, Exposure};
use crate::language::{Arg, Message};
use crate::source::printable;

/// What must be guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Guarded {
    /// No policy allows every action on every resource.
    Permissions,
    /// No security group lets the whole internet reach another port than 80 or 443.
    Network,
}

impl Judge for Guarded {
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        if deployed::templates(inquiry.subject).next().is_none() {
            return deployed::none();
        }
        let mut lacks = Vec::new();
        for document in deployed::templates(inquiry.subject) {
            let exposures = document.text().map_or(&[][..], |text| &text.exposures);
            let ours = exposures.iter().filter(|exposure| self.is_about(exposure.what));
            lacks.extend(ours.map(|exposure| self.lack(inquiry, document, exposure)));
        }
        if !lacks.is_empty() {
            return Answer::Gap(lacks);
        }
        let key = match self {
            Self::Permissions => "guarded.permissions",
            Self::Network => "guarded.network",
        };
        deployed::checked(inquiry, key)
    }

    fn describe(&self, _: &Scope<'_>) -> Message {
        Message::new(match self {
            Self::Permissions => "guarded.describe_permissions",
            Self::Network => "guarded.describe_network",
        })
    }
}

impl Guarded {
    const fn is_about(self, what: Exposed) -> bool {
        matches!(
            (self, what),
            (Self::Permissions, Exposed::Everything | Exposed::EverythingBut) | (Self::Network, Exposed::Ports(..))
        )
    }

    fn lack(self, inquiry: &Inquiry<'_>, document: &Document, exposure: &Exposure) -> Lack {
        let what = match exposure.what {
            Exposed::Everything => Message::new("guarded.everything"),
            Exposed::EverythingBut => Message::new("guarded.everything_but"),
            Exposed::Ports(0, u16::MAX) => Message::new("guarded.all_ports"),
            Exposed::Ports(from, to) if from == to => {
                Message::new("guarded.port").with("port", Arg::from(from.to_string()))
            }
            Exposed::Ports(from, to) => Message::new("guarded.ports")
                .with("from", Arg::from(from.to_string()))
                .with("to", Arg::from(to.to_string())),
        };
        Lack {
            what: what.with("kind", exposure.kind.as_str()).with("name", printable(&exposure.name)),
            found: Some(document.place(&exposure.spot)),
            claim: None,
            put: Put { file: document.path.to_string(), field: None },
            passes: self.describe(&inquiry.scope),
            cause: Cause::Contradicted,
        }
    }
}

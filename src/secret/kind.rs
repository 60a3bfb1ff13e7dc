//! What sorts of secrets there are.

use serde::{Deserialize, Serialize};

use crate::language::Message;

/// What a secret is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A private key, of whatever algorithm.
    PrivateKey,
    /// The id of an AWS access key, which its secret is often not far from.
    AccessKeyId,
    /// The secret half of an AWS access key.
    SecretAccessKey,
    /// The token of a session on AWS.
    SessionToken,
    /// A key or token of a service, which is named.
    Token(String),
    /// A JSON Web Token.
    WebToken,
    /// The value of an `Authorization` header.
    Authorization,
    /// The cookie of a session.
    Cookie,
    /// A password.
    Password,
    /// A key or token of nobody knows which service.
    Key,
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub fn called(&self) -> Message {
        match self {
            Self::PrivateKey => Message::new("leak.private_key"),
            Self::AccessKeyId => Message::new("leak.access_key_id"),
            Self::SecretAccessKey => Message::new("leak.secret_access_key"),
            Self::SessionToken => Message::new("leak.session_token"),
            Self::Token(service) => Message::new("leak.token").with("service", service.as_str()),
            Self::WebToken => Message::new("leak.web_token"),
            Self::Authorization => Message::new("leak.authorization"),
            Self::Cookie => Message::new("leak.cookie"),
            Self::Password => Message::new("leak.password"),
            Self::Key => Message::new("leak.key"),
        }
    }
}

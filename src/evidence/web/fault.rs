//! Why nothing came of an address.

use serde::{Deserialize, Serialize};

use crate::language::Message;

/// Why nothing came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The name of the host is not known.
    NoSuchHost,
    /// The host takes no connection.
    Refused,
    /// The connection broke off, or ended before all was said.
    BrokenOff,
    /// No whole answer came in so many seconds.
    Late(u64),
    /// What came is no answer of HTTP, or its head is too large.
    Garbled,
    /// It came packed, though that was not asked for.
    Packed,
    /// The certificate does not hold.
    Certificate(Certificate),
    /// No encrypted connection came about.
    Encryption,
    /// The address leads into a network that is not public; this is its number.
    Private(String),
    /// A port of the web is 80 or 443.
    Port(u16),
    /// It is no address of http or https that can be asked for.
    Address(String),
    /// A redirect leads to itself again.
    Loop,
    /// There are more redirects than are followed.
    Redirects(usize),
    /// A redirect says not where to.
    Nowhere,
    /// `robots.txt` of the host keeps programs out.
    Robots,
    /// `robots.txt` of the host cannot be had, so that programs stay out.
    RobotsUnknown,
    /// It was not asked: a limit of the whole was reached.
    Limit(Limit),
    /// It was not asked: only what was kept is looked at, and it is not among that.
    NotKept,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// Its last day is over.
    Expired,
    /// Its first day is to come.
    NotYetValid,
    /// It is for another name.
    WrongName,
    /// Nobody whom browsers trust has issued it; it may be signed by itself.
    UnknownIssuer,
    /// It was revoked.
    Revoked,
    /// Anything else.
    Invalid,
}

/// A limit of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// How many requests are made.
    Requests(usize),
    /// How many seconds it takes.
    Seconds(u64),
    /// How many mebibytes are taken.
    Mebibytes(u64),
}

impl Fault {
    /// As a clause after an address.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::NoSuchHost => Message::new("online.no_such_host"),
            Self::Refused => Message::new("online.refused"),
            Self::BrokenOff => Message::new("online.broken_off"),
            Self::Late(seconds) => Message::new("online.late").with("seconds", number(*seconds)),
            Self::Garbled => Message::new("online.garbled"),
            Self::Packed => Message::new("online.packed"),
            Self::Certificate(certificate) => certificate.told(),
            Self::Encryption => Message::new("online.encryption"),
            Self::Private(ip) => Message::new("online.private").with("ip", ip.as_str()),
            Self::Port(port) => Message::new("online.port").with("port", port.to_string()),
            Self::Address(url) => Message::new("online.address").with("address", url.as_str()),
            Self::Loop => Message::new("online.loop"),
            Self::Redirects(most) => Message::new("online.redirects").with("most", *most),
            Self::Nowhere => Message::new("online.nowhere"),
            Self::Robots => Message::new("online.robots"),
            Self::RobotsUnknown => Message::new("online.robots_unknown"),
            Self::Limit(Limit::Requests(most)) => Message::new("online.limit_requests").with("most", *most),
            Self::Limit(Limit::Seconds(most)) => Message::new("online.limit_seconds").with("most", number(*most)),
            Self::Limit(Limit::Mebibytes(most)) => Message::new("online.limit_bytes").with("most", number(*most)),
            Self::NotKept => Message::new("online.not_kept"),
        }
    }

    /// Whether any address of the host would have it.
    #[must_use]
    pub const fn is_of_the_host(&self) -> bool {
        matches!(
            self,
            Self::NoSuchHost
                | Self::Refused
                | Self::Certificate(_)
                | Self::Encryption
                | Self::Private(_)
                | Self::Limit(_)
        )
    }

    /// Whether it says nothing of the page, but that it could not be looked at.
    #[must_use]
    pub const fn leaves_open(&self) -> bool {
        matches!(self, Self::Robots | Self::RobotsUnknown | Self::Limit(_) | Self::NotKept)
    }
}

impl Certificate {
    fn told(self) -> Message {
        let why = match self {
            Self::Expired => Message::new("online.certificate.expired"),
            Self::NotYetValid => Message::new("online.certificate.not_yet_valid"),
            Self::WrongName => Message::new("online.certificate.wrong_name"),
            Self::UnknownIssuer => Message::new("online.certificate.unknown_issuer"),
            Self::Revoked => Message::new("online.certificate.revoked"),
            Self::Invalid => Message::new("online.certificate.invalid"),
        };
        Message::new("online.certificate").with("why", why)
    }
}

fn number(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

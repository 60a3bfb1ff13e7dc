//! One request: what it is sent with, what came of it, and what its failure is called.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use rustls::CertificateError;
use rustls::crypto::CryptoProvider;
use ureq::config::AutoHeaderValue;
use ureq::http::header;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};

use super::guard::{Guard, Private};
use super::robots;
use crate::evidence::web::{Certificate, Fault};

/// What one request brought.
pub struct Response {
    pub status: u16,
    /// Where a redirect sends to, as it is written.
    pub location: Option<String>,
    /// The type without its parameters, in lower case.
    pub media: String,
    pub charset: Option<String>,
    /// As much of the body as was taken.
    pub body: Vec<u8>,
}

/// What requests are made with, where this machine can.
pub fn agent(allow_private: bool, roots: RootCerts) -> Option<Agent> {
    let tls = TlsConfig::builder().provider(TlsProvider::Rustls).root_certs(roots);
    let tls = tls.unversioned_rustls_crypto_provider(cryptography()?);
    let config = Agent::config_builder()
        .tls_config(tls.build())
        // A proxy would look names up by itself.
        .proxy(None)
        .http_status_as_error(false)
        // Redirects are looked at one by one.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .accept(AutoHeaderValue::Provided(Arc::new("text/html,application/xhtml+xml,*/*;q=0.5".to_owned())))
        .accept_encoding(AutoHeaderValue::Provided(Arc::new("identity".to_owned())))
        .user_agent(format!("{}/{} (checks the public pages of a partner)", robots::NAME, env!("CARGO_PKG_VERSION")))
        .build();
    Some(Agent::with_parts(config, DefaultConnector::new(), Guard { allow_private }))
}

/// The cryptography of graviola, on processors that have what it is written for; it would panic on others.
#[cfg(target_arch = "x86_64")]
pub fn cryptography() -> Option<Arc<CryptoProvider>> {
    let has_all = is_x86_feature_detected!("aes")
        && is_x86_feature_detected!("ssse3")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("adx")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2");
    has_all.then(|| Arc::new(rustls_graviola::default_provider()))
}

/// The same on the other processors that it is written for.
#[cfg(target_arch = "aarch64")]
pub fn cryptography() -> Option<Arc<CryptoProvider>> {
    use std::arch::is_aarch64_feature_detected as has;
    let has_all = has!("neon") && has!("aes") && has!("pmull") && has!("sha2");
    has_all.then(|| Arc::new(rustls_graviola::default_provider()))
}

/// There is none for other processors.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
pub const fn cryptography() -> Option<Arc<CryptoProvider>> {
    None
}

/// Asks for one address, following nothing; no more than `most` bytes of the body are taken. A body that is longer is cut.
pub fn fetch(agent: &Agent, url: &str, time: Duration, most: u64) -> Result<Response, Fault> {
    let fault = |error: &Error| fault_of(error, time);
    let request = agent.get(url).config().timeout_global(Some(time)).build();
    let mut response = request.call().map_err(|error| fault(&error))?;
    let head = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let kind = head(header::CONTENT_TYPE).unwrap_or_default();
    let (media, charset) = kind.split_once(';').unwrap_or((&kind, ""));
    let (media, charset) = (media.trim().to_ascii_lowercase(), charset.to_ascii_lowercase());
    let charset = charset.split_once("charset=").map(|(_, set)| set.trim_matches(['"', ' ', '\'']).to_owned());
    let status = response.status().as_u16();
    let location = head(header::LOCATION).filter(|_| (300..400).contains(&status));
    let packed = head(header::CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity"));
    if packed && location.is_none() {
        return Err(Fault::Packed);
    }
    let mut body = Vec::new();
    if location.is_none() {
        let read = response.body_mut().as_reader().take(most).read_to_end(&mut body);
        read.map_err(|error| io_fault(&error, time))?;
    }
    Ok(Response { status, location, media, charset, body })
}

fn fault_of(error: &Error, time: Duration) -> Fault {
    match error {
        Error::HostNotFound => Fault::NoSuchHost,
        Error::Timeout(_) => Fault::Late(time.as_secs().max(1)),
        Error::ConnectionFailed => Fault::Refused,
        Error::BadUri(url) => Fault::Address(url.clone()),
        Error::Io(error) => io_fault(error, time),
        Error::Rustls(error) => tls_fault(error),
        Error::Tls(_) | Error::TlsRequired => Fault::Encryption,
        Error::Other(other) => match other.downcast_ref::<Private>() {
            Some(Private(ip)) => Fault::Private(ip.to_string()),
            None => Fault::Garbled,
        },
        Error::BodyStalled => Fault::BrokenOff,
        _ => Fault::Garbled,
    }
}

fn io_fault(error: &io::Error, time: Duration) -> Fault {
    if let Some(inner) = error.get_ref() {
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return tls_fault(tls);
        }
        if let Some(inner) = inner.downcast_ref::<Error>() {
            return fault_of(inner, time);
        }
        if let Some(inner) = inner.source().and_then(|source| source.downcast_ref::<io::Error>()) {
            return io_fault(inner, time);
        }
    }
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Fault::Late(time.as_secs().max(1)),
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => Fault::Refused,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Fault::Garbled,
        _ => Fault::BrokenOff,
    }
}

pub fn tls_fault(error: &rustls::Error) -> Fault {
    let rustls::Error::InvalidCertificate(error) = error else { return Fault::Encryption };
    Fault::Certificate(match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Certificate::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Certificate::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Certificate::WrongName,
        CertificateError::UnknownIssuer => Certificate::UnknownIssuer,
        CertificateError::Revoked => Certificate::Revoked,
        // A certificate that is its own issuer says so.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => Certificate::UnknownIssuer,
        _ => Certificate::Invalid,
    })
}

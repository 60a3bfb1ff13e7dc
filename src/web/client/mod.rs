//! Asking the web, one address after the other, within the limits of the whole.

mod fetch;
mod guard;
mod page;
mod robots;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{SubsecRound, Utc};
use fluent_uri::Iri;
use ureq::Agent;
use ureq::tls::RootCerts;

use self::fetch::{Response, fetch};
use self::robots::Robots;
use crate::config;
use crate::evidence::address;
use crate::evidence::web::{Answer, Came, Fault, Limit, Page, Redirect};

/// How much of the web is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many requests are made in all.
    pub requests: usize,
    /// How long one answer may take.
    pub each: Duration,
    /// How long all of them may.
    pub whole: Duration,
    /// How many bytes of one page are read.
    pub page: u64,
    /// How many bytes are taken in all.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests: config::MAX_REQUESTS,
            each: config::MAX_ANSWER_TIME,
            whole: config::MAX_ONLINE_TIME,
            page: config::MAX_PAGE,
            bytes: config::MAX_ONLINE_BYTES,
        }
    }
}

/// Asks the web.
pub struct Client {
    agent: Agent,
    limits: Limits,
    allow_private: bool,
    robots: BTreeMap<String, Result<Robots, Fault>>,
    began: Instant,
    requests: usize,
    bytes: u64,
}

impl Client {
    /// One for public addresses and the ports of the web, or for all of them; none where this machine has no encryption.
    #[must_use]
    pub fn new(limits: Limits, allow_private: bool) -> Option<Self> {
        Self::trusting(RootCerts::WebPki, limits, allow_private)
    }

    /// The same for certificates of these authorities.
    fn trusting(roots: RootCerts, limits: Limits, allow_private: bool) -> Option<Self> {
        let agent = fetch::agent(allow_private, roots)?;
        let began = Instant::now();
        Some(Self { agent, limits, allow_private, robots: BTreeMap::new(), began, requests: 0, bytes: 0 })
    }

    /// Asks for an address, and for those that it redirects to.
    pub fn answer(&mut self, url: &str) -> Answer {
        let mut redirects = Vec::new();
        let came = self.follow(url, &mut redirects, true);
        let came = came.map_or_else(Came::Fault, |(url, response)| Came::Page(page_of(url, &response)));
        let asked = !matches!(&came, Came::Fault(fault) if fault.leaves_open() && redirects.is_empty());
        Answer { at: asked.then(|| Utc::now().trunc_subsecs(0)), redirects, came }
    }

    /// Goes from redirect to redirect to the last answer, and says where that is.
    fn follow(&mut self, url: &str, redirects: &mut Vec<Redirect>, obey: bool) -> Result<(String, Response), Fault> {
        let mut url = address::linked(url, "").ok_or_else(|| Fault::Address(url.to_owned()))?;
        loop {
            let origin = self.origin(&url)?;
            if obey {
                self.obey(&origin, &url)?;
            }
            let response = self.fetch(&url, if obey { self.limits.page } else { config::MAX_ROBOTS })?;
            if !(300..400).contains(&response.status) || response.status == 304 {
                return Ok((url, response));
            }
            let written = response.location.ok_or(Fault::Nowhere)?;
            let to = address::linked(&url, &written).ok_or_else(|| Fault::Address(shown(&written)))?;
            let known = to == url || redirects.iter().any(|before| before.to == to);
            redirects.push(Redirect { status: response.status, to: to.clone() });
            if known {
                return Err(Fault::Loop);
            }
            if redirects.len() > config::MAX_REDIRECTS {
                return Err(Fault::Redirects(config::MAX_REDIRECTS));
            }
            url = to;
        }
    }

    /// Scheme, host and port of an address that may be asked for.
    fn origin(&self, url: &str) -> Result<String, Fault> {
        let wrong = || Fault::Address(shown(url));
        let iri = Iri::parse(url).map_err(|_| wrong())?;
        let authority = iri.authority().filter(|authority| authority.userinfo().is_none()).ok_or_else(wrong)?;
        match authority.port_to_u16() {
            Err(_) => return Err(wrong()),
            Ok(Some(port)) if !self.allow_private && !matches!(port, 80 | 443) => return Err(Fault::Port(port)),
            Ok(_) => {}
        }
        // A host in letters outside ASCII has a name of its own for machines, `xn--…`.
        if authority.host().contains('%') {
            return Err(wrong());
        }
        Ok(format!("{}://{}", iri.scheme(), authority.as_str()))
    }

    /// Keeps out of what `robots.txt` says, which is asked for once. A host without one lets everybody in; where it cannot
    /// be had, nobody is let in (RFC 9309, 2.3.1).
    fn obey(&mut self, origin: &str, url: &str) -> Result<(), Fault> {
        if !self.robots.contains_key(origin) {
            let asked = self.follow(&format!("{origin}/robots.txt"), &mut Vec::new(), false);
            let robots = asked.and_then(|(_, response)| match response.status {
                200..300 => Ok(Robots::parse(&String::from_utf8_lossy(&response.body))),
                500.. => Err(Fault::RobotsUnknown),
                _ => Ok(Robots::default()),
            });
            let robots = robots.map_err(|fault| if fault.is_of_the_host() { fault } else { Fault::RobotsUnknown });
            self.robots.insert(origin.to_owned(), robots);
        }
        let path = url.strip_prefix(origin).filter(|path| path.starts_with('/')).unwrap_or("/");
        match self.robots.get(origin) {
            Some(Ok(robots)) if robots.allow(path) => Ok(()),
            Some(Err(fault)) => Err(fault.clone()),
            _ => Err(Fault::Robots),
        }
    }

    /// One request within the limits.
    fn fetch(&mut self, url: &str, most: u64) -> Result<Response, Fault> {
        let limits = self.limits;
        let left = limits.whole.saturating_sub(self.began.elapsed());
        if self.requests >= limits.requests {
            return Err(Fault::Limit(Limit::Requests(limits.requests)));
        }
        if left.is_zero() {
            return Err(Fault::Limit(Limit::Seconds(limits.whole.as_secs())));
        }
        if self.bytes >= limits.bytes {
            return Err(Fault::Limit(Limit::Mebibytes(limits.bytes / 1024 / 1024)));
        }
        self.requests += 1;
        let response = fetch(&self.agent, url, limits.each.min(left), most.min(limits.bytes - self.bytes))?;
        self.bytes += response.body.len() as u64;
        Ok(response)
    }
}

/// What is looked at of what came.
fn page_of(url: String, response: &Response) -> Page {
    let Response { status, media, charset, body, .. } = response;
    let page = Page { url, status: *status, media: shown(media), ..Page::default() };
    if page.is_html() {
        return page::read(page, body, charset.as_deref());
    }
    Page { digest: blake3::hash(body).to_hex().to_string(), ..page }
}

/// What a host says of itself, no longer than is worth keeping.
fn shown(text: &str) -> String {
    text[..text.floor_char_boundary(300)].to_owned()
}

#[cfg(test)]
mod tests;

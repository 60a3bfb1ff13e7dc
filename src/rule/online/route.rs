//! The way from one page to another, link by link: as it is declared, or searched.

use std::collections::BTreeSet;

use super::page::{Seen, asked_on, seen, told, way};
use crate::config;
use crate::evidence::Web;
use crate::evidence::address;
use crate::evidence::web::{Answer, Page};
use crate::language::{Arg, Message};
use crate::rule::Cause;

/// Endings of what is no page.
const FILES: [&str; 27] = [
    "avif", "css", "doc", "docx", "gif", "gz", "ico", "jpeg", "jpg", "js", "json", "mp3", "mp4", "pdf", "png", "ppt",
    "pptx", "rss", "svg", "txt", "webm", "webp", "woff2", "xls", "xlsx", "xml", "zip",
];

/// What came of going a way.
pub enum Route {
    /// The web has not been asked for all of it yet.
    Unknown,
    /// It leads there; the pages, with the redirects between them, and the moment of the first.
    Leads(Message),
    /// It does not, or nobody could look: a clause, and which of the two.
    Breaks(Message, Cause),
}

/// Goes a declared way: every page is there, and each links to the next.
pub fn walked(web: &Web, pages: &[&str]) -> Route {
    // All of them are looked at, so that all can be asked for at once.
    let seen: Vec<_> = pages.iter().map(|page| (*page, seen(web, page))).collect();
    if seen.iter().any(|(_, seen)| matches!(seen, Seen::Unknown)) {
        return Route::Unknown;
    }
    let mut there = Vec::new();
    for (url, seen) in seen {
        match seen {
            Seen::Unknown => return Route::Unknown,
            Seen::Fault(fault, cause) => return Route::Breaks(fault, cause),
            Seen::Page(answer, page) => there.push((url, answer, page)),
        }
    }
    for pair in there.windows(2) {
        let [(from, answer, page), (to, _, target)] = pair else { continue };
        if !page.links.iter().any(|link| leads_to(link, to, &target.url)) {
            let fault = Message::new("online.no_link").with("page", *to);
            return Route::Breaks(told(from, answer, fault), Cause::Contradicted);
        }
    }
    let ways: Vec<Arg> = there.iter().map(|(url, answer, _)| way(url, answer)).collect();
    there.first().map_or(Route::Unknown, |(_, home, _)| leads(home, "online.walked", ways))
}

/// Searches the way from the home page, no more clicks away than are worth a visitor's while.
pub fn searched(web: &Web, home: &str, target: &str) -> Route {
    let end = match seen(web, target) {
        Seen::Unknown => return Route::Unknown,
        Seen::Fault(fault, cause) => return Route::Breaks(fault, cause),
        Seen::Page(_, page) => &page.url,
    };
    let (home_answer, home_page) = match seen(web, home) {
        Seen::Unknown => return Route::Unknown,
        Seen::Fault(fault, cause) => return Route::Breaks(fault, cause),
        Seen::Page(answer, page) => (answer, page),
    };
    let mut known = BTreeSet::from([plain(home), plain(&home_page.url)]);
    let mut level: Vec<(Vec<String>, &Page)> = vec![(vec![home.to_owned()], home_page)];
    let mut searched = 0;
    for clicks in 1..=config::MAX_CLICKS {
        searched += level.len();
        let found = level.iter().find(|(_, page)| page.links.iter().any(|link| leads_to(link, target, end)));
        if let Some((trail, _)) = found {
            let ways = trail.iter().map(String::as_str).chain([target]).map(Arg::from).collect();
            return leads(home_answer, "online.found", ways);
        }
        if clicks == config::MAX_CLICKS {
            break;
        }
        let mut next = Vec::new();
        for (trail, page) in &level {
            for link in page.links.iter().filter(|link| is_worth_a_click(link, &home_page.url)) {
                if searched + next.len() < config::MAX_SEARCHED && known.insert(plain(link)) {
                    next.push((trail, link));
                }
            }
        }
        let looked: Vec<_> = next.into_iter().map(|(trail, link)| (trail, link, web.answer(link))).collect();
        if looked.iter().any(|(_, _, answer)| answer.is_none()) {
            return Route::Unknown;
        }
        let there = looked.into_iter().filter_map(|(trail, link, answer)| {
            let page = answer?.page().filter(|page| page.is_html() && (200..300).contains(&page.status))?;
            Some(([trail.as_slice(), std::slice::from_ref(link)].concat(), page))
        });
        level = there.collect();
    }
    let fault = Message::new("online.not_found").with("n", searched).with("page", target);
    let fault = fault.with("clicks", config::MAX_CLICKS);
    Route::Breaks(told(home, home_answer, fault), Cause::Missing)
}

fn leads(home: &Answer, key: &'static str, ways: Vec<Arg>) -> Route {
    let mut ways = ways.into_iter();
    let first = Message::new("online.way").with("way", ways.next().unwrap_or(Arg::from("")));
    let joined = ways.fold(first, |way, next| Message::new("online.then").with("way", way).with("next", next));
    Route::Leads(asked_on(home, Message::new(key).with("way", joined)))
}

/// Whether a link leads to a page, as it is declared or behind its redirects, in whatever language.
fn leads_to(link: &str, declared: &str, there: &str) -> bool {
    [declared, there].iter().any(|page| address::same_in_any_language(link, page))
}

/// Whether a link stays on the website of the home page and looks like a page.
fn is_worth_a_click(link: &str, home: &str) -> bool {
    let (Some(host), Some(home)) = (address::host(link), address::host(home)) else { return false };
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = FILES.iter().any(|file| ending.eq_ignore_ascii_case(file));
    (host == home || host.ends_with(&format!(".{home}"))) && (!is_file || path.matches('/').count() < 3)
}

/// One spelling of an address.
fn plain(url: &str) -> String {
    let url = url.trim_end_matches('/');
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www.").to_owned()
}

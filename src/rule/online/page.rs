//! One page: whether it is there for everybody.

use super::words;
use crate::evidence::Web;
use crate::evidence::address;
use crate::evidence::web::{Answer, Came, Page, Redirect};
use crate::language::{Arg, Message};
use crate::rule::Cause;
use crate::source::printable;

/// What is known of an address.
pub enum Seen<'w> {
    /// The web has not been asked for it yet.
    Unknown,
    /// Nobody can read it there, or nobody could look: a clause, and which of the two.
    Fault(Message, Cause),
    /// It is there.
    Page(&'w Answer, &'w Page),
}

/// The last part of an address at which surely nothing is.
const ABSENT: &str = "competency-asks-for-a-page-that-is-not-there";

/// Looks at an address.
pub fn seen<'w>(web: &'w Web, url: &str) -> Seen<'w> {
    let Some(answer) = web.answer(url) else { return Seen::Unknown };
    let wrong = |fault: Message| Seen::Fault(told(url, answer, fault), Cause::Contradicted);
    let page = match &answer.came {
        Came::Page(page) => page,
        Came::Fault(fault) => {
            let cause = if fault.leaves_open() { Cause::Unreadable } else { Cause::Contradicted };
            return Seen::Fault(told(url, answer, fault.told()), cause);
        }
    };
    let status = || page.status.to_string();
    match page.status {
        200..300 => {}
        401 | 403 | 407 => return wrong(Message::new("online.denied").with("status", status())),
        404 | 410 => return wrong(Message::new("online.not_there").with("status", status())),
        _ => return wrong(Message::new("online.status").with("status", status())),
    }
    let open = std::iter::once(page.url.as_str()).chain(answer.redirects.iter().map(|redirect| redirect.to.as_str()));
    if let Some(open) = open.into_iter().find(|url| address::is_in_the_open(url)) {
        return wrong(Message::new("online.in_the_open").with("page", open));
    }
    if asks_for_login(answer, page) {
        return wrong(Message::new("online.login"));
    }
    let titles = || std::iter::once(&page.title).chain(&page.headings);
    if let Some(title) = titles().find(|title| words::says_not_found(title)) {
        return wrong(Message::new("online.soft_404").with("title", title.as_str()));
    }
    // A website may answer anything with the page it begins with.
    if is_home(&page.url) && is_home(url) {
        return Seen::Page(answer, page);
    }
    let Some(absent) = address::linked(&page.url, &format!("/{ABSENT}")) else { return Seen::Page(answer, page) };
    let Some(nothing) = web.answer(&absent) else { return Seen::Unknown };
    match nothing.page() {
        Some(nothing) if (200..300).contains(&nothing.status) && nothing.digest == page.digest => {
            wrong(Message::new("online.same_as_absent").with("absent", absent))
        }
        _ => Seen::Page(answer, page),
    }
}

/// A clause about an address, with the way that was gone and the moment at which it was asked.
pub fn told(url: &str, answer: &Answer, fault: Message) -> Message {
    asked_on(answer, Message::new("online.page").with("page", way(url, answer)).with("fault", fault))
}

/// A clause with the moment at which it was seen, on one line whatever a page says.
pub fn asked_on(answer: &Answer, mut said: Message) -> Message {
    said.each_text(&mut |text| *text = printable(text));
    match answer.moment() {
        Some((date, time)) => {
            Message::new("online.asked_on").with("clause", said).with("date", date).with("time", time)
        }
        None => said,
    }
}

/// An address, and those that it redirected to.
pub fn way(url: &str, answer: &Answer) -> Arg {
    let step = |way: Message, redirect: &Redirect| {
        Message::new("online.redirected")
            .with("way", way)
            .with("status", redirect.status.to_string())
            .with("to", redirect.to.as_str())
    };
    let from = Message::new("online.address_alone").with("address", url);
    answer.redirects.iter().fold(from, step).into()
}

/// Whether a page asks for a login before it says anything: a password is asked for where a login was redirected to, or
/// where the page says so. A login in the corner of a page is none.
fn asks_for_login(answer: &Answer, page: &Page) -> bool {
    let redirected = !answer.redirects.is_empty();
    let says_so = || std::iter::once(&page.title).chain(&page.headings).any(|title| words::asks_for_login(title));
    redirected && words::leads_to_login(&page.url) || page.password && says_so()
}

/// Whether a page is the one that a website begins with, in whatever language.
fn is_home(url: &str) -> bool {
    address::linked(url, "/").is_some_and(|root| address::same_in_any_language(&root, url))
}

//! What stands on a page: title, headings, links, words, and whether a password is asked for. The tokens are read without
//! a tree, so that no nesting costs anything; what programs in the browser would add is not seen.

use std::collections::BTreeSet;

use encoding_rs::{Encoding, UTF_8};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::config;
use crate::evidence::address;
use crate::evidence::web::Page;

/// Elements whose words nobody sees.
const SILENT: [&str; 5] = ["script", "style", "template", "noscript", "svg"];

/// How many headings are looked at, and how many bytes of each and of the title.
const HEADINGS: usize = 12;
const HEADING: usize = 300;

/// Reads a page of HTML that came from `page.url`; `charset` is what the head of the answer names.
pub fn read(mut page: Page, bytes: &[u8], charset: Option<&str>) -> Page {
    let text = decoded(bytes, charset);
    let mut reader = Reader {
        base: page.url.clone(),
        page: &mut page,
        based: false,
        known: BTreeSet::new(),
        words: String::new(),
        silent: None,
        heading: None,
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text.as_str(), emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.close();
    let words = std::mem::take(&mut reader.words);
    page.digest = blake3::hash(words.as_bytes()).to_hex().to_string();
    page.words = cut(words, config::MAX_WORDS);
    page
}

/// The text in the encoding that the answer names, else the page itself, else UTF-8; what fits no encoding is replaced.
fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let own = head.split_once("charset=").map(|(_, rest)| {
        rest.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>', ';', '/']).next().unwrap_or_default()
    });
    let named = charset.or(own).and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    named.unwrap_or(UTF_8).decode(bytes).0.into_owned()
}

struct Reader<'a> {
    page: &'a mut Page,
    /// What links are relative to.
    base: String,
    based: bool,
    /// The links so far.
    known: BTreeSet<String>,
    words: String,
    /// The silent element that the words at hand stand in.
    silent: Option<String>,
    /// The words of the title or heading at hand.
    heading: Option<(bool, String)>,
}

impl Reader<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        match &*name {
            "base" if !self.based => {
                if let Some(base) = attribute("href").and_then(|href| address::linked(&self.page.url, &href)) {
                    self.base = base;
                    self.based = true;
                }
            }
            "a" | "area" => self.link(attribute("href")),
            // Some home pages send their visitors on in this way.
            "meta" if attribute("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                let content = attribute("content").unwrap_or_default();
                let target =
                    content.split_once('=').map(|(_, target)| target.trim_matches([' ', '"', '\'']).to_owned());
                self.link(target);
            }
            "input" if attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")) => {
                self.page.password = true;
            }
            "title" | "h1" | "h2" => {
                self.close();
                self.heading = Some((name == "title", String::new()));
            }
            _ if self.silent.is_none() && SILENT.contains(&&*name) && !tag.self_closing => {
                self.silent = Some(name.into_owned());
            }
            _ => {}
        }
        self.gap();
    }

    fn end(&mut self, name: &str) {
        if self.silent.as_deref() == Some(name) {
            self.silent = None;
        }
        if matches!(name, "title" | "h1" | "h2") {
            self.close();
        }
        self.gap();
    }

    fn words(&mut self, words: &str) {
        if self.silent.is_some() {
            return;
        }
        if let Some((_, heading)) = self.heading.as_mut().filter(|(_, heading)| heading.len() < HEADING) {
            spaced(heading, words);
        }
        if !matches!(self.heading, Some((true, _))) {
            spaced(&mut self.words, words);
        }
    }

    /// Words of different elements are apart, whatever stands between them.
    fn gap(&mut self) {
        spaced(&mut self.words, " ");
        if let Some((_, heading)) = &mut self.heading {
            spaced(heading, " ");
        }
    }

    fn close(&mut self) {
        let Some((is_title, words)) = self.heading.take() else { return };
        let words = cut(words.trim().to_owned(), HEADING);
        if words.is_empty() {
            return;
        }
        if is_title && self.page.title.is_empty() {
            self.page.title = words;
        } else if !is_title && self.page.headings.len() < HEADINGS {
            self.page.headings.push(words);
        }
    }

    fn link(&mut self, target: Option<String>) {
        let Some(link) = target.and_then(|target| address::linked(&self.base, &target)) else { return };
        if self.known.len() < config::MAX_LINKS && self.known.insert(link.clone()) {
            self.page.links.push(link);
        }
    }
}

/// Adds words with single spaces.
fn spaced(text: &mut String, words: &str) {
    for c in words.chars() {
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
}

fn cut(mut text: String, bytes: usize) -> String {
    text.truncate(text.floor_char_boundary(bytes));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        read(Page { url: "https://a.example/fr/".to_owned(), ..Page::default() }, html.as_bytes(), None)
    }

    #[test]
    fn words_and_links_of_programs_are_not_seen() {
        let page = page(
            "<title>Retail &amp; AWS</title><script>document.write('<a href=/hidden>x</a>')</script><h1>We <b>sell</b></h1>\
             <!-- <a href=/comment> --><p>on AWS<a href='cases'>Cases</a><a href=/fr/cases#top>again</a>\
             <a href='javascript:void(0)'>no</a><style>a{}</style><noscript>Please enable</noscript>",
        );
        assert_eq!(page.title, "Retail & AWS");
        assert_eq!(page.headings, ["We sell"]);
        assert_eq!(page.links, ["https://a.example/fr/cases"]);
        assert_eq!(page.words.trim(), "We sell on AWS Cases again no");
        assert!(!page.password);
    }

    #[test]
    fn a_base_counts_for_every_link() {
        let page = page("<base href='/en/'><a href=retail>x</a><meta http-equiv=refresh content=\"0; url='/go'\">");
        assert_eq!(page.links, ["https://a.example/en/retail", "https://a.example/go"]);
    }

    #[test]
    fn a_page_is_read_in_its_encoding() {
        let (bytes, _, _) = encoding_rs::GBK.encode("<meta charset=\"gbk\"><h1>零售</h1>");
        assert_eq!(read(Page::default(), &bytes, None).headings, ["零售"]);
        assert_eq!(read(Page::default(), b"<h1>caf\xe9", Some("iso-8859-1")).words, "café");
        assert_eq!(read(Page::default(), b"<p>\xff\xfe AWS", None).words, "\u{fffd}\u{fffd} AWS");
    }

    #[test]
    fn the_same_words_have_the_same_digest() {
        assert_eq!(page("<p>AWS").digest, page("<p  class=x>AWS").digest);
        assert_ne!(page("<p>AWS").digest, page("<p>Azure").digest);
    }
}

//! A web page read back as a browser reads it. It fails on any element, attribute, address, style or script that the
//! program does not write itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use competency::checklist::Library;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::export::{decoded, within};
use super::folder::{AS_OF, Folder};
use super::run::run_in;

const STYLE: &str = include_str!("../../src/report/html/page.css");
const SCRIPT: &str = include_str!("../../src/report/html/page.js");

/// Everything that may stand on the page.
const ELEMENTS: &str = "a article b blockquote body code dd details div dl dt fieldset form h1 h2 h3 h4 h5 head header \
    html input label legend li line main meta nav output p rect script section small span strong style summary svg table \
    tbody td text th thead title tr ul";
const ATTRIBUTES: &str = "aria-hidden aria-label aria-labelledby aria-live autocomplete charset checked class content \
    data-row data-told data-verdict height hidden href http-equiv id lang name role rx scope tabindex type value viewbox \
    width x x1 x2 y y1 y2";

/// Every text that a reader of the page sees.
pub fn seen(page: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let (mut seen, mut within) = (String::new(), String::new());
    for token in Tokenizer::new_with_emitter(page, emitter) {
        match token.expect("a text") {
            Token::StartTag(tag) => within = start(&tag),
            Token::EndTag(tag) => {
                within.clear();
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                seen.push_str(if matches!(&*name, "span" | "b" | "strong" | "code" | "a") { "" } else { "\n" });
            }
            Token::String(words) => {
                let words = String::from_utf8_lossy(&words.value).into_owned();
                match &*within {
                    "style" => assert_eq!(words, STYLE),
                    "script" => assert_eq!(words, SCRIPT),
                    _ => seen.push_str(&words),
                }
            }
            Token::Doctype(doctype) => assert_eq!(&*doctype.name, b"html".as_slice()),
            Token::Comment(comment) => panic!("a comment: {:?}", comment.value),
            Token::Error(error) => panic!("no web page: {error:?}"),
        }
    }
    seen
}

/// The name of an element that may be there.
fn start(tag: &StartTag<()>) -> String {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    let is_one = |names: &str, name: &str| names.split_whitespace().any(|known| known == name);
    assert!(is_one(ELEMENTS, &name), "<{name}>");
    for (attribute, value) in &tag.attributes {
        let attribute = String::from_utf8_lossy(attribute);
        let value = String::from_utf8_lossy(&value.value);
        assert!(is_one(ATTRIBUTES, &attribute), "<{name} {attribute}={value}>");
        if attribute == "href" {
            let first = value.split('/').next().expect("always one");
            assert!(name == "a" && !first.contains(':') && !value.starts_with("//"), "<{name} href={value}>");
        }
    }
    name
}

/// What is exported in `evidence/`, as `out/page.html`.
fn exported(folder: &Folder, more: &[&str]) -> String {
    let asked = ["export", "--as-of", AS_OF, "--format", "html", "--output", "out/page.html", "evidence"];
    let run = run_in(folder.path(), &[&asked, more].concat());
    assert!(run.status < 2 && run.out.is_empty(), "{}", run.err);
    folder.read("out/page.html")
}

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let body = &page[page.find("<body>").expect("a body")..page.find("<script>").expect("a script")];
    let rest = body.split(&format!(" {attribute}=\"") as &str).skip(1).collect::<Vec<_>>();
    rest.into_iter().map(|rest| rest.split('"').next().expect("always one")).collect()
}

#[test]
fn the_parts_come_in_order_and_every_link_leads_somewhere() {
    let folder = within("retail/complete");
    let page = exported(&folder, &["--program", "retail"]);
    let ids = values(&page, "id");
    let mut parts = ids.iter().filter(|id| !id.starts_with("row-"));
    let order =
        ["content", "program", "title", "rows", "matrix", "detail", "case-studies", "attestations", "errata", "index"];
    assert!(order.iter().chain(&["timeline"]).all(|part| parts.next() == Some(part)), "{ids:?}");
    let (inside, outside): (Vec<_>, Vec<_>) = values(&page, "href").into_iter().partition(|href| href.starts_with('#'));
    assert!(inside.len() > 50 && outside.len() > 50);
    for href in inside {
        assert!(ids.contains(&&href[1..]), "{href}");
    }
    for href in outside {
        let file = href.split('#').next().expect("always one");
        let path = file.split('/').fold(String::new(), |path, part| path + "/" + &decoded(part));
        assert!(folder.path().join("out").join(&path[1..]).exists(), "{href}");
    }
}

#[test]
fn nothing_is_loaded_and_the_policy_says_so() {
    let page = exported(&within("retail/complete"), &["--program", "retail", "--lang", "fr"]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"), "{}", &page[..80]);
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
    let policy = policy.expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    for loads in [" src=", "@import", "url(", "<link", "<iframe", "<img", "<base"] {
        assert!(!page.contains(loads), "{loads}");
    }
    seen(&page);
}

#[test]
fn several_programs_share_a_page_without_sharing_an_id() {
    let folder = within("retail/complete");
    let page = exported(&folder, &["--program", "retail", "--program", "lambda"]);
    let ids = values(&page, "id");
    let different: BTreeSet<_> = ids.iter().collect();
    assert_eq!(different.len(), ids.len());
    assert_eq!((page.matches("<h1").count(), page.matches("<article").count()), (1, 2));
    assert!(ids.contains(&"p1-row-C-2.3") && ids.contains(&"p2-program"), "{ids:?}");
    seen(&page);
}

#[test]
fn it_is_the_same_bytes_each_time_and_in_each_way_of_asking() {
    let folder = within("retail/incomplete");
    for language in ["en", "zh"] {
        let asked = ["--program", "retail", "--lang", language];
        let page = exported(&folder, &asked);
        assert_eq!(exported(&folder, &[&asked[..], &["--no-cache"]].concat()), page);
        let check = ["check", "--as-of", AS_OF, "--format", "html", "--output", "out/b.html", "evidence"];
        run_in(folder.path(), &[&check, &asked[..]].concat());
        assert_eq!(folder.read("out/b.html"), page);
    }
}

#[test]
fn a_small_page() {
    let folder = within("retail/incomplete");
    let asked = ["check", "--program", "retail", "--as-of", "2026-08-17", "--only", "C-2.4,P-2.1"];
    let more = ["--case-study", "maison-tilleul", "--format", "html", "--output", "out/page.html", "evidence"];
    run_in(folder.path(), &[&asked[..], &more].concat());
    let page = folder.read("out/page.html");
    let body = &page[page.find("<main").expect("a page")..page.find("<script>").expect("a script")];
    let hashes = body.split("<code>").filter_map(|rest| rest.split_once("</code>")).map(|(code, _)| code);
    let hashes = hashes.filter(|code| code.len() == 64 && code.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let steady = hashes.take(2).fold(body.to_owned(), |text, hash| text.replace(hash, "…"));
    insta::with_settings!({snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("web_page", steady);
    });
}

/// What is drawn on the timeline is what judging on the day after shows.
#[test]
fn a_term_ends_on_the_last_day_on_which_it_holds() {
    let library = Library::shipped();
    let held = |folder: &Folder, program: &str, day: NaiveDate, row: &str, id: &str, subject: &str| {
        let assessment = folder.assess(&library, program, &day.to_string());
        let row = assessment.rows.iter().find(|other| other.key == row).expect("a row");
        let criterion = row.criteria.iter().find(|other| other.id == id).expect("a criterion");
        let finding = criterion.findings.iter().find(|other| other.subject == subject).expect("an answer");
        finding.answer.is_satisfied()
    };
    for (example, program, least) in [("retail/complete", "retail", 4), ("lambda/complete", "lambda", 1)] {
        let folder = Folder::copy_of(example);
        let assessment = folder.assess(&library, program, AS_OF);
        let mut ended = 0;
        for row in &assessment.rows {
            for result in &row.criteria {
                for finding in result.findings.iter().filter(|finding| !finding.subject.is_empty()) {
                    for term in &finding.terms {
                        let holds = |day| held(&folder, program, day, row.key, &result.id, &finding.subject);
                        let until = term.until.expect("a last day");
                        assert!(holds(until), "{} {term:?}", result.id);
                        assert!(!holds(until.succ_opt().expect("a day")), "{} {term:?}", result.id);
                        ended += 1;
                    }
                }
            }
        }
        assert!(ended >= least, "{program}: {ended}");
    }
}

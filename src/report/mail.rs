//! A mail that carries the self-assessment and waits to be sent: RFC 5322 with MIME, as mail programs open it for writing.
//!
//! It is made of its words alone, so that the same words are the same bytes: its date is the day of the assessment, its
//! boundary a digest of what it parts. `Message-ID` is left to the mail program, which gives one when it sends; so is `From`
//! where nobody says who sends, for the program has an account of its own.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{NaiveDate, NaiveTime};
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

use super::{Page, View, head};
use crate::assessment::Assessment;
use crate::checklist::Interpretation;
use crate::evidence::MAIL_HEAD;
use crate::language::{Language, Message};
use crate::source::printable;

/// A mail to be sent.
pub struct Mail {
    /// The address of AWS.
    pub to: String,
    /// The name and the address of the partner, where they are known.
    pub from: Option<(String, String)>,
    /// Its subject, on one line.
    pub subject: String,
    /// The day on which it is dated.
    pub day: NaiveDate,
    /// What it says.
    pub text: String,
    /// What it carries.
    pub attached: Vec<Attached>,
}

/// A self-assessment as a file of its own.
pub struct Attached {
    /// The name of the file, in the language of the self-assessment.
    pub name: String,
    /// What it is.
    pub page: Page,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Attached {
    /// The self-assessment of one program, called `stem` and what it is. It is written without links: they lead into a
    /// folder that whoever receives it does not have; a folder that goes with it stands in `links`.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn of(assessment: &Assessment<'_>, page: Page, stem: &str, view: View<'_>) -> io::Result<Self> {
        let mut bytes = Vec::new();
        page.write(std::slice::from_ref(assessment), view, &mut bytes)?;
        let called = Message::new("mail.file").render(view.language);
        Ok(Self { name: format!("{stem}-{called}.{}", ending(page)), page, bytes })
    }

    fn part(self) -> MimePart<'static> {
        let disposition = ContentType::new("attachment").attribute("filename", self.name);
        // As a text the library would choose an encoding that may change its line breaks.
        MimePart::raw(BodyPart::Binary(self.bytes.into()))
            .header("Content-Type", Raw::new(media(self.page)))
            .header("Content-Disposition", disposition)
    }
}

impl Mail {
    /// The mail that hands in an assessment; nothing where the partner has no name to begin its subject with.
    #[must_use]
    pub fn of(
        assessment: &Assessment<'_>,
        sender: Option<&str>,
        attached: Vec<Attached>,
        language: Language,
    ) -> Option<Self> {
        let hand_in = &assessment.checklist.hand_in;
        let partner = assessment.partner.as_deref().map(one_line);
        let subject = match (&hand_in.subject, &partner) {
            (Some(subject), Some(partner)) => subject.get(language).replace("{partner}", partner),
            (Some(subject), None) => {
                Some(subject.get(language)).filter(|subject| !subject.contains("{partner}"))?.to_owned()
            }
            (None, Some(partner)) => {
                said_of(assessment, "mail.subject").with("partner", partner.as_str()).render(language)
            }
            (None, None) => return None,
        };
        Some(Self {
            to: hand_in.to.clone(),
            from: sender.map(|address| (partner.clone().unwrap_or_default(), address.to_owned())),
            subject: one_line(&subject),
            day: assessment.as_of,
            text: text(assessment, partner.as_deref(), &attached, language),
            attached,
        })
    }

    /// Writes it down.
    ///
    /// # Errors
    ///
    /// What the output says.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let mut digest = blake3::Hasher::new();
        digest.update(self.text.as_bytes());
        for attached in &self.attached {
            digest.update(&attached.bytes);
        }
        // Neither encoding of MIME writes these two characters beside each other.
        let boundary = format!("=_{}", &digest.finalize().to_hex()[..32]);
        let text = MimePart::new("text/plain", self.text.replace('\n', "\r\n"));
        let parts: Vec<_> = std::iter::once(text).chain(self.attached.into_iter().map(Attached::part)).collect();
        let day = Date::new(self.day.and_time(NaiveTime::MIN).and_utc().timestamp());
        let mut mail = MimePart::raw(parts).header("Date", day);
        if let Some((name, address)) = self.from {
            let from: HeaderType<'_> = match encoded(&name) {
                Some(words) => Raw::new(format!("{words} <{address}>")).into(),
                None => Address::new_address(Some(name).filter(|name| !name.is_empty()), address).into(),
            };
            mail = mail.header("From", from);
        }
        let subject: HeaderType<'_> = match encoded(&self.subject) {
            Some(words) => Raw::new(words).into(),
            None => Text::new(self.subject).into(),
        };
        let mail = mail
            .header("To", Address::from(self.to))
            .header("Subject", subject)
            .header("MIME-Version", Raw::new("1.0"))
            .header("Content-Type", ContentType::new("multipart/mixed").attribute("boundary", boundary));
        let mut bytes = MAIL_HEAD.as_bytes().to_vec();
        mail.write_part(&mut bytes);
        out.write_all(&bytes)
    }
}

/// What the mail says: what is attached, what came of it, and what it was judged by.
fn text(assessment: &Assessment<'_>, partner: Option<&str>, attached: &[Attached], language: Language) -> String {
    let say = |message: Message| one_line(&message.render(language));
    let files = attached.iter().map(|attached| {
        let kind = Message::new(kind(attached.page)).render(language);
        say(Message::new("mail.attached").with("file", attached.name.as_str()).with("kind", kind))
    });
    let judged = Message::new("mail.judged").with("checklist", assessment.checklist.id());
    let judged =
        judged.with("hash", assessment.checklist.hash.as_str()).with("evidence", assessment.evidence_hash.as_str());
    let result = Message::new("mail.result").with("result", head::result(assessment)).with("date", assessment.as_of);
    let reading = assessment.interpretation.map(Interpretation::named);
    let paragraphs = [
        Some(say(Message::new("mail.greeting"))),
        Some(say(said_of(assessment, "mail.opening"))),
        Some(files.collect::<Vec<_>>().join("\n")),
        Some(std::iter::once(result).chain(reading).chain([judged]).map(say).collect::<Vec<_>>().join("\n")),
        Some(say(Message::new("mail.closing"))),
        partner.map(str::to_owned),
    ];
    paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n") + "\n"
}

fn said_of(assessment: &Assessment<'_>, key: &'static str) -> Message {
    let checklist = assessment.checklist;
    Message::new(key).with("program", &checklist.title).with("version", checklist.version.as_str())
}

/// Words on one line, in which nothing ends it or turns it round. The spaces that French keeps whole stay.
fn one_line(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
    printable(&parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Words with something in them that a reader of mails would take for an encoded word: they are encoded whole. The library
/// encodes all others that need it.
fn encoded(words: &str) -> Option<String> {
    /// The bytes of an encoded word that stands on a line of 76 characters behind `Subject: `, as RFC 2047 has it.
    const LONGEST: usize = 39;
    let mut rest = Some(words).filter(|words| words.contains("=?"))?;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.floor_char_boundary(LONGEST));
        parts.push(format!("=?utf-8?B?{}?=", STANDARD.encode(part)));
        rest = after;
    }
    Some(parts.join(" "))
}

/// The ending of its file.
const fn ending(page: Page) -> &'static str {
    match page {
        Page::Markdown => "md",
        Page::Html => "html",
        Page::Docx => "docx",
        Page::Xlsx => "xlsx",
    }
}

const fn media(page: Page) -> &'static str {
    match page {
        Page::Markdown => "text/markdown; charset=utf-8",
        Page::Html => "text/html; charset=utf-8",
        Page::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Page::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// The sentence that names it.
const fn kind(page: Page) -> &'static str {
    match page {
        Page::Markdown => "mail.markdown",
        Page::Html => "mail.html",
        Page::Docx => "mail.docx",
        Page::Xlsx => "mail.xlsx",
    }
}

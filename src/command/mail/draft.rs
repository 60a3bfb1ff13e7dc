//! A program that takes a mail: the draft, with the self-assessment attached.

use std::path::Path;

use super::super::Failure;
use super::file::{Content, File};
use super::said::Said;
use super::target::{Target, require_outside};
use super::{Asking, HandIn};
use crate::assessment::Assessment;
use crate::checklist::{self, Route};
use crate::cli;
use crate::evidence::{Evidence, MAIL_ENDING, address};
use crate::language::{Arg, Message};
use crate::report::Mail;

/// The address to send from: the one asked for, else that of the profile, for a run in which some program takes a mail.
pub fn sender(
    options: &cli::Mail,
    evidence: &Evidence,
    assessments: &[Assessment<'_>],
) -> Result<Option<String>, Failure> {
    if !assessments.iter().any(|assessment| assessment.checklist.hand_in.route == Route::Email) {
        return Ok(None);
    }
    let of_profile = || evidence.partner.facts.get(checklist::HandIn::SENDER)?.value.as_str().map(str::to_owned);
    match options.from.clone().or_else(of_profile) {
        Some(address) if !address::is_mailable(&address) => {
            let message = Message::new("mail.no_address").with("address", address);
            Err(Failure::from(message).with_help(Message::new("hint.address")))
        }
        sender => Ok(sender),
    }
}

/// The mail of one program.
pub fn draft(
    assessment: &Assessment<'_>,
    target: &Target,
    sender: Option<&str>,
    asking: &Asking<'_>,
) -> Result<HandIn, Failure> {
    let (path, is_named) = target.mail();
    if path.extension().is_none_or(|ending| ending != MAIL_ENDING) && path != Path::new("/dev/stdout") {
        require_outside(&path, asking.folder)?;
    }
    let attached = asking.attached(assessment, target, None)?;
    let names: Arg = attached.iter().map(|attached| attached.name.as_str()).collect();
    let Some(mail) = Mail::of(assessment, sender, attached, asking.language) else {
        let help = Message::new("hint.name").with("file", crate::config::FILE);
        return Err(Failure::from(Message::new("mail.nameless")).with_help(help));
    };
    let from = match sender {
        Some(address) => Message::new("mail.from").with("address", address),
        None => Message::new("mail.from_nobody").with("field", checklist::HandIn::SENDER),
    };
    let mut said = Said::of(assessment, Message::new("mail.draft"), &path);
    said.details = vec![
        Message::new("mail.to").with("address", mail.to.as_str()),
        from,
        Message::new("mail.subject_line").with("subject", mail.subject.as_str()),
        Message::new("mail.carries").with("files", names),
    ];
    if asking.redact {
        said.details.push(Message::new("mail.redacted"));
    }
    let mut bytes = Vec::new();
    mail.write(&mut bytes)?;
    Ok(HandIn { files: vec![File { path, content: Content::Bytes(bytes), is_named }], said })
}

//! What the web answers, asked round by round: the folder is judged, what the rules looked for and nobody knows is asked
//! for, and it is judged again until nothing is missing.

use std::path::Path;

use chrono::NaiveDate;

use super::opened::Opened;
use super::{Failure, output};
use crate::assessment::Assessment;
use crate::cli;
use crate::evidence::Web;
use crate::evidence::web::{Answer, Fault};
use crate::language::Message;
use crate::web::{Kept, Unusable};

/// Where answers come from.
enum Source {
    /// The web.
    #[cfg(feature = "online")]
    Live(Box<crate::web::Client>),
    /// A file of answers.
    Kept(Kept),
}

/// Adds what the web answers to the evidence, if that is asked for.
pub fn look(opened: &mut Opened<'_>, options: &cli::Online) -> Result<(), Failure> {
    if !options.is_asked_for() {
        return Ok(());
    }
    let mut source = Source::of(options)?;
    let mut web = Web::default();
    loop {
        opened.evidence.web = Some(web);
        opened.assessments()?;
        web = opened.evidence.web.take().unwrap_or_default();
        let missing = web.take_missing();
        if missing.is_empty() {
            break;
        }
        for url in missing {
            let answer = source.answer(&url);
            web.insert(url, answer);
        }
    }
    if let Some(file) = options.online_cache.as_deref().filter(|_| options.online) {
        let kept = Kept::of(web.answers().clone());
        output::write_to(Some(file), |out| kept.write(out))?;
    }
    opened.evidence.web = Some(web);
    Ok(())
}

/// Says beforehand what was asked when, and how old that is.
pub fn tell(opened: &Opened<'_>, options: &cli::Online, as_of: NaiveDate) -> Option<Message> {
    let web = opened.evidence.web.as_ref()?;
    let asked = web.answers().values().filter(|answer| answer.at.is_some()).count();
    let Some(oldest) = web.oldest() else { return Some(Message::new("online.none")) };
    let (day, time) = (oldest.date_naive(), oldest.format("%H:%M").to_string());
    let said = if options.online { Message::new("online.live") } else { Message::new("online.kept") };
    let said = said.with("n", asked).with("date", day).with("time", time);
    let Some(file) = options.online_cache.as_deref().filter(|_| !options.online) else { return Some(said) };
    let said = said.with("file", file.display().to_string());
    let age = usize::try_from((as_of - day).num_days()).ok().filter(|days| *days > 0);
    Some(match age {
        Some(days) => Message::new("online.aged").with("said", said).with("n", days),
        None => said,
    })
}

/// Puts what is said beforehand into every assessment.
pub fn note(assessments: &mut [Assessment<'_>], told: Option<&Message>) {
    for assessment in assessments {
        assessment.life.extend(told.cloned());
    }
}

impl Source {
    fn of(options: &cli::Online) -> Result<Self, Failure> {
        match &options.online_cache {
            _ if options.online => Self::live(options.allow_private),
            Some(file) => Kept::read(file).map(Self::Kept).map_err(|why| unusable(file, &why)),
            None => Ok(Self::Kept(Kept::of(std::collections::BTreeMap::new()))),
        }
    }

    #[cfg(feature = "online")]
    fn live(allow_private: bool) -> Result<Self, Failure> {
        let client = crate::web::Client::new(crate::web::Limits::default(), allow_private);
        client.map(|client| Self::Live(Box::new(client))).ok_or_else(|| Message::new("online.no_encryption").into())
    }

    #[cfg(not(feature = "online"))]
    fn live(_: bool) -> Result<Self, Failure> {
        Err(Message::new("online.not_built").into())
    }

    fn answer(&mut self, url: &str) -> Answer {
        match self {
            #[cfg(feature = "online")]
            Self::Live(client) => client.answer(url),
            Self::Kept(kept) => kept.answers.remove(url).unwrap_or(Answer::unasked(Fault::NotKept)),
        }
    }
}

fn unusable(file: &Path, why: &Unusable) -> Failure {
    let path = file.display().to_string();
    let message = match why {
        Unusable::System(error) => {
            Message::new("failure.unreadable").with("path", path.as_str()).with("why", Message::from(error))
        }
        Unusable::Malformed(line, column) => {
            Message::new("online.malformed").with("place", format!("{path}:{line}:{column}"))
        }
        Unusable::Newer(version) => {
            Message::new("online.newer").with("path", path.as_str()).with("version", version.to_string())
        }
        Unusable::TooLarge(most) => {
            let most = usize::try_from(*most).unwrap_or(usize::MAX);
            Message::new("online.too_large").with("path", path.as_str()).with("most", most)
        }
    };
    Failure::from(message).with_help(Message::new("online.keep_again").with("path", path))
}

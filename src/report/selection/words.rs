//! What is said of a selection, as sentences.

use crate::assessment::{Beside, Candidate, Lacking, Loss, Selection};
use crate::language::{Arg, Language, Message};
use crate::report::told;

/// How many there were to choose from, and how many sets.
pub fn chosen(selection: &Selection<'_>) -> Message {
    let (all, chosen) = (selection.candidates.len(), selection.best.case_studies.len());
    let message = match (chosen < selection.size, chosen < all) {
        (true, _) => Message::new("select.too_few").with("n", selection.size - chosen),
        (_, false) => Message::new("select.all").with("n", chosen),
        _ => Message::new("select.chosen").with("n", chosen).with("sets", selection.weighed),
    };
    message.with("all", all).with("program", selection.best.checklist.id()).with("demanded", selection.demanded)
}

/// Whether other sets are as good; nothing where there is no other.
pub fn equals(selection: &Selection<'_>) -> Option<Message> {
    match selection.equals {
        _ if selection.weighed < 2 => None,
        0 => Some(Message::new("select.unequalled")),
        n => Some(Message::new("select.equals").with("n", n)),
    }
}

/// Why a case study is in or out: what the best set without it, or with it, comes to.
pub fn why(selection: &Selection<'_>, candidate: &Candidate, language: Language) -> Message {
    let Candidate { slug, is_chosen, otherwise } = candidate;
    let best: Vec<_> = selection.best.case_studies.iter().map(|study| &study.slug).collect();
    let comes: Vec<_> = otherwise.set.iter().filter(|other| !best.contains(other) && *other != slug).collect();
    let goes: Vec<_> = best.into_iter().filter(|other| !otherwise.set.contains(other) && *other != slug).collect();
    let key = match (is_chosen, comes.is_empty(), goes.is_empty()) {
        (true, true, _) => "select.without",
        (true, false, true) => "select.without_but",
        (true, false, false) => "select.without_both",
        (false, true, _) => "select.with",
        (false, false, _) => "select.with_both",
    };
    let listed = |slugs: Vec<&String>| slugs.into_iter().map(String::as_str).collect::<Arg>();
    Message::new(key)
        .with("comes", listed(comes))
        .with("goes", listed(goes))
        .with("effect", effect(selection, otherwise, language))
}

/// What another set comes to beside the best one.
fn effect(selection: &Selection<'_>, other: &Beside, language: Language) -> Message {
    let Beside { standing, lost, gained, lacks, .. } = other;
    let best = selection.standing;
    let keys = |keys: Vec<&str>| keys.into_iter().collect::<Arg>();
    if !lost.is_empty() {
        let why = reason(lost).map_or_else(
            || Message::new("select.no_longer_applies"),
            |(key, why)| Message::new("human.colon").with("before", key).with("after", what(why, language)),
        );
        let rows = keys(lost.iter().map(|loss| loss.key.as_str()).collect());
        let effect = Message::new("select.lost").with("rows", rows).with("n", lost.len()).with("why", why);
        if gained.is_empty() {
            return effect;
        }
        let rows = keys(gained.iter().map(String::as_str).collect());
        return Message::new("select.and_gained").with("effect", effect).with("rows", rows).with("n", gained.len());
    }
    match (lacks, standing.until) {
        _ if *standing == best => Message::new("select.as_good"),
        (Some(why), _) if standing.gaps > best.gaps => {
            Message::new("select.more_gaps").with("n", standing.gaps - best.gaps).with("why", what(why, language))
        }
        (None, Some(date)) if gained.is_empty() && standing.gaps == best.gaps => {
            Message::new("select.sooner").with("date", date)
        }
        _ => Message::new("select.counts").with("met", standing.met).with("gaps", standing.gaps),
    }
}

/// Of several rows, the one whose loss says most: that of a case study, before what follows from it for the partner.
fn reason(lost: &[Loss]) -> Option<(&str, &Lacking)> {
    let reasons = || lost.iter().filter_map(|loss| Some((loss.key.as_str(), loss.why.as_ref()?)));
    reasons().find(|(_, why)| !why.subject.is_empty()).or_else(|| reasons().next())
}

/// What is handed in if nobody chooses, beside the best set.
pub fn usual(selection: &Selection<'_>, language: Language) -> Vec<Message> {
    let Selection { usual, is_pinned, standing, .. } = selection;
    let mut sorted = usual.set.clone();
    sorted.sort_unstable();
    let mut best: Vec<_> = selection.best.case_studies.iter().map(|study| study.slug.clone()).collect();
    best.sort_unstable();
    if sorted == best {
        return vec![Message::new(if *is_pinned { "select.pinned_best" } else { "select.unpinned_best" })];
    }
    let message = Message::new(if *is_pinned { "select.pinned" } else { "select.unpinned" })
        .with("slugs", usual.set.iter().map(String::as_str).collect::<Arg>())
        .with("effect", effect(selection, usual, language));
    let larger = (usual.standing > *standing && usual.set.len() > best.len())
        .then(|| Message::new("select.larger").with("size", best.len()).with("n", usual.set.len()));
    [message].into_iter().chain(larger).collect()
}

/// What the change brings.
pub fn brings(selection: &Selection<'_>) -> Option<Message> {
    let change = selection.change.as_ref()?;
    let message = if change.gained.is_empty() {
        Message::new("select.brings_fewer").with("before", selection.standing.gaps)
    } else {
        Message::new("select.brings")
            .with("rows", change.gained.iter().map(String::as_str).collect::<Arg>())
            .with("met", change.standing.met)
            .with("all", selection.best.rows.len())
    };
    Some(message.with("gaps", change.standing.gaps))
}

/// What is lacking, and of which case study.
pub fn what(lacking: &Lacking, language: Language) -> Arg {
    told::what(&lacking.subject, &lacking.lack, language).into()
}

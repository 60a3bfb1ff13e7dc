//! `share: {in: components, of: {hosting: [server]}, at_most: 50}` holds where items of a sort make up no more of a list, or
//! no less, than a percentage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::silent;
use super::flaw;
use super::{Answer, Cause, Citation, Condition, Inquiry, Judge, Matched, Scope};
use crate::language::{Arg, Message};

/// A sort of items, and which part of the list they may or must be. Bounds are in percent and pass themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The list.
    r#in: String,
    /// Which items are looked at; all without it.
    #[serde(default, rename = "where", skip_serializing_if = "Condition::is_empty")]
    only: Condition,
    /// Which of them are counted.
    of: Condition,
    /// The greatest share that passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<usize>,
    /// The least share that passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<usize>,
}

impl Judge for Share {
    /// An empty list is a gap, and so is an item of which it cannot be told. Where no item is looked at, the rule is not
    /// exercised.
    fn judge(&self, inquiry: &Inquiry<'_>) -> Answer {
        let list = inquiry.items(&self.r#in).unwrap_or_default();
        let gap = |what, cause| {
            Answer::Gap(vec![inquiry.lack_of_fact(&self.r#in, what, self.describe(&inquiry.scope), cause)])
        };
        if list.is_empty() {
            return gap(Message::new("each.empty").with("list", inquiry.label(&self.r#in)), Cause::Missing);
        }
        let (mut counted, mut left_out, mut all, mut unknown) = (Vec::new(), Vec::new(), 0, Vec::new());
        for item in &list {
            match (self.only.matches(&item.inquiry), self.of.matches(&item.inquiry)) {
                (Matched::No, _) => left_out.push(item.name.as_str()),
                (Matched::Silent(fields), _) | (_, Matched::Silent(fields)) => {
                    unknown.push(silent(&item.inquiry, &fields));
                }
                (Matched::Yes, Matched::Yes) => {
                    all += 1;
                    counted.push(item.name.as_str());
                }
                (Matched::Yes, Matched::No) => all += 1,
            }
        }
        if !unknown.is_empty() {
            return Answer::all(unknown);
        }
        let inner = inquiry.scope.within(&self.r#in);
        if all == 0 {
            let reason = Message::new("each.not_exercised").with("list", inquiry.label(&self.r#in));
            return Answer::NotApplicable(reason.with("condition", self.only.describe(&inner)));
        }
        let passes = self.at_most.is_none_or(|percent| counted.len() * 100 <= percent * all)
            && self.at_least.is_none_or(|percent| counted.len() * 100 >= percent * all);
        let key = match (passes, left_out.is_empty()) {
            (true, true) => "share.passes",
            (true, false) => "share.passes_but",
            (false, true) => "share.fails",
            (false, false) => "share.fails_but",
        };
        let names = |names: &[&str]| match names {
            [] => Message::new("value.none").into(),
            names => names.iter().copied().collect::<Arg>(),
        };
        let told = Message::new(key)
            .with("list", inquiry.label(&self.r#in))
            .with("condition", self.of.describe(&inner))
            .with("n", counted.len())
            .with("all", all)
            .with("names", names(&counted))
            .with("left_out", names(&left_out));
        if !passes {
            return gap(told.with("bound", self.bound()), Cause::Contradicted);
        }
        let place = inquiry.fact(&self.r#in).map(|fact| fact.place.clone());
        Answer::Satisfied(vec![Citation { place, ..Citation::note(told) }])
    }

    fn describe(&self, scope: &Scope<'_>) -> Message {
        let inner = scope.within(&self.r#in);
        let message = if self.only.is_empty() {
            Message::new("share.describe")
        } else {
            Message::new("share.describe_where").with("where", self.only.describe(&inner))
        };
        message
            .with("list", scope.label(&self.r#in))
            .with("condition", self.of.describe(&inner))
            .with("bound", self.bound())
    }

    fn fields(&self) -> Vec<&str> {
        vec![&self.r#in]
    }

    fn item_fields(&self) -> Vec<(&str, Vec<&str>)> {
        vec![(&self.r#in, self.only.fields().chain(self.of.fields()).collect())]
    }

    fn flaws(&self, scope: &Scope<'_>) -> Vec<Message> {
        let inner = scope.within(&self.r#in);
        let (least, most) = (self.at_least.unwrap_or(0), self.at_most.unwrap_or(100));
        let asks_nothing = least == 0 && most >= 100;
        let nothing = asks_nothing.then(|| Message::new("lint.nothing_asked").with("name", "share"));
        let bounds = flaw::bounds(least, most.min(100));
        nothing.into_iter().chain(bounds).chain(self.only.flaws(&inner)).chain(self.of.flaws(&inner)).collect()
    }
}

impl Share {
    fn bound(&self) -> Message {
        match (self.at_least, self.at_most) {
            (None, Some(0)) => Message::new("share.none"),
            (None, None) => Message::new("share.any"),
            (None, Some(most)) => Message::new("share.at_most").with("percent", most),
            (Some(least), None) => Message::new("share.at_least").with("percent", least),
            (Some(least), Some(most)) => Message::new("share.between").with("least", least).with("most", most),
        }
    }
}

//! A phrasebook: all phrases of all topics, looked for at once.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::evidence::phrases::Finder;
use crate::evidence::{Lexicon, Phrases, Topic, fold};

/// One sort of phrases (headings, file names or terms) of every topic, by the topic's number in the lexicon.
pub struct Phrasebook {
    finder: Finder,
    topics: Vec<usize>,
    /// How many bytes the longest phrase has.
    longest: usize,
}

impl Phrasebook {
    /// Gathers the phrases that `sort` takes from each topic that is asked for.
    pub fn new(lexicon: &Lexicon, asked: &BTreeSet<&str>, sort: impl Fn(&Topic) -> &Phrases) -> Self {
        let is_asked = |topic: &&Topic| asked.contains(&*topic.id);
        Self::of(
            lexicon
                .topics
                .iter()
                .map(|topic| Some(topic).filter(is_asked).into_iter().flat_map(|topic| sort(topic).iter())),
        )
    }

    /// Gathers the phrases of anything that has some.
    pub fn of<'p>(all: impl Iterator<Item = impl Iterator<Item = &'p str>>) -> Self {
        let (mut patterns, mut topics) = (Vec::new(), Vec::new());
        for (index, phrases) in all.enumerate() {
            for phrase in phrases {
                patterns.push(fold::pattern(phrase));
                topics.push(index);
            }
        }
        let longest = patterns.iter().map(String::len).max().unwrap_or(0);
        Self { finder: Finder::new(patterns), topics, longest }
    }

    /// The topics that a heading or a name means, each once and in order. A phrase inside a longer one of another topic
    /// means nothing: “region failover test” is no “failover test”.
    pub fn topics(&self, text: &str) -> Vec<usize> {
        let topics: BTreeSet<_> = self.meant(&fold::fold(text)).into_iter().map(|(topic, _)| topic).collect();
        topics.into_iter().collect()
    }

    /// The same with the bytes of each phrase in a text that is folded, and as often as it stands there.
    pub fn meant(&self, folded: &str) -> Vec<(usize, Range<usize>)> {
        let found: Vec<_> =
            self.finder.find(folded).into_iter().map(|(phrase, span)| (self.topics[phrase], span)).collect();
        let is_inside = |(number, (topic, span)): &(usize, &(usize, Range<usize>))| {
            // They come in the order in which they begin, so a longer one is not far.
            let before = found[..*number].iter().rev().take_while(|(_, other)| other.start + self.longest >= span.end);
            let after = found[number + 1..].iter().take_while(|(_, other)| other.start == span.start);
            before.chain(after).any(|(other, longer)| {
                other != topic && longer.len() > span.len() && longer.start <= span.start && span.end <= longer.end
            })
        };
        found.iter().enumerate().filter(|found| !is_inside(found)).map(|(_, found)| found.clone()).collect()
    }

    /// The number of the first phrase of a topic.
    pub fn first(&self, topic: usize) -> usize {
        self.topics.partition_point(|other| *other < topic)
    }

    /// Every phrase that a text holds, as its topic and its own number, sorted and each once. The text is folded into
    /// `folded`, so that many texts need one string.
    pub fn phrases(&self, text: &str, folded: &mut String) -> Vec<(usize, usize)> {
        fold::fold_into(folded, text);
        let mut phrases: Vec<_> =
            self.finder.find(folded).into_iter().map(|(phrase, _)| (self.topics[phrase], phrase)).collect();
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Lexicon;

    #[test]
    fn a_phrase_inside_a_longer_one_means_nothing() {
        let topic = |id: &str, heading: &str| -> Topic {
            serde_json::from_value(serde_json::json!({
                "id": id, "title": {"en": id, "fr": id, "zh": id}, "headings": {"en": [heading]}
            }))
            .expect("a topic")
        };
        let topics = vec![topic("failover-tests", "failover test"), topic("dr-test", "region failover test")];
        let lexicon = Lexicon { topics, ..Lexicon::default() };
        let book = Phrasebook::new(&lexicon, &["failover-tests", "dr-test"].into(), |topic| &topic.headings);
        assert_eq!(book.topics("3.1 Region failover tests"), [1]);
        assert_eq!(book.topics("Failover tests, and the Region failover test"), [0, 1]);
        let book = Phrasebook::new(&lexicon, &["failover-tests"].into(), |topic| &topic.headings);
        assert_eq!(book.topics("3.1 Region failover tests"), [0], "no other topic is asked for");
    }
}

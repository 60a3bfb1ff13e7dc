//! Every kind of fault that a checklist can have, with the code that it keeps.

use crate::language::{Language, Message};
use crate::source::{Code, nearest};

/// One kind of fault.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its code, such as `L012`: never renumbered, never used again for another. By a checklist with an error nothing is
    /// judged; one with a warning leaves its readers worse off.
    pub code: Code,
    /// The sentence that says it.
    pub sentence: &'static str,
    /// What it means, and how it is mended.
    pub explained: &'static str,
    /// The smallest thing that has it.
    pub example: &'static str,
}

const fn error(name: &'static str, sentence: &'static str, explained: &'static str, example: &'static str) -> Kind {
    Kind { code: Code { name, is_warning: false }, sentence, explained, example }
}

const fn warning(name: &'static str, sentence: &'static str, explained: &'static str, example: &'static str) -> Kind {
    Kind { code: Code { name, is_warning: true }, sentence, explained, example }
}

/// One row for each kind. New ones are added at the end.
#[rustfmt::skip]
pub static KINDS: [Kind; 42] = [
    error("L001", "lint.syntax", "lint.explain.L001", "title: {en: Towers"),
    error("L002", "source.duplicate_key", "lint.explain.L002", "version: \"1.0\"\nversion: \"1.1\""),
    error("L003", "lint.unknown_key", "lint.explain.L003", "- key: P-1.1\n  tittle: {en: Tier, fr: Niveau, zh: 等级}"),
    error("L004", "lint.missing_key", "lint.explain.L004", "- id: tier\n  of: partner\n  rule: {fact: {field: tier}}   # no statement"),
    error("L005", "lint.wrong_kind", "lint.explain.L005", "requirements: P-1.1"),
    error("L006", "source.yaml", "lint.explain.L006", "rule: {fact: {field: rto, at_most: soon}}"),
    error("L007", "lint.missing_language", "lint.explain.L007", "title: {en: Tier, fr: Niveau}"),
    error("L008", "lint.empty_text", "lint.explain.L008", "title: {en: Tier, fr: Niveau, zh: \"\"}"),
    error("L009", "lint.twice", "lint.explain.L009", "- key: P-1.1\n  …\n- key: P-1.1\n  …"),
    error("L010", "lint.unknown_field", "lint.explain.L010", "rule: {fact: {field: teir, in: [advanced, premier]}}"),
    error("L011", "lint.unknown_topic", "lint.explain.L011", "rule: {covers: {topic: runbok}}"),
    error("L012", "lint.unknown_service", "lint.explain.L012", "rule: {services: {of: [kinesiss], topic: architecture}}"),
    error("L013", "lint.unknown_reading", "lint.explain.L013", "readings: [strct]"),
    error("L014", "lint.unknown_criterion", "lint.explain.L014", "rule: {follows: P-2.2.cuont}"),
    error("L015", "lint.unknown_milestone", "lint.explain.L015", "timeline:\n  - {id: report, after: adit, business_days: 2, …}"),
    error("L016", "lint.circle", "lint.explain.L016", "timeline:\n  - {id: report, after: report, …}"),
    error("L017", "lint.unknown_metric", "lint.explain.L017", "rule: {score: {metric: velocty}}"),
    error("L018", "lint.no_score", "lint.explain.L018", "rule: {score: {}}   # and no section `score`"),
    error("L019", "lint.order", "lint.explain.L019", "bands: [{points: 1, from: 0}, {points: 3, from: 80}]"),
    error("L020", "lint.no_choice", "lint.explain.L020", "tiers: [{id: gold, …}]   # the target knows silver and bronze"),
    error("L021", "lint.no_address", "lint.explain.L021", "hand_in: {route: email, to: the partner team}"),
    error("L022", "lint.misplaced_condition", "lint.explain.L022", "of: partner\nwhere: {delivery: project}"),
    error("L023", "lint.no_list", "lint.explain.L023", "rule: {each: {in: customer, rule: {fact: {field: name}}}}"),
    error("L024", "lint.no_value", "lint.explain.L024", "rule: {fact: {field: tier, is: platinum}}"),
    error("L025", "lint.wrong_type", "lint.explain.L025", "rule: {dated: {field: customer, within: 18 months}}"),
    error("L026", "lint.bounds", "lint.explain.L026", "rule: {share: {in: components, of: {…}, at_least: 60, at_most: 40}}"),
    error("L027", "lint.contradiction", "lint.explain.L027", "rule: {all: [{fact: {field: tier}}, {not: {fact: {field: tier}}}]}"),
    error("L028", "lint.tautology", "lint.explain.L028", "rule: {any: [{fact: {field: tier}}, {not: {fact: {field: tier}}}]}"),
    error("L029", "lint.empty", "lint.explain.L029", "rule: {fact: {field: tier, in: []}}"),
    error("L030", "lint.nothing_asked", "lint.explain.L030", "rule: {count: {in: case-studies, at_least: 0}}"),
    error("L031", "lint.too_many", "lint.explain.L031", "rule: {mentions: {topic: fog-signal, at_least: 900}}"),
    error("L032", "lint.never_asked", "lint.explain.L032", "rule: {fact: {field: employees, is: 4, at_least: 2}}"),
    error("L033", "lint.itself", "lint.explain.L033", "rule: {fact: {field: website, differs_from: website}}"),
    error("L034", "lint.same_criterion", "lint.explain.L034", "- {id: tier, of: partner, rule: {fact: {field: tier}}, …}\n- {id: again, of: partner, rule: {fact: {field: tier}}, …}"),
    warning("L035", "lint.other_meaning", "lint.explain.L035", "facts:\n  partner:\n    - {field: tier, type: number, …}   # a choice everywhere else"),
    warning("L036", "lint.unused_topic", "lint.explain.L036", "topics:\n  - {id: fog-signal, …}   # and no rule that asks for it"),
    warning("L037", "lint.same_text", "lint.explain.L037", "question: {en: Which tier do you hold?, fr: Which tier do you hold?, zh: 贵公司属于哪一等级？}"),
    warning("L038", "lint.other_figures", "lint.explain.L038", "question: {en: Within 18 months?, fr: Depuis moins de 12 mois ?, zh: 18 个月以内？}"),
    warning("L039", "lint.one_language", "lint.explain.L039", "headings: {en: [fog signal]}"),
    error("L040", "lint.wrong_word", "lint.explain.L040", "of: partners"),
    error("L041", "lint.one_key", "lint.explain.L041", "rule:\n  fact: {field: tier}\n  covers: {topic: runbook}"),
    error("L042", "lint.unknown_was", "lint.explain.L042", "supersedes: \"1.0\"\nrequirements:\n  - key: P-1.2\n    was: P-1.11"),
];

impl Kind {
    /// The kind that a sentence says; what the parser says of the syntax is one kind.
    #[must_use]
    pub fn of(sentence: &str) -> &'static Self {
        KINDS.iter().find(|kind| kind.sentence == sentence).unwrap_or(&KINDS[0])
    }

    /// The kind with a code, whatever its case.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.code.name.eq_ignore_ascii_case(code))
    }

    /// The nearest code that there is.
    #[must_use]
    pub fn nearest(code: &str) -> Option<&'static str> {
        let number = |code: &str| code.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>().ok();
        let written = number(code).map(|number| format!("L{number:03}"));
        let meant = written.as_deref().and_then(Self::find).map(|kind| kind.code.name);
        meant.or_else(|| nearest(code, KINDS.iter().map(|kind| kind.code.name)))
    }

    /// What it is called, without a name of anything.
    #[must_use]
    pub fn explanation(&self, language: Language) -> String {
        Message::new(self.explained).render(language)
    }
}

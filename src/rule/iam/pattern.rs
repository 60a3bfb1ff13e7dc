//! Patterns of IAM: `*` stands for any text, none included, `?` for exactly one character.
//!
//! A statement and what is asked of it are both patterns, so the question is not whether a text matches: one pattern
//! *covers* another if it matches every text that the other one matches, and *meets* it if it matches any of them.

/// One part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// This character.
    Char(char),
    /// One character: `?`.
    One,
    /// Any text: `*`.
    Any,
    /// Any text without a colon: `*` that does not end its part of an ARN.
    Within,
    /// Any text without a colon or a slash: `*` in an ARN that is asked about.
    Inside,
    /// A policy variable such as `${aws:username}`: some text, but nobody here knows which.
    Variable,
}

/// A pattern, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

impl Pattern {
    /// A text with wildcards and policy variables; `${*}`, `${?}` and `${$}` stand for the characters themselves.
    pub fn of(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        let last = text.rfind('}').unwrap_or_default();
        while let Some(c) = rest.chars().next() {
            let may_close = text.len() - rest.len() < last;
            let variable = rest.strip_prefix("${").filter(|_| may_close).and_then(|inside| inside.split_once('}'));
            if let Some((name, after)) = variable {
                let mut characters = name.chars();
                parts.push(match (characters.next(), characters.next()) {
                    (Some(c @ ('*' | '?' | '$')), None) => Part::Char(c),
                    _ => Part::Variable,
                });
                rest = after;
                continue;
            }
            parts.push(match c {
                '*' => Part::Any,
                '?' => Part::One,
                c => Part::Char(c),
            });
            rest = &rest[c.len_utf8()..];
        }
        Self(parts)
    }

    /// The resource of a statement: a `*` goes on beyond a colon only where it ends its part of the ARN.
    pub fn of_resource(text: &str) -> Self {
        let mut pattern = Self::of(text);
        let mut ends = true;
        for part in pattern.0.iter_mut().rev() {
            match part {
                Part::Any if !ends => *part = Part::Within,
                Part::Any | Part::One => {}
                _ => ends = *part == Part::Char(':'),
            }
        }
        pattern
    }

    /// An ARN that is asked about: its `*` stands for an account or the rest of a name, which hold neither colon nor
    /// slash.
    pub fn of_asked(text: &str) -> Self {
        let mut pattern = Self::of(text);
        if pattern.components().is_some() {
            for part in pattern.0.iter_mut().filter(|part| **part == Part::Any) {
                *part = Part::Inside;
            }
        }
        pattern
    }

    /// The name of an action, whose case makes no difference.
    pub fn of_action(text: &str) -> Self {
        Self::of(&text.to_ascii_lowercase())
    }

    /// A text without wildcards: every character is itself.
    pub fn exactly(text: &str) -> Self {
        Self(text.chars().map(Part::Char).collect())
    }

    /// Whether it matches every text that the other pattern matches. A policy variable may be any text in `other`, and
    /// matches nothing for certain here.
    ///
    /// A run of wildcards here takes a stretch of the other pattern with at least as many characters as it has `?`, and
    /// with exactly as many where it has no `*`.
    pub fn covers(&self, other: &Self) -> bool {
        let other = &other.0;
        let least = |part: &Part| usize::from(matches!(part, Part::Char(_) | Part::One));
        // The fewest characters, and the number of parts of any length, before each place.
        let (mut fewest, mut open) = (vec![0], vec![0]);
        for part in other {
            fewest.push(fewest[fewest.len() - 1] + least(part));
            open.push(open[open.len() - 1] + 1 - least(part));
        }
        let mut reached = vec![false; other.len() + 1];
        reached[0] = true;
        let mut parts = self.0.as_slice();
        while let Some(first) = parts.first() {
            let mut next = vec![false; other.len() + 1];
            match first {
                Part::Variable => return false,
                Part::Char(_) => {
                    for at in (0..other.len()).filter(|at| reached[*at] && other[*at] == *first) {
                        next[at + 1] = true;
                    }
                    parts = &parts[1..];
                }
                Part::One | Part::Any | Part::Within | Part::Inside => {
                    let run: Vec<_> = parts.iter().take_while(|part| part.is_wild()).collect();
                    let ones = run.iter().filter(|part| ***part == Part::One).count();
                    if ones == run.len() {
                        for to in ones..=other.len() {
                            next[to] = reached[to - ones] && open[to] == open[to - ones];
                        }
                    } else {
                        let goes_on = |part: &Part| run.contains(&&Part::Any) || part.is_without_colon();
                        let mut from = None;
                        for to in 0..=other.len() {
                            if to > 0 && !goes_on(&other[to - 1]) {
                                from = None;
                            }
                            from = from.or(reached[to].then_some(to));
                            next[to] = from.is_some_and(|from| fewest[to] - fewest[from] >= ones);
                        }
                    }
                    parts = &parts[run.len()..];
                }
            }
            if !next.contains(&true) {
                return false;
            }
            reached = next;
        }
        reached[other.len()]
    }

    /// Whether some text matches both. A policy variable may be any text.
    pub fn meets(&self, other: &Self) -> bool {
        let is_open = |part: &Part| matches!(part, Part::Any | Part::Within | Part::Inside | Part::Variable);
        let takes = |open: &Part, part: &Part| match open {
            Part::Inside => !matches!(part, Part::Char(':' | '/')),
            Part::Within => *part != Part::Char(':'),
            _ => is_open(open),
        };
        let (one, other) = (&self.0, &other.0);
        // Whether what is left of `other` from each place meets what is left of `one`, from its end to its beginning.
        let mut below = vec![false; other.len() + 1];
        for at in (0..=one.len()).rev() {
            let mut row = vec![false; other.len() + 1];
            for place in (0..=other.len()).rev() {
                let mine = one.get(at);
                let theirs = other.get(place);
                row[place] = match (mine, theirs) {
                    (None, None) => true,
                    (Some(mine), _) if is_open(mine) && below[place] => true,
                    (_, Some(theirs)) if is_open(theirs) && row[place + 1] => true,
                    (Some(mine), Some(theirs)) if is_open(mine) || is_open(theirs) => {
                        takes(mine, theirs) && row[place + 1] || takes(theirs, mine) && below[place]
                    }
                    (Some(mine), Some(theirs)) => {
                        let same = mine == theirs || *mine == Part::One || *theirs == Part::One;
                        same && below[place + 1]
                    }
                    _ => false,
                };
            }
            below = row;
        }
        below[0]
    }

    /// The six parts of an ARN; the last one may hold colons.
    fn components(&self) -> Option<Vec<Self>> {
        let parts: Vec<_> = self.0.splitn(6, |part| *part == Part::Char(':')).collect();
        (parts.len() == 6).then(|| parts.into_iter().map(|part| Self(part.to_vec())).collect())
    }

    /// Whether it matches every ARN that the other pattern matches, as `ArnLike` compares them: part by part.
    pub fn covers_arn(&self, other: &Self) -> bool {
        let (Some(mine), Some(theirs)) = (self.components(), other.components()) else { return false };
        mine.iter().zip(&theirs).all(|(mine, theirs)| mine.covers(theirs))
    }
}

impl Part {
    const fn is_wild(self) -> bool {
        matches!(self, Self::One | Self::Any | Self::Within | Self::Inside)
    }

    /// Whether no text that it stands for holds a colon.
    const fn is_without_colon(self) -> bool {
        matches!(self, Self::Within | Self::Inside) || matches!(self, Self::Char(c) if c != ':')
    }
}

#[cfg(test)]
mod tests;

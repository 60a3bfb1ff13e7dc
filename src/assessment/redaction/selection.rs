//! Where a selection says what is hidden.

use super::Redaction;
use crate::assessment::{Beside, Candidate, Improvement, Lacking, Loss, Selection, Swap};

impl Selection<'_> {
    /// The selection without what is hidden; it says that something is.
    #[must_use]
    pub fn redacted(&self, redaction: &Redaction) -> Self {
        let mut redacted = Self { best: self.best.redacted(redaction), is_redacted: true, ..self.clone() };
        for Candidate { slug, otherwise, .. } in &mut redacted.candidates {
            *slug = redaction.slug(slug);
            redaction.hide_in_beside(otherwise);
        }
        redaction.hide_in_beside(&mut redacted.usual);
        if let Some(Improvement { mends, swap, .. }) = &mut redacted.change {
            redaction.hide_in_lacking(mends);
            if let Some(Swap { comes, goes }) = swap {
                *comes = redaction.slug(comes);
                *goes = redaction.slug(goes);
            }
        }
        redacted
    }
}

impl Redaction {
    fn hide_in_beside(&self, Beside { set, lost, lacks, .. }: &mut Beside) {
        for slug in set {
            *slug = self.slug(slug);
        }
        for lacking in lost.iter_mut().filter_map(|Loss { why, .. }| why.as_mut()).chain(lacks) {
            self.hide_in_lacking(lacking);
        }
    }

    fn hide_in_lacking(&self, Lacking { subject, lack }: &mut Lacking) {
        *subject = self.slug(subject);
        self.hide_in_lack(lack);
    }
}

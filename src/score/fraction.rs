//! A fraction of whole numbers, compared without rounding.

use std::cmp::Ordering;

/// Part of a whole, which is more than nothing. Sums of ten thousand amounts below a trillion dollars in cents multiply
/// without overflow.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    /// Above the line.
    pub part: i128,
    /// Below it.
    pub whole: i128,
}

impl Fraction {
    /// Whether it is at least so many percent.
    #[must_use]
    pub const fn reaches(self, percent: u32) -> bool {
        self.part * 100 >= percent as i128 * self.whole
    }

    /// Whole percent, which are hundredths of one, half of one upwards.
    #[must_use]
    pub const fn percent(self) -> i128 {
        (self.part * 200 + self.whole).div_euclid(2 * self.whole)
    }

    /// What must be added to the part to reach so many percent of the same whole.
    #[must_use]
    pub const fn short_of(self, percent: u32) -> i128 {
        let short = percent as i128 * self.whole - self.part * 100;
        if short <= 0 { 0 } else { (short + 99) / 100 }
    }

    /// What must be added to both part and whole to reach so many percent; nothing suffices for all of it.
    #[must_use]
    pub const fn further_to(self, percent: u32) -> Option<i128> {
        let short = percent as i128 * self.whole - self.part * 100;
        match (short <= 0, 100 - percent as i128) {
            (true, _) => Some(0),
            (false, rest) if rest > 0 => Some((short + rest - 1) / rest),
            (false, _) => None,
        }
    }

    /// How far two fractions of the same whole lie apart.
    #[must_use]
    pub const fn apart(self, other: Self) -> Self {
        let part = self.part - other.part;
        Self { part: if part < 0 { -part } else { part }, whole: self.whole }
    }

    /// Its value, for a drawing.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub const fn drawn(self) -> f64 {
        self.part as f64 / self.whole as f64
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.part * other.whole).cmp(&(other.part * self.whole))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

//! The decimal digits of a number, as a person sees them: fifteen, so that 0.1 + 0.2 is 0.3 and 2.675 rounds up.

/// How many digits office programs keep.
const PRECISION: usize = 15;

/// The exponents between which a number is written out.
const PLAIN: std::ops::RangeInclusive<i32> = -9..=15;

/// A number without its sign.
#[derive(Clone)]
pub struct Digits {
    /// Digits from 0 to 9, the first one not 0; none for zero.
    digits: Vec<u8>,
    /// How many of them stand before the point.
    point: i32,
}

impl Digits {
    /// The digits of a finite number.
    pub fn of(value: f64) -> Self {
        let written = format!("{:.*e}", PRECISION - 1, value.abs());
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { point: if digits.is_empty() { 0 } else { exponent.parse().unwrap_or(0) + 1 }, digits }
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit.
    pub fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// The number times ten to the power of `places`.
    pub fn shifted(mut self, places: i32) -> Self {
        self.point += if self.is_zero() { 0 } else { places };
        self
    }

    /// The number with so many decimals, half away from zero.
    pub fn rounded(mut self, decimals: usize) -> Self {
        let kept = self.point + i32::try_from(decimals).unwrap_or(i32::MAX / 2);
        let Ok(kept) = usize::try_from(kept) else { return Self { digits: Vec::new(), point: 0 } };
        if kept >= self.digits.len() {
            return self;
        }
        let up = self.digits[kept] >= 5;
        self.digits.truncate(kept);
        if up {
            while self.digits.last() == Some(&9) {
                self.digits.pop();
            }
            if let Some(last) = self.digits.last_mut() {
                *last += 1;
            } else {
                self.digits.push(1);
                self.point += 1;
            }
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.is_zero() {
            self.point = 0;
        }
        self
    }

    /// The digits before the point; none for a number below one.
    pub fn integer(&self) -> String {
        (0..self.point).map(|at| self.digit(at)).collect()
    }

    /// The digits after the point, without zeros at the end.
    pub fn fraction(&self) -> String {
        let end = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        (self.point..end).map(|at| self.digit(at)).collect()
    }

    /// The number as it looks in a cell without a format of its own.
    pub fn general(&self) -> String {
        if PLAIN.contains(&self.exponent()) {
            let (integer, fraction) = (self.integer(), self.fraction());
            let integer = if integer.is_empty() { "0" } else { &integer };
            return if fraction.is_empty() { integer.to_owned() } else { format!("{integer}.{fraction}") };
        }
        let exponent = self.exponent();
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}E{sign}{:02}", self.clone().shifted(-exponent).general(), exponent.abs())
    }

    fn digit(&self, at: i32) -> char {
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_noise() {
        let general = |value| Digits::of(value).general();
        assert_eq!(general(0.1 + 0.2), "0.3");
        assert_eq!(general(0.0), "0");
        assert_eq!(general(-1_234.5), "1234.5");
        assert_eq!(general(123_456_789_012.0), "123456789012");
        assert_eq!(general(0.000_012), "0.000012");
        assert_eq!(general(1.5e20), "1.5E+20");
        assert_eq!(general(2e-300), "2E-300");
    }

    #[test]
    fn halves_go_up_as_they_are_written() {
        let rounded = |value, decimals| Digits::of(value).rounded(decimals).general();
        assert_eq!(rounded(2.675, 2), "2.68");
        assert_eq!(rounded(9.995, 2), "10");
        assert_eq!(rounded(0.5, 0), "1");
        assert_eq!(rounded(0.49, 0), "0");
        assert_eq!(rounded(0.004, 1), "0");
    }
}

//! The depth of a PDF, looked at before it is read: the library goes into arrays and dictionaries by recursion, and a
//! stack that overflows cannot be caught.

use crate::config;

/// Whether arrays and dictionaries lie within each other more deeply than is declared. What is packed in streams is
/// not seen here; that costs the process which reads it apart.
pub fn is_too_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut rest = bytes;
    let mut may_end = true;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            b'e' if after.starts_with(b"ndobj") => depth = 0,
            b's' if may_end && after.starts_with(b"tream") => match after_stream(after) {
                Some(after) => rest = after,
                None => may_end = false,
            },
            _ => {}
        }
        // A dictionary opens with two signs.
        if depth > 2 * config::MAX_PDF_DEPTH {
            return true;
        }
    }
    false
}

/// What follows the end of a stream.
fn after_stream(bytes: &[u8]) -> Option<&[u8]> {
    const END: &[u8] = b"endstream";
    let at = bytes.windows(END.len()).position(|window| window == END)?;
    Some(&bytes[at + END.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_outside_streams() {
        let deep = "[".repeat(1000);
        assert!(is_too_deep(deep.as_bytes()));
        assert!(is_too_deep(format!("stream {deep}").as_bytes()));
        assert!(!is_too_deep(format!("stream {deep} endstream").as_bytes()));
        assert!(!is_too_deep("[<</A[1]>>] endobj".repeat(1000).as_bytes()));
        assert!(!is_too_deep("[ endobj ".repeat(1000).as_bytes()));
    }
}

//! Bytes to text: UTF-8, UTF-16 with its mark, and else Windows-1252, which no byte can fail.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of a file, without a byte order mark.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_office_programs_write_is_read() {
        assert_eq!(decode(b"\xef\xbb\xbfRTO"), "RTO");
        assert_eq!(decode(b"\xff\xfeR\0T\0O\0"), "RTO");
        assert_eq!(decode(b"\xfe\xff\0R\0T\0O"), "RTO");
        assert_eq!(decode("故障转移".as_bytes()), "故障转移");
        assert_eq!(decode(b"r\xe9plication"), "réplication");
    }
}

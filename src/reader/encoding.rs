//! Bytes to text: UTF-8, UTF-16 with its mark, what a page or XML declares itself to be in, and else Windows-1252, which
//! no byte can fail.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How near its beginning a file declares its encoding, in bytes.
const NEAR: usize = 1024;

/// The text of a file, without a byte order mark.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes).map_or_else(
        || declared(bytes).unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned(),
        std::borrow::Cow::into_owned,
    )
}

/// What `<meta charset="gbk">` or `<?xml encoding="gbk"?>` says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(NEAR)]).to_ascii_lowercase();
    let label = [("<meta", "charset="), ("<?xml", "encoding=")].into_iter().find_map(|(tag, name)| {
        let tags = beginning.split(tag).skip(1).filter_map(|rest| rest.split('>').next());
        tags.filter_map(|tag| tag.split_once(name)).map(|(_, label)| label.to_owned()).next()
    })?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    Encoding::for_label(label.split(['"', '\'', ' ', ';', '/', '?']).next()?.as_bytes())
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

    #[test]
    fn what_a_page_declares_is_respected() {
        let gbk = |declared: &str| decode(&[declared.as_bytes(), b"\xb9\xca\xd5\xcf"].concat());
        assert!(gbk("<html><META name=x><meta charset='GBK'>").ends_with("故障"));
        let old = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">";
        assert!(gbk(old).ends_with("故障"));
        assert!(gbk("<?xml version='1.0' encoding='gb18030'?>").ends_with("故障"));
        assert!(gbk("<meta charset=utf-8>").ends_with("\u{fffd}"));
        assert!(gbk("<meta charset=none>").ends_with("¹ÊÕÏ"));
        assert!(decode("<meta charset=gbk>é".as_bytes()).ends_with('é'));
    }
}

//! What drawings share: XML by events, HTML inside labels, percent-encoding, bounded unpacking.

use std::borrow::Cow;
use std::io::Read as _;

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::BytesStart;

use super::too_large;
use crate::language::Message;

/// The longest name of an entity; a `&` with no `;` this close is only a sign.
const LONGEST_ENTITY: usize = 32;

/// An attribute of an element, with its entities resolved.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
    Some(unescape(&found.value))
}

/// What a reference such as `amp` or `#233` stands for. Only names that HTML fixes are known: those a document declares
/// itself stand for nothing, so that none can unfold.
pub fn entity(name: &str) -> String {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).unwrap_or(" ").to_owned();
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).filter(|sign| *sign != '\0').unwrap_or(' ').to_string()
}

/// A text with its entities resolved, once.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let near = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        match near.map(|end| &rest[..end]) {
            Some(name) if !name.is_empty() && name.bytes().all(|byte| byte == b'#' || byte.is_ascii_alphanumeric()) => {
                plain.push_str(&entity(name));
                rest = &rest[name.len() + 1..];
            }
            _ => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

/// Whether an element only styles words and does not part them.
pub fn is_inline(name: &str) -> bool {
    ["a", "b", "i", "u", "s", "em", "strong", "font", "span", "sub", "sup", "code", "small", "tspan", "big"]
        .contains(&name.to_ascii_lowercase().as_str())
}

/// The words of a label, which may be HTML: tags part words unless they only style them, entities are resolved.
pub fn words(label: &str) -> String {
    let mut plain = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            plain.push('<');
            continue;
        }
        let Some(end) = rest.find('>') else {
            // No `>` follows anywhere: nothing more is a tag.
            plain.push('<');
            break;
        };
        let name = rest[..end].trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !is_inline(name) {
            plain.push(' ');
        }
        rest = &rest[end + 1..];
    }
    plain.push_str(rest);
    one_line(&unescape(&plain))
}

/// A text with every run of white space as one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with `%e9` and its like decoded; a `%` before anything else stays.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let code = digits
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        plain.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    Cow::Owned(String::from_utf8_lossy(&plain).into_owned())
}

/// All that a stream unpacks to, within what is left of the file's allowance; `None` where the stream is broken.
pub fn unpacked(stream: impl std::io::Read, allowance: &mut u64) -> Result<Option<Vec<u8>>, Message> {
    let mut bytes = Vec::new();
    let whole = stream.take(*allowance + 1).read_to_end(&mut bytes);
    *allowance = allowance.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
    Ok(whole.is_ok().then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_a_label_becomes_words() {
        assert_eq!(words("Checkout, returns<br>ECS on <b>Far</b>gate"), "Checkout, returns ECS on Fargate");
        assert_eq!(words("<div>订单</div><div>RTO &lt;&nbsp;4&#160;h</div>"), "订单 RTO < 4 h");
        assert_eq!(words("RTO < 4 h & RPO <b"), "RTO < 4 h & RPO <b");
    }

    #[test]
    fn a_declared_entity_stands_for_nothing() {
        assert_eq!(unescape("a&lol9;b &amp;amp; &#xe9;&#0;"), "a b &amp; é ");
    }

    #[test]
    fn only_percent_codes_are_decoded() {
        assert_eq!(percent_decoded("%3Cm%3E 5 % of %C3%A9 %4"), "<m> 5 % of é %4");
    }
}

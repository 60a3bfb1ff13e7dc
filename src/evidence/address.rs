//! Addresses of the web and of e-mail: what is one, and when two lead to the same page.

use fluent_uri::Iri;

/// Whether a text is an absolute http or https address with a host.
#[must_use]
pub fn is_web(text: &str) -> bool {
    Iri::parse(text).is_ok_and(|iri| {
        let scheme = iri.scheme().as_str();
        let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        web && iri.authority().is_some_and(|authority| authority.host().contains('.'))
    })
}

/// Whether a text is the e-mail address of one mailbox.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let outside = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"');
    text.split_once('@').is_some_and(|(mailbox, host)| {
        let parts = host.split('.').collect::<Vec<_>>();
        let is_host = parts.len() > 1 && parts.iter().all(|part| !part.is_empty()) && !host.contains('@');
        !mailbox.is_empty() && is_host && !text.contains(outside)
    })
}

/// Whether a text is an e-mail address that stands in the head of a mail as it is: in ASCII, with nothing that the head of a
/// mail obeys (the `dot-atom` of RFC 5322), and no longer than mail servers take.
#[must_use]
pub fn is_mailable(text: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_name = |name: &str| name.split('.').all(|part| !part.is_empty() && part.chars().all(is_atom));
    is_email(text) && text.len() <= 254 && text.split('@').all(is_name)
}

/// Whether two addresses lead to the same page: the scheme, `www.`, a final slash, `index.html` and what stands behind
/// `#` make no difference.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    page(one) == page(other)
}

/// The host of an address without `www.`, in lower case.
#[must_use]
pub fn host(text: &str) -> Option<String> {
    let iri = Iri::parse(text).ok()?;
    let host = iri.authority()?.host().to_lowercase();
    Some(host.strip_prefix("www.").map_or(host.clone(), str::to_owned))
}

fn page(text: &str) -> String {
    let Ok(iri) = Iri::parse(text) else { return text.to_owned() };
    let path = iri.path().as_str();
    let path = ["index.html", "index.htm"].iter().find_map(|index| path.strip_suffix(index)).unwrap_or(path);
    let query = iri.query().map(|query| format!("?{}", query.as_str())).unwrap_or_default();
    format!("{}{}{query}", host(text).unwrap_or_default(), path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_page_are_the_same() {
        let home = "https://www.quayside.example/";
        for other in ["http://quayside.example", "https://QUAYSIDE.example/index.html", "https://quayside.example/#top"]
        {
            assert!(same(home, other), "{other}");
        }
        assert!(!same(home, "https://quayside.example/retail"));
        assert!(!same("https://a.example/?p=1", "https://a.example/?p=2"));
    }

    #[test]
    fn an_email_address_has_a_mailbox_and_a_host() {
        assert!(is_email("aws-partners@quayside.example"));
        for wrong in
            ["quayside.example", "@quayside.example", "a@b", "a@b.", "a b@c.example", "Ann <a@b.example>", "a@b@c.d"]
        {
            assert!(!is_email(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_head_of_a_mail_takes_plain_addresses_alone() {
        assert!(is_mailable("o'hara+aws.partners@mail.quayside.example"));
        let long = format!("{}@quayside.example", "a".repeat(250));
        for wrong in
            ["a..b@c.example", ".a@b.example", "é@b.example", "a@bücher.example", "a(b)@c.example", "a:b@c.d", &long]
        {
            assert!(!is_mailable(wrong), "{wrong}");
        }
    }

    #[test]
    fn only_absolute_web_addresses_count() {
        assert!(is_web("https://www.maison-tilleul.example/magasins/été"));
        for wrong in ["quayside.example", "ftp://a.example/", "https://", "javascript:alert(1)", "https://localhost x"]
        {
            assert!(!is_web(wrong), "{wrong}");
        }
    }
}

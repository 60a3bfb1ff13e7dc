//! Addresses of the web and of e-mail: what is one, and when two lead to the same page.

use fluent_uri::{Iri, IriRef};

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

/// The same where one may stand in the folder of another language, `/fr/` or `/zh-cn/`, right behind the host.
#[must_use]
pub fn same_in_any_language(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let page = page(text);
        let Some((host, path)) = page.split_once('/') else { return page };
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        if is_language(first) { format!("{host}/{rest}").trim_end_matches('/').to_owned() } else { page }
    };
    plain(one) == plain(other)
}

/// Whether the folder of a language is called so: `fr`, `fr-ca`, `zh_Hans`.
fn is_language(folder: &str) -> bool {
    let (language, region) = folder.split_once(['-', '_']).unwrap_or((folder, ""));
    let known = ["en", "fr", "zh", "de", "es", "it", "ja", "ko", "nl", "pt", "cn", "da", "fi", "no", "pl", "sv", "tw"];
    known.iter().any(|known| language.eq_ignore_ascii_case(known))
        && region.len() <= 4
        && region.chars().all(|c| c.is_ascii_alphanumeric())
}

/// An address without what stands behind `#`.
#[must_use]
pub fn without_fragment(text: &str) -> &str {
    text.split_once('#').map_or(text, |(page, _)| page)
}

/// What a link on the page at `base` leads to: an absolute http or https address without what stands behind `#`. Spaces
/// and the like, which browsers forgive, are written as addresses write them.
#[must_use]
pub fn linked(base: &str, link: &str) -> Option<String> {
    let mut tidy = String::with_capacity(link.len());
    for c in without_fragment(link).trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')) {
        match c {
            '\\' => tidy.push('/'),
            ' ' | '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}' => tidy.extend(escaped(c)),
            _ => tidy.push(c),
        }
    }
    let base = Iri::parse(without_fragment(base)).ok()?;
    let found = IriRef::parse(tidy).ok()?.resolve_against(&base).ok()?;
    let found = found.normalize().to_uri().into_string();
    is_web(&found).then_some(found)
}

/// A character as addresses write it.
fn escaped(c: char) -> impl Iterator<Item = char> {
    format!("%{:02X}", u32::from(c)).into_bytes().into_iter().map(char::from)
}

/// Whether an address is served in the open, without encryption, by another machine than this one.
#[must_use]
pub fn is_in_the_open(text: &str) -> bool {
    let Ok(iri) = Iri::parse(text) else { return true };
    let is_here = |host: &str| {
        let number: Option<std::net::IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        number.is_some_and(|number| number.is_loopback())
    };
    let encrypted = iri.scheme().as_str().eq_ignore_ascii_case("https");
    !encrypted && !iri.authority().is_some_and(|authority| is_here(authority.host()))
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
    fn a_page_is_the_same_in_the_folder_of_a_language() {
        let page = "https://www.quayside.example/retail/";
        for other in ["https://quayside.example/fr/retail", "https://quayside.example/zh-Hans/retail", page] {
            assert!(same_in_any_language(page, other), "{other}");
        }
        for other in
            ["https://quayside.example/cloud/retail", "https://quayside.example/fr", "https://a.example/retail"]
        {
            assert!(!same_in_any_language(page, other), "{other}");
        }
        assert!(same_in_any_language("https://a.example/fr/", "https://a.example"));
    }

    #[test]
    fn a_link_leads_where_a_browser_goes() {
        let page = "https://a.example/fr/cases/?p=1#top";
        for (link, to) in [
            ("retail", "https://a.example/fr/cases/retail"),
            ("/retail#stock", "https://a.example/retail"),
            ("../retail", "https://a.example/fr/retail"),
            ("//b.example/x", "https://b.example/x"),
            ("?p=2", "https://a.example/fr/cases/?p=2"),
            ("#below", "https://a.example/fr/cases/?p=1"),
            (" our retail\n", "https://a.example/fr/cases/our%20retail"),
            ("/magasins/été", "https://a.example/magasins/%C3%A9t%C3%A9"),
        ] {
            assert_eq!(linked(page, link).as_deref(), Some(to), "{link}");
        }
        for link in ["mailto:a@b.example", "javascript:void(0)", "tel:1", "file:///etc/passwd", "https://[", "http:"] {
            assert_eq!(linked(page, link), None, "{link}");
        }
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

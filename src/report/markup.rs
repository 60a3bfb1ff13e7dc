//! What pages and images of the web have in common: words that mean themselves, and a page that loads and obeys nothing
//! but what is written into it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::language::Language;
use crate::source::printable;

/// A page that holds everything it needs.
pub struct Document<'a> {
    /// The language of every word.
    pub language: Language,
    /// Its name, as it is.
    pub title: &'a str,
    /// The style sheet.
    pub style: &'a str,
    /// The script, where there is one.
    pub script: Option<&'a str>,
    /// What stands between the tags of the body.
    pub body: &'a str,
}

/// The policy knows style and script by their hashes: whatever else gets into the page, no browser runs or loads it.
impl fmt::Display for Document<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, style, body, .. } = self;
        let title = escaped(self.title);
        let script = self.script.map(|script| format!("; script-src '{}'", hash(script))).unwrap_or_default();
        let policy = format!("default-src 'none'; style-src '{}'{script}", hash(style));
        writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}"
        )?;
        if let Some(script) = self.script {
            writeln!(out, "<script>{script}</script>")?;
        }
        writeln!(out, "</body>\n</html>")
    }
}

/// Text as it is written within an element or an attribute, on one line.
pub fn escaped(text: &str) -> String {
    let one_line = text.replace(['\n', '\r', '\t'], " ");
    quick_xml::escape::escape(printable(&one_line)).into_owned()
}

/// How a policy names a style sheet or a script.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_themselves() {
        assert_eq!(escaped("<b a='1'>\"&amp;\n\u{1b}"), "&lt;b a=&apos;1&apos;&gt;&quot;&amp;amp; \\u{1b}");
        assert_eq!(escaped("« été\u{a0}»"), "« été\u{a0}»");
    }

    #[test]
    fn a_page_names_its_style_and_script_by_hash() {
        let script = Some("s()");
        let page = Document { language: Language::Fr, title: "a < b", style: "p{}", script, body: "" }.to_string();
        assert!(page.contains("<html lang=\"fr\">") && page.contains("<title>a &lt; b</title>"), "{page}");
        assert!(page.contains(&format!("style-src '{}'; script-src '{}'", hash("p{}"), hash("s()"))), "{page}");
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}

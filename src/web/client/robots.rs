//! `robots.txt`, as RFC 9309 has it: which paths of a host a program keeps out of.

/// The name by which hosts know this program.
pub const NAME: &str = env!("CARGO_PKG_NAME");

/// What a host asks of this program.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Robots {
    /// Patterns of paths, each with whether it lets in.
    rules: Vec<(String, bool)>,
}

impl Robots {
    /// Reads a `robots.txt`: the groups that name this program, else those for everybody.
    pub fn parse(text: &str) -> Self {
        let (mut ours, mut everybodys) = (None::<Self>, Self::default());
        let (mut names, mut ended): (Vec<String>, bool) = (Vec::new(), true);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if std::mem::take(&mut ended) {
                        names.clear();
                    }
                    names.push(value.to_ascii_lowercase());
                    if named(value) {
                        ours.get_or_insert_default();
                    }
                }
                "allow" | "disallow" => {
                    ended = true;
                    if value.is_empty() {
                        continue;
                    }
                    let rule = (escaped(value), key == "allow");
                    if let Some(ours) = ours.as_mut().filter(|_| names.iter().any(|name| named(name))) {
                        ours.rules.push(rule.clone());
                    }
                    if names.iter().any(|name| name == "*") {
                        everybodys.rules.push(rule);
                    }
                }
                _ => {}
            }
        }
        ours.unwrap_or(everybodys)
    }

    /// Whether a path, with its query, may be asked for: the longest pattern that fits it decides, and letting in wins.
    pub fn allow(&self, path: &str) -> bool {
        let path = escaped(path);
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, &path));
        fitting.map(|(pattern, allow)| (pattern.len(), *allow)).max().is_none_or(|(_, allow)| allow)
    }
}

/// Whether a line means this program, whatever version it names.
fn named(agent: &str) -> bool {
    let product = agent.split(['/', ' ']).next().unwrap_or_default();
    product.eq_ignore_ascii_case(NAME)
}

/// Letters outside ASCII as addresses write them.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            let mut bytes = [0; 4];
            escaped.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    escaped
}

/// Whether a path begins as a pattern says: `*` stands for anything, `$` for the end. Each part is taken where it comes
/// first, so that no pattern costs more than its length times that of the path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(before) = last.replace(part) {
            let Some(at) = rest.find(before) else { return false };
            rest = &rest[at + before.len()..];
        }
    }
    match (last, whole) {
        (None, whole) => !whole || rest.is_empty(),
        (Some(last), true) => rest.ends_with(last),
        (Some(last), false) => rest.contains(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_that_names_the_program_is_obeyed_alone() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-Agent: Competency/1.0\nDisallow: /private # ours\nAllow: /private/open";
        let robots = Robots::parse(text);
        assert!(robots.allow("/retail"));
        assert!(!robots.allow("/private/x"));
        assert!(robots.allow("/private/open/x"));
        assert!(!Robots::parse("User-agent: *\nDisallow: /").allow("/retail"));
    }

    #[test]
    fn a_group_without_rules_lets_in() {
        let text = "User-agent: competency\nDisallow:\nUser-agent: *\nDisallow: /";
        assert!(Robots::parse(text).allow("/"));
        assert!(Robots::parse("").allow("/"));
        assert!(Robots::parse("<html>Disallow: /</html>").allow("/"));
    }

    #[test]
    fn the_longest_pattern_decides() {
        let rules = |text: &str| Robots::parse(&format!("user-agent:*\n{text}"));
        let robots = rules("Disallow: /*.pdf$\nAllow: /papers/*.pdf$\nDisallow: /magasins/été\nDisallow: /*?print=");
        for (path, allowed) in [
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/papers/a.pdf", true),
            ("/magasins/%C3%A9t%C3%A9/", false),
            ("/a?print=1", false),
            ("/a", true),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        assert!(rules("Disallow: /a\nAllow: /a").allow("/a"));
        assert!(!fits("/a*b*c$", "/a-b-c-d"));
        assert!(fits("/a*b*c$", "/a-b-c-c"));
    }

    #[test]
    fn a_hostile_pattern_costs_little() {
        let pattern = "/*a".repeat(20_000);
        assert!(!fits(&pattern, &"/a".repeat(10_000)));
    }
}

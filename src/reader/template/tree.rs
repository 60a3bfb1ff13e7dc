//! Looking into the tree of a template, whose three languages spell the same names in their own ways.

use std::collections::BTreeSet;

use crate::evidence::Spot;
use crate::source::{Key, Node, Source, Value};

/// Whether two names are one: `BucketName`, `bucketName` and `bucket_name`.
pub fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> Vec<u8> {
        name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect()
    };
    one.len().abs_diff(other.len()) < 8 && plain(one) == plain(other)
}

/// The entries of a table.
pub fn entries(node: &Node) -> &[(Key, Node)] {
    node.as_table().unwrap_or_default()
}

/// The items of a list; a single value is a list of one.
pub fn items(node: &Node) -> &[Node] {
    node.as_list().unwrap_or(std::slice::from_ref(node))
}

/// The values at a path such as `EncryptionAtRestOptions.Enabled`, through every list on the way.
pub fn at<'a>(node: &'a Node, path: &str) -> Vec<&'a Node> {
    let mut nodes = vec![node];
    for name in path.split('.') {
        let tables = nodes.into_iter().flat_map(items);
        nodes = tables.flat_map(entries).filter(|(key, _)| same(&key.name, name)).map(|(_, value)| value).collect();
    }
    nodes.into_iter().flat_map(items).collect()
}

/// The words of a value that is written out; one that is computed has none.
pub fn literal(node: &Node) -> Option<&str> {
    node.as_text().map(str::trim).filter(|text| !text.is_empty() && !text.contains("${"))
}

/// The literal at a path, if there is one.
pub fn word<'a>(node: &'a Node, path: &str) -> Option<&'a str> {
    at(node, path).into_iter().find_map(literal)
}

/// A yes or no that is written out.
pub fn truth(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Boolean(truth) => Some(*truth),
        _ if literal(node)?.eq_ignore_ascii_case("true") => Some(true),
        _ if literal(node)?.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Shows every value below this one and itself.
pub fn walk<'a>(node: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    visit(node);
    for item in node.as_list().unwrap_or_default() {
        walk(item, visit);
    }
    for (_, value) in entries(node) {
        walk(value, visit);
    }
}

/// What a value may refer to: the names in `{Ref: …}`, `{Fn::GetAtt: …}` and `${…}`. `${a.b.c}` may mean `a` or `a.b`.
pub fn references(node: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(node, &mut |node| {
        for (key, value) in entries(node) {
            if key.name == "Ref" || key.name == "Fn::GetAtt" {
                let name = items(value).first().and_then(Node::as_text).unwrap_or_default();
                found.insert(name.split('.').next().unwrap_or(name).to_owned());
            }
        }
        for part in node.as_text().unwrap_or_default().split("${").skip(1) {
            let inside = part.split('}').next().unwrap_or(part);
            let is_sign = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'));
            for path in inside.split(is_sign).filter(|path| !path.is_empty()) {
                let mut dots = path.match_indices('.').map(|(at, _)| at);
                let first = dots.next().unwrap_or(path.len());
                let second = dots.next().unwrap_or(path.len());
                found.extend([path[..first].to_owned(), path[..second].to_owned()]);
            }
        }
    });
    found
}

/// The place of a byte.
pub fn spot(source: &Source, offset: usize) -> Spot {
    Spot::Line(u32::try_from(source.position(offset).line).unwrap_or(u32::MAX))
}

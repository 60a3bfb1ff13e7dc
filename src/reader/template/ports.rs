//! Security groups that let the whole internet in.

use super::tree::{at, items, literal, same, word};
use crate::evidence::Exposed;
use crate::source::Node;

/// Everybody, in both versions of the protocol.
const EVERYBODY: [&str; 2] = ["0.0.0.0/0", "::/0"];

/// Properties that name who is let in.
const RANGES: [&str; 6] = ["CidrIp", "CidrIpv6", "cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"];

/// The first and the last port.
const ALL: (u16, u16) = (0, u16::MAX);

/// Rules of a resource that let everybody reach ports other than 80 and 443, which the front end of a website opens. A
/// port that is computed is not known, and not told.
pub fn of<'a>(kind: &str, body: &'a Node) -> Vec<(Exposed, &'a Node)> {
    let rules = match kind {
        "AWS::EC2::SecurityGroup" => [at(body, "SecurityGroupIngress"), at(body, "ingress")].concat(),
        "AWS::EC2::SecurityGroupIngress" if word(body, "type").is_none_or(|kind| same(kind, "ingress")) => {
            items(body).iter().collect()
        }
        _ => Vec::new(),
    };
    let open = |rule: &&'a Node| {
        RANGES.iter().flat_map(|range| at(rule, range)).filter_map(literal).any(|range| EVERYBODY.contains(&range))
    };
    let exposed = |rule: &'a Node| {
        let (from, to) = ports(rule)?;
        let is_website = from == to && matches!(from, 80 | 443);
        (!is_website).then_some((Exposed::Ports(from, to), rule))
    };
    rules.into_iter().filter(open).filter_map(exposed).collect()
}

/// The ports of a rule; those of ping and its like are none.
fn ports(rule: &Node) -> Option<(u16, u16)> {
    let protocol = word(rule, "IpProtocol").or(word(rule, "protocol"))?;
    if matches!(protocol, "-1" | "all") {
        return Some(ALL);
    }
    if !["tcp", "udp", "6", "17"].contains(&protocol.to_lowercase().as_str()) {
        return None;
    }
    let port = |name: &str| word(rule, name).map(str::parse::<i64>);
    match (port("FromPort"), port("ToPort")) {
        (None, None) if at(rule, "FromPort").is_empty() => Some(ALL),
        (Some(Ok(-1)), _) => Some(ALL),
        (Some(Ok(from)), Some(Ok(to))) => Some((u16::try_from(from).ok()?, u16::try_from(to).ok()?)),
        _ => None,
    }
}

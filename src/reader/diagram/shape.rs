//! The names of AWS shapes in draw.io, in words.

/// Parts of a style that say which AWS shape is drawn.
const KEYS: [&str; 3] = ["shape", "resIcon", "grIcon"];

/// Shapes that say only that an icon or a frame is drawn; which one stands beside them.
const FRAMES: [&str; 4] = ["resourceIcon", "productIcon", "group", "groupCenter"];

/// The AWS shapes that a cell's style names, as words: `application_load_balancer` is “application load balancer”.
pub fn names(style: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in style.split(';').filter_map(|part| part.split_once('=')) {
        // `mxgraph.aws4.lambda`, `mxgraph.aws3.lambda`; not the shapes of other vendors.
        let shape = value.strip_prefix("mxgraph.aws").and_then(|rest| rest.split_once('.'));
        let Some((_, shape)) = shape.filter(|_| KEYS.contains(&key.trim())) else { continue };
        if !FRAMES.contains(&shape) && !shape.is_empty() {
            names.push(in_words(shape));
        }
    }
    names.dedup();
    names
}

fn in_words(shape: &str) -> String {
    let name = shape.strip_prefix("group_").unwrap_or(shape);
    // draw.io draws its subnets, public and private, with the icon it calls a security group; its security group
    // itself is a plain dashed frame without an icon.
    if shape == "group_security_group" {
        return "subnet".to_owned();
    }
    let name = name.strip_suffix("_alt").unwrap_or(name);
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    // `cloudwatch_2` and `vpc2` are newer drawings of the same thing; `s3`, `ec2` and `route_53` are names.
    let number = &name[bare.len()..];
    let is_drawing = !number.is_empty() && (bare.ends_with('_') && number.len() == 1 || bare.ends_with("vpc"));
    let name = if is_drawing { bare } else { name };
    name.split(['_', '.']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_named_in_words() {
        let name = |icon: &str| names(&format!("shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{icon};html=1"));
        for (icon, words) in [
            ("application_load_balancer", "application load balancer"),
            ("cloudwatch_2", "cloudwatch"),
            ("route_53", "route 53"),
            ("s3", "s3"),
            ("lambda_function", "lambda function"),
        ] {
            assert_eq!(name(icon), [words]);
        }
    }

    #[test]
    fn groups_are_what_they_show() {
        let name = |icon: &str| names(&format!("shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.{icon}"));
        assert_eq!(name("group_vpc2"), ["vpc"]);
        assert_eq!(name("group_aws_cloud_alt"), ["aws cloud"]);
        assert_eq!(name("group_security_group"), ["subnet"]);
        assert!(names("shape=mxgraph.azure.storage;fillColor=none").is_empty());
    }
}

//! What a formula says beside its value: the address of `HYPERLINK("https://…", "words")`.

/// The address that a formula links its cell to, where it is written in the formula itself.
pub fn link(formula: &str) -> Option<String> {
    let rest = formula.trim().strip_prefix("HYPERLINK(")?.trim_start().strip_prefix('"')?;
    let (address, _) = rest.split_once('"')?;
    (!address.is_empty() && !address.starts_with('#')).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_written_address_is_a_link() {
        assert_eq!(link(r#"HYPERLINK("runbook.docx", "Runbook")"#).as_deref(), Some("runbook.docx"));
        for formula in ["", "SUM(A1:A2)", r##"HYPERLINK("#Sheet2!A1")"##, "HYPERLINK(A1)", r#"HYPERLINK("x"#] {
            assert_eq!(link(formula), None, "{formula}");
        }
    }
}

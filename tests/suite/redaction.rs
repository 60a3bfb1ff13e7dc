//! `--redact`: no format tells who the customers are that are not public, and every format still tells the rest.

use super::escaping;
use super::folder::Folder;

/// The complete example, with private names where nobody looks: a statement, the names of files, an attestation; and with a
/// gap of each, for the reports that tell gaps alone.
fn folder() -> Folder {
    let folder = Folder::empty();
    std::fs::rename(Folder::copy_of("retail/complete").path(), folder.path().join("evidence")).expect("moved");
    let statements = folder.read("evidence/statements.md");
    let told = "## C-1.1\n\nAs for FRESHLANE and 云禾超市 in account 7777-8888-9999; ask ops@freshlane.example.\n\n";
    folder.write("evidence/statements.md", statements.replacen("## C-1.1\n", told, 1));
    folder.write("evidence/Freshlane DR notes.md", "# Notes\n\nNothing of use stands here, and nobody asks for it.\n");
    for study in ["freshlane", "yunhe-supermarkets"] {
        folder.edit(
            &format!("evidence/case-studies/{study}/case-study.md"),
            "\nstage: production\n",
            "\nstage: pilot\n",
        );
    }
    let attestations = folder.read("evidence/attestations.toml");
    folder.write(
        "evidence/attestations.toml",
        attestations.replacen("statement = \"", "statement = \"At Freshlane: ", 1),
    );
    folder
}

#[test]
fn no_format_tells_a_customer_that_is_not_public() {
    let folder = folder();
    let secrets = ["freshlane", "yunhe", "云禾", "777788889999", "7777-8888-9999"];
    let known = ["Harbour", "harbour-and-hale", "Tilleul"];
    for (language, pseudonym) in [("en", "customer-1"), ("fr", "client-1"), ("zh", "客户-1")] {
        let open = escaping::said(&folder, &["--lang", language]);
        let redacted = escaping::said(&folder, &["--redact", "--lang", language]);
        for ((format, _, before), (_, bytes, after)) in open.into_iter().zip(redacted) {
            let raw = String::from_utf8_lossy(&bytes).to_lowercase();
            for secret in secrets {
                let told = after.to_lowercase().lines().find(|line| line.contains(secret)).map(str::to_owned);
                assert_eq!(told, None, "{format} tells {secret}");
                assert!(!raw.contains(secret), "{format} holds {secret}");
            }
            assert!(before.to_lowercase().contains("freshlane"), "{format} told it without --redact");
            assert!(after.contains(pseudonym), "{format} has no {pseudonym}");
            for name in known {
                assert!(after.contains(name) || !before.contains(name), "{format} hides {name}, which is public");
            }
        }
    }
}

#[test]
fn what_will_be_public_only_later_is_hidden_until_then() {
    let folder = folder();
    let study = "evidence/case-studies/harbour-and-hale/case-study.md";
    let published = folder.read(study);
    let day = published.lines().find(|line| line.trim().starts_with("published:")).expect("it is public").to_owned();
    folder.edit(study, &day, "  published: 2026-11-17");
    let told = |folder: &Folder| {
        escaping::said(folder, &["--redact"]).into_iter().any(|(_, _, seen)| seen.contains("Harbour"))
    };
    assert!(!told(&folder));
    folder.edit(study, "  published: 2026-11-17", "  published: 2026-11-16");
    assert!(told(&folder));
}

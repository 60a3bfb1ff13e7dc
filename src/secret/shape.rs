//! What only looks like a secret: examples of a documentation, things to be put in, names of where the secret really is.

/// Words of examples and of things to be put in, in lower case.
const MADE_UP: [&str; 22] = [
    "example",
    "sample",
    "placeholder",
    "changeme",
    "change-me",
    "change_me",
    "xxxx",
    "****",
    "....",
    "…",
    "redacted",
    "masked",
    "dummy",
    "not-a-real",
    "insert",
    "replace",
    "exemple",
    "remplac",
    "votre",
    "示例",
    "您的",
    "占位",
];

/// What stands in the name of where a secret is kept, and in no secret, in lower case.
const REFERS: [&str; 25] = [
    "${",
    "$(",
    "{{",
    "%(",
    "<",
    "arn:",
    "resolve:",
    "secretsmanager",
    "::",
    "process.env",
    "os.environ",
    "getenv",
    "!ref",
    "!sub",
    "!getatt",
    "!importvalue",
    "var.",
    "local.",
    "data.",
    "module.",
    "file:",
    "ssm:",
    "vault:",
    "enc[",
    "http",
];

/// What a password goes through, in lower case.
const ALGORITHMS: [&str; 11] =
    ["argon2", "bcrypt", "scrypt", "pbkdf2", "sha256", "sha-256", "sha512", "sha-512", "aes256", "aes-256", "oauth2"];

/// Words that name what belongs there, in lower case, with neither a digit nor a sign beside them.
const NAMES: [&str; 13] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "username",
    "motdepasse",
    "mot_de_passe",
    "required",
    "optional",
    "securestring",
    "encrypted",
    "rotated",
];

/// The same, where they stand alone.
const ALONE: [&str; 6] = ["pass", "pwd", "user", "none", "null", "undefined"];

/// So many characters of the alphabet or of the digits one after the other are no accident in a value that is not long.
const IN_ORDER: usize = 6;

/// From so many bytes on a value may hold lengths and zeros, which are as regular as an example.
const LONG: usize = 64;

/// Whether a value that is said to be random is one that an author made up. A random one of sixteen letters has eight
/// different ones, and six in order in one of many millions.
pub fn is_made_up(value: &str) -> bool {
    let lower = value.to_lowercase();
    let distinct = {
        let mut letters: Vec<_> = value.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        letters.len()
    };
    says_so(&lower) || distinct < 8 || value.len() < LONG && longest_order(value.as_bytes()) >= IN_ORDER
}

/// Whether a value in the place of a password is none: something to be put in, or the name of where it is kept.
pub fn is_reference(value: &str) -> bool {
    let lower = value.to_lowercase();
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| lower.starts_with(beginning));
    let holds = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let is_call = value.contains('(') && value.contains(['.', ')']);
    let is_bare = !lower.contains(|c: char| c.is_ascii_digit() || "!@#$%^&*".contains(c));
    says_so(&lower)
        || begins(&["/", "./", "../", "~/", "$", "{", "[", "(", "your", "my-", "my_", "the-", "some-"])
        || value.len() > 1 && value.starts_with('%') && value.ends_with('%')
        || is_call
        || lower.chars().all(|c| lower.starts_with(c))
        || holds(&REFERS)
        || holds(&ALGORITHMS)
        || is_bare && holds(&NAMES)
        || ALONE.contains(&lower.as_str())
}

/// Whether small letters, capitals and digits change as often as they do by chance, and not as in a name of words: once in
/// four letters. A capital that begins a word changes nothing.
pub fn is_woven(value: &str) -> bool {
    let kind = |byte: u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let kinds: Vec<_> = value.bytes().map(kind).filter(|kind| *kind < 3).collect();
    let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1] && pair != &[1, 0]).count();
    changes * 4 >= kinds.len()
}

/// How many of small letters, capitals, digits and signs a value mixes. A capital at its beginning, and signs that words
/// of prose end with or are joined by, are none.
pub fn classes(value: &str) -> usize {
    let inner = value.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '）', '。', '，']);
    let rest = inner.get(1..).unwrap_or_default();
    let has = |is: fn(char) -> bool| usize::from(inner.contains(is));
    let capitals = usize::from(rest.contains(|c: char| c.is_ascii_uppercase()));
    has(|c| c.is_ascii_lowercase())
        + capitals
        + has(|c| c.is_ascii_digit())
        + has(|c| c.is_ascii_punctuation() && !"-_./'’()[],:".contains(c))
}

fn says_so(lower: &str) -> bool {
    MADE_UP.iter().any(|word| lower.contains(word))
}

/// The longest run of letters or digits that follow one another, or are the same.
fn longest_order(value: &[u8]) -> usize {
    let longest = |step: u8| {
        let (mut longest, mut run) = (0, 1);
        for pair in value.windows(2) {
            run = if pair[1] == pair[0].wrapping_add(step) { run + 1 } else { 1 };
            longest = longest.max(run);
        }
        longest
    };
    longest(0).max(longest(1))
}

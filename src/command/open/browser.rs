//! The browser: the one that `BROWSER` names, else that of the system.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Something took it.
    Opened,
    /// Nothing would.
    NoBrowser,
    /// There is no screen to show it on.
    NoScreen,
}

/// How long something that the system starts has to refuse the page.
const REFUSES_WITHIN: Duration = Duration::from_secs(2);

/// Opens a page. What `BROWSER` names may be a browser for the terminal: it has the terminal until it ends.
pub fn open(file: &Path) -> Shown {
    let named = std::env::var("BROWSER").unwrap_or_default();
    let browsers = || named.split(':').map(str::trim).filter(|browser| !browser.is_empty());
    if browsers().next().is_some() {
        let url = url(file);
        let is_opened = |browser: &str| {
            let (program, arguments) = command(browser, &url)?;
            Command::new(program).args(arguments).status().ok().filter(std::process::ExitStatus::success)
        };
        return if browsers().any(|browser| is_opened(browser).is_some()) { Shown::Opened } else { Shown::NoBrowser };
    }
    if !has_screen() {
        return Shown::NoScreen;
    }
    match open::that_detached_with_timeout(file, REFUSES_WITHIN) {
        Ok(()) => Shown::Opened,
        Err(_) => Shown::NoBrowser,
    }
}

/// The program of one entry of `BROWSER` and its arguments: the page stands for `%s`, else at the end.
fn command(browser: &str, url: &str) -> Option<(String, Vec<String>)> {
    let mut words = browser.split_whitespace().map(str::to_owned);
    let program = words.next()?;
    let mut arguments: Vec<_> = words.collect();
    if !arguments.iter().any(|argument| argument.contains("%s")) {
        arguments.push("%s".to_owned());
    }
    Some((program, arguments.into_iter().map(|argument| argument.replace("%s", url)).collect()))
}

/// The address of a file: bytes that mean something in an address are escaped.
fn url(file: &Path) -> String {
    let path = file.as_os_str().as_encoded_bytes();
    let mut url = if path.starts_with(b"/") { "file://".to_owned() } else { "file:///".to_owned() };
    for byte in path {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => url.push(char::from(*byte)),
            #[cfg(windows)]
            b':' => url.push(':'),
            #[cfg(windows)]
            b'\\' => url.push('/'),
            _ => {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    url
}

/// Whether anything could be shown: elsewhere than on Windows and a Mac, a program asks a display server.
fn has_screen() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].into_iter().any(is_set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stands_where_the_browser_wants_it() {
        let of = |browser: &str| command(browser, "file:///a%20b").map(|(program, rest)| (program, rest.join("|")));
        assert_eq!(of("firefox"), Some(("firefox".to_owned(), "file:///a%20b".to_owned())));
        assert_eq!(of("w3m -T %s -x"), Some(("w3m".to_owned(), "-T|file:///a%20b|-x".to_owned())));
        assert_eq!(of(" "), None);
    }

    #[cfg(unix)]
    #[test]
    fn what_means_something_in_an_address_is_escaped() {
        assert_eq!(url(Path::new("/tmp/a b#c?d%\n公.html")), "file:///tmp/a%20b%23c%3Fd%25%0A%E5%85%AC.html");
    }
}

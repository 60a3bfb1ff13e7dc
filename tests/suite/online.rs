//! `check --online`: the pages of the partner are looked at on the web, and without it nothing leaves the machine.

use clap::ValueEnum;
use competency::report::Format;

use super::folder::{AS_OF, Folder, example};
use super::run::{Run, run_in};
use super::server::{Reply, Server, answer, html, not_found, redirect};

/// A website as the complete example declares it.
const PAGES: [(&str, &str); 5] = [
    ("/", "<title>Quayside</title><a href='/retail'>Retail</a> <a href='{own}/blog#news'>Blog</a>"),
    ("/retail", "<title>Retail</title>Retail on AWS. <a href='retail/harbour-and-hale'>Harbour &amp; Hale</a>"),
    ("/retail/harbour-and-hale", "<title>Harbour</title>41 stores on Amazon Web Services"),
    ("/blog", "<title>Blog</title><a href='/blog/maison-tilleul-reassort'>Maison Tilleul</a>"),
    ("/blog/maison-tilleul-reassort", "<title>Maison</title>94 magasins sur AWS"),
];

/// The facts of the complete example with a website of their own, of which some pages answer otherwise.
fn website(other: impl Fn(&str, &str) -> Option<Reply> + Send + Sync + 'static) -> (Server, Folder) {
    let server = Server::new(move |own, path| {
        let page = || PAGES.iter().find(|(known, _)| *known == path);
        let known = || page().map_or_else(|| not_found("nothing"), |(_, body)| html(&body.replace("{own}", own)));
        other(own, path).unwrap_or_else(known)
    });
    let folder = Folder::empty();
    let studies = ["harbour-and-hale", "maison-tilleul", "yunhe-supermarkets", "freshlane"];
    let studies = studies.map(|study| format!("case-studies/{study}/case-study.md"));
    for file in studies.iter().map(String::as_str).chain(["competency.toml"]) {
        let text = std::fs::read_to_string(example("retail/complete").join(file)).expect("it ships");
        folder.write(file, text.replace("https://www.quayside.example", &server.address));
    }
    (server, folder)
}

fn check(folder: &Folder, more: &[&str]) -> Run {
    let asked = ["check", "--program", "retail", "--as-of", AS_OF, "--only", "P-2.2,P-3.1", "--no-cache"];
    run_in(folder.path(), &[&asked, more].concat())
}

/// The check of such a website on the web, in one line for each paragraph.
fn online(other: impl Fn(&str, &str) -> Option<Reply> + Send + Sync + 'static) -> (Run, String) {
    let (server, folder) = website(other);
    let run = check(&folder, &["--online", "--allow-private", "-v"]);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ").replace(&server.address, "SITE");
    (run, told)
}

#[test]
fn a_website_that_is_as_declared_passes() {
    let (run, told) = online(|_, _| None);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(told.contains("clicked through: SITE/, then SITE/blog, then SITE/blog/maison-tilleul-reassort (asked on"));
    assert!(told.contains("SITE/retail: answers 200: “Retail” (asked on "), "{told}");
    assert!(told.contains("for 6 addresses"), "{told}");
}

#[test]
fn many_ways_of_writing_a_link_lead_there() {
    let (run, told) = online(|own, path| {
        let host = own.trim_start_matches("http:").to_owned();
        Some(match path {
            "/" => redirect("/en/"),
            "/en/" => {
                html(&format!("<base href='/en/x/'><a href='../retail/?#top'>a</a> <a href='{host}/blog/'>b</a>"))
            }
            "/retail" => redirect("/en/retail/"),
            "/en/retail/" => html("Retail on AWS <a href='./harbour-and-hale/index.html'>c</a>"),
            "/blog" => html("<a href='/fr/blog/maison-tilleul-reassort'>d</a>"),
            _ => return None,
        })
    });
    // A query makes another page of it.
    assert!(told.contains("SITE/ → (302) SITE/en/: does not link to SITE/retail (asked on"), "{told}");
    assert_eq!(run.status, 1);
    let (run, told) = online(|own, path| {
        let host = own.trim_start_matches("http:").to_owned();
        Some(match path {
            "/" => redirect("/en/"),
            "/en/" => html(&format!("<base href='/en/x/'><a href='../retail/#top'>a</a> <a href='{host}/blog/'>b</a>")),
            "/retail" => redirect("/en/retail/"),
            "/en/retail/" => html("Retail on AWS <a href='./harbour-and-hale/index.html'>c</a>"),
            "/blog" => html("<a href='/fr/blog/maison-tilleul-reassort'>d</a>"),
            _ => return None,
        })
    });
    assert_eq!(run.status, 0, "{told}");
    assert!(told.contains("clicked through: SITE/ → (302) SITE/en/, then SITE/retail → (302) SITE/en/retail/ (asked"));
}

/// A page of the website that answers otherwise, and what is said of it.
fn refused(path: &'static str, reply: Reply, said: &str) {
    let (run, told) = online(move |_, asked| (asked == path).then(|| reply.clone()));
    assert_eq!(run.status, 1, "{path}: {said}\n{}", run.err);
    let said = format!("{said} (asked on ");
    assert!(told.contains(&said), "{said}\n{told}");
}

#[test]
fn a_page_that_visitors_do_not_see_is_named() {
    let study = "/retail/harbour-and-hale";
    let of = |rest: &str| format!("SITE{study}: {rest}");
    refused(study, not_found(""), &of("answers 404, there is no page"));
    refused(study, answer("410 Gone", "", ""), &of("answers 410, there is no page"));
    refused(study, answer("401 No", "", ""), &of("answers 401, whoever has no login stays out"));
    refused(study, answer("500 Oops", "", ""), &of("answers 500 instead of a page"));
    refused(study, Reply::Nothing, &of("the connection broke off before the answer was whole"));
    for title in ["404", "Page not found | Quayside", "Page introuvable", "抱歉，页面不存在"] {
        let page = format!("<title>{title}</title>AWS stores");
        refused(study, html(&page), &of(&format!("answers 200, but its page says that there is none: “{title}”")));
    }
    let login = "<h1>Sign in to continue</h1><form><input type=password></form> AWS stores";
    refused(study, html(login), &of("a login stands before it"));
    refused(study, html("41 stores"), &of("the page does not name AWS"));
    refused(study, html("Amazon Web Services"), &of("the page does not name retail"));
    refused("/retail", html("Retail on AWS"), "SITE/retail: does not link to SITE/retail/harbour-and-hale");
    let script = "Retail on AWS <script>go('<a href=/retail/harbour-and-hale>')</script><!-- <a href=/retail/harbour-and-hale> -->";
    refused("/retail", html(script), "SITE/retail: does not link to SITE/retail/harbour-and-hale");
}

#[test]
fn a_login_and_a_page_for_everything_are_seen_through() {
    let (run, told) = online(|_, path| match path {
        "/retail/harbour-and-hale" => Some(redirect("/account/login?next=x")),
        "/account/login" => Some(html("<title>Quayside</title>AWS stores")),
        _ => None,
    });
    assert_eq!(run.status, 1);
    let way = "SITE/retail/harbour-and-hale → (302) SITE/account/login?next=x";
    assert!(told.contains(way), "{told}");
    let (run, told) = online(|_, path| (path != "/" && path != "/robots.txt").then(|| html("An AWS app for stores")));
    assert_eq!(run.status, 1);
    assert!(told.contains("answers with the same words as SITE/competency-asks-for-a-page"), "{told}");
    // A login in the corner of a page is no wall.
    let corner = "<title>Harbour</title>41 stores on AWS <form>Staff <input type=password></form>";
    let (run, told) = online(move |_, path| (path == "/retail/harbour-and-hale").then(|| html(corner)));
    assert_eq!(run.status, 0, "{told}");
}

#[test]
fn what_robots_txt_keeps_programs_out_of_is_not_met_but_open() {
    let robots = answer("200 OK", "", "User-agent: *\nDisallow: /retail/");
    let (run, told) = online(move |_, path| (path == "/robots.txt").then(|| robots.clone()));
    assert_eq!(run.status, 1);
    let said = "SITE/retail/harbour-and-hale: robots.txt of the host keeps programs out, so nobody has looked";
    assert!(told.contains(said), "{told}");
}

#[test]
fn a_path_that_nobody_declares_is_searched() {
    let undeclared = |more: &'static [(&'static str, &'static str)]| {
        let (server, folder) =
            website(move |_, path| more.iter().find(|(known, _)| *known == path).map(|(_, body)| html(body)));
        let file = "case-studies/harbour-and-hale/case-study.md";
        let text = folder.read(file);
        let declared = text.split("  path:\n").nth(1).and_then(|rest| rest.split("ecommerce").next()).expect("one");
        folder.write(file, text.replace(&format!("  path:\n{declared}"), ""));
        let offline = check(&folder, &[]);
        assert!(offline.out.contains("not stated"), "{}", offline.out);
        assert_eq!((offline.status, server.taken().len()), (1, 0));
        let run = check(&folder, &["--online", "--allow-private", "-v"]);
        (run.status, run.out.split_whitespace().collect::<Vec<_>>().join(" ").replace(&server.address, "SITE"))
    };
    let (status, told) = undeclared(&[]);
    assert_eq!(status, 0, "{told}");
    let way = "found, though not declared: SITE/, then SITE/retail, then SITE/retail/harbour-and-hale (asked on";
    assert!(told.contains(way), "{told}");
    let (status, told) = undeclared(&[
        ("/retail", "Retail on AWS <a href=/a>a</a><a href=/logo.png>b</a><a href=https://a.example/>c</a>"),
        ("/a", "<a href=/b>b</a>"),
        ("/b", "<a href=/retail/harbour-and-hale>too far</a>"),
    ]);
    assert_eq!(status, 1);
    let said = "SITE/: no link to SITE/retail/harbour-and-hale within 3 clicks, 5 pages searched (asked on";
    assert!(told.contains(said), "{told}");
}

#[test]
fn without_the_flag_nothing_leaves_the_machine() {
    let (server, folder) = website(|_, _| None);
    for more in [&["-v"][..], &["--format", "json"], &["--format", "html"]] {
        assert_eq!(check(&folder, more).status, 0);
    }
    for command in [&["select"][..], &["export"], &["forecast"]] {
        let asked = ["--program", "retail", "--as-of", AS_OF];
        assert!(run_in(folder.path(), &[command, &asked].concat()).status < 2);
    }
    assert_eq!(server.taken(), [""; 0]);
}

#[test]
fn a_machine_that_is_not_public_is_asked_only_where_that_is_allowed() {
    let (server, folder) = website(|_, _| None);
    let run = check(&folder, &["--online"]);
    assert_eq!((run.status, server.taken().len()), (1, 0));
    assert!(run.out.contains("visitors of the web come on 80 and 443"), "{}", run.out);
    let run = check(&folder, &["--allow-private"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("--online"), "{}", run.err);
}

#[test]
fn kept_answers_judge_without_a_connection() {
    let (server, folder) = website(|_, path| (path == "/blog").then(|| not_found("")));
    let kept = Folder::empty();
    let file = kept.path().join("web.json").display().to_string();
    let live = check(&folder, &["--online", "--allow-private", "--online-cache", &file]);
    assert_eq!(live.status, 1);
    assert!(!server.taken().is_empty());
    let text = kept.read("web.json");
    let at = text.split("\"at\": \"").nth(1).expect("a moment")[..20].to_owned();
    kept.write("web.json", text.replace(&at, "2026-11-09T14:03:07Z"));

    let offline = |lang: &str| check(&folder, &["--online-cache", &file, "--lang", lang, "-v"]);
    let run = offline("en");
    assert_eq!(server.taken(), [""; 0]);
    assert_eq!((run.status, &run.out), (1, &offline("en").out));
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("the oldest from 2026-11-09, 14:03 UTC: 7 days before the assessment date"), "{told}");
    assert!(told.contains("/blog: answers 404, there is no page (asked on 2026-11-09 at 14:03 UTC)"), "{told}");
    let french = offline("fr").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(french.contains("soit 7 jours avant la date d’évaluation"), "{french}");
    assert!(offline("zh").out.contains("返回 404"));

    let dropped = kept.read("web.json").replace("/blog/maison-tilleul-reassort\": {", "/elsewhere\": {");
    kept.write("web.json", dropped);
    let told = offline("en").out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("/blog/maison-tilleul-reassort: it is not among the answers that were kept"), "{told}");
    assert_eq!(server.taken(), [""; 0]);
}

#[test]
fn a_file_that_keeps_no_answers_is_refused() {
    let (_, folder) = website(|_, _| None);
    let kept = Folder::empty();
    let file = kept.path().join("web.json").display().to_string();
    let refused = |said: &str| {
        let run = check(&folder, &["--online-cache", &file]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains(said) && run.err.contains("write it anew: --online --online-cache"), "{}", run.err);
    };
    refused("web.json");
    kept.write("web.json", "{\n  \"answers\": 3}");
    refused("web.json:2:");
    kept.write("web.json", "{\"competency_online\": 9, \"answers\": {}}");
    refused("a newer version of this program wrote it (form 9)");
    kept.write("web.json", "{\"competency_online\": 1, \"answers\": {}, \"more\": 1}");
    refused("web.json:1:");
    kept.write("web.json", "{\"competency_online\": 1, \"answers\": {}}");
    assert_eq!(check(&folder, &["--online-cache", &file]).status, 1);
}

#[test]
fn what_a_page_says_is_obeyed_by_no_format() {
    let hostile = "404 \u{1b}[2J\u{202e}<script>alert(1)</script>\n::error::no | `x` {{ y }}";
    let page = format!("<title>{}</title>AWS stores", hostile.replace('<', "&lt;"));
    let (_, folder) = website(move |_, path| (path == "/retail/harbour-and-hale").then(|| html(&page)));
    let kept = Folder::empty();
    let file = kept.path().join("web.json").display().to_string();
    check(&folder, &["--online", "--allow-private", "--online-cache", &file]);
    for format in Format::value_variants() {
        let name = format.to_possible_value().expect("shown").get_name().to_owned();
        let run = check(&folder, &["--online-cache", &file, "--format", &name]);
        assert_eq!(run.status, 1, "{name}: {}", run.err);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{name}");
        assert!(!run.out.lines().any(|line| line.starts_with("::error::no")), "{name}");
        let is_markup = matches!(name.as_str(), "html" | "markdown" | "junit" | "github-summary");
        assert!(!is_markup || !run.out.contains("<script>alert"), "{name}");
    }
}

//! Hosts that mean no good: whatever they answer, it is bounded, and what came is named.

use std::time::Duration;

use competency::evidence::web::{Answer, Came, Fault, Limit};
use competency::web::{Client, Limits};

use super::server::{Reply, Server, answer, html, not_found, redirect};

/// Little enough that no test waits for long.
const LITTLE: Limits = Limits {
    requests: 20,
    each: Duration::from_millis(400),
    whole: Duration::from_mins(1),
    page: 64 * 1024,
    bytes: 1024 * 1024,
};

fn client(limits: Limits) -> Client {
    Client::new(limits, true).expect("this processor has what it takes")
}

/// What a host answers whose pages answer so; it has no robots.txt.
fn asked(limits: Limits, reply: impl Fn(&str, &str) -> Reply + Send + Sync + 'static) -> Answer {
    let server = Server::new(move |own, path| if path == "/robots.txt" { not_found("") } else { reply(own, path) });
    client(limits).answer(&format!("{}/", server.address))
}

fn fault(limits: Limits, reply: impl Fn(&str, &str) -> Reply + Send + Sync + 'static) -> Fault {
    match asked(limits, reply).came {
        Came::Fault(fault) => fault,
        Came::Page(page) => panic!("a page: {page:?}"),
    }
}

fn bytes(text: &str) -> Reply {
    Reply::Bytes(text.as_bytes().to_vec())
}

#[test]
fn redirects_are_followed_to_an_end() {
    let answer = asked(LITTLE, |own, path| match path {
        "/" => redirect("/fr/"),
        "/fr/" => redirect(&format!("{own}/there#top")),
        _ => html("<title>There</title>"),
    });
    let page = answer.page().expect("a page");
    assert!(page.url.ends_with("/there"));
    assert_eq!(answer.redirects.iter().map(|redirect| redirect.status).collect::<Vec<_>>(), [302, 302]);

    assert_eq!(fault(LITTLE, |_, path| redirect(if path == "/" { "/a" } else { "/" })), Fault::Loop);
    assert_eq!(fault(LITTLE, |_, _| redirect("/")), Fault::Loop);
    assert_eq!(fault(LITTLE, |_, path| redirect(&format!("{path}a"))), Fault::Redirects(10));
    assert_eq!(fault(LITTLE, |_, _| answer_without_location()), Fault::Nowhere);
    for to in ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/", "https://[", "http://a b/"] {
        let fault = fault(LITTLE, move |_, _| redirect(to));
        assert_eq!(fault, Fault::Address(to.to_owned()), "{to}");
    }
}

fn answer_without_location() -> Reply {
    answer("302 Found", "", "")
}

#[test]
fn an_address_that_holds_a_password_is_not_asked() {
    let server = Server::new(|_, _| html("x"));
    let url = server.address.replace("//", "//user:secret@");
    assert!(matches!(client(LITTLE).answer(&url).came, Came::Fault(Fault::Address(_))));
    assert_eq!(server.taken(), [""; 0]);
}

#[test]
fn a_machine_that_is_not_public_is_not_asked() {
    let server = Server::new(|_, _| html("x"));
    let port = server.address.rsplit(':').next().expect("a port").to_owned();
    let mut public = Client::new(LITTLE, false).expect("this processor has what it takes");
    for (url, expected) in [
        (format!("http://127.0.0.1:{port}/"), Fault::Port(port.parse().expect("a number"))),
        ("http://127.0.0.1/".to_owned(), Fault::Private("127.0.0.1".to_owned())),
        ("http://0.0.0.0/".to_owned(), Fault::Private("0.0.0.0".to_owned())),
        ("http://169.254.169.254/latest/meta-data/".to_owned(), Fault::Private("169.254.169.254".to_owned())),
        ("https://[::ffff:10.0.0.1]/".to_owned(), Fault::Private("::ffff:10.0.0.1".to_owned())),
        ("https://[fd00:ec2::254.1]/".to_owned(), Fault::Address("https://[fd00:ec2::254.1]/".to_owned())),
    ] {
        assert_eq!(public.answer(&url).came, Came::Fault(expected), "{url}");
    }
    assert_eq!(server.taken(), [""; 0]);
}

#[test]
fn a_host_that_does_not_finish_is_left() {
    let late = Fault::Late(1);
    assert_eq!(fault(LITTLE, |_, _| Reply::Slow(b"HTTP/1.1 200 OK\r\nX-Slow: ".to_vec())), late);
    assert_eq!(fault(LITTLE, |_, _| Reply::Slow(b"HTTP/1.1 200 OK\r\n".to_vec())), late);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    assert_eq!(
        fault(LITTLE, move |_, _| Reply::Slow(format!("{head}Content-Length: 9000\r\n\r\n").into_bytes())),
        late
    );
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n1\r\n");
    assert_eq!(fault(LITTLE, move |_, _| Reply::Slow(chunked.clone().into_bytes())), late);
}

#[test]
fn a_body_without_end_is_cut() {
    let long = Limits { each: Duration::from_mins(1), ..LITTLE };
    for length in ["", "Content-Length: 999999999999\r\n"] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n<title>Long</title>");
        let again = "AWS ".repeat(1000);
        let answer = asked(long, move |_, _| Reply::Endless(head.clone().into_bytes(), again.clone().into_bytes()));
        let page = answer.page().expect("a page");
        assert_eq!(page.title, "Long");
        assert!(page.words.len() <= 64 * 1024 && page.words.starts_with("AWS AWS"));
    }
    let head = b"HTTP/1.1 200 OK\r\n".to_vec();
    assert_eq!(fault(long, move |_, _| Reply::Endless(head.clone(), b"X-Y: z\r\n".to_vec())), Fault::Garbled);
    let line = b"HTTP/1.1 200 OK\r\nX: ".to_vec();
    assert_eq!(fault(long, move |_, _| Reply::Endless(line.clone(), vec![b'x'; 4096])), Fault::Garbled);
}

#[test]
fn what_is_no_answer_is_named() {
    let whole = Limits { each: Duration::from_mins(1), ..LITTLE };
    assert_eq!(fault(whole, |_, _| Reply::Nothing), Fault::BrokenOff);
    assert_eq!(
        fault(whole, |_, _| bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<h1>AWS")),
        Fault::BrokenOff
    );
    assert_eq!(fault(whole, |_, _| bytes("SSH-2.0-OpenSSH_9.9\r\n\r\n")), Fault::Garbled);
    assert_eq!(fault(whole, |_, _| answer("200 OK", "Content-Encoding: gzip\r\n", "\u{1f}bomb")), Fault::Packed);
    let unused = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound");
    assert_eq!(client(whole).answer(&format!("http://{unused}/")).came, Came::Fault(Fault::Refused));
    let name = client(whole).answer("http://no-such-host.invalid/").came;
    assert_eq!(name, Came::Fault(Fault::NoSuchHost));
}

#[test]
fn words_in_no_encoding_are_read_as_far_as_they_go() {
    let reply = || {
        let mut reply =
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<p>AWS\xff\xfe\0 ok".to_vec();
        reply.truncate(reply.len());
        Reply::Bytes(reply)
    };
    let answer = asked(LITTLE, move |_, _| reply());
    let page = answer.page().expect("a page");
    assert!(page.words.starts_with("AWS\u{fffd}\u{fffd}"), "{:?}", page.words);
}

#[test]
fn the_whole_has_limits() {
    let server = Server::new(|_, path| if path == "/robots.txt" { not_found("") } else { html(&"x".repeat(40_000)) });
    let ask = |limits: Limits| {
        let mut client = client(limits);
        let answers: Vec<_> = (0..4).map(|n| client.answer(&format!("{}/{n}", server.address))).collect();
        server.taken();
        answers
    };
    let answers = ask(Limits { requests: 3, ..LITTLE });
    assert_eq!(answers.iter().filter(|answer| answer.page().is_some()).count(), 2);
    assert_eq!(answers[3], Answer::unasked(Fault::Limit(Limit::Requests(3))));
    let answers = ask(Limits { bytes: 60_000, ..LITTLE });
    assert_eq!(answers.iter().filter(|answer| answer.page().is_some()).count(), 2);
    assert_eq!(answers[2], Answer::unasked(Fault::Limit(Limit::Mebibytes(0))));
    let answers = ask(Limits { whole: Duration::ZERO, ..LITTLE });
    assert_eq!(answers[0], Answer::unasked(Fault::Limit(Limit::Seconds(0))));
}

#[test]
fn robots_txt_is_obeyed_and_asked_for_once() {
    let server = Server::new(|_, path| match path {
        "/robots.txt" => answer("200 OK", "Content-Type: text/plain\r\n", "User-agent: *\nDisallow: /private"),
        "/go" => redirect("/private/x"),
        _ => html("x"),
    });
    let mut client = client(LITTLE);
    let url = |path: &str| format!("{}{path}", server.address);
    assert_eq!(client.answer(&url("/private/a")), Answer::unasked(Fault::Robots));
    assert_eq!(client.answer(&url("/go")).came, Came::Fault(Fault::Robots));
    assert!(client.answer(&url("/open")).page().is_some());
    assert_eq!(server.taken(), ["/robots.txt", "/go", "/open"]);

    let ill = Server::new(|_, path| if path == "/robots.txt" { answer("503 No", "", "") } else { html("x") });
    assert_eq!(self::client(LITTLE).answer(&ill.address), Answer::unasked(Fault::RobotsUnknown));
    assert_eq!(ill.taken(), ["/robots.txt"]);
    let endless = Server::new(|_, path| match path {
        "/robots.txt" => Reply::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), b"User-agent: *\nDisallow: /\n".to_vec()),
        _ => html("x"),
    });
    let patient = Limits { each: Duration::from_mins(1), ..LITTLE };
    assert_eq!(self::client(patient).answer(&endless.address), Answer::unasked(Fault::Robots));
}

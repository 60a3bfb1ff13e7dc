//! Encrypted connections, with certificates that hold and that do not.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{CertificateError, ServerConfig, ServerConnection, Stream};
use ureq::tls::Certificate as Authority;

use super::fetch::{cryptography, tls_fault};
use super::*;
use crate::evidence::web::Certificate;

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/tls/", $name))
    };
}

/// Serves pages with a certificate of our own authority, and returns the address.
fn serve(certificate: &'static [u8]) -> String {
    let key = PrivateKeyDer::try_from(file!("key.der").as_slice()).expect("a key");
    let config = ServerConfig::builder_with_provider(cryptography().expect("this processor has what it takes"))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate)], key)
        .expect("a certificate");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}/", listener.local_addr().expect("bound"));
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let Ok(mut socket) = socket else { return };
            let mut connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = Stream::new(&mut connection, &mut socket);
            let mut asked = [0; 4096];
            let read = stream.read(&mut asked).unwrap_or_default();
            let found = !asked[..read].starts_with(b"GET /robots.txt");
            let (status, body) = if found { ("200 OK", "<h1>AWS</h1>") } else { ("404 Not Found", "") };
            let head = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n", body.len());
            let _ = write!(stream, "{head}Connection: close\r\n\r\n{body}").and_then(|()| stream.flush());
            connection.send_close_notify();
            let _ = connection.complete_io(&mut socket);
        }
    });
    address
}

/// What is answered there to whoever trusts our authority, or nobody but those of the web.
fn answer(certificate: &'static [u8], trusting: bool) -> Came {
    let ours = RootCerts::new_with_certs(&[Authority::from_der(file!("ca.der")).to_owned()]);
    let roots = if trusting { ours } else { RootCerts::WebPki };
    let mut client = Client::trusting(roots, Limits::default(), true).expect("a client");
    client.answer(&serve(certificate)).came
}

#[test]
fn a_page_comes_over_an_encrypted_connection() {
    let Came::Page(page) = answer(file!("right.der"), true) else { panic!("a page") };
    assert_eq!((page.status, page.headings), (200, vec!["AWS".to_owned()]));
}

#[test]
fn a_certificate_that_does_not_hold_is_named() {
    for (certificate, trusting, fault) in [
        (file!("right.der").as_slice(), false, Certificate::UnknownIssuer),
        (file!("expired.der"), true, Certificate::Expired),
        (file!("early.der"), true, Certificate::NotYetValid),
        (file!("stranger.der"), true, Certificate::WrongName),
    ] {
        assert_eq!(answer(certificate, trusting), Came::Fault(Fault::Certificate(fault)));
    }
    for (error, fault) in
        [(CertificateError::Revoked, Certificate::Revoked), (CertificateError::BadSignature, Certificate::Invalid)]
    {
        assert_eq!(tls_fault(&rustls::Error::InvalidCertificate(error)), Fault::Certificate(fault));
    }
}

#[test]
fn a_host_that_speaks_no_encryption_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}/", listener.local_addr().expect("bound"));
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let _ = socket.map(|mut socket| {
                let _ = socket.read(&mut [0; 4096]);
                let _ = socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            });
        }
    });
    let mut client = Client::new(Limits::default(), true).expect("a client");
    assert_eq!(client.answer(&address).came, Came::Fault(Fault::Encryption));
}

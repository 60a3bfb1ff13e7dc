//! A web server of the test: it answers each path as it is told to, however wrong that is, and knows who came.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What a path answers.
#[derive(Clone)]
pub enum Reply {
    /// These bytes, and the end of the connection.
    Bytes(Vec<u8>),
    /// These bytes, and then the same ones again until nobody listens.
    Endless(Vec<u8>, Vec<u8>),
    /// These bytes one by one, each after the other end has waited for it, then silence.
    Slow(Vec<u8>),
    /// The end of the connection without a word.
    Nothing,
}

/// A server on this machine.
pub struct Server {
    /// Its address, `http://127.0.0.1:49152`.
    pub address: String,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers what `reply` says of a path.
    pub fn new(reply: impl Fn(&str, &str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let paths = Arc::new(Mutex::new(Vec::new()));
        let (reply, known, own) = (Arc::new(reply), Arc::clone(&paths), address.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let (reply, known, own) = (Arc::clone(&reply), Arc::clone(&known), own.clone());
                std::thread::spawn(move || serve(stream, &known, &|path| reply(&own, path)));
            }
        });
        Self { address, paths }
    }

    /// The paths that were asked for since this was asked last, in their order.
    pub fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.paths.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A page that is there.
pub fn html(body: &str) -> Reply {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body)
}

/// A page that says it is not.
pub fn not_found(body: &str) -> Reply {
    answer("404 Not Found", "Content-Type: text/html\r\n", body)
}

/// A redirect.
pub fn redirect(to: &str) -> Reply {
    answer("302 Found", &format!("Location: {to}\r\n"), "")
}

/// A whole answer.
pub fn answer(status: &str, head: &str, body: &str) -> Reply {
    let length = body.len();
    Reply::Bytes(
        format!("HTTP/1.1 {status}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes(),
    )
}

fn serve(mut stream: TcpStream, known: &Mutex<Vec<String>>, reply: &dyn Fn(&str) -> Reply) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or_default() == 1 {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let Some(path) = head.split(' ').nth(1) else { return };
    known.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    let _ = match reply(path) {
        Reply::Bytes(bytes) => stream.write_all(&bytes),
        Reply::Endless(head, again) => {
            let mut written = stream.write_all(&head);
            while written.is_ok() {
                written = stream.write_all(&again);
            }
            written
        }
        Reply::Slow(bytes) => slowly(&mut stream, &bytes),
        Reply::Nothing => Ok(()),
    };
}

fn slowly(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(10)))?;
    for byte in bytes.iter().chain(std::iter::repeat(&b'x')) {
        stream.write_all(std::slice::from_ref(byte))?;
        // Nobody says anything more: this waits, or finds that the other end is gone.
        if stream.read(&mut [0]).is_ok() {
            break;
        }
    }
    Ok(())
}

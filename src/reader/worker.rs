//! Workers: processes of the same program that read documents apart, within limits of time and memory.
//!
//! A request is the ending of the format, the byte at which the narrative begins and the bytes; an answer is JSON. Each
//! part stands behind its length, eight bytes with the least significant first.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::extraction::Job;
use super::format;
use crate::config;

/// The one argument with which a program is started as a worker.
pub const READ_APART: &str = "read-apart";

/// The workers that are idle, and the program that more are started from.
pub struct Workers {
    program: PathBuf,
    time: Duration,
    idle: Mutex<Vec<Worker>>,
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Lost {
    /// No process could be started.
    NotStarted,
    /// The process ended: its reader crashed, or took more memory than it may.
    BrokeOff,
    /// It took more time than it may.
    TooSlow,
}

/// One process.
struct Worker {
    process: Child,
    requests: ChildStdin,
    answers: Receiver<Vec<u8>>,
}

impl Workers {
    /// Workers of a program; none is started yet.
    pub const fn of(program: PathBuf) -> Self {
        Self { program, time: config::MAX_TIME, idle: Mutex::new(Vec::new()) }
    }

    /// Has a document read by an idle worker, or by a new one. What a worker has read before may have cost it memory, so
    /// that a document on which it breaks off gets another.
    pub fn ask(&self, job: &Job<'_>) -> Result<Vec<u8>, Lost> {
        let waiting = self.idle().pop();
        if let Some(worker) = waiting {
            match self.ask_one(worker, job) {
                Err(Lost::BrokeOff) => {}
                answer => return answer,
            }
        }
        self.ask_one(Worker::start(&self.program).map_err(|_| Lost::NotStarted)?, job)
    }

    fn ask_one(&self, mut worker: Worker, job: &Job<'_>) -> Result<Vec<u8>, Lost> {
        let answer = worker.ask(job, self.time)?;
        self.idle().push(worker);
        Ok(answer)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    fn start(program: &Path) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(READ_APART)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(requests), Some(mut output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            while let Ok(Some(answer)) = receive(&mut output, config::MAX_ANSWER) {
                if sender.send(answer).is_err() {
                    break;
                }
            }
        });
        Ok(Self { process, requests, answers })
    }

    fn ask(&mut self, job: &Job<'_>, time: Duration) -> Result<Vec<u8>, Lost> {
        let mut send = || {
            send(&mut self.requests, job.format.endings[0].as_bytes())?;
            send(&mut self.requests, &(job.from as u64).to_le_bytes())?;
            send(&mut self.requests, job.bytes)?;
            self.requests.flush()
        };
        send().map_err(|_| Lost::BrokeOff)?;
        self.answers.recv_timeout(time).map_err(|error| match error {
            RecvTimeoutError::Timeout => Lost::TooSlow,
            RecvTimeoutError::Disconnected => Lost::BrokeOff,
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Answers requests until there are no more: what a worker does.
///
/// # Errors
///
/// A stream that broke off.
pub fn serve(mut requests: impl Read, mut answers: impl Write) -> io::Result<()> {
    limit_memory();
    let mut next = || receive(&mut requests, config::MAX_FILE);
    while let (Some(ending), Some(from), Some(bytes)) = (next()?, next()?, next()?) {
        let from = from.try_into().map_or(0, |from| usize::try_from(u64::from_le_bytes(from)).unwrap_or_default());
        let format = std::str::from_utf8(&ending).ok().and_then(format::of_ending);
        let Some(format) = format else { return Err(io::ErrorKind::InvalidData.into()) };
        let extracted = Job { format, from, bytes: &bytes }.read();
        send(&mut answers, &serde_json::to_vec(&extracted)?)?;
        answers.flush()?;
    }
    Ok(())
}

fn send(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(&(bytes.len() as u64).to_le_bytes())?;
    stream.write_all(bytes)
}

/// The next part; nothing where the stream has ended.
fn receive(stream: &mut impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    if stream.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    stream.read_exact(&mut length[1..])?;
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    stream.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// From here on this process may not take more memory than is declared. Elsewhere than on Unix there is no such limit.
#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = Rlimit { current: Some(config::MAX_MEMORY), maximum: getrlimit(Resource::As).maximum };
    let _ = setrlimit(Resource::As, limit);
}

#[cfg(not(unix))]
fn limit_memory() {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Text;
    use crate::reader::{extraction::Extracted, markdown};

    const JOB: Job<'_> = Job { format: &markdown::FORMAT, from: 0, bytes: b"# Failover" };

    #[test]
    fn a_worker_answers_until_there_are_no_more_requests() {
        let mut requests = Vec::new();
        for part in [&b"md"[..], &[0; 8], b"# Failover", b"md", &[0; 8], b"# \xff\0"] {
            send(&mut requests, part).expect("a Vec takes everything");
        }
        let mut answers = Vec::new();
        serve(requests.as_slice(), &mut answers).expect("the stream is whole");
        let mut answers = answers.as_slice();
        let mut next = || -> Extracted {
            let answer = receive(&mut answers, u64::MAX).expect("whole").expect("there");
            serde_json::from_slice(&answer).expect("JSON")
        };
        assert_eq!(next().map(|text: Text| text.body), Ok("Failover\n".into()));
        assert!(next().is_ok());
        assert!(receive(&mut answers, u64::MAX).expect("whole").is_none());
    }

    #[test]
    fn a_stream_that_breaks_off_or_promises_too_much_is_refused() {
        assert!(receive(&mut &[9, 0, 0][..], 100).is_err());
        assert!(receive(&mut &[2, 0, 0, 0, 0, 0, 0, 0, b'a'][..], 100).is_err());
        assert!(receive(&mut &[0xff; 8][..], 100).is_err());
        let mut unknown = Vec::new();
        for part in [&b"exe"[..], &[0; 8], b"MZ"] {
            send(&mut unknown, part).expect("a Vec takes everything");
        }
        assert!(serve(unknown.as_slice(), Vec::new()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_worker_that_ends_or_hangs_loses_its_document_only() {
        let hangs = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/hangs").into();
        let workers = Workers { time: Duration::from_millis(1), ..Workers::of(hangs) };
        assert_eq!(workers.ask(&JOB), Err(Lost::TooSlow));
        assert_eq!(Workers::of("false".into()).ask(&JOB), Err(Lost::BrokeOff));
        assert_eq!(Workers::of("/nowhere".into()).ask(&JOB), Err(Lost::NotStarted));
    }
}

//! What every bench needs: times in turn, their medians, and the memory of a process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The binary, which says nothing, in the folder of the sources.
pub fn competency(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_competency"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).stdout(Stdio::null());
    command
}

/// How long a command takes. It may find gaps, but must be able to run.
pub fn once(mut command: Command) -> Duration {
    let begun = Instant::now();
    let status = command.status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let took = begun.elapsed();
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
    took
}

/// The median of several.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The medians of two commands, run in turn so that a drift of the machine touches both alike; the first turn is not
/// counted.
#[allow(dead_code, reason = "not every bench compares two commands")]
pub fn in_turn(runs: usize, one: impl Fn() -> Duration, other: impl Fn() -> Duration) -> (Duration, Duration) {
    let (ones, others) = (0..=runs).map(|_| (one(), other())).skip(1).unzip();
    (median(ones), median(others))
}

/// Prints one line of a table.
#[allow(dead_code, reason = "not every bench compares")]
pub fn line(what: &str, ours: Duration, theirs: Duration, bar: f64) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("{what:44} {:9.1} ms {:9.1} ms {ratio:6.2} × (bar {bar} ×)", milliseconds(ours), milliseconds(theirs));
}

/// The most memory that a command holds at once, in MiB, where the system tells: it is asked while the command runs.
#[allow(dead_code, reason = "not every bench looks at memory")]
pub fn memory(mut command: Command) -> Option<u64> {
    let mut process = command.spawn().expect("it starts");
    let status = format!("/proc/{}/status", process.id());
    let mut most = None;
    while process.try_wait().expect("it can be waited for").is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(kilobytes);
    }
    most.map(|kilobytes| kilobytes / 1024)
}

/// An empty folder of this bench below the build folder.
#[allow(dead_code, reason = "not every bench builds its inputs")]
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the build folder is writable");
    folder
}

/// Numbers that look random and are the same in every run.
#[allow(dead_code, reason = "not every bench builds its inputs")]
pub struct Dice(u64);

#[allow(dead_code, reason = "not every bench builds its inputs")]
impl Dice {
    /// The first throw.
    pub const fn new() -> Self {
        Self(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `sides`.
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    /// One of several.
    pub fn pick<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.throw(of.len())]
    }
}

/// The headings and the sentences of the complete example, in its three languages, to build documents from.
#[allow(dead_code, reason = "not every bench builds its inputs")]
pub fn vocabulary() -> (Vec<String>, Vec<String>) {
    let (mut headings, mut sentences) = (Vec::new(), Vec::new());
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/retail/complete");
    for entry in walkdir::WalkDir::new(example).sort_by_file_name() {
        let path = entry.expect("the example is readable").into_path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the example is readable");
        let narrative = text.rsplit("\n---\n").next().unwrap_or_default();
        for line in narrative.lines() {
            if line.starts_with('#') {
                headings.push(line.to_owned());
            } else if !line.starts_with(['|', '`', '-', '>', ' ']) && line.len() > 20 && !line.contains("](") {
                sentences.extend(line.split_inclusive(['.', ',', ';', '。', '，', '；']).map(str::to_owned));
            }
        }
    }
    (headings, sentences)
}

//! Whole processes, as ratios in one run: `check` on the complete example against the same binary that only prints its
//! version. Run with `cargo bench --bench process` on an idle machine.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 101;

fn once(args: &[&str]) -> Duration {
    let begun = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_competency"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .stdout(Stdio::null())
        .status()
        .expect("the binary runs");
    let took = begun.elapsed();
    assert!(status.success(), "{args:?}");
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let check = ["check", "--program", "retail", "--as-of", "2026-11-16", "examples/retail/complete"];
    let version = ["--version"];
    // In turn, so that a drift of the machine touches both alike.
    let pairs: Vec<_> = (0..RUNS).map(|_| (once(&check), once(&version))).skip(1).collect();
    let (checks, versions): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let (check, version) = (median(checks), median(versions));
    println!("check of the complete example   {:6.1} ms (bar: 30 ms)", check.as_secs_f64() * 1e3);
    println!("printing the version            {:6.1} ms", version.as_secs_f64() * 1e3);
    println!("ratio                           {:6.1}    (bar: 3)", check.as_secs_f64() / version.as_secs_f64());
}

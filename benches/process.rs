//! Whole processes, as ratios in one run: `check` on the complete example against the same binary that only prints its
//! version. Run with `cargo bench --bench process` on an idle machine.

mod measure;

use measure::{competency, in_turn, line, once};

fn main() {
    let anew = ["check", "--program", "retail", "--as-of", "2026-11-16", "examples/retail/complete", "--no-cache"];
    let again = &anew[..anew.len() - 1];
    for (what, check) in [("the complete example, anew / --version", &anew[..]), ("the same, again / --version", again)]
    {
        let (ours, version) = in_turn(100, || once(competency(check)), || once(competency(&["--version"])));
        line(what, ours, version, 3.0);
    }
}

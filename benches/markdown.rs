//! Ten thousand Markdown files, 60 MB: `check` against `rg -c nomatch` over the same tree on the same cores, and the memory
//! it holds. Run with `cargo bench --bench markdown` on an idle machine that has ripgrep.

mod measure;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use measure::{Dice, competency, folder, in_turn, line, memory, once, vocabulary};

const FILES: usize = 10_000;
const BYTES: usize = 6_000;

fn main() {
    let tree = folder("markdown");
    let bytes = plant(&tree);
    println!("{FILES} Markdown files, {} MB", bytes / 1_000_000);
    let tree = tree.to_str().expect("UTF-8");
    let again = ["check", "--program", "retail", "--as-of", "2026-11-16", "--quiet", tree];
    let anew = [&again[..], &["--no-cache"]].concat();
    let search = || {
        let mut command = Command::new("rg");
        command.args(["-c", "nomatch", tree]).stdout(Stdio::null());
        once(command)
    };
    for (what, check) in [("check, anew / rg -c nomatch", &anew[..]), ("check, again / rg -c nomatch", &again[..])] {
        let (ours, theirs) = in_turn(7, || once(competency(check)), search);
        line(what, ours, theirs, 4.0);
    }
    if let Some(most) = memory(competency(&anew)) {
        println!("{:44} {most:9} MiB (bar 150 MiB)", "memory held at once");
    }
}

/// Writes the files, a quarter of them the partner's, the others of eight case studies; how many bytes that is.
fn plant(tree: &Path) -> usize {
    let (headings, sentences) = vocabulary();
    let (mut dice, mut bytes) = (Dice::new(), 0);
    for number in 0..FILES {
        let folder = match number % 4 {
            0 => tree.join(format!("practice/{:02}", number % 100)),
            _ => tree.join(format!("case-studies/study-{}/{:02}", number % 8, number % 100)),
        };
        let mut text = format!("# Document {number}\n");
        while text.len() < BYTES {
            text.push('\n');
            if dice.throw(8) == 0 {
                text.push_str(dice.pick(&headings));
            }
            for _ in 0..2 + dice.throw(5) {
                text.push_str(dice.pick(&sentences));
                text.push(' ');
            }
            text.push('\n');
        }
        bytes += text.len();
        fs::create_dir_all(&folder).expect("the build folder is writable");
        fs::write(folder.join(format!("{number}.md")), text).expect("the build folder is writable");
    }
    bytes
}

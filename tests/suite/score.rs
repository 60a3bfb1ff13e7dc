//! The score: the guide's own examples, the errata that are followed, tables in every form, and what is wrong with them.

use std::fmt::Write as _;

use competency::checklist::Library;
use competency::language::Language;
use competency::score::{Fraction, Score};

use super::folder::{AS_OF, Folder};
use super::run::{Run, run_in};

const PROGRAM: &str = "map-ppi";
const TITLES: &str =
    "Project,Assess outcome,Assess decided,USD 10k reached,USD 50k reached,Completed,Expected ARR,Tagged spend";

/// A folder with a table of these rows below the titles.
fn table(rows: &str) -> Folder {
    let folder = Folder::empty();
    folder.write("projects.csv", format!("{TITLES}\n{rows}"));
    folder
}

/// So many rows, numbered from a first one on.
fn rows(first: usize, count: usize, rest: &str) -> String {
    (first..first + count).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "P-{number},{rest}");
        text
    })
}

fn with_score<T>(folder: &Folder, ask: impl FnOnce(&Score<'_>) -> T) -> T {
    let library = Library::shipped();
    let assessment = folder.assess(&library, PROGRAM, AS_OF);
    ask(assessment.score.as_ref().expect("the program gives one"))
}

/// Each metric as part, whole and points; nothing where it has no data.
fn measured(folder: &Folder) -> Vec<Option<(i128, i128, u32)>> {
    with_score(folder, |score| {
        let result = |measured: &competency::score::Measured<'_>| {
            measured.result.map(|result| (result.value.part, result.value.whole, result.points))
        };
        score.measured.iter().map(result).collect()
    })
}

/// The score in whole percent and the id of its tier.
fn total(folder: &Folder) -> Option<(i128, String)> {
    with_score(folder, |score| score.total.map(|total| (total.points.percent(), total.tier.id.clone())))
}

fn check(folder: &Folder, more: &[&str]) -> Run {
    run_in(folder.path(), &[&["check", "--program", PROGRAM, "--as-of", AS_OF, "."], more].concat())
}

#[test]
fn the_examples_of_the_guide_come_out() {
    let won = rows(0, 85, "won,2026-01-15,,,,,\n").replace("\n\n", "\n");
    let lost = rows(100, 15, "lost,2026-01-15,,,,,");
    let quick = rows(200, 44, ",,2025-10-01,2026-03-30,,,");
    let slow = rows(300, 6, ",,2025-10-01,2026-03-31,,,");
    // 9.2 of 10 million dollars, with 26 of 30 projects at half of what was expected.
    let well = rows(400, 25, ",,,,2026-02-01,300000,300000") + &rows(450, 1, ",,,,2026-02-01,1600000,1500000");
    let badly = rows(500, 4, ",,,,2026-02-01,225000,50000");
    let folder = table(&[won, lost, quick, slow, well, badly].concat());
    let million = 100_000_000;
    let expected = [(85, 100, 3), (44, 50, 3), (92 * million / 10, 10 * million, 3), (26, 30, 3)];
    assert_eq!(measured(&folder), expected.map(Some));
    assert_eq!(total(&folder), Some((100, "high-performance".to_owned())));
    let shown = check(&folder, &[]).out;
    for percent in ["85 of 100 = 85%", "44 of 50 = 88%", "= 92%", "26 of 30 = 87%"] {
        assert!(shown.contains(percent), "{percent} in {shown}");
    }
}

/// A table whose metrics have these points, 0 for one without data.
fn of_points(points: [u32; 4]) -> Folder {
    let shares = |points, three: &str, one: &str, first| match points {
        0 => String::new(),
        3 => rows(first, 10, three),
        2 => rows(first, 6, three) + &rows(first + 6, 4, one),
        _ => rows(first, 10, one),
    };
    let mut text = shares(points[0], "won,2026-01-15,,,,,", "lost,2026-01-15,,,,,", 0);
    text += &shares(points[1], ",,2025-10-01,2025-12-01,,,", ",,2025-10-01,,,,", 100);
    // The last two share their projects: one large one decides the sum, ten small ones the share.
    if points[2] > 0 {
        let large = [",,,,2026-02-01,1000000,0", ",,,,2026-02-01,1000000,600000", ",,,,2026-02-01,1000000,1000000"];
        text += &rows(200, 1, large[points[2] as usize - 1]);
        text += &shares(points[3], ",,,,2026-02-01,1,1", ",,,,2026-02-01,1,0", 300);
    }
    table(&text)
}

#[test]
fn points_make_the_score_and_its_tier() {
    for (points, percent, tier) in [
        ([2, 2, 2, 2], 67, "high-performance"),
        ([3, 2, 3, 2], 83, "high-performance"),
        ([1, 1, 1, 1], 33, "turnaround"),
        ([2, 1, 2, 2], 58, "core"),
        ([2, 2, 1, 1], 50, "core"),
        ([2, 1, 1, 1], 42, "turnaround"),
        ([3, 3, 3, 3], 100, "high-performance"),
    ] {
        let folder = of_points(points);
        let came: Vec<_> =
            measured(&folder).into_iter().map(|result| result.map_or(0, |(_, _, points)| points)).collect();
        assert_eq!(came, points);
        assert_eq!(total(&folder), Some((percent, tier.to_owned())), "{points:?}");
    }
}

#[test]
fn a_metric_without_data_takes_the_mean_of_the_others() {
    // (3 + 2 + 3) / 3 = 8 / 3, so that twelve points become 32 / 3 of 12.
    let folder = of_points([3, 0, 2, 3]);
    with_score(&folder, |score| {
        let total = score.total.expect("three metrics have data");
        assert_eq!(total.points, Fraction { part: 8, whole: 9 });
        assert_eq!(score.share_of(&score.measured[1]), Some(Fraction { part: 8, whole: 3 }));
    });
    assert_eq!(total(&folder), Some((89, "high-performance".to_owned())));
    assert_eq!(total(&of_points([2, 0, 0, 0])), Some((67, "high-performance".to_owned())));
    assert_eq!(total(&of_points([0, 0, 0, 0])), None);
}

#[test]
fn thirty_percent_are_two_points() {
    let share = |good, bad| {
        let text = rows(0, good, ",,,,2026-02-01,100,50") + &rows(100, bad, ",,,,2026-02-01,100,49.99");
        measured(&table(&text))[3].expect("there are projects").2
    };
    assert_eq!((share(3, 7), share(29, 70), share(61, 200 - 61)), (2, 1, 2));
}

#[test]
fn what_is_rounded_up_to_a_band_does_not_reach_it() {
    let folder = table(&rows(0, 1, ",,,,2026-02-01,1000000,849999.99"));
    assert_eq!(measured(&folder)[2], Some((84_999_999, 100_000_000, 2)));
    let shown = check(&folder, &["-v"]).out;
    assert!(shown.contains("just under 85%"), "{shown}");
}

#[test]
fn windows_begin_and_end_on_their_days() {
    let text = "A,won,2024-11-16,,,,,\nB,won,2024-11-15,,,,,\nC,won,2026-11-16,,,,,\nD,won,2026-11-17,,,,,\n\
                E,,,2026-05-20,,,,\nF,,,2026-05-21,2026-06-01,,,\nG,,,,,2023-11-16,10,10\nH,,,,,2023-11-15,10,10\n";
    let folder = table(text);
    assert_eq!(measured(&folder), [Some((2, 2, 3)), Some((0, 1, 1)), Some((1_000, 1_000, 3)), Some((1, 1, 3))]);
    with_score(&folder, |score| {
        let [conversion, velocity, ..] = &score.measured[..] else { panic!("four metrics") };
        assert_eq!((conversion.outside, conversion.silent), (2, 4));
        assert_eq!((velocity.unsettled, velocity.outside, velocity.silent), (1, 0, 6));
    });
}

/// The score of a table in which one row is another.
fn score_with(text: &str, from: &str, to: &str) -> i128 {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    let folder = Folder::empty();
    folder.write("projects.csv", text.replace(from, to));
    folder.write("competency.toml", "");
    total(&folder).expect("it has data").0
}

#[test]
fn the_flips_are_those_that_a_changed_table_comes_to() {
    let folder = Folder::copy_of("map-ppi/complete");
    let text = folder.read("projects.csv");
    let (gain, risk) = with_score(&folder, |score| {
        let of = |flip: &Option<competency::score::Flip>| {
            let flip = flip.as_ref().expect("there are projects");
            (flip.name.clone(), flip.points.percent())
        };
        (of(&score.gain), of(&score.risk))
    });
    assert_eq!((gain.0.as_str(), gain.1), ("P-2013", 75));
    assert_eq!((risk.0.as_str(), risk.1), ("P-2020", 50));
    assert_eq!(score_with(&text, "2026-02-27,\"$620,000\",\"$268,400\"", "2026-02-27,620000,620000"), gain.1);
    let row = "won,2025-04-02,2025-05-19,2025-09-25,2026-06-12,\"$2,250,000\",\"$1,987,600\"";
    assert_eq!(score_with(&text, row, "lost,2025-04-02,2025-05-19,,2026-06-12,2250000,0"), risk.1);
}

#[test]
fn no_single_project_may_move_the_score() {
    let folder = table(&rows(0, 10, "lost,2026-01-15,,,,,"));
    let shown = check(&folder, &[]).out;
    assert!(shown.contains("No single one would raise the score of 33%; P-0 comes closest"), "{shown}");
    assert!(!shown.contains("Most at stake"), "{shown}");
}

#[test]
fn an_excel_table_comes_to_the_same() {
    let folder = Folder::copy_of("map-ppi/complete");
    let text = (check(&folder, &["-q"]).out, measured(&folder));
    folder.remove("projects.csv");
    std::fs::copy("tests/twin/map-ppi/projects.xlsx", folder.path().join("any name.xlsx")).expect("it is there");
    assert_eq!((check(&folder, &["-q"]).out, measured(&folder)), text);
    let shown = check(&folder, &["-v"]).out;
    assert!(shown.contains("any name.xlsx projects row 2"), "{shown}");
}

#[test]
fn titles_and_words_of_every_language_are_understood() {
    let english = "won,2026-03-14,,,2026-02-01,1234.50,1000.25\n";
    let folder = table(&format!("P-1,{english}"));
    let expected = measured(&folder);
    for text in [
        "PROJET;Issue de l’evaluation;Évaluation décidée le;Achevé le;ARR attendu;Dépense étiquetée (USD par an)\n\
         P-1;Gagnée;14/03/2026;2026-02-01;1\u{202f}234,50\u{a0}$;1 000,25 $US\n",
        "项目编号,评估结果,评估结果日期,完成日期,预期ARR（美元）,标记支出\nP-1,赢单,2026年3月14日,2026/2/1,\"1,234.50 美元\",US$1000.25\n",
        "project\tassess_outcome\tassess_decided\tcompleted\texpected_arr\ttagged_spend\nP-1\tWON\t2026-03-14 00:00\t2026.2.1\t1.234,50\t1'000.25\n",
        "\u{feff}# Notes, above; all\n\nTagged spend,Completed on,Project ID,Expected terminal ARR,Assessment outcome,Assess decision date\n\
         $1000.25,2026-02-01,P-1,\"$1,234.50\",Closed won,3/14/2026\n",
    ] {
        let folder = Folder::empty();
        folder.write("migrations.csv", text);
        assert_eq!(measured(&folder), expected, "{text}");
    }
}

#[test]
fn every_wrong_row_is_told_with_its_place() {
    let folder = table(
        "P-1,abandoned,2026-01-15,,,,,\nP-2,won,,,,,,\nP-3,,,,,2026-02-01,-5,100\nP-4,,,,,2026-02-01,0,250.000\n\
         P-5,,,2026-02-01,2026-01-31,,,\nP-1,won,03/04/2026,,,,,\n,won,2026-01-15,,,,,\nP-6,,,,,2026-02-30,€100,x\n\
         P-7,,,,,2026-02-01,1,250,1,000\n",
    );
    let run = check(&folder, &[]);
    assert_eq!(run.status, 2, "{}", run.out);
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("error_table", run.err);
    });
}

#[test]
fn days_are_read_in_the_order_that_the_table_shows() {
    let folder = table("P-1,won,03/04/2026,,,,,\nP-2,lost,11/10/2026,,,,,\n");
    assert_eq!(check(&folder, &[]).status, 2);
    folder.edit("projects.csv", "11/10/2026", "31/10/2026");
    assert_eq!(check(&folder, &[]).status, 0);
    folder.edit("projects.csv", "31/10/2026", "31/10/2026,04/13/2025,,");
    assert!(check(&folder, &[]).err.contains("`03/04/2026` may be 2026-04-03 or 2026-03-04"));
}

#[test]
fn no_row_is_passed_over_in_silence() {
    let folder = table(&rows(0, 10_001, "won,2026-01-15,,,,,"));
    let run = check(&folder, &[]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("projects.csv:10002:1") && run.err.contains("beyond 10,000 rows"), "{}", run.err);
    let wrong = table(&rows(0, 300, "maybe,2026-01-15,,,,,"));
    let run = check(&wrong, &[]);
    assert!(run.err.contains("250 more mistakes"), "{}", run.err);
}

#[test]
fn a_title_that_is_nearly_right_is_a_mistake_and_another_one_is_told() {
    let folder = table("P-1,won,2026-01-15,,,,,\n");
    folder.edit("projects.csv", "Completed", "Compleeted");
    let run = check(&folder, &[]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("did you mean `Completed`"), "{}", run.err);
    folder.edit("projects.csv", "Compleeted", "Account manager");
    let run = check(&folder, &[]);
    assert!(run.out.contains("columns that are not used: Account manager"), "{}", run.out);
    let nameless = Folder::empty();
    nameless.write("practice/projects.csv", "a,b,c\n1,2,3\n");
    let run = check(&nameless, &[]);
    assert!(run.err.contains("practice/projects.csv:1:1") && run.err.contains("Assess outcome"), "{}", run.err);
}

#[test]
fn a_project_stands_in_one_file_only() {
    let folder = Folder::copy_of("map-ppi/complete");
    folder.write("older.csv", format!("{TITLES}\nP-1,won,2026-01-15,,,,,\n"));
    let counted = |folder: &Folder| measured(folder)[0].map(|(part, whole, _)| (part, whole));
    assert_eq!(counted(&folder), Some((12, 15)));
    folder.write("twin.csv", folder.read("projects.csv"));
    let run = check(&folder, &[]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.err.contains("22 rows of this table stand in projects.csv as well"), "{}", run.err);
}

#[test]
fn the_target_decides_the_exit_status() {
    let folder = of_points([2, 2, 1, 1]);
    for (target, status) in [("", 0), ("turnaround", 0), ("core", 0), ("high-performance", 1)] {
        let line = if target.is_empty() { String::new() } else { format!("ppi_target = \"{target}\"\n") };
        folder.write("competency.toml", format!("[partner]\nname = \"X\"\n{line}"));
        assert_eq!(check(&folder, &[]).status, status, "{target}");
    }
    assert_eq!(check(&Folder::empty(), &[]).status, 1);
}

#[test]
fn what_is_said_of_it_is_kept() {
    let folder = Folder::copy_of("map-ppi/incomplete");
    for language in Language::ALL {
        let run = check(&folder, &["--history", "--lang", language.code()]);
        insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("score_{language}"), run.whole());
        });
    }
}

#[test]
fn another_band_is_told_as_a_difference() {
    let folder = Folder::copy_of("map-ppi/complete");
    let shipped = include_str!("../../checklists/map-ppi/2026-06.yaml");
    folder.write("other.yaml", shipped.replace("from: 85}, {points: 2, from: 50}", "from: 90}, {points: 2, from: 65}"));
    let run = run_in(folder.path(), &["diff", PROGRAM, "other.yaml", "--as-of", AS_OF, "--evidence", "."]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("velocity 90 65 0") && run.out.contains("velocity 85 50 0"), "{}", run.out);
    assert!(run.out.contains("PPI-T"), "{}", run.out);
}

/// The picture of an example.
fn drawn(folder: &Folder, more: &[&str]) -> String {
    let run = run_in(folder.path(), &[&["score", "--program", PROGRAM, "--as-of", AS_OF, "."], more].concat());
    assert!(run.status < 2, "{}", run.err);
    run.out
}

#[test]
fn a_picture_holds_all_it_needs_and_nothing_that_runs() {
    let folder = Folder::copy_of("map-ppi/complete");
    folder.edit("competency.toml", "Breckland Migration Works", "<script>alert(1)</script> & \\u001b[31m");
    folder.edit("projects.csv", "Ateliers Vauquelin", "<img src=x onerror=alert(1)>");
    for language in Language::ALL {
        for format in ["html", "svg"] {
            for more in [&["--history"][..], &[]] {
                let picture = drawn(&folder, &[&["--format", format, "--lang", language.code()], more].concat());
                assert!(picture.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "), "{picture}");
                for never in ["<script", "<img", "url(", "href=", "\u{1b}", "NaN"] {
                    assert!(!picture.contains(never), "{never} in {format} {language}");
                }
                let plots = picture.matches("<path ").count();
                assert_eq!(plots, 5, "the score and four metrics");
                assert_eq!(picture.matches("<polyline").count(), if more.is_empty() { 0 } else { 5 });
                let elements = quick_xml::Reader::from_str(picture.trim_start_matches("<!DOCTYPE html>"));
                assert!(format == "html" || is_well_formed(elements), "{picture}");
            }
        }
    }
}

fn is_well_formed(mut reader: quick_xml::Reader<&[u8]>) -> bool {
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[test]
fn a_picture_ends_as_the_gate_does() {
    for (example, status) in [("map-ppi/complete", 0), ("map-ppi/incomplete", 1)] {
        let folder = Folder::copy_of(example);
        let run = run_in(folder.path(), &["score", "--as-of", AS_OF, "--output", "score.html", "."]);
        assert_eq!((run.status, run.out.as_str()), (status, ""), "{}", run.err);
        assert!(folder.read("score.html").starts_with("<!DOCTYPE html>"));
    }
    let run = run_in(Folder::empty().path(), &["score", "--program", "retail", "."]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no score is given by: retail@1.0"), "{}", run.err);
}

#[test]
fn the_numbers_are_there_for_programs() {
    let folder = Folder::copy_of("map-ppi/complete");
    let run = check(&folder, &["--format", "json", "--history"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let score = &document["assessments"][0]["score"];
    assert_eq!(
        score["total"],
        serde_json::json!({"points": "8", "most": 12, "percent": 67, "tier": "high-performance"})
    );
    let portfolio = &score["metrics"][2];
    assert_eq!((portfolio["unit"].as_str(), portfolio["numerator"].as_i64()), (Some("cents"), Some(507_890_050)));
    assert_eq!(portfolio["next"]["more"].as_i64(), Some(186_559_950));
    assert_eq!(score["history"].as_array().map(Vec::len), Some(12));
    let brief = check(&folder, &["--format", "json"]).out;
    assert!(!brief.contains("\"history\""), "{brief}");
}

#[test]
fn a_stranger_fills_the_scaffold_and_passes() {
    for (language, row) in [
        ("en", "P-1,Quayside,won,2026-03-14,2026-02-02,2026-05-05,2026-06-30,\"1,250,000.00\",\"900,000.00\"\n"),
        ("fr", "P-1;Quai;gagné;14/03/2026;02/02/2026;05/05/2026;30/06/2026;1\u{202f}250\u{202f}000,00;900 000,00\n"),
        ("zh", "P-1,码头,赢单,2026-03-14,2026-02-02,2026-05-05,2026-06-30,\"1,250,000.00\",\"900,000.00\"\n"),
    ] {
        let folder = Folder::empty();
        let run = run_in(folder.path(), &["init", "--program", PROGRAM, "--lang", language, "."]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(!folder.path().join("case-studies").exists());
        folder.write("projects.csv", folder.read("projects.csv") + row);
        folder.edit("competency.toml", "# ppi_target = \"\"", "ppi_target = \"high-performance\"");
        let run = check(&folder, &[]);
        assert_eq!(run.status, 0, "{language}: {}{}", run.out, run.err);
        assert!(run.out.starts_with("READY — 5 of 5 met"), "{}", run.out);
    }
}

mod hostile {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_cells_are_read_or_refused(cells in proptest::collection::vec("([0-9$€,. -]|\\PC){0,12}", 0..40), mark in "[,;\t]") {
            let folder = Folder::empty();
            let rows: Vec<_> = cells.chunks(8).map(|cells| cells.join(&mark)).collect();
            folder.write("projects.csv", format!("{}\n{}\n", TITLES.replace(',', &mark), rows.join("\n")));
            let library = Library::shipped();
            let (config, _) = competency::config::read(folder.path());
            let read = competency::reader::read(folder.path(), &config, &library.lexicon, &competency::reader::Extraction::default());
            prop_assert!(read.is_ok() || read.is_err_and(|problems| !problems.is_empty()));
        }
    }
}

use super::*;

fn shown(code: &str, value: f64) -> String {
    NumberFormat::new(code).number(value, Epoch::Of1900).trim().to_owned()
}

#[test]
fn numbers_look_as_their_format_says() {
    for (code, value, looks) in [
        ("General", 1_234.5, "1234.5"),
        ("General", -0.1, "-0.1"),
        ("", 5.0, "5"),
        ("0", 2.5, "3"),
        ("0.00", -1.005, "-1.01"),
        ("0.00", -0.001, "0.00"),
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("#,##0.00", 0.5, "0.50"),
        ("#,##0,", 1_234_567.0, "1,235"),
        ("0.0,,\"M\"", 1_234_567.0, "1.2M"),
        ("0%", 0.999, "100%"),
        ("0.00%", 0.9995, "99.95%"),
        ("0.0 %", -0.125, "-12.5 %"),
        (".00", 12.5, "12.50"),
        ("0.##", 12.0, "12"),
        ("0.## \"h\"", 1.5, "1.5 h"),
        ("0.0#", 12.25, "12.25"),
        ("00000", 42.0, "00042"),
        ("0000-0000-0000", 123_456_789_012.0, "1234-5678-9012"),
        ("0,000", 5.0, "0,005"),
        ("0.00E+00", 123_456.0, "1.23E+05"),
        ("0.0E-0", 0.000_099_99, "1.0E-4"),
        ("##0.0E+0", 0.000_4, "400.0E-6"),
        ("##0.0E+0", 999_960.0, "1.0E+6"),
        ("# ?/?", 0.5, "0.5"),
        ("[$€-40C] #,##0.00", 1_500.0, "€ 1,500.00"),
        ("#,##0.00\\ [$€-40C]", 1_500.0, "1,500.00 €"),
        ("0\" jours\"", 3.0, "3 jours"),
        ("0 days", 3.0, "3 days"),
        ("General\" 个\"", 3.0, "3 个"),
    ] {
        assert_eq!(shown(code, value), looks, "{code}");
    }
}

#[test]
fn a_section_is_chosen_by_sign_or_condition() {
    let accounting = "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"??_);_(@_)";
    assert_eq!(shown(accounting, 1_234.5), "$1,234.50");
    assert_eq!(shown(accounting, -1_234.5), "$(1,234.50)");
    assert_eq!(shown(accounting, 0.0), "$-");
    assert_eq!(shown("0;[Red]-0", -5.0), "-5");
    assert_eq!(shown("0;(0);\"none\"", 0.0), "none");
    assert_eq!(shown("0;;", -5.0), "");
    assert_eq!(shown(";;;", 5.0), "");
    assert_eq!(shown("[<1]0.00;[>=100]\"many\";0.0", 0.5), "0.50");
    assert_eq!(shown("[<1]0.00;[>=100]\"many\";0.0", 150.0), "many");
    assert_eq!(shown("[<1]0.00;[>=100]\"many\";0.0", 50.0), "50.0");
    assert_eq!(shown("[=1]\"yes\";[=0]\"no\";General", 0.0), "no");
    assert_eq!(shown("0;@", -5.0), "-5");
    assert_eq!(shown("@", 5.0), "5");
}

#[test]
fn days_and_times_are_iso() {
    // 2026-03-14 14:30:15.5
    let moment = 46_095.604_346_064_82;
    for (code, looks) in [
        ("m/d/yyyy", "2026-03-14"),
        ("dd/mm/yy", "2026-03-14"),
        ("yyyy\"年\"m\"月\"d\"日\"", "2026-03-14"),
        ("[$-804]yyyy年m月d日 aaaa", "2026-03-14"),
        ("[$-40C]d mmmm yyyy;@", "2026-03-14"),
        ("mmm-yy", "2026-03"),
        ("yyyy", "2026"),
        ("d mmm", "2026-03-14"),
        ("m/d/yy h:mm", "2026-03-14 14:30"),
        ("h:mm AM/PM", "14:30"),
        ("[$-804]上午/下午h\"时\"mm\"分\"", "14:30"),
        ("hh:mm:ss", "14:30:16"),
        ("mm:ss.0", "30:15.5"),
        ("[h]:mm", "1106294:30"),
        ("[mm]:ss", "66377670:16"),
        ("[h]", "1106294"),
        ("[<1]h:mm;yyyy-mm-dd", "2026-03-14"),
    ] {
        assert_eq!(shown(code, moment), looks, "{code}");
    }
    assert_eq!(shown("h:mm", 0.604_166_666_666_667), "14:30");
    assert_eq!(shown("[h]:mm", 1.25), "30:00");
    assert_eq!(shown("[h]:mm", -0.5), "-12:00");
}

#[test]
fn what_is_no_day_stays_a_number() {
    assert_eq!(shown("yyyy-mm-dd", -5.0), "-5");
    assert_eq!(shown("yyyy-mm-dd", 1e9), "1000000000");
    assert_eq!(shown("yyyy-mm-dd", 1e300), "1E+300");
    assert_eq!(shown("[h]:mm", 1e300), "1E+300");
}

#[test]
fn formats_without_a_code_are_known() {
    let shown = |id, value| NumberFormat::built_in(id).number(value, Epoch::Of1900);
    assert_eq!(shown(0, 0.1), "0.1");
    assert_eq!(shown(9, 0.25), "25%");
    assert_eq!(shown(10, 0.255), "25.50%");
    assert_eq!(shown(14, 46_095.0), "2026-03-14");
    assert_eq!(shown(22, 46_095.75), "2026-03-14 18:00");
    assert_eq!(shown(31, 46_095.0), "2026-03-14");
    assert_eq!(shown(32, 0.75), "18:00:00");
    assert_eq!(shown(38, -1_234.0), "(1,234)");
    assert_eq!(shown(44, 1_234.0), "1,234.00");
    assert_eq!(shown(46, 1.5), "36:00:00");
    assert_eq!(shown(999, 7.0), "7");
    let from_1904 = NumberFormat::built_in(14).number(44_633.0, Epoch::Of1904);
    assert_eq!(from_1904, "2026-03-14");
}

#[test]
fn a_format_may_add_words_to_a_text() {
    let text = |code| NumberFormat::new(code).text("Aurora");
    assert_eq!(text("General"), "Aurora");
    assert_eq!(text("0.00"), "Aurora");
    assert_eq!(text("@"), "Aurora");
    assert_eq!(text("\"on \"@"), "on Aurora");
    assert_eq!(text("0;0;0;\"on \"@"), "on Aurora");
    assert_eq!(text(";;;"), "");
}

proptest::proptest! {
    #[test]
    fn any_code_shows_any_number(
        code in r#"[0#?.,;%@"\\_*hmsdyeEgabAP/\[\]<>=+$ 1-9年-]{0,24}"#,
        value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL,
    ) {
        let format = NumberFormat::new(&code);
        for value in [value, value % 1e6, value.trunc() % 1e6] {
            assert!(format.number(value, Epoch::Of1900).len() < 1000);
            assert!(format.number(value, Epoch::Of1904).len() < 1000);
        }
        assert!(format.text("Aurora").len() < 1000);
    }
}

use super::metrics;

fn found(text: &str) -> Vec<&str> {
    metrics(text).into_iter().map(|metric| &text[metric]).collect()
}

/// A text and the measurements in it.
type Case<'a> = (&'a str, &'a [&'a str]);

fn check(cases: &[Case<'_>]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn a_measurement_has_a_unit() {
    check(&[
        ("Infrastructure cost fell by 38%.", &["38%"]),
        ("Cancellations fell from 7.4% to 1.9%.", &["7.4% to 1.9%"]),
        ("The nightly run went from 4 hours to 20 minutes.", &["4 hours to 20 minutes"]),
        ("Checkout answers in 640 ms at the peak.", &["640 ms"]),
        ("A release takes 1 h 30 min.", &["1 h 30 min"]),
        ("It saves $1.2 million a year.", &["$1.2 million"]),
        ("It saves EUR 40,000 and 12 FTE.", &["EUR 40,000", "12 FTE"]),
        ("Peak load rose to 1,140 orders a minute.", &["1,140 orders a minute"]),
        ("9 releases per week", &["9 releases per week"]),
        ("Throughput tripled to 420 orders/min.", &["420 orders/min"]),
        ("three times as fast, a 3-day close", &["three times", "3-day"]),
        ("10x the traffic, 10-15% less waste", &["10x", "10-15%"]),
        ("Stores on the platform went from 12 to 41.", &["12 to 41"]),
        ("Tickets: 420 → 95", &["420 → 95"]),
        ("from four hours to twenty minutes", &["four hours to twenty minutes"]),
        ("fifteen percent, 15 per cent", &["fifteen percent", "15 per cent"]),
        ("Time to onboard was halved", &["Time to onboard was halved"]),
        ("a factor of 4, 99.95 % available", &["factor of 4", "99.95 %"]),
        ("12 percentage points", &[]),
        ("NPS gained 12 points", &["12 points"]),
    ]);
}

#[test]
fn french_measurements() {
    check(&[
        ("Les coûts ont baissé de 40\u{a0}% en un an.", &["40\u{a0}%"]),
        ("Une mise en production prend 3\u{202f}heures au lieu de 2 jours.", &["3\u{202f}heures", "2 jours"]),
        ("soit 1,2 million d’euros par an", &["1,2 million d’euros"]),
        ("un gain de 40 000 €", &["40 000 €"]),
        ("le délai est divisé par 3", &["divisé par 3"]),
        ("Le délai a été réduit de moitié", &["Le délai a été réduit de moitié"]),
        ("de 420 à 1 140 commandes", &["420 à 1 140"]),
        ("420 commandes par minute", &["420 commandes par minute"]),
        ("de quatre heures à vingt minutes", &["quatre heures à vingt minutes"]),
        ("deux fois plus vite", &["deux fois"]),
    ]);
}

#[test]
fn chinese_measurements() {
    check(&[
        ("成本降低了 35%，", &["35%"]),
        ("成本降低了３５％。", &["３５％"]),
        ("耗时从 4 小时缩短到 20 分钟", &["4 小时缩短到 20 分钟"]),
        ("耗时从四小时缩短到二十分钟", &["四小时缩短到二十分钟"]),
        ("损耗率下降百分之三十五", &["百分之三十五"]),
        ("报损下降三成", &["三成"]),
        ("每分钟处理 1,140 笔订单", &["1,140"]),
        ("5 万次/天", &["5 万次/天"]),
        ("每年节省 120 万元", &["120 万元"]),
        ("效率提升 3 倍", &["3 倍"]),
        ("缺货率从 8.6% 降至 3.1%", &["8.6% 降至 3.1%"]),
        ("交付周期缩短一半", &["交付周期缩短一半"]),
        ("上线时间由 3 个月减少为 2 周", &["3 个月减少为 2 周"]),
        ("门店从 12 家增加到 41 家", &["12 家增加到 41"]),
    ]);
}

#[test]
fn years_dates_names_and_counts_are_none() {
    check(&[
        ("In 2025 the customer ran 41 stores with 1,150 tills.", &[]),
        ("From 2024 to 2025, and from 3 to 7 March", &[]),
        ("Signed on 2026-03-14, at 12:30, on 14/03/2026 and on March 14.", &[]),
        ("Aurora PostgreSQL 15.4, TLS 1.2, v2.1.3, EC2 c5.4xlarge, S3, AES-256 and 5G", &[]),
        ("Supported 24/7, 24 hours a day and 24x7 in three Regions", &[]),
        ("Phase 2 of 3, page 12, the 3rd release", &[]),
        ("En 2025, 41 magasins, 24 heures sur 24", &[]),
        ("2025 年 3 月 14 日，41 家门店，第 3 周，7×24 小时支持", &[]),
        ("一天，一半的门店，三个可用区", &[]),
        ("Double-click, half of the team", &[]),
        ("", &[]),
    ]);
}

#[test]
fn hostile_texts_end() {
    for text in
        ["1".repeat(50_000), "1 ".repeat(20_000), "从".repeat(20_000), "1/".repeat(20_000), "百分之".repeat(9_000)]
    {
        metrics(&text);
    }
}

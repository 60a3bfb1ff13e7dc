//! The words that make a measurement of a number, as people write them in English, French and Chinese.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::evidence::fold;

/// Folded words.
pub type Words = LazyLock<HashSet<String>>;

fn folded(words: &[&str]) -> HashSet<String> {
    words.iter().map(|word| fold::fold(word).trim().to_owned()).collect()
}

/// Percentages, multiples, lengths of time, amounts of data, energy and mass.
pub static UNITS: Words = LazyLock::new(|| {
    let mut units = folded(&[
        "%", "percent", "pct", "pp", "pt", "pts", "point", "points", "bps", "x", "times", "time", "fold", "fois", "ns",
        "µs", "ms", "s", "sec", "min", "mins", "mn", "h", "hr", "hrs", "j", "KB", "MB", "GB", "TB", "PB", "Ko", "Mo",
        "KiB", "MiB", "GiB", "TiB", "Mbps", "Gbps", "TPS", "QPS", "RPS", "IOPS", "kW", "kWh", "MWh", "GWh", "kg",
        "tonne", "tonnes", "tons", "tCO2e", "CO2e", "km", "km²", "m²", "FTE", "FTEs", "ETP", "NPS",
    ]);
    units.extend(TIMES.iter().cloned());
    units
});

/// Lengths of time, written out.
pub static TIMES: Words = LazyLock::new(|| {
    folded(&[
        "millisecond",
        "milliseconds",
        "second",
        "seconds",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "night",
        "week",
        "weeks",
        "month",
        "months",
        "quarter",
        "quarters",
        "year",
        "years",
        "milliseconde",
        "seconde",
        "secondes",
        "heure",
        "heures",
        "jour",
        "jours",
        "journée",
        "nuit",
        "semaine",
        "semaines",
        "mois",
        "trimestre",
        "trimestres",
        "an",
        "ans",
        "année",
        "années",
        "min",
        "s",
        "h",
    ])
});

/// What stands before the unit of time in a rate: `1,140 orders a minute`.
pub static PER: Words = LazyLock::new(|| folded(&["per", "a", "an", "each", "every", "par", "chaque"]));

/// Thousands and more.
pub static MULTIPLIERS: Words = LazyLock::new(|| {
    folded(&[
        "k",
        "m",
        "bn",
        "thousand",
        "million",
        "millions",
        "billion",
        "billions",
        "mille",
        "milliard",
        "milliards",
    ])
});

/// Currencies as words.
pub static CURRENCIES: Words = LazyLock::new(|| {
    folded(&[
        "USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF", "CAD", "AUD", "HKD", "SGD", "INR", "k€", "M€", "dollar",
        "dollars", "euro", "euros", "pound", "pounds", "yuan", "yen", "franc", "francs", "livre", "livres",
    ])
});

/// Words before a number that it multiplies or divides by: `divisé par 3`, `a factor of 4`.
pub static FACTORS: Words = LazyLock::new(|| {
    folded(&["factor", "facteur", "divisé", "divisée", "divisés", "divisées", "multiplié", "multipliée", "multipliés"])
});

/// Numbers written out; one is left out, for “one day” is no measurement.
pub static NUMERALS: Words = LazyLock::new(|| {
    folded(&[
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "quinze",
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
    ])
});

/// Months, after which two numbers are days and no before and after.
pub static MONTHS: Words = LazyLock::new(|| {
    folded(&[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ])
});

/// Where a before begins.
pub static FROM: Words = LazyLock::new(|| folded(&["from", "de", "从", "由"]));

/// Where an after begins.
pub static TO: Words = LazyLock::new(|| folded(&["to", "à", "au", "到", "至", "为"]));

/// Chinese units, the longer of two that begin alike first. 月 and 日 alone are dates.
pub const HAN_UNITS: [&str; 26] = [
    "个百分点",
    "百分点",
    "毫秒",
    "秒",
    "分钟",
    "个小时",
    "小时",
    "个工作日",
    "工作日",
    "天",
    "个星期",
    "星期",
    "周",
    "个月",
    "个季度",
    "年",
    "倍",
    "成",
    "千瓦时",
    "度电",
    "吨",
    "公斤",
    "千克",
    "人天",
    "人月",
    "小时数",
];

/// Chinese currencies.
pub const HAN_CURRENCIES: [&str; 8] = ["元", "美元", "欧元", "人民币", "港元", "日元", "英镑", "块钱"];

/// Chinese units of time, behind 每 or a slash.
pub const HAN_TIMES: [&str; 9] = ["秒", "分钟", "分", "小时", "天", "日", "周", "月", "年"];

/// Changes by a multiple in words, folded.
pub const CHANGES: [&str; 31] = [
    " halved ",
    " halving ",
    " doubled ",
    " tripled ",
    " quadrupled ",
    " by half ",
    " in half ",
    " by two third ",
    " by a third ",
    " by one third ",
    " twofold ",
    " threefold ",
    " fourfold ",
    " fivefold ",
    " tenfold ",
    " de moitie ",
    " par deux ",
    " par troi ",
    " par quatre ",
    " d un tier ",
    " de deux tier ",
    " a double ",
    " ont double ",
    " a triple ",
    " ont triple ",
    "减半",
    "翻倍",
    "翻番",
    "翻了一番",
    "翻了一倍",
    "一半",
];

/// What must stand close before 一半, so that it is a change and no part.
pub const HAN_CHANGES: [&str; 10] = ["降", "减", "缩", "省", "少", "压", "增", "升", "高", "快"];

use super::*;
use crate::evidence::Spot;

fn blocks(html: &str) -> Vec<(BlockKind, String, Spot)> {
    let text = read(html, 0);
    text.blocks.iter().map(|block| (block.kind, text.of(block).to_owned(), block.spot.clone())).collect()
}

#[test]
fn blocks_keep_their_lines() {
    let html = "<html><head><title>No</title></head>\n<body><h2>Fail&amp;over</h2>\n<p>Aurora <b>promotes</b>\n a \
                reader.</p><ul><li>one\n<li>two</ul>\n<table><tr><th>a<th>b</tr>\n<tr><td><p>c</p></td><td>d\n\
                </table><pre>x\n  y</pre>故障转移 نص";
    let expected = [
        (BlockKind::Heading(2), "Fail&over", 2),
        (BlockKind::Paragraph, "Aurora promotes a reader.", 3),
        (BlockKind::Item, "one", 4),
        (BlockKind::Item, "two", 5),
        (BlockKind::Row, "a | b", 6),
        (BlockKind::Row, "c | d", 7),
        (BlockKind::Code, "x\n  y", 8),
        (BlockKind::Paragraph, "故障转移 نص", 9),
    ];
    assert_eq!(blocks(html), expected.map(|(kind, words, line)| (kind, words.to_owned(), Spot::Line(line))));
}

#[test]
fn what_nobody_sees_says_nothing() {
    let html = "<style>p{}</style><!-- RTO --><script>if (a<b) {'<p>RTO</p>'}</script><del>gone</del><p></p>";
    assert_eq!(blocks(html), []);
}

#[test]
fn what_is_not_closed_does_not_silence_the_page() {
    let shown = |html: &str| blocks(html).into_iter().map(|(_, words, _)| words).collect::<Vec<_>>();
    assert_eq!(shown("<p>a <del>b</p><p>c</p><p>d</del></p>"), ["a", "c", "d"]);
    assert_eq!(shown("<h2>a <s>b</h2><div>c</div>"), ["a", "c"]);
    assert_eq!(shown("<div>a <del>b<p>c</p><del>d</del>e</div>"), ["a b", "c", "e"]);
    assert_eq!(shown("<template><p>a</p>"), ["a"]);
    assert_eq!(shown("<title>a<p>b</p><script>c</script><style>d</style>"), ["a", "b"]);
    assert_eq!(shown("<p>a</p><script>if (b"), ["a"]);
    assert_eq!(shown("<del><p>a</p><p>b</p></del><ul><li><del>c</del> d</li></ul>"), ["d"]);
}

#[test]
fn links_and_pictures_are_references() {
    let text = read("<p>See <a href='ops/run&amp;book.md'>the runbook</a> <img src=plan.png alt=plan> now</p>", 0);
    let targets: Vec<_> = text.references.iter().map(|reference| reference.target.as_str()).collect();
    assert_eq!(targets, ["ops/run&book.md", "plan.png"]);
    assert_eq!(text.blocks[0].linked, "the runbook".len() + "plan".len());
}

#[test]
fn hostile_pages_end() {
    assert_eq!(blocks(&"<div>".repeat(100_000)), []);
    assert_eq!(blocks(&format!("{}x", "<template>".repeat(100_000))).len(), 1);
    assert_eq!(blocks(&format!("<p>{}x", "<del><p>".repeat(100_000))).len(), 1);
    assert_eq!(blocks(&format!("{}x", "<title>".repeat(100_000))).len(), 1);
    let page = "<table><tr><td><a href=x>é</a></td></tr><pre>&#x26;<h1 a=";
    for end in (0..page.len()).filter(|end| page.is_char_boundary(*end)) {
        read(&page[..end], 0);
    }
    read(&"\u{0}\u{fffd}".repeat(1000), 0);
}

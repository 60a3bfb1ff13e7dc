//! The drawings of the examples are read, and hostile ones do no harm.

use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{drawio, mermaid, plantuml, png, svg, vsdx};
use crate::evidence::{BlockKind, Spot, Text};
use crate::language::Message;
use crate::reader::format::{Format, Read};
use crate::reader::package::sample::{pack, rels};

const MODEL: &str = r#"<mxGraphModel><root><mxCell id="0"/><mxCell id="1" value="Layer" parent="0"/>
<UserObject label="订单 &lt;b&gt;API&lt;/b&gt;" link="runbook.md" id="2"><mxCell style="shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.lambda;" vertex="1" parent="1"/></UserObject>
<mxCell id="3" parent="0" visible="0"/><mxCell id="4" value="Secret" vertex="1" parent="3"/></root></mxGraphModel>"#;

fn read(format: &Format, bytes: &[u8]) -> Result<Text, Message> {
    let Read::Bytes(read) = format.read else { panic!("diagrams are read from bytes") };
    read(bytes)
}

fn labels(format: &Format, bytes: &[u8]) -> Vec<String> {
    let text = read(format, bytes).unwrap_or_default();
    text.blocks.iter().map(|block| text.of(block).to_owned()).collect()
}

fn plain() -> String {
    format!("<mxfile><diagram name=\"Flow\">{MODEL}</diagram></mxfile>")
}

fn packed(model: &str) -> String {
    let encoded: String = model.replace('%', "%25").replace('<', "%3C");
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    deflate.write_all(encoded.as_bytes()).expect("memory takes bytes");
    let bytes = deflate.finish().expect("memory takes bytes");
    format!("<mxfile><diagram name=\"Flow\">{}</diagram></mxfile>", STANDARD.encode(bytes))
}

fn picture(source: &str) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let data = [b"mxfile\0", source.as_bytes()].concat();
    bytes.extend(u32::try_from(data.len()).expect("the source is short").to_be_bytes());
    bytes.extend(b"tEXt");
    bytes.extend(data);
    bytes.extend([0; 4]);
    bytes
}

/// A picture whose chunks each unpack to less than a drawing may, and together to more.
fn many_chunks() -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(b"mxfile\0\0".to_vec(), flate2::Compression::fast());
    packed.write_all(&b" ".repeat(12 * 1024 * 1024)).expect("memory takes bytes");
    let data = packed.finish().expect("memory takes bytes");
    let length = u32::try_from(data.len()).expect("the chunk is short").to_be_bytes();
    let chunk = [&length[..], b"zTXt", &data, &[0; 4]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk.repeat(3)].concat()
}

fn visio(page: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", &rels(&[("r1", "document", "visio/document.xml")])),
        ("visio/document.xml", "<VisioDocument/>"),
        ("visio/_rels/document.xml.rels", &rels(&[("r1", "pages", "pages/pages.xml")])),
        ("visio/pages/pages.xml", "<Pages><Page Name='Network'><Rel r:id='r1'/></Page></Pages>"),
        ("visio/pages/_rels/pages.xml.rels", &rels(&[("r1", "page", "page1.xml")])),
        ("visio/pages/page1.xml", page),
    ])
}

#[test]
fn a_drawing_says_the_same_in_every_wrapping() {
    let expected = ["Flow", "订单 API", "lambda"];
    assert_eq!(labels(&drawio::FORMAT, plain().as_bytes()), expected);
    assert_eq!(labels(&drawio::FORMAT, packed(MODEL).as_bytes()), expected);
    assert_eq!(labels(&png::FORMAT, &picture(&plain())), expected);
    let content = plain().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let export = format!("<svg content=\"{content}\"><text>订单 API</text></svg>");
    assert_eq!(labels(&svg::FORMAT, export.as_bytes()), expected);
}

#[test]
fn a_page_and_a_link_have_their_place() {
    let text = read(&drawio::FORMAT, plain().as_bytes()).expect("the drawing is sound");
    assert_eq!(text.blocks[0].kind, BlockKind::Heading(2));
    assert!(text.blocks.iter().all(|block| block.spot == Spot::Page(1)));
    assert_eq!(text.references[0].target, "runbook.md");
}

#[test]
fn svg_text_is_read_once() {
    let source = "<svg><title>Flow</title><style>.a{}</style><switch><foreignObject><div>One</div></foreignObject>\
                  <text>One…</text></switch><text>A<tspan>B</tspan><tspan x='1'>C &amp; D</tspan></text></svg>";
    assert_eq!(labels(&svg::FORMAT, source.as_bytes()), ["Flow", "One", "AB C & D"]);
}

#[test]
fn an_entity_that_no_one_knows_parts_words_and_never_unfolds() {
    let source = "<!DOCTYPE svg [<!ENTITY lol 'no'>]><svg><text>VPC&lol;&eacute;&nbsp;A &#x4E2D;</text></svg>";
    assert_eq!(labels(&svg::FORMAT, source.as_bytes()), ["VPC é A 中"]);
    let source = "<mxfile><diagram><mxGraphModel><root><mxCell id='0'/><mxCell id='1' parent='0'/><mxCell id='2' parent='1' \
                  vertex='1' value='VPC&lol;&lt;b&gt;A&lt;/b&gt;&amp;eacute;'/></root></mxGraphModel></diagram></mxfile>";
    assert_eq!(labels(&drawio::FORMAT, source.as_bytes()), ["VPC Aé"]);
}

#[test]
fn mermaid_shows_labels_and_names_without_one() {
    let source = "flowchart LR\nsubgraph vpc[\"VPC 10.0.0.0/16\"]\n a[\"Order<br>API\"] -->|HTTPS| b[(Aurora)]\nend\n\
                  a -- events --> Kinesis\nstyle a fill:#fff\n";
    let expected = ["VPC 10.0.0.0/16", "Order API", "HTTPS", "Aurora", "events", "Kinesis"];
    assert_eq!(labels(&mermaid::FORMAT, source.as_bytes()), expected);
    let source = "sequenceDiagram\nparticipant A as Till\nA->>Lambda: sale\nNote over A: kept 7 days\n";
    assert_eq!(labels(&mermaid::FORMAT, source.as_bytes()), ["Till", "Lambda", "sale", "kept 7 days"]);
}

#[test]
fn plantuml_shows_labels_and_icons() {
    let source = "@startuml\ntitle Orders\nparticipant \"Till\" as T\nElasticLoadBalancing(alb, \"Public entry\", \"\")\n\
                  T -> Lambda : sale\n@enduml\n";
    let expected = ["Orders", "Till", "Elastic Load Balancing", "Public entry", "Lambda", "sale"];
    assert_eq!(labels(&plantuml::FORMAT, source.as_bytes()), expected);
}

#[test]
fn visio_shapes_speak_below_their_page() {
    let page = visio("<P><Shape><Text><cp IX='0'/>VPC &amp; 子网\n</Text></Shape></P>");
    assert_eq!(labels(&vsdx::FORMAT, &page), ["Network", "VPC & 子网"]);
}

#[test]
fn hostile_drawings_do_no_harm() {
    let bomb = packed(&" ".repeat(40 * 1024 * 1024));
    assert!(read(&drawio::FORMAT, bomb.as_bytes()).is_err());
    assert!(read(&png::FORMAT, &many_chunks()).is_err());
    let nested = format!("<svg>{}</svg>", "<g>".repeat(100_000));
    assert!(read(&svg::FORMAT, nested.as_bytes()).is_err());
    let formats = [&drawio::FORMAT, &svg::FORMAT, &png::FORMAT, &mermaid::FORMAT, &plantuml::FORMAT, &vsdx::FORMAT];
    let sound = [
        plain().into_bytes(),
        packed(MODEL).into_bytes(),
        picture(&plain()),
        visio("<P><Text>VPC</Text></P>"),
        "flowchart\na[\"b\"] --> c((d)) & e>f]\n الطلبات:::x --> ]]))}} -- ".as_bytes().to_vec(),
        b"<svg><text>a &lol; b</text></svg>".to_vec(),
        vec![0; 4096],
        vec![0xff; 4096],
        Vec::new(),
    ];
    for format in formats {
        for bytes in &sound {
            let mut seed = 7_usize;
            for part in 0..=16 {
                let _ = read(format, &bytes[..bytes.len() * part / 16]);
                let mut flipped = bytes.clone();
                for _ in 0..8 {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let at = (seed >> 33) % flipped.len().max(1);
                    if let Some(byte) = flipped.get_mut(at) {
                        *byte ^= 1 << (seed >> 61);
                    }
                }
                let _ = read(format, &flipped);
            }
        }
    }
}

#[test]
fn every_drawing_of_the_examples_gives_its_labels() {
    let examples = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"));
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(examples).into_iter().flatten() {
        let format = match entry.path().extension().and_then(std::ffi::OsStr::to_str) {
            Some("drawio") => &drawio::FORMAT,
            Some("svg") => &svg::FORMAT,
            Some("mmd") => &mermaid::FORMAT,
            _ => continue,
        };
        let bytes = std::fs::read(entry.path()).expect("the example is readable");
        let labels = labels(format, &bytes);
        assert!(labels.len() > 10, "{}: {labels:?}", entry.path().display());
        seen += 1;
    }
    assert!(seen > 10);
}

//! A small file of every format whose text is read, made in code.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Words of three scripts, which every sample says.
pub const WORDS: &str = "Bascule éprouvée 恢复 الاسترداد";

/// How a file of one format is made.
pub struct Sample {
    /// A name with the format's ending.
    pub name: &'static str,
    /// What stands around words.
    pub say: [&'static str; 2],
    /// What stands around a group, which may hold words and other groups.
    pub group: [&'static str; 2],
    /// Makes the file of what stands before everything else, such as a document type, and its content.
    pub make: fn(prolog: &str, content: &str) -> Vec<u8>,
    /// What sort of file it is.
    pub sort: Sort,
}

/// What sort of file a format is.
#[derive(PartialEq, Clone, Copy)]
pub enum Sort {
    /// Text in any encoding.
    Text,
    /// Text in any encoding, and XML.
    Xml,
    /// An archive of XML.
    Package,
    /// Bytes of its own.
    Bytes,
}

/// One for every format.
pub const SAMPLES: [Sample; 18] = [
    Sample { name: "page.md", say: ["", ""], group: ["> ", ""], make: plain, sort: Sort::Text },
    Sample { name: "note.txt", say: ["", ""], group: ["(", ")"], make: plain, sort: Sort::Text },
    Sample { name: "table.csv", say: ["RTO,", "\n"], group: ["\"\"", ""], make: plain, sort: Sort::Text },
    Sample { name: "page.html", say: ["<p>", "</p>"], group: ["<div>", "</div>"], make: plain, sort: Sort::Xml },
    Sample {
        name: "notebook.ipynb",
        say: ["{\"cell_type\": \"markdown\", \"source\": [\"", "\"]}"],
        group: ["[", "]"],
        make: |prolog, content| format!("{prolog}{{\"cells\": [{content}]}}").into_bytes(),
        sort: Sort::Text,
    },
    Sample {
        name: "text.docx",
        say: ["<w:p><w:r><w:t>", "</w:t></w:r></w:p>"],
        group: ["<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"],
        make: word,
        sort: Sort::Package,
    },
    Sample {
        name: "deck.pptx",
        say: ["<p:sp><p:txBody><a:p><a:r><a:t>", "</a:t></a:r></a:p></p:txBody></p:sp>"],
        group: ["<p:grpSp>", "</p:grpSp>"],
        make: deck,
        sort: Sort::Package,
    },
    Sample {
        name: "table.xlsx",
        say: ["<row r='1'><c r='A1' t='inlineStr'><is><t>", "</t></is></c></row>"],
        group: ["<sheetData>", "</sheetData>"],
        make: workbook,
        sort: Sort::Package,
    },
    Sample {
        name: "pages.pdf",
        say: ["<</Subtype/FreeText/Contents(\u{feff}", ")>>"],
        group: ["[", "]"],
        make: pages,
        sort: Sort::Bytes,
    },
    Sample {
        name: "drawing.vsdx",
        say: ["<Shape><Text>", "</Text></Shape>"],
        group: ["<Shape><Shapes>", "</Shapes></Shape>"],
        make: visio,
        sort: Sort::Package,
    },
    Sample {
        name: "template.yaml",
        say: ["  \"", "\": {Type: AWS::S3::Bucket}\n"],
        group: ["  a: [", "]\n"],
        make: |prolog, content| format!("{prolog}Resources:\n{content}").into_bytes(),
        sort: Sort::Text,
    },
    Sample {
        name: "policy.json",
        say: ["{\"Effect\": \"Allow\", \"Resource\": \"*\", \"Action\": \"", "\"},"],
        group: ["[", "]"],
        make: |prolog, content| format!("{prolog}{{\"Statement\": [{content}]}}").into_bytes(),
        sort: Sort::Text,
    },
    Sample {
        name: "main.tf",
        say: ["resource \"aws_s3_bucket\" \"", "\" {\n}\n"],
        group: ["locals {\na = [", "]\n}\n"],
        make: plain,
        sort: Sort::Text,
    },
    Sample { name: "drawing.drawio", say: CELL, group: OBJECT, make: drawing, sort: Sort::Xml },
    Sample { name: "drawing.png", say: CELL, group: OBJECT, make: picture, sort: Sort::Bytes },
    Sample {
        name: "drawing.svg",
        say: ["<text>", "</text>"],
        group: ["<g>", "</g>"],
        make: |prolog, content| format!("{prolog}<svg>{content}</svg>").into_bytes(),
        sort: Sort::Xml,
    },
    Sample {
        name: "drawing.mmd",
        say: ["a[\"", "\"]\n"],
        group: ["subgraph b\n", "end\n"],
        make: |prolog, content| format!("flowchart LR\n{prolog}{content}").into_bytes(),
        sort: Sort::Text,
    },
    Sample {
        name: "drawing.puml",
        say: ["title ", "\n"],
        group: ["package b {\n", "}\n"],
        make: plain,
        sort: Sort::Text,
    },
];

const CELL: [&str; 2] = ["<mxCell vertex='1' value='", "'/>"];

const OBJECT: [&str; 2] = ["<object>", "</object>"];

impl Sample {
    /// The file that says this.
    pub fn saying(&self, words: &str) -> Vec<u8> {
        (self.make)("", &self.said(words))
    }

    /// The file with so many groups within each other, the innermost of which says the words.
    pub fn nested(&self, groups: usize) -> Vec<u8> {
        let [open, close] = self.group;
        (self.make)("", &format!("{}{}{}", open.repeat(groups), self.said(WORDS), close.repeat(groups)))
    }

    /// The words as they stand in the file.
    pub fn said(&self, words: &str) -> String {
        self.say.join(words)
    }
}

fn plain(prolog: &str, content: &str) -> Vec<u8> {
    format!("{prolog}{content}").into_bytes()
}

/// An archive of these parts.
pub fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory takes parts");
        archive.write_all(content.as_bytes()).expect("memory takes bytes");
    }
    archive.finish().expect("memory takes bytes").into_inner()
}

fn relation(kind: &str, target: &str) -> String {
    format!("<Relationships><Relationship Id='r1' Type='http://x/{kind}' Target='{target}'/></Relationships>")
}

fn word(prolog: &str, content: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", &relation("officeDocument", "word/document.xml")),
        ("word/document.xml", &format!("{prolog}<w:document><w:body>{content}</w:body></w:document>")),
    ])
}

fn deck(prolog: &str, content: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", &relation("officeDocument", "ppt/presentation.xml")),
        (
            "ppt/presentation.xml",
            "<p:presentation xmlns:p='x'><p:sldIdLst><p:sldId r:id='r1'/></p:sldIdLst></p:presentation>",
        ),
        ("ppt/_rels/presentation.xml.rels", &relation("slide", "slides/slide1.xml")),
        ("ppt/slides/slide1.xml", &format!("{prolog}<p:sld>{content}</p:sld>")),
    ])
}

fn workbook(prolog: &str, content: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", "<workbook><sheets><sheet name='Plan' r:id='r1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &format!("{prolog}<worksheet><sheetData>{content}</sheetData></worksheet>")),
    ])
}

fn visio(prolog: &str, content: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", &relation("document", "visio/document.xml")),
        ("visio/document.xml", "<VisioDocument/>"),
        ("visio/_rels/document.xml.rels", &relation("pages", "pages/pages.xml")),
        ("visio/pages/pages.xml", "<Pages><Page Name='Network'><Rel r:id='r1'/></Page></Pages>"),
        ("visio/pages/_rels/pages.xml.rels", &relation("page", "page1.xml")),
        ("visio/pages/page1.xml", &format!("{prolog}<Page>{content}</Page>")),
    ])
}

/// A page with what lies on it.
fn pages(prolog: &str, content: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        &format!("<</Type/Page/Parent 2 0 R/Annots[{content}]>>"),
    ];
    let mut file = format!("%PDF-1.4\n%{prolog}\n");
    for (number, object) in (1..).zip(objects) {
        file += &[&format!("{number} 0 obj"), object, "endobj\n"].concat();
    }
    file += "trailer<</Root 1 0 R>>";
    file.into_bytes()
}

fn drawing(prolog: &str, content: &str) -> Vec<u8> {
    format!("{prolog}<mxfile><diagram><root>{content}</root></diagram></mxfile>").into_bytes()
}

/// A picture that carries the source of a drawing.
fn picture(prolog: &str, content: &str) -> Vec<u8> {
    let chunk = [b"mxfile\0".to_vec(), drawing(prolog, content)].concat();
    let length = u32::try_from(chunk.len()).expect("a sample is short").to_be_bytes();
    [b"\x89PNG\r\n\x1a\n", &length[..], b"tEXt", &chunk, &[0; 4]].concat()
}

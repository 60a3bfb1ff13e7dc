//! The parts beside the main one: relations, styles, the form of lists, the footer, and what the document says of itself.

use chrono::NaiveDate;
use quick_xml::escape::escape;

use super::body::link_id;
use crate::language::Language;
use crate::report::office::{INK, RULE, one_line};

/// What the document says of itself.
pub struct About {
    /// Its title.
    pub title: String,
    /// Whose it is; empty where that is not known.
    pub partner: String,
    /// The day it was made as of.
    pub as_of: NaiveDate,
    /// Its language.
    pub language: Language,
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// All parts of a document, the table of contents of the package first.
pub fn all(about: &About, document: Vec<u8>, targets: &[String]) -> Vec<(&'static str, Vec<u8>)> {
    let part = |xml: &str| format!("{DECLARATION}{xml}").into_bytes();
    vec![
        ("[Content_Types].xml", part(&content_types())),
        ("_rels/.rels", part(&package_relations())),
        ("docProps/core.xml", part(&properties(about))),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", part(&relations(targets))),
        ("word/styles.xml", part(&styles(about.language))),
        ("word/numbering.xml", part(&numbering())),
        ("word/footer.xml", part(&footer(about))),
        ("word/settings.xml", part(&settings(about.language))),
    ]
}

fn content_types() -> String {
    let parts = [("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("footer", "footer")];
    let parts = parts
        .into_iter()
        .chain([("settings", "settings")])
        .map(|(name, kind)| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{MEDIA}.{kind}+xml\"/>"));
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>",
        parts.collect::<String>()
    )
}

fn package_relations() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"document\" Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"core\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn relations(targets: &[String]) -> String {
    let parts = ["styles", "numbering", "footer", "settings"]
        .map(|name| format!("<Relationship Id=\"{name}\" Type=\"{RELATION}/{name}\" Target=\"{name}.xml\"/>"));
    let links = targets.iter().enumerate().map(|(index, target)| {
        format!(
            "<Relationship Id=\"{}\" Type=\"{RELATION}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            link_id(index + 1),
            escape(target.as_str())
        )
    });
    let all: String = parts.into_iter().chain(links).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn properties(about: &About) -> String {
    let creator = one_line(&about.partner);
    let (title, creator, day) = (escape(about.title.as_str()), escape(creator.as_str()), about.as_of);
    let code = if about.language == Language::Zh { CHINESE } else { latin(about.language) };
    let date = |name: &str| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>");
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>{creator}</dc:creator><dc:language>{code}</dc:language>{}{}</cp:coreProperties>",
        date("created"),
        date("modified")
    )
}

/// The language of Chinese words in any document.
const CHINESE: &str = "zh-CN";

/// The language of Latin words. Within Chinese they are English, so that lines break between them.
const fn latin(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr-FR",
        Language::En | Language::Zh => "en-US",
    }
}

fn settings(language: Language) -> String {
    let latin = latin(language);
    format!(
        "<w:settings {WORD}><w:zoom w:percent=\"100\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{latin}\" w:eastAsia=\"{CHINESE}\"/></w:settings>"
    )
}

fn numbering() -> String {
    format!(
        "<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:pStyle w:val=\"ListBullet\"/>\
         <w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"340\" w:hanging=\"227\"/></w:pPr>\
         <w:rPr><w:color w:val=\"{INK}\"/></w:rPr></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    )
}

/// Whose it is and of which day at the left, the number of the page at the right.
fn footer(about: &About) -> String {
    let words = [one_line(&about.partner), about.as_of.to_string()];
    let words: Vec<_> = words.iter().filter(|words| !words.is_empty()).map(|words| escape(words.as_str())).collect();
    let number = |field: &str| format!("<w:fldSimple w:instr=\" {field} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}</w:p></w:ftr>",
        text(&words.join(" · ")),
        number("PAGE"),
        text(" / "),
        number("NUMPAGES")
    )
}

/// The styles; sizes are in half points, distances in twentieths of a point.
fn styles(language: Language) -> String {
    let latin = latin(language);
    let font = "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\" w:eastAsia=\"Microsoft YaHei\"/>";
    let paragraph = |id: &str, name: &str, setting: &str, letters: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:qFormat/><w:pPr>{setting}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )
    };
    let heading = |level: u8, (before, after): (u16, u16), line: &str, size: u8| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:next w:val=\"BodyText\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>\
             {line}<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"240\" w:lineRule=\"auto\"/>\
             <w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:color w:val=\"{INK}\"/><w:sz w:val=\"{size}\"/>\
             <w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
        )
    };
    let letters = |id: &str, name: &str, setting: &str| {
        format!(
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/>\
             <w:rPr>{setting}</w:rPr></w:style>"
        )
    };
    let spacing = |after: u8| format!("<w:spacing w:before=\"0\" w:after=\"{after}\"/>");
    let tight = "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>";
    let sized = |size: u8| format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{RULE}\"/>");
    let below = format!("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"3\" w:color=\"{RULE}\"/></w:pBdr>");
    let styles = [
        heading(1, (0, 120), "", 40),
        heading(2, (400, 140), &below, 28),
        heading(3, (300, 80), "", 23),
        paragraph("BodyText", "Body Text", "<w:spacing w:before=\"60\" w:after=\"90\"/>", ""),
        paragraph(
            "Label",
            "Label",
            "<w:keepNext/><w:spacing w:before=\"140\" w:after=\"60\"/>",
            &format!("<w:color w:val=\"{INK}\"/>"),
        ),
        paragraph(
            "ListBullet",
            "List Bullet",
            &format!("<w:numPr><w:numId w:val=\"1\"/></w:numPr>{}", spacing(60)),
            "",
        ),
        paragraph("TableText", "Table Text", tight, &sized(18)),
        paragraph("TableHeader", "Table Header", tight, &format!("<w:b/><w:color w:val=\"FFFFFF\"/>{}", sized(18))),
        paragraph(
            "AfterTable",
            "After Table",
            "<w:spacing w:before=\"0\" w:after=\"60\" w:line=\"120\" w:lineRule=\"exact\"/>",
            "",
        ),
        paragraph(
            "Footer",
            "footer",
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"0\"/>",
            &format!("<w:color w:val=\"5F6B7A\"/>{}", sized(17)),
        ),
        letters("Strong", "Strong", "<w:b/>"),
        letters(
            "Code",
            "Code",
            &format!(
                "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\" w:eastAsia=\"Microsoft YaHei\"/>{}",
                sized(16)
            ),
        ),
        letters("Hyperlink", "Hyperlink", "<w:color w:val=\"0B5CAD\"/><w:u w:val=\"single\"/>"),
    ];
    let sides: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    format!(
        "<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr>{font}<w:color w:val=\"1F2933\"/>{}\
         <w:lang w:val=\"{latin}\" w:eastAsia=\"{CHINESE}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"110\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/></w:style>{}\
         <w:style w:type=\"table\" w:styleId=\"Report\"><w:name w:val=\"Report\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:top w:w=\"30\" w:type=\"dxa\"/>\
         <w:left w:w=\"90\" w:type=\"dxa\"/><w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right w:w=\"90\" w:type=\"dxa\"/>\
         </w:tblCellMar></w:tblPr></w:style></w:styles>",
        sized(21),
        styles.concat()
    )
}

//! PNG: the draw.io source that draw.io writes into its exports. A picture without one shows what nobody here can read.

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::drawio;
use super::markup::{percent_decoded, unpacked};
use crate::config::MAX_DRAWING;
use crate::evidence::{Kind, Text};
use crate::language::Message;
use crate::reader::format::{Format, Read};

pub static FORMAT: Format = Format { endings: &["png"], kind: Kind::Diagram, read: Read::Bytes(read) };

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The keywords draw.io has used for its source.
const KEYWORDS: [&[u8]; 2] = [b"mxfile", b"mxGraphModel"];

fn read(bytes: &[u8]) -> Result<Text, Message> {
    let mut rest = bytes.strip_prefix(SIGNATURE).unwrap_or_default();
    let mut allowance = MAX_DRAWING;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((kind, after)) = after.split_first_chunk::<4>() else { break };
        let Some(data) = after.get(..length) else { break };
        if let Some(source) = source(*kind, data, &mut allowance)? {
            return drawio::labels(&source);
        }
        // The four bytes after the data are its checksum.
        rest = after.get(length + 4..).unwrap_or_default();
    }
    Ok(Text::default())
}

/// The source in a chunk of text, where it is one.
fn source(kind: [u8; 4], data: &[u8], allowance: &mut u64) -> Result<Option<String>, Message> {
    let Some((_, data)) = until_zero(data).filter(|(keyword, _)| KEYWORDS.contains(keyword)) else {
        return Ok(None);
    };
    let text = match (&kind, data) {
        (b"tEXt", _) => Some(data.to_vec()),
        (b"zTXt", [_, packed @ ..]) => inflated(packed, allowance)?,
        (b"iTXt", [is_packed, _, rest @ ..]) => {
            let text = until_zero(rest).and_then(|(_, rest)| until_zero(rest)).map_or(&[][..], |(_, text)| text);
            if *is_packed == 1 { inflated(text, allowance)? } else { Some(text.to_vec()) }
        }
        _ => None,
    };
    let Some(text) = text else { return Ok(None) };
    let text = String::from_utf8_lossy(&text);
    let is_encoded = text.trim_start().starts_with('%');
    // Percent-encoded source comes from a form, where a plus is a space.
    let text = if is_encoded { percent_decoded(&text.replace('+', " ")).into_owned() } else { text.into_owned() };
    Ok(drawio::is_drawio(&text).then_some(text))
}

/// With zlib's header, as the format asks, or without, as draw.io has written it. What is broken is no source.
fn inflated(packed: &[u8], allowance: &mut u64) -> Result<Option<Vec<u8>>, Message> {
    match unpacked(ZlibDecoder::new(packed), allowance)? {
        None => unpacked(DeflateDecoder::new(packed), allowance),
        found => Ok(found),
    }
}

fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

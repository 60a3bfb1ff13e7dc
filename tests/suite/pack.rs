//! Zip archives made by hand, member by member, so that a test can lie in every field of them.

use std::io::{Cursor, Read, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The members of an archive, in its order.
pub type Members = Vec<(String, Vec<u8>)>;

/// What an archive holds.
pub fn members(archive: &[u8]) -> Members {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let count = archive.len();
    let read = |index| {
        let mut member = archive.by_index(index).expect("a member");
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("whole");
        (member.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

/// An archive of these members.
pub fn packed(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The members with digests that fit them.
pub fn summed(mut members: Members) -> Members {
    members.retain(|(name, _)| name != "SHA256SUMS");
    members.sort();
    let line = |(name, bytes): &(String, Vec<u8>)| {
        let digits = Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"));
        format!("{digits}  {name}\n")
    };
    let sums: String = members.iter().map(line).collect();
    members.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    members
}

/// Stored members in an archive written byte by byte, each name as it is given.
pub fn stored(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let size = u32::try_from(bytes.len()).expect("small");
        let length = u16::try_from(name.len()).expect("short");
        let mut head = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        for number in [crc.sum(), size, size] {
            head.extend(number.to_le_bytes());
        }
        head.extend(length.to_le_bytes());
        head.extend([0, 0]);
        let start = u32::try_from(out.len()).expect("small");
        directory.extend(*b"PK\x01\x02\x14\x03");
        directory.extend(&head);
        directory.extend([0; 6]);
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(*name);
        out.extend(*b"PK\x03\x04");
        out.extend(head);
        out.extend(*name);
        out.extend(*bytes);
    }
    let (start, size) = (out.len(), directory.len());
    out.extend(directory);
    let count = u16::try_from(members.len()).expect("few").to_le_bytes();
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count].concat());
    out.extend(u32::try_from(size).expect("small").to_le_bytes());
    out.extend(u32::try_from(start).expect("small").to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The archive with every occurrence of some bytes replaced by as many others.
pub fn patched(archive: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut patched = archive.to_vec();
    let mut times = 0;
    for at in 0..=archive.len() - from.len() {
        if archive[at..].starts_with(from) {
            patched[at..at + from.len()].copy_from_slice(to);
            times += 1;
        }
    }
    assert!(times > 0, "{from:?} is there");
    patched
}

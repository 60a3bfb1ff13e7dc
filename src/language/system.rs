//! What the operating system refuses, in our words: its own come in the language it was set up in.

use std::io::{Error, ErrorKind};

use super::Message;

impl From<&Error> for Message {
    fn from(error: &Error) -> Self {
        let key = match error.kind() {
            ErrorKind::NotFound => "system.not_found",
            ErrorKind::PermissionDenied => "system.denied",
            ErrorKind::IsADirectory => "system.folder",
            ErrorKind::NotADirectory => "system.no_folder",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "system.full",
            ErrorKind::ReadOnlyFilesystem => "system.read_only",
            ErrorKind::InvalidFilename => "system.name",
            ErrorKind::InvalidData => "system.not_text",
            ErrorKind::ResourceBusy => "system.busy",
            ErrorKind::OutOfMemory => "system.memory",
            _ => {
                return match error.raw_os_error() {
                    Some(code) => Self::new("system.code").with("code", code.to_string()),
                    None => Self::new("system.other"),
                };
            }
        };
        Self::new(key)
    }
}

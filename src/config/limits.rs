//! The declared limits of reading, each the largest that is taken.

use std::time::Duration;

/// The largest file whose text is read, in bytes. A larger one is unreadable, whatever it holds.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// How many files and folders are looked at. What comes after them is said to be left out.
pub const MAX_ENTRIES: usize = 200_000;

/// How many folders may lie within each other.
pub const MAX_DEPTH: usize = 32;

/// How many bytes one archive may unpack to: a Word, PowerPoint or Excel file is one.
pub const MAX_UNPACKED: u64 = 256 * 1024 * 1024;

/// How many parts one archive may hold.
pub const MAX_PARTS: usize = 20_000;

/// How many filled cells, links, merged areas and shared strings one workbook may hold.
pub const MAX_CELLS: usize = 2_000_000;

/// How many filled rows one workbook may hold, so that what was read of them is no larger than [`MAX_ANSWER`].
pub const MAX_ROWS: usize = 200_000;

/// How many bytes of text the cells of one workbook may show: many may share one long string.
pub const MAX_CELL_TEXT: usize = 24 * 1024 * 1024;

/// How many rows a table of facts may have, and how far below each other they may stand.
pub const MAX_TABLE_ROWS: usize = 10_000;

/// How many bytes from the beginning of a text the titles of a table are looked for in.
pub const MAX_TABLE_HEAD: usize = 64 * 1024;

/// How many bytes a cell of a table of facts may hold, as many as a cell of Excel.
pub const MAX_TABLE_CELL: usize = 32_767;

/// How many cells of a workbook are looked at for tables of facts.
pub const MAX_TABLE_CELLS: usize = 200_000;

/// How many mistakes of one table, or of one list of holidays, are told.
pub const MAX_TABLE_MISTAKES: usize = 50;

/// How many bytes a list of holidays may have.
pub const MAX_HOLIDAYS: u64 = 1024 * 1024;

/// How many sheets a workbook may have.
pub const MAX_SHEETS: usize = 2_000;

/// How many bytes the parts of one drawing may unpack to.
pub const MAX_DRAWING: u64 = 32 * 1024 * 1024;

/// How many pages a drawing in parts may have.
pub const MAX_PAGES: usize = 2_000;

/// A text of more bytes than this is read apart, as every format is that must be decoded.
pub const MAX_HERE: usize = 1024 * 1024;

/// How long the reading of one document may take apart.
pub const MAX_TIME: Duration = Duration::from_secs(30);

/// How much memory the reading of documents may take apart, in bytes for each process.
pub const MAX_MEMORY: u64 = 1536 * 1024 * 1024;

/// How many bytes what was read of one document apart may have.
pub const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// How many bytes the text of all documents together may have. Those that come later, by path, are unreadable.
pub const MAX_TEXT: usize = 1024 * 1024 * 1024;

/// How many files are read before what was read of them is put together.
pub const FILES_AT_ONCE: usize = 256;

/// How many pages a PDF may have.
pub const MAX_PDF_PAGES: usize = 5_000;

/// How many arrays and dictionaries of a PDF may lie within each other.
pub const MAX_PDF_DEPTH: usize = 256;

/// How many bytes of text one PDF may hold.
pub const MAX_PDF_TEXT: usize = 32 * 1024 * 1024;

/// How many links and form fields of one PDF are read.
pub const MAX_PDF_ANNOTATIONS: usize = 20_000;

/// How many XML elements may lie within each other.
pub const MAX_XML_DEPTH: usize = 512;

/// The largest deployment template that is read, in bytes; AWS takes up to 1 MB.
pub const MAX_TEMPLATE: usize = 4 * 1024 * 1024;

/// How many statements and lines of conditions the IAM policies of one file may have.
pub const MAX_STATEMENTS: usize = 20_000;

/// The largest file of Terraform that is read, in bytes.
pub const MAX_TERRAFORM: usize = 512 * 1024;

/// How many `=` and `:` one file of Terraform may hold: its parser takes the square of the entries in a table.
pub const MAX_ENTRIES_OF_TERRAFORM: usize = 10_000;

/// How many sets of case studies are weighed against each other: 30 case studies make 27,405 sets of four.
pub const MAX_SETS: usize = 200_000;

/// How many bytes the files of a bundle may have together, unpacked.
pub const MAX_BUNDLE: u64 = 1024 * 1024 * 1024;

/// How many files a bundle may have: fewer than the 65,535 that every program reads in a zip archive.
pub const MAX_BUNDLE_FILES: usize = 20_000;

/// How many bytes the path of a file in a bundle may have.
pub const MAX_BUNDLE_PATH: usize = 1024;

/// How many requests are made of the web in one run, redirects and `robots.txt` included.
pub const MAX_REQUESTS: usize = 300;

/// How long one answer of the web may take, from the name of the host to its last byte.
pub const MAX_ANSWER_TIME: Duration = Duration::from_secs(15);

/// How long the web is asked in one run.
pub const MAX_ONLINE_TIME: Duration = Duration::from_mins(3);

/// How many bytes of one page are read; what comes after them is not looked at.
pub const MAX_PAGE: u64 = 2 * 1024 * 1024;

/// How many bytes are taken from the web in one run.
pub const MAX_ONLINE_BYTES: u64 = 64 * 1024 * 1024;

/// How many redirects are followed from one address.
pub const MAX_REDIRECTS: usize = 10;

/// How many links of one page are looked at.
pub const MAX_LINKS: usize = 2_000;

/// How many bytes of the words of one page are looked at.
pub const MAX_WORDS: usize = 64 * 1024;

/// How many bytes of a `robots.txt` are obeyed, as many as Google obeys.
pub const MAX_ROBOTS: u64 = 500 * 1024;

/// How many bytes a file of kept answers may have.
pub const MAX_KEPT: u64 = 64 * 1024 * 1024;

/// How many pages of a website are searched for one address.
pub const MAX_SEARCHED: usize = 60;

/// How many clicks from the home page an address is searched.
pub const MAX_CLICKS: usize = 3;

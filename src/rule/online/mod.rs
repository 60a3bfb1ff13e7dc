//! What the web answered, as rules look at it: pages that are there for everybody, and the links between them.

mod page;
mod route;
mod words;

pub use page::{Seen, seen, told};
pub use route::{Route, searched, walked};

//! The web, for whoever asks for it: what an address answers, and what was answered before.
//!
//! Nothing here knows what an answer is good for. No connection is made but by a [`Client`], and that is made for
//! `--online` alone.

#[cfg(feature = "online")]
mod client;
mod kept;

#[cfg(feature = "online")]
pub use client::{Client, Limits};
pub use kept::{Kept, Unusable};

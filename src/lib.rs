//! Checks the evidence an AWS partner hands in for a Competency or Service Delivery designation.
//!
//! ```text
//! checklists/*.yaml ──► checklist ──┐
//!                                   ├─► assessment ──► report ──► the user
//! evidence folder ──► reader ──► evidence ─┘      └──► gate ────► exit status
//!        the web, on request ──► web ──┘
//! ```
//!
//! `evidence` is data; `rule` asks questions of it; `reader` makes it from files; `checklist` is a program as data;
//! `assessment` asks a checklist's rules of the evidence on one day; `report` shows and `gate` decides. What lies further
//! down knows nothing of what lies further up.

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

pub mod assessment;
pub mod bundle;
pub mod cases;
pub mod checklist;
pub mod cli;
pub mod command;
pub mod config;
pub mod evidence;
pub mod gate;
pub mod language;
pub mod migration;
pub mod reader;
pub mod report;
pub mod rule;
pub mod saved;
pub mod scaffold;
pub mod score;
pub mod secret;
pub mod source;
pub mod web;

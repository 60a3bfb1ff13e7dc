//! The promises of the product, kept on real evidence.

mod adversarial;
mod alone;
mod attest;
mod attestations;
mod bundle;
mod cache;
mod calendar;
mod cases;
mod changed;
mod compare;
mod diff;
mod errors;
mod escaping;
mod export;
mod facts;
mod first;
mod floors;
mod folder;
mod forecast;
mod gate;
mod guide;
mod hand_in;
mod hostile;
#[cfg(feature = "online")]
mod hostile_web;
mod languages;
mod leaks;
mod licences;
mod lint;
mod machine;
mod mail;
mod migrate;
mod mutations;
mod office;
#[cfg(feature = "online")]
mod online;
#[cfg(unix)]
mod open;
mod output;
mod own_program;
mod pack;
mod readings;
mod redaction;
mod release;
mod repeatable;
#[cfg(unix)]
mod repositories;
mod run;
mod runner;
mod samples;
mod scaffold;
mod schemas;
mod score;
mod selection;
#[cfg(feature = "online")]
mod server;
mod several;
mod shell;
mod timeline;
mod todo;
mod twin;
mod verify;
mod watch;
mod web_page;

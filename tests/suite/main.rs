//! The promises of the product, kept on real evidence.

mod adversarial;
mod alone;
mod cache;
mod diff;
mod errors;
mod escaping;
mod export;
mod facts;
mod floors;
mod folder;
mod hostile;
mod machine;
mod mutations;
mod output;
mod own_program;
mod readings;
mod redaction;
mod repeatable;
mod run;
mod runner;
mod samples;
mod scaffold;
mod score;
mod several;
mod todo;
mod twin;

//! What people are told of what happened: the journal, and the callback of whoever listens.

pub mod callback;
pub mod journal;

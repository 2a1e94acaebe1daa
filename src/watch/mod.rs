//! The journal for people, and the callback of whoever listens to it.

pub mod callback;
pub mod journal;
mod sentence;

//! What people are told of what happened.

pub mod journal;
mod sentence;

//! The output of the command line, for people and as JSON.

pub(crate) mod answer;
pub(crate) mod json;
pub(crate) mod span;
pub(crate) mod table;

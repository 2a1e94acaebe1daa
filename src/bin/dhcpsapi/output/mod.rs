//! The output of the command line, for people and as JSON.

pub(crate) mod answer;
pub(crate) mod json;
pub(crate) mod moment;
pub(crate) mod table;

//! The one storage seam: where the records of what happened are kept.

mod record;
#[cfg(feature = "stored")]
pub mod stored;

pub use record::{Cause, Record, Revision};

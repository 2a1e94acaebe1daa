//! The registry at work.

mod clock;
mod local;

pub use clock::Clock;
pub use local::{Local, failed};

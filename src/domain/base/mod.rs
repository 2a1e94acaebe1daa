//! Addresses, names, moments, roles and errors, which all floors use.

pub mod address;
pub mod client;
pub mod error;
pub mod ids;
pub mod refused;
pub mod role;
pub mod shared;
pub mod text;
pub mod time;

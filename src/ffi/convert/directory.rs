//! The directory of servers.

use std::ptr;

use crate::abi::directory::{DHCPDS_SERVER, DHCPDS_SERVERS};
use crate::domain::model::directory::Directory;
use crate::domain::rules::read::directory::VERSION;
use crate::domain::rules::{Command, DirectoryCommand};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::Failure;
use crate::ffi::convert::{count, kept_text};

/// The request to list a server.
///
/// # Safety
///
/// The name in the structure is as `exports` says.
pub(crate) unsafe fn listing(given: &DHCPDS_SERVER) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { kept_text(given.ServerName) }?;
    Ok(Command::Directory(DirectoryCommand::List { name, address: given.ServerAddress }))
}

/// The request to unlist a server.
///
/// # Safety
///
/// The name in the structure is as `exports` says.
pub(crate) unsafe fn unlisting(given: &DHCPDS_SERVER) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { kept_text(given.ServerName) }?;
    Ok(Command::Directory(DirectoryCommand::Unlist { name, address: given.ServerAddress }))
}

/// The listed servers, in the order of their listing.
pub(crate) fn all(directory: &Directory) -> Result<Given<DHCPDS_SERVERS>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let servers = blocks.array_of(directory.iter(), |blocks, listing| {
            Ok(DHCPDS_SERVER {
                Version: 0,
                ServerName: blocks.text(&listing.name)?,
                ServerAddress: listing.address,
                Flags: 0,
                State: 0,
                DsLocation: ptr::null_mut(),
                DsLocType: 0,
            })
        })?;
        Ok(DHCPDS_SERVERS { Flags: 0, NumElements: count(directory.len())?, Servers: servers })
    })?;
    blocks.rooted(root)
}

/// The major and minor version that every server reports.
pub(crate) fn version() -> Result<(u32, u32), Failure> {
    Ok(VERSION)
}

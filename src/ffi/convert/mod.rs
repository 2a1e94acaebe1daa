//! C structures to domain values and back, one file for each family; nothing else.
//!
//! A conversion of C input is unsafe: what it is given must be as the contract of `exports` says. A conversion of a
//! result makes blocks and cannot fail but for memory.

pub(crate) mod classes;
pub(crate) mod clients;
pub(crate) mod directory;
pub(crate) mod elements;
pub(crate) mod ext;
pub(crate) mod failover;
pub(crate) mod filters;
pub(crate) mod options;
pub(crate) mod server;
pub(crate) mod statistics;
pub(crate) mod subnets;

use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::common::{DATE_TIME, DHCP_BINARY_DATA, DHCP_HOST_INFO, DHCP_IP_ARRAY};
use crate::abi::subnets::DHCP_FORCE_FLAG;
use crate::domain::base::address::{Address, Subnet};
use crate::domain::base::client::ClientId;
use crate::domain::base::text::Text;
use crate::domain::base::time::FileTime;
use crate::domain::rules::Force;
use crate::ffi::build::Builder;
use crate::ffi::call::Failure;
use crate::ffi::views;

/// A string that must be there, kept.
///
/// # Safety
///
/// As `views::units`.
pub(crate) unsafe fn kept_text(pointer: *const u16) -> Result<Text, Failure> {
    // SAFETY: the same promise.
    kept(unsafe { views::units(pointer) }?)
}

/// A string that may be absent, kept.
///
/// # Safety
///
/// As `views::units`.
pub(crate) unsafe fn kept_optional_text(pointer: *const u16) -> Result<Option<Text>, Failure> {
    // SAFETY: the same promise.
    let units = unsafe { views::optional_units(pointer) }?;
    units.map(kept).transpose()
}

/// A string, kept if it is well-formed.
fn kept(units: &[u16]) -> Result<Text, Failure> {
    Text::new(units).ok_or(Failure::Unreadable(views::UNPAIRED_SURROGATE))
}

/// The bytes of a client identifier; NULL or no bytes is refused.
///
/// # Safety
///
/// `data.Data` is NULL or points to `data.DataLength` bytes that do not change for `'a`.
unsafe fn client_bytes<'a>(data: &DHCP_BINARY_DATA) -> Result<&'a [u8], Failure> {
    // SAFETY: the same promise.
    let bytes = unsafe { views::array(data.Data.cast_const(), data.DataLength) }?;
    if data.Data.is_null() {
        return Err(Failure::Unreadable("the client identifier is NULL"));
    }
    if bytes.is_empty() { Err(Failure::InvalidValue(ClientId::RULE)) } else { Ok(bytes) }
}

/// The force flag; an unknown number is refused.
pub(crate) fn force(flag: MaybeUninit<DHCP_FORCE_FLAG>) -> Result<Force, Failure> {
    match views::enum_number(flag) {
        0 | 2 => Ok(Force::Full),
        1 => Ok(Force::None),
        _ => Err(Failure::InvalidValue("there is no such force flag")),
    }
}

fn file_time(time: DATE_TIME) -> FileTime {
    FileTime(u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime))
}

fn date_time(time: FileTime) -> DATE_TIME {
    let [a, b, c, d, e, f, g, h] = time.0.to_le_bytes();
    DATE_TIME {
        dwLowDateTime: u32::from_le_bytes([a, b, c, d]),
        dwHighDateTime: u32::from_le_bytes([e, f, g, h]),
    }
}

/// The identifier in the long form, with the subnet in front.
#[inline(never)]
fn unique_id(
    blocks: &mut impl Builder,
    subnet: Subnet,
    client: &ClientId,
) -> Result<DHCP_BINARY_DATA, Failure> {
    let id = client.unique_id(subnet);
    Ok(DHCP_BINARY_DATA { DataLength: count(id.len())?, Data: blocks.array(id)? })
}

/// The identifier as the client sends it.
#[inline(never)]
fn bare_id(blocks: &mut impl Builder, client: &ClientId) -> Result<DHCP_BINARY_DATA, Failure> {
    binary_data(blocks, client.bytes())
}

/// Bytes in a block of their own; NULL for none.
fn binary_data(blocks: &mut impl Builder, bytes: &[u8]) -> Result<DHCP_BINARY_DATA, Failure> {
    Ok(DHCP_BINARY_DATA { DataLength: count(bytes.len())?, Data: blocks.bytes(bytes)? })
}

fn ip_array(
    blocks: &mut impl Builder,
    addresses: impl ExactSizeIterator<Item = Address>,
) -> Result<DHCP_IP_ARRAY, Failure> {
    let length = count(addresses.len())?;
    Ok(DHCP_IP_ARRAY { NumElements: length, Elements: blocks.array(addresses)? })
}

fn host(address: Address, name: *mut u16) -> DHCP_HOST_INFO {
    DHCP_HOST_INFO { IpAddress: address, NetBiosName: name, HostName: ptr::null_mut() }
}

/// How many there are, as C has it.
pub(crate) fn count(length: usize) -> Result<u32, Failure> {
    u32::try_from(length).map_err(|_| Failure::OutOfMemory)
}

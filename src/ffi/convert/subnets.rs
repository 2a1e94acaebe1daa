//! Scopes, which the API calls subnets.

use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::common::DHCP_IP_ARRAY;
use crate::abi::subnets::{
    DHCP_FORCE_FLAG, DHCP_SUBNET_INFO, DHCP_SUBNET_INFO_VQ, DHCP_SUBNET_STATE, DHCP_SUPER_SCOPE_TABLE,
    DHCP_SUPER_SCOPE_TABLE_ENTRY,
};
use crate::abi::win::LPCWSTR;
use crate::domain::base::address::{Address, Subnet};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::model::scope::{ScopeInfo, ScopeState};
use crate::domain::model::server::Server;
use crate::domain::rules::read::scopes::{SuperscopeEntry, listed, superscope_table};
use crate::domain::rules::{Command, Existing, ScopeCommand, described_subnet, new_subnet};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{count, force, host, ip_array, kept_optional_text, kept_text};
use crate::ffi::paging::{self, Enumeration};
use crate::ffi::views;

/// The primary host of every scope on output: 127.0.0.1 (MS-DHCPM 3.1.4.3), in the byte order in which real servers
/// return it.
const PRIMARY_HOST: Address = 0x0100_007F;

/// The request to create the scope that the structure describes. The structure of the older call is the beginning
/// of the newer one; what the newer one adds is not looked at since Windows Server 2016.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn creation(address: Address, given: &DHCP_SUBNET_INFO) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Scope(ScopeCommand::Create(unsafe { info(address, given, new_subnet) }?)))
}

/// The request to describe a scope anew.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn change(address: Address, given: &DHCP_SUBNET_INFO) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Scope(ScopeCommand::Change(unsafe { info(address, given, described_subnet) }?)))
}

/// The request to delete a scope.
pub(crate) fn deletion(address: Address, flag: MaybeUninit<DHCP_FORCE_FLAG>) -> Result<Command, Failure> {
    Ok(Command::Scope(ScopeCommand::Delete(ScopeId(address), force(flag)?)))
}

/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn info(
    address: Address,
    given: &DHCP_SUBNET_INFO,
    subnet: fn(Address, u32) -> Result<Subnet, Error>,
) -> Result<ScopeInfo, Failure> {
    // SAFETY: the same promise.
    let (name, comment) =
        unsafe { (kept_optional_text(given.SubnetName)?, kept_optional_text(given.SubnetComment)?) };
    if address != given.SubnetAddress {
        return Err(Failure::InvalidValue("the structure has another subnet address"));
    }
    let subnet = subnet(given.SubnetAddress, given.SubnetMask)?;
    let state = state(given.SubnetState)?;
    Ok(ScopeInfo { subnet, name, comment, state })
}

fn state(given: MaybeUninit<DHCP_SUBNET_STATE>) -> Result<ScopeState, Failure> {
    match views::enum_number(given) {
        0 => Ok(ScopeState::Enabled),
        1 => Ok(ScopeState::Disabled),
        2 => Ok(ScopeState::EnabledSwitched),
        3 => Ok(ScopeState::DisabledSwitched),
        _ => Err(Failure::InvalidValue("a scope is enabled or disabled")),
    }
}

/// A scope's description.
pub(crate) fn original(server: &Server, scope: Address) -> Result<Given<DHCP_SUBNET_INFO>, Failure> {
    let info = server.scope(ScopeId(scope))?.info();
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| structure(blocks, info))?;
    blocks.rooted(root)
}

/// A scope's description with the quarantine, of which there is none since Windows Server 2016.
pub(crate) fn vq(server: &Server, scope: Address) -> Result<Given<DHCP_SUBNET_INFO_VQ>, Failure> {
    let info = server.scope(ScopeId(scope))?.info();
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let original = structure(blocks, info)?;
        Ok(DHCP_SUBNET_INFO_VQ {
            SubnetAddress: original.SubnetAddress,
            SubnetMask: original.SubnetMask,
            SubnetName: original.SubnetName,
            SubnetComment: original.SubnetComment,
            PrimaryHost: original.PrimaryHost,
            SubnetState: original.SubnetState,
            QuarantineOn: 0,
            Reserved1: 0,
            Reserved2: 0,
            Reserved3: 0,
            Reserved4: 0,
        })
    })?;
    blocks.rooted(root)
}

fn structure(blocks: &mut Blocks, info: &ScopeInfo) -> Result<DHCP_SUBNET_INFO, Failure> {
    Ok(DHCP_SUBNET_INFO {
        SubnetAddress: info.subnet.address(),
        SubnetMask: info.subnet.mask(),
        SubnetName: blocks.optional_text(info.name.as_ref())?,
        SubnetComment: blocks.optional_text(info.comment.as_ref())?,
        PrimaryHost: host(PRIMARY_HOST, ptr::null_mut()),
        SubnetState: MaybeUninit::new(match info.state {
            ScopeState::Enabled => DHCP_SUBNET_STATE::DhcpSubnetEnabled,
            ScopeState::Disabled => DHCP_SUBNET_STATE::DhcpSubnetDisabled,
            ScopeState::EnabledSwitched => DHCP_SUBNET_STATE::DhcpSubnetEnabledSwitched,
            ScopeState::DisabledSwitched => DHCP_SUBNET_STATE::DhcpSubnetDisabledSwitched,
        }),
    })
}

/// A page of the scopes' addresses. It counts scopes, and answers 0 although more remains.
pub(crate) fn page(server: &Server, preferred: u32, enumeration: Enumeration<DHCP_IP_ARRAY>) -> Outcome {
    let rest = listed(server).get(enumeration.start()..).unwrap_or_default();
    let page = paging::entries(preferred, rest.len())?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        ip_array(blocks, rest.get(..page.count).unwrap_or_default().iter().map(|scope| scope.0))
    })?;
    enumeration.finish(page, blocks.rooted(root)?)
}

/// The request to put a scope into a superscope, or to take it out of the one that it is in.
///
/// # Safety
///
/// `name` is NULL or as `exports` says.
pub(crate) unsafe fn superscope_change(
    scope: Address,
    name: LPCWSTR,
    may_change: bool,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { kept_optional_text(name) }?;
    let existing = if may_change { Existing::IsReplaced } else { Existing::Stays };
    Ok(Command::Scope(ScopeCommand::SetSuperscope(ScopeId(scope), name, existing)))
}

/// The request to delete a superscope.
///
/// # Safety
///
/// `name` is NULL or as `exports` says.
pub(crate) unsafe fn superscope_deletion(name: LPCWSTR) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Scope(ScopeCommand::DeleteSuperscope(unsafe { kept_text(name) }?)))
}

/// The request to delay the offers of a scope.
pub(crate) fn delay(scope: Address, milliseconds: u16) -> Command {
    Command::Scope(ScopeCommand::SetDelay(ScopeId(scope), milliseconds))
}

/// For how many milliseconds the offers of a scope are delayed.
pub(crate) fn delay_of(server: &Server, scope: Address) -> Result<u16, Failure> {
    Ok(server.scope(ScopeId(scope))?.delay_offer())
}

/// All scopes with their superscopes. A server without scopes has a table without entries.
pub(crate) fn superscopes(server: &Server) -> Result<Given<DHCP_SUPER_SCOPE_TABLE>, Failure> {
    let table = superscope_table(server);
    let number = count(table.len())?;
    let mut blocks = Blocks::new();
    let entries = blocks.array_of(table, superscope_entry)?;
    let root = blocks.one(DHCP_SUPER_SCOPE_TABLE { cEntries: number, pEntries: entries })?;
    blocks.rooted(root)
}

fn superscope_entry(
    blocks: &mut Blocks,
    entry: SuperscopeEntry<'_>,
) -> Result<DHCP_SUPER_SCOPE_TABLE_ENTRY, Failure> {
    Ok(DHCP_SUPER_SCOPE_TABLE_ENTRY {
        SubnetAddress: entry.scope.0,
        SuperScopeNumber: entry.superscope.map_or(0, |place| place.number),
        NextInSuperScope: entry.superscope.map_or(0, |place| place.next.0),
        SuperScopeName: blocks.optional_text(entry.superscope.map(|place| place.name))?,
    })
}

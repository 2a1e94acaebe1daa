//! Scopes, which the API calls subnets.

use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::common::DHCP_IP_ARRAY;
use crate::abi::subnets::{DHCP_FORCE_FLAG, DHCP_SUBNET_INFO, DHCP_SUBNET_INFO_VQ, DHCP_SUBNET_STATE};
use crate::domain::base::address::{Address, Subnet};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::model::scope::{ScopeInfo, ScopeState};
use crate::domain::model::server::Server;
use crate::domain::rules::read::scopes::listed;
use crate::domain::rules::{Command, ScopeCommand, described_subnet, new_subnet};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{force, host, ip_array, kept_optional_text};
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

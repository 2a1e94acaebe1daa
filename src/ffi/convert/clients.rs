//! Lease records.

use std::mem::MaybeUninit;

use crate::abi::clients::{
    DHCP_CLIENT_INFO, DHCP_CLIENT_INFO_PB, DHCP_CLIENT_INFO_V4, DHCP_CLIENT_INFO_VQ, DHCP_SEARCH_INFO,
    FILTER_STATUS_NONE, QuarantineStatus,
};
use crate::abi::common::DHCP_IP_ARRAY;
use crate::domain::base::address::Address;
use crate::domain::base::client::ClientKind;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::time::FileTime;
use crate::domain::model::lease::{AddressState, Lease, Particulars};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::read::leases::{Search, find_client, find_lease, free_addresses, granted_by_name};
use crate::domain::rules::{Command, LeaseChange, LeaseCommand, NewLease};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{
    client_bytes, date_time, file_time, host, ip_array, kept_optional_text, kept_text, unique_id,
};
use crate::ffi::out::Out;
use crate::ffi::views;

/// A structure of a later generation: the fields of the first one, and those that are added to them.
macro_rules! record_and {
    ($structure:ident, $record:ident, { $($added:tt)* }) => {
        $structure {
            ClientIpAddress: $record.ClientIpAddress,
            SubnetMask: $record.SubnetMask,
            ClientHardwareAddress: $record.ClientHardwareAddress,
            ClientName: $record.ClientName,
            ClientComment: $record.ClientComment,
            ClientLeaseExpires: $record.ClientLeaseExpires,
            OwnerHost: $record.OwnerHost,
            $($added)*
        }
    };
}
pub(crate) use record_and;

/// The key of a search. An unknown search type is refused, and so is a NULL name or identifier.
///
/// # Safety
///
/// The member that the type selects is as `exports` says.
#[inline(never)]
pub(crate) unsafe fn search(given: &DHCP_SEARCH_INFO) -> Result<Search, Failure> {
    match views::enum_number(given.SearchType) {
        // SAFETY: this is the selected member.
        0 => Ok(Search::Address(unsafe { given.SearchInfo.ClientIpAddress })),
        // SAFETY: this is the selected member, and its bytes are as promised.
        1 => Ok(Search::UniqueId(unsafe { client_bytes(&given.SearchInfo.ClientHardwareAddress) }?.to_vec())),
        // SAFETY: this is the selected member, and the string is as promised.
        2 => Ok(Search::Name(unsafe { kept_text(given.SearchInfo.ClientName) }?)),
        _ => Err(Failure::InvalidValue("there is no such search type")),
    }
}

/// The request to make a record. The structure of each older call is the beginning of the newer ones, so this reads
/// all of them; what the newer ones add is set by the server.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn creation(given: &DHCP_CLIENT_INFO) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Lease(LeaseCommand::Create(unsafe { new_lease(given) }?)))
}

/// The request to make a record of a kind and state that the caller says.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn creation_with_policy(
    given: &DHCP_CLIENT_INFO_PB,
    beginning: &DHCP_CLIENT_INFO,
) -> Result<Command, Failure> {
    // SAFETY: the same promise. Whatever is wrong with the value, a string that cannot be read is noticed first.
    let (policy, lease) = unsafe { (kept_optional_text(given.PolicyName)?, new_lease(beginning)) };
    let mut lease = lease?;
    let kind = ClientKind::of_record(given.bClientType);
    let kind = kind.ok_or(Failure::InvalidValue("there is no such type of client"))?;
    lease.kind = Some((kind, AddressState(given.AddressState)));
    lease.particulars.policy = policy;
    Ok(Command::Lease(LeaseCommand::Create(lease)))
}

/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn new_lease(given: &DHCP_CLIENT_INFO) -> Result<NewLease, Failure> {
    // SAFETY: the same promise.
    let (name, comment, client) = unsafe {
        (
            kept_optional_text(given.ClientName)?,
            kept_optional_text(given.ClientComment)?,
            client_bytes(&given.ClientHardwareAddress)?.to_vec(),
        )
    };
    Ok(NewLease {
        address: given.ClientIpAddress,
        client,
        expires: file_time(given.ClientLeaseExpires),
        particulars: Particulars { name, comment, policy: None },
        kind: None,
    })
}

/// The request to change a record; reads the structures of all generations.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn change(given: &DHCP_CLIENT_INFO) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let lease = unsafe { new_lease(given) }?;
    Ok(Command::Lease(LeaseCommand::Change(LeaseChange {
        address: lease.address,
        client: lease.client,
        expires: lease.expires,
        name: lease.particulars.name,
        comment: lease.particulars.comment,
        granted_by: given.OwnerHost.IpAddress,
    })))
}

/// The request to delete a record.
pub(crate) fn deletion(search: Search) -> Command {
    Command::Lease(LeaseCommand::Delete(search))
}

/// The part of a record that every generation has.
#[inline(never)]
pub(crate) fn record(
    blocks: &mut Blocks,
    server: &Server,
    scope: &Scope,
    address: Address,
    lease: &Lease,
) -> Result<DHCP_CLIENT_INFO, Failure> {
    Ok(DHCP_CLIENT_INFO {
        ClientIpAddress: address,
        SubnetMask: scope.subnet().mask(),
        ClientHardwareAddress: unique_id(blocks, scope.subnet(), &lease.client)?,
        ClientName: blocks.optional_text(lease.name())?,
        ClientComment: blocks.optional_text(lease.comment())?,
        ClientLeaseExpires: date_time(lease.expires),
        OwnerHost: host(
            lease.granted_by,
            blocks.optional_text(granted_by_name(server, scope, lease.granted_by))?,
        ),
    })
}

/// The record that a search finds.
pub(crate) fn original(server: &Server, search: &Search) -> Result<Given<DHCP_CLIENT_INFO>, Failure> {
    of_record(server, find_lease(server, search)?, |_, record, _| Ok(record))
}

/// The record that a search finds, with the kind of client.
pub(crate) fn v4(server: &Server, search: &Search) -> Result<Given<DHCP_CLIENT_INFO_V4>, Failure> {
    of_record(server, find_lease(server, search)?, |_, record, lease| {
        Ok(record_and!(DHCP_CLIENT_INFO_V4, record, {
            bClientType: lease.client_kind.0,
        }))
    })
}

/// The record that a search finds, with the address state and the quarantine, of which there is none since Windows Server 2016.
pub(crate) fn vq(server: &Server, search: &Search) -> Result<Given<DHCP_CLIENT_INFO_VQ>, Failure> {
    of_record(server, find_lease(server, search)?, |_, record, lease| {
        Ok(record_and!(DHCP_CLIENT_INFO_VQ, record, {
            bClientType: lease.client_kind.0,
            AddressState: lease.state.0,
            Status: MaybeUninit::new(QuarantineStatus::NOQUARANTINE),
            ProbationEnds: date_time(FileTime::UNSET),
            QuarantineCapable: 0,
        }))
    })
}

/// The record that a search finds, with the link-layer filter, of which there is none yet, and the policy.
pub(crate) fn with_policy(server: &Server, search: &Search) -> Result<Given<DHCP_CLIENT_INFO_PB>, Failure> {
    of_record(server, find_client(server, search)?, |blocks, record, lease| {
        Ok(record_and!(DHCP_CLIENT_INFO_PB, record, {
            bClientType: lease.client_kind.0,
            AddressState: lease.state.0,
            Status: MaybeUninit::new(QuarantineStatus::NOQUARANTINE),
            ProbationEnds: date_time(FileTime::UNSET),
            QuarantineCapable: 0,
            FilterStatus: FILTER_STATUS_NONE,
            PolicyName: blocks.optional_text(lease.policy())?,
        }))
    })
}

fn of_record<T: Copy>(
    server: &Server,
    (scope, address, lease): (&Scope, Address, &Lease),
    make: impl FnOnce(&mut Blocks, DHCP_CLIENT_INFO, &Lease) -> Result<T, Failure>,
) -> Result<Given<T>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let record = record(blocks, server, scope, address, lease)?;
        make(blocks, record, lease)
    })?;
    blocks.rooted(root)
}

/// Free addresses of a scope. Fewer than were asked for are given all the same, with their own code.
pub(crate) fn free(
    server: &Server,
    (scope, start, end): (Address, Address, Address),
    count: u32,
    out: Out<*mut DHCP_IP_ARRAY>,
) -> Outcome {
    let (addresses, complete) = free_addresses(server, ScopeId(scope), start, end, count)?;
    if !addresses.is_empty() {
        let mut blocks = Blocks::new();
        let root = blocks.block_for(|blocks| ip_array(blocks, addresses.iter().copied()))?;
        out.give(blocks.rooted(root)?);
    }
    if complete { Ok(()) } else { Err(Failure::EndOfSelection) }
}

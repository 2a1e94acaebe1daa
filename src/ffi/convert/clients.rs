//! Lease records.

use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::clients::{
    DHCP_CLIENT_FILTER_STATUS_INFO, DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY, DHCP_CLIENT_INFO,
    DHCP_CLIENT_INFO_ARRAY, DHCP_CLIENT_INFO_ARRAY_V4, DHCP_CLIENT_INFO_ARRAY_V5, DHCP_CLIENT_INFO_ARRAY_VQ,
    DHCP_CLIENT_INFO_EX, DHCP_CLIENT_INFO_EX_ARRAY, DHCP_CLIENT_INFO_PB, DHCP_CLIENT_INFO_PB_ARRAY,
    DHCP_CLIENT_INFO_V4, DHCP_CLIENT_INFO_V5, DHCP_CLIENT_INFO_VQ, DHCP_SEARCH_INFO, QuarantineStatus,
};
use crate::abi::common::{DHCP_BINARY_DATA, DHCP_IP_ARRAY};
use crate::abi::policies::{
    DHCP_PROPERTY, DHCP_PROPERTY_0, DHCP_PROPERTY_ARRAY, DHCP_PROPERTY_ID, DHCP_PROPERTY_TYPE,
};
use crate::domain::base::address::Address;
use crate::domain::base::client::ClientKind;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::time::FileTime;
use crate::domain::model::lease::{AddressState, Lease, Particulars};
use crate::domain::model::server::Server;
use crate::domain::rules::read::leases::{
    Found, Search, find_client, find_lease, free_addresses, granted_by_name, is_without_leases, listed,
};
use crate::domain::rules::{Command, LeaseChange, LeaseCommand, NewLease};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{
    bare_id, client_bytes, count, date_time, file_time, filters, host, ip_array, kept_optional_text,
    kept_text,
};
use crate::ffi::out::Out;
use crate::ffi::paging::{self, EmptyList, Enumeration, Page};
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

/// The fields from the kind of client to the quarantine, of which there is none since Windows Server 2016, and others.
macro_rules! with_state {
    ($structure:ident, $record:ident, $lease:ident, { $($added:tt)* }) => {
        record_and!($structure, $record, {
            bClientType: $lease.client_kind.0,
            AddressState: $lease.state.0,
            Status: MaybeUninit::new(QuarantineStatus::NOQUARANTINE),
            ProbationEnds: date_time(FileTime::UNSET),
            QuarantineCapable: 0,
            $($added)*
        })
    };
}
pub(crate) use with_state;

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
        1 => Ok(Search::Client(unsafe { client_bytes(&given.SearchInfo.ClientHardwareAddress) }?.to_vec())),
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

/// As `creation_with_policy`, with the properties.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn creation_with_properties(
    given: &DHCP_CLIENT_INFO_EX,
    with_policy: &DHCP_CLIENT_INFO_PB,
    beginning: &DHCP_CLIENT_INFO,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let (creation, extended_state) =
        unsafe { (creation_with_policy(with_policy, beginning), extended_state(given.Properties)?) };
    let mut command = creation?;
    if let Command::Lease(LeaseCommand::Create(lease)) = &mut command {
        lease.particulars.extended_state = extended_state;
    }
    Ok(command)
}

/// The extended address state among the properties; 0 if it is not there.
///
/// # Safety
///
/// The list is NULL or as `exports` says.
unsafe fn extended_state(properties: *const DHCP_PROPERTY_ARRAY) -> Result<u32, Failure> {
    if properties.is_null() {
        return Ok(0);
    }
    // SAFETY: the same promise.
    let properties = unsafe {
        let list = views::structure(properties)?;
        views::array(list.Elements.cast_const(), list.NumElements)?
    };
    let mut state = 0;
    for property in properties {
        match (views::enum_number(property.ID), views::enum_number(property.Type)) {
            // SAFETY: the type says that this is the member.
            (1, 2) => state = unsafe { property.Value.DWordValue },
            _ => return Err(Failure::InvalidValue("a lease record has no such property")),
        }
    }
    Ok(state)
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
        particulars: Particulars { name, comment, ..Particulars::default() },
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

/// The part of a record that every generation has. The client is as the caller has it.
pub(crate) fn record(
    blocks: &mut impl Builder,
    server: &Server,
    (scope, address, lease): Found<'_>,
    client: DHCP_BINARY_DATA,
) -> Result<DHCP_CLIENT_INFO, Failure> {
    Ok(DHCP_CLIENT_INFO {
        ClientIpAddress: address,
        SubnetMask: scope.subnet().mask(),
        ClientHardwareAddress: client,
        ClientName: blocks.optional_text(lease.name())?,
        ClientComment: blocks.optional_text(lease.comment())?,
        ClientLeaseExpires: date_time(lease.expires),
        OwnerHost: host(
            lease.granted_by,
            blocks.optional_text(granted_by_name(server, scope, lease.granted_by))?,
        ),
    })
}

/// A structure of one of the generations of lease records.
pub(crate) trait ClientInfo: Copy {
    /// What the generation adds to the record that every one has.
    fn of(
        blocks: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        server: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure>;
}

impl ClientInfo for DHCP_CLIENT_INFO {
    fn of(_: &mut impl Builder, record: DHCP_CLIENT_INFO, _: &Server, _: &Lease) -> Result<Self, Failure> {
        Ok(record)
    }
}

impl ClientInfo for DHCP_CLIENT_INFO_V4 {
    fn of(
        _: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        _: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure> {
        Ok(record_and!(DHCP_CLIENT_INFO_V4, record, { bClientType: lease.client_kind.0, }))
    }
}

impl ClientInfo for DHCP_CLIENT_INFO_V5 {
    fn of(
        _: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        _: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure> {
        Ok(record_and!(DHCP_CLIENT_INFO_V5, record, {
            bClientType: lease.client_kind.0,
            AddressState: lease.state.0,
        }))
    }
}

impl ClientInfo for DHCP_CLIENT_INFO_VQ {
    fn of(
        _: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        _: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure> {
        Ok(with_state!(DHCP_CLIENT_INFO_VQ, record, lease, {}))
    }
}

impl ClientInfo for DHCP_CLIENT_FILTER_STATUS_INFO {
    fn of(
        _: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        server: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure> {
        Ok(with_state!(DHCP_CLIENT_FILTER_STATUS_INFO, record, lease, {
            FilterStatus: filters::status(server, &lease.client),
        }))
    }
}

impl ClientInfo for DHCP_CLIENT_INFO_PB {
    fn of(
        blocks: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        server: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure> {
        Ok(with_state!(DHCP_CLIENT_INFO_PB, record, lease, {
            FilterStatus: filters::status(server, &lease.client),
            PolicyName: blocks.optional_text(lease.policy())?,
        }))
    }
}

impl ClientInfo for DHCP_CLIENT_INFO_EX {
    fn of(
        blocks: &mut impl Builder,
        record: DHCP_CLIENT_INFO,
        server: &Server,
        lease: &Lease,
    ) -> Result<Self, Failure> {
        Ok(with_state!(DHCP_CLIENT_INFO_EX, record, lease, {
            FilterStatus: filters::status(server, &lease.client),
            PolicyName: blocks.optional_text(lease.policy())?,
            Properties: properties(blocks, lease.extended_state())?,
        }))
    }
}

/// The property of the extended address state; NULL where no bit of it is set.
fn properties(blocks: &mut impl Builder, extended_state: u32) -> Result<*mut DHCP_PROPERTY_ARRAY, Failure> {
    if extended_state == 0 {
        return Ok(ptr::null_mut());
    }
    let property = DHCP_PROPERTY {
        ID: MaybeUninit::new(DHCP_PROPERTY_ID::DhcpPropIdClientAddressStateEx),
        Type: MaybeUninit::new(DHCP_PROPERTY_TYPE::DhcpPropTypeDword),
        Value: DHCP_PROPERTY_0 { DWordValue: extended_state },
    };
    let elements = blocks.one(property)?;
    blocks.one(DHCP_PROPERTY_ARRAY { NumElements: 1, Elements: elements })
}

/// The client as it sends itself, which public callers take for its hardware address.
fn client_info<T: ClientInfo>(
    blocks: &mut impl Builder,
    server: &Server,
    found: Found<'_>,
) -> Result<T, Failure> {
    let (_, _, lease) = found;
    let client = bare_id(blocks, &lease.client)?;
    let record = record(blocks, server, found, client)?;
    T::of(blocks, record, server, lease)
}

/// The record that a search finds.
pub(crate) fn found<T: ClientInfo>(server: &Server, search: &Search) -> Result<Given<T>, Failure> {
    given(server, find_lease(server, search)?)
}

/// The record that a search of the newest calls finds.
pub(crate) fn found_client<T: ClientInfo>(server: &Server, search: &Search) -> Result<Given<T>, Failure> {
    given(server, find_client(server, search)?)
}

fn given<T: ClientInfo>(server: &Server, found: Found<'_>) -> Result<Given<T>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| client_info(blocks, server, found))?;
    blocks.rooted(root)
}

/// A list of the structures of one generation.
pub(crate) trait ClientInfoArray: Copy {
    /// The structure of a record.
    type Info: ClientInfo;

    /// What a scope without records is answered with where another scope has some.
    const EMPTY: EmptyList;

    /// The list.
    fn of(count: u32, clients: *mut *mut Self::Info) -> Self;
}

macro_rules! client_info_arrays {
    ($($array:ident of $info:ident, $empty:ident;)+) => {
        $(impl ClientInfoArray for $array {
            type Info = $info;
            const EMPTY: EmptyList = EmptyList::$empty;

            fn of(count: u32, clients: *mut *mut $info) -> Self {
                $array { NumElements: count, Clients: clients }
            }
        })+
    };
}

client_info_arrays! {
    DHCP_CLIENT_INFO_ARRAY of DHCP_CLIENT_INFO, Given;
    DHCP_CLIENT_INFO_ARRAY_V4 of DHCP_CLIENT_INFO_V4, Given;
    DHCP_CLIENT_INFO_ARRAY_V5 of DHCP_CLIENT_INFO_V5, NoMoreItems;
    DHCP_CLIENT_INFO_ARRAY_VQ of DHCP_CLIENT_INFO_VQ, Given;
    DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY of DHCP_CLIENT_FILTER_STATUS_INFO, Given;
    DHCP_CLIENT_INFO_PB_ARRAY of DHCP_CLIENT_INFO_PB, NoMoreItems;
    DHCP_CLIENT_INFO_EX_ARRAY of DHCP_CLIENT_INFO_EX, NoMoreItems;
}

/// The lease records of a page. Not a part of each generation of the calls, which differ in the size of a record alone.
#[inline(never)]
fn chosen(
    server: &Server,
    scope: ScopeId,
    after: Option<Address>,
    preferred: u32,
    size_in_bytes: fn(&Server, Found<'_>) -> usize,
) -> Result<(Vec<Found<'_>>, Page), Failure> {
    let leases = listed(server, scope, after)?;
    Ok(paging::clamped_bytes(preferred, leases, |found| size_in_bytes(server, *found)))
}

fn size_in_bytes<I: ClientInfo>(server: &Server, found: Found<'_>) -> usize {
    Size::of(|size| size.block_for(|size| client_info::<I>(size, server, found)))
}

/// A page of the lease records of a scope, or of all scopes.
pub(crate) fn page<T: ClientInfoArray>(
    server: &Server,
    scope: Address,
    preferred: u32,
    enumeration: Enumeration<T>,
) -> Outcome {
    let after = enumeration.after();
    let (chosen, page) = chosen(server, ScopeId(scope), after, preferred, size_in_bytes::<T::Info>)?;
    if page.count == 0 && (after.is_some() || T::EMPTY == EmptyList::NoMoreItems || is_without_leases(server))
    {
        return Err(Failure::NoMoreItems);
    }
    let mut blocks = Blocks::new();
    let clients = blocks.array_of(chosen.iter(), |blocks, found| {
        blocks.block_for(|blocks| client_info(blocks, server, *found))
    })?;
    let root = blocks.one(T::of(count(chosen.len())?, clients))?;
    let last = chosen.last().map_or(0, |(_, address, _)| *address);
    enumeration.finish_after(last, page, blocks.rooted(root)?)
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

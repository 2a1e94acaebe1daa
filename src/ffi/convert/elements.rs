//! The elements of a scope: its range, exclusions and reservations, in the three generations of the calls.

use std::mem::MaybeUninit;

use crate::abi::common::DHCP_BINARY_DATA;
use crate::abi::elements::{
    DHCP_BOOTP_IP_RANGE, DHCP_IP_RANGE, DHCP_IP_RESERVATION, DHCP_IP_RESERVATION_INFO,
    DHCP_IP_RESERVATION_V4, DHCP_RESERVATION_INFO_ARRAY, DHCP_SUBNET_ELEMENT_DATA,
    DHCP_SUBNET_ELEMENT_DATA_0, DHCP_SUBNET_ELEMENT_DATA_V4, DHCP_SUBNET_ELEMENT_DATA_V4_0,
    DHCP_SUBNET_ELEMENT_DATA_V5, DHCP_SUBNET_ELEMENT_DATA_V5_0, DHCP_SUBNET_ELEMENT_INFO_ARRAY,
    DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4, DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5, DHCP_SUBNET_ELEMENT_TYPE,
};
use crate::abi::subnets::DHCP_FORCE_FLAG;
use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::ClientKind;
use crate::domain::base::ids::ScopeId;
use crate::domain::model::lease::Lease;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::{ANY_NUMBER_OF_BOOTP_CLIENTS, IpRange, RangeKind, Scope};
use crate::domain::model::server::Server;
use crate::domain::rules::{Command, Element, Generation, ScopeCommand};
use crate::ffi::alloc::Blocks;
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{NO_SCOPE, bare_id, client_bytes, count, force, unique_id};
use crate::ffi::paging::{self, Enumeration, NothingAskedFor, Page};
use crate::ffi::views;

const NO_KIND: &str = "there is no such type of element here";

/// A structure of one of the generations.
pub(crate) trait ElementData: Copy {
    /// Which rules the call has.
    const GENERATION: Generation;

    /// The element that it describes. A kind that is none is refused; an element without its data is one that no
    /// scope takes, so that a scope that does not exist is noticed first (MS-DHCPM 3.1.4.5).
    ///
    /// # Safety
    ///
    /// The member that the type selects is NULL or as `exports` says.
    unsafe fn element(&self) -> Result<Element, Failure>;
}

impl ElementData for DHCP_SUBNET_ELEMENT_DATA {
    const GENERATION: Generation = Generation::Early;

    unsafe fn element(&self) -> Result<Element, Failure> {
        // SAFETY: every member of the union is a pointer, and the selected one is as promised.
        unsafe { element(self.ElementType, self.Element.IpRange.cast(), range, reservation) }
    }
}

impl ElementData for DHCP_SUBNET_ELEMENT_DATA_V4 {
    const GENERATION: Generation = Generation::Early;

    unsafe fn element(&self) -> Result<Element, Failure> {
        // SAFETY: every member of the union is a pointer, and the selected one is as promised.
        unsafe { element(self.ElementType, self.Element.IpRange.cast(), range, reservation_v4) }
    }
}

impl ElementData for DHCP_SUBNET_ELEMENT_DATA_V5 {
    const GENERATION: Generation = Generation::V5;

    unsafe fn element(&self) -> Result<Element, Failure> {
        // SAFETY: every member of the union is a pointer, and the selected one is as promised.
        unsafe { element(self.ElementType, self.Element.IpRange.cast(), bootp_range, reservation_v4) }
    }
}

/// The request to add an element.
///
/// # Safety
///
/// As `ElementData::element`.
pub(crate) unsafe fn addition<T: ElementData>(scope: Address, given: &T) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Scope(ScopeCommand::AddElement(ScopeId(scope), unsafe { given.element() }?, T::GENERATION)))
}

/// The request to remove an element.
///
/// # Safety
///
/// As `ElementData::element`.
pub(crate) unsafe fn removal<T: ElementData>(
    scope: Address,
    given: &T,
    flag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Scope(ScopeCommand::RemoveElement(ScopeId(scope), unsafe { given.element() }?, force(flag)?)))
}

/// # Safety
///
/// `data` is NULL or points to what the type says, `R` and `V` being the structures of a range and a reservation.
unsafe fn element<R: Copy, V: Copy>(
    element_type: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    data: *const (),
    range: unsafe fn(&R, RangeKind) -> Element,
    reservation: unsafe fn(&V) -> Result<Element, Failure>,
) -> Result<Element, Failure> {
    let kind = match views::enum_number(element_type) {
        0 => RangeKind::Unspecified,
        5 => RangeKind::DhcpOnly,
        6 => RangeKind::DhcpAndBootp,
        7 => RangeKind::BootpOnly,
        1 => return Ok(Element::SecondaryHost),
        4 => return Ok(Element::Unusable),
        2 | 3 if data.is_null() => return Ok(Element::Unusable),
        // SAFETY: it is a reservation, not NULL, and as promised.
        2 => return unsafe { reservation(&views::structure(data.cast())?) },
        3 => {
            // SAFETY: it is an exclusion, not NULL, and as promised.
            let range: DHCP_IP_RANGE = unsafe { views::structure(data.cast()) }?;
            return Ok(Element::Exclusion { first: range.StartAddress, last: range.EndAddress });
        }
        _ => return Err(Failure::InvalidValue(NO_KIND)),
    };
    if data.is_null() {
        return Ok(Element::Unusable);
    }
    // SAFETY: it is a range, not NULL, and as promised.
    Ok(unsafe { range(&views::structure(data.cast())?, kind) })
}

fn range(given: &DHCP_IP_RANGE, kind: RangeKind) -> Element {
    let (first, last) = (given.StartAddress, given.EndAddress);
    Element::Range { first, last, kind, max_bootp_clients: ANY_NUMBER_OF_BOOTP_CLIENTS }
}

fn bootp_range(given: &DHCP_BOOTP_IP_RANGE, kind: RangeKind) -> Element {
    let (first, last) = (given.StartAddress, given.EndAddress);
    Element::Range { first, last, kind, max_bootp_clients: given.MaxBootpAllowed }
}

/// # Safety
///
/// `ReservedForClient` is NULL or as `exports` says.
unsafe fn reservation(given: &DHCP_IP_RESERVATION) -> Result<Element, Failure> {
    // SAFETY: the same promise.
    unsafe { reservation_for(given.ReservedIpAddress, given.ReservedForClient, ClientKind::BOTH) }
}

/// # Safety
///
/// `ReservedForClient` is NULL or as `exports` says.
unsafe fn reservation_v4(given: &DHCP_IP_RESERVATION_V4) -> Result<Element, Failure> {
    // SAFETY: the same promise.
    unsafe {
        reservation_for(
            given.ReservedIpAddress,
            given.ReservedForClient,
            ClientKind(given.bAllowedClientTypes),
        )
    }
}

/// # Safety
///
/// `client` is NULL or as `exports` says.
unsafe fn reservation_for(
    address: Address,
    client: *const DHCP_BINARY_DATA,
    allowed_kinds: ClientKind,
) -> Result<Element, Failure> {
    if client.is_null() {
        return Ok(Element::Unusable);
    }
    // SAFETY: not NULL, and as promised.
    let client = unsafe { client_bytes(&views::structure(client)?) }?.to_vec();
    Ok(Element::Reservation { address, client, allowed_kinds })
}

/// Which elements an enumeration is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ranges,
    Reservations,
    Exclusions,
}

/// The array of one of the generations.
pub(crate) trait ElementArray: Copy {
    /// The structure of an element.
    type Data: ElementData;

    /// The array with its elements.
    fn new(count: u32, elements: *mut Self::Data) -> Self;
    /// A range.
    fn range(blocks: &mut impl Builder, range: &IpRange) -> Result<Self::Data, Failure>;
    /// A reservation.
    fn reservation(
        blocks: &mut impl Builder,
        scope: &Scope,
        reservation: &Reservation,
    ) -> Result<Self::Data, Failure>;
    /// An exclusion.
    fn exclusion(blocks: &mut impl Builder, exclusion: AddressRange) -> Result<Self::Data, Failure>;
}

/// The kind to enumerate (MS-DHCPM 3.1.4.6): secondary hosts are not supported, clusters and the special kinds of
/// range are refused, but for the newest call, which takes "DHCP and BOOTP" as "all kinds".
pub(crate) fn kind<A: ElementArray>(
    _: &Enumeration<A>,
    given: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
) -> Result<Kind, Failure> {
    match (views::enum_number(given), A::Data::GENERATION) {
        (0, _) | (6, Generation::V5) => Ok(Kind::Ranges),
        (2, _) => Ok(Kind::Reservations),
        (3, _) => Ok(Kind::Exclusions),
        (1, _) => Err(Failure::NotSupported),
        _ => Err(Failure::InvalidValue(NO_KIND)),
    }
}

/// A page of the elements of a kind, lowest address first.
pub(crate) fn page<A: ElementArray>(
    server: &Server,
    scope: Address,
    kind: Kind,
    preferred: u32,
    enumeration: Enumeration<A>,
) -> Outcome {
    let scope = server.scope(ScopeId(scope))?;
    let start = enumeration.start();
    let mut blocks = Blocks::new();
    let (page, elements) = match kind {
        Kind::Ranges => {
            let rest =
                scope.range().map(std::slice::from_ref).and_then(|all| all.get(start..)).unwrap_or_default();
            let sizes = rest.iter().map(|range| Size::of(|size| A::range(size, range)));
            let page = paging::bytes(preferred, NothingAskedFor::NoMoreItems, rest.len(), sizes)?;
            (page, blocks.array_of(rest.iter().take(page.count), |blocks, range| A::range(blocks, range))?)
        }
        Kind::Reservations => {
            let rest = scope.reservations().get(start..).unwrap_or_default();
            let sizes = rest.iter().map(|kept| Size::of(|size| A::reservation(size, scope, kept)));
            let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
            let reservations = rest.iter().take(page.count);
            (page, blocks.array_of(reservations, |blocks, kept| A::reservation(blocks, scope, kept))?)
        }
        Kind::Exclusions => {
            let rest = scope.exclusions().get(start..).unwrap_or_default();
            let sizes = rest.iter().map(|range| Size::of(|size| A::exclusion(size, *range)));
            let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
            (
                page,
                blocks
                    .array_of(rest.iter().take(page.count), |blocks, range| A::exclusion(blocks, *range))?,
            )
        }
    };
    finish(enumeration, page, blocks, |count| A::new(count, elements))
}

/// A page of the reservations with the names of their clients (MS-DHCPM 3.2.4.120).
pub(crate) fn reservations_page(
    server: &Server,
    scope: Address,
    preferred: u32,
    enumeration: Enumeration<DHCP_RESERVATION_INFO_ARRAY>,
) -> Outcome {
    if scope == 0 {
        return Err(Failure::InvalidValue(NO_SCOPE));
    }
    let scope = server.scope(ScopeId(scope))?;
    let rest = scope.reservations().get(enumeration.start()..).unwrap_or_default();
    let sizes = rest.iter().map(|kept| Size::of(|size| reserved_with_client(size, scope, kept)));
    let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
    let mut blocks = Blocks::new();
    let elements = blocks
        .array_of(rest.iter().take(page.count), |blocks, kept| reserved_with_client(blocks, scope, kept))?;
    finish(enumeration, page, blocks, |count| DHCP_RESERVATION_INFO_ARRAY {
        NumElements: count,
        Elements: elements,
    })
}

/// A reservation with the name and the comment of its client.
fn reserved_with_client(
    blocks: &mut impl Builder,
    scope: &Scope,
    reservation: &Reservation,
) -> Result<*mut DHCP_IP_RESERVATION_INFO, Failure> {
    let lease = scope.lease(reservation.address);
    let info = DHCP_IP_RESERVATION_INFO {
        ReservedIpAddress: reservation.address,
        ReservedForClient: bare_id(blocks, &reservation.client)?,
        ReservedClientName: blocks.optional_text(lease.and_then(Lease::name))?,
        ReservedClientDesc: blocks.optional_text(lease.and_then(Lease::comment))?,
        bAllowedClientTypes: reservation.allowed_kinds.0,
        fOptionsPresent: 0,
    };
    blocks.one(info)
}

fn finish<A: Copy>(
    enumeration: Enumeration<A>,
    page: Page,
    mut blocks: Blocks,
    array: impl FnOnce(u32) -> A,
) -> Outcome {
    let root = blocks.one(array(count(page.count)?))?;
    enumeration.finish(page, blocks.rooted(root)?)
}

impl ElementArray for DHCP_SUBNET_ELEMENT_INFO_ARRAY {
    type Data = DHCP_SUBNET_ELEMENT_DATA;

    fn new(count: u32, elements: *mut Self::Data) -> Self {
        DHCP_SUBNET_ELEMENT_INFO_ARRAY { NumElements: count, Elements: elements }
    }

    fn range(blocks: &mut impl Builder, range: &IpRange) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpIpRanges),
            Element: DHCP_SUBNET_ELEMENT_DATA_0 { IpRange: plain_range(blocks, range.addresses)? },
        })
    }

    /// The oldest structure has the identifier as the client sends it.
    fn reservation(
        blocks: &mut impl Builder,
        _: &Scope,
        reservation: &Reservation,
    ) -> Result<Self::Data, Failure> {
        let client = blocks.block_for(|blocks| bare_id(blocks, &reservation.client))?;
        let structure =
            DHCP_IP_RESERVATION { ReservedIpAddress: reservation.address, ReservedForClient: client };
        Ok(DHCP_SUBNET_ELEMENT_DATA {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpReservedIps),
            Element: DHCP_SUBNET_ELEMENT_DATA_0 { ReservedIp: blocks.one(structure)? },
        })
    }

    fn exclusion(blocks: &mut impl Builder, exclusion: AddressRange) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpExcludedIpRanges),
            Element: DHCP_SUBNET_ELEMENT_DATA_0 { ExcludeIpRange: plain_range(blocks, exclusion)? },
        })
    }
}

impl ElementArray for DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 {
    type Data = DHCP_SUBNET_ELEMENT_DATA_V4;

    fn new(count: u32, elements: *mut Self::Data) -> Self {
        DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 { NumElements: count, Elements: elements }
    }

    fn range(blocks: &mut impl Builder, range: &IpRange) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA_V4 {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpIpRanges),
            Element: DHCP_SUBNET_ELEMENT_DATA_V4_0 { IpRange: plain_range(blocks, range.addresses)? },
        })
    }

    fn reservation(
        blocks: &mut impl Builder,
        scope: &Scope,
        reservation: &Reservation,
    ) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA_V4 {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpReservedIps),
            Element: DHCP_SUBNET_ELEMENT_DATA_V4_0 { ReservedIp: reserved(blocks, scope, reservation)? },
        })
    }

    fn exclusion(blocks: &mut impl Builder, exclusion: AddressRange) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA_V4 {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpExcludedIpRanges),
            Element: DHCP_SUBNET_ELEMENT_DATA_V4_0 { ExcludeIpRange: plain_range(blocks, exclusion)? },
        })
    }
}

impl ElementArray for DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 {
    type Data = DHCP_SUBNET_ELEMENT_DATA_V5;

    fn new(count: u32, elements: *mut Self::Data) -> Self {
        DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 { NumElements: count, Elements: elements }
    }

    fn range(blocks: &mut impl Builder, range: &IpRange) -> Result<Self::Data, Failure> {
        let element_type = match range.kind {
            RangeKind::Unspecified => DHCP_SUBNET_ELEMENT_TYPE::DhcpIpRanges,
            RangeKind::DhcpOnly => DHCP_SUBNET_ELEMENT_TYPE::DhcpIpRangesDhcpOnly,
            RangeKind::DhcpAndBootp => DHCP_SUBNET_ELEMENT_TYPE::DhcpIpRangesDhcpBootp,
            RangeKind::BootpOnly => DHCP_SUBNET_ELEMENT_TYPE::DhcpIpRangesBootpOnly,
        };
        let range = blocks.one(DHCP_BOOTP_IP_RANGE {
            StartAddress: range.addresses.first(),
            EndAddress: range.addresses.last(),
            BootpAllocated: 0,
            MaxBootpAllowed: range.max_bootp_clients,
        })?;
        Ok(DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: MaybeUninit::new(element_type),
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: range },
        })
    }

    fn reservation(
        blocks: &mut impl Builder,
        scope: &Scope,
        reservation: &Reservation,
    ) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpReservedIps),
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: reserved(blocks, scope, reservation)? },
        })
    }

    fn exclusion(blocks: &mut impl Builder, exclusion: AddressRange) -> Result<Self::Data, Failure> {
        Ok(DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: MaybeUninit::new(DHCP_SUBNET_ELEMENT_TYPE::DhcpExcludedIpRanges),
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ExcludeIpRange: plain_range(blocks, exclusion)? },
        })
    }
}

#[inline(never)]
fn plain_range(blocks: &mut impl Builder, range: AddressRange) -> Result<*mut DHCP_IP_RANGE, Failure> {
    blocks.one(DHCP_IP_RANGE { StartAddress: range.first(), EndAddress: range.last() })
}

/// The newer structures have the identifier in the long form, as real servers return it.
#[inline(never)]
fn reserved(
    blocks: &mut impl Builder,
    scope: &Scope,
    reservation: &Reservation,
) -> Result<*mut DHCP_IP_RESERVATION_V4, Failure> {
    let client = blocks.block_for(|blocks| unique_id(blocks, scope.subnet(), &reservation.client))?;
    blocks.one(DHCP_IP_RESERVATION_V4 {
        ReservedIpAddress: reservation.address,
        ReservedForClient: client,
        bAllowedClientTypes: reservation.allowed_kinds.0,
    })
}

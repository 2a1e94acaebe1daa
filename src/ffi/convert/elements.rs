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
use crate::domain::rules::read::elements::{ElementType, Elements, Enumerated, NO_SUCH_TYPE};
use crate::domain::rules::{Command, Element, Generation, ScopeCommand, read};
use crate::ffi::alloc::Blocks;
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{bare_id, client_bytes, count, force, unique_id};
use crate::ffi::paging::{self, Enumeration, NothingAskedFor, Page};
use crate::ffi::views;

/// A structure of one of the generations.
pub(crate) trait ElementData: Copy {
    /// Which rules the call has.
    const GENERATION: Generation;

    /// The element that it describes. A type that there is not is refused; an element without its data is `Unusable`.
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

fn element_type(given: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>) -> Result<ElementType, Failure> {
    match views::enum_number(given) {
        0 => Ok(ElementType::Range(RangeKind::Unspecified)),
        1 => Ok(ElementType::SecondaryHost),
        2 => Ok(ElementType::Reservation),
        3 => Ok(ElementType::Exclusion),
        4 => Ok(ElementType::Cluster),
        5 => Ok(ElementType::Range(RangeKind::DhcpOnly)),
        6 => Ok(ElementType::Range(RangeKind::DhcpAndBootp)),
        7 => Ok(ElementType::Range(RangeKind::BootpOnly)),
        _ => Err(Failure::InvalidValue(NO_SUCH_TYPE)),
    }
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
    let kind = match self::element_type(element_type)? {
        ElementType::Range(kind) => kind,
        ElementType::SecondaryHost => return Ok(Element::SecondaryHost),
        ElementType::Cluster => return Ok(Element::Unusable),
        ElementType::Reservation | ElementType::Exclusion if data.is_null() => return Ok(Element::Unusable),
        // SAFETY: it is a reservation, not NULL, and as promised.
        ElementType::Reservation => return unsafe { reservation(&views::structure(data.cast())?) },
        ElementType::Exclusion => {
            // SAFETY: it is an exclusion, not NULL, and as promised.
            let range: DHCP_IP_RANGE = unsafe { views::structure(data.cast()) }?;
            return Ok(Element::Exclusion { first: range.StartAddress, last: range.EndAddress });
        }
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

/// The elements to enumerate, as the type and the generation of the call say.
pub(crate) fn enumerated<A: ElementArray>(
    _: &Enumeration<A>,
    given: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
) -> Result<Enumerated, Failure> {
    Ok(read::elements::enumerated(element_type(given)?, A::Data::GENERATION)?)
}

/// A page of the elements of a type, the lowest address first.
pub(crate) fn page<A: ElementArray>(
    server: &Server,
    scope: Address,
    wanted: Enumerated,
    preferred: u32,
    enumeration: Enumeration<A>,
) -> Outcome {
    let start = enumeration.start();
    let mut blocks = Blocks::new();
    let (page, elements) = match read::elements::elements(server, ScopeId(scope), wanted)? {
        Elements::Ranges(all) => {
            let rest = all.get(start..).unwrap_or_default();
            let sizes = rest.iter().map(|range| Size::of(|size| A::range(size, range)));
            let page = paging::bytes(preferred, NothingAskedFor::NoMoreItems, rest.len(), sizes)?;
            (page, blocks.array_of(rest.iter().take(page.count), |blocks, range| A::range(blocks, range))?)
        }
        Elements::Reservations(scope, all) => {
            let rest = all.get(start..).unwrap_or_default();
            let sizes = rest.iter().map(|kept| Size::of(|size| A::reservation(size, scope, kept)));
            let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
            let reservations = rest.iter().take(page.count);
            (page, blocks.array_of(reservations, |blocks, kept| A::reservation(blocks, scope, kept))?)
        }
        Elements::Exclusions(all) => {
            let rest = all.get(start..).unwrap_or_default();
            let sizes = rest.iter().map(|range| Size::of(|size| A::exclusion(size, *range)));
            let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
            let exclusions = rest.iter().take(page.count);
            (page, blocks.array_of(exclusions, |blocks, range| A::exclusion(blocks, *range))?)
        }
    };
    finish(enumeration, page, blocks, |count| A::new(count, elements))
}

/// A page of the reservations with the names of their clients.
pub(crate) fn reservations_page(
    server: &Server,
    scope: Address,
    preferred: u32,
    enumeration: Enumeration<DHCP_RESERVATION_INFO_ARRAY>,
) -> Outcome {
    let (scope, all) = read::elements::reservations(server, ScopeId(scope))?;
    let rest = all.get(enumeration.start()..).unwrap_or_default();
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
        fOptionsPresent: u8::from(!scope.options_of(reservation.address).is_empty()),
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

/// The array of one of the generations.
pub(crate) trait ElementArray: Copy {
    /// The structure of an element.
    type Data: ElementData;

    /// The array with its elements.
    fn new(count: u32, elements: *mut Self::Data) -> Self;
    fn range(blocks: &mut impl Builder, range: &IpRange) -> Result<Self::Data, Failure>;
    fn reservation(
        blocks: &mut impl Builder,
        scope: &Scope,
        reservation: &Reservation,
    ) -> Result<Self::Data, Failure>;
    fn exclusion(blocks: &mut impl Builder, exclusion: AddressRange) -> Result<Self::Data, Failure>;
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

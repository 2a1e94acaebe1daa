//! The elements of a scope: its range, exclusions and reservations, in three generations of calls.

use std::mem::MaybeUninit;

use crate::abi::common::{DHCP_IP_ADDRESS, LPDHCP_RESUME_HANDLE};
use crate::abi::elements::{
    DHCP_SUBNET_ELEMENT_DATA, DHCP_SUBNET_ELEMENT_DATA_V4, DHCP_SUBNET_ELEMENT_DATA_V5,
    DHCP_SUBNET_ELEMENT_TYPE, LPDHCP_RESERVATION_INFO_ARRAY, LPDHCP_SUBNET_ELEMENT_INFO_ARRAY,
    LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4, LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5,
};
use crate::abi::subnets::DHCP_FORCE_FLAG;
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::call;
use crate::ffi::convert::elements;
use crate::ffi::paging::Enumeration;
use crate::ffi::views::{server_name, structure};
use crate::service::{ask, command};

/// Adds a range, an exclusion or a reservation to a scope. (MS-DHCPM 3.1.4.5)
///
/// * A range: a scope has one, of at most 2^24 addresses (a /8). Another range that contains the present one, or is contained in it, takes its
///   place; addresses that are new are free. The kind of range (DHCP, BOOTP, both) is not kept by this generation
///   of the call, but a failover scope refuses the BOOTP kinds.
/// * An exclusion: addresses of the subnet that are not leased; it shares none with another exclusion.
/// * A reservation: an address of the range, kept for one client. The client gets a lease record that never was
///   used: its OwnerHost is 255.255.255.255, the end of its lease 0.
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] AddElementInfo   the element. A reservation is for DHCP and BOOTP clients; its client is given as
///                             the identifier (1 to 255 bytes), or as the unique id in this subnet.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_CALL_NOT_IMPLEMENTED
///         (secondary hosts), ERROR_DHCP_INVALID_RANGE (20023: it ends before it starts, leaves the subnet, is too
///         large, or overlaps another), ERROR_DHCP_IPRANGE_EXITS (20021: the scope has this range),
///         ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL (20129), ERROR_DHCP_IPRANGE_CONV_ILLEGAL (20049: BOOTP clients
///         hold leases), ERROR_DHCP_NOT_RESERVED_CLIENT (20018: the address is outside the range),
///         ERROR_DHCP_RESERVEDIP_EXITS (20022: the address or the client is reserved, or another client holds the
///         address), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddSubnetElement(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    AddElementInfo: *const DHCP_SUBNET_ELEMENT_DATA,
) -> WIN32_ERROR {
    call("DhcpAddSubnetElement", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, addition) = unsafe {
            (server_name(ServerIpAddress)?, elements::addition(SubnetAddress, &structure(AddElementInfo)?))
        };
        Ok(command(server, &judged(server, addition)?)?)
    })
}

/// Adds a range, an exclusion or a reservation to a scope, like DhcpAddSubnetElement. (MS-DHCPM 3.1.4.30)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] AddElementInfo   the element. A reservation says for which clients it is: CLIENT_TYPE_DHCP,
///                             CLIENT_TYPE_BOOTP or CLIENT_TYPE_BOTH.
/// @return as DhcpAddSubnetElement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddSubnetElementV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    AddElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V4,
) -> WIN32_ERROR {
    call("DhcpAddSubnetElementV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, addition) = unsafe {
            (server_name(ServerIpAddress)?, elements::addition(SubnetAddress, &structure(AddElementInfo)?))
        };
        Ok(command(server, &judged(server, addition)?)?)
    })
}

/// Adds a range, an exclusion or a reservation to a scope, like DhcpAddSubnetElementV4. (MS-DHCPM 3.2.4.38)
///
/// This generation keeps the kind of a range, and how many BOOTP clients a range for both kinds may serve. Adding
/// the present range again changes its kind: to a range for DHCP clients (DhcpIpRanges, DhcpIpRangesDhcpOnly) if
/// there is no BOOTP client, to one for BOOTP clients if there is no DHCP client.
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] AddElementInfo   the element. BootpAllocated of a range is not looked at.
/// @return as DhcpAddSubnetElement, but not ERROR_DHCP_IPRANGE_EXITS.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddSubnetElementV5(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    AddElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V5,
) -> WIN32_ERROR {
    call("DhcpAddSubnetElementV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, addition) = unsafe {
            (server_name(ServerIpAddress)?, elements::addition(SubnetAddress, &structure(AddElementInfo)?))
        };
        Ok(command(server, &judged(server, addition)?)?)
    })
}

/// Reads the ranges, exclusions or reservations of a scope, lowest address first, as many as fit into a number of
/// bytes. (MS-DHCPM 3.1.4.6)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope.
/// @param[in]     EnumElementType   DhcpIpRanges, DhcpReservedIps or DhcpExcludedIpRanges.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next element.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one element; 0xFFFFFFFF is all. 0 reads
///                                  nothing: ERROR_MORE_DATA and ElementsTotal if there are reservations or
///                                  exclusions, else ERROR_NO_MORE_ITEMS.
/// @param[out]    EnumElementInfo   the elements, NULL if there is none. The array header, the one array of
///                                  structures, each element in it, and the two blocks of a reservation's client
///                                  are released one by one with DhcpRpcFreeMemory. The client is its identifier.
/// @param[out]    ElementsRead      how many were returned.
/// @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
///         ERROR_NOT_SUPPORTED (secondary hosts), ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetElements(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    EnumElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    ResumeHandle: LPDHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumElementInfo: *mut LPDHCP_SUBNET_ELEMENT_INFO_ARRAY,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetElements", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, EnumElementInfo, ElementsRead, ElementsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        let wanted = judged(server, elements::enumerated(&enumeration, EnumElementType))?;
        ask(server, |server| elements::page(server, SubnetAddress, wanted, PreferredMaximum, enumeration))
    })
}

/// Reads the ranges, exclusions or reservations of a scope, like DhcpEnumSubnetElements. (MS-DHCPM 3.1.4.31)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope.
/// @param[in]     EnumElementType   DhcpIpRanges, DhcpReservedIps or DhcpExcludedIpRanges.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next element.
/// @param[in]     PreferredMaximum  bytes to return at most.
/// @param[out]    EnumElementInfo   the elements. The client of a reservation is its unique id: subnet, least
///                                  significant byte first, 01, identifier.
/// @param[out]    ElementsRead      how many were returned.
/// @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
/// @return as DhcpEnumSubnetElements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetElementsV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    EnumElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    ResumeHandle: LPDHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumElementInfo: *mut LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetElementsV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, EnumElementInfo, ElementsRead, ElementsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        let wanted = judged(server, elements::enumerated(&enumeration, EnumElementType))?;
        ask(server, |server| elements::page(server, SubnetAddress, wanted, PreferredMaximum, enumeration))
    })
}

/// Reads the ranges, exclusions or reservations of a scope, like DhcpEnumSubnetElementsV4. Each range says of what
/// kind it is. (MS-DHCPM 3.2.4.39)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope.
/// @param[in]     EnumElementType   DhcpIpRanges or DhcpIpRangesDhcpBootp (both mean ranges of every kind),
///                                  DhcpReservedIps or DhcpExcludedIpRanges.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next element.
/// @param[in]     PreferredMaximum  bytes to return at most.
/// @param[out]    EnumElementInfo   the elements.
/// @param[out]    ElementsRead      how many were returned.
/// @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
/// @return as DhcpEnumSubnetElements.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetElementsV5(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    EnumElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    ResumeHandle: LPDHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumElementInfo: *mut LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetElementsV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, EnumElementInfo, ElementsRead, ElementsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        let wanted = judged(server, elements::enumerated(&enumeration, EnumElementType))?;
        ask(server, |server| elements::page(server, SubnetAddress, wanted, PreferredMaximum, enumeration))
    })
}

/// Removes a range, an exclusion or a reservation from a scope. (MS-DHCPM 3.1.4.7)
///
/// * A range is given with its start and end. Without force it is kept while any lease record has an address of
///   it; with force these records are deleted, but not those of reserved addresses.
/// * An exclusion is given with its start and end.
/// * A reservation is given with its address and client. Its lease record goes with it if no client has used it,
///   and becomes an ordinary lease of 8 days if one has. Where the address is not reserved, its lease record is
///   deleted instead.
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] SubnetAddress      the scope.
/// @param[in] RemoveElementInfo  the element.
/// @param[in] ForceFlag          DhcpNoForce, DhcpFullForce or DhcpFailoverForce (the same as DhcpFullForce).
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if no exclusion has this start and end),
///         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_CALL_NOT_IMPLEMENTED (secondary hosts), ERROR_DHCP_INVALID_RANGE
///         (20023: the scope has no such range), ERROR_DHCP_FO_RANGE_PART_OF_REL (20132: the range of a failover
///         scope), ERROR_DHCP_ELEMENT_CANT_REMOVE (20007: the range is in use, or no exclusion contains the
///         start), ERROR_DHCP_RESERVED_CLIENT (20019: the address is reserved for another client),
///         ERROR_DHCP_JET_ERROR (20013: neither a reservation nor a lease), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveSubnetElement(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    RemoveElementInfo: *const DHCP_SUBNET_ELEMENT_DATA,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpRemoveSubnetElement", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, removal) = unsafe {
            let given = structure(RemoveElementInfo)?;
            (server_name(ServerIpAddress)?, elements::removal(SubnetAddress, &given, ForceFlag))
        };
        Ok(command(server, &judged(server, removal)?)?)
    })
}

/// Removes a range, an exclusion or a reservation from a scope, like DhcpRemoveSubnetElement. (MS-DHCPM 3.1.4.32)
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] SubnetAddress      the scope.
/// @param[in] RemoveElementInfo  the element.
/// @param[in] ForceFlag          DhcpNoForce, DhcpFullForce or DhcpFailoverForce.
/// @return as DhcpRemoveSubnetElement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveSubnetElementV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    RemoveElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V4,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpRemoveSubnetElementV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, removal) = unsafe {
            let given = structure(RemoveElementInfo)?;
            (server_name(ServerIpAddress)?, elements::removal(SubnetAddress, &given, ForceFlag))
        };
        Ok(command(server, &judged(server, removal)?)?)
    })
}

/// Removes a range, an exclusion or a reservation from a scope, like DhcpRemoveSubnetElement. Of a range only start
/// and end are looked at. (MS-DHCPM 3.2.4.40)
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] SubnetAddress      the scope.
/// @param[in] RemoveElementInfo  the element.
/// @param[in] ForceFlag          DhcpNoForce, DhcpFullForce or DhcpFailoverForce.
/// @return as DhcpRemoveSubnetElement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveSubnetElementV5(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    RemoveElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V5,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpRemoveSubnetElementV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, removal) = unsafe {
            let given = structure(RemoveElementInfo)?;
            (server_name(ServerIpAddress)?, elements::removal(SubnetAddress, &given, ForceFlag))
        };
        Ok(command(server, &judged(server, removal)?)?)
    })
}

/// Reads the reservations of a scope with the names of their clients, lowest address first, as many as fit into a
/// number of bytes. (MS-DHCPM 3.2.4.120)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; not 0.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next reservation.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one reservation; 0xFFFFFFFF is all.
///                                  0 reads nothing: ERROR_MORE_DATA and ElementsTotal, if there are any.
/// @param[out]    EnumElementInfo   the reservations, NULL if there is none. The array header, the table of
///                                  pointers, each structure, its strings and ReservedForClient.Data are blocks of
///                                  their own, each released with DhcpRpcFreeMemory. The client is its identifier.
/// @param[out]    ElementsRead      how many were returned.
/// @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
///         ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumSubnetReservations(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: LPDHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumElementInfo: *mut LPDHCP_RESERVATION_INFO_ARRAY,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumSubnetReservations", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, EnumElementInfo, ElementsRead, ElementsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| {
            elements::reservations_page(server, SubnetAddress, PreferredMaximum, enumeration)
        })
    })
}

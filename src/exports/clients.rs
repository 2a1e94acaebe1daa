//! Lease records.

use crate::abi::clients::{
    DHCP_CLIENT_INFO, DHCP_CLIENT_INFO_EX, DHCP_CLIENT_INFO_PB, DHCP_CLIENT_INFO_V4, DHCP_CLIENT_INFO_VQ,
    DHCP_SEARCH_INFO, LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY, LPDHCP_CLIENT_INFO, LPDHCP_CLIENT_INFO_ARRAY,
    LPDHCP_CLIENT_INFO_ARRAY_V4, LPDHCP_CLIENT_INFO_ARRAY_V5, LPDHCP_CLIENT_INFO_ARRAY_VQ,
    LPDHCP_CLIENT_INFO_EX, LPDHCP_CLIENT_INFO_EX_ARRAY, LPDHCP_CLIENT_INFO_PB, LPDHCP_CLIENT_INFO_PB_ARRAY,
    LPDHCP_CLIENT_INFO_V4, LPDHCP_CLIENT_INFO_VQ,
};
use crate::abi::common::{DHCP_IP_ADDRESS, DHCP_IP_MASK, DHCP_RESUME_HANDLE, LPDHCP_IP_ARRAY};
use crate::abi::options::LPDHCP_OPTION_LIST;
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::{Failure, call};
use crate::ffi::convert::clients;
use crate::ffi::out::{Out, clear};
use crate::ffi::paging::Enumeration;
use crate::ffi::views::{server_name, structure};
use crate::service::{ask, available, command};

/// Makes a lease record. The address must be in the range of a scope; neither it nor the client may have a record
/// there. The record is active, of no kind of client (CLIENT_TYPE_NONE) and granted by the server that is asked. While
/// the scope's relationship is in NORMAL the partner gets the record too. (MS-DHCPM 3.1.4.17)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       ClientIpAddress, ClientHardwareAddress (the client's identifier of 1 to 255 bytes),
///                             ClientName and ClientComment (each may be NULL), ClientLeaseExpires. Nothing else is
///                             looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if no range has the address), ERROR_DHCP_JET_ERROR (20013:
///         the address or the client has a record), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateClientInfo(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO,
) -> WIN32_ERROR {
    call("DhcpCreateClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, creation) =
            unsafe { (server_name(ServerIpAddress)?, clients::creation(&structure(ClientInfo)?)) };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Makes a lease record, like DhcpCreateClientInfo. (MS-DHCPM 3.1.4.33)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the record; bClientType is not looked at.
/// @return as DhcpCreateClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateClientInfoV4(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpCreateClientInfoV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read.
        let (server, creation) =
            unsafe { (server_name(ServerIpAddress)?, clients::creation(&structure(ClientInfo.cast())?)) };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Makes a lease record, like DhcpCreateClientInfo. (MS-DHCPM 3.1.4.45)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the record; bClientType, AddressState and the quarantine fields are not looked at.
/// @return as DhcpCreateClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateClientInfoVQ(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpCreateClientInfoVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read.
        let (server, creation) =
            unsafe { (server_name(ServerIpAddress)?, clients::creation(&structure(ClientInfo.cast())?)) };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Makes a lease record of a kind and state that the caller says. The address need only be in the subnet of a scope;
/// neither it nor the client may have a record there. (MS-DHCPM 3.2.4.123)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       as for DhcpCreateClientInfo, and bClientType (CLIENT_TYPE_...), AddressState (active,
///                             declined or doomed, not offered) and PolicyName (may be NULL). The quarantine fields,
///                             FilterStatus and OwnerHost are not looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no scope contains the
///         address), ERROR_DHCP_CLIENT_EXISTS (20014: the address or the client has a record),
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4CreateClientInfo(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_PB,
) -> WIN32_ERROR {
    call("DhcpV4CreateClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read second.
        let (server, creation) = unsafe {
            let (given, beginning) = (structure(ClientInfo)?, structure(ClientInfo.cast())?);
            (server_name(ServerIpAddress)?, clients::creation_with_policy(&given, &beginning))
        };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Makes a lease record, like DhcpV4CreateClientInfo, with its extended address state. (MS-DHCPM 3.2.4.132)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       as for DhcpV4CreateClientInfo, and Properties: NULL, or
///                             DhcpPropIdClientAddressStateEx, a DhcpPropTypeDword that is kept as it is.
/// @return as DhcpV4CreateClientInfo; ERROR_INVALID_PARAMETER also for any other property.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4CreateClientInfoEx(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_EX,
) -> WIN32_ERROR {
    call("DhcpV4CreateClientInfoEx", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with those that are read next.
        let (server, creation) = unsafe {
            let (given, with_policy) = (structure(ClientInfo)?, structure(ClientInfo.cast())?);
            let beginning = structure(ClientInfo.cast())?;
            (
                server_name(ServerIpAddress)?,
                clients::creation_with_properties(&given, &with_policy, &beginning),
            )
        };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Changes the lease record of an address. The client, the end of the lease and the server that granted it are
/// replaced, and the record is active again; the end of the lease of a reserved address stays as it is. While the
/// scope's relationship is in NORMAL the partner gets the change too. (MS-DHCPM 3.1.4.18)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       ClientIpAddress names the record. ClientHardwareAddress is the client's identifier,
///                             OwnerHost.IpAddress the server that granted the lease; a ClientName or ClientComment of
///                             NULL leaves the old one. SubnetMask and OwnerHost's names are not looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (20013: no such record, or the client has
///         another), ERROR_DHCP_RESERVED_CLIENT (20019: the address is reserved for another client),
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetClientInfo(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO,
) -> WIN32_ERROR {
    call("DhcpSetClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, change) =
            unsafe { (server_name(ServerIpAddress)?, clients::change(&structure(ClientInfo)?)) };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Changes the lease record of an address, like DhcpSetClientInfo. (MS-DHCPM 3.1.4.34)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the record; bClientType is not looked at.
/// @return as DhcpSetClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetClientInfoV4(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpSetClientInfoV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read.
        let (server, change) =
            unsafe { (server_name(ServerIpAddress)?, clients::change(&structure(ClientInfo.cast())?)) };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Changes the lease record of an address, like DhcpSetClientInfo. (MS-DHCPM 3.1.4.46)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the record; bClientType, AddressState and the quarantine fields are not looked at.
/// @return as DhcpSetClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetClientInfoVQ(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpSetClientInfoVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read.
        let (server, change) =
            unsafe { (server_name(ServerIpAddress)?, clients::change(&structure(ClientInfo.cast())?)) };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Finds a lease record by its address, its client or its client's name. All scopes are searched; of several records
/// with one name, that of the lowest address is returned. (MS-DHCPM 3.1.4.19)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       what to look for. A client is given as its unique id (subnet, least significant byte
///                              first, then 01, then the identifier), or, where one scope alone has a record of it, as
///                              its identifier; names are compared in any case.
/// @param[out] ClientInfo       the record, NULL on failure. The structure, each string in it and
///                              ClientHardwareAddress.Data are blocks of their own, each released with
///                              DhcpRpcFreeMemory. ClientHardwareAddress is the identifier that the client sends;
///                              OwnerHost has no HostName.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (20013: there is no such record),
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClientInfo(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCP_CLIENT_INFO,
) -> WIN32_ERROR {
    call("DhcpGetClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, search) = unsafe {
            (Out::new(ClientInfo)?, server_name(ServerIpAddress)?, clients::search(&structure(SearchInfo)?))
        };
        let search = judged(server, search)?;
        out.give(ask(server, |server| clients::found(server, &search))?);
        Ok(())
    })
}

/// Finds a lease record, like DhcpGetClientInfo, with the kind of client. (MS-DHCPM 3.1.4.35)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       what to look for.
/// @param[out] ClientInfo       the record, with the blocks of DhcpGetClientInfo.
/// @return as DhcpGetClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClientInfoV4(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpGetClientInfoV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, search) = unsafe {
            (Out::new(ClientInfo)?, server_name(ServerIpAddress)?, clients::search(&structure(SearchInfo)?))
        };
        let search = judged(server, search)?;
        out.give(ask(server, |server| clients::found(server, &search))?);
        Ok(())
    })
}

/// Finds a lease record, like DhcpGetClientInfoV4, with the address state. There is no quarantine: NOQUARANTINE, 0 and
/// FALSE. (MS-DHCPM 3.1.4.47)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       what to look for.
/// @param[out] ClientInfo       the record, with the blocks of DhcpGetClientInfo.
/// @return as DhcpGetClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClientInfoVQ(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpGetClientInfoVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, search) = unsafe {
            (Out::new(ClientInfo)?, server_name(ServerIpAddress)?, clients::search(&structure(SearchInfo)?))
        };
        let search = judged(server, search)?;
        out.give(ask(server, |server| clients::found(server, &search))?);
        Ok(())
    })
}

/// Finds a lease record, like DhcpGetClientInfoVQ, with the policy that chose the address. There are no link-layer
/// filters yet: FilterStatus is FILTER_STATUS_NONE. (MS-DHCPM 3.2.4.124)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       what to look for.
/// @param[out] ClientInfo       the record, with the blocks of DhcpGetClientInfo and PolicyName.
/// @return as DhcpGetClientInfo, but ERROR_DHCP_INVALID_DHCP_CLIENT (20016) if there is no such record.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetClientInfo(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_PB,
) -> WIN32_ERROR {
    call("DhcpV4GetClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, search) = unsafe {
            (Out::new(ClientInfo)?, server_name(ServerIpAddress)?, clients::search(&structure(SearchInfo)?))
        };
        let search = judged(server, search)?;
        out.give(ask(server, |server| clients::found_client(server, &search))?);
        Ok(())
    })
}

/// Finds a lease record, like DhcpV4GetClientInfo, with its extended address state. (MS-DHCPM 3.2.4.133)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       what to look for.
/// @param[out] ClientInfo       the record, with the blocks of DhcpV4GetClientInfo. Properties is NULL where no bit of the
///                              extended address state is set, else a block, and its Elements another.
/// @return as DhcpV4GetClientInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetClientInfoEx(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_EX,
) -> WIN32_ERROR {
    call("DhcpV4GetClientInfoEx", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, search) = unsafe {
            (Out::new(ClientInfo)?, server_name(ServerIpAddress)?, clients::search(&structure(SearchInfo)?))
        };
        let search = judged(server, search)?;
        out.give(ask(server, |server| clients::found_client(server, &search))?);
        Ok(())
    })
}

/// Lists the lease records of a scope, or of all scopes, lowest address first: also those whose lease is over and
/// those of reserved clients that have none. (MS-DHCPM 3.1.4.21)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      where to go on: 0, then the address of the last record that was returned. It is 0
///                                  again after the last page.
/// @param[in]     PreferredMaximum  the most bytes to return: less than 1024 is 1024, more than 65536 is 65536, but
///                                  0xFFFFFFFF is all. At least one record is returned.
/// @param[out]    ClientInfo        the records, NULL on failure: the list, its array and each record, with the blocks
///                                  of DhcpGetClientInfo, are blocks of their own, each released with
///                                  DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      0x7FFFFFFF while more remain, then as ClientsRead.
/// @return ERROR_SUCCESS, also with no record if the scope has none but another one has; ERROR_MORE_DATA (234: more
///         remain), ERROR_NO_MORE_ITEMS (259: no scope has a record, or none is behind ResumeHandle),
///         ERROR_DHCP_SUBNET_NOT_PRESENT (20005), ERROR_DHCP_JET_ERROR (20013: ResumeHandle is no address with a
///         record), ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClients(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClients", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Lists lease records, like DhcpEnumSubnetClients, with the kind of client. (MS-DHCPM 3.1.4.36)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
/// @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
/// @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
///                                  DhcpGetClientInfoV4.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
/// @return as DhcpEnumSubnetClients.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_V4,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Lists lease records, like DhcpEnumSubnetClientsV4, with the address state. (MS-DHCPM 3.2.4.1)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
/// @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
/// @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
///                                  DhcpGetClientInfoV4.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
/// @return as DhcpEnumSubnetClients, but ERROR_NO_MORE_ITEMS (259) for a scope without records.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsV5(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_V5,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Lists lease records, like DhcpEnumSubnetClientsV4, with the address state. There is no
/// quarantine. (MS-DHCPM 3.1.4.48)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
/// @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
/// @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
///                                  DhcpGetClientInfoVQ.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
/// @return as DhcpEnumSubnetClients.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsVQ(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_VQ,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Lists lease records, like DhcpEnumSubnetClientsVQ, with what the link-layer
/// filters say about each client. (MS-DHCPM 3.2.4.89)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
/// @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
/// @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
///                                  DhcpGetClientInfoVQ.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
/// @return as DhcpEnumSubnetClients.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsFilterStatusInfo(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsFilterStatusInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Lists lease records, like DhcpEnumSubnetClientsFilterStatusInfo, with the policy that
/// chose each address. (MS-DHCPM 3.2.4.116)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
/// @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
/// @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
///                                  DhcpV4GetClientInfo.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
/// @return as DhcpEnumSubnetClients, but ERROR_NO_MORE_ITEMS (259) for a scope without records.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumSubnetClients(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_PB_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumSubnetClients", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Lists lease records, like DhcpV4EnumSubnetClients, with the extended address states. (MS-DHCPM 3.2.4.131)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the scope; 0 for all scopes.
/// @param[in,out] ResumeHandle      as for DhcpEnumSubnetClients.
/// @param[in]     PreferredMaximum  as for DhcpEnumSubnetClients.
/// @param[out]    ClientInfo        the records, in the blocks of DhcpEnumSubnetClients, each record with those of
///                                  DhcpV4GetClientInfoEx.
/// @param[out]    ClientsRead       how many are in ClientInfo.
/// @param[out]    ClientsTotal      as for DhcpEnumSubnetClients.
/// @return as DhcpEnumSubnetClients, but ERROR_NO_MORE_ITEMS (259) for a scope without records.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumSubnetClientsEx(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_EX_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumSubnetClientsEx", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, ClientInfo, ClientsRead, ClientsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| clients::page(server, SubnetAddress, PreferredMaximum, enumeration))
    })
}

/// Deletes a lease record; its address is free. While the scope's relationship is in NORMAL the partner deletes the
/// record too, and the address is the primary's. The record of a reserved address stays. The DNS records of the
/// client, which a Windows server removes too, are not touched. (MS-DHCPM 3.1.4.20)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       what to look for, as for DhcpGetClientInfo.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_JET_ERROR (20013: there is no such record),
///         ERROR_DHCP_RESERVED_CLIENT (20019), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteClientInfo(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_SEARCH_INFO,
) -> WIN32_ERROR {
    call("DhcpDeleteClientInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, search) =
            unsafe { (server_name(ServerIpAddress)?, clients::search(&structure(ClientInfo)?)) };
        Ok(command(server, &clients::deletion(judged(server, search)?))?)
    })
}

/// Finds free addresses of a scope, lowest first: those without lease record that are not excluded, whichever their
/// pool side in a relationship is. When they are used up, addresses of records in the state DOOM follow.
/// (MS-DHCPM 3.2.4.121)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  ScopeId          the scope; not 0.
/// @param[in]  StartIP          where to begin, in the range of the scope; 0 is its start.
/// @param[in]  EndIP            where to end, in the range of the scope; 0 is its end.
/// @param[in]  NumFreeAddrReq   how many addresses, at most 1024 and no more than from StartIP to EndIP; 0 is 1.
/// @param[out] IPAddrList       the addresses, NULL if there is none: the array header and its elements are two blocks,
///                              each released with DhcpRpcFreeMemory. It is also filled when fewer were found than
///                              asked for.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if the scope does not exist), ERROR_FILE_NOT_FOUND (the scope
///         has no range), ERROR_DHCP_REACHED_END_OF_SELECTION (20126: fewer were found), ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetFreeIPAddress(
    ServerIpAddress: LPCWSTR,
    ScopeId: DHCP_IP_ADDRESS,
    StartIP: DHCP_IP_ADDRESS,
    EndIP: DHCP_IP_ADDRESS,
    NumFreeAddrReq: DWORD,
    IPAddrList: *mut LPDHCP_IP_ARRAY,
) -> WIN32_ERROR {
    call("DhcpV4GetFreeIPAddress", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(IPAddrList)?, server_name(ServerIpAddress)?) };
        ask(server, |server| clients::free(server, (ScopeId, StartIP, EndIP), NumFreeAddrReq, out))
    })
}

/// Is not implemented by any server: MS-DHCPM 3.1.4.22 says that it answers ERROR_CALL_NOT_IMPLEMENTED, and that nobody
/// uses it.
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]  ClientIpAddress   not looked at.
/// @param[in]  ClientSubnetMask  not looked at.
/// @param[out] ClientOptions     NULL; may be NULL itself.
/// @return ERROR_CALL_NOT_IMPLEMENTED (120), ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClientOptions(
    ServerIpAddress: LPCWSTR,
    ClientIpAddress: DHCP_IP_ADDRESS,
    ClientSubnetMask: DHCP_IP_MASK,
    ClientOptions: *mut LPDHCP_OPTION_LIST,
) -> WIN32_ERROR {
    call("DhcpGetClientOptions", move || {
        let _ = (ClientIpAddress, ClientSubnetMask);
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let name = unsafe {
            clear(ClientOptions);
            server_name(ServerIpAddress)?
        };
        available(name)?;
        Err(Failure::NotImplemented)
    })
}

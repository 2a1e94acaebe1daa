//! Lease records.

use crate::abi::clients::{
    DHCP_CLIENT_INFO, DHCP_CLIENT_INFO_PB, DHCP_CLIENT_INFO_V4, DHCP_CLIENT_INFO_VQ, DHCP_SEARCH_INFO,
    LPDHCP_CLIENT_INFO, LPDHCP_CLIENT_INFO_PB, LPDHCP_CLIENT_INFO_V4, LPDHCP_CLIENT_INFO_VQ,
};
use crate::abi::common::{DHCP_IP_ADDRESS, DHCP_IP_MASK, LPDHCP_IP_ARRAY};
use crate::abi::options::LPDHCP_OPTION_LIST;
use crate::abi::win::{DWORD, LPCWSTR, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::{Failure, call};
use crate::ffi::convert::clients;
use crate::ffi::out::{Out, clear};
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
///                              first, then 01, then the identifier); names are compared in any case.
/// @param[out] ClientInfo       the record, NULL on failure. The structure, each string in it and
///                              ClientHardwareAddress.Data are blocks of their own, each released with
///                              DhcpRpcFreeMemory. ClientHardwareAddress is the unique id; OwnerHost has no HostName.
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
        out.give(ask(server, |server| clients::original(server, &search))?);
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
        out.give(ask(server, |server| clients::v4(server, &search))?);
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
        out.give(ask(server, |server| clients::vq(server, &search))?);
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
        out.give(ask(server, |server| clients::with_policy(server, &search))?);
        Ok(())
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

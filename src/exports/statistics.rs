//! Counters of a server.

use crate::abi::statistics::{LPDHCP_MIB_INFO, LPDHCP_MIB_INFO_V5, LPDHCP_MIB_INFO_VQ};
use crate::abi::win::{LPCWSTR, WIN32_ERROR};
use crate::ffi::call::call;
use crate::ffi::convert::statistics;
use crate::ffi::out::Out;
use crate::ffi::views::server_name;
use crate::service::{ask, available};

/// Reads the counters of a server since its service started, and the figures of each of its scopes, disabled ones too,
/// lowest address first. (MS-DHCPM 3.1.4.23)
///
/// The messages are those of the clients of dhcpsapi_ext.h, as the server that answered them counts them: a client that
/// gets an address says DISCOVER, is sent OFFER, says REQUEST and is sent ACK; one that gets more time says REQUEST and is
/// sent ACK. One that gets no address has said DISCOVER, one that may not keep its address says REQUEST and is sent NAK, and
/// one that is not answered has said REQUEST. DECLINE and RELEASE are counted whether or not there was a lease to end. A
/// counter goes on with 0 behind 4294967295.
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, NULL on failure. ServerStartTime is when the server was made or last
///                              started, 0 if that is not known. Of a scope, addresses in use are those that a client has
///                              or has declined; those that are free are all others of the range that are not excluded,
///                              reserved ones that no client uses among them; all figures of a scope without a range are 0.
///                              The structure and its array are two blocks, each released with DhcpRpcFreeMemory; without
///                              scopes the array is NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfo(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO,
) -> WIN32_ERROR {
    call("DhcpGetMibInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(MibInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, statistics::original)?);
        Ok(())
    })
}

/// Reads the counters of a server, like DhcpGetMibInfo. DelayedOffers are those of the OFFER messages that were sent from a
/// scope with a delay, and ScopesWithDelayedOffers is how many scopes have one now (DhcpSetSubnetDelayOffer). The Qtn fields
/// are 0, since there is no Network Access Protection since Windows Server 2016. (MS-DHCPM 3.2.4.82)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, with the blocks of DhcpGetMibInfo.
/// @return as DhcpGetMibInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfoV5(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO_V5,
) -> WIN32_ERROR {
    call("DhcpGetMibInfoV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(MibInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, statistics::v5)?);
        Ok(())
    })
}

/// Succeeds and returns nothing, as on Windows, where nobody uses it. The SDK does not declare it. (MS-DHCPM 3.1.4.44)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfoVQ(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpGetMibInfoVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (_, server) = unsafe { (Out::new(MibInfo)?, server_name(ServerIpAddress)?) };
        Ok(available(server)?)
    })
}

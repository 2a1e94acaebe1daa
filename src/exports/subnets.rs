//! Scopes, which the API calls subnets.

use std::mem::MaybeUninit;

use crate::abi::common::{DHCP_IP_ADDRESS, LPDHCP_IP_ARRAY, LPDHCP_RESUME_HANDLE};
use crate::abi::subnets::{
    DHCP_FORCE_FLAG, DHCP_SUBNET_INFO, DHCP_SUBNET_INFO_VQ, LPDHCP_SUBNET_INFO, LPDHCP_SUBNET_INFO_VQ,
    LPDHCP_SUPER_SCOPE_TABLE,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, USHORT, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::call;
use crate::ffi::convert::subnets;
use crate::ffi::out::Out;
use crate::ffi::paging::Enumeration;
use crate::ffi::views::{server_name, structure};
use crate::service::{ask, command};

/// Creates a scope. It has no range, exclusion, reservation or lease yet. (MS-DHCPM 3.1.4.1)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet address; not 0, and without bits outside the mask.
/// @param[in] SubnetInfo       the same address, the mask (a run of ones), the name and the comment (each may be
///                             NULL), and the state: enabled or disabled, switched or not. PrimaryHost is not
///                             looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_EXISTS (20052: it shares addresses with
///         another scope), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateSubnet(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SubnetInfo: *const DHCP_SUBNET_INFO,
) -> WIN32_ERROR {
    call("DhcpCreateSubnet", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, creation) = unsafe {
            (server_name(ServerIpAddress)?, subnets::creation(SubnetAddress, &structure(SubnetInfo)?))
        };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Creates a scope, like DhcpCreateSubnet. The quarantine fields are not looked at: there is no Network Access
/// Protection since Windows Server 2016. (MS-DHCPM 3.1.4.49)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet address.
/// @param[in] SubnetInfo       the description of the scope.
/// @return as DhcpCreateSubnet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateSubnetVQ(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SubnetInfo: *const DHCP_SUBNET_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpCreateSubnetVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read.
        let (server, creation) = unsafe {
            (server_name(ServerIpAddress)?, subnets::creation(SubnetAddress, &structure(SubnetInfo.cast())?))
        };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Describes a scope anew: name, comment and state are replaced, NULL meaning that there is none. The mask stays
/// as it is; another one is refused. (MS-DHCPM 3.1.4.2)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] SubnetInfo       its new description, with the same address. PrimaryHost is not looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSubnetInfo(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SubnetInfo: *const DHCP_SUBNET_INFO,
) -> WIN32_ERROR {
    call("DhcpSetSubnetInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, change) = unsafe {
            (server_name(ServerIpAddress)?, subnets::change(SubnetAddress, &structure(SubnetInfo)?))
        };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Describes a scope anew, like DhcpSetSubnetInfo. The quarantine fields are not looked at. (MS-DHCPM 3.1.4.51)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] SubnetInfo       its new description.
/// @return as DhcpSetSubnetInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSubnetInfoVQ(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SubnetInfo: *const DHCP_SUBNET_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpSetSubnetInfoVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins
        // with the one that is read.
        let (server, change) = unsafe {
            (server_name(ServerIpAddress)?, subnets::change(SubnetAddress, &structure(SubnetInfo.cast())?))
        };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Reads the description of a scope. (MS-DHCPM 3.1.4.3)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress    the scope.
/// @param[out] SubnetInfo       its description, NULL on failure. The structure, SubnetName and SubnetComment are
///                              blocks of their own, each released with DhcpRpcFreeMemory. PrimaryHost is
///                              127.0.0.1 with its bytes exchanged (0x0100007F), as real servers return it, and
///                              has no names.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSubnetInfo(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SubnetInfo: *mut LPDHCP_SUBNET_INFO,
) -> WIN32_ERROR {
    call("DhcpGetSubnetInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(SubnetInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, |server| subnets::original(server, SubnetAddress))?);
        Ok(())
    })
}

/// Reads the description of a scope, like DhcpGetSubnetInfo. The quarantine and reserved fields are 0.
/// (MS-DHCPM 3.1.4.50)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress    the scope.
/// @param[out] SubnetInfo       its description, with the blocks of DhcpGetSubnetInfo.
/// @return as DhcpGetSubnetInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSubnetInfoVQ(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SubnetInfo: *mut LPDHCP_SUBNET_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpGetSubnetInfoVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(SubnetInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, |server| subnets::vq(server, SubnetAddress))?);
        Ok(())
    })
}

/// Reads the addresses of the scopes of a server, lowest first.
///
/// Unlike other enumerations this one counts scopes, not bytes, and answers ERROR_SUCCESS although more remain:
/// call again with what *ResumeHandle was set to until the answer is ERROR_NO_MORE_ITEMS. (MS-DHCPM 3.1.4.4)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next scope.
/// @param[in]     PreferredMaximum  scopes to return at most; 0xFFFFFFFF is all.
/// @param[out]    EnumInfo          the addresses, NULL if there is none. The array header and its elements are
///                                  two blocks, each released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      how many were returned.
/// @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS, ERROR_NO_MORE_ITEMS (none, none left, or none asked for), ERROR_INVALID_PARAMETER,
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnets(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: LPDHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumInfo: *mut LPDHCP_IP_ARRAY,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnets", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, EnumInfo, ElementsRead, ElementsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        ask(server, |server| subnets::page(server, PreferredMaximum, enumeration))
    })
}

/// Deletes a scope with all its elements and leases. A scope of a failover relationship has to leave it first.
/// The DNS records of its clients, which a Windows server removes too, are not touched. (MS-DHCPM 3.1.4.8)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] ForceFlag        DhcpNoForce (1) refuses if a client holds a lease (a reservation that no client has
///                             asked for is none); DhcpFullForce (0) and DhcpFailoverForce (2) do not.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT,
///         ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP (20113), ERROR_DHCP_ELEMENT_CANT_REMOVE,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteSubnet(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpDeleteSubnet", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let server = unsafe { server_name(ServerIpAddress) }?;
        let deletion = subnets::deletion(SubnetAddress, ForceFlag);
        Ok(command(server, &judged(server, deletion)?)?)
    })
}

/// Puts a scope into a superscope, or takes it out of the one that it is in. A superscope is made with its first scope, and
/// is gone with its last one. A client in a scope of it that has no address left is served from the others.
/// (MS-DHCPM 3.1.4.37)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the scope.
/// @param[in] SuperScopeName   the name of the superscope, in any case, of 1 to 256 characters; NULL takes the scope out,
///                             which succeeds also where it is in none.
/// @param[in] ChangeExisting   TRUE if the scope may leave the superscope that it is in for this one.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_DHCP_SUBNET_EXITS (20004: the
///         scope is in a superscope, be it this one, and ChangeExisting is FALSE),
///         ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG (20030), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSuperScopeV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SuperScopeName: LPCWSTR,
    ChangeExisting: BOOL,
) -> WIN32_ERROR {
    call("DhcpSetSuperScopeV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, change) = unsafe {
            let server = server_name(ServerIpAddress)?;
            (server, subnets::superscope_change(SubnetAddress, SuperScopeName, ChangeExisting != 0)?)
        };
        Ok(command(server, &change)?)
    })
}

/// Deletes a superscope; its scopes stay, and are in none then. (MS-DHCPM 3.1.4.39)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SuperScopeName   the name of the superscope, in any case.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT (20005: there is no such superscope),
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteSuperScopeV4(
    ServerIpAddress: LPCWSTR,
    SuperScopeName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpDeleteSuperScopeV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, deletion) =
            unsafe { (server_name(ServerIpAddress)?, subnets::superscope_deletion(SuperScopeName)?) };
        Ok(command(server, &deletion)?)
    })
}

/// Reads all scopes of a server with their superscopes, the lowest address first. A scope that is in none has number and
/// next scope 0, and no name. (MS-DHCPM 3.1.4.38)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] SuperScopeTable  the table, NULL on failure. A server without scopes has one without entries. The table, the
///                              one array of entries and each SuperScopeName are blocks of their own, each released
///                              with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSuperScopeInfoV4(
    ServerIpAddress: LPCWSTR,
    SuperScopeTable: *mut LPDHCP_SUPER_SCOPE_TABLE,
) -> WIN32_ERROR {
    call("DhcpGetSuperScopeInfoV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(SuperScopeTable)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, subnets::superscopes)?);
        Ok(())
    })
}

/// Sets for how long a server delays its offers of the addresses of a scope: of several servers that may answer a new
/// client, and of which none is the other's failover partner, the one with the smaller delay answers first.
/// (MS-DHCPM 3.2.4.80)
///
/// @param[in] ServerIpAddress          the server; NULL or "" is the local one.
/// @param[in] SubnetAddress            the scope.
/// @param[in] TimeDelayInMilliseconds  the delay, DHCP_MIN_DELAY (0) to DHCP_MAX_DELAY (1000) milliseconds.
/// @return ERROR_SUCCESS, ERROR_DHCP_INVALID_DELAY (20092), ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSubnetDelayOffer(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    TimeDelayInMilliseconds: USHORT,
) -> WIN32_ERROR {
    call("DhcpSetSubnetDelayOffer", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let server = unsafe { server_name(ServerIpAddress) }?;
        Ok(command(server, &subnets::delay(SubnetAddress, TimeDelayInMilliseconds))?)
    })
}

/// Reads for how long a server delays its offers of the addresses of a scope; 0 for a new one. (MS-DHCPM 3.2.4.81)
///
/// @param[in]  ServerIpAddress          the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress            the scope.
/// @param[out] TimeDelayInMilliseconds  the delay in milliseconds, DHCP_MIN_DELAY to DHCP_MAX_DELAY; 0 on failure.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSubnetDelayOffer(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    TimeDelayInMilliseconds: *mut USHORT,
) -> WIN32_ERROR {
    call("DhcpGetSubnetDelayOffer", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(TimeDelayInMilliseconds)?, server_name(ServerIpAddress)?) };
        out.fill(ask(server, |server| subnets::delay_of(server, SubnetAddress))?);
        Ok(())
    })
}

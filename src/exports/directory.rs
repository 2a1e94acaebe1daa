//! The directory of servers, and what a server says of itself.

use std::ffi::c_void;

use crate::abi::directory::{DHCPDS_SERVER, LPDHCPDS_SERVERS};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR, WIN32_VOID};
use crate::ffi::call::{call, call_value};
use crate::ffi::convert::directory;
use crate::ffi::out::{Out, two};
use crate::ffi::views::{server_name, structure};
use crate::service::{ask, ask_directory, available, command};

/// Puts a DHCP server into the list of servers; from then on it can be named in every other call. It is a new
/// server with nothing on it, unless its address is that of a server which was in the list before: that one
/// comes back as it was. The local server can be listed like any other, with its address or with 127.0.0.1; other
/// loopback addresses are servers of their own.
///
/// On Windows the list is kept in Active Directory; here it belongs to this library.
///
/// @param[in] Flags         ignored; pass 0.
/// @param[in] IdInfo        ignored; pass NULL.
/// @param[in] NewServer     the server: ServerName and ServerAddress; nothing else is looked at.
/// @param[in] CallbackFn    ignored; pass NULL.
/// @param[in] CallbackData  ignored; pass NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (no name, one that is another address than ServerAddress, address 0 or
///         255.255.255.255, the name localhost for another server than the local one),
///         ERROR_DDS_SERVER_ALREADY_EXISTS (the name, the address or the server is in the list).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddServer(
    Flags: DWORD,
    IdInfo: *mut c_void,
    NewServer: *const DHCPDS_SERVER,
    CallbackFn: *mut c_void,
    CallbackData: *mut c_void,
) -> WIN32_ERROR {
    call("DhcpAddServer", move || {
        let _ = (Flags, IdInfo, CallbackFn, CallbackData);
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let listing = unsafe { directory::listing(&structure(NewServer)?) }?;
        Ok(command(None, &listing)?)
    })
}

/// Takes a DHCP server out of the list of servers. Calls that name it answer RPC_S_SERVER_UNAVAILABLE from then
/// on; its data is kept for the time when it is added again.
///
/// @param[in] Flags         ignored; pass 0.
/// @param[in] IdInfo        ignored; pass NULL.
/// @param[in] NewServer     the server: ServerName and ServerAddress, both as they are in the list.
/// @param[in] CallbackFn    ignored; pass NULL.
/// @param[in] CallbackData  ignored; pass NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DDS_SERVER_DOES_NOT_EXIST (no server of this name is in
///         the list), ERROR_DDS_SERVER_ADDRESS_MISMATCH (it has another address there).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteServer(
    Flags: DWORD,
    IdInfo: *mut c_void,
    NewServer: *const DHCPDS_SERVER,
    CallbackFn: *mut c_void,
    CallbackData: *mut c_void,
) -> WIN32_ERROR {
    call("DhcpDeleteServer", move || {
        let _ = (Flags, IdInfo, CallbackFn, CallbackData);
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let unlisting = unsafe { directory::unlisting(&structure(NewServer)?) }?;
        Ok(command(None, &unlisting)?)
    })
}

/// Reads the list of servers, in the order in which they were added.
///
/// @param[in]  Flags         ignored; pass 0.
/// @param[in]  IdInfo        ignored; pass NULL.
/// @param[out] Servers       the list, NULL on failure. The list, its one array of structures and each name are
///                           blocks of their own, each released with DhcpRpcFreeMemory. An empty list has no
///                           array.
/// @param[in]  CallbackFn    ignored; pass NULL.
/// @param[in]  CallbackData  ignored; pass NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumServers(
    Flags: DWORD,
    IdInfo: *mut c_void,
    Servers: *mut LPDHCPDS_SERVERS,
    CallbackFn: *mut c_void,
    CallbackData: *mut c_void,
) -> WIN32_ERROR {
    call("DhcpEnumServers", move || {
        let _ = (Flags, IdInfo, CallbackFn, CallbackData);
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let out = unsafe { Out::new(Servers) }?;
        out.give(ask_directory(directory::all)?);
        Ok(())
    })
}

/// Prepares the use of the list of servers. There is nothing to prepare here; programs call it before
/// DhcpAddServer, DhcpDeleteServer and DhcpEnumServers, and need not.
///
/// @return ERROR_SUCCESS.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDsInit() -> WIN32_ERROR {
    call("DhcpDsInit", move || Ok(()))
}

/// Ends the use of the list of servers. The list stays.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDsCleanup() -> WIN32_VOID {
    call_value("DhcpDsCleanup", (), || ());
}

/// Creates the groups "DHCP Users" and "DHCP Administrators" on a server. A server of this library has no groups and lets
/// everybody do everything, so that there is nothing to do. No document describes the function.
///
/// @param[in] pServer  the server; NULL or "" is the local one.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddSecurityGroup(pServer: LPCWSTR) -> WIN32_ERROR {
    call("DhcpAddSecurityGroup", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        Ok(available(unsafe { server_name(pServer) }?)?)
    })
}

/// Clears what the directory keeps of this host. The list of servers is all that there is of a directory here, and it keeps
/// nothing of hosts, so that there is nothing to do. No document declares the parameters; a function without any is a guess.
///
/// @return ERROR_SUCCESS.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDsClearHostServerEntries() -> WIN32_ERROR {
    call("DhcpDsClearHostServerEntries", move || Ok(()))
}

/// Reads the version of a server: 10.0, that of Windows Server 2016 and later. (MS-DHCPM 3.1.4.29)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MajorVersion     10.
/// @param[out] MinorVersion     0.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetVersion(
    ServerIpAddress: LPCWSTR,
    MajorVersion: LPDWORD,
    MinorVersion: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpGetVersion", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((major, minor), server) =
            unsafe { (two(MajorVersion, MinorVersion)?, server_name(ServerIpAddress)?) };
        let (major_version, minor_version) = ask(server, |_| directory::version())?;
        major.fill(major_version);
        minor.fill(minor_version);
        Ok(())
    })
}

//! Configuration of a server.

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::server::{
    DHCP_ATTRIB_ID, DHCP_BIND_ELEMENT_ARRAY, DHCP_SERVER_CONFIG_INFO, DHCP_SERVER_CONFIG_INFO_V4,
    DHCP_SERVER_CONFIG_INFO_VQ, LPDHCP_ATTRIB, LPDHCP_ATTRIB_ARRAY, LPDHCP_BIND_ELEMENT_ARRAY,
    LPDHCP_SCAN_LIST, LPDHCP_SERVER_CONFIG_INFO, LPDHCP_SERVER_CONFIG_INFO_V4, LPDHCP_SERVER_CONFIG_INFO_VQ,
    LPDHCP_SERVER_SPECIFIC_STRINGS,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, LPVOID, LPWSTR, WIN32_ERROR};
use crate::domain::base::error::{Error, SettingFailure};
use crate::domain::base::ids::ScopeId;
use crate::exports::judged;
use crate::ffi::call::{Failure, call};
use crate::ffi::convert::server;
use crate::ffi::out::{Out, OutText, two};
use crate::ffi::thread_options;
use crate::ffi::views::{array, server_name, structure, text};
use crate::service::{ask, available, back_up, command, compare_records, restore};

/// Reads the settings of the audit log. Nothing is written to it here; the settings are kept for programs that compare or
/// copy them. (MS-DHCPM 3.2.4.34)
///
/// @param[in]  ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in]  Flags              0.
/// @param[out] AuditLogDir        its directory, released with DhcpRpcFreeMemory; NULL on failure. On a fresh server
///                                C:\Windows\system32\dhcp.
/// @param[out] DiskCheckInterval  after how many entries the room on the disk is checked; 50 on a fresh server.
/// @param[out] MaxLogFilesSize    how many megabytes all files may have; 70 on a fresh server.
/// @param[out] MinSpaceOnDisk     how many megabytes must stay free; 20 on a fresh server.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0), ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAuditLogGetParams(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    AuditLogDir: *mut LPWSTR,
    DiskCheckInterval: LPDWORD,
    MaxLogFilesSize: LPDWORD,
    MinSpaceOnDisk: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpAuditLogGetParams", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (outputs, more, name) = unsafe {
            (
                two(AuditLogDir, DiskCheckInterval),
                two(MaxLogFilesSize, MinSpaceOnDisk),
                server_name(ServerIpAddress),
            )
        };
        let ((directory, interval), (max, min), name) = (outputs?, more?, name?);
        judged(name, server::reserved(Flags))?;
        let (given, audit_log) = ask(name, |server| {
            let audit_log = &server.settings.audit_log;
            Ok::<_, Failure>((server::text(&audit_log.directory)?, audit_log.clone()))
        })?;
        directory.give(given);
        interval.fill(audit_log.disk_check_interval);
        max.fill(audit_log.max_megabytes);
        min.fill(audit_log.min_free_megabytes);
        Ok(())
    })
}

/// Changes the settings of the audit log. They are kept as they are given, and read at once; a Windows server obeys them
/// from its next start on. (MS-DHCPM 3.2.4.33)
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] Flags              0.
/// @param[in] AuditLogDir        its directory, at most 247 characters.
/// @param[in] DiskCheckInterval  after how many entries the room on the disk is checked; any number.
/// @param[in] MaxLogFilesSize    how many megabytes all files may have; any number.
/// @param[in] MinSpaceOnDisk     how many megabytes must stay free; any number.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0, no directory),
///         ERROR_DHCP_LOG_FILE_PATH_TOO_LONG, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAuditLogSetParams(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    AuditLogDir: LPCWSTR,
    DiskCheckInterval: DWORD,
    MaxLogFilesSize: DWORD,
    MinSpaceOnDisk: DWORD,
) -> WIN32_ERROR {
    call("DhcpAuditLogSetParams", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                server::audit_log(AuditLogDir, DiskCheckInterval, MaxLogFilesSize, MinSpaceOnDisk)?,
            )
        };
        judged(name, server::reserved(Flags))?;
        Ok(command(name, &request)?)
    })
}

/// Lists the network interfaces of a server and whether it answers on them. A server of this library has one interface,
/// with its address. (MS-DHCPM 3.2.4.41)
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]  Flags             0.
/// @param[out] BindElementsInfo  the interface, NULL on failure: Flags 0, both addresses with their bytes exchanged, as
///                               real servers return them, a description, and 16 bytes of IfId that no other server's
///                               interface has. AdapterSubnetAddress is that of the scope that contains the address, 0
///                               if there is none. The header, the array, IfDescription and IfId are blocks of their own,
///                               each released with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0), ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetServerBindingInfo(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    BindElementsInfo: *mut LPDHCP_BIND_ELEMENT_ARRAY,
) -> WIN32_ERROR {
    call("DhcpGetServerBindingInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(BindElementsInfo)?, server_name(ServerIpAddress)?) };
        judged(name, server::reserved(Flags))?;
        out.give(ask(name, server::bindings)?);
        Ok(())
    })
}

/// Says on which network interfaces a server answers. That is kept and can be read; the clients of dhcpsapi_ext.h, which
/// know of no interfaces, are answered all the same. (MS-DHCPM 3.2.4.42)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0.
/// @param[in] BindElementInfo  the interfaces: IfId, as DhcpGetServerBindingInfo returns it, and fBoundToDHCPServer.
///                             Nothing else is looked at. One with DHCP_ENDPOINT_FLAG_CANT_MODIFY stays bound,
///                             whatever its IfId. None at all changes nothing.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Flags is not 0, a pointer is NULL),
///         ERROR_DHCP_CANNOT_MODIFY_BINDINGS (20051: one with DHCP_ENDPOINT_FLAG_CANT_MODIFY is not bound),
///         ERROR_DHCP_NETWORK_CHANGED (20050: no interface has such an IfId), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetServerBindingInfo(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    BindElementInfo: *const DHCP_BIND_ELEMENT_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetServerBindingInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, request) =
            unsafe { (server_name(ServerIpAddress)?, server::binding(&structure(BindElementInfo)?)?) };
        judged(name, server::reserved(Flags))?;
        Ok(command(name, &request)?)
    })
}

/// Reads the names that consoles have for the vendor class and the user class of clients without one: "DHCP Standard
/// Options" and "Default User Class". The other functions know no classes of these names. (MS-DHCPM 3.2.4.47)
///
/// @param[in]  ServerIpAddress        the server; NULL or "" is the local one.
/// @param[out] ServerSpecificStrings  the names, NULL on failure. The structure and the two strings are blocks of their
///                                    own, each released with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetServerSpecificStrings(
    ServerIpAddress: LPCWSTR,
    ServerSpecificStrings: *mut LPDHCP_SERVER_SPECIFIC_STRINGS,
) -> WIN32_ERROR {
    call("DhcpGetServerSpecificStrings", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(ServerSpecificStrings)?, server_name(ServerIpAddress)?) };
        out.give(ask(name, |_| server::specific_strings())?);
        Ok(())
    })
}

/// Reads the options of the calling thread.
///
/// @param[out] pFlags    the flags that the thread has set last, 0 if it has set none.
/// @param[in]  Reserved  NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (pFlags is NULL, or Reserved is not).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetThreadOptions(pFlags: LPDWORD, Reserved: LPVOID) -> WIN32_ERROR {
    call("DhcpGetThreadOptions", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let out = unsafe { Out::new(pFlags) }?;
        server::reserved(u32::from(!Reserved.is_null()))?;
        out.fill(thread_options::get());
        Ok(())
    })
}

/// Sets the options of the calling thread. They are kept for DhcpGetThreadOptions alone: this library asks no directory
/// and calls no remote server, so there is nothing that they could keep it from.
///
/// @param[in] Flags     the flags: DHCP_FLAGS_DONT_ACCESS_DS (1), DHCP_FLAGS_DONT_DO_RPC (2), or any others.
/// @param[in] Reserved  NULL.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Reserved is not NULL).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetThreadOptions(Flags: DWORD, Reserved: LPVOID) -> WIN32_ERROR {
    call("DhcpSetThreadOptions", move || {
        server::reserved(u32::from(!Reserved.is_null()))?;
        thread_options::set(Flags);
        Ok(())
    })
}

/// Writes a backup of a server: its configuration and settings, with their password, its classes, options, filters,
/// superscopes, scopes, reservations and lease records, and its failover relationships with their shared secrets. It is the
/// file dhcp.json in the directory, an export of a registry that has this server alone. Nobody but its owner may read it.
/// The file of an earlier backup is replaced when the new one is whole; where the call fails, it stays. (MS-DHCPM 3.2.4.45)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Path             the directory, from the root on ("/var/backups/dhcp"), as a path of this host, wherever the
///                             server is. It is made if it is not there; the one above it has to be there.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Path is NULL, or has an unpaired surrogate), ERROR_INVALID_NAME (123: it
///         is empty, does not begin at the root, or has a name that is too long), ERROR_PATH_NOT_FOUND (3: the directory above
///         it is not there, or it is no directory), ERROR_ACCESS_DENIED (5: the process may not write there),
///         ERROR_DISK_FULL (112), ERROR_DHCP_JET_ERROR (20013: the file cannot be written for another reason),
///         ERROR_NOT_SUPPORTED (50: this build of the library writes no files), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerBackupDatabase(ServerIpAddress: LPCWSTR, Path: LPCWSTR) -> WIN32_ERROR {
    call("DhcpServerBackupDatabase", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, path) = unsafe { (server_name(ServerIpAddress)?, text(Path)?) };
        Ok(back_up(name, path)?)
    })
}

/// Has a server start from a backup, which DhcpServerBackupDatabase wrote, when its DHCP service starts next
/// (dhcpsapi_server_start). Until then nothing changes but that; another call takes the place of this one. All that is on the
/// server gives way to what is in the backup: configuration and settings, classes, options, filters, superscopes, scopes,
/// reservations and lease records, and failover relationships. Its name and its address stay. The relationships go to RECOVER,
/// and serve clients again one maximum client lead time after the partner has sent all that it knows; one whose partner does not
/// have it waits for an administrator. Leases that have ended since the backup end. Whether there is a backup in the directory
/// is looked at when the service starts: where there is none, or it cannot be read, the server has what it had, and the journal
/// says why. Either way it starts from no backup after that. (MS-DHCPM 3.2.4.46, MS-DHCPF 3.1.7.2)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Path             the directory, from the root on ("/var/backups/dhcp"), as a path of the host on which the
///                             service is started.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (Path is NULL, or has an unpaired surrogate), ERROR_INVALID_NAME (123: it
///         is empty, or does not begin at the root), ERROR_NOT_SUPPORTED (50: this build of the library reads no files),
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerRestoreDatabase(ServerIpAddress: LPCWSTR, Path: LPCWSTR) -> WIN32_ERROR {
    call("DhcpServerRestoreDatabase", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, path) = unsafe { (server_name(ServerIpAddress)?, text(Path)?) };
        Ok(restore(name, path)?)
    })
}

/// Compares the lease records of a scope with its addresses, and lists those on which they disagree: addresses that are
/// free and have a record (DhcpRegistryFix), addresses that are not free and have none, and reserved addresses without one
/// (DhcpDatabaseFix). In this library free is what has no record, so that only a reserved address can be found, while its
/// client has another address. (MS-DHCPM 3.1.4.28)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress    the scope.
/// @param[in]  FixFlag          0 to list them; any other number also repairs them: with DhcpRegistryFix the address is free
///                              no more, with DhcpDatabaseFix it gets a record, whose name is the address, of a client of
///                              either kind: the one that it is reserved for, and without an end, else one whose identifier
///                              is the address as text, for as long as a lease of the scope lasts.
/// @param[out] ScanList         the addresses as they were found, repaired or not; without items if there are none. NULL
///                              on failure. The header and the array are two blocks, each released with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT, ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpScanDatabase(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    FixFlag: DWORD,
    ScanList: *mut LPDHCP_SCAN_LIST,
) -> WIN32_ERROR {
    call("DhcpScanDatabase", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(ScanList)?, server_name(ServerIpAddress)?) };
        let scope = ScopeId(SubnetAddress);
        out.give(compare_records(name, scope, FixFlag != 0, |found| server::scan_list(found))?);
        Ok(())
    })
}

/// Reads the configuration of a server. (MS-DHCPM 3.1.4.27)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] ConfigInfo       the configuration, as it was set last, NULL on failure. The structure and its three
///                              strings are blocks of their own, each released with DhcpRpcFreeMemory. A fresh server has
///                              APIProtocolSupport 1, dhcp.mdb in C:\Windows\system32\dhcp with its backups in
///                              C:\Windows\system32\dhcp\backup, intervals of 60 minutes, DatabaseLoggingFlag 1, and 0 for
///                              the rest.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfig(
    ServerIpAddress: LPCWSTR,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO,
) -> WIN32_ERROR {
    call("DhcpServerGetConfig", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(ConfigInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(name, server::original)?);
        Ok(())
    })
}

/// Reads the configuration of a server, like DhcpServerGetConfig, with pings, boot files and audit log.
/// (MS-DHCPM 3.1.4.41)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] ConfigInfo       the configuration, with the blocks of DhcpServerGetConfig. wszBootTableString is one block
///                              more, of cbBootTableString bytes: strings, each with its NUL, and one NUL more; without
///                              boot files it is NULL, with 0 bytes. A fresh server pings no address and writes its audit
///                              log (fAuditLog TRUE).
/// @return as DhcpServerGetConfig.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfigV4(
    ServerIpAddress: LPCWSTR,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpServerGetConfigV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(ConfigInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(name, server::v4)?);
        Ok(())
    })
}

/// Reads the configuration of a server, like DhcpServerGetConfigV4. QuarantineOn, QuarDefFail and QuarRuntimeStatus are 0:
/// there is no Network Access Protection since Windows Server 2016. (MS-DHCPM 3.1.4.43)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] ConfigInfo       the configuration, with the blocks of DhcpServerGetConfigV4.
/// @return as DhcpServerGetConfig.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfigVQ(
    ServerIpAddress: LPCWSTR,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpServerGetConfigVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(ConfigInfo)?, server_name(ServerIpAddress)?) };
        out.give(ask(name, server::vq)?);
        Ok(())
    })
}

/// Reads an attribute of a server. (MS-DHCPM 3.2.4.35)
///
/// @param[in]  ServerIpAddr  the server; NULL or "" is the local one.
/// @param[in]  dwReserved    0.
/// @param[in]  DhcpAttribId  the attribute: DHCP_ATTRIB_BOOL_IS_ROGUE (FALSE here), DHCP_ATTRIB_BOOL_IS_DYNBOOTP (TRUE),
///                           DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC (FALSE), DHCP_ATTRIB_BOOL_IS_BINDING_AWARE (TRUE),
///                           DHCP_ATTRIB_BOOL_IS_ADMIN (TRUE), DHCP_ATTRIB_ULONG_RESTORE_STATUS (0).
/// @param[out] pDhcpAttrib   its value, one block that is released with DhcpRpcFreeMemory; NULL on failure.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (dwReserved is not 0), ERROR_NOT_SUPPORTED (there is no such
///         attribute), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerQueryAttribute(
    ServerIpAddr: LPCWSTR,
    dwReserved: DWORD,
    DhcpAttribId: DHCP_ATTRIB_ID,
    pDhcpAttrib: *mut LPDHCP_ATTRIB,
) -> WIN32_ERROR {
    call("DhcpServerQueryAttribute", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name) = unsafe { (Out::new(pDhcpAttrib)?, server_name(ServerIpAddr)?) };
        judged(name, server::reserved(dwReserved))?;
        out.give(ask(name, |_| server::one_attribute(DhcpAttribId))?);
        Ok(())
    })
}

/// Reads several attributes of a server. (MS-DHCPM 3.2.4.36)
///
/// @param[in]  ServerIpAddr    the server; NULL or "" is the local one.
/// @param[in]  dwReserved      0.
/// @param[in]  dwAttribCount   number of attributes, at least 1.
/// @param[in]  pDhcpAttribs    the attributes, as DhcpServerQueryAttribute has them.
/// @param[out] pDhcpAttribArr  the values of those that there are, in the order in which they were asked for; NULL if there is
///                             none, and on failure. The header and the array are two blocks, each released with
///                             DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (dwReserved is not 0, no attribute is asked for),
///         ERROR_NOT_SUPPORTED (there is no such attribute; the values of the others are returned),
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerQueryAttributes(
    ServerIpAddr: LPCWSTR,
    dwReserved: DWORD,
    dwAttribCount: DWORD,
    pDhcpAttribs: *const DHCP_ATTRIB_ID,
    pDhcpAttribArr: *mut LPDHCP_ATTRIB_ARRAY,
) -> WIN32_ERROR {
    call("DhcpServerQueryAttributes", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, name, ids) = unsafe {
            (Out::new(pDhcpAttribArr)?, server_name(ServerIpAddr)?, array(pDhcpAttribs, dwAttribCount)?)
        };
        let is_empty = pDhcpAttribs.is_null() || ids.is_empty();
        judged(name, server::reserved(dwReserved | u32::from(is_empty)))?;
        let (given, are_all) = ask(name, |_| server::attributes(ids))?;
        out.give(given);
        if are_all { Ok(()) } else { Err(Error::Settings(SettingFailure::NoSuchAttribute).into()) }
    })
}

/// Reads as which user the server registers names in DNS. The password is never returned. (MS-DHCPM 3.2.4.43)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  UnameSize        size of Uname in bytes, the NUL included.
/// @param[out] Uname            the user, "" if none was set; also on failure.
/// @param[in]  DomainSize       size of Domain in bytes, the NUL included.
/// @param[out] Domain           the domain of the user, "" if none was set; also on failure.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (a buffer is NULL), ERROR_INSUFFICIENT_BUFFER (one of them is too
///         small; both are left empty), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerQueryDnsRegCredentials(
    ServerIpAddress: LPCWSTR,
    UnameSize: DWORD,
    Uname: LPWSTR,
    DomainSize: DWORD,
    Domain: LPWSTR,
) -> WIN32_ERROR {
    call("DhcpServerQueryDnsRegCredentials", move || {
        // SAFETY: each buffer is NULL or as large as is said, and the name is NULL or valid, by the contract of `exports`.
        let (user, domain, name) = unsafe {
            (OutText::new(Uname, UnameSize), OutText::new(Domain, DomainSize), server_name(ServerIpAddress))
        };
        let (user, domain, name) = (user?, domain?, name?);
        ask(name, |server| {
            let credentials = &server.settings.dns_credentials;
            if !user.has_room_for(&credentials.user) || !domain.has_room_for(&credentials.domain) {
                return Err(Failure::BufferTooSmall);
            }
            user.fill(&credentials.user);
            domain.fill(&credentials.domain);
            Ok(())
        })
    })
}

/// Makes a server check whether it may lease addresses. Nobody forbids it here, so that there is nothing to do.
/// (MS-DHCPM 3.2.4.37)
///
/// @param[in] ServerIpAddr  the server; NULL or "" is the local one.
/// @param[in] dwReserved    not looked at; pass 0.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerRedoAuthorization(
    ServerIpAddr: LPCWSTR,
    dwReserved: DWORD,
) -> WIN32_ERROR {
    call("DhcpServerRedoAuthorization", move || {
        let _ = dwReserved;
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        Ok(available(unsafe { server_name(ServerIpAddr) }?)?)
    })
}

/// Configures a server. What is set is kept and can be read at once, also what a Windows server obeys from its next start
/// on. Nothing of it changes what this library does, and no directory is made. Where one value is refused nothing is
/// changed. (MS-DHCPM 3.1.4.26)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsToSet      which fields to set, Set_APIProtocolSupport (0x1) to Set_DebugFlag (0x100); other bits are
///                             not looked at. 0 changes nothing.
/// @param[in] ConfigInfo       the fields that are set; the others are not looked at. APIProtocolSupport: 1 TCP, 2 named
///                             pipes, 4 local calls, or several of them. DatabaseName: not empty. DatabasePath,
///                             BackupPath: 1 to 247 characters. All three: of characters that code page 1252 has.
///                             BackupInterval, DatabaseCleanupInterval: 1 to 71582 minutes. DatabaseLoggingFlag,
///                             RestoreFlag: 0, or any other number, which is kept as 1. DebugFlag: any number.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (a value is not one of these), ERROR_INVALID_NAME (123: a character is
///         not in the code page), ERROR_ARITHMETIC_OVERFLOW (534: an interval is too long), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfig(
    ServerIpAddress: LPCWSTR,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO,
) -> WIN32_ERROR {
    call("DhcpServerSetConfig", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, change) = unsafe {
            (server_name(ServerIpAddress)?, server::configuration(FieldsToSet, &structure(ConfigInfo)?))
        };
        Ok(command(name, &judged(name, change)?)?)
    })
}

/// Configures a server, like DhcpServerSetConfig, with pings, boot files and audit log. (MS-DHCPM 3.1.4.40)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsToSet      which fields to set, as DhcpServerSetConfig has them, and Set_PingRetries (0x200) to
///                             Set_AuditLogState (0x800).
/// @param[in] ConfigInfo       the fields that are set. dwPingRetries: 0 to 5. cbBootTableString: an even number of bytes, at
///                             most 1048576; 0 takes the boot files away. wszBootTableString: so many bytes of well-formed
///                             UTF-16, the last character of which is NUL; on a Windows server strings of the form
///                             file,server,path, each with its NUL, and one NUL more. fAuditLog: FALSE, or anything else.
/// @return as DhcpServerSetConfig.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfigV4(
    ServerIpAddress: LPCWSTR,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpServerSetConfigV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins with the
        // older one.
        let (name, change) = unsafe {
            let (given, beginning) = (structure(ConfigInfo)?, structure(ConfigInfo.cast())?);
            (server_name(ServerIpAddress)?, server::configuration_v4(FieldsToSet, &given, &beginning))
        };
        Ok(command(name, &judged(name, change)?)?)
    })
}

/// Configures a server, like DhcpServerSetConfigV4. The quarantine cannot be configured: there is no Network Access
/// Protection since Windows Server 2016. (MS-DHCPM 3.1.4.42)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsToSet      which fields to set, as DhcpServerSetConfigV4 has them.
/// @param[in] ConfigInfo       the fields that are set.
/// @return as DhcpServerSetConfig, and ERROR_DHCP_NAP_NOT_SUPPORTED (20138: FieldsToSet has Set_QuarantineON or
///         Set_QuarantineDefFail).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfigVQ(
    ServerIpAddress: LPCWSTR,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpServerSetConfigVQ", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`; the structure begins with the
        // older ones.
        let (name, change) = unsafe {
            let given = structure(ConfigInfo)?;
            let (v4, beginning) = ((&raw const given).cast(), (&raw const given).cast());
            let (v4, beginning) = (structure(v4)?, structure(beginning)?);
            (server_name(ServerIpAddress)?, server::configuration_vq(FieldsToSet, &v4, &beginning))
        };
        Ok(command(name, &judged(name, change)?)?)
    })
}

/// Sets as which user the server registers names in DNS; the oldest form, whose password is run-encoded with the seed
/// 0xA5. Nothing is registered here. (MS-DHCPM 3.2.4.44)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Uname            the user; NULL is "".
/// @param[in] Domain           the domain of the user; NULL is "".
/// @param[in] Passwd           the encoded password; NULL and "" are none. Each of its bytes, the last one first, is
///                             exchanged with its exclusive or with the byte before it and 0xA5, and the first one with that
///                             with 0xE7; what comes of it is well-formed UTF-16. No function returns the password, and no
///                             log contains it.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetDnsRegCredentials(
    ServerIpAddress: LPCWSTR,
    Uname: LPCWSTR,
    Domain: LPCWSTR,
    Passwd: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpServerSetDnsRegCredentials", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, request) = unsafe {
            (server_name(ServerIpAddress)?, server::dns_credentials_encoded(Uname, Domain, Passwd))
        };
        Ok(command(name, &judged(name, request)?)?)
    })
}

/// Sets as which user the server registers names in DNS. Nothing is registered here. (MS-DHCPM 3.2.4.88)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Uname            the user; NULL is "".
/// @param[in] Domain           the domain of the user; NULL is "".
/// @param[in] Passwd           the password, in clear; NULL and "" are none. No function returns it, and no log contains
///                             it.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetDnsRegCredentialsV5(
    ServerIpAddress: LPCWSTR,
    Uname: LPCWSTR,
    Domain: LPCWSTR,
    Passwd: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpServerSetDnsRegCredentialsV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (name, request) =
            unsafe { (server_name(ServerIpAddress)?, server::dns_credentials(Uname, Domain, Passwd)?) };
        Ok(command(name, &request)?)
    })
}

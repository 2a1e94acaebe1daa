//! Configuration of a server.

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::server::{
    DHCP_ATTRIB_ID, DHCP_BIND_ELEMENT_ARRAY, DHCP_SERVER_CONFIG_INFO, DHCP_SERVER_CONFIG_INFO_V4,
    DHCP_SERVER_CONFIG_INFO_VQ, LPDHCP_ATTRIB, LPDHCP_ATTRIB_ARRAY, LPDHCP_BIND_ELEMENT_ARRAY,
    LPDHCP_SCAN_LIST, LPDHCP_SERVER_CONFIG_INFO, LPDHCP_SERVER_CONFIG_INFO_V4, LPDHCP_SERVER_CONFIG_INFO_VQ,
    LPDHCP_SERVER_SPECIFIC_STRINGS,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, LPVOID, LPWSTR, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Reads the settings of the audit log.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in]  Flags              0.
/// @param[out] AuditLogDir        directory of the audit log, released with DhcpRpcFreeMemory.
/// @param[out] DiskCheckInterval  writes between two checks of the disk.
/// @param[out] MaxLogFilesSize    most megabytes of all log files.
/// @param[out] MinSpaceOnDisk     megabytes that must stay free.
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
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(AuditLogDir);
            clear(DiskCheckInterval);
            clear(MaxLogFilesSize);
            clear(MinSpaceOnDisk);
        }
        Err(Failure::NotImplemented)
    })
}

/// Changes the settings of the audit log.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] Flags              0.
/// @param[in] AuditLogDir        directory of the audit log.
/// @param[in] DiskCheckInterval  writes between two checks of the disk.
/// @param[in] MaxLogFilesSize    most megabytes of all log files.
/// @param[in] MinSpaceOnDisk     megabytes that must stay free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAuditLogSetParams(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    AuditLogDir: LPCWSTR,
    DiskCheckInterval: DWORD,
    MaxLogFilesSize: DWORD,
    MinSpaceOnDisk: DWORD,
) -> WIN32_ERROR {
    call("DhcpAuditLogSetParams", move || Err(Failure::NotImplemented))
}

/// Lists the network interfaces and whether the server answers on them.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]  Flags             0.
/// @param[out] BindElementsInfo  the interfaces, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetServerBindingInfo(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    BindElementsInfo: *mut LPDHCP_BIND_ELEMENT_ARRAY,
) -> WIN32_ERROR {
    call("DhcpGetServerBindingInfo", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(BindElementsInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the names of the default classes.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress        the server; NULL or "" is the local one.
/// @param[out] ServerSpecificStrings  the names, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetServerSpecificStrings(
    ServerIpAddress: LPCWSTR,
    ServerSpecificStrings: *mut LPDHCP_SERVER_SPECIFIC_STRINGS,
) -> WIN32_ERROR {
    call("DhcpGetServerSpecificStrings", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ServerSpecificStrings) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the options of the calling thread.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[out] pFlags    the flags.
/// @param[in]  Reserved  NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetThreadOptions(pFlags: LPDWORD, Reserved: LPVOID) -> WIN32_ERROR {
    call("DhcpGetThreadOptions", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(pFlags) };
        Err(Failure::NotImplemented)
    })
}

/// Compares the address pools of a subnet with its leases.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress    the subnet.
/// @param[in]  FixFlag          1 to repair what is found, 0 to report it.
/// @param[out] ScanList         the differences, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpScanDatabase(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    FixFlag: DWORD,
    ScanList: *mut LPDHCP_SCAN_LIST,
) -> WIN32_ERROR {
    call("DhcpScanDatabase", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ScanList) };
        Err(Failure::NotImplemented)
    })
}

/// Writes a backup of the database.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Path             the directory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerBackupDatabase(ServerIpAddress: LPCWSTR, Path: LPCWSTR) -> WIN32_ERROR {
    call("DhcpServerBackupDatabase", move || Err(Failure::NotImplemented))
}

/// Reads the settings of a server.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] ConfigInfo       the settings, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfig(
    ServerIpAddress: LPCWSTR,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO,
) -> WIN32_ERROR {
    call("DhcpServerGetConfig", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ConfigInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the settings of a server, with pings, boot files and audit log.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] ConfigInfo       the settings, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfigV4(
    ServerIpAddress: LPCWSTR,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpServerGetConfigV4", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ConfigInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the settings of a server, with quarantine.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] ConfigInfo       the settings, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfigVQ(
    ServerIpAddress: LPCWSTR,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpServerGetConfigVQ", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ConfigInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads an attribute of a server.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddr  the server; NULL or "" is the local one.
/// @param[in]  dwReserved    0.
/// @param[in]  DhcpAttribId  the attribute.
/// @param[out] pDhcpAttrib   its value, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerQueryAttribute(
    ServerIpAddr: LPCWSTR,
    dwReserved: DWORD,
    DhcpAttribId: DHCP_ATTRIB_ID,
    pDhcpAttrib: *mut LPDHCP_ATTRIB,
) -> WIN32_ERROR {
    call("DhcpServerQueryAttribute", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(pDhcpAttrib) };
        Err(Failure::NotImplemented)
    })
}

/// Reads several attributes of a server.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddr    the server; NULL or "" is the local one.
/// @param[in]  dwReserved      0.
/// @param[in]  dwAttribCount   number of attributes.
/// @param[in]  pDhcpAttribs    the attributes.
/// @param[out] pDhcpAttribArr  their values, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerQueryAttributes(
    ServerIpAddr: LPCWSTR,
    dwReserved: DWORD,
    dwAttribCount: DWORD,
    pDhcpAttribs: *const DHCP_ATTRIB_ID,
    pDhcpAttribArr: *mut LPDHCP_ATTRIB_ARRAY,
) -> WIN32_ERROR {
    call("DhcpServerQueryAttributes", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(pDhcpAttribArr) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the user that the server registers DNS names as.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  UnameSize        size of Uname in WCHARs.
/// @param[out] Uname            the user name.
/// @param[in]  DomainSize       size of Domain in WCHARs.
/// @param[out] Domain           the domain.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerQueryDnsRegCredentials(
    ServerIpAddress: LPCWSTR,
    UnameSize: DWORD,
    Uname: LPWSTR,
    DomainSize: DWORD,
    Domain: LPWSTR,
) -> WIN32_ERROR {
    call("DhcpServerQueryDnsRegCredentials", move || {
        if UnameSize > 0 {
            // SAFETY: the buffer is NULL or has UnameSize units, by the contract of `exports`.
            unsafe { clear(Uname) };
        }
        if DomainSize > 0 {
            // SAFETY: the buffer is NULL or has DomainSize units, by the contract of `exports`.
            unsafe { clear(Domain) };
        }
        Err(Failure::NotImplemented)
    })
}

/// Makes a server check its authorisation again.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddr  the server; NULL or "" is the local one.
/// @param[in] dwReserved    0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerRedoAuthorization(
    ServerIpAddr: LPCWSTR,
    dwReserved: DWORD,
) -> WIN32_ERROR {
    call("DhcpServerRedoAuthorization", move || Err(Failure::NotImplemented))
}

/// Restores the database from a backup.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Path             the directory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerRestoreDatabase(ServerIpAddress: LPCWSTR, Path: LPCWSTR) -> WIN32_ERROR {
    call("DhcpServerRestoreDatabase", move || Err(Failure::NotImplemented))
}

/// Changes the settings of a server.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsToSet      Set_... bits: the fields to change.
/// @param[in] ConfigInfo       the settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfig(
    ServerIpAddress: LPCWSTR,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO,
) -> WIN32_ERROR {
    call("DhcpServerSetConfig", move || Err(Failure::NotImplemented))
}

/// Changes the settings of a server, with pings, boot files and audit log.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsToSet      Set_... bits: the fields to change.
/// @param[in] ConfigInfo       the settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfigV4(
    ServerIpAddress: LPCWSTR,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO_V4,
) -> WIN32_ERROR {
    call("DhcpServerSetConfigV4", move || Err(Failure::NotImplemented))
}

/// Changes the settings of a server, with quarantine.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsToSet      Set_... bits: the fields to change.
/// @param[in] ConfigInfo       the settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfigVQ(
    ServerIpAddress: LPCWSTR,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpServerSetConfigVQ", move || Err(Failure::NotImplemented))
}

/// Sets the user that the server registers DNS names as; the oldest form.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Uname            the user name.
/// @param[in] Domain           the domain.
/// @param[in] Passwd           the password.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetDnsRegCredentials(
    ServerIpAddress: LPCWSTR,
    Uname: LPCWSTR,
    Domain: LPCWSTR,
    Passwd: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpServerSetDnsRegCredentials", move || Err(Failure::NotImplemented))
}

/// Sets the user that the server registers DNS names as.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Uname            the user name.
/// @param[in] Domain           the domain.
/// @param[in] Passwd           the password.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetDnsRegCredentialsV5(
    ServerIpAddress: LPCWSTR,
    Uname: LPCWSTR,
    Domain: LPCWSTR,
    Passwd: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpServerSetDnsRegCredentialsV5", move || Err(Failure::NotImplemented))
}

/// Changes on which network interfaces the server answers.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0.
/// @param[in] BindElementInfo  the interfaces.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetServerBindingInfo(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    BindElementInfo: *const DHCP_BIND_ELEMENT_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetServerBindingInfo", move || Err(Failure::NotImplemented))
}

/// Sets the options of the calling thread.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] Flags     the flags.
/// @param[in] Reserved  NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetThreadOptions(Flags: DWORD, Reserved: LPVOID) -> WIN32_ERROR {
    call("DhcpSetThreadOptions", move || Err(Failure::NotImplemented))
}

//! User classes and vendor classes.

use crate::abi::classes::{DHCP_CLASS_INFO, LPDHCP_CLASS_INFO, LPDHCP_CLASS_INFO_ARRAY};
use crate::abi::common::DHCP_RESUME_HANDLE;
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::call;
use crate::ffi::convert::classes;
use crate::ffi::out::Out;
use crate::ffi::paging::Enumeration;
use crate::ffi::views::{server_name, structure};
use crate::service::{ask, command};

/// Creates a user class or a vendor class: clients that send its data belong to it. A user class and a vendor class may
/// have one name, but no two classes have the same data. Names are compared in any case. (MS-DHCPM 3.2.4.25)
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0; not looked at.
/// @param[in] ClassInfo           the class: ClassName (not empty), ClassComment (may be NULL), ClassData of 1 to 255
///                                bytes with ClassDataLength, IsVendor, and Flags, which are kept as they are.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_CLASS_ALREADY_EXISTS (20045: a class of the kind has the
///         name, or a class of either kind has the data), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateClass(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassInfo: *const DHCP_CLASS_INFO,
) -> WIN32_ERROR {
    call("DhcpCreateClass", move || {
        let _ = ReservedMustBeZero;
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, creation) =
            unsafe { (server_name(ServerIpAddress)?, classes::creation(&structure(ClassInfo)?)) };
        Ok(command(server, &judged(server, creation)?)?)
    })
}

/// Changes comment, flags and data of a class. The name stays as it was written first. Classes that every server has can
/// be changed too. (MS-DHCPM 3.2.4.26)
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0; not looked at.
/// @param[in] ClassInfo           the class: ClassName and IsVendor name it, the rest is as for DhcpCreateClass. A
///                                ClassComment of NULL takes the comment away.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_CLASS_NOT_FOUND (20044),
///         ERROR_DHCP_CLASS_ALREADY_EXISTS (20045: another class has the data), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpModifyClass(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassInfo: *const DHCP_CLASS_INFO,
) -> WIN32_ERROR {
    call("DhcpModifyClass", move || {
        let _ = ReservedMustBeZero;
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, change) =
            unsafe { (server_name(ServerIpAddress)?, classes::change(&structure(ClassInfo)?)) };
        Ok(command(server, &judged(server, change)?)?)
    })
}

/// Deletes a class, with the option definitions and the option values of all levels that are for it. Of a user class and a
/// vendor class of one name the older one is deleted. (MS-DHCPM 3.2.4.27)
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0; not looked at.
/// @param[in] ClassName           the name of the class.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_CLASS_NOT_FOUND (20044),
///         ERROR_DHCP_DELETE_BUILTIN_CLASS (20089: the data are those of a class that is built in),
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteClass(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpDeleteClass", move || {
        let _ = ReservedMustBeZero;
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, deletion) = unsafe { (server_name(ServerIpAddress)?, classes::deletion(ClassName)?) };
        Ok(command(server, &deletion)?)
    })
}

/// Finds a class by its name, its data or both. (MS-DHCPM 3.2.4.28)
///
/// @param[in]  ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in]  ReservedMustBeZero  0; not looked at.
/// @param[in]  PartialClassInfo    what is known of the class: ClassName, or ClassData with ClassDataLength, or both, which
///                                 must match then. Nothing else is looked at; of a user class and a vendor class of one
///                                 name the older one is found.
/// @param[out] FilledClassInfo     the class, NULL on failure. The structure, ClassName, ClassComment and ClassData are
///                                 blocks of their own, each released with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also if neither name nor data are given),
///         ERROR_DHCP_CLASS_NOT_FOUND (20044), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClassInfo(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    PartialClassInfo: *const DHCP_CLASS_INFO,
    FilledClassInfo: *mut LPDHCP_CLASS_INFO,
) -> WIN32_ERROR {
    call("DhcpGetClassInfo", move || {
        let _ = ReservedMustBeZero;
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) = unsafe {
            let out = Out::new(FilledClassInfo)?;
            (out, server_name(ServerIpAddress)?, classes::wanted(&structure(PartialClassInfo)?)?)
        };
        out.give(ask(server, |server| classes::found(server, &wanted))?);
        Ok(())
    })
}

/// Reads the classes in the order of their creation, as many as fit into a number of bytes. (MS-DHCPM 3.2.4.29)
///
/// @param[in]     ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in]     ReservedMustBeZero  0; not looked at.
/// @param[in,out] ResumeHandle        where to go on: 0, then the index of the next class.
/// @param[in]     PreferredMaximum    bytes to return at most, but at least one class; 0xFFFFFFFF is all. 0 reads
///                                    nothing: ERROR_MORE_DATA and nTotal if there are classes.
/// @param[out]    ClassInfoArray      the classes, NULL if there is none. The array header, the one array of structures,
///                                    and the blocks of each class (as for DhcpGetClassInfo) are released one by one
///                                    with DhcpRpcFreeMemory.
/// @param[out]    nRead               how many were returned.
/// @param[out]    nTotal              how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumClasses(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClassInfoArray: *mut LPDHCP_CLASS_INFO_ARRAY,
    nRead: LPDWORD,
    nTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumClasses", move || {
        let _ = ReservedMustBeZero;
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (Enumeration::new(ResumeHandle, ClassInfoArray, nRead, nTotal)?, server_name(ServerIpAddress)?)
        };
        ask(server, |server| classes::page(server, PreferredMaximum, enumeration))
    })
}

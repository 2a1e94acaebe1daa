//! User classes and vendor classes.

use crate::abi::win::{BOOL, BYTE, DWORD, LPWSTR};

/// A user class or vendor class.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLASS_INFO {
    /// Name of the class.
    pub ClassName: LPWSTR,
    /// Free text; may be NULL.
    pub ClassComment: LPWSTR,
    /// Length of ClassData in bytes.
    pub ClassDataLength: DWORD,
    /// TRUE for a vendor class, FALSE for a user class.
    pub IsVendor: BOOL,
    /// Flags; 0 if none.
    pub Flags: DWORD,
    /// The bytes that a client of this class sends.
    pub ClassData: *mut BYTE,
}

/// Pointer to a DHCP_CLASS_INFO.
pub type LPDHCP_CLASS_INFO = *mut DHCP_CLASS_INFO;

/// A list of classes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLASS_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Classes: LPDHCP_CLASS_INFO,
}

/// Pointer to a DHCP_CLASS_INFO_ARRAY.
pub type LPDHCP_CLASS_INFO_ARRAY = *mut DHCP_CLASS_INFO_ARRAY;

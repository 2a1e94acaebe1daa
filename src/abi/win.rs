//! The base types of the Windows headers, with the widths that they have on Windows.
//! In C they come from `include/dhcpsapi_win.h`; there is no ULONG, because other headers make it 64 bits
//! wide.

use std::ffi::c_void;

/// 8 bits.
pub type BYTE = u8;
/// 16 bits.
pub type WORD = u16;
/// 16 bits.
pub type USHORT = u16;
/// 32 bits.
pub type DWORD = u32;
/// 0 is FALSE, anything else TRUE.
pub type BOOL = i32;
/// A UTF-16 unit.
pub type WCHAR = u16;
/// A string that ends with a zero unit.
pub type LPWSTR = *mut WCHAR;
/// A string that ends with a zero unit and is only read.
pub type LPCWSTR = *const WCHAR;
/// Pointer to a DWORD.
pub type LPDWORD = *mut DWORD;
/// Pointer to anything.
pub type LPVOID = *mut c_void;

/// The result of most exports: an error number. The header shows it as `DWORD DHCP_API_FUNCTION`.
pub type WIN32_ERROR = u32;
/// The type of exports without a result. The header shows it as `VOID DHCP_API_FUNCTION`.
pub type WIN32_VOID = ();
/// The type of exports with a truth value as result. The header shows it as `BOOL DHCP_API_FUNCTION`.
pub type WIN32_BOOL = BOOL;

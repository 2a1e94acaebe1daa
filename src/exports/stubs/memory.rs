//! Release of what callers own.

use crate::abi::server::LPDHCP_SERVER_CONFIG_INFO_VQ;
use crate::abi::win::WIN32_VOID;
use crate::ffi::call::call_value;

/// Releases the strings of the settings of a server.
///
/// Not implemented yet: does nothing.
///
/// @param[in] ConfigInfo  the settings; may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerAuditlogParamsFree(
    ConfigInfo: LPDHCP_SERVER_CONFIG_INFO_VQ,
) -> WIN32_VOID {
    call_value("DhcpServerAuditlogParamsFree", (), || ())
}

//! The caller's memory.

use crate::abi::server::{DHCP_SERVER_CONFIG_INFO_VQ, LPDHCP_SERVER_CONFIG_INFO_VQ};
use crate::abi::win::{LPVOID, WIN32_VOID};
use crate::ffi::{alloc, call::call_value};

/// Releases one block that a function of this library returned. Blocks that it points to are not released with
/// it and stay valid; release each of them, in any order.
///
/// NULL, a block that was released before, a pointer into a block and a pointer from elsewhere do no harm.
///
/// @param[in] BufferPointer  the block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRpcFreeMemory(BufferPointer: LPVOID) -> WIN32_VOID {
    call_value("DhcpRpcFreeMemory", (), move || alloc::free(BufferPointer))
}

/// Releases the configuration that DhcpServerGetConfigVQ returned, with its strings and its boot files. No document
/// describes this function; its name and its parameter are all that is known of it.
///
/// NULL, a block that was released before and a pointer from elsewhere do no harm.
///
/// @param[in] ConfigInfo  the configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerAuditlogParamsFree(
    ConfigInfo: LPDHCP_SERVER_CONFIG_INFO_VQ,
) -> WIN32_VOID {
    call_value("DhcpServerAuditlogParamsFree", (), move || {
        let free_parts = |info: DHCP_SERVER_CONFIG_INFO_VQ| {
            let parts = [info.DatabaseName, info.DatabasePath, info.BackupPath, info.wszBootTableString];
            parts.into_iter().for_each(|part| alloc::free(part.cast()));
        };
        // SAFETY: a live block that is large enough for a configuration is one, by the contract of `exports`.
        unsafe { alloc::free_each(ConfigInfo, 1, free_parts) };
    })
}

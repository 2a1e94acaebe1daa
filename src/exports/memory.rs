//! The caller's memory.

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

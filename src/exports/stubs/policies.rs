//! Policies.

use crate::abi::common::{DHCP_IP_ADDRESS, DHCP_RESUME_HANDLE};
use crate::abi::elements::DHCP_IP_RANGE;
use crate::abi::policies::{
    DHCP_POLICY, DHCP_POLICY_EX, LPDHCP_POLICY, LPDHCP_POLICY_ARRAY, LPDHCP_POLICY_EX, LPDHCP_POLICY_EX_ARRAY,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Adds a range to a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] PolicyName       name of the policy.
/// @param[in] Range            the range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4AddPolicyRange(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
    Range: *const DHCP_IP_RANGE,
) -> WIN32_ERROR {
    call("DhcpV4AddPolicyRange", move || Err(Failure::NotImplemented))
}

/// Creates a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] pPolicy          the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4CreatePolicy(
    ServerIpAddress: LPCWSTR,
    pPolicy: *const DHCP_POLICY,
) -> WIN32_ERROR {
    call("DhcpV4CreatePolicy", move || Err(Failure::NotImplemented))
}

/// Creates a policy with properties.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] PolicyEx         the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4CreatePolicyEx(
    ServerIpAddress: LPCWSTR,
    PolicyEx: *const DHCP_POLICY_EX,
) -> WIN32_ERROR {
    call("DhcpV4CreatePolicyEx", move || Err(Failure::NotImplemented))
}

/// Deletes a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in] SubnetAddress    the scope; 0 for the level of the server.
/// @param[in] PolicyName       name of the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4DeletePolicy(
    ServerIpAddress: LPCWSTR,
    fGlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpV4DeletePolicy", move || Err(Failure::NotImplemented))
}

/// Lists the policies of one level.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most policies to return.
/// @param[in]     fGlobalPolicy     TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]     SubnetAddress     the scope; 0 for the level of the server.
/// @param[out]    EnumInfo          the policies, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumPolicies(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    fGlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    EnumInfo: *mut LPDHCP_POLICY_ARRAY,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumPolicies", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(EnumInfo);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the policies of one level, with properties.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most policies to return.
/// @param[in]     GlobalPolicy      TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]     SubnetAddress     the scope; 0 for the level of the server.
/// @param[out]    EnumInfo          the policies, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumPoliciesEx(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    GlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    EnumInfo: *mut LPDHCP_POLICY_EX_ARRAY,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumPoliciesEx", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(EnumInfo);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Reads a policy.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]  SubnetAddress    the scope; 0 for the level of the server.
/// @param[in]  PolicyName       name of the policy.
/// @param[out] Policy           the policy, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetPolicy(
    ServerIpAddress: LPCWSTR,
    fGlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
    Policy: *mut LPDHCP_POLICY,
) -> WIN32_ERROR {
    call("DhcpV4GetPolicy", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Policy) };
        Err(Failure::NotImplemented)
    })
}

/// Reads a policy, with properties.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  GlobalPolicy     TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]  SubnetAddress    the scope; 0 for the level of the server.
/// @param[in]  PolicyName       name of the policy.
/// @param[out] Policy           the policy, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetPolicyEx(
    ServerIpAddress: LPCWSTR,
    GlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
    Policy: *mut LPDHCP_POLICY_EX,
) -> WIN32_ERROR {
    call("DhcpV4GetPolicyEx", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Policy) };
        Err(Failure::NotImplemented)
    })
}

/// Reads whether the policies of one level are applied.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]  SubnetAddress    the scope; 0 for the level of the server.
/// @param[out] Enabled          TRUE if policies are applied.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4QueryPolicyEnforcement(
    ServerIpAddress: LPCWSTR,
    fGlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    Enabled: *mut BOOL,
) -> WIN32_ERROR {
    call("DhcpV4QueryPolicyEnforcement", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Enabled) };
        Err(Failure::NotImplemented)
    })
}

/// Takes a range out of a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] PolicyName       name of the policy.
/// @param[in] Range            the range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4RemovePolicyRange(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
    Range: *const DHCP_IP_RANGE,
) -> WIN32_ERROR {
    call("DhcpV4RemovePolicyRange", move || Err(Failure::NotImplemented))
}

/// Changes a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsModified   DhcpUpdatePolicy... bits: the fields to change.
/// @param[in] fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in] SubnetAddress    the scope; 0 for the level of the server.
/// @param[in] PolicyName       name of the policy.
/// @param[in] Policy           the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4SetPolicy(
    ServerIpAddress: LPCWSTR,
    FieldsModified: DWORD,
    fGlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
    Policy: *const DHCP_POLICY,
) -> WIN32_ERROR {
    call("DhcpV4SetPolicy", move || Err(Failure::NotImplemented))
}

/// Sets whether the policies of one level are applied.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in] SubnetAddress    the scope; 0 for the level of the server.
/// @param[in] Enable           TRUE to apply policies.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4SetPolicyEnforcement(
    ServerIpAddress: LPCWSTR,
    fGlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    Enable: BOOL,
) -> WIN32_ERROR {
    call("DhcpV4SetPolicyEnforcement", move || Err(Failure::NotImplemented))
}

/// Changes a policy, with properties.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] FieldsModified   DhcpUpdatePolicy... bits: the fields to change.
/// @param[in] GlobalPolicy     TRUE for the level of the server, FALSE for that of a scope.
/// @param[in] SubnetAddress    the scope; 0 for the level of the server.
/// @param[in] PolicyName       name of the policy.
/// @param[in] Policy           the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4SetPolicyEx(
    ServerIpAddress: LPCWSTR,
    FieldsModified: DWORD,
    GlobalPolicy: BOOL,
    SubnetAddress: DHCP_IP_ADDRESS,
    PolicyName: LPCWSTR,
    Policy: *const DHCP_POLICY_EX,
) -> WIN32_ERROR {
    call("DhcpV4SetPolicyEx", move || Err(Failure::NotImplemented))
}

//! Policies in memory; these functions call no server.

use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::elements::DHCP_IP_RANGE;
use crate::abi::policies::{
    DHCP_POL_ATTR_TYPE, DHCP_POL_COMPARATOR, DHCP_POL_LOGIC_OPER, DHCP_POLICY, DHCP_PROPERTY_ARRAY,
    DHCP_PROPERTY_ID, DHCP_PROPERTY_TYPE, LPDHCP_POLICY, LPDHCP_POLICY_ARRAY, LPDHCP_POLICY_EX,
    LPDHCP_POLICY_EX_ARRAY, LPDHCP_PROPERTY, LPDHCP_PROPERTY_ARRAY, WIN32_PROPERTY,
};
use crate::abi::win::{BOOL, BYTE, DWORD, LPCWSTR, LPDWORD, WIN32_BOOL, WIN32_ERROR, WIN32_VOID};
use crate::ffi::call::{Failure, call, call_value};
use crate::ffi::out::clear;

/// Adds a condition to a policy in memory.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in,out] Policy          the policy that is changed.
/// @param[in]     ParentExpr      index of the expression that it belongs to.
/// @param[in]     Type            what it looks at.
/// @param[in]     OptionID        code of the option.
/// @param[in]     SubOptionID     code of the suboption.
/// @param[in]     VendorName      vendor class of the option; may be NULL.
/// @param[in]     Operator        the operator.
/// @param[in]     Value           the bytes to compare with.
/// @param[in]     ValueLength     number of bytes.
/// @param[out]    ConditionIndex  index of the new condition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprAddV4PolicyCondition(
    Policy: LPDHCP_POLICY,
    ParentExpr: DWORD,
    Type: MaybeUninit<DHCP_POL_ATTR_TYPE>,
    OptionID: DWORD,
    SubOptionID: DWORD,
    VendorName: LPCWSTR,
    Operator: MaybeUninit<DHCP_POL_COMPARATOR>,
    Value: *const BYTE,
    ValueLength: DWORD,
    ConditionIndex: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpHlprAddV4PolicyCondition", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ConditionIndex) };
        Err(Failure::NotImplemented)
    })
}

/// Adds an expression to a policy in memory.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in,out] Policy      the policy that is changed.
/// @param[in]     ParentExpr  index of the expression that it belongs to.
/// @param[in]     Operator    the operator.
/// @param[out]    ExprIndex   index of the new expression.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprAddV4PolicyExpr(
    Policy: LPDHCP_POLICY,
    ParentExpr: DWORD,
    Operator: MaybeUninit<DHCP_POL_LOGIC_OPER>,
    ExprIndex: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpHlprAddV4PolicyExpr", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ExprIndex) };
        Err(Failure::NotImplemented)
    })
}

/// Adds a range to a policy in memory.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in,out] Policy  the policy that is changed.
/// @param[in]     Range   the range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprAddV4PolicyRange(
    Policy: LPDHCP_POLICY,
    Range: *const DHCP_IP_RANGE,
) -> WIN32_ERROR {
    call("DhcpHlprAddV4PolicyRange", move || Err(Failure::NotImplemented))
}

/// Makes a policy in memory.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  PolicyName       name of the policy.
/// @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]  Subnet           the scope; 0 for a policy of the server.
/// @param[in]  ProcessingOrder  place among the policies of its level, from 1.
/// @param[in]  RootOperator     operator of the outermost expression.
/// @param[in]  Description      free text; may be NULL.
/// @param[in]  Enabled          TRUE if the policy is to be applied.
/// @param[out] Policy           the policy, released with DhcpHlprFreeV4Policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprCreateV4Policy(
    PolicyName: LPCWSTR,
    fGlobalPolicy: BOOL,
    Subnet: DHCP_IP_ADDRESS,
    ProcessingOrder: DWORD,
    RootOperator: MaybeUninit<DHCP_POL_LOGIC_OPER>,
    Description: LPCWSTR,
    Enabled: BOOL,
    Policy: *mut LPDHCP_POLICY,
) -> WIN32_ERROR {
    call("DhcpHlprCreateV4Policy", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Policy) };
        Err(Failure::NotImplemented)
    })
}

/// Makes a policy with properties in memory.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  PolicyName       name of the policy.
/// @param[in]  fGlobalPolicy    TRUE for the level of the server, FALSE for that of a scope.
/// @param[in]  Subnet           the scope; 0 for a policy of the server.
/// @param[in]  ProcessingOrder  place among the policies of its level, from 1.
/// @param[in]  RootOperator     operator of the outermost expression.
/// @param[in]  Description      free text; may be NULL.
/// @param[in]  Enabled          TRUE if the policy is to be applied.
/// @param[out] Policy           the policy, released with DhcpHlprFreeV4PolicyEx.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprCreateV4PolicyEx(
    PolicyName: LPCWSTR,
    fGlobalPolicy: BOOL,
    Subnet: DHCP_IP_ADDRESS,
    ProcessingOrder: DWORD,
    RootOperator: MaybeUninit<DHCP_POL_LOGIC_OPER>,
    Description: LPCWSTR,
    Enabled: BOOL,
    Policy: *mut LPDHCP_POLICY_EX,
) -> WIN32_ERROR {
    call("DhcpHlprCreateV4PolicyEx", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Policy) };
        Err(Failure::NotImplemented)
    })
}

/// Finds a property in a list.
///
/// Not implemented yet: answers NULL.
///
/// @param[in] PropertyArray  the properties.
/// @param[in] ID             what the property says.
/// @param[in] Type           type of the property.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFindV4DhcpProperty(
    PropertyArray: *const DHCP_PROPERTY_ARRAY,
    ID: MaybeUninit<DHCP_PROPERTY_ID>,
    Type: MaybeUninit<DHCP_PROPERTY_TYPE>,
) -> WIN32_PROPERTY {
    call_value("DhcpHlprFindV4DhcpProperty", ptr::null_mut(), ptr::null_mut)
}

/// Releases a property.
///
/// Not implemented yet: does nothing.
///
/// @param[in] Property  the property; may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFreeV4DhcpProperty(Property: LPDHCP_PROPERTY) -> WIN32_VOID {
    call_value("DhcpHlprFreeV4DhcpProperty", (), || ())
}

/// Releases a list of properties.
///
/// Not implemented yet: does nothing.
///
/// @param[in] PropertyArray  the properties.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFreeV4DhcpPropertyArray(PropertyArray: LPDHCP_PROPERTY_ARRAY) -> WIN32_VOID {
    call_value("DhcpHlprFreeV4DhcpPropertyArray", (), || ())
}

/// Releases a policy.
///
/// Not implemented yet: does nothing.
///
/// @param[in] Policy  the policy; may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFreeV4Policy(Policy: LPDHCP_POLICY) -> WIN32_VOID {
    call_value("DhcpHlprFreeV4Policy", (), || ())
}

/// Releases a list of policies.
///
/// Not implemented yet: does nothing.
///
/// @param[in] PolicyArray  the policies; may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFreeV4PolicyArray(PolicyArray: LPDHCP_POLICY_ARRAY) -> WIN32_VOID {
    call_value("DhcpHlprFreeV4PolicyArray", (), || ())
}

/// Releases a policy with properties.
///
/// Not implemented yet: does nothing.
///
/// @param[in] PolicyEx  the policy; may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFreeV4PolicyEx(PolicyEx: LPDHCP_POLICY_EX) -> WIN32_VOID {
    call_value("DhcpHlprFreeV4PolicyEx", (), || ())
}

/// Releases a list of policies with properties.
///
/// Not implemented yet: does nothing.
///
/// @param[in] PolicyExArray  the policies; may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprFreeV4PolicyExArray(PolicyExArray: LPDHCP_POLICY_EX_ARRAY) -> WIN32_VOID {
    call_value("DhcpHlprFreeV4PolicyExArray", (), || ())
}

/// Says whether a policy has one condition only, on the user class.
///
/// Not implemented yet: answers FALSE.
///
/// @param[in] Policy  the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprIsV4PolicySingleUC(Policy: *const DHCP_POLICY) -> WIN32_BOOL {
    call_value("DhcpHlprIsV4PolicySingleUC", 0, || 0)
}

/// Checks a policy in memory.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] pPolicy  the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprIsV4PolicyValid(pPolicy: *const DHCP_POLICY) -> WIN32_ERROR {
    call("DhcpHlprIsV4PolicyValid", move || Err(Failure::NotImplemented))
}

/// Says whether the expressions of a policy form a tree.
///
/// Not implemented yet: answers FALSE.
///
/// @param[in] pPolicy  the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprIsV4PolicyWellFormed(pPolicy: *const DHCP_POLICY) -> WIN32_BOOL {
    call_value("DhcpHlprIsV4PolicyWellFormed", 0, || 0)
}

/// Sets the operator of the outermost expression of a policy in memory.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in,out] Policy    the policy that is changed.
/// @param[in]     Operator  the operator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprModifyV4PolicyExpr(
    Policy: LPDHCP_POLICY,
    Operator: MaybeUninit<DHCP_POL_LOGIC_OPER>,
) -> WIN32_ERROR {
    call("DhcpHlprModifyV4PolicyExpr", move || Err(Failure::NotImplemented))
}

/// Removes conditions and expressions from a policy in memory.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in,out] Policy  the policy that is changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpHlprResetV4PolicyExpr(Policy: LPDHCP_POLICY) -> WIN32_ERROR {
    call("DhcpHlprResetV4PolicyExpr", move || Err(Failure::NotImplemented))
}

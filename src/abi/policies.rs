//! Policies: conditions that choose addresses and options; properties of policies and clients.

use std::mem::MaybeUninit;

use crate::abi::common::{DHCP_BINARY_DATA, DHCP_IP_ADDRESS};
use crate::abi::elements::LPDHCP_IP_RANGE_ARRAY;
use crate::abi::win::{BOOL, BYTE, DWORD, LPWSTR, WORD};

/// How a condition compares.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_POL_COMPARATOR {
    /// Equal.
    DhcpCompEqual = 0,
    /// Not equal.
    DhcpCompNotEqual = 1,
    /// Begins with.
    DhcpCompBeginsWith = 2,
    /// Does not begin with.
    DhcpCompNotBeginWith = 3,
    /// Ends with.
    DhcpCompEndsWith = 4,
    /// Does not end with.
    DhcpCompNotEndWith = 5,
}

/// The parts of a request that a condition can look at.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_POL_ATTR_TYPE {
    /// The hardware address.
    DhcpAttrHWAddr = 0,
    /// An option.
    DhcpAttrOption = 1,
    /// A suboption of an option.
    DhcpAttrSubOption = 2,
    /// The full name of the client.
    DhcpAttrFqdn = 3,
    /// The name of the client, if it has no domain.
    DhcpAttrFqdnSingleLabel = 4,
}

/// How the parts of an expression are combined.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_POL_LOGIC_OPER {
    /// One of them holds.
    DhcpLogicalOr = 0,
    /// All of them hold.
    DhcpLogicalAnd = 1,
}

/// The fields that DhcpV4SetPolicy changes; bits that can be combined.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_POLICY_FIELDS_TO_UPDATE {
    /// The name.
    DhcpUpdatePolicyName = 1,
    /// The processing order.
    DhcpUpdatePolicyOrder = 2,
    /// Conditions and expressions.
    DhcpUpdatePolicyExpr = 4,
    /// The ranges.
    DhcpUpdatePolicyRanges = 8,
    /// The description.
    DhcpUpdatePolicyDescr = 16,
    /// Whether the policy is enabled.
    DhcpUpdatePolicyStatus = 32,
    /// The DNS suffix.
    DhcpUpdatePolicyDnsSuffix = 64,
}

/// Type of a property.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_PROPERTY_TYPE {
    /// A byte.
    DhcpPropTypeByte = 0,
    /// A 16-bit number.
    DhcpPropTypeWord = 1,
    /// A 32-bit number.
    DhcpPropTypeDword = 2,
    /// A string.
    DhcpPropTypeString = 3,
    /// Bytes.
    DhcpPropTypeBinary = 4,
}

/// The properties that there are.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_PROPERTY_ID {
    /// DNS suffix of a policy.
    DhcpPropIdPolicyDnsSuffix = 0,
    /// Further state of a client address (V5_ADDRESS_EX_BIT_...).
    DhcpPropIdClientAddressStateEx = 1,
}

/// Value of a property; DHCP_PROPERTY.Type says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_PROPERTY_0 {
    /// With DhcpPropTypeByte.
    pub ByteValue: BYTE,
    /// With DhcpPropTypeWord.
    pub WordValue: WORD,
    /// With DhcpPropTypeDword.
    pub DWordValue: DWORD,
    /// With DhcpPropTypeString.
    pub StringValue: LPWSTR,
    /// With DhcpPropTypeBinary.
    pub BinaryValue: DHCP_BINARY_DATA,
}

/// A property of a policy or client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_PROPERTY {
    /// Which property it is.
    pub ID: MaybeUninit<DHCP_PROPERTY_ID>,
    /// Which member of Value is valid.
    pub Type: MaybeUninit<DHCP_PROPERTY_TYPE>,
    /// The value.
    pub Value: DHCP_PROPERTY_0,
}

/// Pointer to a DHCP_PROPERTY.
pub type LPDHCP_PROPERTY = *mut DHCP_PROPERTY;

/// A list of properties.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_PROPERTY_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The properties; NULL if there is none.
    pub Elements: LPDHCP_PROPERTY,
}

/// Pointer to a DHCP_PROPERTY_ARRAY.
pub type LPDHCP_PROPERTY_ARRAY = *mut DHCP_PROPERTY_ARRAY;

/// A condition of a policy.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POL_COND {
    /// Index of the expression that this belongs to.
    pub ParentExpr: DWORD,
    /// The part of the request that it looks at.
    pub Type: MaybeUninit<DHCP_POL_ATTR_TYPE>,
    /// Code of the option, with DhcpAttrOption and DhcpAttrSubOption.
    pub OptionID: DWORD,
    /// Code of the suboption, with DhcpAttrSubOption.
    pub SubOptionID: DWORD,
    /// Vendor class of the option; may be NULL.
    pub VendorName: LPWSTR,
    /// How it compares.
    pub Operator: MaybeUninit<DHCP_POL_COMPARATOR>,
    /// The bytes to compare with.
    pub Value: *mut BYTE,
    /// Number of bytes.
    pub ValueLength: DWORD,
}

/// Pointer to a DHCP_POL_COND.
pub type LPDHCP_POL_COND = *mut DHCP_POL_COND;

/// The conditions of a policy.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POL_COND_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The conditions; NULL if there is none.
    pub Elements: LPDHCP_POL_COND,
}

/// Pointer to a DHCP_POL_COND_ARRAY.
pub type LPDHCP_POL_COND_ARRAY = *mut DHCP_POL_COND_ARRAY;

/// An expression of a policy.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POL_EXPR {
    /// Index of the expression that this belongs to.
    pub ParentExpr: DWORD,
    /// How its parts are combined.
    pub Operator: MaybeUninit<DHCP_POL_LOGIC_OPER>,
}

/// Pointer to a DHCP_POL_EXPR.
pub type LPDHCP_POL_EXPR = *mut DHCP_POL_EXPR;

/// The expressions of a policy.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POL_EXPR_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The expressions; NULL if there is none.
    pub Elements: LPDHCP_POL_EXPR,
}

/// Pointer to a DHCP_POL_EXPR_ARRAY.
pub type LPDHCP_POL_EXPR_ARRAY = *mut DHCP_POL_EXPR_ARRAY;

/// A policy.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POLICY {
    /// Name of the policy.
    pub PolicyName: LPWSTR,
    /// TRUE for a policy of the server, FALSE for one of a scope.
    pub IsGlobalPolicy: BOOL,
    /// The scope; 0 for a policy of the server.
    pub Subnet: DHCP_IP_ADDRESS,
    /// Place among the policies of its level, from 1.
    pub ProcessingOrder: DWORD,
    /// The conditions.
    pub Conditions: LPDHCP_POL_COND_ARRAY,
    /// The expressions that combine the conditions.
    pub Expressions: LPDHCP_POL_EXPR_ARRAY,
    /// Address ranges of the policy; may be NULL.
    pub Ranges: LPDHCP_IP_RANGE_ARRAY,
    /// Free text; may be NULL.
    pub Description: LPWSTR,
    /// TRUE if the policy is applied.
    pub Enabled: BOOL,
}

/// Pointer to a DHCP_POLICY.
pub type LPDHCP_POLICY = *mut DHCP_POLICY;

/// A list of policies.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POLICY_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The policies; NULL if there is none.
    pub Elements: LPDHCP_POLICY,
}

/// Pointer to a DHCP_POLICY_ARRAY.
pub type LPDHCP_POLICY_ARRAY = *mut DHCP_POLICY_ARRAY;

/// A policy with properties.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POLICY_EX {
    /// Name of the policy.
    pub PolicyName: LPWSTR,
    /// TRUE for a policy of the server, FALSE for one of a scope.
    pub IsGlobalPolicy: BOOL,
    /// The scope; 0 for a policy of the server.
    pub Subnet: DHCP_IP_ADDRESS,
    /// Place among the policies of its level, from 1.
    pub ProcessingOrder: DWORD,
    /// The conditions.
    pub Conditions: LPDHCP_POL_COND_ARRAY,
    /// The expressions that combine the conditions.
    pub Expressions: LPDHCP_POL_EXPR_ARRAY,
    /// Address ranges of the policy; may be NULL.
    pub Ranges: LPDHCP_IP_RANGE_ARRAY,
    /// Free text; may be NULL.
    pub Description: LPWSTR,
    /// TRUE if the policy is applied.
    pub Enabled: BOOL,
    /// Further properties; may be NULL.
    pub Properties: LPDHCP_PROPERTY_ARRAY,
}

/// Pointer to a DHCP_POLICY_EX.
pub type LPDHCP_POLICY_EX = *mut DHCP_POLICY_EX;

/// A list of policies with properties.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_POLICY_EX_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The policies; NULL if there is none.
    pub Elements: LPDHCP_POLICY_EX,
}

/// Pointer to a DHCP_POLICY_EX_ARRAY.
pub type LPDHCP_POLICY_EX_ARRAY = *mut DHCP_POLICY_EX_ARRAY;

/// The result of DhcpHlprFindV4DhcpProperty. The header shows it as `LPDHCP_PROPERTY DHCP_API_FUNCTION`.
pub type WIN32_PROPERTY = LPDHCP_PROPERTY;

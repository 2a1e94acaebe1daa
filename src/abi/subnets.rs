//! Subnets (scopes) and superscopes.

use std::mem::MaybeUninit;

use crate::abi::common::{DHCP_HOST_INFO, DHCP_IP_ADDRESS, DHCP_IP_MASK};
use crate::abi::win::{DWORD, LPWSTR};

/// Whether a subnet is served.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_SUBNET_STATE {
    /// Addresses are given out.
    DhcpSubnetEnabled = 0,
    /// No address is given out.
    DhcpSubnetDisabled = 1,
    /// As DhcpSubnetEnabled; in addition, clients reach every address without a router.
    DhcpSubnetEnabledSwitched = 2,
    /// As DhcpSubnetDisabled.
    DhcpSubnetDisabledSwitched = 3,
    /// Not a valid state.
    DhcpSubnetInvalidState = 4,
}

/// How far a deletion goes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_FORCE_FLAG {
    /// Delete together with everything that depends on it.
    DhcpFullForce = 0,
    /// Delete only if nothing depends on it.
    DhcpNoForce = 1,
    /// As DhcpFullForce, but leave the DNS records of the leases.
    DhcpFailoverForce = 2,
}

/// An IPv4 subnet, called a scope when it is served.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_INFO {
    /// Address of the subnet (the address of its hosts with the host bits 0).
    pub SubnetAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet.
    pub SubnetMask: DHCP_IP_MASK,
    /// Name; not NULL.
    pub SubnetName: LPWSTR,
    /// Free text; may be NULL.
    pub SubnetComment: LPWSTR,
    /// The server that serves the subnet. On output its IpAddress is byte-swapped, as real servers
    /// return it.
    pub PrimaryHost: DHCP_HOST_INFO,
    /// Whether addresses of the subnet are given out.
    pub SubnetState: MaybeUninit<DHCP_SUBNET_STATE>,
}

/// Pointer to a DHCP_SUBNET_INFO.
pub type LPDHCP_SUBNET_INFO = *mut DHCP_SUBNET_INFO;

/// An IPv4 subnet with the quarantine setting; the form that newer functions use.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_INFO_VQ {
    /// Address of the subnet (the address of its hosts with the host bits 0).
    pub SubnetAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet.
    pub SubnetMask: DHCP_IP_MASK,
    /// Name; not NULL.
    pub SubnetName: LPWSTR,
    /// Free text; may be NULL.
    pub SubnetComment: LPWSTR,
    /// The server that serves the subnet. On output its IpAddress is byte-swapped, as real servers
    /// return it.
    pub PrimaryHost: DHCP_HOST_INFO,
    /// Whether addresses of the subnet are given out.
    pub SubnetState: MaybeUninit<DHCP_SUBNET_STATE>,
    /// Quarantine setting (DHCP_SUBNET_INFO_VQ_FLAG_QUARANTINE); kept and returned, without effect.
    pub QuarantineOn: DWORD,
    /// Reserved; 0.
    pub Reserved1: DWORD,
    /// Reserved; 0.
    pub Reserved2: DWORD,
    /// Reserved; 0.
    pub Reserved3: i64,
    /// Reserved; 0.
    pub Reserved4: i64,
}

/// Pointer to a DHCP_SUBNET_INFO_VQ.
pub type LPDHCP_SUBNET_INFO_VQ = *mut DHCP_SUBNET_INFO_VQ;

/// Value of QuarantineOn: quarantine is on for the subnet (0x01).
pub const DHCP_SUBNET_INFO_VQ_FLAG_QUARANTINE: DWORD = 0x01;

/// A subnet and the superscope that it belongs to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUPER_SCOPE_TABLE_ENTRY {
    /// Address of the subnet (the address of its hosts with the host bits 0).
    pub SubnetAddress: DHCP_IP_ADDRESS,
    /// Number of the superscope; 0 if the subnet is in none.
    pub SuperScopeNumber: DWORD,
    /// Address of the next subnet of the same superscope, which of the last one is the first; 0 if the subnet is in none.
    pub NextInSuperScope: DWORD,
    /// Name of the superscope; NULL if the subnet is in none.
    pub SuperScopeName: LPWSTR,
}

/// Pointer to a DHCP_SUPER_SCOPE_TABLE_ENTRY.
pub type LPDHCP_SUPER_SCOPE_TABLE_ENTRY = *mut DHCP_SUPER_SCOPE_TABLE_ENTRY;

/// The subnets of a server with their superscopes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUPER_SCOPE_TABLE {
    /// Number of entries.
    pub cEntries: DWORD,
    /// The entries; NULL if there are none.
    pub pEntries: LPDHCP_SUPER_SCOPE_TABLE_ENTRY,
}

/// Pointer to a DHCP_SUPER_SCOPE_TABLE.
pub type LPDHCP_SUPER_SCOPE_TABLE = *mut DHCP_SUPER_SCOPE_TABLE;

/// Shortest delay of an offer, in milliseconds.
pub const DHCP_MIN_DELAY: DWORD = 0;

/// Longest delay of an offer, in milliseconds.
pub const DHCP_MAX_DELAY: DWORD = 1000;

//! The list of DHCP servers.

use crate::abi::win::{DWORD, LPWSTR};

/// An entry of the list of DHCP servers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPDS_SERVER {
    /// 0.
    pub Version: DWORD,
    /// Name of the server.
    pub ServerName: LPWSTR,
    /// Address of the server as a number, see DHCP_IP_ADDRESS.
    pub ServerAddress: DWORD,
    /// 0.
    pub Flags: DWORD,
    /// 0.
    pub State: DWORD,
    /// Reserved; NULL.
    pub DsLocation: LPWSTR,
    /// 0.
    pub DsLocType: DWORD,
}

/// Pointer to a DHCPDS_SERVER.
pub type LPDHCPDS_SERVER = *mut DHCPDS_SERVER;

/// The list of DHCP servers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPDS_SERVERS {
    /// 0.
    pub Flags: DWORD,
    /// Number of servers.
    pub NumElements: DWORD,
    /// The servers; NULL if there is none.
    pub Servers: LPDHCPDS_SERVER,
}

/// Pointer to a DHCPDS_SERVERS.
pub type LPDHCPDS_SERVERS = *mut DHCPDS_SERVERS;

/// Another name of DHCPDS_SERVER.
pub type DHCP_SERVER_INFO = DHCPDS_SERVER;

/// Pointer to a DHCP_SERVER_INFO.
pub type LPDHCP_SERVER_INFO = *mut DHCP_SERVER_INFO;

/// Pointer to a DHCP_SERVER_INFO.
pub type PDHCP_SERVER_INFO = *mut DHCP_SERVER_INFO;

/// Another name of DHCPDS_SERVERS.
pub type DHCP_SERVER_INFO_ARRAY = DHCPDS_SERVERS;

/// Pointer to a DHCP_SERVER_INFO_ARRAY.
pub type LPDHCP_SERVER_INFO_ARRAY = *mut DHCP_SERVER_INFO_ARRAY;

/// Pointer to a DHCP_SERVER_INFO_ARRAY.
pub type PDHCP_SERVER_INFO_ARRAY = *mut DHCP_SERVER_INFO_ARRAY;

/// Do not use the directory.
pub const DHCP_FLAGS_DONT_ACCESS_DS: DWORD = 0x01;

/// Do not call the server.
pub const DHCP_FLAGS_DONT_DO_RPC: DWORD = 0x02;

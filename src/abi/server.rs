//! Configuration of a server: settings, attributes, bindings, database check.

use std::mem::MaybeUninit;

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::win::{BOOL, BYTE, DWORD, LPWSTR};

/// Settings of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SERVER_CONFIG_INFO {
    /// RPC transports of the server: 0x1 TCP/IP, 0x2 named pipes, 0x4 local calls.
    pub APIProtocolSupport: DWORD,
    /// File name of the database.
    pub DatabaseName: LPWSTR,
    /// Directory of the database.
    pub DatabasePath: LPWSTR,
    /// Directory of the backups.
    pub BackupPath: LPWSTR,
    /// Minutes between two backups.
    pub BackupInterval: DWORD,
    /// 1 if changes are logged.
    pub DatabaseLoggingFlag: DWORD,
    /// 1 if the database is restored at the next start.
    pub RestoreFlag: DWORD,
    /// Minutes that an ended lease is kept before it is deleted.
    pub DatabaseCleanupInterval: DWORD,
    /// Kinds of debug output.
    pub DebugFlag: DWORD,
}

/// Pointer to a DHCP_SERVER_CONFIG_INFO.
pub type LPDHCP_SERVER_CONFIG_INFO = *mut DHCP_SERVER_CONFIG_INFO;

/// Settings of a server, with pings, boot files and audit log.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SERVER_CONFIG_INFO_V4 {
    /// RPC transports of the server: 0x1 TCP/IP, 0x2 named pipes, 0x4 local calls.
    pub APIProtocolSupport: DWORD,
    /// File name of the database.
    pub DatabaseName: LPWSTR,
    /// Directory of the database.
    pub DatabasePath: LPWSTR,
    /// Directory of the backups.
    pub BackupPath: LPWSTR,
    /// Minutes between two backups.
    pub BackupInterval: DWORD,
    /// 1 if changes are logged.
    pub DatabaseLoggingFlag: DWORD,
    /// 1 if the database is restored at the next start.
    pub RestoreFlag: DWORD,
    /// Minutes that an ended lease is kept before it is deleted.
    pub DatabaseCleanupInterval: DWORD,
    /// Kinds of debug output.
    pub DebugFlag: DWORD,
    /// Pings before an address is offered, 0 to 5.
    pub dwPingRetries: DWORD,
    /// Length of wszBootTableString in bytes.
    pub cbBootTableString: DWORD,
    /// The boot file table, at most 1 MB.
    pub wszBootTableString: LPWSTR,
    /// TRUE if the audit log is written.
    pub fAuditLog: BOOL,
}

/// Pointer to a DHCP_SERVER_CONFIG_INFO_V4.
pub type LPDHCP_SERVER_CONFIG_INFO_V4 = *mut DHCP_SERVER_CONFIG_INFO_V4;

/// Settings of a server, with quarantine.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SERVER_CONFIG_INFO_VQ {
    /// RPC transports of the server: 0x1 TCP/IP, 0x2 named pipes, 0x4 local calls.
    pub APIProtocolSupport: DWORD,
    /// File name of the database.
    pub DatabaseName: LPWSTR,
    /// Directory of the database.
    pub DatabasePath: LPWSTR,
    /// Directory of the backups.
    pub BackupPath: LPWSTR,
    /// Minutes between two backups.
    pub BackupInterval: DWORD,
    /// 1 if changes are logged.
    pub DatabaseLoggingFlag: DWORD,
    /// 1 if the database is restored at the next start.
    pub RestoreFlag: DWORD,
    /// Minutes that an ended lease is kept before it is deleted.
    pub DatabaseCleanupInterval: DWORD,
    /// Kinds of debug output.
    pub DebugFlag: DWORD,
    /// Pings before an address is offered, 0 to 5.
    pub dwPingRetries: DWORD,
    /// Length of wszBootTableString in bytes.
    pub cbBootTableString: DWORD,
    /// The boot file table, at most 1 MB.
    pub wszBootTableString: LPWSTR,
    /// TRUE if the audit log is written.
    pub fAuditLog: BOOL,
    /// TRUE if quarantine is on.
    pub QuarantineOn: BOOL,
    /// Status of clients if the policy server does not answer: NOQUARANTINE, RESTRICTEDACCESS or
    /// DROPPACKET.
    pub QuarDefFail: DWORD,
    /// TRUE if quarantine is at work.
    pub QuarRuntimeStatus: BOOL,
}

/// Pointer to a DHCP_SERVER_CONFIG_INFO_VQ.
pub type LPDHCP_SERVER_CONFIG_INFO_VQ = *mut DHCP_SERVER_CONFIG_INFO_VQ;

/// A network interface and whether the server answers on it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_BIND_ELEMENT {
    /// DHCP_ENDPOINT_FLAG_CANT_MODIFY or 0.
    pub Flags: DWORD,
    /// TRUE if the server answers on this interface.
    pub fBoundToDHCPServer: BOOL,
    /// Primary address of the interface, first byte least significant (as s_addr on a little-endian
    /// machine).
    pub AdapterPrimaryAddress: DHCP_IP_ADDRESS,
    /// Subnet of the interface, first byte least significant.
    pub AdapterSubnetAddress: DHCP_IP_ADDRESS,
    /// Name of the interface for people.
    pub IfDescription: LPWSTR,
    /// Length of IfId in bytes.
    pub IfIdSize: DWORD,
    /// Identifier of the interface.
    pub IfId: *mut BYTE,
}

/// Pointer to a DHCP_BIND_ELEMENT.
pub type LPDHCP_BIND_ELEMENT = *mut DHCP_BIND_ELEMENT;

/// The network interfaces of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_BIND_ELEMENT_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Elements: LPDHCP_BIND_ELEMENT,
}

/// Pointer to a DHCP_BIND_ELEMENT_ARRAY.
pub type LPDHCP_BIND_ELEMENT_ARRAY = *mut DHCP_BIND_ELEMENT_ARRAY;

/// Value of an attribute; DHCP_ATTRIB.DhcpAttribType says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_ATTRIB_0 {
    /// With DHCP_ATTRIB_TYPE_BOOL.
    pub DhcpAttribBool: BOOL,
    /// With DHCP_ATTRIB_TYPE_ULONG.
    pub DhcpAttribUlong: DWORD,
}

/// An attribute of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ATTRIB {
    /// Which attribute: DHCP_ATTRIB_BOOL_... or DHCP_ATTRIB_ULONG_...
    pub DhcpAttribId: DWORD,
    /// DHCP_ATTRIB_TYPE_BOOL or DHCP_ATTRIB_TYPE_ULONG.
    pub DhcpAttribType: DWORD,
    /// The value.
    pub Anonymous: DHCP_ATTRIB_0,
}

/// Pointer to a DHCP_ATTRIB.
pub type LPDHCP_ATTRIB = *mut DHCP_ATTRIB;

/// A list of attributes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ATTRIB_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The attributes; NULL if there is none.
    pub DhcpAttribs: LPDHCP_ATTRIB,
}

/// Pointer to a DHCP_ATTRIB_ARRAY.
pub type LPDHCP_ATTRIB_ARRAY = *mut DHCP_ATTRIB_ARRAY;

/// Number of an attribute of a server.
pub type DHCP_ATTRIB_ID = DWORD;

/// Pointer to one or more attribute numbers.
pub type LPDHCP_ATTRIB_ID = *mut DHCP_ATTRIB_ID;

/// Names of the default classes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SERVER_SPECIFIC_STRINGS {
    /// Name of the default vendor class; may be NULL.
    pub DefaultVendorClassName: LPWSTR,
    /// Name of the default user class; may be NULL.
    pub DefaultUserClassName: LPWSTR,
}

/// Pointer to a DHCP_SERVER_SPECIFIC_STRINGS.
pub type LPDHCP_SERVER_SPECIFIC_STRINGS = *mut DHCP_SERVER_SPECIFIC_STRINGS;

/// Where an inconsistency is to be repaired.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_SCAN_FLAG {
    /// In the address pools.
    DhcpRegistryFix = 0,
    /// In the database of leases.
    DhcpDatabaseFix = 1,
}

/// An address on which pools and leases disagree.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SCAN_ITEM {
    /// The address.
    pub IpAddress: DHCP_IP_ADDRESS,
    /// Where to repair it.
    pub ScanFlag: MaybeUninit<DHCP_SCAN_FLAG>,
}

/// Pointer to a DHCP_SCAN_ITEM.
pub type LPDHCP_SCAN_ITEM = *mut DHCP_SCAN_ITEM;

/// The addresses on which pools and leases disagree.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SCAN_LIST {
    /// Number of items.
    pub NumScanItems: DWORD,
    /// The items; NULL if there is none.
    pub ScanItems: LPDHCP_SCAN_ITEM,
}

/// Pointer to a DHCP_SCAN_LIST.
pub type LPDHCP_SCAN_LIST = *mut DHCP_SCAN_LIST;

/// FieldsToSet: set APIProtocolSupport (0x0001).
pub const Set_APIProtocolSupport: DWORD = 0x0001;

/// FieldsToSet: set DatabaseName (0x0002).
pub const Set_DatabaseName: DWORD = 0x0002;

/// FieldsToSet: set DatabasePath (0x0004).
pub const Set_DatabasePath: DWORD = 0x0004;

/// FieldsToSet: set BackupPath (0x0008).
pub const Set_BackupPath: DWORD = 0x0008;

/// FieldsToSet: set BackupInterval (0x0010).
pub const Set_BackupInterval: DWORD = 0x0010;

/// FieldsToSet: set DatabaseLoggingFlag (0x0020).
pub const Set_DatabaseLoggingFlag: DWORD = 0x0020;

/// FieldsToSet: set RestoreFlag (0x0040).
pub const Set_RestoreFlag: DWORD = 0x0040;

/// FieldsToSet: set DatabaseCleanupInterval (0x0080).
pub const Set_DatabaseCleanupInterval: DWORD = 0x0080;

/// FieldsToSet: set DebugFlag (0x0100).
pub const Set_DebugFlag: DWORD = 0x0100;

/// FieldsToSet: set dwPingRetries (0x0200).
pub const Set_PingRetries: DWORD = 0x0200;

/// FieldsToSet: set the boot file table (0x0400).
pub const Set_BootFileTable: DWORD = 0x0400;

/// FieldsToSet: set fAuditLog (0x0800).
pub const Set_AuditLogState: DWORD = 0x0800;

/// FieldsToSet: set QuarantineOn (0x1000).
pub const Set_QuarantineON: DWORD = 0x1000;

/// FieldsToSet: set QuarDefFail (0x2000).
pub const Set_QuarantineDefFail: DWORD = 0x2000;

/// Attribute: TRUE if the server is not authorised.
pub const DHCP_ATTRIB_BOOL_IS_ROGUE: DWORD = 0x01;

/// Attribute: TRUE if dynamic BOOTP is supported.
pub const DHCP_ATTRIB_BOOL_IS_DYNBOOTP: DWORD = 0x02;

/// Attribute: TRUE if the server belongs to a domain.
pub const DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC: DWORD = 0x03;

/// Attribute: TRUE if interfaces can be bound one by one.
pub const DHCP_ATTRIB_BOOL_IS_BINDING_AWARE: DWORD = 0x04;

/// Attribute: TRUE if the caller may change the server.
pub const DHCP_ATTRIB_BOOL_IS_ADMIN: DWORD = 0x05;

/// Attribute: result of the last restore.
pub const DHCP_ATTRIB_ULONG_RESTORE_STATUS: DWORD = 0x06;

/// DhcpAttribType: the value is DhcpAttribBool.
pub const DHCP_ATTRIB_TYPE_BOOL: DWORD = 0x01;

/// DhcpAttribType: the value is DhcpAttribUlong.
pub const DHCP_ATTRIB_TYPE_ULONG: DWORD = 0x02;

/// Flags of a binding: it cannot be changed.
pub const DHCP_ENDPOINT_FLAG_CANT_MODIFY: DWORD = 0x01;

/// First option number of the quarantine settings.
pub const QUARANTIN_OPTION_BASE: DWORD = 43220;

/// Option number of the quarantine profile of a scope.
pub const QUARANTINE_SCOPE_QUARPROFILE_OPTION: DWORD = 43221;

/// Option number of the quarantine configuration.
pub const QUARANTINE_CONFIG_OPTION: DWORD = 43222;

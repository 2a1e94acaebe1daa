//! What a fresh server has: the built-in classes and definitions of options, as recorded from real servers of English builds.

use std::sync::LazyLock;

use super::{
    Class, DataType, OptionDefinition, OptionElement, OptionKey, OptionValue, OptionValues, Options,
};
use crate::domain::base::shared::Shared;

/// All servers share it, until one of them changes something.
pub(super) fn options() -> &'static Shared<Options> {
    static FRESH: LazyLock<Shared<Options>> = LazyLock::new(|| {
        let standard = STANDARD.iter().map(standard);
        let vendor = VENDOR.iter().map(vendor);
        Shared::new(Options {
            classes: CLASSES.iter().map(class).collect(),
            definitions: Shared::new(standard.chain(vendor).collect()),
            values: OptionValues::NONE,
        })
    });
    &FRESH
}

/// Flags of the built-in vendor classes (MS-DHCPM 3.1.1.8).
const VENDOR_FLAGS: u32 = 3;

/// The classes, without that of the Network Access Protection, which servers since Windows Server 2016 do not have: name,
/// whether it is a vendor class, data, comment.
const CLASSES: [(&str, bool, &[u8], &str); 5] = [
    (
        "Default Routing and Remote Access Class",
        false,
        b"RRAS.Microsoft",
        "User class for remote access clients",
    ),
    ("Default BOOTP Class", false, b"BOOTP.Microsoft", "User class for BOOTP Clients"),
    (WINDOWS_2000, true, b"MSFT 5.0", "Microsoft vendor-specific options for Windows 2000 and above Clients"),
    (
        "Microsoft Windows 98 Options",
        true,
        b"MSFT 98",
        "Microsoft vendor-specific options for Windows 98 Clients",
    ),
    (MICROSOFT, true, b"MSFT", "Microsoft vendor-specific options applicable to all Windows Clients"),
];

const WINDOWS_2000: &str = "Microsoft Windows 2000 Options";
const MICROSOFT: &str = "Microsoft Options";

/// How many elements an option has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    One,
    Array,
}
use Shape::{Array, One};

/// A standard option: code, type, shape, name, comment. Its default says nothing.
type Standard = (u32, DataType, Shape, &'static str, &'static str);

const STANDARD: [Standard; 66] = [
    (
        121,
        DataType::Binary,
        One,
        "Classless Static Routes",
        "Destination, mask and router IP addresses in priority order",
    ),
    (1, DataType::Address, One, "Subnet Mask", "Subnet mask in network byte order"),
    (2, DataType::Dword, One, "Time Offset", "UTC offset in seconds"),
    (3, DataType::Address, Array, "Router", "Array of router addresses ordered by preference"),
    (4, DataType::Address, Array, "Time Server", "Array of time server addresses, by preference"),
    (5, DataType::Address, Array, "Name Servers", "Array of name servers [IEN 116], by preference"),
    (6, DataType::Address, Array, "DNS Servers", "Array of DNS servers, by preference"),
    (7, DataType::Address, Array, "Log Servers", "Array of MIT_LCS UDP log servers on subnet"),
    (8, DataType::Address, Array, "Cookie Servers", "Array of cookie servers, RFC 865"),
    (9, DataType::Address, Array, "LPR Servers", "Array of RFC 1179 servers, by preference"),
    (10, DataType::Address, Array, "Impress Servers", "Array of Imagen Impress Servers"),
    (
        11,
        DataType::Address,
        Array,
        "Resource Location Servers",
        "Array of RFC 887 ResLoc Servers on subnet, by preference",
    ),
    (12, DataType::String, One, "Host Name", "Host name for client, RFC 1035 character set"),
    (13, DataType::Word, One, "Boot File Size", "Size of boot image file in 512-octet blocks"),
    (14, DataType::String, One, "Merit Dump File", "Path name for crash dump file"),
    (15, DataType::String, One, "DNS Domain Name", "DNS Domain name for client resolutions"),
    (16, DataType::Address, One, "Swap Server", "Address of client's swap server"),
    (17, DataType::String, One, "Root Path", "Path name for client's root disk, char set NVT ASCII"),
    (18, DataType::String, One, "Extensions Path", "tftp file for option extensions"),
    (19, DataType::Byte, One, "IP Layer Forwarding", "Disable/enable IP packet forwarding on this client"),
    (20, DataType::Byte, One, "Nonlocal Source Routing", "Disable/enable nonlocal datagrams"),
    (
        21,
        DataType::Address,
        Array,
        "Policy Filter Masks",
        "Destination/mask IP address pairs to filter source routes",
    ),
    (
        22,
        DataType::Word,
        One,
        "Max DG Reassembly Size",
        "Maximum size datagram for reassembly by client; max 576",
    ),
    (23, DataType::Byte, One, "Default IP Time-to-live", "Default TTL for client's use on outgoing DGs"),
    (
        24,
        DataType::Dword,
        One,
        "Path MTU Aging Timeout",
        "Timeout in seconds for aging Path MTU values; RFC 1191",
    ),
    (25, DataType::Word, Array, "Path MTU Plateau Table", "MTU discovery sizes, sorted by size, all >= 68"),
    (26, DataType::Word, One, "MTU Option", "MTU discovery size, >= 68"),
    (27, DataType::Byte, One, "All subnets are local", "The client assumes that all subnets are local"),
    (28, DataType::Address, One, "Broadcast Address", "Broadcast address"),
    (
        29,
        DataType::Byte,
        One,
        "Perform Mask Discovery",
        "The client should use ICMP for subnet mask discovery.",
    ),
    (
        30,
        DataType::Byte,
        One,
        "Mask Supplier Option",
        "The client should respond to subnet mask requests via ICMP.",
    ),
    (
        31,
        DataType::Byte,
        One,
        "Perform Router Discovery",
        "The client should solicit routers using RFC 1256.",
    ),
    (32, DataType::Address, One, "Router Solicitation Address", "Address to use for router solicitation"),
    (
        33,
        DataType::Address,
        Array,
        "Static Route Option",
        "Destination/router address pairs, in priority order",
    ),
    (
        34,
        DataType::Byte,
        One,
        "Trailer Encapsulation",
        "The client should negotiate use of trailers (RFC 983).",
    ),
    (35, DataType::Dword, One, "ARP Cache Timeout", "Timeout in seconds for ARP cache entries"),
    (36, DataType::Byte, One, "Ethernet Encapsulation", "0=>client should use ENet V2; 1=> IEEE 802.3"),
    (37, DataType::Byte, One, "TCP Default Time-to-live", "TTL that client uses when sending TCP segments"),
    (38, DataType::Dword, One, "Keepalive Interval", "Keepalive timeout in seconds"),
    (39, DataType::Byte, One, "Keepalive Garbage", "Send garbage octet"),
    (40, DataType::String, One, "NIS Domain Name", "Name of Network Information Service domain"),
    (41, DataType::Address, Array, "NIS Servers", "Addresses of NIS servers on client's subnet"),
    (42, DataType::Address, Array, "NTP Servers", "Addresses of Network Time Protocol servers"),
    (43, DataType::Binary, One, "Vendor Specific Info", "Embedded vendor-specific options"),
    (44, DataType::Address, Array, "WINS/NBNS Servers", "NBNS Address(es) in priority order"),
    (
        45,
        DataType::Address,
        Array,
        "NetBIOS over TCP/IP NBDD",
        "NetBIOS over TCP/IP NBDD address(es) in priority order",
    ),
    (46, DataType::Byte, One, "WINS/NBT Node Type", "0x1 = B-node, 0x2 = P-node, 0x4 = M-node, 0x8 = H-node"),
    (47, DataType::String, One, "NetBIOS Scope ID", "NetBIOS over TCP/IP Scope ID"),
    (48, DataType::Address, Array, "X Window System Font", "Array of X Windows font servers"),
    (49, DataType::Address, Array, "X Window System Display", "Array of X Windows Display Mgr servers"),
    (51, DataType::Dword, One, "Lease", "Client IP address lease time in seconds"),
    (58, DataType::Dword, One, "Renewal (T1) Time Value", "Time between addr assignment to RENEWING state"),
    (59, DataType::Dword, One, "Rebinding (T2) Time Value", "Time from addr assignment to REBINDING state"),
    (64, DataType::String, One, "NIS+ Domain Name", "The name of the client's NIS+ domain."),
    (65, DataType::Address, Array, "NIS+ Servers", "A list of IP addresses indicating NIS+ servers"),
    (66, DataType::String, One, "Boot Server Host Name", "TFTP boot server host name"),
    (67, DataType::String, One, "Bootfile Name", "Bootfile Name"),
    (68, DataType::Address, Array, "Mobile IP Home Agents", "Mobile IP home agents in priority order"),
    (
        69,
        DataType::Address,
        Array,
        "Simple Mail Transport Protocol (SMTP) Servers",
        "List of SMTP servers available to the client",
    ),
    (
        70,
        DataType::Address,
        Array,
        "Post Office Protocol (POP3) Servers",
        "List of POP3 servers available to the client",
    ),
    (
        71,
        DataType::Address,
        Array,
        "Network News Transport Protocol (NNTP) Servers",
        "List of NNTP servers available to the client",
    ),
    (
        72,
        DataType::Address,
        Array,
        "World Wide Web (WWW) Servers",
        "List of WWW servers available to the client",
    ),
    (73, DataType::Address, Array, "Finger Servers", "List of Finger servers available to the client"),
    (
        74,
        DataType::Address,
        Array,
        "Internet Relay Chat (IRC) Servers",
        "List of IRC servers available to the client",
    ),
    (
        75,
        DataType::Address,
        Array,
        "StreetTalk Servers",
        "List of StreetTalk servers available to the client",
    ),
    (
        76,
        DataType::Address,
        Array,
        "StreetTalk Directory Assistance (STDA) Servers",
        "List of STDA servers available to the client",
    ),
];

/// An option of a vendor class, which is one 32-bit number: class, code, default, name, comment.
type OfVendor = (&'static str, u32, u32, &'static str, &'static str);

const VENDOR: [OfVendor; 6] = [
    (
        MICROSOFT,
        1,
        1,
        "Microsoft Disable Netbios Option ",
        "Option for enabling or disabling Netbios for Microsoft Windows 2000 Clients",
    ),
    (
        MICROSOFT,
        2,
        1,
        "Microsoft Release DHCP Lease On Shutdown Option",
        "Option for enabling or disabling Windows 2000 Clients to release DHCP lease on shutdown",
    ),
    (
        MICROSOFT,
        3,
        1,
        "Microsoft Default Router Metric Base",
        "Default Router Base Metrics for Microsoft Windows 2000 Clients",
    ),
    (
        WINDOWS_2000,
        1,
        1,
        "Microsoft Disable Netbios Option ",
        "Option for enabling or disabling Netbios for Microsoft Windows 2000 Clients",
    ),
    (
        WINDOWS_2000,
        2,
        1,
        "Microsoft Release DHCP Lease On Shutdown Option",
        "Option for enabling or disabling Windows 2000 Clients to release DHCP lease on shutdown",
    ),
    (
        WINDOWS_2000,
        3,
        0,
        "Microsoft Default Router Metric Base",
        "Default Router Base Metrics for Microsoft Windows 2000 Clients",
    ),
];

fn class(&(name, is_vendor, data, comment): &(&str, bool, &[u8], &str)) -> Class {
    let flags = if is_vendor { VENDOR_FLAGS } else { 0 };
    Class { name: name.into(), comment: Some(comment.into()), flags, is_vendor, data: data.to_vec() }
}

fn standard(&(id, data_type, shape, name, comment): &Standard) -> OptionDefinition {
    OptionDefinition {
        key: OptionKey { id, user_class: None, vendor_class: None },
        name: Some(name.into()),
        comment: Some(comment.into()),
        is_array: shape == Array,
        default: OptionValue::one(data_type.neutral()),
    }
}

fn vendor(&(class, id, default, name, comment): &OfVendor) -> OptionDefinition {
    OptionDefinition {
        key: OptionKey { id, user_class: None, vendor_class: Some(class.into()) },
        name: Some(name.into()),
        comment: Some(comment.into()),
        is_array: false,
        default: OptionValue::one(OptionElement::Dword(default)),
    }
}

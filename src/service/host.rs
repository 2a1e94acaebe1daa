//! What the host says of itself.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use crate::domain::base::text::Text;

/// The host's own name, as the kernel has it. An interpreter of the program (Miri) has no kernel, nor a network below.
pub(super) fn name() -> Text {
    let name = if cfg!(miri) {
        String::new()
    } else {
        std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default()
    };
    let name = name.trim();
    Text::from(if name.is_empty() { "localhost" } else { name })
}

/// The address that the host uses towards others; loopback where it has none. Connecting a datagram socket asks the
/// kernel for its route and sends nothing (192.0.2.1 is kept for documentation).
pub(super) fn address() -> u32 {
    let routed = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        match socket.local_addr().ok()?.ip() {
            IpAddr::V4(address) if !address.is_unspecified() => Some(address),
            _ => None,
        }
    };
    let address = if cfg!(miri) { None } else { routed() };
    address.unwrap_or(Ipv4Addr::LOCALHOST).to_bits()
}

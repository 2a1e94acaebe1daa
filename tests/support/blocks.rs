//! Strings for the library, and the blocks that it returns.

use std::ptr::null_mut;

use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// A UTF-16 string that ends with a NUL.
pub struct Wide(Vec<u16>);

impl Wide {
    pub fn new(text: &str) -> Self {
        Wide(text.encode_utf16().chain([0]).collect())
    }

    /// Units as they are; the NUL is added.
    pub fn units(units: &[u16]) -> Self {
        Wide(units.iter().copied().chain([0]).collect())
    }

    pub fn as_ptr(&self) -> *const u16 {
        self.0.as_ptr()
    }

    pub fn as_mut_ptr(&mut self) -> *mut u16 {
        self.0.as_mut_ptr()
    }
}

/// Reads a string that the library returned; NULL is `None`.
pub fn text(pointer: *const u16) -> Option<String> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: a string of the library ends with a NUL.
    let units = unsafe { (0..).map(|at| *pointer.add(at)).take_while(|unit| *unit != 0).collect::<Vec<_>>() };
    Some(String::from_utf16(&units).expect("well-formed UTF-16"))
}

/// Frees one block.
pub fn free<T>(block: *mut T) {
    // SAFETY: the library ignores what it did not hand out.
    unsafe { DhcpRpcFreeMemory(block.cast()) };
}

/// No host at all.
pub fn no_host() -> DHCP_HOST_INFO {
    DHCP_HOST_INFO { IpAddress: 0, NetBiosName: null_mut(), HostName: null_mut() }
}

/// Frees a relationship with all its blocks, in the order of Microsoft's samples.
pub fn free_relationship(relationship: *mut DHCP_FAILOVER_RELATIONSHIP) {
    // SAFETY: it came from the library and was not freed.
    unsafe {
        let inner = *relationship;
        free(inner.RelationshipName);
        free(inner.SharedSecret);
        free(inner.PrimaryServerName);
        free(inner.SecondaryServerName);
        if !inner.pScopes.is_null() {
            free((*inner.pScopes).Elements);
            free(inner.pScopes);
        }
    }
    free(relationship);
}

/// Frees a lease record of the failover family with all its blocks, in the order of Microsoft's samples.
pub fn free_client(client: *mut DHCPV4_FAILOVER_CLIENT_INFO) {
    // SAFETY: it came from the library and was not freed.
    let inner = unsafe { *client };
    free(inner.ClientName);
    free(inner.PolicyName);
    free(inner.ClientComment);
    free(inner.ClientHardwareAddress.Data);
    free(inner.OwnerHost.HostName);
    free(inner.OwnerHost.NetBiosName);
    free(client);
}

/// The bytes of a client identifier.
pub fn bytes(data: &DHCP_BINARY_DATA) -> Vec<u8> {
    if data.Data.is_null() {
        assert_eq!(data.DataLength, 0, "NULL has no bytes");
        return Vec::new();
    }
    // SAFETY: what the library returned has as many bytes as it says.
    unsafe { std::slice::from_raw_parts(data.Data, data.DataLength.try_into().unwrap()) }.to_vec()
}

/// Takes a list of addresses over and frees it; NULL is none.
pub fn take_addresses(list: *mut DHCP_IP_ARRAY) -> Option<Vec<u32>> {
    if list.is_null() {
        return None;
    }
    // SAFETY: the list is the library's, and has as many elements as it says.
    let read = unsafe {
        let DHCP_IP_ARRAY { NumElements, Elements } = *list;
        std::slice::from_raw_parts(Elements, NumElements.try_into().unwrap()).to_vec()
    };
    // SAFETY: as above.
    free(unsafe { (*list).Elements });
    free(list);
    Some(read)
}

/// The key of a search for a lease record.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    Address(u32),
    /// In the long form: subnet, 01, identifier.
    Client(&'a [u8]),
    Name(&'a str),
}

impl Key<'_> {
    /// Makes the structure for a call.
    pub fn search<T>(self, call: impl FnOnce(&DHCP_SEARCH_INFO) -> T) -> T {
        match self {
            Key::Address(address) => call(&DHCP_SEARCH_INFO {
                SearchType: DhcpClientIpAddress,
                SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: address },
            }),
            Key::Client(client) => {
                let mut client = client.to_vec();
                let id = DHCP_BINARY_DATA {
                    DataLength: client.len().try_into().unwrap(),
                    Data: client.as_mut_ptr(),
                };
                call(&DHCP_SEARCH_INFO {
                    SearchType: DhcpClientHardwareAddress,
                    SearchInfo: DHCP_SEARCH_INFO_0 { ClientHardwareAddress: id },
                })
            }
            Key::Name(name) => {
                let mut name = Wide::new(name);
                call(&DHCP_SEARCH_INFO {
                    SearchType: DhcpClientName,
                    SearchInfo: DHCP_SEARCH_INFO_0 { ClientName: name.as_mut_ptr() },
                })
            }
        }
    }
}

//! The contents that the benchmarks put on servers.

use std::ptr::null_mut;

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::library::Api;

/// A UTF-16 string that ends with a NUL.
#[derive(Clone)]
pub(crate) struct Wide(Vec<u16>);

impl Wide {
    pub(crate) fn new(text: &str) -> Self {
        Wide(text.encode_utf16().chain([0]).collect())
    }

    pub(crate) fn ptr(&self) -> *const u16 {
        self.0.as_ptr()
    }

    fn mut_ptr(&mut self) -> *mut u16 {
        self.0.as_mut_ptr()
    }

    /// Whether a string of the library is this one.
    pub(crate) fn is_at(&self, pointer: *const u16) -> bool {
        // SAFETY: the string ends with a NUL; nothing behind the first unit that differs is read.
        !pointer.is_null() && self.0.iter().enumerate().all(|(at, unit)| unsafe { *pointer.add(at) } == *unit)
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A text of letters in both cases and digits.
    pub(crate) fn text(&mut self, length: usize) -> String {
        const UNITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length).map(|_| char::from(UNITS[self.below(UNITS.len())])).collect()
    }
}

/// A text with its letters in the other case.
pub(crate) fn other_case(text: &str) -> String {
    let swap = |letter: char| {
        if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    };
    text.chars().map(swap).collect()
}

/// A structure to create or change a relationship with, and the memory that it points to.
pub(crate) struct Half {
    pub(crate) name: String,
    texts: [Wide; 4],
    scopes: Vec<u32>,
    array: DHCP_IP_ARRAY,
    pub(crate) structure: DHCP_FAILOVER_RELATIONSHIP,
}

impl Half {
    /// Load balance at 50 %, primary, three names of 20 units, a secret of 32.
    pub(crate) fn new(random: &mut Random, servers: (u32, u32), scopes: Vec<u32>) -> Self {
        let name = random.text(20);
        let texts = [name.clone(), random.text(20), random.text(20), random.text(32)];
        Half {
            name,
            texts: texts.map(|text| Wide::new(&text)),
            array: DHCP_IP_ARRAY { NumElements: scopes.len() as u32, Elements: null_mut() },
            scopes,
            structure: DHCP_FAILOVER_RELATIONSHIP {
                PrimaryServer: servers.0,
                SecondaryServer: servers.1,
                Mode: LoadBalance,
                ServerType: PrimaryServer,
                State: STARTUP,
                PrevState: INIT,
                Mclt: 3600,
                SafePeriod: 600,
                RelationshipName: null_mut(),
                PrimaryServerName: null_mut(),
                SecondaryServerName: null_mut(),
                pScopes: null_mut(),
                Percentage: 50,
                SharedSecret: null_mut(),
            },
        }
    }

    /// The name as the functions take it.
    pub(crate) fn name_ptr(&self) -> *const u16 {
        self.texts[0].ptr()
    }

    /// The structure with all its pointers.
    pub(crate) fn ptr(&mut self) -> *const DHCP_FAILOVER_RELATIONSHIP {
        self.array.Elements = self.scopes.as_mut_ptr();
        self.structure.RelationshipName = self.texts[0].mut_ptr();
        self.structure.PrimaryServerName = self.texts[1].mut_ptr();
        self.structure.SecondaryServerName = self.texts[2].mut_ptr();
        self.structure.SharedSecret = self.texts[3].mut_ptr();
        self.structure.pScopes = &mut self.array;
        &self.structure
    }

    pub(crate) fn create(&mut self, api: Api, server: *const u16) {
        // SAFETY: valid pointers.
        assert_eq!(unsafe { (api.create)(server, self.ptr()) }, 0);
    }

    /// Sets what the flags select.
    pub(crate) fn set(&mut self, api: Api, server: *const u16, flags: u32) {
        // SAFETY: valid pointers.
        assert_eq!(unsafe { (api.set)(server, flags, self.ptr()) }, 0);
    }

    /// Whether a result is this relationship.
    pub(crate) fn is(&self, found: &DHCP_FAILOVER_RELATIONSHIP) -> bool {
        // SAFETY: what the library returned.
        let scopes = unsafe {
            let scopes = &*found.pScopes;
            std::slice::from_raw_parts(scopes.Elements, scopes.NumElements as usize)
        };
        let texts =
            [found.RelationshipName, found.PrimaryServerName, found.SecondaryServerName, found.SharedSecret];
        self.texts.iter().zip(texts).all(|(text, found)| text.is_at(found))
            && scopes == self.scopes
            && (found.PrimaryServer, found.SecondaryServer)
                == (self.structure.PrimaryServer, self.structure.SecondaryServer)
            && (found.Mclt, found.SafePeriod, found.Percentage) == (3600, 600, 50)
    }
}

/// Makes a server known by a name and an address; the name is what calls are made with.
pub(crate) fn add_server(api: Api, name: &str, address: u32) {
    list_server(api.add_server, name, address);
}

/// Takes a server out of the directory.
pub(crate) fn delete_server(api: Api, name: &str, address: u32) {
    list_server(api.delete_server, name, address);
}

type Listing = unsafe extern "system" fn(
    u32,
    *mut std::ffi::c_void,
    *mut DHCPDS_SERVER,
    *mut std::ffi::c_void,
    *mut std::ffi::c_void,
) -> u32;

fn list_server(call: Listing, name: &str, address: u32) {
    let mut wide = Wide::new(name);
    let mut listing = DHCPDS_SERVER {
        Version: 0,
        ServerName: wide.mut_ptr(),
        ServerAddress: address,
        Flags: 0,
        State: 0,
        DsLocation: null_mut(),
        DsLocType: 0,
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { call(0, null_mut(), &mut listing, null_mut(), null_mut()) }, 0);
}

/// Creates a scope without range.
pub(crate) fn add_scope(api: Api, server: *const u16, address: u32, prefix: u32) {
    let mut name = Wide::new("scope");
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: address,
        SubnetMask: u32::MAX << (32 - prefix),
        SubnetName: name.mut_ptr(),
        SubnetComment: null_mut(),
        PrimaryHost: DHCP_HOST_INFO { IpAddress: 0, NetBiosName: null_mut(), HostName: null_mut() },
        SubnetState: DhcpSubnetEnabled,
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { (api.create_subnet)(server, address, &info) }, 0);
}

/// Creates a scope whose range is all of it but the first and the last address; answers their number.
pub(crate) fn add_scope_with_range(api: Api, server: *const u16, address: u32, prefix: u32) -> u32 {
    add_scope(api, server, address, prefix);
    let size = 1 << (32 - prefix);
    let mut range = DHCP_BOOTP_IP_RANGE {
        StartAddress: address + 1,
        EndAddress: address + size - 2,
        BootpAllocated: 0,
        MaxBootpAllowed: u32::MAX,
    };
    let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: DhcpIpRanges,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: &mut range },
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { (api.add_element)(server, address, &element) }, 0);
    size - 2
}

/// Excludes addresses of a scope.
pub(crate) fn add_exclusion(api: Api, server: *const u16, scope: u32, first: u32, last: u32) {
    // SAFETY: a valid structure.
    let add = |element: &DHCP_SUBNET_ELEMENT_DATA_V5| unsafe { (api.add_element)(server, scope, element) };
    assert_eq!(exclusion(first, last, add), 0);
}

/// Lifts an exclusion.
pub(crate) fn remove_exclusion(api: Api, server: *const u16, scope: u32, first: u32, last: u32) {
    // SAFETY: a valid structure.
    let remove = |element: &DHCP_SUBNET_ELEMENT_DATA_V5| unsafe {
        (api.remove_element)(server, scope, element, DhcpNoForce)
    };
    assert_eq!(exclusion(first, last, remove), 0);
}

fn exclusion(first: u32, last: u32, call: impl Fn(&DHCP_SUBNET_ELEMENT_DATA_V5) -> u32) -> u32 {
    let mut range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
    call(&DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: DhcpExcludedIpRanges,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ExcludeIpRange: &mut range },
    })
}

/// Reserves an address of a scope for a client.
pub(crate) fn add_reservation(api: Api, server: *const u16, scope: u32, address: u32, hardware: &mut [u8]) {
    let mut client = DHCP_BINARY_DATA { DataLength: hardware.len() as u32, Data: hardware.as_mut_ptr() };
    let mut reservation = DHCP_IP_RESERVATION_V4 {
        ReservedIpAddress: address,
        ReservedForClient: &mut client,
        bAllowedClientTypes: 1,
    };
    let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: DhcpReservedIps,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: &mut reservation },
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { (api.add_element)(server, scope, &element) }, 0);
}

/// Frees a relationship with its seven blocks, in the order of Microsoft's samples.
///
/// # Safety
///
/// It came from the library that `free` belongs to.
pub(crate) unsafe fn free_relationship(
    free: unsafe extern "system" fn(*mut std::ffi::c_void),
    relationship: *mut DHCP_FAILOVER_RELATIONSHIP,
) {
    // SAFETY: as promised.
    unsafe {
        free_inner(free, &*relationship);
        free(relationship.cast());
    }
}

/// Frees what a relationship points to.
///
/// # Safety
///
/// As `free_relationship`.
pub(crate) unsafe fn free_inner(
    free: unsafe extern "system" fn(*mut std::ffi::c_void),
    relationship: &DHCP_FAILOVER_RELATIONSHIP,
) {
    // SAFETY: as promised.
    unsafe {
        free(relationship.RelationshipName.cast());
        free(relationship.SharedSecret.cast());
        free(relationship.PrimaryServerName.cast());
        free(relationship.SecondaryServerName.cast());
        free((*relationship.pScopes).Elements.cast());
        free(relationship.pScopes.cast());
    }
}

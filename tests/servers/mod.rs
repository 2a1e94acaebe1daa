//! What the behaviour tests share: servers of their own, strings, and the structures of `windows-sys`.
//!
//! Every test adds servers that no other test knows, so tests of one process run side by side.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test program uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wrong_self_convention,
    clippy::new_without_default,
    reason = "a test may panic, and these are no types of an API"
)]

use std::mem::{MaybeUninit, transmute};
use std::ptr::{from_ref, null, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};

use dhcpsapi::{abi, exports};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

pub mod dhcp;

// The functions that windows-sys declares are ours.
extern crate dhcpsapi as _;

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

/// A listed server with a name and an address of its own.
pub struct Server {
    pub name: String,
    pub address: u32,
    wide: Wide,
}

impl Server {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("server{number}");
        let address = 0x0AC8_0000 + number; // 10.200.0.0 and up
        let server = Server { wide: Wide::new(&name), name, address };
        assert_eq!(server.list(), 0);
        server
    }

    /// Adds it to the directory.
    pub fn list(&self) -> u32 {
        // SAFETY: a valid structure.
        self.listed(|server| unsafe { DhcpAddServer(0, null_mut(), server, null_mut(), null_mut()) })
    }

    /// Removes it from the directory; what is on it stays.
    pub fn unlist(&self) -> u32 {
        // SAFETY: a valid structure.
        self.listed(|server| unsafe { DhcpDeleteServer(0, null_mut(), server, null_mut(), null_mut()) })
    }

    fn listed(&self, call: impl FnOnce(&mut DHCPDS_SERVER) -> u32) -> u32 {
        let mut name = Wide::new(&self.name);
        call(&mut DHCPDS_SERVER {
            Version: 0,
            ServerName: name.as_mut_ptr(),
            ServerAddress: self.address,
            Flags: 0,
            State: 0,
            DsLocation: null_mut(),
            DsLocType: 0,
        })
    }

    /// Two servers.
    pub fn pair() -> (Self, Self) {
        (Server::new(), Server::new())
    }

    /// The name as the functions take it.
    pub fn ptr(&self) -> *const u16 {
        self.wide.as_ptr()
    }

    /// All that is on the server, to be compared before and after.
    pub fn contents(&self) -> dhcpsapi::domain::model::server::Server {
        let name: Vec<u16> = self.name.encode_utf16().collect();
        dhcpsapi::service::contents(&name).expect("listed")
    }

    /// Runs a call that must answer this code and change nothing on the server.
    #[track_caller]
    pub fn refuses(&self, code: u32, call: impl FnOnce() -> u32) {
        let before = self.contents();
        assert_eq!(call(), code);
        assert!(self.contents() == before, "the refused call changed something");
    }

    /// Creates a scope without range.
    pub fn create_scope(&self, address: u32, mask: u32) -> u32 {
        let mut name = Wide::new("scope");
        let info = DHCP_SUBNET_INFO {
            SubnetAddress: address,
            SubnetMask: mask,
            SubnetName: name.as_mut_ptr(),
            SubnetComment: null_mut(),
            PrimaryHost: no_host(),
            SubnetState: DhcpSubnetEnabled,
        };
        // SAFETY: a valid structure.
        unsafe { DhcpCreateSubnet(self.ptr(), address, &info) }
    }

    /// Adds a range.
    pub fn add_range(&self, scope: u32, first: u32, last: u32) -> u32 {
        self.add_range_of(scope, DhcpIpRanges, first, last)
    }

    /// Adds a range of a kind, with the V5 call.
    pub fn add_range_of(&self, scope: u32, kind: DHCP_SUBNET_ELEMENT_TYPE, first: u32, last: u32) -> u32 {
        let mut range = DHCP_BOOTP_IP_RANGE {
            StartAddress: first,
            EndAddress: last,
            BootpAllocated: 0,
            MaxBootpAllowed: u32::MAX,
        };
        let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: kind,
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: &mut range },
        };
        // SAFETY: a valid structure.
        unsafe { DhcpAddSubnetElementV5(self.ptr(), scope, &element) }
    }

    /// Adds an exclusion.
    pub fn add_exclusion(&self, scope: u32, first: u32, last: u32) -> u32 {
        let mut range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
        let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: DhcpExcludedIpRanges,
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ExcludeIpRange: &mut range },
        };
        // SAFETY: a valid structure.
        unsafe { DhcpAddSubnetElementV5(self.ptr(), scope, &element) }
    }

    /// Reserves an address for a client.
    pub fn add_reservation(&self, scope: u32, address: u32, client: &[u8]) -> u32 {
        let mut client = client.to_vec();
        let mut id =
            DHCP_BINARY_DATA { DataLength: client.len().try_into().unwrap(), Data: client.as_mut_ptr() };
        let mut reservation = DHCP_IP_RESERVATION_V4 {
            ReservedIpAddress: address,
            ReservedForClient: &mut id,
            bAllowedClientTypes: 3,
        };
        let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: DhcpReservedIps,
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: &mut reservation },
        };
        // SAFETY: a valid structure.
        unsafe { DhcpAddSubnetElementV5(self.ptr(), scope, &element) }
    }

    /// Makes a lease record of a state (1 active, 2 declined, 3 doomed).
    pub fn create_lease(&self, address: u32, client: &[u8], state: u8) -> u32 {
        let mut client = client.to_vec();
        let info = DHCP_CLIENT_INFO_PB {
            ClientIpAddress: address,
            SubnetMask: 0,
            ClientHardwareAddress: DHCP_BINARY_DATA {
                DataLength: client.len().try_into().unwrap(),
                Data: client.as_mut_ptr(),
            },
            ClientName: null_mut(),
            ClientComment: null_mut(),
            ClientLeaseExpires: DATE_TIME { dwLowDateTime: 0xFFFF_FFFF, dwHighDateTime: 0x7FFF_FFFF },
            OwnerHost: no_host(),
            bClientType: 1,
            AddressState: state,
            Status: 0,
            ProbationEnds: DATE_TIME { dwLowDateTime: 0, dwHighDateTime: 0 },
            QuarantineCapable: 0,
            FilterStatus: 0,
            PolicyName: null_mut(),
        };
        // SAFETY: a valid structure.
        unsafe { DhcpV4CreateClientInfo(self.ptr(), &info) }
    }

    /// Deletes the lease record of an address.
    pub fn delete_lease(&self, address: u32) -> u32 {
        let search = DHCP_SEARCH_INFO {
            SearchType: DhcpClientIpAddress,
            SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: address },
        };
        // SAFETY: a valid structure.
        unsafe { DhcpDeleteClientInfo(self.ptr(), &search) }
    }

    /// A scope with a range: both must succeed.
    #[track_caller]
    pub fn scope(&self, address: u32, mask: u32, first: u32, last: u32) {
        assert_eq!(self.create_scope(address, mask), 0);
        assert_eq!(self.add_range(address, first, last), 0);
    }

    /// (NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse)
    pub fn statistics(&self, scope: u32) -> Result<[u32; 7], u32> {
        let mut statistics = null_mut();
        // SAFETY: a valid place.
        let code = unsafe { DhcpV4FailoverGetScopeStatistics(self.ptr(), scope, &mut statistics) };
        if code != 0 {
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let read = unsafe { *statistics };
        free(statistics);
        Ok([
            read.NumAddr,
            read.AddrFree,
            read.AddrInUse,
            read.PartnerAddrFree,
            read.ThisAddrFree,
            read.PartnerAddrInUse,
            read.ThisAddrInUse,
        ])
    }

    /// The status of an address.
    pub fn address_status(&self, address: u32) -> Result<u32, u32> {
        let mut status = 99;
        // SAFETY: a valid place.
        let code = unsafe { DhcpV4FailoverGetAddressStatus(self.ptr(), address, &mut status) };
        if code == 0 { Ok(status) } else { Err(code) }
    }

    /// Divides the addresses now.
    pub fn trigger(&self, name: &str) -> u32 {
        // SAFETY: a valid string.
        unsafe { DhcpV4FailoverTriggerAddrAllocation(self.ptr(), Wide::new(name).as_ptr()) }
    }

    /// (State, PrevState) of a relationship.
    pub fn state(&self, name: &str) -> Result<(i32, i32), u32> {
        let mut found = null_mut();
        // SAFETY: valid places.
        let code = unsafe { DhcpV4FailoverGetRelationship(self.ptr(), Wide::new(name).as_ptr(), &mut found) };
        if code != 0 {
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let state = unsafe { ((*found).State, (*found).PrevState) };
        free_relationship(found);
        Ok(state)
    }
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

/// A relationship to be created or changed, with the memory that its structure points to.
pub struct Relationship {
    name: Wide,
    primary_name: Wide,
    secondary_name: Wide,
    secret: Option<Wide>,
    elements: Vec<u32>,
    array: DHCP_IP_ARRAY,
    pub structure: DHCP_FAILOVER_RELATIONSHIP,
}

impl Relationship {
    /// Load balance at 50 %, MCLT 1 hour, no safe period, seen from the primary.
    pub fn new(name: &str, primary: u32, secondary: u32, scopes: &[u32]) -> Self {
        let structure = DHCP_FAILOVER_RELATIONSHIP {
            PrimaryServer: primary,
            SecondaryServer: secondary,
            Mode: LoadBalance,
            ServerType: PrimaryServer,
            State: NO_STATE,
            PrevState: NO_STATE,
            Mclt: 3600,
            SafePeriod: 0,
            RelationshipName: null_mut(),
            PrimaryServerName: null_mut(),
            SecondaryServerName: null_mut(),
            pScopes: null_mut(),
            Percentage: 50,
            SharedSecret: null_mut(),
        };
        Relationship {
            name: Wide::new(name),
            primary_name: Wide::new("primary.example"),
            secondary_name: Wide::new("secondary.example"),
            secret: None,
            elements: scopes.to_vec(),
            array: DHCP_IP_ARRAY { NumElements: scopes.len().try_into().unwrap(), Elements: null_mut() },
            structure,
        }
    }

    pub fn between(name: &str, primary: &Server, secondary: &Server, scopes: &[u32]) -> Self {
        Relationship::new(name, primary.address, secondary.address, scopes)
    }

    pub fn hot_standby(mut self, reserve: u8) -> Self {
        self.structure.Mode = HotStandby;
        self.structure.Percentage = reserve;
        self
    }

    pub fn load_balance(mut self, percentage: u8) -> Self {
        self.structure.Mode = LoadBalance;
        self.structure.Percentage = percentage;
        self
    }

    pub fn secret(mut self, secret: &str) -> Self {
        self.secret = Some(Wide::new(secret));
        self
    }

    pub fn as_secondary(mut self) -> Self {
        self.structure.ServerType = SecondaryServer;
        self
    }

    /// The structure with all its pointers.
    pub fn ptr(&mut self) -> *const DHCP_FAILOVER_RELATIONSHIP {
        self.array.Elements = self.elements.as_mut_ptr();
        self.structure.RelationshipName = self.name.as_mut_ptr();
        self.structure.PrimaryServerName = self.primary_name.as_mut_ptr();
        self.structure.SecondaryServerName = self.secondary_name.as_mut_ptr();
        self.structure.pScopes = &mut self.array;
        self.structure.SharedSecret = self.secret.as_mut().map_or(null_mut(), Wide::as_mut_ptr);
        &self.structure
    }

    pub fn create_on(&mut self, server: &Server) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverCreateRelationship(server.ptr(), self.ptr()) }
    }

    pub fn set_on(&mut self, server: &Server, flags: u32) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverSetRelationship(server.ptr(), flags, self.ptr()) }
    }

    pub fn add_scopes_on(&mut self, server: &Server) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverAddScopeToRelationship(server.ptr(), self.ptr()) }
    }

    pub fn delete_scopes_on(&mut self, server: &Server) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpV4FailoverDeleteScopeFromRelationship(server.ptr(), self.ptr()) }
    }
}

/// Deletes a relationship.
pub fn delete_relationship(server: &Server, name: &str) -> u32 {
    // SAFETY: a valid string.
    unsafe { DhcpV4FailoverDeleteRelationship(server.ptr(), Wide::new(name).as_ptr()) }
}

/// The local server.
pub const LOCAL: *const u16 = null();

/// Creates both halves of a relationship and lets them come into contact; both must be in NORMAL then.
#[track_caller]
pub fn deploy(mut relationship: Relationship, primary: &Server, secondary: &Server) -> Relationship {
    let name = String::from_utf16(relationship.name.0.strip_suffix(&[0]).unwrap()).unwrap();
    for (server, role) in [(primary, PrimaryServer), (secondary, SecondaryServer)] {
        relationship.structure.ServerType = role;
        assert_eq!(relationship.create_on(server), 0);
    }
    for server in [primary, secondary] {
        assert_eq!(server.state(&name).map(|(state, _)| state), Ok(NORMAL));
    }
    relationship
}

impl Server {
    /// Changes the client and the owner of a lease record; the lease never ends.
    pub fn change_lease(&self, address: u32, client: &[u8], owner: u32) -> u32 {
        let never = DATE_TIME { dwLowDateTime: 0xFFFF_FFFF, dwHighDateTime: 0x7FFF_FFFF };
        self.change_lease_until(address, client, owner, never)
    }

    /// Changes the client, the owner and the end of a lease record.
    pub fn change_lease_until(&self, address: u32, client: &[u8], owner: u32, end: DATE_TIME) -> u32 {
        let mut client = client.to_vec();
        let info = DHCP_CLIENT_INFO {
            ClientIpAddress: address,
            SubnetMask: 0,
            ClientHardwareAddress: DHCP_BINARY_DATA {
                DataLength: client.len().try_into().unwrap(),
                Data: client.as_mut_ptr(),
            },
            ClientName: null_mut(),
            ClientComment: null_mut(),
            ClientLeaseExpires: end,
            OwnerHost: DHCP_HOST_INFO { IpAddress: owner, ..no_host() },
        };
        // SAFETY: a valid structure.
        unsafe { DhcpSetClientInfo(self.ptr(), &info) }
    }

    /// The bare identifier of the client that has the record of an address, and the record's owner.
    pub fn client_at(&self, address: u32) -> Result<(Vec<u8>, u32), u32> {
        let search = DHCP_SEARCH_INFO {
            SearchType: DhcpClientIpAddress,
            SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: address },
        };
        let mut found = null_mut();
        // SAFETY: valid places.
        let code = unsafe { DhcpV4FailoverGetClientInfo(self.ptr(), &search, &mut found) };
        if code != 0 {
            return Err(code);
        }
        // SAFETY: the call succeeded; the identifier follows five bytes of the unique id.
        let (client, owner) = unsafe {
            let id = (*found).ClientHardwareAddress;
            let bytes = std::slice::from_raw_parts(id.Data, id.DataLength.try_into().unwrap());
            (bytes.iter().skip(5).copied().collect(), (*found).OwnerHost.IpAddress)
        };
        free_client(found);
        Ok((client, owner))
    }

    fn remove_element(&self, scope: u32, element: &DHCP_SUBNET_ELEMENT_DATA_V5) -> u32 {
        // SAFETY: a valid structure; both declarations of it are of one layout.
        unsafe {
            exports::DhcpRemoveSubnetElementV5(
                self.ptr(),
                scope,
                from_ref(element).cast(),
                force(DhcpNoForce),
            )
        }
    }

    /// Deletes a scope.
    pub fn delete_scope(&self, scope: u32, number: DHCP_FORCE_FLAG) -> u32 {
        // SAFETY: a valid string.
        unsafe { exports::DhcpDeleteSubnet(self.ptr(), scope, force(number)) }
    }

    /// Removes an exclusion.
    pub fn remove_exclusion(&self, scope: u32, first: u32, last: u32) -> u32 {
        let mut range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
        let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: DhcpExcludedIpRanges,
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ExcludeIpRange: &mut range },
        };
        self.remove_element(scope, &element)
    }

    /// Removes a reservation.
    pub fn remove_reservation(&self, scope: u32, address: u32, client: &[u8]) -> u32 {
        let mut client = client.to_vec();
        let mut id =
            DHCP_BINARY_DATA { DataLength: client.len().try_into().unwrap(), Data: client.as_mut_ptr() };
        let mut reservation = DHCP_IP_RESERVATION_V4 {
            ReservedIpAddress: address,
            ReservedForClient: &mut id,
            bAllowedClientTypes: 3,
        };
        let element = DHCP_SUBNET_ELEMENT_DATA_V5 {
            ElementType: DhcpReservedIps,
            Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: &mut reservation },
        };
        self.remove_element(scope, &element)
    }
}

/// A number as the exports have it. windows-sys declares them with numbers, which Miri takes for parameters of another kind.
fn force(number: DHCP_FORCE_FLAG) -> MaybeUninit<abi::subnets::DHCP_FORCE_FLAG> {
    // SAFETY: every number is one.
    unsafe { transmute(number) }
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

/// What finds a lease record.
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

impl Server {
    /// Code and addresses of a request for free addresses.
    pub fn free_addresses(&self, scope: u32, first: u32, last: u32, count: u32) -> (u32, Vec<u32>) {
        let mut list = std::ptr::dangling_mut();
        // SAFETY: a valid place.
        let code = unsafe { DhcpV4GetFreeIPAddress(self.ptr(), scope, first, last, count, &mut list) };
        (code, take_addresses(list).unwrap_or_default())
    }
}

//! A server of a test's own. No other test knows it, so the tests of one process run side by side.

use std::mem::{MaybeUninit, transmute};
use std::ptr::{from_ref, null, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};

use dhcpsapi::{abi, exports};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::blocks::{Key, Wide, bytes, free, free_client, free_relationship, no_host, take_addresses};
use super::clock::NEVER;

/// The local server.
pub const LOCAL: *const u16 = null();

/// AddressState of a lease record.
pub const ACTIVE: u8 = 1;
pub const DECLINED: u8 = 2;
/// The lease is over, and the partner has yet to get a binding update of it.
pub const DOOMED: u8 = 3;

/// The status of an address in failover: who may lease it, or why nobody may.
pub const OF_PRIMARY: u32 = 0;
pub const OF_SECONDARY: u32 = 1;
pub const EXCLUDED: u32 = 2;
pub const RESERVED: u32 = 3;

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

    /// A server that other processes know by the same name and address; it is not listed here.
    pub fn named(name: &str, address: u32) -> Self {
        Server { wide: Wide::new(name), name: name.to_owned(), address }
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

    /// Has a client ask in vain: it is answered this code, and nothing changes on the server but what it counts.
    #[track_caller]
    pub fn refuses_client<T: std::fmt::Debug>(&self, code: u32, ask: impl FnOnce() -> Result<T, u32>) {
        let mut before = self.contents();
        assert_eq!(ask().unwrap_err(), code);
        let after = self.contents();
        before.counters = after.counters;
        assert!(after == before, "the client that is refused changed something");
    }
}

/// Scopes.
impl Server {
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

    /// A scope with a range: both must succeed.
    #[track_caller]
    pub fn scope(&self, address: u32, mask: u32, first: u32, last: u32) {
        assert_eq!(self.create_scope(address, mask), 0);
        assert_eq!(self.add_range(address, first, last), 0);
    }

    pub fn delete_scope(&self, scope: u32, number: DHCP_FORCE_FLAG) -> u32 {
        // SAFETY: a valid string.
        unsafe { exports::DhcpDeleteSubnet(self.ptr(), scope, force(number)) }
    }
}

/// Elements of scopes, with the V5 calls.
impl Server {
    fn add_element(&self, scope: u32, element: &DHCP_SUBNET_ELEMENT_DATA_V5) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpAddSubnetElementV5(self.ptr(), scope, element) }
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

    pub fn add_range(&self, scope: u32, first: u32, last: u32) -> u32 {
        self.add_range_of(scope, DhcpIpRanges, first, last)
    }

    /// Adds a range of a kind.
    pub fn add_range_of(&self, scope: u32, kind: DHCP_SUBNET_ELEMENT_TYPE, first: u32, last: u32) -> u32 {
        with_range(kind, first, last, |element| self.add_element(scope, element))
    }

    /// Removes a range that no record has an address of.
    pub fn remove_range(&self, scope: u32, first: u32, last: u32) -> u32 {
        with_range(DhcpIpRanges, first, last, |element| self.remove_element(scope, element))
    }

    pub fn add_exclusion(&self, scope: u32, first: u32, last: u32) -> u32 {
        with_exclusion(first, last, |element| self.add_element(scope, element))
    }

    pub fn remove_exclusion(&self, scope: u32, first: u32, last: u32) -> u32 {
        with_exclusion(first, last, |element| self.remove_element(scope, element))
    }

    /// Reserves an address for a client.
    pub fn add_reservation(&self, scope: u32, address: u32, client: &[u8]) -> u32 {
        with_reservation(address, client, |element| self.add_element(scope, element))
    }

    pub fn remove_reservation(&self, scope: u32, address: u32, client: &[u8]) -> u32 {
        with_reservation(address, client, |element| self.remove_element(scope, element))
    }
}

fn with_range(
    kind: DHCP_SUBNET_ELEMENT_TYPE,
    first: u32,
    last: u32,
    call: impl FnOnce(&DHCP_SUBNET_ELEMENT_DATA_V5) -> u32,
) -> u32 {
    let mut range = DHCP_BOOTP_IP_RANGE {
        StartAddress: first,
        EndAddress: last,
        BootpAllocated: 0,
        MaxBootpAllowed: u32::MAX,
    };
    call(&DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: kind,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: &mut range },
    })
}

fn with_exclusion(first: u32, last: u32, call: impl FnOnce(&DHCP_SUBNET_ELEMENT_DATA_V5) -> u32) -> u32 {
    let mut range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
    call(&DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: DhcpExcludedIpRanges,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ExcludeIpRange: &mut range },
    })
}

fn with_reservation(
    address: u32,
    client: &[u8],
    call: impl FnOnce(&DHCP_SUBNET_ELEMENT_DATA_V5) -> u32,
) -> u32 {
    let mut client = client.to_vec();
    let mut id = DHCP_BINARY_DATA { DataLength: client.len().try_into().unwrap(), Data: client.as_mut_ptr() };
    let mut reservation = DHCP_IP_RESERVATION_V4 {
        ReservedIpAddress: address,
        ReservedForClient: &mut id,
        bAllowedClientTypes: 3,
    };
    call(&DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: DhcpReservedIps,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: &mut reservation },
    })
}

/// A number as the exports have it. windows-sys declares them with numbers, which Miri takes for parameters of another kind.
fn force(number: DHCP_FORCE_FLAG) -> MaybeUninit<abi::subnets::DHCP_FORCE_FLAG> {
    // SAFETY: every number is one.
    unsafe { transmute(number) }
}

/// Lease records.
impl Server {
    /// Makes a lease record whose AddressState is `ACTIVE`, `DECLINED` or `DOOMED`.
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
            ClientLeaseExpires: NEVER,
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
        // SAFETY: a valid structure.
        Key::Address(address).search(|search| unsafe { DhcpDeleteClientInfo(self.ptr(), search) })
    }

    /// Changes the client of a lease record and the server that granted it; the lease never ends.
    pub fn change_lease(&self, address: u32, client: &[u8], owner: u32) -> u32 {
        self.change_lease_until(address, client, owner, NEVER)
    }

    /// Changes the client of a lease record, the server that granted it, and its end.
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

    /// A value that `read` takes from the record of an address, as the failover family has it.
    pub fn failover_record<T>(
        &self,
        address: u32,
        read: impl FnOnce(&DHCPV4_FAILOVER_CLIENT_INFO) -> T,
    ) -> Result<T, u32> {
        let mut found = null_mut();
        // SAFETY: valid places.
        let code = Key::Address(address)
            .search(|search| unsafe { DhcpV4FailoverGetClientInfo(self.ptr(), search, &mut found) });
        if code != 0 {
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let value = read(unsafe { &*found });
        free_client(found);
        Ok(value)
    }

    /// The bare identifier of the client that has the record of an address, and the server that granted it.
    pub fn client_at(&self, address: u32) -> Result<(Vec<u8>, u32), u32> {
        self.failover_record(address, |record| (bare_id(record), record.OwnerHost.IpAddress))
    }

    /// Code and addresses of a request for free addresses.
    pub fn free_addresses(&self, scope: u32, first: u32, last: u32, count: u32) -> (u32, Vec<u32>) {
        let mut list = std::ptr::dangling_mut();
        // SAFETY: a valid place.
        let code = unsafe { DhcpV4GetFreeIPAddress(self.ptr(), scope, first, last, count, &mut list) };
        (code, take_addresses(list).unwrap_or_default())
    }
}

/// The client of a record without the five bytes before it: its subnet, and 1.
pub fn bare_id(record: &DHCPV4_FAILOVER_CLIENT_INFO) -> Vec<u8> {
    bytes(&record.ClientHardwareAddress).split_off(5)
}

/// Failover.
impl Server {
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

    pub fn address_status(&self, address: u32) -> Result<u32, u32> {
        let mut status = 99;
        // SAFETY: a valid place.
        let code = unsafe { DhcpV4FailoverGetAddressStatus(self.ptr(), address, &mut status) };
        if code == 0 { Ok(status) } else { Err(code) }
    }

    /// Rebalances a relationship now.
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

//! DHCP clients and the clock, as the functions of `dhcpsapi_ext.h` have them.

use std::mem::{MaybeUninit, transmute};
use std::ptr::{null, null_mut};
use std::sync::{Mutex, MutexGuard, PoisonError};

use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_CLIENT, DHCPSAPI_LEASE_LIMIT};
use dhcpsapi::exports::{
    dhcpsapi_client_decline, dhcpsapi_client_rebind, dhcpsapi_client_release, dhcpsapi_client_renew,
    dhcpsapi_client_request, dhcpsapi_clock_set, dhcpsapi_explain, dhcpsapi_lease_limit, dhcpsapi_link_cut,
    dhcpsapi_link_heal, dhcpsapi_reset, dhcpsapi_server_restore, dhcpsapi_server_start, dhcpsapi_server_stop,
};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::{Server, free, free_client};

/// The beginning of every test that sets the clock: 2096-10-02, later than the host's clock.
pub const BEGIN: u64 = 4_000_000_000;

/// The clock is one for the whole process, and so is the registry: tests go one after the other, from nothing.
pub fn begin() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: it takes nothing.
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    at(0);
    turn
}

/// Sets the clock to a moment of the test.
#[track_caller]
pub fn at(seconds: u64) {
    // SAFETY: it takes a number.
    assert_eq!(unsafe { dhcpsapi_clock_set(BEGIN + seconds) }, 0);
}

/// A moment of the test as the API has it: in ticks of 100 ns since 1601, which 1970 was 11644473600 seconds after.
pub fn date(seconds: u64) -> DATE_TIME {
    let ticks = (11_644_473_600 + BEGIN + seconds) * 10_000_000;
    let [low, high] = [ticks & 0xFFFF_FFFF, ticks >> 32].map(|half| half.try_into().unwrap());
    DATE_TIME { dwLowDateTime: low, dwHighDateTime: high }
}

/// How long leases may be while the partner cannot be heard.
pub fn draft_lease_limit() {
    let limit = MaybeUninit::new(DHCPSAPI_LEASE_LIMIT::DhcpsapiDraftLimit);
    // SAFETY: it takes a value.
    assert_eq!(unsafe { dhcpsapi_lease_limit(limit) }, 0);
}

/// Cuts the link of two servers.
pub fn cut(one: &Server, other: &Server) {
    // SAFETY: valid strings.
    assert_eq!(unsafe { dhcpsapi_link_cut(one.ptr(), other.ptr()) }, 0);
}

/// Heals the link of two servers.
pub fn heal(one: &Server, other: &Server) {
    // SAFETY: valid strings.
    assert_eq!(unsafe { dhcpsapi_link_heal(one.ptr(), other.ptr()) }, 0);
}

/// Stops a server.
pub fn stop(server: &Server) {
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_stop(server.ptr()) }, 0);
}

/// Starts a server.
pub fn start(server: &Server) {
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_start(server.ptr()) }, 0);
}

/// Restores a server from before its leases; answers the code.
pub fn restore(server: &Server) -> u32 {
    // SAFETY: a valid string.
    unsafe { dhcpsapi_server_restore(server.ptr()) }
}

/// A DHCP client.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: Vec<u8>,
    pub scope: u32,
    pub wishes: u32,
    pub seconds: u32,
}

/// One of the three ways to ask.
pub type Ask = unsafe extern "C" fn(*const u16, *const DHCPSAPI_CLIENT, *mut *mut DHCPSAPI_ANSWER) -> u32;

impl Client {
    /// The client with the hardware address 02:00:00:00:00:xx.
    pub fn new(scope: u32, last: u8) -> Self {
        Client { id: vec![2, 0, 0, 0, 0, last], scope, wishes: 0, seconds: 0 }
    }

    /// The same client, who wishes so many seconds.
    pub fn for_seconds(self, seconds: u32) -> Self {
        Client { seconds, ..self }
    }

    /// The same client, who talks about an address.
    pub fn about(self, address: u32) -> Self {
        Client { wishes: address, ..self }
    }

    /// Hands the structure over.
    pub fn with<T>(&self, call: impl FnOnce(*const DHCPSAPI_CLIENT) -> T) -> T {
        let mut id = self.id.clone();
        // SAFETY: numbers and pointers, all of which may be 0.
        let mut structure: DHCPSAPI_CLIENT = unsafe { std::mem::zeroed() };
        structure.Scope = self.scope;
        structure.Address = self.wishes;
        structure.HardwareAddress.DataLength = id.len().try_into().unwrap();
        structure.HardwareAddress.Data = id.as_mut_ptr();
        structure.LeaseTime = self.seconds;
        call(&raw const structure)
    }

    /// Asks, everybody or one server.
    pub fn ask(&self, ask: Ask, server: Option<&Server>) -> Result<DHCPSAPI_ANSWER, u32> {
        let mut answer = null_mut();
        // SAFETY: valid pointers.
        let code = self.with(|client| unsafe { ask(name_of(server), client, &raw mut answer) });
        if code != 0 {
            assert!(answer.is_null(), "nothing comes with {code}");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let given = unsafe { *answer };
        free(answer);
        Ok(given)
    }

    pub fn request(&self, server: Option<&Server>) -> Result<DHCPSAPI_ANSWER, u32> {
        self.ask(dhcpsapi_client_request, server)
    }

    pub fn renew(&self, server: Option<&Server>) -> Result<DHCPSAPI_ANSWER, u32> {
        self.ask(dhcpsapi_client_renew, server)
    }

    pub fn rebind(&self, server: Option<&Server>) -> Result<DHCPSAPI_ANSWER, u32> {
        self.ask(dhcpsapi_client_rebind, server)
    }

    pub fn release(&self, server: Option<&Server>) -> u32 {
        // SAFETY: valid pointers.
        self.with(|client| unsafe { dhcpsapi_client_release(name_of(server), client) })
    }

    pub fn decline(&self, server: Option<&Server>) -> u32 {
        // SAFETY: valid pointers.
        self.with(|client| unsafe { dhcpsapi_client_decline(name_of(server), client) })
    }

    /// What would be answered: 0 a new lease, 1 a renewal, 2 a rebinding.
    pub fn explain(&self, kind: i32, server: Option<&Server>) -> Result<Vec<DHCPSAPI_ANSWER>, u32> {
        let (mut answers, mut count) = (null_mut(), 0);
        let name = name_of(server);
        // SAFETY: valid pointers.
        let code = self.with(|client| unsafe {
            dhcpsapi_explain(
                name,
                transmute::<i32, MaybeUninit<_>>(kind),
                client,
                &raw mut answers,
                &raw mut count,
            )
        });
        if code != 0 {
            assert!(answers.is_null() && count == 0, "nothing comes with {code}");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let given = unsafe { std::slice::from_raw_parts(answers, count.try_into().unwrap()) }.to_vec();
        free(answers);
        Ok(given)
    }
}

fn name_of(server: Option<&Server>) -> *const u16 {
    server.map_or(null(), Server::ptr)
}

/// A time that is not set.
pub const UNSET: u64 = u64::MAX;

/// What a lease record says beside its client. Times are seconds after the beginning of the test, or `UNSET`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When the lease ends.
    pub end: u64,
    /// The potential expiration times: sent, acknowledged, received.
    pub potential: [u64; 3],
    /// When the state began.
    pub began: u64,
    /// When the client was last heard.
    pub heard: u64,
    /// When the partner last updated the record.
    pub updated: u64,
    /// The owner's address.
    pub owner: u32,
}

impl Server {
    /// The times of the lease record of an address.
    pub fn times(&self, address: u32) -> Result<Times, u32> {
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
        // SAFETY: the call succeeded.
        let record = unsafe { *found };
        free_client(found);
        let since_begin = |seconds: u64| if seconds == 0 { UNSET } else { seconds - BEGIN };
        let seconds = |seconds: u32| since_begin(u64::from(seconds));
        let end = record.ClientLeaseExpires;
        let ticks = u64::from(end.dwHighDateTime) << 32 | u64::from(end.dwLowDateTime);
        Ok(Times {
            // 116444736000000000 is 1970 in ticks since 1601.
            end: since_begin(ticks.saturating_sub(116_444_736_000_000_000) / 10_000_000),
            potential: [record.SentPotExpTime, record.AckPotExpTime, record.RecvPotExpTime].map(seconds),
            began: seconds(record.StartTime),
            heard: seconds(record.CltLastTransTime),
            updated: seconds(record.LastBndUpdTime),
            owner: record.OwnerHost.IpAddress,
        })
    }
}

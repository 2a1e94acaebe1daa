//! DHCP clients, as the functions of `dhcpsapi_ext.h` have them, and the times of their leases.

use std::mem::{MaybeUninit, transmute};
use std::ptr::{null, null_mut};

use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_CLIENT};
use dhcpsapi::exports::{
    dhcpsapi_client_decline, dhcpsapi_client_rebind, dhcpsapi_client_release, dhcpsapi_client_renew,
    dhcpsapi_client_request, dhcpsapi_explain,
};

use super::blocks::free;
use super::clock::{BEGIN, seconds_of};
use super::server::Server;

/// A DHCP client.
#[derive(Debug, Clone)]
pub struct Client {
    pub id: Vec<u8>,
    pub scope: u32,
    pub wishes: u32,
    pub seconds: u32,
    pub tried: u32,
}

/// One of the three ways to ask.
pub type Ask = unsafe extern "C" fn(*const u16, *const DHCPSAPI_CLIENT, *mut *mut DHCPSAPI_ANSWER) -> u32;

impl Client {
    /// The client with the hardware address 02:00:00:00:00:xx.
    pub fn new(scope: u32, last: u8) -> Self {
        Client { id: vec![2, 0, 0, 0, 0, last], scope, wishes: 0, seconds: 0, tried: 0 }
    }

    /// This client, which has tried for that many seconds.
    pub fn tried(self, tried: u32) -> Self {
        Client { tried, ..self }
    }

    /// This client, which wishes a lease of `seconds`.
    pub fn for_seconds(self, seconds: u32) -> Self {
        Client { seconds, ..self }
    }

    /// This client, whose requests name an address.
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
        structure.Seconds = self.tried;
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

    /// The answers that the servers would give: `kind` is 0 for a new lease, 1 for a renewal, 2 for a rebinding.
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

/// The moments and the server of a lease record. They are seconds after the beginning of the test, or `UNSET`.
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
    /// The address of the server that granted the lease.
    pub owner: u32,
}

impl Server {
    /// The times of the lease record of an address.
    pub fn times(&self, address: u32) -> Result<Times, u32> {
        let since_begin = |seconds: u64| if seconds == 0 { UNSET } else { seconds - BEGIN };
        let seconds = |seconds: u32| since_begin(u64::from(seconds));
        self.failover_record(address, |record| Times {
            end: since_begin(seconds_of(record.ClientLeaseExpires)),
            potential: [record.SentPotExpTime, record.AckPotExpTime, record.RecvPotExpTime].map(seconds),
            began: seconds(record.StartTime),
            heard: seconds(record.CltLastTransTime),
            updated: seconds(record.LastBndUpdTime),
            owner: record.OwnerHost.IpAddress,
        })
    }
}

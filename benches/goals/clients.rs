//! B11 and B12: DHCP clients that are granted leases, renew and release them; and leases that end.

use std::cell::Cell;
use std::ptr::{null, null_mut};

use dhcpsapi::abi::common::DHCP_BINARY_DATA;
use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_CLIENT};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::library::Api;
use crate::measure::{Mode, OFTEN, ONCE, Repeats, Run, cpu_time, report};
use crate::pools::{BASE, Pair};
use crate::servers::{add_exclusion, add_reservation, add_scope_with_range};

const NO_BYTES: DHCP_BINARY_DATA = DHCP_BINARY_DATA { DataLength: 0, Data: null_mut() };

/// Calls that extend a lease or grant one.
type RequestKind =
    unsafe extern "system" fn(*const u16, *const DHCPSAPI_CLIENT, *mut *mut DHCPSAPI_ANSWER) -> u32;

/// Where the clients are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a scope outside failover, of the local server.
    Alone,
    /// In a scope of a pair in NORMAL.
    Pair,
}

/// The hardware address of a client.
pub(crate) fn hardware(number: u32) -> [u8; 6] {
    let [a, b, c, d] = number.to_be_bytes();
    [0x02, 0, a, b, c, d]
}

/// Clients of one scope that name no server, and free what they are answered.
#[derive(Clone, Copy)]
pub(crate) struct Clients {
    api: Api,
    /// How long a lease they wish; 0 is what the scope gives.
    seconds: u32,
    /// The options that they want.
    wanted: &'static [u8],
}

impl Clients {
    pub(crate) fn new(api: Api) -> Self {
        Clients { api, seconds: 0, wanted: &[] }
    }

    pub(crate) fn wanting(self, wanted: &'static [u8]) -> Self {
        Clients { wanted, ..self }
    }

    pub(crate) fn wishing(self, seconds: u32) -> Self {
        Clients { seconds, ..self }
    }

    /// The address and the seconds that a client is granted.
    pub(crate) fn request(&self, number: u32) -> (u32, u32) {
        self.ask(self.api.request, number)
    }

    /// The address and the seconds that it gets.
    pub(crate) fn renew(&self, number: u32) -> (u32, u32) {
        self.ask(self.api.renew, number)
    }

    pub(crate) fn release(&self, number: u32) {
        let mut hardware = hardware(number);
        // SAFETY: a valid structure.
        assert_eq!(unsafe { (self.api.release)(null(), &self.client(&mut hardware)) }, 0);
    }

    fn ask(&self, call: RequestKind, number: u32) -> (u32, u32) {
        let mut hardware = hardware(number);
        let mut answer = null_mut();
        // SAFETY: valid pointers; the result is used once.
        unsafe {
            assert_eq!(call(null(), &self.client(&mut hardware), &mut answer), 0);
            let granted = ((*answer).Address, (*answer).LeaseTime);
            if !self.wanted.is_empty() {
                (self.api.free)((*answer).Options.Data.cast());
            }
            (self.api.free)(answer.cast());
            granted
        }
    }

    fn client(&self, hardware: &mut [u8; 6]) -> DHCPSAPI_CLIENT {
        DHCPSAPI_CLIENT {
            Scope: BASE,
            Address: 0,
            HardwareAddress: DHCP_BINARY_DATA { DataLength: 6, Data: hardware.as_mut_ptr() },
            Name: null_mut(),
            LeaseTime: self.seconds,
            Seconds: 0,
            UserClass: NO_BYTES,
            VendorClass: NO_BYTES,
            ParameterList: DHCP_BINARY_DATA {
                DataLength: self.wanted.len() as u32,
                Data: self.wanted.as_ptr().cast_mut(),
            },
        }
    }
}

/// Whether no lease is left: the lowest addresses are free, and in a pair as many as there are.
fn check_all_free(api: Api, pair: Option<&Pair>, size: u32) {
    const LOWEST: u32 = 1000;
    let server = pair.map_or(null(), |pair| pair.primary.ptr());
    let mut found: *mut DHCP_IP_ARRAY = null_mut();
    // SAFETY: valid pointers; the result is used once.
    unsafe {
        assert_eq!((api.free_addresses)(server, BASE, 0, 0, LOWEST, &mut found), 0);
        let addresses = std::slice::from_raw_parts((*found).Elements, (*found).NumElements as usize);
        assert!((BASE + 1..=BASE + LOWEST).eq(addresses.iter().copied()));
        (api.free)((*found).Elements.cast());
        (api.free)(found.cast());
    }
    if let Some((primary, secondary)) = pair.map(Pair::free) {
        assert_eq!(primary + secondary, size);
    }
}

/// A scope whose clock stands still.
fn place(api: Api, place: Place, prefix: u32) -> Option<Pair> {
    // SAFETY: there are no pointers.
    assert_eq!(unsafe { (api.clock_advance)(0) }, 0);
    if place == Place::Pair {
        return Some(Pair::new(prefix, 1));
    }
    add_scope_with_range(api, null(), BASE, prefix);
    None
}

/// B11: granted, renewed and released, beside as many leases as fill a /16 by half; of a /8 the lower 99 % are excluded.
/// So many of the highest addresses are reserved for others.
pub(crate) fn traffic(run: Run, wanted: Place, prefix: u32, reserved: u32) {
    let api = Api::shared();
    let clients = Clients::new(api);
    let filled: u32 = 1 << 15;
    let pair = place(api, wanted, prefix);
    if prefix == 8 {
        let servers =
            pair.as_ref().map_or(vec![null()], |pair| vec![pair.primary.ptr(), pair.secondary.ptr()]);
        let last = BASE + (1 << 24) / 100 * 99;
        servers.iter().for_each(|server| add_exclusion(api, *server, BASE, BASE + 1, last));
        pair.iter().for_each(Pair::trigger);
    }
    for number in 0..reserved {
        let address = BASE + (1 << (32 - prefix)) - 2 - number;
        add_reservation(api, null(), BASE, address, &mut hardware(u32::MAX - number));
    }
    (0..filled).for_each(|number| _ = clients.request(number));
    pair.iter().for_each(Pair::trigger);

    // One more, and away again.
    let beside = if reserved > 0 { format!(" {reserved} reserved") } else { String::new() };
    let key = |what: &str| format!("{what} {} /{prefix}{beside}", name(wanted));
    let few = 2000;
    let create = |number: u32| _ = clients.request(number);
    let remove = |number: u32| clients.release(number);
    let later = |seconds: u64| {
        // SAFETY: there are no pointers.
        assert_eq!(unsafe { (api.clock_advance)(seconds) }, 0);
        pair.iter().for_each(Pair::trigger);
    };
    let free = pair.as_ref().map(Pair::free);
    if run.mode == Mode::Instructions {
        let at = Cell::new(filled);
        let steps = Repeats(u64::from(few) / 4, u64::from(few) / 2);
        run.alone(&key("grant"), 1, steps, || {
            create(at.get());
            at.set(at.get() + 1);
        });
        // A partner takes no release for true that is of the second of the grant.
        later(1);
        run.alone(&key("release"), 1, steps, || {
            at.set(at.get() - 1);
            remove(at.get());
        });
        assert_eq!(at.get(), filled);
    } else {
        let pass = |steps: &dyn Fn(u32)| {
            later(1);
            let began = cpu_time();
            (filled..filled + few).for_each(steps);
            ((cpu_time() - began) / f64::from(few), f64::NAN)
        };
        let rounds: Vec<_> = (0..run.rounds()).map(|_| (pass(&create), pass(&remove))).collect();
        report(&key("grant"), 1, &rounds.iter().map(|round| round.0).collect::<Vec<_>>());
        report(&key("release"), 1, &rounds.iter().map(|round| round.1).collect::<Vec<_>>());
    }
    later(1);
    assert_eq!(pair.as_ref().map(Pair::free), free, "what was released is free on both");

    // Each client later than the last time, as it is in life: the end of the lease moves.
    let at = Cell::new(0);
    run.alone(&key("renew"), 1, OFTEN, || {
        if at.get() == 0 {
            later(1800);
        }
        assert_eq!(clients.renew(at.get()).1, 691_200);
        at.set((at.get() + 7) % filled);
    });
}

/// B12: `count` leases end in one step of the clock, within 3,000 different seconds.
pub(crate) fn expiry(run: Run, wanted: Place, count: u32) {
    const SECONDS: u32 = 3000;
    let api = Api::shared();
    let clients = Clients::new(api);
    let prefix = if count > 10_000 { 15 } else { 17 };
    let fill = || {
        // SAFETY: there are no pointers.
        assert_eq!(unsafe { (api.reset)() }, 0);
        let pair = place(api, wanted, prefix);
        let mut passed = 0;
        for number in 0..count {
            let moment = u64::from(number) * u64::from(SECONDS) / u64::from(count);
            // SAFETY: there are no pointers.
            assert_eq!(unsafe { (api.clock_advance)(moment - passed) }, 0);
            passed = moment;
            clients.request(number);
        }
        pair
    };
    // Leases of a pair are for one hour first, others for eight days.
    let lasts = if wanted == Place::Pair { 3600 } else { 691_200 };
    // SAFETY: there are no pointers.
    let end = || assert_eq!(unsafe { (api.clock_advance)(lasts) }, 0);
    let size = (1 << (32 - prefix)) - 2;
    let key = format!("expiry {} {count}", name(wanted));
    if run.mode == Mode::Instructions {
        fill();
        run.alone(&key, u64::from(count), ONCE, end);
    }
    run.timed(&key, u64::from(count), || {
        let pair = fill();
        let began = cpu_time();
        end();
        let took = cpu_time() - began;
        check_all_free(api, pair.as_ref(), size);
        took
    });
}

fn name(place: Place) -> &'static str {
    match place {
        Place::Alone => "alone",
        Place::Pair => "pair",
    }
}

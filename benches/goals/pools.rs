//! B8 to B10: free addresses rebalanced, counted and found.

use std::hint::black_box;
use std::ptr::{null, null_mut};

use dhcpsapi::domain::base::address::AddressRange;
use dhcpsapi::domain::base::role::Role;
use dhcpsapi::domain::model::pool::Pool;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::clients::Clients;
use crate::library::{Api, Floor};
use crate::measure::{Mode, OFTEN, ONCE, Repeats, Run, cpu_time};
use crate::servers::{Half, Random, Wide, add_exclusion, add_scope_with_range, add_server};

pub(crate) const BASE: u32 = 0x0B00_0000;
pub(crate) const SERVERS: (u32, u32) = (0x0A00_0001, 0x0A00_0002);

/// A pool of which `occupied` per cent, chosen by chance, are not free; the rest is the primary's.
fn pool(prefix: u32, occupied: u64) -> Pool {
    let range = AddressRange::new(BASE + 1, BASE + (1 << (32 - prefix)) - 2).expect("a range");
    let mut pool = Pool::new(range);
    let mut random = Random(occupied);
    if occupied > 0 {
        for address in range.first()..=range.last() {
            if random.next() % 100 < occupied {
                pool.take(address);
            }
        }
    }
    pool
}

/// The primary's part of a rebalance that gives each server half of the free addresses.
fn rebalance(pool: &mut Pool) -> u32 {
    let wanted = pool.free() / 2;
    let present = pool.free_of(Role::Secondary);
    let to = if wanted > present { Role::Secondary } else { Role::Primary };
    match pool.cut(to, wanted.abs_diff(present)) {
        Some(range) => pool.give(to, range),
        None => 0,
    }
}

/// B8: the core function against a pass over the same words.
pub(crate) fn core(run: Run, prefix: u32) {
    let floor = Floor::load();
    let name = format!("B8 /{prefix}");
    let batch = match prefix {
        24 => 2000,
        16 => 32,
        _ => 1,
    };
    let memory: Vec<u64> = if prefix == 8 { vec![1; 16 << 20] } else { Vec::new() };
    let occupancies: &[u64] = if run.quick { &[50] } else { &[0, 50, 90, 99] };
    for occupied in occupancies {
        let full = pool(prefix, *occupied);
        let cut = full.cut(Role::Secondary, full.free() / 2).expect("something to move");
        let mut divided = full.clone();
        assert_eq!(rebalance(&mut divided), full.free() / 2);
        assert_eq!(divided.free_of(Role::Primary), full.free().div_ceil(2));
        assert_eq!(divided.side_of(full.range().first().max(cut.first() - 1)), full.side_of(cut.first() - 1));
        assert_eq!(rebalance(&mut divided), 0, "it is divided already");

        // The words that hold the addresses which move.
        let words = ((cut.last() - BASE) / 64 - (cut.first() - BASE) / 64 + 1) as usize;
        let mut random = Random(3);
        let from: Vec<u64> = (0..words).map(|_| random.next()).collect();
        let to = vec![0_u64; words];
        let fresh_words = || (to.clone(), from.clone());
        // SAFETY: both have `words` words.
        let shift = |(to, from): &mut (Vec<u64>, Vec<u64>)| unsafe {
            (floor.shift)(to.as_mut_ptr(), from.as_mut_ptr(), words);
        };
        let rebalance = |pool: &mut Pool| _ = black_box(rebalance(pool));
        let key = format!("{name} {occupied} %");
        run.compare_fresh(&key, 1, batch, (|| full.clone(), rebalance), (fresh_words, shift));
        if prefix == 8 && *occupied == 50 && run.mode == Mode::Time {
            // The copies are pushed out of the caches before the clock runs.
            let walk = || _ = black_box(memory.iter().step_by(8).sum::<u64>());
            let pool = || {
                let copy = full.clone();
                walk();
                copy
            };
            let words = || {
                let copy = fresh_words();
                walk();
                copy
            };
            run.compare_fresh(&format!("{key} cold"), 1, 1, (pool, rebalance), (words, shift));
        }
    }
}

/// B9: 1,000 scopes of /24 at 50 %, as the core function sees them.
pub(crate) fn many_scopes(run: Run) {
    let pools = vec![pool(24, 50); 1000];
    run.compare_fresh(
        "B9 core 1000 scopes",
        1000,
        1,
        (
            || pools.clone(),
            |pools: &mut Vec<Pool>| pools.iter_mut().for_each(|pool| _ = black_box(rebalance(pool))),
        ),
        (|| (), |()| ()),
    );
}

/// Two servers in contact, with scopes of their relationship.
pub(crate) struct Pair {
    api: Api,
    pub(crate) primary: Wide,
    pub(crate) secondary: Wide,
    pub(crate) half: Half,
}

impl Pair {
    pub(crate) fn new(prefix: u32, scopes: u32) -> Self {
        let api = Api::shared();
        add_server(api, "dhcp1.example", SERVERS.0);
        add_server(api, "dhcp2.example", SERVERS.1);
        let (primary, secondary) = (Wide::new("10.0.0.1"), Wide::new("10.0.0.2"));
        let all: Vec<u32> = (0..scopes).map(|scope| BASE + (scope << (32 - prefix))).collect();
        for server in [&primary, &secondary] {
            all.iter().for_each(|scope| _ = add_scope_with_range(api, server.ptr(), *scope, prefix));
        }
        let mut half = Half::new(&mut Random(5), SERVERS, all);
        half.create(api, primary.ptr());
        half.structure.ServerType = SecondaryServer;
        half.create(api, secondary.ptr());
        half.structure.ServerType = PrimaryServer;
        Pair { api, primary, secondary, half }
    }

    pub(crate) fn trigger(&self) {
        // SAFETY: valid strings.
        assert_eq!(unsafe { (self.api.trigger)(self.primary.ptr(), self.half.name_ptr()) }, 0);
    }

    /// Sets the primary's share in per cent and rebalances; answers how long the rebalance took.
    fn rebalance(&mut self, percentage: u8) -> f64 {
        self.half.structure.Percentage = percentage;
        self.half.set(self.api, self.primary.ptr(), 0x08);
        let began = cpu_time();
        self.trigger();
        cpu_time() - began
    }

    /// (free of this server, free of its partner)
    pub(crate) fn free(&self) -> (u32, u32) {
        statistics(self.api, self.primary.ptr(), BASE)
    }
}

fn statistics(api: Api, server: *const u16, scope: u32) -> (u32, u32) {
    let mut found = null_mut();
    // SAFETY: valid pointers; the result is used once.
    unsafe {
        assert_eq!((api.statistics)(server, scope, &mut found), 0);
        let free = ((*found).ThisAddrFree, (*found).PartnerAddrFree);
        (api.free)(found.cast());
        free
    }
}

/// B8 and B9 through the API, both partners included.
pub(crate) fn pair(run: Run, prefix: u32, scopes: u32) {
    let mut pair = Pair::new(prefix, scopes);
    let size = (1 << (32 - prefix)) - 2;
    assert_eq!(pair.free(), (size / 2, size / 2), "the first contact divides");
    pair.rebalance(100);
    assert_eq!(pair.free(), (size, 0));
    pair.rebalance(50);
    assert_eq!(pair.free(), (size / 2, size / 2));
    if scopes == 1 {
        run.alone(&format!("B9 balanced /{prefix}"), 1, OFTEN, || pair.trigger());
    }
    let key = format!("B8 API /{prefix} {scopes} scopes");
    run.timed(&key, u64::from(scopes), || {
        pair.rebalance(100);
        pair.rebalance(50)
    });
    if run.mode == Mode::Instructions {
        // All there, half of it back: what is counted includes Set and the other rebalance, which moves as much.
        let repeats = if prefix == 8 { ONCE } else { Repeats(1, 4) };
        run.alone(&key, u64::from(scopes) * 2, repeats, || {
            pair.rebalance(100);
            pair.rebalance(50);
        });
    }
}

/// B10: statistics of one of `scopes` scopes.
pub(crate) fn count(run: Run, prefix: u32, scopes: u32) {
    let api = Api::shared();
    add_server(api, "dhcp1.example", SERVERS.0);
    let server = Wide::new("10.0.0.1");
    let all: Vec<u32> = (0..scopes).map(|scope| BASE + (scope << (32 - prefix))).collect();
    all.iter().for_each(|scope| _ = add_scope_with_range(api, server.ptr(), *scope, prefix));
    Half::new(&mut Random(5), SERVERS, all.clone()).create(api, server.ptr());
    let size = (1 << (32 - prefix)) - 2;
    assert!(all.iter().all(|scope| statistics(api, server.ptr(), *scope) == (size, 0)));

    compare_statistics(run, &format!("B10 /{prefix} {scopes}"), &all);
}

/// B10: statistics of one scope in a pair that is in contact, with `leases` leases that will end.
pub(crate) fn count_in_pair(run: Run, leases: u32) {
    let pair = Pair::new(16, 1);
    let size = (1 << 16) - 2;
    assert_eq!(pair.free(), (size / 2, size / 2));
    let clients = Clients::new(pair.api);
    (0..leases).for_each(|number| _ = clients.request(number));
    let (primary, secondary) = pair.free();
    assert_eq!(primary + secondary, size - leases);
    compare_statistics(run, &format!("B10 pair {leases} leases"), &[BASE]);
}

/// Statistics of scopes on the primary, with the free.
pub(crate) fn compare_statistics(run: Run, key: &str, all: &[u32]) {
    let (api, floor) = (Api::shared(), Floor::load());
    let server = Wide::new("10.0.0.1");
    let mut random = Random(9);
    let drawn: Vec<u32> = (0..4096).map(|_| all[random.below(all.len())]).collect();
    let mut names = drawn.iter().cycle();
    let mut next = || *names.next().unwrap_or(&BASE);
    run.compare(
        key,
        1,
        OFTEN,
        || {
            let mut found = null_mut();
            // SAFETY: valid pointers; the result is used once.
            unsafe {
                (api.statistics)(server.ptr(), next(), &mut found);
                (api.free)(found.cast());
            }
        },
        || {
            let mut found = null_mut();
            // SAFETY: valid pointers; the result is used once.
            unsafe {
                (floor.statistics)(server.ptr(), BASE, &mut found);
                (floor.free)(found.cast());
            }
        },
    );
}

/// The search for free addresses. Of a /16, `occupied` per cent are leased, by chance; of a /8 the lower part is
/// excluded.
pub(crate) fn search(run: Run, prefix: u32, occupied: u64) {
    let (api, floor) = (Api::shared(), Floor::load());
    let size = u64::from(add_scope_with_range(api, null(), BASE, prefix));
    let mut taken = vec![false; size as usize + 1];
    if prefix == 8 {
        let last = BASE + (size * occupied / 100) as u32;
        add_exclusion(api, null(), BASE, BASE + 1, last);
        taken[..=(last - BASE) as usize].fill(true);
    } else {
        let mut random = Random(11);
        for offset in 1..=size as u32 {
            if random.next() % 100 < occupied {
                super::leases::Record::new(BASE + offset).create(api);
                taken[offset as usize] = true;
            }
        }
    }
    let search = |count: u32| {
        let mut found = null_mut();
        // SAFETY: valid pointers.
        let code = unsafe { (api.free_addresses)(null(), BASE, 0, 0, count, &mut found) };
        (code, found)
    };
    for count in [1, 100] {
        let (code, found) = search(count);
        assert_eq!(code, 0);
        let free = (1..=size as u32).filter(|offset| !taken[*offset as usize]).map(|offset| BASE + offset);
        // SAFETY: valid pointers; the result is used once.
        unsafe {
            let found_ones = std::slice::from_raw_parts((*found).Elements, (*found).NumElements as usize);
            assert!(free.take(count as usize).eq(found_ones.iter().copied()), "other addresses are free");
            (api.free)((*found).Elements.cast());
            (api.free)(found.cast());
        }
        let free_array = |free: unsafe extern "system" fn(*mut std::ffi::c_void),
                          found: *mut DHCP_IP_ARRAY| {
            // SAFETY: the result is used once.
            unsafe {
                free((*found).Elements.cast());
                free(found.cast());
            }
        };
        run.compare(
            &format!("free /{prefix} {occupied} % {count}"),
            u64::from(count),
            OFTEN,
            || free_array(api.free, search(count).1),
            || {
                let mut found = null_mut();
                // SAFETY: a valid place.
                unsafe { (floor.addresses)(BASE, count, &mut found) };
                free_array(floor.free, found);
            },
        );
    }
}

//! The cost of calls beside more and more that they have nothing to do with: each at n, 2n and 4n.

use std::cell::Cell;
use std::ptr::{null, null_mut};

use dhcpsapi::abi::cim::DHCPSAPI_CIM_SET;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::clients::Clients;
use crate::library::Api;
use crate::measure::{OFTEN, ONCE, Repeats, Run};
use crate::pools::{BASE, Pair, SERVERS, compare_statistics};
use crate::servers::{
    Half, Random, Wide, add_exclusion, add_scope, add_scope_with_range, add_server, delete_server,
    remove_exclusion,
};

const FEW: Repeats = Repeats(10, 100);

/// An empty library whose clock stands still.
fn begin() -> Api {
    let api = Api::shared();
    // SAFETY: there are no pointers.
    unsafe {
        assert_eq!((api.reset)(), 0);
        assert_eq!((api.clock_advance)(0), 0);
    }
    api
}

/// Servers with nothing on them, by names and addresses of their own.
fn add_servers(api: Api, count: u32) {
    (0..count).for_each(|number| add_server(api, &bystander(number), 0x0AC8_0000 + number));
}

fn bystander(number: u32) -> String {
    format!("bystander{number}")
}

/// A client renews twice in one second in a pair: beside a /18, a /17 and a /16.
pub(crate) fn renewal_again(run: Run) {
    for prefix in [18, 17, 16] {
        let api = begin();
        let _pair = Pair::new(prefix, 1);
        let clients = Clients::new(api);
        clients.request(0);
        run.alone(&format!("renew again /{prefix}"), 1, FEW, || _ = clients.renew(0));
    }
}

/// Statistics of a /16 with `count` exclusions, a free address of it, and a lease that a client is granted there and gives back.
pub(crate) fn beside_exclusions(run: Run) {
    for count in [2500, 5000, 10_000] {
        let api = begin();
        let pair = Pair::new(16, 1);
        for number in 0..count {
            let address = BASE + 2 * number + 2;
            add_exclusion(api, pair.primary.ptr(), BASE, address, address);
        }
        compare_statistics(run, &format!("statistics, {count} exclusions"), &[BASE]);
        run.alone(&format!("a free address, {count} exclusions"), 1, FEW, || {
            let mut found = null_mut();
            // SAFETY: valid pointers; the result is used once.
            unsafe {
                assert_eq!((api.free_addresses)(pair.primary.ptr(), BASE, 0, 0, 1, &mut found), 0);
                (api.free)((*found).Elements.cast());
                (api.free)(found.cast());
            }
        });
        let clients = Clients::new(api);
        let mut newcomer = 0;
        run.alone(&format!("grant and release, {count} exclusions"), 1, FEW, || {
            // There are more calls than addresses.
            newcomer += 1;
            clients.request(newcomer);
            clients.release(newcomer);
        });
    }
}

/// An address of the secondary excluded and included again on the primary, beside `count` leases and `count` exclusions on
/// both.
pub(crate) fn exclusions(run: Run) {
    for count in [1000, 2000, 4000] {
        let api = begin();
        let pair = Pair::new(16, 1);
        let clients = Clients::new(api);
        (0..count).for_each(|number| _ = clients.request(number));
        for server in [&pair.primary, &pair.secondary] {
            for number in 0..count {
                let address = BASE + 0xFFF0 - 2 * number;
                add_exclusion(api, server.ptr(), BASE, address, address);
            }
        }
        let address = BASE + 0xFFF8;
        run.alone(&format!("exclude beside {count}"), 1, FEW, || {
            add_exclusion(api, pair.primary.ptr(), BASE, address, address);
            remove_exclusion(api, pair.primary.ptr(), BASE, address, address);
        });
    }
}

/// A relationship of `count` scopes deleted and created again, for each scope.
pub(crate) fn scopes(run: Run) {
    for count in [500, 1000, 2000] {
        let api = begin();
        let all: Vec<u32> = (0..count).map(|scope| BASE + (scope << 8)).collect();
        all.iter().for_each(|scope| add_scope(api, null(), *scope, 24));
        let mut half = Half::new(&mut Random(5), SERVERS, all);
        half.create(api, null());
        run.alone(&format!("delete and create, {count} scopes"), u64::from(count), Repeats(1, 2), || {
            // SAFETY: a valid string.
            assert_eq!(unsafe { (api.delete)(null(), half.name_ptr()) }, 0);
            half.create(api, null());
        });
    }
}

/// 20 options that are addresses.
const TWENTY: &[u8] = &[3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 21, 28, 32, 33, 41, 42, 44, 45, 48, 49];

/// A lease granted to clients that want no options, and to those that want 20; beside 1,000 scopes that have options, too.
pub(crate) fn options(run: Run) {
    for (scopes, wanted) in [(0, &[][..]), (0, TWENTY), (1000, TWENTY)] {
        let api = begin();
        add_scope_with_range(api, null(), BASE, 16);
        let set = |level: &DHCP_OPTION_SCOPE_INFO, option: u8| {
            let mut element = DHCP_OPTION_DATA_ELEMENT {
                OptionType: DhcpIpAddressOption,
                Element: DHCP_OPTION_DATA_ELEMENT_0 { IpAddressOption: BASE + u32::from(option) },
            };
            let value = DHCP_OPTION_DATA { NumElements: 1, Elements: &mut element };
            // SAFETY: valid structures.
            assert_eq!(unsafe { (api.set_option)(null(), option.into(), level, &value) }, 0);
        };
        let of_scope = |scope: u32| DHCP_OPTION_SCOPE_INFO {
            ScopeType: DhcpSubnetOptions,
            ScopeInfo: DHCP_OPTION_SCOPE_INFO_0 { SubnetScopeInfo: scope },
        };
        wanted.iter().for_each(|option| set(&of_scope(BASE), *option));
        for scope in (1..=scopes).map(|number| BASE + (number << 16)) {
            add_scope_with_range(api, null(), scope, 24);
            wanted.iter().for_each(|option| set(&of_scope(scope), *option));
        }
        let (clients, at) = (Clients::new(api).wanting(wanted), Cell::new(0));
        let key = format!("grant with {} options beside {scopes} scopes", wanted.len());
        run.alone(&key, 1, OFTEN, || {
            clients.request(at.get());
            at.set(at.get() + 1);
        });
    }
}

/// Calls that have to find one of `count` servers, or that have nothing to do with most of them.
pub(crate) fn servers(run: Run) {
    for count in [250, 500, 1000] {
        let api = begin();
        add_servers(api, count);
        let pair = Pair::new(24, 1);
        let clients = Clients::new(api);
        clients.request(0);
        let last = Wide::new(&bystander(count - 1));
        run.alone(&format!("a server by its name, of {count}"), 1, FEW, || {
            let mut found = null_mut();
            // SAFETY: valid pointers; nothing is found.
            assert_eq!(unsafe { (api.statistics)(last.ptr(), BASE, &mut found) }, 20_116);
        });
        let (name, address) = (bystander(count / 2), 0x0AC8_0000 + count / 2);
        run.alone(&format!("unlist and list beside {count}"), 1, FEW, || {
            delete_server(api, &name, address);
            add_server(api, &name, address);
        });
        run.alone(&format!("renew beside {count} servers"), 1, FEW, || _ = clients.renew(0));
        run.alone(&format!("cut and heal beside {count} servers"), 1, FEW, || {
            // SAFETY: valid strings.
            unsafe {
                assert_eq!((api.link_cut)(pair.primary.ptr(), pair.secondary.ptr()), 0);
                assert_eq!((api.link_heal)(pair.primary.ptr(), pair.secondary.ptr()), 0);
                // Contact is made by the next call.
                assert_eq!((api.clock_advance)(0), 0);
            }
        });
    }
}

/// The lease limit of a relationship set on both servers, and only asked about, beside `count` leases of its own.
pub(crate) fn changes(run: Run) {
    for count in [5000, 20_000, 80_000] {
        let api = begin();
        let pair = Pair::new(15, 1);
        let clients = Clients::new(api);
        (0..count).for_each(|number| _ = clients.request(number));
        // SAFETY: numbers and pointers, all of which may be 0.
        let mut set: DHCPSAPI_CIM_SET = unsafe { std::mem::zeroed() };
        set.ComputerName = pair.primary.ptr();
        set.Name = pair.half.name_ptr();
        set.HasMaxClientLeadTime = 1;
        let mut seconds = 3600;
        let mut set = |what_if: bool| {
            seconds = 10_800 - seconds;
            set.MaxClientLeadTime = seconds;
            let mut text = null_mut();
            let place = if what_if { &raw mut text } else { null_mut() };
            // SAFETY: valid pointers.
            unsafe {
                assert_eq!((api.cim_set)(&set, place, null_mut()), 0);
                (api.free)(text.cast());
            }
        };
        run.alone(&format!("set beside {count} leases"), 1, Repeats(4, 20), || set(false));
        run.alone(&format!("what if beside {count} leases"), 1, Repeats(4, 20), || set(true));
    }
}

/// One hour of the clock of `count` halves in contact, for each half.
pub(crate) fn hour(run: Run) {
    [1000, 2000, 4000].into_iter().for_each(|count| hour_of(run, count));
}

/// One hour of the clock with as many halves as there may ever be: on 807 and on 3,226 servers.
pub(crate) fn large_hour(run: Run) {
    [25_000, 100_000].into_iter().for_each(|count| hour_of(run, count));
}

fn hour_of(run: Run, count: u32) {
    /// How many relationships two servers have: the API's limit.
    const EACH: u32 = 31;
    let api = begin();
    for number in 0..count / 2 {
        let (couple, relationship) = (number / EACH, number % EACH);
        let addresses = (0x0A01_0000 + 2 * couple, 0x0A01_0000 + 2 * couple + 1);
        let names = [0, 1].map(|one| format!("server{couple}-{one}"));
        let scope = BASE + (relationship << 8);
        let mut half = Half::new(&mut Random(u64::from(number)), addresses, vec![scope]);
        let servers = names.iter().zip([addresses.0, addresses.1]);
        for ((name, address), role) in servers.zip([PrimaryServer, SecondaryServer]) {
            if relationship == 0 {
                add_server(api, name, address);
            }
            let server = Wide::new(name);
            add_scope_with_range(api, server.ptr(), scope, 24);
            half.structure.ServerType = role;
            half.create(api, server.ptr());
        }
    }
    // SAFETY: there are no pointers.
    let hour = || assert_eq!(unsafe { (api.clock_advance)(3600) }, 0);
    hour();
    let key = format!("an hour of {count} halves");
    run.alone(&key, u64::from(count), ONCE, hour);
}

/// A server stopped and started on which `count` relationships were created and deleted.
pub(crate) fn deleted_halves(run: Run) {
    for count in [1000, 2000, 4000] {
        let api = begin();
        add_server(api, "dhcp1.example", SERVERS.0);
        let server = Wide::new("dhcp1.example");
        add_scope(api, server.ptr(), BASE, 24);
        let mut half = Half::new(&mut Random(5), SERVERS, vec![BASE]);
        for _ in 0..count {
            half.create(api, server.ptr());
            // SAFETY: a valid string.
            assert_eq!(unsafe { (api.delete)(server.ptr(), half.name_ptr()) }, 0);
        }
        half.create(api, server.ptr());
        run.alone(&format!("stop and start after {count} deleted halves"), 1, FEW, || {
            // SAFETY: a valid string.
            unsafe {
                assert_eq!((api.stop)(server.ptr()), 0);
                assert_eq!((api.start)(server.ptr()), 0);
            }
        });
    }
}

//! Lease records made, found, changed and removed.

use std::cell::Cell;
use std::ptr::{null, null_mut};

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::library::{Api, Floor};
use crate::measure::{Mode, OFTEN, ONCE, Repeats, Run, cpu_time, report, report_value};
use crate::servers::{Wide, add_scope_with_range, add_server};

const BASE: u32 = 0x0B00_0000;
/// Records are made, changed and removed in this stride.
const STRIDE: u64 = 7919;

/// A lease record for one address, and its client's hardware address.
pub(crate) struct Record {
    hardware: [u8; 6],
    structure: DHCP_CLIENT_INFO,
}

impl Record {
    pub(crate) fn new(address: u32) -> Self {
        let [a, b, c, d] = address.to_be_bytes();
        Record {
            hardware: [0x02, 0, a, b, c, d],
            structure: DHCP_CLIENT_INFO {
                ClientIpAddress: address,
                SubnetMask: 0,
                ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 6, Data: null_mut() },
                ClientName: null_mut(),
                ClientComment: null_mut(),
                ClientLeaseExpires: DATE_TIME { dwLowDateTime: 7, dwHighDateTime: 0x0200_0000 },
                OwnerHost: DHCP_HOST_INFO {
                    IpAddress: 0x0A00_0001,
                    NetBiosName: null_mut(),
                    HostName: null_mut(),
                },
            },
        }
    }

    fn ptr(&mut self) -> *const DHCP_CLIENT_INFO {
        self.structure.ClientHardwareAddress.Data = self.hardware.as_mut_ptr();
        &self.structure
    }

    pub(crate) fn create(&mut self, api: Api) {
        // SAFETY: a valid structure.
        assert_eq!(unsafe { (api.create_lease)(null(), self.ptr()) }, 0);
    }
}

fn by_address(address: u32) -> DHCP_SEARCH_INFO {
    DHCP_SEARCH_INFO {
        SearchType: DhcpClientIpAddress,
        SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: address },
    }
}

/// The floor, which gives the same name of the owner: the local server's is the host's.
fn floor_of_leases() -> Floor {
    let floor = Floor::load();
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name: String = name.trim().chars().take(15).collect();
    // SAFETY: a valid string.
    unsafe { (floor.leases)(1 << 21, Wide::new(&name).ptr()) };
    floor
}

/// So many lease records in one scope.
pub(crate) fn records(run: Run, count: u64) {
    let (api, floor) = (Api::shared(), floor_of_leases());
    add_server(api, "dhcp1.example", 0x0A00_0001);
    // Room for a tenth more, as far as a scope of that size goes.
    let prefix = match count {
        1000 => 21,
        100_000 => 15,
        _ => 12,
    };
    let size = u64::from(add_scope_with_range(api, null(), BASE, prefix));
    let address = |number: u64| BASE + 1 + (number * STRIDE % size) as u32;

    let create = |number: u64| Record::new(address(number)).create(api);
    let floor_create = |number: u64| {
        let mut record = Record::new(address(number));
        // SAFETY: a valid structure.
        unsafe { (floor.lease_set)(record.structure.ClientIpAddress - BASE, record.ptr()) };
    };
    let remove = |number: u64| {
        // SAFETY: a valid structure.
        assert_eq!(unsafe { (api.delete_lease)(null(), &by_address(address(number))) }, 0);
    };
    let floor_remove = |number: u64| {
        // SAFETY: within the array.
        unsafe { (floor.lease_remove)(address(number) - BASE) };
    };

    // All of them, growth of the tables included.
    let resident = resident_bytes();
    let began = cpu_time();
    (0..count).for_each(create);
    let filled = cpu_time() - began;
    let grown = resident_bytes() - resident;
    let began = cpu_time();
    (0..count).for_each(floor_create);
    let floor_filled = cpu_time() - began;
    if run.mode == Mode::Time {
        report(&format!("lease fill {count}"), count, &[(filled, floor_filled)]);
        report_value(&format!("lease bytes {count}"), grown / count as f64);
    }

    // One more, and away again.
    let few = (count / 10).min(1000);
    let at = Cell::new(count);
    let key = |what: &str| format!("lease {what} {count}");
    if run.mode == Mode::Instructions {
        let steps = Repeats(few / 4, few / 2);
        let forth = |step: &dyn Fn(u64)| {
            step(at.get());
            at.set(at.get() + 1);
        };
        let back = |step: &dyn Fn(u64)| {
            at.set(at.get() - 1);
            step(at.get());
        };
        run.alone(&key("create"), 1, steps, || forth(&create));
        let created = at.get();
        run.alone(&key("delete"), 1, steps, || back(&remove));
        while at.get() > count {
            back(&remove);
        }
        assert!(created > count);
    } else {
        let pass = |steps: &dyn Fn(u64)| {
            let began = cpu_time();
            (count..count + few).for_each(steps);
            (cpu_time() - began) / few as f64
        };
        let rounds: Vec<[f64; 4]> = (0..run.rounds())
            .map(|_| {
                let created = (pass(&create), pass(&floor_create));
                let removed = (pass(&remove), pass(&floor_remove));
                [created.0, created.1, removed.0, removed.1]
            })
            .collect();
        report(&key("create"), 1, &rounds.iter().map(|round| (round[0], round[1])).collect::<Vec<_>>());
        report(&key("delete"), 1, &rounds.iter().map(|round| (round[2], round[3])).collect::<Vec<_>>());
    }

    let next = |at: &Cell<u64>| {
        at.set((at.get() + 7) % count);
        address(at.get())
    };
    let at = Cell::new(0);
    let change = || {
        let mut record = Record::new(next(&at));
        record.structure.ClientLeaseExpires.dwLowDateTime = at.get() as u32;
        // SAFETY: a valid structure.
        assert_eq!(unsafe { (api.change_lease)(null(), record.ptr()) }, 0);
    };
    let floors = Cell::new(0);
    let floor_change = || {
        let mut record = Record::new(next(&floors));
        record.structure.ClientLeaseExpires.dwLowDateTime = floors.get() as u32;
        // SAFETY: a valid structure.
        unsafe { (floor.lease_set)(record.structure.ClientIpAddress - BASE, record.ptr()) };
    };
    run.compare(&key("change"), 1, OFTEN, change, floor_change);

    let get = |search: &DHCP_SEARCH_INFO| {
        let mut found = null_mut();
        // SAFETY: valid pointers.
        unsafe {
            (api.get_lease)(null(), search, &mut found);
            let address = (*found).ClientIpAddress;
            free_record(api.free, found);
            address
        }
    };
    let floor_get = |address: u32| {
        let mut found = null_mut();
        // SAFETY: within the array, and the result is used once.
        unsafe {
            (floor.lease_get)(address - BASE, &mut found);
            free_record(floor.free, found);
        }
    };
    let by_client = |address: u32| {
        let mut id = [0; 11];
        id[..4].copy_from_slice(&BASE.to_le_bytes());
        id[4] = 1;
        id[5..].copy_from_slice(&Record::new(address).hardware);
        get(&DHCP_SEARCH_INFO {
            SearchType: DhcpClientHardwareAddress,
            SearchInfo: DHCP_SEARCH_INFO_0 {
                ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 11, Data: id.as_mut_ptr() },
            },
        })
    };
    for number in 0..count.min(10_000) {
        assert_eq!(get(&by_address(address(number))), address(number));
        assert_eq!(by_client(address(number)), address(number));
    }
    run.compare(
        &key("by address"),
        1,
        OFTEN,
        || _ = get(&by_address(next(&at))),
        || floor_get(next(&floors)),
    );
    run.compare(&key("by client"), 1, OFTEN, || _ = by_client(next(&at)), || floor_get(next(&floors)));
}

/// So many lease records of one scope, listed in pages of 65,536 bytes; the floor makes as many of them at once.
pub(crate) fn listed(run: Run, count: u32) {
    let (api, floor) = (Api::shared(), floor_of_leases());
    add_scope_with_range(api, null(), BASE, if count > 100_000 { 12 } else { 16 });
    for address in BASE + 1..=BASE + count {
        let mut record = Record::new(address);
        record.create(api);
        // SAFETY: a valid structure.
        unsafe { (floor.lease_set)(address - BASE, record.ptr()) };
    }
    let page = Cell::new(0);
    let all = || {
        let (mut resume, mut listed, mut code) = (0, 0, 234);
        while code == 234 {
            let (mut array, mut read, mut total) = (null_mut(), 0, 0);
            // SAFETY: valid places.
            code = unsafe {
                (api.list_leases)(null(), BASE, &mut resume, 65_536, &mut array, &mut read, &mut total)
            };
            // SAFETY: the call has made it.
            unsafe { free_records(api.free, array) };
            listed += read;
            page.set(page.get().max(read));
        }
        assert_eq!((code, listed), (0, count));
    };
    all();
    let floor_all = || {
        let (mut offset, mut listed) = (0, 0);
        while listed < count {
            let (mut array, most) = (null_mut(), page.get().min(count - listed));
            // SAFETY: there are so many left.
            unsafe {
                (floor.lease_list)(&mut offset, most, &mut array);
                free_records(floor.free, array);
            }
            listed += most;
        }
    };
    run.compare(&format!("leases listed {count}"), count.into(), ONCE, all, floor_all);
}

/// # Safety
///
/// The list came from the library that `free` belongs to.
unsafe fn free_records(
    free: unsafe extern "system" fn(*mut std::ffi::c_void),
    array: *mut DHCP_CLIENT_INFO_ARRAY,
) {
    // SAFETY: as promised.
    unsafe {
        for place in 0..(*array).NumElements as usize {
            free_record(free, *(*array).Clients.add(place));
        }
        free((*array).Clients.cast());
        free(array.cast());
    }
}

/// # Safety
///
/// The record came from the library that `free` belongs to.
unsafe fn free_record(free: unsafe extern "system" fn(*mut std::ffi::c_void), record: *mut DHCP_CLIENT_INFO) {
    // SAFETY: as promised.
    unsafe {
        free((*record).ClientHardwareAddress.Data.cast());
        free((*record).OwnerHost.NetBiosName.cast());
        free(record.cast());
    }
}

fn resident_bytes() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(f64::NAN);
    pages * 4096.0
}

//! Any function from any thread: many calls at once leave a registry in which everything fits together.

#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::collections::BTreeSet;
use std::ptr::{null_mut, with_exposed_provenance_mut};
use std::sync::Barrier;
use std::thread;

use support::blocks::{Wide, free, free_relationship, text};
use support::clock::turn;
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::{ACTIVE, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::{
    DHCP_FAILOVER_RELATIONSHIP, DhcpV4FailoverEnumRelationship, DhcpV4FailoverGetRelationship, MCLT,
    PERCENTAGE,
};

const THREADS: u32 = 8;

/// 10.0.number.0/24.
fn scope(number: u32) -> u32 {
    0x0A00_0000 + (number << 8)
}

fn add_scope(server: &Server, number: u32) {
    server.scope(scope(number), 0xFFFF_FF00, scope(number) + 1, scope(number) + 254);
}

fn name_of(thread: u32) -> String {
    format!("Thread {thread}")
}

/// The client that a thread puts at an address.
fn client(thread: u32, number: u32) -> [u8; 6] {
    let ([_, _, _, thread], [_, _, _, number]) = (thread.to_be_bytes(), number.to_be_bytes());
    [2, 0, 0, 0, thread, number]
}

fn get(server: &Server, name: &str) -> *mut DHCP_FAILOVER_RELATIONSHIP {
    let mut found = null_mut();
    // SAFETY: a valid string and place.
    let code = unsafe { DhcpV4FailoverGetRelationship(server.ptr(), Wide::new(name).as_ptr(), &mut found) };
    assert_eq!(code, 0);
    found
}

/// The names of all relationships, read page by page.
fn names(server: &Server, preferred: u32) -> Vec<String> {
    let (mut resume, mut names) = (0, Vec::new());
    loop {
        let (mut found, mut read, mut total) = (null_mut(), 0, 0);
        // SAFETY: valid places.
        let code = unsafe {
            DhcpV4FailoverEnumRelationship(
                server.ptr(),
                &mut resume,
                preferred,
                &mut found,
                &mut read,
                &mut total,
            )
        };
        if code == 259 {
            return names;
        }
        assert!(code == 0 || code == 234, "{code}");
        // SAFETY: the call succeeded.
        let array = unsafe { *found };
        assert_eq!(array.NumElements, read);
        for at in 0..read {
            // SAFETY: the array has `read` entries, and each has an array of scopes.
            let (entry, scopes) = unsafe {
                let entry = *array.pRelationships.add(at as usize);
                (entry, *entry.pScopes)
            };
            names.extend(text(entry.RelationshipName));
            free(entry.RelationshipName);
            free(entry.PrimaryServerName);
            free(entry.SecondaryServerName);
            free(entry.SharedSecret);
            free(scopes.Elements);
            free(entry.pScopes);
        }
        free(array.pRelationships);
        free(found);
        if code == 0 {
            return names;
        }
    }
}

/// The identities of DHCP_FAILOVER_STATISTICS; they hold at every moment.
#[track_caller]
fn check_statistics(server: &Server, scope: u32) -> [u32; 7] {
    let all = server.statistics(scope).unwrap();
    let [total, all_free, in_use, partner_free, this_free, partner_in_use, this_in_use] = all;
    assert_eq!(total, 254);
    assert_eq!(total, all_free + in_use);
    assert_eq!(all_free, partner_free + this_free);
    assert_eq!(in_use, partner_in_use + this_in_use);
    all
}

/// The calls of one thread, in the shared scope and with a relationship of its own.
fn work(thread: u32, primary: &Server, secondary: &Server) {
    let own_scope = scope(1 + thread);
    let first = scope(0) + 1 + 30 * thread; // 30 addresses of the shared scope
    for round in 0..20 {
        let (one, other) =
            if (thread + round).is_multiple_of(2) { (primary, secondary) } else { (secondary, primary) };
        for number in 0..30 {
            assert_eq!(one.create_lease(first + number, &client(thread, number), ACTIVE), 0);
            assert_eq!(other.client_at(first + number).unwrap().0, client(thread, number));
        }
        // Every third stays after the last round.
        for number in (0..30_u32).filter(|number| round < 19 || !number.is_multiple_of(3)) {
            assert_eq!(other.delete_lease(first + number), 0);
        }

        let name = name_of(thread);
        let mut own = Relationship::between(&name, primary, secondary, &[own_scope]);
        if round > 0 {
            assert_eq!(delete_relationship(secondary, &name), 0);
            assert_eq!(delete_relationship(primary, &name), 0);
        }
        assert_eq!(own.create_on(primary), 0);
        assert_eq!(own.create_on(primary), 20113, "its scope is in it");
        assert_eq!(own.as_secondary().create_on(secondary), 0);
        let found = get(primary, &name.to_uppercase());
        // SAFETY: the call succeeded.
        assert_eq!(text(unsafe { (*found).RelationshipName }).as_deref(), Some(&*name));
        free_relationship(found);
        assert_eq!(primary.state(&name), Ok((3, 11)));
        assert_eq!(primary.statistics(own_scope), Ok([254, 254, 0, 127, 127, 0, 0]));

        let mut shared = Relationship::between("Shared", primary, secondary, &[]);
        shared.structure.Percentage = u8::try_from((thread * 20 + round) % 101).unwrap();
        assert_eq!(shared.set_on(primary, PERCENTAGE), 0);
        assert_eq!(primary.trigger("shared"), 0);
        assert_eq!(secondary.trigger("shared"), 20117);
        check_statistics(one, scope(0));
        assert!(matches!(one.address_status(scope(0) + 250), Ok(0 | 1)));
        let listed = names(other, if round.is_multiple_of(2) { u32::MAX } else { 1 });
        assert!(listed.iter().any(|listed| listed == "Shared"), "older than all that come and go");
    }
}

#[test]
fn eight_threads_of_mixed_calls_leave_a_consistent_registry() {
    let _turn = turn();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        (0..=THREADS).for_each(|number| add_scope(server, number));
    }
    let shared = Relationship::between("Shared", &primary, &secondary, &[scope(0)]);
    let mut shared = deploy(shared, &primary, &secondary);
    thread::scope(|threads| {
        for number in 0..THREADS {
            let (primary, secondary) = (&primary, &secondary);
            threads.spawn(move || work(number, primary, secondary));
        }
    });

    // Every relationship is listed once, in one page and in many.
    let expected: BTreeSet<String> = (0..THREADS).map(name_of).chain(["Shared".to_owned()]).collect();
    for server in [&primary, &secondary] {
        for preferred in [1, 500, u32::MAX] {
            let listed = names(server, preferred);
            assert_eq!(listed.len(), 9);
            assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }

    // Every record that stayed is found on both servers, and no other.
    for thread in 0..THREADS {
        for number in 0..30 {
            let address = scope(0) + 1 + 30 * thread + number;
            let here = primary.client_at(address);
            assert_eq!(here, secondary.client_at(address));
            let stayed = (number.is_multiple_of(3)).then(|| client(thread, number).to_vec());
            assert_eq!(here.ok().map(|(client, _)| client), stayed);
        }
    }

    // 80 of 254 are leased, 40 by each server; the others have one pool side each, and a rebalance is exact.
    shared.structure.Percentage = 50;
    assert_eq!(shared.set_on(&primary, PERCENTAGE), 0);
    assert_eq!(primary.trigger("Shared"), 0);
    assert_eq!(check_statistics(&primary, scope(0)), [254, 174, 80, 87, 87, 40, 40]);
    assert_eq!(check_statistics(&secondary, scope(0)), [254, 174, 80, 87, 87, 40, 40]);
    for address in scope(0) + 1..=scope(0) + 254 {
        assert_eq!(primary.address_status(address), secondary.address_status(address));
    }
    for thread in 0..THREADS {
        assert_eq!(primary.statistics(scope(1 + thread)), Ok([254, 254, 0, 127, 127, 0, 0]));
        assert_eq!(secondary.statistics(scope(1 + thread)), Ok([254, 254, 0, 127, 127, 0, 0]));
    }
}

/// One address for each client and one client for each address, when all threads want the same ones.
#[test]
fn of_eight_threads_one_gets_the_address() {
    let _turn = turn();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        add_scope(server, 0);
    }
    deploy(Relationship::between("name", &primary, &secondary, &[scope(0)]), &primary, &secondary);
    let start = Barrier::new(8);
    let won: Vec<Vec<u32>> = thread::scope(|threads| {
        let runs: Vec<_> = (0..THREADS)
            .map(|thread| {
                let (primary, secondary, start) = (&primary, &secondary, &start);
                threads.spawn(move || {
                    let server = if thread.is_multiple_of(2) { primary } else { secondary };
                    start.wait();
                    let gets = |address: &u32| {
                        let code = server.create_lease(scope(0) + address, &client(thread, *address), ACTIVE);
                        assert!(code == 0 || code == 20014, "{code}");
                        code == 0
                    };
                    (1..=254).filter(gets).collect()
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let all: BTreeSet<u32> = won.iter().flatten().copied().collect();
    assert_eq!(won.iter().map(Vec::len).sum::<usize>(), 254, "each address was given once");
    assert_eq!(all.len(), 254);
    for (thread, addresses) in (0..).zip(&won) {
        for address in addresses {
            for server in [&primary, &secondary] {
                let found = server.client_at(scope(0) + address).unwrap().0;
                assert_eq!(found, client(thread, *address));
            }
        }
    }
    assert_eq!(check_statistics(&primary, scope(0))[..3], [254, 0, 254]);
}

/// Of threads that create the same relationship, one succeeds.
#[test]
fn of_eight_threads_one_creates_the_relationship() {
    let _turn = turn();
    let server = Server::new();
    (0..THREADS).for_each(|number| add_scope(&server, number));
    let start = Barrier::new(8);
    let codes: Vec<u32> = thread::scope(|threads| {
        let runs: Vec<_> = (0..THREADS)
            .map(|number| {
                let (server, start) = (&server, &start);
                threads.spawn(move || {
                    start.wait();
                    let mut one = Relationship::new("name", server.address, 0xC000_0263, &[scope(number)]);
                    one.create_on(server)
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1);
    assert_eq!(codes.iter().filter(|code| **code == 20114).count(), 7);
    assert_eq!(names(&server, u32::MAX), ["name"]);
}

/// All blocks of a relationship.
fn blocks(found: *mut DHCP_FAILOVER_RELATIONSHIP) -> Vec<usize> {
    // SAFETY: it came from the library and was not freed.
    let (half, elements) = unsafe { (*found, (*(*found).pScopes).Elements) };
    vec![
        found.expose_provenance(),
        half.RelationshipName.expose_provenance(),
        half.PrimaryServerName.expose_provenance(),
        half.SecondaryServerName.expose_provenance(),
        half.SharedSecret.expose_provenance(),
        half.pScopes.expose_provenance(),
        elements.expose_provenance(),
    ]
}

#[test]
fn eight_threads_free_the_same_blocks_and_foreign_ones() {
    let _turn = turn();
    let server = Server::new();
    add_scope(&server, 0);
    let mut relationship =
        Relationship::new("name", server.address, 0xC000_0263, &[scope(0)]).secret("secret");
    assert_eq!(relationship.create_on(&server), 0);
    for _ in 0..20 {
        // Results of this thread, which all others free at once: each block goes once.
        let all: Vec<usize> = (0..32).flat_map(|_| blocks(get(&server, "name"))).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 32 * 7);
        let start = Barrier::new(8);
        thread::scope(|threads| {
            for thread in 0..THREADS as usize {
                let (all, start) = (&all, &start);
                threads.spawn(move || {
                    let mut foreign = vec![0x5A_u8; 256];
                    start.wait();
                    for at in 0..all.len() {
                        let place = if thread.is_multiple_of(2) { at } else { all.len() - 1 - at };
                        let block = all[(place + thread) % all.len()];
                        free(with_exposed_provenance_mut::<u8>(block));
                        free(with_exposed_provenance_mut::<u8>(block + 2));
                        free(foreign.as_mut_ptr());
                        free(null_mut::<u8>());
                    }
                    assert!(foreign.iter().all(|byte| *byte == 0x5A));
                });
            }
        });
    }
    let found = get(&server, "name");
    // SAFETY: the call succeeded.
    assert_eq!(text(unsafe { (*found).SharedSecret }).as_deref(), Some("secret"));
    free_relationship(found);
}

/// Results of one thread are freed by others while more are made.
#[test]
fn results_are_freed_on_other_threads() {
    let _turn = turn();
    let server = Server::new();
    add_scope(&server, 0);
    assert_eq!(Relationship::new("name", server.address, 0xC000_0263, &[scope(0)]).create_on(&server), 0);
    thread::scope(|threads| {
        for _ in 0..THREADS / 2 {
            let (sender, receiver) = std::sync::mpsc::channel::<usize>();
            let server = &server;
            threads.spawn(move || {
                for _ in 0..500 {
                    sender.send(get(server, "name").expose_provenance()).unwrap();
                }
            });
            threads.spawn(move || {
                for found in receiver {
                    let found = with_exposed_provenance_mut::<DHCP_FAILOVER_RELATIONSHIP>(found);
                    // SAFETY: it came from the library and was not freed.
                    assert_eq!(text(unsafe { (*found).RelationshipName }).as_deref(), Some("name"));
                    free_relationship(found);
                }
            });
        }
    });
}

/// Threads that only read do not hold each other up for ever, nor a thread that changes what they read: each reader sees a
/// change as a whole, and none goes back.
#[test]
fn readers_and_a_writer_take_turns() {
    const CHANGES: u8 = 100;
    let _turn = turn();
    let server = Server::new();
    add_scope(&server, 0);
    let mut half = Relationship::new("name", server.address, 0xC000_0263, &[scope(0)]);
    half.structure.Percentage = 0;
    half.structure.Mclt = 1000;
    assert_eq!(half.create_on(&server), 0);
    thread::scope(|threads| {
        // More than there are counts of readers.
        for _ in 0..2 * THREADS {
            threads.spawn(|| {
                let mut last = 0;
                while last < CHANGES {
                    let found = get(&server, "name");
                    // SAFETY: the call succeeded.
                    let (percentage, lead_time) = unsafe { ((*found).Percentage, (*found).Mclt) };
                    free_relationship(found);
                    assert_eq!(lead_time, 1000 + u32::from(percentage), "both or none");
                    assert!(percentage >= last);
                    last = percentage;
                }
            });
        }
        for change in 1..=CHANGES {
            half.structure.Percentage = change;
            half.structure.Mclt = 1000 + u32::from(change);
            assert_eq!(half.set_on(&server, PERCENTAGE | MCLT), 0);
        }
    });
}

//! Leases over time: the addresses that clients get from the two servers of a relationship, for how long, and the binding
//! updates that the servers send each other. The moments are those of the worked examples in the failover semantics, 4.2 to
//! 4.6, and of two ISC dhcpd servers that were measured (8.1 there).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test may panic, and these enums are numbers in windows-sys"
)]

mod support;

use dhcpsapi::abi::extension::DHCPSAPI_ANSWER;
use dhcpsapi::abi::extension::DHCPSAPI_RULE::{self, *};
use support::clock::{BEGIN, NEVER, at, begin, date};
use support::codes::{
    ADDRESS_NOT_AVAILABLE, INVALID_DHCP_CLIENT, INVALID_PARAMETER, JET_ERROR, RANGE_FULL, SERVER_UNAVAILABLE,
    SERVICE_ALREADY_RUNNING, SUBNET_NOT_PRESENT, TIMEOUT,
};
use support::dhcp::{Client, Times, UNSET};
use support::lab::{draft_lease_limit, heal, restore, service_delay, start, stop};
use support::pair::Side::{Primary, Secondary};
use support::pair::{NAME, Pair, SCOPE};
use support::server::{ACTIVE, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const DAYS: u32 = 86_400;

/// Clients by the last octet of their hardware address; RFC 3074 puts 0 into bucket 4 (the primary's from 2 % on) and 1 into
/// bucket 133 (the secondary's up to 52 %).
const FIRST: u8 = 0;
const SECOND: u8 = 1;

fn client(last: u8) -> Client {
    Client::new(SCOPE, last)
}

/// Two partners in NORMAL since now: load balance at 50 %, addresses .1 to .`last`, and an MCLT.
fn partners(mclt: u32, last: u32) -> Pair {
    Pair::with(last, |half| half.mclt(mclt))
}

impl Pair {
    /// The ends of a lease in one server's record: that of the client, and the potential ones sent, acknowledged, received.
    #[track_caller]
    fn ends(&self, server: &Server, answer: &DHCPSAPI_ANSWER) -> [u64; 4] {
        let Times { end, potential: [sent, acknowledged, received], .. } =
            server.times(answer.Address).unwrap();
        [end, sent, acknowledged, received]
    }
}

/// Address and seconds of a lease.
#[track_caller]
fn got(answer: Result<DHCPSAPI_ANSWER, u32>) -> (u32, u32) {
    let answer = answer.unwrap();
    (answer.Address - SCOPE, answer.LeaseTime)
}

fn rules(answers: &[DHCPSAPI_ANSWER]) -> Vec<DHCPSAPI_RULE> {
    answers.iter().map(|answer| answer.Rule).collect()
}

mod the_worked_examples {
    use super::*;

    /// 4.2, which is draft-ietf-dhc-failover-12, 5.2.1: MCLT one hour, lease three days.
    #[test]
    fn a_three_days() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        let client = client(FIRST).for_seconds(3 * DAYS);
        let answer = client.request(None).unwrap();
        assert_eq!((answer.Server, answer.LeaseTime), (p.address, 3600));
        assert_eq!(pair.ends(p, &answer), [3600, 261_000, 261_000, UNSET]);
        assert_eq!(pair.ends(s, &answer), [3600, UNSET, UNSET, 261_000]);
        at(1800);
        assert_eq!(client.renew(None).unwrap().LeaseTime, 259_200);
        assert_eq!(pair.ends(p, &answer), [261_000, 390_600, 390_600, UNSET]);
        assert_eq!(pair.ends(s, &answer), [261_000, UNSET, UNSET, 390_600]);
        let (here, there) = (p.times(answer.Address).unwrap(), s.times(answer.Address).unwrap());
        assert_eq!((here.began, here.heard, here.updated, here.owner), (0, 1800, UNSET, p.address));
        assert_eq!((there.began, there.heard, there.updated, there.owner), (0, 1800, 1800, p.address));
    }

    /// 4.3: eight days, as Windows leases by default; the server of the lease dies, and the client rebinds at seven eighths.
    #[test]
    fn b_eight_days() {
        for (is_draft, end) in [(false, 610_200), (true, 1_042_200)] {
            let _turn = begin();
            let pair = partners(3600, 254);
            let (p, s) = (&pair.primary, &pair.secondary);
            let answer = client(FIRST).request(None).unwrap();
            assert_eq!(pair.ends(p, &answer), [3600, 693_000, 693_000, UNSET]);
            assert_eq!(pair.ends(s, &answer), [3600, UNSET, UNSET, 693_000]);
            at(1800);
            client(FIRST).renew(None).unwrap();
            assert_eq!(pair.ends(p, &answer), [693_000, 1_038_600, 1_038_600, UNSET]);
            assert_eq!(pair.ends(s, &answer), [693_000, UNSET, UNSET, 1_038_600]);
            stop(p);
            if is_draft {
                draft_lease_limit();
            }
            at(606_600);
            assert_eq!(client(FIRST).renew(None), Err(SERVER_UNAVAILABLE), "its server is dead");
            let rebound = client(FIRST).rebind(None).unwrap();
            assert_eq!((rebound.Server, rebound.Address), (s.address, answer.Address));
            assert_eq!(u64::from(rebound.LeaseTime) + 606_600, end);
            assert_eq!(pair.ends(s, &answer)[0], end);
        }
    }

    /// 4.3, the last row: nobody else gets the address before one MCLT after the latest end that anybody knows of.
    #[test]
    fn b_to_whom_the_address_goes() {
        let _turn = begin();
        let mut pair = partners(3600, 1);
        let answer = client(FIRST).request(None).unwrap();
        at(1800);
        client(FIRST).renew(None).unwrap();
        stop(&pair.primary);
        pair.force(Secondary, PARTNER_DOWN);
        let other = client(SECOND);
        for (moment, expected) in [
            (692_999, Err(RANGE_FULL)),
            (693_000, Err(RANGE_FULL)),
            (1_042_199, Err(RANGE_FULL)),
            (1_042_200, Ok(answer.Address)),
        ] {
            at(moment);
            assert_eq!(other.request(None).map(|answer| answer.Address), expected, "at {moment}");
        }
    }

    /// 4.4: every figure that was measured with an MCLT of 10 s and leases of 40 s, by the draft's limit. The partner has
    /// acknowledged nothing since the first lease.
    #[test]
    fn c_with_the_measured_limit() {
        let _turn = begin();
        draft_lease_limit();
        let pair = partners(10, 254);
        let client = client(FIRST).for_seconds(40);
        let answer = client.request(None).unwrap();
        assert_eq!(pair.ends(&pair.primary, &answer), [10, 45, 45, UNSET]);
        assert_eq!(pair.ends(&pair.secondary, &answer), [10, UNSET, UNSET, 45]);
        pair.cut();
        for (moment, seconds, end, sent) in [
            (3, 40, 43, 63),
            (5, 40, 45, 65),
            (14, 40, 54, 74),
            (23, 32, 55, 79),
            (32, 23, 55, 83),
            (41, 14, 55, 88),
            (50, 10, 60, 95),
            (59, 10, 69, 104),
            (68, 10, 78, 113),
        ] {
            at(moment);
            assert_eq!(client.renew(None).unwrap().LeaseTime, seconds, "at {moment}");
            assert_eq!(pair.ends(&pair.primary, &answer), [end, sent, 45, UNSET], "at {moment}");
        }
    }

    /// The times of c by Microsoft's documented limit: one MCLT.
    #[test]
    fn c_with_the_limit_of_windows() {
        let _turn = begin();
        let pair = partners(10, 254);
        let client = client(FIRST).for_seconds(40);
        client.request(None).unwrap();
        pair.cut();
        for moment in [3, 5, 14, 23, 32, 41] {
            at(moment);
            let answer = client.renew(None).unwrap();
            assert_eq!((answer.LeaseTime, answer.Rule), (10, DhcpsapiInterrupted));
        }
    }

    /// 4.5: a lease no longer than the MCLT is whole from the first one on.
    #[test]
    fn d_half_an_hour() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let client = client(FIRST).for_seconds(1800);
        let answer = client.request(None).unwrap();
        assert_eq!((answer.LeaseTime, answer.Rule), (1800, DhcpsapiWholeLease));
        assert_eq!(pair.ends(&pair.primary, &answer), [1800, 2700, 2700, UNSET]);
        at(900);
        assert_eq!(client.renew(None).unwrap().LeaseTime, 1800);
        assert_eq!(pair.ends(&pair.primary, &answer), [2700, 3600, 3600, UNSET]);
    }

    /// 4.6: the other server renews in NORMAL; the lease is its own from then on.
    #[test]
    fn e_the_other_server_renews() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        let answer = client(FIRST).request(None).unwrap();
        at(1800);
        client(FIRST).renew(None).unwrap();
        assert_eq!(p.statistics(SCOPE).unwrap()[5..], [0, 1], "in use by the partner, by this server");
        at(5000);
        let renewed = client(FIRST).renew(Some(s)).unwrap();
        assert_eq!((renewed.Server, renewed.LeaseTime), (s.address, 691_200));
        assert_eq!(pair.ends(s, &answer), [696_200, 1_041_800, 1_041_800, 1_038_600]);
        assert_eq!(pair.ends(p, &answer), [696_200, 1_038_600, 1_038_600, 1_041_800]);
        let (here, there) = (p.times(answer.Address).unwrap(), s.times(answer.Address).unwrap());
        assert_eq!((here.updated, here.owner, here.heard), (5000, s.address, 5000));
        assert_eq!((there.updated, there.owner), (1800, s.address));
        assert_eq!(p.statistics(SCOPE).unwrap()[5..], [1, 0]);
        assert_eq!(s.statistics(SCOPE).unwrap()[5..], [0, 1]);
        assert_eq!(client(FIRST).renew(None).unwrap().Server, s.address, "whom it has its lease from now");
    }
}

mod who_answers {
    use super::*;

    /// 8.1: how many of 100 clients the primary of two ISC dhcpd servers answered, by its percentage; every client got an answer.
    /// 26, 64, 128, 179, 192 and 230 buckets of 256 are 10, 25, 50, 70, 75 and 90 percent.
    #[test]
    fn the_measured_shares() {
        for (percentage, expected) in
            [(0, 0), (10, 10), (25, 29), (50, 52), (70, 68), (75, 74), (90, 90), (100, 100)]
        {
            let _turn = begin();
            let pair = Pair::with(254, |relationship| relationship.load_balance(percentage));
            let answered: Vec<u32> =
                (0..100).map(|last| client(last).request(None).unwrap().Server).collect();
            let of = |server: &Server| answered.iter().filter(|address| **address == server.address).count();
            assert_eq!(
                (of(&pair.primary), of(&pair.secondary)),
                (expected, 100 - expected),
                "{percentage} %"
            );
        }
    }

    /// Draft 5.5: new clients by load balance, renewals by either.
    #[test]
    fn new_clients_by_load_balance() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        assert_eq!(client(FIRST).request(Some(s)), Err(TIMEOUT));
        assert_eq!(client(SECOND).request(Some(p)), Err(TIMEOUT));
        assert_eq!(got(client(FIRST).request(None)), (1, 3600));
        assert_eq!(got(client(SECOND).request(None)), (128, 3600), "the secondary's lowest");
        for server in [p, s] {
            assert_eq!(got(client(FIRST).renew(Some(server))).0, 1);
            assert_eq!(got(client(SECOND).rebind(Some(server))).0, 128);
        }
    }

    /// RFC 3074, the delayed service parameter: a client that has tried for longer is answered by either; without it never.
    #[test]
    fn a_client_that_nobody_answers() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        assert_eq!(client(FIRST).tried(u32::MAX).request(Some(s)), Err(TIMEOUT));
        service_delay(8);
        for tried in [0, 7, 8] {
            assert_eq!(client(FIRST).tried(tried).request(Some(s)), Err(TIMEOUT));
        }
        assert_eq!(got(client(FIRST).tried(9).request(Some(s))), (128, 3600), "the secondary's lowest");
        // Where both hear it the server of its bucket goes before, if it can serve.
        assert_eq!(got(client(SECOND).tried(9).request(None)), (129, 3600));
        assert_eq!(client(SECOND).tried(9).request(None).unwrap().Server, s.address);
        service_delay(0);
        assert_eq!(client(SECOND).tried(9).request(Some(p)), Err(TIMEOUT));
    }

    #[test]
    fn a_client_of_an_active_server_that_nobody_answers() {
        let _turn = begin();
        let pair = Pair::with(254, |made| made.hot_standby(10));
        service_delay(8);
        assert_eq!(client(FIRST).tried(9).request(Some(&pair.secondary)), Err(TIMEOUT));
        assert_eq!(got(client(FIRST).tried(9).request(None)).0, 1);
    }

    /// Draft 9.8.2: in NORMAL a server processes every renewal, and of the other requests those of its own clients, with a
    /// reservation or without; the active server alone answers in hot standby.
    #[test]
    fn a_reserved_client_like_any_other() {
        for (standby, who) in [(false, [FIRST, SECOND]), (true, [FIRST, FIRST])] {
            let _turn = begin();
            let pair =
                Pair::with(254, |made| if standby { made.hot_standby(10) } else { made.load_balance(50) });
            let (p, s) = (&pair.primary, &pair.secondary);
            for server in [p, s] {
                assert_eq!(server.add_reservation(SCOPE, SCOPE + 200, &client(FIRST).id), 0);
                assert_eq!(server.add_reservation(SCOPE, SCOPE + 100, &client(SECOND).id), 0);
            }
            assert_eq!(client(FIRST).request(Some(s)), Err(TIMEOUT));
            assert_eq!(got(client(FIRST).request(Some(p))), (200, 3600));
            let (silent, answers) = if who[1] == SECOND { (p, s) } else { (s, p) };
            assert_eq!(client(SECOND).request(Some(silent)), Err(TIMEOUT));
            assert_eq!(got(client(SECOND).request(Some(answers))), (100, 3600));
            for server in [p, s] {
                assert_eq!(got(client(FIRST).renew(Some(server))).0, 200);
                assert_eq!(got(client(SECOND).rebind(Some(server))).0, 100);
            }
        }
    }

    /// PowerShell: the standby server serves when the active one does not.
    #[test]
    fn hot_standby() {
        let _turn = begin();
        let pair = Pair::with(100, |relationship| relationship.hot_standby(10));
        let (p, s) = (&pair.primary, &pair.secondary);
        for last in [FIRST, SECOND] {
            assert_eq!(client(last).request(Some(s)), Err(TIMEOUT));
            assert_eq!(client(last).request(None).unwrap().Server, p.address);
            assert_eq!(client(last).rebind(Some(s)).unwrap().Server, s.address);
        }
        stop(p);
        for last in 10..20 {
            assert_eq!(client(last).request(None).unwrap().Server, s.address);
        }
        assert_eq!(client(20).request(None), Err(RANGE_FULL), "its reserve was ten");
        assert_eq!(rules(&client(20).explain(0, None).unwrap()), [DhcpsapiOwnAddressesUsed]);
    }

    /// 1.1: nobody in STARTUP; everybody in COMMUNICATION_INT.
    #[test]
    fn by_state() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let p = &pair.primary;
        client(FIRST).request(None).unwrap();
        stop(&pair.secondary);
        assert_eq!(pair.primary.state(NAME).unwrap().0, COMMUNICATION_INT);
        assert_eq!(client(SECOND).request(None).unwrap().Server, p.address);
        stop(p);
        assert_eq!(client(SECOND).request(None), Err(SUBNET_NOT_PRESENT), "no running server has the scope");
        assert_eq!(client(SECOND).request(Some(p)), Err(SERVER_UNAVAILABLE));
        start(p);
        assert_eq!(p.state(NAME).unwrap().0, STARTUP);
        for answer in [client(SECOND).request(None), client(FIRST).renew(None), client(FIRST).rebind(None)] {
            assert_eq!(answer, Err(TIMEOUT));
        }
        assert_eq!(client(FIRST).release(None), TIMEOUT);
        let explained = client(FIRST).explain(2, Some(p)).unwrap();
        assert_eq!((explained[0].Rule, explained[0].State as i32), (DhcpsapiSilent, STARTUP));
        assert_eq!(explained[0].ChangesAt, BEGIN + 300, "the startup timer");
        at(300);
        assert_eq!(got(client(FIRST).renew(None)), (1, 3600));
    }

    /// 1.1: a server that has recovered, and has not met its partner since, answers only those that have a lease.
    #[test]
    fn renewals_only() {
        let _turn = begin();
        let mut pair = partners(3600, 254);
        client(FIRST).request(None).unwrap();
        stop(&pair.secondary);
        at(1);
        pair.force(Primary, PARTNER_DOWN);
        at(100);
        start(&pair.secondary);
        assert_eq!(pair.states(), (PARTNER_DOWN, RECOVER_WAIT));
        pair.cut();
        assert_eq!(client(FIRST).rebind(Some(&pair.secondary)), Err(TIMEOUT), "it waits");
        at(3599);
        client(FIRST).renew(None).unwrap();
        at(3600);
        let s = &pair.secondary;
        assert_eq!(s.state(NAME).unwrap().0, RECOVER_DONE);
        assert_eq!(got(client(FIRST).rebind(Some(s))).0, 1);
        assert_eq!(client(SECOND).request(Some(s)), Err(TIMEOUT));
        assert_eq!(rules(&client(SECOND).explain(0, Some(s)).unwrap()), [DhcpsapiRenewalsOnly]);
    }

    /// A scope that is disabled, or serves BOOTP clients only.
    #[test]
    fn scopes_that_serve_no_dhcp_client() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 3);
        client(FIRST).request(None).unwrap();
        let disabled = DHCP_SUBNET_INFO {
            SubnetAddress: SCOPE,
            SubnetMask: 0xFFFF_FF00,
            SubnetState: DhcpSubnetDisabled,
            ..Default::default()
        };
        // SAFETY: a valid structure.
        assert_eq!(unsafe { DhcpSetSubnetInfo(server.ptr(), SCOPE, &disabled) }, 0);
        assert_eq!(client(SECOND).request(None), Err(TIMEOUT));
        assert_eq!(client(FIRST).renew(None), Err(TIMEOUT));
        assert_eq!(rules(&client(FIRST).explain(2, None).unwrap()), [DhcpsapiScopeDisabled]);

        let bootp = Server::new();
        assert_eq!(bootp.create_scope(SCOPE + 256, 0xFFFF_FF00), 0);
        assert_eq!(bootp.add_range_of(SCOPE + 256, DhcpIpRangesBootpOnly, SCOPE + 257, SCOPE + 260), 0);
        assert_eq!(Client::new(SCOPE + 256, FIRST).request(None), Err(RANGE_FULL));
    }

    /// One without failover answers everybody, for the whole time.
    #[test]
    fn without_failover() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 3);
        assert_eq!(got(client(SECOND).request(None)), (1, 691_200));
        assert_eq!(got(client(FIRST).for_seconds(60).request(None)), (2, 60));
        assert_eq!(
            got(client(7).for_seconds(10 * 691_200).request(None)),
            (3, 691_200),
            "no more than the scope has"
        );
        assert_eq!(client(8).request(None), Err(RANGE_FULL));
        assert_eq!(rules(&client(8).explain(0, None).unwrap()), [DhcpsapiNoFreeAddress]);
        let explained = client(FIRST).explain(1, None).unwrap()[0];
        assert_eq!((explained.Mclt, explained.State as i32, explained.PrimaryBuckets), (0, NO_STATE, 0));
        assert_eq!(client(FIRST).release(None), 0);
        assert_eq!(server.client_at(SCOPE + 2), Err(JET_ERROR));
        assert_eq!(got(client(8).request(None)), (2, 691_200));
    }
}

mod addresses {
    use super::*;

    /// COMPATIBILITY.md, "Lease record made by hand": at the moment of ClientLeaseExpires it is over. 0 and the infinite
    /// time of the SDK, 0x7FFFFFFF:FFFFFFFF, are no moments.
    #[test]
    fn a_record_made_by_hand_ends_like_any_other() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
        let unset = DATE_TIME { dwLowDateTime: 0, dwHighDateTime: 0 };
        for (number, end) in [(1, date(100)), (2, unset), (3, NEVER)] {
            let (address, id) = (SCOPE + u32::from(number), client(number).id);
            assert_eq!(server.create_lease(address, &id, ACTIVE), 0);
            assert_eq!(server.change_lease_until(address, &id, server.address, end), 0);
        }
        at(99);
        assert!(server.client_at(SCOPE + 1).is_ok());
        at(100);
        assert_eq!(server.client_at(SCOPE + 1), Err(JET_ERROR));
        // A hundred years later.
        at(3_155_760_000);
        for number in [2, 3] {
            assert!(server.client_at(SCOPE + number).is_ok(), ".{number}");
        }
    }

    /// COMPATIBILITY.md, "Lease deleted whose address only the partner has reserved": the partner has the idle record of
    /// its reservation again (MS-DHCPM 3.1.4.5: OwnerHost is 255.255.255.255), the server that deleted it has nothing.
    #[test]
    fn deleted_where_the_partner_alone_reserves_the_address() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        assert_eq!(s.add_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
        assert_eq!(p.create_lease(SCOPE + 9, &client(FIRST).id, ACTIVE), 0);
        assert_eq!(s.client_at(SCOPE + 9), Ok((client(FIRST).id, p.address)));
        assert_eq!(p.delete_lease(SCOPE + 9), 0);
        assert_eq!(p.client_at(SCOPE + 9), Err(JET_ERROR));
        assert_eq!(s.client_at(SCOPE + 9), Ok((client(FIRST).id, u32::MAX)), "reserved, and nobody's lease");
        assert_eq!(s.address_status(SCOPE + 9), Ok(3), "reserved");
    }

    /// COMPATIBILITY.md, "Reservation inside an exclusion, or outside a range that was narrowed later" (Microsoft's order
    /// of precedence: reservation, exclusion, range).
    #[test]
    fn reserved_where_nobody_else_is_served() {
        let _turn = begin();
        let pair = partners(3600, 254);
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 200, &client(SECOND).id), 0);
            assert_eq!(server.add_exclusion(SCOPE, SCOPE + 9, SCOPE + 10), 0);
            assert_eq!(server.add_range(SCOPE, SCOPE + 1, SCOPE + 100), 0);
        }
        for who in [FIRST, SECOND] {
            let address = got(client(who).request(None)).0;
            assert_eq!(address, if who == FIRST { 9 } else { 200 });
        }
        // 100 addresses but for the two that are excluded, and none of them is in use.
        for server in [&pair.primary, &pair.secondary] {
            let [addresses, free, in_use, _, _, in_use_there, in_use_here] =
                server.statistics(SCOPE).unwrap();
            assert_eq!((addresses, free), (98, 98));
            assert_eq!((in_use, in_use_there, in_use_here), (0, 0, 0));
        }
    }

    /// COMPATIBILITY.md, "Client that renews another address than its reserved one": 20016, and the reserved address alone
    /// when it asks anew.
    #[test]
    fn renewed_although_another_one_is_reserved() {
        let _turn = begin();
        let pair = partners(3600, 254);
        assert_eq!(got(client(FIRST).request(None)).0, 1);
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
        }
        assert_eq!(client(FIRST).renew(Some(&pair.primary)).err(), Some(INVALID_DHCP_CLIENT));
        assert_eq!(client(FIRST).rebind(None).err(), Some(INVALID_DHCP_CLIENT));
        assert_eq!(got(client(FIRST).about(SCOPE + 1).request(None)).0, 9);
    }

    /// A declined address is nobody's until its record is deleted, whoever the record names (draft 7.1.3; COMPATIBILITY,
    /// "Declined address").
    #[test]
    fn a_declined_record_that_names_a_client() {
        let _turn = begin();
        let pair = partners(3600, 10);
        let (p, s) = (&pair.primary, &pair.secondary);
        assert_eq!(p.create_lease(SCOPE + 1, &client(FIRST).id, 2), 0);
        assert_eq!(got(client(FIRST).request(None)).0, 2);
        assert_eq!(got(client(FIRST).request(None)).0, 2, "and no other one each time");
        assert_eq!(got(client(FIRST).renew(None)).0, 2);
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 1).unwrap().0, client(FIRST).id);
            assert_eq!(client(SECOND).about(SCOPE + 1).request(Some(s)).unwrap().Address, SCOPE + 6);
            let [addresses, free, used, ..] = server.statistics(SCOPE).unwrap();
            assert_eq!((addresses, free, used), (10, 7, 3));
        }
        assert_eq!(client(FIRST).release(None), 0);
        at(301);
        assert_eq!(p.statistics(SCOPE).unwrap()[1..3], [8, 2]);
        assert_eq!(s.statistics(SCOPE).unwrap()[1..3], [8, 2]);
    }

    /// A declined record does not say where a client is; of two declined records of one address both keep the same.
    #[test]
    fn declined_records_that_meet() {
        let _turn = begin();
        let pair = partners(3600, 10);
        let (p, s) = (&pair.primary, &pair.secondary);
        pair.cut();
        assert_eq!(s.create_lease(SCOPE + 1, &client(FIRST).id, 2), 0);
        assert_eq!(p.create_lease(SCOPE + 2, &client(FIRST).id, 1), 0);
        assert_eq!(p.create_lease(SCOPE + 9, &client(SECOND).id, 2), 0);
        assert_eq!(s.create_lease(SCOPE + 9, &client(40).id, 2), 0);
        heal(p, s);
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 1).unwrap().0, client(FIRST).id);
            assert_eq!(server.client_at(SCOPE + 2).unwrap().0, client(FIRST).id);
            assert_eq!(server.client_at(SCOPE + 9).unwrap().0, client(SECOND).id, "the primary's");
        }
    }

    /// The secondary knows no pool side of an address that it excludes; it accepts the primary's (MS-DHCPF 3.1.4.2).
    #[test]
    fn one_that_was_excluded_on_one_server_when_it_was_leased() {
        for (number, on_secondary) in [(1, false), (1, true), (6, false), (6, true)] {
            let _turn = begin();
            let pair = partners(3600, 10);
            let (p, s) = (&pair.primary, &pair.secondary);
            let (server, address) = (if on_secondary { s } else { p }, SCOPE + number);
            assert_eq!(server.add_exclusion(SCOPE, address, address), 0);
            assert_eq!(server.create_lease(address, &client(FIRST).id, 1), 0);
            assert_eq!(server.remove_exclusion(SCOPE, address, address), 0);
            at(1);
            assert_eq!(p.address_status(address), s.address_status(address), ".{number}, {on_secondary}");
        }
    }

    /// A client has the address that it got last, whichever it asks for; what it has left is on record until the partner knows
    /// (draft 7.1.2; failover semantics 0.2, C6).
    #[test]
    fn one_that_its_client_has_left() {
        let _turn = begin();
        let pair = partners(3600, 10);
        let p = &pair.primary;
        assert_eq!(got(client(FIRST).request(Some(p))).0, 1);
        pair.cut();
        at(10);
        assert_eq!(p.add_reservation(SCOPE, SCOPE + 2, &client(FIRST).id), 0);
        assert_eq!(got(client(FIRST).request(Some(p))).0, 2);
        let left = client(FIRST).about(SCOPE + 1);
        assert_eq!(left.renew(Some(p)), Err(ADDRESS_NOT_AVAILABLE));
        assert_eq!(left.release(Some(p)), ADDRESS_NOT_AVAILABLE);
        assert_eq!(got(client(FIRST).about(SCOPE + 2).renew(Some(p))).0, 2);
    }

    /// 8.1: 20 addresses, 6 leased, 7 and 7 left. The secondary dies: exactly 7 more clients are served, each for the MCLT.
    /// PARTNER_DOWN changes nothing until one MCLT is over.
    #[test]
    fn capacity_in_an_outage() {
        let _turn = begin();
        let mut pair = partners(15, 20);
        for last in 0..6 {
            client(last).for_seconds(100_000).request(None).unwrap();
        }
        assert_eq!(pair.primary.trigger(NAME), 0);
        assert_eq!(pair.free(), (7, 7));
        stop(&pair.secondary);
        for last in 6..13 {
            let answer = client(last).for_seconds(100_000).request(None).unwrap();
            assert_eq!((answer.LeaseTime, answer.Rule), (15, DhcpsapiInterrupted));
        }
        let refused = |rule, changes_at| {
            assert_eq!(client(30).request(None), Err(RANGE_FULL));
            let explained = client(30).explain(0, None).unwrap();
            assert_eq!((explained[0].Rule, explained[0].ChangesAt), (rule, changes_at));
        };
        refused(DhcpsapiOwnAddressesUsed, 0);
        at(5);
        pair.force(Primary, PARTNER_DOWN);
        refused(DhcpsapiOwnAddressesUsed, BEGIN + 20);
        at(19);
        // The seven have gone, but the partner does not know: nobody else gets their addresses.
        refused(DhcpsapiOwnAddressesUsed, BEGIN + 20);
        at(20);
        for last in 13..20 {
            let answer = client(last).for_seconds(100_000).request(None).unwrap();
            assert_eq!((answer.LeaseTime, answer.Rule), (15, DhcpsapiPartnerIsDown));
        }
        refused(DhcpsapiNoFreeAddress, 0);
    }

    /// Draft 5.4: whoever leased it, an address that is free again is the primary's.
    #[test]
    fn a_released_address_is_the_primarys() {
        let _turn = begin();
        let pair = partners(3600, 254);
        assert_eq!(got(client(SECOND).request(None)).0, 128);
        assert_eq!(pair.free(), (127, 126));
        assert_eq!(client(SECOND).release(None), 0);
        assert_eq!(pair.free(), (128, 126));
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.client_at(SCOPE + 128), Err(JET_ERROR));
            assert_eq!(server.address_status(SCOPE + 128), Ok(0));
        }
        assert_eq!(got(client(SECOND).request(None)).0, 129);
    }

    /// An address is the primary's when the time of its lease is over, at that very second.
    #[test]
    fn so_is_one_whose_lease_has_ended() {
        let _turn = begin();
        let pair = partners(3600, 254);
        assert_eq!(got(client(SECOND).request(None)), (128, 3600));
        at(3599);
        assert!(pair.secondary.client_at(SCOPE + 128).is_ok());
        at(3600);
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.client_at(SCOPE + 128), Err(JET_ERROR));
        }
        assert_eq!(pair.free().0 + pair.free().1, 254);
    }

    /// Draft 5.11: until the partner knows, an address that nobody has is nobody's; its client gets it back.
    #[test]
    fn not_before_the_partner_knows() {
        let _turn = begin();
        let pair = partners(3600, 4);
        assert_eq!(got(client(FIRST).request(None)).0, 1);
        assert_eq!(pair.primary.trigger(NAME), 0);
        let free = pair.free();
        pair.cut();
        at(10);
        assert_eq!(client(FIRST).release(None), 0);
        let record = pair.primary.times(SCOPE + 1).unwrap();
        assert_eq!((record.began, record.heard), (10, 10), "released since, and heard");
        assert_eq!(pair.secondary.times(SCOPE + 1).unwrap().heard, 0);
        assert_eq!(pair.free(), free);
        assert_eq!(client(FIRST).renew(Some(&pair.primary)).unwrap().Address, SCOPE + 1, "its own");
        assert_eq!(client(FIRST).release(Some(&pair.primary)), 0);
        for last in [3, 5, 7] {
            let _ = client(last).request(Some(&pair.primary));
        }
        assert_eq!(client(9).about(SCOPE + 1).request(Some(&pair.primary)), Err(RANGE_FULL));
        at(20);
        pair.heal();
        assert_eq!(pair.primary.client_at(SCOPE + 1), Err(JET_ERROR));
        assert_eq!(pair.secondary.client_at(SCOPE + 1), Err(JET_ERROR));
        assert_eq!(pair.free().0 + pair.free().1, free.0 + free.1 - 2 + 1);
    }

    /// 4.1: what one server let expire is active still where the client renewed.
    #[test]
    fn expired_here_and_renewed_there() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        client(FIRST).request(None).unwrap();
        pair.cut();
        at(1800);
        assert_eq!(got(client(FIRST).rebind(Some(s))), (1, 3600));
        at(4000);
        assert_eq!(p.times(SCOPE + 1).unwrap().began, 3600, "expired since");
        pair.heal();
        for server in [p, s] {
            let record = server.times(SCOPE + 1).unwrap();
            assert_eq!((record.end, record.heard, record.owner), (5400, 1800, s.address));
        }
        at(5400);
        assert_eq!(pair.free().0 + pair.free().1, 254);
    }

    /// Decision: where both servers answer (draft 9.9), the one comes first that the client has its lease from, whichever that is,
    /// and for a new client the one that its hash names (RFC 3074, 6).
    #[test]
    fn of_two_that_grant() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        let answering = |who: u8, kind| -> Vec<u32> {
            client(who).explain(kind, None).unwrap().iter().map(|answer| answer.Server).collect()
        };
        pair.cut();
        assert_eq!(answering(FIRST, 0), [p.address, s.address]);
        assert_eq!(answering(SECOND, 0), [s.address, p.address]);
        assert_eq!(client(FIRST).request(None).unwrap().Server, p.address);
        assert_eq!(client(SECOND).request(None).unwrap().Server, s.address);
        pair.heal();
        assert_eq!(pair.states(), (NORMAL, NORMAL));
        assert_eq!(answering(FIRST, 2), [p.address, s.address]);
        assert_eq!(answering(SECOND, 2), [s.address, p.address]);
        at(10);
        assert_eq!(client(FIRST).rebind(Some(s)).unwrap().Server, s.address);
        assert_eq!(answering(FIRST, 2), [s.address, p.address], "the other one's client now");
        assert_eq!(client(FIRST).rebind(None).unwrap().Server, s.address);
    }

    /// A client that was given another address by the other server uses that one; both servers come to know.
    #[test]
    fn one_client_two_addresses() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        pair.cut();
        assert_eq!(got(client(FIRST).request(Some(p))).0, 1);
        at(10);
        assert_eq!(got(client(FIRST).request(Some(s))).0, 128);
        pair.heal();
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 128).unwrap().1, s.address);
            assert_eq!(server.client_at(SCOPE + 1), Err(JET_ERROR));
        }
    }

    /// 4.1, note 5: both took the other for dead, and both leased all. The primary's clients stay.
    #[test]
    fn two_clients_one_address() {
        let _turn = begin();
        let mut pair = partners(100, 2);
        pair.cut();
        pair.force(Primary, PARTNER_DOWN);
        pair.force(Secondary, PARTNER_DOWN);
        at(100);
        let (p, s) = (&pair.primary, &pair.secondary);
        let here: Vec<u32> = [3, 5].map(|last| got(client(last).request(Some(p))).0).into();
        let there: Vec<u32> = [7, 9].map(|last| got(client(last).request(Some(s))).0).into();
        assert_eq!((here.as_slice(), there.as_slice()), ([1, 2].as_slice(), [2, 1].as_slice()));
        pair.heal();
        assert_eq!(pair.states(), (NORMAL, NORMAL));
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 1).unwrap().0, client(3).id);
            assert_eq!(server.client_at(SCOPE + 2).unwrap().0, client(5).id);
        }
    }

    /// Where the partner has learnt of a client's address that it wishes, it gets it; else the lowest free one.
    #[test]
    fn which_address() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 10);
        assert_eq!(server.add_exclusion(SCOPE, SCOPE + 1, SCOPE + 2), 0);
        assert_eq!(server.add_reservation(SCOPE, SCOPE + 3, &client(50).id), 0);
        assert_eq!(got(client(1).request(None)).0, 4);
        assert_eq!(got(client(2).about(SCOPE + 8).request(None)).0, 8);
        assert_eq!(got(client(3).about(SCOPE + 8).request(None)).0, 5, "somebody has it");
        assert_eq!(got(client(4).about(SCOPE + 2).request(None)).0, 6, "excluded");
        assert_eq!(got(client(5).about(SCOPE + 3).request(None)).0, 7, "reserved for another");
        assert_eq!(got(client(50).about(SCOPE + 9).request(None)).0, 3, "reserved for it");
        assert_eq!(got(client(1).about(SCOPE + 9).request(None)).0, 4, "the one that it has");
        assert_eq!(server.add_exclusion(SCOPE, SCOPE + 9, SCOPE + 10), 0);
        assert_eq!(client(6).request(None), Err(RANGE_FULL));
    }

    /// RFC 2131, 4.4.4: an address where somebody else is. Nobody gets it until the record is deleted.
    #[test]
    fn declined() {
        let _turn = begin();
        let pair = partners(3600, 254);
        assert_eq!(got(client(FIRST).request(None)).0, 1);
        assert_eq!(client(FIRST).decline(None), 0);
        for server in [&pair.primary, &pair.secondary] {
            let (id, owner) = server.client_at(SCOPE + 1).unwrap();
            assert_eq!((id, owner), ([1, 0, 0, 10].to_vec(), pair.primary.address));
        }
        assert_eq!(pair.primary.statistics(SCOPE).unwrap(), [254, 253, 1, 127, 126, 0, 1]);
        assert_eq!(got(client(FIRST).about(SCOPE + 1).request(None)).0, 2);
        at(10 * 691_200);
        assert_eq!(pair.free().0 + pair.free().1, 253);
        assert_eq!(pair.primary.delete_lease(SCOPE + 1), 0);
        assert_eq!(pair.free().0 + pair.free().1, 254);
    }

    /// A reserved address is reserved still when its client gives it back, refuses it, or lets its time pass.
    #[test]
    fn reserved() {
        let _turn = begin();
        let pair = partners(3600, 254);
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
        }
        for end in [
            || client(FIRST).release(None),
            || client(FIRST).decline(None),
            || {
                at(10_000);
                0
            },
        ] {
            assert_eq!(got(client(FIRST).request(None)).0, 9);
            assert_ne!(pair.secondary.client_at(SCOPE + 9).unwrap().1, u32::MAX, "in use");
            assert_eq!(end(), 0);
            for server in [&pair.primary, &pair.secondary] {
                assert_eq!(server.client_at(SCOPE + 9), Ok((client(FIRST).id, u32::MAX)), "idle");
                assert_eq!(server.address_status(SCOPE + 9), Ok(3));
            }
        }
    }

    /// A client that asks anew gets the address that is reserved for it since (Microsoft, "Using client reservations"), and has
    /// the one that it had no more: that is the primary's again (draft 5.4).
    #[test]
    fn the_address_that_a_client_leaves() {
        let _turn = begin();
        let pair = partners(3600, 254);
        assert_eq!(got(client(SECOND).request(None)), (128, 3600));
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 9, &client(SECOND).id), 0);
        }
        assert_eq!(got(client(SECOND).request(None)), (9, 3600));
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.client_at(SCOPE + 9), Ok((client(SECOND).id, pair.secondary.address)));
            assert_eq!(server.client_at(SCOPE + 128), Err(JET_ERROR));
            assert_eq!(server.address_status(SCOPE + 128), Ok(0));
        }
    }

    /// Draft 5.13: without contact, either leases an address that both keep for a client, whosever it was.
    #[test]
    fn reserved_on_both_and_leased_by_either() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        for server in [p, s] {
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 200, &client(SECOND).id), 0);
        }
        assert_eq!(s.add_reservation(SCOPE, SCOPE + 10, &client(50).id), 0);
        pair.cut();
        assert_eq!(got(client(FIRST).request(Some(s))), (9, 3600));
        assert_eq!(got(client(SECOND).request(Some(p))), (200, 3600));
        assert_eq!(rules(&client(50).explain(0, Some(s)).unwrap()), [DhcpsapiOfPartner], "kept here alone");
    }

    /// Draft 5.13: a partner that has no such reservation may lease the address to another client. When the two meet, that one
    /// keeps it, as the address that it used last (7.1.2): nobody uses it on the server that keeps it.
    #[test]
    fn reserved_on_one_and_leased_by_the_other() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        pair.cut();
        assert_eq!(p.add_reservation(SCOPE, SCOPE + 200, &client(50).id), 0);
        assert_eq!(got(client(FIRST).request(Some(p))), (1, 3600));
        at(10);
        assert_eq!(got(client(FIRST).about(SCOPE + 200).request(Some(s))), (200, 3600));
        pair.heal();
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 1), Err(JET_ERROR));
            assert_eq!(server.client_at(SCOPE + 200), Ok((client(FIRST).id, s.address)));
        }
    }

    /// An address that an administrator makes free is the primary's (draft 5.4); but a primary that cannot reach its partner
    /// leaves it to that one. When they meet the secondary takes the primary's word for its pool side, also if it is leased.
    #[test]
    fn whose_an_address_was() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        let address = SCOPE + 100;
        for server in [p, s] {
            assert_eq!(server.add_exclusion(SCOPE, address, address), 0);
        }
        pair.cut();
        for server in [p, s] {
            assert_eq!(server.remove_exclusion(SCOPE, address, address), 0);
        }
        let statuses = || [p, s].map(|server| server.address_status(address));
        assert_eq!(statuses(), [Ok(1), Ok(0)], "each takes it for the other's");
        for (server, end) in [(p, 1000), (s, 2000)] {
            assert_eq!(server.create_lease(address, &client(FIRST).id, 1), 0);
            let end = date(end);
            assert_eq!(server.change_lease_until(address, &client(FIRST).id, server.address, end), 0);
        }
        pair.heal();
        assert_eq!(statuses(), [Ok(1), Ok(1)]);
        for server in [p, s] {
            assert_eq!(server.times(address).unwrap().end, 2000);
        }
    }

    /// A lease is not extended where its address is leased no more.
    #[test]
    fn configured_otherwise_meanwhile() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 10);
        assert_eq!(got(client(1).request(None)).0, 1);
        assert_eq!(client(1).about(SCOPE + 2).renew(None), Err(ADDRESS_NOT_AVAILABLE));
        assert_eq!(rules(&client(1).about(SCOPE + 2).explain(1, None).unwrap()), [DhcpsapiOtherAddress]);
        assert_eq!(server.delete_lease(SCOPE + 1), 0);
        assert_eq!(client(1).rebind(None), Err(INVALID_DHCP_CLIENT));
    }
}

mod lost_leases {
    use super::*;

    /// COMPATIBILITY.md, "What is over while the partner is in RECOVER or RECOVER_WAIT": the partner may have leased the
    /// address for longer, and lost that (draft 9.6.2), so it keeps it until it has waited.
    #[test]
    fn what_is_over_while_the_partner_recovers() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        assert_eq!(got(client(FIRST).request(None)), (1, 3600));
        at(100);
        stop(s);
        assert_eq!(restore(s), 0);
        start(s);
        assert_eq!(pair.states(), (COMMUNICATION_INT, RECOVER_WAIT));
        at(200);
        assert_eq!(client(FIRST).release(Some(p)), 0);
        for moment in [200, 3699] {
            at(moment);
            for server in [p, s] {
                assert_eq!(server.client_at(SCOPE + 1), Ok((client(FIRST).id, p.address)), "at {moment}");
            }
        }
        at(3700);
        assert_eq!(pair.states(), (NORMAL, NORMAL));
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 1), Err(JET_ERROR));
        }
    }

    /// MS-DHCPF 3.1.7.2: a restored server recovers: it has all leases from its partner, and serves one MCLT after it last did.
    #[test]
    fn a_restored_server_has_the_leases_again() {
        for restored_primary in [true, false] {
            let _turn = begin();
            let pair = partners(3600, 254);
            let (p, s) = (&pair.primary, &pair.secondary);
            let (lost, other) = if restored_primary { (p, s) } else { (s, p) };
            assert_eq!(got(client(FIRST).request(None)).0, 1);
            assert_eq!(got(client(SECOND).request(None)).0, 128);
            let free = pair.free();
            assert_eq!(restore(lost), SERVICE_ALREADY_RUNNING);
            at(100);
            stop(lost);
            assert_eq!(restore(lost), 0);
            at(200);
            start(lost);
            assert_eq!(lost.state(NAME).unwrap().0, RECOVER_WAIT);
            assert_eq!(other.state(NAME).unwrap().0, COMMUNICATION_INT);
            assert_eq!(pair.free(), free, "it knows again whose the free addresses are");
            for address in [SCOPE + 1, SCOPE + 128] {
                let (here, there) = (lost.times(address).unwrap(), other.times(address).unwrap());
                assert_eq!((here.end, here.heard, here.owner), (there.end, there.heard, there.owner));
            }
            assert_eq!(client(FIRST).rebind(Some(lost)), Err(TIMEOUT));
            assert_eq!(client(FIRST).rebind(None).unwrap().Server, other.address);
            at(3699);
            assert_eq!(lost.state(NAME).unwrap().0, RECOVER_WAIT);
            at(3700);
            assert_eq!(pair.states(), (NORMAL, NORMAL));
        }
    }

    /// Without its partner it has nobody to ask, and serves nobody.
    #[test]
    fn a_restored_server_alone() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let p = &pair.primary;
        stop(&pair.secondary);
        stop(p);
        assert_eq!(restore(p), 0);
        start(p);
        at(1_000_000);
        assert_eq!(p.state(NAME).unwrap().0, RECOVER);
        assert_eq!(client(FIRST).request(None), Err(TIMEOUT));
        start(&pair.secondary);
        assert_eq!(pair.states(), (NORMAL, NORMAL));
    }

    /// Also where the partner took it for dead while it was alive: there is nothing of its own to resolve.
    #[test]
    fn restored_after_partner_down() {
        let _turn = begin();
        let mut pair = partners(3600, 254);
        pair.cut();
        pair.force(Primary, PARTNER_DOWN);
        at(1000);
        stop(&pair.secondary);
        assert_eq!(restore(&pair.secondary), 0);
        pair.heal();
        start(&pair.secondary);
        assert_eq!(pair.states(), (PARTNER_DOWN, RECOVER_WAIT));
        at(4600);
        assert_eq!(pair.states(), (NORMAL, NORMAL));
    }

    /// A reservation is configuration, and was in the backup.
    #[test]
    fn what_is_not_lost() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 10);
        assert_eq!(server.add_reservation(SCOPE, SCOPE + 3, &client(50).id), 0);
        for last in [50, 1] {
            client(last).request(None).unwrap();
        }
        stop(&server);
        assert_eq!(restore(&server), 0);
        start(&server);
        assert_eq!(server.client_at(SCOPE + 3), Ok((client(50).id, u32::MAX)), "idle");
        assert_eq!(server.client_at(SCOPE + 1), Err(JET_ERROR));
        assert_eq!(got(client(2).request(None)).0, 1);
    }
}

/// Refused requests change nothing.
mod bad_input {
    use super::*;

    #[test]
    fn identifiers_and_addresses() {
        let _turn = begin();
        let server = Server::new();
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 10);
        let with_id = |length| Client { id: vec![7; length], ..client(0) };
        server.refuses(INVALID_PARAMETER, || with_id(0).request(None).unwrap_err());
        server.refuses(INVALID_PARAMETER, || with_id(256).request(None).unwrap_err());
        for foreign in [SCOPE - 1, SCOPE + 256, u32::MAX] {
            server.refuses(INVALID_PARAMETER, || client(0).about(foreign).request(None).unwrap_err());
            server.refuses(INVALID_PARAMETER, || client(0).about(foreign).release(Some(&server)));
        }
        for scope in [0, SCOPE + 1, SCOPE + 256, u32::MAX] {
            let astray = Client { scope, ..client(0) };
            server.refuses(SUBNET_NOT_PRESENT, || astray.request(None).unwrap_err());
            server.refuses(SUBNET_NOT_PRESENT, || astray.request(Some(&server)).unwrap_err());
            server.refuses(SUBNET_NOT_PRESENT, || astray.renew(None).unwrap_err());
            server.refuses(SUBNET_NOT_PRESENT, || astray.release(None));
        }
        for unknown in [
            |c: &Client| c.renew(None).unwrap_err(),
            |c: &Client| c.release(None),
            |c: &Client| c.decline(None),
        ] {
            server.refuses(INVALID_DHCP_CLIENT, || unknown(&client(0)));
        }
        server.refuses(INVALID_PARAMETER, || client(0).explain(3, None).unwrap_err());
        server.refuses(INVALID_PARAMETER, || client(0).explain(-1, None).unwrap_err());
        server.refuses(SERVICE_ALREADY_RUNNING, || restore(&server));
        for length in [1, 255] {
            assert_eq!(with_id(length).request(None).unwrap().LeaseTime, 691_200);
        }
        assert_eq!(server.client_at(SCOPE + 2).unwrap().0, vec![7; 255]);
    }
}

/// Limits of the leases that a server may grant, and its forecasts of when an answer changes.
mod limits {
    use super::*;

    /// Draft 7.1.5: a lease never ends later than one MCLT beyond the larger of the received and the acknowledged potential
    /// expiry. In RECOVER_DONE, which serves no new clients, the present is no floor of that limit.
    #[test]
    fn recover_done_without_contact() {
        let _turn = begin();
        let mut pair = partners(600, 254);
        let holder = client(SECOND).for_seconds(1000);
        assert_eq!(got(holder.request(None)), (128, 600));
        at(300);
        assert_eq!(got(holder.renew(None)), (128, 1000));
        assert_eq!(pair.secondary.times(SCOPE + 128).unwrap().potential[1], 1800, "300 + 500 + 1000");
        at(400);
        stop(&pair.secondary);
        pair.force(Primary, PARTNER_DOWN);
        start(&pair.secondary);
        pair.cut();
        at(1000);
        assert_eq!(pair.states(), (PARTNER_DOWN, RECOVER_DONE));
        at(1100);
        assert_eq!(got(holder.renew(Some(&pair.secondary))), (128, 1000));
        at(2000);
        assert_eq!(got(holder.renew(Some(&pair.secondary))), (128, 400), "until 1800 + 600");
        at(2399);
        assert_eq!(got(holder.renew(Some(&pair.secondary))), (128, 1));
        let other = client(FIRST).about(SCOPE + 128);
        assert_ne!(got(other.request(Some(&pair.primary))).0, 128);
        other.release(Some(&pair.primary));
        at(2400);
        assert_eq!(holder.renew(Some(&pair.secondary)), Err(TIMEOUT), "nothing is left that it may grant");
        let another = client(7).about(SCOPE + 128);
        assert_eq!(
            got(another.request(Some(&pair.primary))).0,
            128,
            "one MCLT after the last end that it knows of"
        );
    }

    /// Draft 7.1.5 and 9.5: an acknowledgement of a partner is void when its database is lost. The partner gets the latest of the
    /// times sent, acknowledged and received, and waits for that, although the lease was made shorter since.
    #[test]
    fn an_acknowledgement_does_not_outlive_its_database() {
        let _turn = begin();
        draft_lease_limit();
        let mut pair = partners(600, 254);
        let (long, short) = (client(FIRST).for_seconds(5000), client(FIRST).for_seconds(100));
        assert_eq!(got(long.request(None)), (1, 600));
        at(300);
        assert_eq!(got(long.renew(None)), (1, 5000));
        at(400);
        assert_eq!(got(short.renew(None)), (1, 100));
        assert_eq!(pair.primary.times(SCOPE + 1).unwrap().potential[..2], [550, 7800], "sent, acknowledged");
        at(450);
        stop(&pair.secondary);
        assert_eq!(restore(&pair.secondary), 0);
        start(&pair.secondary);
        assert_eq!(pair.states(), (COMMUNICATION_INT, RECOVER_WAIT));
        assert_eq!(pair.secondary.times(SCOPE + 1).unwrap().potential[2], 7800, "received");
        at(499);
        assert_eq!(got(long.renew(Some(&pair.primary))), (1, 5000));
        pair.cut();
        at(1051);
        stop(&pair.primary);
        pair.force(Secondary, PARTNER_DOWN);
        for (number, moment, free) in [(7, 1651, false), (8, 8399, false), (9, 8400, true)] {
            at(moment);
            let other = client(number).about(SCOPE + 1);
            assert_eq!(got(other.request(Some(&pair.secondary))).0 == 1, free, "at {moment}");
        }
    }

    /// Draft 7.1.5 and 9.5, of a reserved address, which has a record also on the server that has lost its leases. When
    /// it is reserved no more, it is still kept for the client that may have been granted it.
    #[test]
    fn nor_does_one_of_a_reserved_address() {
        let _turn = begin();
        draft_lease_limit();
        let pair = partners(600, 254);
        let servers = [&pair.primary, &pair.secondary];
        for server in servers {
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
        }
        assert_eq!(got(client(FIRST).for_seconds(5000).request(None)), (9, 600));
        at(300);
        assert_eq!(got(client(FIRST).for_seconds(5000).renew(None)), (9, 5000));
        at(400);
        assert_eq!(got(client(FIRST).for_seconds(100).renew(None)), (9, 100));
        assert_eq!(pair.primary.times(SCOPE + 9).unwrap().potential[..2], [550, 7800], "sent, acknowledged");
        at(450);
        stop(&pair.secondary);
        assert_eq!(restore(&pair.secondary), 0);
        start(&pair.secondary);
        at(1050);
        assert_eq!(pair.states(), (NORMAL, NORMAL));
        for server in servers {
            assert_eq!(server.remove_reservation(SCOPE, SCOPE + 9, &client(FIRST).id), 0);
        }
        for (number, moment, free) in [(7, 1051, false), (8, 8399, false), (9, 8400, true)] {
            at(moment);
            let other = client(number).about(SCOPE + 9);
            assert_eq!(got(other.request(Some(&pair.primary))).0 == 9, free, "at {moment}");
        }
    }

    /// Of two records of one lease that say the same of when, the primary's is the truth (draft 7.1.3), also of a lease that is
    /// over and whose address is kept.
    #[test]
    fn the_owner_of_a_lease_that_is_over_and_kept() {
        let _turn = begin();
        draft_lease_limit();
        let pair = partners(600, 254);
        let (p, s) = (&pair.primary, &pair.secondary);
        assert_eq!(got(client(FIRST).for_seconds(5000).request(None)), (1, 600));
        at(300);
        assert_eq!(got(client(FIRST).for_seconds(5000).renew(None)), (1, 5000));
        at(400);
        assert_eq!(got(client(FIRST).for_seconds(100).renew(None)), (1, 100));
        at(450);
        stop(s);
        assert_eq!(restore(s), 0);
        start(s);
        at(1050);
        assert_eq!(pair.states(), (NORMAL, NORMAL));
        pair.cut();
        assert_eq!(s.change_lease_until(SCOPE + 1, &client(FIRST).id, s.address, date(500)), 0);
        assert_eq!((p.client_at(SCOPE + 1).unwrap().1, p.times(SCOPE + 1).unwrap().end), (p.address, 500));
        assert_eq!((s.client_at(SCOPE + 1).unwrap().1, s.times(SCOPE + 1).unwrap().end), (s.address, 500));
        pair.heal();
        for server in [p, s] {
            assert_eq!(server.client_at(SCOPE + 1), Ok((client(FIRST).id, p.address)));
        }
    }

    /// Draft 5.2.1: a partner that is in contact again, and recovers, learns of a lease when it has; until then none is longer than
    /// the MCLT beyond what it knows, although the server is in PARTNER_DOWN still.
    #[test]
    fn partner_down_while_the_partner_recovers() {
        let _turn = begin();
        draft_lease_limit();
        let mut pair = partners(600, 254);
        stop(&pair.primary);
        pair.force(Secondary, PARTNER_DOWN);
        assert_eq!(got(client(FIRST).request(Some(&pair.secondary))).1, 691_200);
        at(10);
        start(&pair.primary);
        assert_eq!(pair.states(), (RECOVER_WAIT, PARTNER_DOWN));
        assert_eq!(got(client(SECOND).request(Some(&pair.secondary))).1, 600);
    }

    /// With an MCLT of 0 nobody gets a lease that the partner knows nothing of, and none is on record.
    #[test]
    fn an_mclt_of_0() {
        let _turn = begin();
        let pair = partners(0, 254);
        assert_eq!(client(FIRST).request(None), Err(TIMEOUT));
        assert_eq!(rules(&client(FIRST).explain(0, Some(&pair.primary)).unwrap()), [DhcpsapiNoLeadTime]);
        assert_eq!(pair.primary.client_at(SCOPE + 1), Err(JET_ERROR));
        assert_eq!(pair.free(), (127, 127));
    }

    /// An address where a client has found somebody else is nobody's until an administrator deletes the record: it never ends
    /// (MS-DHCPM 2.2.1.2.14; 0x7FFFFFFF:FFFFFFFF is no end).
    #[test]
    fn bad_address_never_ends() {
        let _turn = begin();
        let pair = partners(3600, 254);
        assert_eq!(got(client(FIRST).request(None)).0, 1);
        assert_eq!(client(FIRST).decline(None), 0);
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.times(SCOPE + 1).unwrap().end, 910_692_730_085 - BEGIN);
        }
    }

    /// The time of the last transaction does not go back when partners meet, and a lease that its client made shorter is over
    /// (draft 7.1.3; MS-DHCPM 2.2.1.2.101: when the client was last heard).
    #[test]
    fn the_last_transaction_stays() {
        let _turn = begin();
        let pair = partners(3600, 254);
        client(FIRST).request(None).unwrap();
        at(1800);
        assert_eq!(got(client(FIRST).renew(None)), (1, 691_200));
        pair.cut();
        at(2000);
        assert_eq!(got(client(FIRST).for_seconds(600).rebind(Some(&pair.secondary))), (1, 600));
        assert_eq!(pair.secondary.times(SCOPE + 1).unwrap().heard, 2000);
        at(3000);
        pair.heal();
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.times(SCOPE + 1).map(|times| times.heard), Err(JET_ERROR), "over on both");
        }
    }

    /// `ChangesAt` while a safe period of 600 s runs (MS-DHCPF 3.1.2.1): then the partner is taken for dead, which lengthens leases
    /// (draft 7.1.5), and one MCLT later its addresses are usable, too (draft 9.4).
    #[test]
    fn what_the_end_of_the_safe_period_changes() {
        let _turn = begin();
        draft_lease_limit();
        let pair = Pair::with(2, |half| half.safe_period(600));
        let p = &pair.primary;
        assert_eq!(got(client(FIRST).for_seconds(4000).request(Some(p))), (1, 3600));
        at(100);
        pair.cut();
        let changes = |who: u8, kind| {
            let explained = client(who).explain(kind, Some(p)).unwrap()[0];
            (explained.Rule, explained.ChangesAt.saturating_sub(BEGIN))
        };
        assert_eq!(changes(FIRST, 1), (DhcpsapiKnownToPartner, 700));
        assert_eq!(changes(SECOND, 0), (DhcpsapiOwnAddressesUsed, 4300));
    }

    /// `ChangesAt` of a server that recovers: when its wait is over it serves new clients if its partner is there, which makes it
    /// NORMAL; alone it is in RECOVER_DONE, where it only extends leases (draft 9.6.2 and 9.7).
    #[test]
    fn what_a_wait_changes() {
        let _turn = begin();
        let pair = partners(3600, 254);
        let s = &pair.secondary;
        at(100);
        stop(s);
        assert_eq!(restore(s), 0);
        start(s);
        assert_eq!(s.state(NAME).unwrap().0, RECOVER_WAIT);
        let changes = || {
            let explained = client(SECOND).explain(0, Some(s)).unwrap()[0];
            (explained.Rule, explained.ChangesAt.saturating_sub(BEGIN))
        };
        assert_eq!(changes(), (DhcpsapiSilent, 3700), "one MCLT after it served last");
        pair.cut();
        assert_eq!(changes(), (DhcpsapiSilent, 0));
    }

    /// `ChangesAt`: when the answer is another one though nobody does anything.
    #[test]
    fn what_changes_by_itself() {
        let _turn = begin();
        let pair = partners(3600, 2);
        let (p, s) = (&pair.primary, &pair.secondary);
        let changes = |who: u8, kind, server| {
            let explained = client(who).explain(kind, Some(server)).unwrap()[0];
            (explained.Rule, explained.ChangesAt.saturating_sub(BEGIN))
        };
        assert_eq!(changes(FIRST, 0, p), (DhcpsapiKnownToPartner, 0), "only the client can change it");
        assert_eq!(changes(SECOND, 0, p), (DhcpsapiPartnersClient, 0));
        client(FIRST).request(None).unwrap();
        // The one free address is the secondary's, and stays with it: half of one is none.
        assert_eq!(changes(FIRST + 2, 0, p).1, 300, "the next rebalance gives it the odd one");
        client(SECOND).request(None).unwrap();
        assert_eq!(changes(FIRST + 2, 0, p), (DhcpsapiNoFreeAddress, 3600), "a lease ends");
        at(100);
        stop(s);
        assert_eq!(
            changes(FIRST + 2, 0, p),
            (DhcpsapiNoFreeAddress, 0),
            "the partner has to hear of the end"
        );
    }

    /// An address that becomes free is the primary's (draft 5.4), and it can be sooner than the next rebalance.
    #[test]
    fn what_changes_when_a_lease_ends_first() {
        let _turn = begin();
        let pair = partners(3600, 2);
        let p = &pair.primary;
        client(FIRST).for_seconds(60).request(Some(p)).unwrap();
        let explained = client(FIRST + 2).explain(0, Some(p)).unwrap()[0];
        assert_eq!((explained.Rule, explained.ChangesAt), (DhcpsapiOwnAddressesUsed, BEGIN + 60));
        at(60);
        assert!(client(FIRST + 2).request(Some(p)).is_ok());
    }

    /// The primary rebalances the addresses that it takes for free (MS-DHCPF 3.1.4.2), whatever the secondary has of the scope.
    #[test]
    fn what_changes_where_the_secondary_has_other_exclusions() {
        let _turn = begin();
        let pair = partners(3600, 4);
        let s = &pair.secondary;
        assert_eq!(s.add_exclusion(SCOPE, SCOPE + 3, SCOPE + 4), 0);
        let explained = client(SECOND).explain(0, Some(s)).unwrap()[0];
        assert_eq!(
            (explained.Rule, explained.ChangesAt),
            (DhcpsapiOwnAddressesUsed, 0),
            "it is divided by half"
        );
        at(300);
        assert_eq!(client(SECOND).request(Some(s)).unwrap_err(), 20012);
        assert_eq!(pair.primary.add_exclusion(SCOPE, SCOPE + 3, SCOPE + 4), 0);
        assert_eq!(client(SECOND).explain(0, Some(s)).unwrap()[0].ChangesAt, BEGIN + 600);
        at(600);
        assert!(client(SECOND).request(Some(s)).is_ok());
    }
}

//! Schedules that once ended badly, each as short as it was found. The rules that have to hold are those of the ledger.

use dhcpsapi::abi::extension::DHCPSAPI_REQUEST_KIND::{DhcpsapiNewLease, DhcpsapiRebinding, DhcpsapiRenewal};

use crate::configuration::Change::{Exclude, LeaseSeconds, Range, Reserve, Unreserve};
use crate::ledger::Ledger;
use crate::schedule::Setting::Mclt;
use crate::schedule::Step::{
    Advance, Ask, Configure, Decline, Fault, Outage, Reinstall, Release, Replicate, ScopeJoins, ScopeLeaves,
    Secret, Set, ToTheEnd,
};
use crate::schedule::Where::{Both, On};
use crate::schedule::{Step, Wish};
use crate::support::clock::turn;
use crate::support::pair::SIDES;
use crate::support::pair::Side::{self, Primary, Secondary};
use crate::trial::Fault::{Cut, Heal, PartnerDown, Start, Stop};
use crate::trial::Settings;

/// Twelve addresses, .1 to .6 the primary's and .7 to .12 the secondary's; an MCLT of 600 seconds, no safe period. By load
/// balance the clients 2, 5, 7, 8 and 9 are the primary's and 1, 3, 4 and 6 the secondary's.
const SETTINGS: Settings = Settings { addresses: 12, mclt: 600, safe_period: 0, draft_lease_limit: false };
const DRAFT: Settings = Settings { draft_lease_limit: true, ..SETTINGS };

#[track_caller]
fn ends_well_with(settings: Settings, steps: &[Step]) {
    let _turn = turn();
    let outcome = Ledger::play(settings, steps);
    assert_eq!(outcome, Ok(()), "{}", outcome.clone().unwrap_err());
}

#[track_caller]
fn ends_well(steps: &[Step]) {
    ends_well_with(SETTINGS, steps);
}

/// A client asks everybody for any address, for as long as the scope gives.
fn asks(client: u8) -> Step {
    Ask(DhcpsapiNewLease, client, None, Wish::Any, 0)
}

fn asks_for(client: u8, seconds: u32) -> Step {
    Ask(DhcpsapiNewLease, client, None, Wish::Any, seconds)
}

fn asks_one(client: u8, side: Side) -> Step {
    Ask(DhcpsapiNewLease, client, Some(side), Wish::Any, 0)
}

fn wishes(client: u8, side: Side, number: u32) -> Step {
    Ask(DhcpsapiNewLease, client, Some(side), Wish::Number(number), 0)
}

fn renews(client: u8, side: Side, seconds: u32) -> Step {
    Ask(DhcpsapiRenewal, client, Some(side), Wish::Own, seconds)
}

/// One address, two clients.
mod two_clients {
    use super::*;

    /// Draft 7.1.5, C1: in RECOVER_DONE without contact a lease ends one MCLT after what the partner knows, and is not renewed
    /// for ever.
    #[test]
    fn recover_done_without_contact() {
        let served_and_dead =
            [asks_for(3, 900), renews(3, Secondary, 900), Fault(Stop(Secondary)), Advance(1)];
        let recovers_alone = [Fault(PartnerDown(Primary)), Fault(Start(Secondary)), Fault(Cut), Advance(599)];
        // The partner knows of 1350, so this may go on until 1950.
        let goes_on = [renews(3, Secondary, 900), Advance(899), renews(3, Secondary, 900), Advance(451)];
        let given_away = [wishes(2, Primary, 7)];
        ends_well(&[&served_and_dead[..], &recovers_alone, &goes_on, &given_away].concat());
    }

    /// C2: the partner has the end of the last answer to the client, though it is earlier.
    #[test]
    fn a_renewal_that_shortens() {
        ends_well(&[asks(3), asks(3), renews(3, Secondary, 7200)]);
        ends_well(&[asks(3), asks(3), renews(3, Primary, 7200)]);
    }

    /// C2, when the binding update of the renewal comes later.
    #[test]
    fn a_renewal_that_shortens_during_a_cut() {
        for side in SIDES {
            ends_well(&[
                asks(3),
                asks(3),
                Advance(1),
                Fault(Cut),
                renews(3, side, 600),
                Fault(Heal(Primary)),
            ]);
        }
    }

    /// C2: a lease that is over by its client's latest transaction is over, whatever the partner has had.
    #[test]
    fn a_bounce_brings_a_lease_back() {
        let shortened = [asks(6), asks(6), Advance(1), Fault(Cut), renews(6, Secondary, 600)];
        ends_well(&[&shortened[..], &[Advance(600), Fault(Heal(Primary))]].concat());
    }

    /// C3: an address that is reserved here alone, and leased there.
    #[test]
    fn a_reservation_on_one_server() {
        ends_well(&[Configure(On(Secondary), Reserve(1, 3)), asks(7), asks(3)]);
        ends_well(&[Configure(On(Primary), Reserve(7, 2)), asks(3), asks(2)]);
    }

    /// Reservations of the two servers that contradict each other.
    #[test]
    fn two_reservations_of_one_address() {
        let reserved = [Configure(On(Secondary), Reserve(10, 3)), Configure(On(Primary), Reserve(10, 2))];
        ends_well(&[&reserved[..], &[asks(3), asks(2)]].concat());
        ends_well(&[&reserved[..], &[asks(2), asks(3)]].concat());
    }

    /// C3: an address that both have leased without contact is not renewed by one of them after the meeting.
    #[test]
    fn a_reservation_made_during_a_cut() {
        let again = |client| Ask(DhcpsapiRebinding, client, None, Wish::Own, 0);
        for (side, number, reserved, other) in [(Secondary, 1, 3, 7), (Primary, 7, 2, 3)] {
            ends_well(&[
                Fault(Cut),
                Configure(On(side), Reserve(number, reserved)),
                wishes(other, side.other(), number),
                asks_one(reserved, side),
                Fault(Heal(Primary)),
                again(reserved),
                again(other),
            ]);
        }
    }

    /// C4 (a): the secondary has acknowledged 1350, so the primary may have leased it until one MCLT later, and has.
    #[test]
    fn a_renewal_that_is_lost_with_the_database() {
        let known = [asks_for(2, 900), renews(2, Primary, 900), Fault(Cut), Advance(899)];
        let lost = [renews(2, Primary, 900), Reinstall(Primary), Fault(Heal(Primary)), Advance(601)];
        ends_well_with(DRAFT, &[&known[..], &lost, &[wishes(5, Primary, 1)]].concat());
    }

    /// C4 (b): what the secondary has received from the primary it may lease by, also when the primary has lost it.
    #[test]
    fn what_the_partner_may_lease_by() {
        let lost = [asks_for(2, 900), renews(2, Primary, 900), Reinstall(Primary), Advance(600)];
        let leased = [Fault(Cut), Advance(299), renews(2, Secondary, 900), Outage(Secondary)];
        ends_well_with(DRAFT, &[&lost[..], &leased, &[Advance(601), wishes(5, Primary, 1)]].concat());
    }

    /// C5: the partner leases by the MCLT that both had.
    #[test]
    fn the_mclt_lowered_during_a_cut() {
        let leased = [Fault(Cut), asks_one(3, Secondary), Fault(Stop(Secondary))];
        let lowered = [Set(On(Primary), Mclt(600)), Advance(1), Fault(PartnerDown(Primary)), Advance(600)];
        ends_well_with(
            Settings { mclt: 3600, ..SETTINGS },
            &[&leased[..], &lowered, &[wishes(2, Primary, 7)]].concat(),
        );
    }

    /// C5: what is raised here is not known to the partner yet.
    #[test]
    fn the_mclt_raised_on_one_server() {
        ends_well(&[Fault(Cut), Set(On(Primary), Mclt(1200)), asks_one(2, Primary)]);
        ends_well(&[Set(On(Primary), Mclt(1200)), asks_one(2, Primary)]);
    }

    /// C6: the address that a client leaves is kept until the partner knows, and does not come back.
    #[test]
    fn a_client_that_moves_to_its_reservation_during_a_cut() {
        let reserved = [asks(2), asks(2), Fault(Cut), Configure(Both, Reserve(5, 2)), Advance(1)];
        for side in SIDES {
            let moved = [asks_one(2, side), Fault(Heal(Primary))];
            ends_well(&[&reserved[..], &moved].concat());
            let moved_and_gone = [asks_one(2, side), Release(2, Some(side)), Fault(Heal(Primary))];
            ends_well(&[&reserved[..], &moved_and_gone].concat());
        }
    }

    /// A client whose address is excluded on both servers during a cut: it moves to another one, and may give that back.
    #[test]
    fn a_client_whose_address_is_excluded_during_a_cut() {
        let excluded = [asks(2), asks(2), Fault(Cut), Configure(Both, Exclude(1, 1)), Advance(1)];
        for side in SIDES {
            let moved = [asks_one(2, side), Fault(Heal(Primary))];
            ends_well(&[&excluded[..], &moved].concat());
            let moved_and_gone = [asks_one(2, side), Release(2, Some(side)), Fault(Heal(Primary))];
            ends_well(&[&excluded[..], &moved_and_gone].concat());
        }
    }

    /// The primary keeps an address of its partner for a client that has another one: whose the address is, it knows still
    /// (draft 9.4.2). So does whoever excludes it first, or waits for the lease to be over, or takes the partner to be dead.
    #[test]
    fn a_reservation_of_the_partners_address_for_a_client_that_has_another() {
        let reserved = Configure(On(Primary), Reserve(7, 2));
        let asked = [wishes(2, Primary, 1), asks_one(1, Secondary)];
        let apart = |steps: &[Step]| ends_well(&[&[Fault(Cut), Advance(1)], steps].concat());
        apart(&[&asked[..], &[reserved, wishes(2, Primary, 7), Advance(1), Fault(Heal(Primary))]].concat());
        apart(&[asked[0], reserved, Advance(601), asked[1], wishes(2, Primary, 7)]);
        apart(&[asked[0], reserved, wishes(5, Primary, 2), Advance(601), asked[1], asks_one(2, Primary)]);
        apart(&[Configure(On(Primary), Exclude(7, 7)), reserved, asks_one(2, Primary), asked[1]]);
        let down = [Fault(Stop(Secondary)), Fault(PartnerDown(Primary)), reserved, asks_one(2, Primary)];
        apart(&[&asked[..], &down].concat());
        apart(&[&asked[..], &down, &[Advance(601), asks_one(2, Primary)]].concat());
    }

    /// A potential expiration time that the partner sent before the scope was without failover is void: both servers know
    /// how long each may lease (draft 7.1.5).
    #[test]
    fn what_was_told_before_the_scope_was_without_failover() {
        let alone = [asks(2), ScopeLeaves(Primary), Advance(600), asks_one(2, Primary), ScopeJoins(Primary)];
        let told = [Advance(1), renews(2, Primary, 900), Advance(1), Fault(Cut), Advance(1)];
        let apart = [renews(2, Secondary, 0), Outage(Secondary), Advance(3000), wishes(9, Primary, 1)];
        ends_well_with(DRAFT, &[&alone[..], &told, &apart].concat());
        let leaves = [Outage(Primary), asks(5), Fault(Start(Primary)), ScopeLeaves(Primary), Advance(3600)];
        let both =
            [Ask(DhcpsapiRebinding, 5, None, Wish::Any, 0), Ask(DhcpsapiNewLease, 5, None, Wish::Own, 0)];
        ends_well_with(Settings { mclt: 3600, ..SETTINGS }, &[&leaves[..], &both].concat());
        let lost =
            [ScopeLeaves(Secondary), Reinstall(Secondary), Ask(DhcpsapiNewLease, 10, None, Wish::Own, 0)];
        ends_well_with(DRAFT, &[&[asks(10)], &lost[..]].concat());
        let joins = [asks(2), Reinstall(Primary), Advance(600), ScopeLeaves(Primary), ScopeJoins(Primary)];
        ends_well(&[&joins[..], &[asks_for(2, 7200)]].concat());
    }

    /// A server that lost its database gets updates of leases that are over as of those that are not (draft 7.1.5, 9.5).
    #[test]
    fn a_lease_that_is_over_is_told_with_all_that_is_known_of_it() {
        let hour = Settings { addresses: 6, mclt: 3600, ..SETTINGS };
        let lost = [asks_for(4, 7200), Fault(Stop(Secondary)), asks(4), Advance(3600), Reinstall(Secondary)];
        let again = Ask(DhcpsapiRebinding, 4, None, Wish::Own, 7200);
        ends_well_with(hour, &[&lost[..], &[again]].concat());
    }

    /// In NORMAL both know the order of what happens within a second: the client has moved.
    #[test]
    fn a_client_that_moves_in_the_second_of_its_lease() {
        ends_well(&[asks(3), Configure(On(Secondary), Exclude(7, 7)), asks(3)]);
        ends_well(&[asks(2), Configure(On(Primary), Exclude(1, 1)), asks(2)]);
    }
}

/// Reservations, as administrators rely on them.
mod reservations {
    use super::*;

    /// C7: reservations come before exclusions.
    #[test]
    fn inside_an_exclusion() {
        let excluded = Configure(Both, Exclude(3, 4));
        ends_well(&[Configure(Both, Reserve(3, 2)), excluded, asks(2)]);
        ends_well(&[excluded, Configure(Both, Reserve(3, 2)), asks(2)]);
    }

    /// C7, outside a range that was narrowed.
    #[test]
    fn outside_a_narrower_range() {
        ends_well(&[Configure(Both, Reserve(12, 2)), Configure(Both, Range(1, 10)), asks(2)]);
    }

    /// A client may use an address for as long as it was told, though its reservation is lifted where leases are shorter by then.
    #[test]
    fn lifted_where_leases_are_shorter() {
        let shorter = [Configure(Both, LeaseSeconds(Some(3600))), Configure(Both, Unreserve(2))];
        let before = [Configure(Both, Reserve(1, 2)), asks(2), Advance(300), renews(2, Primary, 0)];
        ends_well(&[&before[..], &shorter, &[Advance(7200), wishes(5, Primary, 1)]].concat());
        // By replication, from a server that never had it.
        let leased = [wishes(2, Primary, 1), Advance(300), renews(2, Primary, 0)];
        let before = [&leased[..], &[Configure(On(Secondary), Reserve(1, 2))]].concat();
        let shorter = [Configure(Both, LeaseSeconds(Some(3600))), Replicate(Primary, false)];
        ends_well(&[&before[..], &shorter, &[Advance(7200), wishes(5, Primary, 1)]].concat());
    }

    /// C8: a client that has another address than the one that is reserved for it does not renew that.
    #[test]
    fn for_a_client_that_has_another_address() {
        ends_well(&[asks(2), Configure(Both, Reserve(5, 2)), renews(2, Primary, 0), asks(2)]);
    }

    /// Draft 9.8.2: one of the two takes care of a new client, reserved or not.
    #[test]
    fn answered_by_one_server() {
        ends_well(&[Configure(Both, Reserve(5, 2)), asks_one(2, Secondary)]);
    }

    /// MS-DHCPF 3.1.4.2: an address that is new in the primary's range is the primary's, also where the secondary keeps it.
    #[test]
    fn of_an_address_that_the_primary_gets_anew() {
        let of_secondary = [Configure(On(Secondary), Reserve(6, 5)), asks(3), asks(6)];
        let narrowed_and_widened = [Configure(On(Primary), Range(1, 4)), Configure(On(Primary), Range(1, 6))];
        let apart = [Fault(Cut), wishes(1, Primary, 6), asks_one(5, Secondary)];
        let steps = [&of_secondary[..], &narrowed_and_widened, &apart].concat();
        ends_well_with(Settings { addresses: 6, ..SETTINGS }, &steps);
    }

    /// The record of a reservation comes when the client has no other record any more.
    #[test]
    fn whose_client_loses_another_lease() {
        ends_well(&[asks(2), Configure(Both, Reserve(5, 2)), Release(2, None)]);
        ends_well(&[asks(2), Configure(Both, Reserve(5, 2)), ToTheEnd(2, 0)]);
    }

    /// Both have the same status of an address whose reservation is lifted while it is leased.
    #[test]
    fn lifted_while_the_address_is_leased() {
        let leased = [Configure(Both, Reserve(8, 2)), asks(2)];
        ends_well(&[&leased[..], &[Configure(Both, Unreserve(2)), Advance(300), Release(2, None)]].concat());
    }
}

/// Partners with drift between them.
mod acknowledged_differently {
    use super::*;

    /// C13: pool sides are sent again after a replication.
    #[test]
    fn a_wider_range_is_replicated() {
        ends_well(&[Configure(On(Primary), Range(1, 16)), Replicate(Primary, false), Advance(300)]);
        ends_well(&[Configure(On(Secondary), Range(1, 16)), Replicate(Secondary, true), Advance(300)]);
    }

    /// C9: servers with different secrets are not in contact.
    #[test]
    fn secrets_that_differ() {
        ends_well(&[Fault(Stop(Secondary)), Secret(Primary, 1, true), Fault(Start(Secondary))]);
    }

    /// A secret that is set on both never loses contact.
    #[test]
    fn a_secret_that_is_set_on_both() {
        ends_well(&[
            Secret(Primary, 1, false),
            asks(2),
            Secret(Secondary, 2, false),
            renews(2, Secondary, 0),
        ]);
    }

    /// C10: the order of events decides, not the second.
    #[test]
    fn declared_down_in_the_second_of_the_crash() {
        for side in SIDES {
            ends_well(&[Outage(side), Fault(Start(side))]);
        }
    }
}

/// Partners in NORMAL know the order of what happens within a second, too: the address is free on both.
#[test]
fn released_in_the_second_of_the_grant() {
    ends_well(&[asks(1), Release(1, None)]);
}

/// Partners in NORMAL know who renewed last within a second, though for less time.
#[test]
fn renewed_by_both_in_one_second() {
    let renews = |side, seconds| Ask(DhcpsapiRenewal, 7, Some(side), Wish::Any, seconds);
    ends_well(&[asks(7), renews(Secondary, 0), renews(Primary, 600)]);
}

/// The primary's lease of an address is over, the secondary's of another client is not, and it is the older one:
/// that one stands.
#[test]
fn over_for_one_client_and_not_for_another() {
    let leases = [asks(3), Advance(1), asks_one(1, Primary)];
    ends_well(&[[ScopeLeaves(Secondary), Fault(Cut)].as_slice(), &leases].concat());
}

/// A client's lease is over at the server that it spoke to last, and not yet at the other one: it ends as the last
/// answer to that client says (C2).
#[test]
fn over_for_one_server_and_not_for_the_other() {
    for side in SIDES {
        ends_well(&[
            asks(1),
            Ask(DhcpsapiRenewal, 1, None, Wish::Any, 0),
            Fault(Cut),
            Advance(1),
            Ask(DhcpsapiRebinding, 1, Some(side), Wish::Any, 0),
            Advance(700),
            Fault(Heal(side)),
        ]);
    }
}

/// A lease that has ended is no reason against the one that the client has.
#[test]
fn an_ended_lease_elsewhere() {
    let apart = [ScopeLeaves(Secondary), Fault(Cut)];
    ends_well(&[apart.as_slice(), &[wishes(4, Secondary, 1), wishes(4, Primary, 2)]].concat());
}

/// Each has leased the other's client's address to its own: one of the two swaps.
#[test]
fn two_clients_swapped() {
    let alone = [ScopeLeaves(Primary), ScopeLeaves(Secondary)];
    let leases =
        [wishes(7, Primary, 1), wishes(5, Primary, 2), wishes(5, Secondary, 1), wishes(7, Secondary, 2)];
    ends_well(&[alone.as_slice(), &leases].concat());
}

/// A client leaves an address to which the partner has another client: that one stays there.
#[test]
fn a_client_makes_room() {
    let alone = [ScopeLeaves(Secondary), wishes(5, Primary, 1), wishes(1, Secondary, 1)];
    ends_well(&[alone.as_slice(), &[wishes(5, Secondary, 2), ScopeJoins(Secondary)]].concat());
}

/// Both have a declined record of one address, and keep the same one.
#[test]
fn declined_on_both() {
    let alone = [ScopeLeaves(Secondary), Fault(Cut)];
    let ours = [wishes(1, Primary, 3), Decline(1, None)];
    let theirs = [wishes(10, Secondary, 3), Decline(10, None)];
    ends_well(&[alone.as_slice(), &ours, &theirs].concat());
}

/// A restored server that is started again while it waits goes on waiting, also if its partner took it to be dead no
/// later than it last served.
#[test]
fn started_again_while_it_waits() {
    for side in SIDES {
        ends_well(&[
            Fault(Cut),
            asks_one(1, side),
            Reinstall(side),
            Fault(Heal(side)),
            Fault(Stop(side)),
            Fault(PartnerDown(side.other())),
            Fault(Start(side)),
            asks(2),
            asks(3),
        ]);
    }
}

/// A renewal of which the partner never got a binding update is lost with the database. The partner, where the lease is over,
/// keeps the address until the wait of RECOVER_WAIT is over (draft 9.6.2), and so does nobody get it before.
#[test]
fn a_lost_renewal() {
    ends_well(&[
        wishes(2, Primary, 1),
        Fault(Cut),
        ToTheEnd(2, 1),
        asks_one(2, Secondary),
        Advance(1),
        Reinstall(Secondary),
        Fault(Heal(Primary)),
        asks_one(3, Primary),
        wishes(3, Primary, 1),
    ]);
}

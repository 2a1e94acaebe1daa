//! The steps that two partners go through, and how often each comes.

use std::fmt::Debug;

use dhcpsapi::abi::extension::DHCPSAPI_REQUEST_KIND;
use dhcpsapi::abi::extension::DHCPSAPI_REQUEST_KIND::{DhcpsapiNewLease, DhcpsapiRebinding, DhcpsapiRenewal};
use proptest::prelude::*;
use proptest::strategy::Union;

use crate::configuration::Change;
use crate::play::names;
use crate::support::pair::{SIDES, Side};
use crate::trial::{Fault, Settings, side};
use windows_sys::Win32::NetworkManagement::Dhcp::{COMMUNICATION_INT, INIT, NO_STATE, RECOVER, STARTUP};

pub(crate) const DAY: u64 = 86_400;

/// No case has a longer MCLT.
pub(crate) const LONGEST_MCLT: u32 = 3600;

/// How many clients there are at the most: 1 and up.
pub(crate) const MAX_CLIENTS: u8 = 12;

/// How many addresses beyond those of the first range a range has at the most.
pub(crate) const WIDER: u32 = 4;

/// The hardware address of a client.
pub(crate) fn id(client: u8) -> [u8; 6] {
    [2, 0, 0, 0, 0, client]
}

/// On which servers an administrator does something; on both, the primary is first.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Where {
    On(Side),
    Both,
}

impl Where {
    pub(crate) fn sides(self) -> Vec<Side> {
        match self {
            Where::On(side) => vec![side],
            Where::Both => SIDES.to_vec(),
        }
    }
}

/// A change of a setting of a relationship.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Setting {
    Percentage(u8),
    HotStandby(bool),
    Mclt(u32),
    /// The shared secret of these servers alone.
    Secret(u8),
}

/// Which address a client names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wish {
    Any,
    Own,
    Number(u32),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Fault(Fault),
    Advance(u64),
    /// To the end of a client's lease, or to this number of seconds before.
    ToTheEnd(u8, u64),
    /// A client asks in this way, and this server hears it or all do, for an address and a number of seconds (0: as many as it
    /// can get).
    Ask(DHCPSAPI_REQUEST_KIND, u8, Option<Side>, Wish, u32),
    Release(u8, Option<Side>),
    Decline(u8, Option<Side>),
    /// If it is stopped.
    Restore(Side),
    /// Stopped, restored and started.
    Reinstall(Side),
    /// A backup is written.
    BackUp(Side),
    /// It starts from its last backup, unless the relationship has another scope or other settings since.
    GoBack(Side),
    /// The server dies, and an administrator declares it down on its partner.
    Outage(Side),
    ScopeLeaves(Side),
    ScopeJoins(Side),
    Configure(Where, Change),
    /// The configuration of this server is copied to its partner, by the scope or by the relationship.
    Replicate(Side, bool),
    Set(Where, Setting),
    /// The secret is set from this server on both, or if that is allowed on this one alone, where the partner cannot be changed.
    Secret(Side, u8, bool),
    /// A server is removed from the directory, and is added again after this number of seconds.
    Unlisted(Side, u64),
    /// Another server is added, or the last one that was is removed.
    OtherServer(bool),
}

impl Step {
    /// Whether backups from before it are of no use: what they have of a relationship is not written down.
    pub(crate) fn ends_backups(self) -> bool {
        matches!(self, Step::ScopeLeaves(_) | Step::ScopeJoins(_) | Step::Set(..) | Step::Replicate(_, false))
    }
}

fn choice<T: Clone + Debug + 'static>(of: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(of.to_vec())
}

fn place() -> impl Strategy<Value = Where> {
    prop_oneof![2 => side().prop_map(Where::On), 1 => Just(Where::Both)]
}

/// Faults of servers and links, as [`kinds`] has the rest.
pub(crate) fn faults() -> impl Strategy<Value = Fault> + use<> {
    prop_oneof![
        3 => Just(Fault::Cut),
        3 => side().prop_map(Fault::Heal),
        2 => side().prop_map(Fault::Stop),
        3 => side().prop_map(Fault::Start),
        1 => (side(), choice(&[-100, -60, 0, 1, 60, 61])).prop_map(|(side, by)| Fault::Shift(side, by)),
        1 => side().prop_map(Fault::PartnerDown),
        1 => side().prop_map(Fault::Trigger),
    ]
}

/// A kind of step: its name, how often it comes, and what it may be.
type Kind = (&'static str, u32, BoxedStrategy<Step>);

/// All kinds of steps with their weights: the one place for them. SOAK_WITHOUT names kinds that a run is to do without,
/// SOAK_ONLY those that it is to have alone (with "ask" and "time", without which nothing happens), with commas between.
fn kinds(settings: Settings, clients: u8) -> Vec<Kind> {
    let addresses = settings.addresses;
    let heard = || prop_oneof![1 => Just(None), 1 => side().prop_map(Some)];
    let client = move || 1..=clients;
    let wish = prop_oneof![
        4 => Just(Wish::Any),
        3 => Just(Wish::Own),
        2 => (1..=addresses).prop_map(Wish::Number),
    ];
    let kind = choice(&[DhcpsapiNewLease, DhcpsapiNewLease, DhcpsapiRenewal, DhcpsapiRebinding]);
    // Fewer and fewer, so that what a client wishes later is often less.
    let seconds = choice(&[0, 0, 0, 7200, 3600, 600, 60]);
    let ask = (kind, client(), heard(), wish, seconds)
        .prop_map(|(kind, client, heard, wish, seconds)| Step::Ask(kind, client, heard, wish, seconds));
    let again = choice(&[DhcpsapiRenewal, DhcpsapiRebinding]);
    let seconds = choice(&[0, 0, 7200, 600, 60]);
    let again = (again, client(), heard(), seconds)
        .prop_map(|(kind, client, heard, seconds)| Step::Ask(kind, client, heard, Wish::Own, seconds));

    let mclt = u64::from(settings.mclt);
    let waits =
        choice(&[1, 60, 300, 300, 600, mclt - 1, mclt, mclt, mclt + 1, 2 * mclt, 10_000, DAY, 8 * DAY]);
    let time = prop_oneof![
        12 => waits.prop_map(Step::Advance),
        5 => (client(), choice(&[0, 0, 1])).prop_map(|(client, before)| Step::ToTheEnd(client, before)),
    ];
    let exclusions = [(1, 1), (2, 4), (addresses / 2, addresses / 2 + 1), (addresses, addresses)];
    let exclusion = prop_oneof![
        1 => choice(&exclusions).prop_map(|(first, last)| Change::Exclude(first, last)),
        1 => choice(&exclusions).prop_map(|(first, last)| Change::Include(first, last)),
    ];
    let ranges = [(1, addresses), (1, addresses), (1, addresses + WIDER), (1, addresses - 2), (3, addresses)];
    let range = prop_oneof![
        3 => choice(&ranges).prop_map(|(first, last)| Change::Range(first, last)),
        1 => Just(Change::NoRange),
    ];
    let lease_seconds = choice(&[Some(86_400), Some(3600), Some(4 * 86_400), None]);
    let filter = prop_oneof![client().prop_map(Change::Deny), client().prop_map(Change::Admit)];
    let forced = (side(), choice(&[NO_STATE, INIT, STARTUP, RECOVER, COMMUNICATION_INT]))
        .prop_map(|(side, state)| Step::Fault(Fault::Forced(side, state)));
    let reservation = prop_oneof![
        2 => (1..=addresses + 1, client()).prop_map(|(number, client)| Change::Reserve(number, client)),
        1 => client().prop_map(Change::Unreserve),
    ];
    let configured = |change: BoxedStrategy<Change>| {
        (place(), change).prop_map(|(place, change)| Step::Configure(place, change)).boxed()
    };
    let set = |setting: BoxedStrategy<Setting>| {
        (place(), setting).prop_map(|(place, setting)| Step::Set(place, setting)).boxed()
    };
    let secret = (side(), 0..=2_u8, any::<bool>());
    vec![
        ("ask", 40, ask.boxed()),
        ("again", 20, again.boxed()),
        ("time", 17, time.boxed()),
        ("fault", 28, faults().prop_map(Step::Fault).boxed()),
        ("release", 5, (client(), heard()).prop_map(|(client, heard)| Step::Release(client, heard)).boxed()),
        ("decline", 1, (client(), heard()).prop_map(|(client, heard)| Step::Decline(client, heard)).boxed()),
        ("restore", 3, side().prop_map(Step::Restore).boxed()),
        ("reinstall", 2, side().prop_map(Step::Reinstall).boxed()),
        ("backup", 6, side().prop_map(Step::BackUp).boxed()),
        ("go back", 6, side().prop_map(Step::GoBack).boxed()),
        ("outage", 4, side().prop_map(Step::Outage).boxed()),
        ("leave", 1, side().prop_map(Step::ScopeLeaves).boxed()),
        ("join", 3, side().prop_map(Step::ScopeJoins).boxed()),
        ("reservation", 10, configured(reservation.boxed())),
        ("exclusion", 5, configured(exclusion.boxed())),
        ("range", 4, configured(range.boxed())),
        ("lease seconds", 3, configured(lease_seconds.prop_map(Change::LeaseSeconds).boxed())),
        ("filter", 3, configured(filter.boxed())),
        // Rare: whoever was in one of these states recovers, and much else is not to be seen then.
        ("forced", 1, forced.boxed()),
        ("replicate", 4, (side(), any::<bool>()).prop_map(|(side, by)| Step::Replicate(side, by)).boxed()),
        ("percentage", 2, set((0..=100_u8).prop_map(Setting::Percentage).boxed())),
        ("mode", 2, set(any::<bool>().prop_map(Setting::HotStandby).boxed())),
        ("mclt", 3, set(choice(&[600, 1200, LONGEST_MCLT]).prop_map(Setting::Mclt).boxed())),
        (
            "secret",
            2,
            secret.prop_map(|(side, secret, or_alone)| Step::Secret(side, secret, or_alone)).boxed(),
        ),
        ("own secret", 1, set((0..=2_u8).prop_map(Setting::Secret).boxed())),
        (
            "unlisted",
            1,
            (side(), choice(&[0, 1, 300, 3600])).prop_map(|(side, time)| Step::Unlisted(side, time)).boxed(),
        ),
        ("server", 1, any::<bool>().prop_map(Step::OtherServer).boxed()),
    ]
}

fn step(settings: Settings, clients: u8) -> impl Strategy<Value = Step> {
    let (only, without) = (names("SOAK_ONLY"), names("SOAK_WITHOUT").unwrap_or_default());
    let is_wanted = |name: &str| {
        let is_named = |names: &[String]| names.iter().any(|other| other == name);
        let is_needed = ["ask", "time"].contains(&name);
        is_needed || only.as_deref().is_none_or(is_named) && !is_named(&without)
    };
    let wanted = kinds(settings, clients).into_iter().filter(|(name, ..)| is_wanted(name));
    Union::new_weighted(wanted.map(|(_, weight, step)| (weight, step)).collect())
}

/// How a pair begins, and what happens to it.
pub(crate) fn schedule() -> impl Strategy<Value = (Settings, Vec<Step>)> {
    let settings = (choice(&[6, 12]), choice(&[600, LONGEST_MCLT]), choice(&[0, 0, 60, 1000]), any::<bool>());
    let settings = settings.prop_map(|(addresses, mclt, safe_period, draft_lease_limit)| Settings {
        addresses,
        mclt,
        safe_period,
        draft_lease_limit,
    });
    (settings, 6..=MAX_CLIENTS).prop_flat_map(|(settings, clients)| {
        (Just(settings), prop::collection::vec(step(settings, clients), 1..60))
    })
}

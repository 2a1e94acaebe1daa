//! The configuration of the scope on one server.

use std::collections::{BTreeMap, BTreeSet};

use crate::schedule::id;
use crate::support::filters::{DENY, ethernet};
use crate::support::options::{By, Element, Level};
use crate::support::pair::SCOPE;
use crate::support::server::Server;

/// The configuration of the scope on one server. Addresses are numbers: 1 is 10.0.0.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Configuration {
    pub(crate) range: Option<(u32, u32)>,
    pub(crate) exclusions: BTreeSet<(u32, u32)>,
    /// Address and client.
    pub(crate) reservations: BTreeMap<u32, u8>,
    /// How many seconds the scope gives a lease.
    pub(crate) lease_seconds: u32,
}

/// The lease duration of a scope that nobody has told any: eight days.
pub(crate) const LEASE_SECONDS: u32 = 691_200;
/// RFC 2132, 9.2.
const LEASE_TIME: u32 = 51;

impl Configuration {
    pub(crate) fn new(addresses: u32) -> Self {
        Configuration {
            range: Some((1, addresses)),
            exclusions: BTreeSet::new(),
            reservations: BTreeMap::new(),
            lease_seconds: LEASE_SECONDS,
        }
    }

    /// Whether an address is in the range and not excluded: these are counted (Microsoft, "Order of precedence").
    pub(crate) fn is_counted(&self, number: u32) -> bool {
        let within = |(first, last): (u32, u32)| first <= number && number <= last;
        self.range.is_some_and(within) && !self.exclusions.iter().copied().any(within)
    }

    /// The configuration of one address: whether it may be leased, and whom it is reserved for.
    pub(crate) fn of(&self, number: u32) -> (bool, Option<u8>) {
        (self.is_counted(number), self.reservations.get(&number).copied())
    }

    pub(crate) fn reserved_for(&self, client: u8) -> Option<u32> {
        self.reservations.iter().find(|(_, other)| **other == client).map(|(number, _)| *number)
    }

    /// How many addresses are counted.
    pub(crate) fn size(&self) -> u32 {
        let size =
            |(first, last)| (first..=last).map(|number| u32::from(self.is_counted(number))).sum::<u32>();
        self.range.map_or(0, size)
    }
}

/// An administrator's change of the scope on one server.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change {
    Reserve(u32, u8),
    /// The reservation of a client.
    Unreserve(u8),
    Exclude(u32, u32),
    Include(u32, u32),
    Range(u32, u32),
    /// The range is removed, which only a scope outside failover allows, and only while no record has an address of it.
    NoRange,
    /// The lease duration of the scope, in seconds, or that it has none of its own.
    LeaseSeconds(Option<u32>),
    /// The link-layer filters of the server keep a client from it, or do so no more. They are the server's, and no part of the
    /// configuration of a scope.
    Deny(u8),
    Admit(u8),
}

impl Change {
    /// Does it, and changes the configuration with it if the server takes it; answers whether it did.
    pub(crate) fn make(self, server: &Server, configuration: &mut Configuration) -> bool {
        let code = match self {
            Change::Reserve(number, client) => server.add_reservation(SCOPE, SCOPE + number, &id(client)),
            Change::Unreserve(client) => match configuration.reserved_for(client) {
                Some(number) => server.remove_reservation(SCOPE, SCOPE + number, &id(client)),
                None => return false,
            },
            Change::Exclude(first, last) => server.add_exclusion(SCOPE, SCOPE + first, SCOPE + last),
            Change::Include(first, last) => server.remove_exclusion(SCOPE, SCOPE + first, SCOPE + last),
            Change::Range(first, last) => server.add_range(SCOPE, SCOPE + first, SCOPE + last),
            Change::NoRange => match configuration.range {
                Some((first, last)) => server.remove_range(SCOPE, SCOPE + first, SCOPE + last),
                None => return false,
            },
            Change::LeaseSeconds(Some(seconds)) => {
                server.set_option(By::First, Level::Scope(SCOPE), LEASE_TIME, &[Element::Dword(seconds)])
            }
            Change::LeaseSeconds(None) => {
                server.remove_option_value(By::First, Level::Scope(SCOPE), LEASE_TIME)
            }
            Change::Deny(client) => match server.enforce(0, 1) {
                0 => server.add_filter(DENY, &ethernet(&id(client)), None, 0),
                code => code,
            },
            Change::Admit(client) => server.delete_filter(&ethernet(&id(client))),
        };
        if code != 0 {
            return false;
        }
        match self {
            Change::Reserve(number, client) => drop(configuration.reservations.insert(number, client)),
            Change::Unreserve(client) => configuration.reservations.retain(|_, other| *other != client),
            Change::Exclude(first, last) => drop(configuration.exclusions.insert((first, last))),
            Change::Include(first, last) => drop(configuration.exclusions.remove(&(first, last))),
            Change::Range(first, last) => configuration.range = Some((first, last)),
            Change::NoRange => configuration.range = None,
            Change::LeaseSeconds(seconds) => {
                configuration.lease_seconds = seconds.unwrap_or(LEASE_SECONDS);
            }
            Change::Deny(_) | Change::Admit(_) => {}
        }
        true
    }
}

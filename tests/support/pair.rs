//! Two partners of a failover relationship.

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::fixtures::MASK;
use super::lab::{cut, heal};
use super::relationship::{Relationship, deploy};
use super::server::Server;

/// The relationship's name.
pub const NAME: &str = "pair";
/// 10.0.0.0, the scope of a pair.
pub const SCOPE: u32 = 0x0A00_0000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Primary,
    Secondary,
}
use Side::{Primary, Secondary};

pub const SIDES: [Side; 2] = [Primary, Secondary];

impl Side {
    pub fn other(self) -> Side {
        match self {
            Primary => Secondary,
            Secondary => Primary,
        }
    }
}

/// Two partners, and their relationship as the last call described it.
pub struct Pair {
    pub primary: Server,
    pub secondary: Server,
    pub relationship: Relationship,
}

impl Pair {
    /// In NORMAL since now, with a scope of 254 addresses: load balance at 50 %, MCLT 3600 s, no safe period.
    #[track_caller]
    pub fn new() -> Self {
        Pair::with(254, |half| half)
    }

    /// In NORMAL since now, with other settings and a scope of the addresses .1 to .`last`.
    #[track_caller]
    pub fn with(last: u32, settings: impl FnOnce(Relationship) -> Relationship) -> Self {
        Pair::deployed(&[SCOPE], settings, |server| server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + last))
    }

    /// Both servers are prepared alike, and get their half of a relationship for these scopes.
    #[track_caller]
    pub fn deployed(
        scopes: &[u32],
        settings: impl FnOnce(Relationship) -> Relationship,
        prepare: impl Fn(&Server),
    ) -> Self {
        let (primary, secondary) = Server::pair();
        prepare(&primary);
        prepare(&secondary);
        let relationship = settings(Relationship::between(NAME, &primary, &secondary, scopes));
        let relationship = deploy(relationship, &primary, &secondary);
        Pair { primary, secondary, relationship }
    }

    pub fn server(&self, side: Side) -> &Server {
        match side {
            Primary => &self.primary,
            Secondary => &self.secondary,
        }
    }

    pub fn cut(&self) {
        cut(&self.primary, &self.secondary);
    }

    pub fn heal(&self) {
        self.heal_from(Primary);
    }

    /// Heals the link; the server on this side looks for the other.
    pub fn heal_from(&self, side: Side) {
        heal(self.server(side), self.server(side.other()));
    }

    /// Changes what the flags select on one server, and answers the code.
    pub fn set(&mut self, side: Side, flags: u32, change: impl Fn(&mut DHCP_FAILOVER_RELATIONSHIP)) -> u32 {
        change(&mut self.relationship.structure);
        let server = match side {
            Primary => &self.primary,
            Secondary => &self.secondary,
        };
        self.relationship.set_on(server, flags)
    }

    /// An administrator gives the relationship a state on one server.
    #[track_caller]
    pub fn force(&mut self, side: Side, state: FSM_STATE) {
        assert_eq!(self.set(side, CHANGESTATE, |given| given.State = state), 0);
    }

    /// The primary's server rebalances the free addresses now.
    #[track_caller]
    pub fn trigger(&self) {
        assert_eq!(self.primary.trigger(NAME), 0);
    }

    /// The states of the primary and of the secondary.
    #[track_caller]
    pub fn states(&self) -> (FSM_STATE, FSM_STATE) {
        (self.primary.state(NAME).unwrap().0, self.secondary.state(NAME).unwrap().0)
    }

    /// (State, PrevState) of one side and of the other.
    #[track_caller]
    pub fn are(&self, side: Side, one: (FSM_STATE, FSM_STATE), other: (FSM_STATE, FSM_STATE)) {
        is(self.server(side), one.0, one.1);
        is(self.server(side.other()), other.0, other.1);
    }

    #[track_caller]
    pub fn both_are(&self, state: FSM_STATE, previous: FSM_STATE) {
        self.are(Primary, (state, previous), (state, previous));
    }

    /// Free addresses of the primary and of the secondary, as both servers have them.
    #[track_caller]
    pub fn free(&self) -> (u32, u32) {
        free_in(SCOPE, &self.primary, &self.secondary)
    }

    /// The status of an address, its client and the client's server, as both servers have them.
    #[track_caller]
    pub fn agree_on(&self, address: u32) -> (u32, Option<(Vec<u8>, u32)>) {
        let [one, other] = [&self.primary, &self.secondary]
            .map(|server| (server.address_status(address).unwrap(), server.client_at(address).ok()));
        assert_eq!(one, other, "primary and secondary about .{}", address - SCOPE);
        one
    }
}

/// (State, PrevState) of a server's half must be these.
#[track_caller]
pub fn is(server: &Server, state: FSM_STATE, previous: FSM_STATE) {
    assert_eq!(server.state(NAME), Ok((state, previous)), "(State, PrevState) of {}", server.name);
}

/// Free addresses of the primary and of the secondary in a scope. Both servers must have the same figures, with This and
/// Partner exchanged, and the sums of DHCP_FAILOVER_STATISTICS must hold.
#[track_caller]
pub fn free_in(scope: u32, primary: &Server, secondary: &Server) -> (u32, u32) {
    let figures = primary.statistics(scope).unwrap();
    let [total, all_free, in_use, partner_free, this_free, partner_in_use, this_in_use] = figures;
    assert_eq!(
        secondary.statistics(scope),
        Ok([total, all_free, in_use, this_free, partner_free, this_in_use, partner_in_use]),
        "mirrored"
    );
    assert_eq!(all_free, this_free + partner_free);
    assert_eq!(total, all_free + in_use);
    (this_free, partner_free)
}

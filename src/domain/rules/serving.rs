//! Which client a server answers, and which address it may give to whom.

use crate::domain::base::address::Address;
use crate::domain::base::client::ClientId;
use crate::domain::base::refused::Refused;
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::time::Timestamp;
use crate::domain::model::lease::{Binding, Lease};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::{RangeKind, Scope};
use crate::domain::model::state::State;
use crate::domain::rules::balance;

/// What a client says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    /// It looks for an address (DISCOVER and what follows, or the REQUEST of a client that has started).
    New,
    /// It has one, and asks the server that it has it from for more time.
    Renew,
    /// It has one, that server is silent, and it asks everybody.
    Rebind,
}

impl Relationship {
    /// Whether this server answers such a client (draft-ietf-dhc-failover-12, 5.5 and 9.3 to 9.12). In NORMAL one of the two
    /// answers who is new, also if an address is reserved for it (9.8.2).
    pub(crate) fn answers(&self, client: &ClientId, kind: RequestKind) -> Result<(), Refused> {
        self.answers_in(self.state, client, kind)
    }

    /// The same, if the relationship were in another state.
    pub(crate) fn answers_in(
        &self,
        state: State,
        client: &ClientId,
        kind: RequestKind,
    ) -> Result<(), Refused> {
        let settings = &self.settings;
        let is_new = kind == RequestKind::New;
        match state {
            State::Normal if is_new && self.first_to_answer(client) != settings.role => match settings.mode {
                Mode::LoadBalance => Err(Refused::PartnersClient),
                Mode::HotStandby => Err(Refused::Standby),
            },
            State::RecoverDone if is_new => Err(Refused::RenewalsOnly),
            State::Normal
            | State::CommunicationInterrupted { .. }
            | State::PartnerDown { .. }
            | State::ConflictDone
            | State::ResolutionInterrupted
            | State::RecoverDone => Ok(()),
            State::NoState
            | State::Init
            | State::Startup { .. }
            | State::PotentialConflict
            | State::Recover
            | State::RecoverWait { .. } => Err(Refused::Silent),
        }
    }

    /// The server that answers a new client while both serve.
    pub(crate) fn first_to_answer(&self, client: &ClientId) -> Role {
        balance::server_of(client.bytes(), self.settings.mode, self.settings.percentage)
    }

    /// Whether this server may lease free addresses of that pool side to new clients: its own in every state that serves them,
    /// its partner's from one MCLT after PARTNER_DOWN (draft-ietf-dhc-failover-12, 5.1 and 9.4).
    pub(crate) fn may_lease_those_of(&self, side: Role, now: Timestamp) -> bool {
        match self.state {
            State::PartnerDown { since } => {
                side == self.settings.role || self.partners_usable_from(since) <= now
            }
            State::Normal
            | State::CommunicationInterrupted { .. }
            | State::ConflictDone
            | State::ResolutionInterrupted => side == self.settings.role,
            _ => false,
        }
    }

    /// From when on the partner's free addresses are usable, if the partner is down since that moment.
    pub(crate) fn partners_usable_from(&self, partner_down: Timestamp) -> Timestamp {
        partner_down.after(self.awaited_mclt())
    }

    /// From when on an address that its client has no more, and the partner does not know of, may go to another; `None`
    /// outside PARTNER_DOWN: first the partner has to know (draft-ietf-dhc-failover-12, 5.1 and 7.1.5).
    pub(crate) fn reusable_from(&self, lease: &Lease) -> Option<Timestamp> {
        let State::PartnerDown { since } = self.state else { return None };
        let lease_end = lease.end().map_or(u32::MAX, Timestamp::seconds);
        let known = Timestamp(u64::from(lease.times.latest_known_end(lease_end)));
        Some(self.partners_usable_from(known.max(since)))
    }
}

impl Scope {
    /// Whether a server may give an address to a client now: the one place that knows who may do what with which address. Whether
    /// it answers the client at all is another question. Outside failover every free address is the server's.
    ///
    /// | the address is | NORMAL | COMMUNICATION_INT, RESOLUTION_INT, CONFLICT_DONE | PARTNER_DOWN |
    /// |---|---|---|---|
    /// | this server's, free | yes | yes | yes |
    /// | the partner's, free | no | no | one MCLT after entry |
    /// | expired or released, the same client's | yes | yes | yes |
    /// | expired or released, another client's | once the partner knows: it is free then | no | one MCLT after the latest end that any server may have granted, and after entry |
    /// | leased to this client, or reserved for it | yes | yes | yes |
    /// | leased to another, reserved for another, declined, excluded | no | no | no |
    ///
    /// A reservation goes before an exclusion, and that before the range (Microsoft's order of precedence). But a partner that
    /// has no such reservation may lease the address to another client (draft-ietf-dhc-failover-12, 5.13): the reserved one
    /// waits until it is free, and where the partner cannot be told at once it gets what this server may lease to anybody.
    pub fn may_lease(
        &self,
        relationship: Option<&Relationship>,
        address: Address,
        client: &ClientId,
        now: Timestamp,
    ) -> Result<(), Refused> {
        let is_reserved = match self.reservation(address) {
            Some(kept) if kept.client != *client => return Err(Refused::ReservedForAnother),
            kept => kept.is_some(),
        };
        let serves_bootp_only = || self.range().is_some_and(|range| range.kind == RangeKind::BootpOnly);
        if !is_reserved && (!self.is_leasable(address) || serves_bootp_only()) {
            return Err(Refused::Excluded);
        }
        let Some(lease) = self.lease(address).filter(|lease| !lease.is_idle()) else {
            let side = self.pool_side(address);
            let may = relationship.is_none_or(|relationship| {
                let keeps_too = || self.shares_reservation(address) || relationship.is_synchronized();
                relationship.may_lease_those_of(side, now) || is_reserved && keeps_too()
            });
            return if may { Ok(()) } else { Err(Refused::OfPartner) };
        };
        match lease.binding() {
            Binding::Abandoned => Err(Refused::Declined),
            _ if lease.client == *client => Ok(()),
            Binding::Active => Err(Refused::Leased),
            Binding::Expired | Binding::Released => {
                let from = relationship.map_or(Some(now), |relationship| relationship.reusable_from(lease));
                if from.is_some_and(|from| from <= now) { Ok(()) } else { Err(Refused::NotAcknowledged) }
            }
        }
    }

    /// The address that a client gets who looks for one: the one that is reserved for it and no other, or else the one that it
    /// had, the one that it wishes, this server's lowest free one, the partner's lowest free one, the lowest of those that
    /// others had; the first of these that the server may give.
    pub fn address_for(
        &self,
        relationship: Option<&Relationship>,
        client: &ClientId,
        wished: Option<Address>,
        now: Timestamp,
    ) -> Result<Address, Refused> {
        if let Some(reserved) = self.reserved_for(client) {
            return self.may_lease(relationship, reserved, client, now).map(|()| reserved);
        }
        let may = |address: &Address| self.may_lease(relationship, *address, client, now).is_ok();
        let had = self.lease_of_at(client, wished).map(|(address, _)| address);
        let known = [had, wished].into_iter().flatten().find(may);
        let free = || {
            let own = relationship.map_or(Role::Primary, |relationship| relationship.settings.role);
            let lowest = |side| self.pool().and_then(|pool| pool.lowest(side)).filter(may);
            lowest(own).or_else(|| lowest(own.other()))
        };
        let over = || {
            let mut over = self.leases().filter(|(_, lease)| lease.is_over()).map(|(address, _)| address);
            // Only after PARTNER_DOWN can one of them be given away, so nobody else looks for it.
            let may_be_there = relationship
                .is_none_or(|relationship| matches!(relationship.state, State::PartnerDown { .. }));
            if may_be_there { over.find(may) } else { None }
        };
        known.or_else(free).or_else(over).ok_or_else(|| {
            let free = self.pool().map_or(0, |pool| pool.free());
            if free > 0 { Refused::OwnAddressesUsed } else { Refused::NoFreeAddress }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::address::{AddressRange, Subnet};
    use crate::domain::base::client::ClientKind;
    use crate::domain::base::time::FileTime;
    use crate::domain::model::lease::FailoverTimes;
    use crate::domain::model::relationship::Settings;
    use crate::domain::model::reservations::Reservation;
    use crate::domain::model::scope::{IpRange, ScopeInfo, ScopeState};

    const ONE: u8 = 1;
    const OTHER: u8 = 2;

    fn client(id: u8) -> ClientId {
        ClientId::new(&[id]).unwrap()
    }

    fn relationship(role: Role, mode: Mode, percentage: u8, state: State) -> Relationship {
        let settings = Settings {
            name: "pair".into(),
            primary: 1,
            secondary: 2,
            primary_name: None,
            secondary_name: None,
            role,
            mode,
            percentage,
            mclt: 100,
            safe_period: 0,
            secret: None,
        };
        Relationship::new(settings, state, Timestamp(0))
    }

    /// 10.0.0.1 to .20: .11 and above are the secondary's; .2 is leased, .3 expired, .4 released, .5 declined, .6 reserved,
    /// .7 excluded. The lease, whoever has or had it, is ONE's; it ended or ends at 1000, and the partner may have granted
    /// it until 1500.
    fn scope() -> Scope {
        let subnet = Subnet::new(0x0A00_0000, 0xFFFF_FF00).unwrap();
        let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
        let mut scope = Scope::new(info);
        let range =
            |first: u32, last: u32| AddressRange::new(0x0A00_0000 + first, 0x0A00_0000 + last).unwrap();
        let addresses =
            IpRange { addresses: range(1, 20), kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX };
        scope.set_range(addresses, Role::Primary);
        scope.give(Role::Secondary, range(11, 20));
        for (last, binding) in
            [(2, Binding::Active), (3, Binding::Expired), (4, Binding::Released), (5, Binding::Abandoned)]
        {
            let end = FileTime::from_timestamp(Timestamp(1000));
            let mut lease = Lease::by_hand(client(ONE), end, 1);
            lease.bind(binding, Timestamp(500));
            lease.times = FailoverTimes { received_potential_expiry: 1500, ..FailoverTimes::default() };
            scope.store_lease(0x0A00_0000 + last, lease);
        }
        for (last, id) in [(6, ONE), (8, 8), (12, 12), (13, 13), (14, 14), (30, 30)] {
            let address = 0x0A00_0000 + last;
            scope.add_reservation(
                Reservation { address, client: client(id), allowed_kinds: ClientKind::BOTH },
                Role::Primary,
            );
        }
        scope.share_reservations(range(1, 30), vec![0x0A00_0006, 0x0A00_000D, 0x0A00_001E]);
        // The partner has not that reservation, and has leased the address to another client.
        let mut of_partner = Lease::by_hand(client(15), FileTime::NEVER, 2);
        of_partner.bind(Binding::Active, Timestamp(500));
        scope.store_lease(0x0A00_000E, of_partner);
        scope.add_exclusion(range(13, 13));
        scope.add_exclusion(range(7, 7));
        scope
    }

    /// The table of the failover semantics, 1.8, cell by cell. "y" yes, "-" no; "w" one MCLT after PARTNER_DOWN; "e" one MCLT
    /// after the latest end that anybody may have granted.
    #[test]
    fn who_may_do_what_with_which_address() {
        let interrupted = State::CommunicationInterrupted { partner_down_at: None };
        let down = |since| State::PartnerDown { since: Timestamp(since) };
        //                          NORMAL CI   RI   CD   PD    others
        let table = [
            ("own, free", 1, ONE, ["y", "y", "y", "y", "y", "-"]),
            ("the partner's, free", 11, ONE, ["-", "-", "-", "-", "w", "-"]),
            ("leased, its client", 2, ONE, ["y", "y", "y", "y", "y", "y"]),
            ("leased, another client", 2, OTHER, ["-", "-", "-", "-", "-", "-"]),
            ("expired, its client", 3, ONE, ["y", "y", "y", "y", "y", "y"]),
            ("expired, another client", 3, OTHER, ["-", "-", "-", "-", "e", "-"]),
            ("released, its client", 4, ONE, ["y", "y", "y", "y", "y", "y"]),
            ("released, another client", 4, OTHER, ["-", "-", "-", "-", "e", "-"]),
            ("declined", 5, ONE, ["-", "-", "-", "-", "-", "-"]),
            ("declined, another client", 5, OTHER, ["-", "-", "-", "-", "-", "-"]),
            ("reserved on both, its client", 6, ONE, ["y", "y", "y", "y", "y", "y"]),
            ("reserved here alone, own", 8, 8, ["y", "y", "y", "y", "y", "-"]),
            ("reserved here alone, the partner's", 12, 12, ["-", "-", "-", "-", "w", "-"]),
            ("reserved and excluded", 13, 13, ["y", "y", "y", "y", "y", "y"]),
            ("reserved outside the range", 30, 30, ["y", "y", "y", "y", "y", "y"]),
            ("reserved, leased by the partner", 14, 14, ["-", "-", "-", "-", "-", "-"]),
            ("the same, its other client", 14, 15, ["-", "-", "-", "-", "-", "-"]),
            ("reserved, another client", 6, OTHER, ["-", "-", "-", "-", "-", "-"]),
            ("excluded", 7, ONE, ["-", "-", "-", "-", "-", "-"]),
            ("outside the range", 21, ONE, ["-", "-", "-", "-", "-", "-"]),
        ];
        let scope = scope();
        for (what, last, id, row) in table {
            let states = [
                State::Normal,
                interrupted,
                State::ResolutionInterrupted,
                State::ConflictDone,
                down(200),
                State::Recover,
            ];
            for (state, cell) in states.into_iter().zip(row) {
                let relationship = relationship(Role::Primary, Mode::LoadBalance, 50, state);
                let may = |now| {
                    scope
                        .may_lease(Some(&relationship), 0x0A00_0000 + last, &client(id), Timestamp(now))
                        .is_ok()
                };
                let always = [may(0), may(299), may(300), may(1599), may(1600)];
                let expected = match cell {
                    "y" => [true; 5],
                    "w" => [false, false, true, true, true],
                    "e" => [false, false, false, false, true],
                    _ => [false; 5],
                };
                assert_eq!(always, expected, "{what} in {state:?}");
            }
        }
        let late = relationship(Role::Primary, Mode::LoadBalance, 50, down(5000));
        let reused = |now| scope.may_lease(Some(&late), 0x0A00_0003, &client(OTHER), Timestamp(now)).is_ok();
        assert_eq!([reused(5099), reused(5100)], [false, true], "and one MCLT after PARTNER_DOWN");
    }

    /// A secondary leases what a primary does not.
    #[test]
    fn the_secondarys_own_addresses() {
        let scope = scope();
        let secondary = relationship(Role::Secondary, Mode::LoadBalance, 50, State::Normal);
        let may =
            |last: u32| scope.may_lease(Some(&secondary), 0x0A00_0000 + last, &client(OTHER), Timestamp(0));
        assert_eq!((may(1), may(11)), (Err(Refused::OfPartner), Ok(())));
        assert_eq!(scope.address_for(Some(&secondary), &client(OTHER), None, Timestamp(0)), Ok(0x0A00_000B));
        assert_eq!(scope.may_lease(None, 0x0A00_000B, &client(OTHER), Timestamp(0)), Ok(()), "no failover");
    }

    /// The table of the failover semantics, 1.1: who is answered in each state. Load balance gives the bucket of this client,
    /// 4, to a primary with 50 %, and to no primary with 0 %.
    #[test]
    fn who_is_answered() {
        let all = [RequestKind::New, RequestKind::Renew, RequestKind::Rebind];
        let first = ClientId::new(&[2, 0, 0, 0, 0, 0]).unwrap();
        let answers = |role, mode, percentage, state| {
            let relationship = relationship(role, mode, percentage, state);
            all.map(|kind| relationship.answers(&first, kind).is_ok())
        };
        let (silent, renewals, everybody) = ([false; 3], [false, true, true], [true; 3]);
        let balance = |role, percentage| answers(role, Mode::LoadBalance, percentage, State::Normal);
        assert_eq!(balance(Role::Primary, 50), everybody);
        assert_eq!(balance(Role::Secondary, 50), renewals);
        assert_eq!(balance(Role::Primary, 0), renewals);
        assert_eq!(balance(Role::Secondary, 0), everybody);
        assert_eq!(answers(Role::Primary, Mode::HotStandby, 5, State::Normal), everybody);
        assert_eq!(answers(Role::Secondary, Mode::HotStandby, 5, State::Normal), renewals);
        let until = Timestamp(1);
        for (state, expected) in [
            (State::NoState, silent),
            (State::Init, silent),
            (State::Startup { until }, silent),
            (State::CommunicationInterrupted { partner_down_at: None }, everybody),
            (State::PartnerDown { since: until }, everybody),
            (State::PotentialConflict, silent),
            (State::ConflictDone, everybody),
            (State::ResolutionInterrupted, everybody),
            (State::Recover, silent),
            (State::RecoverWait { until }, silent),
            (State::RecoverDone, renewals),
        ] {
            for role in [Role::Primary, Role::Secondary] {
                for (mode, percentage) in
                    [(Mode::LoadBalance, 0), (Mode::LoadBalance, 100), (Mode::HotStandby, 5)]
                {
                    assert_eq!(answers(role, mode, percentage, state), expected, "{state:?}");
                }
            }
        }
    }
}

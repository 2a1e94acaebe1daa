//! How long a lease is, and what the partner is told about it (draft-ietf-dhc-failover-12, 5.2 and 7.1.5).
//!
//! All times are seconds since 1970.

use crate::domain::base::time::Timestamp;
use crate::domain::model::lease::{FailoverTimes, LeaseLimit};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::state::StateName;
use crate::domain::rules::delivery::end_of;

/// The rule that limits a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitedBy {
    /// Nothing: it is as long as the scope says, or the client asks.
    None,
    /// One MCLT beyond the latest end that the partner knows of.
    KnownToPartner,
    /// One MCLT, since the partner cannot be heard.
    Interrupted,
    /// One MCLT, since the partner is down.
    PartnerDown,
}

/// How long a lease is, and why not longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Seconds from now.
    pub seconds: u32,
    /// The rule that limits it.
    pub limited_by: LimitedBy,
}

impl Term {
    /// When a lease ends that begins now; at the end of all time where it does not.
    pub fn end(self, now: Timestamp) -> Timestamp {
        end_of(self.seconds, now)
    }

    /// The lease that a client gets who is to have `wanted` seconds: never more than the MCLT beyond what the partner
    /// knows, so that the partner can tell when it is over (draft-ietf-dhc-failover-12, 5.2).
    ///
    /// Microsoft documents one MCLT for everybody while the partner cannot be heard or is down, the draft allows more: see
    /// [`LeaseLimit`].
    pub fn of(
        wanted: u32,
        relationship: Option<&Relationship>,
        times: FailoverTimes,
        lease_limit: LeaseLimit,
        now: Timestamp,
    ) -> Term {
        let Some(relationship) = relationship else {
            return Term { seconds: wanted, limited_by: LimitedBy::None };
        };
        let mclt = relationship.granted_mclt();
        let (known, now) = (times.known_to_partner(), now.seconds());
        let until = |end: u32| {
            let most = (u64::from(end) + u64::from(mclt)).saturating_sub(u64::from(now));
            u32::try_from(most).unwrap_or(u32::MAX)
        };
        let (most, limited_by) = match (relationship.state.name(), lease_limit) {
            (StateName::PartnerDown, LeaseLimit::Windows) => (mclt, LimitedBy::PartnerDown),
            // A partner that is heard again, and has yet to recover, learns of the lease later (5.2.1).
            (StateName::PartnerDown, LeaseLimit::Draft) if relationship.partner.is_none() => {
                (wanted, LimitedBy::None)
            }
            // It serves no new clients, so that what the partner knows of is all there is (7.1.5, 9.8.3).
            (StateName::RecoverDone, _) => (until(known), LimitedBy::KnownToPartner),
            (StateName::Normal, _) | (_, LeaseLimit::Draft) => {
                (until(known.max(now)), LimitedBy::KnownToPartner)
            }
            (_, LeaseLimit::Windows) => (mclt, LimitedBy::Interrupted),
        };
        if wanted <= most {
            Term { seconds: wanted, limited_by: LimitedBy::None }
        } else {
            Term { seconds: most, limited_by }
        }
    }
}

impl Relationship {
    /// The maximum client lead time that this server grants by: its own, and no more than its partner knows of. A partner
    /// that cannot be heard waits by the one that it last heard of (draft-ietf-dhc-failover-12, 5.2).
    pub fn granted_mclt(&self) -> u32 {
        self.agreed_mclt.map_or(self.settings.mclt, |agreed| agreed.min(self.settings.mclt))
    }
}

/// The potential expiration time that the partner is sent, so that the next renewal can be a whole one: its moment, and
/// from there the time that the client is to have (draft-ietf-dhc-failover-12, 5.2.1).
pub fn potential_expiry(granted: u32, wanted: u32, now: Timestamp) -> u32 {
    now.seconds().saturating_add(granted / 2).saturating_add(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::role::{Mode, Role};
    use crate::domain::model::relationship::Settings;
    use crate::domain::model::state::State;

    fn relationship(mclt: u32, state: State) -> Relationship {
        let settings = Settings {
            name: "pair".into(),
            primary: 1,
            secondary: 2,
            primary_name: None,
            secondary_name: None,
            role: Role::Primary,
            mode: Mode::LoadBalance,
            percentage: 50,
            mclt,
            safe_period: 0,
            secret: None,
        };
        Relationship::new(settings, state, Timestamp(0))
    }

    fn known(acknowledged: u32, received: u32) -> FailoverTimes {
        FailoverTimes {
            acknowledged_potential_expiry: acknowledged,
            received_potential_expiry: received,
            ..FailoverTimes::default()
        }
    }

    const INTERRUPTED: State = State::CommunicationInterrupted { partner_down_at: None };
    const DOWN: State = State::PartnerDown { since: Timestamp(0) };

    /// Seconds of a lease, and what is told to the partner.
    fn lease(
        at: u64,
        wanted: u32,
        mclt: u32,
        state: State,
        times: FailoverTimes,
        lease_limit: LeaseLimit,
    ) -> (u32, u32) {
        let term = Term::of(wanted, Some(&relationship(mclt, state)), times, lease_limit, Timestamp(at));
        (term.seconds, potential_expiry(term.seconds, wanted, Timestamp(at)))
    }

    /// The example of draft-ietf-dhc-failover-12, 5.2.1: MCLT one hour, lease three days.
    #[test]
    fn the_example_of_the_draft() {
        let normal = |at, times| lease(at, 259_200, 3600, State::Normal, times, LeaseLimit::Windows);
        assert_eq!(normal(0, known(0, 0)), (3600, 261_000));
        assert_eq!(normal(1800, known(261_000, 0)), (259_200, 390_600));
    }

    /// The same with Windows' eight days, and the partner's rebind a week later.
    #[test]
    fn eight_days() {
        let normal = |at, times| lease(at, 691_200, 3600, State::Normal, times, LeaseLimit::Windows);
        assert_eq!(normal(0, known(0, 0)), (3600, 693_000));
        assert_eq!(normal(1800, known(693_000, 0)), (691_200, 1_038_600));
        let rebound = |limit| lease(606_600, 691_200, 3600, INTERRUPTED, known(0, 1_038_600), limit).0;
        assert_eq!(606_600 + rebound(LeaseLimit::Windows), 610_200);
        assert_eq!(606_600 + rebound(LeaseLimit::Draft), 1_042_200);
        let times = FailoverTimes { received_potential_expiry: 1_038_600, ..FailoverTimes::default() };
        assert_eq!(times.latest_known_end(693_000) + 3600, 1_042_200, "to whom it may go then");
    }

    /// What ISC dhcpd was seen to do with an MCLT of 10 and leases of 40: granted seconds and told moment, by time. The
    /// renewal at 3 was the last that the partner could have acknowledged, and did not.
    #[test]
    fn the_measured_limit() {
        let first = lease(0, 40, 10, State::Normal, known(0, 0), LeaseLimit::Draft);
        assert_eq!(first, (10, 45));
        let measured = [
            (3, 40, 63),
            (5, 40, 65),
            (14, 40, 74),
            (23, 32, 79),
            (32, 23, 83),
            (41, 14, 88),
            (50, 10, 95),
            (59, 10, 104),
            (68, 10, 113),
        ];
        for (at, granted, told) in measured {
            assert_eq!(
                lease(at, 40, 10, INTERRUPTED, known(45, 0), LeaseLimit::Draft),
                (granted, told),
                "at {at}"
            );
        }
    }

    #[test]
    fn a_lease_no_longer_than_the_mclt_is_always_whole() {
        for state in [State::Normal, INTERRUPTED, DOWN, State::ResolutionInterrupted, State::ConflictDone] {
            for limit in [LeaseLimit::Windows, LeaseLimit::Draft] {
                assert_eq!(lease(0, 1800, 3600, state, known(0, 0), limit), (1800, 2700), "{state:?}");
            }
        }
    }

    #[test]
    fn the_partner_is_down() {
        assert_eq!(lease(0, 691_200, 3600, DOWN, known(700_000, 0), LeaseLimit::Windows).0, 3600);
        assert_eq!(lease(0, 691_200, 3600, DOWN, known(0, 0), LeaseLimit::Draft).0, 691_200);
    }

    #[test]
    fn outside_failover_a_lease_is_what_was_wanted() {
        let term = Term::of(691_200, None, known(0, 0), LeaseLimit::Windows, Timestamp(5));
        assert_eq!(term, Term { seconds: 691_200, limited_by: LimitedBy::None });
    }

    /// A lease that never ends is limited like any other, and what the partner is told stays a moment.
    #[test]
    fn a_lease_without_end() {
        assert_eq!(
            lease(100, u32::MAX, 3600, State::Normal, known(0, 0), LeaseLimit::Windows),
            (3600, u32::MAX)
        );
        let later = lease(1900, u32::MAX, 3600, State::Normal, known(u32::MAX, 0), LeaseLimit::Windows);
        assert_eq!(later, (u32::MAX, u32::MAX));
    }
}

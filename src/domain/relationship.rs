//! One server's half of a failover relationship.

use crate::domain::address::Address;
use crate::domain::fsm::{Entry, STARTUP_SECONDS};
use crate::domain::pool::Role;
use crate::domain::registry::ServerId;
use crate::domain::state::{State, StateName};
use crate::domain::text::{Secret, Text, same_name};
use crate::domain::time::Timestamp;

/// The longest name, in UTF-16 units (MS-DHCPM 3.2.4.90 step 5).
pub const MAX_NAME_LENGTH: usize = 126;
/// How many relationships a server can have (MS-DHCPM 3.2.4.90 step 6).
pub const MAX_RELATIONSHIPS: usize = 31;
/// How many scopes one call can add (`DHCP_FAILOVER_MAX_NUM_ADD_SCOPES`).
pub const MAX_ADDED_SCOPES: usize = 400;
/// The safe period that never ends: no automatic change to PARTNER_DOWN.
pub const NO_SAFE_PERIOD: u32 = 0xFFFF_FFFF;

/// How two servers share the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Both serve; the percentage is the primary's share of the free addresses.
    LoadBalance,
    /// The primary serves; the percentage of the free addresses is reserved for the secondary.
    HotStandby,
}

/// A relationship on a server, whatever its name: its slot in the lower 32 bits, and above them how many others had that
/// slot before. So an id that was kept when its relationship was deleted is never that of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationshipId(pub u64);

/// The other half, while the two are in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partner {
    /// The server that holds it.
    pub server: ServerId,
    /// Its id there.
    pub relationship: RelationshipId,
}

/// What an administrator says about a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The name, at most 126 units.
    pub name: Text,
    /// The primary server's address.
    pub primary: Address,
    /// The secondary server's address.
    pub secondary: Address,
    /// The primary server's name.
    pub primary_name: Option<Text>,
    /// The secondary server's name.
    pub secondary_name: Option<Text>,
    /// The role of the server that holds this half.
    pub role: Role,
    /// How the two share the work.
    pub mode: Mode,
    /// 0 to 100: the primary's share in load balance, the secondary's reserve in hot standby.
    pub percentage: u8,
    /// The maximum client lead time, in seconds.
    pub mclt: u32,
    /// Seconds without contact before the partner is taken to be dead; `NO_SAFE_PERIOD` is never.
    pub safe_period: u32,
    /// The key that authenticates messages between the partners.
    pub secret: Option<Secret>,
}

impl Settings {
    /// The addresses of the two servers, the lower first.
    pub fn servers(&self) -> [Address; 2] {
        [self.primary.min(self.secondary), self.primary.max(self.secondary)]
    }

    /// Whether both halves take the same server for the primary, and one of them is the primary's half, the other the secondary's.
    pub fn has_other_role_than(&self, other: &Settings) -> bool {
        self.primary == other.primary && self.role != other.role
    }
}

/// One server's half of a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// What the administrator said.
    pub settings: Settings,
    /// The present state.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// The state before it.
    pub previous: StateName,
    /// Since when it was in that one.
    pub previous_since: Timestamp,
    /// When this server last operated before it stopped; `None` if it never did.
    pub last_operational: Option<Timestamp>,
    /// Whether the partner had taken this server for dead by then.
    pub declared_dead: bool,
    /// Whether it has operated since it started.
    pub has_operated: bool,
    /// The maximum client lead time that both servers had when they were last in contact; `None` if they never were.
    pub agreed_mclt: Option<u32>,
    /// The largest one that this server was set to, or heard of, since both were last in NORMAL.
    pub largest_mclt: u32,
    /// When the free addresses are divided again, unless that is past.
    pub rebalancing_at: Option<Timestamp>,
    /// The addresses of the scopes, in the order they were added.
    pub scopes: Vec<Address>,
    /// The other half, while in contact.
    pub partner: Option<Partner>,
}

impl Relationship {
    /// A new half, as MS-DHCPM 3.2.4.90 steps 9 to 11 leave it.
    pub fn new(settings: Settings, now: Timestamp) -> Self {
        Relationship {
            agreed_mclt: None,
            largest_mclt: settings.mclt,
            declared_dead: false,
            settings: Settings { safe_period: stored_safe_period(settings.safe_period), ..settings },
            state: State::Startup { until: now.after(STARTUP_SECONDS) },
            since: now,
            previous: StateName::Init,
            previous_since: now,
            last_operational: None,
            has_operated: false,
            rebalancing_at: None,
            scopes: Vec::new(),
            partner: None,
        }
    }

    /// The address that this relationship gives to the server that holds this half.
    pub fn own_address(&self) -> Address {
        self.address_of(self.settings.role)
    }

    /// The address that it gives to the partner.
    pub fn partner_address(&self) -> Address {
        self.address_of(self.settings.role.other())
    }

    /// The name that it gives to the partner.
    pub fn partner_name(&self) -> Option<&Text> {
        match self.settings.role {
            Role::Primary => self.settings.secondary_name.as_ref(),
            Role::Secondary => self.settings.primary_name.as_ref(),
        }
    }

    /// The state that outlives a restart, and since when the server is in it: while it looks for its partner the one
    /// before, which it tells the partner (draft-ietf-dhc-failover-12, 9.2 and 9.3.1).
    pub fn recorded(&self) -> (StateName, Timestamp) {
        match self.state {
            State::Startup { .. } => (self.previous, self.previous_since),
            State::PartnerDown { since } => (StateName::PartnerDown, since),
            other => (other.name(), self.since),
        }
    }

    /// The maximum client lead time that this server grants by: its own, and no more than its partner knows of. A partner
    /// that cannot be heard waits by the one that it last heard of (draft-ietf-dhc-failover-12, 5.2).
    pub fn granted_mclt(&self) -> u32 {
        self.agreed_mclt.map_or(self.settings.mclt, |agreed| agreed.min(self.settings.mclt))
    }

    /// The seconds that this server waits for what its partner may have granted: by the largest maximum client lead time that
    /// was in force since the two were last in NORMAL together (draft-ietf-dhc-failover-12, 5.2 and 7.1.5).
    pub fn awaited_mclt(&self) -> u64 {
        u64::from(self.largest_mclt.max(self.settings.mclt))
    }

    /// Whether the partner is told at once of what happens here: both are in contact, and this server is in NORMAL.
    pub fn is_synchronized(&self) -> bool {
        self.partner.is_some() && self.state == State::Normal
    }

    /// What states need to know that this half enters at a moment.
    pub fn entry(&self, now: Timestamp) -> Entry {
        // The wait counts from when the server last operated; one that always did, or never, has nothing to wait for.
        let recovered_at = match (self.state, self.last_operational) {
            (State::RecoverWait { until }, _) => until,
            (_, Some(last)) => last.after(self.awaited_mclt()),
            (_, None) => now,
        };
        let partner_down_since = match (self.state, self.recorded()) {
            (State::Startup { .. }, (StateName::PartnerDown, since)) => since,
            _ => now,
        };
        Entry { now, safe_period: self.settings.safe_period, partner_down_since, recovered_at }
    }

    fn address_of(&self, role: Role) -> Address {
        match role {
            Role::Primary => self.settings.primary,
            Role::Secondary => self.settings.secondary,
        }
    }

    /// Whether messages between the two halves are authentic: both have the same secret, or none (MS-DHCPF 3.1.5).
    pub fn authenticates(&self, other: &Relationship) -> bool {
        self.settings.secret == other.settings.secret
    }

    /// Whether the other is the partner's half of the same relationship: the same name, the same two servers, and
    /// the other role.
    pub fn pairs_with(&self, other: &Relationship) -> bool {
        self.is_between_those_of(other) && self.settings.has_other_role_than(&other.settings)
    }

    /// Whether the other has the same name and the same two servers, whatever their roles.
    pub fn is_between_those_of(&self, other: &Relationship) -> bool {
        let (ours, theirs) = (&self.settings, &other.settings);
        same_name(ours.name.units(), theirs.name.units()) && ours.servers() == theirs.servers()
    }
}

/// The safe period as it is stored: 0 means never (MS-DHCPM 3.2.4.90 step 11). Set is taken to do the same, so that
/// one number has one meaning.
pub fn stored_safe_period(seconds: u32) -> u32 {
    if seconds == 0 { NO_SAFE_PERIOD } else { seconds }
}

/// How many of the free addresses of a scope the secondary is to own.
///
/// Load balance gives it what the primary's share leaves, hot standby its reserve. Microsoft does not document the
/// rounding: here the secondary gets the floor, and the odd address stays with the primary, as it does in ISC dhcpd.
pub fn secondary_share(mode: Mode, percentage: u8, free: u32) -> u32 {
    let percent = u64::from(percentage.min(100));
    let secondary_percent = match mode {
        Mode::LoadBalance => 100 - percent,
        Mode::HotStandby => percent,
    };
    u32::try_from(u64::from(free) * secondary_percent / 100).unwrap_or(free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The target columns of the worked examples: (example, free, mode, percentage, free of primary, of secondary).
    #[test]
    fn the_worked_splits() {
        let table = [
            (1, 254, Mode::LoadBalance, 50, 127, 127),
            (2, 254, Mode::LoadBalance, 70, 178, 76),
            (3, 101, Mode::LoadBalance, 50, 51, 50),
            (4, 254, Mode::HotStandby, 5, 242, 12),
            (5, 10, Mode::HotStandby, 5, 10, 0),
            (6, 200, Mode::LoadBalance, 60, 120, 80),
            (7, 154, Mode::LoadBalance, 50, 77, 77),
            (8, 194, Mode::LoadBalance, 50, 97, 97),
            (9, 80, Mode::LoadBalance, 50, 40, 40),
            (11, 100, Mode::LoadBalance, 0, 0, 100),
            (11, 100, Mode::LoadBalance, 100, 100, 0),
            (12, 7, Mode::LoadBalance, 33, 3, 4),
            (13, 254, Mode::HotStandby, 5, 242, 12),
            (15, 1, Mode::LoadBalance, 50, 1, 0),
            (16, 254, Mode::HotStandby, 10, 229, 25),
            (16, 10, Mode::HotStandby, 10, 9, 1),
        ];
        for (example, free, mode, percentage, primary, secondary) in table {
            let share = secondary_share(mode, percentage, free);
            assert_eq!((free - share, share), (primary, secondary), "example {example}");
        }
    }

    proptest! {
        /// |primary/F - percentage| < 1/F, for every F and percentage.
        #[test]
        fn the_split_is_off_by_less_than_one_address(free in 1..20_000_000_u32, percentage in 0..=100_u8) {
            let primary = free - secondary_share(Mode::LoadBalance, percentage, free);
            let exact = f64::from(free) * f64::from(percentage) / 100.0;
            prop_assert!((f64::from(primary) - exact).abs() < 1.0);
        }
    }
}

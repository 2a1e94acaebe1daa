//! One server's half of a failover relationship.

use crate::domain::base::address::Address;
use crate::domain::base::ids::{Partner, ScopeId};
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::{Secret, Text, same_name};
use crate::domain::base::time::Timestamp;
use crate::domain::model::state::{State, StateName};

/// The longest name, in UTF-16 units (MS-DHCPM 3.2.4.90 step 5).
pub const MAX_NAME_LENGTH: usize = 126;
/// How many relationships a server can have (MS-DHCPM 3.2.4.90 step 6).
pub const MAX_RELATIONSHIPS: usize = 31;

/// The safe period that never ends: no automatic change to PARTNER_DOWN.
pub const NO_SAFE_PERIOD: u32 = 0xFFFF_FFFF;

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
    /// When the free addresses are rebalanced next; `None` if that is not known.
    pub rebalancing_at: Option<Timestamp>,
    /// The scopes, in the order in which they were added.
    pub scopes: Vec<ScopeId>,
    /// The other half, while in contact.
    pub partner: Option<Partner>,
}

impl Relationship {
    /// A half that was just created in a state, without scopes and without contact.
    pub fn new(settings: Settings, state: State, now: Timestamp) -> Self {
        Relationship {
            agreed_mclt: None,
            largest_mclt: settings.mclt,
            declared_dead: false,
            settings,
            state,
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

    /// Whether the partner is told at once of what happens here: both are in contact, and this server is in NORMAL.
    pub fn is_synchronized(&self) -> bool {
        self.partner.is_some() && self.state == State::Normal
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

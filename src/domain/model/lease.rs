//! Lease records, and the table of a scope that holds them.

use crate::domain::base::address::{Address, NOT_GRANTED};
use crate::domain::base::client::{ClientId, ClientKind};
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::base::time::{FileTime, Timestamp};

/// The address state of a lease record, as the API has it (MS-DHCPM 2.2.1.2.14): the two lowest bits say what the record is, and
/// the others are kept as they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressState(pub u8);

impl AddressState {
    /// Offered to a client that has not accepted it yet.
    pub const OFFERED: AddressState = AddressState(0x00);
    /// Leased.
    pub const ACTIVE: AddressState = AddressState(0x01);
    /// Refused by a client, who found somebody else there.
    pub const DECLINED: AddressState = AddressState(0x02);
    /// About to be deleted.
    pub const DOOMED: AddressState = AddressState(0x03);

    const KIND: u8 = 0x03;

    /// The two bits that say what the record is.
    pub fn kind(self) -> AddressState {
        AddressState(self.0 & Self::KIND)
    }

    /// This state with another kind.
    #[must_use]
    pub fn with_kind(self, kind: AddressState) -> AddressState {
        AddressState(self.0 & !Self::KIND | kind.0)
    }
}

/// The six moments of the failover protocol, in seconds since 1970; 0 is unset (MS-DHCPM 2.2.1.2.101).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FailoverTimes {
    /// The potential expiration time sent to the partner.
    pub sent_potential_expiry: u32,
    /// The one that the partner acknowledged.
    pub acknowledged_potential_expiry: u32,
    /// The one received from the partner.
    pub received_potential_expiry: u32,
    /// When the lease went into its present state.
    pub state_began: u32,
    /// When the client was last heard.
    pub last_client_transaction: u32,
    /// When the partner last updated the lease.
    pub last_binding_update: u32,
}

impl FailoverTimes {
    /// The latest end of the lease that the partner knows of: the one that it acknowledged, or the one that it told. 0 if it
    /// knows of none.
    pub fn known_to_partner(self) -> u32 {
        self.acknowledged_potential_expiry.max(self.received_potential_expiry)
    }

    /// The latest end that either server may go by (draft-ietf-dhc-failover-12, 7.1.5).
    pub fn latest_potential_expiry(self) -> u32 {
        self.sent_potential_expiry.max(self.known_to_partner())
    }

    /// The times of a lease that the partner knows nothing of, or no more: what it had acknowledged and told is void, and the
    /// latest of it is what it has to be told.
    pub fn unknown_to_partner(self) -> FailoverTimes {
        FailoverTimes {
            sent_potential_expiry: self.latest_potential_expiry(),
            acknowledged_potential_expiry: 0,
            received_potential_expiry: 0,
            ..self
        }
    }

    /// Until when a server may believe that a client has an address, with what its partner may have granted beyond that:
    /// one MCLT later it is nobody's (draft-ietf-dhc-failover-12, 7.1.5).
    pub fn latest_known_end(self, lease_end: u32) -> u32 {
        lease_end.max(self.latest_potential_expiry())
    }
}

/// What few records have. It is kept apart so that a table of plain leases stays small.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Particulars {
    /// The client's host name.
    pub name: Option<Text>,
    /// A remark.
    pub comment: Option<Text>,
    /// The policy that chose the address.
    pub policy: Option<Text>,
    /// The extended address state (MS-DHCPM 2.2.1.2.119), as it was given: bit 0x01 says that no PTR record is registered.
    pub extended_state: u32,
}

/// One lease record (MS-DHCPM 3.1.1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Who holds it.
    pub client: ClientId,
    /// When it ends.
    pub expires: FileTime,
    /// Name, comment, policy and extended address state.
    pub particulars: Option<Box<Particulars>>,
    /// The server that granted or last renewed it.
    pub granted_by: Address,
    /// The moments of the failover protocol.
    pub times: FailoverTimes,
    /// For which kind of client it is.
    pub client_kind: ClientKind,
    /// The address state.
    pub state: AddressState,
    /// Whose free address it was before it was leased.
    pub pool_side: Role,
    /// Of a doomed record: whether its client gave the address back, and did not just let its time pass.
    pub released: bool,
}

impl Lease {
    /// A record made by hand (MS-DHCPM 3.1.4.17): active, of no kind of client, all failover times unset.
    pub fn by_hand(client: ClientId, expires: FileTime, granted_by: Address) -> Self {
        Lease {
            client,
            expires,
            particulars: None,
            granted_by,
            times: FailoverTimes::default(),
            client_kind: ClientKind::NONE,
            state: AddressState::ACTIVE,
            pool_side: Role::Primary,
            released: false,
        }
    }

    /// The record that a new reservation gets, before its client asks (MS-DHCPM 3.1.4.5).
    pub fn idle(client: ClientId) -> Self {
        Lease::by_hand(client, FileTime::UNSET, NOT_GRANTED)
    }

    /// Whether no client ever asked for this reserved address.
    pub fn is_idle(&self) -> bool {
        self.granted_by == NOT_GRANTED
    }

    /// When the lease ends; `None` if it does not.
    pub fn end(&self) -> Option<Timestamp> {
        let ends = self.expires != FileTime::UNSET && self.expires < FileTime::NEVER;
        ends.then(|| self.expires.to_timestamp())
    }

    /// Whether the lease has ended.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.end().is_some_and(|end| end <= now)
    }

    /// The client's host name.
    pub fn name(&self) -> Option<&Text> {
        self.particulars.as_ref()?.name.as_ref()
    }

    /// The remark.
    pub fn comment(&self) -> Option<&Text> {
        self.particulars.as_ref()?.comment.as_ref()
    }

    /// The policy that chose the address.
    pub fn policy(&self) -> Option<&Text> {
        self.particulars.as_ref()?.policy.as_ref()
    }

    /// The extended address state.
    pub fn extended_state(&self) -> u32 {
        self.particulars.as_ref().map_or(0, |particulars| particulars.extended_state)
    }

    /// Replaces name, comment, policy and extended address state.
    pub fn describe(&mut self, particulars: Particulars) {
        let nothing = particulars == Particulars::default();
        self.particulars = (!nothing).then(|| Box::new(particulars));
    }
}

/// The binding status of an address (that of draft-ietf-dhc-failover-12, 5.11, of an address that
/// is not free).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// A client has it.
    Active,
    /// The time of its client is over.
    Expired,
    /// Its client has given it back.
    Released,
    /// A client has found somebody else there.
    Abandoned,
}

impl Lease {
    /// The binding status. The API has no number for a released address: until the partner knows of it, such a record
    /// is DOOM like an expired one (MS-DHCPF 3.1.4.2 tells them apart by a flag).
    pub fn binding(&self) -> Binding {
        match self.state.kind() {
            AddressState::DECLINED => Binding::Abandoned,
            AddressState::DOOMED if self.released => Binding::Released,
            AddressState::DOOMED => Binding::Expired,
            _ => Binding::Active,
        }
    }

    /// Changes what the record says; the other bits of the address state stay.
    pub(crate) fn bind(&mut self, binding: Binding, now: Timestamp) {
        let kind = match binding {
            Binding::Active => AddressState::ACTIVE,
            Binding::Expired | Binding::Released => AddressState::DOOMED,
            Binding::Abandoned => AddressState::DECLINED,
        };
        if self.binding() != binding {
            self.times.state_began = now.seconds();
        }
        self.state = self.state.with_kind(kind);
        self.released = binding == Binding::Released;
    }

    /// Whether a client has the address. Who has it reserved alone, and never asked for it, has not.
    pub fn is_leased(&self) -> bool {
        !self.is_idle() && self.binding() == Binding::Active
    }

    /// Whether nobody has the address any more, and the partner has still to hear of it.
    pub fn is_over(&self) -> bool {
        matches!(self.binding(), Binding::Expired | Binding::Released)
    }
}

/// How long a lease may be while the partner cannot be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LeaseLimit {
    /// One MCLT, as Microsoft documents it.
    #[default]
    Windows,
    /// One MCLT beyond what the partner knows, as the draft allows; all of it once the partner is down.
    Draft,
}

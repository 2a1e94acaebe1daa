//! Lease records, and the table of a scope that holds them.

use crate::domain::base::address::{Address, NO_OWNER};
use crate::domain::base::client::ClientId;
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::base::time::{FileTime, Timestamp};

/// Bits of a lease record's address state (MS-DHCPM 2.2.1.2.14): the two lowest say what the lease is.
pub mod address_state {
    /// Which bits say what the lease is.
    pub(crate) const KIND: u8 = 0x03;
    /// Offered to a client that has not accepted it yet.
    pub(crate) const OFFERED: u8 = 0x00;
    /// Leased.
    pub(crate) const ACTIVE: u8 = 0x01;
    /// Refused by a client, who found somebody else there.
    pub(crate) const DECLINED: u8 = 0x02;
    /// About to be deleted.
    pub(crate) const DOOMED: u8 = 0x03;
}

/// What kind of client a lease record is for: the number of the API (`CLIENT_TYPE_...`).
pub mod client_kind {
    /// DHCP.
    pub(crate) const DHCP: u8 = 0x01;
    /// BOOTP.
    pub(crate) const BOOTP: u8 = 0x02;
    /// DHCP or BOOTP.
    pub const BOTH: u8 = 0x03;
    /// None of them: the record was made by hand.
    pub(crate) const NONE: u8 = 0x64;
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

/// What few records have: kept apart so that a table of plain leases stays small.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Particulars {
    /// The client's host name.
    pub name: Option<Text>,
    /// A remark.
    pub comment: Option<Text>,
    /// The policy that chose the address.
    pub policy: Option<Text>,
}

/// One lease record (MS-DHCPM 3.1.1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Who holds it.
    pub client: ClientId,
    /// When it ends.
    pub expires: FileTime,
    /// Name, comment and policy.
    pub particulars: Option<Box<Particulars>>,
    /// The server that granted or last renewed it.
    pub owner: Address,
    /// The moments of the failover protocol.
    pub times: FailoverTimes,
    /// The number of the kind of client.
    pub client_kind: u8,
    /// The bits of the address state.
    pub state: u8,
    /// Whose free address it was before it was leased.
    pub pool_side: Role,
    /// Of a doomed record: whether its client gave the address back, and did not just let its time pass.
    pub released: bool,
}

impl Lease {
    /// A record made by hand (MS-DHCPM 3.1.4.17): active, of no kind of client, all failover times unset.
    pub fn by_hand(client: ClientId, expires: FileTime, owner: Address) -> Self {
        Lease {
            client,
            expires,
            particulars: None,
            owner,
            times: FailoverTimes::default(),
            client_kind: client_kind::NONE,
            state: address_state::ACTIVE,
            pool_side: Role::Primary,
            released: false,
        }
    }

    /// The record that a new reservation gets, before its client asks (MS-DHCPM 3.1.4.5).
    pub fn idle(client: ClientId) -> Self {
        Lease::by_hand(client, FileTime::UNSET, NO_OWNER)
    }

    /// Whether no client ever asked for this reserved address.
    pub fn is_idle(&self) -> bool {
        self.owner == NO_OWNER
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

    /// Replaces name, comment and policy.
    pub fn describe(&mut self, particulars: Particulars) {
        let nothing = particulars == Particulars::default();
        self.particulars = (!nothing).then(|| Box::new(particulars));
    }
}

/// What a lease record says about its address (the binding status of draft-ietf-dhc-failover-12, 5.11, of an address that
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
    /// What the record says. The API has no number for a released address: until the partner knows of it, such a record
    /// is DOOM like an expired one (MS-DHCPF 3.1.4.2 tells them apart by a flag).
    pub fn binding(&self) -> Binding {
        match self.state & address_state::KIND {
            address_state::DECLINED => Binding::Abandoned,
            address_state::DOOMED if self.released => Binding::Released,
            address_state::DOOMED => Binding::Expired,
            _ => Binding::Active,
        }
    }

    /// Changes what the record says; the other bits of the address state stay.
    pub(crate) fn bind(&mut self, binding: Binding, now: Timestamp) {
        let kind = match binding {
            Binding::Active => address_state::ACTIVE,
            Binding::Expired | Binding::Released => address_state::DOOMED,
            Binding::Abandoned => address_state::DECLINED,
        };
        if self.binding() != binding {
            self.times.state_began = now.seconds();
        }
        self.state = self.state & !address_state::KIND | kind;
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

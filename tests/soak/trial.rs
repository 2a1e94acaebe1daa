//! Two partners with their scopes, and the time: what is done to them, and what can be seen of them.

use std::mem::zeroed;
use std::ptr::null_mut;

use dhcpsapi::abi::cim::DHCPSAPI_CIM_SET;
use dhcpsapi::exports::{
    dhcpsapi_cim_invoke_by_name, dhcpsapi_cim_invoke_by_scope_id, dhcpsapi_cim_set, dhcpsapi_clock_set,
    dhcpsapi_link_cut, dhcpsapi_link_heal, dhcpsapi_relationship_statistics, dhcpsapi_reset,
    dhcpsapi_server_shift_clock, dhcpsapi_server_start, dhcpsapi_server_stop,
};
use proptest::prelude::*;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::blocks::{Wide, free};
use crate::support::clock::{BEGIN, seconds_of};
use crate::support::codes;
use crate::support::fixtures::MASK;
use crate::support::lab::draft_lease_limit;
use crate::support::pair::Side::{self, Primary, Secondary};
use crate::support::pair::{NAME, Pair, SCOPE, SIDES};
use crate::support::server::{Server, bare_id};

/// (NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse)
pub(crate) type Statistics = [u32; 7];

pub(crate) fn side() -> impl Strategy<Value = Side> {
    prop::sample::select(SIDES.to_vec())
}

/// How the pair of a trial begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// How many addresses the scope has.
    pub(crate) addresses: u32,
    pub(crate) mclt: u32,
    pub(crate) safe_period: u32,
    /// Whether leases may be as long as the draft allows while contact is lost.
    pub(crate) draft_lease_limit: bool,
}

/// A fault, or an administrator's word, that comes from outside.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    Cut,
    Heal(Side),
    Stop(Side),
    Start(Side),
    Shift(Side, i32),
    PartnerDown(Side),
    /// An administrator puts it into a state that contact, or a restart, ends.
    Forced(Side, FSM_STATE),
    Trigger(Side),
}

/// A lease record, as DhcpV4FailoverGetClientInfo shows it. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) client: Vec<u8>,
    /// 0: no client has used the reservation.
    pub(crate) ends: u64,
    pub(crate) sent: u64,
    pub(crate) acknowledged: u64,
    pub(crate) received: u64,
    /// The time of the client's last transaction.
    pub(crate) heard: u64,
    pub(crate) owner: u32,
    /// 1 active, 2 declined, 3 over.
    pub(crate) kind: u8,
}

impl Record {
    pub(crate) fn is_idle(&self) -> bool {
        self.ends == 0
    }

    /// The parts of a record that both servers have alike.
    pub(crate) fn said(&self) -> (&[u8], u64, u32, u8) {
        (&self.client, self.ends, self.owner, self.kind)
    }
}

/// The content of a server's book about one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// DhcpV4FailoverGetAddressStatus; `None` if the scope is in no relationship.
    pub(crate) status: Option<u32>,
    pub(crate) record: Option<Record>,
}

/// A pair that is tried, with its own settings and clock.
pub(crate) struct Trial {
    pair: Pair,
    pub(crate) settings: Settings,
    pub(crate) now: u64,
}

impl Trial {
    /// In NORMAL: load balance at 50 %.
    pub(crate) fn new(settings: Settings) -> Self {
        Trial::of(settings, &[SCOPE])
    }

    /// With these scopes, each of as many addresses.
    pub(crate) fn of(settings: Settings, scopes: &[u32]) -> Self {
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        assert_eq!(unsafe { dhcpsapi_clock_set(BEGIN) }, 0);
        if settings.draft_lease_limit {
            draft_lease_limit();
        }
        let prepare = |server: &Server| {
            scopes.iter().for_each(|scope| server.scope(*scope, MASK, scope + 1, scope + settings.addresses));
        };
        let pair = Pair::deployed(
            scopes,
            |half| half.mclt(settings.mclt).safe_period(settings.safe_period),
            prepare,
        );
        Trial { pair, settings, now: BEGIN }
    }

    pub(crate) fn server(&self, side: Side) -> &Server {
        self.pair.server(side)
    }

    pub(crate) fn side_of(&self, address: u32) -> Side {
        if self.server(Primary).address == address { Primary } else { Secondary }
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        self.now += seconds;
        assert_eq!(unsafe { dhcpsapi_clock_set(self.now) }, 0);
    }

    /// The state of a server; `None` if it is stopped.
    pub(crate) fn state(&self, side: Side) -> Option<FSM_STATE> {
        self.server(side).state(NAME).ok().map(|(state, _)| state)
    }

    pub(crate) fn states(&self) -> [Option<FSM_STATE>; 2] {
        SIDES.map(|side| self.state(side))
    }

    pub(crate) fn is_normal(&self) -> bool {
        self.states() == [Some(NORMAL); 2]
    }

    /// Whether a server is in contact with its partner, and since when its relationship is in its state; `None` if it is stopped.
    pub(crate) fn contact(&self, side: Side) -> Option<(bool, u64)> {
        let mut statistics = null_mut();
        let name = Wide::new(NAME);
        let code = unsafe {
            dhcpsapi_relationship_statistics(self.server(side).ptr(), name.as_ptr(), &mut statistics)
        };
        if code != 0 {
            return None;
        }
        let read = unsafe { ((*statistics).InContact != 0, (*statistics).Since) };
        free(statistics);
        Some(read)
    }

    /// Changes what an administrator may change of the relationship on one server.
    pub(crate) fn set(
        &mut self,
        side: Side,
        flags: u32,
        change: impl Fn(&mut DHCP_FAILOVER_RELATIONSHIP),
    ) -> u32 {
        self.pair.set(side, flags, change)
    }

    /// Sets the shared secret on one server alone; 0 is none.
    pub(crate) fn set_own_secret(&mut self, side: Side, secret: u8) -> u32 {
        let text = secret_text(secret);
        let mut structure = unsafe { *self.pair.relationship.ptr() };
        structure.SharedSecret = text.as_ptr().cast_mut();
        unsafe { DhcpV4FailoverSetRelationship(self.server(side).ptr(), SHAREDSECRET, &structure) }
    }

    pub(crate) fn set_mode(&mut self, side: Side, is_standby: bool) -> u32 {
        self.set(side, MODE, |given| given.Mode = if is_standby { HotStandby } else { LoadBalance })
    }

    /// Does a fault, and answers its code. A stopped server refuses requests, and there are other refusals; all are right.
    pub(crate) fn suffer(&mut self, fault: Fault) -> u32 {
        match fault {
            Fault::Cut => unsafe {
                dhcpsapi_link_cut(self.server(Primary).ptr(), self.server(Secondary).ptr())
            },
            // The one that is named first looks for the other.
            Fault::Heal(side) => unsafe {
                dhcpsapi_link_heal(self.server(side).ptr(), self.server(side.other()).ptr())
            },
            Fault::Stop(side) => unsafe { dhcpsapi_server_stop(self.server(side).ptr()) },
            Fault::Start(side) => unsafe { dhcpsapi_server_start(self.server(side).ptr()) },
            Fault::Shift(side, seconds) => unsafe {
                dhcpsapi_server_shift_clock(self.server(side).ptr(), seconds)
            },
            Fault::PartnerDown(side) => self.set(side, CHANGESTATE, |given| given.State = PARTNER_DOWN),
            Fault::Forced(side, state) => self.set(side, CHANGESTATE, |given| given.State = state),
            Fault::Trigger(side) => self.server(side).trigger(NAME),
        }
    }

    pub(crate) fn scope_leaves(&mut self, side: Side) -> u32 {
        let Pair { primary, secondary, relationship } = &mut self.pair;
        relationship.delete_scopes_on(if side == Primary { primary } else { secondary })
    }

    pub(crate) fn scope_joins(&mut self, side: Side) -> u32 {
        let Pair { primary, secondary, relationship } = &mut self.pair;
        relationship.add_scopes_on(if side == Primary { primary } else { secondary })
    }

    /// Copies the configuration of this server's scope to its partner, by the scope or by the relationship.
    pub(crate) fn replicate(&self, from: Side, by_scope: bool) -> u32 {
        let text = Wide::new(if by_scope { "10.0.0.0" } else { NAME });
        let (one, name) = ([text.as_ptr()], self.server(from).ptr());
        let invoke = if by_scope { dhcpsapi_cim_invoke_by_scope_id } else { dhcpsapi_cim_invoke_by_name };
        unsafe { invoke(name, 0, one.as_ptr(), 1, null_mut(), null_mut(), null_mut()) }
    }

    /// Sets the shared secret on both, as the cmdlet does; 0 is none. If that is refused because the partner cannot be
    /// changed, it may be set on this one alone.
    pub(crate) fn set_secret(&self, side: Side, secret: u8, or_alone: bool) -> u32 {
        let (name, text) = (Wide::new(NAME), secret_text(secret));
        let mut structure: DHCPSAPI_CIM_SET = unsafe { zeroed() };
        structure.ComputerName = self.server(side).ptr();
        structure.Name = name.as_ptr();
        structure.SharedSecret = text.as_ptr();
        let code = unsafe { dhcpsapi_cim_set(&structure, null_mut(), null_mut()) };
        if !or_alone
            || ![codes::TIME_OUT_OF_SYNC, codes::SERVER_NOT_RUNNING, codes::SERVER_NAME_NOT_RESOLVED]
                .contains(&code)
        {
            return code;
        }
        structure.ThisServerOnly = 1;
        unsafe { dhcpsapi_cim_set(&structure, null_mut(), null_mut()) }
    }

    /// A server's record of an address.
    pub(crate) fn record(&self, side: Side, address: u32) -> Option<Record> {
        let read = |record: &DHCPV4_FAILOVER_CLIENT_INFO| Record {
            client: bare_id(record),
            ends: seconds_of(record.ClientLeaseExpires),
            sent: record.SentPotExpTime.into(),
            acknowledged: record.AckPotExpTime.into(),
            received: record.RecvPotExpTime.into(),
            heard: record.CltLastTransTime.into(),
            owner: record.OwnerHost.IpAddress,
            kind: record.AddressState & 3,
        };
        self.server(side).failover_record(address, read).ok()
    }

    /// A server's book: all addresses, from number 1 on; `None` if it is stopped.
    pub(crate) fn book(&self, side: Side, addresses: u32) -> Option<Vec<Entry>> {
        self.state(side)?;
        let entry = |number| Entry {
            status: self.server(side).address_status(SCOPE + number).ok(),
            record: self.record(side, SCOPE + number),
        };
        Some((1..=addresses).map(entry).collect())
    }
}

/// The text of a shared secret; 0 is none.
fn secret_text(secret: u8) -> Wide {
    match secret {
        0 => Wide::new(""),
        other => Wide::new(&format!("secret {other}")),
    }
}

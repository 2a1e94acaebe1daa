//! States, modes, roles, states of addresses and kinds of drift.

use crate::domain::base::role::{Mode, Role};
use crate::domain::model::filters::FilterList;
use crate::domain::model::lease::{Binding, Lease};
use crate::domain::model::scope::ScopeState;
use crate::domain::model::state::StateName;
use crate::domain::rules::read::drift::{DriftKind, Side};

/// A mode, as the WMI classes write it.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::LoadBalance => "LoadBalance",
        Mode::HotStandby => "HotStandby",
    }
}

/// A state, as the WMI classes write it.
pub fn state(state: StateName) -> &'static str {
    match state {
        StateName::NoState => "NoState",
        StateName::Init => "Init",
        StateName::Startup => "Startup",
        StateName::Normal => "Normal",
        StateName::CommunicationInterrupted => "CommunicationInterrupted",
        StateName::PartnerDown => "PartnerDown",
        StateName::PotentialConflict => "PotentialConflict",
        StateName::ConflictDone => "ConflictDone",
        StateName::ResolutionInterrupted => "ResolutionInterrupted",
        StateName::Recover => "Recover",
        StateName::RecoverWait => "RecoverWait",
        StateName::RecoverDone => "RecoverDone",
    }
}

/// A state, as the functions of the API and the event log of Windows write it (`FSM_STATE`).
pub fn state_of_protocol(state: StateName) -> &'static str {
    match state {
        StateName::NoState => "NO_STATE",
        StateName::Init => "INIT",
        StateName::Startup => "STARTUP",
        StateName::Normal => "NORMAL",
        StateName::CommunicationInterrupted => "COMMUNICATION_INT",
        StateName::PartnerDown => "PARTNER_DOWN",
        StateName::PotentialConflict => "POTENTIAL_CONFLICT",
        StateName::ConflictDone => "CONFLICT_DONE",
        StateName::ResolutionInterrupted => "RESOLUTION_INT",
        StateName::Recover => "RECOVER",
        StateName::RecoverWait => "RECOVER_WAIT",
        StateName::RecoverDone => "RECOVER_DONE",
    }
}

/// A role, in the middle of a sentence.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Primary => "primary",
        Role::Secondary => "secondary",
    }
}

/// A role, as the WMI classes write it (`ServerType`).
pub fn server_type(role: Role) -> &'static str {
    match role {
        Role::Primary => "PrimaryServer",
        Role::Secondary => "SecondaryServer",
    }
}

/// A role in hot standby, as the WMI classes write it (`ServerRole`): the primary is the active server.
pub fn server_role(role: Role) -> &'static str {
    match role {
        Role::Primary => "Active",
        Role::Secondary => "Standby",
    }
}

/// The state of a scope, as the WMI class `DhcpServerv4Scope` writes it.
pub fn scope_state(state: ScopeState) -> &'static str {
    match state {
        ScopeState::Enabled | ScopeState::EnabledSwitched => "Active",
        ScopeState::Disabled | ScopeState::DisabledSwitched => "InActive",
    }
}

/// A list of link-layer filters, as the WMI class `DhcpServerv4Filter` writes it.
pub fn filter_list(list: FilterList) -> &'static str {
    match list {
        FilterList::Allow => "Allow",
        FilterList::Deny => "Deny",
    }
}

/// The state of a leased or reserved address, as the WMI class `DhcpServerv4Lease` writes it. That has no name for a lease
/// that was given back.
pub fn address_state(lease: &Lease, is_reserved: bool) -> &'static str {
    match lease.binding() {
        _ if lease.is_idle() => "InactiveReservation",
        Binding::Active if is_reserved => "ActiveReservation",
        Binding::Active => "Active",
        Binding::Expired => "Expired",
        Binding::Released => "Released",
        Binding::Abandoned => "Declined",
    }
}

/// The type of a class, as the WMI class `DhcpServerv4Class` writes it.
pub fn class_type(is_vendor: bool) -> &'static str {
    if is_vendor { "Vendor" } else { "User" }
}

/// A kind of drift.
pub fn drift(kind: &DriftKind) -> &'static str {
    match kind {
        DriftKind::Scope => "scope",
        DriftKind::Properties => "properties",
        DriftKind::Range(_) => "range",
        DriftKind::Exclusion(_) => "exclusion",
        DriftKind::Reservation(_) => "reservation",
        DriftKind::ScopeItself => "scope itself",
        DriftKind::Mode => "mode",
        DriftKind::Percentage => "percentage",
        DriftKind::LeadTime => "maximum client lead time",
        DriftKind::SafePeriod => "safe period",
        DriftKind::SharedSecret => "the secrets differ",
        DriftKind::Role => "role",
        DriftKind::OptionValue(None, _) => "option value",
        DriftKind::OptionValue(Some(_), _) => "option value of a reservation",
        DriftKind::LeaseDuration => "lease duration",
        DriftKind::OfferDelay => "delay of offers",
        DriftKind::Class { .. } => "class",
        DriftKind::Definition(_) => "option definition",
    }
}

/// The server that has what drifted.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::ThisServer => "this server",
        Side::Partner => "partner",
        Side::Both => "both",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spellings of the class `DhcpServerv4Failover`.
    #[test]
    fn the_documented_names() {
        let documented = [
            "NoState",
            "Init",
            "Startup",
            "Normal",
            "CommunicationInterrupted",
            "PartnerDown",
            "PotentialConflict",
            "ConflictDone",
            "ResolutionInterrupted",
            "Recover",
            "RecoverWait",
            "RecoverDone",
        ];
        assert_eq!(StateName::ALL.map(state), documented);
        assert_eq!([Mode::LoadBalance, Mode::HotStandby].map(mode), ["LoadBalance", "HotStandby"]);
        let roles = [Role::Primary, Role::Secondary];
        assert_eq!(roles.map(server_role), ["Active", "Standby"]);
        assert_eq!(roles.map(server_type), ["PrimaryServer", "SecondaryServer"]);
    }
}

//! An instance of `DhcpServerv4Failover`.

use crate::domain::base::address::Address;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::Text;
use crate::domain::model::relationship::{NO_SAFE_PERIOD, Relationship};
use crate::domain::model::state::StateName;
use crate::say::addresses::dotted;
use crate::say::names;

/// Which part a server of a hot standby relationship plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerRole {
    /// It serves.
    Active,
    /// It serves when the other does not.
    Standby,
}

impl ServerRole {
    /// The role of the primary or secondary server: the primary is the active one.
    pub fn of(server: Role) -> Self {
        match server {
            Role::Primary => ServerRole::Active,
            Role::Secondary => ServerRole::Standby,
        }
    }

    /// The server with this role.
    pub fn server(self) -> Role {
        match self {
            ServerRole::Active => Role::Primary,
            ServerRole::Standby => Role::Secondary,
        }
    }

    /// As the class writes it.
    pub fn name(self) -> &'static str {
        names::server_role(self.server())
    }
}

/// A relationship as the class shows it on one of its servers. A property that is `None` is null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failover {
    pub name: Text,
    /// The name of the other server, or its address if it has no name.
    pub partner_server: Text,
    /// How the two share the work.
    pub mode: Mode,
    /// This server's role; null in load balance.
    pub server_role: Option<ServerRole>,
    /// This server's share; null in hot standby.
    pub load_balance_percent: Option<u32>,
    /// The standby server's reserve; null in load balance.
    pub reserve_percent: Option<u32>,
    /// The subnet addresses of its scopes.
    pub scope_id: Vec<ScopeId>,
    /// The maximum client lead time, in seconds.
    pub max_client_lead_time: u32,
    /// Whether a silent partner is taken for dead after a while.
    pub auto_state_transition: bool,
    /// After how many seconds; null if it is not.
    pub state_switch_interval: Option<u32>,
    pub state: StateName,
    /// Whether messages between the partners are authenticated.
    pub enable_auth: bool,
    /// The primary server's address.
    pub primary_server_ip: Address,
    /// The secondary server's address.
    pub secondary_server_ip: Address,
    /// The primary server's name.
    pub primary_server_name: Option<Text>,
    /// The secondary server's name.
    pub secondary_server_name: Option<Text>,
    /// Which of the two this server is.
    pub server_type: Role,
}

impl Failover {
    /// The instance of a relationship.
    pub fn of(relationship: &Relationship) -> Self {
        let settings = &relationship.settings;
        let percentage = u32::from(settings.percentage);
        let is_balanced = settings.mode == Mode::LoadBalance;
        let state_switch_interval = (settings.safe_period != NO_SAFE_PERIOD).then_some(settings.safe_period);
        Failover {
            name: settings.name.clone(),
            partner_server: partner_server(relationship),
            mode: settings.mode,
            server_role: (!is_balanced).then(|| ServerRole::of(settings.role)),
            load_balance_percent: is_balanced.then(|| share_of(settings.role, percentage)),
            reserve_percent: (!is_balanced).then_some(percentage),
            scope_id: relationship.scopes.clone(),
            max_client_lead_time: settings.mclt,
            auto_state_transition: state_switch_interval.is_some(),
            state_switch_interval,
            state: relationship.state.name(),
            enable_auth: settings.secret.is_some(),
            primary_server_ip: settings.primary,
            secondary_server_ip: settings.secondary,
            primary_server_name: settings.primary_name.clone(),
            secondary_server_name: settings.secondary_name.clone(),
            server_type: settings.role,
        }
    }
}

fn partner_server(relationship: &Relationship) -> Text {
    let name = relationship.partner_name().filter(|name| !name.is_empty()).cloned();
    name.unwrap_or_else(|| dotted(relationship.partner_address()).as_str().into())
}

/// The percentage of one role, from that of the primary, or the primary's from that of this role.
pub(crate) fn share_of(server: Role, percent: u32) -> u32 {
    match server {
        Role::Primary => percent,
        Role::Secondary => 100_u32.saturating_sub(percent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::text::Secret;
    use crate::domain::base::time::Timestamp;
    use crate::domain::model::relationship::{NO_SAFE_PERIOD, Settings};
    use crate::domain::model::state::State;

    fn relationship(role: Role, mode: Mode, percentage: u8) -> Relationship {
        let settings = Settings {
            name: "HQ".into(),
            primary: 0xC0A8_0001,
            secondary: 0xC0A8_0002,
            primary_name: Some("dhcp1".into()),
            secondary_name: Some("dhcp2".into()),
            role,
            mode,
            percentage,
            mclt: 3600,
            safe_period: NO_SAFE_PERIOD,
            secret: None,
        };
        let mut relationship =
            Relationship::new(settings, State::Startup { until: Timestamp(300) }, Timestamp(0));
        relationship.scopes = vec![ScopeId(0x0A00_0000), ScopeId(0x0A00_0100)];
        relationship
    }

    /// Property by property, as the class documents them, for both modes on both servers.
    #[test]
    fn both_modes_on_both_servers() {
        use ServerRole::{Active, Standby};
        //            server            mode                  partner  role           this %    reserve
        let table = [
            (Role::Primary, Mode::LoadBalance, 70, "dhcp2", None, Some(70), None),
            (Role::Secondary, Mode::LoadBalance, 70, "dhcp1", None, Some(30), None),
            (Role::Primary, Mode::LoadBalance, 0, "dhcp2", None, Some(0), None),
            (Role::Secondary, Mode::LoadBalance, 0, "dhcp1", None, Some(100), None),
            (Role::Primary, Mode::HotStandby, 5, "dhcp2", Some(Active), None, Some(5)),
            (Role::Secondary, Mode::HotStandby, 5, "dhcp1", Some(Standby), None, Some(5)),
        ];
        for (role, mode, percentage, partner, server_role, load_balance_percent, reserve_percent) in table {
            let shown = Failover::of(&relationship(role, mode, percentage));
            let expected = Failover {
                name: "HQ".into(),
                partner_server: partner.into(),
                mode,
                server_role,
                load_balance_percent,
                reserve_percent,
                scope_id: vec![ScopeId(0x0A00_0000), ScopeId(0x0A00_0100)],
                max_client_lead_time: 3600,
                auto_state_transition: false,
                state_switch_interval: None,
                state: StateName::Startup,
                enable_auth: false,
                primary_server_ip: 0xC0A8_0001,
                secondary_server_ip: 0xC0A8_0002,
                primary_server_name: Some("dhcp1".into()),
                secondary_server_name: Some("dhcp2".into()),
                server_type: role,
            };
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn what_may_be_absent() {
        let mut relationship = relationship(Role::Primary, Mode::LoadBalance, 50);
        relationship.settings.secondary_name = None;
        relationship.settings.safe_period = 1800;
        relationship.settings.secret = Some(Secret::new("hunter2".into()));
        relationship.state = State::PartnerDown { since: Timestamp(1) };
        let shown = Failover::of(&relationship);
        assert_eq!(shown.partner_server, "192.168.0.2".into());
        assert_eq!((shown.auto_state_transition, shown.state_switch_interval), (true, Some(1800)));
        assert!(shown.enable_auth);
        assert_eq!(shown.state, StateName::PartnerDown);
        assert!(!format!("{shown:?}").contains("hunter2"));
    }
}

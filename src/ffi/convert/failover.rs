//! Failover relationships, their statistics and their leases.

use std::mem::MaybeUninit;

use crate::abi::clients::QuarantineStatus;
use crate::abi::common::DHCP_IP_ARRAY;
use crate::abi::failover::{
    CHANGESTATE, DHCP_FAILOVER_MODE, DHCP_FAILOVER_RELATIONSHIP, DHCP_FAILOVER_RELATIONSHIP_ARRAY,
    DHCP_FAILOVER_SERVER, DHCP_FAILOVER_STATISTICS, DHCPV4_FAILOVER_CLIENT_INFO, FSM_STATE, MCLT, MODE,
    PERCENTAGE, PREVSTATE, SAFEPERIOD, SHAREDSECRET,
};
use crate::domain::base::address::Address;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::Secret;
use crate::domain::base::time::FileTime;
use crate::domain::model::relationship::{Relationship, Settings};
use crate::domain::model::server::Server;
use crate::domain::model::state::StateName;
use crate::domain::rules::read::failover::relationship_of_scope;
use crate::domain::rules::read::leases::{Search, find_lease};
use crate::domain::rules::read::scopes::{AddressStatus, Statistics};
use crate::domain::rules::{Command, FailoverCommand, SettingsChange, read};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::clients::{record, record_and, with_state};
use crate::ffi::convert::{date_time, ip_array, kept, kept_optional_text, kept_text, unique_id};
use crate::ffi::paging::{self, Enumeration, NothingAskedFor};
use crate::ffi::views;

/// All flags that a change of a relationship can have.
const ALL_FLAGS: u32 = MCLT | SAFEPERIOD | CHANGESTATE | PERCENTAGE | MODE | PREVSTATE | SHAREDSECRET;

/// The request to create what the structure describes. State and PrevState are not looked at.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn creation(given: &DHCP_FAILOVER_RELATIONSHIP) -> Result<Command, Failure> {
    // SAFETY: the same promise, for each of them.
    let (name, scopes, primary_name, secondary_name, secret) = unsafe {
        (
            kept_text(given.RelationshipName)?,
            scopes(given)?,
            kept_optional_text(given.PrimaryServerName)?,
            kept_optional_text(given.SecondaryServerName)?,
            secret(given)?,
        )
    };
    let settings = Settings {
        name,
        primary: given.PrimaryServer,
        secondary: given.SecondaryServer,
        primary_name,
        secondary_name,
        role: role(given.ServerType)?,
        mode: mode(given.Mode)?,
        percentage: given.Percentage,
        mclt: given.Mclt,
        safe_period: given.SafePeriod,
        secret,
    };
    Ok(Command::Failover(FailoverCommand::Create(settings, scopes)))
}

/// The request to change what the flags select: what they do not select is not looked at.
///
/// # Safety
///
/// The name in the structure, and the secret if it is selected, are as `exports` says.
pub(crate) unsafe fn change(flags: u32, given: &DHCP_FAILOVER_RELATIONSHIP) -> Result<Command, Failure> {
    let selected = |flag: u32| flags & flag != 0;
    // SAFETY: the same promise.
    let name = unsafe { kept_text(given.RelationshipName) }?;
    let secret = if selected(SHAREDSECRET) {
        // SAFETY: the same promise; it is selected.
        Some(unsafe { secret(given) }?)
    } else {
        None
    };
    if flags == 0 || flags & !ALL_FLAGS != 0 {
        return Err(Failure::InvalidValue("the flags select nothing, or what there is not"));
    }
    Ok(Command::Failover(FailoverCommand::Change(SettingsChange {
        name,
        mclt: selected(MCLT).then_some(given.Mclt),
        safe_period: selected(SAFEPERIOD).then_some(given.SafePeriod),
        state: selected(CHANGESTATE).then(|| state_named(given.State)).transpose()?,
        previous: selected(PREVSTATE).then(|| state_named(given.PrevState)).transpose()?,
        percentage: selected(PERCENTAGE).then_some(given.Percentage),
        mode: selected(MODE).then(|| mode(given.Mode)).transpose()?,
        secret,
    })))
}

/// The request to delete a relationship.
pub(crate) fn deletion(name: &[u16]) -> Result<Command, Failure> {
    Ok(Command::Failover(FailoverCommand::Delete(kept(name)?)))
}

/// The request to rebalance a relationship now.
pub(crate) fn rebalance(name: &[u16]) -> Result<Command, Failure> {
    Ok(Command::Failover(FailoverCommand::Rebalance(kept(name)?)))
}

/// The request to add scopes. Only the name and the scopes are looked at.
///
/// # Safety
///
/// Both are as `exports` says.
pub(crate) unsafe fn addition_of_scopes(given: &DHCP_FAILOVER_RELATIONSHIP) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let (name, scopes) = unsafe { (kept_text(given.RelationshipName)?, scopes(given)?) };
    Ok(Command::Failover(FailoverCommand::AddScopes(name, scopes)))
}

/// The request to remove scopes. Only the name and the scopes are looked at.
///
/// # Safety
///
/// Both are as `exports` says.
pub(crate) unsafe fn removal_of_scopes(given: &DHCP_FAILOVER_RELATIONSHIP) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let (name, scopes) = unsafe { (kept_text(given.RelationshipName)?, scopes(given)?) };
    Ok(Command::Failover(FailoverCommand::RemoveScopes(name, scopes)))
}

/// # Safety
///
/// `pScopes` and its elements are as `exports` says.
unsafe fn scopes(given: &DHCP_FAILOVER_RELATIONSHIP) -> Result<Vec<ScopeId>, Failure> {
    // SAFETY: the same promise.
    let array: DHCP_IP_ARRAY = unsafe { views::structure(given.pScopes.cast_const()) }?;
    // SAFETY: the same promise.
    let elements = unsafe { views::array(array.Elements.cast_const(), array.NumElements) }?;
    Ok(elements.iter().copied().map(ScopeId).collect())
}

/// # Safety
///
/// `SharedSecret` is as `exports` says.
unsafe fn secret(given: &DHCP_FAILOVER_RELATIONSHIP) -> Result<Option<Secret>, Failure> {
    // SAFETY: the same promise.
    Ok(unsafe { kept_optional_text(given.SharedSecret) }?.and_then(Secret::given))
}

fn mode(given: MaybeUninit<DHCP_FAILOVER_MODE>) -> Result<Mode, Failure> {
    match views::enum_number(given) {
        0 => Ok(Mode::LoadBalance),
        1 => Ok(Mode::HotStandby),
        _ => Err(Failure::InvalidValue("there is no such mode")),
    }
}

/// The reserved PAUSED (12) and SHUTDOWN (13) are refused, and so is a number that is no state.
fn state_named(given: MaybeUninit<FSM_STATE>) -> Result<StateName, Failure> {
    let named = StateName::ALL.into_iter().zip(0..).find(|(_, number)| *number == views::enum_number(given));
    named.map(|(name, _)| name).ok_or(Failure::InvalidValue("a state is 0 to 11"))
}

fn role(given: MaybeUninit<DHCP_FAILOVER_SERVER>) -> Result<Role, Failure> {
    match views::enum_number(given) {
        0 => Ok(Role::Primary),
        1 => Ok(Role::Secondary),
        _ => Err(Failure::InvalidValue("there is no such server type")),
    }
}

/// The relationship of a name.
pub(crate) fn named(server: &Server, name: &[u16]) -> Result<Given<DHCP_FAILOVER_RELATIONSHIP>, Failure> {
    let (_, relationship) = server.relationship(name)?;
    one(relationship)
}

/// The relationship that a scope is in.
pub(crate) fn of_scope(
    server: &Server,
    scope: Address,
) -> Result<Given<DHCP_FAILOVER_RELATIONSHIP>, Failure> {
    one(relationship_of_scope(server, ScopeId(scope))?)
}

fn one(relationship: &Relationship) -> Result<Given<DHCP_FAILOVER_RELATIONSHIP>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| structure(blocks, relationship))?;
    blocks.rooted(root)
}

/// A page of the relationships, oldest first.
pub(crate) fn page(
    server: &Server,
    preferred: u32,
    enumeration: Enumeration<DHCP_FAILOVER_RELATIONSHIP_ARRAY>,
) -> Outcome {
    let start = enumeration.start();
    let remaining = server.relationships.len().saturating_sub(start);
    let sizes = server.relationships.from(start).map(|entry| Size::of(|size| structure(size, entry)));
    let page = paging::bytes(preferred, NothingAskedFor::MoreData, remaining, sizes)?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let ids = server.relationships.ids_from(start).take(page.count);
        let found = ids.map(|id| server.relationships.get(id).ok_or(Failure::NoMoreItems));
        let structures = blocks.array_of(found, |blocks, relationship| structure(blocks, relationship?))?;
        let count = u32::try_from(page.count).map_err(|_| Failure::OutOfMemory)?;
        Ok(DHCP_FAILOVER_RELATIONSHIP_ARRAY { NumElements: count, pRelationships: structures })
    })?;
    enumeration.finish(page, blocks.rooted(root)?)
}

fn structure(
    blocks: &mut impl Builder,
    relationship: &Relationship,
) -> Result<DHCP_FAILOVER_RELATIONSHIP, Failure> {
    let settings = &relationship.settings;
    let scopes =
        blocks.block_for(|blocks| ip_array(blocks, relationship.scopes.iter().map(|scope| scope.0)))?;
    Ok(DHCP_FAILOVER_RELATIONSHIP {
        PrimaryServer: settings.primary,
        SecondaryServer: settings.secondary,
        Mode: MaybeUninit::new(match settings.mode {
            Mode::LoadBalance => DHCP_FAILOVER_MODE::LoadBalance,
            Mode::HotStandby => DHCP_FAILOVER_MODE::HotStandby,
        }),
        ServerType: MaybeUninit::new(server_type(settings.role)),
        State: MaybeUninit::new(state(relationship.state.name())),
        PrevState: MaybeUninit::new(state(relationship.previous)),
        Mclt: settings.mclt,
        SafePeriod: settings.safe_period,
        RelationshipName: blocks.text(&settings.name)?,
        PrimaryServerName: blocks.optional_text(settings.primary_name.as_ref())?,
        SecondaryServerName: blocks.optional_text(settings.secondary_name.as_ref())?,
        pScopes: scopes,
        Percentage: settings.percentage,
        SharedSecret: blocks.secret(settings.secret.as_ref())?,
    })
}

pub(super) fn server_type(role: Role) -> DHCP_FAILOVER_SERVER {
    match role {
        Role::Primary => DHCP_FAILOVER_SERVER::PrimaryServer,
        Role::Secondary => DHCP_FAILOVER_SERVER::SecondaryServer,
    }
}

pub(super) fn state(name: StateName) -> FSM_STATE {
    match name {
        StateName::NoState => FSM_STATE::NO_STATE,
        StateName::Init => FSM_STATE::INIT,
        StateName::Startup => FSM_STATE::STARTUP,
        StateName::Normal => FSM_STATE::NORMAL,
        StateName::CommunicationInterrupted => FSM_STATE::COMMUNICATION_INT,
        StateName::PartnerDown => FSM_STATE::PARTNER_DOWN,
        StateName::PotentialConflict => FSM_STATE::POTENTIAL_CONFLICT,
        StateName::ConflictDone => FSM_STATE::CONFLICT_DONE,
        StateName::ResolutionInterrupted => FSM_STATE::RESOLUTION_INT,
        StateName::Recover => FSM_STATE::RECOVER,
        StateName::RecoverWait => FSM_STATE::RECOVER_WAIT,
        StateName::RecoverDone => FSM_STATE::RECOVER_DONE,
    }
}

/// The statistics of a scope, as this server sees them.
pub(crate) fn statistics(
    server: &Server,
    scope: Address,
) -> Result<Given<DHCP_FAILOVER_STATISTICS>, Failure> {
    let (role, statistics) = read::scopes::statistics(server, ScopeId(scope))?;
    let mut blocks = Blocks::new();
    let root = blocks.one(seen_from(role, &statistics))?;
    blocks.rooted(root)
}

/// The statistics with This and Partner for the server of that role.
pub(super) fn seen_from(role: Role, statistics: &Statistics) -> DHCP_FAILOVER_STATISTICS {
    let (this, partner) = statistics.this_and_partner(role);
    DHCP_FAILOVER_STATISTICS {
        NumAddr: statistics.addresses,
        AddrFree: statistics.free,
        AddrInUse: statistics.in_use,
        PartnerAddrFree: partner.free,
        ThisAddrFree: this.free,
        PartnerAddrInUse: partner.leased,
        ThisAddrInUse: this.leased,
    }
}

/// The status of an address: 0 of the primary, 1 of the secondary, 2 excluded, 3 reserved.
pub(crate) fn address_status(server: &Server, address: Address) -> Result<u32, Failure> {
    Ok(match read::scopes::address_status(server, address)? {
        AddressStatus::OfPrimary => 0,
        AddressStatus::OfSecondary => 1,
        AddressStatus::Excluded => 2,
        AddressStatus::Reserved => 3,
    })
}

/// The lease record that a search finds, with the moments of the failover protocol.
pub(crate) fn client(
    server: &Server,
    search: &Search,
) -> Result<Given<DHCPV4_FAILOVER_CLIENT_INFO>, Failure> {
    let found = find_lease(server, search)?;
    let (scope, _, lease) = found;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let client = unique_id(blocks, scope.subnet(), &lease.client)?;
        let record = record(blocks, server, found, client)?;
        Ok(with_state!(DHCPV4_FAILOVER_CLIENT_INFO, record, lease, {
            SentPotExpTime: lease.times.sent_potential_expiry,
            AckPotExpTime: lease.times.acknowledged_potential_expiry,
            RecvPotExpTime: lease.times.received_potential_expiry,
            StartTime: lease.times.state_began,
            CltLastTransTime: lease.times.last_client_transaction,
            LastBndUpdTime: lease.times.last_binding_update,
            BndMsgStatus: 0,
            PolicyName: blocks.optional_text(lease.policy())?,
            Flags: 0,
        }))
    })?;
    blocks.rooted(root)
}

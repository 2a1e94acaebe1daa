//! The arguments of the methods: C strings and structures as values of `cim`.

use std::mem::MaybeUninit;

use crate::abi::cim::{
    DHCPSAPI_CIM_ADD, DHCPSAPI_CIM_FAILOVER, DHCPSAPI_CIM_PARTNER_SCOPES, DHCPSAPI_CIM_SCOPE_STATISTICS,
    DHCPSAPI_CIM_SET,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR};
use crate::cim::class::ServerRole;
use crate::cim::failover::{Add, PartnerScopes, Remove, Set, Sharing};
use crate::cim::free_address::Search;
use crate::cim::property::{Value, Values};
use crate::cim::scope::Scopes;
use crate::domain::base::address::{Address, parse_address};
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Mode;
use crate::domain::base::text::{Secret, Text, same_name};
use crate::ffi::call::Failure;
use crate::ffi::convert::{kept_optional_text, kept_text};
use crate::ffi::views;
use crate::say::names;

/// The parameters of AddByLoadBalance.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(super) unsafe fn by_load_balance(given: &DHCPSAPI_CIM_ADD) -> Result<Add, Failure> {
    let sharing = || {
        if said(given.HasReservePercent, given.ReservePercent)?.is_some() || !given.ServerRole.is_null() {
            return Err(Failure::InvalidValue("load balance has no reserve and no role"));
        }
        let load_balance_percent = said(given.HasLoadBalancePercent, given.LoadBalancePercent)?;
        Ok(Sharing::LoadBalance { load_balance_percent })
    };
    // SAFETY: the same promise.
    unsafe { add(given, sharing) }
}

/// The parameters of AddByHotStandby.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(super) unsafe fn by_hot_standby(given: &DHCPSAPI_CIM_ADD) -> Result<Add, Failure> {
    // SAFETY: the same promise.
    let wanted_role = unsafe { views::optional_text(given.ServerRole) }?;
    let sharing = || {
        if said(given.HasLoadBalancePercent, given.LoadBalancePercent)?.is_some() {
            return Err(Failure::InvalidValue("hot standby has no share"));
        }
        let reserve_percent = said(given.HasReservePercent, given.ReservePercent)?;
        Ok(Sharing::HotStandby { reserve_percent, server_role: wanted_role.map(role).transpose()? })
    };
    // SAFETY: the same promise.
    unsafe { add(given, sharing) }
}

/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn add(
    given: &DHCPSAPI_CIM_ADD,
    sharing: impl FnOnce() -> Result<Sharing, Failure>,
) -> Result<Add, Failure> {
    // SAFETY: the same promise, for each of them.
    let (computer_name, name, partner_server, scope_id, secret) = unsafe {
        (
            kept_optional_text(given.ComputerName)?,
            kept_optional_text(given.Name)?,
            kept_text(given.PartnerServer)?,
            texts(given.ScopeId, given.ScopeIdCount)?,
            kept_optional_text(given.SharedSecret)?.and_then(Secret::given),
        )
    };
    Ok(Add {
        computer_name,
        name,
        partner_server,
        sharing: sharing()?,
        scope_id: scope_ids(&scope_id)?,
        max_client_lead_time: said(given.HasMaxClientLeadTime, given.MaxClientLeadTime)?,
        auto_state_transition: truth(given.HasAutoStateTransition, given.AutoStateTransition)?,
        state_switch_interval: said(given.HasStateSwitchInterval, given.StateSwitchInterval)?,
        shared_secret: secret,
    })
}

/// The parameters of Set.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(super) unsafe fn set(given: &DHCPSAPI_CIM_SET) -> Result<Set, Failure> {
    // SAFETY: the same promise, for each of them.
    let (computer_name, name, secret, wanted_mode) = unsafe {
        (
            kept_optional_text(given.ComputerName)?,
            kept_text(given.Name)?,
            kept_optional_text(given.SharedSecret)?.map(Secret::given),
            views::optional_text(given.Mode)?,
        )
    };
    Ok(Set {
        computer_name,
        name,
        auto_state_transition: truth(given.HasAutoStateTransition, given.AutoStateTransition)?,
        max_client_lead_time: said(given.HasMaxClientLeadTime, given.MaxClientLeadTime)?,
        shared_secret: secret,
        state_switch_interval: said(given.HasStateSwitchInterval, given.StateSwitchInterval)?,
        partner_down: is_true(given.PartnerDown),
        load_balance_percent: said(given.HasLoadBalancePercent, given.LoadBalancePercent)?,
        reserve_percent: said(given.HasReservePercent, given.ReservePercent)?,
        mode: wanted_mode.map(mode).transpose()?,
        this_server_only: is_true(given.ThisServerOnly),
    })
}

/// The parameters of Remove.
///
/// # Safety
///
/// The names are as `exports` says.
pub(super) unsafe fn remove(
    (names, count): (*const LPCWSTR, DWORD),
    computer_name: LPCWSTR,
    this_server_only: BOOL,
    partner_scopes: MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES>,
) -> Result<Remove, Failure> {
    // SAFETY: the same promise.
    let (names, computer_name) = unsafe { (texts(names, count)?, kept_optional_text(computer_name)?) };
    let this_server_only = is_true(this_server_only);
    Ok(Remove { computer_name, names, this_server_only, partner_scopes: fate(partner_scopes)? })
}

/// The parameters of the two methods that are about the scopes of a relationship.
///
/// # Safety
///
/// The names are as `exports` says.
pub(super) unsafe fn scopes_of(
    computer_name: LPCWSTR,
    name: LPCWSTR,
    (scope_id, count): (*const LPCWSTR, DWORD),
) -> Result<Scopes, Failure> {
    // SAFETY: the same promise, for each of them.
    let (computer_name, name, scope_id) =
        unsafe { (kept_optional_text(computer_name)?, kept_text(name)?, scopes(scope_id, count)?) };
    Ok(Scopes { computer_name, name, scope_id, ..Scopes::default() })
}

/// The scopes of the scopes' class with the other arguments of its Remove.
pub(super) fn removed(
    scopes: Result<Scopes, Failure>,
    force: BOOL,
    this_server_only: BOOL,
    partner_scopes: MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES>,
) -> Result<Scopes, Failure> {
    let scopes = scopes?;
    let (force, this_server_only) = (is_true(force), is_true(this_server_only));
    Ok(Scopes { force, this_server_only, partner_scopes: fate(partner_scopes)?, ..scopes })
}

/// The names in an array.
///
/// # Safety
///
/// The array and its elements are as `exports` says.
pub(super) unsafe fn texts(pointer: *const LPCWSTR, count: DWORD) -> Result<Vec<Text>, Failure> {
    // SAFETY: the same promise.
    let array = unsafe { views::array(pointer, count) }?;
    // SAFETY: the same promise.
    array.iter().map(|text| unsafe { kept_text(*text) }).collect()
}

/// The addresses in an array of strings.
///
/// # Safety
///
/// The array and its elements are as `exports` says.
pub(super) unsafe fn scopes(pointer: *const LPCWSTR, count: DWORD) -> Result<Vec<ScopeId>, Failure> {
    // SAFETY: the same promise.
    scope_ids(&unsafe { texts(pointer, count) }?)
}

fn scope_ids(texts: &[Text]) -> Result<Vec<ScopeId>, Failure> {
    let scope = |text: &Text| parse_address(text.units()).map(ScopeId);
    texts.iter().map(|text| scope(text).ok_or(Failure::InvalidValue("a ScopeId is no address"))).collect()
}

fn address_of(text: &Text) -> Result<Address, Failure> {
    parse_address(text.units()).ok_or(Failure::InvalidValue("an address is written as 10.0.0.1"))
}

/// The addresses in an array of strings, for a method that needs at least one.
///
/// # Safety
///
/// As `scopes`.
pub(super) unsafe fn some_scopes(pointer: *const LPCWSTR, count: DWORD) -> Result<Vec<ScopeId>, Failure> {
    // SAFETY: the same promise.
    let scopes = unsafe { scopes(pointer, count) }?;
    if scopes.is_empty() { Err(Failure::InvalidValue("there is no ScopeId")) } else { Ok(scopes) }
}

/// The fate of scopes on the partner; an unknown one is refused.
pub(super) fn fate(given: MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES>) -> Result<PartnerScopes, Failure> {
    match views::enum_number(given) {
        0 => Ok(PartnerScopes::Delete),
        1 => Ok(PartnerScopes::Disable),
        2 => Ok(PartnerScopes::Keep),
        _ => Err(Failure::InvalidValue("there is no such fate of scopes")),
    }
}

pub(super) fn is_true(given: BOOL) -> bool {
    given != 0
}

/// A number, if `has` says that it is given. A number other than 0 without that is refused: the caller forgot to say so.
fn said(has: BOOL, number: DWORD) -> Result<Option<DWORD>, Failure> {
    match (is_true(has), number) {
        (true, _) => Ok(Some(number)),
        (false, 0) => Ok(None),
        (false, _) => Err(Failure::InvalidValue("a number is given, and its Has... says that it is not")),
    }
}

fn truth(has: BOOL, given: BOOL) -> Result<Option<bool>, Failure> {
    Ok(said(has, u32::from(is_true(given)))?.map(|number| number != 0))
}

fn role(given: &[u16]) -> Result<ServerRole, Failure> {
    one_of([ServerRole::Active, ServerRole::Standby], ServerRole::name, given)
}

fn mode(given: &[u16]) -> Result<Mode, Failure> {
    one_of([Mode::LoadBalance, Mode::HotStandby], names::mode, given)
}

/// The value of that name, in any case.
fn one_of<T: Copy>(values: [T; 2], name: impl Fn(T) -> &'static str, given: &[u16]) -> Result<T, Failure> {
    let found = values.into_iter().find(|value| same_name(Text::from(name(*value)).units(), given));
    found.ok_or(Failure::InvalidValue("there is no such mode or role"))
}

/// The properties of an instance, whoever made it.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(super) unsafe fn values(given: &DHCPSAPI_CIM_FAILOVER) -> Result<Values, Failure> {
    // SAFETY: the same promise, for each of them.
    let string = |pointer| unsafe { string(pointer) };
    let number = |has, number| said(has, number).map(|said| said.map_or(Value::Null, Value::Number));
    let interval = said(given.HasStateSwitchInterval, given.StateSwitchInterval)?;
    // SAFETY: the same promise.
    let scope_id = unsafe { texts(given.ScopeId.cast(), given.ScopeIdCount) }?;
    Ok([
        string(given.Name)?,
        string(given.PartnerServer)?,
        string(given.Mode)?,
        string(given.ServerRole)?,
        number(given.HasLoadBalancePercent, given.LoadBalancePercent)?,
        number(given.HasReservePercent, given.ReservePercent)?,
        Value::Strings(scope_id.iter().map(Text::to_string).collect()),
        Value::Interval(given.MaxClientLeadTime),
        Value::Boolean(is_true(given.AutoStateTransition)),
        interval.map_or(Value::Null, Value::Interval),
        string(given.State)?,
        Value::Boolean(is_true(given.EnableAuth)),
        string(given.PrimaryServerIP)?,
        string(given.SecondaryServerIP)?,
        string(given.PrimaryServerName)?,
        string(given.SecondaryServerName)?,
        string(given.ServerType)?,
    ])
}

/// The properties of statistics, which the caller may have made or changed.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(super) unsafe fn figures(given: &DHCPSAPI_CIM_SCOPE_STATISTICS) -> Result<[Value; 11], Failure> {
    // SAFETY: the same promise, for each of them.
    let string = |pointer| unsafe { string(pointer) };
    if !given.PercentageInUse.is_finite() {
        return Err(Failure::InvalidValue("the percentage is no number"));
    }
    let has_failover = is_true(given.HasFailover);
    let share = |number| if has_failover { Value::Number(number) } else { Value::Null };
    Ok([
        Value::Number(given.AddressesFree),
        Value::Number(given.AddressesInUse),
        Value::Number(given.PendingOffers),
        Value::Number(given.ReservedAddress),
        Value::Real(given.PercentageInUse),
        string(given.ScopeId)?,
        string(given.SuperscopeName)?,
        share(given.AddressesFreeOnThisServer),
        share(given.AddressesFreeOnPartnerServer),
        share(given.AddressesInUseOnThisServer),
        share(given.AddressesInUseOnPartnerServer),
    ])
}

/// What free addresses are looked for.
///
/// # Safety
///
/// The strings are as `exports` says.
pub(super) unsafe fn free_addresses(
    scope: LPCWSTR,
    (start, end): (LPCWSTR, LPCWSTR),
    count: DWORD,
) -> Result<Search, Failure> {
    // SAFETY: the same promise.
    let (scope, start, end) =
        unsafe { (kept_text(scope)?, optional_address(start)?, optional_address(end)?) };
    let scope = address_of(&scope)?;
    Ok(Search { scope: ScopeId(scope), start, end, count })
}

/// # Safety
///
/// As `kept_optional_text`.
unsafe fn optional_address(text: LPCWSTR) -> Result<Option<Address>, Failure> {
    // SAFETY: the same promise.
    unsafe { kept_optional_text(text) }?.as_ref().map(address_of).transpose()
}

/// # Safety
///
/// As `kept_optional_text`.
unsafe fn string(pointer: *mut u16) -> Result<Value, Failure> {
    // SAFETY: the same promise.
    let text = unsafe { kept_optional_text(pointer) }?;
    Ok(text.map_or(Value::Null, |text| Value::String(text.to_string())))
}

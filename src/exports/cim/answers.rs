//! The answers of the methods: values of `cim` as blocks, and how these are released.

use std::ptr;

use crate::abi::cim::{DHCPSAPI_CIM_FAILOVER, DHCPSAPI_CIM_FOUND, DHCPSAPI_CIM_SCOPE_STATISTICS};
use crate::abi::errors::ERROR_SUCCESS;
use crate::abi::win::{DWORD, LPDWORD, LPWSTR};
use crate::cim::class::{Failover, ServerRole};
use crate::cim::statistics::ScopeStatistics;
use crate::cim::{Done, Found, WhatIf};
use crate::domain::base::address::Address;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::Text;
use crate::ffi::alloc::{self, Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::{Failure, Outcome, number};
use crate::ffi::convert::count;
use crate::ffi::out::Out;
use crate::say::addresses::dotted;
use crate::say::names;
use crate::say::steps::Step;

/// Where a method that changes something answers. A place that is `None` is one that the caller does not want.
pub(super) struct Places<T> {
    what_if: Option<Out<LPWSTR>>,
    output: Option<Out<*mut T>>,
    count: Option<Out<DWORD>>,
}

impl<T: Copy> Places<T> {
    /// The places of a method that gives one thing back.
    ///
    /// # Safety
    ///
    /// Each is NULL or valid for writing until the call ends.
    pub(super) unsafe fn new(what_if: *mut LPWSTR, output: *mut *mut T) -> Self {
        // SAFETY: the same promise.
        unsafe { Places { what_if: Out::optional(what_if), output: Out::optional(output), count: None } }
    }

    /// The places of a method that gives several things back: its caller needs their number, too.
    ///
    /// # Safety
    ///
    /// Each is NULL or valid for writing until the call ends.
    pub(super) unsafe fn of_list(
        what_if: *mut LPWSTR,
        output: *mut *mut T,
        count: LPDWORD,
    ) -> Result<Self, Failure> {
        // SAFETY: the same promise.
        let places = unsafe { Places { count: Out::optional(count), ..Places::new(what_if, output) } };
        let is_told = places.output.is_none() || places.count.is_some();
        if is_told { Ok(places) } else { Err(Failure::NullOutput) }
    }

    /// Who wants to know what a method would do does not want it done.
    pub(super) fn what_if(&self) -> WhatIf {
        if self.what_if.is_some() { WhatIf::OnlySay } else { WhatIf::Do }
    }

    /// Makes one block of what is done, for whoever wants it.
    pub(super) fn answer<O>(
        &self,
        done: &Done<O>,
        make: impl FnOnce(&mut Blocks, &O) -> Result<T, Failure>,
    ) -> Result<Ready<T>, Failure> {
        self.ready(done, 1, |blocks| blocks.block_for(|blocks| make(blocks, &done.output)))
    }

    /// Makes an array of it.
    pub(super) fn answer_list<O>(
        &self,
        done: &Done<Vec<O>>,
        make: impl FnMut(&mut Blocks, &O) -> Result<T, Failure>,
    ) -> Result<Ready<T>, Failure> {
        self.ready(done, done.output.len(), |blocks| blocks.array_of(done.output.iter(), make))
    }

    fn ready<O>(
        &self,
        done: &Done<O>,
        number: usize,
        make: impl FnOnce(&mut Blocks) -> Result<*mut T, Failure>,
    ) -> Result<Ready<T>, Failure> {
        let output = self.output.as_ref().map(|_| {
            let mut blocks = Blocks::new();
            let root = make(&mut blocks)?;
            blocks.rooted(root)
        });
        let says = self.what_if.as_ref().map(|_| sentences(&done.steps));
        Ok(Ready { says: says.transpose()?, output: output.transpose()?, count: count(number)? })
    }

    /// Fills them with what was made.
    pub(super) fn fill(self, ready: Ready<T>) -> Outcome {
        if let (Some(place), Some(given)) = (self.output, ready.output) {
            place.give(given);
        }
        if let (Some(place), Some(text)) = (self.what_if, ready.says) {
            place.give(text);
        }
        if let Some(place) = self.count {
            place.fill(ready.count);
        }
        Ok(())
    }
}

/// The answer of a method, made before it does anything.
pub(super) struct Ready<T> {
    says: Option<Given<u16>>,
    output: Option<Given<T>>,
    count: DWORD,
}

/// One line for each step.
fn sentences(steps: &[Step]) -> Result<Given<u16>, Failure> {
    let lines: String = steps.iter().map(|step| format!("{step}\n")).collect();
    let mut blocks = Blocks::new();
    let root = blocks.text(&Text::from(lines.as_str()))?;
    blocks.rooted(root)
}

/// An array of the items, and how many there are.
pub(super) fn list<I, T: Copy>(
    items: &[I],
    make: impl FnMut(&mut Blocks, &I) -> Result<T, Failure>,
) -> Result<(Given<T>, DWORD), Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.array_of(items.iter(), make)?;
    Ok((blocks.rooted(root)?, count(items.len())?))
}

/// The instance that a key finds, or why there is none.
pub(super) fn found<K>(
    blocks: &mut Blocks,
    found: &Found<Failover, K>,
) -> Result<DHCPSAPI_CIM_FOUND, Failure> {
    match found {
        Ok(failover) => present(blocks, failover),
        Err((_, error)) => {
            Ok(DHCPSAPI_CIM_FOUND { Code: number(&(*error).into()), Instance: ptr::null_mut() })
        }
    }
}

/// An instance in a list.
pub(super) fn present(blocks: &mut Blocks, failover: &Failover) -> Result<DHCPSAPI_CIM_FOUND, Failure> {
    let block = blocks.block_for(|blocks| instance(blocks, failover))?;
    Ok(DHCPSAPI_CIM_FOUND { Code: ERROR_SUCCESS, Instance: block })
}

/// An instance, each of its strings a block of its own.
pub(super) fn instance(blocks: &mut Blocks, shown: &Failover) -> Result<DHCPSAPI_CIM_FAILOVER, Failure> {
    let (load_balance, reserve) = (shown.load_balance_percent, shown.reserve_percent);
    let role = shown.server_role.map(ServerRole::name).map(Text::from);
    Ok(DHCPSAPI_CIM_FAILOVER {
        Name: blocks.text(&shown.name)?,
        PartnerServer: blocks.text(&shown.partner_server)?,
        Mode: blocks.text(&names::mode(shown.mode).into())?,
        ServerRole: blocks.optional_text(role.as_ref())?,
        HasLoadBalancePercent: load_balance.is_some().into(),
        LoadBalancePercent: load_balance.unwrap_or(0),
        HasReservePercent: reserve.is_some().into(),
        ReservePercent: reserve.unwrap_or(0),
        ScopeId: blocks.array_of(shown.scope_id.iter(), scope)?,
        ScopeIdCount: count(shown.scope_id.len())?,
        MaxClientLeadTime: shown.max_client_lead_time,
        AutoStateTransition: shown.auto_state_transition.into(),
        HasStateSwitchInterval: shown.state_switch_interval.is_some().into(),
        StateSwitchInterval: shown.state_switch_interval.unwrap_or(0),
        State: blocks.text(&names::state(shown.state).into())?,
        EnableAuth: shown.enable_auth.into(),
        PrimaryServerIP: address(blocks, &shown.primary_server_ip)?,
        SecondaryServerIP: address(blocks, &shown.secondary_server_ip)?,
        PrimaryServerName: blocks.optional_text(shown.primary_server_name.as_ref())?,
        SecondaryServerName: blocks.optional_text(shown.secondary_server_name.as_ref())?,
        ServerType: blocks.text(&names::server_type(shown.server_type).into())?,
    })
}

/// An address as a string.
pub(super) fn address(blocks: &mut Blocks, address: &Address) -> Result<LPWSTR, Failure> {
    blocks.text(&dotted(*address).as_str().into())
}

/// A scope as a string.
pub(super) fn scope(blocks: &mut Blocks, scope: &ScopeId) -> Result<LPWSTR, Failure> {
    address(blocks, &scope.0)
}

/// The statistics of a scope, or why there are none.
pub(super) fn statistics(
    blocks: &mut Blocks,
    found: &Found<ScopeStatistics, ScopeId>,
) -> Result<DHCPSAPI_CIM_SCOPE_STATISTICS, Failure> {
    match found {
        Ok(statistics) => figures(blocks, statistics),
        Err((id, error)) => {
            let scope_id = scope(blocks, id)?;
            Ok(DHCPSAPI_CIM_SCOPE_STATISTICS { Code: number(&(*error).into()), ..no_figures(scope_id) })
        }
    }
}

fn figures(blocks: &mut Blocks, shown: &ScopeStatistics) -> Result<DHCPSAPI_CIM_SCOPE_STATISTICS, Failure> {
    let scope_id = scope(blocks, &shown.scope_id)?;
    let all = DHCPSAPI_CIM_SCOPE_STATISTICS {
        SuperscopeName: blocks.optional_text(shown.superscope_name.as_ref())?,
        AddressesFree: shown.addresses_free,
        AddressesInUse: shown.addresses_in_use,
        ReservedAddress: shown.reserved_address,
        PercentageInUse: shown.percentage_in_use,
        ..no_figures(scope_id)
    };
    Ok(shown.failover.map_or(all, |shares| DHCPSAPI_CIM_SCOPE_STATISTICS {
        HasFailover: true.into(),
        AddressesFreeOnThisServer: shares.addresses_free_on_this_server,
        AddressesFreeOnPartnerServer: shares.addresses_free_on_partner_server,
        AddressesInUseOnThisServer: shares.addresses_in_use_on_this_server,
        AddressesInUseOnPartnerServer: shares.addresses_in_use_on_partner_server,
        ..all
    }))
}

fn no_figures(scope_id: LPWSTR) -> DHCPSAPI_CIM_SCOPE_STATISTICS {
    DHCPSAPI_CIM_SCOPE_STATISTICS {
        Code: ERROR_SUCCESS,
        ScopeId: scope_id,
        SuperscopeName: ptr::null_mut(),
        AddressesFree: 0,
        AddressesInUse: 0,
        PendingOffers: 0,
        ReservedAddress: 0,
        PercentageInUse: 0.0,
        HasFailover: false.into(),
        AddressesFreeOnThisServer: 0,
        AddressesFreeOnPartnerServer: 0,
        AddressesInUseOnThisServer: 0,
        AddressesInUseOnPartnerServer: 0,
    }
}

/// Frees an instance with all its blocks; those that were freed before are left alone.
///
/// # Safety
///
/// If it is a live block, it is an instance.
pub(super) unsafe fn free(block: *mut DHCPSAPI_CIM_FAILOVER) {
    let free_parts = |instance: DHCPSAPI_CIM_FAILOVER| {
        // SAFETY: a live block that an instance points to as its scopes has `ScopeIdCount` of them.
        unsafe { free_strings(instance.ScopeId, instance.ScopeIdCount) };
        let texts = [
            instance.Name,
            instance.PartnerServer,
            instance.Mode,
            instance.ServerRole,
            instance.State,
            instance.PrimaryServerIP,
            instance.SecondaryServerIP,
            instance.PrimaryServerName,
            instance.SecondaryServerName,
            instance.ServerType,
        ];
        texts.into_iter().for_each(|text| alloc::free(text.cast()));
    };
    // SAFETY: the same promise.
    unsafe { alloc::free_each(block, 1, free_parts) };
}

/// Frees an array of instances with all their blocks.
///
/// # Safety
///
/// If it is a live block, it is an array of `count` elements.
pub(super) unsafe fn free_found(array: *mut DHCPSAPI_CIM_FOUND, count: DWORD) {
    // SAFETY: what each points to is an instance.
    let free_instance = |found: DHCPSAPI_CIM_FOUND| unsafe { free(found.Instance) };
    // SAFETY: the same promise.
    unsafe { alloc::free_each(array, many(count), free_instance) };
}

/// Frees an array of strings with them.
///
/// # Safety
///
/// If it is a live block, it is an array of `count` elements.
pub(super) unsafe fn free_strings(array: *mut LPWSTR, count: DWORD) {
    // SAFETY: the same promise.
    unsafe { alloc::free_each(array, many(count), |text| alloc::free(text.cast())) };
}

/// Frees an array of statistics with their strings.
///
/// # Safety
///
/// If it is a live block, it is an array of `count` elements.
pub(super) unsafe fn free_statistics(array: *mut DHCPSAPI_CIM_SCOPE_STATISTICS, count: DWORD) {
    let free_parts = |statistics: DHCPSAPI_CIM_SCOPE_STATISTICS| {
        alloc::free(statistics.ScopeId.cast());
        alloc::free(statistics.SuperscopeName.cast());
    };
    // SAFETY: the same promise.
    unsafe { alloc::free_each(array, many(count), free_parts) };
}

fn many(count: DWORD) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

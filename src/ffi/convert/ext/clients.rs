//! DHCP clients and what they are answered.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::common::DHCP_BINARY_DATA;
use crate::abi::extension::{
    DHCPSAPI_ANSWER, DHCPSAPI_CLIENT, DHCPSAPI_LEASE_LIMIT, DHCPSAPI_REQUEST_KIND, DHCPSAPI_RULE,
};
use crate::domain::base::client::ClientId;
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::refused::Refused;
use crate::domain::base::time::Timestamp;
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::registry::Registry;
use crate::domain::model::state::StateName;
use crate::domain::rules::leasing::LimitedBy;
use crate::domain::rules::serving::RequestKind;
use crate::domain::rules::{
    Answer, ClientRequest, Command, LabCommand, MessageDetails, answers as all_answers, options,
};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::Failure;
use crate::ffi::convert::{binary_data, client_bytes, count, failover, kept_optional_text};
use crate::ffi::views;
use crate::say::rules;

/// The most bytes of an option of a message.
const MAX_OPTION: u32 = 255;

/// The rules, in the order of their numbers: why a lease is not longer, and why a client is refused.
const RULES: [Result<LimitedBy, Refused>; 22] = [
    Ok(LimitedBy::None),
    Ok(LimitedBy::KnownToPartner),
    Ok(LimitedBy::Interrupted),
    Ok(LimitedBy::PartnerDown),
    Err(Refused::ScopeDisabled),
    Err(Refused::Silent),
    Err(Refused::RenewalsOnly),
    Err(Refused::PartnersClient),
    Err(Refused::Standby),
    Err(Refused::UnknownClient),
    Err(Refused::OtherAddress),
    Err(Refused::Excluded),
    Err(Refused::ReservedForAnother),
    Err(Refused::Declined),
    Err(Refused::Leased),
    Err(Refused::NotAcknowledged),
    Err(Refused::OfPartner),
    Err(Refused::OwnAddressesUsed),
    Err(Refused::NoFreeAddress),
    Err(Refused::ReservedElsewhere),
    Err(Refused::NoLeadTime),
    Err(Refused::Filtered),
];

/// The meaning of a rule; NULL if there is no such rule.
pub(crate) fn rule_text(rule: MaybeUninit<DHCPSAPI_RULE>) -> *const c_char {
    let place = usize::try_from(views::enum_number(rule)).ok();
    let rule = place.and_then(|place| RULES.get(place).copied());
    rule.map_or(ptr::null(), |rule| rule.map_or_else(rules::refused, rules::limited).as_ptr())
}

/// The request of a client that looks for an address.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn new_lease(given: &DHCPSAPI_CLIENT) -> Result<ClientRequest, Failure> {
    // SAFETY: the same promise.
    unsafe { client_request(given, RequestKind::New) }
}

/// The request of a client that renews.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn renewal(given: &DHCPSAPI_CLIENT) -> Result<ClientRequest, Failure> {
    // SAFETY: the same promise.
    unsafe { client_request(given, RequestKind::Renew) }
}

/// The request of a client that rebinds.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn rebinding(given: &DHCPSAPI_CLIENT) -> Result<ClientRequest, Failure> {
    // SAFETY: the same promise.
    unsafe { client_request(given, RequestKind::Rebind) }
}

/// The request of a client, of a kind that the caller names; an unknown kind is refused.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn request(
    given: &DHCPSAPI_CLIENT,
    kind: MaybeUninit<DHCPSAPI_REQUEST_KIND>,
) -> Result<ClientRequest, Failure> {
    // SAFETY: the same promise.
    let request = unsafe { client_request(given, RequestKind::New) }?;
    let kind = match views::enum_number(kind) {
        0 => RequestKind::New,
        1 => RequestKind::Renew,
        2 => RequestKind::Rebind,
        _ => return Err(Failure::InvalidValue("there is no such way to ask")),
    };
    Ok(ClientRequest { kind, ..request })
}

/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn client_request(given: &DHCPSAPI_CLIENT, kind: RequestKind) -> Result<ClientRequest, Failure> {
    // SAFETY: the same promise.
    let (name, id, details) =
        unsafe { (kept_optional_text(given.Name)?, client_bytes(&given.HardwareAddress)?, details(given)?) };
    Ok(ClientRequest {
        scope: ScopeId(given.Scope),
        client: ClientId::new(id).ok_or(Failure::InvalidValue(ClientId::RULE))?,
        name,
        address: (given.Address != 0).then_some(given.Address),
        seconds: (given.LeaseTime != 0).then_some(given.LeaseTime),
        kind,
        details,
    })
}

/// What few messages say; nothing is kept for those that do not.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn details(given: &DHCPSAPI_CLIENT) -> Result<Option<MessageDetails>, Failure> {
    let parts = [&given.UserClass, &given.VendorClass, &given.ParameterList];
    if given.Seconds == 0 && parts.iter().all(|data| data.DataLength == 0) {
        return Ok(None);
    }
    let too_long = || Failure::InvalidValue("a class and a parameter list have at most 255 bytes");
    if parts.iter().any(|data| data.DataLength > MAX_OPTION) {
        return Err(too_long());
    }
    // SAFETY: the same promise.
    let bytes = |data: &DHCP_BINARY_DATA| unsafe { views::array(data.Data.cast_const(), data.DataLength) };
    let [user_class, vendor_class, wanted] = parts.map(bytes);
    MessageDetails::new(given.Seconds, user_class?, vendor_class?, wanted?).map(Some).ok_or_else(too_long)
}

/// How long leases may be; an unknown number is refused.
pub(crate) fn lease_limit(limit: MaybeUninit<DHCPSAPI_LEASE_LIMIT>) -> Result<Command, Failure> {
    match views::enum_number(limit) {
        0 => Ok(Command::Lab(LabCommand::SetLeaseLimit(LeaseLimit::Windows))),
        1 => Ok(Command::Lab(LabCommand::SetLeaseLimit(LeaseLimit::Draft))),
        _ => Err(Failure::InvalidValue("there is no such lease limit")),
    }
}

/// For how long a client has to try before either partner answers it.
pub(crate) fn service_delay(seconds: u32) -> Command {
    Command::Lab(LabCommand::SetServiceDelay(seconds))
}

/// The answers that the servers would give: one structure for each, and how many there are.
pub(crate) fn answers(
    registry: &Registry,
    server: Option<ServerId>,
    request: &ClientRequest,
    now: Timestamp,
) -> Result<(Given<DHCPSAPI_ANSWER>, u32), Failure> {
    let all = all_answers(registry, server, request, now)?;
    let number = count(all.len())?;
    let mut blocks = Blocks::new();
    let root = blocks.array_of(all.iter(), |blocks, given| {
        answer(blocks, given, &options(registry, request, given), now)
    })?;
    Ok((blocks.rooted(root)?, number))
}

/// A lease; why there is none if that was answered.
pub(crate) fn granted(
    registry: &Registry,
    request: &ClientRequest,
    given: &Answer,
    now: Timestamp,
) -> Result<Given<DHCPSAPI_ANSWER>, Failure> {
    given.outcome.map_err(Error::Refused)?;
    let options = options(registry, request, given);
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| answer(blocks, given, &options, now))?;
    blocks.rooted(root)
}

fn answer(
    blocks: &mut Blocks,
    given: &Answer,
    options: &[u8],
    now: Timestamp,
) -> Result<DHCPSAPI_ANSWER, Failure> {
    let (address, lease_time) = given.outcome.map_or((0, 0), |(address, term)| (address, term.seconds));
    Ok(DHCPSAPI_ANSWER {
        Server: given.server_address,
        Rule: rule(given),
        Address: address,
        LeaseTime: lease_time,
        WantedLeaseTime: given.wanted,
        Mclt: given.mclt.unwrap_or(0),
        AckPotExpTime: given.times.acknowledged_potential_expiry,
        RecvPotExpTime: given.times.received_potential_expiry,
        State: failover::state(given.state.unwrap_or(StateName::NoState)),
        Bucket: given.buckets.map_or(0, |(bucket, _)| u32::from(bucket)),
        PrimaryBuckets: given.buckets.map_or(0, |(_, of_primary)| of_primary),
        Expires: given.outcome.map_or(0, |(_, term)| term.end(now).0),
        ChangesAt: given.changes_at.map_or(0, |moment| moment.0),
        Options: binary_data(blocks, options)?,
    })
}

fn rule(given: &Answer) -> DHCPSAPI_RULE {
    match given.outcome {
        Ok((_, term)) => limitation(term.limited_by),
        Err(refused) => refusal(refused),
    }
}

fn limitation(limited_by: LimitedBy) -> DHCPSAPI_RULE {
    match limited_by {
        LimitedBy::None => DHCPSAPI_RULE::DhcpsapiWholeLease,
        LimitedBy::KnownToPartner => DHCPSAPI_RULE::DhcpsapiKnownToPartner,
        LimitedBy::Interrupted => DHCPSAPI_RULE::DhcpsapiInterrupted,
        LimitedBy::PartnerDown => DHCPSAPI_RULE::DhcpsapiPartnerIsDown,
    }
}

/// The rule by which a client is refused.
pub(crate) fn refusal(refused: Refused) -> DHCPSAPI_RULE {
    match refused {
        Refused::ScopeDisabled => DHCPSAPI_RULE::DhcpsapiScopeDisabled,
        Refused::Silent => DHCPSAPI_RULE::DhcpsapiSilent,
        Refused::RenewalsOnly => DHCPSAPI_RULE::DhcpsapiRenewalsOnly,
        Refused::PartnersClient => DHCPSAPI_RULE::DhcpsapiPartnersClient,
        Refused::Standby => DHCPSAPI_RULE::DhcpsapiStandby,
        Refused::UnknownClient => DHCPSAPI_RULE::DhcpsapiUnknownClient,
        Refused::OtherAddress => DHCPSAPI_RULE::DhcpsapiOtherAddress,
        Refused::Excluded => DHCPSAPI_RULE::DhcpsapiExcluded,
        Refused::ReservedForAnother => DHCPSAPI_RULE::DhcpsapiReservedForAnother,
        Refused::Declined => DHCPSAPI_RULE::DhcpsapiDeclined,
        Refused::Leased => DHCPSAPI_RULE::DhcpsapiLeased,
        Refused::NotAcknowledged => DHCPSAPI_RULE::DhcpsapiNotAcknowledged,
        Refused::OfPartner => DHCPSAPI_RULE::DhcpsapiOfPartner,
        Refused::OwnAddressesUsed => DHCPSAPI_RULE::DhcpsapiOwnAddressesUsed,
        Refused::NoFreeAddress => DHCPSAPI_RULE::DhcpsapiNoFreeAddress,
        Refused::ReservedElsewhere => DHCPSAPI_RULE::DhcpsapiReservedElsewhere,
        Refused::NoLeadTime => DHCPSAPI_RULE::DhcpsapiNoLeadTime,
        Refused::Filtered => DHCPSAPI_RULE::DhcpsapiFiltered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_stand_in_the_order_of_their_numbers() {
        for (number, rule) in (0..).zip(RULES) {
            let given = rule.map_or_else(refusal, limitation);
            assert_eq!(views::enum_number(MaybeUninit::new(given)), number);
        }
    }
}

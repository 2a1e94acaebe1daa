//! The guard around every export, and the one place where a failure becomes a number.

use std::any::Any;
use std::ffi::c_void;
use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::abi::errors;
use crate::abi::win::WIN32_ERROR;
use crate::domain::base::error::{
    BackupFailure, Error, FilterFailure, LogFailure, OptionsFailure, SettingFailure, SuperscopeFailure,
};
use crate::domain::base::refused::Refused;
use crate::ffi::{reason, trace};
use crate::process::caller;
use crate::process::{cancellation_is_impossible, disable_cancellation, restore_cancellation};
use crate::say::rules::Reason;

/// Why a call does not answer 0.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Failure {
    /// The servers refused; nothing was changed.
    Domain(Error),
    /// A place for an output is NULL.
    NullOutput,
    /// A pointer, a string or an array cannot be read; the text says why.
    Unreadable(&'static str),
    /// An input can be read and has a value that it cannot have; the text names the rule. A server finds that, so a call to one
    /// that is not there answers that instead.
    InvalidValue(&'static str),
    /// There is more to enumerate than was asked for; the outputs are filled.
    MoreData,
    /// The enumeration has nothing (left) to return.
    NoMoreItems,
    /// The selection held fewer free addresses than were asked for; the outputs are filled.
    EndOfSelection,
    /// Nothing happened in the time for which the caller would wait.
    TimedOut,
    /// The function, or this use of it, is not implemented.
    NotImplemented,
    /// A buffer of the caller's has no room for the result.
    BufferTooSmall,
    /// No memory for the result.
    OutOfMemory,
    /// The body panicked, which is a bug.
    Panicked,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Domain(error)
    }
}

impl Failure {
    /// Whether it says why. The end of an enumeration or of a time is no refusal, and that a place for an output is NULL is not
    /// worth the cost.
    fn has_reason(&self) -> bool {
        use Failure::{EndOfSelection, MoreData, NoMoreItems, NullOutput, TimedOut};
        !matches!(self, EndOfSelection | MoreData | NoMoreItems | NullOutput | TimedOut)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Domain(Error::Invalid(rule)) => formatter.write_str(rule),
            Failure::Domain(error) => Reason(*error).fmt(formatter),
            Failure::Unreadable(why) | Failure::InvalidValue(why) => formatter.write_str(why),
            Failure::NullOutput => formatter.write_str("a place for an output is NULL"),
            Failure::MoreData => formatter.write_str("more data is left"),
            Failure::NoMoreItems => formatter.write_str("nothing is left"),
            Failure::EndOfSelection => formatter.write_str("there are fewer free addresses"),
            Failure::TimedOut => formatter.write_str("nothing has happened"),
            Failure::NotImplemented => formatter.write_str("the function is not implemented"),
            Failure::BufferTooSmall => formatter.write_str("a buffer has no room for the result"),
            Failure::OutOfMemory => formatter.write_str("there is no memory for the result"),
            Failure::Panicked => formatter.write_str("this is a fault of the library"),
        }
    }
}

/// The result of a body, for the guard.
pub(crate) type Outcome = Result<(), Failure>;

/// Runs the body of an export and answers its code: 0, the number of the failure, or
/// `ERROR_INTERNAL_ERROR` (1359) if the body panicked.
#[inline(always)]
pub(crate) fn call(name: &'static str, body: impl FnOnce() -> Outcome) -> WIN32_ERROR {
    run(name, || match body() {
        Ok(()) if !reason::is_any_kept() => errors::ERROR_SUCCESS,
        // That has no reason either, and is found before anything else is done.
        Err(Failure::NullOutput) if !reason::is_any_kept() => number(&Failure::NullOutput),
        outcome => ended(outcome),
    })
}

/// The code of a call that has more to say. Not a part of every export, of which there are many.
#[inline(never)]
fn ended(outcome: Outcome) -> WIN32_ERROR {
    match outcome {
        Err(failure) if failure.has_reason() => refused(failure),
        other => {
            if reason::is_any_kept() {
                reason::keep(None);
            }
            other.map_or_else(|failure| number(&failure), |()| errors::ERROR_SUCCESS)
        }
    }
}

/// The number of a refusal, whose reason is kept.
#[inline(never)]
fn refused(failure: Failure) -> WIN32_ERROR {
    reason::keep(Some(failure));
    number(&failure)
}

/// Runs the body of an export that answers something else than a code: its value, or `otherwise` if it panicked.
#[inline(always)]
pub(crate) fn call_value<T>(name: &'static str, otherwise: T, body: impl FnOnce() -> T) -> T {
    let mut value = otherwise;
    run(name, || {
        value = body();
        errors::ERROR_SUCCESS
    });
    value
}

/// Runs a body that answers a code. In a process of one thread that nobody traces, whose calls call nobody back, and of whose
/// calls no records are kept, nothing else is to be done: a callback can make a thread that cancels this one.
///
/// A thread that may be cancelled at any place can end right before the body or behind it. So this stands in the export
/// itself, whose frame has nothing to clean up then: whatever it calls is `extern "C"`, which is never unwound.
#[inline(always)]
fn run<F: FnOnce() -> WIN32_ERROR>(name: &'static str, body: F) -> WIN32_ERROR {
    let mut body = ManuallyDrop::new(body);
    let body = (&raw mut body).cast();
    if cancellation_is_impossible() && trace::is_quiet() {
        guarded::<F>(body)
    } else {
        with_care(name, guarded::<F>, body)
    }
}

/// Runs a body as `run` does, while the calling thread cannot be cancelled. Records of it have its name, and so has the trace.
#[cold]
#[inline(never)]
#[expect(improper_ctypes_definitions, reason = "it is called from here alone")]
extern "C" fn with_care(
    name: &'static str,
    guarded: extern "C" fn(*mut c_void) -> WIN32_ERROR,
    body: *mut c_void,
) -> WIN32_ERROR {
    let cancellation = disable_cancellation();
    // A callback of the user's makes calls within this one.
    let outer = caller::set(Some(name));
    let code = trace::around(name, &|| guarded(body));
    caller::set(outer);
    restore_cancellation(cancellation);
    code
}

/// The one place that catches a panic. State survives it: deciding changes nothing, and a panic while applying
/// marks the registry broken (`service`).
#[inline(never)]
extern "C" fn guarded<F: FnOnce() -> WIN32_ERROR>(body: *mut c_void) -> WIN32_ERROR {
    // SAFETY: `run` gives a body that it has and does not use again, with the function for its type.
    let body = unsafe { body.cast::<F>().read() };
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(code) => code,
        Err(payload) => panicked(payload),
    }
}

#[cold]
#[inline(never)]
fn panicked(payload: Box<dyn Any + Send>) -> WIN32_ERROR {
    // The payload's destructor may panic too.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
    refused(Failure::Panicked)
}

/// The number of each failure.
#[inline]
pub(crate) fn number(failure: &Failure) -> WIN32_ERROR {
    match failure {
        Failure::Domain(error) => refusal(*error),
        Failure::NullOutput | Failure::Unreadable(_) | Failure::InvalidValue(_) => {
            errors::ERROR_INVALID_PARAMETER
        }
        Failure::MoreData => errors::ERROR_MORE_DATA,
        Failure::NoMoreItems => errors::ERROR_NO_MORE_ITEMS,
        Failure::EndOfSelection => errors::ERROR_DHCP_REACHED_END_OF_SELECTION,
        Failure::TimedOut => errors::ERROR_TIMEOUT,
        Failure::NotImplemented => errors::ERROR_CALL_NOT_IMPLEMENTED,
        Failure::BufferTooSmall => errors::ERROR_INSUFFICIENT_BUFFER,
        Failure::OutOfMemory => errors::ERROR_NOT_ENOUGH_MEMORY,
        Failure::Panicked => errors::ERROR_INTERNAL_ERROR,
    }
}

/// The number of each refusal.
#[inline]
pub fn refusal(error: Error) -> WIN32_ERROR {
    match error {
        Error::Invalid(_) => errors::ERROR_INVALID_PARAMETER,
        Error::Broken => errors::ERROR_INTERNAL_ERROR,
        Error::NoMemory => errors::ERROR_NOT_ENOUGH_MEMORY,
        Error::NoEventLog
        | Error::NoSetup
        | Error::Log(LogFailure::Unavailable | LogFailure::OtherFormat | LogFailure::NotKept) => {
            errors::ERROR_DHCP_DATABASE_INIT_FAILED
        }
        Error::InUse => errors::ERROR_ALREADY_INITIALIZED,
        Error::NotInThisBuild => errors::ERROR_NOT_SUPPORTED,
        // Whoever starts a server reads its backup first, so that no call answers this.
        Error::BackupUnread => errors::ERROR_DHCP_JET_ERROR,
        Error::Log(LogFailure::Denied) => errors::ERROR_ACCESS_DENIED,
        Error::HostClockDiffers { .. } => errors::ERROR_TIME_SKEW,
        Error::Log(LogFailure::Full) => errors::ERROR_DISK_FULL,
        Error::Log(LogFailure::Damaged) => errors::ERROR_FILE_CORRUPT,
        // As of a remote call: it was not carried out, or may have been.
        Error::Log(LogFailure::Busy) => errors::RPC_S_SERVER_TOO_BUSY,
        Error::Log(LogFailure::OutcomeUnknown) => errors::RPC_S_CALL_FAILED,
        Error::UnknownServer | Error::ServerStopped | Error::PartnerNotHeard => {
            errors::RPC_S_SERVER_UNAVAILABLE
        }
        Error::UnknownPartner => errors::ERROR_DHCP_SERVER_NAME_NOT_RESOLVED,
        Error::PartnerNotRunning => errors::ERROR_DHCP_SERVER_NOT_RUNNING,
        Error::ClocksDiffer => errors::ERROR_DHCP_FO_TIME_OUT_OF_SYNC,
        Error::NotRunning => errors::ERROR_SERVICE_NOT_ACTIVE,
        Error::AlreadyRunning => errors::ERROR_SERVICE_ALREADY_RUNNING,
        Error::ServerListed => errors::ERROR_DDS_SERVER_ALREADY_EXISTS,
        Error::ServerNotListed => errors::ERROR_DDS_SERVER_DOES_NOT_EXIST,
        Error::ServerAddressMismatch => errors::ERROR_DDS_SERVER_ADDRESS_MISMATCH,
        Error::ScopeExists => errors::ERROR_DHCP_SUBNET_EXISTS,
        Error::NoSuchScope => errors::ERROR_DHCP_SUBNET_NOT_PRESENT,
        Error::ElementInUse | Error::NoSuchExclusion => errors::ERROR_DHCP_ELEMENT_CANT_REMOVE,
        Error::RangeExists => errors::ERROR_DHCP_IPRANGE_EXITS,
        Error::RangeInvalid => errors::ERROR_DHCP_INVALID_RANGE,
        Error::RangeConversion => errors::ERROR_DHCP_IPRANGE_CONV_ILLEGAL,
        Error::FailoverScopeServesDhcpOnly => errors::ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL,
        Error::FailoverRange => errors::ERROR_DHCP_FO_RANGE_PART_OF_REL,
        Error::NoSecondaryHosts => errors::ERROR_CALL_NOT_IMPLEMENTED,
        Error::NoRange | Error::NoRelationships => errors::ERROR_FILE_NOT_FOUND,
        Error::Options(failure) => options_failure(failure),
        Error::Filters(failure) => filter_failure(failure),
        Error::Superscopes(failure) => superscope_failure(failure),
        Error::Settings(failure) => setting_failure(failure),
        Error::Backup(failure) => backup_failure(failure),
        Error::DelayTooLong => errors::ERROR_DHCP_INVALID_DELAY,
        Error::AddressOutsideRange(_) => errors::ERROR_DHCP_NOT_RESERVED_CLIENT,
        Error::ReservationExists(_) => errors::ERROR_DHCP_RESERVEDIP_EXITS,
        Error::NoSuchLease | Error::LeaseExists => errors::ERROR_DHCP_JET_ERROR,
        Error::NoSuchClient => errors::ERROR_DHCP_INVALID_DHCP_CLIENT,
        Error::ClientExists => errors::ERROR_DHCP_CLIENT_EXISTS,
        Error::NotEnumerable => errors::ERROR_NOT_SUPPORTED,
        Error::Refused(refused) => unanswered(refused),
        Error::ReservedClient => errors::ERROR_DHCP_RESERVED_CLIENT,
        Error::NoSuchRelationship => errors::ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST,
        Error::RelationshipExists => errors::ERROR_DHCP_FO_RELATIONSHIP_EXISTS,
        Error::RelationshipNameTooLong => errors::ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG,
        Error::TooManyRelationships => errors::ERROR_DHCP_FO_MAX_RELATIONSHIPS,
        Error::TooManyScopes => errors::ERROR_DHCP_FO_MAX_ADD_SCOPES,
        Error::ScopeInRelationship => errors::ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP,
        Error::ScopeNotInRelationship => errors::ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP,
        Error::StateNotNormal => errors::ERROR_DHCP_FO_STATE_NOT_NORMAL,
        Error::Synchronizing => errors::ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS,
        Error::IsSecondary => errors::ERROR_DHCP_FO_RELATION_IS_SECONDARY,
    }
}

/// The number of each refusal of a request about classes or options.
fn options_failure(failure: OptionsFailure) -> WIN32_ERROR {
    match failure {
        OptionsFailure::ClassExists => errors::ERROR_DHCP_CLASS_ALREADY_EXISTS,
        OptionsFailure::NoSuchClass => errors::ERROR_DHCP_CLASS_NOT_FOUND,
        OptionsFailure::BuiltInClass => errors::ERROR_DHCP_DELETE_BUILTIN_CLASS,
        OptionsFailure::OptionExists => errors::ERROR_DHCP_OPTION_EXITS,
        OptionsFailure::NoSuchOption => errors::ERROR_DHCP_OPTION_NOT_PRESENT,
        OptionsFailure::NoSuchValue
        | OptionsFailure::NoScopeOfReservation
        | OptionsFailure::NoMulticastScope => errors::ERROR_FILE_NOT_FOUND,
        OptionsFailure::NotReserved => errors::ERROR_DHCP_NOT_RESERVED_CLIENT,
        OptionsFailure::NoSuchPolicy => errors::ERROR_DHCP_POLICY_NOT_FOUND,
    }
}

/// The number of each refusal of a request about superscopes.
fn superscope_failure(failure: SuperscopeFailure) -> WIN32_ERROR {
    match failure {
        SuperscopeFailure::Joined => errors::ERROR_DHCP_SUBNET_EXITS,
        SuperscopeFailure::NotPresent => errors::ERROR_DHCP_SUBNET_NOT_PRESENT,
        SuperscopeFailure::NameTooLong => errors::ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG,
    }
}

/// The number of each refusal of a request about link-layer filters.
fn filter_failure(failure: FilterFailure) -> WIN32_ERROR {
    match failure {
        FilterFailure::FilterExists => errors::ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS,
        FilterFailure::NoSuchFilter => errors::ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST,
        FilterFailure::TypeExempt => errors::ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT,
        FilterFailure::TypeNotExempt => errors::ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE,
    }
}

/// The number of each refusal of a setting.
fn setting_failure(failure: SettingFailure) -> WIN32_ERROR {
    match failure {
        SettingFailure::IntervalTooLong => errors::ERROR_ARITHMETIC_OVERFLOW,
        SettingFailure::NotInCodePage => errors::ERROR_INVALID_NAME,
        SettingFailure::NoQuarantine => errors::ERROR_DHCP_NAP_NOT_SUPPORTED,
        SettingFailure::AuditLogPathTooLong => errors::ERROR_DHCP_LOG_FILE_PATH_TOO_LONG,
        SettingFailure::NoSuchAttribute => errors::ERROR_NOT_SUPPORTED,
        SettingFailure::NoSuchInterface => errors::ERROR_DHCP_NETWORK_CHANGED,
        SettingFailure::BindingFixed => errors::ERROR_DHCP_CANNOT_MODIFY_BINDINGS,
    }
}

/// The number of each reason why there is no backup.
fn backup_failure(failure: BackupFailure) -> WIN32_ERROR {
    match failure {
        BackupFailure::NotAbsolute => errors::ERROR_INVALID_NAME,
        BackupFailure::NotPermitted => errors::ERROR_ACCESS_DENIED,
        BackupFailure::NoRoom => errors::ERROR_DISK_FULL,
        BackupFailure::NoDirectory => errors::ERROR_PATH_NOT_FOUND,
        BackupFailure::NotWritten => errors::ERROR_DHCP_JET_ERROR,
    }
}

/// The number of each refusal of a client. A client that gets no answer waits in vain.
fn unanswered(refused: Refused) -> WIN32_ERROR {
    match refused {
        Refused::ScopeDisabled
        | Refused::Silent
        | Refused::RenewalsOnly
        | Refused::NoLeadTime
        | Refused::PartnersClient
        | Refused::Standby
        | Refused::Filtered => errors::ERROR_TIMEOUT,
        Refused::UnknownClient | Refused::ReservedElsewhere => errors::ERROR_DHCP_INVALID_DHCP_CLIENT,
        Refused::OwnAddressesUsed | Refused::NoFreeAddress => errors::ERROR_DHCP_RANGE_FULL,
        Refused::OtherAddress
        | Refused::Excluded
        | Refused::ReservedForAnother
        | Refused::Declined
        | Refused::Leased
        | Refused::NotAcknowledged
        | Refused::OfPartner => errors::ERROR_DHCP_ADDRESS_NOT_AVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_internal_error() {
        assert_eq!(call("Test", || panic!("a bug")), 1359);
        assert_eq!(call_value("Test", 7, || -> u32 { panic!("a bug") }), 7);
    }

    #[test]
    fn a_payload_that_panics_when_dropped_does_no_harm() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("another bug");
            }
        }
        assert_eq!(call("Test", || std::panic::panic_any(Bomb)), 1359);
    }
}

//! Failures: for people with advice, for programs as JSON, for scripts as an exit code.

use dhcpsapi::domain::base::text::harmless;
use std::io;

use dhcpsapi::abi::errors;
use dhcpsapi::boundary::error_number;
use dhcpsapi::domain::base::error::{
    Error, FilterFailure, LogFailure, OptionsFailure, SettingFailure, SuperscopeFailure,
};
use dhcpsapi::say::rules::Reason;
use dhcpsapi::service::administration;

use crate::output::json::Json;

/// Why a command was not done. Nothing was changed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The servers refuse it.
    Refused {
        /// The server, relationship, scope or client that it is about.
        about: Option<String>,
        /// Why.
        error: Error,
        /// The sentence that follows the advice: what an option that was not given would do about it. It may be empty.
        option: &'static str,
    },
    /// It cannot be meant like that.
    Usage {
        /// The mistake.
        problem: String,
        /// How to do it right.
        advice: Option<String>,
    },
    /// A registry is not as it should be.
    Unsound {
        /// The registry.
        place: String,
        /// What is wrong, a sentence each.
        faults: Vec<String>,
    },
    /// There is no error code like that.
    NoSuchCode(String),
    /// Somebody was asked, and said no.
    SaidNo,
    /// Its answer cannot be printed.
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Refused { about: None, error, option: "" }
    }
}

const INVALID_PARAMETER: u32 = 87;
const FILE_NOT_FOUND: u32 = 2;
const CANCELLED: u32 = 1223;
const WRITE_FAULT: u32 = 29;

impl Failure {
    /// The exit code of a refusal.
    const REFUSED: u8 = 1;
    /// The exit code of what cannot be meant like that.
    pub(crate) const USAGE: u8 = 2;
    /// The exit code of a thing that is not there.
    const NOT_FOUND: u8 = 3;

    pub(crate) fn usage(problem: impl Into<String>) -> Self {
        Failure::Usage { problem: problem.into(), advice: None }
    }

    /// A wrong use with advice.
    pub(crate) fn usage_advised(problem: impl Into<String>, advice: impl Into<String>) -> Self {
        Failure::Usage { problem: problem.into(), advice: Some(advice.into()) }
    }

    /// A refusal, with the thing that it is about.
    pub(crate) fn about(what: impl Into<String>, error: Error) -> Self {
        Failure::Refused { about: Some(what.into()), error, option: "" }
    }

    /// Adds what --force would do about it, unless it was given; of a command whose --force does more than not to ask.
    pub(crate) fn unless_forced(self, is_given: bool) -> Self {
        self.unless_given(is_given, what_force_does)
    }

    /// Adds what --this-server-only would do about it, unless it was given; of a command that has it.
    pub(crate) fn unless_alone(self, is_given: bool) -> Self {
        self.unless_given(is_given, what_this_server_only_does)
    }

    fn unless_given(self, is_given: bool, effect: fn(Error) -> Option<&'static str>) -> Self {
        match self {
            Failure::Refused { about, error, option } if !is_given => {
                Failure::Refused { about, error, option: effect(error).unwrap_or(option) }
            }
            other => other,
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Failure::Refused { error, .. } if is_not_found(*error) => Failure::NOT_FOUND,
            Failure::Refused { .. } | Failure::Unsound { .. } | Failure::SaidNo | Failure::Output(_) => {
                Failure::REFUSED
            }
            Failure::Usage { .. } => Failure::USAGE,
            Failure::NoSuchCode(_) => Failure::NOT_FOUND,
        }
    }

    /// Whether nobody reads the output any more, so that no message is needed.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// `{"error":{"code":...,"name":...,"message":...}}`
    pub(crate) fn json(&self) -> Json {
        let (code, name) = (self.code(), self.name());
        let error = vec![
            ("code", Json::Number(u64::from(code))),
            ("name", Json::Text(name.to_owned())),
            ("message", Json::Text(self.message())),
        ];
        Json::Object(vec![("error", Json::Object(error))])
    }

    /// The message: the problem, its error code, and the advice.
    pub(crate) fn for_people(&self) -> String {
        match self {
            Failure::Refused { error, option, .. } => {
                let (message, name, code) = (harmless(&self.message()), self.name(), self.code());
                format!("{message} ({name}, {code})\n  {}{option}", advice(*error))
            }
            Failure::Usage { advice: Some(advice), .. } => {
                format!("{}\n  {advice}", harmless(&self.message()))
            }
            _ => harmless(&self.message()),
        }
    }

    fn message(&self) -> String {
        match self {
            Failure::Refused { about, error, .. } => {
                let about = about.as_ref().map_or_else(String::new, |about| format!("{about}: "));
                format!("{about}{}{}", Reason(*error), reason_of_the_registry(*error))
            }
            Failure::Usage { problem, .. } => problem.clone(),
            Failure::Unsound { place, faults } => format!("{place} is damaged: {}", faults.join("; ")),
            Failure::NoSuchCode(code) => {
                format!("there is no error {}; 'dhcpsapi errors' lists all", harmless(code))
            }
            Failure::SaidNo => "nothing was changed".to_owned(),
            Failure::Output(error) => format!("the standard output cannot be written to: {error}"),
        }
    }

    fn code(&self) -> u32 {
        match self {
            Failure::Refused { error, .. } => error_number(*error),
            Failure::Usage { .. } => INVALID_PARAMETER,
            Failure::Unsound { .. } => error_number(Error::Log(LogFailure::Damaged)),
            Failure::NoSuchCode(_) => FILE_NOT_FOUND,
            Failure::SaidNo => CANCELLED,
            Failure::Output(_) => WRITE_FAULT,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            // These two happen to no server, so the table of the library has them not.
            Failure::SaidNo => "ERROR_CANCELLED",
            Failure::Output(_) => "ERROR_WRITE_FAULT",
            _ => error_name(self.code()),
        }
    }
}

/// What is known besides of why a registry cannot be used.
fn reason_of_the_registry(error: Error) -> String {
    let is_about_it =
        matches!(error, Error::NoEventLog | Error::NoSetup | Error::NotInThisBuild | Error::Log(_));
    let reasons = if is_about_it { administration::faults() } else { Vec::new() };
    if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) }
}

fn error_name(code: u32) -> &'static str {
    errors::TABLE.iter().find(|(number, ..)| *number == code).map_or("", |(_, name, _)| name)
}

/// Whether a server answered, and has not what was asked for. One that does not answer may have it.
fn is_not_found(error: Error) -> bool {
    matches!(
        error,
        Error::ServerNotListed
            | Error::NoSuchScope
            | Error::Superscopes(SuperscopeFailure::NotPresent)
            | Error::Filters(FilterFailure::NoSuchFilter | FilterFailure::TypeNotExempt)
            | Error::Settings(SettingFailure::NoSuchInterface)
            | Error::NoRange
            | Error::NoSuchExclusion
            | Error::NoSuchLease
            | Error::NoSuchClient
            | Error::Options(
                OptionsFailure::NoSuchClass
                    | OptionsFailure::NoSuchOption
                    | OptionsFailure::NoSuchValue
                    | OptionsFailure::NotReserved
                    | OptionsFailure::NoScopeOfReservation
            )
            | Error::NoRelationships
            | Error::NoSuchRelationship
            | Error::ScopeNotInRelationship
    )
}

/// How --force would help against an error, if it would.
fn what_force_does(error: Error) -> Option<&'static str> {
    match error {
        Error::StateNotNormal => {
            Some(" With --force it is done all the same, though the partners may know different leases.")
        }
        Error::ElementInUse => Some(" With --force they are deleted too."),
        Error::Superscopes(SuperscopeFailure::Joined) => Some(" With --force it leaves that one."),
        Error::Filters(FilterFailure::FilterExists) => {
            Some(" With --force the entry is replaced, be it in the other list.")
        }
        _ => None,
    }
}

/// How --this-server-only would help against an error, if it would.
fn what_this_server_only_does(error: Error) -> Option<&'static str> {
    match error {
        Error::UnknownPartner | Error::PartnerNotRunning | Error::ClocksDiffer => {
            Some(" With --this-server-only this server alone is changed.")
        }
        _ => None,
    }
}

/// The advice about a registry that cannot be used.
fn advice_about_the_registry(error: Error) -> &'static str {
    match error {
        Error::NoSetup => "DHCPSAPI_SETUP is a file that 'dhcpsapi registry export' has written.",
        Error::NoEventLog => "A registry is 'memory:', 'sqlite:PATH' or 'postgres:CONNINFO'.",
        Error::InUse => "Name the registry before anything else.",
        Error::NotInThisBuild => "Use a build that has it, or another registry.",
        Error::HostClockDiffers { .. } => {
            "One of the clocks is wrong: this host's, or that of the host that made the last record ('registry info' shows when). \
             Reading goes on meanwhile. What a wrong clock has recorded can be left behind: 'registry export' and, in another one, \
             'registry import'."
        }
        Error::Log(LogFailure::Denied) => {
            "Ask whom the registry belongs to for the right to it, or use another one."
        }
        Error::Log(LogFailure::Damaged | LogFailure::OtherFormat) => {
            "The registry is damaged or of another version; use another one."
        }
        Error::Log(LogFailure::Busy | LogFailure::OutcomeUnknown) => "See what is there now, and try again.",
        Error::Log(LogFailure::Full) => "Make room for the registry.",
        _ => "Use another registry, or make this one reachable.",
    }
}

/// The advice about a service that runs or does not.
fn advice_about_the_service(error: Error) -> &'static str {
    match error {
        Error::NotRunning => "The server is stopped already.",
        Error::AlreadyRunning => "Stop the server first ('server stop').",
        _ => "'server start' starts it.",
    }
}

/// The advice about a partner that does not answer.
fn advice_about_contact(error: Error) -> &'static str {
    match error {
        Error::PartnerNotRunning => "Start the partner ('server start').",
        Error::ClocksDiffer => "Set the clocks of the two servers; they may differ by 60 seconds.",
        _ => {
            "It is stopped ('server start'), the link is cut ('link heal'), or the clocks differ by more than 60 seconds."
        }
    }
}

/// The advice about classes, and about options and what they have values for.
fn advice_about_options(failure: OptionsFailure) -> &'static str {
    match failure {
        OptionsFailure::ClassExists | OptionsFailure::NoSuchClass => {
            "'dhcpsapi class list' shows the classes; no two have the same data, nor the same type and name."
        }
        OptionsFailure::BuiltInClass => "The classes of Microsoft stay; an own one can be deleted.",
        OptionsFailure::OptionExists | OptionsFailure::NoSuchOption | OptionsFailure::NoSuchValue => {
            "'dhcpsapi option definition list --all' shows what is defined, and 'option list --all' what has a value."
        }
        OptionsFailure::NotReserved | OptionsFailure::NoScopeOfReservation => {
            "'dhcpsapi scope show' shows the reservations."
        }
        OptionsFailure::NoMulticastScope | OptionsFailure::NoSuchPolicy => "There is nothing like it here.",
    }
}

/// The advice about what is configured on a server as a whole.
fn advice_about_the_server(error: Error) -> &'static str {
    match error {
        Error::Superscopes(_) => {
            "'dhcpsapi superscope list' shows the superscopes; a scope is in one at most, and a name has at most 256 UTF-16 \
             units."
        }
        Error::Filters(_) => {
            "'dhcpsapi filter list' shows the filters; a hardware address is in one list at most."
        }
        Error::Backup(_) => "Name a directory that may be written to, in one that is there.",
        _ => "Correct the value; '--help' says what is possible.",
    }
}

/// The advice about an error.
fn advice(error: Error) -> &'static str {
    match error {
        Error::Invalid(_) | Error::DelayTooLong => "Correct the value; '--help' says what is possible.",
        Error::Settings(_)
        | Error::Backup(_)
        | Error::BackupUnread
        | Error::Superscopes(_)
        | Error::Filters(_) => advice_about_the_server(error),
        Error::Broken => "This is a fault of dhcpsapi. Please report it, with what was done before.",
        Error::NoMemory => "Ask for less, or end other programs.",
        Error::NoEventLog
        | Error::NoSetup
        | Error::NotInThisBuild
        | Error::InUse
        | Error::HostClockDiffers { .. }
        | Error::Log(_) => advice_about_the_registry(error),
        Error::ServerStopped | Error::NotRunning | Error::AlreadyRunning => advice_about_the_service(error),
        Error::PartnerNotHeard | Error::PartnerNotRunning | Error::ClocksDiffer => {
            advice_about_contact(error)
        }
        Error::UnknownServer | Error::UnknownPartner => {
            "'dhcpsapi server list' shows the servers that are known; 'server add', in a script, or DHCPSAPI_SERVERS \
             makes one known."
        }
        Error::ServerListed => "'dhcpsapi server list' shows it; each name and each address is listed once.",
        Error::ServerNotListed | Error::ServerAddressMismatch => {
            "'dhcpsapi server list' shows the servers that are known."
        }
        Error::ScopeExists => {
            "No two scopes of a server share an address. Failover creates its scopes on the partner, which must not have \
             them: delete them there ('scope delete --computer-name PARTNER')."
        }
        Error::NoSuchScope => "'dhcpsapi scope list' shows the scopes of a server.",
        Error::ElementInUse => "Release the leases first.",
        Error::RangeExists | Error::RangeInvalid => {
            "The range must be in its subnet, must not overlap another exclusion, and must grow or shrink at both ends or \
             one."
        }
        Error::RangeConversion => "Delete the leases of BOOTP clients first.",
        Error::FailoverScopeServesDhcpOnly => "Take the scope out of its relationship first.",
        Error::FailoverRange => "Take the scope out of its relationship first ('failover scope remove').",
        Error::NoSecondaryHosts | Error::NotEnumerable => "There is nothing like it here.",
        Error::NoRange => "Give the scope a range ('scope range').",
        Error::NoSuchExclusion => "'dhcpsapi scope show' shows the exclusions.",
        Error::AddressOutsideRange(_) => "Choose an address in the range of the scope ('scope show').",
        Error::ReservationExists(_) => "'dhcpsapi scope show' and 'lease list' show who has what.",
        Error::NoSuchLease | Error::NoSuchClient | Error::LeaseExists | Error::ClientExists => {
            "'dhcpsapi lease list' shows the leases."
        }
        Error::Refused(_) => "'dhcpsapi failover explain' shows what each server answers, and why.",
        Error::ReservedClient => "Take the reservation away first ('scope reserve --remove').",
        Error::Options(failure) => advice_about_options(failure),
        Error::NoRelationships | Error::NoSuchRelationship => {
            "'dhcpsapi failover list' shows the relationships of a server; --computer-name says which server."
        }
        Error::RelationshipExists => "Choose another name; 'failover list' shows those that are taken.",
        Error::RelationshipNameTooLong => "A name has at most 126 UTF-16 units.",
        Error::TooManyRelationships => "A server has at most 31 relationships.",
        Error::TooManyScopes => "Add at most 400 scopes at once.",
        Error::ScopeInRelationship => "'dhcpsapi failover list --scope-id' shows which one.",
        Error::ScopeNotInRelationship => "'dhcpsapi failover show' shows the scopes of a relationship.",
        Error::StateNotNormal => {
            "Wait until the partners are in contact and NORMAL; 'dhcpsapi failover stats' shows the state."
        }
        Error::Synchronizing => "Wait until the partners have exchanged their leases.",
        Error::IsSecondary => "Ask the primary server: --computer-name.",
    }
}

//! Why a server refuses. Facts, not numbers: the numbers of the API are chosen in `ffi::call`.

use std::net::Ipv4Addr;

use thiserror::Error;

use crate::domain::base::address::Address;
use crate::domain::base::refused::Refused;
use crate::domain::base::time::Timestamp;

/// Why an event log cannot do what it is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LogFailure {
    /// It cannot be opened, or reached.
    #[error("the registry cannot be reached")]
    Unavailable,
    /// It has no room.
    #[error("the registry has no room")]
    Full,
    /// Its contents cannot be read.
    #[error("the registry is damaged")]
    Damaged,
    /// It is of a format that this build does not know.
    #[error("the registry is of another format")]
    OtherFormat,
    /// Others have it locked, or append all the time, so that each time what was decided was outdated.
    #[error("others keep the registry busy")]
    Busy,
    /// It is not known whether what happened was kept.
    #[error("it is not known whether the registry kept what happened")]
    OutcomeUnknown,
    /// What happened was not kept, for nothing that it did wrong: it may be decided again.
    #[error("the registry was lost before it had kept what happened")]
    NotKept,
    /// This user may not read it, or may read it and not write to it.
    #[error("access to the registry is denied")]
    Denied,
}

/// Why a request about classes or options is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OptionsFailure {
    /// A class of the kind has this name, or a class has these data.
    #[error("the class, or one with its data, exists")]
    ClassExists,
    /// The server has no such class.
    #[error("no such class")]
    NoSuchClass,
    /// A class that every server has stays.
    #[error("the class is built in")]
    BuiltInClass,
    /// The classes have a definition of the option.
    #[error("the option is defined")]
    OptionExists,
    /// The option is not defined for the classes, or has no value that could be removed.
    #[error("the option is not defined, or has no value there")]
    NoSuchOption,
    /// The option has no value at the level.
    #[error("the option has no value there")]
    NoSuchValue,
    /// The address is not reserved.
    #[error("the address is not reserved")]
    NotReserved,
    /// No scope contains the reserved address that a value is to be set for.
    #[error("no scope contains the reserved address")]
    NoScopeOfReservation,
    /// The server has no such multicast scope.
    #[error("no such multicast scope")]
    NoMulticastScope,
    /// The server has no such policy.
    #[error("no such policy")]
    NoSuchPolicy,
}

/// Why a request about link-layer filters is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FilterFailure {
    /// One of the lists has the pattern.
    #[error("one of the filter lists has the hardware address")]
    FilterExists,
    /// Neither list has the pattern.
    #[error("neither filter list has the hardware address")]
    NoSuchFilter,
    /// The hardware type is exempt from filtering.
    #[error("the hardware type is exempt from filtering already")]
    TypeExempt,
    /// The hardware type is not exempt from filtering.
    #[error("the hardware type is not exempt from filtering")]
    TypeNotExempt,
}

/// Why a request about superscopes is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SuperscopeFailure {
    /// The scope is in a superscope already.
    #[error("the scope is in a superscope")]
    Joined,
    /// The server has no such superscope.
    #[error("no such superscope")]
    NotPresent,
    /// The name of the superscope is over 256 UTF-16 units.
    #[error("the name of the superscope is too long")]
    NameTooLong,
}

/// Why a request about the settings of a server is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SettingFailure {
    /// An interval in minutes is too long in milliseconds.
    #[error("the interval is longer than 71582 minutes")]
    IntervalTooLong,
    /// A name or path has characters that the code page of the server has not.
    #[error("the name has a character that the code page of the server has not")]
    NotInCodePage,
    /// There is no Network Access Protection since Windows Server 2016.
    #[error("there is no quarantine")]
    NoQuarantine,
    /// The directory of the audit log has too many characters.
    #[error("the path of the audit log is too long")]
    AuditLogPathTooLong,
    /// The server has no such attribute.
    #[error("there is no such attribute")]
    NoSuchAttribute,
    /// The server has no such network interface.
    #[error("the server has no such network interface")]
    NoSuchInterface,
    /// The server answers on the network interface for good.
    #[error("the binding of the network interface cannot be changed")]
    BindingFixed,
}

/// Why there is no backup of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BackupFailure {
    /// The path does not begin at the root, or is none at all.
    #[error("a backup needs the whole path of its directory")]
    NotAbsolute,
    /// The directory may not be made or written to.
    #[error("the directory of the backup may not be written to")]
    NotPermitted,
    /// The disk is full.
    #[error("there is no room for the backup")]
    NoRoom,
    /// The directory above it is not there, or something else than a directory is.
    #[error("the directory of the backup is not there, and cannot be made")]
    NoDirectory,
    /// The file cannot be written for another reason.
    #[error("the backup cannot be written")]
    NotWritten,
}

/// Why a server did not start from a backup, and has what it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnusableBackup {
    /// There is no backup in the directory, or no directory.
    #[error("there is no backup in the directory")]
    NotThere,
    /// The file may not be read.
    #[error("the backup may not be read")]
    NotPermitted,
    /// The file cannot be read for another reason.
    #[error("the backup cannot be read")]
    NotReadable,
    /// The file is no backup of one server, or not a whole one.
    #[error("the backup is damaged")]
    Damaged,
    /// A later build has written it.
    #[error("the backup has a format that this build does not read")]
    OtherFormat,
}

/// A refusal. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Error {
    /// A value breaks a rule of the request itself; the text names the rule.
    #[error("invalid: {0}")]
    Invalid(&'static str),

    /// An earlier call stopped half-way, which is a bug.
    #[error("an earlier call left the servers broken")]
    Broken,
    /// There is no memory for what is asked for; nothing was done.
    #[error("there is no memory for it")]
    NoMemory,
    /// The place where the servers are to be kept is not one that this library has.
    #[error("there is no registry of this kind")]
    NoEventLog,
    /// The export with which the environment has the servers begin is none, or not there.
    #[error("the export that DHCPSAPI_SETUP names cannot be read")]
    NoSetup,
    /// The server is to start from a backup, which whoever starts it has to read first.
    #[error("the server starts from a backup, which has to be read first")]
    BackupUnread,
    /// The servers are in use, so that nobody can say any more where they are kept.
    #[error("the servers are in use already")]
    InUse,
    /// This build has no code for such a place.
    #[error("this build of the library cannot keep servers there")]
    NotInThisBuild,
    /// The clock of the host differs from that of the registry: it may read, and not write.
    #[error("the clock of this host shows {host}, and that of the registry {registry}")]
    HostClockDiffers {
        /// What this host's shows.
        host: Timestamp,
        /// What the database's shows, or when the last record was made by the clock of a host.
        registry: Timestamp,
    },
    /// The event log failed.
    #[error("{0}")]
    Log(LogFailure),

    /// No such server is listed in the directory.
    #[error("no server of this name or address is known")]
    UnknownServer,
    /// The DHCP service of the server that is asked does not run, so that it does not answer.
    #[error("the DHCP service of the server is stopped")]
    ServerStopped,
    /// The partner does not answer the server: it is stopped, the link is cut, or it has another time.
    #[error("the partner is not heard")]
    PartnerNotHeard,
    /// The partner is no server that is known.
    #[error("the partner is not known")]
    UnknownPartner,
    /// The DHCP service of the partner does not run.
    #[error("the partner does not run")]
    PartnerNotRunning,
    /// The clocks of the server and its partner differ by more than a minute.
    #[error("the clocks of the servers differ")]
    ClocksDiffer,
    /// The DHCP service of the server does not run.
    #[error("the service does not run")]
    NotRunning,
    /// The DHCP service of the server runs.
    #[error("the service runs already")]
    AlreadyRunning,
    /// The directory has an entry of this name or address.
    #[error("the server is listed already")]
    ServerListed,
    /// The directory has no such entry.
    #[error("the server is not listed")]
    ServerNotListed,
    /// The directory has an entry of this name with another address.
    #[error("the server is listed with another address")]
    ServerAddressMismatch,

    /// A scope covers some of these addresses already.
    #[error("the scope overlaps an existing one")]
    ScopeExists,
    /// The server has no such scope.
    #[error("no such scope")]
    NoSuchScope,
    /// A request about superscopes.
    #[error("{0}")]
    Superscopes(SuperscopeFailure),
    /// An offer is delayed by 1000 milliseconds at most.
    #[error("an offer is delayed by 0 to 1000 milliseconds")]
    DelayTooLong,
    /// A client holds an address of the scope or range.
    #[error("an address of the scope or range is leased")]
    ElementInUse,

    /// The scope has this very range.
    #[error("the range exists")]
    RangeExists,
    /// The range overlaps another, leaves its subnet, or is none of the scope's.
    #[error("the range is not valid here")]
    RangeInvalid,
    /// Clients of the other kind hold addresses of the range.
    #[error("clients of the other kind are in the scope")]
    RangeConversion,
    /// A failover scope serves DHCP clients only.
    #[error("a failover scope cannot serve BOOTP clients")]
    FailoverScopeServesDhcpOnly,
    /// The range of a failover scope stays.
    #[error("the range belongs to a failover scope")]
    FailoverRange,
    /// No server has secondary hosts.
    #[error("secondary hosts are not implemented")]
    NoSecondaryHosts,
    /// The scope has no range.
    #[error("the scope has no range")]
    NoRange,
    /// No exclusion contains the address.
    #[error("no such exclusion")]
    NoSuchExclusion,
    /// The address to be reserved is outside the range of its scope.
    #[error("the address {} is outside the range of the scope", Ipv4Addr::from_bits(*.0))]
    AddressOutsideRange(Address),
    /// The address or the client has a reservation, or another client holds the address.
    #[error("the address {} or its client is reserved, or another client has the address", Ipv4Addr::from_bits(*.0))]
    ReservationExists(Address),

    /// No lease record answers to the search.
    #[error("no such lease")]
    NoSuchLease,
    /// No lease record answers to the search, as the newest call reports it.
    #[error("no lease record answers to the search")]
    NoSuchClient,
    /// The address or the client has a lease record.
    #[error("the address or the client has a lease already")]
    LeaseExists,
    /// The address or the client has a lease record, as the newest call reports it.
    #[error("the address or the client has a lease already")]
    ClientExists,
    /// This type of element cannot be enumerated.
    #[error("this kind of element cannot be enumerated")]
    NotEnumerable,
    /// A client does not get what it asks for.
    #[error("the client is refused: {0:?}")]
    Refused(Refused),
    /// The client has a reservation.
    #[error("the client is a reserved one")]
    ReservedClient,

    /// A request about classes or options.
    #[error("{0}")]
    Options(OptionsFailure),
    /// A request about link-layer filters.
    #[error("{0}")]
    Filters(FilterFailure),
    /// A request about the settings of a server.
    #[error("{0}")]
    Settings(SettingFailure),
    /// A backup of a server.
    #[error("{0}")]
    Backup(BackupFailure),

    /// The server has no failover relationship whatever.
    #[error("the server has no relationship")]
    NoRelationships,
    /// The server has no relationship of this name.
    #[error("no such relationship")]
    NoSuchRelationship,
    /// The server has a relationship of this name.
    #[error("the relationship exists")]
    RelationshipExists,
    /// The name of the relationship is over 126 UTF-16 units.
    #[error("the name of the relationship is too long")]
    RelationshipNameTooLong,
    /// The server has as many relationships as it can have.
    #[error("the server has no room for another relationship")]
    TooManyRelationships,
    /// More scopes in one call than one call may add.
    #[error("too many scopes in one call")]
    TooManyScopes,
    /// The scope is in a relationship.
    #[error("the scope is in a relationship")]
    ScopeInRelationship,
    /// The scope is in no relationship, or not in this one.
    #[error("the scope is not in the relationship")]
    ScopeNotInRelationship,
    /// The relationship is not in NORMAL.
    #[error("the relationship is not in the normal state")]
    StateNotNormal,
    /// The relationship is taking its partner's data in.
    #[error("the relationship is being synchronized")]
    Synchronizing,
    /// Only the primary server does this.
    #[error("the server is the secondary of the relationship")]
    IsSecondary,
}

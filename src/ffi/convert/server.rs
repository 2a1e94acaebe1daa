//! The configuration of a server.

use std::mem::MaybeUninit;

use crate::abi::server::{
    DHCP_ATTRIB, DHCP_ATTRIB_0, DHCP_ATTRIB_ARRAY, DHCP_ATTRIB_BOOL_IS_ADMIN,
    DHCP_ATTRIB_BOOL_IS_BINDING_AWARE, DHCP_ATTRIB_BOOL_IS_DYNBOOTP, DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC,
    DHCP_ATTRIB_BOOL_IS_ROGUE, DHCP_ATTRIB_ID, DHCP_ATTRIB_TYPE_BOOL, DHCP_ATTRIB_TYPE_ULONG,
    DHCP_ATTRIB_ULONG_RESTORE_STATUS, DHCP_BIND_ELEMENT, DHCP_BIND_ELEMENT_ARRAY,
    DHCP_ENDPOINT_FLAG_CANT_MODIFY, DHCP_SCAN_FLAG, DHCP_SCAN_ITEM, DHCP_SCAN_LIST, DHCP_SERVER_CONFIG_INFO,
    DHCP_SERVER_CONFIG_INFO_V4, DHCP_SERVER_CONFIG_INFO_VQ, DHCP_SERVER_SPECIFIC_STRINGS,
    Set_APIProtocolSupport, Set_AuditLogState, Set_BackupInterval, Set_BackupPath, Set_BootFileTable,
    Set_DatabaseCleanupInterval, Set_DatabaseLoggingFlag, Set_DatabaseName, Set_DatabasePath, Set_DebugFlag,
    Set_PingRetries, Set_QuarantineDefFail, Set_QuarantineON, Set_RestoreFlag,
};
use crate::abi::win::{BOOL, DWORD, LPWSTR};
use crate::domain::base::address::Address;
use crate::domain::base::error::{Error, SettingFailure};
use crate::domain::base::text::{Secret, Text};
use crate::domain::model::server::Server;
use crate::domain::model::settings::{AuditLog, BootFiles, DnsCredentials};
use crate::domain::rules::read::scan::Disagreement;
use crate::domain::rules::read::settings::{Attribute, AttributeValue, default_class_names, interface};
use crate::domain::rules::{Binding, Command, ConfigurationChange, SettingsCommand};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::Failure;
use crate::ffi::convert::{count, kept_optional_text, kept_text};
use crate::ffi::views;

/// The most bytes of a table of boot files (MS-DHCPM 3.1.4.40).
const LARGEST_BOOT_FILES: u32 = 0x10_0000;
/// A unit of UTF-16 in bytes.
const UNIT: u32 = 2;

/// A parameter that has no meaning yet.
pub(crate) fn reserved(value: DWORD) -> Result<(), Failure> {
    if value == 0 { Ok(()) } else { Err(Failure::InvalidValue("a parameter that is reserved is 0")) }
}

/// The request to configure a server anew. Fields that are not selected are not looked at.
///
/// # Safety
///
/// The pointers in the selected fields are as `exports` says.
pub(crate) unsafe fn configuration(
    fields: DWORD,
    given: &DHCP_SERVER_CONFIG_INFO,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    unsafe { original_change(fields, given) }.map(configure)
}

/// As `configuration`, of the structure with pings, boot files and audit log, which begins with the older one.
///
/// # Safety
///
/// The pointers in the selected fields are as `exports` says.
pub(crate) unsafe fn configuration_v4(
    fields: DWORD,
    given: &DHCP_SERVER_CONFIG_INFO_V4,
    beginning: &DHCP_SERVER_CONFIG_INFO,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    unsafe { v4_change(fields, given, beginning) }.map(configure)
}

/// As `configuration_v4`, of the structure with quarantine. What it adds is only asked for, and not looked at.
///
/// # Safety
///
/// The pointers in the selected fields are as `exports` says.
pub(crate) unsafe fn configuration_vq(
    fields: DWORD,
    given: &DHCP_SERVER_CONFIG_INFO_V4,
    beginning: &DHCP_SERVER_CONFIG_INFO,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let change = unsafe { v4_change(fields, given, beginning) }?;
    let is_about_quarantine = fields & (Set_QuarantineON | Set_QuarantineDefFail) != 0;
    Ok(configure(ConfigurationChange { is_about_quarantine, ..change }))
}

fn configure(change: ConfigurationChange) -> Command {
    Command::Settings(SettingsCommand::Configure(Box::new(change)))
}

/// # Safety
///
/// The pointers in the selected fields are as `exports` says.
unsafe fn original_change(
    fields: DWORD,
    given: &DHCP_SERVER_CONFIG_INFO,
) -> Result<ConfigurationChange, Failure> {
    let number = |field, value: DWORD| (fields & field != 0).then_some(value);
    let flag = |field, value: DWORD| number(field, value).map(|value| value != 0);
    let text = |field, value: LPWSTR| {
        // SAFETY: the field is selected, so its pointer is as promised.
        number(field, 0).map(|_| unsafe { kept_text(value) }).transpose()
    };
    Ok(ConfigurationChange {
        api_protocols: number(Set_APIProtocolSupport, given.APIProtocolSupport),
        database_name: text(Set_DatabaseName, given.DatabaseName)?,
        database_path: text(Set_DatabasePath, given.DatabasePath)?,
        backup_path: text(Set_BackupPath, given.BackupPath)?,
        backup_interval: number(Set_BackupInterval, given.BackupInterval),
        logs_transactions: flag(Set_DatabaseLoggingFlag, given.DatabaseLoggingFlag),
        starts_from_backup: flag(Set_RestoreFlag, given.RestoreFlag),
        cleanup_interval: number(Set_DatabaseCleanupInterval, given.DatabaseCleanupInterval),
        debug_flags: number(Set_DebugFlag, given.DebugFlag),
        ..ConfigurationChange::default()
    })
}

/// # Safety
///
/// The pointers in the selected fields are as `exports` says.
unsafe fn v4_change(
    fields: DWORD,
    given: &DHCP_SERVER_CONFIG_INFO_V4,
    beginning: &DHCP_SERVER_CONFIG_INFO,
) -> Result<ConfigurationChange, Failure> {
    // SAFETY: the same promise.
    let original = unsafe { original_change(fields, beginning) }?;
    let is_set = |field| fields & field != 0;
    let boot_files = is_set(Set_BootFileTable);
    // SAFETY: the field is selected, so its pointer is as promised.
    let boot_files = boot_files.then(|| unsafe { boot_files_of(given) }).transpose()?;
    Ok(ConfigurationChange {
        ping_retries: is_set(Set_PingRetries).then_some(given.dwPingRetries),
        boot_files,
        writes_audit_log: is_set(Set_AuditLogState).then_some(given.fAuditLog != 0),
        ..original
    })
}

/// # Safety
///
/// `wszBootTableString` is as `exports` says, and has as many bytes as the field before it says.
unsafe fn boot_files_of(given: &DHCP_SERVER_CONFIG_INFO_V4) -> Result<BootFiles, Failure> {
    if given.cbBootTableString > LARGEST_BOOT_FILES || !given.cbBootTableString.is_multiple_of(UNIT) {
        return Err(Failure::InvalidValue(
            "a table of boot files has at most 1048576 bytes, two for each character",
        ));
    }
    // SAFETY: the same promise.
    let units =
        unsafe { views::array(given.wszBootTableString.cast_const(), given.cbBootTableString / UNIT) }?;
    BootFiles::new(units.to_vec()).ok_or(Failure::InvalidValue(BootFiles::RULE))
}

/// The configuration of a server.
pub(crate) fn original(server: &Server) -> Result<Given<DHCP_SERVER_CONFIG_INFO>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| original_structure(blocks, server))?;
    blocks.rooted(root)
}

/// The configuration of a server, with pings, boot files and audit log.
pub(crate) fn v4(server: &Server) -> Result<Given<DHCP_SERVER_CONFIG_INFO_V4>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| v4_structure(blocks, server))?;
    blocks.rooted(root)
}

/// The configuration of a server, with the quarantine, of which there is none since Windows Server 2016.
pub(crate) fn vq(server: &Server) -> Result<Given<DHCP_SERVER_CONFIG_INFO_VQ>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let v4 = v4_structure(blocks, server)?;
        Ok(DHCP_SERVER_CONFIG_INFO_VQ {
            APIProtocolSupport: v4.APIProtocolSupport,
            DatabaseName: v4.DatabaseName,
            DatabasePath: v4.DatabasePath,
            BackupPath: v4.BackupPath,
            BackupInterval: v4.BackupInterval,
            DatabaseLoggingFlag: v4.DatabaseLoggingFlag,
            RestoreFlag: v4.RestoreFlag,
            DatabaseCleanupInterval: v4.DatabaseCleanupInterval,
            DebugFlag: v4.DebugFlag,
            dwPingRetries: v4.dwPingRetries,
            cbBootTableString: v4.cbBootTableString,
            wszBootTableString: v4.wszBootTableString,
            fAuditLog: v4.fAuditLog,
            QuarantineOn: 0,
            QuarDefFail: 0,
            QuarRuntimeStatus: 0,
        })
    })?;
    blocks.rooted(root)
}

fn original_structure(blocks: &mut Blocks, server: &Server) -> Result<DHCP_SERVER_CONFIG_INFO, Failure> {
    let configuration = &server.settings.configuration;
    Ok(DHCP_SERVER_CONFIG_INFO {
        APIProtocolSupport: configuration.api_protocols,
        DatabaseName: blocks.text(&configuration.database_name)?,
        DatabasePath: blocks.text(&configuration.database_path)?,
        BackupPath: blocks.text(&configuration.backup_path)?,
        BackupInterval: configuration.backup_interval,
        DatabaseLoggingFlag: configuration.logs_transactions.into(),
        RestoreFlag: configuration.starts_from_backup.into(),
        DatabaseCleanupInterval: configuration.cleanup_interval,
        DebugFlag: configuration.debug_flags,
    })
}

fn v4_structure(blocks: &mut Blocks, server: &Server) -> Result<DHCP_SERVER_CONFIG_INFO_V4, Failure> {
    let original = original_structure(blocks, server)?;
    let configuration = &server.settings.configuration;
    let boot_files = configuration.boot_files.units();
    Ok(DHCP_SERVER_CONFIG_INFO_V4 {
        APIProtocolSupport: original.APIProtocolSupport,
        DatabaseName: original.DatabaseName,
        DatabasePath: original.DatabasePath,
        BackupPath: original.BackupPath,
        BackupInterval: original.BackupInterval,
        DatabaseLoggingFlag: original.DatabaseLoggingFlag,
        RestoreFlag: original.RestoreFlag,
        DatabaseCleanupInterval: original.DatabaseCleanupInterval,
        DebugFlag: original.DebugFlag,
        dwPingRetries: configuration.ping_retries,
        cbBootTableString: count(size_of_val(boot_files))?,
        wszBootTableString: blocks.array(boot_files.iter().copied())?,
        fAuditLog: configuration.writes_audit_log.into(),
    })
}

/// The request to describe the audit log anew.
///
/// # Safety
///
/// The directory is as `exports` says.
pub(crate) unsafe fn audit_log(
    directory: *const u16,
    disk_check_interval: DWORD,
    max_megabytes: DWORD,
    min_free_megabytes: DWORD,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let directory = unsafe { kept_text(directory) }?;
    let audit_log = AuditLog { directory, disk_check_interval, max_megabytes, min_free_megabytes };
    Ok(Command::Settings(SettingsCommand::DescribeAuditLog(audit_log)))
}

/// A string by itself.
pub(crate) fn text(text: &Text) -> Result<Given<u16>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.text(text)?;
    blocks.rooted(root)
}

/// The attribute that has a number.
fn attribute(id: DHCP_ATTRIB_ID) -> Result<Attribute, Error> {
    match id {
        DHCP_ATTRIB_BOOL_IS_ROGUE => Ok(Attribute::IsRogue),
        DHCP_ATTRIB_BOOL_IS_DYNBOOTP => Ok(Attribute::SupportsDynamicBootp),
        DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC => Ok(Attribute::IsPartOfDomain),
        DHCP_ATTRIB_BOOL_IS_BINDING_AWARE => Ok(Attribute::IsBindingAware),
        DHCP_ATTRIB_BOOL_IS_ADMIN => Ok(Attribute::IsAdministered),
        DHCP_ATTRIB_ULONG_RESTORE_STATUS => Ok(Attribute::RestoreStatus),
        _ => Err(Error::Settings(SettingFailure::NoSuchAttribute)),
    }
}

fn attribute_structure(id: DHCP_ATTRIB_ID) -> Result<DHCP_ATTRIB, Error> {
    let (kind, value) = match attribute(id)?.value() {
        AttributeValue::Flag(flag) => (DHCP_ATTRIB_TYPE_BOOL, DHCP_ATTRIB_0 { DhcpAttribBool: flag.into() }),
        AttributeValue::Number(number) => (DHCP_ATTRIB_TYPE_ULONG, DHCP_ATTRIB_0 { DhcpAttribUlong: number }),
    };
    Ok(DHCP_ATTRIB { DhcpAttribId: id, DhcpAttribType: kind, Anonymous: value })
}

/// An attribute of a server.
pub(crate) fn one_attribute(id: DHCP_ATTRIB_ID) -> Result<Given<DHCP_ATTRIB>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.one(attribute_structure(id)?)?;
    blocks.rooted(root)
}

/// The attributes of a server that there are, if there is one, and whether all of them are there.
pub(crate) fn attributes(ids: &[DHCP_ATTRIB_ID]) -> Result<(Given<DHCP_ATTRIB_ARRAY>, bool), Failure> {
    let found: Vec<DHCP_ATTRIB> = ids.iter().filter_map(|id| attribute_structure(*id).ok()).collect();
    if found.is_empty() {
        return Err(Error::Settings(SettingFailure::NoSuchAttribute).into());
    }
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_ATTRIB_ARRAY {
            NumElements: count(found.len())?,
            DhcpAttribs: blocks.array(found.iter().copied())?,
        })
    })?;
    Ok((blocks.rooted(root)?, found.len() == ids.len()))
}

/// The network interfaces of a server. Addresses have their bytes exchanged, as real servers return them.
pub(crate) fn bindings(server: &Server) -> Result<Given<DHCP_BIND_ELEMENT_ARRAY>, Failure> {
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        let interface = interface(server);
        let element = DHCP_BIND_ELEMENT {
            Flags: 0,
            fBoundToDHCPServer: BOOL::from(interface.is_bound),
            AdapterPrimaryAddress: interface.address.swap_bytes(),
            AdapterSubnetAddress: interface.subnet.swap_bytes(),
            IfDescription: blocks.text(&interface.description)?,
            IfIdSize: count(interface.id.len())?,
            IfId: blocks.array(interface.id.into_iter())?,
        };
        Ok(DHCP_BIND_ELEMENT_ARRAY { NumElements: 1, Elements: blocks.one(element)? })
    })?;
    blocks.rooted(root)
}

/// The request to answer on network interfaces, or not to. Addresses and descriptions are not looked at.
///
/// # Safety
///
/// The pointers in the structures are as `exports` says.
pub(crate) unsafe fn binding(given: &DHCP_BIND_ELEMENT_ARRAY) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let elements = unsafe { views::array(given.Elements.cast_const(), given.NumElements) }?;
    let bindings = elements.iter().map(|element| {
        // SAFETY: the same promise.
        let interface = unsafe { views::array(element.IfId.cast_const(), element.IfIdSize) }?;
        Ok(Binding {
            interface: interface.to_vec(),
            is_bound: element.fBoundToDHCPServer != 0,
            is_fixed: element.Flags & DHCP_ENDPOINT_FLAG_CANT_MODIFY != 0,
        })
    });
    let bindings: Result<Vec<Binding>, Failure> = bindings.collect();
    Ok(Command::Settings(SettingsCommand::Bind(bindings?)))
}

/// The names of the default classes.
pub(crate) fn specific_strings() -> Result<Given<DHCP_SERVER_SPECIFIC_STRINGS>, Failure> {
    let (vendor, user) = default_class_names();
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_SERVER_SPECIFIC_STRINGS {
            DefaultVendorClassName: blocks.text(&vendor)?,
            DefaultUserClassName: blocks.text(&user)?,
        })
    })?;
    blocks.rooted(root)
}

/// The request to register names in DNS as somebody else, with a run-encoded password.
///
/// # Safety
///
/// The strings are as `exports` says.
pub(crate) unsafe fn dns_credentials_encoded(
    user: *const u16,
    domain: *const u16,
    password: *const u16,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let (user, domain) = unsafe { (kept_optional_text(user)?, kept_optional_text(domain)?) };
    // SAFETY: the same promise.
    let encoded = unsafe { views::optional_units(password) }?.unwrap_or_default();
    let decoded =
        Secret::run_decoded(encoded).ok_or(Failure::InvalidValue("the password is not run-encoded"))?;
    Ok(dns_credentials_of(user, domain, decoded))
}

/// The request to register names in DNS as somebody else.
///
/// # Safety
///
/// The strings are as `exports` says.
pub(crate) unsafe fn dns_credentials(
    user: *const u16,
    domain: *const u16,
    password: *const u16,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let (user, domain) = unsafe { (kept_optional_text(user)?, kept_optional_text(domain)?) };
    // SAFETY: the same promise.
    let password = unsafe { kept_optional_text(password) }?;
    Ok(dns_credentials_of(user, domain, password.unwrap_or_default()))
}

fn dns_credentials_of(user: Option<Text>, domain: Option<Text>, password: Text) -> Command {
    Command::Settings(SettingsCommand::SetDnsCredentials(DnsCredentials {
        user: user.unwrap_or_default(),
        domain: domain.unwrap_or_default(),
        password: Secret::given(password),
    }))
}

/// The addresses on which the records of a scope and its pool disagree.
pub(crate) fn scan_list(found: &[(Address, Disagreement)]) -> Result<Given<DHCP_SCAN_LIST>, Failure> {
    let item = |(address, disagreement): &(Address, Disagreement)| DHCP_SCAN_ITEM {
        IpAddress: *address,
        ScanFlag: MaybeUninit::new(match disagreement {
            Disagreement::Free => DHCP_SCAN_FLAG::DhcpRegistryFix,
            Disagreement::Unrecorded => DHCP_SCAN_FLAG::DhcpDatabaseFix,
        }),
    };
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_SCAN_LIST {
            NumScanItems: count(found.len())?,
            ScanItems: blocks.array(found.iter().map(item))?,
        })
    })?;
    blocks.rooted(root)
}

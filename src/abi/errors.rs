//! The error numbers. Each stands here once; `include/dhcpsapi_errors.h` is written from the same table.

use std::ffi::CStr;

use crate::abi::win::DWORD;

/// A string for C of one that ends with its only NUL.
pub(crate) const fn c_text(text: &'static str) -> &'static CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => c"",
    }
}

/// Makes a constant of each number, and the table of all of them.
macro_rules! error_numbers {
    ($($number:literal $name:ident $meaning:literal)*) => {
        $(#[doc = $meaning] pub(crate) const $name: DWORD = $number;)*

        /// Every error number in ascending order: number, name, meaning.
        pub static TABLE: &[(DWORD, &str, &str)] = &[$(($name, stringify!($name), $meaning)),*];

        /// The table with C strings.
        pub(crate) static C_TABLE: &[(DWORD, &CStr, &CStr)] =
            &[$(($name, c_text(concat!(stringify!($name), "\0")), c_text(concat!($meaning, "\0")))),*];
    };
}

error_numbers! {
    0 ERROR_SUCCESS "The call did what it was asked to do."
    2 ERROR_FILE_NOT_FOUND "What was looked for does not exist."
    3 ERROR_PATH_NOT_FOUND "A directory does not exist."
    5 ERROR_ACCESS_DENIED "The caller may not do this."
    8 ERROR_NOT_ENOUGH_MEMORY "There is no memory for the result."
    50 ERROR_NOT_SUPPORTED "The request is not supported."
    87 ERROR_INVALID_PARAMETER "An argument is NULL, out of range, or not well formed."
    112 ERROR_DISK_FULL "The registry has no room to grow: its disk is full, or its file may not grow."
    120 ERROR_CALL_NOT_IMPLEMENTED "The function, or this use of it, is not implemented."
    122 ERROR_INSUFFICIENT_BUFFER "A buffer has no room for the result."
    123 ERROR_INVALID_NAME "A name has a character that it cannot have."
    234 ERROR_MORE_DATA "The reply is valid and more of it remains."
    259 ERROR_NO_MORE_ITEMS "The enumeration has nothing left to return."
    534 ERROR_ARITHMETIC_OVERFLOW "A number is too large."
    1056 ERROR_SERVICE_ALREADY_RUNNING "The service has been started."
    1062 ERROR_SERVICE_NOT_ACTIVE "The service has not been started."
    1247 ERROR_ALREADY_INITIALIZED "This can be said only before the first call, and one was made."
    1359 ERROR_INTERNAL_ERROR "The library has met a fault of its own; nothing was changed."
    1392 ERROR_FILE_CORRUPT "The registry is damaged."
    1398 ERROR_TIME_SKEW "The clock of this host differs too much from the registry's."
    1460 ERROR_TIMEOUT "Nobody answered, or nothing happened, in time."
    1722 RPC_S_SERVER_UNAVAILABLE "The server is unknown or cannot be reached."
    1723 RPC_S_SERVER_TOO_BUSY "The server is too busy to do it."
    1726 RPC_S_CALL_FAILED "The remote call failed."
    1745 RPC_S_PROCNUM_OUT_OF_RANGE "The server does not know this function."
    1780 RPC_X_NULL_REF_POINTER "A pointer that must not be NULL is NULL."
    20000 ERROR_DHCP_REGISTRY_INIT_FAILED "The settings that the server starts with are wrong."
    20001 ERROR_DHCP_DATABASE_INIT_FAILED "The database of leases cannot be opened."
    20002 ERROR_DHCP_RPC_INIT_FAILED "The server cannot offer its remote interface."
    20003 ERROR_DHCP_NETWORK_INIT_FAILED "The server cannot open its network socket."
    20004 ERROR_DHCP_SUBNET_EXITS "The subnet exists already."
    20005 ERROR_DHCP_SUBNET_NOT_PRESENT "The subnet does not exist."
    20006 ERROR_DHCP_PRIMARY_NOT_FOUND "The subnet has no primary host."
    20007 ERROR_DHCP_ELEMENT_CANT_REMOVE "The element is in use and cannot be removed."
    20009 ERROR_DHCP_OPTION_EXITS "The option exists already."
    20010 ERROR_DHCP_OPTION_NOT_PRESENT "The option does not exist."
    20011 ERROR_DHCP_ADDRESS_NOT_AVAILABLE "The address is not available."
    20012 ERROR_DHCP_RANGE_FULL "Every address of the range is leased."
    20013 ERROR_DHCP_JET_ERROR "There is no such record in the database of leases, or there is one already."
    20014 ERROR_DHCP_CLIENT_EXISTS "The client exists already."
    20015 ERROR_DHCP_INVALID_DHCP_MESSAGE "A message is not valid."
    20016 ERROR_DHCP_INVALID_DHCP_CLIENT "The client is unknown, or its message is not valid."
    20017 ERROR_DHCP_SERVICE_PAUSED "The service is paused."
    20018 ERROR_DHCP_NOT_RESERVED_CLIENT "The client has no reservation."
    20019 ERROR_DHCP_RESERVED_CLIENT "The client has a reservation."
    20020 ERROR_DHCP_RANGE_TOO_SMALL "The range is too small."
    20021 ERROR_DHCP_IPRANGE_EXITS "The range exists already."
    20022 ERROR_DHCP_RESERVEDIP_EXITS "The address or the client already has a reservation."
    20023 ERROR_DHCP_INVALID_RANGE "The range is not valid, or overlaps another."
    20024 ERROR_DHCP_RANGE_EXTENDED "The range extends one that exists."
    20025 ERROR_EXTEND_TOO_SMALL "The range must grow by a multiple of 32 addresses."
    20026 WARNING_EXTENDED_LESS "The range has grown by less than was asked for."
    20027 ERROR_DHCP_JET_CONV_REQUIRED "The database must be converted first."
    20028 ERROR_SERVER_INVALID_BOOT_FILE_TABLE "The boot file table is not valid."
    20029 ERROR_SERVER_UNKNOWN_BOOT_FILE_NAME "The boot file name is not in the table."
    20030 ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG "The name of the superscope is too long."
    20032 ERROR_DHCP_IP_ADDRESS_IN_USE "The address is in use."
    20033 ERROR_DHCP_LOG_FILE_PATH_TOO_LONG "The path of the audit log is too long."
    20034 ERROR_DHCP_UNSUPPORTED_CLIENT "The address is valid, but not served by this server."
    20035 ERROR_DHCP_SERVER_INTERFACE_NOTIFICATION_EVENT "A change of the network interfaces was missed."
    20036 ERROR_DHCP_JET97_CONV_REQUIRED "The database must be converted from its 1997 format first."
    20037 ERROR_DHCP_ROGUE_INIT_FAILED "The server cannot find out whether it may run."
    20038 ERROR_DHCP_ROGUE_SAMSHUTDOWN "The server stops because another one is active."
    20039 ERROR_DHCP_ROGUE_NOT_AUTHORIZED "The server is not authorised to run."
    20040 ERROR_DHCP_ROGUE_DS_UNREACHABLE "The directory cannot be reached."
    20041 ERROR_DHCP_ROGUE_DS_CONFLICT "The directory holds contradictory authorisations."
    20042 ERROR_DHCP_ROGUE_NOT_OUR_ENTERPRISE "The other server belongs to another enterprise."
    20043 ERROR_DHCP_ROGUE_STANDALONE_IN_DS "A server outside any domain has found a directory."
    20044 ERROR_DHCP_CLASS_NOT_FOUND "The class does not exist."
    20045 ERROR_DHCP_CLASS_ALREADY_EXISTS "The class exists already."
    20046 ERROR_DHCP_SCOPE_NAME_TOO_LONG "The name of the scope is longer than 256 characters."
    20047 ERROR_DHCP_DEFAULT_SCOPE_EXITS "There is a default scope already."
    20048 ERROR_DHCP_CANT_CHANGE_ATTRIBUTE "Dynamic BOOTP cannot be switched on or off here."
    20049 ERROR_DHCP_IPRANGE_CONV_ILLEGAL "The type of the range cannot be changed while it has such clients."
    20050 ERROR_DHCP_NETWORK_CHANGED "The network has changed; try again."
    20051 ERROR_DHCP_CANNOT_MODIFY_BINDINGS "The binding of this interface cannot be changed."
    20052 ERROR_DHCP_SUBNET_EXISTS "The subnet exists already, or overlaps another."
    20053 ERROR_DHCP_MSCOPE_EXISTS "The multicast scope exists already, or overlaps another."
    20054 ERROR_MSCOPE_RANGE_TOO_SMALL "A multicast range needs at least 256 addresses."
    20055 ERROR_DHCP_EXEMPTION_EXISTS "The exemption exists already."
    20056 ERROR_DHCP_EXEMPTION_NOT_PRESENT "The exemption does not exist."
    20057 ERROR_DHCP_INVALID_PARAMETER_OPTION32 "The value of option 32 is not valid."
    20070 ERROR_DDS_NO_DS_AVAILABLE "No directory is available."
    20071 ERROR_DDS_NO_DHCP_ROOT "The directory has no root object for DHCP."
    20072 ERROR_DDS_UNEXPECTED_ERROR "The directory answered with an unexpected error."
    20073 ERROR_DDS_TOO_MANY_ERRORS "There were too many errors."
    20074 ERROR_DDS_DHCP_SERVER_NOT_FOUND "The directory does not list the server."
    20075 ERROR_DDS_OPTION_ALREADY_EXISTS "The directory has the option already."
    20076 ERROR_DDS_OPTION_DOES_NOT_EXIST "The directory does not have the option."
    20077 ERROR_DDS_CLASS_EXISTS "The directory has the class already."
    20078 ERROR_DDS_CLASS_DOES_NOT_EXIST "The directory does not have the class."
    20079 ERROR_DDS_SERVER_ALREADY_EXISTS "The directory lists the server already."
    20080 ERROR_DDS_SERVER_DOES_NOT_EXIST "The server is not in the directory."
    20081 ERROR_DDS_SERVER_ADDRESS_MISMATCH "Name and address of the server do not belong together."
    20082 ERROR_DDS_SUBNET_EXISTS "The directory has the subnet already."
    20083 ERROR_DDS_SUBNET_HAS_DIFF_SSCOPE "The subnet belongs to another superscope."
    20084 ERROR_DDS_SUBNET_NOT_PRESENT "The directory does not have the subnet."
    20085 ERROR_DDS_RESERVATION_NOT_PRESENT "The directory does not have the reservation."
    20086 ERROR_DDS_RESERVATION_CONFLICT "The reservation conflicts with another one in the directory."
    20087 ERROR_DDS_POSSIBLE_RANGE_CONFLICT "The range may conflict with another one in the directory."
    20088 ERROR_DDS_RANGE_DOES_NOT_EXIST "The directory does not have the range."
    20089 ERROR_DHCP_DELETE_BUILTIN_CLASS "A class that is built in cannot be deleted."
    20091 ERROR_DHCP_INVALID_SUBNET_PREFIX "The IPv6 prefix is link-local, or not unicast."
    20092 ERROR_DHCP_INVALID_DELAY "The delay must be 0 to 1000 milliseconds."
    20093 ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS "The hardware address is already in one of the filter lists."
    20094 ERROR_DHCP_LINKLAYER_ADDRESS_RESERVATION_EXISTS "The hardware address has a reservation."
    20095 ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST "The hardware address is in neither filter list."
    20101 ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT "The hardware type is exempt already."
    20102 ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE "The hardware type is not defined."
    20103 ERROR_DHCP_OPTION_TYPE_MISMATCH "The option has different types on the two servers."
    20104 ERROR_DHCP_POLICY_BAD_PARENT_EXPR "The parent expression does not exist."
    20105 ERROR_DHCP_POLICY_EXISTS "The policy exists already."
    20106 ERROR_DHCP_POLICY_RANGE_EXISTS "The scope already has a policy with this range."
    20107 ERROR_DHCP_POLICY_RANGE_BAD "The range of the policy does not suit its scope."
    20108 ERROR_DHCP_RANGE_INVALID_IN_SERVER_POLICY "A policy of the server cannot have ranges."
    20109 ERROR_DHCP_INVALID_POLICY_EXPRESSION "The expression of the policy is not valid."
    20110 ERROR_DHCP_INVALID_PROCESSING_ORDER "The processing order of the policy is not valid."
    20111 ERROR_DHCP_POLICY_NOT_FOUND "The policy does not exist."
    20112 ERROR_SCOPE_RANGE_POLICY_RANGE_CONFLICT "The range of the scope cannot change because of the range of a policy."
    20113 ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP "The scope is already in a failover relationship."
    20114 ERROR_DHCP_FO_RELATIONSHIP_EXISTS "The failover relationship exists already."
    20115 ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST "The failover relationship does not exist."
    20116 ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP "The scope is not in a failover relationship, or not in this one."
    20117 ERROR_DHCP_FO_RELATION_IS_SECONDARY "The server is the secondary of the relationship."
    20118 ERROR_DHCP_FO_NOT_SUPPORTED "Failover is not supported."
    20119 ERROR_DHCP_FO_TIME_OUT_OF_SYNC "The clocks of the partners differ too much."
    20120 ERROR_DHCP_FO_STATE_NOT_NORMAL "The relationship is not in the state NORMAL."
    20121 ERROR_DHCP_NO_ADMIN_PERMISSION "The caller has no administrative rights on the server."
    20122 ERROR_DHCP_SERVER_NOT_REACHABLE "The server cannot be reached."
    20123 ERROR_DHCP_SERVER_NOT_RUNNING "The DHCP service does not run on the server."
    20124 ERROR_DHCP_SERVER_NAME_NOT_RESOLVED "The name of the server cannot be resolved."
    20125 ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG "The name of the relationship is longer than 126 characters."
    20126 ERROR_DHCP_REACHED_END_OF_SELECTION "The search for free addresses has reached the end of the selection."
    20127 ERROR_DHCP_FO_ADDSCOPE_LEASES_NOT_SYNCED "The leases of the added scopes could not be copied to the partner."
    20128 ERROR_DHCP_FO_MAX_RELATIONSHIPS "The server has 31 relationships already."
    20129 ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL "The range type of a failover scope cannot become BOOTP or both."
    20130 ERROR_DHCP_FO_MAX_ADD_SCOPES "One call can add at most 400 scopes."
    20131 ERROR_DHCP_FO_BOOT_NOT_SUPPORTED "A scope that serves BOOTP cannot be in a failover relationship."
    20132 ERROR_DHCP_FO_RANGE_PART_OF_REL "The range belongs to a failover scope and cannot be deleted."
    20133 ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS "The relationship is still re-integrating with the partner."
    20134 ERROR_DHCP_FO_FEATURE_NOT_SUPPORTED "The feature is not supported together with failover."
    20135 ERROR_DHCP_POLICY_FQDN_RANGE_UNSUPPORTED "A policy with a condition on the client name cannot have ranges."
    20136 ERROR_DHCP_POLICY_FQDN_OPTION_UNSUPPORTED "A policy with a condition on the client name cannot have option values."
    20137 ERROR_DHCP_POLICY_EDIT_FQDN_UNSUPPORTED "The policy cannot get a condition on the client name."
    20138 ERROR_DHCP_NAP_NOT_SUPPORTED "Network access protection is not supported."
    20139 ERROR_LAST_DHCP_SERVER_ERROR "End of the DHCP error numbers; not an error."
}

/// Further spellings: the name, and the name in the table that has the same number. The SDK's header
/// misspells five names, and other headers and documents spell some more in another way.
/// `ERROR_DHCP_SUBNET_EXISTS` is not among them: it is a name of its own, 20052.
pub static ALIASES: &[(&str, &str)] = &[
    ("NO_ERROR", "ERROR_SUCCESS"),
    ("ERROR_DHCP_OPTION_EXISTS", "ERROR_DHCP_OPTION_EXITS"),
    ("ERROR_DHCP_INVALID_CLIENT", "ERROR_DHCP_INVALID_DHCP_CLIENT"),
    ("ERROR_DHCP_IPRANGE_EXISTS", "ERROR_DHCP_IPRANGE_EXITS"),
    ("ERROR_DHCP_RESERVEDIP_EXISTS", "ERROR_DHCP_RESERVEDIP_EXITS"),
    ("ERROR_DHCP_RANGE_EXTENSION_TOO_SMALL", "ERROR_EXTEND_TOO_SMALL"),
    ("ERROR_DHCP_WARNING_RANGE_EXTENDED_LESS", "WARNING_EXTENDED_LESS"),
    ("ERROR_DHCP_SERVER_INVALID_BOOT_FILE_TABLE", "ERROR_SERVER_INVALID_BOOT_FILE_TABLE"),
    ("ERROR_DHCP_SERVER_UNKNOWN_BOOT_FILE_NAME", "ERROR_SERVER_UNKNOWN_BOOT_FILE_NAME"),
    ("ERROR_DHCP_STANDALONE_IN_DS", "ERROR_DHCP_ROGUE_STANDALONE_IN_DS"),
    ("ERROR_DHCP_DEFAULT_SCOPE_EXISTS", "ERROR_DHCP_DEFAULT_SCOPE_EXITS"),
    ("ERROR_DHCP_MSCOPE_RANGE_TOO_SMALL", "ERROR_MSCOPE_RANGE_TOO_SMALL"),
    ("ERROR_DDS_SUBNET_HAS_DIFF_SUPER_SCOPE", "ERROR_DDS_SUBNET_HAS_DIFF_SSCOPE"),
];

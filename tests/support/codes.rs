//! The error numbers that tests expect, as the SDK's headers have them (winerror.h, dhcpsapi.h). They are literals, and
//! not the library's own. The names are the SDK's without `ERROR_`, `ERROR_DHCP_`, `ERROR_DHCP_FO_`, `ERROR_DDS_` or
//! `RPC_S_`.

pub const FILE_NOT_FOUND: u32 = 2;
pub const NOT_ENOUGH_MEMORY: u32 = 8;
pub const NOT_SUPPORTED: u32 = 50;
pub const INVALID_PARAMETER: u32 = 87;
pub const CALL_NOT_IMPLEMENTED: u32 = 120;
pub const INSUFFICIENT_BUFFER: u32 = 122;
pub const INVALID_NAME: u32 = 123;
pub const MORE_DATA: u32 = 234;
pub const NO_MORE_ITEMS: u32 = 259;
pub const ARITHMETIC_OVERFLOW: u32 = 534;
pub const SERVICE_ALREADY_RUNNING: u32 = 1056;
pub const SERVICE_NOT_ACTIVE: u32 = 1062;
pub const ALREADY_INITIALIZED: u32 = 1247;
pub const TIMEOUT: u32 = 1460;
pub const SERVER_UNAVAILABLE: u32 = 1722;

pub const DATABASE_INIT_FAILED: u32 = 20001;
pub const SUBNET_NOT_PRESENT: u32 = 20005;
pub const ELEMENT_CANT_REMOVE: u32 = 20007;
pub const ADDRESS_NOT_AVAILABLE: u32 = 20011;
pub const RANGE_FULL: u32 = 20012;
pub const JET_ERROR: u32 = 20013;
pub const CLIENT_EXISTS: u32 = 20014;
pub const INVALID_DHCP_CLIENT: u32 = 20016;
pub const NOT_RESERVED_CLIENT: u32 = 20018;
pub const RESERVED_CLIENT: u32 = 20019;
pub const IPRANGE_EXITS: u32 = 20021;
pub const RESERVEDIP_EXITS: u32 = 20022;
pub const INVALID_RANGE: u32 = 20023;
pub const LOG_FILE_PATH_TOO_LONG: u32 = 20033;
pub const IPRANGE_CONV_ILLEGAL: u32 = 20049;
pub const NETWORK_CHANGED: u32 = 20050;
pub const CANNOT_MODIFY_BINDINGS: u32 = 20051;
pub const SUBNET_EXISTS: u32 = 20052;
pub const SERVER_ALREADY_EXISTS: u32 = 20079;
pub const SERVER_DOES_NOT_EXIST: u32 = 20080;
pub const SERVER_ADDRESS_MISMATCH: u32 = 20081;

pub const SCOPE_ALREADY_IN_RELATIONSHIP: u32 = 20113;
pub const RELATIONSHIP_EXISTS: u32 = 20114;
pub const RELATIONSHIP_DOES_NOT_EXIST: u32 = 20115;
pub const SCOPE_NOT_IN_RELATIONSHIP: u32 = 20116;
pub const RELATION_IS_SECONDARY: u32 = 20117;
pub const TIME_OUT_OF_SYNC: u32 = 20119;
pub const STATE_NOT_NORMAL: u32 = 20120;
pub const SERVER_NOT_RUNNING: u32 = 20123;
pub const SERVER_NAME_NOT_RESOLVED: u32 = 20124;
pub const RELATIONSHIP_NAME_TOO_LONG: u32 = 20125;
pub const REACHED_END_OF_SELECTION: u32 = 20126;
pub const MAX_RELATIONSHIPS: u32 = 20128;
pub const IPRANGE_TYPE_CONV_ILLEGAL: u32 = 20129;
pub const MAX_ADD_SCOPES: u32 = 20130;
pub const RANGE_PART_OF_REL: u32 = 20132;
pub const SCOPE_SYNC_IN_PROGRESS: u32 = 20133;
pub const NAP_NOT_SUPPORTED: u32 = 20138;

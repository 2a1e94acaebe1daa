/**
 * @file dhcpsapi_errors.h
 * The numbers that the functions of dhcpsapi.h return.
 *
 * Each is defined only if no other header has done it before. Five names are misspelt in the SDK
 * (EXITS); both spellings are here, except that ERROR_DHCP_SUBNET_EXISTS is a number of its own.
 */
/* Made from src/abi/errors.rs; after a change there: BLESS=1 cargo test --test header */
#ifndef DHCPSAPI_ERRORS_H
#define DHCPSAPI_ERRORS_H

/** The call did what it was asked to do. */
#ifndef ERROR_SUCCESS
#  define ERROR_SUCCESS 0
#endif

/** What was looked for does not exist. */
#ifndef ERROR_FILE_NOT_FOUND
#  define ERROR_FILE_NOT_FOUND 2
#endif

/** A directory does not exist. */
#ifndef ERROR_PATH_NOT_FOUND
#  define ERROR_PATH_NOT_FOUND 3
#endif

/** The caller may not do this. */
#ifndef ERROR_ACCESS_DENIED
#  define ERROR_ACCESS_DENIED 5
#endif

/** There is no memory for the result. */
#ifndef ERROR_NOT_ENOUGH_MEMORY
#  define ERROR_NOT_ENOUGH_MEMORY 8
#endif

/** The request is not supported. */
#ifndef ERROR_NOT_SUPPORTED
#  define ERROR_NOT_SUPPORTED 50
#endif

/** An argument is NULL, out of range, or not well formed. */
#ifndef ERROR_INVALID_PARAMETER
#  define ERROR_INVALID_PARAMETER 87
#endif

/** The registry has no room to grow: its disk is full, or its file may not grow. */
#ifndef ERROR_DISK_FULL
#  define ERROR_DISK_FULL 112
#endif

/** The function, or this use of it, is not implemented. */
#ifndef ERROR_CALL_NOT_IMPLEMENTED
#  define ERROR_CALL_NOT_IMPLEMENTED 120
#endif

/** A buffer has no room for the result. */
#ifndef ERROR_INSUFFICIENT_BUFFER
#  define ERROR_INSUFFICIENT_BUFFER 122
#endif

/** A name has a character that it cannot have. */
#ifndef ERROR_INVALID_NAME
#  define ERROR_INVALID_NAME 123
#endif

/** The reply is valid and more of it remains. */
#ifndef ERROR_MORE_DATA
#  define ERROR_MORE_DATA 234
#endif

/** The enumeration has nothing left to return. */
#ifndef ERROR_NO_MORE_ITEMS
#  define ERROR_NO_MORE_ITEMS 259
#endif

/** A number is too large. */
#ifndef ERROR_ARITHMETIC_OVERFLOW
#  define ERROR_ARITHMETIC_OVERFLOW 534
#endif

/** The service has been started. */
#ifndef ERROR_SERVICE_ALREADY_RUNNING
#  define ERROR_SERVICE_ALREADY_RUNNING 1056
#endif

/** The service has not been started. */
#ifndef ERROR_SERVICE_NOT_ACTIVE
#  define ERROR_SERVICE_NOT_ACTIVE 1062
#endif

/** This can be said only before the first call, and one was made. */
#ifndef ERROR_ALREADY_INITIALIZED
#  define ERROR_ALREADY_INITIALIZED 1247
#endif

/** The library has met a fault of its own; nothing was changed. */
#ifndef ERROR_INTERNAL_ERROR
#  define ERROR_INTERNAL_ERROR 1359
#endif

/** The registry is damaged. */
#ifndef ERROR_FILE_CORRUPT
#  define ERROR_FILE_CORRUPT 1392
#endif

/** The clock of this host differs too much from the registry's. */
#ifndef ERROR_TIME_SKEW
#  define ERROR_TIME_SKEW 1398
#endif

/** Nobody answered, or nothing happened, in time. */
#ifndef ERROR_TIMEOUT
#  define ERROR_TIMEOUT 1460
#endif

/** The server is unknown or cannot be reached. */
#ifndef RPC_S_SERVER_UNAVAILABLE
#  define RPC_S_SERVER_UNAVAILABLE 1722
#endif

/** The server is too busy to do it. */
#ifndef RPC_S_SERVER_TOO_BUSY
#  define RPC_S_SERVER_TOO_BUSY 1723
#endif

/** The remote call failed. */
#ifndef RPC_S_CALL_FAILED
#  define RPC_S_CALL_FAILED 1726
#endif

/** The server does not know this function. */
#ifndef RPC_S_PROCNUM_OUT_OF_RANGE
#  define RPC_S_PROCNUM_OUT_OF_RANGE 1745
#endif

/** A pointer that must not be NULL is NULL. */
#ifndef RPC_X_NULL_REF_POINTER
#  define RPC_X_NULL_REF_POINTER 1780
#endif

/** The settings that the server starts with are wrong. */
#ifndef ERROR_DHCP_REGISTRY_INIT_FAILED
#  define ERROR_DHCP_REGISTRY_INIT_FAILED 20000
#endif

/** The database of leases cannot be opened. */
#ifndef ERROR_DHCP_DATABASE_INIT_FAILED
#  define ERROR_DHCP_DATABASE_INIT_FAILED 20001
#endif

/** The server cannot offer its remote interface. */
#ifndef ERROR_DHCP_RPC_INIT_FAILED
#  define ERROR_DHCP_RPC_INIT_FAILED 20002
#endif

/** The server cannot open its network socket. */
#ifndef ERROR_DHCP_NETWORK_INIT_FAILED
#  define ERROR_DHCP_NETWORK_INIT_FAILED 20003
#endif

/** The subnet exists already. */
#ifndef ERROR_DHCP_SUBNET_EXITS
#  define ERROR_DHCP_SUBNET_EXITS 20004
#endif

/** The subnet does not exist. */
#ifndef ERROR_DHCP_SUBNET_NOT_PRESENT
#  define ERROR_DHCP_SUBNET_NOT_PRESENT 20005
#endif

/** The subnet has no primary host. */
#ifndef ERROR_DHCP_PRIMARY_NOT_FOUND
#  define ERROR_DHCP_PRIMARY_NOT_FOUND 20006
#endif

/** The element is in use and cannot be removed. */
#ifndef ERROR_DHCP_ELEMENT_CANT_REMOVE
#  define ERROR_DHCP_ELEMENT_CANT_REMOVE 20007
#endif

/** The option exists already. */
#ifndef ERROR_DHCP_OPTION_EXITS
#  define ERROR_DHCP_OPTION_EXITS 20009
#endif

/** The option does not exist. */
#ifndef ERROR_DHCP_OPTION_NOT_PRESENT
#  define ERROR_DHCP_OPTION_NOT_PRESENT 20010
#endif

/** The address is not available. */
#ifndef ERROR_DHCP_ADDRESS_NOT_AVAILABLE
#  define ERROR_DHCP_ADDRESS_NOT_AVAILABLE 20011
#endif

/** Every address of the range is leased. */
#ifndef ERROR_DHCP_RANGE_FULL
#  define ERROR_DHCP_RANGE_FULL 20012
#endif

/** There is no such record in the database of leases, or there is one already. */
#ifndef ERROR_DHCP_JET_ERROR
#  define ERROR_DHCP_JET_ERROR 20013
#endif

/** The client exists already. */
#ifndef ERROR_DHCP_CLIENT_EXISTS
#  define ERROR_DHCP_CLIENT_EXISTS 20014
#endif

/** A message is not valid. */
#ifndef ERROR_DHCP_INVALID_DHCP_MESSAGE
#  define ERROR_DHCP_INVALID_DHCP_MESSAGE 20015
#endif

/** The client is unknown, or its message is not valid. */
#ifndef ERROR_DHCP_INVALID_DHCP_CLIENT
#  define ERROR_DHCP_INVALID_DHCP_CLIENT 20016
#endif

/** The service is paused. */
#ifndef ERROR_DHCP_SERVICE_PAUSED
#  define ERROR_DHCP_SERVICE_PAUSED 20017
#endif

/** The client has no reservation. */
#ifndef ERROR_DHCP_NOT_RESERVED_CLIENT
#  define ERROR_DHCP_NOT_RESERVED_CLIENT 20018
#endif

/** The client has a reservation. */
#ifndef ERROR_DHCP_RESERVED_CLIENT
#  define ERROR_DHCP_RESERVED_CLIENT 20019
#endif

/** The range is too small. */
#ifndef ERROR_DHCP_RANGE_TOO_SMALL
#  define ERROR_DHCP_RANGE_TOO_SMALL 20020
#endif

/** The range exists already. */
#ifndef ERROR_DHCP_IPRANGE_EXITS
#  define ERROR_DHCP_IPRANGE_EXITS 20021
#endif

/** The address or the client already has a reservation. */
#ifndef ERROR_DHCP_RESERVEDIP_EXITS
#  define ERROR_DHCP_RESERVEDIP_EXITS 20022
#endif

/** The range is not valid, or overlaps another. */
#ifndef ERROR_DHCP_INVALID_RANGE
#  define ERROR_DHCP_INVALID_RANGE 20023
#endif

/** The range extends one that exists. */
#ifndef ERROR_DHCP_RANGE_EXTENDED
#  define ERROR_DHCP_RANGE_EXTENDED 20024
#endif

/** The range must grow by a multiple of 32 addresses. */
#ifndef ERROR_EXTEND_TOO_SMALL
#  define ERROR_EXTEND_TOO_SMALL 20025
#endif

/** The range has grown by less than was asked for. */
#ifndef WARNING_EXTENDED_LESS
#  define WARNING_EXTENDED_LESS 20026
#endif

/** The database must be converted first. */
#ifndef ERROR_DHCP_JET_CONV_REQUIRED
#  define ERROR_DHCP_JET_CONV_REQUIRED 20027
#endif

/** The boot file table is not valid. */
#ifndef ERROR_SERVER_INVALID_BOOT_FILE_TABLE
#  define ERROR_SERVER_INVALID_BOOT_FILE_TABLE 20028
#endif

/** The boot file name is not in the table. */
#ifndef ERROR_SERVER_UNKNOWN_BOOT_FILE_NAME
#  define ERROR_SERVER_UNKNOWN_BOOT_FILE_NAME 20029
#endif

/** The name of the superscope is too long. */
#ifndef ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG
#  define ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG 20030
#endif

/** The address is in use. */
#ifndef ERROR_DHCP_IP_ADDRESS_IN_USE
#  define ERROR_DHCP_IP_ADDRESS_IN_USE 20032
#endif

/** The path of the audit log is too long. */
#ifndef ERROR_DHCP_LOG_FILE_PATH_TOO_LONG
#  define ERROR_DHCP_LOG_FILE_PATH_TOO_LONG 20033
#endif

/** The address is valid, but not served by this server. */
#ifndef ERROR_DHCP_UNSUPPORTED_CLIENT
#  define ERROR_DHCP_UNSUPPORTED_CLIENT 20034
#endif

/** A change of the network interfaces was missed. */
#ifndef ERROR_DHCP_SERVER_INTERFACE_NOTIFICATION_EVENT
#  define ERROR_DHCP_SERVER_INTERFACE_NOTIFICATION_EVENT 20035
#endif

/** The database must be converted from its 1997 format first. */
#ifndef ERROR_DHCP_JET97_CONV_REQUIRED
#  define ERROR_DHCP_JET97_CONV_REQUIRED 20036
#endif

/** The server cannot find out whether it may run. */
#ifndef ERROR_DHCP_ROGUE_INIT_FAILED
#  define ERROR_DHCP_ROGUE_INIT_FAILED 20037
#endif

/** The server stops because another one is active. */
#ifndef ERROR_DHCP_ROGUE_SAMSHUTDOWN
#  define ERROR_DHCP_ROGUE_SAMSHUTDOWN 20038
#endif

/** The server is not authorised to run. */
#ifndef ERROR_DHCP_ROGUE_NOT_AUTHORIZED
#  define ERROR_DHCP_ROGUE_NOT_AUTHORIZED 20039
#endif

/** The directory cannot be reached. */
#ifndef ERROR_DHCP_ROGUE_DS_UNREACHABLE
#  define ERROR_DHCP_ROGUE_DS_UNREACHABLE 20040
#endif

/** The directory holds contradictory authorisations. */
#ifndef ERROR_DHCP_ROGUE_DS_CONFLICT
#  define ERROR_DHCP_ROGUE_DS_CONFLICT 20041
#endif

/** The other server belongs to another enterprise. */
#ifndef ERROR_DHCP_ROGUE_NOT_OUR_ENTERPRISE
#  define ERROR_DHCP_ROGUE_NOT_OUR_ENTERPRISE 20042
#endif

/** A server outside any domain has found a directory. */
#ifndef ERROR_DHCP_ROGUE_STANDALONE_IN_DS
#  define ERROR_DHCP_ROGUE_STANDALONE_IN_DS 20043
#endif

/** The class does not exist. */
#ifndef ERROR_DHCP_CLASS_NOT_FOUND
#  define ERROR_DHCP_CLASS_NOT_FOUND 20044
#endif

/** The class exists already. */
#ifndef ERROR_DHCP_CLASS_ALREADY_EXISTS
#  define ERROR_DHCP_CLASS_ALREADY_EXISTS 20045
#endif

/** The name of the scope is longer than 256 characters. */
#ifndef ERROR_DHCP_SCOPE_NAME_TOO_LONG
#  define ERROR_DHCP_SCOPE_NAME_TOO_LONG 20046
#endif

/** There is a default scope already. */
#ifndef ERROR_DHCP_DEFAULT_SCOPE_EXITS
#  define ERROR_DHCP_DEFAULT_SCOPE_EXITS 20047
#endif

/** Dynamic BOOTP cannot be switched on or off here. */
#ifndef ERROR_DHCP_CANT_CHANGE_ATTRIBUTE
#  define ERROR_DHCP_CANT_CHANGE_ATTRIBUTE 20048
#endif

/** The type of the range cannot be changed while it has such clients. */
#ifndef ERROR_DHCP_IPRANGE_CONV_ILLEGAL
#  define ERROR_DHCP_IPRANGE_CONV_ILLEGAL 20049
#endif

/** The network has changed; try again. */
#ifndef ERROR_DHCP_NETWORK_CHANGED
#  define ERROR_DHCP_NETWORK_CHANGED 20050
#endif

/** The binding of this interface cannot be changed. */
#ifndef ERROR_DHCP_CANNOT_MODIFY_BINDINGS
#  define ERROR_DHCP_CANNOT_MODIFY_BINDINGS 20051
#endif

/** The subnet exists already, or overlaps another. */
#ifndef ERROR_DHCP_SUBNET_EXISTS
#  define ERROR_DHCP_SUBNET_EXISTS 20052
#endif

/** The multicast scope exists already, or overlaps another. */
#ifndef ERROR_DHCP_MSCOPE_EXISTS
#  define ERROR_DHCP_MSCOPE_EXISTS 20053
#endif

/** A multicast range needs at least 256 addresses. */
#ifndef ERROR_MSCOPE_RANGE_TOO_SMALL
#  define ERROR_MSCOPE_RANGE_TOO_SMALL 20054
#endif

/** The exemption exists already. */
#ifndef ERROR_DHCP_EXEMPTION_EXISTS
#  define ERROR_DHCP_EXEMPTION_EXISTS 20055
#endif

/** The exemption does not exist. */
#ifndef ERROR_DHCP_EXEMPTION_NOT_PRESENT
#  define ERROR_DHCP_EXEMPTION_NOT_PRESENT 20056
#endif

/** The value of option 32 is not valid. */
#ifndef ERROR_DHCP_INVALID_PARAMETER_OPTION32
#  define ERROR_DHCP_INVALID_PARAMETER_OPTION32 20057
#endif

/** No directory is available. */
#ifndef ERROR_DDS_NO_DS_AVAILABLE
#  define ERROR_DDS_NO_DS_AVAILABLE 20070
#endif

/** The directory has no root object for DHCP. */
#ifndef ERROR_DDS_NO_DHCP_ROOT
#  define ERROR_DDS_NO_DHCP_ROOT 20071
#endif

/** The directory answered with an unexpected error. */
#ifndef ERROR_DDS_UNEXPECTED_ERROR
#  define ERROR_DDS_UNEXPECTED_ERROR 20072
#endif

/** There were too many errors. */
#ifndef ERROR_DDS_TOO_MANY_ERRORS
#  define ERROR_DDS_TOO_MANY_ERRORS 20073
#endif

/** The directory does not list the server. */
#ifndef ERROR_DDS_DHCP_SERVER_NOT_FOUND
#  define ERROR_DDS_DHCP_SERVER_NOT_FOUND 20074
#endif

/** The directory has the option already. */
#ifndef ERROR_DDS_OPTION_ALREADY_EXISTS
#  define ERROR_DDS_OPTION_ALREADY_EXISTS 20075
#endif

/** The directory does not have the option. */
#ifndef ERROR_DDS_OPTION_DOES_NOT_EXIST
#  define ERROR_DDS_OPTION_DOES_NOT_EXIST 20076
#endif

/** The directory has the class already. */
#ifndef ERROR_DDS_CLASS_EXISTS
#  define ERROR_DDS_CLASS_EXISTS 20077
#endif

/** The directory does not have the class. */
#ifndef ERROR_DDS_CLASS_DOES_NOT_EXIST
#  define ERROR_DDS_CLASS_DOES_NOT_EXIST 20078
#endif

/** The directory lists the server already. */
#ifndef ERROR_DDS_SERVER_ALREADY_EXISTS
#  define ERROR_DDS_SERVER_ALREADY_EXISTS 20079
#endif

/** The server is not in the directory. */
#ifndef ERROR_DDS_SERVER_DOES_NOT_EXIST
#  define ERROR_DDS_SERVER_DOES_NOT_EXIST 20080
#endif

/** Name and address of the server do not belong together. */
#ifndef ERROR_DDS_SERVER_ADDRESS_MISMATCH
#  define ERROR_DDS_SERVER_ADDRESS_MISMATCH 20081
#endif

/** The directory has the subnet already. */
#ifndef ERROR_DDS_SUBNET_EXISTS
#  define ERROR_DDS_SUBNET_EXISTS 20082
#endif

/** The subnet belongs to another superscope. */
#ifndef ERROR_DDS_SUBNET_HAS_DIFF_SSCOPE
#  define ERROR_DDS_SUBNET_HAS_DIFF_SSCOPE 20083
#endif

/** The directory does not have the subnet. */
#ifndef ERROR_DDS_SUBNET_NOT_PRESENT
#  define ERROR_DDS_SUBNET_NOT_PRESENT 20084
#endif

/** The directory does not have the reservation. */
#ifndef ERROR_DDS_RESERVATION_NOT_PRESENT
#  define ERROR_DDS_RESERVATION_NOT_PRESENT 20085
#endif

/** The reservation conflicts with another one in the directory. */
#ifndef ERROR_DDS_RESERVATION_CONFLICT
#  define ERROR_DDS_RESERVATION_CONFLICT 20086
#endif

/** The range may conflict with another one in the directory. */
#ifndef ERROR_DDS_POSSIBLE_RANGE_CONFLICT
#  define ERROR_DDS_POSSIBLE_RANGE_CONFLICT 20087
#endif

/** The directory does not have the range. */
#ifndef ERROR_DDS_RANGE_DOES_NOT_EXIST
#  define ERROR_DDS_RANGE_DOES_NOT_EXIST 20088
#endif

/** A class that is built in cannot be deleted. */
#ifndef ERROR_DHCP_DELETE_BUILTIN_CLASS
#  define ERROR_DHCP_DELETE_BUILTIN_CLASS 20089
#endif

/** The IPv6 prefix is link-local, or not unicast. */
#ifndef ERROR_DHCP_INVALID_SUBNET_PREFIX
#  define ERROR_DHCP_INVALID_SUBNET_PREFIX 20091
#endif

/** The delay must be 0 to 1000 milliseconds. */
#ifndef ERROR_DHCP_INVALID_DELAY
#  define ERROR_DHCP_INVALID_DELAY 20092
#endif

/** The hardware address is already in one of the filter lists. */
#ifndef ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS
#  define ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS 20093
#endif

/** The hardware address has a reservation. */
#ifndef ERROR_DHCP_LINKLAYER_ADDRESS_RESERVATION_EXISTS
#  define ERROR_DHCP_LINKLAYER_ADDRESS_RESERVATION_EXISTS 20094
#endif

/** The hardware address is in neither filter list. */
#ifndef ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST
#  define ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST 20095
#endif

/** The hardware type is exempt already. */
#ifndef ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT
#  define ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT 20101
#endif

/** The hardware type is not defined. */
#ifndef ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE
#  define ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE 20102
#endif

/** The option has different types on the two servers. */
#ifndef ERROR_DHCP_OPTION_TYPE_MISMATCH
#  define ERROR_DHCP_OPTION_TYPE_MISMATCH 20103
#endif

/** The parent expression does not exist. */
#ifndef ERROR_DHCP_POLICY_BAD_PARENT_EXPR
#  define ERROR_DHCP_POLICY_BAD_PARENT_EXPR 20104
#endif

/** The policy exists already. */
#ifndef ERROR_DHCP_POLICY_EXISTS
#  define ERROR_DHCP_POLICY_EXISTS 20105
#endif

/** The scope already has a policy with this range. */
#ifndef ERROR_DHCP_POLICY_RANGE_EXISTS
#  define ERROR_DHCP_POLICY_RANGE_EXISTS 20106
#endif

/** The range of the policy does not suit its scope. */
#ifndef ERROR_DHCP_POLICY_RANGE_BAD
#  define ERROR_DHCP_POLICY_RANGE_BAD 20107
#endif

/** A policy of the server cannot have ranges. */
#ifndef ERROR_DHCP_RANGE_INVALID_IN_SERVER_POLICY
#  define ERROR_DHCP_RANGE_INVALID_IN_SERVER_POLICY 20108
#endif

/** The expression of the policy is not valid. */
#ifndef ERROR_DHCP_INVALID_POLICY_EXPRESSION
#  define ERROR_DHCP_INVALID_POLICY_EXPRESSION 20109
#endif

/** The processing order of the policy is not valid. */
#ifndef ERROR_DHCP_INVALID_PROCESSING_ORDER
#  define ERROR_DHCP_INVALID_PROCESSING_ORDER 20110
#endif

/** The policy does not exist. */
#ifndef ERROR_DHCP_POLICY_NOT_FOUND
#  define ERROR_DHCP_POLICY_NOT_FOUND 20111
#endif

/** The range of the scope cannot change because of the range of a policy. */
#ifndef ERROR_SCOPE_RANGE_POLICY_RANGE_CONFLICT
#  define ERROR_SCOPE_RANGE_POLICY_RANGE_CONFLICT 20112
#endif

/** The scope is already in a failover relationship. */
#ifndef ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP
#  define ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP 20113
#endif

/** The failover relationship exists already. */
#ifndef ERROR_DHCP_FO_RELATIONSHIP_EXISTS
#  define ERROR_DHCP_FO_RELATIONSHIP_EXISTS 20114
#endif

/** The failover relationship does not exist. */
#ifndef ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST
#  define ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST 20115
#endif

/** The scope is not in a failover relationship, or not in this one. */
#ifndef ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP
#  define ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP 20116
#endif

/** The server is the secondary of the relationship. */
#ifndef ERROR_DHCP_FO_RELATION_IS_SECONDARY
#  define ERROR_DHCP_FO_RELATION_IS_SECONDARY 20117
#endif

/** Failover is not supported. */
#ifndef ERROR_DHCP_FO_NOT_SUPPORTED
#  define ERROR_DHCP_FO_NOT_SUPPORTED 20118
#endif

/** The clocks of the partners differ too much. */
#ifndef ERROR_DHCP_FO_TIME_OUT_OF_SYNC
#  define ERROR_DHCP_FO_TIME_OUT_OF_SYNC 20119
#endif

/** The relationship is not in the state NORMAL. */
#ifndef ERROR_DHCP_FO_STATE_NOT_NORMAL
#  define ERROR_DHCP_FO_STATE_NOT_NORMAL 20120
#endif

/** The caller has no administrative rights on the server. */
#ifndef ERROR_DHCP_NO_ADMIN_PERMISSION
#  define ERROR_DHCP_NO_ADMIN_PERMISSION 20121
#endif

/** The server cannot be reached. */
#ifndef ERROR_DHCP_SERVER_NOT_REACHABLE
#  define ERROR_DHCP_SERVER_NOT_REACHABLE 20122
#endif

/** The DHCP service does not run on the server. */
#ifndef ERROR_DHCP_SERVER_NOT_RUNNING
#  define ERROR_DHCP_SERVER_NOT_RUNNING 20123
#endif

/** The name of the server cannot be resolved. */
#ifndef ERROR_DHCP_SERVER_NAME_NOT_RESOLVED
#  define ERROR_DHCP_SERVER_NAME_NOT_RESOLVED 20124
#endif

/** The name of the relationship is longer than 126 characters. */
#ifndef ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG
#  define ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG 20125
#endif

/** The search for free addresses has reached the end of the selection. */
#ifndef ERROR_DHCP_REACHED_END_OF_SELECTION
#  define ERROR_DHCP_REACHED_END_OF_SELECTION 20126
#endif

/** The leases of the added scopes could not be copied to the partner. */
#ifndef ERROR_DHCP_FO_ADDSCOPE_LEASES_NOT_SYNCED
#  define ERROR_DHCP_FO_ADDSCOPE_LEASES_NOT_SYNCED 20127
#endif

/** The server has 31 relationships already. */
#ifndef ERROR_DHCP_FO_MAX_RELATIONSHIPS
#  define ERROR_DHCP_FO_MAX_RELATIONSHIPS 20128
#endif

/** The range type of a failover scope cannot become BOOTP or both. */
#ifndef ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL
#  define ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL 20129
#endif

/** One call can add at most 400 scopes. */
#ifndef ERROR_DHCP_FO_MAX_ADD_SCOPES
#  define ERROR_DHCP_FO_MAX_ADD_SCOPES 20130
#endif

/** A scope that serves BOOTP cannot be in a failover relationship. */
#ifndef ERROR_DHCP_FO_BOOT_NOT_SUPPORTED
#  define ERROR_DHCP_FO_BOOT_NOT_SUPPORTED 20131
#endif

/** The range belongs to a failover scope and cannot be deleted. */
#ifndef ERROR_DHCP_FO_RANGE_PART_OF_REL
#  define ERROR_DHCP_FO_RANGE_PART_OF_REL 20132
#endif

/** The relationship is still re-integrating with the partner. */
#ifndef ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS
#  define ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS 20133
#endif

/** The feature is not supported together with failover. */
#ifndef ERROR_DHCP_FO_FEATURE_NOT_SUPPORTED
#  define ERROR_DHCP_FO_FEATURE_NOT_SUPPORTED 20134
#endif

/** A policy with a condition on the client name cannot have ranges. */
#ifndef ERROR_DHCP_POLICY_FQDN_RANGE_UNSUPPORTED
#  define ERROR_DHCP_POLICY_FQDN_RANGE_UNSUPPORTED 20135
#endif

/** A policy with a condition on the client name cannot have option values. */
#ifndef ERROR_DHCP_POLICY_FQDN_OPTION_UNSUPPORTED
#  define ERROR_DHCP_POLICY_FQDN_OPTION_UNSUPPORTED 20136
#endif

/** The policy cannot get a condition on the client name. */
#ifndef ERROR_DHCP_POLICY_EDIT_FQDN_UNSUPPORTED
#  define ERROR_DHCP_POLICY_EDIT_FQDN_UNSUPPORTED 20137
#endif

/** Network access protection is not supported. */
#ifndef ERROR_DHCP_NAP_NOT_SUPPORTED
#  define ERROR_DHCP_NAP_NOT_SUPPORTED 20138
#endif

/** End of the DHCP error numbers; not an error. */
#ifndef ERROR_LAST_DHCP_SERVER_ERROR
#  define ERROR_LAST_DHCP_SERVER_ERROR 20139
#endif

/** Another spelling of ERROR_SUCCESS. */
#ifndef NO_ERROR
#  define NO_ERROR 0
#endif

/** Another spelling of ERROR_DHCP_OPTION_EXITS. */
#ifndef ERROR_DHCP_OPTION_EXISTS
#  define ERROR_DHCP_OPTION_EXISTS 20009
#endif

/** Another spelling of ERROR_DHCP_INVALID_DHCP_CLIENT. */
#ifndef ERROR_DHCP_INVALID_CLIENT
#  define ERROR_DHCP_INVALID_CLIENT 20016
#endif

/** Another spelling of ERROR_DHCP_IPRANGE_EXITS. */
#ifndef ERROR_DHCP_IPRANGE_EXISTS
#  define ERROR_DHCP_IPRANGE_EXISTS 20021
#endif

/** Another spelling of ERROR_DHCP_RESERVEDIP_EXITS. */
#ifndef ERROR_DHCP_RESERVEDIP_EXISTS
#  define ERROR_DHCP_RESERVEDIP_EXISTS 20022
#endif

/** Another spelling of ERROR_EXTEND_TOO_SMALL. */
#ifndef ERROR_DHCP_RANGE_EXTENSION_TOO_SMALL
#  define ERROR_DHCP_RANGE_EXTENSION_TOO_SMALL 20025
#endif

/** Another spelling of WARNING_EXTENDED_LESS. */
#ifndef ERROR_DHCP_WARNING_RANGE_EXTENDED_LESS
#  define ERROR_DHCP_WARNING_RANGE_EXTENDED_LESS 20026
#endif

/** Another spelling of ERROR_SERVER_INVALID_BOOT_FILE_TABLE. */
#ifndef ERROR_DHCP_SERVER_INVALID_BOOT_FILE_TABLE
#  define ERROR_DHCP_SERVER_INVALID_BOOT_FILE_TABLE 20028
#endif

/** Another spelling of ERROR_SERVER_UNKNOWN_BOOT_FILE_NAME. */
#ifndef ERROR_DHCP_SERVER_UNKNOWN_BOOT_FILE_NAME
#  define ERROR_DHCP_SERVER_UNKNOWN_BOOT_FILE_NAME 20029
#endif

/** Another spelling of ERROR_DHCP_ROGUE_STANDALONE_IN_DS. */
#ifndef ERROR_DHCP_STANDALONE_IN_DS
#  define ERROR_DHCP_STANDALONE_IN_DS 20043
#endif

/** Another spelling of ERROR_DHCP_DEFAULT_SCOPE_EXITS. */
#ifndef ERROR_DHCP_DEFAULT_SCOPE_EXISTS
#  define ERROR_DHCP_DEFAULT_SCOPE_EXISTS 20047
#endif

/** Another spelling of ERROR_MSCOPE_RANGE_TOO_SMALL. */
#ifndef ERROR_DHCP_MSCOPE_RANGE_TOO_SMALL
#  define ERROR_DHCP_MSCOPE_RANGE_TOO_SMALL 20054
#endif

/** Another spelling of ERROR_DDS_SUBNET_HAS_DIFF_SSCOPE. */
#ifndef ERROR_DDS_SUBNET_HAS_DIFF_SUPER_SCOPE
#  define ERROR_DDS_SUBNET_HAS_DIFF_SUPER_SCOPE 20083
#endif

#endif /* DHCPSAPI_ERRORS_H */

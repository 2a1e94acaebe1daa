//! Every structure, enumeration and constant of `src/abi` against `windows-sys`, which is made from Microsoft's
//! own metadata.

#![allow(
    clippy::panic,
    clippy::as_conversions,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

use std::mem::{align_of, offset_of, size_of};

use dhcpsapi::abi::{errors, failover, multicast, win};
use windows_sys::Win32::Foundation as foundation;
use windows_sys::Win32::NetworkManagement::Dhcp as theirs;

/// The whole of `src/abi` in one list of names, as in C.
mod ours {
    pub(crate) use dhcpsapi::abi::classes::*;
    pub(crate) use dhcpsapi::abi::clients::*;
    pub(crate) use dhcpsapi::abi::common::*;
    pub(crate) use dhcpsapi::abi::directory::*;
    pub(crate) use dhcpsapi::abi::elements::*;
    pub(crate) use dhcpsapi::abi::failover::*;
    pub(crate) use dhcpsapi::abi::filters::*;
    pub(crate) use dhcpsapi::abi::options::*;
    pub(crate) use dhcpsapi::abi::policies::*;
    pub(crate) use dhcpsapi::abi::server::*;
    pub(crate) use dhcpsapi::abi::statistics::*;
    pub(crate) use dhcpsapi::abi::subnets::*;
    pub(crate) use dhcpsapi::abi::v6::*;
}

/// The size of a field.
fn width<S, F>(_: fn(*const S) -> *const F) -> usize {
    size_of::<F>()
}

macro_rules! same_layout {
    ($name:ident { $($field:ident)* }) => {
        let name = stringify!($name);
        assert_eq!(size_of::<ours::$name>(), size_of::<theirs::$name>(), "size of {name}");
        assert_eq!(align_of::<ours::$name>(), align_of::<theirs::$name>(), "alignment of {name}");
        $(
            let field = concat!(stringify!($name), ".", stringify!($field));
            assert_eq!(offset_of!(ours::$name, $field), offset_of!(theirs::$name, $field), "offset of {field}");
            // SAFETY: the pointer is only computed, and the function is never called.
            let our_width = width(|it: *const ours::$name| unsafe { &raw const (*it).$field });
            // SAFETY: as above.
            let their_width = width(|it: *const theirs::$name| unsafe { &raw const (*it).$field });
            assert_eq!(our_width, their_width, "width of {field}");
        )*
    };
}

macro_rules! structures {
    ($($name:ident { $($field:ident)* })*) => {
        $(
            // Does not compile if a field is missing from the list.
            let _ = |it: ours::$name| { let ours::$name { $($field: _),* } = it; };
            let _ = |it: theirs::$name| { let theirs::$name { $($field: _),* } = it; };
            same_layout!($name { $($field)* });
        )*
    };
}

macro_rules! unions {
    ($($name:ident { $($field:ident)* })*) => { $(same_layout!($name { $($field)* });)* };
}

macro_rules! enumerations {
    ($($name:ident { $($value:ident)* })*) => {
        $(
            // Does not compile if a value is missing from the list.
            let _ = |it: ours::$name| match it { $(ours::$name::$value => (),)* };
            assert_eq!(size_of::<ours::$name>(), size_of::<theirs::$name>(), stringify!($name));
            $(assert_eq!(ours::$name::$value as i32, theirs::$value, stringify!($value));)*
        )*
    };
}

macro_rules! constants {
    ($($name:ident)*) => { $(assert_eq!(ours::$name, theirs::$name, stringify!($name));)* };
}

macro_rules! numbers {
    ($place:ident: $($name:ident)*) => { $(assert_eq!(number(stringify!($name)), i64::from($place::$name), stringify!($name));)* };
}

/// The number in our table.
fn number(name: &str) -> i64 {
    let found = errors::TABLE.iter().find(|(_, known, _)| *known == name);
    i64::from(found.unwrap_or_else(|| panic!("{name} is not in the table")).0)
}

#[test]
fn common_types_are_as_the_sdk_has_them() {
    structures! {
        DATE_TIME { dwLowDateTime dwHighDateTime }
        DHCP_BINARY_DATA { DataLength Data }
        DHCP_HOST_INFO { IpAddress NetBiosName HostName }
        DHCP_IP_ARRAY { NumElements Elements }
    }
}

#[test]
fn failover_types_are_as_the_sdk_has_them() {
    structures! {
        DHCP_FAILOVER_RELATIONSHIP { PrimaryServer SecondaryServer Mode ServerType State PrevState Mclt
        SafePeriod RelationshipName PrimaryServerName SecondaryServerName pScopes Percentage SharedSecret }
        DHCP_FAILOVER_RELATIONSHIP_ARRAY { NumElements pRelationships }
        DHCP_FAILOVER_STATISTICS { NumAddr AddrFree AddrInUse PartnerAddrFree ThisAddrFree PartnerAddrInUse
        ThisAddrInUse }
        DHCPV4_FAILOVER_CLIENT_INFO { ClientIpAddress SubnetMask ClientHardwareAddress ClientName
        ClientComment ClientLeaseExpires OwnerHost bClientType AddressState Status ProbationEnds
        QuarantineCapable SentPotExpTime AckPotExpTime RecvPotExpTime StartTime CltLastTransTime
        LastBndUpdTime BndMsgStatus PolicyName Flags }
        DHCPV4_FAILOVER_CLIENT_INFO_ARRAY { NumElements Clients }
        DHCPV4_FAILOVER_CLIENT_INFO_EX { ClientIpAddress SubnetMask ClientHardwareAddress ClientName
        ClientComment ClientLeaseExpires OwnerHost bClientType AddressState Status ProbationEnds
        QuarantineCapable SentPotExpTime AckPotExpTime RecvPotExpTime StartTime CltLastTransTime
        LastBndUpdTime BndMsgStatus PolicyName Flags AddressStateEx }
    }
    enumerations! {
        DHCP_FAILOVER_MODE { LoadBalance HotStandby }
        DHCP_FAILOVER_SERVER { PrimaryServer SecondaryServer }
        FSM_STATE { NO_STATE INIT STARTUP NORMAL COMMUNICATION_INT PARTNER_DOWN POTENTIAL_CONFLICT
        CONFLICT_DONE RESOLUTION_INT RECOVER RECOVER_WAIT RECOVER_DONE PAUSED SHUTDOWN }
    }
    constants! {
        MCLT SAFEPERIOD CHANGESTATE PERCENTAGE MODE PREVSTATE SHAREDSECRET DHCP_FAILOVER_MAX_NUM_REL
        DHCP_FAILOVER_MAX_NUM_ADD_SCOPES DHCP_FAILOVER_DELETE_SCOPES
    }
}

#[test]
fn subnets_are_as_the_sdk_has_them() {
    structures! {
        DHCP_SUBNET_INFO { SubnetAddress SubnetMask SubnetName SubnetComment PrimaryHost SubnetState }
        DHCP_SUBNET_INFO_VQ { SubnetAddress SubnetMask SubnetName SubnetComment PrimaryHost SubnetState
        QuarantineOn Reserved1 Reserved2 Reserved3 Reserved4 }
        DHCP_SUPER_SCOPE_TABLE_ENTRY { SubnetAddress SuperScopeNumber NextInSuperScope SuperScopeName }
        DHCP_SUPER_SCOPE_TABLE { cEntries pEntries }
    }
    enumerations! {
        DHCP_SUBNET_STATE { DhcpSubnetEnabled DhcpSubnetDisabled DhcpSubnetEnabledSwitched
        DhcpSubnetDisabledSwitched DhcpSubnetInvalidState }
        DHCP_FORCE_FLAG { DhcpFullForce DhcpNoForce DhcpFailoverForce }
    }
    constants! {
        DHCP_SUBNET_INFO_VQ_FLAG_QUARANTINE DHCP_MIN_DELAY DHCP_MAX_DELAY
    }
}

#[test]
fn elements_are_as_the_sdk_has_them() {
    structures! {
        DHCP_IP_RANGE { StartAddress EndAddress }
        DHCP_IP_RANGE_ARRAY { NumElements Elements }
        DHCP_BOOTP_IP_RANGE { StartAddress EndAddress BootpAllocated MaxBootpAllowed }
        DHCP_IP_CLUSTER { ClusterAddress ClusterMask }
        DHCP_IP_RESERVATION { ReservedIpAddress ReservedForClient }
        DHCP_IP_RESERVATION_V4 { ReservedIpAddress ReservedForClient bAllowedClientTypes }
        DHCP_IP_RESERVATION_INFO { ReservedIpAddress ReservedForClient ReservedClientName ReservedClientDesc
        bAllowedClientTypes fOptionsPresent }
        DHCP_RESERVATION_INFO_ARRAY { NumElements Elements }
        DHCP_SUBNET_ELEMENT_DATA { ElementType Element }
        DHCP_SUBNET_ELEMENT_INFO_ARRAY { NumElements Elements }
        DHCP_SUBNET_ELEMENT_DATA_V4 { ElementType Element }
        DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 { NumElements Elements }
        DHCP_SUBNET_ELEMENT_DATA_V5 { ElementType Element }
        DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 { NumElements Elements }
    }
    unions! {
        DHCP_SUBNET_ELEMENT_DATA_0 { IpRange SecondaryHost ReservedIp ExcludeIpRange IpUsedCluster }
        DHCP_SUBNET_ELEMENT_DATA_V4_0 { IpRange SecondaryHost ReservedIp ExcludeIpRange IpUsedCluster }
        DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange SecondaryHost ReservedIp ExcludeIpRange IpUsedCluster }
    }
    enumerations! {
        DHCP_SUBNET_ELEMENT_TYPE { DhcpIpRanges DhcpSecondaryHosts DhcpReservedIps DhcpExcludedIpRanges
        DhcpIpUsedClusters DhcpIpRangesDhcpOnly DhcpIpRangesDhcpBootp DhcpIpRangesBootpOnly }
    }
}

#[test]
fn clients_are_as_the_sdk_has_them() {
    structures! {
        DHCP_SEARCH_INFO { SearchType SearchInfo }
        DHCP_CLIENT_INFO { ClientIpAddress SubnetMask ClientHardwareAddress ClientName ClientComment
        ClientLeaseExpires OwnerHost }
        DHCP_CLIENT_INFO_ARRAY { NumElements Clients }
        DHCP_CLIENT_INFO_V4 { ClientIpAddress SubnetMask ClientHardwareAddress ClientName ClientComment
        ClientLeaseExpires OwnerHost bClientType }
        DHCP_CLIENT_INFO_ARRAY_V4 { NumElements Clients }
        DHCP_CLIENT_INFO_V5 { ClientIpAddress SubnetMask ClientHardwareAddress ClientName ClientComment
        ClientLeaseExpires OwnerHost bClientType AddressState }
        DHCP_CLIENT_INFO_ARRAY_V5 { NumElements Clients }
        DHCP_CLIENT_INFO_VQ { ClientIpAddress SubnetMask ClientHardwareAddress ClientName ClientComment
        ClientLeaseExpires OwnerHost bClientType AddressState Status ProbationEnds QuarantineCapable }
        DHCP_CLIENT_INFO_ARRAY_VQ { NumElements Clients }
        DHCP_CLIENT_FILTER_STATUS_INFO { ClientIpAddress SubnetMask ClientHardwareAddress ClientName
        ClientComment ClientLeaseExpires OwnerHost bClientType AddressState Status ProbationEnds
        QuarantineCapable FilterStatus }
        DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY { NumElements Clients }
        DHCP_CLIENT_INFO_PB { ClientIpAddress SubnetMask ClientHardwareAddress ClientName ClientComment
        ClientLeaseExpires OwnerHost bClientType AddressState Status ProbationEnds QuarantineCapable
        FilterStatus PolicyName }
        DHCP_CLIENT_INFO_PB_ARRAY { NumElements Clients }
        DHCP_CLIENT_INFO_EX { ClientIpAddress SubnetMask ClientHardwareAddress ClientName ClientComment
        ClientLeaseExpires OwnerHost bClientType AddressState Status ProbationEnds QuarantineCapable
        FilterStatus PolicyName Properties }
        DHCP_CLIENT_INFO_EX_ARRAY { NumElements Clients }
    }
    unions! {
        DHCP_SEARCH_INFO_0 { ClientIpAddress ClientHardwareAddress ClientName }
    }
    enumerations! {
        DHCP_SEARCH_INFO_TYPE { DhcpClientIpAddress DhcpClientHardwareAddress DhcpClientName }
        QuarantineStatus { NOQUARANTINE RESTRICTEDACCESS DROPPACKET PROBATION EXEMPT DEFAULTQUARSETTING
        NOQUARINFO }
    }
    constants! {
        CLIENT_TYPE_UNSPECIFIED CLIENT_TYPE_DHCP CLIENT_TYPE_BOOTP CLIENT_TYPE_RESERVATION_FLAG
        CLIENT_TYPE_NONE V5_ADDRESS_STATE_OFFERED V5_ADDRESS_STATE_ACTIVE V5_ADDRESS_STATE_DECLINED
        V5_ADDRESS_STATE_DOOM V5_ADDRESS_BIT_BOTH_REC V5_ADDRESS_BIT_UNREGISTERED V5_ADDRESS_BIT_DELETED
        V5_ADDRESS_EX_BIT_DISABLE_PTR_RR FILTER_STATUS_NONE FILTER_STATUS_FULL_MATCH_IN_ALLOW_LIST
        FILTER_STATUS_FULL_MATCH_IN_DENY_LIST FILTER_STATUS_WILDCARD_MATCH_IN_ALLOW_LIST
        FILTER_STATUS_WILDCARD_MATCH_IN_DENY_LIST
    }
}

#[test]
fn directory_types_are_as_the_sdk_has_them() {
    structures! {
        DHCPDS_SERVER { Version ServerName ServerAddress Flags State DsLocation DsLocType }
        DHCPDS_SERVERS { Flags NumElements Servers }
    }
    constants! {
        DHCP_FLAGS_DONT_ACCESS_DS DHCP_FLAGS_DONT_DO_RPC
    }
}

#[test]
fn options_are_as_the_sdk_has_them() {
    structures! {
        DWORD_DWORD { DWord1 DWord2 }
        DHCP_OPTION_DATA_ELEMENT { OptionType Element }
        DHCP_OPTION_DATA { NumElements Elements }
        DHCP_OPTION { OptionID OptionName OptionComment DefaultValue OptionType }
        DHCP_OPTION_ARRAY { NumElements Options }
        DHCP_OPTION_VALUE { OptionID Value }
        DHCP_OPTION_VALUE_ARRAY { NumElements Values }
        DHCP_OPTION_LIST { NumOptions Options }
        DHCP_RESERVED_SCOPE { ReservedIpAddress ReservedIpSubnetAddress }
        DHCP_OPTION_SCOPE_INFO { ScopeType ScopeInfo }
        DHCP_ALL_OPTIONS_0 { Option VendorName ClassName }
        DHCP_ALL_OPTIONS { Flags NonVendorOptions NumVendorOptions VendorOptions }
        DHCP_ALL_OPTION_VALUES_0 { ClassName VendorName IsVendor OptionsArray }
        DHCP_ALL_OPTION_VALUES { Flags NumElements Options }
        DHCP_ALL_OPTION_VALUES_PB_0 { PolicyName VendorName IsVendor OptionsArray }
        DHCP_ALL_OPTION_VALUES_PB { Flags NumElements Options }
    }
    unions! {
        DHCP_OPTION_DATA_ELEMENT_0 { ByteOption WordOption DWordOption DWordDWordOption IpAddressOption
        StringDataOption BinaryDataOption EncapsulatedDataOption Ipv6AddressDataOption }
        DHCP_OPTION_SCOPE_INFO_0 { DefaultScopeInfo GlobalScopeInfo SubnetScopeInfo ReservedScopeInfo
        MScopeInfo }
    }
    enumerations! {
        DHCP_OPTION_DATA_TYPE { DhcpByteOption DhcpWordOption DhcpDWordOption DhcpDWordDWordOption
        DhcpIpAddressOption DhcpStringDataOption DhcpBinaryDataOption DhcpEncapsulatedDataOption
        DhcpIpv6AddressOption }
        DHCP_OPTION_TYPE { DhcpUnaryElementTypeOption DhcpArrayTypeOption }
        DHCP_OPTION_SCOPE_TYPE { DhcpDefaultOptions DhcpGlobalOptions DhcpSubnetOptions DhcpReservedOptions
        DhcpMScopeOptions }
    }
    constants! {
        DHCP_FLAGS_OPTION_IS_VENDOR DHCP_OPT_ENUM_IGNORE_VENDOR DHCP_OPT_ENUM_USE_CLASSNAME DNS_FLAG_ENABLED
        DNS_FLAG_UPDATE_DOWNLEVEL DNS_FLAG_CLEANUP_EXPIRED DNS_FLAG_UPDATE_BOTH_ALWAYS DNS_FLAG_UPDATE_DHCID
        DNS_FLAG_DISABLE_PTR_UPDATE DNS_FLAG_HAS_DNS_SUFFIX
    }
}

#[test]
fn classes_are_as_the_sdk_has_them() {
    structures! {
        DHCP_CLASS_INFO { ClassName ClassComment ClassDataLength IsVendor Flags ClassData }
        DHCP_CLASS_INFO_ARRAY { NumElements Classes }
    }
}

#[test]
fn server_types_are_as_the_sdk_has_them() {
    structures! {
        DHCP_SERVER_CONFIG_INFO { APIProtocolSupport DatabaseName DatabasePath BackupPath BackupInterval
        DatabaseLoggingFlag RestoreFlag DatabaseCleanupInterval DebugFlag }
        DHCP_SERVER_CONFIG_INFO_V4 { APIProtocolSupport DatabaseName DatabasePath BackupPath BackupInterval
        DatabaseLoggingFlag RestoreFlag DatabaseCleanupInterval DebugFlag dwPingRetries cbBootTableString
        wszBootTableString fAuditLog }
        DHCP_SERVER_CONFIG_INFO_VQ { APIProtocolSupport DatabaseName DatabasePath BackupPath BackupInterval
        DatabaseLoggingFlag RestoreFlag DatabaseCleanupInterval DebugFlag dwPingRetries cbBootTableString
        wszBootTableString fAuditLog QuarantineOn QuarDefFail QuarRuntimeStatus }
        DHCP_BIND_ELEMENT { Flags fBoundToDHCPServer AdapterPrimaryAddress AdapterSubnetAddress
        IfDescription IfIdSize IfId }
        DHCP_BIND_ELEMENT_ARRAY { NumElements Elements }
        DHCP_ATTRIB { DhcpAttribId DhcpAttribType Anonymous }
        DHCP_ATTRIB_ARRAY { NumElements DhcpAttribs }
        DHCP_SERVER_SPECIFIC_STRINGS { DefaultVendorClassName DefaultUserClassName }
        DHCP_SCAN_ITEM { IpAddress ScanFlag }
        DHCP_SCAN_LIST { NumScanItems ScanItems }
    }
    unions! {
        DHCP_ATTRIB_0 { DhcpAttribBool DhcpAttribUlong }
    }
    enumerations! {
        DHCP_SCAN_FLAG { DhcpRegistryFix DhcpDatabaseFix }
    }
    constants! {
        Set_APIProtocolSupport Set_DatabaseName Set_DatabasePath Set_BackupPath Set_BackupInterval
        Set_DatabaseLoggingFlag Set_RestoreFlag Set_DatabaseCleanupInterval Set_DebugFlag Set_PingRetries
        Set_BootFileTable Set_AuditLogState Set_QuarantineON Set_QuarantineDefFail DHCP_ATTRIB_BOOL_IS_ROGUE
        DHCP_ATTRIB_BOOL_IS_DYNBOOTP DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC DHCP_ATTRIB_BOOL_IS_BINDING_AWARE
        DHCP_ATTRIB_BOOL_IS_ADMIN DHCP_ATTRIB_ULONG_RESTORE_STATUS DHCP_ATTRIB_TYPE_BOOL
        DHCP_ATTRIB_TYPE_ULONG DHCP_ENDPOINT_FLAG_CANT_MODIFY QUARANTIN_OPTION_BASE
        QUARANTINE_SCOPE_QUARPROFILE_OPTION QUARANTINE_CONFIG_OPTION
    }
}

#[test]
fn statistics_are_as_the_sdk_has_them() {
    structures! {
        SCOPE_MIB_INFO { Subnet NumAddressesInuse NumAddressesFree NumPendingOffers }
        DHCP_MIB_INFO { Discovers Offers Requests Acks Naks Declines Releases ServerStartTime Scopes
        ScopeInfo }
        SCOPE_MIB_INFO_VQ { Subnet NumAddressesInuse NumAddressesFree NumPendingOffers QtnNumLeases
        QtnPctQtnLeases QtnProbationLeases QtnNonQtnLeases QtnExemptLeases QtnCapableClients }
        DHCP_MIB_INFO_VQ { Discovers Offers Requests Acks Naks Declines Releases ServerStartTime
        QtnNumLeases QtnPctQtnLeases QtnProbationLeases QtnNonQtnLeases QtnExemptLeases QtnCapableClients
        QtnIASErrors Scopes ScopeInfo }
        SCOPE_MIB_INFO_V5 { Subnet NumAddressesInuse NumAddressesFree NumPendingOffers }
        DHCP_MIB_INFO_V5 { Discovers Offers Requests Acks Naks Declines Releases ServerStartTime
        QtnNumLeases QtnPctQtnLeases QtnProbationLeases QtnNonQtnLeases QtnExemptLeases QtnCapableClients
        QtnIASErrors DelayedOffers ScopesWithDelayedOffers Scopes ScopeInfo }
        DHCP_PERF_STATS { dwNumPacketsReceived dwNumPacketsDuplicate dwNumPacketsExpired
        dwNumMilliSecondsProcessed dwNumPacketsInActiveQueue dwNumPacketsInPingQueue dwNumDiscoversReceived
        dwNumOffersSent dwNumRequestsReceived dwNumInformsReceived dwNumAcksSent dwNumNacksSent
        dwNumDeclinesReceived dwNumReleasesReceived dwNumDelayedOfferInQueue dwNumPacketsProcessed
        dwNumPacketsInQuarWaitingQueue dwNumPacketsInQuarReadyQueue dwNumPacketsInQuarDecisionQueue }
    }
}

#[test]
fn policies_are_as_the_sdk_has_them() {
    structures! {
        DHCP_PROPERTY { ID Type Value }
        DHCP_PROPERTY_ARRAY { NumElements Elements }
        DHCP_POL_COND { ParentExpr Type OptionID SubOptionID VendorName Operator Value ValueLength }
        DHCP_POL_COND_ARRAY { NumElements Elements }
        DHCP_POL_EXPR { ParentExpr Operator }
        DHCP_POL_EXPR_ARRAY { NumElements Elements }
        DHCP_POLICY { PolicyName IsGlobalPolicy Subnet ProcessingOrder Conditions Expressions Ranges
        Description Enabled }
        DHCP_POLICY_ARRAY { NumElements Elements }
        DHCP_POLICY_EX { PolicyName IsGlobalPolicy Subnet ProcessingOrder Conditions Expressions Ranges
        Description Enabled Properties }
        DHCP_POLICY_EX_ARRAY { NumElements Elements }
    }
    unions! {
        DHCP_PROPERTY_0 { ByteValue WordValue DWordValue StringValue BinaryValue }
    }
    enumerations! {
        DHCP_POL_COMPARATOR { DhcpCompEqual DhcpCompNotEqual DhcpCompBeginsWith DhcpCompNotBeginWith
        DhcpCompEndsWith DhcpCompNotEndWith }
        DHCP_POL_ATTR_TYPE { DhcpAttrHWAddr DhcpAttrOption DhcpAttrSubOption DhcpAttrFqdn
        DhcpAttrFqdnSingleLabel }
        DHCP_POL_LOGIC_OPER { DhcpLogicalOr DhcpLogicalAnd }
        DHCP_POLICY_FIELDS_TO_UPDATE { DhcpUpdatePolicyName DhcpUpdatePolicyOrder DhcpUpdatePolicyExpr
        DhcpUpdatePolicyRanges DhcpUpdatePolicyDescr DhcpUpdatePolicyStatus DhcpUpdatePolicyDnsSuffix }
        DHCP_PROPERTY_TYPE { DhcpPropTypeByte DhcpPropTypeWord DhcpPropTypeDword DhcpPropTypeString
        DhcpPropTypeBinary }
        DHCP_PROPERTY_ID { DhcpPropIdPolicyDnsSuffix DhcpPropIdClientAddressStateEx }
    }
}

#[test]
fn filters_are_as_the_sdk_has_them() {
    structures! {
        DHCP_ADDR_PATTERN { MatchHWType HWType IsWildcard Length Pattern }
        DHCP_FILTER_ADD_INFO { AddrPatt Comment ListType }
        DHCP_FILTER_GLOBAL_INFO { EnforceAllowList EnforceDenyList }
        DHCP_FILTER_RECORD { AddrPatt Comment }
        DHCP_FILTER_ENUM_INFO { NumElements pEnumRecords }
    }
    enumerations! {
        DHCP_FILTER_LIST_TYPE { Deny Allow }
    }
    constants! {
        MAX_PATTERN_LENGTH MAC_ADDRESS_LENGTH HWTYPE_ETHERNET_10MB
    }
}

#[test]
fn v6_types_are_as_the_sdk_has_them() {
    structures! {
        DHCP_IPV6_ADDRESS { HighOrderBits LowOrderBits }
        DHCP_HOST_INFO_V6 { IpAddress NetBiosName HostName }
        DHCPV6_IP_ARRAY { NumElements Elements }
        DHCP_IP_RANGE_V6 { StartAddress EndAddress }
        DHCP_IP_RESERVATION_V6 { ReservedIpAddress ReservedForClient InterfaceId }
        DHCP_SUBNET_ELEMENT_DATA_V6 { ElementType Element }
        DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6 { NumElements Elements }
        DHCP_SUBNET_INFO_V6 { SubnetAddress Prefix Preference SubnetName SubnetComment State ScopeId }
        DHCP_SEARCH_INFO_V6 { SearchType SearchInfo }
        DHCP_CLIENT_INFO_V6 { ClientIpAddress ClientDUID AddressType IAID ClientName ClientComment
        ClientValidLeaseExpires ClientPrefLeaseExpires OwnerHost }
        DHCP_CLIENT_INFO_ARRAY_V6 { NumElements Clients }
        DHCP_RESERVED_SCOPE6 { ReservedIpAddress ReservedIpSubnetAddress }
        DHCP_OPTION_SCOPE_INFO6 { ScopeType ScopeInfo }
        DHCP_CLASS_INFO_V6 { ClassName ClassComment ClassDataLength IsVendor EnterpriseNumber Flags
        ClassData }
        DHCP_CLASS_INFO_ARRAY_V6 { NumElements Classes }
        DHCP_SERVER_CONFIG_INFO_V6 { UnicastFlag RapidCommitFlag PreferredLifetime ValidLifetime T1 T2
        PreferredLifetimeIATA ValidLifetimeIATA fAuditLog }
        DHCPV6_BIND_ELEMENT { Flags fBoundToDHCPServer AdapterPrimaryAddress AdapterSubnetAddress
        IfDescription IpV6IfIndex IfIdSize IfId }
        DHCPV6_BIND_ELEMENT_ARRAY { NumElements Elements }
        SCOPE_MIB_INFO_V6 { Subnet NumAddressesInuse NumAddressesFree NumPendingAdvertises }
        DHCP_MIB_INFO_V6 { Solicits Advertises Requests Renews Rebinds Replies Confirms Declines Releases
        Informs ServerStartTime Scopes ScopeInfo }
        DHCPV6_STATELESS_PARAMS { Status PurgeInterval }
        DHCPV6_STATELESS_SCOPE_STATS { SubnetAddress NumStatelessClientsAdded NumStatelessClientsRemoved }
        DHCPV6_STATELESS_STATS { NumScopes ScopeStats }
    }
    unions! {
        DHCP_SUBNET_ELEMENT_DATA_V6_0 { IpRange ReservedIp ExcludeIpRange }
        DHCP_SEARCH_INFO_V6_0 { ClientIpAddress ClientDUID ClientName }
        DHCP_OPTION_SCOPE_INFO6_0 { DefaultScopeInfo SubnetScopeInfo ReservedScopeInfo }
    }
    enumerations! {
        DHCP_SUBNET_ELEMENT_TYPE_V6 { Dhcpv6IpRanges Dhcpv6ReservedIps Dhcpv6ExcludedIpRanges }
        DHCP_SEARCH_INFO_TYPE_V6 { Dhcpv6ClientIpAddress Dhcpv6ClientDUID Dhcpv6ClientName }
        DHCP_OPTION_SCOPE_TYPE6 { DhcpDefaultOptions6 DhcpScopeOptions6 DhcpReservedOptions6
        DhcpGlobalOptions6 }
        DHCPV6_STATELESS_PARAM_TYPE { DhcpStatelessPurgeInterval DhcpStatelessStatus }
    }
    constants! {
        ADDRESS_TYPE_IANA ADDRESS_TYPE_IATA Set_UnicastFlag Set_RapidCommitFlag Set_PreferredLifetime
        Set_ValidLifetime Set_T1 Set_T2 Set_PreferredLifetimeIATA Set_ValidLifetimeIATA
    }
}

#[test]
fn the_dhcp_error_numbers_are_those_of_the_sdk() {
    numbers! {
        theirs:
        ERROR_DHCP_REGISTRY_INIT_FAILED ERROR_DHCP_DATABASE_INIT_FAILED ERROR_DHCP_RPC_INIT_FAILED
        ERROR_DHCP_NETWORK_INIT_FAILED ERROR_DHCP_SUBNET_EXITS ERROR_DHCP_SUBNET_NOT_PRESENT
        ERROR_DHCP_PRIMARY_NOT_FOUND ERROR_DHCP_ELEMENT_CANT_REMOVE ERROR_DHCP_OPTION_EXITS
        ERROR_DHCP_OPTION_NOT_PRESENT ERROR_DHCP_ADDRESS_NOT_AVAILABLE ERROR_DHCP_RANGE_FULL
        ERROR_DHCP_JET_ERROR ERROR_DHCP_CLIENT_EXISTS ERROR_DHCP_INVALID_DHCP_MESSAGE
        ERROR_DHCP_INVALID_DHCP_CLIENT ERROR_DHCP_SERVICE_PAUSED ERROR_DHCP_NOT_RESERVED_CLIENT
        ERROR_DHCP_RESERVED_CLIENT ERROR_DHCP_RANGE_TOO_SMALL ERROR_DHCP_IPRANGE_EXITS
        ERROR_DHCP_RESERVEDIP_EXITS ERROR_DHCP_INVALID_RANGE ERROR_DHCP_RANGE_EXTENDED
        ERROR_EXTEND_TOO_SMALL WARNING_EXTENDED_LESS ERROR_DHCP_JET_CONV_REQUIRED
        ERROR_SERVER_INVALID_BOOT_FILE_TABLE ERROR_SERVER_UNKNOWN_BOOT_FILE_NAME
        ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG ERROR_DHCP_IP_ADDRESS_IN_USE ERROR_DHCP_LOG_FILE_PATH_TOO_LONG
        ERROR_DHCP_UNSUPPORTED_CLIENT ERROR_DHCP_JET97_CONV_REQUIRED ERROR_DHCP_ROGUE_INIT_FAILED
        ERROR_DHCP_ROGUE_SAMSHUTDOWN ERROR_DHCP_ROGUE_NOT_AUTHORIZED ERROR_DHCP_ROGUE_DS_UNREACHABLE
        ERROR_DHCP_ROGUE_DS_CONFLICT ERROR_DHCP_ROGUE_NOT_OUR_ENTERPRISE ERROR_DHCP_ROGUE_STANDALONE_IN_DS
        ERROR_DHCP_CLASS_NOT_FOUND ERROR_DHCP_CLASS_ALREADY_EXISTS ERROR_DHCP_SCOPE_NAME_TOO_LONG
        ERROR_DHCP_DEFAULT_SCOPE_EXITS ERROR_DHCP_CANT_CHANGE_ATTRIBUTE ERROR_DHCP_IPRANGE_CONV_ILLEGAL
        ERROR_DHCP_NETWORK_CHANGED ERROR_DHCP_CANNOT_MODIFY_BINDINGS ERROR_DHCP_SUBNET_EXISTS
        ERROR_DHCP_MSCOPE_EXISTS ERROR_MSCOPE_RANGE_TOO_SMALL ERROR_DHCP_EXEMPTION_EXISTS
        ERROR_DHCP_EXEMPTION_NOT_PRESENT ERROR_DHCP_INVALID_PARAMETER_OPTION32 ERROR_DDS_NO_DS_AVAILABLE
        ERROR_DDS_NO_DHCP_ROOT ERROR_DDS_UNEXPECTED_ERROR ERROR_DDS_TOO_MANY_ERRORS
        ERROR_DDS_DHCP_SERVER_NOT_FOUND ERROR_DDS_OPTION_ALREADY_EXISTS ERROR_DDS_OPTION_DOES_NOT_EXIST
        ERROR_DDS_CLASS_EXISTS ERROR_DDS_CLASS_DOES_NOT_EXIST ERROR_DDS_SERVER_ALREADY_EXISTS
        ERROR_DDS_SERVER_DOES_NOT_EXIST ERROR_DDS_SERVER_ADDRESS_MISMATCH ERROR_DDS_SUBNET_EXISTS
        ERROR_DDS_SUBNET_HAS_DIFF_SSCOPE ERROR_DDS_SUBNET_NOT_PRESENT ERROR_DDS_RESERVATION_NOT_PRESENT
        ERROR_DDS_RESERVATION_CONFLICT ERROR_DDS_POSSIBLE_RANGE_CONFLICT ERROR_DDS_RANGE_DOES_NOT_EXIST
        ERROR_DHCP_DELETE_BUILTIN_CLASS ERROR_DHCP_INVALID_SUBNET_PREFIX ERROR_DHCP_INVALID_DELAY
        ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS ERROR_DHCP_LINKLAYER_ADDRESS_RESERVATION_EXISTS
        ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT
        ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE ERROR_DHCP_OPTION_TYPE_MISMATCH
        ERROR_DHCP_POLICY_BAD_PARENT_EXPR ERROR_DHCP_POLICY_EXISTS ERROR_DHCP_POLICY_RANGE_EXISTS
        ERROR_DHCP_POLICY_RANGE_BAD ERROR_DHCP_RANGE_INVALID_IN_SERVER_POLICY
        ERROR_DHCP_INVALID_POLICY_EXPRESSION ERROR_DHCP_INVALID_PROCESSING_ORDER ERROR_DHCP_POLICY_NOT_FOUND
        ERROR_SCOPE_RANGE_POLICY_RANGE_CONFLICT ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP
        ERROR_DHCP_FO_RELATIONSHIP_EXISTS ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST
        ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP ERROR_DHCP_FO_RELATION_IS_SECONDARY
        ERROR_DHCP_FO_NOT_SUPPORTED ERROR_DHCP_FO_TIME_OUT_OF_SYNC ERROR_DHCP_FO_STATE_NOT_NORMAL
        ERROR_DHCP_NO_ADMIN_PERMISSION ERROR_DHCP_SERVER_NOT_REACHABLE ERROR_DHCP_SERVER_NOT_RUNNING
        ERROR_DHCP_SERVER_NAME_NOT_RESOLVED ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG
        ERROR_DHCP_REACHED_END_OF_SELECTION ERROR_DHCP_FO_ADDSCOPE_LEASES_NOT_SYNCED
        ERROR_DHCP_FO_MAX_RELATIONSHIPS ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL ERROR_DHCP_FO_MAX_ADD_SCOPES
        ERROR_DHCP_FO_BOOT_NOT_SUPPORTED ERROR_DHCP_FO_RANGE_PART_OF_REL
        ERROR_DHCP_FO_SCOPE_SYNC_IN_PROGRESS ERROR_DHCP_FO_FEATURE_NOT_SUPPORTED
        ERROR_DHCP_POLICY_FQDN_RANGE_UNSUPPORTED ERROR_DHCP_POLICY_FQDN_OPTION_UNSUPPORTED
        ERROR_DHCP_POLICY_EDIT_FQDN_UNSUPPORTED ERROR_DHCP_NAP_NOT_SUPPORTED ERROR_LAST_DHCP_SERVER_ERROR
    }
}

#[test]
fn the_win32_error_numbers_are_those_of_the_sdk() {
    numbers! {
        foundation:
        ERROR_SUCCESS ERROR_FILE_NOT_FOUND ERROR_ACCESS_DENIED ERROR_NOT_ENOUGH_MEMORY ERROR_NOT_SUPPORTED
        ERROR_INVALID_PARAMETER ERROR_DISK_FULL ERROR_CALL_NOT_IMPLEMENTED ERROR_MORE_DATA ERROR_NO_MORE_ITEMS
        ERROR_SERVICE_NOT_ACTIVE ERROR_INTERNAL_ERROR ERROR_FILE_CORRUPT RPC_X_NULL_REF_POINTER
    }
}

#[test]
fn what_windows_sys_does_not_have_is_as_documented() {
    assert_eq!(number("RPC_S_SERVER_UNAVAILABLE"), 1722);
    assert_eq!(number("RPC_S_SERVER_TOO_BUSY"), 1723);
    assert_eq!(number("RPC_S_CALL_FAILED"), 1726);
    assert_eq!(number("RPC_S_PROCNUM_OUT_OF_RANGE"), 1745);
    assert_eq!(number("ERROR_DHCP_SERVER_INTERFACE_NOTIFICATION_EVENT"), 20035);
    assert_eq!(ours::CLIENT_TYPE_BOTH, ours::CLIENT_TYPE_DHCP | ours::CLIENT_TYPE_BOOTP);
    assert_eq!(ours::V5_ADDRESS_BIT_CLEANUP, 0x10);
    assert_eq!(ours::DHCP_MAX_FREE_ADDRESSES_REQUESTED, 1024);
    assert_eq!(
        (ours::DHCP_DATE_TIME_INFINIT_HIGH, ours::DHCP_DATE_TIME_INFINIT_LOW),
        (0x7FFF_FFFF, 0xFFFF_FFFF)
    );
}

#[test]
fn base_types_have_the_widths_of_windows() {
    assert_eq!(size_of::<win::BYTE>(), 1);
    assert_eq!((size_of::<win::WORD>(), size_of::<win::USHORT>(), size_of::<win::WCHAR>()), (2, 2, 2));
    assert_eq!((size_of::<win::DWORD>(), size_of::<win::BOOL>(), size_of::<win::WIN32_ERROR>()), (4, 4, 4));
}

/// The one layout that is written out, in case both sides should ever be wrong together.
#[test]
#[cfg(target_pointer_width = "64")]
fn a_relationship_has_80_bytes() {
    use failover::DHCP_FAILOVER_RELATIONSHIP as R;
    assert_eq!((size_of::<R>(), align_of::<R>()), (80, 8));
    assert_eq!(offset_of!(R, PrimaryServer), 0);
    assert_eq!(offset_of!(R, SecondaryServer), 4);
    assert_eq!(offset_of!(R, Mode), 8);
    assert_eq!(offset_of!(R, ServerType), 12);
    assert_eq!(offset_of!(R, State), 16);
    assert_eq!(offset_of!(R, PrevState), 20);
    assert_eq!(offset_of!(R, Mclt), 24);
    assert_eq!(offset_of!(R, SafePeriod), 28);
    assert_eq!(offset_of!(R, RelationshipName), 32);
    assert_eq!(offset_of!(R, PrimaryServerName), 40);
    assert_eq!(offset_of!(R, SecondaryServerName), 48);
    assert_eq!(offset_of!(R, pScopes), 56);
    assert_eq!(offset_of!(R, Percentage), 64);
    assert_eq!(offset_of!(R, SharedSecret), 72);
    assert_eq!(size_of::<failover::DHCP_FAILOVER_STATISTICS>(), 28);
    assert_eq!(size_of::<failover::DHCPV4_FAILOVER_CLIENT_INFO>(), 136);
}

/// No metadata describes these; the sizes follow from their fields in MS-DHCPM.
#[test]
#[cfg(target_pointer_width = "64")]
fn multicast_structures_have_the_sizes_of_their_fields() {
    assert_eq!(size_of::<multicast::DHCP_MSCOPE_INFO>(), 80);
    assert_eq!(size_of::<multicast::DHCP_MSCOPE_TABLE>(), 16);
    assert_eq!(size_of::<multicast::DHCP_MCLIENT_INFO>(), 80);
    assert_eq!(size_of::<multicast::DHCP_MCLIENT_INFO_ARRAY>(), 16);
    assert_eq!(size_of::<multicast::MSCOPE_MIB_INFO>(), 32);
    assert_eq!(size_of::<multicast::DHCP_MCAST_MIB_INFO>(), 56);
}

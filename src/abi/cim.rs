//! The types of `include/dhcpsapi_cim.h`, which declares and documents them for C.

use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPWSTR};

/// An instance of the class DhcpServerv4Failover.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_CIM_FAILOVER {
    /// Name of the relationship.
    pub Name: LPWSTR,
    /// Name or address of the other server.
    pub PartnerServer: LPWSTR,
    /// "LoadBalance" or "HotStandby".
    pub Mode: LPWSTR,
    /// "Active" or "Standby"; NULL in load balance.
    pub ServerRole: LPWSTR,
    /// Whether there is a LoadBalancePercent.
    pub HasLoadBalancePercent: BOOL,
    /// The share of the server that was asked.
    pub LoadBalancePercent: DWORD,
    /// Whether there is a ReservePercent.
    pub HasReservePercent: BOOL,
    /// The reserve of the standby server.
    pub ReservePercent: DWORD,
    /// Subnet addresses of the scopes.
    pub ScopeId: *mut LPWSTR,
    /// How many.
    pub ScopeIdCount: DWORD,
    /// Seconds.
    pub MaxClientLeadTime: DWORD,
    /// Whether a silent partner is taken for dead after a while.
    pub AutoStateTransition: BOOL,
    /// Whether there is a StateSwitchInterval.
    pub HasStateSwitchInterval: BOOL,
    /// After how many seconds.
    pub StateSwitchInterval: DWORD,
    pub State: LPWSTR,
    /// Whether messages are authenticated.
    pub EnableAuth: BOOL,
    /// The primary server's address.
    pub PrimaryServerIP: LPWSTR,
    /// The secondary server's address.
    pub SecondaryServerIP: LPWSTR,
    /// The primary server's name.
    pub PrimaryServerName: LPWSTR,
    /// The secondary server's name.
    pub SecondaryServerName: LPWSTR,
    /// "PrimaryServer" or "SecondaryServer".
    pub ServerType: LPWSTR,
}

/// The instance that one of several names or scopes finds.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_CIM_FOUND {
    /// ERROR_SUCCESS, or why there is no instance.
    pub Code: DWORD,
    /// The instance, or NULL.
    pub Instance: *mut DHCPSAPI_CIM_FAILOVER,
}

/// An instance of the class DhcpServerv4ScopeStatistics.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_CIM_SCOPE_STATISTICS {
    /// ERROR_SUCCESS, or why there are no figures.
    pub Code: DWORD,
    /// Subnet address of the scope.
    pub ScopeId: LPWSTR,
    /// Its superscope.
    pub SuperscopeName: LPWSTR,
    /// Free addresses.
    pub AddressesFree: DWORD,
    /// All others that could be leased.
    pub AddressesInUse: DWORD,
    /// Addresses that are offered and not yet leased.
    pub PendingOffers: DWORD,
    /// Reserved addresses.
    pub ReservedAddress: DWORD,
    /// How many of a hundred addresses are in use.
    pub PercentageInUse: f32,
    /// Whether there are the figures of failover.
    pub HasFailover: BOOL,
    pub AddressesFreeOnThisServer: DWORD,
    pub AddressesFreeOnPartnerServer: DWORD,
    /// Leases of this server.
    pub AddressesInUseOnThisServer: DWORD,
    /// Leases of its partner.
    pub AddressesInUseOnPartnerServer: DWORD,
}

/// The parameters of AddByLoadBalance and AddByHotStandby.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_CIM_ADD {
    /// The server.
    pub ComputerName: LPCWSTR,
    /// Name of the relationship.
    pub Name: LPCWSTR,
    /// The other server.
    pub PartnerServer: LPCWSTR,
    /// Subnet addresses of the scopes.
    pub ScopeId: *const LPCWSTR,
    /// How many.
    pub ScopeIdCount: DWORD,
    /// Whether MaxClientLeadTime is given.
    pub HasMaxClientLeadTime: BOOL,
    /// Seconds.
    pub MaxClientLeadTime: DWORD,
    /// Whether AutoStateTransition is given.
    pub HasAutoStateTransition: BOOL,
    /// Whether a silent partner is taken for dead after a while.
    pub AutoStateTransition: BOOL,
    /// Whether StateSwitchInterval is given.
    pub HasStateSwitchInterval: BOOL,
    /// After how many seconds.
    pub StateSwitchInterval: DWORD,
    /// Of no effect.
    pub Force: BOOL,
    /// The key of the messages.
    pub SharedSecret: LPCWSTR,
    /// Whether LoadBalancePercent is given.
    pub HasLoadBalancePercent: BOOL,
    /// The share of the server.
    pub LoadBalancePercent: DWORD,
    /// Whether ReservePercent is given.
    pub HasReservePercent: BOOL,
    /// The reserve of the standby server.
    pub ReservePercent: DWORD,
    /// "Active" or "Standby".
    pub ServerRole: LPCWSTR,
}

/// The parameters of Set.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_CIM_SET {
    /// The server.
    pub ComputerName: LPCWSTR,
    /// Name of the relationship.
    pub Name: LPCWSTR,
    /// Whether AutoStateTransition is given.
    pub HasAutoStateTransition: BOOL,
    /// Whether a silent partner is taken for dead after a while.
    pub AutoStateTransition: BOOL,
    /// Whether MaxClientLeadTime is given.
    pub HasMaxClientLeadTime: BOOL,
    /// Seconds.
    pub MaxClientLeadTime: DWORD,
    /// The key of the messages.
    pub SharedSecret: LPCWSTR,
    /// Whether StateSwitchInterval is given.
    pub HasStateSwitchInterval: BOOL,
    /// After how many seconds.
    pub StateSwitchInterval: DWORD,
    /// Whether the partner is dead.
    pub PartnerDown: BOOL,
    /// Of no effect.
    pub Force: BOOL,
    /// Whether LoadBalancePercent is given.
    pub HasLoadBalancePercent: BOOL,
    /// The share of the server.
    pub LoadBalancePercent: DWORD,
    /// Whether ReservePercent is given.
    pub HasReservePercent: BOOL,
    /// The reserve of the standby server.
    pub ReservePercent: DWORD,
    /// "LoadBalance" or "HotStandby".
    pub Mode: LPCWSTR,
    /// Whether the server that is asked alone is changed.
    pub ThisServerOnly: BOOL,
}

/// The fate of the scopes on the partner when they leave a relationship.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_CIM_PARTNER_SCOPES {
    /// They are deleted with their leases.
    DhcpsapiCimDelete,
    /// They stay, but serve nobody.
    DhcpsapiCimDisable,
    /// They stay as they are.
    DhcpsapiCimKeep,
}

//! Link-layer filters, superscopes and the delay of offers, as the functions of the API have them.

use std::ptr::{dangling_mut, null, null_mut};

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::blocks::{Wide, free, text};
use super::server::Server;

/// The two lists (`DHCP_FILTER_LIST_TYPE`).
pub const DENY: i32 = 0;
pub const ALLOW: i32 = 1;

/// A pattern of Ethernet addresses: one of them, or the first bytes of several.
pub fn ethernet(bytes: &[u8]) -> DHCP_ADDR_PATTERN {
    pattern(1, bytes.len() != 6, bytes)
}

/// The exemption of a hardware type.
pub fn exemption(hardware_type: u8) -> DHCP_ADDR_PATTERN {
    pattern(hardware_type, true, &[])
}

/// Any pattern.
pub fn pattern(hardware_type: u8, is_wildcard: bool, bytes: &[u8]) -> DHCP_ADDR_PATTERN {
    let mut pattern = DHCP_ADDR_PATTERN {
        MatchHWType: 1,
        HWType: hardware_type,
        IsWildcard: i32::from(is_wildcard),
        Length: bytes.len().try_into().unwrap(),
        ..Default::default()
    };
    pattern.Pattern[..bytes.len()].copy_from_slice(bytes);
    pattern
}

/// An entry as a list shows it: hardware type, whether it is a wildcard, bytes, comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub hardware_type: u8,
    pub is_wildcard: bool,
    pub bytes: Vec<u8>,
    pub comment: Option<String>,
}

impl Filter {
    pub fn of(pattern: &DHCP_ADDR_PATTERN, comment: Option<&str>) -> Self {
        assert_eq!(pattern.MatchHWType, 1);
        let length = usize::from(pattern.Length);
        assert!(pattern.Pattern[length..].iter().all(|byte| *byte == 0));
        Filter {
            hardware_type: pattern.HWType,
            is_wildcard: pattern.IsWildcard == 1,
            bytes: pattern.Pattern[..length].to_vec(),
            comment: comment.map(Into::into),
        }
    }
}

/// A scope as the table of superscopes shows it: address, number, next, name.
pub type InSuperscope = (u32, u32, u32, Option<String>);

impl Server {
    pub fn add_filter(
        &self,
        list: i32,
        pattern: &DHCP_ADDR_PATTERN,
        comment: Option<&str>,
        forced: i32,
    ) -> u32 {
        let mut comment = comment.map(Wide::new);
        let info = DHCP_FILTER_ADD_INFO {
            AddrPatt: *pattern,
            Comment: comment.as_mut().map_or(null_mut(), Wide::as_mut_ptr),
            ListType: list,
        };
        // SAFETY: a valid structure.
        unsafe { DhcpAddFilterV4(self.ptr(), &info, forced) }
    }

    pub fn delete_filter(&self, pattern: &DHCP_ADDR_PATTERN) -> u32 {
        // SAFETY: a valid structure.
        unsafe { DhcpDeleteFilterV4(self.ptr(), pattern) }
    }

    /// Says whether the allow list and the deny list are in force.
    pub fn enforce(&self, allow: i32, deny: i32) -> u32 {
        let info = DHCP_FILTER_GLOBAL_INFO { EnforceAllowList: allow, EnforceDenyList: deny };
        // SAFETY: a valid structure.
        unsafe { DhcpSetFilterV4(self.ptr(), &info) }
    }

    /// Whether the allow list and the deny list are in force.
    pub fn enforced(&self) -> Result<(i32, i32), u32> {
        let mut info = DHCP_FILTER_GLOBAL_INFO { EnforceAllowList: 77, EnforceDenyList: 78 };
        // SAFETY: a valid place.
        let code = unsafe { DhcpGetFilterV4(self.ptr(), &mut info) };
        let given = (info.EnforceAllowList, info.EnforceDenyList);
        if code == 0 {
            return Ok(given);
        }
        assert_eq!(given, (0, 0), "nothing comes with {code}");
        Err(code)
    }

    /// A page of a list: the code, the entries, and the total.
    pub fn filters(
        &self,
        list: i32,
        handle: &mut DHCP_ADDR_PATTERN,
        preferred: u32,
    ) -> (u32, Vec<Filter>, u32) {
        let (mut info, mut read, mut total) = (dangling_mut(), 77, 78);
        // SAFETY: valid places.
        let code = unsafe {
            DhcpEnumFilterV4(self.ptr(), handle, preferred, list, &mut info, &mut read, &mut total)
        };
        if info.is_null() {
            assert_eq!((read, total), (0, 0), "nothing comes with {code}");
            return (code, vec![], 0);
        }
        // SAFETY: the call gave it.
        let DHCP_FILTER_ENUM_INFO { NumElements, pEnumRecords } = unsafe { *info };
        assert_eq!(NumElements, read);
        // SAFETY: it has as many elements as it says.
        let records = unsafe { std::slice::from_raw_parts(pEnumRecords, read.try_into().unwrap()) };
        let filters = records
            .iter()
            .map(|record| {
                let filter = Filter::of(&record.AddrPatt, text(record.Comment).as_deref());
                free(record.Comment);
                filter
            })
            .collect();
        free(pEnumRecords);
        free(info);
        (code, filters, total)
    }

    /// All entries of a list.
    pub fn all_filters(&self, list: i32) -> Vec<Filter> {
        let (code, filters, total) = self.filters(list, &mut DHCP_ADDR_PATTERN::default(), u32::MAX);
        assert_eq!((code, usize::try_from(total)), (259, Ok(filters.len())));
        filters
    }
}

impl Server {
    /// Puts a scope into a superscope; `None` takes it out.
    pub fn set_superscope(&self, scope: u32, name: Option<&str>, may_change: i32) -> u32 {
        let name = name.map(Wide::new);
        let pointer = name.as_ref().map_or(null(), Wide::as_ptr);
        // SAFETY: a valid string.
        unsafe { DhcpSetSuperScopeV4(self.ptr(), scope, pointer, may_change) }
    }

    pub fn delete_superscope(&self, name: &str) -> u32 {
        let name = Wide::new(name);
        // SAFETY: a valid string.
        unsafe { DhcpDeleteSuperScopeV4(self.ptr(), name.as_ptr()) }
    }

    pub fn superscopes(&self) -> Vec<InSuperscope> {
        let mut table = dangling_mut();
        // SAFETY: a valid place.
        assert_eq!(unsafe { DhcpGetSuperScopeInfoV4(self.ptr(), &mut table) }, 0);
        // SAFETY: the call succeeded.
        let DHCP_SUPER_SCOPE_TABLE { cEntries, pEntries } = unsafe { *table };
        if cEntries == 0 {
            assert!(pEntries.is_null());
            free(table);
            return vec![];
        }
        // SAFETY: it has as many entries as it says.
        let entries = unsafe { std::slice::from_raw_parts(pEntries, cEntries.try_into().unwrap()) };
        let superscopes = entries
            .iter()
            .map(|entry| {
                let name = text(entry.SuperScopeName);
                free(entry.SuperScopeName);
                (entry.SubnetAddress, entry.SuperScopeNumber, entry.NextInSuperScope, name)
            })
            .collect();
        free(pEntries);
        free(table);
        superscopes
    }

    pub fn set_delay(&self, scope: u32, milliseconds: u16) -> u32 {
        // SAFETY: numbers.
        unsafe { DhcpSetSubnetDelayOffer(self.ptr(), scope, milliseconds) }
    }

    pub fn delay(&self, scope: u32) -> Result<u16, u32> {
        let mut milliseconds = 7777;
        // SAFETY: a valid place.
        let code = unsafe { DhcpGetSubnetDelayOffer(self.ptr(), scope, &mut milliseconds) };
        if code == 0 {
            return Ok(milliseconds);
        }
        assert_eq!(milliseconds, 0, "nothing comes with {code}");
        Err(code)
    }
}

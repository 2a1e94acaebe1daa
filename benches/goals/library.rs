//! The functions under measurement and their floors, called through pointers.

use std::ffi::{CString, c_char, c_void};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use windows_sys::Win32::NetworkManagement::Dhcp::*;

// The functions that windows-sys declares are ours, and those of the extension.
use dhcpsapi::abi::cim::{DHCPSAPI_CIM_FAILOVER, DHCPSAPI_CIM_SET};
use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_CLIENT};

unsafe extern "system" {
    fn dhcpsapi_reset() -> u32;
    fn dhcpsapi_clock_set(seconds: u64) -> u32;
    fn dhcpsapi_clock_advance(seconds: u64) -> u32;
    fn dhcpsapi_client_request(
        server: Str,
        client: *const DHCPSAPI_CLIENT,
        answer: *mut *mut DHCPSAPI_ANSWER,
    ) -> u32;
    fn dhcpsapi_client_renew(
        server: Str,
        client: *const DHCPSAPI_CLIENT,
        answer: *mut *mut DHCPSAPI_ANSWER,
    ) -> u32;
    fn dhcpsapi_client_release(server: Str, client: *const DHCPSAPI_CLIENT) -> u32;
    fn dhcpsapi_link_cut(one: Str, other: Str) -> u32;
    fn dhcpsapi_link_heal(one: Str, other: Str) -> u32;
    fn dhcpsapi_server_stop(server: Str) -> u32;
    fn dhcpsapi_server_start(server: Str) -> u32;
    fn dhcpsapi_cim_set(
        parameters: *const DHCPSAPI_CIM_SET,
        what_if: *mut *mut u16,
        output: *mut *mut DHCPSAPI_CIM_FAILOVER,
    ) -> u32;
}

type Str = *const u16;

/// One function pointer for each name, taken from a shared library.
macro_rules! functions {
    ($(#[$note:meta])* $library:ident { $($field:ident = $name:literal ($($argument:ty),*) $(-> $answer:ty)?;)* }) => {
        $(#[$note])*
        #[derive(Clone, Copy)]
        pub(crate) struct $library {
            $(pub(crate) $field: unsafe extern "system" fn($($argument),*) $(-> $answer)?,)*
        }

        impl $library {
            fn open(path: &Path) -> Self {
                let library = open(path);
                // SAFETY: a function of this name has this type.
                $library { $($field: unsafe {
                    std::mem::transmute::<*mut c_void, unsafe extern "system" fn($($argument),*) $(-> $answer)?>(
                        symbol(library, $name),
                    )
                },)* }
            }
        }
    };
}

functions! {
    /// The library, the part of it that is measured.
    Api {
        add_server = "DhcpAddServer" (u32, *mut c_void, *mut DHCPDS_SERVER, *mut c_void, *mut c_void) -> u32;
        delete_server = "DhcpDeleteServer" (u32, *mut c_void, *mut DHCPDS_SERVER, *mut c_void, *mut c_void) -> u32;
        create_subnet = "DhcpCreateSubnet" (Str, u32, *const DHCP_SUBNET_INFO) -> u32;
        add_element = "DhcpAddSubnetElementV5" (Str, u32, *const DHCP_SUBNET_ELEMENT_DATA_V5) -> u32;
        remove_element = "DhcpRemoveSubnetElementV5"
            (Str, u32, *const DHCP_SUBNET_ELEMENT_DATA_V5, DHCP_FORCE_FLAG) -> u32;
        create = "DhcpV4FailoverCreateRelationship" (Str, *const DHCP_FAILOVER_RELATIONSHIP) -> u32;
        set = "DhcpV4FailoverSetRelationship" (Str, u32, *const DHCP_FAILOVER_RELATIONSHIP) -> u32;
        delete = "DhcpV4FailoverDeleteRelationship" (Str, Str) -> u32;
        get = "DhcpV4FailoverGetRelationship" (Str, Str, *mut *mut DHCP_FAILOVER_RELATIONSHIP) -> u32;
        enumerate = "DhcpV4FailoverEnumRelationship"
            (Str, *mut u32, u32, *mut *mut DHCP_FAILOVER_RELATIONSHIP_ARRAY, *mut u32, *mut u32) -> u32;
        trigger = "DhcpV4FailoverTriggerAddrAllocation" (Str, Str) -> u32;
        statistics = "DhcpV4FailoverGetScopeStatistics" (Str, u32, *mut *mut DHCP_FAILOVER_STATISTICS) -> u32;
        free_addresses = "DhcpV4GetFreeIPAddress" (Str, u32, u32, u32, u32, *mut *mut DHCP_IP_ARRAY) -> u32;
        create_lease = "DhcpCreateClientInfo" (Str, *const DHCP_CLIENT_INFO) -> u32;
        change_lease = "DhcpSetClientInfo" (Str, *const DHCP_CLIENT_INFO) -> u32;
        delete_lease = "DhcpDeleteClientInfo" (Str, *const DHCP_SEARCH_INFO) -> u32;
        get_lease = "DhcpGetClientInfo" (Str, *const DHCP_SEARCH_INFO, *mut *mut DHCP_CLIENT_INFO) -> u32;
        list_leases = "DhcpEnumSubnetClients"
            (Str, u32, *mut u32, u32, *mut *mut DHCP_CLIENT_INFO_ARRAY, *mut u32, *mut u32) -> u32;
        set_option = "DhcpSetOptionValue" (Str, u32, *const DHCP_OPTION_SCOPE_INFO, *const DHCP_OPTION_DATA) -> u32;
        free = "DhcpRpcFreeMemory" (*mut c_void);
        reset = "dhcpsapi_reset" () -> u32;
        clock_set = "dhcpsapi_clock_set" (u64) -> u32;
        clock_advance = "dhcpsapi_clock_advance" (u64) -> u32;
        request = "dhcpsapi_client_request" (Str, *const DHCPSAPI_CLIENT, *mut *mut DHCPSAPI_ANSWER) -> u32;
        renew = "dhcpsapi_client_renew" (Str, *const DHCPSAPI_CLIENT, *mut *mut DHCPSAPI_ANSWER) -> u32;
        release = "dhcpsapi_client_release" (Str, *const DHCPSAPI_CLIENT) -> u32;
        link_cut = "dhcpsapi_link_cut" (Str, Str) -> u32;
        link_heal = "dhcpsapi_link_heal" (Str, Str) -> u32;
        stop = "dhcpsapi_server_stop" (Str) -> u32;
        start = "dhcpsapi_server_start" (Str) -> u32;
        cim_set = "dhcpsapi_cim_set" (*const DHCPSAPI_CIM_SET, *mut *mut u16, *mut *mut DHCPSAPI_CIM_FAILOVER) -> u32;
    }
}

functions! {
    /// The floors of `floor.c`.
    Floor {
        start = "floor_start" (u32);
        add = "floor_add" (*const DHCP_FAILOVER_RELATIONSHIP);
        get = "floor_get" (u32, *mut *mut DHCP_FAILOVER_RELATIONSHIP) -> u32;
        enumerate = "floor_enum"
            (*mut u32, u32, *mut *mut DHCP_FAILOVER_RELATIONSHIP_ARRAY, *mut u32, *mut u32) -> u32;
        free = "floor_free" (*mut c_void);
        nothing = "floor_nothing" (Str, Str, *mut *mut DHCP_FAILOVER_RELATIONSHIP) -> u32;
        statistics = "floor_statistics" (Str, u32, *mut *mut DHCP_FAILOVER_STATISTICS) -> u32;
        addresses = "floor_addresses" (u32, u32, *mut *mut DHCP_IP_ARRAY) -> u32;
        shift = "floor_move" (*mut u64, *mut u64, usize);
        leases = "floor_leases" (u32, Str);
        lease_set = "floor_lease_set" (u32, *const DHCP_CLIENT_INFO) -> u32;
        lease_remove = "floor_lease_remove" (u32) -> u32;
        lease_get = "floor_lease_get" (u32, *mut *mut DHCP_CLIENT_INFO) -> u32;
        lease_list = "floor_lease_list" (*mut u32, u32, *mut *mut DHCP_CLIENT_INFO_ARRAY) -> u32;
    }
}

impl Api {
    /// The shared library: the file that cargo built with this program, or the one that `DHCPSAPI_LIBRARY` names.
    pub(crate) fn shared() -> Self {
        Api::open(&shared_library())
    }

    /// The API of the functions that are linked into this program, for tables of more than 31 relationships: to lift the limit is
    /// no exported function. They are called through pointers that the compiler cannot see through, so nothing is
    /// inlined into the loops that measure.
    pub(crate) fn linked() -> Self {
        dhcpsapi::service::lift_the_limit_of_relationships();
        black_box(Api {
            add_server: DhcpAddServer,
            delete_server: DhcpDeleteServer,
            create_subnet: DhcpCreateSubnet,
            add_element: DhcpAddSubnetElementV5,
            remove_element: DhcpRemoveSubnetElementV5,
            create: DhcpV4FailoverCreateRelationship,
            set: DhcpV4FailoverSetRelationship,
            delete: DhcpV4FailoverDeleteRelationship,
            get: DhcpV4FailoverGetRelationship,
            enumerate: DhcpV4FailoverEnumRelationship,
            trigger: DhcpV4FailoverTriggerAddrAllocation,
            statistics: DhcpV4FailoverGetScopeStatistics,
            free_addresses: DhcpV4GetFreeIPAddress,
            create_lease: DhcpCreateClientInfo,
            change_lease: DhcpSetClientInfo,
            delete_lease: DhcpDeleteClientInfo,
            get_lease: DhcpGetClientInfo,
            list_leases: DhcpEnumSubnetClients,
            set_option: DhcpSetOptionValue,
            free: DhcpRpcFreeMemory,
            reset: dhcpsapi_reset,
            clock_set: dhcpsapi_clock_set,
            clock_advance: dhcpsapi_clock_advance,
            request: dhcpsapi_client_request,
            renew: dhcpsapi_client_renew,
            release: dhcpsapi_client_release,
            link_cut: dhcpsapi_link_cut,
            link_heal: dhcpsapi_link_heal,
            stop: dhcpsapi_server_stop,
            start: dhcpsapi_server_start,
            cim_set: dhcpsapi_cim_set,
        })
    }
}

impl Floor {
    /// The floors, compiled by `compile_floor` before.
    pub(crate) fn load() -> Self {
        Floor::open(&floor_library())
    }
}

/// Compiles the floors with the system's C compiler, next to this program.
pub(crate) fn compile_floor() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/goals/floor.c");
    let status = Command::new("cc")
        .args(["-O2", "-ftree-vectorize", "-fvect-cost-model=dynamic", "-fPIC", "-shared", "-o"])
        .arg(floor_library())
        .arg(source)
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the floors need a C compiler, cc");
}

/// The shared library under measurement.
pub(crate) fn shared_library() -> PathBuf {
    std::env::var_os("DHCPSAPI_LIBRARY").map_or_else(|| beside("libdhcpsapi.so"), PathBuf::from)
}

fn floor_library() -> PathBuf {
    beside("libdhcpsapi_floor.so")
}

fn beside(name: &str) -> PathBuf {
    std::env::current_exe().expect("the path of this program").with_file_name(name)
}

fn open(path: &Path) -> *mut c_void {
    let name = CString::new(path.as_os_str().as_encoded_bytes()).expect("no NUL in a path");
    // SAFETY: a string that ends with a NUL.
    let library = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
    assert!(!library.is_null(), "cannot load {}", path.display());
    library
}

/// # Safety
///
/// `library` came from `open`.
unsafe fn symbol(library: *mut c_void, name: &str) -> *mut c_void {
    let name = CString::new(name).expect("no NUL in a name");
    let pointer: *const c_char = name.as_ptr();
    // SAFETY: the library is open, the name ends with a NUL.
    let found = unsafe { libc::dlsym(library, pointer) };
    assert!(!found.is_null(), "the library has no {name:?}");
    found
}

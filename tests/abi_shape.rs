//! The signature of every export against the declaration in `windows-sys`: number of parameters, and of each
//! parameter and the result the size, the alignment and what it points to.

mod support;

use std::any::type_name;
use std::mem::{align_of, size_of};

use dhcpsapi::exports as ours;
use windows_sys::Win32::NetworkManagement::Dhcp as theirs;

/// A type as C sees it: size, alignment, name.
#[derive(Debug, PartialEq)]
struct Kind(usize, usize, String);

fn kind<T>() -> Kind {
    // A parameter that is only read is const on one side more often than on the other; an enumeration is a
    // number in windows-sys.
    let name = type_name::<T>().replace("*const ", "*mut ");
    let name = match name.strip_prefix("core::mem::maybe_uninit::MaybeUninit<") {
        Some(_) => "i32".to_owned(),
        None => name,
    };
    let pointers = name.len() - name.trim_start_matches("*mut ").len();
    let last = name.rsplit("::").next().unwrap_or(&name).trim_start_matches("*mut ");
    Kind(size_of::<T>(), align_of::<T>(), format!("{}{last}", &name[..pointers]))
}

/// A function pointer, of either convention; on the targets of this library both are one.
trait Function {
    fn shape(&self) -> (Vec<Kind>, Kind);
}

macro_rules! functions {
    ($($($parameter:ident)*;)*) => {
        $(
            impl<Result, $($parameter),*> Function for unsafe extern "C" fn($($parameter),*) -> Result {
                fn shape(&self) -> (Vec<Kind>, Kind) {
                    (vec![$(kind::<$parameter>()),*], kind::<Result>())
                }
            }
            impl<Result, $($parameter),*> Function for unsafe extern "system" fn($($parameter),*) -> Result {
                fn shape(&self) -> (Vec<Kind>, Kind) {
                    (vec![$(kind::<$parameter>()),*], kind::<Result>())
                }
            }
        )*
    };
}
support::functions::arities!(functions);

macro_rules! compare {
    ($($name:ident($($parameter:tt)*))*) => {
        $(
            let our: unsafe extern "C" fn($($parameter),*) -> _ = ours::$name;
            let their: unsafe extern "system" fn($($parameter),*) -> _ = theirs::$name;
            assert_eq!(our.shape(), their.shape(), "{} (ours, then windows-sys)", stringify!($name));
        )*
    };
}

#[test]
fn every_signature_is_that_of_the_sdk() {
    support::functions::declared!(compare);
}

macro_rules! return_a_number {
    ($($name:ident($($parameter:tt)*))*) => {
        $(
            let our: unsafe extern "C" fn($($parameter),*) -> _ = ours::$name;
            assert_eq!(our.shape().1, kind::<u32>(), "{}", stringify!($name));
        )*
    };
}

#[test]
fn the_exports_that_no_sdk_declares_return_a_number() {
    support::functions::undeclared!(return_a_number);
}

#[test]
fn kinds_tell_types_apart() {
    assert_eq!(kind::<*const u16>(), kind::<*mut u16>());
    assert_ne!(kind::<*mut u16>(), kind::<*mut *mut u16>());
    assert_ne!(kind::<*mut u16>(), kind::<*mut u32>());
    assert_eq!(
        kind::<*mut *mut theirs::DHCP_OPTION>(),
        kind::<*mut *mut dhcpsapi::abi::options::DHCP_OPTION>()
    );
    assert_ne!(kind::<*mut theirs::DHCP_OPTION>(), kind::<*mut theirs::DHCP_OPTION_DATA>());
}

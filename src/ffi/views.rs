//! Pointers in: each becomes a value that needs no further check, or `ERROR_INVALID_PARAMETER`.
//!
//! The views live as long as the body of the call, which is as long as C promises that the pointers are valid. A
//! string or an array that is not aligned for its type is refused like NULL; structures are copied from anywhere.

use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;
use std::slice;

use widestring::U16CStr;

use crate::abi::win::LPCWSTR;
use crate::domain::base::text::is_well_formed;
use crate::ffi::call::Failure;
use crate::ffi::trace;

/// Why a string of UTF-16 is not one.
pub(crate) const UNPAIRED_SURROGATE: &str = "a string has an unpaired surrogate";
const IS_NULL: &str = "a pointer that must be there is NULL";

/// The name of the server that is asked; it may be absent.
///
/// # Safety
///
/// As `optional_units`.
pub(crate) unsafe fn server_name<'a>(pointer: LPCWSTR) -> Result<Option<&'a [u16]>, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { optional_text(pointer) }?;
    trace::asked(name);
    Ok(name)
}

/// The units of a string that may be absent, well-formed or not.
///
/// # Safety
///
/// `pointer` is NULL or points to units that end with a NUL and do not change for `'a`.
pub(crate) unsafe fn optional_units<'a>(pointer: LPCWSTR) -> Result<Option<&'a [u16]>, Failure> {
    if pointer.is_null() {
        return Ok(None);
    }
    if !pointer.is_aligned() {
        return Err(Failure::Unreadable("a string is not aligned"));
    }
    // SAFETY: neither NULL nor misaligned; terminated and unchanging by this function's contract.
    Ok(Some(unsafe { U16CStr::from_ptr_str(pointer) }.as_slice()))
}

/// The units of a string that must be there.
///
/// # Safety
///
/// As `optional_units`.
pub(crate) unsafe fn units<'a>(pointer: LPCWSTR) -> Result<&'a [u16], Failure> {
    // SAFETY: the same promise.
    unsafe { optional_units(pointer) }?.ok_or(Failure::Unreadable(IS_NULL))
}

/// A string that may be absent.
///
/// # Safety
///
/// As `optional_units`.
pub(crate) unsafe fn optional_text<'a>(pointer: LPCWSTR) -> Result<Option<&'a [u16]>, Failure> {
    // SAFETY: the same promise.
    let units = unsafe { optional_units(pointer) }?;
    if units.is_none_or(is_well_formed) { Ok(units) } else { Err(Failure::Unreadable(UNPAIRED_SURROGATE)) }
}

/// A string that must be there.
///
/// # Safety
///
/// As `optional_units`.
pub(crate) unsafe fn text<'a>(pointer: LPCWSTR) -> Result<&'a [u16], Failure> {
    // SAFETY: the same promise.
    unsafe { optional_text(pointer) }?.ok_or(Failure::Unreadable(IS_NULL))
}

/// A string of UTF-8 that must be there.
///
/// # Safety
///
/// `pointer` is NULL or points to bytes that end with a NUL and do not change for `'a`.
pub(crate) unsafe fn utf8<'a>(pointer: *const c_char) -> Result<&'a str, Failure> {
    if pointer.is_null() {
        return Err(Failure::Unreadable(IS_NULL));
    }
    // SAFETY: not NULL; terminated and unchanging by this function's contract.
    unsafe { CStr::from_ptr(pointer) }.to_str().map_err(|_| Failure::Unreadable("a string is not UTF-8"))
}

/// A copy of a structure that must be there, wherever it lies.
///
/// # Safety
///
/// `pointer` is NULL or points to a `T`.
pub(crate) unsafe fn structure<T: Copy>(pointer: *const T) -> Result<T, Failure> {
    if pointer.is_null() {
        return Err(Failure::Unreadable(IS_NULL));
    }
    // SAFETY: not NULL, so readable by this function's contract; alignment is not assumed.
    Ok(unsafe { pointer.read_unaligned() })
}

/// An array of as many elements as C says. A NULL array has none.
///
/// # Safety
///
/// `pointer` is NULL, misaligned, or points to `count` times `T` that do not change for `'a`.
pub(crate) unsafe fn array<'a, T>(pointer: *const T, count: u32) -> Result<&'a [T], Failure> {
    let unreadable = Failure::Unreadable("an array is NULL, not aligned, or longer than memory is");
    let count = usize::try_from(count).map_err(|_| unreadable)?;
    if count == 0 {
        return Ok(&[]);
    }
    let fits = size_of::<T>().checked_mul(count).is_some_and(|size| isize::try_from(size).is_ok());
    if pointer.is_null() || !pointer.is_aligned() || !fits {
        return Err(unreadable);
    }
    // SAFETY: neither NULL nor misaligned nor too long; valid by this function's contract.
    Ok(unsafe { slice::from_raw_parts(pointer, count) })
}

/// The number that C put where an enum is expected, known or not.
pub(crate) fn enum_number<E: Copy>(value: MaybeUninit<E>) -> i32 {
    const { assert!(size_of::<E>() == size_of::<i32>()) };
    // SAFETY: as large as an i32 (above), and every bit pattern is one; C wrote it, or left its own memory there.
    unsafe { std::mem::transmute_copy(&value) }
}

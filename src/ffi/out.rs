//! Pointers out: cleared first, filled last, on success only.

use std::ptr;

use crate::abi::filters::DHCP_FILTER_GLOBAL_INFO;
use crate::domain::base::text::Text;
use crate::ffi::call::Failure;

/// A value that an output has before it is filled: NULL, or 0.
pub(crate) trait Cleared {
    /// The value.
    fn cleared() -> Self;
}

impl<T> Cleared for *mut T {
    fn cleared() -> Self {
        ptr::null_mut()
    }
}

macro_rules! cleared_numbers {
    ($($number:ty),*) => { $(impl Cleared for $number { fn cleared() -> Self { 0 } })* };
}
cleared_numbers!(u8, u16, u32, u64, i32);

impl Cleared for DHCP_FILTER_GLOBAL_INFO {
    fn cleared() -> Self {
        DHCP_FILTER_GLOBAL_INFO { EnforceAllowList: 0, EnforceDenyList: 0 }
    }
}

/// Clears an output that this call will not fill; NULL is left alone.
///
/// # Safety
///
/// `place` is NULL or valid for writing a `T`.
pub(crate) unsafe fn clear<T: Cleared>(place: *mut T) {
    if !place.is_null() {
        // SAFETY: it is not NULL, so it is writable by this function's contract; alignment is not assumed.
        unsafe { place.write_unaligned(T::cleared()) };
    }
}

/// Takes two places over, and clears both, also if one of them is refused.
///
/// # Safety
///
/// As `Out::new`, for both.
pub(crate) unsafe fn two<T: Cleared, U: Cleared>(
    one: *mut T,
    other: *mut U,
) -> Result<(Out<T>, Out<U>), Failure> {
    // SAFETY: the same promise.
    let (one, other) = unsafe { (Out::new(one), Out::new(other)) };
    Ok((one?, other?))
}

/// A buffer that the caller gave for a string.
#[derive(Debug)]
pub(crate) struct OutText {
    first: *mut u16,
    /// How many units it has room for.
    room: usize,
}

impl OutText {
    /// Takes a buffer of so many bytes over and makes it an empty string; NULL is `ERROR_INVALID_PARAMETER`.
    ///
    /// # Safety
    ///
    /// `first` is NULL or valid for writing that many bytes until the call ends.
    pub(crate) unsafe fn new(first: *mut u16, bytes: u32) -> Result<Self, Failure> {
        let room = usize::try_from(bytes).map_err(|_| Failure::OutOfMemory)? / size_of::<u16>();
        if room > 0 {
            // SAFETY: the buffer has room for a unit, by this function's contract.
            unsafe { clear(first) };
        }
        if first.is_null() { Err(Failure::NullOutput) } else { Ok(OutText { first, room }) }
    }

    /// Whether a string and its NUL have room.
    pub(crate) fn has_room_for(&self, text: &Text) -> bool {
        text.len() < self.room
    }

    /// Fills the buffer with a string and its NUL, as far as there is room.
    pub(crate) fn fill(self, text: &Text) {
        let units = text.units().iter().copied().chain([0]);
        for (place, unit) in units.take(self.room).enumerate() {
            // SAFETY: `new` was promised that the buffer, which is not NULL, has room for as many units, and stays writable until
            // the call ends.
            unsafe { self.first.add(place).write_unaligned(unit) };
        }
    }
}

/// A place that the caller gave for a result: a number, or a pointer to a block.
#[derive(Debug)]
pub(crate) struct Out<T>(*mut T);

impl<T: Cleared> Out<T> {
    /// Takes the place over and clears it; NULL is `ERROR_INVALID_PARAMETER`.
    ///
    /// # Safety
    ///
    /// `place` is NULL or valid for writing a `T` until the call ends.
    pub(crate) unsafe fn new(place: *mut T) -> Result<Self, Failure> {
        // SAFETY: the same promise.
        unsafe { clear(place) };
        if place.is_null() { Err(Failure::NullOutput) } else { Ok(Out(place)) }
    }

    /// Takes a place over that may be NULL, which nothing is wanted in, and clears it.
    ///
    /// # Safety
    ///
    /// As `new`.
    pub(crate) unsafe fn optional(place: *mut T) -> Option<Self> {
        // SAFETY: the same promise.
        unsafe { Out::new(place) }.ok()
    }

    /// Fills the place.
    pub(crate) fn fill(self, value: T) {
        // SAFETY: `new` was promised that the place, which is not NULL, stays writable until the call ends.
        unsafe { self.0.write_unaligned(value) };
    }
}

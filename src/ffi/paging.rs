//! Enumerations: where a page starts and ends, and what it answers.
//!
//! A resume handle is the index of the next entry. It is not reset at the end, so that the call after the last page
//! finds nothing left. Only that of lease records is the address of the last one, and 0 at the end (MS-DHCPM 3.1.4.21), and that
//! of link-layer filters is the last pattern (MS-DHCPM 3.2.4.87).

use crate::ffi::alloc::Given;
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::out::Out;

/// The four outputs that every enumeration has.
#[derive(Debug)]
pub(crate) struct Enumeration<T, H = u32> {
    resume: *mut H,
    start: H,
    array: Out<*mut T>,
    read: Out<u32>,
    total: Out<u32>,
}

/// The entries of one reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    /// How many entries are in it.
    pub(crate) count: usize,
    /// How many there are from the first of it to the end.
    remaining: usize,
    /// Whether the answer says that more remains.
    says_more: bool,
}

impl<T, H: Copy> Enumeration<T, H> {
    /// Takes the outputs over and clears all but the resume handle; any NULL is `ERROR_INVALID_PARAMETER`.
    ///
    /// # Safety
    ///
    /// Each pointer is NULL or valid for writing, `resume` also for reading, until the call ends.
    pub(crate) unsafe fn new(
        resume: *mut H,
        array: *mut *mut T,
        read: *mut u32,
        total: *mut u32,
    ) -> Result<Self, Failure> {
        // SAFETY: the same promise. All are cleared before the first NULL is answered.
        let (array, read, total) = unsafe { (Out::new(array), Out::new(read), Out::new(total)) };
        if resume.is_null() {
            return Err(Failure::NullOutput);
        }
        // SAFETY: not NULL, so readable by this function's contract.
        let start = unsafe { resume.read_unaligned() };
        Ok(Enumeration { resume, start, array: array?, read: read?, total: total? })
    }

    /// What the handle says where the page begins.
    pub(crate) fn handle(&self) -> &H {
        &self.start
    }

    /// As `finish`, where the handle is a copy of the last entry, if there is one, and the last page comes with the answer that
    /// nothing is left.
    pub(crate) fn finish_with_no_more_items(
        mut self,
        last: Option<H>,
        page: Page,
        given: Given<T>,
    ) -> Outcome {
        self.start = last.unwrap_or(self.start);
        self.fill(page, Some(given))?;
        Err(Failure::NoMoreItems)
    }

    fn fill(self, page: Page, given: Option<Given<T>>) -> Outcome {
        if let Some(given) = given {
            self.array.give(given);
        }
        self.read.fill(u32::try_from(page.count).unwrap_or(u32::MAX));
        self.total.fill(u32::try_from(page.remaining).unwrap_or(u32::MAX));
        // SAFETY: `new` was promised a writable handle, and found it not NULL.
        unsafe { self.resume.write_unaligned(self.start) };
        if page.says_more { Err(Failure::MoreData) } else { Ok(()) }
    }
}

impl<T> Enumeration<T> {
    /// The index of the first entry to return.
    pub(crate) fn start(&self) -> usize {
        usize::try_from(self.start).unwrap_or(usize::MAX)
    }

    /// The address behind whose entry the page begins, where that is what the handle is; `None` at the beginning.
    pub(crate) fn after(&self) -> Option<u32> {
        (self.start != 0).then_some(self.start)
    }

    /// Fills the outputs with a page and answers whether more remains. A page without entries has no array.
    pub(crate) fn finish(mut self, page: Page, given: Given<T>) -> Outcome {
        let count = u32::try_from(page.count).unwrap_or(u32::MAX);
        self.start = self.start.saturating_add(count);
        self.fill(page, (count != 0).then_some(given))
    }

    /// As `finish`, where the handle is an address: that of the last entry, or 0 at the end. There always is an array.
    pub(crate) fn finish_after(mut self, last: u32, page: Page, given: Given<T>) -> Outcome {
        self.start = if page.says_more { last } else { 0 };
        self.fill(page, Some(given))
    }
}

/// An enumeration's answer to a preferred maximum of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NothingAskedFor {
    /// There is nothing to return.
    NoMoreItems,
    /// More data, if there is any: nothing is read, and the total says how many entries there are.
    MoreData,
}

/// The page that fits into that many bytes: nothing for 0, else at least one entry, all of them for 0xFFFFFFFF. `sizes` are
/// those of the entries from the start on, in bytes, and `remaining` is the number of entries.
pub(crate) fn bytes(
    preferred: u32,
    nothing: NothingAskedFor,
    remaining: usize,
    sizes: impl Iterator<Item = usize>,
) -> Result<Page, Failure> {
    if remaining == 0 {
        return Err(Failure::NoMoreItems);
    }
    if preferred == 0 {
        return match nothing {
            NothingAskedFor::NoMoreItems => Err(Failure::NoMoreItems),
            NothingAskedFor::MoreData => Ok(Page { count: 0, remaining, says_more: true }),
        };
    }
    if preferred == u32::MAX {
        return Ok(Page { count: remaining, remaining, says_more: false });
    }
    let mut room = usize::try_from(preferred).unwrap_or(usize::MAX);
    let fitting = sizes.take_while(|size| {
        let fits = *size <= room;
        room = room.saturating_sub(*size);
        fits
    });
    let count = fitting.count().max(1);
    Ok(Page { count, remaining, says_more: count < remaining })
}

/// What an enumeration of lease records answers for a scope without any, where another scope has some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EmptyList {
    /// A list with nothing in it (MS-DHCPM 3.1.4.21).
    Given,
    /// That there is nothing to return (MS-DHCPM 3.2.4.1, 3.2.4.116).
    NoMoreItems,
}

/// What such an enumeration says how many entries there are while more remain (MS-DHCPM, note 31 of Appendix B).
const MANY: usize = 0x7FFF_FFFF;

/// The entries of a page of an enumeration of lease records: as many as fit into that many bytes, of which there are no fewer than
/// 1,024 and no more than 65,536 (MS-DHCPM 3.1.4.21), but at least one; all of them for 0xFFFFFFFF.
pub(crate) fn clamped_bytes<E>(
    preferred: u32,
    entries: impl Iterator<Item = E>,
    size_in_bytes: impl Fn(&E) -> usize,
) -> (Vec<E>, Page) {
    let mut room = usize::try_from(clamped(preferred)).unwrap_or(usize::MAX);
    let mut chosen = Vec::new();
    for entry in entries {
        let size = size_in_bytes(&entry);
        if preferred != u32::MAX && size > room && !chosen.is_empty() {
            let page = Page { count: chosen.len(), remaining: MANY, says_more: true };
            return (chosen, page);
        }
        room = room.saturating_sub(size);
        chosen.push(entry);
    }
    let page = Page { count: chosen.len(), remaining: chosen.len(), says_more: false };
    (chosen, page)
}

/// The page of an enumeration whose bytes are limited likewise (MS-DHCPM 3.2.4.87), and which says how many entries there are.
pub(crate) fn clamped_bytes_of(
    preferred: u32,
    remaining: usize,
    sizes: impl Iterator<Item = usize>,
) -> Result<Page, Failure> {
    bytes(clamped(preferred), NothingAskedFor::NoMoreItems, remaining, sizes)
}

fn clamped(preferred: u32) -> u32 {
    if preferred == u32::MAX { preferred } else { preferred.clamp(1024, 65_536) }
}

/// The page of an enumeration that counts entries, with at most the preferred number of them; such an enumeration does not say
/// whether more remains (MS-DHCPM 3.1.4.4).
pub(crate) fn entries(preferred: u32, remaining: usize) -> Result<Page, Failure> {
    let count = usize::try_from(preferred).unwrap_or(usize::MAX).min(remaining);
    if count == 0 { Err(Failure::NoMoreItems) } else { Ok(Page { count, remaining, says_more: false }) }
}

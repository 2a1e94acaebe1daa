//! Memory for when there is none. Rust ends the process where an allocation fails; a library must not do that to whoever has
//! loaded it.
//!
//! A small block that `malloc` refuses comes from a reserve: a call that reads has its answer then. A call that is about to
//! change something asks whether the reserve was touched, and answers that there is no memory before anything is kept. Before
//! it begins, it secures the large blocks that the change itself will need.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::iter::{once, repeat};
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(all(unix, not(miri)))]
use crate::process::lock::Guard;
use crate::process::lock::Lock;

/// The allocator of all that is Rust's here. Blocks that callers get come from `malloc` itself.
pub(crate) struct Memory;

#[global_allocator]
static MEMORY: Memory = Memory;

const GRANULE: usize = 1024;
/// 8 MiB, which cost nothing until they are used: the system gives a page of zeros when it is written to.
const GRANULES: usize = 8192;
/// The size in bytes of the largest block that comes from the reserve.
const LARGEST: usize = 4 * 1024 * 1024;

#[repr(align(1024))]
struct Space(UnsafeCell<[u8; GRANULE * GRANULES]>);

// SAFETY: each part of it is used by whoever it was given to, and by nobody else.
unsafe impl Sync for Space {}

static SPACE: Space = Space(UnsafeCell::new([0; GRANULE * GRANULES]));
/// Which granules of it are given away: at the first of a block how many it has.
static TAKEN: Lock<[u16; GRANULES]> = Lock::new([FREE; GRANULES]);
const FREE: u16 = 0;
/// Of the block that begins before.
const CONTINUED: u16 = u16::MAX;
/// How often something was.
static GRANTS: AtomicU64 = AtomicU64::new(0);

/// Blocks that were made because a change will need them.
static SECURED: Lock<Spares> = Lock::new([None; MAX_SPARES]);

type Spares = [Option<Spare>; MAX_SPARES];
const MAX_SPARES: usize = 64;

#[derive(Clone, Copy)]
struct Spare {
    address: usize,
    layout: Layout,
}

/// Gives memory that is free again back to the system, where very much was used for a moment.
pub(crate) fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu", not(miri)))]
    // SAFETY: it takes a number, and may be called at any time.
    unsafe {
        libc::malloc_trim(0)
    };
}

/// How often `malloc` refused something since the start, and the reserve gave it.
#[inline]
pub(crate) fn grants() -> u64 {
    GRANTS.load(Ordering::Relaxed)
}

/// Keeps every thread from the reserve.
#[cfg(all(unix, not(miri)))]
pub(crate) fn hold() -> Held {
    Held { _taken: TAKEN.take(), _secured: SECURED.take() }
}

/// The reserve, with nobody at work on it.
#[cfg(all(unix, not(miri)))]
pub(crate) struct Held {
    _taken: Guard<'static, [u16; GRANULES]>,
    _secured: Guard<'static, Spares>,
}

/// Keeps the blocks that are secured until it is dropped; those that were not needed are given back then.
#[derive(Debug)]
pub(crate) struct Secured {
    is_needed: bool,
}

/// Makes sure that blocks of these sizes can be had, whatever `malloc` says then; `None` if they cannot. For what is little
/// there is the reserve.
#[inline]
pub(crate) fn secure(sizes: impl Iterator<Item = usize>) -> Option<Secured> {
    let mut secured = Secured { is_needed: false };
    for size in sizes.filter(|size| *size > LARGEST) {
        secured.is_needed = true;
        let layout = Layout::from_size_align(size, align_of::<u128>()).ok()?;
        // SAFETY: the layout has a size.
        let block = unsafe { System.alloc(layout) };
        if block.is_null() {
            return None;
        }
        let mut spares = SECURED.take();
        let Some(place) = spares.iter_mut().find(|place| place.is_none()) else {
            // SAFETY: it was just made with this layout.
            unsafe { System.dealloc(block, layout) };
            return None;
        };
        *place = Some(Spare { address: block.expose_provenance(), layout });
    }
    Some(secured)
}

impl Drop for Secured {
    #[inline]
    fn drop(&mut self) {
        if self.is_needed {
            give_spares_back();
        }
    }
}

#[cold]
fn give_spares_back() {
    for Spare { address, layout } in SECURED.take().iter_mut().filter_map(Option::take) {
        // SAFETY: it was made with this layout, and nobody was given it.
        unsafe { System.dealloc(ptr::with_exposed_provenance_mut(address), layout) };
    }
}

// SAFETY: blocks are those of `System`, or parts of the reserve that are given to one at a time; both are as large and as
// aligned as is asked for. Nothing here panics.
unsafe impl GlobalAlloc for Memory {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the same promise.
        let block = unsafe { System.alloc(layout) };
        if block.is_null() { refused(layout) } else { block }
    }

    /// Stands at a thousand places, so it is a part of none of them.
    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // While nothing was given of the reserve, nothing is of it.
        if grants() != 0
            && let Some(place) = place_of(block)
        {
            return give_back(place);
        }
        // SAFETY: it is not of the reserve, so it is of `System`.
        unsafe { System.dealloc(block, layout) };
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the same promise.
        let block = unsafe { System.alloc_zeroed(layout) };
        if !block.is_null() {
            return block;
        }
        let block = refused(layout);
        if !block.is_null() {
            // SAFETY: it is that large.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if place_of(block).is_none() {
            // SAFETY: the same promise; it is not of the reserve, so it is of `System`.
            let grown = unsafe { System.realloc(block, layout, size) };
            if !grown.is_null() {
                return grown;
            }
        }
        // SAFETY: the same promise.
        unsafe { move_to_another(block, layout, size) }
    }
}

/// # Safety
///
/// As `GlobalAlloc::realloc`.
#[cold]
unsafe fn move_to_another(block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
    // SAFETY: the contract says that the size is valid for the alignment.
    let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
    // SAFETY: the contract says that the size is not 0.
    let other = unsafe { MEMORY.alloc(wanted) };
    if !other.is_null() {
        // SAFETY: two blocks, both large enough for the smaller size; the first is given back as it was made.
        unsafe {
            ptr::copy_nonoverlapping(block, other, layout.size().min(size));
            MEMORY.dealloc(block, layout);
        }
    }
    other
}

/// Which granule of the reserve a block begins at; `None` if it is elsewhere.
#[inline]
fn place_of(block: *mut u8) -> Option<usize> {
    let offset = block.addr().wrapping_sub(SPACE.0.get().addr());
    (offset < GRANULE * GRANULES).then_some(offset / GRANULE)
}

/// A block that `malloc` refused: one that was secured, or a part of the reserve; NULL if there is neither.
#[cold]
#[inline(never)]
fn refused(layout: Layout) -> *mut u8 {
    if layout.align() > GRANULE {
        return ptr::null_mut();
    }
    if layout.size() > LARGEST {
        return secured(layout);
    }
    GRANTS.fetch_add(1, Ordering::Relaxed);
    let wanted = layout.size().div_ceil(GRANULE);
    let mut taken = TAKEN.take();
    let mut free = 0;
    for place in 0..GRANULES {
        free = if taken.get(place) == Some(&FREE) { free + 1 } else { 0 };
        if free == wanted {
            let first = place + 1 - wanted;
            let count = u16::try_from(wanted).unwrap_or(CONTINUED);
            let marks = once(count).chain(repeat(CONTINUED)).take(wanted);
            taken.iter_mut().skip(first).zip(marks).for_each(|(granule, mark)| *granule = mark);
            // SAFETY: inside of the space.
            return unsafe { SPACE.0.get().cast::<u8>().add(first * GRANULE) };
        }
    }
    ptr::null_mut()
}

/// A block that was secured and is large enough. `free` takes it as any other: it does not ask for the size.
fn secured(layout: Layout) -> *mut u8 {
    let mut spares = SECURED.take();
    let fits = |spare: &Spare| spare.layout.size() >= layout.size() && spare.layout.align() >= layout.align();
    let found = spares.iter_mut().find(|place| place.as_ref().is_some_and(fits)).and_then(Option::take);
    found.map_or(ptr::null_mut(), |spare| ptr::with_exposed_provenance_mut(spare.address))
}

#[cold]
#[inline(never)]
fn give_back(place: usize) {
    let mut taken = TAKEN.take();
    let count = taken.get(place).map_or(0, |count| usize::from(*count));
    taken.iter_mut().skip(place).take(count).for_each(|granule| *granule = FREE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_gives_each_part_to_one_at_a_time() {
        let layout = |size| Layout::from_size_align(size, 16).unwrap();
        let before = grants();
        let (one, two) = (refused(layout(1)), refused(layout(200)));
        assert_eq!(two.addr() - one.addr(), 1024);
        assert!(grants() >= before + 2);
        give_back(place_of(one).unwrap());
        let again = refused(layout(1024));
        assert_eq!(again.addr(), one.addr());
        // SAFETY: a block of the reserve, made with this layout, which has its size.
        let moved = unsafe { MEMORY.realloc(again, layout(1024), 2000) };
        assert_eq!(place_of(moved), None, "malloc has memory");
        // SAFETY: made with this layout.
        unsafe { MEMORY.dealloc(moved, layout(2000)) };
        give_back(place_of(two).unwrap());
        assert_eq!(refused(layout(LARGEST + 1)), ptr::null_mut());
    }

    #[test]
    fn what_is_secured_is_there() {
        let size = LARGEST + 1024;
        let layout = Layout::from_size_align(size, 8).unwrap();
        assert_eq!(refused(layout), ptr::null_mut());
        let secured = secure([size, size].into_iter()).unwrap();
        let block = refused(layout);
        assert!(!block.is_null());
        drop(secured);
        assert_eq!(refused(layout), ptr::null_mut());
        // SAFETY: malloc made it.
        unsafe { MEMORY.dealloc(block, layout) };
        assert!(secure([usize::MAX / 4].into_iter()).is_none());
    }
}

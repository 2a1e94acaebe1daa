//! The set of live blocks: those that callers hold, each known from when it is handed over until it is freed.
//!
//! A block begins at one of the 256 places of a page of memory, so the set is a table of pages with a bit for each place. The
//! blocks of a large result mostly stand side by side, and so do their bits.
//!
//! The table is divided by where the pages are, so that a block is looked for in one part only, whoever made it and whoever
//! frees it. The C library gives each thread memory of its own, so threads rarely wait for each other.

use std::ffi::c_void;
use std::num::NonZeroUsize;

use crate::ffi::call::Failure;
use crate::index::Index;
use crate::process::lock::{Guard, Lock};

/// `malloc` begins a block of this size or more at a multiple of it (C17, 7.22.3). No smaller one is asked for.
pub(super) const PLACE: usize = align_of::<libc::max_align_t>();
const PAGE: usize = 4096;
/// What is in one part of the table: glibc gives each thread memory in pieces of this size that begin at multiples of it. So the
/// blocks of a result mostly are in one part, also where they are far apart in a large process.
const REGION: usize = 64 << 20;
const WORDS: usize = PAGE / PLACE / 64;

/// The lowest bit of a block's address, which `malloc` leaves 0: set where what is in the block is a secret.
const SECRET: usize = 1;

/// The block, marked as one that has a secret.
pub(super) fn marked_secret(block: *mut c_void) -> *mut c_void {
    block.map_addr(|address| address | SECRET)
}

/// Whether a block is marked as one that has a secret.
pub(super) fn is_secret(block: *mut c_void) -> bool {
    block.addr() & SECRET != 0
}

/// The block as `malloc` made it.
pub(super) fn unmarked(block: *mut c_void) -> *mut c_void {
    block.map_addr(|address| address & !SECRET)
}

/// The live blocks that begin in one page of memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    /// Its address divided by its size. A leak checker does not take that for a pointer, and finds the blocks that a caller
    /// forgets.
    number: NonZeroUsize,
    /// One bit for each place where a block begins,
    live: [u64; WORDS],
    /// and for each where one begins that has a secret.
    secret: [u64; WORDS],
}

/// A page stands in the table once.
impl PartialEq for Page {
    fn eq(&self, other: &Page) -> bool {
        self.number == other.number
    }
}

impl Page {
    #[inline(always)]
    fn note(&mut self, block: *mut c_void) {
        let (word, bit) = place_of(block);
        if let (Some(live), Some(secret)) = (self.live.get_mut(word), self.secret.get_mut(word)) {
            *live |= bit;
            if is_secret(block) {
                *secret |= bit;
            }
        }
    }

    /// Forgets a block; answers whether it has a secret.
    #[inline(always)]
    fn forget(&mut self, block: *mut c_void) -> Option<bool> {
        let (word, bit) = place_of(block);
        let (live, secret) = (self.live.get_mut(word)?, self.secret.get_mut(word)?);
        if *live & bit == 0 {
            return None;
        }
        *live ^= bit;
        let has_secret = *secret & bit != 0;
        if has_secret {
            *secret ^= bit;
        }
        Some(has_secret)
    }
}

/// A part of the table. A page whose blocks are all freed stays until there is no room for another, so a result whose blocks
/// the C library takes from there again is noted without a change of the table.
pub(crate) type Pages = Index<Page, 2>;

/// The word of a block's place in its page, and its bit there.
#[inline(always)]
fn place_of(block: *mut c_void) -> (usize, u64) {
    let place = block.addr() / PLACE;
    (place / 64 % WORDS, 1 << (place % 64))
}

/// Spreads numbers that follow each other over 64 bits, the upper ones best.
#[inline(always)]
fn spread(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// How many parts the table has.
pub(crate) const SHARDS: usize = 16;

/// A part of the table, on a cache line of its own.
#[repr(align(128))]
struct Shard(Lock<Pages>);

static LIVE: [Shard; SHARDS] = [const { Shard(Lock::new(Index::new())) }; SHARDS];

/// The number of the part that a block is in if it is live.
#[inline(always)]
fn shard_of(block: *mut c_void) -> usize {
    block.addr() / REGION % SHARDS
}

/// Takes the part of a number.
#[inline(always)]
fn take(shard: usize) -> Guard<'static, Pages> {
    let [first, ..] = &LIVE;
    let Shard(pages) = LIVE.get(shard).unwrap_or(first);
    pages.take()
}

/// Keeps every thread from noting or forgetting a block.
#[cfg(all(unix, not(miri)))]
pub(crate) fn hold() -> [Guard<'static, Pages>; SHARDS] {
    /// Not a part of this function, which has it many times.
    #[inline(never)]
    fn held(Shard(pages): &'static Shard) -> Guard<'static, Pages> {
        pages.take()
    }
    LIVE.each_ref().map(held)
}

/// Notes blocks as live. Where there is no memory for that, some of them are noted.
#[inline]
pub(super) fn note(blocks: &[*mut c_void]) -> Result<(), Failure> {
    for blocks in blocks.chunk_by(|block, next| shard_of(*block) == shard_of(*next)) {
        let Some(first) = blocks.first() else { continue };
        let mut pages = take(shard_of(*first));
        for block in blocks {
            if in_page(&mut pages, *block, |page| page.note(*block)).is_none() {
                add(&mut pages, *block)?;
            }
        }
    }
    Ok(())
}

/// Does something with the page that a block begins in, if that is in the table.
#[inline(always)]
fn in_page<T>(pages: &mut Pages, block: *mut c_void, work: impl FnOnce(&mut Page) -> T) -> Option<T> {
    let number = block.addr() / PAGE;
    pages.change(spread(number), |page| page.number.get() == number, work)
}

/// Notes a block whose page is not in the table.
#[cold]
#[inline(never)]
fn add(pages: &mut Pages, block: *mut c_void) -> Result<(), Failure> {
    // No block begins in the first page.
    let number = NonZeroUsize::new(block.addr() / PAGE).ok_or(Failure::OutOfMemory)?;
    let hash = |page: Page| spread(page.number.get());
    let has_blocks = |page: &Page| page.live != [0; WORDS];
    pages.try_reserve_one(has_blocks, hash).map_err(|_| Failure::OutOfMemory)?;
    let mut page = Page { number, live: [0; WORDS], secret: [0; WORDS] };
    page.note(block);
    pages.insert_reserved(hash(page), page);
    Ok(())
}

/// Forgets a block, given as `malloc` made it; answers whether it has a secret. `None` if it is not live: NULL, freed before,
/// inside of a block, or of somebody else.
#[inline(always)]
pub(super) fn forget(block: *mut c_void) -> Option<bool> {
    if !block.addr().is_multiple_of(PLACE) {
        return None;
    }
    in_page(&mut take(shard_of(block)), block, |page| page.forget(block))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr::without_provenance_mut;

    /// Blocks that nobody has: the set does not look into them. The lower half of the addresses is a process's.
    fn block(address: usize) -> *mut c_void {
        without_provenance_mut(0x7000_0000_0000_0000 + address)
    }

    #[test]
    fn a_live_block_is_found_once_and_nothing_beside_it() {
        let all = [block(0x10_0FF0), block(0x10_1000), marked_secret(block(0x10_1020)), block(0x20_0000)];
        note(&all).unwrap();
        for block in all {
            for offset in [1, 2, 8, 2 * PLACE + 4096] {
                let beside = unmarked(block).map_addr(|address| address + offset);
                assert_eq!(forget(beside), None);
            }
        }
        assert_eq!(forget(block(0x10_0FF0)), Some(false));
        assert_eq!(forget(block(0x10_1000)), Some(false));
        assert_eq!(forget(block(0x10_1020)), Some(true));
        assert_eq!(forget(block(0x20_0000)), Some(false));
        for gone in all {
            assert_eq!(forget(unmarked(gone)), None);
        }
        assert_eq!(forget(std::ptr::null_mut()), None);
    }

    /// Every place of more pages than the table has at first, noted in one order and forgotten in another.
    #[test]
    fn whole_pages_of_blocks() {
        let pages = if cfg!(miri) { 3 } else { 300 };
        let all: Vec<_> = (0..pages * PAGE / PLACE).map(|place| block(0x4000_0000 + place * PLACE)).collect();
        note(&all).unwrap();
        for start in [1, 0] {
            for block in all.iter().skip(start).step_by(2) {
                assert_eq!(forget(*block), Some(false));
            }
        }
        assert!(all.iter().all(|block| forget(*block).is_none()));
    }

    /// A block's mark of a secret is forgotten with it: the next block at its place has none.
    #[test]
    fn a_place_does_not_keep_the_secret() {
        for is_secret in [true, false, true] {
            let here = block(0x5000_0000);
            note(&[if is_secret { marked_secret(here) } else { here }]).unwrap();
            assert_eq!(forget(here), Some(is_secret));
        }
    }
}

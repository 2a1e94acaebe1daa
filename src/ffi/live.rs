//! The set of live blocks: those that callers hold, each known from when it is handed over until it is freed.
//!
//! A block begins at one of the 256 places of a page of memory, so the set is a table of pages with a bit for each place. The
//! blocks of one result mostly stand in few pages: it is noted with few searches, and its pages are still in the cache when
//! its blocks are freed.
//!
//! The table is divided by where the pages are, so that a block is looked for in one part only, whoever frees it. The C
//! library gives each thread memory of its own, so threads rarely wait for each other.

use std::ffi::c_void;
use std::num::NonZeroUsize;

use crate::ffi::call::Failure;
use crate::index::Index;
#[cfg(all(unix, not(miri)))]
use crate::process::lock::Guard;
use crate::process::lock::Lock;

/// `malloc` begins a block of this size or more at a multiple of it (C17, 7.22.3). No smaller one is asked for.
pub(super) const PLACE: usize = align_of::<libc::max_align_t>();
const PAGE: usize = 4096;
/// Pages that are neighbours have a part of the table in common, 16 of them each time.
const REGION: usize = 16 * PAGE;
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
    fn hash(self) -> u64 {
        hash(self.number)
    }
}

/// Spreads numbers that follow each other over 64 bits, the upper ones best.
fn spread(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn hash(page: NonZeroUsize) -> u64 {
    spread(page.get())
}

/// The page that a block begins in; NULL begins in none.
fn page_of(block: *mut c_void) -> Option<NonZeroUsize> {
    NonZeroUsize::new(block.addr() / PAGE)
}

/// The word of a block's place in its page, and its bit there.
fn place_of(block: *mut c_void) -> (usize, u64) {
    let place = block.addr() / PLACE;
    (place / 64 % WORDS, 1 << (place % 64))
}

/// How many parts the table has.
pub(crate) const SHARDS: usize = 32;

/// A part of the table, on a cache line of its own.
#[repr(align(128))]
struct Shard(Lock<Pages>);

pub(crate) type Pages = Index<Page, 2>;

static LIVE: [Shard; SHARDS] = [const { Shard(Lock::new(Index::new())) }; SHARDS];

/// The part that a block is in if it is live.
#[inline(always)]
fn shard_of(block: *mut c_void) -> &'static Lock<Pages> {
    let [Shard(first), ..] = &LIVE;
    let number = usize::try_from(spread(block.addr() / REGION) >> 32).unwrap_or(0) % SHARDS;
    LIVE.get(number).map_or(first, |Shard(pages)| pages)
}

/// Keeps every thread from noting or forgetting a block.
#[cfg(all(unix, not(miri)))]
pub(crate) fn hold() -> [Guard<'static, Pages>; SHARDS] {
    LIVE.each_ref().map(|Shard(pages)| pages.take())
}

/// Notes the blocks of a result as live. Where there is no memory for that, some of them are noted.
#[inline(never)]
pub(super) fn note(few: &[*mut c_void], more: &[*mut c_void]) -> Result<(), Failure> {
    let region = |block: &*mut c_void| block.addr() / REGION;
    for near in
        [few, more].into_iter().flat_map(|all| all.chunk_by(|one, other| region(one) == region(other)))
    {
        let Some(first) = near.first() else { continue };
        let mut pages = shard_of(*first).take();
        for together in near.chunk_by(|one, other| page_of(*one) == page_of(*other)) {
            note_in_page(&mut pages, together)?;
        }
    }
    Ok(())
}

/// Notes blocks of one page.
#[inline(always)]
fn note_in_page(pages: &mut Pages, blocks: &[*mut c_void]) -> Result<(), Failure> {
    let Some(number) = blocks.first().and_then(|block| page_of(*block)) else { return Ok(()) };
    let is_it = |page: Page| page.number == number;
    let mut found = pages.find_mut(hash(number), is_it);
    if found.is_none() {
        pages.try_reserve(1, Page::hash).map_err(|_| Failure::OutOfMemory)?;
        pages.insert_reserved(hash(number), Page { number, live: [0; WORDS], secret: [0; WORDS] });
        found = pages.find_mut(hash(number), is_it);
    }
    let Some(page) = found else { return Ok(()) };
    for block in blocks {
        let (word, bit) = place_of(*block);
        if let (Some(live), Some(secret)) = (page.live.get_mut(word), page.secret.get_mut(word)) {
            *live |= bit;
            *secret |= if is_secret(*block) { bit } else { 0 };
        }
    }
    Ok(())
}

/// Forgets a block, given as `malloc` made it; answers whether it has a secret. `None` if it is not live: NULL, freed before,
/// inside of a block, or of somebody else.
#[inline(always)]
pub(super) fn forget(block: *mut c_void) -> Option<bool> {
    let number = page_of(block).filter(|_| block.addr().is_multiple_of(PLACE))?;
    let mut pages = shard_of(block).take();
    let page = pages.find_mut(hash(number), |page| page.number == number)?;
    let (word, bit) = place_of(block);
    let (live, secret) = (page.live.get_mut(word)?, page.secret.get_mut(word)?);
    if *live & bit == 0 {
        return None;
    }
    let has_secret = *secret & bit != 0;
    *live &= !bit;
    *secret &= !bit;
    if page.live == [0; WORDS] {
        pages.remove(hash(number), |page| page.number == number, Page::hash);
    }
    Some(has_secret)
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
        note(&all, &[]).unwrap();
        for (place, block) in all.iter().enumerate() {
            let block = unmarked(*block);
            for offset in [1, 2, 8, PLACE] {
                assert_eq!(
                    forget(block.map_addr(|address| address + offset)).is_some(),
                    offset == PLACE && place == 0
                );
            }
        }
        assert_eq!(forget(block(0x10_0FF0)), Some(false));
        assert_eq!(forget(block(0x10_1000)), None, "it stood behind the first");
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
        let (few, more) = all.split_at(8);
        note(few, more).unwrap();
        for start in [1, 0] {
            for block in all.iter().skip(start).step_by(2) {
                assert_eq!(forget(*block), Some(false));
            }
        }
        assert!(all.iter().all(|block| forget(*block).is_none()));
    }

    /// What had a secret is forgotten with the block: the next one at its place has none.
    #[test]
    fn a_place_does_not_keep_the_secret() {
        for is_secret in [true, false, true] {
            let here = block(0x5000_0000);
            note(&[if is_secret { marked_secret(here) } else { here }], &[]).unwrap();
            assert_eq!(forget(here), Some(is_secret));
        }
    }
}

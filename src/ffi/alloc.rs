//! Every block that a caller ever holds: made with libc's `malloc`, known until it is freed.
//!
//! The library knows its live blocks (`live`), so that `DhcpRpcFreeMemory` can leave everything else alone: NULL, a block
//! freed before, a pointer into a block or from elsewhere.

use std::ffi::c_void;
use std::ptr;

use crate::abi::win::LPWSTR;
use crate::domain::base::text::{Secret, Text};
use crate::ffi::build::Builder;
use crate::ffi::call::Failure;
use crate::ffi::live;
use crate::ffi::out::Out;
use crate::process;

/// Frees a block that the library handed out; anything else is left alone.
#[inline(always)]
pub(crate) fn free(block: *mut c_void) {
    // Forgotten first: once it is freed, another thread may be given the same address.
    if let Some(is_secret) = live::forget(block) {
        // SAFETY: it was in the set of live blocks, so `malloc` made it and nobody freed it; now nobody else can.
        unsafe { release(block, is_secret) };
    }
}

/// Gives a block back, without the secret that may be in it.
///
/// # Safety
///
/// `malloc` made it, nobody has freed it, and nobody uses it.
#[inline]
unsafe fn release(block: *mut c_void, is_secret: bool) {
    if is_secret {
        // SAFETY: by the contract it is the library's, as far as `malloc` says.
        unsafe { process::wipe_block(block) };
    }
    // SAFETY: the same promise.
    unsafe { libc::free(block) };
}

/// Frees a block of `count` values that the library handed out, and has something done with each before. Anything else is
/// left alone and not looked at; a block that is too small for `count` values is only freed.
///
/// # Safety
///
/// A live block that is large enough has `count` values of `T`, or of a type of which every reading as `T` is one.
pub(crate) unsafe fn free_each<T: Copy>(block: *mut T, count: usize, mut each: impl FnMut(T)) {
    let Some((is_secret, size)) = take_out(block.cast()) else { return };
    if size_of::<T>().checked_mul(count).is_some_and(|wanted| wanted <= size) {
        for place in 0..count {
            // SAFETY: the block is large enough for `count` values, and `malloc` has aligned it; the rest is the contract.
            each(unsafe { block.add(place).read() });
        }
    }
    // SAFETY: as above.
    unsafe { release(block.cast(), is_secret) };
}

/// Forgets a block; answers whether it has a secret, and how large it is. `None` if it was not live.
#[inline(never)]
fn take_out(block: *mut c_void) -> Option<(bool, usize)> {
    let is_secret = live::forget(block)?;
    // SAFETY: it was live, so `malloc` made it and nobody freed it; now nobody else can.
    Some((is_secret, unsafe { process::block_size(block) }))
}

const FEW: usize = 8;

/// The blocks of one result while it is being made, those with a secret marked. Dropped before it is handed over, it frees
/// them.
#[derive(Debug)]
pub(crate) struct Blocks {
    few: [*mut c_void; FEW],
    count: usize,
    more: Vec<*mut c_void>,
}

impl Blocks {
    /// No block yet.
    pub(crate) fn new() -> Self {
        Blocks { few: [ptr::null_mut(); FEW], count: 0, more: Vec::new() }
    }

    /// A block with these units and a NUL.
    #[inline(always)]
    fn units(&mut self, units: &[u16]) -> Result<LPWSTR, Failure> {
        let place = self.block::<u16>(units.len() + 1)?;
        // SAFETY: `block` made room for the units and one more, and is no part of them.
        unsafe {
            ptr::copy_nonoverlapping(units.as_ptr(), place, units.len());
            place.add(units.len()).write(0);
        }
        Ok(place)
    }

    /// Notes them as live. Not a part of every export, of which there are many.
    #[inline(never)]
    fn note(&self) -> Result<(), Failure> {
        let few = self.few.get(..self.count).unwrap_or_default();
        [few, &self.more].into_iter().try_for_each(live::note)
    }

    /// The result is complete: `root` is what the caller gets. There is nothing left that could fail, so a change can be made
    /// between this and giving it.
    #[inline(always)]
    pub(crate) fn rooted<T>(self, root: *mut T) -> Result<Given<T>, Failure> {
        let given = Given { blocks: self, root };
        given.blocks.note()?;
        Ok(given)
    }

    #[inline]
    fn block<T>(&mut self, count: usize) -> Result<*mut T, Failure> {
        const { assert!(align_of::<T>() <= align_of::<libc::max_align_t>(), "malloc aligns for it") };
        let size = size_of::<T>().checked_mul(count).ok_or(Failure::OutOfMemory)?;
        let block = self.make(size);
        if block.is_null() { Err(Failure::OutOfMemory) } else { Ok(block.cast()) }
    }

    /// A block of `size` bytes; NULL if there is no memory for it.
    #[inline(always)]
    fn make(&mut self, size: usize) -> *mut c_void {
        // SAFETY: malloc may be called with any size.
        let block = unsafe { libc::malloc(size.max(live::PLACE)) };
        if block.is_null() {
            return block;
        }
        match self.few.get_mut(self.count) {
            Some(place) => {
                *place = block;
                self.count += 1;
            }
            None => return self.with_more(block),
        }
        block
    }

    /// The block, as one of those that are more than few; NULL if there is no memory to note it.
    #[inline(never)]
    fn with_more(&mut self, block: *mut c_void) -> *mut c_void {
        if self.more.try_reserve(1).is_ok() {
            self.more.push(block);
            return block;
        }
        // SAFETY: `malloc` has just made it.
        unsafe { libc::free(block) };
        ptr::null_mut()
    }

    /// They are nobody's: a result was not completed.
    #[cold]
    #[inline(never)]
    fn free_all(&self) {
        for block in self.made() {
            // SAFETY: `block` made it, and it was not handed over, or there would be nothing left here.
            unsafe { release(live::unmarked(block), live::is_secret(block)) };
        }
    }

    /// They may have been noted, and nobody gets them.
    #[cold]
    #[inline(never)]
    fn take_back(&self) {
        for block in self.made() {
            live::forget(live::unmarked(block));
        }
    }

    fn made(&self) -> impl Iterator<Item = *mut c_void> {
        self.few.iter().take(self.count).chain(&self.more).copied()
    }
}

impl Builder for Blocks {
    fn one<T: Copy>(&mut self, value: T) -> Result<*mut T, Failure> {
        let place = self.block::<T>(1)?;
        // SAFETY: `block` made room for one T.
        unsafe { place.write(value) };
        Ok(place)
    }

    fn array<T: Copy>(&mut self, values: impl ExactSizeIterator<Item = T>) -> Result<*mut T, Failure> {
        self.array_of(values, |_, value| Ok(value))
    }

    fn array_of<I, T: Copy>(
        &mut self,
        items: impl ExactSizeIterator<Item = I>,
        mut make: impl FnMut(&mut Self, I) -> Result<T, Failure>,
    ) -> Result<*mut T, Failure> {
        let count = items.len();
        if count == 0 {
            return Ok(ptr::null_mut());
        }
        let first = self.block::<T>(count)?;
        for (place, item) in items.take(count).enumerate() {
            let value = make(self, item)?;
            // SAFETY: `block` made room for `count` times T, and `place` is less.
            unsafe { first.add(place).write(value) };
        }
        Ok(first)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<*mut u8, Failure> {
        if bytes.is_empty() {
            return Ok(ptr::null_mut());
        }
        let place = self.block::<u8>(bytes.len())?;
        // SAFETY: `block` made room for the bytes, and is no part of them.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len()) };
        Ok(place)
    }

    #[inline]
    fn text(&mut self, text: &Text) -> Result<LPWSTR, Failure> {
        self.units(text.units())
    }

    fn secret(&mut self, secret: Option<&Secret>) -> Result<LPWSTR, Failure> {
        let Some(secret) = secret else { return Ok(ptr::null_mut()) };
        let place = self.units(secret.units())?;
        let few = self.few.get_mut(..self.count).unwrap_or_default();
        if let Some(made) = self.more.last_mut().or_else(|| few.last_mut()) {
            *made = live::marked_secret(*made);
        }
        Ok(place)
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        if self.count > 0 {
            self.free_all();
        }
    }
}

/// A complete result, ready to be given. Its blocks are live; dropped before it is given, it frees them.
#[derive(Debug)]
pub(crate) struct Given<T> {
    blocks: Blocks,
    root: *mut T,
}

impl<T> Given<T> {
    /// Hands the blocks over: from here on they are the caller's to free.
    pub(crate) fn hand_over(mut self) -> *mut T {
        self.blocks.count = 0;
        self.blocks.more = Vec::new();
        self.root
    }
}

impl<T> Drop for Given<T> {
    fn drop(&mut self) {
        if self.blocks.count > 0 {
            self.blocks.take_back();
        }
    }
}

impl<T> Out<*mut T> {
    /// Fills the place with a result.
    pub(crate) fn give(self, given: Given<T>) {
        self.fill(given.hand_over());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_freed_once_and_nothing_else_ever() {
        let mut blocks = Blocks::new();
        let inner = blocks.text(&Text::from("inner")).unwrap();
        let outer = blocks.one(inner).unwrap();
        assert_eq!(blocks.rooted(outer).unwrap().hand_over(), outer);
        let mut foreign = 7_u64;
        free(ptr::from_mut(&mut foreign).cast());
        free(ptr::null_mut());
        // SAFETY: two units into a block of six.
        free(unsafe { inner.add(2) }.cast());
        for _ in 0..2 {
            free(outer.cast());
            free(inner.cast());
        }
        assert_eq!(foreign, 7);
    }

    #[test]
    fn many_blocks_given_on_one_thread_and_freed_on_another() {
        let mut blocks = Blocks::new();
        let texts = blocks
            .array_of(0..100_u32, |blocks, number| blocks.text(&Text::from(number.to_string().as_str())));
        let root = blocks.rooted(texts.unwrap()).unwrap().hand_over();
        let address = root.expose_provenance();
        std::thread::spawn(move || {
            let root: *mut LPWSTR = ptr::with_exposed_provenance_mut(address);
            for place in 0..100 {
                // SAFETY: the array has 100 elements, and nobody else touches it.
                free(unsafe { root.add(place).read() }.cast());
            }
            free(root.cast());
        })
        .join()
        .unwrap();
        assert_eq!(live::forget(ptr::without_provenance_mut(address)), None, "all are freed");
    }

    #[test]
    fn a_result_that_is_not_given_is_freed_and_not_live() {
        let mut blocks = Blocks::new();
        let texts = blocks.array_of(0..20_u32, |blocks, _| blocks.text(&Text::from("text"))).unwrap();
        let given = blocks.rooted(texts).unwrap();
        assert!(given.blocks.made().count() == 21);
        let first = given.blocks.few[0];
        drop(given);
        assert_eq!(live::forget(first), None);
    }

    /// The mark that distinguishes a secret from other blocks is no part of its address.
    #[test]
    fn a_secret_is_freed_as_any_block() {
        let mut blocks = Blocks::new();
        let secret = blocks.secret(Some(&Secret::new("secret".into()))).unwrap();
        let root = blocks.rooted(secret).unwrap().hand_over();
        assert_eq!(root, secret);
        assert_eq!(live::forget(root.cast()), Some(true));
        assert_eq!(live::forget(root.cast()), None);
        // SAFETY: `malloc` made it, and it was just forgotten.
        unsafe { release(root.cast(), true) };
        assert_eq!(Blocks::new().secret(None).unwrap(), ptr::null_mut());
    }

    #[test]
    fn what_is_not_handed_over_is_freed_by_itself() {
        let mut blocks = Blocks::new();
        let failed = blocks.array_of(0..20_u32, |blocks, number| {
            blocks.one(number)?;
            if number == 15 { Err(Failure::OutOfMemory) } else { Ok(number) }
        });
        assert!(failed.is_err());
        assert_eq!(blocks.made().count(), 17);
        assert!(blocks.made().all(|block| live::forget(block).is_none()), "nothing was noted as live");
    }
}

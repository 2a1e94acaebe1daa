//! The two makers of the parts of a result: memory, and a count of the bytes that they would take. The entries of an
//! enumeration that has a limit of bytes are made with the count first, by the same code as with memory.

use std::ptr;

use crate::abi::win::LPWSTR;
use crate::domain::base::text::{Secret, Text};
use crate::ffi::call::Failure;

/// Makes the parts of a result, each a block of its own.
pub(crate) trait Builder {
    /// A block with one value.
    fn one<T: Copy>(&mut self, value: T) -> Result<*mut T, Failure>;

    /// A block with an array; NULL for none.
    fn array<T: Copy>(&mut self, values: impl ExactSizeIterator<Item = T>) -> Result<*mut T, Failure>;

    /// A block with an array of the values made of the items, each of which may need blocks of its own; NULL for none.
    fn array_of<I, T: Copy>(
        &mut self,
        items: impl ExactSizeIterator<Item = I>,
        make: impl FnMut(&mut Self, I) -> Result<T, Failure>,
    ) -> Result<*mut T, Failure>;

    /// A block with bytes; NULL for none.
    fn bytes(&mut self, bytes: &[u8]) -> Result<*mut u8, Failure>;

    /// A block with a string and its NUL.
    fn text(&mut self, text: &Text) -> Result<LPWSTR, Failure>;

    /// A block with a secret that may be absent, which is NULL. It is overwritten when the block is freed.
    fn secret(&mut self, secret: Option<&Secret>) -> Result<LPWSTR, Failure>;

    /// A block with the value that is made of blocks of its own.
    #[inline(always)]
    fn block_for<T: Copy>(
        &mut self,
        make: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<*mut T, Failure> {
        let value = make(self)?;
        self.one(value)
    }

    /// A block with a string that may be absent, which is NULL.
    #[inline(always)]
    fn optional_text(&mut self, text: Option<&Text>) -> Result<LPWSTR, Failure> {
        text.map_or(Ok(ptr::null_mut()), |text| self.text(text))
    }
}

/// Counts the bytes of blocks that nobody makes. Every block is NULL.
#[derive(Debug)]
pub(crate) struct Size(usize);

impl Size {
    /// The bytes that an entry takes: its place in the array, and the blocks that it points to.
    #[inline(always)]
    pub(crate) fn of<T>(make: impl FnOnce(&mut Self) -> Result<T, Failure>) -> usize {
        let mut size = Size(size_of::<T>());
        // An entry that is too large to be made is too large for every limit.
        make(&mut size).map_or(usize::MAX, |_| size.0)
    }

    fn add<T>(&mut self, bytes: usize) -> Result<*mut T, Failure> {
        self.0 = self.0.saturating_add(bytes);
        Ok(ptr::null_mut())
    }

    fn units(&mut self, units: &[u16]) -> Result<LPWSTR, Failure> {
        self.add((units.len() + 1) * size_of::<u16>())
    }
}

impl Builder for Size {
    #[inline(always)]
    fn one<T: Copy>(&mut self, _: T) -> Result<*mut T, Failure> {
        self.add(size_of::<T>())
    }

    #[inline(always)]
    fn array<T: Copy>(&mut self, values: impl ExactSizeIterator<Item = T>) -> Result<*mut T, Failure> {
        self.add(size_of::<T>().saturating_mul(values.len()))
    }

    fn array_of<I, T: Copy>(
        &mut self,
        mut items: impl ExactSizeIterator<Item = I>,
        mut make: impl FnMut(&mut Self, I) -> Result<T, Failure>,
    ) -> Result<*mut T, Failure> {
        let count = items.len();
        items.try_for_each(|item| make(self, item).map(drop))?;
        self.add(size_of::<T>().saturating_mul(count))
    }

    #[inline(always)]
    fn bytes(&mut self, bytes: &[u8]) -> Result<*mut u8, Failure> {
        self.add(bytes.len())
    }

    #[inline(always)]
    fn text(&mut self, text: &Text) -> Result<LPWSTR, Failure> {
        self.units(text.units())
    }

    #[inline(always)]
    fn secret(&mut self, secret: Option<&Secret>) -> Result<LPWSTR, Failure> {
        secret.map_or(Ok(ptr::null_mut()), |secret| self.units(secret.units()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pointer of 8 bytes in the array; "abc" and its NUL in units of 2 bytes; two numbers of 4 bytes; two
    /// pointers of 8 bytes to strings of one unit and their NUL; a number of 8 bytes.
    #[test]
    fn an_entry_takes_its_place_and_its_blocks() {
        let bytes = Size::of(|size| {
            size.text(&"abc".into())?;
            size.optional_text(None)?;
            size.array([1_u32, 2].into_iter())?;
            size.array_of(["a", "b"].into_iter(), |size, name| size.text(&name.into()))?;
            size.one(3_u64)
        });
        assert_eq!(bytes, 8 + 8 + 8 + 2 * (8 + 4) + 8);
    }
}

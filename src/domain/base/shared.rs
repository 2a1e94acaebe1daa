//! Values that copies of the servers share.

use std::ops::Deref;
use std::sync::Arc;

/// A thing that a copy shares, until one of the two changes it.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Shared<T>(Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Shared<T> {
    pub(crate) fn new(thing: T) -> Self {
        Shared(Arc::new(thing))
    }

    /// Whether the two share one thing.
    pub fn is_the_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The thing, if nobody shares it.
    pub(crate) fn alone(&mut self) -> Option<&mut T> {
        Arc::get_mut(&mut self.0)
    }
}

impl<T: Clone> Shared<T> {
    /// The thing to be changed; a copy of it, if somebody shares it. There always is one. (`Arc::make_mut` does the same in twice
    /// as many instructions, and every change comes through here several times.)
    #[inline]
    pub(crate) fn to_mut(&mut self) -> Option<&mut T> {
        if Arc::strong_count(&self.0) > 1 {
            self.copy();
        }
        self.alone()
    }

    #[cold]
    fn copy(&mut self) {
        self.0 = Arc::new(T::clone(&self.0));
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_made_when_one_of_two_changes() {
        let mut one = Shared::new(vec![1]);
        let place = one.as_ptr();
        one.to_mut().unwrap().clear();
        one.to_mut().unwrap().push(2);
        assert_eq!(one.as_ptr(), place, "it was alone");
        let mut other = one.clone();
        assert_eq!(other.as_ptr(), place);
        assert!(other.alone().is_none());
        other.to_mut().unwrap().push(3);
        assert_eq!((&*one, &*other), (&vec![2], &vec![2, 3]));
        assert!(one.alone().is_some() && other.alone().is_some());
    }
}

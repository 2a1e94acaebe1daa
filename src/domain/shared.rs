//! What copies of the servers have in common.

use std::ops::Deref;
use std::sync::Arc;

/// A thing that a copy shares, until one of the two changes it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shared<T>(Arc<Kept<T>>);

#[derive(Debug, PartialEq, Default)]
struct Kept<T>(T);

/// Most things are never shared, so what copies them stands out of the way.
impl<T: Clone> Clone for Kept<T> {
    #[cold]
    #[inline(never)]
    fn clone(&self) -> Self {
        Kept(self.0.clone())
    }
}

impl<T> Shared<T> {
    pub(crate) fn new(thing: T) -> Self {
        Shared(Arc::new(Kept(thing)))
    }

    /// The thing, if nobody shares it.
    pub(crate) fn alone(&mut self) -> Option<&mut T> {
        Arc::get_mut(&mut self.0).map(|kept| &mut kept.0)
    }
}

impl<T: Clone> Shared<T> {
    /// The thing to be changed; a copy of it, if somebody shares it.
    #[inline]
    pub(crate) fn to_mut(&mut self) -> &mut T {
        &mut Arc::make_mut(&mut self.0).0
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_made_when_one_of_two_changes() {
        let mut one = Shared::new(vec![1]);
        let place = one.as_ptr();
        one.to_mut().clear();
        one.to_mut().push(2);
        assert_eq!(one.as_ptr(), place, "it was alone");
        let mut other = one.clone();
        assert_eq!(other.as_ptr(), place);
        assert!(other.alone().is_none());
        other.to_mut().push(3);
        assert_eq!((&*one, &*other), (&vec![2], &vec![2, 3]));
        assert!(one.alone().is_some() && other.alone().is_some());
    }
}

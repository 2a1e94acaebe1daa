//! Things by offset, where few of the offsets have one.

/// Things by offset, in pages that exist once they are used. What is not there is the default.
#[derive(Debug, Clone, Default)]
pub(super) struct Paged<T, const PAGE: usize> {
    pages: Vec<Option<Box<[T]>>>,
}

impl<T: Clone + Default, const PAGE: usize> Paged<T, PAGE> {
    /// The element at an offset, if its page exists.
    #[inline]
    pub(super) fn get(&self, offset: u32) -> Option<&T> {
        let (page, place) = position::<PAGE>(offset);
        self.pages.get(page)?.as_ref()?.get(place)
    }

    /// The element at an offset, to be changed.
    #[inline]
    pub(super) fn get_mut(&mut self, offset: u32) -> Option<&mut T> {
        let (page, place) = position::<PAGE>(offset);
        self.pages.get_mut(page)?.as_mut()?.get_mut(place)
    }

    /// Puts a thing at an offset.
    #[inline]
    pub(super) fn set(&mut self, offset: u32, thing: T) {
        match self.get_mut(offset) {
            Some(present) => *present = thing,
            None => self.set_on_new_page(offset, thing),
        }
    }

    #[cold]
    fn set_on_new_page(&mut self, offset: u32, thing: T) {
        let (page, place) = position::<PAGE>(offset);
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        if let Some(slot) = self.pages.get_mut(page) {
            let new = slot.get_or_insert_with(|| vec![T::default(); PAGE].into_boxed_slice());
            if let Some(present) = new.get_mut(place) {
                *present = thing;
            }
        }
    }

    /// All that pages have from one offset to another, both included, the lowest offset first.
    pub(super) fn within(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, &T)> {
        let ((page, _), (end, _)) = (position::<PAGE>(first), position::<PAGE>(last));
        let pages = self.pages.iter().enumerate().take(end.saturating_add(1)).skip(page);
        let used = pages.filter_map(|(page, slot)| Some((page, slot.as_ref()?)));
        let things = used.flat_map(|(page, things)| {
            let numbered = things.iter().enumerate();
            numbered.filter_map(move |(place, thing)| Some((u32::try_from(page * PAGE + place).ok()?, thing)))
        });
        things.skip_while(move |(offset, _)| *offset < first).take_while(move |(offset, _)| *offset <= last)
    }

    /// All that pages have, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.pages.iter_mut().flatten().flat_map(|page| page.iter_mut())
    }
}

fn position<const PAGE: usize>(offset: u32) -> (usize, usize) {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    (offset / PAGE, offset % PAGE)
}

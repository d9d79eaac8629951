//! Streams: many things that are gone through one by one, so that nobody holds all of them.

use std::borrow::Cow;
use std::fmt;

/// Things in an order, each given or made as it is asked for.
pub trait Stream<T: Clone>: fmt::Debug {
    /// How many there are.
    fn count(&self) -> usize;

    /// All of them, from the first on, however often that is asked.
    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, T>> + '_>;
}

impl<T: Clone + fmt::Debug> Stream<T> for &[T] {
    fn count(&self) -> usize {
        self.len()
    }

    fn each(&self) -> Box<dyn Iterator<Item = Cow<'_, T>> + '_> {
        Box::new(self.iter().map(Cow::Borrowed))
    }
}

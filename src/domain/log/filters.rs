//! Link-layer filters.

use crate::domain::base::ids::ServerId;
use crate::domain::model::filters::{FilterEntry, FilterPattern};
use crate::domain::model::registry::Registry;

/// Something that happened to the link-layer filters of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterEvent {
    /// A pattern got an entry, in the place of the one that it had.
    Set(FilterPattern, FilterEntry),
    /// A pattern has no entry any more.
    Removed(FilterPattern),
    /// From now on the lists are in force, or are not.
    Enforced {
        /// The allow list.
        allow_list: bool,
        /// The deny list.
        deny_list: bool,
    },
}

impl Registry {
    pub(super) fn apply_to_filters(&mut self, id: ServerId, event: FilterEvent) {
        let Some(filters) = self.server_mut(id).and_then(|server| server.filters.to_mut()) else { return };
        match event {
            FilterEvent::Set(pattern, entry) => {
                filters.entries.insert(pattern, entry);
            }
            FilterEvent::Removed(pattern) => {
                filters.entries.remove(&pattern);
            }
            FilterEvent::Enforced { allow_list, deny_list } => {
                filters.enforces_allow_list = allow_list;
                filters.enforces_deny_list = deny_list;
            }
        }
    }
}

//! Link-layer filters, and which clients they keep from a server.

use crate::domain::base::client::ClientId;
use crate::domain::base::error::{Error, FilterFailure};
use crate::domain::base::ids::ServerId;
use crate::domain::log::{Event, FilterEvent};
use crate::domain::model::filters::{FilterEntry, FilterList, FilterPattern, Filters};
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;

/// The longest comment, in UTF-16 units without the NUL (MS-DHCPM 2.2.1.2.92).
const LONGEST_COMMENT: usize = 127;

/// A request about link-layer filters.
#[derive(Debug, Clone)]
pub enum FilterCommand {
    /// Add an entry.
    Add(FilterPattern, FilterEntry, Existing),
    /// Delete the entry of a pattern.
    Delete(FilterPattern),
    /// Say which lists are in force.
    Enforce {
        /// The allow list.
        allow_list: bool,
        /// The deny list.
        deny_list: bool,
    },
}

/// What becomes of what is there already: the entry of a pattern, the superscope that a scope is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and the request is refused.
    Stays,
    /// It is replaced.
    IsReplaced,
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: &FilterCommand,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let event = match command {
        FilterCommand::Add(pattern, entry, existing) => add(server, *pattern, entry, *existing)?,
        FilterCommand::Delete(pattern) => Some(delete(server, *pattern)?),
        FilterCommand::Enforce { allow_list, deny_list } => {
            Some(FilterEvent::Enforced { allow_list: *allow_list, deny_list: *deny_list })
        }
    };
    Ok(event.map(|event| Event::Filters(id, event)).into_iter().collect())
}

/// MS-DHCPM 3.2.4.83. A hardware type that is exempt stays so, whatever is forced.
fn add(
    server: &Server,
    pattern: FilterPattern,
    entry: &FilterEntry,
    existing: Existing,
) -> Result<Option<FilterEvent>, Error> {
    if pattern.is_exemption() && entry.list == FilterList::Deny {
        return Err(Error::Invalid("only the allow list exempts a hardware type"));
    }
    if entry.comment.as_ref().is_some_and(|comment| comment.len() > LONGEST_COMMENT) {
        return Err(Error::Invalid("the comment of a filter has 127 characters at most"));
    }
    let is_there = server.filters.entries.contains_key(&pattern);
    match (is_there, existing) {
        (true, Existing::Stays) if pattern.is_exemption() => Err(Error::Filters(FilterFailure::TypeExempt)),
        (true, Existing::Stays) => Err(Error::Filters(FilterFailure::FilterExists)),
        (true, Existing::IsReplaced) if pattern.is_exemption() => Ok(None),
        _ => Ok(Some(FilterEvent::Set(pattern, entry.clone()))),
    }
}

/// MS-DHCPM 3.2.4.84. The pattern alone names the entry, whichever list it is in.
fn delete(server: &Server, pattern: FilterPattern) -> Result<FilterEvent, Error> {
    if server.filters.entries.contains_key(&pattern) {
        return Ok(FilterEvent::Removed(pattern));
    }
    Err(Error::Filters(if pattern.is_exemption() {
        FilterFailure::TypeNotExempt
    } else {
        FilterFailure::NoSuchFilter
    }))
}

impl Filters {
    /// Whether the server answers nothing to a client (MS-DHCPM 1.4). A list that is not in force counts for nothing. Whoever is on the
    /// deny list gets no answer, and while the allow list is in force nobody does who is not on it.
    #[inline]
    pub(crate) fn keep_out(&self, client: &ClientId) -> bool {
        (self.enforces_allow_list || self.enforces_deny_list) && self.list_against(client)
    }

    #[cold]
    fn list_against(&self, client: &ClientId) -> bool {
        let found = self.matching(client);
        let is_denied = found.is_denied_by_wildcard || found.full == Some(FilterList::Deny);
        let is_allowed = found.is_allowed_by_wildcard || found.full == Some(FilterList::Allow);
        self.enforces_deny_list && is_denied || self.enforces_allow_list && !is_allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every combination of entries that stand for an address, and of lists that are in force. Of the four entries the first
    /// two cannot be there together.
    #[test]
    fn which_clients_are_kept_out() {
        let client = ClientId::new(&[2, 0, 0, 0, 0, 1]).unwrap();
        let entries: [(&[u8], FilterList); 4] = [
            (&[2, 0, 0, 0, 0, 1], FilterList::Allow),
            (&[2, 0, 0, 0, 0, 1], FilterList::Deny),
            (&[2, 0], FilterList::Allow),
            (&[2, 0, 0], FilterList::Deny),
        ];
        // The entries; kept out with the allow list in force, with the deny list, with both.
        let table = [
            ("....", true, false, true),
            ("a...", false, false, false),
            (".d..", true, true, true),
            ("..a.", false, false, false),
            ("...d", true, true, true),
            ("a.a.", false, false, false),
            ("a..d", false, true, true),
            (".da.", false, true, true),
            (".d.d", true, true, true),
            ("..ad", false, true, true),
            ("a.ad", false, true, true),
            (".dad", false, true, true),
        ];
        for (present, allow, deny, both) in table {
            let mut filters = Filters::default();
            for ((bytes, list), there) in entries.iter().zip(present.chars()) {
                if there != '.' {
                    let pattern = FilterPattern::of_length(1, bytes).unwrap();
                    filters.entries.insert(pattern, FilterEntry { list: *list, comment: None });
                }
            }
            let mut keeps_out = |allow_list, deny_list| {
                filters.enforces_allow_list = allow_list;
                filters.enforces_deny_list = deny_list;
                filters.keep_out(&client)
            };
            assert!(!keeps_out(false, false), "{present}");
            let found = [keeps_out(true, false), keeps_out(false, true), keeps_out(true, true)];
            assert_eq!(found, [allow, deny, both], "{present}");
        }
    }
}

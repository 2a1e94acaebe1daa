//! Questions about link-layer filters.

use crate::domain::base::client::ClientId;
use crate::domain::model::filters::{FilterEntry, FilterList, FilterMatch, FilterPattern, FilterPlace};
use crate::domain::model::server::Server;

/// The entries of a list in the order of hardware type, bytes and length, from behind a place on. An entry need not be there
/// any more for the list to go on behind it.
pub fn listed(
    server: &Server,
    list: FilterList,
    after: Option<FilterPlace>,
) -> impl Iterator<Item = (&FilterPattern, &FilterEntry)> + Clone {
    server.filters.listed(list, after)
}

/// Which entries a client matches, whether or not the lists are in force.
pub fn filter_match(server: &Server, client: &ClientId) -> FilterMatch {
    server.filters.matching(client)
}

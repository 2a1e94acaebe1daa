//! Link-layer filters and their events.

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::options::StoredBytes;
use super::values::{is_zero, live_text_if_any, names};
use crate::domain::base::text::Text;
use crate::domain::log::FilterEvent;
use crate::domain::model::filters::{FilterEntry, FilterList, FilterPattern, Filters};

names! {
    /// A list of filters.
    StoredFilterList, FilterList {
        Deny,
        Allow,
    }
}

/// Hardware addresses: one of Ethernet, the first bytes of several, or no byte for all of another type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFilterPattern {
    pub hardware_type: u8,
    pub bytes: StoredBytes,
}

impl StoredFilterPattern {
    fn of(pattern: &FilterPattern) -> Self {
        StoredFilterPattern {
            hardware_type: pattern.hardware_type(),
            bytes: StoredBytes::of(pattern.bytes()),
        }
    }

    fn live(&self) -> Result<FilterPattern, FormatError> {
        FilterPattern::of_length(self.hardware_type, &self.bytes.live()?)
            .ok_or(FormatError::Value("there is no such pattern of hardware addresses"))
    }
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFilter {
    pub pattern: StoredFilterPattern,
    pub list: StoredFilterList,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl StoredFilter {
    fn of(pattern: &FilterPattern, entry: &FilterEntry) -> Self {
        StoredFilter {
            pattern: StoredFilterPattern::of(pattern),
            list: StoredFilterList::of(entry.list),
            comment: entry.comment.as_ref().map(Text::to_string),
        }
    }

    fn live(self) -> Result<(FilterPattern, FilterEntry), FormatError> {
        let comment = live_text_if_any(self.comment)?;
        Ok((self.pattern.live()?, FilterEntry { list: self.list.live(), comment }))
    }
}

/// The filters of a server that has or had some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFilters {
    /// Whether the allow list is in force; left out where it is not.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub enforces_allow_list: bool,
    /// Whether the deny list is.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub enforces_deny_list: bool,
    /// The entries of both lists, in the order of hardware type, bytes and length.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<StoredFilter>,
}

impl StoredFilters {
    /// What is to be stored; `None` for a server that has what a fresh one has.
    pub(crate) fn of(filters: &Filters) -> Option<Self> {
        (*filters != Filters::default()).then(|| StoredFilters {
            enforces_allow_list: filters.enforces_allow_list,
            enforces_deny_list: filters.enforces_deny_list,
            entries: filters
                .entries
                .iter()
                .map(|(pattern, entry)| StoredFilter::of(pattern, entry))
                .collect(),
        })
    }

    pub(crate) fn live(self) -> Result<Filters, FormatError> {
        let entries: Result<_, FormatError> = self.entries.into_iter().map(StoredFilter::live).collect();
        Ok(Filters {
            enforces_allow_list: self.enforces_allow_list,
            enforces_deny_list: self.enforces_deny_list,
            entries: entries?,
        })
    }
}

/// Something that happened to the filters of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredFilterEvent {
    /// An entry was added, or took the place of another.
    Set {
        filter: StoredFilter,
    },
    Removed {
        pattern: StoredFilterPattern,
    },
    /// Which lists are in force.
    Enforced {
        allow_list: bool,
        deny_list: bool,
    },
}

impl StoredFilterEvent {
    pub(crate) fn of(event: &FilterEvent) -> Self {
        match event {
            FilterEvent::Set(pattern, entry) => {
                StoredFilterEvent::Set { filter: StoredFilter::of(pattern, entry) }
            }
            FilterEvent::Removed(pattern) => {
                StoredFilterEvent::Removed { pattern: StoredFilterPattern::of(pattern) }
            }
            FilterEvent::Enforced { allow_list, deny_list } => {
                StoredFilterEvent::Enforced { allow_list: *allow_list, deny_list: *deny_list }
            }
        }
    }

    pub(crate) fn live(self) -> Result<FilterEvent, FormatError> {
        Ok(match self {
            StoredFilterEvent::Set { filter } => {
                let (pattern, entry) = filter.live()?;
                FilterEvent::Set(pattern, entry)
            }
            StoredFilterEvent::Removed { pattern } => FilterEvent::Removed(pattern.live()?),
            StoredFilterEvent::Enforced { allow_list, deny_list } => {
                FilterEvent::Enforced { allow_list, deny_list }
            }
        })
    }
}

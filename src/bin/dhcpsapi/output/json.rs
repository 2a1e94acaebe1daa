//! JSON, and the same values for people.

use std::fmt;
use std::net::Ipv4Addr;

use dhcpsapi::cim::interval;
use dhcpsapi::cim::property::{self, Value};
use dhcpsapi::domain::base::text::{Text, harmless};
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::say::addresses::dotted;

use crate::arguments::values::UNLIMITED;
use crate::output::span;

/// The properties of a thing, in their order.
pub(crate) type Record = Vec<(&'static str, Json)>;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Object(Record),
    /// The length of a lease in seconds: an interval as CIM writes it, and for people a span as it can be said.
    LeaseDuration(u32),
    /// A text that is JSON already, or a number that is no whole one.
    Ready(String),
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |parts: Vec<String>| parts.join(",");
        match self {
            Json::Null => formatter.write_str("null"),
            Json::Boolean(boolean) => write!(formatter, "{boolean}"),
            Json::Number(number) => write!(formatter, "{number}"),
            Json::Text(text) => formatter.write_str(&property::json_string(text)),
            Json::List(values) => {
                write!(formatter, "[{}]", joined(values.iter().map(Json::to_string).collect()))
            }
            Json::Object(record) => {
                let member =
                    |(name, value): &(&str, Json)| format!("{}:{value}", property::json_string(name));
                write!(formatter, "{{{}}}", joined(record.iter().map(member).collect()))
            }
            Json::LeaseDuration(seconds) => {
                let text = interval::to_text(u64::from(*seconds)).unwrap_or_default();
                formatter.write_str(&property::json_string(&text))
            }
            Json::Ready(text) => formatter.write_str(text),
        }
    }
}

impl Json {
    /// As people read it.
    pub(crate) fn for_people(&self) -> String {
        match self {
            Json::Null => "-".to_owned(),
            Json::Text(text) => harmless(text),
            Json::List(values) if values.is_empty() => "-".to_owned(),
            Json::List(values) => values.iter().map(Json::for_people).collect::<Vec<_>>().join(", "),
            Json::Object(record) => {
                record.iter().map(|(_, value)| value.for_people()).collect::<Vec<_>>().join(" ")
            }
            Json::LeaseDuration(u32::MAX) => UNLIMITED.to_owned(),
            Json::LeaseDuration(seconds) => span::text(*seconds),
            Json::Boolean(_) | Json::Number(_) | Json::Ready(_) => self.to_string(),
        }
    }
}

/// A value that may not be there.
pub(crate) fn optional<T>(value: Option<T>, json: impl FnOnce(T) -> Json) -> Json {
    value.map_or(Json::Null, json)
}

/// A text of the servers.
pub(crate) fn text(text: &Text) -> Json {
    Json::Text(text.to_string())
}

pub(crate) fn address(address: impl Into<Ipv4Addr>) -> Json {
    Json::Text(dotted(address))
}

pub(crate) fn number(number: u32) -> Json {
    Json::Number(u64::from(number))
}

/// A moment.
pub(crate) fn time(time: Timestamp) -> Json {
    Json::Text(time.to_string())
}

/// A property of a WMI class, as people read it: spans of time as they can be said.
pub(crate) fn of_class(value: Value) -> Json {
    match value {
        Value::String(text) => Json::Text(text),
        Value::Strings(texts) => Json::List(texts.into_iter().map(Json::Text).collect()),
        Value::Number(value) => number(value),
        Value::Real(value) => Json::Ready(format!("{value:?}")),
        Value::Boolean(boolean) => Json::Boolean(boolean),
        Value::Interval(seconds) => Json::Text(span::text(seconds)),
        Value::Null => Json::Null,
    }
}

//! The properties of an instance by their names, and the two texts that are made of them: JSON and MOF.

use std::fmt::Write;

use crate::cim::class::Failover;
use crate::cim::interval;
use crate::domain::base::text::Text;
use crate::say::addresses::dotted;
use crate::say::names;

/// The value of a property, in its CIM type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    String(String),
    /// A list of strings.
    Strings(Vec<String>),
    /// A uint32.
    Number(u32),
    /// A real32.
    Real(f32),
    Boolean(bool),
    /// A datetime that is an interval, in seconds.
    Interval(u32),
    Null,
}

/// A class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// Its name.
    pub name: &'static str,
    /// The names of its properties, in its order.
    pub properties: &'static [&'static str],
}

/// A relationship.
pub const FAILOVER: Class = Class { name: "DhcpServerv4Failover", properties: &NAMES };

/// The statistics of a scope. The last four properties are null where failover adds nothing.
pub const SCOPE_STATISTICS: Class = Class {
    name: "DhcpServerv4ScopeStatistics",
    properties: &[
        "AddressesFree",
        "AddressesInUse",
        "PendingOffers",
        "ReservedAddress",
        "PercentageInUse",
        "ScopeId",
        "SuperscopeName",
        "AddressesFreeOnThisServer",
        "AddressesFreeOnPartnerServer",
        "AddressesInUseOnThisServer",
        "AddressesInUseOnPartnerServer",
    ],
};

/// The names of the properties of a relationship, in the order of its class.
pub const NAMES: [&str; 17] = [
    "Name",
    "PartnerServer",
    "Mode",
    "ServerRole",
    "LoadBalancePercent",
    "ReservePercent",
    "ScopeId",
    "MaxClientLeadTime",
    "AutoStateTransition",
    "StateSwitchInterval",
    "State",
    "EnableAuth",
    "PrimaryServerIP",
    "SecondaryServerIP",
    "PrimaryServerName",
    "SecondaryServerName",
    "ServerType",
];

/// The values of all properties, in the order of the class.
pub type Values = [Value; NAMES.len()];

/// The properties of an instance.
pub fn values(instance: &Failover) -> Values {
    let text = |text: &Text| Value::String(text.to_string());
    let optional =
        |text: &Option<Text>| text.as_ref().map_or(Value::Null, |text| Value::String(text.to_string()));
    let name = |name: &str| Value::String(name.to_owned());
    let number = |number: Option<u32>| number.map_or(Value::Null, Value::Number);
    let scopes = instance.scope_id.iter().map(|scope| scope.to_string()).collect();
    [
        text(&instance.name),
        text(&instance.partner_server),
        name(names::mode(instance.mode)),
        instance.server_role.map_or(Value::Null, |role| name(role.name())),
        number(instance.load_balance_percent),
        number(instance.reserve_percent),
        Value::Strings(scopes),
        Value::Interval(instance.max_client_lead_time),
        Value::Boolean(instance.auto_state_transition),
        instance.state_switch_interval.map_or(Value::Null, Value::Interval),
        name(names::state(instance.state)),
        Value::Boolean(instance.enable_auth),
        Value::String(dotted(instance.primary_server_ip)),
        Value::String(dotted(instance.secondary_server_ip)),
        optional(&instance.primary_server_name),
        optional(&instance.secondary_server_name),
        name(names::server_type(instance.server_type)),
    ]
}

/// An instance as one JSON object, its members in the order of the class. An interval is written as CIM writes it.
pub fn json(class: Class, values: &[Value]) -> String {
    let member = |(name, value): (&&str, &Value)| format!("{}:{}", json_string(name), json_value(value));
    let members: Vec<String> = class.properties.iter().zip(values).map(member).collect();
    format!("{{{}}}", members.join(","))
}

/// An instance as MOF (DMTF DSP0221): what is null is left out.
pub fn mof(class: Class, values: &[Value]) -> String {
    let mut text = format!("instance of {}\n{{\n", class.name);
    for (name, value) in class.properties.iter().zip(values) {
        if *value != Value::Null {
            // A String takes all that is written to it.
            let _ = writeln!(text, "    {name} = {};", mof_value(value));
        }
    }
    text.push_str("};\n");
    text
}

/// A string as JSON.
pub fn json_string(text: &str) -> String {
    quoted(text, |control| format!("\\u{control:04x}"))
}

fn json_value(value: &Value) -> String {
    match value {
        Value::String(text) => json_string(text),
        Value::Strings(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| json_string(text)).collect();
            format!("[{}]", texts.join(","))
        }
        Value::Number(number) => number.to_string(),
        // With a point in it, also where the number is a whole one.
        Value::Real(number) => format!("{number:?}"),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Interval(seconds) => json_string(&interval_text(*seconds)),
        Value::Null => "null".to_owned(),
    }
}

/// A string as MOF (DSP0221, 5.3).
fn mof_string(text: &str) -> String {
    quoted(text, |control| format!("\\x{control:04X}"))
}

fn mof_value(value: &Value) -> String {
    match value {
        Value::String(text) => mof_string(text),
        Value::Strings(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| mof_string(text)).collect();
            format!("{{{}}}", texts.join(", "))
        }
        Value::Number(number) => number.to_string(),
        // With a point in it, also where the number is a whole one.
        Value::Real(number) => format!("{number:?}"),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Interval(seconds) => mof_string(&interval_text(*seconds)),
        Value::Null => "NULL".to_owned(),
    }
}

/// Both languages escape as C does; a control character without an escape of its own is written by its number.
fn quoted(text: &str, by_number: impl Fn(u32) -> String) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control < ' ' => quoted.push_str(&by_number(u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn interval_text(seconds: u32) -> String {
    // The text has room for more days than a number of 32 bits has seconds.
    interval::to_text(u64::from(seconds)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::ids::ScopeId;
    use crate::domain::base::role::{Mode, Role};
    use crate::domain::model::state::StateName;

    fn instance() -> Failover {
        Failover {
            name: "HQ-\u{e9}-\u{1f600}\"\\\n\u{1}".into(),
            partner_server: "dhcp2".into(),
            mode: Mode::LoadBalance,
            server_role: None,
            load_balance_percent: Some(70),
            reserve_percent: None,
            scope_id: vec![ScopeId(0x0A00_0000), ScopeId(0x0A00_0100)],
            max_client_lead_time: 3600,
            auto_state_transition: true,
            state_switch_interval: Some(129_632),
            state: StateName::CommunicationInterrupted,
            enable_auth: true,
            primary_server_ip: 0xC0A8_0001,
            secondary_server_ip: 0xC0A8_0002,
            primary_server_name: Some("dhcp1".into()),
            secondary_server_name: None,
            server_type: Role::Primary,
        }
    }

    #[test]
    fn as_json() {
        let expected = concat!(
            r#"{"Name":"HQ-"#,
            "\u{e9}-\u{1f600}",
            r#"\"\\\n\u0001","PartnerServer":"dhcp2","Mode":"LoadBalance","ServerRole":null,"#,
            r#""LoadBalancePercent":70,"ReservePercent":null,"ScopeId":["10.0.0.0","10.0.1.0"],"#,
            r#""MaxClientLeadTime":"00000000010000.000000:000","AutoStateTransition":true,"#,
            r#""StateSwitchInterval":"00000001120032.000000:000","State":"CommunicationInterrupted","#,
            r#""EnableAuth":true,"PrimaryServerIP":"192.168.0.1","SecondaryServerIP":"192.168.0.2","#,
            r#""PrimaryServerName":"dhcp1","SecondaryServerName":null,"ServerType":"PrimaryServer"}"#,
        );
        assert_eq!(json(FAILOVER, &values(&instance())), expected);
    }

    #[test]
    fn as_mof() {
        let expected = concat!(
            "instance of DhcpServerv4Failover\n{\n",
            "    Name = \"HQ-\u{e9}-\u{1f600}\\\"\\\\\\n\\x0001\";\n",
            "    PartnerServer = \"dhcp2\";\n",
            "    Mode = \"LoadBalance\";\n",
            "    LoadBalancePercent = 70;\n",
            "    ScopeId = {\"10.0.0.0\", \"10.0.1.0\"};\n",
            "    MaxClientLeadTime = \"00000000010000.000000:000\";\n",
            "    AutoStateTransition = true;\n",
            "    StateSwitchInterval = \"00000001120032.000000:000\";\n",
            "    State = \"CommunicationInterrupted\";\n",
            "    EnableAuth = true;\n",
            "    PrimaryServerIP = \"192.168.0.1\";\n",
            "    SecondaryServerIP = \"192.168.0.2\";\n",
            "    PrimaryServerName = \"dhcp1\";\n",
            "    ServerType = \"PrimaryServer\";\n",
            "};\n",
        );
        assert_eq!(mof(FAILOVER, &values(&instance())), expected);
    }
}

//! JSON schemas, as far as those of the command line use them. What this cannot check it refuses.

use std::net::Ipv4Addr;

use serde_json::Value;

use super::project;

/// Reads the schema of a class of the command line.
#[track_caller]
pub fn of_class(class: &str) -> Value {
    serde_json::from_str(&project::read(&format!("examples-cli/schema/{class}.json"))).unwrap()
}

/// What is wrong with a value by a schema.
pub fn complaints(value: &Value, schema: &Value) -> Vec<String> {
    let rules = schema.as_object().expect("a schema is an object");
    rules.iter().flat_map(|(keyword, rule)| by_rule(value, keyword, rule, schema)).collect()
}

fn by_rule(value: &Value, keyword: &str, rule: &Value, schema: &Value) -> Vec<String> {
    let fails = |is_right: bool| if is_right { vec![] } else { vec![format!("{keyword} {rule}: {value}")] };
    let number = || value.as_f64().unwrap_or(0.0);
    match keyword {
        "$schema" | "title" | "description" => vec![],
        "type" => match rule {
            Value::Array(types) => fails(types.iter().any(|one| is_of_type(value, one))),
            one => fails(is_of_type(value, one)),
        },
        "enum" => fails(rule.as_array().unwrap().contains(value)),
        "minimum" => fails(!value.is_number() || number() >= rule.as_f64().unwrap()),
        "maximum" => fails(!value.is_number() || number() <= rule.as_f64().unwrap()),
        "minLength" => fails(
            value.as_str().is_none_or(|text| u64::try_from(text.len()).unwrap() >= rule.as_u64().unwrap()),
        ),
        "minItems" => fails(
            value
                .as_array()
                .is_none_or(|items| u64::try_from(items.len()).unwrap() >= rule.as_u64().unwrap()),
        ),
        "format" => fails(value.as_str().is_none_or(|text| has_format(text, rule.as_str().unwrap()))),
        "items" => value.as_array().into_iter().flatten().flat_map(|item| complaints(item, rule)).collect(),
        "required" => {
            let missing =
                rule.as_array().unwrap().iter().filter(|name| value.get(name.as_str().unwrap()).is_none());
            missing.map(|name| format!("{name} is missing: {value}")).collect()
        }
        "properties" => {
            let rules = rule.as_object().unwrap().iter();
            let given = rules.filter_map(|(name, rule)| value.get(name).map(|value| (value, rule)));
            given.flat_map(|(value, rule)| complaints(value, rule)).collect()
        }
        "additionalProperties" => {
            assert_eq!(rule, &Value::Bool(false));
            let known = schema["properties"].as_object().unwrap();
            let names = value.as_object().into_iter().flatten().map(|(name, _)| name);
            names
                .filter(|name| !known.contains_key(*name))
                .map(|name| format!("{name} is not known"))
                .collect()
        }
        other => panic!("{other} cannot be checked"),
    }
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

fn has_format(text: &str, format: &str) -> bool {
    match format {
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "date-time" => {
            let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
            shape == "9999-99-99T99:99:99Z"
        }
        other => panic!("{other} cannot be checked"),
    }
}

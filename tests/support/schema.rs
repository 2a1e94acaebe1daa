//! JSON schemas, as far as those of the project go.

use serde_json::Value;

use super::project;

/// A schema of the project.
pub fn schema(path: &str) -> Value {
    serde_json::from_str(&project::read(path)).unwrap()
}

/// What is wrong with a value by a schema. What the schema does not name is wrong, too, so that it keeps up with what is written.
pub fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, wanted) in schema.as_object().unwrap() {
        let is_fine = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "required" | "properties" | "items" => true,
            "additionalProperties" => wanted == false,
            "$ref" => {
                let place = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(faults(root, root.pointer(place).unwrap(), value, at));
                true
            }
            "type" => match wanted.as_array() {
                Some(types) => types.iter().any(|name| is_of_type(value, name.as_str().unwrap())),
                None => is_of_type(value, wanted.as_str().unwrap()),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= wanted.as_i64().unwrap()),
            "maxProperties" => {
                value.as_object().unwrap().len() <= usize::try_from(wanted.as_u64().unwrap()).unwrap()
            }
            "oneOf" => {
                let all = wanted.as_array().unwrap().iter();
                all.filter(|one| faults(root, one, value, at).is_empty()).count() == 1
            }
            "format" => {
                assert_eq!(wanted, "ipv4", "the only format that this test knows");
                value.as_str().is_none_or(|text| text.parse::<std::net::Ipv4Addr>().is_ok())
            }
            "pattern" => value.as_str().is_none_or(|text| has_pattern(text, wanted.as_str().unwrap())),
            other => panic!("the schema uses {other}, which this test does not know"),
        };
        if !is_fine {
            found.push(format!("{at}: {keyword}: {value}"));
        }
    }
    found.extend(faults_of_members(root, schema, value, at));
    found
}

fn faults_of_members(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let required = schema["required"].as_array().into_iter().flatten();
    found.extend(
        required
            .filter(|name| value.get(name.as_str().unwrap()).is_none())
            .map(|name| format!("{at}: no {name}")),
    );
    if schema["type"] == "object" {
        for (name, member) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            match schema["properties"].get(name) {
                Some(schema) => found.extend(faults(root, schema, member, &at)),
                None => found.push(format!("{at}: it is not in the schema")),
            }
        }
    }
    if let (Some(schema), Some(items)) = (schema.get("items"), value.as_array()) {
        found.extend(items.iter().flat_map(|item| faults(root, schema, item, at)));
    }
    found
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the schema uses the type {other}, which this test does not know"),
    }
}

/// Whether a text has one of the patterns that the schemas use.
fn has_pattern(text: &str, pattern: &str) -> bool {
    match pattern {
        "^([0-9a-f]{2}){1,255}$" => is_bytes(text),
        "^0x([0-9a-f]{2}){1,255}$" => text.strip_prefix("0x").is_some_and(is_bytes),
        "^[0-9]{8}([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]\\.[0-9]{6}:000$" => {
            dhcpsapi::cim::interval::from_text(text).is_some()
        }
        other => panic!("the schema uses the pattern {other}, which this test does not know"),
    }
}

fn is_bytes(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (2..=510).contains(&text.len()) && text.len().is_multiple_of(2) && text.bytes().all(is_digit)
}

//! The words of a line of a script.

/// Takes a line apart as a shell does: spaces, single and double quotes, backslashes, and comments from `#` at the start
/// of a word on.
pub(crate) fn words(line: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        match character {
            '#' if word.is_none() => break,
            '\'' => word.get_or_insert_default().push_str(&single_quoted(&mut rest)?),
            '"' => word.get_or_insert_default().push_str(&double_quoted(&mut rest)?),
            '\\' => {
                let escaped = rest.next().ok_or("the line ends in a backslash")?;
                word.get_or_insert_default().push(escaped);
            }
            space if space.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

const UNCLOSED: &str = "a quote is not closed";

fn single_quoted(rest: &mut impl Iterator<Item = char>) -> Result<String, &'static str> {
    let mut text = String::new();
    loop {
        match rest.next().ok_or(UNCLOSED)? {
            '\'' => return Ok(text),
            other => text.push(other),
        }
    }
}

/// A backslash makes only a quote, itself, `$` and a backtick ordinary.
fn double_quoted(rest: &mut impl Iterator<Item = char>) -> Result<String, &'static str> {
    let mut text = String::new();
    loop {
        match rest.next().ok_or(UNCLOSED)? {
            '"' => return Ok(text),
            '\\' => match rest.next().ok_or(UNCLOSED)? {
                escaped @ ('"' | '\\' | '$' | '`') => text.push(escaped),
                other => text.extend(['\\', other]),
            },
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_a_shell_does() {
        let table: [(&str, &[&str]); 9] = [
            ("", &[]),
            ("  # a comment 'not closed", &[]),
            ("failover\tlist  --json # all", &["failover", "list", "--json"]),
            ("a#b '#c' \\#d", &["a#b", "#c", "#d"]),
            ("'two words' \"two words\" two\\ words", &["two words", "two words", "two words"]),
            ("'' \"\"", &["", ""]),
            ("it\"'\"s 'a \"b\"'", &["it's", "a \"b\""]),
            (r#""a\"b" "a\\b" "a\nb" '\n'"#, &["a\"b", "a\\b", "a\\nb", "\\n"]),
            ("--name=\"HQ 1\"", &["--name=HQ 1"]),
        ];
        for (line, expected) in table {
            assert_eq!(words(line).unwrap(), expected, "{line}");
        }
        for line in ["'", "\"", "a 'b", "\"a\\\"", "a\\"] {
            assert!(words(line).is_err(), "{line}");
        }
    }
}

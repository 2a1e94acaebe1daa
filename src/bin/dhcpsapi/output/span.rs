//! Spans of time as people read them.

/// A span as it can be said on the command line: `1h30m`.
pub(crate) fn text(seconds: u32) -> String {
    let parts =
        [(seconds / 86_400, 'd'), (seconds / 3600 % 24, 'h'), (seconds / 60 % 60, 'm'), (seconds % 60, 's')];
    let said = parts.into_iter().filter(|(count, _)| *count > 0);
    let text: String = said.map(|(count, unit)| format!("{count}{unit}")).collect();
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        for (seconds, expected) in [(0, "0s"), (90, "1m30s"), (3600, "1h"), (u32::MAX, "49710d6h28m15s")] {
            assert_eq!(text(seconds), expected);
        }
    }
}

//! Tables for people: aligned columns, nothing else.

use crate::output::json::{Json, Record};

/// A table of things with the same properties.
pub(crate) fn records(columns: &[&'static str], records: &[Record]) -> String {
    let row = |record: &Record| record.iter().map(|(_, value)| value.for_people()).collect();
    let rows: Vec<Vec<String>> = records.iter().map(row).collect();
    table(columns, &rows)
}

/// The properties of one thing, a line each.
pub(crate) fn properties(record: &Record) -> String {
    let width = record.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let line = |(name, value): &(&str, Json)| format!("{name:width$}  {}\n", value.for_people());
    record.iter().map(line).collect()
}

/// A header, and rows below it.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    let all = || std::iter::once(&header).chain(rows);
    let width =
        |column: usize| all().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..header.len()).map(|column| width(column).unwrap_or_default()).collect();
    all().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
    format!("{}\n", cells.join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["a".to_owned(), "\u{e9}t\u{e9}".to_owned()], vec!["bcd".to_owned(), String::new()]];
        assert_eq!(table(&["X", "Y"], &rows), "X    Y\na    \u{e9}t\u{e9}\nbcd\n");
    }
}

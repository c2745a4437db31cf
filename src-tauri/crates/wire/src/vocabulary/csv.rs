//! A vocabulary as a table: a header row with `code`, `name` or `name_xx` (`xx` a language), and any of `parent`,
//! `synonyms`, `synonyms_xx`, `definition`, `definition_xx`, `subject_code`, `retired`. Cells are parted by commas,
//! semicolons or tabs, whichever the header has; several parents or synonyms in a cell by `|`.

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::draft::{Draft, Found};
use super::{Label, Match, VocabularyError, quoted};

const EXPECTED: &str =
    "a column `code`, `name`, `name_xx`, `parent`, `synonyms`, `definition`, `subject_code` or `retired`";

/// What a column holds; labels with their language.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Code,
    Parent,
    Name(String),
    Synonyms(String),
    Definition(String),
    SubjectCode,
    Retired,
}

/// Whether this is the header of such a table.
pub(super) fn is_header(line: &str) -> bool {
    line.split(separator(line)).any(|cell| named(cell) == Some(Column::Code))
}

/// Reads the table.
///
/// # Errors
/// A fault with line and column.
pub(super) fn read(text: &str) -> Result<Draft, VocabularyError> {
    let header = text.lines().next().unwrap_or_default();
    let separator = u8::try_from(separator(header)).unwrap_or(b',');
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let columns = columns(reader.headers().map_err(|error| fault(&error))?)?;
    let mut draft = Draft::default();
    for record in reader.records() {
        let record = record.map_err(|error| fault(&error))?;
        let row = Row { columns: &columns, record: &record };
        if draft.scheme.is_none() {
            // Codes may be written whole, `wsvc:sport`; then they say the alias.
            draft.scheme = row.alias();
        }
        draft.push(row.found()?)?;
    }
    Ok(draft)
}

fn separator(header: &str) -> char {
    let count = |separator: char| header.matches(separator).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',')
}

fn named(cell: &str) -> Option<Column> {
    let name = cell.trim().trim_matches('"').trim().to_lowercase();
    let (kind, language) = match ["name_", "synonyms_", "definition_"].iter().find(|kind| name.starts_with(*kind)) {
        Some(kind) => name.split_at(kind.len()),
        None => (name.as_str(), ""),
    };
    // Back to upper case where BCP 47 writes a region so; comparing does not care.
    let language = language.replace('_', "-");
    match kind {
        "code" => Some(Column::Code),
        "parent" => Some(Column::Parent),
        "name" | "name_" => Some(Column::Name(language)),
        "synonyms" | "synonyms_" => Some(Column::Synonyms(language)),
        "definition" | "definition_" => Some(Column::Definition(language)),
        "subject_code" => Some(Column::SubjectCode),
        "retired" => Some(Column::Retired),
        _ => None,
    }
}

fn columns(header: &StringRecord) -> Result<Vec<Column>, VocabularyError> {
    let mut columns = Vec::new();
    for (at, cell) in header.iter().enumerate() {
        let place = || format!("line 1, column {}", at + 1);
        let column = named(cell).ok_or_else(|| VocabularyError::fault(place(), EXPECTED, quoted(cell)))?;
        if columns.contains(&column) {
            return Err(VocabularyError::fault(place(), "each column once", format!("{} again", quoted(cell))));
        }
        columns.push(column);
    }
    if !columns.iter().any(|column| matches!(column, Column::Name(_))) {
        return Err(VocabularyError::fault("line 1", "a column `name` or `name_xx`", "none"));
    }
    Ok(columns)
}

struct Row<'a> {
    columns: &'a [Column],
    record: &'a StringRecord,
}

impl Row<'_> {
    fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    fn cells(&self) -> impl Iterator<Item = (usize, &Column, &str)> {
        self.columns.iter().zip(self.record).enumerate().map(|(at, (column, cell))| (at + 1, column, cell.trim()))
    }

    fn alias(&self) -> Option<String> {
        let (_, _, code) = self.cells().find(|(_, column, _)| **column == Column::Code)?;
        code.split_once(':').map(|(alias, _)| alias.to_owned())
    }

    fn found(&self) -> Result<Found, VocabularyError> {
        let line = self.line();
        let mut found = Found { place: format!("line {line}"), ..Found::default() };
        for (at, column, cell) in self.cells() {
            let parts = || cell.split('|').map(str::trim).filter(|part| !part.is_empty());
            let labels = |language: &str| parts().map(|part| Label::new(language, part)).collect::<Vec<_>>();
            match column {
                Column::Code => {
                    if cell.is_empty() || cell.contains(char::is_whitespace) {
                        let place = format!("line {line}, column {at}");
                        return Err(VocabularyError::fault(place, "a code without spaces", quoted(cell)));
                    }
                    found.place = format!("line {line}, column {at}");
                    cell.clone_into(&mut found.id);
                }
                Column::Parent => found.broader = parts().map(str::to_owned).collect(),
                Column::Name(language) => found.names.push(Label::new(language, cell)),
                Column::Synonyms(language) => found.synonyms.extend(labels(language)),
                Column::Definition(language) => found.definitions.push(Label::new(language, cell)),
                Column::SubjectCode if cell.is_empty() => {}
                Column::SubjectCode => {
                    let code = cell.strip_prefix("subj:").unwrap_or(cell);
                    if code.len() != 8 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
                        let place = format!("line {line}, column {at}");
                        return Err(VocabularyError::fault(place, "a subject code of eight digits", quoted(cell)));
                    }
                    found.matches.push((Match::Exact, format!("subj:{code}")));
                }
                Column::Retired => found.retired = retired(cell),
            }
        }
        if found.names.iter().all(|name| name.text.is_empty()) {
            let expected = format!("a name for {}", quoted(&found.id));
            return Err(VocabularyError::fault(format!("line {line}"), expected, "none"));
        }
        Ok(found)
    }
}

fn retired(cell: &str) -> Option<String> {
    let no = ["", "no", "false", "0", "-"];
    (!no.contains(&cell.to_lowercase().as_str())).then(|| cell.to_owned())
}

fn fault(error: &csv::Error) -> VocabularyError {
    let place = error.position().map_or("the table".to_owned(), |position| format!("line {}", position.line()));
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            VocabularyError::fault(place, format!("{expected_len} cells like the header"), len.to_string())
        }
        _ => VocabularyError::fault(place, "a table", error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::vocabulary::{Asked, read};

    const TABLE: &str = "code,parent,name,name_de,synonyms,subject_code,retired\n\
        sport,,Sport,Sport,games | athletics,15000000,\n\
        football,sport,\"Football, soccer\",Fußball,footy,,\n\
        croquet,sport,Croquet,,,,2019-01-01\n";

    fn asked(stem: &str) -> Asked<'_> {
        Asked { scheme: None, stem }
    }

    #[test]
    fn a_table_is_read_whatever_parts_its_cells() {
        let comma = read(TABLE.as_bytes(), &asked("wsvc")).expect("a table");
        assert_eq!(comma.scheme(), "wsvc", "the file's name is the alias where nothing else says one");
        let football = comma.concept("football").expect("it is there");
        assert_eq!((football.name("de"), football.name("en")), ("Fußball", "Football, soccer"), "names");
        assert_eq!(football.parents, ["sport"], "its parent");
        let sport = comma.concept("sport").expect("it is there");
        assert_eq!(sport.synonyms.iter().map(|label| label.text.as_str()).collect::<Vec<_>>(), ["games", "athletics"]);
        assert_eq!(sport.subject_code.as_ref().map(|old| old.code.as_str()), Some("15000000"), "its old code");
        assert_eq!(comma.concept("croquet").and_then(|one| one.retired.as_deref()), Some("2019-01-01"), "retired");
        let plain = TABLE.replace("\"Football, soccer\"", "Football");
        let comma = read(plain.as_bytes(), &asked("wsvc")).expect("a table");
        for separator in [";", "\t"] {
            let text = format!("\u{feff}{}", plain.replace(',', separator));
            assert_eq!(read(text.as_bytes(), &asked("wsvc")).as_ref(), Ok(&comma), "parted by {separator:?}");
        }
        let units: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&[b"\xff\xfe".as_slice(), &units].concat(), &asked("wsvc")), Ok(comma), "UTF-16");
    }

    #[test]
    fn whole_codes_say_the_alias_and_an_asked_one_wins() {
        let whole = "code,name,parent\nwsvc:a,A,\nwsvc:b,B,wsvc:a\n";
        let read_as = |scheme| read(whole.as_bytes(), &Asked { scheme, stem: "list" }).expect("a table");
        assert_eq!(read_as(None).scheme(), "wsvc", "the codes say it");
        let asked = read_as(Some("house"));
        assert_eq!((asked.scheme(), asked.concepts()[1].parents[0].as_str()), ("house", "a"), "the asked one wins");
    }

    #[test]
    fn a_fault_says_line_and_column() {
        for (wrong, words) in [
            ("code,name,colour\n", "line 1, column 3: expected a column"),
            ("code,name,Name\n", "line 1, column 3: expected each column once"),
            ("code,parent\n", "line 1: expected a column `name`"),
            ("code,name\na,A\n,B\n", "line 3, column 1: expected a code"),
            ("name,code\nA,a b\n", "line 2, column 2: expected a code without spaces, got \"a b\""),
            ("code,name\na,A\na,B\n", "line 3, column 1: expected each code once, got \"a\" again"),
            ("code,name\na,\n", "line 2: expected a name for \"a\", got none"),
            ("code,name\na,A,x\n", "line 2: expected 2 cells like the header, got 3"),
            (
                "code,name,subject_code\na,A,12\n",
                "line 2, column 3: expected a subject code of eight digits, got \"12\"",
            ),
            ("colour,name\n", "expected a vocabulary as IPTC JSON"),
        ] {
            let error = read(wrong.as_bytes(), &asked("wsvc")).expect_err("it is wrong").to_string();
            assert!(error.contains(words), "{wrong:?} should say {words:?}: {error}");
        }
        let bytes = [b"code,name\na,".as_slice(), b"\xe9\n"].concat();
        let error = read(&bytes, &asked("wsvc")).expect_err("it is not UTF-8").to_string();
        assert_eq!(error, "line 2: expected UTF-8, got the byte 0xe9");
    }
}

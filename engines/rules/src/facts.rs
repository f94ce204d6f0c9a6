//! Facts of applicants in columns: whole numbers as narrow as they are, and a bit for each value that is known.

use base::holds_resident_number;

use crate::{
    Field, Kind, Refused, Rulebook, calendar, number,
    rulebook::{Word, within},
};

/// Applicants one run takes.
const MOST_APPLICANTS: usize = 5_000_000;
/// Bytes of an applicant's id.
const LONGEST_ID: usize = 100;
/// Findings that are kept; a file with more of them is not read further.
const MOST_FINDINGS: usize = 10_000;
/// Rows of one block: as many as a word has bits.
pub(crate) const BLOCK: usize = 64;

/// Who applied and what is known of each, sorted by id, so that no result can depend on the order of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    ids: Ids,
    pub(crate) columns: Vec<Column>,
}

/// One fact of all applicants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// The field as the rulebook says it.
    pub(crate) field: Field,
    /// The values; zero where none is known, and up to the end of the last block.
    pub(crate) values: Values,
    /// A bit per applicant, 64 to a word.
    pub(crate) known: Vec<u64>,
    /// The least and the largest known value.
    pub(crate) extremes: Option<(i64, i64)>,
}

/// Values as narrow as the column allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Values {
    Tiny(Vec<i8>),
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

/// Ids in one text, one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    fn get(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start..self.ends[row]]
    }
}

impl Facts {
    /// How many applied.
    pub fn applicants(&self) -> usize {
        self.ids.ends.len()
    }

    /// The id of an applicant; applicants are in the order of the bytes of their ids.
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    /// The place of an applicant.
    pub fn place(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.applicants());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.ids.get(middle) < id { low = middle + 1 } else { high = middle }
        }
        (low < self.applicants() && self.ids.get(low) == id).then_some(low)
    }

    /// The value of a column for an applicant, as it would stand in a file; nothing where it is not known.
    pub fn shown(&self, column: &str, row: usize) -> Option<String> {
        let column = self.columns.iter().find(|one| one.field.id == column)?;
        column.value(row).map(|value| column.field.shown(value).into_owned())
    }

    /// The place of the column for a field that means the same thing.
    pub(crate) fn column_of(&self, field: &Field) -> Result<usize, Refused> {
        let place = self.columns.iter().position(|column| column.field.id == field.id);
        let place = place.ok_or_else(|| Refused::ColumnMissing { column: field.id.clone() })?;
        if same(&self.columns[place].field, field) {
            Ok(place)
        } else {
            Err(Refused::FieldDiffers { field: field.id.clone() })
        }
    }
}

/// Whether two rulebooks mean the same thing by a field, so that one column serves both.
fn same(one: &Field, other: &Field) -> bool {
    let words = |list: &[Word]| list.iter().map(|word| word.id.clone()).collect::<Vec<_>>();
    match (&one.kind, &other.kind) {
        (Kind::Choice { words: one }, Kind::Choice { words: other }) => words(one) == words(other),
        (one, other) => one == other,
    }
}

impl Column {
    /// The value of a row.
    pub(crate) fn value(&self, row: usize) -> Option<i64> {
        let known = self.known[row / BLOCK] >> (row % BLOCK) & 1 == 1;
        known.then(|| match &self.values {
            Values::Tiny(values) => i64::from(values[row]),
            Values::Narrow(values) => i64::from(values[row]),
            Values::Wide(values) => values[row],
        })
    }

    /// The first row whose known value lies in a span.
    pub(crate) fn first_in(&self, span: (i64, i64)) -> Option<usize> {
        let rows = self.known.len() * BLOCK;
        (0..rows).find(|row| self.value(*row).is_some_and(|value| within(&[span], value)))
    }
}

/// Takes applicants one by one, each cell as text; says everything that is wrong at the end.
#[derive(Debug)]
pub struct Intake {
    fields: Vec<Field>,
    ids: Ids,
    columns: Vec<Filling>,
    wrong: Vec<Refused>,
}

/// A column being filled.
#[derive(Debug, Default)]
struct Filling {
    values: Vec<i64>,
    known: Vec<u64>,
}

impl Intake {
    /// Takes the columns that these rulebooks need together; refused when they mean different things by one of them.
    pub fn new(rulebooks: &[&Rulebook]) -> Result<Self, Refused> {
        let mut fields: Vec<Field> = Vec::new();
        for field in rulebooks.iter().flat_map(|rulebook| &rulebook.fields) {
            if field.is_counted() {
                continue;
            }
            match fields.iter_mut().find(|other| other.id == field.id) {
                Some(other) if !same(other, field) => {
                    return Err(Refused::FieldDiffers { field: field.id.clone() });
                }
                Some(other) => {
                    // What either rulebook would take is taken.
                    other.min = other.min.zip(field.min).map(|(one, two)| one.min(two));
                    other.max = other.max.zip(field.max).map(|(one, two)| one.max(two));
                }
                None => fields.push(field.clone()),
            }
        }
        let columns = fields.iter().map(|_| Filling::default()).collect();
        Ok(Self { fields, ids: Ids::default(), columns, wrong: Vec::new() })
    }

    /// The columns in the order in which [`push`](Self::push) takes their cells.
    pub fn columns(&self) -> Vec<&str> {
        self.fields.iter().map(|field| field.id.as_str()).collect()
    }

    /// Takes an applicant; a blank cell means that the fact is not known.
    pub fn push<'a>(&mut self, id: &str, cells: impl IntoIterator<Item = &'a str>) {
        if self.wrong.len() >= MOST_FINDINGS {
            return;
        }
        let row = self.ids.ends.len();
        if row >= MOST_APPLICANTS {
            if !matches!(self.wrong.last(), Some(Refused::TooManyApplicants { .. })) {
                self.wrong.push(Refused::TooManyApplicants { limit: MOST_APPLICANTS as i64 });
            }
            return;
        }
        // The number itself must stand nowhere, not even in what is said about it.
        let id = if holds_resident_number(id) {
            self.wrong.push(Refused::ResidentNumber { row: row as i64 + 1 });
            "?"
        } else {
            id
        };
        if id.is_empty() || id.trim() != id || id.len() > LONGEST_ID {
            let short: String = id.chars().take(LONGEST_ID).collect();
            self.wrong.push(Refused::ApplicantBlank { unit: short });
        }
        self.ids.push(id);
        self.cells(row, id, cells);
    }

    /// Takes the cells of a row.
    fn cells<'a>(&mut self, row: usize, id: &str, cells: impl IntoIterator<Item = &'a str>) {
        let mut count = 0;
        for (at, cell) in cells.into_iter().enumerate() {
            count += 1;
            let (Some(field), Some(column)) = (self.fields.get(at), self.columns.get_mut(at)) else {
                continue;
            };
            match read(field, id, cell) {
                Ok(value) => column.put(row, value),
                Err(refused) => {
                    column.put(row, None);
                    self.wrong.push(*refused);
                }
            }
        }
        if count != self.fields.len() {
            self.columns.iter_mut().skip(count).for_each(|column| column.put(row, None));
            let (unit, columns) = (id.to_owned(), self.fields.len() as i64);
            self.wrong.push(Refused::RowLength { unit, cells: count as i64, columns });
        }
    }

    /// Sorts by id and closes the columns; all that was wrong, in the order it came, when anything was.
    pub fn finish(mut self) -> Result<Facts, Vec<Refused>> {
        let rows = self.ids.ends.len();
        if rows == 0 && self.wrong.is_empty() {
            self.wrong.push(Refused::NoApplicants);
        }
        let mut order: Vec<u32> = (0..rows as u32).collect();
        let sorted = (1..rows).all(|row| self.ids.get(row - 1) < self.ids.get(row));
        if !sorted {
            order.sort_by(|one, other| self.ids.get(*one as usize).cmp(self.ids.get(*other as usize)));
            let id = |at: usize| self.ids.get(order[at] as usize);
            let twice = (1..rows).filter(|at| id(at - 1) == id(*at) && id(*at) != "?");
            let twice = twice.map(|at| Refused::ApplicantTwice { unit: id(at).to_owned() });
            self.wrong.extend(twice.take(MOST_FINDINGS));
        }
        if !self.wrong.is_empty() {
            return Err(self.wrong);
        }
        let mut ids = Ids::default();
        if sorted {
            ids = self.ids;
        } else {
            for row in &order {
                ids.push(self.ids.get(*row as usize));
            }
        }
        let order = if sorted { None } else { Some(order.as_slice()) };
        let columns = self.fields.into_iter().zip(self.columns);
        let columns = columns.map(|(field, filling)| filling.closed(field, rows, order)).collect();
        Ok(Facts { ids, columns })
    }
}

impl Filling {
    fn put(&mut self, row: usize, value: Option<i64>) {
        if row / BLOCK >= self.known.len() {
            self.known.push(0);
        }
        self.values.push(value.unwrap_or(0));
        if value.is_some() {
            self.known[row / BLOCK] |= 1 << (row % BLOCK);
        }
    }

    /// The column in the order of ids, filled up to the end of its last block, as narrow as it can be.
    fn closed(self, field: Field, rows: usize, order: Option<&[u32]>) -> Column {
        let (mut values, mut known) = (self.values, self.known);
        if let Some(order) = order {
            let mut bits = vec![0_u64; known.len()];
            for (place, row) in order.iter().enumerate() {
                let row = *row as usize;
                bits[place / BLOCK] |= (known[row / BLOCK] >> (row % BLOCK) & 1) << (place % BLOCK);
            }
            known = bits;
            values = order.iter().map(|row| values[*row as usize]).collect();
        }
        let told = values.iter().enumerate().filter(|(row, _)| known[row / BLOCK] >> (row % BLOCK) & 1 == 1);
        let extremes = told.fold(None, |found: Option<(i64, i64)>, (_, value)| {
            let (low, high) = found.unwrap_or((*value, *value));
            Some((low.min(*value), high.max(*value)))
        });
        values.resize(rows.next_multiple_of(BLOCK), 0);
        let fits = |low: i64, high: i64| values.iter().all(|value| (low..=high).contains(value));
        let values = if fits(i64::from(i8::MIN), i64::from(i8::MAX)) {
            Values::Tiny(values.iter().map(|value| *value as i8).collect())
        } else if fits(i64::from(i32::MIN), i64::from(i32::MAX)) {
            Values::Narrow(values.iter().map(|value| *value as i32).collect())
        } else {
            Values::Wide(values)
        };
        Column { field, values, known, extremes }
    }
}

/// Reads a cell; blank is not known.
fn read(field: &Field, unit: &str, text: &str) -> Result<Option<i64>, Box<Refused>> {
    if text.is_empty() {
        return Ok(None);
    }
    let (unit, column) = (|| unit.to_owned(), || field.id.clone());
    let value = || {
        let hidden = if holds_resident_number(text) { "******-*******" } else { text };
        hidden.chars().take(LONGEST_ID).collect::<String>()
    };
    let read = match &field.kind {
        Kind::Date => calendar::read(text).map_err(|why| match why {
            calendar::NoDate::Missing => {
                Refused::NoSuchDay { unit: unit(), column: column(), value: value() }
            }
            calendar::NoDate::Unwritten => {
                Refused::NotADate { unit: unit(), column: column(), value: value() }
            }
        }),
        Kind::Number { decimals } => number::read(text, *decimals).ok_or_else(|| Refused::NotANumber {
            unit: unit(),
            column: column(),
            value: value(),
            decimals: i64::from(*decimals),
        }),
        Kind::YesNo => match text {
            "yes" => Ok(1),
            "no" => Ok(0),
            _ => Err("yes, no".to_owned()),
        }
        .map_err(|choices| Refused::NotAChoice {
            unit: unit(),
            column: column(),
            value: value(),
            choices,
        }),
        Kind::Choice { words } => {
            let place = words.iter().position(|word| word.id == text).map(|place| place as i64);
            let choices = || words.iter().map(|word| word.id.as_str()).collect::<Vec<_>>().join(", ");
            place.ok_or_else(|| Refused::NotAChoice {
                unit: unit(),
                column: column(),
                value: value(),
                choices: choices(),
            })
        }
        Kind::Age { .. } | Kind::Months { .. } => Ok(0),
    };
    let number = read.map_err(Box::new)?;
    if field.min.is_some_and(|min| number < min) || field.max.is_some_and(|max| number > max) {
        let end = |end: Option<i64>| end.map_or_else(|| "…".to_owned(), |end| field.shown(end).into_owned());
        let (min, max) = (end(field.min), end(field.max));
        let refused = Refused::OutOfRange { unit: unit(), column: column(), value: value(), min, max };
        return Err(Box::new(refused));
    }
    Ok(Some(number))
}

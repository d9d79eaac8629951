//! Many raw figures in little memory: a small file may print a million of them.
//!
//! A number stands as its print, which is read again where it is asked for, and labels stand once for all figures that share them.

use crate::figure::raw_figure::RawFigure;
use crate::sheet::ShownIn;
use crate::structure::Label;
use crate::text::numerals::{DecimalSign, PrintedNumber, parse_number_with};
use std::collections::BTreeMap;
use std::rc::Rc;
use tierstat_model::Status;

/// The raw figures of a table or a file, in the order in which they were put.
#[derive(Debug, Default)]
pub(crate) struct RawFigures {
    figures: Vec<Packed>,
    /// The prints, one behind the other.
    prints: String,
    /// Numbers that their print alone does not give.
    odd: Vec<PrintedNumber>,
    lists: Vec<Rc<[Label]>>,
    /// Where a list stands, by its address.
    known: BTreeMap<*const Label, u32>,
}

/// One raw figure.
#[derive(Debug, Clone, Copy)]
struct Packed {
    place: (u32, u32),
    number: PackedNumber,
    /// Groups, row labels and column labels.
    labels: [u32; 3],
    shown_in: ShownIn,
    status: Option<Status>,
    is_total: bool,
    sign_is_open: bool,
}

/// A number: where its print begins, how long it is and how it is read; or its place among the odd ones.
#[derive(Debug, Clone, Copy)]
enum PackedNumber {
    Print { start: u32, length: u8, is_comma: bool },
    Odd(u32),
}

impl RawFigures {
    /// Puts a figure behind the others.
    pub(crate) fn push(&mut self, raw: RawFigure) {
        let reading = Self::reading_of(&raw.number);
        self.push_read(raw, reading);
    }

    /// Puts a figure whose print gives its number under a decimal sign; `None` where it does not.
    pub(crate) fn push_read(&mut self, raw: RawFigure, reading: Option<DecimalSign>) {
        let RawFigure { place, number, groups, row_labels, column_labels, is_total, shown_in, sign_is_open } =
            raw;
        let labels = [self.list(groups), self.list(row_labels), self.list(column_labels)];
        let status = number.status;
        let number = self.pack(number, reading);
        reserve(&mut self.figures);
        self.figures.push(Packed { place, number, labels, shown_in, status, is_total, sign_is_open });
    }

    /// Puts all figures of others behind these, each with the status that it came to have.
    pub(crate) fn append(&mut self, others: Self, statuses: &[Option<Status>]) {
        if self.figures.is_empty() {
            *self = others;
            for (figure, status) in self.figures.iter_mut().zip(statuses) {
                figure.status = *status;
            }
            return;
        }
        for (index, status) in statuses.iter().enumerate() {
            self.push_from(&others, index, *status);
        }
    }

    /// Puts a figure that stands among others.
    fn push_from(&mut self, others: &Self, index: usize, status: Option<Status>) {
        let other = &others.figures[index];
        let number = match other.number {
            PackedNumber::Print { length, is_comma, .. } => {
                let start = mark(self.prints.len());
                self.prints.push_str(others.printed(index));
                PackedNumber::Print { start, length, is_comma }
            }
            PackedNumber::Odd(odd) => {
                self.odd.push(others.odd[odd as usize].clone());
                PackedNumber::Odd(mark(self.odd.len() - 1))
            }
        };
        let labels = other.labels.map(|list| self.list(Rc::clone(&others.lists[list as usize])));
        reserve(&mut self.figures);
        self.figures.push(Packed { number, labels, status, ..*other });
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.figures.len()
    }

    /// One figure as it was put.
    pub(crate) fn get(&self, index: usize) -> RawFigure {
        let packed = &self.figures[index];
        let [groups, row_labels, column_labels] =
            packed.labels.map(|list| Rc::clone(&self.lists[list as usize]));
        RawFigure {
            place: packed.place,
            number: self.number(index),
            groups,
            row_labels,
            column_labels,
            is_total: packed.is_total,
            shown_in: packed.shown_in,
            sign_is_open: packed.sign_is_open,
        }
    }

    /// The figures, one after the other.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = RawFigure> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The row and column of a figure.
    pub(crate) fn place(&self, index: usize) -> (u32, u32) {
        self.figures[index].place
    }

    /// Whether a figure stands in a row of totals.
    pub(crate) fn is_total(&self, index: usize) -> bool {
        self.figures[index].is_total
    }

    /// The lists of labels of a figure: groups, row and column.
    pub(crate) fn labels(&self, index: usize) -> [&[Label]; 3] {
        self.figures[index].labels.map(|list| &*self.lists[list as usize])
    }

    /// What tells the lists of labels of a figure from other lists: equal marks are one list.
    pub(crate) fn label_marks(&self, index: usize) -> [u32; 3] {
        self.figures[index].labels
    }

    /// Every list of labels, each once.
    pub(crate) fn label_lists(&self) -> &[Rc<[Label]>] {
        &self.lists
    }

    /// The text that a figure prints.
    pub(crate) fn printed(&self, index: usize) -> &str {
        match self.figures[index].number {
            PackedNumber::Print { start, length, .. } => {
                &self.prints[start as usize..start as usize + usize::from(length)]
            }
            PackedNumber::Odd(odd) => &self.odd[odd as usize].quantity.printed,
        }
    }

    fn number(&self, index: usize) -> PrintedNumber {
        let packed = &self.figures[index];
        let mut number = match packed.number {
            PackedNumber::Print { is_comma, .. } => {
                let sign = if is_comma { DecimalSign::Comma } else { DecimalSign::Point };
                parse_number_with(self.printed(index), sign).expect("the print was read so before")
            }
            PackedNumber::Odd(odd) => self.odd[odd as usize].clone(),
        };
        number.status = packed.status;
        number
    }

    /// The decimal sign under which a print gives its number, if any does.
    fn reading_of(number: &PrintedNumber) -> Option<DecimalSign> {
        let print = &number.quantity.printed;
        let status = number.status;
        let reads_so = |sign| {
            let read = parse_number_with(print, sign);
            read.is_some_and(|mut read| {
                read.status = status;
                read == *number
            })
        };
        [DecimalSign::Point, DecimalSign::Comma].into_iter().find(|sign| reads_so(*sign))
    }

    fn pack(&mut self, number: PrintedNumber, reading: Option<DecimalSign>) -> PackedNumber {
        let print = &number.quantity.printed;
        match (reading, u32::try_from(self.prints.len()), u8::try_from(print.len())) {
            (Some(sign), Ok(start), Ok(length)) => {
                self.prints.push_str(print);
                PackedNumber::Print { start, length, is_comma: sign == DecimalSign::Comma }
            }
            _ => {
                self.odd.push(number);
                PackedNumber::Odd(mark(self.odd.len() - 1))
            }
        }
    }

    fn list(&mut self, labels: Rc<[Label]>) -> u32 {
        let last = self.figures.last().and_then(|last| {
            last.labels.into_iter().find(|list| Rc::ptr_eq(&self.lists[*list as usize], &labels))
        });
        if let Some(list) = last {
            return list;
        }
        let address = labels.as_ptr();
        // Lists without labels are all alike, and may share an address with any other.
        if labels.is_empty() {
            let empty = self.lists.iter().position(|list| list.is_empty());
            if let Some(empty) = self.known.get(&std::ptr::null()).copied().or(empty.map(mark)) {
                return empty;
            }
            self.known.insert(std::ptr::null(), mark(self.lists.len()));
        } else if let Some(list) = self.known.get(&address) {
            return *list;
        } else {
            // The list is kept, so that nothing else comes to stand at its address.
            self.known.insert(address, mark(self.lists.len()));
        }
        self.lists.push(labels);
        mark(self.lists.len() - 1)
    }
}

/// Makes room for one more by a quarter, since twice as much is more than a million small things need.
pub(super) fn reserve<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact((list.len() / 4).max(64));
    }
}

/// The limits on cells keep every number of things far below what a mark can name.
fn mark(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

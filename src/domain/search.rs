//! Search (搜索): what is asked for, what of a notice can be found, and where it stands in a text.
//!
//! A word is found as it is written, whole or from within another word, and where names stand also by the initials of its
//! pinyin (`zsf` finds 张石芳). Columns that the office hid and columns that are private are never looked at.

use std::ops::Range;

use jiff::civil::Date;

use super::block::Spot;
use super::gate;
use super::kind::KindId;
use super::notice::{Period, State, Summary};
use super::table::{Cell, Class, Column, RowKey};

use text::Text;

mod grams;
mod text;

pub use grams::{Gram, of as grams};

/// What is looked for. All of it has to be true of a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Each stands in the title, the kind, the period, the text, or all that do not together in one row.
    pub words: Vec<Needle>,
    pub kind: Option<KindId>,
    pub state: Option<State>,
    /// Taken down or in the archive.
    pub is_ended: bool,
    /// Hung at a place of whose name this is a part.
    pub place: Option<String>,
    /// Notices that hang on this day or later; where no period was set, changed then.
    pub from: Option<Date>,
    /// Notices that hang on this day or earlier; where no period was set, changed then.
    pub to: Option<Date>,
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    letters: Vec<char>,
    /// May be the initials of something.
    spells: bool,
    scope: Scope,
}

/// Where a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Anywhere,
    Names,
    /// A name from its first to its last character.
    WholeName,
}

/// How a text may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// As it is written.
    Plain,
    /// By its initials too.
    Spelled,
    /// By its initials too, and as the whole name of a person.
    Name,
}

/// A notice that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub notice: Summary,
    /// Where; never empty where words were asked for.
    pub hits: Vec<Hit>,
    /// There are more rows than these.
    pub more: bool,
}

/// One place where the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub place: Place,
    /// The title, the kind's name, the passage, or the row with its cells joined by " · ".
    pub text: String,
    /// The found words: ranges of bytes of `text`, ascending, apart from each other.
    pub marks: Vec<Range<usize>>,
}

/// Where in a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Title,
    Kind,
    /// 公示期, as `2026-04-08` and as 2026年4月8日.
    Period,
    Body,
    Row {
        key: RowKey,
        /// Counted from 0.
        position: usize,
        /// The first column with a found word, counted from 0.
        column: usize,
        /// What that cell says, whole.
        cell: String,
    },
    /// A row of a further table.
    Further {
        spot: Spot,
        cell: String,
    },
}

impl Query {
    /// Words as they are typed, separated by spaces. A word that begins with `=` is a person's whole name.
    pub fn of(typed: &str) -> Self {
        let words = typed.split_whitespace().filter_map(|word| match word.strip_prefix(['=', '＝']) {
            Some(name) => Needle::whole_name(name),
            None => Needle::new(word, Scope::Anywhere),
        });
        Self { words: words.collect(), ..Self::default() }
    }

    /// Names that hold all the words.
    pub fn of_people(typed: &str) -> Self {
        Self {
            words: typed.split_whitespace().filter_map(|word| Needle::new(word, Scope::Names)).collect(),
            ..Self::default()
        }
    }

    /// Everything that was posted under exactly this name.
    pub fn of_person(name: &str) -> Self {
        Self { words: Needle::whole_name(name).into_iter().collect(), ..Self::default() }
    }

    /// Whether it is a person's history that is asked for.
    pub fn is_history(&self) -> bool {
        self.words.iter().any(|needle| needle.scope == Scope::WholeName)
    }
}

impl Needle {
    fn new(word: &str, scope: Scope) -> Option<Self> {
        let mut letters = Text::of(word).needle();
        if scope == Scope::WholeName {
            letters.retain(|letter| letter.is_alphanumeric());
        }
        let spells = letters.len() > 1
            && scope != Scope::WholeName
            && letters.iter().all(char::is_ascii_alphanumeric)
            && letters.iter().any(char::is_ascii_alphabetic);
        (!letters.is_empty()).then_some(Self { letters, spells, scope })
    }

    /// 张 三 is 张三, as lists print names of two characters.
    fn whole_name(name: &str) -> Option<Self> {
        Self::new(name, Scope::WholeName)
    }

    /// What an index has of every text in which the word stands: the first list, or the second.
    pub fn grams(&self) -> Vec<Vec<Gram>> {
        grams::of_needle(&self.letters, self.spells)
    }

    /// Whether the word may stand somewhere in the JSON of a row: quick, and never wrongly no.
    pub fn may_stand_in(&self, json: &str) -> bool {
        let are_characters = |c: &&char| matches!(c, '\u{4e00}'..='\u{9fff}');
        self.spells || self.letters.iter().filter(are_characters).all(|c| json.contains(*c))
    }

    /// Where the word stands in a text: ranges of bytes, ascending, apart from each other.
    pub fn find(&self, text: &str, reading: Reading) -> Vec<Range<usize>> {
        match self.scope {
            Scope::Names | Scope::WholeName if reading != Reading::Name => Vec::new(),
            Scope::WholeName => Text::joined(text).whole(&self.letters).into_iter().collect(),
            Scope::Anywhere | Scope::Names => {
                let read = Text::of(text);
                let found = read.find(&self.letters);
                if !found.is_empty() || reading == Reading::Plain {
                    return found;
                }
                let joined = Text::joined(text);
                if self.spells { joined.spelled(&self.letters) } else { joined.find(&self.letters) }
            }
        }
    }
}

/// How a column may be found; `None`: not at all.
pub fn reading(column: &Column) -> Option<Reading> {
    match column.class {
        _ if column.hidden || gate::is_private(column) => None,
        Class::Name => Some(Reading::Name),
        Class::Group => Some(Reading::Spelled),
        _ => Some(Reading::Plain),
    }
}

/// The first and the last day as both are written; empty where none is set.
pub fn period_text(period: Period) -> String {
    let days = || period.first.into_iter().chain(period.last);
    let plain = days().map(|day| day.to_string());
    let words = days().map(|day| format!("{}年{}月{}日", day.year(), day.month(), day.day()));
    words.chain(plain).collect::<Vec<_>>().join(" ")
}

/// A cell as it is found and shown among the results.
pub fn cell_text(cell: &Cell) -> String {
    cell.typed().trim().to_owned()
}

/// Ranges that touch or overlap become one.
pub fn merge(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => merged.push(mark),
        }
    }
    merged
}

impl Hit {
    /// A hit with as much of its text around the first mark as a line holds.
    pub fn new(place: Place, text: &str, marks: Vec<Range<usize>>) -> Self {
        /// Characters before the first mark, and in all.
        const BEFORE: usize = 24;
        const ALL: usize = 120;
        let marks = merge(marks);
        let first = marks.first().map_or(0, |mark| mark.start);
        let before = text[..first].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
        let end = text[before..].char_indices().nth(ALL).map_or(text.len(), |(at, _)| before + at);
        let mut shown = String::new();
        if before > 0 {
            shown.push('…');
        }
        let shift = shown.len();
        shown.push_str(&text[before..end].replace(['\n', '\r', '\t'], " "));
        let within = |mark: Range<usize>| {
            (mark.start < end).then(|| mark.start - before + shift..mark.end.min(end) - before + shift)
        };
        let marks = marks.into_iter().filter_map(within).collect();
        if end < text.len() {
            shown.push('…');
        }
        Self { place, text: shown, marks }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(word: &str, text: &str, reading: Reading) -> Vec<String> {
        let query = Query::of(word);
        query.words[0].find(text, reading).into_iter().map(|mark| text[mark].to_owned()).collect()
    }

    #[test]
    fn a_name_is_found_by_its_initials_and_by_a_part_of_them() {
        for word in ["zsf", "ZSF", "zs", "sf", "张石", "石芳", "张", "＝张石芳", "=张石芳"] {
            assert!(!found(word, "张石芳", Reading::Name).is_empty(), "{word}");
        }
        for word in ["zf", "zsfx", "=张石", "=石芳", "=zsf"] {
            assert!(found(word, "张石芳", Reading::Name).is_empty(), "{word}");
        }
        assert_eq!(found("zsf", "户主张石芳", Reading::Name), ["张石芳"]);
        assert!(found("zsf", "张石芳", Reading::Plain).is_empty());
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each() {
        for (word, name) in
            [("cgc", "长沟村"), ("zgc", "长沟村"), ("sjg", "单建国"), ("ods", "区大山"), ("zds", "查大山")]
        {
            assert!(!found(word, name, Reading::Spelled).is_empty(), "{word}");
        }
    }

    #[test]
    fn letters_are_found_in_either_width_and_case_and_numbers_without_their_marks() {
        assert_eq!(found("a3", "纸张Ａ３两箱", Reading::Plain), ["Ａ３"]);
        assert_eq!(found("27,680", "27680.00", Reading::Plain), ["27680"]);
        assert_eq!(found("27680", "合计27,680元", Reading::Plain), ["27,680"]);
        assert_eq!(found("（2026)", "补贴(2026）", Reading::Plain), ["(2026）"]);
    }

    #[test]
    fn a_name_with_a_space_in_it_is_the_name_without() {
        assert_eq!(found("=张三", "张　三", Reading::Name), ["张　三"]);
        assert_eq!(found("zs", "张　三", Reading::Name), ["张　三"]);
        assert_eq!(found("张三", "张　三", Reading::Name), ["张　三"]);
        assert_eq!(Query::of_person("张 三"), Query::of("=张三"));
    }

    #[test]
    fn hidden_and_private_columns_are_not_looked_at() {
        assert_eq!(reading(&Column::new("户主", Class::Name)), Some(Reading::Name));
        assert_eq!(reading(&Column { hidden: true, ..Column::new("户主", Class::Name) }), None);
        for (header, class) in [
            ("身份证号", Class::Text),
            ("证件", Class::IdNumber),
            ("账号", Class::BankCard),
            ("联系电话", Class::Phone),
            ("家庭住址", Class::Address),
            ("致困原因", Class::Health),
        ] {
            assert_eq!(reading(&Column::new(header, class)), None, "{header}");
        }
    }

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let text = format!("{}低保{}", "前".repeat(50), "后".repeat(200));
        let marks = Query::of("低保").words[0].find(&text, Reading::Plain);
        let hit = Hit::new(Place::Body, &text, marks);
        assert_eq!(&hit.text[hit.marks[0].clone()], "低保");
        assert!(hit.text.chars().count() < 125 && hit.text.starts_with('…') && hit.text.ends_with('…'));
    }

    proptest! {
        #[test]
        fn a_piece_of_a_text_is_found_in_it_and_its_grams_are_among_the_texts(
            text in "[一二张石桥村ａZ09,.，（）\\-— A-c]{1,24}", from in 0_usize..24, long in 1_usize..6,
        ) {
            let piece: String = text.chars().skip(from).take(long).collect();
            // Within a number a comma only parts its thousands: at a piece's edge it may be that of a number cut in two.
            let is_comma = |c: char| matches!(c, ',' | '，');
            let is_cut = |word: &str| word.starts_with(is_comma) || word.ends_with(is_comma);
            if piece.split_whitespace().any(is_cut) {
                return Ok(());
            }
            for needle in Query::of(&piece).words {
                if needle.scope == Scope::WholeName {
                    continue;
                }
                prop_assert!(!needle.find(&text, Reading::Plain).is_empty(), "{piece:?} in {text:?}");
                let mut all = Vec::new();
                grams(&text, Reading::Plain, &mut all);
                prop_assert!(needle.grams()[0].iter().all(|gram| all.contains(gram)), "{piece:?} in {text:?}");
            }
        }

        #[test]
        fn whatever_is_found_by_its_initials_has_their_grams(
            text in "[张石芳长单区查仇曾万俟A1 ·]{1,9}", word in "[zsfcdoqxw1a]{2,5}",
        ) {
            for needle in Query::of(&word).words {
                let found = !needle.find(&text, Reading::Name).is_empty();
                let mut all = Vec::new();
                grams(&text, Reading::Name, &mut all);
                let indexed = needle.grams().iter().any(|grams| grams.iter().all(|gram| all.contains(gram)));
                prop_assert!(!found || indexed, "{word} in {text}");
            }
        }
    }
}

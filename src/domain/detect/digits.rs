//! Digits as people disguise them: spaced, dashed, full-width, Chinese.

/// Digits that belong together: between two of them stand only separators.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) digits: Vec<Digit>,
    pub(super) segments: Vec<Segment>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Digit {
    /// 0 to 9, or [`X`] for the check character.
    pub(super) value: u8,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Written as 一二三, which also ends many names: 张三13800000000.
    pub(super) is_chinese: bool,
}

/// Digits of one script without anything between them: indices into [`Run::digits`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) gap: Gap,
}

/// What stands before a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    /// Nothing, but the script changes: 三138
    Script,
    /// Spaces or a dash
    Simple,
    /// A point: an amount, or a number someone set apart
    Point,
    /// Commas, slashes and the like
    Loose,
}

pub(super) const X: u8 = 10;

/// The value of a digit in any script a Chinese keyboard offers.
pub(super) fn value(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '０'..='９' => c as u32 - '０' as u32,
        '\u{1D7CE}'..='\u{1D7FF}' => (c as u32 - 0x1D7CE) % 10,
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    u8::try_from(value).ok()
}

fn is_chinese(c: char) -> bool {
    c >= '\u{3000}' && !('０'..='９').contains(&c) && c < '\u{1D7CE}'
}

fn gap(c: char) -> Option<Gap> {
    match c {
        '-'
        | '－'
        | '‐'
        | '‑'
        | '‒'
        | '–'
        | '—'
        | '―'
        | '−'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{AD}' => Some(Gap::Simple),
        '.' | '．' | '·' | '•' => Some(Gap::Point),
        ',' | '，' | '/' | '／' | '_' | '＿' | '\'' | '\u{2019}' => Some(Gap::Loose),
        c if c.is_whitespace() => Some(Gap::Simple),
        _ => None,
    }
}

fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | 'Ⅹ' | 'ⅹ' | 'Х' | 'х')
}

pub(super) fn count(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_digit).count();
    }
    text.chars().filter(|c| value(*c).is_some()).count()
}

/// The digits of a telephone, ASCII, without the country's prefix.
pub(super) fn plain(text: &str) -> String {
    let digits: String = text.chars().filter_map(value).map(|digit| char::from(b'0' + digit)).collect();
    let from = digits.len().saturating_sub(11);
    digits[from..].to_owned()
}

pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut between = Gap::None;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if let Some(value) = value(c) {
            run.push(Digit { value, start, end, is_chinese: is_chinese(c) }, between);
            between = Gap::None;
        } else if run.digits.is_empty() {
        } else if is_x(c) {
            // The check character is always the last of its number.
            run.push(Digit { value: X, start, end, is_chinese: false }, between.max(Gap::Simple));
            runs.push(std::mem::take(&mut run));
            between = Gap::None;
        } else if let Some(gap) = gap(c) {
            between = between.max(gap);
        } else {
            runs.push(std::mem::take(&mut run));
            between = Gap::None;
        }
    }
    if !run.digits.is_empty() {
        runs.push(run);
    }
    runs
}

impl Run {
    fn push(&mut self, digit: Digit, gap: Gap) {
        let changes = self.digits.last().is_some_and(|last| last.is_chinese != digit.is_chinese);
        let gap = if changes { gap.max(Gap::Script) } else { gap };
        self.digits.push(digit);
        let to = self.digits.len();
        match self.segments.last_mut() {
            Some(last) if gap == Gap::None => last.to = to,
            _ => self.segments.push(Segment { from: to - 1, to, gap }),
        }
    }

    pub(super) fn values(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = u8> + Clone + '_ {
        self.digits[from..to].iter().map(|digit| digit.value)
    }

    /// How many digits stand in each group between two of the run's digits; a change of script alone parts no group.
    pub(super) fn groups(&self, from: usize, to: usize) -> Vec<usize> {
        let mut groups: Vec<usize> = Vec::new();
        for segment in self.segments.iter().filter(|segment| segment.to > from && segment.from < to) {
            let digits = segment.to.min(to) - segment.from.max(from);
            match groups.last_mut() {
                Some(last) if segment.gap <= Gap::Script => *last += digits,
                _ => groups.push(digits),
            }
        }
        groups
    }

    pub(super) fn span(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.digits[from].start..self.digits[to - 1].end
    }
}

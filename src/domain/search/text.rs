//! A text as it is compared: one width, one case, one kind of each mark.

use std::ops::Range;

use pinyin::ToPinyinMulti;

/// The letters of a text and where they stand in it.
pub(super) struct Text {
    pub(super) letters: Vec<Letter>,
}

#[derive(Clone, Copy)]
pub(super) struct Letter {
    /// [`BREAK`] for what separates words.
    pub(super) folded: char,
    start: usize,
    end: usize,
}

/// Stands for blanks and line ends: no word goes over it.
pub(super) const BREAK: char = '\0';

/// Begins a gram of initials; no text holds a noncharacter.
pub(super) const SPELLED: char = '\u{fdd0}';

/// The first letters of a character's readings: 长 is c and z.
pub(super) type Initials = Vec<char>;

impl Text {
    pub(super) fn of(text: &str) -> Self {
        let mut letters: Vec<Letter> = Vec::with_capacity(text.len() / 2);
        let mut all = text.char_indices().peekable();
        while let Some((start, c)) = all.next() {
            let folded = fold(c);
            // 27,680 is 27680.
            let mut within = || {
                letters.last().is_some_and(|last| last.folded.is_ascii_digit())
                    && all.peek().is_some_and(|(_, next)| fold(*next).is_ascii_digit())
            };
            if folded == '，' && within() {
                continue;
            }
            letters.push(Letter { folded, start, end: start + c.len_utf8() });
        }
        Self { letters }
    }

    /// Without blanks and marks, as a name is one word however it is set.
    pub(super) fn joined(text: &str) -> Self {
        let mut read = Self::of(text);
        read.letters.retain(|letter| letter.folded.is_alphanumeric());
        read
    }

    /// As a word to look for: a mark of thousands at its end says nothing.
    pub(super) fn needle(&self) -> Vec<char> {
        let mut letters: Vec<char> =
            self.letters.iter().map(|letter| letter.folded).filter(|folded| *folded != BREAK).collect();
        while let [.., before, '，'] = letters[..]
            && before.is_ascii_digit()
        {
            letters.pop();
        }
        while let ['，', after, ..] = letters[..]
            && after.is_ascii_digit()
        {
            letters.remove(0);
        }
        letters
    }

    pub(super) fn find(&self, needle: &[char]) -> Vec<Range<usize>> {
        self.windows(needle.len(), |window| window.iter().zip(needle).all(|(letter, wanted)| letter.folded == *wanted))
    }

    /// Where the needle is the initials of what stands there.
    pub(super) fn spelled(&self, needle: &[char]) -> Vec<Range<usize>> {
        let initials: Vec<Initials> = self.letters.iter().map(|letter| initials(letter.folded)).collect();
        let mut at = 0;
        self.windows(needle.len(), |_| {
            let fits = initials[at..].iter().zip(needle).all(|(initials, wanted)| initials.contains(wanted));
            at += 1;
            fits
        })
    }

    /// The whole text, where it is the needle and nothing else.
    pub(super) fn whole(&self, needle: &[char]) -> Option<Range<usize>> {
        let needle = needle.iter().filter(|c| c.is_alphanumeric());
        let is_whole = self.letters.iter().map(|letter| &letter.folded).eq(needle);
        is_whole.then(|| Some(self.letters.first()?.start..self.letters.last()?.end)).flatten()
    }

    fn windows(&self, width: usize, mut fits: impl FnMut(&[Letter]) -> bool) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for window in self.letters.windows(width.max(1)) {
            if fits(window) {
                let range = window[0].start..window[window.len() - 1].end;
                match found.last_mut() {
                    Some(last) if range.start < last.end => last.end = range.end,
                    _ => found.push(range),
                }
            }
        }
        found
    }
}

fn fold(c: char) -> char {
    match c {
        'a'..='z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => shifted(c, -0xfee0).to_ascii_lowercase(),
        // Marks are kept in their wide form: what is left of ASCII are letters and digits.
        '!'..='~' => shifted(c, 0xfee0),
        '•' | '・' | '‧' => '·',
        SPELLED => BREAK,
        c if c.is_whitespace() || c.is_control() => BREAK,
        c => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

fn shifted(c: char, by: i32) -> char {
    (c as u32).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

pub(super) fn initials(folded: char) -> Initials {
    if folded.is_ascii_alphanumeric() {
        return vec![folded];
    }
    let mut letters = Vec::new();
    if let Some(readings) = folded.to_pinyin_multi() {
        for letter in readings.into_iter().filter_map(|reading| reading.first_letter().chars().next()) {
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
    }
    letters
}

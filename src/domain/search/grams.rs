//! What an index keeps of a text: its characters, their pairs, and longer pieces where pairs say too little.

use super::Reading;
use super::text::{self, BREAK, SPELLED, Text};

/// One to four letters; the rest is [`BREAK`]. Initials begin with a mark of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gram([char; 4]);

/// Of a hundred pairs of digits every table has them all: numbers and Latin words go by pieces of four.
const LONGEST: usize = 4;

/// Initials go by two and by three: 676 pairs are too few to tell names apart.
const SPELLED_LONGEST: usize = 3;

impl Gram {
    fn new(letters: impl IntoIterator<Item = char>) -> Self {
        let mut gram = [BREAK; 4];
        for (place, letter) in gram.iter_mut().zip(letters) {
            *place = letter;
        }
        Self(gram)
    }

    pub fn push_to(self, text: &mut String) {
        text.extend(self.0.into_iter().take_while(|letter| *letter != BREAK));
    }
}

/// Adds the grams of a text; some may be there more than once.
pub fn of(text: &str, reading: Reading, grams: &mut Vec<Gram>) {
    let read = Text::of(text);
    let letters: Vec<char> = read.letters.iter().map(|letter| letter.folded).collect();
    plain(&letters, grams);
    if reading != Reading::Plain {
        spelled(text, grams);
        // 张　三 is looked for as 张三.
        let joined: Vec<char> = Text::joined(text).letters.iter().map(|letter| letter.folded).collect();
        if joined != letters {
            plain(&joined, grams);
        }
    }
}

fn plain(letters: &[char], grams: &mut Vec<Gram>) {
    for at in 0..letters.len() {
        for length in 1..=LONGEST.min(letters.len() - at) {
            let piece = &letters[at..at + length];
            if piece.contains(&BREAK) || length > 2 && !piece.iter().all(char::is_ascii_alphanumeric) {
                break;
            }
            grams.push(Gram::new(piece.iter().copied()));
        }
    }
}

fn spelled(text: &str, grams: &mut Vec<Gram>) {
    let initials: Vec<text::Initials> =
        Text::joined(text).letters.iter().map(|letter| text::initials(letter.folded)).collect();
    for length in 2..=SPELLED_LONGEST {
        for window in initials.windows(length) {
            let mut pieces = vec![vec![SPELLED]];
            for letters in window {
                let longer = |piece: &Vec<char>| {
                    letters.iter().map(|letter| [&piece[..], &[*letter]].concat()).collect::<Vec<_>>()
                };
                pieces = pieces.iter().flat_map(longer).collect();
            }
            grams.extend(pieces.into_iter().map(Gram::new));
        }
    }
}

/// The grams every text has that holds the letters; where they may be initials, also those of a text so spelled.
pub(super) fn of_needle(letters: &[char], spells: bool) -> Vec<Vec<Gram>> {
    let mut literal = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
        let length = run.max(1);
        for piece in letters[at..at + length].windows(LONGEST.min(length)) {
            literal.push(Gram::new(piece.iter().copied()));
        }
        if let Some(next) = letters.get(at + length) {
            literal.push(Gram::new([letters[at + length - 1], *next]));
        }
        at += length;
    }
    // A character says nothing that its pair does not.
    if letters.len() > 1 {
        literal.retain(|gram| gram.0[1] != BREAK);
    }
    let mut all = vec![literal];
    if spells {
        let pieces = letters.windows(SPELLED_LONGEST.min(letters.len()));
        all.push(pieces.map(|piece| Gram::new([SPELLED].into_iter().chain(piece.iter().copied()))).collect());
    }
    all
}

//! From a string to glyphs, each string once.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use rustybuzz::UnicodeBuffer;
use typst::diag::EcoString;

use super::fonts::{Face, Fonts};
use super::words::words;
use super::wrap::is_word;

/// Stands for a character no font has: a blank would hide that something is missing.
pub(super) const SUBSTITUTE: char = '□';

/// A shaped string. Widths are in em, so that a run serves every size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) text: EcoString,
    pub(super) glyphs: Box<[RunGlyph]>,
    /// The widest of its lines, in em.
    pub(super) width: f32,
    /// The widest number or word of letters in it, in em: no column is narrower for long.
    pub(super) unbroken: f32,
    /// It holds line breaks of its own.
    pub(super) broken: bool,
    /// Some character was in no font.
    pub(super) missing: bool,
    /// Before which glyphs a word ends, once a line had to end somewhere.
    word_ends: OnceLock<Box<[bool]>>,
}

impl Run {
    /// Before which glyphs a word ends.
    pub(super) fn word_ends(&self) -> &[bool] {
        self.word_ends.get_or_init(|| {
            let mut starts = Vec::new();
            let mut at = 0;
            for word in words(&self.text) {
                starts.push(at);
                at += word.len();
            }
            self.glyphs.iter().map(|glyph| starts.binary_search(&(glyph.start as usize)).is_ok()).collect()
        })
    }

    /// One line followed by another that does not join it.
    pub(super) fn followed_by(&self, other: &Self) -> Self {
        let start = to_u32(self.text.len());
        let glyphs = other.glyphs.iter().map(|glyph| RunGlyph { start: start + glyph.start, ..*glyph });
        Self {
            text: self.text.clone() + other.text.as_str(),
            glyphs: self.glyphs.iter().copied().chain(glyphs).collect(),
            width: self.width + other.width,
            unbroken: self.unbroken.max(other.unbroken),
            broken: self.broken || other.broken,
            missing: self.missing || other.missing,
            word_ends: OnceLock::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RunGlyph {
    pub(super) id: u16,
    /// For [`Fonts::instance`].
    pub(super) font: u8,
    /// Bytes of the text.
    pub(super) length: u8,
    pub(super) start: u32,
    pub(super) advance: f32,
}

impl RunGlyph {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.start as usize + usize::from(self.length)
    }
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    font: u8,
    id: u16,
    advance: f32,
}

/// Shapes strings and remembers them.
#[derive(Debug)]
pub(super) struct Shaper {
    fonts: Arc<Fonts>,
    /// By face, then by 256 characters.
    slots: [FxHashMap<u32, Box<[Option<Slot>; 256]>>; 5],
    runs: [FxHashMap<EcoString, Kept>; 5],
    generation: u32,
    /// The text and the glyphs of the string in hand, so that a string takes no more memory than it keeps.
    text: String,
    glyphs: Vec<RunGlyph>,
}

#[derive(Debug)]
struct Kept {
    run: Arc<Run>,
    used: u32,
}

impl Shaper {
    pub(super) fn new(fonts: Arc<Fonts>) -> Self {
        Self {
            fonts,
            slots: Default::default(),
            runs: Default::default(),
            generation: 0,
            text: String::new(),
            glyphs: Vec::new(),
        }
    }

    pub(super) fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// The string as glyphs of the face. Control and joining characters are dropped, a line break stays.
    pub(super) fn run(&mut self, text: &str, face: Face) -> Arc<Run> {
        let generation = self.generation;
        if let Some(kept) = self.runs[face as usize].get_mut(text) {
            kept.used = generation;
            return Arc::clone(&kept.run);
        }
        let run = Arc::new(self.shape(text, face));
        let kept = Kept { run: Arc::clone(&run), used: generation };
        let key = if run.text == text { run.text.clone() } else { text.into() };
        self.runs[face as usize].insert(key, kept);
        run
    }

    /// Forgets the runs that were not asked for since the last call but one.
    pub(super) fn sweep(&mut self) {
        let oldest = self.generation.saturating_sub(1);
        for runs in &mut self.runs {
            runs.retain(|_, kept| kept.used >= oldest);
        }
        self.generation += 1;
    }

    /// The text as it can be set: unknown characters replaced; says whether there were any.
    pub(super) fn settable(&mut self, text: &str, face: Face) -> (String, bool) {
        let mut settable = String::with_capacity(text.len());
        let missing = self.settle(text, face, &mut settable);
        (settable, missing)
    }

    fn settle(&mut self, text: &str, face: Face, settable: &mut String) -> bool {
        let mut missing = false;
        settable.extend(tidy(text).map(|c| {
            if c == '\n' || self.slot(c, face).is_some() {
                return c;
            }
            missing = true;
            SUBSTITUTE
        }));
        missing
    }

    fn shape(&mut self, text: &str, face: Face) -> Run {
        let (mut settled, mut glyphs) = (std::mem::take(&mut self.text), std::mem::take(&mut self.glyphs));
        settled.clear();
        glyphs.clear();
        let missing = self.settle(text, face, &mut settled);
        let text = settled.as_str();
        let mut stretch = 0..0;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if needs_shaping(c) {
                stretch = if stretch.is_empty() { at..end } else { stretch.start..end };
                continue;
            }
            self.shape_stretch(text, std::mem::take(&mut stretch), face, &mut glyphs);
            glyphs.push(self.glyph(c, at, face));
        }
        self.shape_stretch(text, stretch, face, &mut glyphs);
        let (mut width, mut line, mut broken) = (0.0_f32, 0.0, false);
        let (mut unbroken, mut word) = (0.0_f32, 0.0);
        for glyph in &glyphs {
            line += glyph.advance;
            let first = text.as_bytes()[glyph.start as usize];
            word = if is_word(char::from(first)) { word + glyph.advance } else { 0.0 };
            unbroken = unbroken.max(word);
            if first == b'\n' {
                broken = true;
                line = 0.0;
            }
            width = width.max(line);
        }
        let word_ends = OnceLock::new();
        let (text, kept) = (text.into(), glyphs.as_slice().into());
        let run = Run { text, glyphs: kept, width, unbroken, broken, missing, word_ends };
        (self.text, self.glyphs) = (settled, glyphs);
        run
    }

    fn glyph(&mut self, c: char, at: usize, face: Face) -> RunGlyph {
        let slot = self.slot(c, face).unwrap_or(Slot { font: 0, id: 0, advance: 0.0 });
        let length = u8::try_from(c.len_utf8()).unwrap_or_default();
        RunGlyph { id: slot.id, font: slot.font, length, start: to_u32(at), advance: slot.advance }
    }

    /// A stretch of letters that may join or carry marks, through the shaping engine; the whole stretch in one font.
    fn shape_stretch(&mut self, text: &str, stretch: Range<usize>, face: Face, glyphs: &mut Vec<RunGlyph>) {
        let piece = &text[stretch.clone()];
        let Some(first) = piece.chars().next() else { return };
        let Some(font) = self.slot(first, face).map(|slot| slot.font) else { return };
        let fonts = Arc::clone(&self.fonts);
        let instance = fonts.instance(font);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(piece);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(instance.rusty(), &[], buffer);
        let infos = shaped.glyph_infos();
        let simple = infos.iter().all(|info| info.glyph_id != 0) && infos.is_sorted_by_key(|info| info.cluster);
        if !simple {
            glyphs.extend(piece.char_indices().map(|(at, c)| self.glyph(c, stretch.start + at, face)));
            return;
        }
        for (at, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let end = infos[at..].iter().map(|next| next.cluster).find(|next| *next > info.cluster);
            let length = end.unwrap_or(to_u32(piece.len())) - info.cluster;
            glyphs.push(RunGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or_default(),
                font,
                length: u8::try_from(length).unwrap_or(u8::MAX),
                start: to_u32(stretch.start) + info.cluster,
                advance: instance.to_em(f64::from(position.x_advance)).get() as f32,
            });
        }
    }

    fn slot(&mut self, c: char, face: Face) -> Option<Slot> {
        if c == '\n' {
            return None;
        }
        let code = u32::from(c);
        let fonts = &self.fonts;
        let block = self.slots[face as usize].entry(code >> 8).or_insert_with(|| {
            Box::new(std::array::from_fn(|low| {
                let low = u32::try_from(low).unwrap_or_default();
                char::from_u32(code & !0xff | low).and_then(|c| find(fonts, c, face))
            }))
        });
        block[(code & 0xff) as usize]
    }
}

fn find(fonts: &Fonts, c: char, face: Face) -> Option<Slot> {
    // A private character means something else in every font.
    if is_private(c) {
        return None;
    }
    fonts.chain(face).iter().find_map(|font| {
        let instance = fonts.instance(*font);
        let id = instance.ttf().glyph_index(c).filter(|id| id.0 != 0)?.0;
        let advance = instance.x_advance(id)?.get() as f32;
        Some(Slot { font: *font, id, advance })
    })
}

fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

/// Line ends become `\n`, tabs blanks; characters that have no look of their own are dropped.
fn tidy(text: &str) -> impl Iterator<Item = char> {
    let text = text.trim_end_matches(['\n', '\r']);
    text.char_indices().filter_map(|(at, c)| match c {
        '\r' if text[at + 1..].starts_with('\n') => None,
        '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => Some('\n'),
        '\t' | '\u{a0}' => Some(' '),
        '\n' => Some(c),
        c if c.is_control() || is_ignorable(c) => None,
        c => Some(c),
    })
}

fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF0..=0xFFF8 | 0xE0000..=0xE0FFF)
}

/// Han, digits and the usual marks stand alone; everything else may join, kern or carry marks.
fn needs_shaping(c: char) -> bool {
    !matches!(u32::from(c), 0x0A | 0x20..=0x7E | 0xA0..=0xFF | 0x2010..=0x2BFF | 0x2E80..=0xA4CF | 0xE000..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

fn to_u32(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

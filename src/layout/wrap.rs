//! Lines of a cell: 避头尾, words and numbers kept whole while they fit.

use std::ops::Range;

use super::shape::Run;

/// May not begin a line.
const NO_START: &str = "，。、；：？！）》〉】〕〗』」”’…—·,.;:?!)]}%％℃°";
/// May not end a line.
const NO_END: &str = "（《〈【〔〖『「“‘([{￥¥$";

/// A line: its glyphs and its width in em.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) glyphs: Range<u32>,
    pub(super) width: f32,
}

/// Breaks a run into lines of at most `measure` em. A single glyph wider than that stands alone.
pub(super) fn wrap(run: &Run, measure: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    if run.glyphs.is_empty() {
        return lines;
    }
    if !run.broken && run.width <= measure + TOLERANCE {
        lines.push(line(run, 0..run.glyphs.len()));
        return lines;
    }
    let mut start = 0;
    let mut width = 0.0;
    // Where the line may end, and how wide it is up to there.
    let mut chance: Option<usize> = None;
    let mut at = 0;
    while at < run.glyphs.len() {
        let here = first_char(run, at);
        if here == '\n' {
            lines.push(line(run, start..at));
            (start, width, chance) = (at + 1, 0.0, None);
            at += 1;
            continue;
        }
        if at > start && may_break(first_char(run, at - 1), here) {
            chance = Some(at);
        }
        let advance = run.glyphs[at].advance;
        if at > start && width + advance > measure + TOLERANCE && here != ' ' {
            let end = chance.unwrap_or(at);
            lines.push(line(run, start..end));
            start = end;
            while start < at && first_char(run, start) == ' ' {
                start += 1;
            }
            width = run.glyphs[start..at].iter().map(|glyph| glyph.advance).sum();
            chance = (start + 1..at).rev().find(|at| may_break(first_char(run, at - 1), first_char(run, *at)));
            continue;
        }
        width += advance;
        at += 1;
    }
    lines.push(line(run, start..run.glyphs.len()));
    lines
}

/// Rounding in the sums must not push a text that fits exactly onto a second line.
const TOLERANCE: f32 = 0.001;

fn line(run: &Run, glyphs: Range<usize>) -> Line {
    let mut end = glyphs.end;
    while end > glyphs.start && first_char(run, end - 1) == ' ' {
        end -= 1;
    }
    let width = run.glyphs[glyphs.start..end].iter().map(|glyph| glyph.advance).sum();
    let to_u32 = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Line { glyphs: to_u32(glyphs.start)..to_u32(end), width }
}

fn first_char(run: &Run, glyph: usize) -> char {
    run.text[run.glyphs[glyph].start as usize..].chars().next().unwrap_or(' ')
}

/// Whether a line may end between these two.
pub(super) fn may_break(before: char, after: char) -> bool {
    if NO_START.contains(after) || NO_END.contains(before) {
        return false;
    }
    !(is_word(before) && is_word(after))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '_' | '@' | '/' | '*' | '+')
}

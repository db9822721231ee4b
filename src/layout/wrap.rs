//! Lines of a cell: 避头尾, words and numbers kept whole while they fit.

use std::ops::Range;

use super::shape::Run;
use super::whole::{clings, parts_date};

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

/// Behind these a line ends best.
const MARKS: &str = "、，；。：";
/// Of so many lines at most each may be as short as its marks have it.
const FEW: usize = 3;
/// A last line of less looks like a slip of the pen, in em.
const ORPHAN: f32 = 1.9;

/// Breaks a run into lines of at most `measure` em. A single glyph wider than that stands alone. A last line of one
/// character takes some of the line before it along, where possible from a mark on. No word is parted where that costs no
/// line.
pub(super) fn wrap(run: &Run, measure: f32) -> Vec<Line> {
    let mut lines = fill(run, measure, None);
    if lines.len() < 2 || lines.len() > 6 || run.broken {
        return lines;
    }
    let keeps = |lines: &[Line], ends: &[bool]| lines[1..].iter().all(|line| ends[line.glyphs.start as usize]);
    // 王大山、｜李秀兰: a name is no word of the dictionary.
    if lines.len() <= FEW {
        let marks: Vec<bool> =
            (0..run.glyphs.len()).map(|at| at > 0 && MARKS.contains(first_char(run, at - 1))).collect();
        let parted = fill(run, measure, Some(&marks));
        if parted.len() == lines.len() && keeps(&parted, &marks) {
            return parted;
        }
    }
    let ends = run.word_ends();
    let mut known = None;
    if !keeps(&lines, ends) {
        let whole = fill(run, measure, Some(ends));
        if whole.len() == lines.len() {
            (lines, known) = (whole, Some(ends));
        }
    }
    let is_orphan = |lines: &[Line]| lines.last().is_some_and(|last| last.width < ORPHAN);
    if !is_orphan(&lines) {
        return lines;
    }
    let closer =
        (1..=6).map(|step| fill(run, measure - 0.5 * step as f32, known)).filter(|closer| closer.len() == lines.len());
    let mut better: Vec<Vec<Line>> = closer.filter(|closer| !is_orphan(closer)).collect();
    let at_mark = |lines: &[Line]| {
        let start = lines.last().map_or(0, |last| last.glyphs.start as usize);
        start > 0 && MARKS.contains(first_char(run, start - 1))
    };
    match better.iter().position(|lines| at_mark(lines)) {
        Some(at) => better.swap_remove(at),
        None => better.into_iter().next().unwrap_or(lines),
    }
}

/// As much on each line as there is room for; between words alone, where their ends are given and a line holds a word.
fn fill(run: &Run, measure: f32, ends: Option<&[bool]>) -> Vec<Line> {
    let is_end = |at: usize| ends.is_none_or(|ends| ends[at]);

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
    // Where it may if there is no better place.
    let mut makeshift: Option<usize> = None;
    let mut at = 0;
    while at < run.glyphs.len() {
        let here = first_char(run, at);
        if here == '\n' {
            lines.push(line(run, start..at));
            (start, width, chance, makeshift) = (at + 1, 0.0, None, None);
            at += 1;
            continue;
        }
        if at > start {
            let before = first_char(run, at - 1);
            if may_break(before, here) && is_end(at) {
                chance = Some(at);
            } else if may_break(before, here) || parts_date(before, here) {
                makeshift = Some(at);
            }
        }
        let advance = run.glyphs[at].advance;
        if at > start && width + advance > measure + TOLERANCE && here != ' ' {
            let end = chance.or(makeshift).unwrap_or(at);
            lines.push(line(run, start..end));
            start = end;
            while start < at && first_char(run, start) == ' ' {
                start += 1;
            }
            width = run.glyphs[start..at].iter().map(|glyph| glyph.advance).sum();
            let pair = |at: usize| (first_char(run, at - 1), first_char(run, at));
            let breaks = |at: usize| may_break(pair(at).0, pair(at).1);
            chance = (start + 1..at).rev().find(|at| breaks(*at) && is_end(*at));
            makeshift = (start + 1..at).rev().find(|at| breaks(*at) || parts_date(pair(*at).0, pair(*at).1));
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
    !(clings(before, after) || is_word(before) && is_word(after))
}

/// Whether the lines part what belongs together.
pub(super) fn parts_words(run: &Run, lines: &[Line]) -> bool {
    let mut starts = lines.iter().skip(1).map(|line| line.glyphs.start as usize).filter(|start| *start > 0);
    !run.broken && starts.any(|at| !may_break(first_char(run, at - 1), first_char(run, at)))
}

/// Letters, digits and what joins them: 0500-8800123.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | ':' | '-' | '_' | '@' | '/' | '*' | '+' | '−')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Fonts;
    use crate::layout::fonts::Face;
    use crate::layout::shape::Shaper;

    fn lines(text: &str, measure: f32) -> Vec<String> {
        let run = Shaper::new(Fonts::bundled()).run(text, Face::Table);
        let said = |line: &Line| {
            let (from, to) = (line.glyphs.start as usize, line.glyphs.end as usize);
            run.text[run.glyphs[from].range().start..run.glyphs[to - 1].range().end].to_owned()
        };
        wrap(&run, measure).iter().map(said).collect()
    }

    #[test]
    fn a_last_line_of_one_character_takes_more_along() {
        assert_eq!(lines("石桥镇党政办公室主任", 9.2), ["石桥镇党政办公室", "主任"]);
        assert_eq!(lines("王大山、李秀兰", 6.2), ["王大山、", "李秀兰"]);
        assert_eq!(lines("云岭县恒远路桥工程有限公司", 11.2), ["云岭县恒远路桥工程", "有限公司"]);
    }

    #[test]
    fn no_word_is_parted_where_that_costs_no_line() {
        assert_eq!(lines("党委委员、副镇长", 6.2), ["党委委员、", "副镇长"]);
        assert_eq!(lines("王大山、李秀兰", 5.2), ["王大山、", "李秀兰"]);
        assert_eq!(lines("11月28日 8:00—16:00", 6.0), ["11月28日", "8:00—16:00"]);
        assert_eq!(lines("负责农业农村、水利工作", 7.2), ["负责农业农村、", "水利工作"]);
    }

    #[test]
    fn a_number_stays_with_what_it_counts_and_a_date_in_one_piece() {
        assert_eq!(lines("自筹资金共计300元", 7.3), ["自筹资金共计", "300元"]);
        assert_eq!(lines("村民会议2026年11月3日", 9.0), ["村民会议", "2026年11月3日"]);
        // Where the column is narrower than the date, it breaks between its parts.
        assert_eq!(lines("2026年11月23日", 5.0), ["2026年", "11月23日"]);
    }
}

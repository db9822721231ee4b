//! Where a line may end in Chinese: between words, which nothing marks in the text.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::wrap::may_break;

/// Stay with the word before them.
const CLINGING: &str = "的地得了着等年月日号届期度、";
/// Stay with the word after them: 第一, 副镇长.
const LEADING: &str = "第副";

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Words with the marks that belong to them.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut from = 0;
    // The dictionary knows 年中 and would join 2026年 and 中标.
    for part in text.split_inclusive('年') {
        for at in SEGMENTER.segment_str(part).map(|at| from + at) {
            let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
            if at > start && before.zip(after).is_some_and(|(before, after)| parts(before, after)) {
                words.push(&text[start..at]);
                start = at;
            }
        }
        from += part.len();
    }
    words.push(&text[start..]);
    words
}

/// Whether a line may end between these two, where a word ends.
fn parts(before: char, after: char) -> bool {
    let date = before == '年' && after.is_ascii_digit();
    // 村民委员会, 村民选举委员会, 村民小组长
    let committee = matches!((before, after), ('民', '委' | '选' | '小') | ('举', '委') | ('员', '会') | ('组', '长'));
    // 一事一议 is one word.
    let matter = matches!((before, after), ('一', '事' | '议') | ('事', '一'));
    may_break(before, after) && !matter && !CLINGING.contains(after) && !LEADING.contains(before) && !date && !committee
}

/// Where each line ends: the fewest lines first, then the least difference between them.
pub(super) fn break_evenly(widths: &[f32], measure: f32, ideal: f32) -> Vec<usize> {
    let a_line = 4.0 * measure * measure * widths.len() as f32;
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
    for end in 1..=widths.len() {
        let mut found = (f32::INFINITY, end - 1);
        let mut width = 0.0;
        for start in (0..end).rev() {
            width += widths[start];
            if width > measure && start + 1 < end {
                break;
            }
            let cost = best[start].0 + a_line + (width - ideal).powi(2);
            if cost < found.0 {
                found = (cost, start);
            }
        }
        best.push(found);
    }
    let mut ends = vec![widths.len()];
    while let Some(start) = ends.last().map(|end| best[*end].1).filter(|start| *start > 0) {
        ends.push(start);
    }
    ends.reverse();
    ends
}

/// The narrowest measure in which so many lines hold all of them, none broken.
pub(super) fn narrowest(widths: &[f32], lines: usize) -> f32 {
    let holds = |measure: f32| {
        let mut count = 1;
        let mut width = 0.0;
        for word in widths {
            if width > 0.0 && width + word > measure + 0.001 {
                (count, width) = (count + 1, 0.0);
            }
            width += word;
        }
        count <= lines
    };
    let sums = (0..widths.len()).flat_map(|from| (from..widths.len()).map(move |to| (from, to)));
    let sums = sums.map(|(from, to)| widths[from..=to].iter().sum::<f32>());
    let widest = widths.iter().copied().fold(0.0, f32::max);
    sums.filter(|sum| *sum >= widest && holds(*sum)).fold(widths.iter().sum(), f32::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_posts_are_parted_between_words() {
        assert_eq!(words("申请入党时间"), ["申请", "入党", "时间"]);
        assert_eq!(words("党委委员、副镇长"), ["党委", "委员、", "副镇长"]);
        assert_eq!(words("现任职务"), ["现任", "职务"]);
    }

    #[test]
    fn the_narrowest_measure_breaks_no_word() {
        assert_eq!(narrowest(&[2.0, 2.0, 2.0], 2), 4.0);
        assert_eq!(narrowest(&[2.0, 3.0, 2.0], 3), 3.0);
        assert_eq!(narrowest(&[2.0, 3.0, 2.0], 1), 7.0);
        assert_eq!(narrowest(&[], 1), 0.0);
    }
}

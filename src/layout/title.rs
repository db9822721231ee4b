//! A title's lines: broken between words, all of about the same length.

use super::fonts::Face;
use super::shape::Shaper;
use super::words::{break_evenly, words};

/// The title in the fewest lines of at most `measure` em. A line break of the clerk's own is kept.
pub(super) fn lines(title: &str, measure: f32, shaper: &mut Shaper) -> Vec<String> {
    let mut lines = Vec::new();
    for line in title.lines().map(str::trim) {
        // 第1号公告　选举日公告: a blank parts a title better than any word.
        let whole = shaper.run(line, Face::Title).width <= measure;
        let parts = line.split('\u{3000}').filter(|part| !whole && !part.is_empty());
        let parts = if whole { vec![line] } else { parts.collect() };
        lines.extend(parts.into_iter().flat_map(|part| balanced(part, measure, shaper)));
    }
    lines
}

fn balanced(text: &str, measure: f32, shaper: &mut Shaper) -> Vec<String> {
    let width = |piece: &str, shaper: &mut Shaper| shaper.run(piece, Face::Title).width;
    let whole = width(text, shaper);
    if whole <= measure {
        return vec![text.to_owned()];
    }
    let mut pieces = Vec::new();
    for word in words(text) {
        // A word wider than the page is broken where a line may end at all.
        if width(word, shaper) <= measure {
            pieces.push(word);
        } else {
            pieces.extend(letters(word));
        }
    }
    let widths: Vec<f32> = pieces.iter().map(|piece| width(piece, shaper)).collect();
    let ideal = whole / (whole / measure).ceil();
    let ends = break_evenly(&widths, measure, ideal);
    let mut start = 0;
    let line = |end: usize| pieces[std::mem::replace(&mut start, end)..end].concat().trim().to_owned();
    ends.into_iter().map(line).collect()
}

fn letters(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().map(|(at, c)| &word[at..at + c.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Fonts;

    fn broken(title: &str) -> Vec<String> {
        lines(title, 20.0, &mut Shaper::new(Fonts::bundled()))
    }

    #[test]
    fn a_title_breaks_between_words() {
        let title = "石桥镇2026年春季学期家庭经济困难学生生活补助公示";
        assert_eq!(broken(title), ["石桥镇2026年春季学期家庭", "经济困难学生生活补助公示"]);
        let title = "石桥镇人民政府关于做好2026年耕地地力保护补贴发放工作的通知";
        assert!(broken(title).iter().all(|line| !line.ends_with('耕')), "{:?}", broken(title));
    }

    #[test]
    fn a_year_is_no_part_of_the_next_word() {
        let title = "石桥村村民委员会2026年中标（成交）结果公告";
        assert_eq!(broken(title), ["石桥村村民委员会2026年", "中标（成交）结果公告"]);
    }

    #[test]
    fn a_blank_parts_a_title_and_a_committee_stays_whole() {
        let title = "石桥村第十二届村民委员会换届选举第1号公告　选举日公告";
        let wide = lines(title, 22.0, &mut Shaper::new(Fonts::bundled()));
        assert_eq!(wide, ["石桥村第十二届村民委员会换届选举第1号公告", "选举日公告"]);
        let narrow = lines(title, 13.0, &mut Shaper::new(Fonts::bundled()));
        assert!(narrow.iter().any(|line| line.contains("村民委员会")), "{narrow:?}");
        assert_eq!(narrow.last().map(String::as_str), Some("选举日公告"));
    }

    #[test]
    fn a_list_in_a_title_breaks_behind_its_mark() {
        let narrow = lines("村民代表、村民小组长推选公告", 10.0, &mut Shaper::new(Fonts::bundled()));
        assert_eq!(narrow, ["村民代表、", "村民小组长推选公告"]);
    }

    #[test]
    fn a_short_title_stays_whole_and_the_clerks_own_breaks_are_kept() {
        assert_eq!(broken("停水通知"), ["停水通知"]);
        assert_eq!(broken("石桥村\n停水通知"), ["石桥村", "停水通知"]);
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let title = "关于".repeat(40) + &"W".repeat(100);
        let mut shaper = Shaper::new(Fonts::bundled());
        let lines = lines(&title, 20.0, &mut shaper);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| shaper.run(line, Face::Title).width <= 20.01), "{lines:?}");
    }
}

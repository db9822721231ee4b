//! What does not break over two lines: a date, a number with what it counts, the last word of a sentence. Typst breaks
//! between any two characters, so they are joined in what its templates are given, and what came out is cleared of the
//! joints.

use serde_json::Value;
use typst::text::TextItem;

/// No line ends here.
const JOINT: char = '\u{2060}';

/// Counts after a number and stays with it.
const COUNTERS: &str = "年月日时分秒元亩户人名个台条件盏米吨斤公里天岁周项次期号届张页份票组辆万亿%％";
/// The same of several characters.
const LONG_COUNTERS: [&str; 16] = [
    "个工作日",
    "平方米",
    "立方米",
    "个月",
    "小时",
    "公里",
    "千米",
    "公斤",
    "千克",
    "毫米",
    "厘米",
    "周岁",
    "万元",
    "亿元",
    "分钟",
    "万亩",
];
/// 二〇二六年十一月三日
const NUMERALS: &str = "〇○零一二三四五六七八九十";

/// A number and what it counts, a month after its year and a day after its month.
pub(super) fn clings(before: char, after: char) -> bool {
    (before.is_ascii_digit() && COUNTERS.contains(after)) || parts_date(before, after)
}

/// Between year and month, month and day: where a date breaks that is wider than its column.
pub(super) fn parts_date(before: char, after: char) -> bool {
    matches!(before, '年' | '月') && after.is_ascii_digit()
}

/// The text with joints where no line may end.
pub(super) fn joined(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut joint = vec![false; chars.len()];
    for at in 1..chars.len() {
        if !clings(chars[at - 1], chars[at]) {
            continue;
        }
        joint[at] = true;
        if chars[at - 1].is_ascii_digit() {
            let is_next =
                |counter: &&&str| counter.chars().eq(chars[at..].iter().copied().take(counter.chars().count()));
            let long = LONG_COUNTERS.iter().find(is_next).map_or(1, |counter| counter.chars().count());
            joint[at + 1..at + long].fill(true);
        }
    }
    for date in dates(&chars) {
        joint[date.start + 1..date.end].fill(true);
    }
    // A paragraph's last line is no single character: 请向村民委员会反｜映。
    if let [.., _, last, '。'] = chars[..]
        && !last.is_ascii()
    {
        joint[chars.len() - 2] = true;
    }
    let mut out = String::with_capacity(text.len());
    for (c, joint) in chars.into_iter().zip(joint) {
        out.extend(joint.then_some(JOINT));
        out.push(c);
    }
    out
}

/// Every text of what a template is given.
pub(super) fn join_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = joined(text),
        Value::Array(values) => values.iter_mut().for_each(join_all),
        Value::Object(fields) => fields.values_mut().for_each(join_all),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Dates in Chinese numerals.
fn dates(chars: &[char]) -> Vec<std::ops::Range<usize>> {
    let is_numeral = |c: &char| NUMERALS.contains(*c);
    let mut found = Vec::new();
    for year in (4..chars.len()).filter(|at| chars[*at] == '年') {
        if !chars[year - 4..year].iter().all(is_numeral) {
            continue;
        }
        let mut end = year + 1;
        for unit in ['月', '日'] {
            let numerals = chars[end..].iter().take_while(|c| is_numeral(c)).count();
            if numerals == 0 || chars.get(end + numerals) != Some(&unit) {
                break;
            }
            end += numerals + 1;
        }
        found.push(year - 4..end);
    }
    found
}

/// Takes the joints out of an item: they are no text of the page, and nobody is to find them in a search.
pub(super) fn clear(item: &mut TextItem) {
    if !item.text.contains(JOINT) {
        return;
    }
    let ends: Vec<usize> = item.text.match_indices(JOINT).map(|(at, joint)| at + joint.len()).collect();
    let before = |at: u16| {
        let joints = ends.partition_point(|end| *end <= usize::from(at));
        at - u16::try_from(joints * JOINT.len_utf8()).unwrap_or(at)
    };
    for glyph in &mut item.glyphs {
        glyph.range = before(glyph.range.start)..before(glyph.range.end);
    }
    item.text = item.text.chars().filter(|c| *c != JOINT).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        joined(text).replace(JOINT, "·")
    }

    #[test]
    fn dates_and_counted_numbers_are_joined() {
        assert_eq!(shown("于12月5日前完成"), "于12·月·5·日前完成");
        assert_eq!(shown("至2027年1月3日止"), "至2027·年·1·月·3·日止");
        assert_eq!(shown("请向村民委员会反映。"), "请向村民委员会反·映。");
        assert_eq!(shown("二〇二六年十一月三日公布"), "二·〇·二·六·年·十·一·月·三·日公布");
        assert_eq!(shown("15个工作日，2.4公里，1,286.40万元"), "15·个·工·作·日，2.4·公·里，1,286.40·万·元");
        assert_eq!(shown("电话0500-8800123。第十二届年会"), "电话0500-8800123。第十二届年会");
    }
}

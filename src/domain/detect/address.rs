//! Private addresses: a road or an estate with a house number, or a room.

use super::digits::value;
use super::{Hit, HitKind};

/// Where these stand, the address is an office's.
const OFFICES: [&str; 12] =
    ["政府", "委员会", "村委会", "居委会", "办事处", "服务中心", "大厅", "办公", "受理", "联系地址", "公司", "学校"];
const HOUSES: [&str; 6] = ["单元", "号", "栋", "幢", "室", "弄"];
const ROADS: [&str; 16] =
    ["大道", "大街", "小区", "新村", "花园", "公寓", "家园", "路", "街", "巷", "弄", "苑", "栋", "幢", "村", "组"];

pub(super) fn find(text: &str) -> Vec<Hit> {
    if !text.contains(['号', '栋', '幢', '室']) && !text.contains("单元") {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut hits = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match house(text, &chars, at) {
            Some(first_end) => {
                let (end, room) = follow(text, &chars, first_end);
                let start = begin(&chars, at);
                let before = &text[chars[start].0..chars[at].0];
                let stop = chars.get(end).map_or(text.len(), |(byte, _)| *byte);
                if is_private(text, before, room, &text[stop..]) {
                    hits.push(Hit { span: chars[start].0..stop, kind: HitKind::Address });
                }
                at = end;
            }
            None => at += 1,
        }
    }
    hits
}

/// A number followed by 号, 栋, 单元, 室 that starts here: the index behind it.
fn house(text: &str, chars: &[(usize, char)], at: usize) -> Option<usize> {
    let is_digit = |c: char| value(c).is_some() || matches!(c, '十' | '百' | '-' | '附');
    let digits = chars[at..].iter().take_while(|(_, c)| is_digit(*c)).count();
    if digits == 0 || digits > 6 || (at > 0 && is_digit(chars[at - 1].1)) {
        return None;
    }
    let rest = &text[chars.get(at + digits)?.0..];
    let word = HOUSES.iter().find(|word| rest.starts_with(**word))?;
    Some(at + digits + word.chars().count())
}

/// Goes on over further numbers (12号3栋2单元401室); tells whether one of them is inside a house.
fn follow(text: &str, chars: &[(usize, char)], mut end: usize) -> (usize, bool) {
    let inner = |end: usize| matches!(chars[end - 1].1, '栋' | '幢' | '室' | '元');
    let mut room = inner(end);
    while end < chars.len() {
        let Some(next) = house(text, chars, end) else { break };
        end = next;
        room |= inner(end);
    }
    (end, room)
}

/// Back to where the address begins: a space, a mark or 住 ends the walk.
fn begin(chars: &[(usize, char)], at: usize) -> usize {
    let stops = |c: char| !(c.is_alphanumeric()) || matches!(c, '住' | '址' | '于' | '在' | '为');
    let back = (0..at).rev().take(24).take_while(|i| !stops(chars[*i].1)).last();
    back.unwrap_or(at)
}

fn is_private(text: &str, before: &str, room: bool, behind: &str) -> bool {
    let named = ROADS.iter().any(|road| before.ends_with(road));
    // 三组2号机井 is a well, 三组2号 is a home.
    let thing = before.ends_with(['村', '组']) && !room && behind.starts_with(char::is_alphanumeric);
    let office = OFFICES.iter().any(|office| text.contains(office));
    named && !thing && (room || text.contains('住') || !office)
}

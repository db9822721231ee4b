//! What the words of a row say it is: 合计, 小计, 其中, 期初余额, a note, a line to sign on.

use crate::domain::table::{Cell, Role};
use crate::intake::columns::synonyms::Synonyms;
use crate::intake::sheet::SheetRow;

use super::grid::{filled, is_datum};

/// Text without spaces and line breaks of any width: headers are spread with them ("姓　名").
pub(in crate::intake) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).collect()
}

/// A label as it is compared: squeezed, without the colon behind it.
pub(in crate::intake) fn label(text: &str) -> String {
    squeeze(text).trim_end_matches(['：', ':', '。']).to_owned()
}

/// What a row under the header is by its words; `None`: nothing but data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labelled {
    Role(Role),
    /// 本页小计, 过次页, 第 2 页: belongs to the printed page.
    PageLine,
}

/// Labels stand before the first figure, in one of the first four cells that hold something; a 序号 before them is passed
/// over.
pub(super) fn labelled(row: &SheetRow) -> Option<Labelled> {
    let numbered = filled(row).next().is_some_and(|(_, cell)| is_serial(cell));
    let texts = filled(row).skip(usize::from(numbered)).take(4).map_while(|(_, cell)| match cell {
        Cell::Text(text) if text.len() <= 90 && !is_datum(cell) => Some(text),
        Cell::Text(_) | Cell::Blank | Cell::Number(_) | Cell::Date(_) => None,
    });
    let figures =
        || filled(row).skip(usize::from(numbered)).filter(|(_, cell)| matches!(cell, Cell::Number(_))).count();
    let found = texts.into_iter().find_map(|text| named(&label(text)))?;
    // 上年结转 with an income and a balance is an entry like others.
    let is_balance = matches!(found, Labelled::Role(Role::Opening | Role::Closing));
    (!is_balance || figures() <= 1).then_some(found)
}

/// A count of a few digits.
fn is_serial(cell: &Cell) -> bool {
    let text = cell.typed();
    matches!(cell, Cell::Number(_) | Cell::Text(_))
        && (1..=5).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_digit())
}

/// Is this a row's label and no one's name?
pub(in crate::intake) fn is_label(text: &str) -> bool {
    named(text).is_some()
}

fn named(text: &str) -> Option<Labelled> {
    let words = &Synonyms::bundled().labels;
    let is_in = |list: &[String]| list.iter().any(|word| word == text);
    if words.page.iter().any(|word| text.starts_with(word.as_str())) || is_page_number(text) {
        return Some(Labelled::PageLine);
    }
    let role = match () {
        () if text.starts_with("其中") => Role::Part,
        () if is_in(&words.opening) => Role::Opening,
        () if is_in(&words.closing) => Role::Closing,
        () => sum_role(text)?,
    };
    Some(Labelled::Role(role))
}

fn sum_role(text: &str) -> Option<Role> {
    let plain = text.split(['（', '(', '：', ':']).next().unwrap_or(text);
    let words = &Synonyms::bundled().labels;
    let matched = |list: &[String]| list.iter().find_map(|word| plain.strip_suffix(word.as_str()));
    if let Some(before) = matched(&words.subtotal) {
        return (before.chars().count() <= 8).then_some(Role::Subtotal);
    }
    let before = matched(&words.total)?;
    let whole = before.is_empty() || words.whole.iter().any(|word| word == before);
    // 一组合计 adds up one group; 全村合计 adds up all.
    (before.chars().count() <= 8).then_some(if whole { Role::Total } else { Role::Subtotal })
}

fn is_page_number(text: &str) -> bool {
    text.starts_with('第')
        && text.contains('页')
        && text.chars().all(|c| c.is_ascii_digit() || "第页共，,/、一二三四五六七八九十".contains(c))
}

/// 注：…, 说明：…, 备注：…
pub(super) fn is_note(text: &str) -> bool {
    let text = squeeze(text);
    Synonyms::bundled().labels.note.iter().any(|word| {
        text.strip_prefix(word.as_str()).is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['：', ':', '、', '.', '．', '；'])
        })
    })
}

/// 制表人：, 村主任（签字）：, 审核： … nothing but lines to sign on, one or several.
pub(super) fn is_signature_row(row: &SheetRow) -> bool {
    let mut captions = 0;
    let mut others = 0;
    for (_, cell) in filled(row) {
        match cell {
            Cell::Text(text) if is_caption(text) => captions += 1,
            Cell::Text(_) | Cell::Date(_) => others += 1,
            Cell::Number(_) | Cell::Blank => return false,
        }
    }
    captions > 0 && captions >= others
}

fn is_caption(text: &str) -> bool {
    let text = squeeze(text);
    let Some((caption, _)) = text.split_once(['：', ':']) else {
        return text.contains("签字") || text.contains("签名") || text.contains("签章") || text.contains("盖章");
    };
    caption.chars().count() <= 20
        && Synonyms::bundled().labels.signature.iter().any(|word| caption.contains(word.as_str()))
}

/// The group a heading over rows names: 一组, 石桥村二组：, 三组（12户）.
pub(super) fn group_name(text: &str) -> Option<String> {
    let text = label(text);
    let name = text.split(['（', '(']).next().unwrap_or_default();
    let is_group = ["组", "村", "社区", "队", "屯", "自然村", "居委会", "片区"].iter().any(|word| name.ends_with(word));
    let is_short = (2..=12).contains(&name.chars().count());
    (is_group && is_short && !is_label(name) && !name.contains(['：', ':', '、', '，'])).then(|| name.to_owned())
}

/// Is this a 填报单位：… or 单位：万元 line: every text a caption with its colon?
pub(super) fn is_caption_line(row: &SheetRow) -> bool {
    filled(row).any(|(_, cell)| matches!(cell, Cell::Text(text) if text.contains(['：', ':'])))
        && filled(row).filter(|(_, cell)| matches!(cell, Cell::Text(text) if !text.contains(['：', ':']))).count() <= 1
}

/// The captions of a row; one cell may hold several, set apart by spaces.
pub(super) fn captions(row: &SheetRow) -> Vec<String> {
    let mut captions: Vec<String> = Vec::new();
    for (_, cell) in filled(row) {
        for piece in cell.typed().split(char::is_whitespace).filter(|piece| !piece.is_empty()) {
            // "制 表 人：" is one caption although spaces stand in it.
            match captions.last_mut() {
                Some(last) if !last.contains(['：', ':']) && !last.ends_with(['）', ')']) => last.push_str(piece),
                _ => captions.push(piece.to_owned()),
            }
        }
    }
    captions.iter().map(|caption| caption.trim_end_matches(['：', ':']).to_owned()).filter(|c| !c.is_empty()).collect()
}

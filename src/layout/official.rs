//! 公文 (GB/T 9704-2012): a notice of prose on A4 is set on the standard's grid; its parts are known by how they are written.

use serde_json::{Value, json};
use typst::layout::{Frame, FrameItem, Point};

use super::blocks::{self, Texts};
use super::dump::walk;
use super::flow::{self, Flow};
use super::fonts::Face;
use super::fragment::{Template, TemplateError};
use super::measures::{MM, Measures, Palette};
use super::whole::joined;
use super::{Composer, template_finding};
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::gate::{PublicBlock, PublicMatter};
use crate::domain::notice::{Paper, Theme};

/// 22 lines of the type area, in mm.
const HEIGHT: f64 = 225.0;
/// In a line of the type area.
const CHARACTERS: f64 = 28.0;
/// Longer than this, a paragraph is text whatever it begins with.
const LONGEST_HEADING: usize = 40;

/// The parts of a 公文, found in what was typed as its text.
#[derive(Debug, Default, PartialEq)]
struct Parts {
    /// 发文字号, 石政发〔2026〕15号
    number: Option<String>,
    body: Vec<String>,
    /// 附件, without the caption and without a mark at the end.
    attachments: Vec<String>,
    /// 版记: 抄送, then who printed it and when.
    imprint: Vec<String>,
}

/// Whether the standard's sheet is meant: red paper, other sizes and screens have measures of their own.
pub(super) fn is_official(bulletin: &Bulletin) -> bool {
    let words = |block: &PublicBlock| matches!(block.matter, PublicMatter::Text { .. });
    bulletin.look.paper == Paper::A4 && bulletin.look.theme != Theme::RedPaper && bulletin.blocks.iter().all(words)
}

/// 信函格式
pub(super) fn is_letter(bulletin: &Bulletin) -> bool {
    let prose = bulletin.table.columns().iter().all(|column| column.hidden);
    bulletin.look.letter && prose && is_official(bulletin)
}

impl Parts {
    fn of(paragraphs: &[String]) -> Self {
        let mut parts = Self::default();
        let mut attaching = false;
        for (at, text) in paragraphs.iter().enumerate() {
            let attached = text.strip_prefix("附件：").or_else(|| text.strip_prefix("附件:"));
            if at == 0 && is_number(text) {
                parts.number = Some(text.clone());
            } else if is_imprint(text) {
                parts.imprint.push(text.clone());
            } else if let Some(name) = attached.or_else(|| (attaching && numbered(text)).then_some(text.as_str())) {
                attaching = true;
                parts.attachments.push(name.trim().trim_end_matches(['。', '；', '，', '、']).to_owned());
            } else {
                attaching = false;
                parts.body.push(text.clone());
            }
        }
        parts
    }
}

impl Parts {
    /// 信函格式的版记不加印发机关和印发日期: left out, and said.
    fn as_letter(&mut self) -> Option<Finding> {
        let before = self.imprint.len();
        self.imprint.retain(|text| text.starts_with("抄送"));
        (self.imprint.len() < before).then(|| {
            Finding::whole(Severity::Note, FindingKind::LeftOut, "信函格式的版记不写印发机关和印发日期，版面上已略去。")
        })
    }
}

/// 石政发〔2026〕15号 and nothing else.
fn is_number(text: &str) -> bool {
    let Some((_, after)) = text.split_once('〔') else { return false };
    let Some((year, number)) = after.split_once('〕') else { return false };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    year.len() == 4 && digits(year) && number.strip_suffix('号').is_some_and(digits)
}

fn is_imprint(text: &str) -> bool {
    text.starts_with("抄送：") || (text.ends_with("日印发") && text.chars().count() <= LONGEST_HEADING)
}

/// 1. or 1．
fn numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', '．', '、'])
}

/// 一、 is set in 黑体, （一） in 楷体, 1. and （1） as the text is.
fn level(text: &str) -> Option<&'static str> {
    const NUMERALS: &str = "一二三四五六七八九十百";
    let counted = |text: &str| text.trim_start_matches(|c| NUMERALS.contains(c)).len() < text.len();
    let after = |text: &str| text.trim_start_matches(|c| NUMERALS.contains(c)).chars().next();
    if counted(text) && after(text) == Some('、') {
        return Some("bold");
    }
    let inner = text.strip_prefix('（')?;
    (counted(inner) && after(inner) == Some('）')).then_some("kai")
}

/// A paragraph as the template takes it: a heading's words up to its first full stop, in 一、项目编号：… up to the colon, and
/// the text after it.
fn item(text: &str, indent: bool) -> Value {
    let face = level(text);
    let runs_in = |c: char| c == '。' || (c == '：' && face == Some("bold"));
    let end = text.find(runs_in).map_or(text.len(), |at| at + '。'.len_utf8());
    let (face, end) = match face {
        Some(face) if text[..end].chars().count() <= LONGEST_HEADING => (face, end),
        _ => ("body", 0),
    };
    json!({ "face": face, "lead": joined(&text[..end]), "rest": joined(&text[end..]), "indent": indent })
}

/// 印发机关 at the left, the date at the right; 抄送 is one text.
fn imprint(text: &str) -> Value {
    let split = if text.starts_with("抄送") { None } else { text.rsplit_once([' ', '　']) };
    let (left, right) = split.unwrap_or((text, ""));
    json!({ "left": left.trim(), "right": right.trim() })
}

impl Composer {
    /// The sheets of a 公文: frames of the type area, page numbers below them.
    pub(super) fn official(
        &mut self,
        bulletin: &Bulletin,
        texts: &Texts,
        measures: &Measures,
        palette: &Palette,
        warnings: &mut Vec<Finding>,
    ) -> Flow {
        let mut data = blocks::data(bulletin, texts, measures, palette, &mut self.shaper);
        // Headings and paragraphs among the blocks are text like the others.
        let mut paragraphs = texts.paragraphs.clone();
        for block in &bulletin.blocks {
            if let PublicMatter::Text { label, text, .. } = &block.matter {
                let (text, missing) = self.shaper.settable(text.as_str(), Face::Body);
                warnings.extend(missing.then(|| blocks::missing_in_text("段落")));
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                paragraphs.extend(
                    lines
                        .zip([label.as_str()].into_iter().chain(std::iter::repeat("")))
                        .map(|(line, label)| format!("{label}{line}")),
                );
            }
        }
        let mut parts = Parts::of(&paragraphs);
        let addressed = blocks::is_addressed(&parts.body);
        for sentence in &texts.sentences {
            parts.body.extend(blocks::telephone_whole(sentence, CHARACTERS - 2.0, &mut self.shaper));
        }
        let letter = is_letter(bulletin);
        if letter {
            warnings.extend(parts.as_letter());
        }
        data["letter"] = json!(letter);
        data["height"] = json!(HEIGHT * MM);
        data["number"] = json!(parts.number);
        data["items"] = parts.body.iter().enumerate().map(|(at, text)| item(text, !(at == 0 && addressed))).collect();
        data["attachments"] = json!(parts.attachments);
        data["imprint"] = parts.imprint.iter().map(|text| imprint(text)).collect();
        self.sheets(&mut data, parts.body.last().map_or("", String::as_str)).unwrap_or_else(|error| {
            warnings.push(template_finding(&error));
            flow::plain(&texts.plain(), &mut self.shaper, measures, palette.ink)
        })
    }

    /// 署名 never stands on a page without text: where it would, the last paragraph goes with it.
    fn sheets(&mut self, data: &mut Value, last: &str) -> Result<Flow, TemplateError> {
        data["together"] = json!(false);
        let mut frames = self.press.set(Template::Official, data)?;
        let end: String = last.chars().skip(last.chars().count().saturating_sub(4)).collect();
        if frames.len() > 1 && frames.last().is_some_and(|frame| !words(frame).contains(&end)) {
            data["together"] = json!(true);
            frames = self.press.set(Template::Official, data)?;
        }
        let last = frames.pop().unwrap_or_default();
        Ok(Flow { full: frames, height: last.height().to_pt(), last })
    }
}

fn words(frame: &Frame) -> String {
    let mut words = String::new();
    walk(frame, Point::zero(), &mut |_, item| {
        if let FrameItem::Text(text) = item {
            words.push_str(&text.text);
        }
    });
    words
}

#[cfg(test)]
mod tests;

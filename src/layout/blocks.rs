//! What the templates are filled with: the head above the table, the tail below it.

use jiff::civil;
use serde_json::{Value, json};

use super::fonts::Face;
use super::measures::{MM, Measures, Palette};
use super::official::is_letter;
use super::shape::Shaper;
use super::title;
use super::whole::joined;
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::notice::{Paper, Theme};
use crate::domain::period;

/// A bulletin's texts as they can be set, and what could not be.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) sentences: Vec<String>,
    pub(super) signatures: Vec<String>,
    pub(super) issuer: String,
    pub(super) date: String,
    pub(super) findings: Vec<Finding>,
}

impl Texts {
    pub(super) fn of(bulletin: &Bulletin, shaper: &mut Shaper) -> Self {
        let mut findings = Vec::new();
        let mut settable = |text: &str, face: Face, place: &str| {
            let (text, missing) = shaper.settable(text.trim(), face);
            if missing {
                findings.push(missing_in_text(place));
            }
            text
        };
        let title = settable(bulletin.title.as_str(), Face::Title, "标题");
        let mut lines = |texts: &[crate::domain::gate::PublicText], place: &str| -> Vec<String> {
            let texts = texts.iter().map(|text| settable(text.as_str(), Face::Body, place));
            texts.flat_map(|text| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()).collect()
        };
        let mut paragraphs = lines(&bulletin.intro, "引言");
        let mut notes = lines(&bulletin.notes, "注");
        let mut signatures = lines(&bulletin.signatures, "签名行");
        for texts in [&mut paragraphs, &mut notes, &mut signatures] {
            texts.retain(|text| !text.is_empty());
        }
        let issuer = settable(bulletin.issuer.as_str(), Face::Body, "落款");
        let telephone = settable(bulletin.telephone.as_str(), Face::Body, "监督电话");
        let said = paragraphs.concat();
        let sentences = sentences(bulletin, &said, &issuer, &telephone);
        let date = bulletin.date.map(period::chinese).unwrap_or_default();
        Self { title, paragraphs, notes, sentences, signatures, issuer, date, findings }
    }

    pub(super) fn has_tail(&self) -> bool {
        !(self.notes.is_empty()
            && self.sentences.is_empty()
            && self.signatures.is_empty()
            && self.issuer.is_empty()
            && self.date.is_empty())
    }

    pub(super) fn has_head(&self, bulletin: &Bulletin) -> bool {
        !(self.title.is_empty() && self.paragraphs.is_empty() && self.mark(bulletin).is_none())
    }

    fn mark(&self, bulletin: &Bulletin) -> Option<&str> {
        let marked = bulletin.look.theme == Theme::RedHead || is_letter(bulletin);
        (marked && !self.issuer.is_empty()).then_some(self.issuer.as_str())
    }

    /// Every line in order, for the day a template fails.
    pub(super) fn plain(&self) -> Vec<&str> {
        let mut lines = vec![self.title.as_str()];
        for texts in [&self.paragraphs, &self.notes, &self.sentences, &self.signatures] {
            lines.extend(texts.iter().map(String::as_str));
        }
        lines.extend([self.issuer.as_str(), self.date.as_str()]);
        lines
    }
}

pub(super) fn missing_in_text(place: &str) -> Finding {
    Finding {
        severity: Severity::Warning,
        kind: FindingKind::MissingGlyph,
        key: None,
        block: None,
        source: None,
        column: Some(place.to_owned()),
        text: format!("{place}里有字库里没有的字，印出来是“□”，请换一个字或写法。"),
    }
}

/// 公示期 and where to object, unless the introduction has said so.
fn sentences(bulletin: &Bulletin, said: &str, issuer: &str, telephone: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let day = |date: civil::Date| format!("{}月{}日", date.month(), date.day());
    match (bulletin.period.first, bulletin.period.last) {
        (Some(first), Some(last)) if !(said.contains(&day(first)) && said.contains(&day(last))) => {
            // The year once, where it is one year.
            let end = if first.year() == last.year() { day(last) } else { period::chinese(last) };
            sentences.push(format!("公示期：{}至{end}。", period::chinese(first)));
        }
        (Some(first), None) if !said.contains(&day(first)) => {
            sentences.push(format!("公示时间：自{}起。", period::chinese(first)));
        }
        _ => {}
    }
    if !telephone.is_empty() && !said.contains(telephone) {
        // The introduction asks for objections and points to the number below.
        let asked = ["异议", "意见"].iter().any(|word| said.contains(word)) && said.contains("反映");
        let receiver = if issuer.is_empty() { "我单位" } else { issuer };
        // Without a period there is none to object in: a notice of a power cut, an account that is simply published.
        let when = if bulletin.period.first.is_some() { "公示期间如有异议" } else { "如有疑问" };
        sentences.push(if asked {
            format!("监督电话：{telephone}。")
        } else {
            format!("{when}，请向{receiver}反映，监督电话：{telephone}。")
        });
    }
    sentences
}

/// All that the templates ask for; `height` is set when they are run.
pub(super) fn data(
    bulletin: &Bulletin,
    texts: &Texts,
    measures: &Measures,
    palette: &Palette,
    shaper: &mut Shaper,
) -> Value {
    let scale = measures.title / 22.0;
    let (mark_size, mark_tracking) = texts.mark(bulletin).map_or((0.0, 0.0), |mark| {
        let run = shaper.run(mark, Face::Title);
        mark_fit(f64::from(run.width), mark.chars().count(), measures)
    });
    let columns = signature_columns(&texts.signatures, bulletin.look.paper, measures, shaper);
    let title = title::lines(&texts.title, (measures.text_width() / measures.title) as f32, shaper).join("\n");
    let measure = measures.text_width() / measures.body - 2.0;
    let sentences: Vec<String> =
        texts.sentences.iter().flat_map(|sentence| telephone_whole(sentence, measure, shaper)).collect();
    let fonts = shaper.fonts();
    json!({
        "width": measures.text_width(),
        "height": null,
        "scale": scale,
        "fonts": {
            "title": fonts.families(Face::Title),
            "body": fonts.families(Face::Body),
            "bold": fonts.families(Face::Bold),
            "kai": fonts.families(Face::Kai),
        },
        "ink": palette.ink.hex(),
        "body": measures.body,
        "pitch": measures.pitch,
        "title": title,
        "title_size": measures.title,
        "title_gap": measures.title * 0.75,
        "title_colour": palette.title.hex(),
        "mark": texts.mark(bulletin),
        "mark_size": mark_size,
        "mark_tracking": mark_tracking,
        "mark_colour": palette.mark.hex(),
        "paragraphs": all_joined(&texts.paragraphs),
        "addressed": is_addressed(&texts.paragraphs),
        "notes": all_joined(&texts.notes),
        "note_caption": note_caption(&texts.notes),
        "note_size": (measures.body * 0.86).max(measures.floor),
        "sentences": all_joined(&sentences),
        "signatures": texts.signatures.iter().map(|caption| signature(caption)).collect::<Vec<_>>(),
        "signature_columns": columns,
        "issuer": texts.issuer,
        "date": texts.date,
        "seal": bulletin.seal.as_ref().map(|seal| seal.sha256.as_str()),
        "seal_size": seal_size(bulletin.look.paper, scale),
        "tail_breakable": texts.plain().iter().map(|line| line.len()).sum::<usize>() > 6000,
    })
}

fn all_joined(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| joined(text)).collect()
}

/// 公章 of a township and of a village committee: 42 mm across, on paper as it is stamped; where everything else is larger,
/// larger with it. In pt.
fn seal_size(paper: Paper, scale: f64) -> f64 {
    const ACROSS: f64 = 42.0;
    let times = match paper {
        Paper::A4 | Paper::A4Across | Paper::A3 | Paper::A3Across => 1.0,
        Paper::Screen | Paper::ScreenPortrait | Paper::ScreenPart { .. } | Paper::Custom { .. } => scale.max(1.0),
    };
    ACROSS * MM * times
}

/// 主送机关 stands above the text and ends with a colon; so does 如下：, but that is text.
pub(super) fn is_addressed(paragraphs: &[String]) -> bool {
    let [first, _, ..] = paragraphs else { return false };
    first.ends_with('：') && !first.ends_with("如下：") && !first.contains(['，', '。', '；'])
}

/// A telephone number alone on a second line looks lost: it gets a line with its caption. `measure` in em.
pub(super) fn telephone_whole(sentence: &str, measure: f64, shaper: &mut Shaper) -> Vec<String> {
    let fits = f64::from(shaper.run(sentence, Face::Body).width) <= measure;
    match sentence.split_once("，监督电话：").filter(|_| !fits) {
        Some((said, telephone)) => vec![format!("{said}。"), format!("监督电话：{telephone}")],
        None => vec![sentence.to_owned()],
    }
}

/// 红头: as large as one line allows, letters spread where the name is short.
fn mark_fit(width: f64, letters: usize, measures: &Measures) -> (f64, f64) {
    let room = measures.text_width() * 0.94;
    let size = (measures.title * 2.1).min(room / width.max(1.0)).max(measures.title);
    let left = room - width * size;
    let gaps = letters.saturating_sub(1).max(1) as f64;
    (size, (left / gaps).clamp(0.0, size * 0.3))
}

fn note_caption(notes: &[String]) -> &'static str {
    let captioned = |note: &String| ["注", "备注", "说明"].iter().any(|word| note.starts_with(word));
    if notes.first().is_some_and(captioned) { "" } else { "注：" }
}

fn signature(caption: &str) -> Value {
    let caption = caption.trim_end_matches(['_', '＿', ' ', '　']);
    match caption.char_indices().find(|(_, c)| matches!(c, '：' | ':')) {
        Some((at, colon)) if at + colon.len_utf8() < caption.len() => json!({ "caption": caption, "line": false }),
        Some(_) => json!({ "caption": caption, "line": true }),
        None => json!({ "caption": format!("{caption}："), "line": true }),
    }
}

/// Between two captions beside each other, in em; the template has the same.
const SIGNATURE_GUTTER: f64 = 1.0;
/// A name is written on this much, in mm.
const SIGNATURE_LINE: f64 = 23.0;

/// The columns' shares of the width. All captions beside each other where each leaves enough to sign on; else as many
/// equal columns as do.
fn signature_columns(signatures: &[String], paper: Paper, measures: &Measures, shaper: &mut Shaper) -> Vec<f64> {
    let (width, height) = paper.size();
    let count = signatures.len();
    let most = if width > height { 4 } else { 3 };
    let line = SIGNATURE_LINE * MM * (measures.body / 14.0).max(1.0);
    let caption = |text: &String| (f64::from(shaper.run(text, Face::Body).width) + 1.0) * measures.body + line;
    let needed: Vec<f64> = signatures.iter().map(caption).collect();
    let room = |columns: usize| measures.text_width() - (columns as f64 - 1.0) * SIGNATURE_GUTTER * measures.body;
    let spare = room(count.max(1)) - needed.iter().sum::<f64>();
    if (1..=most).contains(&count) && spare >= 0.0 {
        return needed.iter().map(|needed| needed + spare / count as f64).collect();
    }
    let widest = needed.iter().copied().fold(0.0, f64::max);
    let most = if count == 4 { 2 } else { most.min(count) };
    let columns = (1..=most).rev().find(|columns| room(*columns) / *columns as f64 >= widest).unwrap_or(1);
    vec![1.0; columns]
}

/// The space between the head and the table, in pt.
pub(super) fn head_gap(measures: &Measures) -> f64 {
    (measures.pitch - measures.body + 1.0 * MM).max(measures.body * 0.5)
}

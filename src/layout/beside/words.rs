//! Blocks of words: set by typst, then cut at their lines, so that a page may end within a paragraph but not behind a
//! heading.

use serde_json::{Value, json};
use typst::layout::{Abs, Axes, Frame, FrameItem, Point};

use super::{Setting, Unit, apart};
use crate::domain::block::Level;
use crate::domain::gate::{PublicMatter, PublicText};
use crate::layout::dump::walk;
use crate::layout::fonts::Face;
use crate::layout::fragment::Template;
use crate::layout::whole::join_all;
use crate::layout::{Composer, draw, template_finding};

/// What one setting of the template is for.
struct Words {
    is: &'static str,
    of: Value,
    size: f64,
    width: f64,
}

impl Composer {
    /// Paragraphs, lists and columns, a unit a line.
    pub(super) fn lines(&mut self, matter: &PublicMatter, setting: &mut Setting<'_>) -> Vec<Unit> {
        let (is, of, is_heading) = match matter {
            PublicMatter::Text { level, label, text } => {
                let text = self.settable(text, "段落", setting);
                let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
                if lines.is_empty() {
                    return Vec::new();
                }
                ("paragraph", json!({ "face": face(*level), "label": label, "lines": lines }), *level != Level::Body)
            }
            PublicMatter::List { numbered, entries } => {
                let entries = self.all_settable(entries, "列表", setting);
                ("list", json!({ "numbered": numbered, "entries": entries }), false)
            }
            PublicMatter::Columns { left, right } => {
                let (left, right) =
                    (self.all_settable(left, "分栏", setting), self.all_settable(right, "分栏", setting));
                ("columns", json!({ "left": left, "right": right }), false)
            }
            _ => return Vec::new(),
        };
        let words = Words { is, of, size: setting.measures.body, width: setting.measures.text_width() };
        let frame = self.words(&words, setting);
        let mut units = self.cut(&frame, words.size, is_heading, setting);
        if let (PublicMatter::Text { level: Level::First, label, text }, Some(first)) = (matter, units.first_mut()) {
            let text = self.settable(text, "段落", setting);
            first.entry = Some((format!("{label}{text}"), true));
        }
        units
    }

    /// A box: kept in one piece unless no page can hold it, when its lines stand without the frame.
    pub(super) fn notice(
        &mut self,
        heading: &PublicText,
        lines: &[PublicText],
        setting: &mut Setting<'_>,
    ) -> Vec<Unit> {
        let heading = self.settable(heading, "提示框", setting);
        let lines = self.all_settable(lines, "提示框", setting);
        if heading.is_empty() && lines.is_empty() {
            return Vec::new();
        }
        let measures = *setting.measures;
        let (across, down) = (measures.body, 0.7 * measures.body);
        let of = json!({ "heading": heading, "lines": lines });
        let words = Words { is: "notice", of, size: measures.body, width: measures.text_width() - 2.0 * across };
        let inner = self.words(&words, setting);
        let height = inner.height().to_pt() + 2.0 * down;
        if height > measures.text_height() {
            return self.cut(&inner, words.size, false, setting);
        }
        let width = measures.text_width();
        let mut frame = Frame::soft(Axes::new(Abs::pt(width), Abs::pt(height)));
        frame.push_frame(Point::new(Abs::pt(across), Abs::pt(down)), inner);
        draw::outline(&mut frame, (0.0, 0.0), (width, height), measures.hairline * 3.0, setting.palette.ink);
        vec![Unit::piece(frame, height, apart(&measures))]
    }

    /// The heading of a table: a unit for each line, none of which ends a page.
    pub(super) fn heading(&mut self, heading: &str, above: f64, setting: &mut Setting<'_>) -> Option<Unit> {
        if heading.is_empty() {
            return None;
        }
        let frame = self.centred_words(heading, "bold", setting.measures.body, setting);
        let height = frame.height().to_pt();
        Some(Unit::piece(frame, height, above).before_next())
    }

    /// What stands in the middle below a picture or above a table.
    pub(super) fn centred_words(
        &mut self,
        text: &str,
        face: &'static str,
        size: f64,
        setting: &mut Setting<'_>,
    ) -> Frame {
        let of = json!({ "text": text, "face": face });
        self.words(&Words { is: "centred", of, size, width: setting.measures.text_width() }, setting)
    }

    /// A caption, smaller than the text.
    pub(super) fn caption(&mut self, caption: &PublicText, place: &str, setting: &mut Setting<'_>) -> Option<Frame> {
        let text = self.settable(caption, place, setting);
        let size = (setting.measures.body * 0.86).max(setting.measures.floor);
        (!text.is_empty()).then(|| self.centred_words(&text, "kai", size, setting))
    }

    pub(super) fn settable(&mut self, text: &PublicText, place: &str, setting: &mut Setting<'_>) -> String {
        let (text, missing) = self.shaper.settable(text.as_str().trim(), Face::Body);
        if missing {
            setting.warnings.push(crate::layout::blocks::missing_in_text(place));
        }
        text
    }

    fn all_settable(&mut self, texts: &[PublicText], place: &str, setting: &mut Setting<'_>) -> Vec<String> {
        let texts: Vec<String> = texts.iter().map(|text| self.settable(text, place, setting)).collect();
        texts.into_iter().filter(|text| !text.is_empty()).collect()
    }

    fn words(&mut self, words: &Words, setting: &mut Setting<'_>) -> Frame {
        let measures = setting.measures;
        let fonts = self.shaper.fonts();
        let mut of = words.of.clone();
        join_all(&mut of);
        let data = json!({
            "is": words.is,
            "of": of,
            "width": words.width,
            "size": words.size,
            "pitch": words.size * measures.pitch / measures.body,
            "ink": setting.palette.ink.hex(),
            "fonts": {
                "body": fonts.families(Face::Body),
                "bold": fonts.families(Face::Bold),
                "kai": fonts.families(Face::Kai),
            },
        });
        let set = self.press.set(Template::Beside, &data);
        let frames = set.unwrap_or_else(|error| {
            setting.warnings.push(template_finding(&error));
            Vec::new()
        });
        frames.into_iter().next().unwrap_or_default()
    }

    /// The lines of a frame of words; neither its first nor its last stands alone on a page.
    fn cut(&mut self, frame: &Frame, size: f64, is_heading: bool, setting: &Setting<'_>) -> Vec<Unit> {
        let measures = setting.measures;
        let leading = measures.pitch - measures.body;
        let mut items: Vec<(Point, FrameItem)> = Vec::new();
        walk(frame, Point::zero(), &mut |at, item| items.push((at, item.clone())));
        items.sort_by_key(|(at, _)| at.y);
        let mut lines: Vec<(f64, Vec<(Point, FrameItem)>)> = Vec::new();
        for (at, item) in items {
            match lines.last_mut() {
                Some((baseline, line)) if at.y.to_pt() - *baseline < 0.3 * size => line.push((at, item)),
                _ => lines.push((at.y.to_pt(), vec![(at, item)])),
            }
        }
        let count = lines.len();
        let unit = |(at, (baseline, line)): (usize, (f64, Vec<(Point, FrameItem)>))| {
            let top = baseline - 0.88 * size;
            let mut piece = Frame::soft(Axes::new(frame.width(), Abs::pt(size)));
            for (place, item) in line {
                piece.push(Point::new(place.x, place.y - Abs::pt(top)), item);
            }
            let sticky = is_heading || (count > 1 && (at == 0 || at + 2 == count));
            Unit { sticky, ..Unit::piece(piece, size, leading) }
        };
        lines.into_iter().enumerate().map(unit).collect()
    }
}

/// 一、 in 黑体, （一） in 楷体, the others as the text is (GB/T 9704-2012, 7.3.3).
fn face(level: Level) -> &'static str {
    match level {
        Level::First => "bold",
        Level::Second => "kai",
        Level::Body | Level::Third | Level::Fourth => "body",
    }
}

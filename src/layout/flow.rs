//! A fragment that may be longer than a page.

use serde_json::{Value, json};
use typst::layout::{Abs, Axes, Frame, FrameItem, Point};
use typst::visualize::Geometry;

use super::draw;
use super::fonts::Face;
use super::fragment::{Press, Template, TemplateError};
use super::measures::{Ink, Measures};
use super::shape::Shaper;
use super::wrap::wrap;

/// Frames under each other: all but the last fill a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) full: Vec<Frame>,
    pub(super) last: Frame,
    /// What the last frame uses, in pt.
    pub(super) height: f64,
}

/// Sets the template on pages of at most `limit` pt.
pub(super) fn flow(press: &mut Press, template: Template, data: &mut Value, limit: f64) -> Result<Flow, TemplateError> {
    data["height"] = Value::Null;
    let mut frames = press.set(template, data)?;
    let tall = frames.iter().any(|frame| frame.height().to_pt() > limit + 0.01);
    if tall {
        data["height"] = json!(limit);
        frames = press.set(template, data)?;
    }
    let last = frames.pop().unwrap_or_default();
    let height = if tall { extent(&last).min(limit) } else { last.height().to_pt() };
    Ok(Flow { full: frames, last, height })
}

/// The lines in plain type, should a template fail: what is to be said is said all the same.
pub(super) fn plain(lines: &[&str], shaper: &mut Shaper, measures: &Measures, ink: Ink) -> Flow {
    let size = measures.body;
    let page = || Frame::hard(Axes::new(Abs::pt(measures.text_width()), Abs::pt(measures.text_height())));
    let mut flow = Flow { full: Vec::new(), last: page(), height: 0.0 };
    let fonts = shaper.fonts().clone();
    for text in lines.iter().filter(|text| !text.is_empty()) {
        let run = shaper.run(text, Face::Body);
        for line in wrap(&run, (measures.text_width() / size) as f32) {
            if flow.height + measures.pitch > measures.text_height() {
                flow.full.push(std::mem::replace(&mut flow.last, page()));
                flow.height = 0.0;
            }
            let baseline = flow.height + 0.88 * size;
            let glyphs = line.glyphs.start as usize..line.glyphs.end as usize;
            draw::text(&mut flow.last, &fonts, &run, glyphs, (0.0, baseline), size, ink);
            flow.height += measures.pitch;
        }
    }
    flow
}

/// How far down a frame has something to see, in pt.
fn extent(frame: &Frame) -> f64 {
    frame.items().map(|(at, item)| bottom(*at, item)).fold(0.0, f64::max)
}

fn bottom(at: Point, item: &FrameItem) -> f64 {
    let below = match item {
        FrameItem::Group(group) => extent(&group.frame) + group.transform.ty.to_pt(),
        FrameItem::Text(text) => 0.12 * text.size.to_pt(),
        FrameItem::Shape(shape, _) => match &shape.geometry {
            Geometry::Line(to) => to.y.to_pt().max(0.0),
            Geometry::Rect(size) => size.y.to_pt(),
            Geometry::Curve(_) => 0.0,
        },
        FrameItem::Image(_, size, _) => size.y.to_pt(),
        FrameItem::Link(..) | FrameItem::Tag(_) => return 0.0,
    };
    at.y.to_pt() + below
}

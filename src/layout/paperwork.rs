//! Papers of the office (文书) on A4: set whole by typst, since none is long.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Sides};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};

use super::fonts::{Face, Fonts};
use super::fragment::{Press, Template};
use super::measures::{Measures, Palette, Purpose};
use super::pages::{Stack, smallest};
use super::shape::Shaper;
use super::whole::joined;
use super::{Document, PageInfo, flow, template_finding};
use crate::domain::gate::PublicPaperwork;
use crate::domain::notice::{Look, Paper};

/// A photograph's SHA-256, and the picture as it is to be printed (JPEG).
pub type Pictures = HashMap<String, Vec<u8>>;

/// Lays a paper out. A photograph without a picture leaves an empty frame that says so.
pub fn paperwork(paper: &PublicPaperwork, pictures: &Pictures, fonts: &Arc<Fonts>) -> Document {
    let mut shaper = Shaper::new(Arc::clone(fonts));
    let mut data = json!(paper.as_paper());
    settable(&mut data, &mut shaper);
    let files = name_pictures(&mut data, pictures);
    data["fonts"] = json!({
        "title": fonts.families(Face::Title),
        "body": fonts.families(Face::Body),
        "bold": fonts.families(Face::Bold),
    });
    let title = &paper.as_paper().title;
    match Press::new(Arc::clone(fonts)).set_with(Template::Paperwork, &data, files) {
        Ok(frames) => {
            let smallest_text_pt = frames.iter().map(smallest).fold(f64::INFINITY, f64::min);
            let pages = vec![PageInfo::default(); frames.len()];
            let framed = frames.into_iter().zip(1..).map(|(frame, number)| Page {
                frame,
                bleed: Sides::splat(Abs::zero()),
                fill: Smart::Auto,
                numbering: None,
                supplement: Content::empty(),
                number,
            });
            let info = DocumentInfo { title: Some(title.as_str().into()), ..DocumentInfo::default() };
            let paged = PagedDocument::new(framed.collect(), info);
            Document { paged, warnings: Vec::new(), smallest_text_pt, pages }
        }
        Err(error) => {
            let warning = template_finding(&error);
            let look =
                Look { paper: if paper.as_paper().across { Paper::A4Across } else { Paper::A4 }, ..Look::default() };
            let (measures, palette) = (Measures::of(&look, Purpose::Prose), Palette::of(look.theme, true));
            let lines = paper.lines();
            let plain: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut stack = Stack::new(&measures, &palette);
            stack.begin(PageInfo::default());
            stack.pour(flow::plain(&plain, &mut shaper, &measures, palette.ink));
            let (paged, pages) = stack.finish(&mut shaper, title);
            Document { paged, warnings: vec![warning], smallest_text_pt: measures.body, pages }
        }
    }
}

/// What no font of ours has is written as its box, as on every page.
fn settable(value: &mut Value, shaper: &mut Shaper) {
    match value {
        Value::String(text) => {
            let lines: Vec<String> =
                text.split('\n').map(|line| joined(&shaper.settable(line, Face::Body).0)).collect();
            *text = lines.join("\n");
        }
        Value::Array(values) => values.iter_mut().for_each(|value| settable(value, shaper)),
        Value::Object(fields) => fields.values_mut().for_each(|value| settable(value, shaper)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The template asks for `photograph-1.jpg` and on.
fn name_pictures(data: &mut Value, pictures: &Pictures) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let blocks = data["blocks"].as_array_mut().into_iter().flatten();
    for block in blocks.filter(|block| block["is"] == "photographs") {
        for photograph in block["of"].as_array_mut().into_iter().flatten() {
            let picture = photograph["sha256"].as_str().and_then(|sha256| pictures.get(sha256));
            photograph["file"] = match picture {
                Some(bytes) => {
                    let name = format!("photograph-{}.jpg", files.len() + 1);
                    files.push((name.clone(), bytes.clone()));
                    name.into()
                }
                None => Value::Null,
            };
        }
    }
    files
}

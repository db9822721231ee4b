//! The peer: the glyphs and lines of finished pages written by krilla alone, with none of the layers above it.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use typst::layout::{Frame, FrameItem, Point as Place};
use typst::text::{FontInstance, TextItem};
use typst::visualize::{Curve, CurveItem, Geometry, Paint, ProcessColorSpace, Shape};
use typst_layout::PagedDocument;

/// Pages taken apart into what krilla draws.
pub(crate) struct Pages {
    fonts: Vec<Font>,
    pages: Vec<Page>,
}

struct Page {
    width: f32,
    height: f32,
    texts: Vec<Text>,
    /// By thickness and colour, so that a page's grid is one path.
    lines: Vec<(f32, rgb::Color, Vec<Step>)>,
    fills: Vec<(rgb::Color, Vec<Step>)>,
}

struct Text {
    font: usize,
    size: f32,
    at: Point,
    text: String,
    colour: rgb::Color,
    glyphs: Vec<KrillaGlyph>,
}

enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Cubic([f32; 6]),
    Close,
}

/// Not timed: what is compared is writing glyphs that are already shaped and placed.
pub(crate) fn take_apart(document: &PagedDocument) -> Pages {
    let mut fonts = Fonts::default();
    let pages = document.pages().iter().map(|page| {
        let (width, height) = (page.frame.width().to_pt() as f32, page.frame.height().to_pt() as f32);
        let mut taken = Page { width, height, texts: Vec::new(), lines: Vec::new(), fills: Vec::new() };
        taken.frame(&page.frame, Place::zero(), &mut fonts);
        taken
    });
    let pages = pages.collect();
    Pages { fonts: fonts.fonts, pages }
}

#[derive(Default)]
struct Fonts {
    fonts: Vec<Font>,
    numbers: HashMap<FontInstance, usize>,
}

impl Fonts {
    fn number(&mut self, instance: &FontInstance) -> usize {
        *self.numbers.entry(instance.clone()).or_insert_with(|| {
            let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(instance.data().clone());
            self.fonts.push(Font::new(data.into(), instance.index()).expect("a font that typst reads"));
            self.fonts.len() - 1
        })
    }
}

impl Page {
    fn frame(&mut self, frame: &Frame, origin: Place, fonts: &mut Fonts) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            match item {
                FrameItem::Group(group) => {
                    let moved = Place::new(group.transform.tx, group.transform.ty);
                    self.frame(&group.frame, at + moved, fonts);
                }
                FrameItem::Text(text) => self.text(text, at, fonts),
                FrameItem::Shape(shape, _) => self.shape(shape, at),
                FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, at: Place, fonts: &mut Fonts) {
        let glyphs = item.glyphs.iter().map(|glyph| {
            let range = usize::from(glyph.range.start)..usize::from(glyph.range.end);
            let (advance, offset) = (glyph.x_advance.get() as f32, glyph.x_offset.get() as f32);
            KrillaGlyph::new(GlyphId::new(glyph.id.into()), advance, offset, 0.0, 0.0, range, None)
        });
        self.texts.push(Text {
            font: fonts.number(&item.font),
            size: item.size.to_pt() as f32,
            at: point(at),
            text: item.text.to_string(),
            colour: colour(&item.fill),
            glyphs: glyphs.collect(),
        });
    }

    fn shape(&mut self, shape: &Shape, at: Place) {
        if let Some(stroke) = &shape.stroke {
            let (thickness, colour) = (stroke.thickness.to_pt() as f32, colour(&stroke.paint));
            let same = |line: &(f32, rgb::Color, Vec<Step>)| line.0 == thickness && line.1 == colour;
            let found = self.lines.iter().position(same).unwrap_or_else(|| {
                self.lines.push((thickness, colour, Vec::new()));
                self.lines.len() - 1
            });
            outline(&shape.geometry, at, &mut self.lines[found].2);
        }
        if let Some(fill) = &shape.fill {
            let mut steps = Vec::new();
            outline(&shape.geometry, at, &mut steps);
            self.fills.push((colour(fill), steps));
        }
    }
}

fn outline(geometry: &Geometry, at: Place, steps: &mut Vec<Step>) {
    let moved = |x: f64, y: f64| ((at.x.to_pt() + x) as f32, (at.y.to_pt() + y) as f32);
    let place = |place: &Place| moved(place.x.to_pt(), place.y.to_pt());
    match geometry {
        Geometry::Line(to) => {
            let ((x0, y0), (x1, y1)) = (moved(0.0, 0.0), place(to));
            steps.extend([Step::Move(x0, y0), Step::Line(x1, y1)]);
        }
        Geometry::Rect(size) => {
            let ((x0, y0), (x1, y1)) = (moved(0.0, 0.0), moved(size.x.to_pt(), size.y.to_pt()));
            steps.extend([Step::Move(x0, y0), Step::Line(x1, y0), Step::Line(x1, y1), Step::Line(x0, y1), Step::Close]);
        }
        Geometry::Curve(Curve(items)) => steps.extend(items.iter().map(|item| match item {
            CurveItem::Move(to) => Step::Move(place(to).0, place(to).1),
            CurveItem::Line(to) => Step::Line(place(to).0, place(to).1),
            CurveItem::Cubic(a, b, to) => {
                let ((ax, ay), (bx, by), (x, y)) = (place(a), place(b), place(to));
                Step::Cubic([ax, ay, bx, by, x, y])
            }
            CurveItem::Close => Step::Close,
        })),
    }
}

fn colour(paint: &Paint) -> rgb::Color {
    let Paint::Solid(colour) = paint else { return rgb::Color::new(0, 0, 0) };
    let [red, green, blue, _] = colour.to_process().to_space(ProcessColorSpace::Srgb).to_vec4_u8();
    rgb::Color::new(red, green, blue)
}

fn point(place: Place) -> Point {
    Point::from_xy(place.x.to_pt() as f32, place.y.to_pt() as f32)
}

/// PDF/A-2b without tags, as the program writes a long list.
pub(crate) fn write(pages: &Pages) -> Vec<u8> {
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_B).finish();
    let mut document = Document::new_with(SerializeSettings {
        configuration: configuration.expect("one standard alone"),
        enable_tagging: false,
        no_device_cs: true,
        ..SerializeSettings::default()
    });
    document.set_metadata(Metadata::new().creation_date(DateTime::new(2026)));
    for page in &pages.pages {
        let settings = PageSettings::from_wh(page.width, page.height).expect("a page with an area");
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        draw(page, &pages.fonts, &mut surface);
        surface.finish();
        sheet.finish();
    }
    document.finish().expect("what the program could write")
}

fn draw(page: &Page, fonts: &[Font], surface: &mut Surface) {
    surface.set_stroke(None);
    for (colour, steps) in &page.fills {
        surface.set_fill(Some(Fill { paint: (*colour).into(), ..Fill::default() }));
        draw_path(steps, surface);
    }
    surface.set_fill(None);
    for (width, colour, steps) in &page.lines {
        surface.set_stroke(Some(Stroke { paint: (*colour).into(), width: *width, ..Stroke::default() }));
        draw_path(steps, surface);
    }
    surface.set_stroke(None);
    for text in &page.texts {
        surface.set_fill(Some(Fill { paint: text.colour.into(), ..Fill::default() }));
        surface.draw_glyphs(text.at, &text.glyphs, fonts[text.font].clone(), &text.text, text.size, false);
    }
}

fn draw_path(steps: &[Step], surface: &mut Surface) {
    let mut builder = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => builder.move_to(x, y),
            Step::Line(x, y) => builder.line_to(x, y),
            Step::Cubic([ax, ay, bx, by, x, y]) => builder.cubic_to(ax, ay, bx, by, x, y),
            Step::Close => builder.close(),
        }
    }
    if let Some(path) = builder.finish() {
        surface.draw_path(&path);
    }
}

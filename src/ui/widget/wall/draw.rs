//! How the wall looks. Within a layer pictures lie over grounds and letters over pictures, so what lies on a picture has a
//! layer of its own.

use iced::advanced::image::{Image, Renderer as _};
use iced::advanced::text::{Alignment, LineHeight, Renderer as _, Shaping, Text, Wrapping};
use iced::advanced::{Renderer as _, renderer};
use iced::{Border, Color, Font, Pixels, Point, Rectangle, Renderer, Size, Vector, alignment};

use super::{Measures, Wall};
use crate::domain::board::{Due, Hung, Sheet};
use crate::ui::theme::{self, Tones};

/// The strip at the foot of a sheet that says how long it still hangs.
const STRIP: f32 = 20.0;
/// A sheet narrower than this shows the colour of its days alone.
const STRIP_LEAST: f32 = 40.0;
/// From here on the strip has room for the number too.
const STRIP_NUMBER: f32 = 92.0;
/// A width no text reaches: it is cut by the characters.
const UNCUT: f32 = 100_000.0;

pub(super) struct Scene<'a, 'b, Message> {
    pub(super) wall: &'a Wall<'b, Message>,
    pub(super) tones: &'static Tones,
    pub(super) origin: Point,
    pub(super) seen: Rectangle,
}

fn quad(renderer: &mut Renderer, bounds: Rectangle, ground: Color, edge: Color, width: f32) {
    let border = Border { color: edge, width, radius: 0.into() };
    renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, ground);
}

impl<Message> Scene<'_, '_, Message> {
    pub(super) fn draw(&self, renderer: &mut Renderer, is_focused: bool) {
        let hand = self.wall.hand;
        let still = |sheet: &&Sheet| hand.is_none_or(|hand| hand.sheet != sheet.id);
        let sheets: Vec<(&Sheet, &Hung, Rectangle)> =
            self.wall.wall.sheets.iter().filter(still).filter_map(|sheet| self.placed(sheet)).collect();
        renderer.with_layer(self.seen, |renderer| {
            self.draw_panels(renderer);
            for (.., bounds) in &sheets {
                quad(renderer, *bounds, Color::WHITE, Color::WHITE, 0.0);
            }
        });
        renderer.with_layer(self.seen, |renderer| {
            for (sheet, _, bounds) in &sheets {
                self.draw_picture(renderer, sheet, *bounds);
            }
        });
        renderer.with_layer(self.seen, |renderer| {
            for (sheet, hung, bounds) in &sheets {
                self.draw_strip(renderer, hung, *bounds);
                self.draw_edge(renderer, hung.due(self.wall.today), *bounds);
                if self.wall.chosen == Some(sheet.id) && hand.is_none() {
                    let color = if is_focused { self.tones.focus } else { self.tones.ink };
                    quad(renderer, bounds.expand(2.0), Color::TRANSPARENT, color, 2.0);
                }
            }
        });
        if let Some(hand) = hand {
            self.draw_hand(renderer, hand);
        }
    }

    fn placed<'a>(&'a self, sheet: &'a Sheet) -> Option<(&'a Sheet, &'a Hung, Rectangle)> {
        let bounds = self.shift(self.wall.measures.of_sheet(self.wall.wall, sheet)?);
        bounds.intersects(&self.seen).then_some((sheet, self.wall.wall.notice(sheet.id.notice)?, bounds))
    }

    fn shift(&self, bounds: Rectangle) -> Rectangle {
        bounds + Vector::new(self.origin.x, self.origin.y)
    }

    fn draw_panels(&self, renderer: &mut Renderer) {
        let measures = &self.wall.measures;
        for panel in &self.wall.wall.location.panels {
            let bounds = measures.of_panel(self.wall.wall, panel);
            let caption = self.shift(Measures::caption(bounds));
            quad(renderer, self.shift(bounds), self.tones.chosen, self.tones.edge, 1.0);
            let line = |at: f32| Rectangle { y: caption.y + at, height: 22.0, ..caption };
            self.write(renderer, &panel.name, theme::BOLD, line(0.0), self.tones.ink);
            self.write(renderer, &(self.wall.labels.panel)(panel), theme::FACE, line(22.0), self.tones.quiet);
        }
        let line = self.shift(measures.tray_line());
        self.write(renderer, &self.wall.labels.tray, theme::FACE, line, self.tones.quiet);
    }

    /// The paper is white whatever the window's colours are; its edge says when it comes down.
    fn draw_edge(&self, renderer: &mut Renderer, due: Due, bounds: Rectangle) {
        let (edge, width) = match due {
            Due::Over(_) | Due::Today => (self.tones.seal, 3.0),
            Due::Soon(_) => (self.tones.soon, 2.0),
            Due::Later(_) | Due::Standing => (self.tones.edge, 1.0),
        };
        quad(renderer, bounds.expand(width - 1.0), Color::TRANSPARENT, edge, width);
    }

    fn draw_picture(&self, renderer: &mut Renderer, sheet: &Sheet, bounds: Rectangle) {
        let Some(handle) = (self.wall.picture)(sheet.id) else { return };
        renderer.draw_image(Image::new(handle), bounds, bounds);
    }

    fn draw_strip(&self, renderer: &mut Renderer, hung: &Hung, bounds: Rectangle) {
        if bounds.width < STRIP_LEAST || bounds.height < 2.0 * STRIP {
            return;
        }
        let due = hung.due(self.wall.today);
        let (ground, ink) = match due {
            Due::Over(_) | Due::Today => (self.tones.seal, self.tones.on_seal),
            Due::Soon(_) => (self.tones.soon, self.tones.pane),
            Due::Later(_) | Due::Standing => (self.tones.pane, self.tones.ink),
        };
        let strip = Rectangle { y: bounds.y + bounds.height - STRIP, height: STRIP, ..bounds }.shrink(1.0);
        quad(renderer, strip, ground, ground, 0.0);
        let days = (self.wall.labels.due)(due);
        let told = if bounds.width < STRIP_NUMBER { days } else { format!("{} · {days}", hung.label()) };
        self.write(renderer, &told, theme::FACE, strip, ink);
    }

    fn draw_hand(&self, renderer: &mut Renderer, hand: super::Hand) {
        let measures = &self.wall.measures;
        let Some(sheet) = self.wall.wall.sheet(hand.sheet) else { return };
        let waiting = Sheet { at: None, ..*sheet };
        let line = measures.tray_line();
        let under = || Rectangle {
            width: sheet.size.width as f32 * measures.scale(),
            height: sheet.size.height as f32 * measures.scale(),
            ..line
        };
        let bounds = match hand.at {
            Some(at) => measures.of_place(self.wall.wall, sheet.size, at),
            None => measures.of_sheet(self.wall.wall, &waiting).unwrap_or_else(under),
        };
        let bounds = self.shift(bounds);
        let ring = if hand.misfit.is_some() { self.tones.seal } else { self.tones.focus };
        renderer.with_layer(self.seen, |renderer| {
            quad(renderer, bounds.expand(3.0), Color::WHITE, ring, 4.0);
        });
        renderer.with_layer(self.seen, |renderer| self.draw_picture(renderer, sheet, bounds));
        if hand.misfit.is_some() && bounds.width >= STRIP_LEAST {
            renderer.with_layer(self.seen, |renderer| {
                let cross = Rectangle { height: STRIP.min(bounds.height), ..bounds };
                quad(renderer, cross, self.tones.seal, self.tones.seal, 0.0);
                self.write(renderer, "✕", theme::BOLD, cross, self.tones.on_seal);
            });
        }
    }

    /// One line of text in a box, cut where it would leave it. A line that is not wholly in sight waits until it is: the
    /// renderer does not cut it at the edge of the pane.
    fn write(&self, renderer: &mut Renderer, content: &str, font: Font, bounds: Rectangle, color: Color) {
        let line = theme::SMALL * 1.3;
        let top = bounds.center_y() - line / 2.0;
        if top < self.seen.y || top + line > self.seen.y + self.seen.height {
            return;
        }
        let text = Text {
            content: fitting(content, (bounds.width - theme::TIGHT) / theme::SMALL),
            bounds: Size::new(UNCUT, line),
            size: Pixels(theme::SMALL),
            line_height: LineHeight::Absolute(Pixels(line)),
            font,
            align_x: Alignment::Left,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::None,
        };
        let point = Point::new(bounds.x + theme::TIGHT / 2.0, top);
        renderer.fill_text(text, point, color, self.seen);
    }
}

/// As much of the text as fits so many ems, with a mark where something is missing.
fn fitting(text: &str, room: f32) -> String {
    let em = |c: char| if c.is_ascii() { 0.58 } else { 1.0 };
    if text.chars().map(em).sum::<f32>() <= room {
        return text.to_owned();
    }
    let mut used = 1.0;
    let fits = text.chars().take_while(|c| {
        used += em(*c);
        used <= room
    });
    fits.chain(std::iter::once('…')).collect()
}

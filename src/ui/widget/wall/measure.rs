//! Where everything stands in the picture of the wall, in pixels of the window.

use iced::{Point, Rectangle, Size};

use crate::domain::board::{self, At, Sheet, SheetId, Wall};
use crate::ui::theme;

/// Room for a panel's name and measure above it.
const CAPTION: f32 = 48.0;
/// Room for the line above the sheets that are not placed.
const TRAY_LINE: f32 = 36.0;
/// Around the picture: the ring around a sheet at the edge is seen whole.
const AROUND: f32 = 4.0;
/// A sheet of A4 no narrower than this can be told from another; a wall too large for that is scrolled.
const LEAST_A4: f32 = 30.0;
/// With the pointer a sheet moves by whole centimetres.
const STEP: f32 = 10.0;

/// The picture of one wall, laid out for a room in the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    scale: f32,
    /// Of the whole picture.
    size: Size,
    /// The upper edge of the tray.
    tray: f32,
    waiting: Vec<(SheetId, Rectangle)>,
}

impl Measures {
    /// As large as the room allows, times `zoom`; with large text a pixel is worth more (`text_scale`).
    pub fn new(wall: &Wall, room: Size, zoom: f32, text_scale: f32) -> Self {
        let extent = wall.location.extent();
        let (width, height) = (extent.width.max(1) as f32, extent.height.max(1) as f32);
        let tallest = wall.unplaced().map(|sheet| sheet.size.height).max().unwrap_or(0) as f32;
        let across = (room.width - 2.0 * AROUND) / width;
        let down = (room.height - CAPTION - TRAY_LINE - theme::INSIDE - 2.0 * AROUND) / (height + tallest);
        let least = LEAST_A4 / text_scale / board::Size::A4.width as f32;
        let scale = across.min(down).max(least) * zoom;
        let tray = AROUND + CAPTION + height * scale + theme::INSIDE;
        let picture = (width * scale + 2.0 * AROUND).max(room.width);
        let (waiting, bottom) = lay_tray(wall, scale, picture, tray + TRAY_LINE);
        Self { scale, size: Size::new(picture, bottom + AROUND), tray, waiting }
    }

    /// Pixels to a millimetre.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    pub fn size(&self) -> Size {
        self.size
    }

    fn rectangle(&self, x: u32, y: u32, size: board::Size) -> Rectangle {
        // On whole pixels a hairline is one.
        let at = |length: u32| (length as f32 * self.scale).round();
        Rectangle {
            x: AROUND + at(x),
            y: AROUND + CAPTION + at(y),
            width: at(x + size.width) - at(x),
            height: at(y + size.height) - at(y),
        }
    }

    pub(super) fn of_panel(&self, wall: &Wall, panel: &board::Panel) -> Rectangle {
        let origin = wall.location.origin(panel.id);
        self.rectangle(origin.x, origin.y, panel.size)
    }

    pub(super) fn caption(of_panel: Rectangle) -> Rectangle {
        Rectangle { y: of_panel.y - CAPTION, height: CAPTION, ..of_panel }
    }

    pub(super) fn tray_line(&self) -> Rectangle {
        Rectangle { x: AROUND, y: self.tray, width: self.size.width - 2.0 * AROUND, height: TRAY_LINE }
    }

    /// Where a sheet of that size stands at a place of the wall.
    pub(super) fn of_place(&self, wall: &Wall, size: board::Size, at: At) -> Rectangle {
        let origin = wall.location.origin(at.panel);
        self.rectangle(origin.x + at.corner.x, origin.y + at.corner.y, size)
    }

    pub(super) fn of_sheet(&self, wall: &Wall, sheet: &Sheet) -> Option<Rectangle> {
        match sheet.at {
            Some(at) => Some(self.of_place(wall, sheet.size, at)),
            None => self.waiting.iter().find(|(id, _)| *id == sheet.id).map(|(_, bounds)| *bounds),
        }
    }

    /// Where a sheet hangs whose corner is held at a point; `None`: it is held under the wall, or is too large for the
    /// panel it is held over.
    pub(super) fn at(&self, wall: &Wall, size: board::Size, corner: Point) -> Option<At> {
        let middle = corner.y + size.height as f32 * self.scale / 2.0;
        if middle > self.tray {
            return None;
        }
        let mm = |pixels: f32| (pixels / self.scale / STEP).round() as i32 * STEP as i32;
        let (x, y) = (mm(corner.x - AROUND), mm(corner.y - AROUND - CAPTION));
        let half = (size.width / 2) as i32;
        let (panel, across, down) = wall.location.panel_at(x + half, y)?;
        let corner = panel.inside(size, across - half, down)?;
        Some(At { panel: panel.id, corner })
    }
}

/// The sheets that are not placed, to the same scale, in lines that break; and the lower edge of the last line.
fn lay_tray(wall: &Wall, scale: f32, width: f32, top: f32) -> (Vec<(SheetId, Rectangle)>, f32) {
    let (mut x, mut y, mut line) = (AROUND, top, 0.0_f32);
    let mut waiting = Vec::new();
    for sheet in wall.unplaced() {
        let size = Size::new(sheet.size.width as f32 * scale, sheet.size.height as f32 * scale);
        let size = Size::new(size.width.round(), size.height.round());
        if x > AROUND && x + size.width > width - AROUND {
            (x, y, line) = (AROUND, y + line + theme::INSIDE, 0.0);
        }
        waiting.push((sheet.id, Rectangle::new(Point::new(x, y), size)));
        x += size.width + theme::INSIDE;
        line = line.max(size.height);
    }
    (waiting, y + line)
}

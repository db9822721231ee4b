//! Pictures: as large as their share of the text's width, never higher than most of a page.

use std::collections::HashMap;

use typst::foundations::{Bytes, Smart};
use typst::layout::{Abs, Axes, Frame, FrameItem, Point};
use typst::syntax::Span;
use typst::utils::hash128;
use typst::visualize::{ExchangeFormat, Image, RasterImage};

use super::{Setting, Unit, apart, centred, stacked};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::gate::{PublicPicture, PublicText};
use crate::domain::picture::Form;
use crate::layout::fonts::Face;
use crate::layout::measures::Measures;
use crate::layout::{Composer, draw};

/// Pictures that were decoded, by their bytes.
pub(in crate::layout) type Images = HashMap<u128, Image>;

/// More than a notice shows.
const MOST: usize = 24;
/// Below this a picture is seen to be made of dots, in pixels to the inch.
const SHARP: f64 = 100.0;
/// Of the text's width, where nobody chose: a wide picture, and a high one.
const WIDE: f64 = 0.62;
const HIGH: f64 = 0.42;

impl Composer {
    pub(super) fn picture(
        &mut self,
        picture: Option<&PublicPicture>,
        caption: &PublicText,
        share: u8,
        setting: &mut Setting<'_>,
    ) -> Unit {
        let measures = *setting.measures;
        let caption = self.caption(caption, "图片说明", setting);
        let below = caption.as_ref().map_or(0.0, |caption| caption.height().to_pt() + gap(&measures));
        let image = picture.and_then(|picture| self.image(picture));
        if picture.is_some() && image.is_none() {
            let text = "有一张图片读不出来，版面上留了空框。请重新选一张。";
            setting.warnings.push(Finding::whole(Severity::Blocking, FindingKind::Picture, text));
        }
        let frame = match image {
            Some(image) => {
                let pixels = (image.width().max(1.0), image.height().max(1.0));
                let size = size(pixels, share, &measures, below);
                let sharpness = pixels.0 / size.0 * 72.0;
                if sharpness < SHARP {
                    let text = format!(
                        "有一张图片只有每英寸 {sharpness:.0} 点，印出来会发虚。请换一张大些的，或者把它排小一些。"
                    );
                    setting.warnings.push(Finding::whole(Severity::Note, FindingKind::Picture, text));
                }
                let mut frame = Frame::soft(Axes::new(Abs::pt(size.0), Abs::pt(size.1)));
                frame.push(Point::zero(), FrameItem::Image(image, frame.size(), Span::detached()));
                frame
            }
            None => self.gap_of(&measures, setting),
        };
        let frame = stacked(centred(frame, &measures), gap(&measures), caption);
        let height = frame.height().to_pt();
        Unit::piece(frame, height, apart(&measures))
    }

    fn image(&mut self, picture: &PublicPicture) -> Option<Image> {
        let key = hash128(picture);
        if let Some(image) = self.images.get(&key) {
            return Some(image.clone());
        }
        let format = match picture.form() {
            Form::Jpeg => ExchangeFormat::Jpg,
            Form::Png => ExchangeFormat::Png,
        };
        let raster = RasterImage::new(Bytes::new(picture.bytes().to_vec()), format, Smart::Auto);
        let raster = raster.inspect_err(|error| tracing::warn!(%error, "a picture cannot be decoded")).ok()?;
        let image = Image::plain(raster);
        if self.images.len() >= MOST {
            self.images.clear();
        }
        self.images.insert(key, image.clone());
        Some(image)
    }

    /// An empty frame that says that something is missing.
    fn gap_of(&mut self, measures: &Measures, setting: &Setting<'_>) -> Frame {
        let (width, height) = (measures.text_width() * 0.5, measures.body * 5.0);
        let mut frame = Frame::soft(Axes::new(Abs::pt(width), Abs::pt(height)));
        draw::outline(&mut frame, (0.0, 0.0), (width, height), measures.hairline, setting.palette.ink);
        let run = self.shaper.run("这张图片不能显示", Face::Body);
        let size = measures.body.min(width / f64::from(run.width).max(1.0));
        let at = ((width - f64::from(run.width) * size) / 2.0, height / 2.0 + 0.37 * size);
        let fonts = std::sync::Arc::clone(self.shaper.fonts());
        draw::text(&mut frame, &fonts, &run, 0..run.glyphs.len(), at, size, setting.palette.ink);
        frame
    }
}

/// Between a picture and its caption, in pt.
pub(super) fn gap(measures: &Measures) -> f64 {
    0.5 * measures.body
}

/// Width and height in pt.
fn size((width, height): (f64, f64), share: u8, measures: &Measures, below: f64) -> (f64, f64) {
    let shape = height / width;
    let (share, most) = match share {
        0 => (if shape > 1.0 { HIGH } else { WIDE }, 0.42),
        share => (f64::from(share.clamp(10, 100)) / 100.0, 0.92),
    };
    let most = (measures.text_height() * most).min(measures.text_height() - below);
    let wide = measures.text_width() * share;
    let wide = wide.min(most / shape);
    (wide, wide * shape)
}

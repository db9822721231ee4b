//! The thread that gives the signs of life and the small picture of what stands, and hears whether the screen is to end. The
//! signs come from the window's own loop: a window that hangs gives none.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use iced::futures::channel::mpsc::UnboundedSender;
use iced::window::Screenshot;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageBuffer, ImageEncoder, Rgba, imageops};

use crate::domain::lobby::Status;
use crate::store::Pulse;

/// The longer side of the small picture, in pixels.
const SMALL: u32 = 480;

#[derive(Debug)]
enum Sign {
    Beat(Box<Status>),
    Picture(Screenshot),
    End(Sender<()>),
}

/// The screen was asked to end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop;

#[derive(Debug)]
pub(super) struct Vitals {
    signs: Sender<Sign>,
}

impl Vitals {
    pub(super) fn start(pulse: Pulse, stop: UnboundedSender<Stop>) -> std::io::Result<Self> {
        let (signs, waiting) = mpsc::channel();
        thread::Builder::new().name("vitals".into()).spawn(move || work(&pulse, &waiting, &stop))?;
        Ok(Self { signs })
    }

    pub(super) fn beat(&self, status: Status) {
        self.send(Sign::Beat(Box::new(status)));
    }

    pub(super) fn picture(&self, screenshot: Screenshot) {
        self.send(Sign::Picture(screenshot));
    }

    /// Takes the signs of life away, and waits until they are.
    pub(super) fn end(&self) {
        let (done, wait) = mpsc::channel();
        self.send(Sign::End(done));
        // Nobody answers where the thread is gone; then there is nothing to wait for.
        if wait.recv().is_err() {
            tracing::warn!("the signs of life were not taken away");
        }
    }

    fn send(&self, sign: Sign) {
        if self.signs.send(sign).is_err() {
            tracing::error!("the thread that gives the signs of life is gone");
        }
    }
}

fn work(pulse: &Pulse, signs: &Receiver<Sign>, stop: &UnboundedSender<Stop>) {
    if let Err(error) = pulse.begin() {
        tracing::warn!(%error, "an earlier request to end may still lie there");
    }
    let mut was_failing = false;
    while let Ok(sign) = signs.recv() {
        let done = match sign {
            Sign::Beat(status) => {
                if pulse.is_asked_to_stop() && stop.unbounded_send(Stop).is_err() {
                    return;
                }
                pulse.beat(&status)
            }
            Sign::Picture(screenshot) => small(&screenshot).map_or(Ok(()), |png| pulse.show(&png)),
            Sign::End(done) => {
                let ended = pulse.end();
                drop(done);
                ended
            }
        };
        // Once for a full disk, not once a second.
        if let (Err(error), false) = (&done, was_failing) {
            tracing::warn!(%error, "no sign of life can be given");
        }
        was_failing = done.is_err();
    }
}

/// What stands, small, as a PNG; `None` where it cannot be made.
fn small(screenshot: &Screenshot) -> Option<Vec<u8>> {
    let (width, height) = (screenshot.size.width, screenshot.size.height);
    let whole: ImageBuffer<Rgba<u8>, &[u8]> = ImageBuffer::from_raw(width, height, screenshot.rgba.as_ref())?;
    let scale = f64::from(SMALL) / f64::from(width.max(height).max(1));
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let little = imageops::thumbnail(&whole, side(width), side(height));
    let rgb: Vec<u8> = little.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2]]).collect();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&rgb, little.width(), little.height(), ExtendedColorType::Rgb8)
        .inspect_err(|error| tracing::warn!(%error, "no small picture"))
        .ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_picture_keeps_the_shape_of_the_glass() {
        let shot = Screenshot::new(vec![200; 4 * 1080 * 1920], iced::Size::new(1080, 1920), 1.0);
        let read = image::load_from_memory(&small(&shot).expect("a picture")).expect("a PNG");
        assert_eq!((read.width(), read.height()), (270, 480));
    }
}

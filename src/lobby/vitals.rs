//! The thread that gives the signs of life and the small picture of what stands, and hears whether the screen is to end. It
//! gives a sign only when the window's own loop has answered: a window that hangs gives none.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use iced::futures::channel::mpsc::UnboundedSender;
use iced::window::Screenshot;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageBuffer, ImageEncoder, Rgba, imageops};
use jiff::Timestamp;

use crate::domain::lobby::Status;
use crate::store::Pulse;

/// The longer side of the small picture, in pixels.
const SMALL: u32 = 480;

const SECOND: Duration = Duration::from_secs(1);

/// Between two signs at least, however much changes.
const LEAST: Duration = Duration::from_millis(200);

#[derive(Debug)]
enum Sign {
    Status(Box<Status>),
    Answer,
    Picture(Screenshot),
    End(Sender<()>),
}

/// The screen was asked to end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop;

/// Does the window's loop still answer?
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask;

/// Where the window's loop speaks to the thread.
#[derive(Debug)]
pub(super) struct Vitals {
    signs: Sender<Sign>,
}

/// It answers.
#[derive(Debug, Clone)]
pub(super) struct Answers(Sender<Sign>);

impl Answers {
    pub(super) fn give(&self) {
        // After the end nobody asks any more.
        if self.0.send(Sign::Answer).is_err() {
            tracing::debug!("nobody waits for an answer");
        }
    }
}

impl Vitals {
    pub(super) fn start(pulse: Pulse, stop: UnboundedSender<Stop>, ask: UnboundedSender<Ask>) -> std::io::Result<Self> {
        let (signs, waiting) = mpsc::channel();
        thread::Builder::new().name("vitals".into()).spawn(move || work(&pulse, &waiting, &stop, &ask))?;
        Ok(Self { signs })
    }

    pub(super) fn answers(&self) -> Answers {
        Answers(self.signs.clone())
    }

    /// How the screen is from now on; when the sign is given is the thread's to say.
    pub(super) fn tell(&self, status: Status) {
        self.send(Sign::Status(Box::new(status)));
    }

    pub(super) fn answer(&self) {
        self.send(Sign::Answer);
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
        // After the end nobody listens any more.
        if self.signs.send(sign).is_err() {
            tracing::debug!("the thread that gives the signs of life is gone");
        }
    }
}

/// What the thread knows.
struct Nurse<'a> {
    pulse: &'a Pulse,
    status: Option<Box<Status>>,
    /// When the last sign was given.
    given: Option<Instant>,
    /// It was asked, and has not answered yet: it is not asked twice.
    is_asked: bool,
    was_failing: bool,
}

fn work(pulse: &Pulse, signs: &Receiver<Sign>, stop: &UnboundedSender<Stop>, ask: &UnboundedSender<Ask>) {
    if let Err(error) = pulse.begin() {
        tracing::warn!(%error, "an earlier request to end may still lie there");
    }
    let mut nurse = Nurse { pulse, status: None, given: None, is_asked: false, was_failing: false };
    let mut next = Instant::now();
    loop {
        match signs.recv_timeout(next.saturating_duration_since(Instant::now())) {
            Ok(Sign::End(done)) => {
                let ended = pulse.end();
                nurse.note(&ended);
                return drop(done);
            }
            Ok(sign) => nurse.hear(sign),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                next = Instant::now() + SECOND;
                let told = if pulse.is_asked_to_stop() { stop.unbounded_send(Stop).is_ok() } else { true };
                let asked = nurse.is_asked || ask.unbounded_send(Ask).is_ok();
                nurse.is_asked = true;
                if !told || !asked {
                    return;
                }
            }
        }
    }
}

impl Nurse<'_> {
    fn hear(&mut self, sign: Sign) {
        match sign {
            // It comes from the loop itself: that is an answer, too.
            Sign::Status(status) => {
                self.status = Some(status);
                if self.given.is_none_or(|given| given.elapsed() >= LEAST) {
                    self.give();
                }
            }
            Sign::Answer => {
                self.is_asked = false;
                self.give();
            }
            Sign::Picture(screenshot) => {
                let shown = small(&screenshot).map_or(Ok(()), |png| self.pulse.show(&png));
                self.note(&shown);
            }
            Sign::End(_) => {}
        }
    }

    fn give(&mut self) {
        let Some(status) = &mut self.status else { return };
        status.beat = Timestamp::now();
        let given = self.pulse.beat(status);
        self.given = Some(Instant::now());
        self.note(&given);
    }

    /// Once for a full disk, not once a second.
    fn note(&mut self, done: &std::io::Result<()>) {
        if let (Err(error), false) = (done, self.was_failing) {
            tracing::warn!(%error, "no sign of life can be given");
        }
        self.was_failing = done.is_err();
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

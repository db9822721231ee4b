//! The glass of the screen: what Xvfb shows, read where it keeps it (an XWD file that both map), without asking anyone.

use std::collections::HashSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Bytes to a pixel on a screen of depth 24.
const PIXEL: u64 = 4;

/// A part of the screen, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: u32,
    pub(crate) y: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

pub(crate) struct Glass {
    memory: File,
    /// Where the pixels begin, and bytes to a line.
    begin: u64,
    line: u64,
    size: (u32, u32),
}

impl Glass {
    /// The first screen of a server started with `-fbdir folder`.
    pub(crate) fn of(folder: &Path) -> Self {
        let memory = File::open(folder.join("Xvfb_screen0")).expect("Xvfb keeps its screen in the folder it was given");
        let field = |index: u64| {
            let mut bytes = [0; 4];
            memory.read_exact_at(&mut bytes, index * 4).expect("the header of the XWD format");
            u32::from_be_bytes(bytes)
        };
        // X11/XWDFile.h: header_size, then width, height, bytes_per_line and ncolors; a colour takes twelve bytes.
        let (begin, line) = (u64::from(field(0)) + u64::from(field(19)) * 12, u64::from(field(12)));
        Self { begin, line, size: (field(4), field(5)), memory }
    }

    /// The pixels of a part of the screen as they are this moment.
    pub(crate) fn pixels(&self, area: Area) -> Vec<u8> {
        let width = (u64::from(area.width) * PIXEL) as usize;
        let mut pixels = vec![0; width * area.height as usize];
        for (row, line) in pixels.chunks_exact_mut(width).enumerate() {
            let at = self.begin + (u64::from(area.y) + row as u64) * self.line + u64::from(area.x) * PIXEL;
            self.memory.read_exact_at(line, at).expect("a part within the screen");
        }
        pixels
    }

    /// How many colours the screen shows: an empty one shows one.
    pub(crate) fn colours(&self) -> usize {
        let (width, height) = self.size;
        let pixels = self.pixels(Area { x: 0, y: 0, width, height });
        pixels.chunks_exact(PIXEL as usize).collect::<HashSet<_>>().len()
    }
}

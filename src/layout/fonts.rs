//! The faces a bulletin is set in: five in the binary, FangSong from a file beside it, better ones from the system.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use memmap2::Mmap;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations, FontWeight};
use typst::utils::LazyHash;

use crate::face;

const NOTO_SERIF_SC: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Regular.ttf");
const NOTO_SERIF_SC_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Bold.ttf");
const WEN_KAI: &[u8] = include_bytes!("../../assets/fonts/LXGWWenKai-Regular.ttf");

/// Its licence (GPL with the font exception) keeps it out of the binary.
const FANDOL_FILE: &str = "FandolFang-Regular.otf";

/// File names under which offices have 仿宋 and 小标宋 installed, lower case.
const FANG_SONG_FILES: &[&str] =
    &["simfang.ttf", "仿宋_gb2312.ttf", "仿宋.ttf", "fangsong.ttf", "fangsong_gb2312.ttf", "simfang_gb2312.ttf"];
const XIAO_BIAO_SONG_FILES: &[&str] =
    &["方正小标宋简体.ttf", "方正小标宋_gbk.ttf", "fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "fzxiaobiaosong-b05s.ttf"];

static BUNDLED: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::load(&[])));
static INSTALLED: LazyLock<Arc<Fonts>> = LazyLock::new(|| Arc::new(Fonts::load(&installed_files())));

/// What a face is for. Each is a chain: a character missing in the first font is taken from the next that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// 表格正文
    Table,
    /// 黑体: column headers, group headings, totals
    Bold,
    /// 小标宋: titles
    Title,
    /// 仿宋: prose
    Body,
    /// 楷体
    Kai,
}

/// All fonts, and the chain of each face.
pub struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    instances: Vec<FontInstance>,
    /// Each font's blank and its advance in em.
    blanks: Vec<Option<(u16, f64)>>,
    chains: [Vec<u8>; 5],
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("fonts", &self.fonts).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The fonts that come with the program: the same pages on every machine.
    pub fn bundled() -> Arc<Self> {
        Arc::clone(&BUNDLED)
    }

    /// The bundled fonts, and 仿宋 and 方正小标宋 of the system before them where it has them.
    pub fn installed() -> Arc<Self> {
        Arc::clone(&INSTALLED)
    }

    fn load(system: &[(Face, PathBuf)]) -> Self {
        let embedded = [face::HEI, face::HEI_BOLD, NOTO_SERIF_SC, NOTO_SERIF_SC_BOLD, WEN_KAI];
        let mut fonts: Vec<Font> = embedded.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let [sans, sans_bold, serif, serif_bold, kai] = [0, 1, 2, 3, 4];
        let mut title = Vec::new();
        let mut body = Vec::new();
        for (face, path) in system {
            let chain = if *face == Face::Title { &mut title } else { &mut body };
            add_file(path, &mut fonts, chain);
        }
        if let Some(path) = fandol_file() {
            add_file(&path, &mut fonts, &mut body);
        }
        title.extend([serif_bold, sans_bold, kai]);
        body.extend([kai, serif, sans]);
        let chains =
            [vec![sans, serif, kai], vec![sans_bold, serif_bold, sans, kai], title, body, vec![kai, serif, sans]];
        let instances: Vec<FontInstance> = fonts.iter().map(instantiate).collect();
        let blanks = instances.iter().map(blank).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, instances, blanks, chains }
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    pub(super) fn instance(&self, index: u8) -> &FontInstance {
        &self.instances[usize::from(index)]
    }

    pub(super) fn blank(&self, index: u8) -> Option<(u16, f64)> {
        self.blanks[usize::from(index)]
    }

    /// Indices for [`Self::instance`], in the order they are asked for a character.
    pub(super) fn chain(&self, face: Face) -> &[u8] {
        &self.chains[face as usize]
    }

    /// The chain's family names, for a template.
    pub(super) fn families(&self, face: Face) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for index in self.chain(face) {
            let family = self.fonts[usize::from(*index)].info().family.as_str();
            if !names.contains(&family) {
                names.push(family);
            }
        }
        names
    }
}

fn instantiate(font: &Font) -> FontInstance {
    let weight = FontWeight::REGULAR;
    let variant = FontVariant { weight, ..FontVariant::default() };
    font.clone().instantiate(variant, Abs::pt(12.0), &FontVariations::default())
}

fn blank(instance: &FontInstance) -> Option<(u16, f64)> {
    let id = instance.ttf().glyph_index(' ')?.0;
    Some((id, instance.x_advance(id)?.get()))
}

/// Adds the fonts of a file; one that cannot be read is as good as one that is not there.
fn add_file(path: &Path, fonts: &mut Vec<Font>, chain: &mut Vec<u8>) {
    let Ok(file) = File::open(path) else { return };
    // SAFETY: font files are installed once and not rewritten under a running program; reading them whole instead
    // would cost their size in memory.
    let Ok(map) = (unsafe { Mmap::map(&file) }) else { return };
    for font in Font::iter(Bytes::new(map)) {
        if let Ok(index) = u8::try_from(fonts.len()) {
            fonts.push(font);
            chain.push(index);
        }
    }
}

/// Beside the binary, where packages put it, or in the source tree while developing.
fn fandol_file() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_owned)).map(|folder| {
        [folder.join("fonts"), folder.join("../share/gongshi/fonts")].map(|fonts| fonts.join(FANDOL_FILE))
    });
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts").join(FANDOL_FILE);
    beside.into_iter().flatten().chain([source]).find(|path| path.is_file())
}

fn installed_files() -> Vec<(Face, PathBuf)> {
    let mut found = Vec::new();
    for folder in font_folders() {
        search(&folder, 4, &mut found);
    }
    found
}

fn font_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(windows) = std::env::var_os("WINDIR") {
        folders.push(PathBuf::from(windows).join("Fonts"));
    }
    if let Some(local) = std::env::var_os("LOCALAPPDATA") {
        folders.push(PathBuf::from(local).join("Microsoft/Windows/Fonts"));
    }
    if let Some(home) = std::env::var_os("HOME") {
        folders.push(PathBuf::from(&home).join(".local/share/fonts"));
        folders.push(PathBuf::from(home).join(".fonts"));
    }
    folders.extend(["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from));
    folders
}

/// By file name alone: opening every font of a system to read its name takes too long at the start.
fn search(folder: &Path, depth: usize, found: &mut Vec<(Face, PathBuf)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                search(&path, depth - 1, found);
            }
            continue;
        }
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if FANG_SONG_FILES.contains(&name.as_str()) {
            found.push((Face::Body, path));
        } else if XIAO_BIAO_SONG_FILES.contains(&name.as_str()) {
            found.push((Face::Title, path));
        }
    }
}

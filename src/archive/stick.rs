//! 导出到U盘: the loop as numbered pictures for a television that only plays what lies on a stick.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{ArchiveError, Result, paper_pdf};
use crate::domain::lobby::{PictureSet, PictureSetId, Plan};
use crate::domain::paperwork::{Block, Field, Grid, Paperwork};
use crate::domain::period::chinese;
use crate::export::{self, StoredPages};
use crate::store::{EditionId, OnScreen, Store};

/// Letters that every television shows.
const FOLDER: &str = "GONGSHI";
/// What a person reads at the PC before the stick goes into the television.
const SHEET: &str = "怎样设置电视.pdf";

/// How the television hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// 1920 × 1080
    Across,
    /// 1080 × 1920
    Upright,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stick {
    pub pictures: usize,
    /// The folder the pictures lie in.
    pub folder: PathBuf,
    pub sheet: PathBuf,
    /// After this day something on it hangs no longer; `None`: it all stands on.
    pub good_until: Option<Date>,
}

/// What goes onto it.
struct Loop {
    notices: Vec<OnScreen>,
    pictures: Vec<PictureSet>,
}

/// Whose pages.
enum Print {
    Edition(EditionId),
    Pictures(PictureSetId),
}

impl Loop {
    fn pages(&self) -> usize {
        let pictures = self.pictures.iter().map(PictureSet::pages);
        self.notices.iter().map(|notice| notice.pages).chain(pictures).sum::<u32>() as usize
    }
}

/// Writes every page that hangs on the screen today into `out`, in the order of the loop, and a sheet on how to set the
/// television. `go_on` hears how many of how many pictures are done and says whether to go on. What an earlier export left
/// there is replaced once all of the new one is written.
///
/// # Errors
/// [`ArchiveError::NothingOnScreen`]; [`ArchiveError::Cancelled`] and [`ArchiveError::Write`], after which `out` is as it
/// was.
pub fn stick(
    store: &mut Store,
    out: &Path,
    stand: Stand,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Stick> {
    let today = store.now().date();
    let shown = Loop { notices: store.on_screen(today)?, pictures: store.pictures_on(today)? };
    if shown.notices.is_empty() && shown.pictures.is_empty() {
        return Err(ArchiveError::NothingOnScreen);
    }
    let (fresh, folder) = (out.join(format!("{FOLDER}.new")), out.join(FOLDER));
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| ArchiveError::Write { path, source }
    };
    clear(&fresh).map_err(failed(&fresh))?;
    fs::create_dir_all(&fresh).map_err(failed(&fresh))?;
    let written = pictures(store, &shown, &fresh, stand, go_on);
    let pictures = match written {
        Ok(pictures) => pictures,
        Err(error) => {
            // The first failure is the one worth telling.
            if let Err(left) = clear(&fresh) {
                tracing::warn!(%left, "half an export was left behind");
            }
            return Err(error);
        }
    };
    let sheet = out.join(SHEET);
    let (pdf, _) = paper_pdf(store, instructions(store, &shown, pictures, stand)?)?;
    export::write(&sheet, &pdf)?;
    clear(&folder).map_err(failed(&folder))?;
    fs::rename(&fresh, &folder).map_err(failed(&folder))?;
    Ok(Stick { pictures, folder, sheet, good_until: good_until(&shown) })
}

fn pictures(
    store: &Store,
    shown: &Loop,
    folder: &Path,
    stand: Stand,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<usize> {
    let all = shown.pages();
    let notices = shown.notices.iter().map(|notice| (Print::Edition(notice.edition), &notice.sha256, &notice.title));
    let pictures = shown.pictures.iter().map(|set| (Print::Pictures(set.id), &set.sha256, &set.title));
    let mut done = 0;
    for (print, sha256, title) in notices.chain(pictures) {
        let pdf = match print {
            Print::Edition(edition) => store.edition_pdf(edition)?,
            Print::Pictures(set) => store.picture_pages(set)?,
        };
        if export::sha256(&pdf) != *sha256 {
            return Err(ArchiveError::Altered(title.clone()));
        }
        let pages = StoredPages::open(pdf)?;
        for page in 0..pages.count() {
            if !go_on(done, all) {
                return Err(ArchiveError::Cancelled);
            }
            done += 1;
            export::write(&folder.join(format!("{done:04}.jpg")), &picture(&pages, page, stand)?)?;
        }
    }
    go_on(done, all);
    Ok(done)
}

/// As large as it fits.
fn picture(pages: &StoredPages, page: usize, stand: Stand) -> Result<Vec<u8>> {
    let (width, height) = stand.pixels();
    let (wide, high) = pages.size(page)?;
    let fits = (height as f32 / high * wide).round() as u32;
    Ok(export::jpeg(&pages.draw(page, fits.min(width))?, width, height)?)
}

/// A folder of pictures that this module wrote; what else lies in it stays, and then so does the folder.
fn clear(folder: &Path) -> std::io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ours = name.strip_suffix(".jpg").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        if ours {
            fs::remove_file(&path)?;
        }
    }
    fs::remove_dir(folder)
}

fn good_until(shown: &Loop) -> Option<Date> {
    let pictures = shown.pictures.iter().filter_map(|set| set.last);
    shown.notices.iter().filter_map(|notice| notice.period.last).chain(pictures).min()
}

impl Stand {
    /// Width and height.
    fn pixels(self) -> (u32, u32) {
        match self {
            Self::Across => (1920, 1080),
            Self::Upright => (1080, 1920),
        }
    }
}

/// Not less than the office's own minimum, and long enough for the page with most to read on average.
fn seconds(store: &Store, today: Date) -> Result<u64> {
    let settings = store.lobby_settings()?;
    let plan = Plan::new(&store.screen_pages(today)?, &settings);
    let turns = plan.turns.len().max(1) as u64;
    Ok((plan.round_millis / turns / 1000).max(u64::from(settings.page_seconds)))
}

fn instructions(store: &Store, shown: &Loop, pictures: usize, stand: Stand) -> Result<Paperwork> {
    let today = store.now().date();
    let field = |caption: &str, value: String| Field { caption: caption.into(), value };
    let stands = match stand {
        Stand::Across => "横屏 1920 × 1080",
        Stand::Upright => "竖屏 1080 × 1920（电视竖着装；横着装的电视请重新导出横屏）",
    };
    let until = match good_until(shown) {
        Some(day) => format!("{}。过了这一天要重新导出，换下这个 U 盘", chinese(day)),
        None => "没有到期的内容；有新的公示时要重新导出".into(),
    };
    let steps = format!(
        "1. 把 U 盘插到电视的 USB 口上（标 USB 2.0 或 Service 以外的口）。\n\
         2. 用遥控器打开“多媒体”“媒体中心”或“U 盘”，选“图片”，进入文件夹 {FOLDER}。\n\
         3. 选第一张图 0001，按确认键，再按菜单键：播放方式选“顺序播放”或“幻灯片”，循环选“全部循环”，\
         间隔选 {} 秒或最接近的一档，切换效果选“无”或“淡入”。\n\
         4. 图片显示比例选“原始”或“16:9”，不要选“放大”“动态”，以免四边被切掉。\n\
         5. 在电视设置里把“无信号关机”“无操作关机”“屏保”关掉；有“U 盘自动播放”或“开机播放”的，打开它。\n\
         6. 从头到尾看一遍，{pictures} 张都能看清、都会轮到，再离开。",
        seconds(store, today)?
    );
    let notices = shown.notices.iter().map(|notice| (&notice.title, notice.pages, notice.period.last));
    let sets = shown.pictures.iter().map(|set| (&set.title, set.pages(), set.last));
    let titles = notices.chain(sets).zip(1..).map(|((title, pages, last), number): (_, u32)| {
        let last = last.map_or_else(|| "长期".to_owned(), |day| day.to_string());
        vec![number.to_string(), title.clone(), pages.to_string(), last]
    });
    let columns = [("序号", 0.4), ("标题", 2.6), ("页数", 0.4), ("公示到", 0.8)];
    Ok(Paperwork {
        title: "大屏 U 盘播放说明".into(),
        number: String::new(),
        blocks: vec![
            Block::Fields(vec![
                field("图片", format!("文件夹 {FOLDER}，共 {pictures} 张，从 0001.jpg 起")),
                field("画面", stands.into()),
                field("有效到", until),
            ]),
            Block::Text(steps),
            Block::Table(Grid {
                heading: "里面有什么".into(),
                columns: columns.map(|(name, share)| (name.to_owned(), share)).into(),
                rows: titles.collect(),
                empty: String::new(),
            }),
            Block::Text("电视用 U 盘播放时，程序不知道它播了什么，播放记录里不会有这一段；撤下的公示也要靠换 U 盘才会从电视上消失。".into()),
        ],
        issuer: store.office()?.name,
        date: chinese(today),
        across: false,
        large: false,
    })
}

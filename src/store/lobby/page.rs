//! What the pages of the screen editions say.

use jiff::civil::Date;
use rusqlite::named_params;

use crate::domain::lobby::{Item, PageRef, Reading, ScreenPage};
use crate::domain::notice::NoticeId;
use crate::domain::order::initials;
use crate::store::transact::Operation;
use crate::store::{Result, Store};

/// A page's words when it was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    pub text: String,
    pub is_list: bool,
}

/// A cell or a line on a page on show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub page: PageRef,
    pub words: String,
}

/// What a page holds that was frozen before its words were kept: a full page of a list.
const UNKNOWN: Reading = Reading { chars: 360, is_list: true };

/// What hangs on the screen on a day: the same as [`Store::on_screen`] asks.
const HANGS: &str = "notice.state = 'posted' AND notice.removed IS NULL
     AND (posting.last_day IS NULL OR posting.last_day >= :today)
     AND EXISTS (SELECT 1 FROM hanging
                 WHERE hanging.notice = notice.id AND hanging.form = 'screen' AND hanging.down IS NULL)";

impl Store {
    /// Every page that hangs on the screen on that day, in the order of [`Store::on_screen`], and after them the office's own
    /// pictures, for [`crate::domain::lobby::Plan::new`].
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn screen_pages(&self, today: Date) -> Result<Vec<ScreenPage>> {
        let mut pages = Vec::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT page, chars, is_list FROM edition_page WHERE edition = :edition ORDER BY page")?;
        for shown in self.on_screen(today)? {
            let mut readings = vec![UNKNOWN; shown.pages as usize];
            let mut rows = statement.query(named_params! { ":edition": shown.edition.get() })?;
            while let Some(row) = rows.next()? {
                if let Some(reading) = readings.get_mut(row.get::<_, u32>("page")? as usize) {
                    *reading = Reading { chars: row.get("chars")?, is_list: row.get("is_list")? };
                }
            }
            let page = |(page, reading)| ScreenPage { at: PageRef::notice(shown.notice, page), reading, seconds: None };
            pages.extend((0_u32..).zip(readings).map(page));
        }
        for set in self.pictures_on(today)? {
            let reading = Reading { chars: 0, is_list: false };
            let page = |page| ScreenPage {
                at: PageRef { of: Item::Pictures(set.id), page },
                reading,
                seconds: Some(set.seconds),
            };
            pages.extend((0..set.pages()).map(page));
        }
        Ok(pages)
    }

    /// The cells on show that hold the words, for whoever looks up a name before the screen: by the words as they stand,
    /// or by the initials a cell begins with (zsf finds 张石芳), at most 40; nothing for no words.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn look_up_on_screen(&self, words: &str, today: Date) -> Result<Vec<Hit>> {
        const MOST: usize = 40;
        let words = words.trim();
        let mut hits = Vec::new();
        if words.is_empty() {
            return Ok(hits);
        }
        let letters = words.chars().all(|c| c.is_ascii_alphabetic()).then(|| words.to_ascii_lowercase());
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT notice.id, edition_page.page, edition_page.text
             FROM notice
             JOIN posting ON posting.notice = notice.id
             JOIN edition ON edition.notice = notice.id AND edition.name = 'screen'
             JOIN edition_page ON edition_page.edition = edition.id
             WHERE {HANGS} ORDER BY posting.posted, notice.id, edition_page.page"
        ))?;
        let mut rows = statement.query(named_params! { ":today": today.to_string() })?;
        while let Some(row) = rows.next()? {
            let page = PageRef::notice(NoticeId::from_stored(row.get("id")?), row.get("page")?);
            let text: String = row.get("text")?;
            let is_hit = |cell: &&str| match &letters {
                Some(letters) => is_name(cell) && initials(cell).starts_with(letters.as_str()),
                None => cell.contains(words),
            };
            hits.extend(text.lines().filter(is_hit).map(|cell| Hit { page, words: cell.trim().to_owned() }));
            if hits.len() >= MOST {
                hits.truncate(MOST);
                break;
            }
        }
        Ok(hits)
    }
}

/// Two to four characters, or a masked name: what somebody looks up by its initials.
fn is_name(cell: &str) -> bool {
    (2..=6).contains(&cell.trim().chars().count())
}

impl Operation<'_> {
    pub(in crate::store) fn write_pages(&self, edition: i64, pages: &[Frozen]) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO edition_page (edition, page, chars, is_list, text)
             VALUES (:edition, :page, :chars, :is_list, :text)",
        )?;
        for (number, page) in (0_u32..).zip(pages) {
            let chars = page.text.chars().filter(|c| !c.is_whitespace()).count();
            statement.execute(named_params! {
                ":edition": edition,
                ":page": number,
                ":chars": u32::try_from(chars).unwrap_or(u32::MAX),
                ":is_list": page.is_list,
                ":text": page.text,
            })?;
        }
        Ok(())
    }
}

//! What is written behind `make`.

use std::path::{Path, PathBuf};

use super::paper::paper;
use super::{Command, Given, Sheets, UsageError};
use crate::domain::election::candidates::CandidateOrder;
use crate::domain::kind::Kind;
use crate::domain::notice::{MoneyUnit, Paper, Theme};

/// Dots an inch of a PNG where none is asked for: sharp on paper, a few megabytes a page at most.
const DEFAULT_DPI: u16 = 150;

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Make {
    pub file: PathBuf,
    pub kind: &'static Kind,
    pub out: PathBuf,
    pub title: Option<String>,
    pub paper: Paper,
    /// `None`: as the kind has it.
    pub theme: Option<Theme>,
    pub money: Option<MoneyUnit>,
    pub capitals: bool,
    pub letter: bool,
    /// A picture of the seal.
    pub seal: Option<PathBuf>,
    /// Without red head, seal and printed red ground.
    pub clean: bool,
    /// Which sheets of paper the pages go on; `None`: each page is a sheet.
    pub sheets: Option<Sheets>,
    pub order: CandidateOrder,
    pub dpi: u16,
    pub data: Option<PathBuf>,
    pub json: bool,
}

impl Given {
    pub(super) fn make(mut self) -> Result<Command, UsageError> {
        let kind =
            self.kind()?.ok_or_else(|| UsageError("要用 --kind 写明是哪一种公示，例如 --kind gengdi-dili。".into()))?;
        let out =
            self.path("out").ok_or_else(|| UsageError("要用 --out 写明存到哪里，例如 --out 公示.pdf。".into()))?;
        if !is_output(&out) {
            return Err(UsageError("--out 要写 .pdf 或 .png 文件，或者以 / 结尾的文件夹。".into()));
        }
        let paper = match self.text("paper")? {
            None if !self.across => kind.look.paper,
            named => paper(&named.unwrap_or_else(|| "a4".into()).to_ascii_lowercase(), self.across)?,
        };
        let dpi = match self.text("dpi")? {
            None => DEFAULT_DPI,
            Some(text) => text
                .parse()
                .ok()
                .filter(|dpi| (36..=1200).contains(dpi))
                .ok_or_else(|| UsageError(format!("--dpi 要写 36 到 1200 之间的整数，不能是“{text}”。")))?,
        };
        let order = self.text("order")?.unwrap_or_else(|| "listed".into());
        let order = CandidateOrder::named(&order).ok_or_else(|| {
            UsageError(format!("没有“{order}”这种顺序。可以写 votes、stroke、stroke-name、pinyin 或 listed。"))
        })?;
        if self.has("clean") && self.last("seal").is_some() {
            return Err(UsageError("--clean 不带公章，不能和 --seal 同时用，请去掉一个。".into()));
        }
        let (theme, money) = (self.theme()?, self.money()?);
        Ok(Command::Make(Make {
            theme,
            money,
            seal: self.path("seal"),
            clean: self.has("clean"),
            capitals: self.has("capitals"),
            letter: self.has("letter"),
            order,
            title: self.text("title")?,
            sheets: self.sheets()?,
            data: self.path("data"),
            json: self.json,
            file: self.words.remove(0).into(),
            kind,
            out,
            paper,
            dpi,
        }))
    }

    fn theme(&self) -> Result<Option<Theme>, UsageError> {
        self.text("theme")?
            .map(|named| match &*named {
                "plain" => Ok(Theme::Plain),
                "redhead" => Ok(Theme::RedHead),
                "redpaper" => Ok(Theme::RedPaper),
                _ => Err(UsageError(format!("--theme 要写 plain、redhead 或 redpaper，不能是“{named}”。"))),
            })
            .transpose()
    }

    fn money(&self) -> Result<Option<MoneyUnit>, UsageError> {
        self.text("money")?
            .map(|named| match &*named {
                "yuan" => Ok(MoneyUnit::Yuan),
                "wan" => Ok(MoneyUnit::Wan),
                _ => Err(UsageError(format!("--money 要写 yuan（元）或 wan（万元），不能是“{named}”。"))),
            })
            .transpose()
    }
}

/// *.pdf, *.png, or a folder with its slash. Anything else would get a PDF under a wrong name.
fn is_output(out: &Path) -> bool {
    let ending = out.extension().unwrap_or_default();
    out.as_os_str().to_string_lossy().ends_with(['/', '\\'])
        || ["pdf", "png"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

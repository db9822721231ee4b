//! A bulletin (版面): content that passed the gate, ready to be laid out.

use jiff::civil;

use super::gate::{PublicBlock, PublicTable, PublicText};
use super::notice::{Look, Period, Theme};
use super::office::Seal;

/// Everything on the page. Its texts and its table can only come from [`super::gate`].
#[derive(Debug, Clone)]
pub struct Bulletin {
    pub title: PublicText,
    /// Paragraphs.
    pub intro: Vec<PublicText>,
    pub table: PublicTable,
    /// 元, 万元: said above the table; empty where the columns say it.
    pub unit: PublicText,
    /// Those above the table first.
    pub blocks: Vec<PublicBlock>,
    pub notes: Vec<PublicText>,
    pub signatures: Vec<PublicText>,
    pub telephone: PublicText,
    pub issuer: PublicText,
    pub date: Option<civil::Date>,
    pub period: Period,
    pub look: Look,
    /// What stands over issuer and date.
    pub seal: Option<Seal>,
    /// Red paper is printed red; false: the paper put in is red already.
    pub ground: bool,
}

impl Bulletin {
    /// 净版: without red head and seal, as a page for a website must be, and red paper without its ground.
    pub fn clean(mut self) -> Self {
        if self.look.theme == Theme::RedHead {
            self.look.theme = Theme::Plain;
        }
        self.look.letter = false;
        self.seal = None;
        self.ground = false;
        self
    }
}

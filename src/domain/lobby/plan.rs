//! The loop (轮播): each page its reading time, and every page again within the promised minutes, or a refusal that says what
//! can be done. No page is ever left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::pictures::PictureSetId;
use super::settings::{Layout, Settings, Transition};
use crate::domain::notice::NoticeId;

/// Who looks for one name reads about a third of a list.
const LOOKING_UP: u64 = 3;

/// A page with hardly a word moves by in no less than this.
const LEAST_SCROLL_MILLIS: u64 = 4000;

/// What takes part in the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A notice that hangs, by its screen edition.
    Notice(NoticeId),
    /// The office's own pictures.
    Pictures(PictureSetId),
}

/// A page of what takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageRef {
    #[serde(flatten)]
    pub of: Item,
    /// 0, 1, 2 …
    pub page: u32,
}

/// What there is to read on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub chars: u32,
    /// Rows of a list, in which people look for a name.
    pub is_list: bool,
}

/// A page that hangs on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenPage {
    pub at: PageRef,
    pub reading: Reading,
    /// It stands so many seconds, whatever there is to read (a picture).
    pub seconds: Option<u32>,
}

impl PageRef {
    pub fn notice(notice: NoticeId, page: u32) -> Self {
        Self { of: Item::Notice(notice), page }
    }
}

/// What stands at one time: one page, or two side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub pages: Vec<PageRef>,
    /// From the beginning of its transition to the beginning of the next one's.
    pub millis: u64,
}

/// One round over everything that hangs, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub turns: Vec<Turn>,
    pub round_millis: u64,
    /// The promise cannot be kept: the loop plays all the same, and every page comes round, but later.
    pub refusal: Option<Refusal>,
}

/// Why the promise cannot be kept, and what would help.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Refusal {
    pub promise_minutes: u32,
    /// How long one round takes, in whole minutes, rounded up.
    pub needed_minutes: u32,
    pub pages: u32,
    pub notices: u32,
    /// Every change that makes the round shorter, the least one first, whether or not it is enough by itself
    /// ([`Refusal::suffices`]); the last two always are.
    pub remedies: Vec<Remedy>,
}

/// What could be done. `minutes`: how long one round takes then.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Lists, which are dense, are timed for looking up a name.
    LookUpLists {
        minutes: u32,
    },
    /// Two pages stand together as one that is twice as large: short pages share their time.
    LargerPages {
        minutes: u32,
    },
    /// 慢速滚动: a page with few words takes no longer than its words.
    SlowScroll {
        minutes: u32,
    },
    /// Notices, and sets of pictures, taken off the screen, the longest first, until the rest is in time.
    FewerNotices {
        notices: Vec<Item>,
        minutes: u32,
    },
    LargerPromise {
        minutes: u32,
    },
}

impl Remedy {
    /// How long one round takes then, in whole minutes, rounded up.
    pub fn minutes(&self) -> u32 {
        match self {
            Self::LookUpLists { minutes }
            | Self::LargerPages { minutes }
            | Self::SlowScroll { minutes }
            | Self::FewerNotices { minutes, .. }
            | Self::LargerPromise { minutes } => *minutes,
        }
    }
}

impl Refusal {
    /// Whether the promise is kept with it alone.
    pub fn suffices(&self, remedy: &Remedy) -> bool {
        matches!(remedy, Remedy::LargerPromise { .. }) || remedy.minutes() <= self.promise_minutes
    }
}

impl Plan {
    /// A round over the pages in the order given.
    pub fn new(pages: &[ScreenPage], settings: &Settings) -> Self {
        let turns = turns(pages, settings);
        let round_millis = turns.iter().map(|turn| turn.millis).sum();
        let refusal = (round_millis > promised(settings)).then(|| refuse(pages, settings, round_millis));
        Self { turns, round_millis, refusal }
    }

    /// The turn in which the page stands.
    pub fn turn_of(&self, page: PageRef) -> Option<usize> {
        self.turns.iter().position(|turn| turn.pages.contains(&page))
    }
}

fn promised(settings: &Settings) -> u64 {
    u64::from(settings.promise_minutes) * 60_000
}

fn minutes(millis: u64) -> u32 {
    u32::try_from(millis.div_ceil(60_000)).unwrap_or(u32::MAX)
}

fn turns(pages: &[ScreenPage], settings: &Settings) -> Vec<Turn> {
    let together = pages.chunks(settings.layout.pages());
    let turn = |pages: &[ScreenPage]| Turn {
        pages: pages.iter().map(|page| page.at).collect(),
        millis: stands(pages, settings) + settings.transition.millis(),
    };
    together.map(turn).collect()
}

/// How long the pages stand, in milliseconds. Two side by side are read one after the other.
fn stands(pages: &[ScreenPage], settings: &Settings) -> u64 {
    let speed = u64::from(settings.chars_per_second.max(1));
    let reading = |page: &ScreenPage| {
        if let Some(seconds) = page.seconds {
            return u64::from(seconds) * 1000;
        }
        let whole = u64::from(page.reading.chars) * 1000 / speed;
        if page.reading.is_list && settings.lists_for_looking_up { whole / LOOKING_UP } else { whole }
    };
    let least = match settings.transition {
        Transition::Cut | Transition::Fade => u64::from(settings.page_seconds.max(1)) * 1000,
        Transition::SlowScroll => LEAST_SCROLL_MILLIS,
    };
    let least = if pages.iter().all(|page| page.seconds.is_some()) { 0 } else { least };
    pages.iter().map(reading).sum::<u64>().max(least)
}

fn round(pages: &[ScreenPage], settings: &Settings) -> u64 {
    turns(pages, settings).iter().map(|turn| turn.millis).sum()
}

fn refuse(pages: &[ScreenPage], settings: &Settings, needed: u64) -> Refusal {
    let mut remedies = Vec::new();
    let mut offer = |changed: Settings, remedy: fn(u32) -> Remedy| {
        let then = round(pages, &changed);
        if then < needed {
            remedies.push(remedy(minutes(then)));
        }
    };
    if !settings.lists_for_looking_up {
        let changed = Settings { lists_for_looking_up: true, ..settings.clone() };
        offer(changed, |minutes| Remedy::LookUpLists { minutes });
    }
    if settings.layout.pages() == 1 {
        let changed = Settings { layout: Layout::TwoPages, ..settings.clone() };
        offer(changed, |minutes| Remedy::LargerPages { minutes });
    }
    if settings.transition != Transition::SlowScroll {
        let changed = Settings { transition: Transition::SlowScroll, ..settings.clone() };
        offer(changed, |minutes| Remedy::SlowScroll { minutes });
    }
    let (fewer, rest) = too_many(pages, settings);
    remedies.push(Remedy::FewerNotices { notices: fewer, minutes: minutes(rest) });
    remedies.push(Remedy::LargerPromise { minutes: minutes(needed) });
    let notices: BTreeSet<Item> = pages.iter().map(|page| page.at.of).collect();
    Refusal {
        promise_minutes: settings.promise_minutes,
        needed_minutes: minutes(needed),
        pages: count(pages.len()),
        notices: count(notices.len()),
        remedies,
    }
}

/// The notices that take longest, as many as are too many; and how long a round of the others takes, in milliseconds.
fn too_many(pages: &[ScreenPage], settings: &Settings) -> (Vec<Item>, u64) {
    let mut left = pages.to_vec();
    let mut taken = Vec::new();
    while !left.is_empty() && round(&left, settings) > promised(settings) {
        let mut takes: BTreeMap<Item, u64> = BTreeMap::new();
        for page in &left {
            *takes.entry(page.at.of).or_default() += stands(std::slice::from_ref(page), settings);
        }
        let Some(longest) = takes.into_iter().max_by_key(|(_, millis)| *millis).map(|(notice, _)| notice) else {
            break;
        };
        left.retain(|page| page.at.of != longest);
        taken.push(longest);
    }
    let rest = round(&left, settings);
    (taken, rest)
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pages(notices: &[Vec<(u32, bool)>]) -> Vec<ScreenPage> {
        let page = |notice: usize, page: usize, (chars, is_list): (u32, bool)| ScreenPage {
            at: PageRef::notice(NoticeId::from_stored(notice as i64 + 1), page as u32),
            reading: Reading { chars, is_list },
            seconds: None,
        };
        let of = |(notice, read): (usize, &Vec<(u32, bool)>)| {
            read.iter().enumerate().map(move |(at, read)| page(notice, at, *read)).collect::<Vec<_>>()
        };
        notices.iter().enumerate().flat_map(of).collect()
    }

    #[test]
    fn a_page_stands_as_long_as_it_takes_to_read_and_never_less_than_the_minimum() {
        let settings = Settings::default();
        let plan = Plan::new(&pages(&[vec![(30, false), (240, false), (240, true)]]), &settings);
        let millis: Vec<u64> = plan.turns.iter().map(|turn| turn.millis).collect();
        // Six characters a second; a list is looked through in a third of it.
        assert_eq!(millis, [10_000, 40_000, 13_333]);
        assert_eq!((plan.round_millis, plan.refusal), (63_333, None));
        let faded = Settings { transition: Transition::Fade, ..settings };
        assert_eq!(Plan::new(&pages(&[vec![(30, false)]]), &faded).turns[0].millis, 10_800);
    }

    #[test]
    fn a_picture_stands_its_set_time_whatever_the_minimum() {
        let picture = |page| ScreenPage {
            at: PageRef { of: Item::Pictures(PictureSetId::from_stored(1)), page },
            reading: Reading { chars: 0, is_list: false },
            seconds: Some(6),
        };
        let all: Vec<_> = pages(&[vec![(30, false)]]).into_iter().chain([picture(0), picture(1)]).collect();
        let plan = Plan::new(&all, &Settings::default());
        assert_eq!(plan.turns.iter().map(|turn| turn.millis).collect::<Vec<_>>(), [10_000, 6_000, 6_000]);
        assert_eq!(serde_json::to_string(&all[1].at).expect("JSON"), r#"{"pictures":1,"page":0}"#);
    }

    #[test]
    fn nothing_to_show_is_no_refusal() {
        assert_eq!(Plan::new(&[], &Settings::default()), Plan::default());
    }

    #[test]
    fn a_promise_that_cannot_be_kept_names_what_would_keep_it() {
        // 40 pages of six words each: it is the minimum that takes the time.
        let short = pages(&[vec![(6, false); 30], vec![(6, false); 10]]);
        let settings = Settings { promise_minutes: 5, ..Settings::default() };
        let refusal = Plan::new(&short, &settings).refusal.expect("400 s are more than 5 minutes");
        assert_eq!((refusal.needed_minutes, refusal.pages, refusal.notices), (7, 40, 2));
        assert_eq!(
            refusal.remedies,
            [
                Remedy::LargerPages { minutes: 4 },
                Remedy::SlowScroll { minutes: 3 },
                Remedy::FewerNotices { notices: vec![Item::Notice(NoticeId::from_stored(1))], minutes: 2 },
                Remedy::LargerPromise { minutes: 7 },
            ]
        );
        assert!(refusal.remedies.iter().all(|remedy| refusal.suffices(remedy)));
    }

    #[test]
    fn each_remedy_says_what_it_brings_and_whether_that_is_enough() {
        // Two lists to be read line by line, and prose: 660 s.
        let long = pages(&[vec![(1800, true)], vec![(1800, true)], vec![(360, false)]]);
        let settings = Settings { promise_minutes: 4, lists_for_looking_up: false, ..Settings::default() };
        let refusal = Plan::new(&long, &settings).refusal.expect("11 minutes");
        let told: Vec<_> = refusal.remedies.iter().map(|remedy| (remedy.minutes(), refusal.suffices(remedy))).collect();
        // 名单按找名字计时 is not larger than four minutes; the least a page stands takes no time here.
        assert_eq!(told, [(5, false), (1, true), (11, true)]);
        assert!(matches!(refusal.remedies[0], Remedy::LookUpLists { .. }));
        let in_force = Settings { lists_for_looking_up: true, ..settings };
        let refusal = Plan::new(&long, &in_force).refusal.expect("260 s");
        assert!(!refusal.remedies.iter().any(|remedy| matches!(remedy, Remedy::LookUpLists { .. })));
    }

    fn settings() -> impl Strategy<Value = Settings> {
        let layouts = prop::sample::select(Layout::ALL.to_vec());
        let transitions = prop::sample::select(Transition::ALL.to_vec());
        (layouts, transitions, 0_u32..40, 0_u32..20, 0_u32..90, any::<bool>()).prop_map(
            |(layout, transition, page_seconds, chars_per_second, promise_minutes, lists_for_looking_up)| Settings {
                layout,
                transition,
                page_seconds,
                chars_per_second,
                promise_minutes,
                lists_for_looking_up,
                ..Settings::default()
            },
        )
    }

    /// The longest time from one showing of a page to the next, over two rounds.
    fn longest_gap(plan: &Plan, page: PageRef) -> Option<u64> {
        let mut at = 0;
        let mut seen = Vec::new();
        for turn in plan.turns.iter().chain(&plan.turns) {
            if turn.pages.contains(&page) {
                seen.push(at);
            }
            at += turn.millis;
        }
        seen.windows(2).map(|pair| pair[1] - pair[0]).max()
    }

    proptest! {
        #[test]
        fn every_page_comes_round_in_time_or_the_plan_says_it_cannot(
            notices in prop::collection::vec(prop::collection::vec((0_u32..3000, any::<bool>()), 1..12), 0..14),
            settings in settings(),
        ) {
            let pages = pages(&notices);
            let plan = Plan::new(&pages, &settings);
            let shown: Vec<PageRef> = plan.turns.iter().flat_map(|turn| turn.pages.clone()).collect();
            let given: Vec<PageRef> = pages.iter().map(|page| page.at).collect();
            prop_assert_eq!(shown, given);
            let promise = u64::from(settings.promise_minutes) * 60_000;
            for page in &pages {
                let gap = longest_gap(&plan, page.at).expect("it is shown in every round");
                prop_assert!(gap <= promise || plan.refusal.is_some());
            }
        }

        #[test]
        fn what_a_refusal_advises_helps(
            notices in prop::collection::vec(prop::collection::vec((0_u32..3000, any::<bool>()), 1..12), 1..14),
            settings in settings(),
        ) {
            let pages = pages(&notices);
            let Some(refusal) = Plan::new(&pages, &settings).refusal else { return Ok(()) };
            for remedy in &refusal.remedies {
                let mut left = pages.clone();
                let mut changed = settings.clone();
                match remedy {
                    Remedy::LookUpLists { .. } => changed.lists_for_looking_up = true,
                    Remedy::LargerPages { .. } => changed.layout = Layout::TwoPages,
                    Remedy::SlowScroll { .. } => changed.transition = Transition::SlowScroll,
                    Remedy::FewerNotices { notices, .. } => left.retain(|page| !notices.contains(&page.at.of)),
                    Remedy::LargerPromise { minutes } => changed.promise_minutes = *minutes,
                }
                let then = Plan::new(&left, &changed);
                prop_assert_eq!(then.round_millis.div_ceil(60_000), u64::from(remedy.minutes()));
                prop_assert_eq!(then.refusal.is_none(), refusal.suffices(remedy));
            }
            prop_assert!(refusal.remedies.iter().rev().take(2).all(|remedy| refusal.suffices(remedy)));
        }
    }
}

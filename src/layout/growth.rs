//! How the type of a short notice fills its paper: as large as it can be read from, without a page more.

use super::measures::{Measures, Palette, Purpose};
use super::{Composer, Document, title};
use crate::domain::bulletin::Bulletin;
use crate::domain::notice::{Look, Paper, Theme};

/// Sizes between the paper's own and the largest.
const STEPS: u32 = 15;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Growth {
    /// Notices of more pages are long: they keep the paper's own size.
    pages: usize,
    /// Added to the paper's own size at the most, in parts of it.
    most: f64,
    /// Size is worth more lines in cells that hold values or a few words; sentences take them anywhere.
    folds: bool,
    /// The page keeps its proportions: the title takes no line more, and where the table's columns leave it no room to
    /// grow, what stands around it does not grow either.
    even: bool,
}

impl Growth {
    /// A notice on red paper (大红榜) is read from across the yard, and a page whose lower half is empty looks unfinished and
    /// is read from no distance. Prose on white keeps the sizes of GB/T 9704; a screen has its own, and so has a clerk who
    /// chose one.
    pub(super) fn of(look: &Look, purpose: Purpose) -> Option<Self> {
        if look.paper.is_screen() || look.text_size.is_some() {
            return None;
        }
        let table = Self { pages: 1, most: 0.7, folds: false, even: false };
        Some(match look.paper {
            _ if look.theme == Theme::RedPaper => {
                let most = if purpose == Purpose::Prose { 1.8 } else { 1.1 };
                Self { pages: 2, most, folds: true, ..table }
            }
            _ if purpose == Purpose::Prose => return None,
            Paper::A4 | Paper::A4Across => Self { most: 0.5, even: true, ..table },
            Paper::A3 | Paper::A3Across => table,
            Paper::Custom { .. } if look.paper.is_large() => Self { most: 1.1, ..table },
            _ => return None,
        })
    }
}

impl Composer {
    /// The type as large as it can be without a page more, or a warning. What was laid out before has no say in it: what is
    /// printed is what was seen.
    pub(super) fn large(
        &mut self,
        bulletin: &Bulletin,
        purpose: Purpose,
        measures: Measures,
        palette: &Palette,
        growth: Growth,
    ) -> Document {
        let mut best = self.set(bulletin, purpose, &measures, palette);
        let (pages, warnings) = (best.pages.len(), best.warnings.len());
        let folded = if growth.folds { usize::MAX } else { self.folded };
        let (mut fits, mut fails) = (0, if pages > growth.pages { 1 } else { STEPS + 1 });
        while fails - fits > 1 {
            let step = u32::midpoint(fits, fails);
            let mut grown = measures.grown(1.0 + growth.most * f64::from(step) / f64::from(STEPS));
            if growth.even {
                grown.title = self.title_size(bulletin, &measures, grown.title);
            }
            let larger = self.set(bulletin, purpose, &grown, palette);
            let is_whole = larger.pages.len() <= pages && larger.warnings.len() <= warnings;
            if is_whole && self.folded <= folded && !(growth.even && self.held) {
                (best, fits) = (larger, step);
            } else {
                fails = step;
            }
        }
        best
    }

    /// The largest size up to `most`, in pt, at which the title takes no more lines than at the paper's own.
    fn title_size(&mut self, bulletin: &Bulletin, measures: &Measures, most: f64) -> f64 {
        let mut lines = |size: f64| {
            title::lines(bulletin.title.as_str(), (measures.text_width() / size) as f32, &mut self.shaper).len()
        };
        let own = lines(measures.title);
        let sizes = (0..STEPS).map(|step| most - (most - measures.title) * f64::from(step) / f64::from(STEPS));
        sizes.into_iter().find(|size| lines(*size) <= own).unwrap_or(measures.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gate::PublicText;
    use crate::layout::samples::{self, prose, subsidy};
    use crate::layout::{Fonts, compose, dump};

    fn titles_lines(bulletin: &Bulletin) -> usize {
        let words = dump(&compose(bulletin, &Fonts::bundled()));
        let title: String = bulletin.title.as_str().to_owned();
        let is_part = |line: &&str| line.trim().split(' ').nth(2).is_some_and(|part| title.contains(part));
        words.lines().take(4).filter(is_part).count()
    }

    #[test]
    fn a_short_list_on_a4_is_set_larger_and_its_title_keeps_to_its_lines() {
        let mut bulletin = subsidy(5);
        let grown = compose(&bulletin, &Fonts::bundled());
        assert!(grown.smallest_text_pt > 13.0, "{}", grown.smallest_text_pt);
        assert_eq!((grown.pages.len(), grown.warnings.len()), (1, 0));
        let grown = titles_lines(&bulletin);
        bulletin.look.text_size = Some(12.0);
        assert_eq!((grown, titles_lines(&bulletin)), (1, 1));
    }

    #[test]
    fn a_list_of_more_than_a_page_prose_and_a_chosen_size_keep_theirs() {
        assert_eq!(compose(&subsidy(60), &Fonts::bundled()).smallest_text_pt, 12.0);
        assert_eq!(compose(&prose(), &Fonts::bundled()).smallest_text_pt, 16.0);
        let mut chosen = subsidy(5);
        chosen.look.text_size = Some(11.0);
        assert_eq!(compose(&chosen, &Fonts::bundled()).smallest_text_pt, 11.0);
    }

    #[test]
    fn what_was_laid_out_before_has_no_say_in_the_size() {
        let mut composer = Composer::new(Fonts::bundled());
        let intro = |times: usize| vec!["现予以公示，请大家监督。"; times];
        let mut bulletin = subsidy(5);
        for times in [1, 9, 3, 14, 2] {
            let texts: Vec<PublicText> = samples::texts(&intro(times));
            bulletin.intro = texts;
            let before = composer.compose(&bulletin).smallest_text_pt;
            assert_eq!(before, compose(&bulletin, &Fonts::bundled()).smallest_text_pt, "{times}");
        }
    }
}

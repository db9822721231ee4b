//! What is read on a page: its text, and whether it is rows of a list.

use typst::layout::{FrameItem, Point};

use super::{Document, dump, gather};

/// The words of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageText {
    /// Cells and lines, one a line.
    pub text: String,
    pub is_list: bool,
}

impl Document {
    /// As many as there are pages.
    pub fn texts(&self) -> Vec<PageText> {
        let pages = self.paged.pages().iter().enumerate();
        let text = |(number, page): (usize, &typst_layout::Page)| {
            let mut text = String::new();
            dump::walk(&page.frame, Point::zero(), &mut |_, item| {
                if let FrameItem::Text(item) = item {
                    for (_, words) in gather::parts(item) {
                        text.push_str(words);
                        text.push('\n');
                    }
                }
            });
            PageText { text, is_list: self.pages.get(number).is_some_and(|page| !page.rows.is_empty()) }
        };
        pages.map(text).collect()
    }
}

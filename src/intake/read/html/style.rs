//! Classes and ids that a page's `<style>` does not display.

use html5ever::tokenizer::Tag;

use super::parse::attribute;

/// What hides, in lower case: a class (`.x`) or an id (`#x`) with the tag it holds for; an empty tag is every tag.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    names: Vec<(String, String)>,
}

impl Hidden {
    /// Takes up the rules of a style sheet. Of a selector only its last part is looked at: what may be hidden is.
    pub(super) fn read(&mut self, sheet: &str) {
        let sheet = without_comments(&sheet.to_ascii_lowercase());
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            if hides(declarations) {
                // Of @media … { .x { the inner selector counts.
                let selectors = selectors.rsplit('{').next().unwrap_or(selectors);
                self.names.extend(selectors.split(',').filter_map(last_part));
            }
        }
    }

    pub(super) fn holds(&self, tag: &Tag) -> bool {
        let is_own = attribute(tag, "style").is_some_and(|style| hides(&style.to_ascii_lowercase()));
        is_own || attribute(tag, "hidden").is_some() || (!self.names.is_empty() && self.is_named(tag))
    }

    fn is_named(&self, tag: &Tag) -> bool {
        let classes = attribute(tag, "class").unwrap_or_default().to_ascii_lowercase();
        let id = attribute(tag, "id").unwrap_or_default().to_ascii_lowercase();
        self.names.iter().any(|(on, name)| {
            (on.is_empty() || **on == *tag.name)
                && match name.strip_prefix('#') {
                    Some(wanted) => wanted == id,
                    None => classes.split_whitespace().any(|class| name.strip_prefix('.') == Some(class)),
                }
        })
    }
}

fn hides(declarations: &str) -> bool {
    let plain: String = declarations.chars().filter(|c| !c.is_whitespace()).collect();
    plain.contains("display:none") || plain.contains("visibility:collapse")
}

/// td.x of `table tr > td.x`, as its tag and its class.
fn last_part(selector: &str) -> Option<(String, String)> {
    let part = selector.split([' ', '>', '+', '~', '\n', '\t', '\r']).rfind(|part| !part.is_empty())?;
    let at = part.find(['.', '#'])?;
    let name = &part[at..];
    let end = name[1..].find(['.', '#', ':', '[']).map_or(name.len(), |end| end + 1);
    Some((part[..at].trim_start_matches('*').to_owned(), name[..end].to_owned()))
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
    }
    (out + rest).replace("<!--", "").replace("-->", "")
}

//! How the window looks: paper on a desk, one accent.

use iced::widget::{container, overlay::menu, pick_list, progress_bar, scrollable, text, text_input};
use iced::{Background, Border, Color, Font, Shadow, Theme, border, font};

use crate::domain::lobby::AlertLevel;

/// Secondary text, never smaller.
pub const SMALL: f32 = 14.0;
pub const BODY: f32 = 16.0;
/// The title of a pane.
pub const PANE: f32 = 20.0;
/// The title of a page.
pub const PAGE: f32 = 28.0;

/// Space within a group.
pub const TIGHT: f32 = 4.0;
/// Space inside a control.
pub const INSIDE: f32 = 8.0;
/// Space between things.
pub const BETWEEN: f32 = 16.0;
/// Space around a pane.
pub const AROUND: f32 = 24.0;

pub const ROW_HEIGHT: f32 = 36.0;
pub const CONTROL_HEIGHT: f32 = 40.0;
pub const RAIL_WIDTH: f32 = 184.0;
/// The rail where the text is large.
pub const RAIL_NARROW: f32 = 136.0;
pub const CORNER: f32 = 6.0;

pub const FACE: Font = Font { weight: font::Weight::Normal, ..Font::with_name("Noto Sans SC") };
pub const BOLD: Font = Font { weight: font::Weight::Bold, ..Font::with_name("Noto Sans SC") };

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tones {
    /// The desk: the window's ground.
    pub ground: Color,
    /// The paper: panes and fields.
    pub pane: Color,
    /// A pane under the pointer, a chosen row.
    pub chosen: Color,
    pub hairline: Color,
    /// The edge of a control, which has to be seen.
    pub edge: Color,
    pub ink: Color,
    pub quiet: Color,
    /// Seal red: the one main action, and what is due.
    pub seal: Color,
    pub seal_hover: Color,
    pub on_seal: Color,
    /// 公示中, and nothing is wrong.
    pub fine: Color,
    /// Soon due.
    pub soon: Color,
    pub focus: Color,
}

const LIGHT: Tones = Tones {
    ground: Color::from_rgb8(0xF4, 0xF2, 0xEE),
    pane: Color::WHITE,
    chosen: Color::from_rgb8(0xEC, 0xE7, 0xDF),
    hairline: Color::from_rgb8(0xDD, 0xD8, 0xD0),
    edge: Color::from_rgb8(0x94, 0x8D, 0x82),
    ink: Color::from_rgb8(0x1F, 0x1D, 0x1A),
    quiet: Color::from_rgb8(0x6B, 0x66, 0x5E),
    seal: Color::from_rgb8(0xB3, 0x26, 0x1E),
    seal_hover: Color::from_rgb8(0x98, 0x1E, 0x17),
    on_seal: Color::WHITE,
    fine: Color::from_rgb8(0x2E, 0x6B, 0x4F),
    soon: Color::from_rgb8(0x85, 0x58, 0x00),
    focus: Color::from_rgb8(0x1F, 0x5F, 0xA8),
};

const DARK: Tones = Tones {
    ground: Color::from_rgb8(0x1C, 0x1B, 0x19),
    pane: Color::from_rgb8(0x26, 0x25, 0x22),
    chosen: Color::from_rgb8(0x38, 0x35, 0x30),
    hairline: Color::from_rgb8(0x40, 0x3D, 0x38),
    edge: Color::from_rgb8(0x80, 0x7A, 0x70),
    ink: Color::from_rgb8(0xEC, 0xE8, 0xE1),
    quiet: Color::from_rgb8(0xB0, 0xA9, 0x9E),
    seal: Color::from_rgb8(0xF0, 0x84, 0x7A),
    seal_hover: Color::from_rgb8(0xF5, 0x9C, 0x94),
    on_seal: Color::from_rgb8(0x2A, 0x0A, 0x07),
    fine: Color::from_rgb8(0x7F, 0xC4, 0xA3),
    soon: Color::from_rgb8(0xE0, 0xB1, 0x55),
    focus: Color::from_rgb8(0x7F, 0xB2, 0xEE),
};

/// The iced theme of the window: what a widget without a style of its own looks like.
pub fn theme(dark: bool) -> Theme {
    let tones = if dark { DARK } else { LIGHT };
    let palette = iced::theme::Palette {
        background: tones.ground,
        text: tones.ink,
        primary: tones.seal,
        success: tones.fine,
        warning: tones.soon,
        danger: tones.seal,
    };
    Theme::custom(if dark { "gongshi dark" } else { "gongshi" }, palette)
}

/// Our colours of an iced theme.
pub fn tones(theme: &Theme) -> &'static Tones {
    if theme.extended_palette().is_dark { &DARK } else { &LIGHT }
}

pub fn hairline(theme: &Theme) -> container::Style {
    container::Style { background: Some(tones(theme).hairline.into()), ..container::Style::default() }
}

/// The desk.
pub fn ground(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style {
        background: Some(tones.ground.into()),
        text_color: Some(tones.ink),
        ..container::Style::default()
    }
}

/// A sheet on the desk, with a hairline around it.
pub fn pane(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style {
        background: Some(tones.pane.into()),
        text_color: Some(tones.ink),
        border: border::rounded(CORNER).width(1).color(tones.hairline),
        ..container::Style::default()
    }
}

/// The hairline around a sheet that brings its own ground.
pub fn frame(theme: &Theme) -> container::Style {
    container::Style { background: None, ..pane(theme) }
}

/// What is to be seen as it will be printed: white in the dark, too.
pub fn paper(theme: &Theme) -> container::Style {
    container::Style { background: Some(iced::Color::WHITE.into()), ..pane(theme) }
}

/// A sheet without an edge: the rail, the bar above a pane.
pub fn sheet(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style { background: Some(tones.pane.into()), text_color: Some(tones.ink), ..container::Style::default() }
}

/// The head of a table, within the hairline of the pane it begins.
pub fn table_head(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style {
        background: Some(tones.ground.into()),
        text_color: Some(tones.quiet),
        border: border::rounded(border::top(CORNER - 1.0)),
        ..container::Style::default()
    }
}

/// What lies above everything: the modal, an open calendar.
pub fn raised(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style { border: border::rounded(CORNER).width(1).color(tones.edge), ..pane(theme) }
}

/// A toast: ink and paper exchanged, so that it is seen above anything.
pub fn toast(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style {
        background: Some(tones.ink.into()),
        text_color: Some(tones.ground),
        border: border::rounded(CORNER),
        ..container::Style::default()
    }
}

/// What lies under a modal: the desk, cleared. The software renderer repaints only what changed, so a see-through veil
/// would be laid over the sheet again and again.
pub fn veil(theme: &Theme) -> container::Style {
    container::Style { background: Some(tones(theme).ground.into()), ..container::Style::default() }
}

/// A band across a pane that says in what state it is.
pub fn band(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style {
        background: Some(tones.chosen.into()),
        text_color: Some(tones.ink),
        ..container::Style::default()
    }
}

/// A line that tells what went wrong.
pub fn alarm(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style { border: border::rounded(CORNER).width(1).color(tones.seal), ..pane(theme) }
}

/// A number that says how many things are due.
pub fn badge(theme: &Theme) -> container::Style {
    let tones = tones(theme);
    container::Style {
        background: Some(tones.seal.into()),
        text_color: Some(tones.on_seal),
        border: border::rounded(10),
        ..container::Style::default()
    }
}

/// The colour of a warning's level (红橙黄蓝), the same in both themes as on the lobby screen.
pub fn warning(level: AlertLevel) -> container::Style {
    let color = match level {
        AlertLevel::Red => Color::from_rgb8(0xC0, 0x1C, 0x1C),
        AlertLevel::Orange => Color::from_rgb8(0xE0, 0x6A, 0x00),
        AlertLevel::Yellow => Color::from_rgb8(0xF2, 0xC2, 0x00),
        AlertLevel::Blue => Color::from_rgb8(0x1C, 0x5F, 0xB8),
    };
    container::Style { background: Some(color.into()), border: border::rounded(4), ..container::Style::default() }
}

/// The edge of a control, as an area.
pub fn edge(theme: &Theme) -> container::Style {
    container::Style { background: Some(tones(theme).edge.into()), ..container::Style::default() }
}

/// Progress that moves.
pub fn progress(theme: &Theme) -> progress_bar::Style {
    let tones = tones(theme);
    progress_bar::Style { background: tones.chosen.into(), bar: tones.fine.into(), border: border::rounded(4) }
}

/// As what it stands on says.
pub fn inherited(_theme: &Theme) -> text::Style {
    text::Style { color: None }
}

pub fn quiet(theme: &Theme) -> text::Style {
    text::Style { color: Some(tones(theme).quiet) }
}

pub fn ink(theme: &Theme) -> text::Style {
    text::Style { color: Some(tones(theme).ink) }
}

/// Text of something due or wrong.
pub fn due(theme: &Theme) -> text::Style {
    text::Style { color: Some(tones(theme).seal) }
}

pub fn fine(theme: &Theme) -> text::Style {
    text::Style { color: Some(tones(theme).fine) }
}

pub fn soon(theme: &Theme) -> text::Style {
    text::Style { color: Some(tones(theme).soon) }
}

pub fn input(theme: &Theme, status: text_input::Status) -> text_input::Style {
    let tones = tones(theme);
    let (width, color) = match status {
        text_input::Status::Focused { .. } => (2.0, tones.focus),
        text_input::Status::Hovered => (1.0, tones.ink),
        text_input::Status::Active => (1.0, tones.edge),
        text_input::Status::Disabled => (1.0, tones.hairline),
    };
    let disabled = matches!(status, text_input::Status::Disabled);
    text_input::Style {
        background: if disabled { tones.ground.into() } else { tones.pane.into() },
        border: Border { color, width, radius: CORNER.into() },
        icon: tones.quiet,
        placeholder: tones.quiet,
        value: if disabled { tones.quiet } else { tones.ink },
        selection: Color { a: 0.3, ..tones.focus },
    }
}

/// The box of something to tick.
pub fn tick(theme: &Theme, is_on: bool) -> container::Style {
    let tones = tones(theme);
    let (ground, edge) = if is_on { (tones.ink, tones.ink) } else { (tones.pane, tones.edge) };
    container::Style {
        background: Some(ground.into()),
        text_color: Some(tones.pane),
        border: border::rounded(4).width(1).color(edge),
        ..container::Style::default()
    }
}

pub fn choice(theme: &Theme, status: pick_list::Status) -> pick_list::Style {
    let tones = tones(theme);
    let color = match status {
        pick_list::Status::Active => tones.edge,
        pick_list::Status::Hovered => tones.ink,
        pick_list::Status::Opened { .. } => tones.focus,
    };
    pick_list::Style {
        text_color: tones.ink,
        placeholder_color: tones.quiet,
        handle_color: tones.quiet,
        background: tones.pane.into(),
        border: Border { color, width: 1.0, radius: CORNER.into() },
    }
}

pub fn choices(theme: &Theme) -> menu::Style {
    let tones = tones(theme);
    menu::Style {
        background: tones.pane.into(),
        border: Border { color: tones.edge, width: 1.0, radius: CORNER.into() },
        text_color: tones.ink,
        selected_text_color: tones.ink,
        selected_background: tones.chosen.into(),
        shadow: Shadow::default(),
    }
}

pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let tones = tones(theme);
    let scroller = match status {
        scrollable::Status::Active { .. } => tones.edge,
        scrollable::Status::Hovered { .. } | scrollable::Status::Dragged { .. } => tones.quiet,
    };
    let rail = scrollable::Rail {
        background: Some(Background::Color(Color::TRANSPARENT)),
        border: Border::default(),
        scroller: scrollable::Scroller { background: scroller.into(), border: border::rounded(4) },
    };
    scrollable::Style { vertical_rail: rail, horizontal_rail: rail, ..scrollable::default(theme, status) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2 contrast of two opaque colours.
    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (a.relative_luminance() + 0.05, b.relative_luminance() + 0.05);
        (a / b).max(b / a)
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        for tones in [LIGHT, DARK] {
            for ground in [tones.ground, tones.pane, tones.chosen] {
                for text in [tones.ink, tones.quiet, tones.seal, tones.fine, tones.soon] {
                    assert!(contrast(text, ground) >= 4.5, "{text} on {ground}: {}", contrast(text, ground));
                }
                assert!(contrast(tones.focus, ground) >= 3.0);
            }
            assert!(contrast(tones.on_seal, tones.seal) >= 4.5);
            assert!(contrast(tones.edge, tones.pane) >= 3.0);
        }
    }

    #[test]
    fn a_theme_knows_its_own_tones() {
        assert_eq!(tones(&theme(false)), &LIGHT);
        assert_eq!(tones(&theme(true)), &DARK);
    }
}

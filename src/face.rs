//! The faces that are part of the program, shared by the window and the pages.

/// Noto Sans SC 400 (黑体): the interface and the pages' Hei.
pub static HEI: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Regular.ttf");

/// Noto Sans SC 700
pub static HEI_BOLD: &[u8] = include_bytes!("../assets/fonts/NotoSansSC-Bold.ttf");

//! The office that owns the board.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::period::Counting;

/// 单位: who posts. One data folder belongs to one office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Office {
    /// 石桥镇人民政府 or 石桥村村民委员会
    pub name: String,
    pub level: Level,
    /// The office's own numbers, shown whole wherever they stand.
    pub telephones: Vec<String>,
    /// From which day the office counts what it posts.
    pub counting: Counting,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal: Option<Seal>,
}

/// 公章: a picture of the seal on no ground, kept under its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// SHA-256 of the PNG.
    pub sha256: String,
    /// The PNG; empty where its file is gone or is no longer the one that was kept.
    #[serde(skip)]
    pub picture: Arc<[u8]>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Township,
    #[default]
    Village,
}

//! `gongshi screen pictures`: the office's own pictures on the lobby screen, beside the open window.

use super::arguments::{Pictures, PicturesJob};
use super::lobby::{folder, open, refuse};
use super::outcome::{self, Refusal};
use crate::archive::{self, ArchiveError, PictureFile};
use crate::domain::lobby::PictureSet;
use crate::export;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

pub(super) fn run(request: Pictures) -> Result<String, Refusal> {
    let mut store = open(&folder(request.data)?)?;
    match request.job {
        PicturesJob::Add { files, title, captions, until, seconds, by } => {
            let mut captions = captions.into_iter();
            let files = files.into_iter().map(|path| {
                let name = path.display().to_string();
                let bytes = export::picture_file(&path)
                    .map_err(|error| refused(&ArchiveError::Picture(name.clone(), error)))?;
                Ok(PictureFile { name, caption: captions.next().unwrap_or_default(), bytes })
            });
            let files = files.collect::<Result<Vec<_>, Refusal>>()?;
            let count = files.len();
            let pictures = archive::Pictures { title, last: until, seconds, by, files };
            let set = archive::add_pictures(&mut store, pictures).map_err(|error| refused(&error))?;
            if request.json {
                return outcome::json(&serde_json::json!({ "set": set, "pictures": count }));
            }
            Ok(format!("第 {} 组，{count} 张图片，已放上大屏。\n", set.get()))
        }
        PicturesJob::List => {
            let sets = store.picture_sets().map_err(|error| refuse(&error))?;
            if request.json { outcome::json(&sets) } else { Ok(told(&sets)) }
        }
        PicturesJob::Remove { set, by } => {
            if !store.remove_pictures(set, &by).map_err(|error| refuse(&error))? {
                return Err(Refusal::content(format!("没有第 {} 组图片。", set.get())));
            }
            if request.json {
                return outcome::json(&serde_json::json!({ "removed": set }));
            }
            Ok(format!("第 {} 组图片已从大屏去掉。\n", set.get()))
        }
    }
}

fn told(sets: &[PictureSet]) -> String {
    if sets.is_empty() {
        return "大屏上没有单位自己的图片。\n".into();
    }
    let line = |set: &PictureSet| {
        let until = set.last.map_or_else(|| "一直放".to_owned(), |day| format!("放到 {day}"));
        format!("{}  {}  {} 张，每张 {} 秒，{until}，{}\n", set.id.get(), set.title, set.pages(), set.seconds, set.by)
    };
    sets.iter().map(line).collect()
}

fn refused(error: &ArchiveError) -> Refusal {
    let told = Trouble::of_archive(error, &Words::new(Language::Chinese)).line();
    match error {
        ArchiveError::Picture(..) | ArchiveError::NoPictures | ArchiveError::Blocking(_) => Refusal::content(told),
        _ => Refusal::wrong(told),
    }
}

//! Whether a sheet may hang somewhere, where there is room for more, and who makes room next.

use super::{At, Corner, Hung, Misfit, Panel, PanelId, Sheet, SheetId, Size, Wall};

/// Left free between two sheets where the program chooses the place, in mm. By hand they may touch.
pub const CLEAR: u32 = 20;
/// Left free along a panel's edge where the program chooses the place, in mm.
pub const MARGIN: u32 = 30;

#[derive(Debug, Clone, Copy)]
struct Taken {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Taken {
    fn of(corner: Corner, size: Size) -> Self {
        Self { left: corner.x, top: corner.y, right: corner.x + size.width, bottom: corner.y + size.height }
    }

    /// Whether the two come nearer to each other than `clear`.
    fn meets(self, other: Self, clear: u32) -> bool {
        self.left < other.right + clear
            && other.left < self.right + clear
            && self.top < other.bottom + clear
            && other.top < self.bottom + clear
    }
}

/// Whether a sheet hangs inside a panel of that size.
pub(super) fn is_inside(panel: Size, size: Size, corner: Corner) -> bool {
    corner.x.saturating_add(size.width) <= panel.width && corner.y.saturating_add(size.height) <= panel.height
}

impl Wall {
    /// Whether the sheet may hang there. Itself, where it hangs now, is not in its way.
    ///
    /// # Errors
    /// [`Misfit`].
    pub fn admits(&self, sheet: SheetId, size: Size, at: At) -> Result<(), Misfit> {
        let panel = self.location.panel(at.panel).ok_or(Misfit::Outside)?;
        if !is_inside(panel.size, size, at.corner) {
            return Err(Misfit::Outside);
        }
        let here = Taken::of(at.corner, size);
        let over = self.on(at.panel).find(|(other, there)| other.id != sheet && here.meets(*there, 0));
        over.map_or(Ok(()), |(other, _)| Err(Misfit::Over(other.id)))
    }

    fn on(&self, panel: PanelId) -> impl Iterator<Item = (&Sheet, Taken)> {
        self.placed()
            .filter(move |(_, at)| at.panel == panel)
            .map(|(sheet, at)| (sheet, Taken::of(at.corner, sheet.size)))
    }

    /// Where sheets of those sizes find room, in their order: all on one panel where one has room for all, else each
    /// where it fits. From the top, then from the left. `None`: that one finds none.
    pub fn find_room(&self, sizes: &[Size]) -> Vec<Option<At>> {
        let whole = self.location.panels.iter().map(|panel| fill(&mut self.taken(panel.id), panel, sizes));
        let all = whole.into_iter().find(|found| found.iter().all(Option::is_some));
        all.unwrap_or_else(|| {
            let mut taken: Vec<(&Panel, Vec<Taken>)> =
                self.location.panels.iter().map(|panel| (panel, self.taken(panel.id))).collect();
            let one = |size: &Size| {
                taken.iter_mut().find_map(|(panel, taken)| fill(taken, panel, &[*size]).into_iter().next().flatten())
            };
            sizes.iter().map(one).collect()
        })
    }

    /// Where the unplaced sheets find room: notice by notice, so that the sheets of one stay together.
    pub fn arrange(&self) -> Vec<(SheetId, Option<At>)> {
        let mut wall = self.clone();
        let mut found = Vec::new();
        for hung in &self.hung {
            let waiting: Vec<Sheet> = self.unplaced().filter(|sheet| sheet.id.notice == hung.notice).copied().collect();
            let sizes: Vec<Size> = waiting.iter().map(|sheet| sheet.size).collect();
            for (sheet, at) in waiting.iter().zip(wall.find_room(&sizes)) {
                if let Some(placed) = wall.sheets.iter_mut().find(|placed| placed.id == sheet.id) {
                    placed.at = at;
                }
                found.push((sheet.id, at));
            }
        }
        found
    }

    fn taken(&self, panel: PanelId) -> Vec<Taken> {
        self.on(panel).map(|(_, taken)| taken).collect()
    }

    /// How many sheets of that size the panel still takes.
    pub fn room_for(&self, panel: &Panel, size: Size) -> usize {
        let mut taken = self.taken(panel.id);
        std::iter::repeat_with(|| fill(&mut taken, panel, &[size])).take_while(|found| found[0].is_some()).count()
    }

    /// Whether a sheet of that size fits an empty panel of the wall.
    pub fn could_take(&self, size: Size) -> bool {
        self.location.panels.iter().any(|panel| is_inside(panel.size, size, Corner::default()))
    }

    /// The notice with which the wall has room for all of the sizes once it is down, and with it every one that comes
    /// down before it. `None`: not even then.
    pub fn makes_room(&self, sizes: &[Size]) -> Option<&Hung> {
        let mut ending: Vec<&Hung> = self.hung.iter().filter(|hung| hung.last.is_some()).collect();
        ending.sort_by_key(|hung| hung.last);
        let mut wall = self.clone();
        ending.into_iter().find(|hung| {
            wall.sheets.retain(|sheet| sheet.id.notice != hung.notice);
            wall.find_room(sizes).iter().all(Option::is_some)
        })
    }
}

/// Takes room on a panel for one size after the other.
fn fill(taken: &mut Vec<Taken>, panel: &Panel, sizes: &[Size]) -> Vec<Option<At>> {
    let mut place = |size: &Size| {
        let corner = first_free(taken, panel.size, *size)?;
        taken.push(Taken::of(corner, *size));
        Some(At { panel: panel.id, corner })
    };
    sizes.iter().map(&mut place).collect()
}

/// The highest free corner, and of those the one furthest left. A sheet that only just fits stands in the middle.
fn first_free(taken: &[Taken], panel: Size, size: Size) -> Option<Corner> {
    let begin = |length: u32, room: u32| {
        let left = room.checked_sub(length)?;
        Some(MARGIN.min(left / 2))
    };
    let (x, y) = (begin(size.width, panel.width)?, begin(size.height, panel.height)?);
    let most = (panel.width - size.width - x, panel.height - size.height - y);
    let after = |first: u32, ends: &dyn Fn(&Taken) -> u32, most: u32| {
        let mut all: Vec<u32> = std::iter::once(first).chain(taken.iter().map(|one| ends(one) + CLEAR)).collect();
        all.retain(|at| (first..=most).contains(at));
        all.sort_unstable();
        all.dedup();
        all
    };
    let (xs, ys) = (after(x, &|one| one.right, most.0), after(y, &|one| one.bottom, most.1));
    let corners = ys.iter().flat_map(|y| xs.iter().map(|x| Corner { x: *x, y: *y }));
    let free = |corner: &Corner| {
        let here = Taken::of(*corner, size);
        taken.iter().all(|there| !here.meets(*there, CLEAR))
    };
    corners.into_iter().find(free)
}

app-name = Gongshi

rail-today = Today
rail-notices = Notices
rail-settings = Settings
rail-help = Help
no-office = Office not named

saved-at = Saved { $time }
saved-always = Everything is saved as you type
saving = Saving…
backup-at = Last backup { $time }
backup-never = No backup yet
at-today = today { $time }

save = Save
cancel = Cancel
close = Close
refused-title = gongshi cannot start
undo = Undo
redo = Redo
back = Back
retry = Try again
open = Open
search = Search
new-notice = New notice
loading = Loading…
rows = { $n } { $n ->
    [one] row
   *[other] rows
}
saved-by-itself = Everything is saved by itself; nothing to do.
undone = Undone.
unreadable-title = This cannot be read

date-hint = e.g. 2026-4-8
date-wrong = This is not a date. Write it as 2026-4-8.
calendar = Calendar
month = { $month }/{ $year }
weekdays-short = Mo Tu We Th Fr Sa Su
date-spoken = { $day } { $month } { $year } ({ $weekday })
monday = Mon
tuesday = Tue
wednesday = Wed
thursday = Thu
friday = Fri
saturday = Sat
sunday = Sun

state-draft = Draft
state-in-review = In review
state-approved = Approved
state-posted = Posted
state-expired = Expired
state-withdrawn = Taken down
state-archived = Archived
state-void = Void

filter-all = All
column-title = Title
column-kind = Kind
column-state = State
column-rows = Rows
column-period = Posted
column-updated = Changed
untitled = (no title)
period-none = Not set
period-from = from { $first }
period-standing = Standing
days-left = { $n } { $n ->
    [one] day
   *[other] days
} left
due-today = Comes down today
days-over = { $n } { $n ->
    [one] day
   *[other] days
} over
search-notices = Titles, text, names, initials
notices-count = { $n } in all
notices-found = { $n } found
notices-found-more = { $n } so far; scroll down for more
notices-searching = { $n } found, still looking…
notices-looking = Looking…
notices-unindexed = { " " }({ $n } notices are still being indexed; finding in them takes longer)
hit-body = Text
hit-further = Table
hit-row = Row { $n }
hit-more = More in this notice
notices-empty-title = No notices yet
notices-empty-text = Press Ctrl+N to make one, or drop the Excel file you received on this window.
notices-none-found = Nothing found. Try another word, or press Esc to see all.
notices-recycled = "{ $title }" is in the recycle bin.
notices-only-drafts = A notice that was posted stays on file and cannot be deleted.
move-to-bin = Move to the recycle bin

new-title = New notice
new-search = Search kinds
new-period-days = Posted for { $n } days
new-period-workdays = Posted for { $n } working days
new-period-standing = Posted permanently
new-period-until = Posted until the matter is settled
new-unsure = Unverified
new-unsure-why = The rule has not been checked against its source. Please check before posting.
new-no-basis = No clause known
new-from-last = From the last one
new-from-last-of = From "{ $title }"
new-blank = Start blank
new-none-found = No such kind. Try another word, or choose a similar one.
new-columns = Columns: { $names }
new-pick = Choose a kind on the left to see its rule and period.
new-from-file = From a file
new-file-path = Path of the file
new-file-browse = Choose file
new-file-hint = or drop the file on the window
new-file-chosen = File: { $name }
new-file-pick-kind = Choose what kind of notice this table is.
new-file-guess = By its content this may be "{ $kind }".
new-file-take = Choose this kind instead
new-file-drop = Leave this file
new-file-make = Read the table
new-file-guessing = Looking which kind of notice this table is…
level-township = Township
level-village = Village
level-both = Township, village
new-every-level = Show kinds of every level

settings-title = Settings
settings-office = Office
settings-office-name = Name of the office
settings-office-hint = Printed where the notice is signed
settings-level = Level
settings-telephones = Telephones of the office
settings-telephones-hint = Several numbers with spaces between them. They are not personal data and are shown whole.
settings-window = Window
settings-text-size = Text size
settings-language = Language
settings-language-chinese = 中文
settings-language-english = English
settings-dark = Dark
settings-light = Light
settings-colours = Colours
settings-data = Data
settings-folder = Kept in { $folder }
settings-sample = { $n } sample { $n ->
    [one] notice is
   *[other] notices are
} here to try things with.
settings-sample-clear = Remove the samples
settings-bin = { $n } in the recycle bin
settings-bin-empty = The recycle bin is empty
settings-restore = Put back
settings-saved = Settings saved.

sample-told = What you see is a sample village. Remove it under Settings with "Remove the samples".
sample-clear-title = Remove the samples?
sample-clear-text = { $n } sample { $n ->
    [one] notice goes
   *[other] notices go
}. Your own notices stay. The samples cannot be brought back.
sample-cleared = The samples are gone.

today-title = Today
today-hanging = Posted now
today-drafts = Unfinished drafts
today-empty-title = Nothing to do today
today-empty-text = Nothing is due and no draft is unfinished. Press Ctrl+N for a new notice.
today-updated = Last changed { $date }

help-title = Help
help-keys = Keys
help-everywhere = Everywhere
help-list = In a list
help-new-notice = New notice
help-search = Search notices, people, actions, settings
help-filter = Search on this page
help-save = Save (everything is saved as you type)
help-do = The main step of the page
help-rail = Go to a place on the left
help-back = Go back
help-tab = Next and previous thing to use
help-press = Press the button that has the focus
help-move = Move up and down
help-open = Open the chosen one
help-delete = Move the chosen draft to the recycle bin
help-help = Open this help
help-drop = Drop an Excel file on the window
help-drop-does = New notice from a table
help-editor = While editing a notice
help-life = Review, sign, post, take down
help-import = Read a table from a file
help-print = Print
help-export = Save as a file
help-large = See the whole page; Esc goes back
help-leave = Back to the list of notices
help-edit-keys = In a table
help-cell-move = Move between cells
help-cell-edit = Change the cell
help-cell-copy = Copy, cut, paste
help-cell-leave = Leave the table, for the next or previous thing to use
help-rows = Insert a row, delete rows
help-move-row = Move the rows up or down
help-move-column = Move the column left or right
help-select = Select the row, the column
help-undo = Undo, redo

recovered = The program was not closed properly; your work up to { $time } is back.

# Ctrl+K
palette-hint = Notices, people, actions, settings
palette-keys = ↑ ↓ choose · Enter open · Esc close
palette-none = Nothing found. Try another word; of a name, type two characters or more.
palette-notice = Notice
palette-person = Person
palette-history = All postings of { $name }
palette-action = Action
palette-new = New
palette-new-of = New { $kind }
palette-row = Row
palette-sort-down = Sort descending
palette-large = See the whole page
palette-bin = Recycle bin

# A series of election notices
series-title = The whole series of an election
series-what = From the election day, the place and the committee, notices 1 to 15 are drafted with their days and deadlines.
series-day = Election day
series-day-hint = Write the election day as 2026-12-20.
series-hours = Hours of voting
series-place = Place of voting
series-village = Village
series-term = Term, such as 第十二届
series-province = Province
series-committee = Members of the election committee
series-committee-hint = Name:sex:post, with commas between; the first is the chair where no post is said.
series-number = No. { $n }
series-until = { $name }, until { $day }
series-make = Draft the series
series-move = Move what is not posted to these days
series-written = { $n } notices of the election have their days and deadlines.

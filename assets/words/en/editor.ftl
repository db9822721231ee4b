# The editor

editor-tab-content = Content
editor-tab-look = Layout
editor-tab-check = Check
editor-check = Check
editor-check-count = Check { $n }
editor-export = Export
editor-import = Read a table
editor-history = Postings of { $name }
editor-not-saved = Cannot save, trying again
editor-title = Title
editor-title-hint = What is posted, by whom, for which year
editor-intro = Introduction
editor-intro-hint = One paragraph a line: by which rule, what, how long
editor-unit-hint = Unit, as 元
editor-notes = Notes
editor-notes-hint = One a line, printed below the table
editor-signatures = Signature lines
editor-signatures-hint = e.g. 制表人、审核人、负责人
editor-telephone = Telephone for objections
editor-issuer = Issuer
editor-date = Date of issue
editor-period-first = First day
editor-period-last = Last day
editor-show-foot = Period, issuer, signatures, notes ›
editor-show-table = ‹ Back to the table
editor-sum = total of { $name } { $sum }
editor-in-blocks = All of it stands in the blocks; there is no main table.
editor-no-table = No table yet. Drop a spreadsheet here, or press the button below.
editor-masked = Personal numbers in { $n } places you just typed were masked.
editor-setting = Laying out…
editor-page = { $page } / { $pages }
editor-fit-width = Width
editor-fit-page = Page
editor-continuous = Scroll
editor-paged = Single
editor-large = Large F5
editor-small = Back F5
editor-legible = Legible at 3 m ✓
editor-legible-to = Smallest text { $size } mm, legible to about { $metres } m
editor-dropped = { $n } columns left out: { $names }
editor-masked-cells = { $n } cells masked
editor-nothing-found = Nothing found.
editor-more-findings = { $n } more; they show as the ones above are settled.
editor-in-row = Row { $n } of the table
editor-blocking = Must
editor-warning = Look
editor-note = Note

tool-insert-row = Insert row
tool-remove-row = Delete row
tool-row-up = Up
tool-row-down = Down
tool-column = Column
tool-order = Sort
tool-column-name = Name; levels separated by /
tool-hide = Do not post
tool-show = Post
tool-column-left = Add left
tool-column-right = Add right
tool-column-back = Move left
tool-column-on = Move right
tool-column-remove = Delete column
align-left = Left
align-centre = Centre
align-right = Right
order-number = By number
order-pinyin = By pinyin
order-stroke = By strokes
order-renumber = Renumber

class-serial = Serial
class-name = Name
class-group = Group
class-amount = Amount
class-quantity = Quantity
class-rate = Rate
class-date = Date
class-id-number = ID number
class-bank-card = Bank card
class-phone = Telephone
class-address = Address
class-health = Health
class-text = Text

look-paper = Paper
look-theme = Style
look-list = Table
look-page-subtotals = Subtotal on each page
look-running-totals = Running total on each page
look-group-headings = A heading for each group
look-text-size = Text size of the table
size-by-paper = Automatic
paper-a4 = A4
paper-a4-across = A4 across
paper-a3 = A3
paper-a3-across = A3 across
paper-screen = Screen
paper-screen-portrait = Screen upright
paper-custom = Custom
paper-wrong = Width and height are 90 to 1300 mm.
millimetres = mm
theme-plain = Black on white
theme-red-head = Red head
theme-red-paper = Red paper

deliver-title = Export
deliver-pdf = PDF to print
deliver-png = This page as a picture
deliver-pngs = A picture of each page
deliver-xlsx = Table as xlsx
deliver-dpi = Resolution
deliver-dpi-of = { $n } dpi
deliver-path = Save to
deliver-path-hint = Where the file goes; may be edited
deliver-path-empty = Say where it goes first.
deliver-browse = Browse
deliver-go = Export
deliver-working = Exporting…
deliver-done = Exported to { $path }

read-title = Read a table
read-path-hint = Where the file is; it may be dropped here too
read-go = Read
read-take = Put into the notice
read-found = Sheet "{ $sheet }", header in row { $header }, { $depth } { $depth ->
    [one] line
   *[other] lines
}; { $rows } { $rows ->
    [one] row
   *[other] rows
}, { $columns } { $columns ->
    [one] column
   *[other] columns
}.
read-header-up = Header one row up
read-header-down = Header one row down
read-header-less = One header line less
read-header-more = One header line more
read-other = Take another table: { $name } ({ $rows } rows)
read-head-name = In the file
read-head-match = In the rule
read-head-class = Holds
read-head-treat = How it is posted
read-head-sum = Sum
read-leave-out = Leave out
treat-show = Show
treat-drop = Leave out
treat-empty = Keep, personal cells emptied
treat-six-and-four = Mask, keep first 6 and last 4
treat-three-and-four = Mask, keep first 3 and last 4
treat-last-four = Mask, keep last 4
treat-phone = Mask the middle four
treat-surname = Surname only
treat-middle = Mask the middle of the name
treat-village = Village and group only
editor-offer = No rows yet. Drop an Excel file here, or press Ctrl+O.
editor-read-only-state = Read only
editor-read-only = This notice has been posted and is not changed any more. To correct it, or for the next one, make a new one like it.
editor-refused = This notice has been posted and cannot be changed. To correct it, press "New one like this" above.
editor-again = New one like this
read-paste = Paste a table
read-stop = Stop
read-no-block = The clipboard holds no table. Select the cells in Excel or WPS, copy them, and paste again.
read-found-bare = Header in row { $header }, { $depth } { $depth ->
    [one] line
   *[other] lines
}; { $rows } { $rows ->
    [one] row
   *[other] rows
}, { $columns } { $columns ->
    [one] column
   *[other] columns
}.
read-remembered = A table of this shape was corrected before; the same was done here.
read-uncorrected = Without that correction
read-not-right = If it was found wrongly, correct it here:
read-rows-hint = Rows to leave out, by their number in the file: 12, 15-18
read-leave-out-rows = Leave these out
read-leave-out-row = Leave out row { $n }
read-more-findings = { $n } more; see Check after reading.
read-sum = Sum { $sum }
read-sum-same = Sum { $sum }, as in the file
read-sum-other = Adds up to { $sum }, the file says { $written }
read-unfit = A table of this shape was corrected before, but that correction does not fit this one; please look again.
read-no-match = Not in the rule
read-telephone = Row { $row } gives a mobile number as the office's; whose is it?
read-telephone-office = The office's, show it
read-telephone-private = Private, hide it

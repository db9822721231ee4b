# The print sheet

printing-title = Print
printing-printer = Printer
printing-default = { $name } (default)
printing-refresh = Look again
printing-looking = Looking for printers…
printing-corrected = Corrected as measured: { $across }% across, { $along }% along
printing-copies = Copies
printing-pages = Pages
printing-pages-hint = All, or such as 1-3,5
printing-size = Finished size
printing-as-posted = As it was posted, { $paper }
printing-upright = Portrait
printing-across = Landscape
printing-onto = How
printing-whole = Whole sheets
printing-pairs = Two pages on one
printing-tiles-a4 = Pieced from A4
printing-tiles-a3 = Pieced from A3
printing-margin = White edge of each
printing-guide = With an assembly sheet
printing-tray = Tray
printing-tray-auto = The printer chooses
printing-tray-main = Main tray
printing-tray-manual = By hand
printing-tray-number = Tray { $n }
printing-sides = One side or both
printing-one-side = One side
printing-long-edge = Both, long edge
printing-short-edge = Both, short edge
printing-takes = Takes { $n } { $n ->
    [one] sheet
   *[other] sheets
} of { $paper }
printing-takes-copies = { " " }({ $each } a copy, { $copies } copies)
printing-takes-both = { " " }({ $each } sides a copy, { $copies } copies)
printing-pieced = Makes { $size } mm: { $rows } rows × { $columns } columns
printing-with-guide = , and an assembly sheet
printing-posters = ; { $n } posters in all
printing-paired = { $n } pages, two on a sheet
printing-true-size = Printed at true size, never scaled
printing-copies-wrong = Copies: a number from 1 to 999.
printing-pages-wrong = Write pages like 1-3,5.
printing-pages-twice = A page is named twice. Please change that.
printing-size-wrong = Width and height: millimetres from 90 to 2500.
printing-margin-wrong = White edge: millimetres from 0 to 30.
printing-no-page = There is no sheet { $page }; there are { $pages }.
printing-beyond-reach = Sheets { $pages }, { $edges }: something stands nearer than { $margin } mm to the edge, where this printer cannot reach: a part would be missing.
printing-edge-left = left
printing-edge-right = right
printing-edge-top = top
printing-edge-bottom = foot
printing-edges-between = {", "}
printing-beyond-pieces = Under “How”, choose to piece it together.
printing-beyond-larger = Set “Finished size” to A3, or choose another printer.
printing-beyond-other = Choose another printer.
printing-save = Save as a file
printing-go = Print
printing-writing = Preparing…
printing-sending = Handing it to the printer…
printing-state = { $printer }: { $state }
printing-done = , { $n } { $n ->
    [one] sheet
   *[other] sheets
} out
printing-cancel = Stop it
printing-again = Print again
printing-toast-done = “{ $title }” is printed on { $printer }.
printing-toast-failed = “{ $title }” was not printed. Look at { $printer } and print it again.
printing-under-way = Printing: { $state }

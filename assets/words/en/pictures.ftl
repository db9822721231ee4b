# The office's own pictures on the lobby screen.

lobby-tab-pictures = Pictures
pictures-on = Pictures on the screen
pictures-empty = None of the office's own pictures are on the screen yet.
pictures-line = { $n ->
    [one] one picture
   *[other] { $n } pictures
 }, { $seconds } seconds each · added by { $by }
pictures-until = until { $day }
pictures-standing = until it is taken off
pictures-over = its days are over; it is not shown
pictures-remove = Take off
pictures-new = Add pictures
pictures-why = Posters, photographs of events: they take turns with the notices. They are turned upright and made smaller, and where they were taken is left out. Ask whoever can be seen in them first.
pictures-path-hint = Where the picture lies; or drop files here
pictures-browse = Choose pictures
pictures-caption = What stands under it (may be empty)
pictures-drop = Not this one
pictures-title = Name of the set
pictures-title-hint = such as Flood safety
pictures-by = Added by
pictures-seconds = Each stands
pictures-last = Last day (empty: until it is taken off)
pictures-go = Put on the screen
pictures-working = Preparing the pictures
pictures-added = The pictures are on the screen.

pictures-nobody = Nobody is named.
pictures-nobody-next = Write who adds them.
pictures-none = No picture, or more than 60.
pictures-none-next = Choose 1 to 60 pictures; make several sets of more.

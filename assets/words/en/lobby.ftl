# The lobby screen: its place in the main window, 插播, the stick.

rail-lobby = Screen
lobby-title = Lobby screen

# How it stands
lobby-line = Screen: { $how }
lobby-stopped = off
lobby-starting = starting
lobby-playing = playing { $turn }/{ $turns }
lobby-idle = idle page
lobby-off = outside its hours
lobby-alert-up = alert
lobby-reading = someone is reading
lobby-no-monitor = monitor is gone
lobby-preparing = preparing pages
lobby-again = broke off, starting again
lobby-failing = does not start
lobby-left = left at the screen

lobby-stopped-why = The screen is off: nothing is seen in the lobby.
lobby-starting-why = It opens in a few seconds.
lobby-idle-why = No notice hangs on the screen. Post one with the screen as one of its places.
lobby-off-why = It is outside its hours and comes on by itself.
lobby-no-monitor-why = The chosen monitor is gone: look whether the television is on and plugged in. Three seconds after that it is back by itself.
lobby-again-why = The screen's program broke off and is being started again by itself.
lobby-failing-why = The screen could not be opened several times in a row. Look at the television and its cable, then press Start; if that does not help, restart the computer.
lobby-left-why = Somebody left the screen with the PIN. Press Start to play on.

lobby-start = Start the screen
lobby-stop = Stop
lobby-now = Now
lobby-page-of = page { $page }/{ $of }
lobby-on-monitor = on { $name } ({ $width } × { $height })
lobby-nothing-shown = Nothing stands on the screen now

# What went wrong while it plays on
lobby-warn-sleep = The computer may fall asleep: set Sleep to Never in the system's power settings.
lobby-warn-page = Page { $page } of “{ $title }” cannot be drawn; the page before it stands. Post this notice again.
lobby-warn-store = The screen cannot read the data and plays on what it read last.
lobby-warn-log = What was shown cannot be written down; the disk may be full. Make room on it.

# The promise
lobby-promise = Loop
lobby-promise-kept = { $pages } pages take { $needed } minutes; each comes round within { $promise } minutes.
lobby-promise-broken = { $pages } pages take { $needed } minutes, more than the { $promise } that were set. Every page still comes round, only later.
lobby-promise-empty = No notice hangs on the screen yet.
lobby-remedies = What would help
lobby-remedy-lists = Time lists for looking up a name ({ $n } minutes a round)
lobby-remedy-larger = Show two pages at a time ({ $n } minutes a round)
lobby-remedy-scroll = Scroll slowly ({ $n } minutes a round)
lobby-remedy-not-enough = , not enough
lobby-remedy-longer = Let each come round within { $n } minutes
lobby-remedy-fewer = { $n ->
    [one] Or take the longest off the screen ({ $minutes } minutes a round): { $titles }
   *[other] Or take the { $n } longest off the screen ({ $minutes } minutes a round): { $titles }
 }

# What hangs
lobby-hanging = Notices on the screen
lobby-column-shown = Shown
lobby-never-shown = Not shown yet
lobby-shown = { $times ->
    [one] once
   *[other] { $times } times
 } · { $time } · { $days ->
    [one] { $days } day
   *[other] { $days } days
 }
lobby-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
 }
lobby-pages-missing = { $n } pages have not come round yet
lobby-hours-minutes = { $hours } h { $minutes } min
lobby-minutes = { $n } min
lobby-seconds = { $n } s

# Tabs
lobby-tab-now = Now
lobby-tab-look = Look
lobby-tab-times = Times
lobby-tab-use = Use

# Picture
lobby-monitor = Monitor
lobby-monitor-hint = Or drag the screen's window onto the monitor and press F11.
lobby-monitor-start = This computer does not say which monitors it has: start the screen, drag its window onto the television and press F11.
lobby-one-monitor = There is only one monitor
lobby-one-monitor-text = The screen would cover all of it, this window too. Cancel to connect the television first; or start it here and leave it with Esc (and the PIN, where one is set).
lobby-monitor-any = Automatic (the second)
lobby-monitor-gone = { $name } (not connected)
lobby-layout = Layout
lobby-layout-full = Whole page
lobby-layout-side = Page and list
lobby-layout-board = List and page
lobby-layout-portrait = Upright
lobby-layout-two = Two pages
lobby-layout-why = Pages are set for this layout when they are posted, so that their type is large enough: what was posted before a change stays as it was, and smaller.
lobby-layout-portrait-why = Upright pages are laid out when a notice is posted: what hangs already stays a landscape page, smaller, in the middle.
lobby-transition = Page turn
lobby-cut = At once
lobby-fade = Fade
lobby-scroll = Slow scroll
lobby-also = Also shown
lobby-office-name = Office
lobby-clock = Clock
lobby-date = Date
lobby-lunar = Lunar date
lobby-ticker = Titles along the bottom
lobby-idle-text = Shown while nothing hangs
lobby-idle-hint = The office's name where this is empty

# Times
lobby-page-seconds = A page stands at least
lobby-speed = Characters read a second
lobby-speed-n = { $n }
lobby-promise-minutes = Each page comes round
lobby-promise-n = within { $n } min
lobby-lists = Lists
lobby-lists-look-up = Timed for looking up a name (a third)
lobby-lists-read = Timed for reading every line
lobby-hours = Hours
lobby-hours-always = Always on
lobby-hours-add = Add hours
lobby-hours-remove = Remove
lobby-hours-from = from
lobby-hours-to = to
lobby-hours-wrong = Write times like 8:00.
lobby-hours-night = until the next day
lobby-holidays = Public holidays
lobby-holidays-ignored = As the weekday
lobby-holidays-off = Off; weekends worked in return are on
lobby-holidays-sunday = As a Sunday; weekends worked in return as a Monday
lobby-outside = Outside the hours
lobby-outside-black = Black
lobby-outside-standby = Monitor asleep
lobby-outside-idle = Idle page

# Use
lobby-keep = Running
lobby-autostart = Play after login, without opening this program
lobby-autostart-failed = Playing after login could not be set ({ $reason }). Look whether your own folder can be written.
lobby-ends-with-window = Stop the screen when this program is closed
lobby-pin = PIN to leave the screen
lobby-pin-has = A PIN is set
lobby-pin-none = No PIN: anybody can leave the screen
lobby-pin-new = New PIN (4 to 12 digits)
lobby-pin-keep = Set the PIN
lobby-pin-drop = Remove the PIN
lobby-touch = Passers-by may turn pages by touch or arrow keys; it plays on after 60 seconds
lobby-stick = A television that only takes a USB stick
lobby-stick-why = Saves every page of the loop as a picture for the television, with a sheet on how to set it.
lobby-stick-folder = Stick or folder
lobby-stick-browse = Choose a folder
lobby-stick-across = Landscape
lobby-stick-upright = Upright
lobby-stick-write = Export to the stick
lobby-stick-at = Writing picture { $done }/{ $of }
lobby-stick-done = { $n } pictures written to { $folder }. Read the sheet beside them first.
lobby-stick-until = { $n } pictures written to { $folder }. They are good until { $day }; then export again.

# 插播
alert-title = Alert
alert-text = What to say (60 characters at most)
alert-hint = e.g. No water from eight tonight
alert-count = { $n }/60
alert-level = Level
alert-red = Red
alert-orange = Orange
alert-yellow = Yellow
alert-blue = Blue
alert-minutes = How long
alert-more = A warning also has to say (Emergency Response Law, art. 64)
alert-category = Kind, e.g. rainstorm
alert-area = Area concerned
alert-measures = What to do
alert-who = Issued by { $office }, now; both are shown.
alert-go = Show it now
alert-up = On the screen now: { $text }
alert-until = until { $time }
alert-clear = Take the alert down
alert-told = The alert is up until { $time }.
alert-told-dark = The alert is kept, but the screen is off: nobody sees it.
alert-cleared = The alert was taken down.
alert-too-long = More than 60 characters: make it shorter.

# Today
today-lobby-stopped = { $n } notices should play on the lobby screen, but it is: { $how }.

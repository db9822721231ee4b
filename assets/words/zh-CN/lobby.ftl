# The lobby screen: its place in the main window, 插播, the stick.

rail-lobby = 大屏
lobby-title = 大屏

# How it stands
lobby-line = 大屏 { $how }
lobby-stopped = 没有开
lobby-starting = 正在启动
lobby-playing = 正在播放 { $turn }/{ $turns }
lobby-idle = 待机画面
lobby-off = 不在播放时段
lobby-alert-up = 正在插播
lobby-reading = 有人在翻看
lobby-no-monitor = 找不到显示器
lobby-preparing = 正在准备画面
lobby-again = 刚才断了，正在重新启动
lobby-failing = 启动不了
lobby-left = 已有人在大屏上退出

lobby-stopped-why = 大屏没有开，大厅里看不到公示。
lobby-starting-why = 正在打开，几秒钟就好。
lobby-idle-why = 没有挂在大屏上的公示。张贴时把“大屏”选为张贴地点，就会轮流播放。
lobby-off-why = 现在不在播放时段，到点自己会亮。
lobby-no-monitor-why = 选定的显示器不见了：请看看电视有没有开、线有没有插好。接上以后三秒内自己恢复。
lobby-again-why = 大屏的程序断了，正在自动重新启动，不用管它。
lobby-failing-why = 大屏连着几次都打不开。请看看电视和线，再按“启动大屏”；还不行就重启电脑。
lobby-left-why = 有人在大屏上输密码退出了。要接着播，请按“启动大屏”。

lobby-start = 启动大屏
lobby-stop = 停止
lobby-now = 现在
lobby-page-of = 第 { $page }/{ $of } 页
lobby-on-monitor = 在 { $name }（{ $width } × { $height }）
lobby-nothing-shown = 大屏上现在什么也没有

# What went wrong while it plays on
lobby-warn-sleep = 没能挡住电脑休眠：请在系统的电源设置里把“睡眠”改成“从不”。
lobby-warn-page = “{ $title }”第 { $page } 页画不出来，大屏上停的是前一页。请把这一件重新张贴。
lobby-warn-store = 大屏读不到数据，先照刚才的内容播放。
lobby-warn-log = 播放记录写不进去，磁盘可能满了。请清理磁盘。

# The promise
lobby-promise = 轮播
lobby-promise-kept = { $pages } 页播一轮要 { $needed } 分钟，{ $promise } 分钟内每一页都会轮到。
lobby-promise-broken = { $pages } 页播一轮要 { $needed } 分钟，超过了定好的 { $promise } 分钟。每一页仍然都会轮到，只是等得久。
lobby-promise-empty = 还没有挂在大屏上的公示。
lobby-remedies = 可以这样做
lobby-remedy-lists = 名单按找名字计时（一轮 { $n } 分钟）
lobby-remedy-larger = 一次放两页（一轮 { $n } 分钟）
lobby-remedy-scroll = 改用慢速滚动（一轮 { $n } 分钟）
lobby-remedy-not-enough = ，还不够
lobby-remedy-longer = 改成 { $n } 分钟内轮到
lobby-remedy-fewer = 或者把最长的 { $n } 件从大屏撤下（一轮 { $minutes } 分钟）：{ $titles }

# What hangs
lobby-hanging = 挂在大屏上的公示
lobby-column-shown = 播放记录
lobby-never-shown = 还没有播放过
lobby-shown = 播放 { $times } 次 · { $time } · { $days } 天
lobby-pages = { $n } 页
lobby-pages-missing = 有 { $n } 页还没有轮到
lobby-hours-minutes = { $hours } 小时 { $minutes } 分
lobby-minutes = { $n } 分钟
lobby-seconds = { $n } 秒

# Tabs
lobby-tab-now = 现在
lobby-tab-look = 画面
lobby-tab-times = 时间
lobby-tab-use = 使用

# Picture
lobby-monitor = 显示器
lobby-monitor-hint = 也可以把大屏的窗口拖到那台显示器上，再按 F11。
lobby-monitor-start = 这台电脑不告诉程序接了哪些显示器：启动大屏以后，把它的窗口拖到电视上，再按 F11。
lobby-one-monitor = 只接了一台显示器
lobby-one-monitor-text = 大屏会盖住整个屏幕，也盖住这个窗口。要先接电视，请按取消；要就在这台显示器上播放，按启动大屏，以后按 Esc 退出（设了密码的要输密码）。
lobby-monitor-any = 自动（第二台）
lobby-monitor-gone = { $name }（没有接上）
lobby-layout = 版式
lobby-layout-full = 整页
lobby-layout-side = 页面和目录
lobby-layout-board = 目录和页面
lobby-layout-portrait = 竖屏
lobby-layout-two = 两页并排
lobby-layout-why = 页面在张贴时按这里选的版式排好，字才够大：改版式以前张贴的仍是原来的样子，会缩小一些。
lobby-layout-portrait-why = 竖屏的页面在张贴时排好：改成竖屏以后，已经张贴的仍是横页，缩小了放在中间。
lobby-transition = 换页
lobby-cut = 直接换
lobby-fade = 淡入淡出
lobby-scroll = 慢速滚动
lobby-also = 另外显示
lobby-office-name = 单位名称
lobby-clock = 时钟
lobby-date = 日期
lobby-lunar = 农历
lobby-ticker = 底部滚动标题
lobby-idle-text = 没有公示时显示
lobby-idle-hint = 不写就显示单位名称

# Times
lobby-page-seconds = 每页至少停
lobby-speed = 按每秒读多少字停留
lobby-speed-n = { $n } 字
lobby-promise-minutes = 每一页多久轮到一次
lobby-promise-n = { $n } 分钟内
lobby-lists = 名单
lobby-lists-look-up = 按找名字计时（三分之一）
lobby-lists-read = 按逐字读计时
lobby-hours = 播放时段
lobby-hours-always = 一直播放
lobby-hours-add = 加一个时段
lobby-hours-remove = 去掉
lobby-hours-from = 从
lobby-hours-to = 到
lobby-hours-wrong = 时间请写成 8:00 的样子。
lobby-hours-night = 到第二天
lobby-holidays = 节假日
lobby-holidays-ignored = 照星期几
lobby-holidays-off = 放假不播，调休照常
lobby-holidays-sunday = 放假照星期日，调休照星期一
lobby-outside = 时段以外
lobby-outside-black = 黑屏
lobby-outside-standby = 显示器休眠
lobby-outside-idle = 待机画面

# Use
lobby-keep = 运行
lobby-autostart = 登录电脑后自动播放，不用打开公示栏
lobby-autostart-failed = 开机自动播放没有设成（{ $reason }）。请检查个人文件夹能否写入。
lobby-ends-with-window = 关掉公示栏时大屏也一起停
lobby-pin = 退出大屏的密码
lobby-pin-has = 已设密码
lobby-pin-none = 没有设密码，谁都能退出大屏
lobby-pin-new = 新密码（4 到 12 位数字）
lobby-pin-keep = 设密码
lobby-pin-drop = 去掉密码
lobby-touch = 群众可以自己翻看：触摸或方向键，60 秒没人动就接着播
lobby-stick = 电视只能插 U 盘
lobby-stick-why = 把轮播的每一页存成图片，插到电视上放。另有一张说明，讲怎样设置电视。
lobby-stick-folder = U 盘或文件夹
lobby-stick-browse = 选文件夹
lobby-stick-across = 横屏
lobby-stick-upright = 竖屏
lobby-stick-write = 导出到U盘
lobby-stick-at = 正在写第 { $done }/{ $of } 张
lobby-stick-done = 写好了 { $n } 张图片，在 { $folder }。先看“怎样设置电视.pdf”。
lobby-stick-until = 写好了 { $n } 张图片，在 { $folder }。内容到 { $day } 为止，到期要重新导出。

# 插播
alert-title = 插播
alert-text = 写什么（最多 60 个字）
alert-hint = 如 今晚八点起全村停水，请提前存水
alert-count = { $n }/60
alert-level = 级别
alert-red = 红色
alert-orange = 橙色
alert-yellow = 黄色
alert-blue = 蓝色
alert-minutes = 播多久
alert-more = 发预警时还要写明（突发事件应对法第六十四条）
alert-category = 类别，如 暴雨
alert-area = 可能影响的范围
alert-measures = 应采取的措施
alert-who = 发布单位 { $office }，发布时间是现在，都会显示。
alert-go = 立刻插播
alert-up = 正在插播：{ $text }
alert-until = 到 { $time } 自己撤下
alert-clear = 撤下插播
alert-told = 已插播，到 { $time } 自己撤下。
alert-told-dark = 已记下插播，但大屏没有开，大厅里看不到。
alert-cleared = 插播已撤下。
alert-too-long = 超过 60 个字了，请缩短。

# Today
today-lobby-stopped = 有 { $n } 件公示要在大屏上播放，但大屏{ $how }。

# The frame, the lists, the settings. The editor's words are in editor.ftl.

app-name = 公示栏

# The rail
rail-today = 今天
rail-notices = 公示件
rail-settings = 设置
rail-help = 帮助
no-office = 未填单位名称

# The status line
saved-at = 已保存 { $time }
saved-always = 内容随时自动保存
saving = 正在保存……
backup-at = 上次备份 { $time }
backup-never = 还没有备份
at-today = 今天 { $time }

# Words of every screen
save = 保存
cancel = 取消
close = 关闭
refused-title = 公示栏打不开
undo = 撤销
redo = 重做
back = 返回
retry = 重试
open = 打开
search = 搜索
new-notice = 新建公示
loading = 正在读取……
rows = { $n } 行
saved-by-itself = 已自动保存，不用手动保存。
undone = 已撤销。
unreadable-title = 读不出来

# Dates
date-hint = 如 2026-4-8
date-wrong = 看不懂这个日期，请写成 2026-4-8 的样子。
calendar = 日历
month = { $year }年{ $month }月
weekdays-short = 一 二 三 四 五 六 日
date-spoken = { $year }年{ $month }月{ $day }日（{ $weekday }）
monday = 周一
tuesday = 周二
wednesday = 周三
thursday = 周四
friday = 周五
saturday = 周六
sunday = 周日

# States of a notice
state-draft = 草稿
state-in-review = 待审
state-approved = 已批准
state-posted = 公示中
state-expired = 已到期
state-withdrawn = 已撤下
state-archived = 已归档
state-void = 作废

# The list of notices
filter-all = 全部
column-title = 标题
column-kind = 事项
column-state = 状态
column-rows = 行数
column-period = 公示期
column-updated = 改动
untitled = （未填标题）
period-none = 未定
period-from = { $first } 起
period-standing = 长期
days-left = 还剩 { $n } 天
due-today = 今天撤下
days-over = 已过 { $n } 天
search-notices = 标题、正文、人名或拼音首字母
notices-count = 共 { $n } 件
notices-found = 找到 { $n } 件
notices-found-more = 先列出 { $n } 件，往下翻接着找
notices-searching = 已找到 { $n } 件，还在找……
notices-looking = 正在找……
notices-unindexed = （还有 { $n } 件正在编索引，找得慢一些）
hit-body = 正文
hit-further = 另一个表
hit-row = 第 { $n } 行
hit-more = 这一件里还有更多
notices-empty-title = 还没有公示件
notices-empty-text = 按 Ctrl+N 新建一件，或者把收到的 Excel 表格拖到这个窗口里。
notices-none-found = 没有找到。换个词试试，或者按 Esc 看全部。
notices-recycled = 已把“{ $title }”移到回收站。
notices-only-drafts = 公示过的不能删除：张贴过的内容要留档。
move-to-bin = 移到回收站

# New
new-title = 新建公示
new-search = 搜事项，如 低保、地力、三公
new-period-days = 公示 { $n } 天
new-period-workdays = 公示 { $n } 个工作日
new-period-standing = 长期公示
new-period-until = 公示到事项办结
new-unsure = 待核实
new-unsure-why = 依据还没有核对过原文，张贴前请按本地文件核实。
new-no-basis = 暂无依据条款
new-from-last = 照上期新建
new-from-last-of = 照“{ $title }”新建
new-blank = 空白新建
new-none-found = 没有这个事项。换个词试试，或者选一个相近的。
new-columns = 表格各列：{ $names }
new-pick = 选中左边的一项，看依据和公示期。
new-from-file = 从文件新建
new-file-path = 表格文件的位置
new-file-browse = 选文件
new-file-hint = 也可以把文件直接拖到窗口里
new-file-chosen = 文件：{ $name }
new-file-pick-kind = 请选这张表是哪一项公示。
new-file-guess = 按文件内容，可能是“{ $kind }”。
new-file-take = 改选这一项
new-file-drop = 不用这个文件
new-file-make = 读入表格并新建
new-file-guessing = 正在看这张表是哪一项公示……
level-township = 乡镇
level-village = 村
level-both = 乡镇、村
new-every-level = 显示全部级别的事项

# Settings
settings-title = 设置
settings-office = 单位
settings-office-name = 单位名称
settings-office-hint = 如 石桥镇人民政府，印在公示的落款处
settings-level = 级别
settings-telephones = 单位电话
settings-telephones-hint = 几个号码用空格隔开。这些号码不算个人信息，公示时照原样显示。
settings-window = 窗口
settings-text-size = 文字大小
settings-language = 语言
settings-language-chinese = 中文
settings-language-english = English
settings-dark = 深色
settings-light = 浅色
settings-colours = 颜色
settings-data = 数据
settings-folder = 数据放在 { $folder }
settings-sample = 现在有 { $n } 件示例公示，用来熟悉操作。
settings-sample-clear = 清除示例
settings-bin = 回收站有 { $n } 件
settings-bin-empty = 回收站是空的
settings-restore = 放回
settings-saved = 设置已保存。

# The sample village
sample-told = 现在看到的是示例（石桥村）。熟悉以后，在“设置”里按“清除示例”去掉。
sample-clear-title = 清除示例？
sample-clear-text = 将去掉 { $n } 件示例公示。您自己建的公示不受影响。清除以后找不回来。
sample-cleared = 示例已清除。

# Today
today-title = 今天
today-hanging = 正在公示
today-drafts = 没做完的草稿
today-empty-title = 今天没有要办的事
today-empty-text = 没有到期的公示，也没有没做完的草稿。按 Ctrl+N 新建公示。
today-updated = 上次改动 { $date }

# Help
help-title = 帮助
help-keys = 按键
help-everywhere = 到处都能用
help-list = 在列表里
help-new-notice = 新建公示
help-search = 搜公示件、人名、操作、设置
help-filter = 在这一页里搜索
help-save = 保存（内容随时自动保存）
help-do = 做这一页最要紧的一步
help-rail = 到左边第几项
help-back = 返回上一页
help-tab = 到下一个、上一个可操作的地方
help-press = 按下选中的按钮
help-move = 上下移动
help-open = 打开选中的一件
help-delete = 把选中的草稿移到回收站
help-help = 打开帮助
help-drop = 把 Excel 文件拖到窗口里
help-drop-does = 从表格新建公示
help-editor = 编辑公示件时
help-life = 送审、签字、张贴、撤下
help-import = 读入表格文件
help-print = 打印
help-export = 导出成文件
help-large = 放大看整页，再按 Esc 返回
help-leave = 回到公示件列表
help-edit-keys = 在表格里
help-cell-move = 在格子之间移动
help-cell-edit = 修改格子
help-cell-copy = 复制、剪切、粘贴
help-cell-leave = 离开表格，到下一个、上一个可操作的地方
help-rows = 插入行、删除行
help-move-row = 上移、下移一行
help-move-column = 列左移、列右移
help-select = 选中整行、整列
help-undo = 撤销、重做

# Recovery
recovered = 上次没有正常关闭，已恢复到 { $time } 的内容。

# Ctrl+K
palette-hint = 搜公示件、人名、操作、设置，可用拼音首字母
palette-keys = ↑ ↓ 选择 · Enter 打开 · Esc 关闭
palette-none = 没有找到。换个词试试；人名请输入两个字以上。
palette-notice = 公示件
palette-person = 人
palette-history = { $name } 的全部公示记录
palette-action = 操作
palette-new = 新建
palette-new-of = 新建 { $kind }
palette-row = 行
palette-sort-down = 倒序
palette-large = 放大看整页
palette-bin = 回收站

# A series of election notices
series-title = 整套选举公告
series-what = 填好选举日、地点和选举委员会，第1号到第15号公告一次排好，日期和期限都由选举日推算。
series-day = 选举日
series-day-hint = 选举日写成 2026-12-20 或 2026年12月20日。
series-hours = 投票时间
series-place = 投票地点
series-village = 村名
series-term = 届次，如 第十二届
series-province = 省份
series-committee = 选举委员会成员
series-committee-hint = 姓名:性别:职务，用逗号隔开，第一位不写职务就是主任。
series-number = 第{ $n }号
series-until = { $name }，期限 { $day }
series-make = 新建整套公告
series-move = 没有张贴的都改到这些日子
series-written = { $n } 份选举公告的日期和期限已排好。

//! `--help`, for the program and for each command.

use crate::domain::kind::Catalogue;

const PROGRAM: &str = "\
公示栏 gongshi：村、乡镇公示栏的离线程序

用法：
  gongshi [--data 文件夹]                打开窗口
  gongshi inspect 文件 [选项]            看一份表格里有什么，不改动任何东西
  gongshi make 文件 --kind 种类 --out 输出 [选项]
                                        由表格直接做成公示页
  gongshi printers                      看有哪些打印机
  gongshi print 公示编号|文件.pdf [选项] 按实际大小打印
  gongshi calibrate --printer 名字      打印校准页，记下打印机的误差
  gongshi election new|move|check|result --data 文件夹 [选项]
                                        村民委员会换届选举的整套公告
  gongshi list|search|show --data 文件夹 [选项]
                                        查找公示件，看一件的内容
  gongshi export --data 文件夹 --out 新文件夹 [选项]
                                        把张贴过的装成检查材料
  gongshi certificate|register --data 文件夹 --out 文件.pdf [选项]
                                        公示证明、审批单、结果说明、异议答复；台账、封存单、交接清单
  gongshi board --data 文件夹 [--out 文件.pdf]
                                        公开栏哪块版面贴着什么，张贴图
  gongshi approve|post|withdraw|object|verify
                                        批准、张贴、撤下、登记异议、核对档案
  gongshi archive list|import|hold|release|conceal|reveal|destroy --data 文件夹 [选项]
                                        档案：查看、补录旧文件、冻结、对外隐藏、销毁
  gongshi alert 文字 [选项]              在大屏上插播
  gongshi screen status|usb [选项]       大屏现在怎样；导出到 U 盘
  gongshi screen pictures add|list|remove  大屏上单位自己的图片
  gongshi screen [选项]                 大厅的大屏
  gongshi demo --data 文件夹 [选项]      放入一年的示例公示件
  gongshi 命令 --help                    看一个命令的用法

结束码：0 做好了；1 内容不合要求，没有做；2 命令或文件有问题。
";

const INSPECT: &str = "\
gongshi inspect 文件 [--sheet 工作表] [--kind 种类] [--json]

看一份 Excel、WPS、CSV 或网页表格：找到哪张表，标题、表头、多少行，各列合计，
有多少格是身份证号、卡号、私人电话，还有哪里对不上。

  --sheet 工作表   指定看哪张工作表
  --kind 种类      按这种公示的列和规则检查（编号或全名，见 gongshi make --help）
  --json           输出 JSON
";

const MAKE: &str = "\
gongshi make 文件 --kind 种类 --out 输出 [选项]

由表格做成公示页。没有人可问，个人信息一律按最严的办法处理：整列去掉、遮住或清空。

  --kind 种类      公示的种类，编号或全名（见下）
  --out 输出       *.pdf；*.png（多页时另存为 名字-2.png …）；以 / 结尾的文件夹（一页一张 PNG）
  --title 标题     不写就用表格里的标题
  --paper 纸       a4（不写就是它）、a3、a2、a1、a0、screen（1920×1080）、
                   screen-portrait（1080×1920），或 宽x高mm，例如 600x900mm
  --order 顺序     votes 按得票多少、stroke 按姓氏笔画、stroke-name 按姓名笔画、pinyin 按姓氏拼音、
                   listed 按表格（不写就是它）
  --across         横放
  --tiles 纸       拼版：把每页拆到 a4 或 a3 纸上，带裁切线、粘贴边、编号和拼接图
  --margin 毫米    拼版时打印机四边印不到的宽度，0 到 30，不写就是 5
  --guide          拼版时在最后多一张拼装图
  --two-up         二合一：两页并在一张纸上，大小不变，例如两页 A4 印在一张 A3 上
  --theme 样式     plain 白纸黑字、redhead 红头、redpaper 红纸；不写就按种类定
  --letter         正文公示用信函格式（GB/T 9704）
  --seal 图片      落款处盖公章，白底自动去掉
  --clean          净版：不带红头和公章；红纸不印底色，用来印在真的红纸上
  --money 单位     金额按 yuan（元）或 wan（万元）显示，由元换算一次四舍五入
  --capitals       表下加合计大写
  --dpi 数         PNG 每英寸的点数，36 到 1200，不写就是 150
  --data 文件夹    用这个文件夹里的单位名称和电话
  --json           输出 JSON

种类是预算或者决算公开（budget、final-accounts）时，工作簿的每张工作表都读入，做成一套：封面、目录、
情况说明、依次编号的各表；没有数据的表也列出，注明“本单位无此项支出”。

种类：
";

const ELECTION: &str = "\
gongshi election new --day 日期 --place 地点 --data 文件夹 [选项]
gongshi election move --data 文件夹 [--day 日期] [选项]
gongshi election check --data 文件夹 [--json]
gongshi election result --figures 文件.json --data 文件夹 [--json]

new 由选举日、地点和选举委员会做成整套公告的草稿（第1号公告 ……），连同日期和期限；move 改期或改地点，
没有张贴的都跟着改；check 只核对期限和委托；result 由选举数据算出选举是否有效、谁当选，写进选举结果公告，
数据自相矛盾的不做。

  --day 日期         选举日，例如 2026-12-20
  --place 地点       投票地点
  --committee 名单   村民选举委员会，主任在前，例如 王大山:男:主任,李秀兰:女
  --village 村名     不写就由单位名称得出；乡镇由投票地点得出
  --term 届次        例如 第十二届
  --hours 时间       投票时间，不写就是 上午8时至下午5时
  --province 省      按该省的规定核对正式候选人的公布日
  --figures 文件     JSON：registered、issued、returned、valid、invalid、voters（可不写）、
                     posts（name、seats、candidates（name、votes））
  --json             输出 JSON
";

const DEMO: &str = "\
gongshi demo --data 文件夹 [--notices 数目]

在文件夹里放入一个乡镇一年的示例公示件，供试用和练习。人名、数目都是编的。
超过 1000 件的只有内容，没有冻结的页面和封存档案。
";

const PRINTERS: &str = "\
gongshi printers [--json]

看这台电脑有哪些打印机：名字、纸张、纸盒、双面、纸边多宽印不到、有什么故障。
";

const PRINT: &str = "\
gongshi print 公示编号|文件.pdf [选项]

按实际大小打印，从不缩放。

  --printer 名字   不写就用系统默认的打印机
  --copies 数      份数，1 到 999
  --pages 页码     例如 1-3,5；拼版时是第几张纸，印坏一张可以只补那一张
  --paper 纸       公示换一种纸排版（写法见 gongshi make --help）；--across 横放
  --tiles 纸       拼版到 a4 或 a3 纸上；纸边宽度按打印机报的算，或用 --margin 毫米 写明；
                   --guide 在最后多一张拼装图
  --two-up         二合一：两页并在一张纸上，大小不变
  --clean          净版：不带红头和公章；红纸不印底色
  --tray 纸盒      纸盒的名字见 gongshi printers
  --duplex 翻法    双面：long（长边翻页）或 short（短边翻页）
  --dry-run        只看要几张纸、有没有印不到的地方，不打印
  --wait 秒        等打印机多久，不写就是 10
  --data 文件夹    公示和打印机校准从这个文件夹读
  --json           输出 JSON
";

const CALIBRATE: &str = "\
gongshi calibrate --printer 名字 [--measured 横x竖 | --reset] [--data 文件夹]
gongshi calibrate --out 文件.pdf

打印校准页；用钢尺量好，把横尺、竖尺的毫米数填进来，以后这台打印机打印时自动修正。

  --measured 横x竖 例如 149.6x239.5
  --reset          不再修正
  --out 文件.pdf   只把校准页存成文件
";

const LIFE: &str = "\
一件公示的来去。编号是 gongshi list 里的数字；--json 输出 JSON。

gongshi approve 编号 --data 文件夹 --by 姓名 [--means paper|pin|alone] [--remark 意见]
    签下一步；草稿先送审。pin 从标准输入的第一行读密码；alone 一个人签完，如实记下。
gongshi post 编号 --data 文件夹 --by 姓名 --place [wall|screen|broadcast|other:]地点 …
             [--until 日期] [--reason 理由]
    张贴：页面从此不变。短于规定、或与页面上写的不同，要写理由。
gongshi withdraw 编号 --data 文件夹 --by 姓名 [--reason 理由] [--seal]
    撤下；--seal 当时就归档封存。
gongshi object 编号 --data 文件夹 --matter 内容 [--person 姓名] [--means 当面|电话|书面] [--by 登记人]
gongshi object 编号 --data 文件夹 --answer 号 --by 姓名 --reply 答复
               --outcome upheld|rejected|withdrawn [--list-changed]
    登记异议；答复异议（成立、不成立、撤回）。
gongshi verify --data 文件夹
    把封存的档案和记录全部重算一遍，指出第一处不同。
";

const ALERT: &str = "\
gongshi alert 文字 [--level red|orange|yellow|blue] [--minutes 分钟] [--by 姓名]
              [--category 类别] [--area 影响范围] [--measures 应对措施] [--data 文件夹] [--json]
    插播：最多 60 个字，立刻盖住大屏上的画面，到时自己撤下；不写就是蓝色、30 分钟。窗口开着也能用。
    发预警应写明类别、范围和措施（突发事件应对法第六十四条）。
gongshi alert --clear [--by 姓名] [--data 文件夹]
    提前撤下插播。
";

const LIST: &str = "\
gongshi list --data 文件夹 [--search 词] [--state 状态] [--kind 种类] [--place 地点]
             [--from 日期] [--to 日期] [--json]
    列出公示件。只读，窗口开着也能用。
  --search 词      标题、事项、公示期、正文、表格里的字，人名，拼音首字母（zsf 找张石芳）；
                   几个词用空格隔开；=张石芳 只找整个名字，按公示日期从新到旧
  --state 状态     draft 草稿、in-review 待审、approved 已批准、posted 公示中、expired 已到期、
                   withdrawn 已撤下、archived 已归档
  --kind 种类      编号或全名，见 gongshi make --help
  --place 地点     张贴过的地点，写一部分也可以
  --from --to      公示期与这段日期有重合，写 2026-04-08；没有公示期的看改动日期
  --json           {\"notices\": [{id, kind, kind_name, title, state, rows, first, last, updated,
                   hits: [{in, text, marks, row, column}], more_rows}], \"unindexed\": 数目}
                   in 是 title、kind、period、text 或 row；marks 是 text 里第几个字到第几个字；
                   row、column 从 1 数起，只在 row 里有；每件最多列 5 行，还有更多时 more_rows 为 true
gongshi search 词 --data 文件夹 [同上]
    就是 list --search 词。
gongshi show 编号 --data 文件夹 [--json]
    看一件公示件公示出来的内容，不该公开的已经去掉。
  --json           {id, kind, kind_name, state, previous, updated, title, text, unit,
                   columns: [{name, class}], rows: [{role, cells}], notes, signatures, telephone,
                   issuer, date, first, last}
";

const EXPORT: &str = "\
gongshi export --data 文件夹 --out 新文件夹或文件.zip [--from 日期] [--to 日期] [--year 年 …]
               [--kind 种类 …] [--json]
    把这段日子里张贴过的公示装进一个新文件夹（BagIt 格式），一件一个文件夹：张贴的页面、公示表格、签字、
    照片、异议、审批单、公示证明、结果说明和封存清单，最上面有公示目录；补录的旧档案也在里面。
    --out 以 .zip 结尾就装成一个文件。不用本程序也能看；写完全部重读核对。只读，窗口开着也能用。
    对外隐藏了个人信息的，张贴时的原页照样装进去（供检查用），情况.txt 里写明，不再重新做表格。
  --from --to      这段日期里贴着的；不写就是全部
  --year 年        只装这一年里贴着的，可以写几次
  --kind 种类      只装这一种，编号或全名，可以写几次
  --json           {\"notices\", \"files\", \"bytes\", \"sha256\", \"out\", \"zip_sha256\"}，sha256 是清单
                   manifest-sha256.txt 的，zip_sha256 是整个文件的（装成文件夹时没有）
";

const ARCHIVE: &str = "\
档案。编号是 gongshi list 里的数字；--json 输出 JSON。

gongshi archive list --data 文件夹 [--due] [--json]
    撤下和封存了的，从新到旧；--due 只列保管期满、可以销毁的。只读，窗口开着也能用。
gongshi archive import 文件夹 --data 文件夹 --by 姓名 [--kind 种类] [--json]
    补录：把本程序以前的文件（docx、doc、wps、pdf、jpg、png、tif、xls、xlsx ……）连同下级文件夹收进档案
    并封存。题名和日期取自文件名，名字里没有日期的用修改日期；事项按题名猜，或用 --kind 写明。
    档案里写明是补录的，不是本程序张贴的。档案里已经有的文件不重复收。
gongshi archive hold|release 编号 --data 文件夹 --by 姓名 --reason 原因
    冻结、解除冻结：冻结着的到期也不能销毁。
gongshi archive term 种类 --years 0|10|30 --data 文件夹
    改一种公示的保管期限，0 是永久。
gongshi archive conceal-after 天数|never --data 文件夹
    撤下满几天自动对外隐藏个人信息；never 是不自动隐藏。
gongshi archive conceal|reveal 编号 --data 文件夹 --by 姓名 --reason 原因
    对外隐藏个人信息、恢复显示：搜索、大屏和重新导出里不再出现，封存的档案不变。
gongshi archive destroy 编号 --data 文件夹 --by 姓名 --second 姓名 --reason 原因 [--means paper|pin]
    销毁保管期满、没有冻结的，要两个不同的人；pin 从标准输入的前两行读两个人的密码，不写就是纸上签过字。
    封存链上的这一号、台账上的这一行和销毁登记留下，gongshi verify 照样通过。
";

const PAPERS: &str = "\
把一件公示或整个单位的文书写成 PDF（PDF/A，A4）。只读，窗口开着也能用。

gongshi certificate 编号 --data 文件夹 --out 文件.pdf [--form 文书] [--answer 号] [--json]
    一件公示的文书。编号是 gongshi list 里的数字。
  --form 文书      certificate 公示证明（不写就是它）、approval 公示审批单、outcome 公示结果说明、
                   reply 异议答复、broadcast 广播稿（--out 文件.txt）
  --answer 号      答复的是第几号异议，和 --form reply 一起用
gongshi register --data 文件夹 --out 文件.pdf [--form 文书] [--year 年] [--month 年月] [--json]
    整个单位的文书。
  --form 文书      register 一年的公示台账（不写就是它，要写 --year 2026）、
                   month 月度封存单（要写 --month 2026-11）、handover 公示工作交接清单
  --json           {\"out\", \"pages\", \"sha256\"}
";

const BOARD: &str = "\
gongshi board --data 文件夹 [--out 文件.pdf] [--json]
    墙面公开栏现在应该是什么样：每块版面多大、还能贴几张，每件公示贴在哪块、还剩几天。只读，窗口开着也能用。
  --out 文件.pdf   张贴图：按比例画出每块版面和每张纸，照着贴
  --json           {\"walls\": [{place, panels: [{name, width, height, room_for_a4,
                   sheets: [{notice, sheet, x, y, width, height}]}],
                   notices: [{notice, year, number, title, last, days, sheets}],
                   unplaced: [{notice, sheet, fits_a_panel}]}], \"out\", \"pages\"}，长度都是毫米
";

const TODAY: &str = "\
gongshi today --data 文件夹 [--day 日期] [--out 文件.pdf] [--json]
    今天要办的事，按轻重缓急：该撤下的、公开计划里该张贴的、等张贴、等签字、待答复的异议、草稿、等归档。
    只读，窗口开着也能用。
  --day            换一天看，写 2026-04-08；不写就是今天
  --out 文件.pdf   同时写成可以打印的清单（PDF/A，A4）
  --json           {\"today\", \"urgent\": 今天非办不可的件数, \"items\": [{errand, title, kind, notice, cycle,
                   number, day, days, lain}], \"paper\": {out, pages}}
                   errand 是 take-down、publish、post、sign、answer、draft、seal 或 hang；days 是离期限的天数，
                   负数是已过几天；lain 是放了几天没动
";

/// The commands that have a help of their own.
pub(super) const COMMANDS: &[&str] = &[
    "alert",
    "board",
    "archive",
    "inspect",
    "make",
    "demo",
    "election",
    "list",
    "show",
    "search",
    "export",
    "certificate",
    "register",
    "today",
    "printers",
    "print",
    "calibrate",
    "approve",
    "post",
    "withdraw",
    "object",
    "verify",
    "screen",
];

const SCREEN: &str = "\
gongshi screen [--data 文件夹] [--monitor 名字|序号] [--windowed 宽x高]

大厅的大屏：把正在公示、张贴到大屏的每一页轮流播放。主窗口开着、关着都可以。

  --data 文件夹        数据放在哪里
  --monitor 名字|序号  放在哪个显示器上；不写就用主窗口里选定的，没有选过就用第二个显示器
  --windowed 宽x高     在一个窗口里试放，例如 1280x720
  --speed 倍数         快放，试验用

按 F11 在显示器上铺满或还原。

gongshi screen pictures add 图片 … --title 名字 --by 姓名 [--caption 说明 …] [--until 日期] [--seconds 秒]
    把单位自己的图片（JPG、PNG、WebP）放进轮播，一张一页；--caption 按图片的顺序写，不写 --until 就一直放。
gongshi screen pictures list [--json]
gongshi screen pictures remove 编号 --by 姓名
";

/// The text for the program, or for one command.
pub(super) fn text(command: Option<&str>) -> String {
    match command {
        Some("inspect") => INSPECT.to_owned(),
        Some("make") => format!("{MAKE}{}", kinds()),
        Some("printers") => PRINTERS.to_owned(),
        Some("print") => PRINT.to_owned(),
        Some("calibrate") => CALIBRATE.to_owned(),
        Some("election") => ELECTION.to_owned(),
        Some("alert") => ALERT.to_owned(),
        Some("screen") => SCREEN.to_owned(),
        Some("demo") => DEMO.to_owned(),
        Some("list" | "show" | "search") => LIST.to_owned(),
        Some("certificate" | "register") => PAPERS.to_owned(),
        Some("board") => BOARD.to_owned(),
        Some("archive") => ARCHIVE.to_owned(),
        Some("export") => EXPORT.to_owned(),
        Some("today") => TODAY.to_owned(),
        Some("approve" | "post" | "withdraw" | "object" | "verify") => LIFE.to_owned(),
        _ => PROGRAM.to_owned(),
    }
}

fn kinds() -> String {
    let mut lines = String::new();
    for kind in Catalogue::bundled().kinds() {
        lines.push_str(&format!("  {:<22}{}\n", kind.id.as_str(), kind.name));
    }
    lines
}

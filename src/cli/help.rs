//! `--help`, for the program and for each command.

use crate::domain::kind::Catalogue;

const PROGRAM: &str = "\
公示栏 gongshi：村、乡镇公示栏的离线程序

用法：
  gongshi [--data 文件夹]                打开窗口
  gongshi inspect 文件 [选项]            看一份表格里有什么，不改动任何东西
  gongshi make 文件 --kind 种类 --out 输出 [选项]
                                        由表格直接做成公示页
  gongshi list|show --data 文件夹 [选项]  查找公示件，看一件的内容
  gongshi approve|post|withdraw|object|verify
                                        批准、张贴、撤下、登记异议、核对档案
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
  --paper 纸       a4（不写就是它）、a3、screen（1920×1080）、screen-portrait（1080×1920）、
                   或 宽x高mm，例如 600x900mm
  --across         横放
  --dpi 数         PNG 每英寸的点数，36 到 1200，不写就是 150
  --data 文件夹    用这个文件夹里的单位名称和电话
  --json           输出 JSON

种类：
";

const DEMO: &str = "\
gongshi demo --data 文件夹 [--notices 数目]

在文件夹里放入一个乡镇一年的示例公示件，供试用和练习。人名、数目都是编的。
超过 1000 件的只有内容，没有冻结的页面和封存档案。
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
gongshi object 编号 --data 文件夹 --matter 内容 [--person 姓名] [--means 当面|电话|书面]
gongshi object 编号 --data 文件夹 --answer 号 --by 姓名 --reply 答复
               --outcome upheld|rejected|withdrawn [--list-changed]
    登记异议；答复异议（成立、不成立、撤回）。
gongshi verify --data 文件夹
    把封存的档案和记录全部重算一遍，指出第一处不同。
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
gongshi show 编号 --data 文件夹 [--json]
    看一件公示件公示出来的内容，不该公开的已经去掉。
  --json           {id, kind, kind_name, state, previous, updated, title, text, unit,
                   columns: [{name, class}], rows: [{role, cells}], notes, signatures, telephone,
                   issuer, date, first, last}
";

/// The commands that have a help of their own.
pub(super) const COMMANDS: [&str; 10] =
    ["inspect", "make", "demo", "list", "show", "approve", "post", "withdraw", "object", "verify"];

/// The text for the program, or for one command.
pub(super) fn text(command: Option<&str>) -> String {
    match command {
        Some("inspect") => INSPECT.to_owned(),
        Some("make") => format!("{MAKE}{}", kinds()),
        Some("demo") => DEMO.to_owned(),
        Some("list" | "show") => LIST.to_owned(),
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

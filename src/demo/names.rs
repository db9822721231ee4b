//! Names of people and villages.

use super::chance::Chance;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶\
                        阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文";
const DOUBLE_SURNAMES: [&str; 4] = ["欧阳", "司马", "上官", "诸葛"];
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志春梅海燕文斌宁浩宇轩梓涵欣怡子墨思源家\
                     豪德福来喜根生永长庆瑞祥云凤仙珍荣贵友良忠义礼仁和顺安康山川林森松柏竹菊莲荷";
/// Characters that old fonts and old systems lack.
const RARE: [&str; 10] = ["喆", "堃", "䶮", "昇", "淼", "翀", "頔", "赟", "旻", "珺"];

pub(super) const VILLAGES: [&str; 16] = [
    "石桥村",
    "柳河村",
    "东岗村",
    "西岭村",
    "大塘村",
    "新庄村",
    "青山村",
    "龙潭村",
    "王家湾村",
    "双井村",
    "竹园村",
    "白杨村",
    "上坝村",
    "下坝村",
    "枫树村",
    "清水村",
];

/// One name in forty has a rare character, one in sixty a surname of two.
pub(super) fn person(chance: &mut Chance) -> String {
    let mut name =
        if chance.one_in(60) { chance.pick(&DOUBLE_SURNAMES).to_owned() } else { one_of(chance, SURNAMES).to_string() };
    if !chance.one_in(5) {
        name.push(one_of(chance, GIVEN));
    }
    if chance.one_in(40) {
        name.push_str(chance.pick(&RARE));
    } else {
        name.push(one_of(chance, GIVEN));
    }
    name
}

/// 第一村民小组 to 第十村民小组, by the share of a list that is behind.
pub(super) fn group(index: usize, of: usize) -> String {
    const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let at = (index * NUMBERS.len()).checked_div(of).unwrap_or(0).min(NUMBERS.len() - 1);
    format!("第{}村民小组", NUMBERS[at])
}

fn one_of(chance: &mut Chance, characters: &str) -> char {
    let count = characters.chars().count() as i64;
    let at = chance.between(0, count - 1) as usize;
    characters.chars().nth(at).unwrap_or('王')
}

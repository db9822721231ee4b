//! Amounts (金额): exact, grouped by thousands, in 万元, in capitals (大写).

use rust_decimal::{Decimal, RoundingStrategy};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const SECTIONS: [&str; 4] = ["", "万", "亿", "万亿"];

/// 四舍五入: a half goes away from zero.
pub fn round(value: Decimal, scale: u32) -> Decimal {
    value.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero)
}

/// With thousands marks and exactly `scale` decimals: 1,234.50.
pub fn grouped(value: Decimal, scale: u32) -> String {
    let rounded = round(value, scale);
    let text = format!("{:.*}", scale as usize, rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::with_capacity(text.len() + whole.len() / 3 + 1);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        grouped.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// 元 with its two decimals.
pub fn yuan(value: Decimal) -> String {
    grouped(value, 2)
}

/// 万元 from 元, rounded once.
pub fn wan(yuan: Decimal, scale: u32) -> Decimal {
    round(yuan / Decimal::from(10_000), scale)
}

/// 人民币大写 of an amount in 元, rounded to fen: 壹仟肆佰零玖元伍角. `None` from 10¹⁶ 元 up.
pub fn capital(value: Decimal) -> Option<String> {
    let rounded = round(value, 2);
    let fen: u64 = (rounded.abs() * Decimal::ONE_HUNDRED).trunc().try_into().ok()?;
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    if yuan >= 10_000_000_000_000_000 {
        return None;
    }
    let mut text = String::new();
    if rounded.is_sign_negative() && !rounded.is_zero() {
        text.push('负');
    }
    if yuan > 0 || (jiao == 0 && fen == 0) {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    let digit = |value: u64| DIGITS[usize::try_from(value).unwrap_or(0)];
    match (jiao, fen) {
        (0, 0) => text.push('整'),
        (0, fen) => {
            if yuan > 0 {
                text.push('零');
            }
            text.extend([digit(fen), '分']);
        }
        (jiao, fen) => {
            if yuan > 0 && yuan.is_multiple_of(10) {
                text.push('零');
            }
            text.extend([digit(jiao), '角']);
            if fen > 0 {
                text.extend([digit(fen), '分']);
            }
        }
    }
    Some(text)
}

/// The 元 in capitals: zeros between digits are read once, those at the end of a group of four not at all.
fn whole(yuan: u64) -> String {
    if yuan == 0 {
        return DIGITS[0].to_string();
    }
    let mut text = String::new();
    let mut zero = false;
    for section in (0..4).rev() {
        let value = usize::try_from(yuan / 10_000_u64.pow(section) % 10_000).unwrap_or(0);
        if value == 0 {
            zero = !text.is_empty();
            continue;
        }
        for place in (0..4).rev() {
            let digit = value / 10_usize.pow(place) % 10;
            if digit == 0 {
                zero = !text.is_empty();
                continue;
            }
            if std::mem::take(&mut zero) {
                text.push(DIGITS[0]);
            }
            text.push(DIGITS[digit]);
            text.push_str(PLACES[place as usize]);
        }
        zero = false;
        let next_empty = section == 3 && !(yuan / 100_000_000).is_multiple_of(10_000);
        text.push_str(if next_empty { "万" } else { SECTIONS[section as usize] });
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn capitals_follow_the_custom() {
        for (value, text) in [
            ("1409.50", "壹仟肆佰零玖元伍角"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("107000.53", "壹拾万柒仟元零伍角叁分"),
            ("0.00", "零元整"),
            ("100000000", "壹亿元整"),
            ("100000001", "壹亿零壹元整"),
            ("1000000000000", "壹万亿元整"),
            ("1200300000000", "壹万贰仟零叁亿元整"),
            ("0.05", "伍分"),
            ("-3.2", "负叁元贰角"),
        ] {
            assert_eq!(capital(amount(value)).as_deref(), Some(text), "{value}");
        }
    }

    #[test]
    fn thousands_are_grouped_and_halves_go_up() {
        assert_eq!(yuan(amount("1234567.005")), "1,234,567.01");
        assert_eq!(yuan(amount("-1000")), "-1,000.00");
        assert_eq!(yuan(amount("-0.001")), "0.00");
        assert_eq!(grouped(amount("999"), 0), "999");
        assert_eq!(wan(amount("245459.31"), 2), amount("24.55"));
    }

    /// Reads capitals back, fen.
    fn read(text: &str) -> u64 {
        let (mut total, mut section, mut digit) = (0_u64, 0_u64, 0_u64);
        let (mut yuan, mut fen) = (0, 0);
        for c in text.chars() {
            match c {
                '拾' => section += std::mem::take(&mut digit) * 10,
                '佰' => section += std::mem::take(&mut digit) * 100,
                '仟' => section += std::mem::take(&mut digit) * 1000,
                '万' => total += (std::mem::take(&mut section) + std::mem::take(&mut digit)) * 10_000,
                '亿' => {
                    total = (total + std::mem::take(&mut section) + std::mem::take(&mut digit)) * 100_000_000;
                }
                '元' => yuan = total + section + std::mem::take(&mut digit),
                '角' => fen += std::mem::take(&mut digit) * 10,
                '分' => fen += std::mem::take(&mut digit),
                c => digit = DIGITS.iter().position(|d| *d == c).map_or(0, |at| at as u64),
            }
        }
        yuan * 100 + fen
    }

    proptest! {
        #[test]
        fn capitals_read_back_as_the_amount(fen in 0_u64..1_000_000_000_000_000) {
            let text = capital(Decimal::from(fen) / Decimal::ONE_HUNDRED).unwrap();
            prop_assert_eq!(read(&text), fen, "{}", text);
            prop_assert!(!text.contains("零零"));
        }
    }
}

//! A number's text → [`Cell`], never by way of a float.

use rust_decimal::Decimal;

use crate::domain::table::Cell;

/// Digits a spreadsheet program keeps of a number; what stands behind them in a file is noise of the binary format.
const KEPT_DIGITS: usize = 15;
/// No identifier is longer; a number beyond it is left as it stands.
const LONGEST: i64 = 40;

/// A decimal as digits: the value is `digits` × 10^-`scale`.
struct Digits {
    negative: bool,
    /// Without leading zeros; empty for zero.
    digits: Vec<u8>,
    scale: i64,
}

/// The text of a number that was stored as a binary float (xlsx `<v>`, a float printed in full) as the spreadsheet program
/// shows it: 15 significant digits. An integer of more than 15 digits is an identifier and stays text, to the digit.
pub(super) fn stored(raw: &str) -> Cell {
    let raw = raw.trim();
    if let Some(value) = short(raw) {
        return Cell::Number(value);
    }
    let Some(mut number) = parse(raw) else { return text(raw) };
    drop_empty_fraction(&mut number);
    if number.scale <= 0 {
        return whole(number, raw);
    }
    round_to_kept_digits(&mut number);
    if number.scale <= 0 { whole(number, raw) } else { decimal(&number).map_or_else(|| text(raw), Cell::Number) }
}

/// What nearly all numbers are: a few digits, perhaps with a fraction that does not end in 0. Spares the long way its
/// allocations.
fn short(raw: &str) -> Option<Decimal> {
    let (mut value, mut scale) = (0_i64, None);
    if raw.is_empty() || raw.len() > KEPT_DIGITS || (raw.contains('.') && raw.ends_with(['0', '.'])) {
        return None;
    }
    for byte in raw.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                scale = scale.map(|scale: u32| scale + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    Some(Decimal::new(value, scale.unwrap_or(0)))
}

/// The number a person or a program wrote into a text file, `None` if it is none or must stay text: a leading zero (编号
/// 007), more than 15 digits. The scale is kept as written; thousands may be parted by commas.
pub(super) fn written(raw: &str) -> Option<Cell> {
    let body = raw.strip_prefix('-').unwrap_or(raw);
    if !body.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if body.contains(['E', 'e']) {
        return lost_to_exponent(body).then(|| stored(raw));
    }
    let (whole, fraction) = body.split_once('.').map_or((body, None), |(whole, fraction)| (whole, Some(fraction)));
    let whole = without_commas(whole)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&whole) || fraction.is_some_and(|fraction| !digits(fraction)) {
        return None;
    }
    if (whole.len() > 1 && whole.starts_with('0')) || whole.len() > KEPT_DIGITS {
        return None;
    }
    let mut number = parse(&whole)?;
    number.negative = raw.starts_with('-');
    let fraction = fraction.unwrap_or("");
    number.digits.extend(fraction.bytes());
    number.scale = fraction.len() as i64;
    let zeros = number.digits.iter().take_while(|digit| **digit == b'0').count();
    number.digits.drain(..zeros);
    decimal(&number).map(Cell::Number)
}

/// "4.33124E+17": what a spreadsheet program writes for a long number; "2E3" may be a house.
fn lost_to_exponent(body: &str) -> bool {
    let upper = body.to_ascii_uppercase();
    upper.split_once("E+").is_some_and(|(mantissa, exponent)| {
        mantissa.len() > 2
            && mantissa.as_bytes()[1] == b'.'
            && mantissa[2..].bytes().all(|byte| byte.is_ascii_digit())
            && !exponent.is_empty()
            && exponent.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn without_commas(whole: &str) -> Option<String> {
    if !whole.contains(',') {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let even = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    even.then(|| whole.replace(',', ""))
}

fn parse(raw: &str) -> Option<Digits> {
    let (mantissa, exponent) = match raw.find(['e', 'E']) {
        Some(at) => (&raw[..at], raw[at + 1..].parse::<i64>().ok()?),
        None => (raw, 0),
    };
    let body = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    if (whole.is_empty() && fraction.is_empty()) || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).skip_while(|digit| *digit == b'0').collect();
    let scale = (fraction.len() as i64).checked_sub(exponent)?;
    (scale.abs() < 2000).then_some(Digits { negative: mantissa.starts_with('-'), digits, scale })
}

/// "24.0" is what some programs write for 24.
fn drop_empty_fraction(number: &mut Digits) {
    if number.digits.is_empty() {
        number.scale = 0;
    }
    let zeros = number.digits.iter().rev().take_while(|digit| **digit == b'0').count() as i64;
    if number.scale > 0 && zeros >= number.scale {
        number.digits.truncate(number.digits.len() - number.scale as usize);
        number.scale = 0;
    }
}

fn round_to_kept_digits(number: &mut Digits) {
    let surplus = number.digits.len().saturating_sub(KEPT_DIGITS);
    if surplus == 0 || surplus as i64 > number.scale {
        return;
    }
    let up = number.digits[KEPT_DIGITS] >= b'5';
    number.digits.truncate(KEPT_DIGITS);
    number.scale -= surplus as i64;
    if up {
        add_one(&mut number.digits);
    }
    while number.scale > 0 && number.digits.last() == Some(&b'0') {
        number.digits.pop();
        number.scale -= 1;
    }
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

fn whole(mut number: Digits, raw: &str) -> Cell {
    let length = number.digits.len() as i64 - number.scale;
    if number.digits.is_empty() {
        return Cell::Number(Decimal::ZERO);
    }
    if length > LONGEST {
        return text(raw);
    }
    number.digits.resize(length as usize, b'0');
    number.scale = 0;
    if number.digits.len() > KEPT_DIGITS {
        let sign = if number.negative { "-" } else { "" };
        return Cell::Text(format!("{sign}{}", String::from_utf8_lossy(&number.digits)));
    }
    decimal(&number).map_or_else(|| text(raw), Cell::Number)
}

/// `None` if it has more digits than a decimal holds.
fn decimal(number: &Digits) -> Option<Decimal> {
    if number.digits.len() > 28 {
        return None;
    }
    let value = number.digits.iter().fold(0_i128, |value, digit| value * 10 + i128::from(digit - b'0'));
    let value = if number.negative { -value } else { value };
    let scale = u32::try_from(number.scale).ok()?;
    if scale > Decimal::MAX_SCALE {
        // Nothing an office writes is that small: it is what a sum that should be 0 leaves behind.
        return Some(Decimal::ZERO);
    }
    Decimal::try_from_i128_with_scale(value, scale).ok()
}

fn text(raw: &str) -> Cell {
    super::text::clean(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Cell {
        Cell::Number(text.parse().unwrap())
    }

    #[test]
    fn a_stored_number_is_what_the_spreadsheet_shows() {
        let cases = [
            ("27679.999999999996", "27680"),
            ("0.30000000000000004", "0.3"),
            ("-1.2000000000000011", "-1.2"),
            ("24.0", "24"),
            ("0", "0"),
            ("-0", "0"),
            ("86.5", "86.5"),
            ("86.50", "86.50"),
            ("0.05", "0.05"),
            ("2.5000000000000001E-2", "0.025"),
            ("1E5", "100000"),
            ("999999999999999", "999999999999999"),
            ("99999.999999999985", "100000"),
            ("1e-300", "0"),
        ];
        for (raw, shown) in cases {
            assert_eq!(format!("{:?}", stored(raw)), format!("{:?}", number(shown)), "{raw}");
        }
    }

    #[test]
    fn a_long_number_stays_text_to_the_digit() {
        let cases = [
            ("433124199001011234", "433124199001011234"),
            ("4.33124199001011E+17", "433124199001011000"),
            ("6.2284812345678901E+18", "6228481234567890100"),
            ("1000000000000000", "1000000000000000"),
            ("1E+300", "1E+300"),
        ];
        for (raw, shown) in cases {
            assert_eq!(stored(raw), Cell::Text(shown.to_owned()), "{raw}");
        }
        assert_eq!(stored(&4.331_241_990_010_112e17_f64.to_string()), Cell::Text("433124199001011200".to_owned()));
    }

    #[test]
    fn a_written_number_keeps_its_scale_and_a_code_stays_text() {
        assert_eq!(format!("{:?}", written("86.50")), format!("{:?}", Some(number("86.50"))));
        assert_eq!(written("1,234,567.8"), Some(number("1234567.8")));
        assert_eq!(written("-0.05"), Some(number("-0.05")));
        assert_eq!(written("4.33124E+17"), Some(Cell::Text("433124000000000000".to_owned())));
        for text in ["007", "433124199001011234", "1,23", "2E3", "12号", "-", "", "1.2.3", "1.", "+86"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}

//! The stream as records: two bytes of kind, two of length, the body.

use crate::intake::read::fault::Fault;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000a;
pub(super) const CONTINUE: u16 = 0x003c;

pub(super) struct Record<'b> {
    pub(super) kind: u16,
    pub(super) body: &'b [u8],
    /// Where the next record begins.
    pub(super) end: usize,
}

/// The record at `at`; `None` where the stream ends.
pub(super) fn at(bytes: &[u8], at: usize) -> Result<Option<Record<'_>>, Fault> {
    let Some(rest) = bytes.get(at..).filter(|rest| rest.len() >= 4) else { return Ok(None) };
    let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
    let body = rest.get(4..4 + length).ok_or(Fault::structure("record cut off"))?;
    Ok(Some(Record { kind, body, end: at + 4 + length }))
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Fault> {
    let two = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
    two.map(u16::from_le_bytes).ok_or(Fault::structure("record too short"))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    Ok(u32::from(u16_at(bytes, at)?) | u32::from(u16_at(bytes, at + 2)?) << 16)
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Result<f64, Fault> {
    let eight = bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok());
    eight.map(f64::from_le_bytes).ok_or(Fault::structure("record too short"))
}

/// A number in four bytes: an integer of 30 bits or the upper half of a float, either perhaps in hundredths.
pub(in crate::intake::read) fn rk_text(rk: u32) -> String {
    let hundredths = rk & 1 != 0;
    if rk & 2 != 0 {
        let value = (rk as i32) >> 2;
        return if hundredths {
            rust_decimal::Decimal::new(value.into(), 2).normalize().to_string()
        } else {
            value.to_string()
        };
    }
    let value = f64::from_bits(u64::from(rk & !3) << 32);
    (if hundredths { value / 100.0 } else { value }).to_string()
}

/// The text of an error value.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_exact() {
        assert_eq!(rk_text((8650 << 2) | 3), "86.5");
        assert_eq!(rk_text(((-27_i32 as u32) << 2) | 2), "-27");
        assert_eq!(rk_text(((1.5_f64.to_bits() >> 32) as u32) & !3), "1.5");
    }
}

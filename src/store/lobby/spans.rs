//! Many stretches of time in few bytes: for each, how long after the last one's end it began, and how long it was, in
//! milliseconds, as variable-length integers (7 bits a byte, the low ones first; the high bit says that more follow). The
//! first is counted from 1970. A turn of ten seconds takes five bytes.

/// Stretches in milliseconds since 1970; `end` is where the last one ended.
pub(super) fn append(spans: &mut Vec<u8>, end: i64, from: i64, to: i64) {
    // A clock that was turned back makes no stretch before the last one.
    let from = from.max(end);
    write(spans, (from - end).unsigned_abs());
    write(spans, (to - from).max(0).unsigned_abs());
}

/// `None`: they are damaged.
pub(super) fn read(mut spans: &[u8]) -> Option<Vec<(i64, i64)>> {
    let mut end = 0_i64;
    let mut read = Vec::new();
    while !spans.is_empty() {
        let from = end.checked_add_unsigned(number(&mut spans)?)?;
        end = from.checked_add_unsigned(number(&mut spans)?)?;
        read.push((from, end));
    }
    Some(read)
}

/// Takes the last stretch away, to write it again with a later end.
pub(super) fn without_last(spans: &mut Vec<u8>) {
    for _ in 0..2 {
        // The last byte of a number has no high bit; the bytes before it have.
        spans.pop();
        while spans.last().is_some_and(|byte| byte & 0x80 != 0) {
            spans.pop();
        }
    }
}

fn write(spans: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        spans.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    spans.push(number as u8);
}

fn number(spans: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = spans.split_first()?;
        *spans = rest;
        number |= u64::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(stretches in prop::collection::vec((0_i64..1 << 40, 0_i64..1 << 30), 0..40)) {
            let (mut spans, mut end, mut expected) = (Vec::new(), 0, Vec::new());
            for (gap, long) in stretches {
                let from = end + gap;
                append(&mut spans, end, from, from + long);
                end = from + long;
                expected.push((from, end));
            }
            prop_assert_eq!(read(&spans), Some(expected.clone()));
            if expected.pop().is_some() {
                without_last(&mut spans);
                prop_assert_eq!(read(&spans), Some(expected));
            }
        }

        #[test]
        fn damaged_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Some(read) = read(&bytes) {
                prop_assert!(read.iter().all(|(from, to)| from <= to));
            }
        }
    }

    #[test]
    fn a_turn_of_ten_seconds_takes_five_bytes() {
        let mut spans = Vec::new();
        append(&mut spans, 0, 1_784_361_600_000, 1_784_361_610_000);
        let first = spans.len();
        append(&mut spans, 1_784_361_610_000, 1_784_361_700_000, 1_784_361_710_000);
        assert_eq!(spans.len() - first, 5);
    }
}

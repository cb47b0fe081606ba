//! Header names and values that somebody may read differently.

use super::{clock, set_event};
use crate::{
    random::Random,
    request::{EVENT, ID, NOW_MS, Request, SIGNATURE, TIMESTAMP},
};

const NAMES: [&str; 4] = [SIGNATURE, TIMESTAMP, ID, EVENT];

/// Values of any header.
const VALUES: &[&[u8]] = &[
    b"",
    b" ",
    b"\t",
    b"\xa0",
    b"\xc2\xa0",
    b"0",
    b"-1",
    b"null",
    b"x",
    b"two words",
    b"a,b",
    b"\"quoted\"",
    b"\x00",
    b"a\x00b",
    b"\n",
    b"\r\n",
    b"\x0b",
    b"\x0c",
    b"\x1c",
    b"\x7f",
    b"\x85",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xd9\xa1",
    b"~!@#$%^&*()",
];

/// What comes before or behind a value.
const AROUND: &[&[u8]] = &[
    b" ",
    b"\t",
    b" \t ",
    b"\n",
    b"\r",
    b"\r\n",
    b"\x0b",
    b"\x0c",
    b"\x00",
    b"\xa0",
    b"\x85",
    b",",
    b";",
    b"'",
    b"\"",
    b"\xe2\x80\x8b",
    b"=",
    b"v1=",
    b"sha256=",
    b"0x",
    b"0",
    b"+",
    b"-",
    b".",
    b"e0",
    b"_",
];

const TIMESTAMPS: &[&str] = &[
    "0",
    "1",
    "-1",
    "+1762943400000",
    "1762943400",
    "1762943400.5",
    "1.7629434e12",
    "0x19a779d7840",
    "1_762_943_400_000",
    "01762943400000",
    "000001762943400",
    "0001762943400000",
    "1762943400000000",
    "99999999999",
    "100000000000",
    "999999999999999",
    "1000000000000000",
    "2147483647",
    "2147483648",
    "4294967296",
    "20209687473",
    "20209687473709",
    "93996663768547",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "18446745836652951616",
    "8640000000000",
    "253402300799999",
    "253402300800000",
    "Infinity",
    "NaN",
    "1762943400000n",
    "2025-11-12T10:30:00Z",
];

pub fn event(random: &mut Random, request: &mut Request) {
    const EVENTS: &[&str] = &["email.opened", "Email.Opened", "constructor", "__proto__", "\u{fffd}", "*", ""];
    if random.once_in(6) {
        request.set(EVENT, random.pick(EVENTS));
    } else {
        set_event(request);
    }
}

pub fn timestamp(random: &mut Random, request: &mut Request) {
    match random.below(8) {
        0..4 => {
            // Around the bounds.
            let ages = [-60_001, -60_000, -59_999, -1, 0, 1, 299_999, 300_000, 300_001];
            request.set(TIMESTAMP, (NOW_MS - ages[random.below(ages.len())]).to_string());
        }
        4 => request.set(TIMESTAMP, (NOW_MS / 1000 - 301 + random.below(363).cast_signed() as i64).to_string()),
        5 => clock(random, request),
        6 => {
            let digits = 1 + random.below(25);
            let digit = |_| char::from(b'0' + u8::try_from(random.below(10)).unwrap_or_default());
            let text: String = (0..digits).map(digit).collect();
            request.set(TIMESTAMP, text);
        }
        _ => request.set(TIMESTAMP, random.pick(TIMESTAMPS)),
    }
}

/// One or two changes to the headers.
pub fn game(random: &mut Random, request: &mut Request) {
    for _ in 0..=random.below(2) {
        change(random, request);
    }
}

fn change(random: &mut Random, request: &mut Request) {
    if request.headers.is_empty() {
        return;
    }
    let index = random.below(request.headers.len());
    match random.below(12) {
        0 => drop(request.headers.remove(index)),
        1 => {
            let again = request.headers[index].clone();
            request.headers.push(again);
        }
        2 => {
            let name = request.headers[index].0.to_ascii_uppercase();
            request.headers.push((name, random.pick(VALUES).to_vec()));
        }
        3 => {
            let name = NAMES[random.below(NAMES.len())].to_owned();
            request.headers.insert(index, (name, random.pick(VALUES).to_vec()));
        }
        4 => request.headers[index].1 = random.pick(VALUES).to_vec(),
        5 => {
            let value = &request.headers[index].1;
            request.headers[index].1 = [random.pick(AROUND), value].concat();
        }
        6 => {
            let value = &request.headers[index].1;
            request.headers[index].1 = [value.as_slice(), random.pick(AROUND)].concat();
        }
        7 => {
            let name = respelled(random, &request.headers[index].0);
            request.headers[index].0 = name;
        }
        8 => {
            let (name, value) = request.headers[index].clone();
            request.headers.push((respelled(random, &name), value));
        }
        9 => request.headers[index].1.make_ascii_uppercase(),
        10 => {
            let length = request.headers[index].1.len();
            request.headers[index].1.truncate(random.below(length + 1));
        }
        _ => {
            let length = [1, 254, 255, 256, 300, 4096][random.below(6)];
            request.set(ID, vec![b'a'; length]);
        }
    }
}

/// The name in another case, or in letters that become the same in some case mapping.
fn respelled(random: &mut Random, name: &str) -> String {
    match random.below(9) {
        0 => name.to_ascii_lowercase(),
        1 => name.to_ascii_uppercase(),
        2 => name.replace(['k', 'K'], "\u{212a}"),
        3 => name.replace(['s', 'S'], "\u{17f}"),
        4 => name.replace(['i', 'I'], "\u{130}"),
        5 => name.replace(['i', 'I'], "\u{131}"),
        6 => name.replace('-', "_"),
        7 => format!("{name} "),
        _ => format!("\u{feff}{name}"),
    }
}

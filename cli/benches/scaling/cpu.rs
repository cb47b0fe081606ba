//! What processes have had of the CPU, and the disks of flushes, as Linux counts them.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

/// In which the kernel says times of processes: hundredths of a second, on every machine that Linux runs on.
const TICK: Duration = Duration::from_millis(10);

/// One reading of a process.
struct Stat {
    parent: u32,
    name: String,
    used: Duration,
}

impl Stat {
    /// Of a folder below `/proc`; none where the process has ended.
    fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join("stat")).ok()?;
        // The name is in parentheses, and may hold anything.
        let (name, rest) = (text[text.find('(')? + 1..].rsplit_once(')')?.0, text.rsplit_once(')')?.1);
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |field: usize| fields.get(field)?.parse::<u32>().ok();
        Some(Self { parent: ticks(1)?, name: name.to_owned(), used: TICK * (ticks(11)? + ticks(12)?) })
    }
}

/// What this process had.
pub fn own() -> Duration {
    of(std::process::id())
}

/// What a process had.
pub fn of(process: u32) -> Duration {
    Stat::read(&Path::new("/proc").join(process.to_string())).map_or(Duration::ZERO, |stat| stat.used)
}

/// What the threads of a name had in a process.
pub fn threads(process: u32, name: &str) -> Duration {
    let tasks = Path::new("/proc").join(process.to_string()).join("task");
    let all = fs::read_dir(tasks).into_iter().flatten().flatten().filter_map(|task| Stat::read(&task.path()));
    all.filter(|stat| stat.name == name).map(|stat| stat.used).sum()
}

/// What each process of a name had that this one, or one below it, has started.
pub fn below(name: &str) -> BTreeMap<u32, Duration> {
    let processes: BTreeMap<u32, Stat> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, Stat::read(&entry.path())?)))
        .collect();
    let is_below = |stat: &Stat| {
        let mut parent = stat.parent;
        while parent != std::process::id() {
            match processes.get(&parent) {
                Some(stat) => parent = stat.parent,
                None => return false,
            }
        }
        true
    };
    let named = processes.iter().filter(|(_, stat)| stat.name == name && is_below(stat));
    named.map(|(process, stat)| (*process, stat.used)).collect()
}

/// How often disks were flushed, all together.
pub fn flushes() -> u64 {
    let disks = fs::read_to_string("/proc/diskstats").unwrap_or_default();
    disks.lines().filter_map(|line| line.split_whitespace().nth(18)?.parse::<u64>().ok()).sum()
}

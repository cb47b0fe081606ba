//! Everything that is printed: words with a colour, tables, and the live line of a step that takes long.
//!
//! Colours and the live line appear on a terminal only.

use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use anstream::{adapter::strip_str, eprintln, println};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

pub const GOOD: Style = AnsiColor::Green.on_default().bold();
pub const BAD: Style = AnsiColor::Red.on_default().bold();
pub const WARN: Style = AnsiColor::Yellow.on_default().bold();
pub const DIM: Style = Style::new().dimmed();
pub const BOLD: Style = Style::new().bold();
pub const PLAIN: Style = Style::new();

/// How often a step that takes long says so where there is no terminal to draw a live line on.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// A title above what follows.
pub fn heading(title: &str, remark: &str) {
    println!("\n{BOLD}{title}{BOLD:#}  {DIM}{remark}{DIM:#}");
}

/// One line of information.
pub fn note(text: &str) {
    println!("  {DIM}{text}{DIM:#}");
}

/// One line with a coloured word in front: `ok`, `FAIL`, `skip`.
pub fn verdict(style: Style, word: &str, text: &str) {
    println!("  {style}{word:<4}{style:#}  {text}");
}

/// An error and its causes, on standard error.
pub fn error(error: &anyhow::Error) {
    eprintln!("{BAD}error:{BAD:#} {error:#}");
}

/// `1.2 s`
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// A cell of a table: its text and how it is shown.
pub struct Cell {
    text: String,
    style: Style,
    right: bool,
}

/// A cell with text, set to the left.
pub fn text(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), style: PLAIN, right: false }
}

/// A cell with a number, set to the right.
pub fn number(number: impl Into<String>) -> Cell {
    Cell { text: number.into(), style: PLAIN, right: true }
}

impl Cell {
    /// The same cell in a style.
    pub fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    fn width(&self) -> usize {
        self.text.chars().count()
    }

    fn padded(&self, width: usize) -> String {
        let (text, style) = (&self.text, self.style);
        let padding = " ".repeat(width.saturating_sub(self.width()));
        if self.right { format!("{padding}{style}{text}{style:#}") } else { format!("{style}{text}{style:#}{padding}") }
    }
}

/// Prints rows under a header, each column as wide as its widest cell.
pub fn table(header: &[&str], rows: &[Vec<Cell>]) {
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().map(|row| row[column].width());
            cells.chain([header[column].chars().count()]).max().unwrap_or(0)
        })
        .collect();
    let titles: Vec<Cell> = header
        .iter()
        .enumerate()
        .map(|(column, title)| Cell {
            text: (*title).to_owned(),
            style: BOLD,
            right: rows.first().is_some_and(|row| row[column].right),
        })
        .collect();
    for row in std::iter::once(&titles).chain(rows) {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| cell.padded(*width)).collect();
        println!("  {}", cells.join("  ").trim_end());
    }
}

/// Shows that a step is running, for how long, and the last thing it printed.
pub struct Live {
    bar: Option<ProgressBar>,
    start: Instant,
    heartbeat: Instant,
    last: String,
}

impl Live {
    /// Announces the step.
    pub fn start(title: &str) -> Self {
        let start = Instant::now();
        Self { bar: Self::bar(title), start, heartbeat: start, last: String::new() }
    }

    fn bar(title: &str) -> Option<ProgressBar> {
        if !io::stderr().is_terminal() {
            println!("  {DIM}...   {title}{DIM:#}");
            return None;
        }
        let style = ProgressStyle::with_template("  {spinner}     {prefix}  {elapsed}  {wide_msg:.dim}");
        let bar = ProgressBar::new_spinner();
        bar.set_style(style.expect("the template is well-formed"));
        bar.set_prefix(title.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Some(bar)
    }

    /// The step printed a line.
    pub fn line(&mut self, line: &str) {
        let line = strip_str(line).to_string().trim().replace('\t', " ");
        if !line.is_empty() {
            self.last = line;
        }
        self.tick();
    }

    /// Time went by.
    pub fn tick(&mut self) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.last.clone());
        } else if self.heartbeat.elapsed() >= HEARTBEAT {
            self.heartbeat = Instant::now();
            println!("  {DIM}...   {} s  {}{DIM:#}", self.start.elapsed().as_secs(), self.last);
        }
    }

    /// Takes the live line away and says how long the step took.
    pub fn finish(self) -> Duration {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        self.start.elapsed()
    }
}

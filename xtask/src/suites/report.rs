//! What came of the suites: the table at the end, and the file by which a suite in a process of its own tells.

use std::{fs, path::Path};

use anstream::println;
use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{counts::Counts, ui};

/// What came of one suite.
pub struct Report {
    pub name: String,
    pub counts: Counts,
    /// What failed, and why something was skipped.
    pub remarks: Vec<String>,
    pub seconds: f64,
}

/// Writes reports for [`read`].
pub fn write(reports: &[Report], file: &Path) -> Result<()> {
    let tell = |report: &Report| {
        let Counts { passed, failed, skipped } = report.counts;
        json!({ "name": report.name, "passed": passed, "failed": failed, "skipped": skipped,
            "remarks": report.remarks, "seconds": report.seconds })
    };
    let reports: Vec<Value> = reports.iter().map(tell).collect();
    fs::write(file, serde_json::to_vec(&reports)?).with_context(|| format!("cannot write {}", file.display()))
}

/// Reads the report of one suite.
pub fn read(file: &Path) -> Result<Report> {
    let reports: Value = serde_json::from_slice(&fs::read(file)?)?;
    let report = reports.get(0).context("no report")?;
    let count = |name: &str| report[name].as_u64().with_context(|| format!("no {name} in the report"));
    let remarks = report["remarks"].as_array().context("no remarks in the report")?;
    Ok(Report {
        name: report["name"].as_str().context("no name in the report")?.to_owned(),
        counts: Counts { passed: count("passed")?, failed: count("failed")?, skipped: count("skipped")? },
        remarks: remarks.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        seconds: report["seconds"].as_f64().unwrap_or_default(),
    })
}

/// Prints the table and, as the very last line, the sum in words that CI systems read.
pub fn summarize(reports: &[Report]) {
    let mut sum = Counts::default();
    for report in reports {
        sum += report.counts;
    }
    ui::heading("Summary", "");
    let rows: Vec<_> = reports.iter().map(row).collect();
    ui::table(&["suite", "passed", "failed", "skipped", "seconds"], &rows);
    println!();
    for report in reports {
        for remark in &report.remarks {
            println!("  {remark}");
        }
    }
    println!("{sum}");
}

fn row(report: &Report) -> Vec<ui::Cell> {
    let Counts { passed, failed, skipped } = report.counts;
    let style = |number: u64, style| if number > 0 { style } else { ui::DIM };
    vec![
        ui::text(&report.name).style(if failed > 0 { ui::BAD } else { ui::BOLD }),
        ui::number(passed.to_string()).style(style(passed, ui::GOOD)),
        ui::number(failed.to_string()).style(style(failed, ui::BAD)),
        ui::number(skipped.to_string()).style(style(skipped, ui::WARN)),
        ui::number(format!("{:.1}", report.seconds)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report");
        let counts = Counts { passed: 3, failed: 2, skipped: 1 };
        let report = Report { name: "a".into(), counts, remarks: vec!["b «c»".into()], seconds: 0.5 };
        write(&[report], &file).unwrap();
        let report = read(&file).unwrap();
        assert_eq!((&*report.name, report.counts, &*report.remarks[0], report.seconds), ("a", counts, "b «c»", 0.5));
        std::fs::write(&file, "[]").unwrap();
        assert!(read(&file).is_err());
    }
}

//! Deliveries as an Apache Parquet file, for warehouses and notebooks.

use crate::{
    commands::inbox::{filter::each, progress::Progress},
    output::UsageError,
};
use autosend_webhooks_inbox::{Filter, Store, Summary};
use parquet::{
    basic::Compression,
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use std::{
    io::{BufWriter, IsTerminal, Write, stdout},
    sync::Arc,
};

/// The columns of the CSV, with types. Times are UTC.
const SCHEMA: &str = "
message delivery {
    required int64 seq;
    required int64 received (TIMESTAMP(MILLIS, true));
    optional int64 created (TIMESTAMP(MILLIS, true));
    optional int64 sent (TIMESTAMP(MILLIS, true));
    required binary type (STRING);
    required binary status (STRING);
    required binary delivery_id (STRING);
    optional binary address (STRING);
    required int64 secret;
    required boolean id_reused;
    required int64 repeats;
    required int64 attempts;
    optional binary error (STRING);
}";

/// Rows that are kept in memory and written together.
const GROUP: usize = 65_536;

/// Writes to standard output what fits a filter.
pub async fn export(store: &dyn Store, filter: Filter, progress: &Progress) -> Result<(), UsageError> {
    if stdout().is_terminal() {
        return Err(UsageError::new("a Parquet file is no text", "Write it to a file: > deliveries.parquet"));
    }
    let failed = |error| UsageError::new(format!("cannot write: {error}"), "Check where the output goes.");
    let mut writer = Writer::new(BufWriter::new(stdout())).map_err(failed)?;
    each(store, filter, None, |page| {
        progress.add(page.len());
        writer.add(page).map_err(failed)
    })
    .await?;
    writer.finish().map_err(failed)
}

/// Writes row groups as they fill.
struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    rows: Vec<Summary>,
}

impl<W: Write + Send> Writer<W> {
    pub fn new(output: W) -> Result<Self, ParquetError> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        Ok(Self { file: SerializedFileWriter::new(output, schema, Arc::new(properties))?, rows: Vec::new() })
    }

    pub fn add(&mut self, rows: Vec<Summary>) -> Result<(), ParquetError> {
        self.rows.extend(rows);
        if self.rows.len() >= GROUP { self.write() } else { Ok(()) }
    }

    pub fn finish(mut self) -> Result<(), ParquetError> {
        if !self.rows.is_empty() {
            self.write()?;
        }
        self.file.close()?;
        Ok(())
    }

    fn write(&mut self) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.rows);
        let mut group = self.file.next_row_group()?;
        let bytes = |text: &str| ByteArray::from(text);
        required::<Int64Type, _>(&mut group, &rows, |row| row.seq)?;
        required::<Int64Type, _>(&mut group, &rows, |row| row.received)?;
        optional::<Int64Type, _>(&mut group, &rows, |row| row.created)?;
        optional::<Int64Type, _>(&mut group, &rows, |row| row.sent)?;
        required::<ByteArrayType, _>(&mut group, &rows, |row| bytes(&row.event_type))?;
        required::<ByteArrayType, _>(&mut group, &rows, |row| bytes(row.status.as_str()))?;
        required::<ByteArrayType, _>(&mut group, &rows, |row| bytes(&row.delivery_id))?;
        optional::<ByteArrayType, _>(&mut group, &rows, |row| row.address.as_deref().map(bytes))?;
        required::<Int64Type, _>(&mut group, &rows, |row| row.secret)?;
        required::<BoolType, _>(&mut group, &rows, |row| row.id_reused)?;
        required::<Int64Type, _>(&mut group, &rows, |row| row.repeats)?;
        required::<Int64Type, _>(&mut group, &rows, |row| row.attempts)?;
        optional::<ByteArrayType, _>(&mut group, &rows, |row| row.error.as_deref().map(bytes))?;
        group.close()?;
        Ok(())
    }
}

fn required<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[Summary],
    value: impl Fn(&Summary) -> T::T,
) -> Result<(), ParquetError> {
    column::<T, W>(group, &rows.iter().map(value).collect::<Vec<_>>(), None)
}

/// A level of 1 says that a row has a value, 0 that it has none.
fn optional<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[Summary],
    value: impl Fn(&Summary) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = rows.iter().map(value).collect();
    let levels: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    column::<T, W>(group, &values.into_iter().flatten().collect::<Vec<_>>(), Some(&levels))
}

fn column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let lacking = || ParquetError::General("there are more columns than the schema has".into());
    let mut column = group.next_column()?.ok_or_else(lacking)?;
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use super::*;
    use autosend_webhooks_inbox::Status;
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::RowAccessor,
    };

    fn row(seq: i64, address: Option<&str>) -> Summary {
        Summary {
            seq,
            delivery_id: format!("id-{seq}"),
            event_type: "email.bounced".into(),
            address: address.map(str::to_owned),
            created: None,
            sent: Some(2),
            received: 1_764_329_400_000,
            secret: 0,
            id_reused: true,
            status: Status::Dead,
            repeats: 3,
            attempts: 4,
            error: Some("no «such» table".into()),
        }
    }

    #[test]
    fn what_is_written_is_read_by_the_format_s_own_reader() {
        let mut file = tempfile::tempfile().unwrap();
        let mut writer = Writer::new(file.try_clone().unwrap()).unwrap();
        writer.add(vec![row(7, Some("ann@example.com")), row(6, None)]).unwrap();
        writer.finish().unwrap();
        std::io::Seek::rewind(&mut file).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].get_long(0).unwrap(), 7);
        assert_eq!(rows[0].get_timestamp_millis(1).unwrap(), 1_764_329_400_000);
        assert_eq!(rows[0].get_string(7).unwrap(), "ann@example.com");
        assert!(rows[1].get_string(7).is_err() && rows[1].get_timestamp_millis(2).is_err());
        assert_eq!(rows[1].get_string(12).unwrap(), "no «such» table");
    }

    #[test]
    fn an_empty_inbox_is_a_file_without_rows() {
        let file = tempfile::tempfile().unwrap();
        Writer::new(file.try_clone().unwrap()).unwrap().finish().unwrap();
        assert_eq!(SerializedFileReader::new(file).unwrap().metadata().file_metadata().num_rows(), 0);
    }
}

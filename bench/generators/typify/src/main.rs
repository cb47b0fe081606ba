//! Reads bodies, one on each line, with the types that typify makes of `target/schema.json`.

typify::import_types!("target/schema.json");

fn main() {
    for line in std::io::stdin().lines() {
        match serde_json::from_str::<Event>(&line.expect("a line")) {
            Ok(event) => {
                // How the variants are called differs between versions; the structs in them have the schema's names.
                let variant = format!("{event:?}");
                let read = if variant.contains("OrderPaid") { "order.paid" } else { "order.closed" };
                println!("{}", serde_json::json!([read, serde_json::to_string(&event).expect("JSON")]));
            }
            Err(error) => println!("{}", serde_json::json!([null, error.to_string()])),
        }
    }
}

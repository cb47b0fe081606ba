//! Generates the Swift and Kotlin code from the compiled library.

fn main() {
    uniffi::uniffi_bindgen_main();
}

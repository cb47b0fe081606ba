#!/bin/sh
# Builds AutoSendWebhooksFFI.xcframework for macOS, iOS and the iOS simulator, zips it, and prints its checksum for
# Package.apple.swift. Needs a Mac with Xcode, and rustup.
set -eu

package=$(cd "$(dirname "$0")/.." && pwd)
crate=$(dirname "$package")
out="$package/.build/xcframework"
library=libautosend_webhooks_ffi.a

export MACOSX_DEPLOYMENT_TARGET=13.0 IPHONEOS_DEPLOYMENT_TARGET=16.0
targets="aarch64-apple-darwin x86_64-apple-darwin aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios"
# shellcheck disable=SC2086 # a list
rustup target add $targets

rm -rf "$out"
mkdir -p "$out/headers" "$out/macos" "$out/simulator"
cd "$crate"
for target in $targets; do
    cargo build --release --lib --target "$target"
done
built=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')

# The generated Swift, and the C header with a module map that does not ask for a library to be linked: the framework is it.
cargo run --features bindgen --bin uniffi-bindgen -- generate "$built/aarch64-apple-darwin/release/$library" \
    --config bindgen.toml --no-format --language swift --out-dir "$out/swift"
mkdir -p "$package/Sources/AutoSendWebhooksNative"
cp "$out/swift/AutoSendWebhooksNative.swift" "$package/Sources/AutoSendWebhooksNative/"
cp "$out/swift/CAutoSendWebhooks.h" "$out/headers/"
grep -v '^ *link ' "$package/Sources/CAutoSendWebhooks/module.modulemap" > "$out/headers/module.modulemap"

# One slice a platform: those of two processors are one file.
lipo -create -output "$out/macos/$library" \
    "$built/aarch64-apple-darwin/release/$library" "$built/x86_64-apple-darwin/release/$library"
lipo -create -output "$out/simulator/$library" \
    "$built/aarch64-apple-ios-sim/release/$library" "$built/x86_64-apple-ios/release/$library"
xcodebuild -create-xcframework -output "$out/AutoSendWebhooksFFI.xcframework" \
    -library "$out/macos/$library" -headers "$out/headers" \
    -library "$built/aarch64-apple-ios/release/$library" -headers "$out/headers" \
    -library "$out/simulator/$library" -headers "$out/headers"

cd "$out"
zip --quiet --recurse-paths AutoSendWebhooksFFI.xcframework.zip AutoSendWebhooksFFI.xcframework
echo "checksum: $(swift package compute-checksum AutoSendWebhooksFFI.xcframework.zip)"

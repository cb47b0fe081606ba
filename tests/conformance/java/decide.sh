#!/bin/sh
# Tells what a Java SDK makes of each request on standard input: decide.sh SDK
set -eu
package=$(find "$1/src/main/java" -name Verifier.java -exec sed -n 's/^package \(.*\);.*/\1/p' {} +)
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
sed "s/^import autosend\.webhooks\.pure\./import $package./" "$(dirname "$0")/Decide.java" > "$classes/Decide.java"
# What adapts other people's servers is compiled with those.
find "$1/src/main/java" "$1/src/generated/java" -name '*.java' ! -path '*/servlet/*' ! -path '*/spring/*' > "$classes/sources"
javac --release 17 -encoding UTF-8 -nowarn -d "$classes" "@$classes/sources" "$classes/Decide.java"
java -cp "$classes" Decide

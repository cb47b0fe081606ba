#!/bin/sh
# Tells what a C# SDK makes of each request on standard input: decide.sh SDK
set -eu
namespace=$(sed -n 's/^namespace \(.*\)$/\1/p' "$1/src/Verifier.cs")
program=$(mktemp -d)
trap 'rm -rf "$program"' EXIT
sed "s/^using Autosend\.Webhooks;/using $namespace;/" "$(dirname "$0")/Decide.cs" > "$program/Decide.cs"
mcs -langversion:7 -optimize+ -out:"$program/Decide.exe" -recurse:"$1/src/*.cs" "$program/Decide.cs" >&2
mono "$program/Decide.exe"

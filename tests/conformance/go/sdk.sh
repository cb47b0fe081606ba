#!/bin/sh
# Runs a command of Go's here, with the SDK in a folder: sdk.sh SDK COMMAND [ARGUMENT]…
set -eu
sdk=$(cd "$1" && pwd)
command=$2
shift 2
cd "$(dirname "$0")"
module=$(mktemp -d)
trap 'rm -rf "$module"' EXIT
cp go.mod "$module"
go mod edit -replace "example.com/sdk=$sdk" "$module/go.mod"
GOFLAGS="-mod=mod -buildvcs=false" go "$command" -modfile "$module/go.mod" "$@"

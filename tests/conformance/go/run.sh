#!/bin/sh
# Runs request files through a Go SDK: run.sh SDK REQUESTS
set -eu
sdk=$(cd "$1" && pwd)
requests=$(cd "$2" && pwd)
cd "$(dirname "$0")"
module=$(mktemp -d)
trap 'rm -rf "$module"' EXIT
cp go.mod "$module"
go mod edit -replace "example.com/sdk=$sdk" "$module/go.mod"
GOFLAGS=-mod=mod go run -modfile "$module/go.mod" . "$requests"

#!/bin/sh
# Runs request files through a Go SDK: run.sh SDK REQUESTS
set -eu
requests=$(cd "$2" && pwd)
exec "$(dirname "$0")/sdk.sh" "$1" run . "$requests"

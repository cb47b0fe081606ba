#!/bin/sh
# Tells what a Go SDK makes of each request on standard input: decide.sh SDK
set -eu
exec "$(dirname "$0")/sdk.sh" "$1" run . decide

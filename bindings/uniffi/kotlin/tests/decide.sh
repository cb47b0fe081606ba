#!/bin/sh
# Tells what the Kotlin package makes of each request on standard input: decide.sh PACKAGE, which is built and its tests compiled.
set -eu
tests=$1/tests/target
exec java -cp "$(ls "$1"/target/autosend-webhooks-*.jar):$tests/test-classes:$(cat "$tests/classpath")" autosend.webhooks.DecideKt

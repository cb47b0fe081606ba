#!/bin/sh
# Tells what the Swift package makes of each request on standard input: decide.sh PACKAGE, whose product Decide is built.
exec "$1/.build/release/Decide"

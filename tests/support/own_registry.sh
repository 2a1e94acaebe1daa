#!/bin/sh
# Runs a program with a registry in a file of its own, in memory where there is a file system for that.
directory=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")") || exit 1
trap 'rm -rf "$directory"' EXIT
DHCPSAPI_REGISTRY="sqlite:$directory/registry.db?synchronous=off" "$@"

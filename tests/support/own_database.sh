#!/bin/sh
# Runs a program with a registry in a PostgreSQL database of its own; DHCPSAPI_TEST_POSTGRES names a server, without a database.
database="dhcpsapi_$$"
psql "$DHCPSAPI_TEST_POSTGRES dbname=postgres" -q -c "CREATE DATABASE $database" || exit 1
trap 'psql "$DHCPSAPI_TEST_POSTGRES dbname=postgres" -q -c "DROP DATABASE $database WITH (FORCE)"' EXIT
DHCPSAPI_REGISTRY="postgres:$DHCPSAPI_TEST_POSTGRES dbname=$database" "$@"

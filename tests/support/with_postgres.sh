#!/bin/sh
# Runs a command while a PostgreSQL server of its own is there, which DHCPSAPI_TEST_POSTGRES names. Its data need not outlast it.
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
if [ -z "$programs" ]; then
    echo "SKIPPED: PostgreSQL is not installed (apt-get install postgresql): $*" >&2
    exit 0
fi
directory=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")") || exit 1
as_user() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi; }
trap 'as_user "$programs/pg_ctl" stop -D "$directory/data" -m immediate >/dev/null; rm -rf "$directory"' EXIT
if [ "$(id -u)" -eq 0 ]; then chown postgres "$directory"; fi
port=$((49152 + $$ % 16000))
cd "$directory" || exit 1
as_user "$programs/initdb" -D "$directory/data" -A trust -U postgres --no-sync >/dev/null || exit 1
as_user "$programs/pg_ctl" start -w -D "$directory/data" -l "$directory/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories=$directory" >/dev/null || exit 1
cd "$OLDPWD" || exit 1
DHCPSAPI_TEST_POSTGRES="host=127.0.0.1 port=$port user=postgres" PATH="$PATH:$programs" "$@"

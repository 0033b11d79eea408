#!/bin/sh
# Copies the SQLite databases while they are in use; keeps the last 14 copies of each.
# backup.sh FROM_FOLDER TO_FOLDER. The key is not copied: a copy beside its key is a copy in the clear.
set -eu
from=$1
to=$2
umask 077
mkdir -p "$to"
stamp=$(date -u +%Y%m%dT%H%M%SZ)
for name in doorway engine; do
    [ -f "$from/$name.db" ] || continue
    sqlite3 "$from/$name.db" ".timeout 10000" ".backup '$to/$name-$stamp.db'"
    [ "$(sqlite3 "$to/$name-$stamp.db" 'PRAGMA integrity_check')" = ok ]
    ls -1 "$to/$name"-*.db | sort -r | tail -n +15 | while read -r old; do rm -- "$old"; done
done

#!/usr/bin/env bash
# upgrade.sh - writes sql/csq--OLD--NEW.sql: the frozen script of the old version (OLD=0.1.0) against a fresh installation of this tree.
set -eu
. "$(dirname "$0")/lib.sh"
OLD=${OLD:-0.1.0}
csq_setup run
NEW=$(csq_version)
upgrade=$CSQ_TOP/sql/csq--$OLD--$NEW.sql
# the build needs none, and one that is half written would be installed
rm -f "$upgrade"
csq_build plain
extension=$CSQ_STAGE$("$CSQ_PG_CONFIG" --sharedir)/extension
csq_as mkdir -p "$CSQ_SCRATCH/old"
csq_as perl "$CSQ_TOP/tools/old_version.pl" "$CSQ_TOP/sql/csq--$OLD.sql" "$CSQ_STAGE$("$CSQ_PG_CONFIG" --pkglibdir)/csq.so" "$CSQ_SCRATCH/old" "$("$CSQ_PG_CONFIG" --includedir-server)"
cp "$CSQ_SCRATCH/old/csq--$OLD.sql" "$extension/"
chmod -R go+rX "$CSQ_STAGE"
csq_start_server upgrade
for v in "$OLD" "$NEW"; do
    psql -X -q -c "CREATE DATABASE \"$v\""
    psql -X -q -d "$v" -v ON_ERROR_STOP=1 -c "CREATE EXTENSION csq VERSION '$v'"
done
perl "$CSQ_TOP/tools/upgrade.pl" "dbname=$OLD" "dbname=$NEW" "$CSQ_BUILT/sql/csq--$NEW.sql" "$OLD" "$NEW" "$CSQ_TOP/sql/csq--$OLD.sql" >"$CSQ_SCRATCH/upgrade.sql"
cp "$CSQ_SCRATCH/upgrade.sql" "$upgrade"
csq_say "$upgrade: $(wc -l <"$upgrade") lines"

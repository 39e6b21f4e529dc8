#!/usr/bin/env bash
# test_drivers.sh - the questions of test/drivers/questions.txt asked through the drivers that applications use, with their defaults.
#
#   make test-drivers        psycopg 3, node pg, pgjdbc, psqlODBC, DBD::Pg: packages from Debian and npm; what is missing is skipped
#
# Also the stage "drivers" of make test.  Each driver's rows must be those that psql gives.  The server listens on the loopback address for the time of the test, since
# pgjdbc knows no sockets.
set -u
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    . "$(dirname "$0")/lib.sh"
    csq_setup test
    csq_build plain
    DRIVERS_STANDALONE=1
fi

csq_driver_packages() {             # what this Debian has of them; the rest is skipped
    csq_try_packages python3-psycopg libpostgresql-jdbc-java odbc-postgresql unixodbc libdbd-pg-perl libdbd-odbc-perl
}

ask() { csq_as "$CSQ_BIN/psql" -X -q -A -t "$@"; }

# compare NAME COMMAND...: its rows against those of psql
compare() {
    local name=$1; shift
    local n
    ask -c "TRUNCATE office, kept" >/dev/null
    n=$(grep -cvE '^(#|$)' "$D/questions.txt")
    if csq_as env LC_ALL=C.UTF-8 PYTHONIOENCODING=utf-8 "$@" >"$D/$name.out" 2>"$D/$name.err" && diff "$D/expected" "$D/$name.out" >"$D/$name.diff"; then
        csq_count "$name" "$n" 0
    else
        head -20 "$D/$name.diff" "$D/$name.err" 2>/dev/null
        csq_count "$name" 0 1
    fi
}
skip() { echo "  skipped $1: $2"; csq_count "$1" 0 0 1; }

csq_ask_drivers() {
    local p python='' jar=/usr/share/java/postgresql.jar driver
    csq_start_server drivers "listen_addresses = '127.0.0.1'"
    D=$CSQ_SCRATCH/asked
    rm -rf "$D"; cp -r "$CSQ_TOP/test/drivers" "$D"; chmod -R a+rX "$D"
    ask -c "CREATE EXTENSION csq" -c "CREATE TABLE office (name text, cal csq.calendar)" -c "CREATE TABLE kept (journey csq.journey)" || csq_die "no database to ask"

    # what psql says: parameters as untyped literals
    perl "$D/as_psql.pl" <"$D/questions.txt" >"$D/psql.sql"
    csq_as "$CSQ_BIN/psql" -X -q -f "$D/psql.sql" 2>&1 | sed -E 's/(: |\| )t( \||$)/\1true\2/g; s/(: |\| )t( \||$)/\1true\2/g; s/(: |\| )f( \||$)/\1false\2/g' >"$D/expected"

    export CSQ_DSN="host=127.0.0.1 port=$PGPORT user=$PGUSER dbname=postgres" CSQ_URL="postgres://$PGUSER@127.0.0.1:$PGPORT/postgres" CSQ_JDBC="jdbc:postgresql://127.0.0.1:$PGPORT/postgres?user=$PGUSER"
    for p in /usr/bin/python3 python3; do [ -z "$python" ] && "$p" -c 'import psycopg' 2>/dev/null && python=$p; done
    if [ -n "$python" ]; then compare psycopg "$python" "$D/ask_psycopg.py"; else skip psycopg "no python3-psycopg"; fi

    if command -v npm >/dev/null 2>&1; then
        mkdir -p "$CSQ_TOP/build/node"
        [ -d "$CSQ_TOP/build/node/node_modules/pg" ] || (cd "$CSQ_TOP/build/node" && npm install --no-audit --no-fund --silent pg@8 >"$CSQ_TOP/build/npm.log" 2>&1)
        cp -r "$CSQ_TOP/build/node/node_modules" "$D/" 2>/dev/null; chmod -R a+rX "$D"
    fi
    if [ -d "$D/node_modules/pg" ]; then CSQ_NODE_MODULES=$D compare node-pg node "$D/pg.mjs"; else skip node-pg "no npm package pg"; fi

    if command -v javac >/dev/null 2>&1 && [ -e $jar ]; then compare pgjdbc java -Dfile.encoding=UTF-8 -cp $jar "$D/Questions.java" "$D/questions.txt"; else skip pgjdbc "no JDK or no libpostgresql-jdbc-java"; fi

    if perl -MDBD::Pg -e1 2>/dev/null; then compare dbd-pg perl "$D/dbi.pl" "dbi:Pg:$(echo "$CSQ_DSN" | tr ' ' ';')" "$D/questions.txt"; else skip dbd-pg "no libdbd-pg-perl"; fi

    driver=$(find /usr/lib -name psqlodbcw.so 2>/dev/null | head -1)
    if [ -n "$driver" ] && perl -MDBD::ODBC -e1 2>/dev/null; then
        compare psqlodbc perl "$D/dbi.pl" "dbi:ODBC:Driver=$driver;Server=127.0.0.1;Port=$PGPORT;Database=postgres;UID=$PGUSER;BoolsAsChar=0" "$D/questions.txt"
    else skip psqlodbc "no odbc-postgresql or libdbd-odbc-perl"; fi
    csq_stop_server
}

if [ -n "${DRIVERS_STANDALONE:-}" ]; then
    csq_driver_packages
    csq_ask_drivers
    csq_summary
fi

#!/usr/bin/env bash
# test_dump.sh - a database with a value of every type, and what people build on csq, goes by pg_dump from PostgreSQL 15 to 17 and from there to 18.
#
#   make test-dump                   bookworm -> trixie -> sid
#   make test-dump VERSIONS="15 17"  not as far
#
# Each server runs in a root of its own (roots.sh); the newer pg_dump reads the older server over a socket in a folder that both see, as an upgrade by dump is done.
# Every value must have the same text and binary form, every view, generated column and aggregate the same answer, and a dump of what was
# restored must restore again.  Needs root or sudo.
set -u
. "$(dirname "$0")/lib.sh"

# ---------------------------------------------------------------- inside a root ----

dump_psql() { psql -X -q -At -v ON_ERROR_STOP=1 "$@"; }

dump_fill() {                       # a database as people have it
    dump_psql -d postgres -c 'CREATE DATABASE desk' -c 'ALTER DATABASE desk SET search_path = csq, csq_internal, public' -c "ALTER DATABASE desk SET timezone = 'UTC'" || return 1
    {
        echo 'CREATE EXTENSION csq; SET search_path = public, csq, csq_internal;'
        sed -n '/^CREATE TABLE log AS/,/^-- a type that has no value here/p' test/sql/stored_types.sql
        cat <<'SQL'
SELECT pg_catalog.format('CREATE TABLE kept_%s AS SELECT text::%1$s AS v FROM sample WHERE type = %1$L', typname) FROM pg_type
WHERE typnamespace IN ('csq'::regnamespace, 'csq_internal'::regnamespace) AND typtype = 'b' AND typcategory <> 'A' ORDER BY 1 \gexec
SQL
        cat test/dump/objects.sql
        cat <<'SQL'
SELECT csq.create_workspace('service', '{"calendar":"tz UTC; 24x7"}');
UPDATE service.setting SET as_of = '2026-03-20 12:00+00';
INSERT INTO service.complaint (complaint_id, received_at, channel, text)
SELECT g, timestamptz '2026-03-01 00:00+00' + g * interval '20 minutes', 'app', 'too slow, I waited for hours ' || g FROM generate_series(1, 300) g;
INSERT INTO service.complaint_event (complaint_id, stage, at, event)
SELECT g, 'response', timestamptz '2026-03-01 00:00+00' + (g + g % 9) * interval '20 minutes', 'stop' FROM generate_series(1, 300) g WHERE g % 4 > 0;
SQL
    } | dump_psql -d desk -o /dev/null -f -
}

dump_ask() {                        # dump_ask FILE: what the database says
    {
        grep . test/dump/questions.sql | sed 's/$/;/'
        cat <<'SQL'
SELECT pg_catalog.format('SELECT %L, count(*), md5(string_agg(md5(%1$s_send(v)) || md5(v::text), $$,$$ ORDER BY v::text COLLATE "C")) FROM public.kept_%1$s', typname) FROM pg_type
WHERE typnamespace IN ('csq'::regnamespace, 'csq_internal'::regnamespace) AND typtype = 'b' AND typcategory <> 'A' ORDER BY typname COLLATE "C" \gexec
SELECT count(*), count(DISTINCT schemaname) FROM pg_indexes WHERE schemaname IN ('public', 'service');
SELECT pg_catalog.format('SELECT %L, count(*), md5(string_agg(t::text, $$,$$ ORDER BY t::text COLLATE "C")) FROM service.%1$I t', relname) FROM pg_class
WHERE relnamespace = 'service'::regnamespace AND relkind IN ('r', 'v') ORDER BY relname COLLATE "C" \gexec
SQL
    } | dump_psql -d desk -f - >"$1" 2>&1
}

dump_inside() {                     # dump_inside SHARED PREVIOUS
    local shared=$1 previous=$2
    export TMPDIR=$shared
    csq_setup run
    csq_build plain
    csq_start_server dump
    cd "$CSQ_TOP" || exit 1
    if [ -z "$previous" ]; then
        dump_fill || csq_die "the database could not be made"
    else
        # shellcheck disable=SC2046  # the words are options
        pg_dump $(cat "$shared/$previous.server") --create -f "$shared/$CSQ_MAJOR.sql" desk || csq_die "pg_dump $CSQ_MAJOR of $previous failed"
        # PostgreSQL 17.12 keeps an option of its own on every column of every table; pg_dump 18 writes it down and no server reads it
        if grep -q ' SET (pg_attver=' "$shared/$CSQ_MAJOR.sql"; then
            csq_say "left out of the dump: options pg_attver of columns, which PostgreSQL $CSQ_MAJOR does not know"
            sed -i '/^ALTER TABLE ONLY .* SET (pg_attver=[0-9]*);$/d' "$shared/$CSQ_MAJOR.sql"
        fi
        dump_psql -d postgres -o /dev/null -f "$shared/$CSQ_MAJOR.sql" || csq_die "not restored in $CSQ_MAJOR"
    fi
    dump_ask "$shared/$CSQ_MAJOR.answers" || csq_die "the questions end with an error: $(tail -3 "$shared/$CSQ_MAJOR.answers")"
    echo "-h $PGHOST -p $PGPORT -U $PGUSER" >"$shared/$CSQ_MAJOR.server"
    while [ ! -e "$shared/end" ]; do sleep 1; done
}
if [ "${1:-}" = inside ]; then dump_inside "$2" "${3:-}"; exit; fi

# ---------------------------------------------------------------------- outside ----

. "$CSQ_TOP/tools/roots.sh"
csq_need_root "$@"
mkdir -p "$ROOTS" "$CSQ_TOP/build"
shared=$(mktemp -d "$ROOTS/dump.XXXXXX") && chmod 777 "$shared"
made=() jobs=()
dump_end() {
    touch "$shared/end"
    [ ${#jobs[@]} = 0 ] || wait "${jobs[@]}"
    for ROOT in "${made[@]}"; do csq_root_leave; done
    cp "$shared"/*.sql "$shared"/*.answers "$CSQ_TOP/build/" 2>/dev/null
    rm -rf "$shared"
}
trap dump_end EXIT

previous='' first=''
for version in ${VERSIONS:-15 17 18}; do
    suite=$(csq_suite_of "$version") || exit 1
    csq_root_make "$suite" || { csq_count "PostgreSQL $version" 0 1; break; }
    made+=("$ROOT")
    log=$CSQ_TOP/build/dump-$version.log
    mkdir -p "$ROOT/csq-shared"; mount --bind "$shared" "$ROOT/csq-shared"
    csq_root_needs_make >"$log" 2>&1
    csq_root_tree
    csq_enter env PG_MAJOR="$version" bash /root/csq/tools/test_dump.sh inside /csq-shared "$previous" >>"$log" 2>&1 &
    jobs+=($!)
    while [ ! -e "$shared/$version.server" ] && kill -0 "${jobs[-1]}" 2>/dev/null; do sleep 1; done
    if [ ! -e "$shared/$version.server" ]; then tail -15 "$log"; csq_count "PostgreSQL $version" 0 1; break; fi
    if [ -z "$previous" ]; then
        first=$version
        if [ "$(wc -l <"$shared/$version.answers")" -gt 100 ]; then csq_count "PostgreSQL $version: filled" 1 0
        else csq_count "PostgreSQL $version: filled" 0 1; fi
    elif diff "$shared/$first.answers" "$shared/$version.answers" >"$CSQ_TOP/build/dump-$version.diff"; then
        csq_count "$previous -> $version" "$(wc -l <"$shared/$version.answers")" 0
    else
        head -20 "$CSQ_TOP/build/dump-$version.diff"; csq_count "$previous -> $version" 0 1
    fi
    previous=$version
done
csq_summary

#!/usr/bin/env bash
# psql.sh - a throw-away server with csq, then psql in a database that has it in its search_path.
#
#   make psql                                      interactive; server and data are gone when psql ends
#   echo "SELECT library_version()" | make -s psql    or from a pipe
set -u
. "$(dirname "$0")/lib.sh"
csq_setup run
csq_build plain
csq_start_server psql "max_parallel_workers_per_gather = 2"
psql -X -q -v ON_ERROR_STOP=1 -d postgres -c 'CREATE DATABASE csq_psql' || csq_die "could not create the database"
psql -X -q -v ON_ERROR_STOP=1 -d csq_psql -c 'CREATE EXTENSION csq' \
    -c "ALTER DATABASE csq_psql SET search_path = '\$user', public, csq" || csq_die "could not create the extension"
if [ -t 0 ]; then
    csq_say "csq $(csq_version) on PostgreSQL $("$CSQ_PG_CONFIG" --version | cut -d' ' -f2), database csq_psql, gone when you leave"
    echo "   \\df csq.*   what there is;   \\q   leave;   docs/README.md   which function answers which question"
fi
# an interrupt is for the query, not for this script
trap : INT
psql -d csq_psql

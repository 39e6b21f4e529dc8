# journey.sh - funnels per customer: 10 M events, 1 M customers (SCALE 1), in order of time, 6 activities.
#
# Sourced by tools/bench.sh.  Run by itself it needs PGHOST, PGPORT and PGDATABASE of a server on which csq can be created.
# Peers: the same plan with max(at), which is the floor; windowFunnel of ClickHouse 18.16 on one thread, where it is installed.
if ! declare -F bench_pair >/dev/null; then
    set -u
    SCALE=${SCALE:-1} ROUNDS=${ROUNDS:-5} BENCH_SET= BENCH_TOPIC=journey BENCH_DIR=$(mktemp -d "${TMPDIR:-/tmp}/csq_bench.XXXXXX")
    trap 'rm -rf "$BENCH_DIR"' EXIT
    scaled() { awk -v n="$1" -v s="$SCALE" 'BEGIN { printf "%d", (n * s < 1 ? 1 : n * s) }'; }
    bench_psql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
    bench_sql() { bench_psql; }
    time_sql() { printf '%s\n' '\o /dev/null' "$BENCH_SET" '\timing on' "$1" | bench_psql 2>&1 | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p; /ERROR/p' | tail -1; }
    median() { printf '%s\n' "$@" | sort -n | awk '{ a[NR] = $1 } END { print (NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2) }'; }
    bench_row() {
        awk -v OFS='\t' -v t="$BENCH_TOPIC" -v c="$1" -v a="$2" -v p="$3" -v b="$4" -v g="$5" 'BEGIN { print t, c, a, p, b, sprintf("%.3g", g ~ /^<=/ ? a / b : b / a), g }'
    }
    bench_skip() { printf '%s\t%s\tskipped\t%s\n' "$BENCH_TOPIC" "$1" "$2"; }
    bench_pair() {
        local a=() b=() i
        time_sql "$2" >/dev/null; time_sql "$4" >/dev/null
        for ((i = 0; i < ROUNDS; i++)); do a+=("$(time_sql "$2")"); b+=("$(time_sql "$4")"); done
        bench_row "$1" "$(median "${a[@]}")" "$3" "$(median "${b[@]}")" "$5"
    }
    bench_psql -c 'CREATE EXTENSION IF NOT EXISTS csq' 2>/dev/null
fi

journey_events=$(scaled 10000000)
journey_customers=$(scaled 1000000)
bench_sql - <<SQL
DROP TABLE IF EXISTS bench_events;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_events AS
SELECT (random() * ($journey_customers - 1))::int AS customer, timestamptz '2026-01-01' + g * interval '0.26 s' AS at, s AS step,
       (ARRAY['opened', 'replied', 'transferred', 'resolved', 'closed', 'reopened'])[s] AS activity
FROM (SELECT g, 1 + floor(random() * 6)::int AS s FROM generate_series(1, $journey_events) g) x;
VACUUM ANALYZE bench_events;
SQL

BENCH_SET="SET search_path = csq, public; SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 0; SET jit = off;"
journey_floor="SELECT count(*) FROM (SELECT max(at) AS m FROM bench_events GROUP BY customer) x WHERE m < '2000-01-01';"
journey_window="SELECT level, count(*) FROM (SELECT window_funnel(at, step, '7 days') AS level FROM bench_events GROUP BY customer) x GROUP BY 1 ORDER BY 1;"
bench_pair 'window_funnel, 6 steps' "$journey_window" 'max(at), same plan' "$journey_floor" '<= 1.3'
bench_pair 'level(journey_agg(at, activity), 6 steps)' \
    "SELECT level, count(*) FROM (SELECT level(journey_agg(at, activity), 'opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d') AS level FROM bench_events GROUP BY customer) x GROUP BY 1 ORDER BY 1;" \
    'max(at), same plan' "$journey_floor" '<= 1.3'

bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_journeys;
CREATE UNLOGGED TABLE bench_journeys AS SELECT customer, csq.compact(csq.journey_agg(at, activity)) AS j FROM bench_events GROUP BY customer;
SQL
bench_pair 'level of stored journeys' \
    "SELECT level, count(*) FROM (SELECT level(j, 'opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d') AS level FROM bench_journeys) x GROUP BY 1 ORDER BY 1;" \
    'max(at) of the events' "$journey_floor" '> 1'

# the same events in the order of an index on the customer: no hash table, no cache misses
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_sorted;
CREATE UNLOGGED TABLE bench_sorted AS SELECT * FROM bench_events ORDER BY customer, at;
CREATE INDEX ON bench_sorted (customer, at) INCLUDE (step, activity);
VACUUM ANALYZE bench_sorted;
SQL
journey_hash=$BENCH_SET
BENCH_SET="$BENCH_SET SET enable_hashagg = off; SET enable_seqscan = off;"
bench_pair 'window_funnel, index order' "${journey_window//bench_events/bench_sorted}" 'max(at), same plan' "${journey_floor//bench_events/bench_sorted}" '<= 1.3'
bench_pair 'level(journey_agg(at, activity)), index order' \
    "SELECT level, count(*) FROM (SELECT level(journey_agg(at, activity), 'opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d') AS level FROM bench_sorted GROUP BY customer) x GROUP BY 1 ORDER BY 1;" \
    'max(at), same plan' "${journey_floor//bench_events/bench_sorted}" '<= 1.3'
journey_index=$BENCH_SET
BENCH_SET=$journey_hash

# ClickHouse: a private data directory, no server
journey_clickhouse=$(PATH=$PATH:/usr/sbin command -v clickhouse-server || true)
if [ -z "$journey_clickhouse" ] && declare -F bench_package >/dev/null && bench_package clickhouse-server clickhouse-client; then
    journey_clickhouse=$(PATH=$PATH:/usr/sbin command -v clickhouse-server || true)
fi
if [ -z "$journey_clickhouse" ] || ! command -v clickhouse-client >/dev/null; then
    bench_skip 'window_funnel, 6 steps' 'ClickHouse is not installed (Debian packages clickhouse-server, clickhouse-client)'
else
    journey_clickhouse_server() {
        # a server on loopback with its own directory: clickhouse-local would parse the rows anew for every query
        local d
        d=$(mktemp -d "${TMPDIR:-/tmp}/csq_clickhouse.XXXXXX") && journey_ch_dir=$d
        mkdir -p "$d/data" "$d/tmp"
        cat >"$d/config.xml" <<XML
<yandex><logger><level>error</level><log>$d/log</log><errorlog>$d/err</errorlog></logger><tcp_port>$((20000 + $$ % 20000))</tcp_port><listen_host>127.0.0.1</listen_host>
<path>$d/data/</path><tmp_path>$d/tmp/</tmp_path><mark_cache_size>1073741824</mark_cache_size><default_profile>default</default_profile><default_database>default</default_database>
<users_config>$d/users.xml</users_config></yandex>
XML
        cat >"$d/users.xml" <<XML
<yandex><profiles><default><max_threads>1</max_threads><max_memory_usage>8000000000</max_memory_usage></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users><quotas><default></default></quotas></yandex>
XML
        "$journey_clickhouse" --config-file="$d/config.xml" >"$d/out" 2>&1 &
        journey_ch_pid=$!
        journey_ch() { clickhouse-client --host 127.0.0.1 --port $((20000 + $$ % 20000)) "$@"; }
        for _ in $(seq 50); do journey_ch --query 'SELECT 1' >/dev/null 2>&1 && return 0; sleep 0.2; done
        kill "$journey_ch_pid" 2>/dev/null; return 1
    }
    if ! journey_clickhouse_server; then
        bench_skip 'window_funnel, 6 steps' 'the ClickHouse server did not start'
    else
        # 18.16 has whole seconds only: the same events, cut to seconds
        for journey_t in bench_events bench_sorted; do
            journey_ch --query "CREATE TABLE $journey_t (customer UInt32, at UInt32, step UInt8) ENGINE = Log"
            bench_psql -c "COPY (SELECT customer, extract(epoch FROM at)::int8, step FROM $journey_t) TO STDOUT" | journey_ch --query "INSERT INTO $journey_t FORMAT TabSeparated"
            BENCH_SET=$journey_hash journey_case='window_funnel, 6 steps'
            [ $journey_t = bench_events ] || BENCH_SET=$journey_index journey_case='window_funnel, index order'
            journey_ch_sql="SELECT level, count() FROM (SELECT windowFunnel(604800)(at, step = 1, step = 2, step = 3, step = 4, step = 5, step = 6) AS level FROM $journey_t GROUP BY customer) GROUP BY level ORDER BY level"
            journey_sql=${journey_window//bench_events/$journey_t}
            journey_ch --query "$journey_ch_sql" >/dev/null; time_sql "$journey_sql" >/dev/null
            journey_a=() journey_b=()
            for ((journey_i = 0; journey_i < ROUNDS; journey_i++)); do
                journey_a+=("$(time_sql "$journey_sql")")
                journey_b+=("$(journey_ch --time --query "$journey_ch_sql" 2>&1 >/dev/null | awk 'END { print $1 * 1000 }')")
            done
            bench_row "$journey_case" "$(median "${journey_a[@]}")" 'ClickHouse 18.16, 1 thread, Log' "$(median "${journey_b[@]}")" '> 1'
        done
        kill "$journey_ch_pid"; wait "$journey_ch_pid" 2>/dev/null
    fi
    rm -rf "$journey_ch_dir"
fi
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_events, bench_journeys, bench_sorted;
SQL
BENCH_SET=

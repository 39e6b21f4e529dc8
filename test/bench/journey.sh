# journey.sh - funnels per customer: 10 M events, 1 M customers (SCALE 1), in order of time, 6 activities.
#
# Sourced by tools/bench.sh.
# Peers: the same plan with max(at), which is the floor; windowFunnel of ClickHouse 18.16 on one thread, where it is installed.  The
# one-level form has no plan of its own to compare with: its floor is what finding the customers takes, max(at) GROUP BY customer.
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
journey_spec='opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d'
journey_one="SELECT funnel_count_agg(customer, at, activity, '$journey_spec') FROM bench_events;"
journey_nested="SELECT funnel_count_agg(j, '$journey_spec') FROM (SELECT journey_agg(at, activity) AS j FROM bench_events GROUP BY customer) x;"

# journey_memory STATEMENT: peak memory of the backend in MB (VmHWM, shared buffers it touched included)
journey_memory() {
    local kb
    printf '%s\n' "$BENCH_SET" "SELECT pg_backend_pid() AS pid \gset" "\setenv JOURNEY_PID :pid" '\o /dev/null' "$1" '\o' "\! sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' /proc/\$JOURNEY_PID/status" >"$BENCH_DIR/memory.sql"
    kb=$(bench_psql -f "$BENCH_DIR/memory.sql" | tail -1)
    awk -v kb="${kb:-0}" 'BEGIN { printf "%.0f", kb / 1024 }'
}

bench_pair 'funnel_count_agg(case, at, activity), 6 steps' "$journey_one" 'max(at) by customer' "$journey_floor" '<= 1.3'
bench_pair 'the same with 10 % of the cases as text' "SELECT funnel_count_agg(customer::text, at, activity, '$journey_spec') FROM bench_events WHERE customer % 10 = 0;" \
    'max(at) by customer::text' "SELECT count(*) FROM (SELECT max(at) AS m FROM bench_events WHERE customer % 10 = 0 GROUP BY customer::text) x WHERE m < '2000-01-01';" '<= 1.3'
bench_pair 'nested funnel_count_agg' "$journey_nested" 'max(at) by customer' "$journey_floor" '<= 1.3'
bench_pair 'funnel_agg(case, at, activity), 6 steps' "SELECT funnel_agg(customer, at, activity, '$journey_spec') FROM bench_events;" 'max(at) by customer' "$journey_floor" '<= 1.3'
bench_pair 'the same' "SELECT funnel_agg(customer, at, activity, '$journey_spec') FROM bench_events;" \
    'funnel_agg(journey_agg(at, activity))' "SELECT funnel_agg(j, '$journey_spec') FROM (SELECT journey_agg(at, activity) AS j FROM bench_events GROUP BY customer) x;" '> 2'
bench_pair 'window_funnel, 6 steps' "$journey_window" 'max(at), same plan' "$journey_floor" '<= 1.3'
bench_pair 'level(journey_agg(at, activity), 6 steps)' \
    "SELECT level, count(*) FROM (SELECT level(journey_agg(at, activity), 'opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d') AS level FROM bench_events GROUP BY customer) x GROUP BY 1 ORDER BY 1;" \
    'max(at), same plan' "$journey_floor" '<= 1.3'

# the same where the planner cannot see that only one funnel is asked
bench_pair 'level of whole journeys, 6 steps' \
    "SELECT level, count(*) FROM (SELECT level(j, 'opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d') AS level FROM (SELECT journey_agg(at, activity) AS j FROM bench_events GROUP BY customer) y) x GROUP BY 1 ORDER BY 1;" \
    'max(at), same plan' "$journey_floor" '<= 2'

bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_journeys;
CREATE UNLOGGED TABLE bench_journeys AS SELECT customer, csq.compact(csq.journey_agg(at, activity)) AS j FROM bench_events GROUP BY customer;
SQL
bench_pair 'funnel_agg of stored journeys' "SELECT funnel_agg(j, '$journey_spec') FROM bench_journeys;" 'funnel_count_agg of stored journeys' "SELECT funnel_count_agg(j, '$journey_spec') FROM bench_journeys;" '<= 2'
bench_pair 'level of stored journeys' \
    "SELECT level, count(*) FROM (SELECT level(j, 'opened -> replied -> transferred -> resolved -> closed -> reopened; within 7d') AS level FROM bench_journeys) x GROUP BY 1 ORDER BY 1;" \
    'max(at) of the events' "$journey_floor" '> 1'

printf '%-12s %s\n' "$BENCH_TOPIC" "peak memory in MB (shared buffers included): max(at) $(journey_memory "$journey_floor"), one-level $(journey_memory "$journey_one"), nested $(journey_memory "$journey_nested"), window_funnel $(journey_memory "$journey_window")"

# two workers against one process: by cost the planner keeps to one, as all events are handed over
bench_sql - <<'SQL'
ALTER TABLE bench_events SET (parallel_workers = 2);
SQL
journey_serial=$BENCH_SET
journey_one_2="SELECT /* two workers */ funnel_count_agg(customer, at, activity, '$journey_spec') FROM bench_events;"
BENCH_SET="$BENCH_SET SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0.001; SET cpu_operator_cost = 0; SET parallel_leader_participation = off;"
journey_a=() journey_b=()
for ((journey_i = 0; journey_i < ROUNDS; journey_i++)); do
    journey_parallel=$BENCH_SET
    journey_a+=("$(time_sql "$journey_one_2")")
    BENCH_SET=$journey_serial; journey_b+=("$(time_sql "$journey_one")"); BENCH_SET=$journey_parallel
done
bench_row 'funnel_count_agg one-level, 2 workers' "$(median "${journey_a[@]}")" 'the same, 1 process' "$(median "${journey_b[@]}")" '(not chosen)'
BENCH_SET=$journey_serial

# partitions that hold whole customers: workers aggregate one each, funnels come together
bench_sql - <<'SQL'
CREATE TABLE bench_buckets (bucket int, customer int, at timestamptz, step int, activity text) PARTITION BY LIST (bucket);
CREATE UNLOGGED TABLE bench_bucket_0 PARTITION OF bench_buckets FOR VALUES IN (0);
CREATE UNLOGGED TABLE bench_bucket_1 PARTITION OF bench_buckets FOR VALUES IN (1);
INSERT INTO bench_buckets SELECT customer % 2, * FROM bench_events;
VACUUM ANALYZE bench_buckets;
SQL
journey_buckets="SELECT rollup(f) FROM (SELECT funnel_count_agg(customer, at, activity, '$journey_spec') AS f FROM bench_buckets GROUP BY bucket) x;"
journey_a=() journey_b=()
for ((journey_i = 0; journey_i < ROUNDS; journey_i++)); do
    BENCH_SET="$journey_serial SET max_parallel_workers_per_gather = 2; SET enable_partitionwise_aggregate = on; SET parallel_leader_participation = off;"
    journey_a+=("$(time_sql "$journey_buckets")")
    BENCH_SET=$journey_serial; journey_b+=("$(time_sql "$journey_buckets")")
done
bench_row 'one-level by buckets of customers, 2 workers' "$(median "${journey_a[@]}")" 'the same, 1 process' "$(median "${journey_b[@]}")" '>= 1.7'

# one customer with half of all events
bench_sql - <<SQL
CREATE UNLOGGED TABLE bench_one AS SELECT 1 AS customer, at, step, activity FROM bench_events LIMIT $((journey_events / 2));
VACUUM ANALYZE bench_one;
SQL
journey_one_floor="SELECT customer, max(at) FROM bench_one GROUP BY customer;"
bench_pair '1 customer, all events: one-level' "${journey_one//bench_events/bench_one}" 'max(at), same plan' "$journey_one_floor" '<= 5'
bench_pair '1 customer, all events: nested' "${journey_nested//bench_events/bench_one}" 'max(at), same plan' "$journey_one_floor" '<= 5'
bench_pair '1 customer, all events: window_funnel' "${journey_window//bench_events/bench_one}" 'max(at), same plan' "$journey_one_floor" '<= 5'
printf '%-12s %s\n' "$BENCH_TOPIC" "peak memory in MB, 1 customer: one-level $(journey_memory "${journey_one//bench_events/bench_one}"), nested $(journey_memory "${journey_nested//bench_events/bench_one}"), window_funnel $(journey_memory "${journey_window//bench_events/bench_one}")"

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
bench_pair 'funnel_count_agg(case, at, activity), index order' "${journey_one//bench_events/bench_sorted}" 'max(at) by customer' "${journey_floor//bench_events/bench_sorted}" '<= 1.3'
BENCH_SET=$journey_hash

# ClickHouse of today, in process on one thread, from a table sorted by customer and time (npm package chdb); the same answers on both sides
journey_chdb="$CSQ_TOP/build/node"
if command -v npm >/dev/null && mkdir -p "$journey_chdb" && { [ -d "$journey_chdb/node_modules/chdb" ] || (cd "$journey_chdb" && npm install --no-audit --no-fund --silent chdb >"$CSQ_TOP/build/npm.log" 2>&1); } && [ -d "$journey_chdb/node_modules/chdb" ]; then
    journey_dir=$(mktemp -d "${TMPDIR:-/tmp}/csq_chdb.XXXXXX")
    bench_psql -c "COPY (SELECT customer, (extract(epoch FROM at) * 1000)::int8, step FROM bench_events) TO STDOUT" >"$journey_dir/events.tsv"
    NODE_PATH="$journey_chdb/node_modules" node "$CSQ_TOP/test/bench/journey_chdb.cjs" "$journey_dir" "$ROUNDS" >"$journey_dir/answers" 2>"$journey_dir/err" || true
    journey_ch_field() { awk -F '\t' -v q="$1" -v n="$2" '$1 == q { print $n }' "$journey_dir/answers"; }
    journey_version="ClickHouse $(journey_ch_field version 3)"
    # journey_question QUESTION CASE STATEMENT ANSWER-STATEMENT GOAL [ORDER]: a row, when the answers are the same
    journey_question() {
        local a=() i answer peer
        peer=$(journey_ch_field "$1" 2)
        answer=$(bench_psql -c "SET search_path = csq, public; $4" | tail -1)
        [ -n "$peer" ] || { bench_skip "$2" 'ClickHouse gave no answer'; return; }
        [ "$answer" = "$(journey_ch_field "$1" 3)" ] || { bench_skip "$2" "the answers differ: $answer, ClickHouse $(journey_ch_field "$1" 3)"; return; }
        time_sql "$3" >/dev/null
        for ((i = 0; i < ROUNDS; i++)); do a+=("$(time_sql "$3")"); done
        journey_took=$(median "${a[@]}")
        bench_row "$2" "$journey_took" "$journey_version, ${6:-sorted}" "$peer" "$5"
    }
    # journey_both QUESTION CASE STATEMENT ANSWER-STATEMENT: stored journeys, one process and two workers
    journey_both() {
        local one
        BENCH_SET=$journey_serial
        journey_question "$1" "$2, stored journeys" "$3" "$4" '>= 1.5'
        one=$journey_took
        BENCH_SET=$journey_two
        journey_question "$1" "$2, stored, two workers" "SELECT /* two */ ${3#SELECT }" "$4" '>= 1.5'
        bench_row "$2, stored, two workers" "$journey_took" 'the same, 1 process' "$one" '>= 1.7'
        # two workers each do half of it, and what an empty aggregate on the same plan takes beyond half of itself is the server's
        bench_row "$2, stored, floor of the plan" "$(awk -v one="$one" -v a="$journey_empty_1" -v b="$journey_empty_2" 'BEGIN { print one / 2 + b - a / 2 }')" \
            'the same, 1 process' "$one" '(at most)'
        BENCH_SET=$journey_serial
    }
    journey_levels="SELECT string_agg(level || ',' || n, ',' ORDER BY level) FROM (SELECT level(j, '$journey_spec') AS level, count(*) AS n FROM bench_journeys GROUP BY 1) x;"
    journey_matched="SELECT count(*) FROM bench_journeys WHERE matches(j, 'opened ~> replied ~> transferred');"
    journey_graph="SELECT count(*), sum(n) FROM edges((SELECT process_agg(j) FROM bench_journeys));"
    journey_graph_answer="SELECT count(*) || ',' || sum(n) FROM edges((SELECT process_agg(j) FROM bench_journeys));"
    journey_question funnel_by_time 'six-step funnel, one-level, order of time' "$journey_one" "$journey_levels" '> 1' 'in order of time'
    BENCH_SET=$journey_index
    journey_question funnel 'six-step funnel, one-level, index order' "${journey_one//bench_events/bench_sorted}" "$journey_levels" '> 1'
    bench_sql - <<'SQL'
ALTER TABLE bench_journeys SET (parallel_workers = 2);
SQL
    # what the server takes by itself: a count of the same rows, nothing read in them
    journey_two="$journey_serial SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET parallel_leader_participation = off;"
    journey_a=() journey_b=()
    for ((journey_i = 0; journey_i <= ROUNDS; journey_i++)); do
        BENCH_SET=$journey_serial; journey_a[journey_i]=$(time_sql 'SELECT count(j) FROM bench_journeys;')
        BENCH_SET=$journey_two; journey_b[journey_i]=$(time_sql 'SELECT /* two */ count(j) FROM bench_journeys;')
    done
    journey_empty_1=$(median "${journey_a[@]:1}") journey_empty_2=$(median "${journey_b[@]:1}")
    bench_row 'count(j), stored, two workers' "$journey_empty_2" 'the same, 1 process' "$journey_empty_1" '(the plan itself)'
    journey_both funnel 'six-step funnel' "SELECT funnel_count_agg(j, '$journey_spec') FROM bench_journeys;" "$journey_levels"
    journey_both pattern 'pattern 1 ~> 2 ~> 3' "$journey_matched" "$journey_matched"
    journey_both edges 'directly-follows graph' "$journey_graph" "$journey_graph_answer"
    rm -rf "$journey_dir"
else
    bench_skip 'ClickHouse of today' 'the npm package chdb cannot be had'
fi

# ClickHouse: a private data directory, no server
journey_clickhouse=$(PATH=$PATH:/usr/sbin command -v clickhouse-server || true)
if [ -z "$journey_clickhouse" ] && bench_package clickhouse-server clickhouse-client; then
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
            # csq reads the table in its own order, ClickHouse too
            BENCH_SET=$journey_hash journey_case='6 steps'
            [ $journey_t = bench_events ] || journey_case='6 steps, customer order'
            journey_ch_sql="SELECT level, count() FROM (SELECT windowFunnel(604800)(at, step = 1, step = 2, step = 3, step = 4, step = 5, step = 6) AS level FROM $journey_t GROUP BY customer) GROUP BY level ORDER BY level"
            journey_sql=${journey_one//bench_events/$journey_t}
            journey_sql_2=${journey_window//bench_events/$journey_t}
            journey_ch --query "$journey_ch_sql" >/dev/null; time_sql "$journey_sql" >/dev/null
            journey_a=() journey_b=() journey_c=()
            for ((journey_i = 0; journey_i < ROUNDS; journey_i++)); do
                BENCH_SET=$journey_hash; journey_a+=("$(time_sql "$journey_sql")")
                journey_b+=("$(journey_ch --time --query "$journey_ch_sql" 2>&1 >/dev/null | awk 'END { print $1 * 1000 }')")
                [ $journey_t = bench_events ] || BENCH_SET=$journey_index
                journey_c+=("$(time_sql "$journey_sql_2")")
            done
            bench_row "one-level funnel_count_agg, $journey_case" "$(median "${journey_a[@]}")" 'ClickHouse 18.16, 1 thread, Log' "$(median "${journey_b[@]}")" '> 1'
            bench_row "window_funnel, $journey_case" "$(median "${journey_c[@]}")" 'ClickHouse 18.16, 1 thread, Log' "$(median "${journey_b[@]}")" '> 1'
        done
        kill "$journey_ch_pid"; wait "$journey_ch_pid" 2>/dev/null
    fi
    rm -rf "$journey_ch_dir"
fi
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_events, bench_journeys, bench_sorted, bench_one, bench_buckets;
SQL
BENCH_SET=

# process.sh - the process behind a log: 5 M events, 200,000 cases, 12 activities (SCALE 1), in order of time.
#
# Sourced by tools/bench.sh.  Peers: lag() in SQL, which gives only the frequencies of the edges, and with the figures of edges(); sorted arrays in
# ClickHouse 18.16 on one thread (frequencies only), where it is installed.
process_events=$(scaled 5000000)
process_cases=$(scaled 200000)
bench_sql - <<SQL
DROP TABLE IF EXISTS bench_log;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_log AS
SELECT (random() * ($process_cases - 1))::int AS c, timestamptz '2026-01-01' + g * interval '0.5 s' AS at, 'activity ' || (1 + floor(random() * 12))::int AS activity
FROM generate_series(1, $process_events) g;
VACUUM ANALYZE bench_log;
SQL

BENCH_SET="SET search_path = csq, csq_internal, public; SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 0; SET jit = off;"
process_one="SELECT source, target, n, mean, p50, p90 FROM edges((SELECT process_agg(c, at, activity) FROM bench_log));"
process_lag="SELECT before, activity, count(*) FROM (SELECT activity, lag(activity) OVER w AS before FROM bench_log WINDOW w AS (PARTITION BY c ORDER BY at)) x WHERE before IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2;"
bench_pair 'edges(process_agg(case, at, activity))' "$process_one" 'lag(), frequencies only' "$process_lag" '>= 4'
bench_pair 'edges(process_agg(case, at, activity))' "$process_one" 'lag(), with mean, p50, p90' \
    "SELECT before, activity, count(*), avg(gap), percentile_disc(0.5) WITHIN GROUP (ORDER BY gap), percentile_disc(0.9) WITHIN GROUP (ORDER BY gap) FROM (SELECT activity, lag(activity) OVER w AS before, at - lag(at) OVER w AS gap FROM bench_log WINDOW w AS (PARTITION BY c ORDER BY at)) x WHERE before IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2;" '>= 4'
bench_pair 'the same, case id as text' "SELECT count(*) FROM edges((SELECT process_agg(c::text, at, activity) FROM bench_log));" 'lag(), frequencies only' "$process_lag" '>= 4'
bench_pair 'the same, text of more than 8 bytes' "SELECT count(*) FROM edges((SELECT process_agg('case number ' || c, at, activity) FROM bench_log));" 'lag(), frequencies only' "$process_lag" '> 1'

bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_processes;
CREATE UNLOGGED TABLE bench_processes AS SELECT c % 30 AS day, csq.process_agg(c, at, activity) AS p FROM bench_log GROUP BY 1;
SQL
# the worst case for stored processes: nearly every case is a variant of its own, so they are as large as the events
bench_pair 'rollup of 30 stored processes' "SELECT count(*) FROM edges((SELECT rollup(p) FROM bench_processes));" 'from the events' "$process_one" '>= 5'

# ClickHouse on loopback with its own directory
process_clickhouse=$(PATH=$PATH:/usr/sbin command -v clickhouse-server || true)
if [ -z "$process_clickhouse" ] || ! command -v clickhouse-client >/dev/null; then
    bench_skip 'edges(process_agg(case, at, activity))' 'ClickHouse is not installed (Debian packages clickhouse-server, clickhouse-client)'
else
    process_dir=$(mktemp -d "${TMPDIR:-/tmp}/csq_clickhouse.XXXXXX")
    process_port=$((20000 + $$ % 20000))
    mkdir -p "$process_dir/data" "$process_dir/tmp"
    cat >"$process_dir/config.xml" <<XML
<yandex><logger><level>error</level><log>$process_dir/log</log><errorlog>$process_dir/err</errorlog></logger><tcp_port>$process_port</tcp_port><listen_host>127.0.0.1</listen_host>
<path>$process_dir/data/</path><tmp_path>$process_dir/tmp/</tmp_path><mark_cache_size>1073741824</mark_cache_size><default_profile>default</default_profile><default_database>default</default_database>
<users_config>$process_dir/users.xml</users_config></yandex>
XML
    cat >"$process_dir/users.xml" <<XML
<yandex><profiles><default><max_threads>1</max_threads><max_memory_usage>8000000000</max_memory_usage></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users><quotas><default></default></quotas></yandex>
XML
    "$process_clickhouse" --config-file="$process_dir/config.xml" >"$process_dir/out" 2>&1 &
    process_pid=$!
    process_ch() { clickhouse-client --host 127.0.0.1 --port "$process_port" "$@"; }
    process_up=
    for _ in $(seq 50); do process_ch --query 'SELECT 1' >/dev/null 2>&1 && { process_up=1; break; }; sleep 0.2; done
    if [ -z "$process_up" ]; then
        bench_skip 'edges(process_agg(case, at, activity))' 'the ClickHouse server did not start'
    else
        # at in half seconds: 18.16 has no finer time; the activity as the same text
        process_ch --query 'CREATE TABLE ev (c UInt32, at UInt64, activity String) ENGINE = Log'
        bench_psql -c "COPY (SELECT c, (extract(epoch FROM at) * 2)::int8, activity FROM bench_log) TO STDOUT" | process_ch --query 'INSERT INTO ev FORMAT TabSeparated'
        process_ch_sql="SELECT pair, count() FROM (SELECT arraySort((x, y) -> y, groupArray(activity), groupArray(at)) AS s, arrayMap((x, y) -> (x, y), arrayPopBack(s), arrayPopFront(s)) AS pairs FROM ev GROUP BY c) ARRAY JOIN pairs AS pair GROUP BY pair ORDER BY pair"
        if process_ch --query "$process_ch_sql" >/dev/null; then
            process_a=() process_b=()
            time_sql "$process_one" >/dev/null
            for ((process_i = 0; process_i < ROUNDS; process_i++)); do
                process_a+=("$(time_sql "$process_one")")
                process_b+=("$(process_ch --time --query "$process_ch_sql" 2>&1 >/dev/null | awk 'END { print $1 * 1000 }')")
            done
            bench_row 'edges(process_agg(case, at, activity))' "$(median "${process_a[@]}")" 'ClickHouse 18.16, sorted arrays, frequencies' "$(median "${process_b[@]}")" '> 1'
        else
            bench_skip 'edges(process_agg(case, at, activity))' 'ClickHouse refused the query'
        fi
    fi
    kill "$process_pid"; wait "$process_pid" 2>/dev/null
    rm -rf "$process_dir"
fi
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_log, bench_processes;
SQL
BENCH_SET=

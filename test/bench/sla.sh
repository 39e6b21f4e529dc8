# sla.sh - SLA clocks over many cases: status of stored clocks and deadlines of plain rows, as ratios to the scan and to the usual SQL.
#
# SCALE=1 is 10 million rows for deadlines and 10 million stored clocks (4 events each; 2 million different ones, collected from 8 million
# events).  The day-wise idiom runs over 20,000 rows and is
# scaled to the same number.  Workers: 0 and 2.

ROWS=$(scaled 10000000)
MADE=$(scaled 2000000)
CLOCKS=$((5 * MADE))
FEW=$(awk -v n="$CLOCKS" 'BEGIN { print (n < 20000 ? n : 20000) }')
bench_sql - <<SQL
CREATE UNLOGGED TABLE plain AS SELECT i AS id, timestamptz '2024-01-01' + (i * 7919 % 1000003) * interval '40 seconds' AS opened_at FROM generate_series(1::bigint, $ROWS) AS i;
CREATE UNLOGGED TABLE event AS
SELECT i AS id, t + e.after AS at, e.event
FROM (SELECT i, timestamptz '2024-01-01' + (i * 7919 % 1000003) * interval '40 seconds' AS t, (i * 104729 % 1000) * interval '3 minutes' AS d FROM generate_series(1::bigint, $MADE) AS i) AS x,
     LATERAL (VALUES ('0'::interval, 'start'), (interval '1 hour', 'pause'), (interval '1 hour' + d / 2, 'resume'), (interval '2 hours' + d, 'stop')) AS e(after, event);
CREATE UNLOGGED TABLE clocks AS SELECT id, csq.clock_agg(at, event) AS clock, min(at) AS t0, max(at) FILTER (WHERE event = 'stop') AS t1,
  max(at) FILTER (WHERE event = 'pause') AS p0, max(at) FILTER (WHERE event = 'resume') AS p1 FROM event GROUP BY id;
INSERT INTO clocks SELECT id + k * $MADE, clock, t0, t1, p0, p1 FROM clocks, generate_series(1, 4) AS k;
VACUUM ANALYZE plain; VACUUM ANALYZE clocks; VACUUM ANALYZE event;
-- the usual idiom: one row per day, the pause as a second span
CREATE FUNCTION by_days(a timestamptz, b timestamptz) RETURNS interval LANGUAGE sql STABLE AS \$\$
	SELECT coalesce(sum(greatest(least(b, (d + time '17:00') AT TIME ZONE 'Europe/Berlin') - greatest(a, (d + time '09:00') AT TIME ZONE 'Europe/Berlin'), '0')), '0')
	FROM generate_series((a AT TIME ZONE 'Europe/Berlin')::date::timestamp, (b AT TIME ZONE 'Europe/Berlin')::date::timestamp, interval '1 day') AS d WHERE extract(isodow FROM d) < 6 \$\$;
SQL
CAL="'tz Europe/Berlin; mon-fri 09:00-17:00'"
STATUS="csq.sla_status(clock, '8 business hours', $CAL, '2027-01-01')"

# both must agree before they are compared
agree=$(bench_psql -c "SELECT count(*) FROM clocks, $STATUS AS s WHERE id <= 500 AND s.elapsed <> by_days(t0, t1) - by_days(p0, p1)")
[ "$agree" = 0 ] || { echo "sla: the day-wise idiom and sla_status disagree on $agree of 500 cases"; return 1; }

for workers in 0 2; do
    BENCH_SET="SET max_parallel_workers_per_gather = $workers; SET parallel_setup_cost = 10; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;"
    bench_pair "due_at over $ROWS rows, $workers workers" "SELECT max(csq.due_at($CAL, opened_at, '8 business hours')) FROM plain" \
        "max(opened_at), the scan" "SELECT max(opened_at) FROM plain" "<=10"
    bench_pair "sla_state over $CLOCKS clocks, $workers workers" "SELECT count(*) FILTER (WHERE csq.sla_state(clock, '8 business hours', $CAL, '2027-01-01') = 'met') FROM clocks" \
        "count(clock), the scan" "SELECT count(clock) FROM clocks" "<=50"
done
BENCH_SET="SET max_parallel_workers_per_gather = 0;"
bench_pair "sla_status over $CLOCKS clocks, all columns" "SELECT max((s).elapsed), max((s).due_at) FROM (SELECT $STATUS AS s FROM clocks OFFSET 0) AS x" \
    "sla_state alone" "SELECT max(csq.sla_state(clock, '8 business hours', $CAL, '2027-01-01')) FROM clocks" "<=2"
bench_pair "clock_agg over 4 x $MADE events" "SELECT count(clock) FROM (SELECT csq.clock_agg(at, event) AS clock FROM event GROUP BY id) AS x" \
    "max(at), same plan" "SELECT count(m) FROM (SELECT max(at) AS m FROM event GROUP BY id) AS x" "<=2.5"
bench_pair "attainment_agg over $CLOCKS rows" "SELECT csq.num_clocks(csq.attainment_agg(t1 - t0, true)) FROM clocks" \
    "sort-based percentile" "SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY t1 - t0) FROM clocks" ">=1"
bench_pair "what_if, two policies" "SELECT count(*) FILTER (WHERE (w).changed) FROM (SELECT csq.what_if(clock, '8 business hours', $CAL, '4 business hours', $CAL, '2027-01-01') AS w FROM clocks OFFSET 0) AS x" \
    "sla_state once" "SELECT max(csq.sla_state(clock, '8 business hours', $CAL, '2027-01-01')) FROM clocks" "<=3"

# the day-wise idiom, scaled to all clocks
mine=() peer=()
for ((i = 0; i < ROUNDS; i++)); do
    mine+=("$(time_sql "SELECT max((s).elapsed) FROM (SELECT $STATUS AS s FROM clocks OFFSET 0) AS x")")
    t=$(time_sql "SELECT max(by_days(t0, t1) - by_days(p0, p1)) FROM clocks WHERE id <= $FEW")
    peer+=("$(awk -v t="$t" -v n="$CLOCKS" -v few="$FEW" 'BEGIN { print t * n / few }')")
done
bench_row "elapsed time of $CLOCKS clocks" "$(median "${mine[@]}")" "generate_series by day, scaled" "$(median "${peer[@]}")" ">=10"

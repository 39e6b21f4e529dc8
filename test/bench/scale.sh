# shellcheck shell=bash disable=SC2154
# scale.sh - what a server more costs: states of 8 shards, handed over as text as Citus does and as values as roll-ups are, against the rows they are made
# of, in time of the processor.  Also prints per state: rows on the shard, bytes as text and stored, and the three costs (docs/scale.md).  SCALE=1: 1,000,000 rows of 2,000 groups.
rows=$(scaled 1000000)
BENCH_CLOCK=processor
bench_sql - <<SQL
SET search_path = public, csq;
ALTER DATABASE postgres SET search_path = public, csq;
CREATE TABLE event AS
SELECT (g % 2000)::int AS grp, (g / 2000 % 8)::int AS shard, (g / 10)::bigint AS case_id, timestamptz '2026-01-01' + g * interval '13 s' AS at, (ARRAY['opened', 'replied', 'asked', 'closed', 'reopened'])[1 + hashint4(g) & 3] AS activity,
  (ARRAY['phone', 'mail', 'app'])[1 + hashint4(g + 1) & 1] AS channel, (hashint4(g + 2) & 1023) % 11 AS score, (hashint4(g + 3) & 4095) * interval '1 min' AS took
FROM generate_series(1, $rows) g;
ALTER TABLE event ADD due timestamptz; UPDATE event SET due = at + interval '1 day';
-- whole cases: one journey each, on one shard
CREATE TABLE journeys AS SELECT case_id % 250 AS grp, case_id % 8 AS shard, journey_agg(at, activity, channel) AS j FROM event GROUP BY case_id;
VACUUM ANALYZE event; VACUUM ANALYZE journeys;
SQL
# NAME, aggregate, table
while IFS='|' read -r name aggregate table; do
    bench_sql - <<SQL
SET search_path = public, csq;
SET client_min_messages = warning; DROP TABLE IF EXISTS part; DROP TABLE IF EXISTS part_text;
CREATE TABLE part AS SELECT grp, shard, $aggregate AS s FROM $table GROUP BY grp, shard;
CREATE TABLE part_text AS SELECT grp, shard, s::text AS s FROM part;
VACUUM ANALYZE part; VACUUM ANALYZE part_text;
SQL
    type=$(bench_psql -c "SELECT pg_typeof(s) FROM part LIMIT 1")
    of_rows="SELECT count(s) FROM (SELECT grp, $aggregate AS s FROM $table GROUP BY grp OFFSET 0) x"
    floor="SELECT count(s) FROM (SELECT grp, max(shard) AS s FROM $table GROUP BY grp OFFSET 0) x"
    bench_pair "$name: as text" "SELECT count(s) FROM (SELECT grp, rollup(s::$type) AS s FROM part_text GROUP BY grp OFFSET 0) x" "from the rows" "$of_rows" "<= 1"
    text=$(tail -1 "$BENCH_OUT/scale.tsv" | cut -f3)
    bench_pair "$name: as values" "SELECT count(s) FROM (SELECT grp, rollup(s) AS s FROM part GROUP BY grp OFFSET 0) x" "from the rows" "$of_rows" "<= 1"
    value=$(tail -1 "$BENCH_OUT/scale.tsv" | cut -f3); whole=$(tail -1 "$BENCH_OUT/scale.tsv" | cut -f5)
    scan=$(median "$(time_sql "$floor")" "$(time_sql "$floor")" "$(time_sql "$floor")")
    bench_psql -F ' ' -c "SELECT n, states, bytes, stored, n / states FROM (SELECT count(*) AS n FROM $table) a, (SELECT count(*) AS states, (avg(octet_length(s::text)))::int AS bytes, (avg(pg_column_size(s)))::int AS stored FROM part) b" |
        while read -r n states bytes stored each; do
            awk -v name="$name" -v n="$n" -v st="$states" -v b="$bytes" -v d="$stored" -v e="$each" -v t="$text" -v v="$value" -v w="$whole" -v f="$scan" \
                'BEGIN { printf "             %-20s %6d rows a state, %7d bytes as text, %7d stored; a = %.0f ns a row above the scan, m = %.2f us a state as text, %.2f as a value\n", name, e, b, d, (w - f) * 1e6 / n, t * 1e3 / st, v * 1e3 / st }'
        done
done <<'CASES'
scores|score_agg(score)|event
rates|rate_agg(score > 8)|event
means|mean_agg(score::numeric)|event
durations|duration_agg(took)|event
attainment|attainment_agg(took, true)|event
series by day|series_agg(at::date, score::float8)|event
retention|retention_agg(case_id, at, activity, channel)|event
funnels|funnel_agg(j, 'opened -> replied -> closed; within 7d')|journeys
processes|process_agg(j)|journeys
journey maps|journey_map_agg(j)|journeys
CASES
BENCH_CLOCK=

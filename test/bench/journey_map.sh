# journey_map.sh - the map of 200,000 journeys, 2 M events, 8 activities, 4 channels (SCALE 1).
#
# Sourced by tools/bench.sh.  Peers: plain SQL that gives the same figures: gaps and islands for the stages, count(DISTINCT) for the touchpoints,
# window functions for the rest.  That they are the same is checked first.  One map answers all of these questions, SQL reads the events for each.
# Each of them straight from the events (map_rows), and from a journey per customer (map_of).
map_events=$(scaled 2000000)
map_journeys=$(scaled 200000)
bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_map, bench_map_journeys;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_map AS
SELECT (random() * ($map_journeys - 1))::int AS customer, timestamptz '2026-01-01' + g * interval '1.3 s' AS at,
       (ARRAY['seen', 'asked', 'bought', 'called', 'complained', 'answered', 'solved', 'left'])[1 + floor(random() * 8)::int] AS activity,
       (ARRAY['web', 'phone', 'mail', 'shop'])[1 + floor(random() * 4)::int] AS channel, floor(random() * 11)::float8 - 5 AS feeling
FROM generate_series(1, $map_events) g;
CREATE UNLOGGED TABLE bench_map_journeys AS SELECT customer, csq.compact(csq.journey_agg(at, activity, channel, feeling)) AS j FROM bench_map GROUP BY customer;
VACUUM ANALYZE bench_map, bench_map_journeys;
SQL
BENCH_SET="SET search_path = csq, public; SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 0; SET jit = off;"
map_of="(SELECT journey_map_agg(j) AS m FROM (SELECT journey_agg(at, activity, channel, feeling) AS j FROM bench_map GROUP BY customer) x) y"
map_rows="(SELECT journey_map_agg(customer, at, activity, channel, feeling) AS m FROM bench_map) y"
map_stored="(SELECT journey_map_agg(j) AS m FROM bench_map_journeys) y"

map_stages="SELECT stage, journeys, round(place::numeric, 6), round(went_on::numeric, 6), round(extract(epoch FROM mean), 3) FROM $map_of, stages(m)"
map_stages_sql="SELECT activity, count(DISTINCT customer), round(avg(run) FILTER (WHERE first), 6), round(1 - count(*) FILTER (WHERE last) / count(DISTINCT customer)::numeric, 6), round(avg(extract(epoch FROM gone - entered)), 3)
FROM (SELECT *, row_number() OVER c AS run, lead(entered) OVER c AS gone, lead(entered) OVER c IS NULL AS last, row_number() OVER (PARTITION BY customer, activity ORDER BY entered) = 1 AS first
      FROM (SELECT customer, activity, island, min(at) AS entered FROM (SELECT *, count(*) FILTER (WHERE before IS DISTINCT FROM activity) OVER (PARTITION BY customer ORDER BY at) AS island
            FROM (SELECT *, lag(activity) OVER (PARTITION BY customer ORDER BY at) AS before FROM bench_map) a) b GROUP BY customer, activity, island) d WINDOW c AS (PARTITION BY customer ORDER BY entered)) e GROUP BY activity"
map_touch="SELECT activity, channel, n, journeys, round(emotion::numeric, 6) FROM $map_of, touchpoints(m)"
map_touch_sql="SELECT activity, channel, count(*), count(DISTINCT customer), round(avg(feeling)::numeric, 6) FROM bench_map GROUP BY activity, channel"
map_curve="SELECT round(position_from * 10)::int, num_values, round(mean::numeric, 6) FROM $map_of, emotion_curve(m)"
map_curve_sql="SELECT least(9, i * 10 / greatest(n - 1, 1))::int, count(feeling), round(avg(feeling)::numeric, 6) FROM (SELECT feeling, row_number() OVER (PARTITION BY customer ORDER BY at) - 1 AS i, count(*) OVER (PARTITION BY customer) AS n FROM bench_map) x GROUP BY 1"
map_flow="SELECT source, target, n FROM $map_of, channel_flow(m)"
map_flow_sql="SELECT channel, after, count(*) FROM (SELECT channel, lead(channel) OVER (PARTITION BY customer ORDER BY at) AS after FROM bench_map) x WHERE after IS NOT NULL GROUP BY channel, after"

# map_pair CASE CSQ-STATEMENT SQL-STATEMENT GOAL: the same rows, and how long each takes
map_pair() {
    local different
    different=$(bench_psql -c "$BENCH_SET" -c "WITH a AS ($2), b AS ($3) SELECT count(*) + ((SELECT count(*) FROM a) = 0)::int FROM ((TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)) d")
    if [ "$different" != 0 ]; then bench_skip "$1" "csq and SQL give different figures ($different rows)"; return 1; fi
    bench_pair "$1" "$2;" 'SQL, same figures' "$3;" "$4"
}

map_status=0
map_pair 'stages: volume, place, conversion, time' "$map_stages" "$map_stages_sql" '>= 3' || map_status=1
map_pair 'touchpoints: events, journeys, emotion' "$map_touch" "$map_touch_sql" '>= 1' || map_status=1
map_pair 'emotion curve' "$map_curve" "$map_curve_sql" '>= 1' || map_status=1
map_pair 'channel flow' "$map_flow" "$map_flow_sql" '>= 1' || map_status=1
for map_what in stages touch curve flow; do
    map_csq=map_$map_what map_sql=map_${map_what}_sql
    map_pair "$map_what, in one step" "${!map_csq/"$map_of"/"$map_rows"}" "${!map_sql}" '>= 1.5' || map_status=1
done
for map_what in stages touch curve flow; do
    map_csq=map_$map_what map_sql=map_${map_what}_sql
    map_pair "$map_what, journeys stored" "${!map_csq/"$map_of"/"$map_stored"}" "${!map_sql}" '>= 3' || map_status=1
done
# all of it: one map, four readers; SQL reads the events four times
map_four="WITH y AS MATERIALIZED (SELECT * FROM $map_of) SELECT (SELECT count(*) FROM y, stages(m)), (SELECT count(*) FROM y, touchpoints(m)), (SELECT count(*) FROM y, emotion_curve(m)), (SELECT count(*) FROM y, channel_flow(m));"
map_four_sql="SELECT (SELECT count(*) FROM ($map_stages_sql) a), (SELECT count(*) FROM ($map_touch_sql) b), (SELECT count(*) FROM ($map_curve_sql) c), (SELECT count(*) FROM ($map_flow_sql) d);"
bench_pair 'all four from one map, in one step' "${map_four/"$map_of"/"$map_rows"}" 'SQL, the four queries' "$map_four_sql" '>= 4'
bench_pair 'all four from one map' "$map_four" 'SQL, the four queries' "$map_four_sql" '>= 4'
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_maps;
CREATE UNLOGGED TABLE bench_maps AS SELECT customer % 100 AS part, csq.journey_map_agg(j) AS m FROM bench_map_journeys GROUP BY 1;
SQL
bench_pair 'rollup of 100 stored maps' "SELECT count(*) FROM (SELECT rollup(m) AS m FROM bench_maps) y, stages(m);" 'from stored journeys' "SELECT count(*) FROM $map_stored, stages(m);" '>= 5'
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_map, bench_map_journeys, bench_maps;
SQL
BENCH_SET=
[ $map_status = 0 ] || return 1

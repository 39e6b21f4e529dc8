# alignment.sh - optimal alignments of a log with a net, against the search that SQL can do: every state there is, by WITH RECURSIVE.
#
# Sourced by tools/bench.sh.
#   CSQ_DATA=folder     where the data sets are (default ../shared/data beside the project); without them the rows of the help desk are skipped
#
# The net is a state machine made from the log: an activity may follow another where that was seen often enough, so rare ways deviate.  With one token
# a state is a position in the trace, a place and what it has cost, and SQL can go through all of them, variant by variant, up to what having nothing
# in common would cost.  That both find the same cost is checked first.  Token replay of the same net, which finds no alignment, is shown beside it.
# SCALE 1: 20,000 cases of 3 to 12 events made at random; the help desk's log has 4,580 cases, 226 variants.
alignment_cases=$(scaled 20000)
alignment_data=${CSQ_DATA:-$CSQ_TOP/../shared/data}

# alignment_net LEAST: bench_move and the net of bench_log, of what followed so often at least; and the variants
alignment_net() {
    bench_sql - <<SQL
SET search_path = csq, public;
DROP TABLE IF EXISTS bench_move, bench_net, bench_variant;
CREATE TABLE bench_net AS SELECT process_agg(case_id, at, activity, seq) AS p, NULL::jsonb AS net FROM bench_log;
CREATE TABLE bench_move AS
SELECT row_number() OVER (ORDER BY source, target) AS id, source, target, label
FROM (SELECT 'after ' || source AS source, 'after ' || target AS target, target AS label FROM bench_net, edges(p) WHERE n >= $1
      UNION ALL SELECT 'start', 'after ' || path[1], path[1] FROM bench_net, variants(p, 1000000) GROUP BY path[1] HAVING sum(n) >= $1
      UNION ALL SELECT 'after ' || path[cardinality(path)], 'end', NULL FROM bench_net, variants(p, 1000000) GROUP BY path[cardinality(path)] HAVING sum(n) >= $1) x;
UPDATE bench_net SET net = jsonb_build_object('places', (SELECT jsonb_agg(DISTINCT place) FROM (SELECT source AS place FROM bench_move UNION SELECT target FROM bench_move) x),
  'transitions', (SELECT jsonb_agg(jsonb_build_object('name', 't' || id, 'label', label, 'in', jsonb_build_array(source), 'out', jsonb_build_array(target)) ORDER BY id) FROM bench_move),
  'initial', '{"start": 1}'::jsonb, 'final', '{"end": 1}'::jsonb);
CREATE TABLE bench_variant AS SELECT rank, n, path, cardinality(path) AS len FROM bench_net, variants(p, 1000000);
CREATE INDEX ON bench_move (source);
CREATE INDEX ON bench_variant (rank);
VACUUM ANALYZE bench_move, bench_net, bench_variant;
SQL
}

BENCH_SET="SET search_path = csq, public; SET work_mem = '1GB'; SET max_parallel_workers_per_gather = 0; SET jit = off;"
alignment_csq="SELECT a.cost FROM bench_net, alignment_fitness(p, net) a"
alignment_sql="WITH RECURSIVE shortest AS (SELECT sum(cost) AS cost FROM bench_net, alignment(ARRAY[]::text[], net)),
state(rank, pos, place, cost) AS (SELECT rank, 0, 'start', 0 FROM bench_variant UNION
  SELECT s.rank, s.pos + next.events, next.place, s.cost + next.cost FROM state s JOIN bench_variant v USING (rank) CROSS JOIN shortest CROSS JOIN LATERAL
    (SELECT 1 AS events, s.place, 1 AS cost WHERE s.pos < v.len
     UNION ALL SELECT 1, m.target, 0 FROM bench_move m WHERE m.source = s.place AND m.label = v.path[s.pos + 1]
     UNION ALL SELECT 0, m.target, (m.label IS NOT NULL)::int FROM bench_move m WHERE m.source = s.place) next
  WHERE s.cost + next.cost <= v.len + shortest.cost)
SELECT sum(v.n * best.cost)::int8 FROM (SELECT rank, min(cost) AS cost FROM state JOIN bench_variant USING (rank) WHERE pos = len AND place = 'end' GROUP BY rank) best JOIN bench_variant v USING (rank)"

# alignment_pair LOG LEAST
alignment_pair() {
    local ours theirs
    alignment_net "$2" || return 1
    ours=$(bench_psql -c "$BENCH_SET" -c "$alignment_csq") theirs=$(bench_psql -c "$BENCH_SET" -c "$alignment_sql")
    if [ -z "$ours" ] || [ "$ours" != "$theirs" ]; then bench_skip "alignment_fitness, $1" "csq and SQL find different costs ($ours, $theirs)"; return 1; fi
    bench_pair "alignment_fitness, $1" "$alignment_csq;" 'SQL, every state' "$alignment_sql;" '>= 10'
    bench_pair "alignment_deviations, $1" "SELECT count(*) FROM bench_net, alignment_deviations(p, net);" 'token replay' "SELECT r.fitness FROM bench_net, replay(p, net) r;" '(no alignment)'
}

bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_log;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_log AS
SELECT c AS case_id, timestamptz '2026-01-01' + c * interval '1 minute' + k * interval '1 hour' AS at, k::int8 AS seq,
       (ARRAY['opened', 'asked', 'replied', 'called', 'escalated', 'replied', 'solved', 'rated'])[least(8, greatest(1, round(k * 8.0 / len + random() * 1.4 - 0.7)::int))] AS activity
FROM (SELECT c, 3 + floor(random() ^ 3 * 10)::int AS len FROM generate_series(1, $alignment_cases) c) x, generate_series(1, len) k;
SQL
alignment_status=0
alignment_pair 'made at random' $((alignment_cases / 50 + 1)) || alignment_status=1
if [ -r "$alignment_data/logs/helpdesk.tsv" ]; then
    bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_log, bench_raw;
CREATE UNLOGGED TABLE bench_raw (case_id text, seq int8, at timestamptz, activity text, a text, b text, c text, d text, e text, f text, g text);
\\copy bench_raw FROM '$alignment_data/logs/helpdesk.tsv' (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01', HEADER)
CREATE UNLOGGED TABLE bench_log AS SELECT case_id, seq, at, activity FROM bench_raw;
SQL
    alignment_pair 'help desk' 100 || alignment_status=1
else
    bench_skip 'alignment_fitness, help desk' "no event logs in $alignment_data"
fi
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_log, bench_raw, bench_move, bench_net, bench_variant;
SQL
BENCH_SET=
[ $alignment_status = 0 ] || return 1

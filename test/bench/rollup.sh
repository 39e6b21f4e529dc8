# rollup.sh - roll-ups of 2,000 stored values of every type that merges, against one pass over the events of which they were made.
# Scale 1 = 2 million events, 1,000 a value.  Goal: at most 3 times one pass.  The size is asked of both, so that both are folded.
rollup_events=$(scaled 2000000)
bench_sql - <<SQL
CREATE UNLOGGED TABLE events AS
SELECT i % 2000 AS part, timestamptz '2026-01-01Z' + i * interval '1 s' AS at, timestamptz '2026-01-01Z' + i * interval '1 s' + h % 30000 * interval '1 s' AS until, h, (h % 50000)::int AS who,
       (ARRAY['opened', 'asked', 'replied', 'called', 'solved', 'closed'])[1 + h % 6] AS activity, (ARRAY['web', 'phone', 'mail'])[1 + h % 3] AS channel, 'reason ' || h % 40 AS reason,
       (h % 11)::int AS score, ((h % 100000) / 100.0)::numeric AS amount, (ARRAY['refund late', 'fee charged twice', 'rude staff', 'app down'])[1 + h % 4] || ' ' || h % 300 AS words
FROM (SELECT i, (hashint4(i) & 2147483647)::bigint AS h FROM generate_series(0, $rollup_events - 1) i) x;
CREATE UNLOGGED TABLE journeys AS SELECT who % 2000 AS part, csq.compact(csq.journey_agg(at, activity, channel, score)) AS j FROM events GROUP BY who;
VACUUM ANALYZE events, journeys;
SQL
BENCH_SET="SET search_path = csq, public; SET work_mem = '1GB'; SET max_parallel_workers_per_gather = 0; SET jit = off;"

# rollup_row TYPE AGGREGATE [TABLE]
rollup_row() {
    bench_sql - <<SQL || { bench_skip "rollup($1)" "the values could not be made"; return 0; }
SET search_path = csq, public; SET client_min_messages = warning;
DROP TABLE IF EXISTS parts;
CREATE UNLOGGED TABLE parts AS SELECT part, $2 AS v FROM ${3:-events} GROUP BY part;
VACUUM ANALYZE parts;
SQL
    bench_pair "rollup($1)" "SELECT pg_column_size(rollup(v)) FROM parts;" 'one pass' "SELECT pg_column_size($2) FROM ${3:-events};" '<= 3'
}

rollup_row attainment "attainment_agg(until - at, h % 5 > 0)"
rollup_row backlog "backlog_agg(at, until)"
rollup_row calibration "calibration_agg(h % 3 > 0, h % 1000 / 1000.0::float8)"
rollup_row call_summary "call_agg(at, CASE WHEN h % 7 > 0 THEN at + h % 300 * interval '1 s' END, at + interval '400 s', until + interval '301 s')"
rollup_row change "change_agg(reason, rate_summary(h % 4, 9), rate_summary(h % 5, 9))"
rollup_row cohort "cohort_agg(j, 'opened', NULL, 'day', 'Europe/Rome')" journeys
rollup_row confusion "confusion_agg(reason, 'reason ' || h % 37)"
rollup_row contribution_cube "contribution_agg(ARRAY[reason, channel], h % 5 > 1)"
rollup_row defect_summary "defect_agg(h % 3, 10 + h % 7, 4)"
rollup_row drivers "driver_agg(score, ARRAY[h % 5, h * 3 % 7, h * h % 5]::float8[])"
rollup_row duration_summary "duration_agg(at, until, timestamptz '2026-02-01Z')"
rollup_row funnel "funnel_agg(who, at, activity, 'opened -> replied -> solved; within 7d')"
rollup_row funnel_case "funnel_case_agg(at, activity, 'opened -> replied -> solved; within 7d')"
rollup_row identity_graph "identity_agg('a' || who, 'b' || h % 40000)"
rollup_row incidence "incidence_agg(h % 3, 12.5)"
rollup_row journey "journey_agg(at, activity, channel)"
rollup_row journey_map "journey_map_agg(j)" journeys
rollup_row lexicon "lexicon_agg('label ' || h % 10, words, 1)"
rollup_row mean_summary "mean_agg(amount)"
rollup_row object_log "object_log_agg(who, at, activity, channel, who)"
rollup_row pareto_summary "pareto_agg(reason)"
rollup_row process "process_agg(who, at, activity)"
rollup_row qa_sample "qa_sample('k' || h, channel, 0.02::float8, 'salt')"
rollup_row rate_summary "rate_agg(h % 3 > 0)"
rollup_row ratings "alpha_agg('u' || who, 'r' || h % 3, channel)"
rollup_row repeats "repeat_agg('c' || who, 'fee', at, '7 days', timestamptz '2026-02-01Z')"
rollup_row retention_summary "retention_agg(who, at, activity)"
rollup_row score_summary "score_agg(score)"
rollup_row series "series_agg(at::date, score::float8)"
rollup_row session_summary "sessions_agg(at, activity, channel)"
rollup_row sla_clock "clock_agg(at, CASE h % 3 WHEN 0 THEN 'pause' ELSE 'resume' END)"
rollup_row terms "terms_agg(words)"
rollup_row text_corpus "corpus_agg(reason, words)"
rollup_row topic_summary "topics_agg(words)"
rollup_row workload "workload_agg(who, at, until, activity, 'agent ' || h % 50)"
BENCH_SET=

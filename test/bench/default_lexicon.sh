# default_lexicon.sh - what the shipped phrases are worth, on texts labelled by hand; sourced by tools/bench.sh.
#
# test/data/README.md says how the texts were drawn and labelled.  Severity: a text graded major or urgent against one labelled so.
# Cause and emotion: of the texts that get a label, the share that gets an acceptable one; of those that have one, the share that gets one.

(cd "$CSQ_TOP/test/data" && tail -n +2 labelled_complaints.tsv | sed 's/\\/\\\\/g') >"$CSQ_SCRATCH/labelled.tsv"; chmod a+r "$CSQ_SCRATCH/labelled.tsv"
bench_sql - <<SQL
SET search_path = csq, public;
CREATE TABLE labelled (id text, source text, part text, severity text, cause text, emotion text, body text);
\\copy labelled FROM '$CSQ_SCRATCH/labelled.tsv'
CREATE TABLE graded AS
SELECT l.*, (csq.severity(s, body)).level <> 'general' AS alarm, l.severity <> 'general' AS severe,
    csq.classify(c, body, 'cause') AS got_cause, string_to_array(l.cause, '|') AS causes,
    csq.classify(e, body, 'emotion') AS got_emotion, string_to_array(l.emotion, '|') AS emotions
FROM labelled l, (SELECT csq.lexicon('severity', 'zh') + csq.lexicon('severity', 'en') AS s, csq.lexicon('cause', 'zh') + csq.lexicon('cause', 'en') AS c,
    csq.lexicon('emotion', 'zh') + csq.lexicon('emotion', 'en') AS e) x;
SQL
bench_psql -F '  ' <<'SQL' | tee "$BENCH_OUT/default_lexicon.tsv"
SET search_path = csq, public;
WITH f AS (
    SELECT part, coalesce(set, 'all') AS set, 'severity' AS what, count(*) FILTER (WHERE alarm AND severe) AS ok, count(*) FILTER (WHERE alarm) AS given,
        count(*) FILTER (WHERE alarm AND severe) AS reached, count(*) FILTER (WHERE severe) AS due
    FROM (SELECT part, CASE left(id, 1) WHEN 'g' THEN 'government' WHEN 'w' THEN 'delivery' WHEN 'c' THEN 'cfpb' ELSE 'airline' END AS set, alarm, severe FROM graded) x GROUP BY part, ROLLUP (set)
    UNION ALL
    SELECT part, coalesce(set, 'all'), what, count(*) FILTER (WHERE got = ANY (ok)), count(got), count(*) FILTER (WHERE got IS NOT NULL AND NOT '-' = ANY (ok)), count(*) FILTER (WHERE NOT '-' = ANY (ok))
    FROM (SELECT part, CASE left(id, 1) WHEN 'g' THEN 'government' WHEN 'w' THEN 'delivery' WHEN 'c' THEN 'cfpb' ELSE 'airline' END AS set, what, got, ok
        FROM graded, LATERAL (VALUES ('cause', got_cause, causes), ('emotion', got_emotion, emotions)) v(what, got, ok)) x GROUP BY part, what, ROLLUP (set))
SELECT part, what, set, 'precision', round(ok::numeric / nullif(given, 0), 3), ok || '/' || given, CASE what WHEN 'severity' THEN 'recall' ELSE 'labelled' END, round(reached::numeric / nullif(due, 0), 3), reached || '/' || due
FROM f ORDER BY part, what, set = 'all' DESC, set;
SQL

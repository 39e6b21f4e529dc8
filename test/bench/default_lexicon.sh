# default_lexicon.sh - what the shipped phrases are worth, on texts labelled by hand; sourced by tools/bench.sh.
#
#   CSQ_DATA=folder     where the data sets are (default ../shared/data beside the project); without them the bench is skipped
#
# test/data/README.md says how the texts were drawn and labelled; the labels are there, the texts are those of the data sets.
# Severity: a text graded major or urgent against one labelled so.  Cause and emotion: of the texts that get a label, the share that gets
# an acceptable one; of those that have one, the share that gets one.

data=${CSQ_DATA:-$CSQ_TOP/../shared/data}
if [ ! -r "$data/zh_gov_messages.tsv" ]; then
    bench_skip "figures of the lexicons on labelled texts" "no data in $data"
    return 0
fi
awk -F'\t' -v OFS='\t' 'FNR > 1 { gsub(/\\/, "\\\\\\\\"); n = split(FILENAME, path, "/"); print path[n] ":" $1, path[n] ~ /gov/ ? $6 : "", $NF }' \
    "$data"/zh_gov_messages.tsv "$data"/zh_waimai_sentiment.tsv "$data"/en_cfpb_narratives.tsv "$data"/en_airline_tweets.tsv >"$CSQ_SCRATCH/texts.tsv"
tail -n +2 "$CSQ_TOP/test/data/labelled_complaints.tsv" >"$CSQ_SCRATCH/labels.tsv"
chmod a+r "$CSQ_SCRATCH/texts.tsv" "$CSQ_SCRATCH/labels.tsv"
bench_sql - <<SQL
SET search_path = csq, public;
CREATE TABLE texts (source text, title text, body text);
\\copy texts FROM '$CSQ_SCRATCH/texts.tsv'
CREATE TABLE labels (id text, source text, part text, severity text, cause text, emotion text, md5 text);
\\copy labels FROM '$CSQ_SCRATCH/labels.tsv'
CREATE TABLE labelled AS
SELECT l.*, left(CASE WHEN title <> '' THEN btrim(title, E' \\t') || '。' ELSE '' END || btrim(body, E' \\t'), 400) AS body FROM labels l JOIN texts USING (source);
-- another edition of the data would give other figures
DO \$\$ BEGIN IF (SELECT count(*) FILTER (WHERE md5(body) = md5) FROM labelled) <> 600 THEN RAISE EXCEPTION 'the texts are not those that were labelled: % of 600', (SELECT count(*) FILTER (WHERE md5(body) = md5) FROM labelled); END IF; END \$\$;
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

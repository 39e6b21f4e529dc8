# severity.sh - how the shipped phrases of severity generalise, and whether weights learned from labelled texts do better; sourced by tools/bench.sh.
#
#   CSQ_DATA=folder     where the data sets are (default ../shared/data beside the project); without them the bench is skipped
#
# test/data/README.md says how the texts were drawn and labelled; the labels are there, the texts are those of the data sets, and none of the
# held-out ones of default_lexicon.sh is among them.  Phrases were written on batches 1 to 7, none on 8 to 16.  What is learned is learned on five of
# the batches 8 to 13 and tried on the sixth, each in turn; it is thrown away with the server.

data=${CSQ_DATA:-$CSQ_TOP/../shared/data}
if [ ! -r "$data/zh_gov_messages.tsv" ]; then
    bench_skip "severity on fresh texts" "no data in $data"
    return 0
fi
awk -F'\t' -v OFS='\t' 'FNR > 1 { gsub(/\\/, "\\\\\\\\"); n = split(FILENAME, path, "/"); print path[n] ":" $1, path[n] ~ /gov/ ? $6 : "", $NF }' \
    "$data"/zh_gov_messages.tsv "$data"/zh_waimai_sentiment.tsv "$data"/en_cfpb_narratives.tsv "$data"/en_airline_tweets.tsv >"$CSQ_SCRATCH/texts.tsv"
tail -n +2 "$CSQ_TOP/test/data/labelled_severity.tsv" >"$CSQ_SCRATCH/labels.tsv"
chmod a+r "$CSQ_SCRATCH/texts.tsv" "$CSQ_SCRATCH/labels.tsv"
bench_sql - <<SQL
SET search_path = csq, public;
CREATE TABLE texts (source text, title text, body text);
\\copy texts FROM '$CSQ_SCRATCH/texts.tsv'
CREATE TABLE labels (batch int, source text, severity text, doubtful bool, second text);
\\copy labels FROM '$CSQ_SCRATCH/labels.tsv'
CREATE TABLE labelled AS
SELECT l.*, severity <> 'general' AS severe, left(CASE WHEN title <> '' THEN btrim(title, E' \\t') || '。' ELSE '' END || btrim(body, E' \\t'), 400) AS body FROM labels l JOIN texts USING (source);
-- another edition of the data would give other figures
DO \$\$ BEGIN IF (SELECT md5(string_agg(md5(body), '' ORDER BY source COLLATE "C")) FROM labelled) <> '2c9844e9e912d813d339fb19005b21f5' THEN RAISE EXCEPTION 'the texts are not those that were labelled'; END IF; END \$\$;
SQL
bench_sql - <<'SQL'
SET search_path = csq, public;
CREATE TABLE graded AS
SELECT l.*, s.level <> 'general' AS alarm, s.reasons, split_part(source, '.', 1) AS file, ARRAY(SELECT DISTINCT label FROM lexicon_evidence(lx, body)) AS touched
FROM labelled l, (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) x, LATERAL severity(lx, body) s;
-- what may count beside the words: kinds of evidence that hold, kinds that have too little, how the text is put, its length
CREATE TABLE known AS
SELECT *, left(file, 2) AS lang, coalesce(reasons, '{}') || CASE WHEN cardinality(reasons) > 1 THEN ARRAY['several'] WHEN alarm THEN ARRAY['one'] ELSE ARRAY['none'] END AS kinds,
    ARRAY(SELECT 'weak ' || split_part(t, '/', 2) FROM unnest(touched) t WHERE split_part(t, '/', 2) <> ALL (coalesce(reasons, '{}')))
    || ARRAY(SELECT CASE WHEN cardinality(reasons) = 1 THEN 'alone ' ELSE '' END || w FROM (VALUES ('asks', '请问|咨询|想问|[?？]|how do i|can i '), ('suggests', '建议|希望能|能不能|suggest'), ('hypothetical', '如果|一旦|万一|可能|担心|容易|would|could|might| if '),
        ('news', '报道|新闻|看到|据悉|网传|news'), ('thanks', '谢谢|感谢|thank'), ('settled', '已解决|已处理|resolved|paid in full'), ('cites law', 'u\.?s\.?c|fcra|fdcpa|条例|规定')) v(w, p) WHERE body ~* p) AS form,
    ARRAY[ln(length(body) + 1) / 6, ln(1 + complaining) / 3]::real[] AS size
FROM (SELECT g.*, (SELECT count(*) FROM regexp_matches(body, '投诉|举报|反映|反应|维权|求助|解决|回复|complain|disput|letter|call|contact|request|report', 'gi')) AS complaining FROM graded g) g;
CREATE TABLE tries (name text, source text, p float8);
DO $$
BEGIN
    FOR b IN 8 .. 13 LOOP
        INSERT INTO tries
        WITH m AS (
            SELECT train_agg(severe::text, ''::text, NULL::real[], ARRAY(SELECT lang || k FROM unnest(kinds) k)) AS by_kind,
                train_agg(severe::text, ''::text, size, ARRAY(SELECT lang || k FROM unnest(kinds || form) k)) AS by_form,
                train_agg(severe::text, body) AS by_word,
                train_agg(severe::text, body, size, ARRAY(SELECT lang || k FROM unnest(kinds || form) k)) AS by_all
            FROM known WHERE batch BETWEEN 8 AND 13 AND batch <> b)
        SELECT v.name, k.source, v.probability FROM known k, m,
            LATERAL (SELECT ARRAY(SELECT lang || x FROM unnest(k.kinds) x) AS f, ARRAY(SELECT lang || x FROM unnest(k.kinds || k.form) x) AS g) f,
            LATERAL (SELECT 'kinds of evidence', probability FROM classify_scores(m.by_kind, '', NULL::real[], f) WHERE label = 'true'
                UNION ALL SELECT 'and how the text is put', probability FROM classify_scores(m.by_form, '', size, g) WHERE label = 'true'
                UNION ALL SELECT 'words', probability FROM classify_scores(m.by_word, body) WHERE label = 'true'
                UNION ALL SELECT 'words and evidence', probability FROM classify_scores(m.by_all, body, size, g) WHERE label = 'true') v(name, probability)
        WHERE k.batch = b;
    END LOOP;
END $$;
SQL
bench_psql -F '  ' <<'SQL' | tee "$BENCH_OUT/severity.tsv"
SET search_path = csq, public;
WITH fresh AS (SELECT *, CASE WHEN batch < 14 THEN 'batches 8 to 13' ELSE 'batches 14 to 16' END AS part FROM graded WHERE batch > 7),
f AS (
    SELECT 'batch ' || batch AS what, batch AS o, alarm, severe FROM graded
    UNION ALL SELECT part, 20, alarm, severe FROM fresh
    UNION ALL SELECT part || ', ' || file, 21, alarm, severe FROM fresh
    UNION ALL SELECT part || ', two kinds or more', 23, cardinality(reasons) > 1, severe FROM fresh
    UNION ALL SELECT part || ', two kinds, or one but a multitude or a danger', 24, alarm AND (cardinality(reasons) > 1 OR NOT reasons && '{safety,danger,public_order,collective}'), severe FROM fresh)
SELECT what, 'precision', round(count(*) FILTER (WHERE alarm AND severe)::numeric / nullif(count(*) FILTER (WHERE alarm), 0), 3), count(*) FILTER (WHERE alarm AND severe) || '/' || count(*) FILTER (WHERE alarm),
    'recall', round(count(*) FILTER (WHERE alarm AND severe)::numeric / nullif(count(*) FILTER (WHERE severe), 0), 3), count(*) FILTER (WHERE alarm AND severe) || '/' || count(*) FILTER (WHERE severe)
FROM f GROUP BY what, o ORDER BY o, what;
SELECT '  severe without a doubt', batch > 13 AS last, 'recall', round(avg(alarm::int), 3), count(*) FILTER (WHERE alarm) || '/' || count(*) FROM graded WHERE batch > 7 AND severe AND NOT doubtful GROUP BY 2 ORDER BY 2;
SELECT '  alone: ' || reasons[1], count(*) FILTER (WHERE severe) || '/' || count(*) FROM graded WHERE batch BETWEEN 8 AND 13 AND cardinality(reasons) = 1 GROUP BY reasons[1] ORDER BY count(*) DESC, 1;
SELECT 'second reader', 'agrees', round(avg((severe = (second <> 'general'))::int), 3), 'kappa', round(((a - e) / (1 - e))::numeric, 3),
    'precision', round(tp::numeric / s, 3), 'recall', round(tp::numeric / f, 3)
FROM (SELECT *, avg((severe = (second <> 'general'))::int) OVER () AS a, avg(severe::int) OVER () * avg((second <> 'general')::int) OVER () + avg((NOT severe)::int) OVER () * avg((second = 'general')::int) OVER () AS e,
        count(*) FILTER (WHERE severe AND second <> 'general') OVER () AS tp, count(*) FILTER (WHERE second <> 'general') OVER () AS s, count(*) FILTER (WHERE severe) OVER () AS f
    FROM labelled WHERE second <> '') x GROUP BY a, e, tp, s, f;
WITH r AS (
    SELECT name, severe, sum(severe::int) OVER w AS tp, row_number() OVER w AS n, sum(severe::int) OVER (PARTITION BY name) AS due
    FROM tries JOIN labelled USING (source) WINDOW w AS (PARTITION BY name ORDER BY p DESC, source COLLATE "C"))
SELECT 'learned: ' || name, 'precision at recall .80', round(max(tp::numeric / n) FILTER (WHERE tp::numeric / due >= .8), 3), 'recall at precision .90', round(max(tp::numeric / due) FILTER (WHERE n > 20 AND tp::numeric / n >= .9), 3)
FROM r GROUP BY name ORDER BY 1;
SQL

# text.sh - near duplicates and text search against pg_trgm and a scan, on real messages and complaints.  Sourced by bench.sh.
#
#   CSQ_DATA=folder     where the data sets are (default ../shared/data beside the project); without them every row is skipped
#
# The texts are those of four files; probes are 50 of them.  Recall of bands() is counted on pairs of messages whose 3-grams' Jaccard index is 0.5 and more.

data=${CSQ_DATA:-$CSQ_TOP/../shared/data}
if [ ! -r "$data/zh_gov_messages.tsv" ]; then
    bench_skip "near duplicates, text search" "no data in $data"
else
    awk -F'\t' -v OFS='\t' 'FNR > 1 { gsub(/\\/, "\\\\\\\\"); print FILENAME ~ /messages/ ? "message" : "other", FILENAME ~ /messages/ ? $6 $7 : $NF }' \
        "$data"/zh_gov_messages.tsv "$data"/zh_gov_replies.tsv "$data"/zh_car_topic.tsv "$data"/zh_waimai_sentiment.tsv >"$CSQ_SCRATCH/text.tsv"
    chmod a+r "$CSQ_SCRATCH/text.tsv"
    bench_sql - <<SQL
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE TABLE said (kind text, doc text);
\\copy said FROM '$CSQ_SCRATCH/text.tsv'
CREATE TABLE t AS SELECT row_number() OVER () AS id, kind, doc, csq.signature(doc) AS sig, csq.bands(csq.signature(doc)) AS keys, to_tsvector('csq.icu', doc) AS v FROM said;
CREATE INDEX ON t USING gin (keys);
CREATE INDEX ON t USING gin (v);
CREATE INDEX ON t USING gin (doc public.gin_trgm_ops);
CREATE TABLE probe AS SELECT doc, keys FROM t WHERE kind = 'message' ORDER BY md5(id::text) LIMIT 50;
CREATE TABLE probes AS SELECT doc, keys FROM t WHERE kind = 'message' ORDER BY md5(id::text) LIMIT 500;
CREATE TABLE phrases AS SELECT substr(run, 1, 4) AS phrase, phraseto_tsquery('csq.icu', substr(run, 1, 4)) AS q, plainto_tsquery('csq.icu', substr(run, 1, 4)) AS pairs
FROM (SELECT (regexp_match(doc, '[一-龥]{4,}'))[1] AS run FROM probes) s WHERE run IS NOT NULL;
CREATE TABLE phrase AS SELECT substr(run, 1, 4) AS phrase, phraseto_tsquery('csq.icu', substr(run, 1, 4)) AS q FROM (SELECT (regexp_match(doc, '[一-龥]{4,}'))[1] AS run FROM probe) s WHERE run IS NOT NULL;
ANALYZE;
SQL
    BENCH_SET="SET enable_seqscan = off; SET pg_trgm.similarity_threshold = 0.5;"
    bench_pair "bands && bands, 50 probes" "SELECT count(*) FROM probe p, LATERAL (SELECT FROM t WHERE t.keys && p.keys) x" \
        "pg_trgm %, GIN" "SELECT count(*) FROM probe p, LATERAL (SELECT FROM t WHERE t.doc % p.doc) x" "10"
    bench_pair "phrase search, 50 phrases" "SELECT count(*) FROM phrase p, LATERAL (SELECT FROM t WHERE t.v @@ p.q) x" \
        "pg_trgm LIKE, GIN" "SELECT count(*) FROM phrase p, LATERAL (SELECT FROM t WHERE t.doc LIKE '%' || p.phrase || '%') x" "1"
    # the rows above take a few ms, most of which are the first look of a new session at its catalogue
    bench_pair "bands && bands, 500 probes" "SELECT count(*) FROM probes p, LATERAL (SELECT FROM t WHERE t.keys && p.keys) x" \
        "pg_trgm %, GIN" "SELECT count(*) FROM probes p, LATERAL (SELECT FROM t WHERE t.doc % p.doc) x" "10"
    bench_pair "phrase search, 500 phrases" "SELECT count(*) FROM phrases p, LATERAL (SELECT FROM t WHERE t.v @@ p.q) x" \
        "pg_trgm LIKE, GIN" "SELECT count(*) FROM phrases p, LATERAL (SELECT FROM t WHERE t.doc LIKE '%' || p.phrase || '%') x" "1"
    # where the pairs need not be rechecked: the index is asked for all of them, the text for the phrase; has_phrase() says that for whoever asks
    bench_pair "has_phrase, 50 phrases" "SELECT count(*) FROM phrase p, LATERAL (SELECT FROM t WHERE csq.has_phrase(t.v, t.doc, p.phrase)) x" \
        "pg_trgm LIKE, GIN" "SELECT count(*) FROM phrase p, LATERAL (SELECT FROM t WHERE t.doc LIKE '%' || p.phrase || '%') x" "1"
    bench_pair "has_phrase, 500 phrases" "SELECT count(*) FROM phrases p, LATERAL (SELECT FROM t WHERE csq.has_phrase(t.v, t.doc, p.phrase)) x" \
        "pg_trgm LIKE, GIN" "SELECT count(*) FROM phrases p, LATERAL (SELECT FROM t WHERE t.doc LIKE '%' || p.phrase || '%') x" "1"
    bench_pair "pairs and strpos, 500 phrases" "SELECT count(*) FROM phrases p, LATERAL (SELECT FROM t WHERE t.v @@ p.pairs AND strpos(t.doc, p.phrase) > 0) x" \
        "pg_trgm LIKE, GIN" "SELECT count(*) FROM phrases p, LATERAL (SELECT FROM t WHERE t.doc LIKE '%' || p.phrase || '%') x" "1"
    BENCH_SET=
    bench_pair "signature(doc)" "SELECT count(csq.signature(doc)) FROM t" "show_trgm(doc)" "SELECT count(public.show_trgm(doc)) FROM t" "1"
    bench_psql -c "WITH pair AS (SELECT a.doc AS x, b.doc AS y, a.keys && b.keys AS found FROM t a JOIN t b ON a.id < b.id AND csq.similarity(a.sig, b.sig) > 0.25 WHERE a.kind = 'message' AND b.kind = 'message'),
      gram AS (SELECT found, (SELECT array_agg(DISTINCT substr(s, i, 3)) FROM regexp_replace(csq.normalize_text(x), '[^[:alnum:]]', '', 'g') s, generate_series(1, length(s) - 2) i) AS a,
                             (SELECT array_agg(DISTINCT substr(s, i, 3)) FROM regexp_replace(csq.normalize_text(y), '[^[:alnum:]]', '', 'g') s, generate_series(1, length(s) - 2) i) AS b FROM pair),
      jaccard AS (SELECT found, n::float8 / (cardinality(a) + cardinality(b) - n) AS j FROM gram, LATERAL (SELECT count(*) AS n FROM (SELECT unnest(a) INTERSECT SELECT unnest(b)) q) s)
      SELECT format('recall of bands at Jaccard 0.5 and more: %s of %s pairs (%s; goal 0.97)', count(*) FILTER (WHERE found), count(*), round(avg(found::int), 3)) FROM jaccard WHERE j >= 0.5"
fi

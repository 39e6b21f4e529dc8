# lexicon.sh - 2,000 phrases against the ways to do without a lexicon; sourced by tools/bench.sh.
#
# Scale 1: 2,000 texts of about 120 characters (Han, with Latin words), 1,500 Han and 500 Latin phrases, two of them planted in each text.
# csq lists every occurrence with its place and negation; the peers only say whether a text has any, which is less.

bench_sql - <<SQL
CREATE TABLE phrase AS
SELECT i, CASE WHEN i % 4 < 3
    THEN (SELECT string_agg(chr(19968 + (hashint4(i * 31 + k) & 2147483647) % 900), '' ORDER BY k) FROM generate_series(1, 2 + i % 4) k)
    ELSE 'w' || to_hex((hashint4(i) & 2147483647) % 5000) || ' q' || to_hex((hashint4(i + 7) & 2147483647) % 5000) END AS p
FROM generate_series(1, 2000) i;
CREATE TABLE doc AS
SELECT d, (SELECT string_agg(CASE WHEN k % 17 = 0 THEN ' w' || to_hex((hashint4(d * 97 + k) & 2147483647) % 5000) || ' '
        WHEN k % 23 = 0 THEN '，' ELSE chr(19968 + (hashint4(d * 1009 + k) & 2147483647) % 900) END, '' ORDER BY k) FROM generate_series(1, 50) k)
    || '，' || (SELECT p FROM phrase WHERE i = 1 + d % 2000) || ' '
    || (SELECT string_agg(chr(19968 + (hashint4(d * 2003 + k) & 2147483647) % 900), '' ORDER BY k) FROM generate_series(1, 40) k)
    || ' ' || (SELECT p FROM phrase WHERE i = 1 + (d * 7) % 2000) || '。' AS body
FROM generate_series(1, $(scaled 2000)) d;
CREATE TABLE lex AS SELECT csq.lexicon_agg('label' || i % 20, p, 1) AS lx, string_agg(p, '|') AS re, array_agg('%' || p || '%') AS pats FROM phrase;
ANALYZE;
SQL
# each run is a session of its own: load the library and ICU's tables outside the clock, compile the lexicon inside it
BENCH_SET="SELECT csq.classify('a: x'::csq.lexicon, 'x');"
csq_matches="SELECT count(*) FROM lex, doc, csq.lexicon_matches(lx, body);"
csq_classify="SELECT count(csq.classify(lx, body)) FROM lex, doc;"
csq_scores="SELECT count(*) FROM lex, doc, csq.lexicon_scores(lx, body);"

bench_pair "lexicon_matches, 2,000 phrases" "$csq_matches" "LIKE ANY (array)" \
    "SELECT count(*) FROM doc WHERE body LIKE ANY ((SELECT pats FROM lex)::text[]);" '>= 50'
bench_pair "lexicon_matches, 2,000 phrases" "$csq_matches" "one regular expression" \
    "SELECT count(*) FROM doc WHERE body ~ (SELECT re FROM lex);" '>= 50'
bench_pair "classify(lexicon), 2,000 phrases" "$csq_classify" "join on strpos()" \
    "SELECT count(*) FROM doc JOIN phrase ON strpos(body, p) > 0;" '>= 50'
if bench_psql -c 'CREATE EXTENSION pg_trgm; CREATE INDEX doc_trgm ON doc USING gin (body gin_trgm_ops); ANALYZE doc' 2>/dev/null; then
    bench_pair "lexicon_matches, 2,000 phrases" "$csq_matches" "pg_trgm GIN, phrase by phrase" \
        "SET enable_seqscan = off; SELECT count(*) FROM phrase JOIN doc ON body LIKE '%' || p || '%';" '>= 50'
else
    bench_skip "lexicon_matches, 2,000 phrases" "pg_trgm is not installed"
fi
# one pass whatever the number of phrases: 2,000 against 20
bench_sql - <<'SQL'
CREATE TABLE lex20 AS SELECT csq.lexicon_agg('label' || i % 20, p, 1) AS lx FROM phrase WHERE i <= 20;
SQL
bench_pair "lexicon_scores, 2,000 phrases against 20" "$csq_scores" "the same with 20 phrases" \
    "SELECT count(*) FROM lex20, doc, csq.lexicon_scores(lx, body);" '<= 3'
# the same with a gap, a condition or a negator in each phrase, against a regular expression for the gaps alone
bench_sql - <<'SQL'
CREATE TABLE lexgap AS SELECT csq.lexicon_agg('label' || i % 20, CASE i % 3 WHEN 0 THEN left(p, 1) || ' ... ' || right(p, 1) WHEN 1 THEN p || ' & !投诉' ELSE '{neg} ..4 ' || p END, 1, 'category', 'drop') AS lx,
    string_agg(CASE i % 3 WHEN 0 THEN left(p, 1) || '.{0,8}' || right(p, 1) ELSE p END, '|') AS re FROM phrase;
SQL
bench_pair "lexicon_matches, 2,000 phrases with operators" "SELECT count(*) FROM lexgap, doc, csq.lexicon_matches(lx, body);" "one regular expression" \
    "SELECT count(*) FROM doc WHERE body ~ (SELECT re FROM lexgap);" '>= 50'
# building: 100,000 phrases into a value, and that compiled for one text
bench_sql - <<SQL
CREATE TABLE many AS SELECT 'label' || i % 100 AS label, '短语' || i || CASE WHEN i % 4 = 0 THEN ' ... 投诉' ELSE '' END AS phrase FROM generate_series(1, $(scaled 100000)) i;
CREATE TABLE lexmany AS SELECT csq.lexicon_agg(label, phrase, 1) AS lx FROM many;
SQL
bench_pair "lexicon_agg, 100,000 phrases" "SELECT csq.num_entries(csq.lexicon_agg(label, phrase, 1)) FROM many;" "array_agg of the phrases" "SELECT cardinality(array_agg(phrase ORDER BY label, phrase)) FROM many;" '<= 20'
bench_pair "one text against 100,000 phrases, compiling" "SELECT count(*) FROM lexmany, csq.lexicon_matches(lx, '短语7的投诉');" "LIKE of each" "SELECT count(*) FROM many WHERE '短语7的投诉' LIKE '%' || phrase || '%';" '<= 20'

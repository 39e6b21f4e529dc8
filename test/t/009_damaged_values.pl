# Damaged values as a broken disk, or a hostile one, would hand them over: samples of every type with bytes changed at random, behind the back of input,
# then read by each function that takes such a value.  The server stays up, memory stays bounded, each call says what is wrong or gives an answer.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

chomp(my $include = `$ENV{CSQ_PG_CONFIG} --includedir-server`);
my $dir = $PostgreSQL::Test::Utils::tmp_check;
my $node = CsqTest::node('damaged');
plan skip_all => 'no compiler or no headers of the server' if system("gcc -fPIC -shared -I'$include' -o '$dir/raw_value.so' test/modules/raw_value.c") != 0;
my $rounds = $ENV{CSQ_LONG} ? 400 : 20;
my ($samples) = slurp_file('test/sql/stored_types.sql') =~ /(CREATE TABLE log AS.*?)-- a type that has no value here/s;
$node->safe_psql('postgres', 'CREATE EXTENSION csq; ALTER DATABASE postgres SET search_path = public, csq, csq_internal');
$node->safe_psql('postgres', $samples);
$node->safe_psql('postgres', qq{
CREATE FUNCTION of_raw(bytea, anyelement) RETURNS anyelement LANGUAGE C AS '$dir/raw_value.so';
CREATE FUNCTION raw_of(anyelement) RETURNS bytea LANGUAGE C AS '$dir/raw_value.so';
CREATE TABLE reader (type text, query text);
CREATE TABLE raw (type text, bytes bytea);} . q{
DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT DISTINCT type FROM sample LOOP EXECUTE format('INSERT INTO raw SELECT %L, raw_of(text::%1$I) FROM sample WHERE type = %1$L', t); END LOOP;
END $$;
-- what reads a value and nothing else, as text, for the wire, merged, compared, as JSON
INSERT INTO reader SELECT t.typname, CASE WHEN proretset THEN format('SELECT count(x::text)::text FROM csq.%I(@) x', proname) ELSE format('SELECT csq.%I(@)::text', proname) END
FROM pg_proc p JOIN pg_type t ON t.oid = proargtypes[0] WHERE pronamespace = 'csq'::regnamespace AND prokind = 'f' AND pronargs - pronargdefaults = 1 AND t.typname IN (SELECT type FROM raw)
UNION SELECT DISTINCT type, 'SELECT @::text' FROM raw UNION SELECT DISTINCT type, format('SELECT %I(@)::text', type || '_send') FROM raw
UNION SELECT typname, 'SELECT (@ + @)::text' FROM pg_type JOIN pg_operator ON oprleft = pg_type.oid AND oprright = pg_type.oid AND oprname = '+' WHERE typname IN (SELECT type FROM raw)
UNION SELECT typname, 'SELECT (@ < @)::text' FROM pg_type JOIN pg_operator ON oprleft = pg_type.oid AND oprright = pg_type.oid AND oprname = '<' WHERE typname IN (SELECT type FROM raw)
UNION SELECT typname, 'SELECT @::jsonb::text' FROM pg_type JOIN pg_cast ON castsource = pg_type.oid AND casttarget = 'jsonb'::regtype WHERE typname IN (SELECT type FROM raw);
INSERT INTO reader VALUES
  ('sla_target', $$SELECT due_at('tz UTC; mon-fri 9-17'::calendar, timestamptz '2026-03-02 09:00Z', @)::text$$), ('sla_target', $$SELECT breach_at('tz UTC; mon-fri 9-17'::calendar, timestamptz '2026-03-02 09:00Z', @)::text$$),
  ('sla_target', $$SELECT state FROM sla_status((SELECT clock_agg(at, 'start') FROM log), @, 'tz UTC; 24x7'::calendar, timestamptz '2026-03-10 12:00+00')$$),
  ('sla_target', $$SELECT string_agg(x::text, '') FROM sla_chain(ARRAY['a'], ARRAY[@], ARRAY['trigger'], ARRAY['tz UTC; 24x7'::calendar], timestamptz '2026-03-02 09:00Z', ARRAY[NULL::timestamptz], timestamptz '2026-03-10 12:00+00') x$$),
  ('calendar', $$SELECT business_time(@, timestamptz '2026-03-02 09:00Z', timestamptz '2026-04-02 09:00Z')::text$$), ('calendar', $$SELECT due_at(@, timestamptz '2026-03-02 09:00Z', '3 business days'::sla_target)::text$$),
  ('funnel_spec', 'SELECT string_agg(level(j, @)::text, $$$$) FROM log_journey'), ('funnel_spec', 'SELECT funnel_agg(j, @)::text FROM log_journey'), ('pattern', 'SELECT string_agg(match_count(j, @)::text, $$$$) FROM log_journey'),
  ('journey', $$SELECT level(@, 'opened -> replied -> closed; within 7d'::funnel_spec)::text$$), ('journey', $$SELECT funnel_agg(@, 'opened -> closed'::funnel_spec, timestamptz '2026-03-08 00:00Z', 'tz Europe/Berlin; mon-fri 9-17'::calendar)::text$$),
  ('journey', $$SELECT match_count(@, 'opened ~> closed'::pattern)::text$$), ('journey', 'SELECT process_agg(@)::text'), ('journey', 'SELECT journey_map_agg(@)::text'), ('journey', $$SELECT cohort_agg(@, NULL, NULL, 'week')::text$$),
  ('lexicon', $$SELECT classify(@, 'fee charged, rude 年费')$$), ('lexicon', $$SELECT count(*)::text FROM lexicon_matches(@, 'fee charged, rude 年费')$$),
  ('text_model', $$SELECT classify(@, 'fee charged')$$), ('text_model', $$SELECT classify(@, 'fee charged', ARRAY[1, 2, 3]::real[], ARRAY['gold1', NULL, 'x'])$$), ('text_model', $$SELECT count(*)::text FROM explain(@, 'fee charged')$$),
  ('retention_summary', $$SELECT count(*)::text FROM retention(@, timestamptz '2026-04-01 00:00Z')$$), ('workload', $$SELECT count(*)::text FROM activity_times(@, 'tz Europe/Berlin; mon-fri 9-17'::calendar)$$),
  ('process', 'SELECT count(x::text)::text FROM edges((SELECT rollup(p) FROM unnest(ARRAY[@, @, @]) p)) x'), ('process', $$SELECT count(*)::text FROM conformance(@, (SELECT model_of(process_agg(j)) FROM log_journey))$$), ('identity_graph', $$SELECT person(@, 'a1', as_of => '2026-03-02 02:00Z')$$),
  ('identity_graph', $$SELECT string_agg(x::text, '') FROM link_path(@, 'a1', 'b2') x$$), ('identity_graph', $$SELECT count(*)::text FROM members(@, 3, 1, '2026-03-02 02:00Z')$$), ('identity_graph', $$SELECT person(@, 'a')$$),
  ('calibration', $$SELECT string_agg(x::text, '') FROM drift(@, @) x$$), ('calibration', $$SELECT set_threshold(@, 0.9)::text$$), ('pareto_summary', $$SELECT string_agg(x::text, '') FROM drift(@, @) x$$);
-- a byte, a word, a part twice, neighbours swapped, an end
CREATE FUNCTION damaged(b bytea) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  n int := length(b);
  at int := floor(random() * CASE WHEN random() < 0.4 THEN least(n, 64) ELSE n END);
  w int := (ARRAY[4, 8, 16, 32])[1 + floor(random() * 4)::int];
  word bytea := (ARRAY['\x00000000', '\xffffffff', '\x7fffffff', '\xffffff7f', '\x01000000', '\x00000080', '\x0000ffff', '\x10000000']::bytea[])[1 + floor(random() * 8)::int];
BEGIN
  CASE floor(random() * 8)
    WHEN 0, 1, 2 THEN RETURN set_byte(b, at, floor(random() * 256)::int);
    WHEN 3 THEN RETURN set_byte(b, at, (get_byte(b, at) + (ARRAY[1, 255, 128, 64])[1 + floor(random() * 4)::int]) % 256);
    WHEN 4 THEN RETURN substr(b, 1, at / 4 * 4) || word || substr(b, at / 4 * 4 + 5);
    WHEN 5 THEN at := at / w * w; RETURN substr(b, 1, at) || substr(b, at + w + 1, w) || substr(b, at + 1, w) || substr(b, at + 2 * w + 1);
    WHEN 6 THEN at := at / w * w; RETURN substr(b, 1, at + w) || substr(b, at + 1, w) || substr(b, at + 2 * w + 1);
    ELSE RETURN damaged(damaged(b));
  END CASE;
END $$;
-- a type of fixed length stays as long; a character that no text has (22P05, 22021) is seen when the text goes out, as in a text of PostgreSQL's own
CREATE FUNCTION tried(type text, bytes bytea, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  message text;
BEGIN
  EXECUTE replace(query, '@', format('of_raw(%L::bytea, NULL::%I)', CASE WHEN type = 'sla_target' THEN substr(bytes || '\x00000000000000000000000000000000', 1, 16) ELSE bytes END, type));
  RETURN 'answered';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
  RETURN CASE WHEN SQLSTATE IN ('22P03', '0A000', '22P05', '22021') THEN 'refused' WHEN SQLSTATE IN ('22023', '22003', '22008', '54000') THEN 'out of range' ELSE format('%s %s: %s of %s: %s', SQLSTATE, message, query, type, encode(bytes, 'hex')) END;
END $$;});
$node->safe_psql('postgres', q{
CREATE FUNCTION tried_state(bytes bytea, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  rule text;
BEGIN
  EXECUTE query USING of_raw(bytes, NULL::identity_graph);
  RETURN 'answered';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS rule = PG_EXCEPTION_DETAIL;
  RETURN SQLSTATE || ' ' || rule;
END $$});
cmp_ok($node->safe_psql('postgres', 'SELECT count(*) FROM reader'), '>', 300, 'readers');
# processes stored by 0.1.0 are the binary form behind the header: equal to those of today, in one place of an index, in one bucket, added up alike
is($node->safe_psql('postgres', q{
	WITH new AS (SELECT bytes, of_raw(bytes, NULL::process) AS p FROM raw WHERE type = 'process'),
	old AS (SELECT *, of_raw('\x01000000'::bytea || process_send(p), NULL::process) AS q FROM new)
	SELECT count(*) > 0 AND bool_and(get_byte(bytes, 0) = 2 AND get_byte(raw_of(q), 0) = 1 AND raw_of(q) <> bytes AND p = q AND p <= q AND p >= q AND NOT p <> q
		AND csq_internal.process_cmp(p, q) = 0 AND csq_internal.process_hash(p) = csq_internal.process_hash(q) AND p::text = q::text AND process_send(p) = process_send(q)
		AND ARRAY(SELECT e FROM edges((SELECT rollup(r) FROM (VALUES (p), (q), (q)) v(r))) e) = ARRAY(SELECT e FROM edges(p + p + p) e)
		AND raw_of(q + p) = raw_of(p + p) AND raw_of(q + q) = raw_of(p + p) AND calendar_of(p) IS NOT DISTINCT FROM calendar_of(q))
	FROM old}), 't', 'a process stored by 0.1.0 is the same value');
is($node->safe_psql('postgres', "SELECT string_agg(DISTINCT outcome, '; ') FROM (SELECT tried(type, bytes, query) AS outcome FROM raw JOIN reader USING (type)) x WHERE outcome NOT IN ('answered', 'out of range')"), '', 'sound values are read');
# an id that is no text, in a graph of each kind: refused where it is read, not where it is shown
is($node->safe_psql('postgres', q{
	SELECT count(*), string_agg(DISTINCT outcome, '; ') FROM (
	  SELECT tried_state(overlay(raw_of(g::identity_graph) PLACING '\\xff' FROM position('cookie' IN raw_of(g::identity_graph)) + n FOR 1), q) AS outcome
	  FROM unnest(ARRAY['{"v":1,"people":[["ann","cookie 7"]]}', '{"v":1,"ranked":[["ann","cookie 7",1]]}', '{"v":1,"since":[["ann","cookie 7","2026-01-01Z"]]}']) g,
	    generate_series(0, 5) n, unnest(ARRAY['SELECT num_ids($1)', 'SELECT count(*) FROM members($1)', 'SELECT person($1, $$ann$$)', 'SELECT $1 + $1']) q) x}), '72|22P03 An id is not valid UTF-8.', 'ids that are no text');
my ($tried, %outcome) = (0);
for my $round (1 .. $rounds)
{
	my ($status, $out, $err) = $node->psql('postgres', "SELECT setseed($round / 1000.0); SET work_mem = '4MB';
		SELECT outcome, count(*), max(query) FROM (SELECT r.type, query, tried(r.type, bytes, query) AS outcome FROM (SELECT type, damaged(bytes) AS bytes FROM raw OFFSET 0) r JOIN reader USING (type)) x GROUP BY 1");
	if ($status != 0)
	{
		is($err, '', "round $round: the server stays up");
		$node->poll_query_until('postgres', 'SELECT true');
		next;
	}
	for (grep { /\|/ } split /\n/, $out) { my ($what, $n) = split /\|/; $outcome{$what} += $n; $tried += $n }
}
my @other = grep { !/^(answered|refused|out of range)$/ } keys %outcome;
is(join("\n", map { substr $_, 0, 1500 } @other), '', 'nothing but answers and errors that say what is wrong');
cmp_ok($tried, '>', 1000 * $rounds / 3, "$tried calls: " . join ', ', map { "$_ $outcome{$_}" } sort grep { /^[a-z]/ } keys %outcome);
cmp_ok($outcome{refused}, '>', $tried / 20, 'damage is seen');
$node->stop;
unlike(slurp_file($node->logfile), qr/terminated by signal|TRAP:|PANIC/, 'no process of the server ended by a signal');
done_testing();

# Text search by csq.icu on real messages: a thousand random phrases against a scan, and the same vectors in a database of any locale.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $node = CsqTest::node('text_search', 'jit = off', 'autovacuum = off');
my $data = CsqTest::data_dir();
plan skip_all => 'no data sets; set CSQ_DATA' unless $data && -e "$data/zh_gov_messages.tsv";

my %database = (plain => "LOCALE 'C.UTF-8'", c => "LC_COLLATE 'C' LC_CTYPE 'C'", icu => "LOCALE_PROVIDER icu ICU_LOCALE 'zh-Hans-CN' LC_COLLATE 'C' LC_CTYPE 'C'");
my %digest;
for my $name (sort keys %database)
{
	$node->safe_psql('postgres', "CREATE DATABASE $name TEMPLATE template0 ENCODING 'UTF8' $database{$name}");
	$node->safe_psql($name, 'CREATE EXTENSION csq; CREATE TABLE line (line text)');
	$node->safe_psql($name, "\\copy line FROM '$data/zh_gov_messages.tsv' (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02')");
	$node->safe_psql($name, q{CREATE TABLE message AS SELECT row_number() OVER (ORDER BY line COLLATE "C") AS id, csq.normalize_text(split_part(line, E'\t', 6) || '。' || split_part(line, E'\t', 7)) AS doc FROM line;
	  ALTER TABLE message ADD v tsvector GENERATED ALWAYS AS (to_tsvector('csq.icu', doc)) STORED; CREATE INDEX ON message USING gin (v); ANALYZE message});
	$digest{$name} = $node->safe_psql($name, q{SELECT md5(string_agg(md5(v::text), ',' ORDER BY id)) FROM message});
}
is($digest{c}, $digest{plain}, 'the same vectors under lc_ctype C');
is($digest{icu}, $digest{plain}, 'and under the ICU provider');

# Phrases of 2 to 8 Han characters within a run, and Latin words, from places drawn by hash.
my $phrases = q{CREATE TABLE phrase AS
  SELECT DISTINCT phrase FROM (
    SELECT substr(run, 1 + ('x' || substr(md5('at' || id), 1, 7))::bit(28)::int % greatest(length(run) - 1, 1), 2 + ('x' || substr(md5('n' || id), 1, 7))::bit(28)::int % 7) AS phrase
    FROM (SELECT id, (array_agg(m[1] ORDER BY md5(id || m[1])))[1] AS run FROM message, regexp_matches(doc, '[一-龥]{2,}', 'g') m GROUP BY id) r ORDER BY md5(id::text) LIMIT 1100) p WHERE length(phrase) >= 2
  UNION SELECT w FROM (SELECT DISTINCT m[1] AS w FROM message, regexp_matches(doc, '(?<![a-z0-9一-龥])([a-z]{2,})(?![a-z0-9.,''一-龥])', 'g') m) w ORDER BY 1};
$node->safe_psql('plain', $phrases);
cmp_ok($node->safe_psql('plain', 'SELECT count(*) FROM phrase'), '>=', 1000, 'a thousand phrases');
is($node->safe_psql('plain', q{SELECT count(*) FROM phrase p, LATERAL (
    SELECT (SELECT array_agg(id ORDER BY id) FROM message WHERE v @@ phraseto_tsquery('csq.icu', phrase)) AS found,
           (SELECT array_agg(id ORDER BY id) FROM message WHERE CASE WHEN phrase ~ '^[a-z]' THEN doc ~ ('(?<![[:alnum:]''])' || phrase || '(?![[:alnum:]''])') OR doc ~ ('[一-龥]' || phrase || '(?![[:alnum:]''])') OR doc ~ ('(?<![[:alnum:]''])' || phrase || '[一-龥]') OR doc ~ ('[一-龥]' || phrase || '[一-龥]')
                                                       ELSE doc LIKE '%' || phrase || '%' END) AS there) s WHERE found IS DISTINCT FROM there}), '0', 'found where a scan finds them, and nowhere else');

is($node->safe_psql('plain', q{SELECT count(*) FROM phrase p, LATERAL (
    SELECT (SELECT array_agg(id ORDER BY id) FROM message WHERE v @@ phraseto_tsquery('csq.icu', phrase)) AS found,
           (SELECT array_agg(id ORDER BY id) FROM message WHERE csq.has_phrase(v, doc, phrase)) AS there) s WHERE found IS DISTINCT FROM there}), '0', 'has_phrase finds the same');
like($node->safe_psql('plain', q{SET enable_seqscan = off; EXPLAIN SELECT id FROM message WHERE csq.has_phrase(v, doc, '信用卡')}), qr/Index Cond: \(v @@/, 'by an index on the vectors');
$node->safe_psql('plain', q{CREATE INDEX by_text ON message USING gin (to_tsvector('csq.icu', doc))});
like($node->safe_psql('plain', q{SET enable_seqscan = off; EXPLAIN SELECT id FROM message WHERE csq.has_phrase(doc, '信用卡')}), qr/Bitmap Index Scan on by_text/, 'or on the texts');

$node->stop;
done_testing();

# Databases that are not UTF-8: the extension installs, what counts and times works, what reads text or gives Chinese refuses;
# and no message holds bytes that are no text.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('encodings');

for my $encoding (qw(LATIN1 EUC_CN SQL_ASCII))
{
	my $db = lc $encoding;
	$node->safe_psql('postgres', "CREATE DATABASE $db ENCODING '$encoding' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
	is($node->psql($db, 'CREATE EXTENSION csq'), 0, "$encoding: the extension is created");
	is($node->safe_psql($db, "SELECT csq.due_at('tz UTC; mon-fri 09:00-17:00', timestamptz '2026-03-06 16:00Z', '2 business hours')"),
		'2026-03-09 10:00:00+00', "$encoding: deadlines are computed");
	is($node->safe_psql($db, "SELECT csq.nps(x) FROM generate_series(0, 10) x"), $node->safe_psql('postgres', 'SELECT -500::float8 / 11'), "$encoding: scores are counted");
	for my $call ("SELECT * FROM csq.default_lexicon('category', 'zh')", "SELECT * FROM csq.default_labels('zh')", "SELECT * FROM csq.regulatory_deadlines()",
		"SELECT csq.normalize_text('x')", "SELECT csq.tokens('x')")
	{
		my ($status, $out, $err) = $node->psql($db, $call);
		is($status, 3, "$encoding: $call refuses");
		like($err, qr/ERROR:  csq reads text in UTF-8 databases only\nDETAIL:  The encoding of this database is $encoding\.\nHINT:  Create a database/, 'and says why');
	}
}

# ---- messages hold no bytes that are no text: a calendar whose time zone is invalid UTF-8, received in binary ----
$node->safe_psql('postgres', 'CREATE EXTENSION csq; CREATE TABLE bytes(b bytea); CREATE TABLE cals(c csq.calendar)');
my $good = $node->safe_psql('postgres', "SELECT encode(csq_internal.calendar_send('tz Asia/Shanghai; mon-fri 09:00-17:00'), 'hex')");
(my $bad = $good) =~ s/616e67/ff8067/;    # a piece of "Shanghai"
isnt($bad, $good, 'the zone name was found in the binary form');
my $file = $node->data_dir . '/calendar.bin';
$node->safe_psql('postgres', "COPY (SELECT '\\x$bad'::bytea) TO '$file' (FORMAT binary)");
for my $client (qw(UTF8 LATIN1 EUC_CN))
{
	my ($status, $out, $err) = $node->psql('postgres', "SET client_encoding = '$client'; COPY cals FROM '$file' (FORMAT binary)");
	is($status, 3, "$client: an invalid zone name is refused");
	like($err, qr/ERROR:  [\x20-\x7E]*\?\?[\x20-\x7E]*/, 'and quoted with question marks');
	unlike($err, qr/has no equivalent|invalid byte sequence for encoding|[\x80-\xFF]/, 'not with bytes that are no text');
}

$node->stop;
done_testing();

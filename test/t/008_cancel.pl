# No value, sound or not, holds a statement longer than its time: for every stored type text that has parts without end, and large values that are
# read, printed, sent, received, merged and compared under a statement_timeout.  10 MB each; 100 where CI is set, as .ci/run does, and where CSQ_LONG
# asks for it, which also tries every function and holds the time that is promised.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $hundred = $ENV{CSQ_LONG} || $ENV{CI};
my $bytes = ($hundred ? 100 : 10) * 1000 * 1000;
my $many = $bytes / ($hundred ? 50 : 100);    # parts of a large value, of 50 bytes or so each
my $timeout = 0.1;
# what is later is tried again, since the machine may be busy
my $promised = $ENV{CSQ_LONG} ? 0.2 : 1;    # beside other stages the machine itself is late; the long run holds what is promised

my $node = CsqTest::node('cancel');
$node->safe_psql('postgres', 'CREATE EXTENSION csq; ALTER DATABASE postgres SET search_path = public, csq, csq_internal');
my ($samples) = slurp_file('test/sql/stored_types.sql') =~ /(CREATE TABLE log AS.*?)-- a type that has no value here/s;
$node->safe_psql('postgres', $samples);
my @types = split /\n/, $node->safe_psql('postgres', q{SELECT typname FROM pg_type WHERE typnamespace IN ('csq'::regnamespace, 'csq_internal'::regnamespace) AND typtype = 'b' AND typcategory <> 'A' ORDER BY 1});
cmp_ok(scalar @types, '>=', 30, 'types');

# a query in its own time, whatever becomes of it
$node->safe_psql('postgres', q{
	CREATE FUNCTION took(query text) RETURNS float8 LANGUAGE plpgsql AS $$
	DECLARE
	  started timestamptz := clock_timestamp();
	BEGIN
	  BEGIN
	    EXECUTE query;
	  EXCEPTION WHEN OTHERS OR query_canceled THEN NULL;
	  END;
	  SET LOCAL statement_timeout = 0;
	  RETURN extract(epoch FROM clock_timestamp() - started);
	END $$;});

my ($slowest, @slow);
# how long each of these queries took; one that was cancelled outside took() says nothing, and has been cancelled
sub seconds
{
	my $script = "SET statement_timeout = '${\ ($timeout * 1000)}ms';\n";
	$script .= "SELECT $_, took(\$q\$$_[$_]\$q\$);\n" for 0 .. $#_;
	my ($status, $out, $err) = $node->psql('postgres', $script, on_error_stop => 0);
	my %took = map { split /\|/ } split /\n/, $out;
	my $lost = @_ - keys(%took) - (() = $err =~ /canceling statement/g);
	return $lost == 0 ? \%took : die "$lost statements gave no answer: $err";
}

# pairs of what is tried and a query; what was late, each time that it was tried
sub in_time
{
	my @tried = @_;
	my @queries = @tried[ grep { $_ % 2 } 0 .. $#tried ];
	my $took = @queries ? seconds(@queries) : {};
	my @late;
	for my $i (sort { $a <=> $b } keys %$took)
	{
		my $late = $took->{$i} - $timeout;
		for (1 .. 4)
		{
			last if $late < $promised;
			my $again = (seconds($queries[$i])->{0} // 0) - $timeout;
			$late = $again if $again < $late;
		}
		$slowest = [ $late, $tried[ 2 * $i ] ] if !defined $slowest || $late > $slowest->[0];
		push @slow, sprintf('%.2f %s', $late, $tried[ 2 * $i ]) if $late > 0.05;
		push @late, sprintf('%s: %.2f s late', $tried[ 2 * $i ], $late) if $late >= $promised;
	}
	return @late;
}

# reading and storing as many bytes that mean nothing takes PostgreSQL a while that it does not interrupt
$node->safe_psql('postgres', "CREATE TABLE bytes (v bytea); ALTER TABLE bytes ALTER v SET STORAGE EXTERNAL; INSERT INTO bytes SELECT decode(repeat('ab', $bytes), 'hex'); COPY bytes TO '${\ $node->data_dir}/bytes.bin' (FORMAT binary)");
my ($floor) = sort { $a <=> $b } map { (seconds("COPY bytes FROM '${\ $node->data_dir}/bytes.bin' (FORMAT binary)")->{0} // 0) - $timeout } 1 .. 5;
$promised += $floor if $floor > 0;
note(sprintf 'late counts what is %.2f s after its time', $promised);

# --- text: a sample up to one of its brackets, then what comes after it without end
foreach my $type (@types)
{
	my @rows = split /\n/, $node->safe_psql('postgres', "SELECT text FROM sample WHERE type = '$type' AND length(text) < 3000 ORDER BY length(text) DESC LIMIT 2");
	my (%tried, @attacks);
	foreach my $text (@rows)
	{
		if ($text =~ /^\{/)
		{
			my $keys = '';
			while ($text =~ /("(\w+)":)?([\[{])/g)
			{
				my ($key, $bracket, $at) = ($2 // '', $3, pos $text);
				my $before = substr $text, 0, $at;
				my $depth = ($before =~ tr/[{//) - ($before =~ tr/]}//);
				next if $tried{"$depth $key$bracket"}++;
				my ($part) = substr($text, $at) =~ /^((?<b>\[(?:[^\[\]]|(?&b))*\])|"[^"]*"(?::[^,\]}]*)?|[^,\[\]{}]+)/ or next;
				push @attacks, [ "$depth \"$key\"", $before, "$part," ];
			}
			push @attacks, [ 'a string', $1, 'QUJD' ] if $text =~ /^(.*?":")/;
			push @attacks, [ 'space', '{"v":1,', '    ' ], [ 'depth', '{"v":1,"x":', '[' ];
		}
		else
		{
			push @attacks, [ 'words', $text, '; ' . $text ], [ 'steps', '', 'a -> ' ], [ 'pattern', '', '(' ], [ 'letters', '', 'ab' ], [ 'space', $text, "\t " ], [ 'breaks', 'tz UTC; mon-fri 9-17', '; 2026-03-30 break 12:00-13:00' ], [ 'phrases', 'fee: ', 'fee & !x ... y, ' ];
		}
	}
	my (%seen, @tried);
	for my $attack (grep { !$seen{"$_->[0] $_->[1]"}++ } @attacks)
	{
		my ($what, $before, $part) = map { s/'/''/gr } @$attack;
		push @tried, "text of $type, $what", "SELECT ('$before' || repeat('$part', " . int($bytes / length $part) . "))::$type";
	}
	my @late = in_time(@tried);
	is(join("\n", @late), '', "$type: text without end, " . scalar(keys %seen) . ' of it');
}
note(sprintf 'latest: %.3f s after its time, %s', @$slowest);

# --- large values
my $at = q{timestamptz '2026-01-01' + g * interval '1 s'};
my $each = "generate_series(1, $many) g";
my %large = (
	attainment => "SELECT attainment_agg(g * interval '1 s', g % 3 > 0) FROM $each",
	backlog => "SELECT backlog_agg($at, $at + g % 100 * interval '1 min') FROM $each",
	change => "SELECT change_agg('segment ' || g, g, g + 1) FROM generate_series(1, least($many, 10000)) g",
	funnel => "SELECT funnel_agg(g::bigint, $at + n * interval '1 h', CASE n WHEN 1 THEN 'a' ELSE 'next ' || g END, 'a -> b') FROM generate_series(1, $many / 2) g, generate_series(1, 2) n",
	funnel_case => "SELECT funnel_case_agg($at, 'ab', 'ab -> c') FROM $each",
	funnel_events => "SELECT pg_temp.counts_state(g % 10000, $at, (ARRAY['a', 'b'])[1 + g % 2], 'a -> b') FROM $each",
	identity_graph => "SELECT identity_agg('person ' || g, 'b' || g / 3) FROM $each",
	journey => "SELECT journey_agg($at, 'activity ' || g % 50000, 'mail', g) FROM $each",
	workload => "SELECT workload_agg(g % 30000, $at, $at + interval '1 h', 'activity ' || g % 200, 'r' || g % 50) FROM $each",
	journey_map => "SELECT journey_map_agg(j) FROM (SELECT journey_agg($at, 'activity ' || g) AS j FROM generate_series(1, $many / 4) g GROUP BY g % 100) x",
	lexicon => "SELECT lexicon_agg('l' || g % 300, 'word' || g || ' & other' || g % 1000, 1) FROM generate_series(1, least($many, 100000)) g",
	pareto_summary => "SELECT pareto_agg('reason ' || g) FROM generate_series(1, least($many, 10000)) g",
	process => "SELECT process_agg(g % 30000, $at, 'activity ' || (hashint4(g) & 4095) % 200) FROM $each",
	process_events => "SELECT pg_temp.process_state(g % 30000, $at, 'activity ' || (hashint4(g) & 4095) % 200, NULL) FROM $each",
	process_graph => "SELECT csq_internal.process_graph_agg(j) FROM (SELECT journey_agg($at, 'activity ' || (hashint4(g) & 4095) % 200) AS j FROM $each GROUP BY g % 30000) x",
	qa_sample => "SELECT qa_sample('key ' || g, 's' || g % 10, 0.5, 'salt') FROM $each",
	ratings => "SELECT alpha_agg('unit ' || g, 'r' || g % 5, 'v' || g % 3) FROM $each",
	repeats => "SELECT repeat_agg('customer ' || g % 50000, 'fee', $at, '1 day', '2030-01-01Z') FROM $each",
	retention_summary => "SELECT retention_agg(g % 50000, $at, 'a' || g % 5, 's' || g % 3) FROM $each",
	object_log => "SELECT object_log_agg(g / 2, $at, 'activity ' || g % 200, 't' || g % 5, g % 5000) FROM $each",
	session_summary => "SELECT sessions_agg($at, 'activity ' || g % 50000, 'web', NULL, g % 5000, g) FROM $each",
	series => "SELECT series_agg($at, g::float8) FROM $each",
	sla_clock => "SELECT clock_agg($at, (ARRAY['pause', 'resume'])[1 + g % 2], 'reason ' || g) FROM $each",
	text_corpus => "SELECT corpus_agg('l' || g % 5, 'the text of number ' || g) FROM generate_series(1, $many / 2) g",
	terms => "SELECT terms_agg('word' || g || ' other' || g / 7 || ' charged twice') FROM generate_series(1, least($many, 50000)) g",
	topic_summary => "SELECT topics_agg('word' || g % 5000 || ' other' || g / 7 || ' charged twice') FROM generate_series(1, least($many, 20000)) g",
	contribution_cube => "SELECT contribution_agg(ARRAY['p' || g % 300, 'r' || g % 70], g % 4 < 2, g % 5 = 0) FROM generate_series(1, least($many, 50000)) g",
	calendar => q{SELECT ('tz UTC; mon-fri 9-17; ' || string_agg(format('%s 10:%s-1%s:00', d::date, 10 + extract(doy FROM d)::int % 49, 2 + extract(day FROM d)::int % 7), '; '))::calendar FROM generate_series(timestamp '1900-01-01', '2099-12-31', '1 day') d},
	confusion => q{SELECT confusion_agg('label ' || a, 'label ' || b) FROM generate_series(1, 500) a, generate_series(1, 500) b},
	cohort => q{SELECT ('{"v":1,"unit":"day","zone":"UTC","first":null,"again":null,"cohorts":[' || string_agg(line, ',') || ']}')::cohort FROM (SELECT format('["%s",3%s]', d::date, (SELECT string_agg(',' || n || ',1', '') FROM generate_series(1, 500) n)) AS line FROM generate_series(timestamp '2020-01-01', '2022-12-31', '1 day') d) x},
);
# whose size has a bound of some 100 kB, or 4 MB for a model
my @bounded = qw(calibration call_summary defect_summary drivers duration_summary funnel_sketch funnel_spec incidence mean_summary pattern rate_summary score_summary sla_target text_model text_signature);
is_deeply([ sort(keys(%large), @bounded) ], [ grep { !/^tmp_/ } @types ], 'every type has a large value, or cannot be large');
my ($states) = $samples =~ /((?:CREATE AGGREGATE pg_temp[^\n]*\n)+)/;
my $file = $node->data_dir . '/value.bin';
foreach my $type (sort keys %large)
{
	my ($status, undef, $err) = $node->psql('postgres', "$states; DROP TABLE IF EXISTS value; CREATE TABLE value (v $type, x text); ALTER TABLE value ALTER v SET STORAGE EXTERNAL, ALTER x SET STORAGE EXTERNAL;
		INSERT INTO value SELECT v, v::text FROM ($large{$type}) q (v); COPY (SELECT v FROM value) TO '$file' (FORMAT binary); DROP TABLE IF EXISTS copy; CREATE TABLE copy (v $type); ALTER TABLE copy ALTER v SET STORAGE EXTERNAL", on_error_stop => 1);
	if ($status != 0) { fail("$type: no large value"); diag($err); next }
	my $size = $node->safe_psql('postgres', 'SELECT pg_size_pretty(octet_length(x)::bigint) FROM value');
	my $merges = $node->safe_psql('postgres', "SELECT count(*) FROM pg_operator WHERE oprname = '+' AND oprleft = '$type'::regtype");
	my $json = $node->safe_psql('postgres', "SELECT count(*) FROM pg_cast WHERE castsource = '$type'::regtype AND casttarget = 'jsonb'::regtype");
	my @tried = ("$type from text", "SELECT x::$type FROM value", "$type as text", 'SELECT v::text FROM value', "$type sent", "SELECT csq_internal.${type}_send(v) FROM value",
		"$type received", "COPY copy FROM '$file' (FORMAT binary)");
	push @tried, "$type merged", 'SELECT v + v FROM value' if $merges > 0;
	push @tried, "$type rolled up", 'SELECT count(*) FROM edges((SELECT rollup(v) FROM (SELECT v FROM value, generate_series(1, 3)) x))' if $type eq 'process';
	push @tried, "$type compared", "SELECT count(*) FROM value a, value b WHERE a.v < b.v OR a.v = b.v" if $type !~ /_events$/;
	# every function that reads nothing but the value
	for my $function (!$ENV{CSQ_LONG} ? () : split /\n/, $node->safe_psql('postgres', "SELECT p.proname FROM pg_proc p WHERE pronamespace = 'csq'::regnamespace AND prokind = 'f' AND proargtypes[0] = '$type'::regtype AND pronargs - pronargdefaults = 1 ORDER BY 1"))
	{
		push @tried, "$function($type)", "SELECT count(*) FROM value, csq.$function(v)";
	}
	my @late = in_time(@tried);
	if ($json > 0)
	{
		# jsonb of the same text is made by PostgreSQL alone, which does not interrupt it
		my ($plain) = sort { $a <=> $b } map { (seconds('SELECT x::jsonb FROM value')->{0} // 0) - $timeout } 1 .. 3;
		my $by_itself = $promised;
		$promised += $plain if $plain > 0;
		push @late, in_time("$type as jsonb", 'SELECT v::jsonb FROM value');
		$promised = $by_itself;
	}
	is(join("\n", @late), '', "$type: a large value, $size");
}

# --- texts of 16 MB, the longest that are read: every function that reads one
my @texts = ('退款一直没有到账，客服说三天。', 'charged twice no refund, ', 'a', "\x{337F}\x{200B}\x{BD}", $hundred ? ('退款', '13812345678 ', '7', ' ', "x\n", "\x{301}", '三千五百万元至', '不没', 'a@b.') : ());
utf8::encode($_) for grep { utf8::is_utf8($_) } @texts;
$node->safe_psql('postgres', q{CREATE TABLE tool AS SELECT (SELECT lexicon_agg(label, phrase, weight, axis, negation) FROM default_lexicon('cause', 'zh')) OPERATOR(csq.+) 'x/a: "退 ... 款", "退款 & !投诉", "a ... b"'::lexicon AS lx,
	(SELECT train_agg(l, t) FROM (VALUES ('a', '退款一直没有到账'), ('b', 'charged twice'), ('a', '退款'), ('b', 'refund no'), ('a', '退款没有'), ('b', 'twice charged')) v(l, t)) AS m;
	CREATE TABLE big (d text); ALTER TABLE big ALTER d SET STORAGE EXTERNAL});
my %reads = (
	(map { $_ => "$_(d)" } qw(normalize_text tokens mask_pii signature terms_agg topics_agg)),
	(map { $_ => "$_(lx, d)" } qw(classify lexicon_labels)),
	(map { ("$_ of a model" => "$_(m, d)") } qw(classify margin unseen_share)),
	lexicon_labels => "lexicon_labels(lx, d, '{cause}')", severity => "severity(lexicon('severity', 'zh'), d, 1000, 'major')", emotion => "emotion(lexicon('emotion', 'zh'), d)",
	relevance => 'relevance(d, d)', corpus_agg => "corpus_agg('a', d)", vector => "to_tsvector('csq.icu', d)", query => "phraseto_tsquery('csq.icu', d)",
	has_phrase => "has_phrase(d, '退款一')", is_phrase => "csq_internal.is_phrase(NULL, d, '退款三')", phrase_pairs => "csq_internal.phrase_pairs(d)", headline => "ts_headline('csq.icu', d, '退款')",
	(map { $_ => "(SELECT count(*) FROM $_(d))" } qw(amounts text_features)),
	(map { $_ => "(SELECT count(*) FROM $_(lx, d))" } qw(lexicon_matches lexicon_evidence lexicon_scores)),
	explain => '(SELECT count(*) FROM explain(m, d))',
	emotion_trajectory => "(SELECT count(*) FROM emotion_trajectory(lexicon('emotion', 'zh'), jsonb_build_array(jsonb_build_object('speaker', 'a', 'text', d)), 'a'))",
	script_check => q{(SELECT count(*) FROM script_check('[{"rule":"r","kind":"must","say":"退款"}]', jsonb_build_array(jsonb_build_object('speaker', 'agent', 'text', d))))},
);
# took() keeps an error to itself: each of them works
$node->safe_psql('postgres', join ";\n", q{INSERT INTO big VALUES ('退款一直没有到账 charged twice')}, map { "SELECT $reads{$_} FROM tool, big" } sort keys %reads);
foreach my $i (0 .. $#texts)
{
	$node->safe_psql('postgres', "TRUNCATE big; INSERT INTO big SELECT repeat(\$t\$$texts[$i]\$t\$, 16000000 / octet_length(\$t\$$texts[$i]\$t\$))");
	my @late = in_time(map { ("$_ of text $i", "SELECT $reads{$_} FROM tool, big") } sort keys %reads);
	is(join("\n", @late), '', "16 MB of text $i through " . scalar(keys %reads) . ' functions');
}
note(sprintf 'latest: %.3f s after its time, %s', @$slowest);
note(join "\n", 'later than 0.05 s:', sort { $b cmp $a } @slow);
$node->stop('immediate');
done_testing();

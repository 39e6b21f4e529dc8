#!/usr/bin/perl
# old_answers.pl - SQL for a server with csq 0.1.0: random values of every type, and what that version answers about them.
#
#   perl tools/old_answers.pl | psql -X -q -At -F "$(printf '\t')" -d OLD | gzip -9n > test/data/answers_0.1.0.tsv.gz
#
# OLD is a database with CREATE EXTENSION csq VERSION '0.1.0' of the library of that time (commit "Funnel page: what counting only saves, and
# where"), a public.raw_of of test/modules/raw_value.c and search_path = public, csq.  Lines "value TABLE ID HEX" are the bytes as they lie
# on disk, lines "answer NAME SQL RESULT" what the library said; the SQL is that of today.  test/t/009_old_answers.pl reads both with the
# library of today.  Literals are written in the language of 0.1.0.
# Not asked, since 0.2.0 reads texts otherwise on purpose: negation and words of degree beside a phrase.
use strict;
use warnings;

srand(20260302);
my @label = qw(a b c d e);
sub one { return $_[ int rand @_ ] }
sub maybe { my ($p, $what, $else) = @_; return rand() < $p ? $what : $else // '' }
sub span { return one('10m', '30m', '1h', '2h', '4h', '1d', '2d', '7d') }
sub bound { my @h = sort { $a <=> $b } map { 1 + int rand 40 } 1, 2; return one("[<=" . span() . "]", "[>=" . span() . "]", "[$h[0]h..$h[1]h]") }
sub quoted { return "'" . $_[0] =~ s/'/''/gr . "'" }

sub atom
{
	my ($depth) = @_;
	my $r = rand();
	return one(@label) if $r < 0.6 || $depth <= 0;
	return '.' if $r < 0.68;
	return '[' . one('', '^') . join(' ', map { one(@label) } 0 .. int rand 2) . ']' if $r < 0.8;
	return '(' . pattern($depth - 1) . ')';
}
sub piece { my ($depth) = @_; return atom($depth) . maybe(0.25, one('*', '+', '?', '{2}', '{1,3}', '{2,}') . maybe(0.3, '?')) }
sub pattern
{
	my ($depth) = @_;
	my @part;
	for (0 .. int rand 3) { push @part, join maybe(0.2, '|', ' '), map { piece($depth) } 0 .. int rand 2 }
	my $text = shift @part;
	for my $part (@part)
	{
		my $join = one('~>', '~>', '!~' . one(@label) . '~>', '!~d|e~>', '~' . bound() . '>', '!~' . one(@label) . '~' . bound() . '>');
		$text .= " $join $part";
	}
	return $text;
}
sub whole_pattern { return maybe(0.1, '^ ') . pattern(2) . maybe(0.1, ' $') . maybe(0.3, ' within ' . span()) }

sub spec
{
	my $any = rand() < 0.15;
	my @step = map { my $n = $_; one(@label) . maybe(0.2, '|' . one(@label)) . ($n > 0 && !$any ? maybe(0.15, '?') || maybe(0.1, '{2}') : '') . ($n > 0 && !$any ? maybe(0.3, bound()) : '') } 0 .. 1 + int rand 3;
	my @clause = (maybe(0.5, 'within ' . span()), $any ? 'order any' : maybe(0.15, 'order strict'), maybe(0.3, one('ties seq', 'ties strict')),
		maybe(0.3, 'not ' . one(@label) . (!$any ? maybe(0.4, ' between 1 and 2') : '') . maybe(0.3, ' drop journey')), maybe(0.4, one('chain last', 'chain fastest')));
	return join ' -> ', @step if !grep { $_ } @clause;
	return join(' -> ', @step) . '; ' . join('; ', grep { $_ } @clause);
}

sub calendar
{
	my @week = ('mon-fri 09:00-12:00 13:30-18:00', 'mon-sat 8-20', 'mon-sun 00:00-24:00', 'mon-thu 22:00-06:00; sat 10:00-14:15', 'mon,wed,fri 09:00-17:30', 'mon-fri 09:00-17:00; sat 09:00-12:00');
	return join '; ', grep { $_ } 'tz ' . one('UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'), one(@week),
		maybe(0.5, '12-25 closed'), maybe(0.3, '2026-03-0' . one(2, 3, 4) . ' closed'), maybe(0.3, '2026-03-07 09:00-12:00'), maybe(0.3, '2026-03-08 as fri'), maybe(0.3, '2026-03-05 break 10:00-11:30'),
		maybe(0.2, 'since 2026-03-20; mon-fri 10:00-16:00');
}
my @target = ('4 business hours', '90 business minutes', '3 business days', '0 business days', '15 calendar days', '8 calendar weeks', '1 calendar month', '72 hours', '10 minutes', '1.5 business hours');

# ---- values
my $first = "timestamptz '2026-03-01 00:00+00'";
print "BEGIN; SET search_path = public, csq; SET timezone = 'UTC'; SET client_min_messages = warning;\n";
sub table
{
	my ($name, $type, @literal) = @_;
	print "CREATE TABLE $name (id int, v $type);\n";
	# a literal that a random choice made wrong is left out, by the old version's own judgement
	print "DO \$\$BEGIN INSERT INTO $name VALUES ($_, ", quoted($literal[$_]), "); EXCEPTION WHEN OTHERS THEN NULL; END\$\$;\n" for 0 .. $#literal;
}
sub journey
{
	my $at = 0;
	my @event = map {
		$at += one(0, 5, 10, 30, 60, 60, 150, 600, 1500, 3000);
		sprintf '(%s, %s, %s, %s, %s)', "$first + $at * interval '1 min'", quoted(one(@label)), one("'phone'", "'mail'", 'NULL'), one(1, -2, 0.5, 'NULL'), one(1, 2, 'NULL', 'NULL', 'NULL')
	} 1 .. $_[0];
	return "(SELECT journey_agg(at::timestamptz, activity, channel::text, value::float8, seq::bigint) FROM (VALUES " . join(', ', @event) . ') AS e(at, activity, channel, value, seq))';
}
print "CREATE TABLE j (id int, v journey);\n";
print "INSERT INTO j VALUES ($_, ", journey(1 + int rand 14), ");\n" for 0 .. 119;
table('pat', 'pattern', map { whole_pattern() } 1 .. 220);
table('spec', 'funnel_spec', map { spec() } 1 .. 170);
table('cal', 'calendar', map { calendar() } 1 .. 40);
table('target', 'sla_target', @target);
table('lex', 'lexicon', 'fee: fee, charge 2, 年费; attitude: rude 1.5 drop, 态度 1 drop, 态度差 2', 'mood/satisfied: satisfied 1 flip, 满意 1 flip; mood/angry: angry, 气愤 2; cause/fee: fee',
	'severity/urgent: police, 12378; severity/major: lawyer 2, 律师');
print "CREATE TABLE doc (id int, text text);\nINSERT INTO doc VALUES ",
	join(', ', map { "($_, " . quoted(join ' ', map { one('fee', 'charge', 'not satisfied', 'satisfied', 'rude', 'angry', 'the', 'police', 'lawyer', '年费', '态度差', '不满意', '律师', '打12378', 'app', 'crash', 'login', '退款') } 0 .. int rand 8) . ')' } 0 .. 59), ";\n";
print q{CREATE TABLE clock (id int, v sla_clock);
}, map { my $n = $_; my $at = 0; "INSERT INTO clock SELECT $n, clock_agg(at, event) FROM (VALUES " . join(', ', map { $at += one(1, 20, 60, 300, 900); "($first + $at * interval '1 min', '$_')" } 'start', map { one('pause', 'resume', 'stop', 'reopen', 'pause', 'resume') } 0 .. int rand 7) . ") x(at, event);\n" } 0 .. 59;
my %agg = (
	score => ['score_summary', 'score_agg((id * 7 + num_events(v)) % 11) FROM j', 'id % 5'],
	rate => ['rate_summary', 'rate_agg(num_events(v) > 5) FROM j', 'id % 5'],
	attain => ['attainment', 'attainment_agg(duration(v), num_events(v) % 3 > 0) FROM j', 'id % 4'],
	calib => ['calibration', q{calibration_agg(chr(97 + id % 3), chr(97 + num_events(v) % 3), num_events(v) / 15.0::float8) FROM j}, '0'],
	conf => ['confusion', 'confusion_agg(chr(97 + id % 4), chr(97 + num_events(v) % 4)) FROM j', 'id % 3'],
	map => ['journey_map', 'journey_map_agg(v) FROM j', '0'],
	coh => ['cohort', q{cohort_agg(v, 'a', NULL, 'week') FROM j}, 'id % 4'],
	fun => ['funnel', q{funnel_agg(v, 'a -> b|c -> d; within 7d') FROM j}, 'id % 4'],
	lean => ['funnel', q{funnel_count_agg(v, 'a -> b|c -> d; within 7d') FROM j}, 'id % 4'],
	ident => ['identity_graph', q{identity_agg('n' || id * 7 % 41, 'n' || id * 13 % 43, num_events(v)) FROM j}, 'id % 4'],
	proc => ['process', 'process_agg(v) FROM j', 'id % 4'],
	fcase => ['funnel_case', q{funnel_case_agg(e.at, e.activity, 'a -> b|c -> d; within 2d') FROM j, events(v) e WHERE id < 60}, 'id'],
	fsketch => ['funnel_sketch', q{rollup(sketch(v, 'a -> b|c -> d; within 2d')) FROM j WHERE id < 60}, 'id'],
	model => ['text_model', q{train_agg(CASE WHEN text ~ 'fee|charge|年费' THEN 'fee' WHEN text ~ 'rude|angry|态度' THEN 'attitude' ELSE 'other' END, text) FROM doc}, '0'],
);
print "CREATE TABLE $_ (id int, v $agg{$_}[0]);\nINSERT INTO $_ SELECT $agg{$_}[2], $agg{$_}[1] GROUP BY 1 ORDER BY 1;\n" for sort keys %agg;

# ---- their bytes
print "SELECT 'value', '$_', id, encode(raw_of(v), 'hex') FROM $_ ORDER BY id;\n" for qw(j pat spec cal target lex clock), sort keys %agg;
print "SELECT 'text', 'doc', id, text FROM doc ORDER BY id;\n";

# ---- questions: a name, the SQL of today, and that of 0.1.0 where it differs
my @ask = (
	[ 'patterns: matches', q{SELECT p.id || ': ' || md5(string_agg(matches(j.v, p.v)::text, ' ' ORDER BY j.id)) FROM pat p, j GROUP BY p.id ORDER BY p.id} ],
	[ 'patterns: match_count', q{SELECT p.id || ': ' || string_agg(match_count(j.v, p.v)::text, ' ' ORDER BY j.id) FROM pat p, j GROUP BY p.id ORDER BY p.id} ],
	[ 'patterns: overlapping', q{SELECT p.id || ': ' || md5(string_agg(match_count(j.v, p.v, true)::text, ' ' ORDER BY j.id)) FROM pat p, j GROUP BY p.id ORDER BY p.id} ],
	[ 'patterns: where', q{SELECT p.id || ': ' || md5(string_agg((SELECT coalesce(string_agg(concat_ws(' ', match_no, ord_from, ord_to, at_from, at_to, labels), ',' ORDER BY match_no), '') FROM match(j.v, p.v)), ';' ORDER BY j.id)) FROM pat p, j GROUP BY p.id ORDER BY p.id} ],
	[ 'funnels: level', q{SELECT s.id || ': ' || string_agg(coalesce(level(j.v, s.v)::text, '-'), '' ORDER BY j.id) FROM spec s, j GROUP BY s.id ORDER BY s.id} ],
	[ 'funnels: steps', q{SELECT s.id || ': ' || md5(string_agg(coalesce(steps(j.v, s.v)::text, '-'), ';' ORDER BY j.id)) FROM spec s, j GROUP BY s.id ORDER BY s.id} ],
	[ 'funnels: text', q{SELECT s.id || ': ' || s.v::text FROM spec s ORDER BY s.id} ],
	[ 'funnels: of many cases', q{SELECT s.id || ': ' || (SELECT string_agg(concat_ws(' ', step, label, reached, round(share::numeric, 9)), ', ' ORDER BY step) FROM stages((SELECT funnel_agg(j.v, s.v) FROM j))) FROM spec s ORDER BY s.id} ],
	[ 'journeys: events', q{SELECT j.id || ': ' || md5(string_agg(concat_ws(' ', e.ord, e.at, e.activity, e.channel, e.value, e.gap), ',' ORDER BY ord)) FROM j, events(v) e GROUP BY j.id ORDER BY j.id} ],
	[ 'journeys: figures', q{SELECT concat_ws(' ', id, num_events(v), started(v), ended(v), duration(v), switches(v), state_at(v, timestamptz '2026-03-02 12:00+00')) FROM j ORDER BY id} ],
	[ 'calendars: business_seconds', q{SELECT c.id || ': ' || string_agg(business_seconds(c.v, started(j.v), ended(j.v))::text, ' ' ORDER BY j.id) FROM cal c, j WHERE j.id < 40 GROUP BY c.id ORDER BY c.id} ],
	[ 'calendars: due_at', q{SELECT c.id || ' ' || t.id || ': ' || md5(string_agg(concat_ws(' ', due_at(c.v, started(j.v), t.v), breach_at(c.v, ended(j.v), t.v)), ',' ORDER BY j.id)) FROM cal c, target t, j WHERE j.id < 40 GROUP BY c.id, t.id ORDER BY c.id, t.id} ],
	[ 'calendars: open', q{SELECT id || ': ' || md5(open_ranges(v, '[2026-02-25 00:00+00,2026-04-05 00:00+00)'::tstzrange)::text) FROM cal ORDER BY id} ],
	[ 'targets', q{SELECT concat_ws(' ', id, v, target_unit(v), target_amount(v)) FROM target ORDER BY id} ],
	[ 'clocks', q{SELECT concat_ws(' ', k.id, c.id, s.state, s.due_at, s.elapsed, s.paused, s.stopped_at) FROM clock k, cal c, sla_status(k.v, '4 business hours'::sla_target, c.v, timestamptz '2026-03-10 12:00+00') s WHERE c.id % 8 = 0 ORDER BY k.id, c.id} ],
	[ 'lexicons', q{SELECT concat_ws(' ', l.id, d.id, classify(l.v, d.text), (SELECT string_agg(concat_ws(' ', axis, label, round(score::numeric, 9)), ', ' ORDER BY axis, label) FROM lexicon_scores(l.v, d.text))) FROM lex l, doc d WHERE d.text !~ 'not|不' ORDER BY l.id, d.id} ],
	[ 'models', q{SELECT d.id || ': ' || (SELECT string_agg(concat_ws(' ', label, round(probability::numeric, 6)), ', ' ORDER BY label) FROM classify_scores(m.v, d.text)) FROM model m, doc d ORDER BY d.id} ],
	[ 'scores', q{SELECT concat_ws(' ', id, nps(v), nps_lo(v), nps_hi(v), mean(v)) FROM score ORDER BY id} ],
	[ 'rates', q{SELECT concat_ws(' ', id, rate(v), rate_lo(v), rate_hi(v), hits(v), trials(v)) FROM rate ORDER BY id} ],
	[ 'attainment', q{SELECT concat_ws(' ', id, num_clocks(v), num_stopped(v), round(attained_by(v, interval '1 day')::numeric, 12), round(attained_by(v, interval '4 days')::numeric, 12), quantile(v, 0.3)) FROM attain ORDER BY id} ],
	[ 'calibration', q{SELECT concat_ws(' ', id, answers(v), round(brier(v)::numeric, 12), round(ece(v)::numeric, 12)) FROM calib ORDER BY id} ],
	[ 'confusion', q{SELECT concat_ws(' ', id, accuracy(v), macro_f1(v), round(kappa(v)::numeric, 12)) FROM conf ORDER BY id} ],
	[ 'maps', q{SELECT concat_ws(' ', map.id, t.activity, t.channel, t.n, t.journeys, t.share) FROM map, touchpoints(map.v) t ORDER BY map.id, t.activity, t.channel} ],
	[ 'cohorts', q{SELECT concat_ws(' ', c.id, r.cohort, r.size, r.n, r.period, r.came, round(r.rate::numeric, 12)) FROM coh c, retention(c.v, date '2026-03-20') r ORDER BY c.id, r.cohort, r.n} ],
	[ 'stored funnels', q{SELECT concat_ws(' ', f.id, s.step, s.label, s.reached, s.share, s.median_gap) FROM fun f, stages(f.v) s ORDER BY f.id, s.step} ],
	[ 'stored counts of funnels', q{SELECT concat_ws(' ', f.id, s.step, s.label, s.reached, s.share) FROM lean f, stages(f.v) s ORDER BY f.id, s.step} ],
	[ 'identities', q{SELECT concat_ws(' ', g.id, m.id, m.person, m.size) FROM ident g, members(g.v, 9, 10) m ORDER BY g.id, m.id} ],
	[ 'processes: edges', q{SELECT concat_ws(' ', p.id, e.source, e.target, e.n, e.cases, e.mean, e.min, e.max) FROM proc p, edges(p.v) e ORDER BY p.id, e.source, e.target} ],
	[ 'processes: activities', q{SELECT concat_ws(' ', p.id, a.activity, a.n, a.cases, a.starts, a.ends) FROM proc p, activities(p.v) a ORDER BY p.id, a.activity} ],
	[ 'funnels of one case', q{SELECT concat_ws(' ', id, level(v, 'a -> b|c -> d; within 2d'), steps(v, 'a -> b|c -> d; within 2d')) FROM fcase ORDER BY id}, q{SELECT concat_ws(' ', id, funnel_level(v, 'a -> b|c -> d; within 2d'), funnel_steps(v, 'a -> b|c -> d; within 2d')) FROM fcase ORDER BY id} ],
	[ 'sketches', q{SELECT concat_ws(' ', id, level(v)) FROM fsketch ORDER BY id} ],
	[ 'merged sketches', q{SELECT concat_ws(' ', id, level(v + (SELECT sketch(journey_agg(ended(j.v) + interval '1 h', 'd'), 'a -> b|c -> d; within 2d') FROM j WHERE j.id = fsketch.id))) FROM fsketch ORDER BY id} ],
	[ 'merged', q{SELECT concat_ws(' ', nps((SELECT rollup(v) FROM score)), rate((SELECT rollup(v) FROM rate)), round(attained_by((SELECT rollup(v) FROM attain), interval '1 day')::numeric, 12), accuracy((SELECT rollup(v) FROM conf)), num_people((SELECT rollup(v) FROM ident)), num_cases((SELECT rollup(v) FROM proc)), num_journeys((SELECT rollup(v) FROM map)), num_cases((SELECT rollup(v) FROM fun)), num_events((SELECT rollup(v) FROM j)))} ],
);
for (@ask)
{
	my ($name, $now, $then) = @$_;
	print "SELECT 'answer', ", quoted($name), ', ', quoted($now), ", (SELECT string_agg(x, ' / ') FROM (", $then // $now, ") q(x));\n";
}
print "ROLLBACK;\n";

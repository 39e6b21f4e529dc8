# No setting of a session changes what a function answers: every public function is called with the same arguments under ten groups
# of settings, its results are kept in tables with their types, and the tables are compared under one setting.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $node = CsqTest::node('settings');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');

# one value of each type, in a table of one row
my %value = (
	calendar => q{'tz Europe/Berlin; mon-fri 09:00-12:00 13:30-18:00; 12-25 closed'::csq.calendar}, sla_target => q{'4 business hours'::csq.sla_target},
	sla_clock => q{csq.sla_clock(timestamptz '2026-03-02 09:00+08', timestamptz '2026-03-03 10:00+08')},
	funnel_spec => q{'problem -> agent[<=4h] -> solved; within 7d'::csq.funnel_spec}, pattern => q{'problem ~> solved'::csq.pattern},
	lexicon => q{'cause/fees: 年费 2, "annual fee"; cause/attitude: 态度恶劣, rude'::csq.lexicon},
	journey => q{(SELECT csq.journey_agg(at, activity, channel) FROM csq.sample('touches') WHERE customer = 'c3')},
	score_summary => q{(SELECT csq.score_agg(score) FROM csq.sample('answers'))}, rate_summary => q{csq.rate_summary(56::bigint, 70::bigint)},
	duration_summary => q{(SELECT csq.duration_agg(at, ended_at, '2026-04-01 00:00+08'::timestamptz) FROM csq.sample('complaints'))},
	attainment => q{(SELECT csq.attainment_agg(coalesce(ended_at, '2026-04-02 00:00+08'::timestamptz) - at, ended_at IS NOT NULL) FROM csq.sample('complaints'))},
	mean_summary => q{(SELECT csq.mean_agg(score::numeric) FROM csq.sample('answers'))}, incidence => q{(SELECT csq.incidence_agg(score::bigint, 10::float8) FROM csq.sample('answers'))},
	process => q{(SELECT csq.process_agg(customer, at, activity) FROM csq.sample('touches'))}, funnel => q{(SELECT csq.funnel_agg(customer, at, activity, 'problem -> agent -> solved'::csq.funnel_spec) FROM csq.sample('touches'))},
	funnel_case => q{(SELECT csq.funnel_case_agg(at, activity, 'problem -> agent[<=4h] -> solved; within 7d'::csq.funnel_spec) FROM csq.sample('touches') WHERE customer = 'c3')},
	identity_graph => q{(SELECT csq.identity_agg(a, b) FROM (VALUES ('phone 1', 'card 9'), ('card 9', 'x')) AS v(a, b))},
	cohort => q{(SELECT csq.cohort_agg(j, 'problem', 'problem', 'day') FROM (SELECT csq.journey_agg(at, activity) AS j FROM csq.sample('touches') GROUP BY customer) AS x)},
	retention_summary => q{(SELECT csq.retention_agg(customer, at, activity, channel) FROM csq.sample('touches'))},
	object_log => q{(SELECT csq.object_log_agg(id, at, activity, channel, customer) FROM csq.sample('touches'))},
	session_summary => q{(SELECT csq.sessions_agg(at, activity, channel, NULL, customer) FROM csq.sample('touches'))},
	series => q{(SELECT csq.series_agg((at AT TIME ZONE 'Asia/Shanghai')::date) FROM csq.sample('complaints'))},
	confusion => q{(SELECT csq.confusion_agg(activity, CASE WHEN id % 5 = 0 THEN 'fees' ELSE activity END) FROM csq.sample('complaints'))},
	pareto_summary => q{(SELECT csq.pareto_agg(activity) FROM csq.sample('complaints'))}, text_signature => q{csq.signature('手机银行一打开就闪退，登录不了')},
	workload => q{(SELECT csq.workload_agg(customer, at, at + interval '1 h', activity, channel) FROM csq.sample('touches'))},
	backlog => q{(SELECT csq.backlog_agg(at, ended_at) FROM csq.sample('complaints'))},
	call_summary => q{(SELECT csq.call_agg(at, due_at, CASE WHEN due_at IS NULL THEN ended_at END, CASE WHEN due_at IS NOT NULL THEN ended_at END) FROM csq.sample('calls'))},
	text_model => q{(SELECT csq.train_agg(activity, activity || ' ' || text) FROM csq.sample('complaints'))},
);
my %plain = (
	'text' => q{'fees'::text}, 'double precision' => '0.8::float8', 'integer' => '2', 'bigint' => '5::bigint', 'smallint' => '4::smallint', 'numeric' => '4.5::numeric', 'real' => '4.5::real',
	'timestamp with time zone' => q{'2026-03-02 10:00:00.5+08'::timestamptz}, 'timestamp without time zone' => q{'2026-03-02 10:00:00.5'::timestamp}, 'date' => q{'2026-03-02'::date},
	'time without time zone' => q{'15:00'::time}, 'interval' => q{make_interval(hours => 2, mins => 30)}, 'boolean' => 'true', 'uuid' => q{'00000000-0000-0000-0000-000000000001'::uuid}, 'jsonb' => q{'{}'::jsonb},
	'text[]' => q{'{fees,attitude}'::text[]}, 'tstzmultirange' => q{'{[2026-03-02 03:00+08,2026-03-02 04:00+08)}'::tstzmultirange}, 'tstzrange' => q{tstzrange('2026-03-02 00:00+08', '2026-03-04 00:00+08')},
	'daterange' => q{daterange('2026-01-05', '2026-02-05')}, 'interval[]' => q{ARRAY[make_interval(hours => 2), make_interval(days => 2)]}, 'double precision[]' => q{'{0.8,0.9}'::float8[]}, 'date[]' => q{'{2026-03-03}'::date[]},
	'timestamp with time zone[]' => q{'{2026-03-02 12:00+08}'::timestamptz[]}, 'anyelement' => q{1},
);
# what a text of this name says
my %text = (
	reopen => 'resume', other_reopen => 'resume', retarget => 'carry', metric => 'mean', kind => 'at_least', unit => 'week', best => 'highest', method => 'wald', lang => 'zh', topic => 'text', zone => 'Asia/Shanghai',
	began => '2026-03-02 09:00+08', ended => '2026-03-03 09:00Z', from_at => '2026-03-02 09:00', to_at => '2026-03-03 09:00', start_at => '2026-03-02 09:00', at => '2026-03-02 09:00', as_of => '2026-03-05 09:00', local => '2026-03-02 09:00', intervention => '2026-02-01', event => 'start',
	state => 'met', working => 'tz Europe/Berlin; mon-fri 09:00-17:00', name => 'CN', hours => 'mon-fri 9-18', worked_as => 'mon', goal => 'solved', variant => 'abandons_negative', document => 'fees 年费', text => '信用卡年费 annual fee 3000元', axis => 'cause', negation => 'keep', stage => 'agent',
	measure => 'n', mode => 'point', rules => 'shewhart', first => 'problem', again => 'problem', activity => 'problem',
);
$node->safe_psql('postgres', 'CREATE TABLE val AS SELECT ' . join(', ', map { "$value{$_} AS $_" } sort keys %value));

my @calls;
foreach my $row (split /\n/, $node->safe_psql('postgres', q{
  SELECT p.proname || '|' || (p.proretset OR p.prorettype = 'record'::regtype)::int || '|' || coalesce((SELECT string_agg(replace(format_type(t, NULL), 'csq.', '') || ':' || coalesce(p.proargnames[o], ''), ';' ORDER BY o) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a(t, o)), '')
  FROM pg_proc p WHERE pronamespace = 'csq'::regnamespace AND prokind IN ('f', 'a') AND provolatile = 'i' ORDER BY p.oid::regprocedure::text}))
{
	my ($name, $rows, $args) = split /\|/, $row, 3;
	my @given;
	foreach my $arg (split /;/, $args)
	{
		my ($type, $word) = split /:/, $arg, 2;
		push @given, $type eq 'text' && defined $text{$word} ? "'$text{$word}'::text" : $value{$type} ? "val.$type" : $plain{$type} // "NULL::csq.$type";
	}
	my $call = qq{csq."$name"(} . join(', ', @given) . ')';
	push @calls, $rows ? "SELECT r.* FROM val, $call AS r" : "SELECT $call AS v FROM val";
}
cmp_ok(scalar @calls, '>', 500, 'calls');

$node->safe_psql('postgres', q{
CREATE FUNCTION run(setting text, k int, call text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I.r%s AS %s', setting, k, call);
EXCEPTION WHEN OTHERS THEN
  EXECUTE format('CREATE TABLE %I.r%s AS SELECT %L::text AS code', setting, k, SQLSTATE);
END $$;
CREATE FUNCTION digest(setting text, k int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d text;
BEGIN
  EXECUTE format('SELECT md5(coalesce(string_agg(t::text, E''\n'' ORDER BY t::text), '''')) FROM %I.r%s AS t', setting, k) INTO d;
  RETURN d;
END $$;});
my %settings = (
	base => '', zone_east => "SET timezone = 'Asia/Tokyo'", zone_west => "SET timezone = 'America/Los_Angeles'", dates_dmy => "SET datestyle = 'SQL, DMY'", dates_german => "SET datestyle = 'German, MDY'",
	intervals_iso => "SET intervalstyle = 'iso_8601'", intervals_sql => "SET intervalstyle = 'sql_standard'", digits => 'SET extra_float_digits = -10', strings => "SET bytea_output = 'escape'; SET xmlbinary = 'hex'; SET xmloption = 'content'",
	locale => "SET lc_messages = 'C'; SET lc_numeric = 'C'; SET lc_time = 'C'; SET lc_monetary = 'C'; SET default_text_search_config = 'simple'", path => 'SET search_path = pg_temp; SET check_function_bodies = off; SET array_nulls = off',
);
foreach my $setting (sort keys %settings)
{
	my $n = 0;
	$node->safe_psql('postgres', join "\n", "CREATE SCHEMA $setting;", $settings{$setting} . ';', 'SET client_min_messages = error;',
		map { my $k = $n++; my $call = $_ =~ s/FROM val/FROM public.val/r; "SELECT public.run('$setting', $k, \$call\$$call\$call\$);" } @calls);
}
my $answered = $node->safe_psql('postgres', q{SELECT count(*) FROM information_schema.tables t WHERE table_schema = 'base' AND NOT EXISTS (SELECT FROM information_schema.columns c WHERE c.table_schema = 'base' AND c.table_name = t.table_name AND c.column_name = 'code')});
cmp_ok($answered, '>', 0.6 * @calls, "answered: $answered of " . scalar @calls);
foreach my $setting (grep { $_ ne 'base' } sort keys %settings)
{
	my @differ = split /\n/, $node->safe_psql('postgres', "SELECT k FROM generate_series(0, $#calls) AS k WHERE digest('base', k) <> digest('$setting', k) ORDER BY 1");
	is(join("\n", map { $calls[$_] } @differ), '', "the same under $settings{$setting}");
}
done_testing();

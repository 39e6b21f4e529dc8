# What the planner makes of level(journey_agg(at, activity), spec), and when it leaves it alone.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $node = CsqTest::node('funnel_plan');
$node->safe_psql('postgres', q{
	CREATE EXTENSION csq;
	CREATE TABLE ev (customer int, at timestamptz, activity text, channel text, specification csq.funnel_spec);
	INSERT INTO ev SELECT i % 7, '2026-01-01'::timestamptz + i * interval '1 hour', (ARRAY['a', 'b', 'c'])[1 + i % 3], 'web', 'a -> b' FROM generate_series(1, 99) i;
	ALTER DATABASE postgres SET search_path = csq, public;
});

sub plan_of { return CsqTest::query_plan($node, 'VERBOSE ' . $_[0], 'postgres'); }

sub direct
{
	my ($what, $query) = @_;
	my $plan = verbose($query);
	like($plan, qr/funnel_words_agg\(/, "$what: collects what the funnel needs");
	unlike($plan, qr/journey_agg\(/, "$what: no journey");
}

sub verbose { return $node->safe_psql('postgres', "EXPLAIN (VERBOSE, COSTS OFF) $_[0]"); }

sub whole
{
	my ($what, $query) = @_;
	unlike(verbose($query), qr/funnel_words_agg\(/, "$what: left as it is");
}

direct('level', q{SELECT customer, level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY 1});
direct('steps', q{SELECT customer, steps(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY 1});
direct('with a calendar', q{SELECT customer, level(journey_agg(at, activity), 'a -> b', 'tz UTC; mon-fri 09:00-17:00') FROM ev GROUP BY 1});
direct('with FILTER', q{SELECT customer, level(journey_agg(at, activity) FILTER (WHERE channel = 'web'), 'a -> b') FROM ev GROUP BY 1});
direct('in HAVING', q{SELECT customer FROM ev GROUP BY 1 HAVING level(journey_agg(at, activity), 'a -> b') = 2});
direct('within an expression', q{SELECT customer, 1 + coalesce(level(journey_agg(at, activity), 'a -> b'), 0) FROM ev GROUP BY 1 ORDER BY 2});
direct('in a subquery', q{SELECT level, count(*) FROM (SELECT level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY customer) x GROUP BY 1});
direct('with GROUPING SETS', q{SELECT customer, channel, level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY GROUPING SETS ((customer), (channel))});
$node->safe_psql('postgres', q{CREATE VIEW levels AS SELECT customer, level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY 1});
direct('in a view', 'SELECT * FROM levels');
like($node->safe_psql('postgres', q{SELECT pg_get_viewdef('levels')}), qr/journey_agg/, 'the view still says what was written');

whole('a second use', q{SELECT customer, level(journey_agg(at, activity), 'a -> b'), num_events(journey_agg(at, activity)) FROM ev GROUP BY 1});
whole('a second use in HAVING', q{SELECT customer, level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY 1 HAVING num_events(journey_agg(at, activity)) > 1});
whole('ORDER BY within', q{SELECT customer, level(journey_agg(at, activity ORDER BY at), 'a -> b') FROM ev GROUP BY 1});
whole('DISTINCT within', q{SELECT customer, level(journey_agg(DISTINCT at, activity), 'a -> b') FROM ev GROUP BY 1});
whole('with channels', q{SELECT customer, level(journey_agg(at, activity, channel), 'a -> b') FROM ev GROUP BY 1});
whole('a specification from a table', q{SELECT level(journey_agg(at, activity), (SELECT specification FROM ev LIMIT 1)) FROM ev});
whole('a stored journey', q{SELECT level(j, 'a -> b') FROM (SELECT journey_agg(at, activity) AS j FROM ev OFFSET 0) x});
# labels 1 .. 2^k - 1, each in the steps of its bits: so many kinds of events
sub kinds
{
	my ($k) = @_;
	return join ' -> ', map { my $bit = $_; join '|', map { "\"$_\"" } grep { $_ >> $bit & 1 } 1 .. 2**$k - 1 } 0 .. $k - 1;
}
direct('63 kinds of events', "SELECT level(journey_agg(at, activity), '" . kinds(6) . "') FROM ev");
whole('more kinds of events than a word can name', "SELECT level(journey_agg(at, activity), '" . kinds(7) . "') FROM ev");

# --- a parameter: the custom plan knows it, the generic one does not
like($node->safe_psql('postgres', q{PREPARE q(funnel_spec) AS SELECT customer, level(journey_agg(at, activity), $1) FROM ev GROUP BY 1; SET plan_cache_mode = force_custom_plan; EXPLAIN (VERBOSE) EXECUTE q('a -> b')}),
	qr/funnel_words_agg/, 'custom plan');
unlike($node->safe_psql('postgres', q{PREPARE q(funnel_spec) AS SELECT customer, level(journey_agg(at, activity), $1) FROM ev GROUP BY 1; SET plan_cache_mode = force_generic_plan; EXPLAIN (VERBOSE) EXECUTE q('a -> b')}),
	qr/funnel_words_agg/, 'generic plan');

# --- privileges: who may not execute what would be put in its place gets what was written
$node->safe_psql('postgres', q{
	CREATE ROLE analyst;
	GRANT SELECT ON ev TO analyst;
	REVOKE EXECUTE ON FUNCTION csq_internal.funnel_words_agg(timestamptz, text, funnel_spec) FROM PUBLIC;
});
my $as_analyst = q{SET ROLE analyst; SELECT count(level) FROM (SELECT level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY customer) x};
is($node->safe_psql('postgres', $as_analyst), 7, 'without the privilege: as it was written');
is($node->safe_psql('postgres', q{
	PREPARE q AS SELECT count(level) FROM (SELECT level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY customer) x;
	EXECUTE q;
	SET ROLE analyst;
	EXECUTE q;
}), "7\n7", 'a kept plan is not for another role');
$node->safe_psql('postgres', q{
	GRANT EXECUTE ON FUNCTION csq_internal.funnel_words_agg(timestamptz, text, funnel_spec) TO PUBLIC;
	REVOKE EXECUTE ON FUNCTION journey_agg(timestamptz, text) FROM PUBLIC;
});
like(($node->psql('postgres', $as_analyst))[2], qr/permission denied for (function|aggregate) journey_agg/, 'and what was written still needs its own');

# --- a plan that is kept is made anew when a function that is no longer in it changes
my ($status, $out, $err) = $node->psql('postgres', q{
	PREPARE q AS SELECT sum(level) FROM (SELECT level(journey_agg(at, activity), 'a -> b') FROM ev GROUP BY customer) x;
	EXECUTE q;
	ALTER FUNCTION level(journey, funnel_spec) COST 51;
	EXECUTE q;
	ALTER EXTENSION csq DROP FUNCTION level(journey, funnel_spec);
	DROP FUNCTION level(journey, funnel_spec) CASCADE;
	EXECUTE q;
});
is($out, "14\n14", 'a kept plan stays right');
like($err, qr/function level\(journey, \w+\) does not exist/, 'and is made anew when a function that is no longer in it goes');

$node->stop;
done_testing();

# The questions of a manager's first week (docs/workspace.md): what the page prints against SQL over the rows that uses neither a view nor a function of csq.
# What an engine estimates is checked by its definition: intervals by their formulas (Wilson, exact Poisson), tiers by them.
use strict;
use warnings;
use utf8;
use lib 'test/perl';
use CsqTest;
use IPC::Run;
use Test::More;

binmode $_, ':encoding(UTF-8)' foreach *STDOUT, *STDERR;
my $page = do { local $/; open my $fh, '<:encoding(UTF-8)', 'docs/workspace.md' or die; <$fh> };
my ($make) = $page =~ /```sql\n(SELECT create_workspace\('service'.*?)```/s;
my ($rows) = $page =~ /```sql once\n(.*?)```/s;
my ($week) = $page =~ /^## A manager's first week\n(.*?)^## /ms;
my @printed = $week =~ /```sql\n.*?```\n```text\n(.*?)```/gs;
is(scalar @printed, 19, 'nineteen questions, each with its answer');

my $node = CsqTest::node('first_week');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
my $sample = "SET search_path = public, csq; $make $rows";
utf8::encode($sample);
$node->safe_psql('postgres', $sample);
# complaints with what happened to them: the targets are those of the policies "graded", said once more
$node->safe_psql('postgres', q{
CREATE VIEW c AS SELECT c.*, date_trunc('month', received_at AT TIME ZONE 'Asia/Shanghai')::date AS month, r.at AS responded_at, d.at AS closed_at, a.as_of,
  received_at + CASE WHEN severity = 'major' OR c.complaint_id = 'x1490' THEN interval '30 minutes' ELSE '2 hours' END AS response_by, received_at + interval '72 hours' AS closed_by
FROM service.complaint c CROSS JOIN (VALUES (timestamptz '2026-06-16 09:00+08')) a(as_of)
LEFT JOIN service.complaint_event r ON r.complaint_id = c.complaint_id AND r.stage = 'response' LEFT JOIN service.complaint_event d ON d.complaint_id = c.complaint_id AND d.stage = 'resolution';
CREATE FUNCTION wilson(hits float8, n float8, side int) RETURNS float8 LANGUAGE sql AS $$
  SELECT (hits / n + z * z / (2 * n) + side * z * sqrt(hits / n * (1 - hits / n) / n + z * z / (4 * n * n))) / (1 + z * z / n) FROM (VALUES (1.959963984540054)) v(z) $$;});

# answer STATEMENTS: as the page prints it
sub answer
{
	my ($query) = @_;
	my ($out, $err) = ('', '');
	utf8::encode($query);
	IPC::Run::run([ 'psql', '-XAq', '-F', ' | ', '-P', 'footer=off', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres') ], '<', \$query, '>', \$out, '2>', \$err) or die $err;
	utf8::decode($out);
	return $out =~ s/ +$//gmr;
}
# columns NUMBER TEXT: the first of each line
sub columns { my ($n, $text) = @_; return join '', map { join(' | ', (split / \| ?/)[0 .. $n - 1]) . "\n" } split /\n/, $text }

my $in_time = q{CASE WHEN done <= by THEN true WHEN done IS NOT NULL OR as_of > by THEN false END};
my @by_hand = (
	[ 'what is overdue', q{SELECT complaint_id, 'response' AS stage, coalesce(severity, '(unknown)') AS severity, round(extract(epoch FROM as_of - response_by) / 3600) AS hours_over FROM c WHERE responded_at IS NULL AND as_of > response_by ORDER BY as_of - response_by DESC LIMIT 3;} ],
	# nothing of these stages has ever stopped, so nothing says that one will
	[ 'what breaches within two hours', q{SELECT complaint_id, stage, extract(epoch FROM by - as_of)::int / 60 AS minutes, CASE WHEN EXISTS (SELECT FROM service.complaint_event e WHERE e.stage = k.stage) THEN 'unknown' ELSE '1.00' END AS chance
	  FROM (SELECT complaint_id, as_of, 'response' AS stage, response_by AS by, responded_at AS done FROM c UNION ALL SELECT complaint_id, as_of, 'resolution', closed_by, closed_at FROM c
	    UNION ALL SELECT complaint_id, as_of, 'review', closed_at + interval '48 hours', NULL FROM c WHERE closed_at IS NOT NULL UNION ALL SELECT complaint_id, as_of, 'feedback', closed_at + interval '72 hours', NULL FROM c WHERE closed_at IS NOT NULL) k
	  WHERE done IS NULL AND by BETWEEN as_of AND as_of + interval '2 hours' ORDER BY by;} ],
	[ 'in time against 98 %', qq{SELECT stage, count(*) FILTER (WHERE hit) AS hits, count(hit) AS trials, count(*) FILTER (WHERE hit IS NULL) AS undecided, round(count(*) FILTER (WHERE hit)::numeric / count(hit), 3) AS share, 0.98 AS goal
	  FROM (SELECT stage, $in_time AS hit FROM (SELECT 'response' AS stage, responded_at AS done, response_by AS by, as_of FROM c WHERE month >= '2026-04-01' UNION ALL SELECT 'resolution', closed_at, closed_by, as_of FROM c WHERE month >= '2026-04-01') x) y GROUP BY 1 ORDER BY 1;} ],
	[ 'days to close', q{SELECT product, count(*) AS n, count(*) - count(closed_at) AS open_cases, round((percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - received_at)) / 86400)::numeric, 2) AS median_days,
	    round((percentile_disc(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - received_at)) / 86400)::numeric, 2) AS p90_days FROM c WHERE month = '2026-05-01' GROUP BY 1 ORDER BY 1;} ],
	[ 'backlog and its age', q{SELECT m::date AS month, (SELECT count(*) FROM c WHERE month = m) AS received, (SELECT count(*) FROM c WHERE date_trunc('month', closed_at AT TIME ZONE 'Asia/Shanghai') = m) AS closed,
	    (SELECT count(*) FROM c WHERE received_at < (m + interval '1 month') AT TIME ZONE 'Asia/Shanghai' AND (closed_at IS NULL OR closed_at >= (m + interval '1 month') AT TIME ZONE 'Asia/Shanghai')) AS open_at_end FROM generate_series(timestamp '2026-01-01', '2026-06-01', '1 month') m;
	  SELECT CASE WHEN as_of - received_at < '1 day' THEN 'up to 1 day' WHEN as_of - received_at < '3 days' THEN '1 to 3 days' ELSE 'older' END AS age_class, count(*) AS n FROM c WHERE closed_at IS NULL GROUP BY 1 ORDER BY max(received_at) DESC;} ],
	[ 'more than usual', q{SELECT (received_at AT TIME ZONE 'Asia/Shanghai')::date AS day, x AS category, count(*) AS n FROM c, LATERAL (VALUES ('(all)'), (category)) v(x) WHERE received_at >= '2026-06-14 00:00+08' AND received_at < '2026-06-16 00:00+08' AND x IN ('(all)', 'delay') GROUP BY 1, 2 ORDER BY 1, 2;}, 3 ],
	[ 'which reason grew', q{SELECT category AS reason, count(*) FILTER (WHERE month = '2026-05-01') AS may, count(*) FILTER (WHERE month = '2026-06-01') AS june_so_far FROM c GROUP BY 1 ORDER BY 3 DESC;}, undef, 'sorted' ],
	[ 'which reasons make 80 %', q{SELECT * FROM (SELECT row_number() OVER w AS place, category AS reason, count(*) AS n, round(sum(count(*)) OVER w / sum(count(*)) OVER (), 3) AS cumulative FROM c GROUP BY category WINDOW w AS (ORDER BY count(*) DESC, category)) x WHERE cumulative - n / 1570.0 < 0.8 ORDER BY place;} ],
	[ 'who complained again', q{CREATE TEMP VIEW again AS SELECT c.*, n.complaint_id AS next_id, n.received_at AS next_at FROM c LEFT JOIN LATERAL (SELECT complaint_id, received_at FROM c n WHERE n.customer_id = c.customer_id AND n.category = c.category AND n.received_at > c.received_at ORDER BY n.received_at LIMIT 1) n ON true;
	  SELECT month, count(*) FILTER (WHERE over AND next_at <= received_at + interval '30 days') AS repeated, count(*) FILTER (WHERE over) AS of_them, count(*) FILTER (WHERE NOT over) AS undecided FROM (SELECT *, as_of > received_at + interval '30 days' AS over FROM again) x GROUP BY 1 ORDER BY 1;
	  SELECT customer_id, category, complaint_id, next_id FROM again WHERE next_at <= received_at + interval '30 days' ORDER BY next_at DESC LIMIT 2;} ],
	[ 'per 1,000 accounts', q{SELECT month, count(*) AS n, round(count(*) / 100.0, 2) AS per_thousand FROM c WHERE month IN ('2026-03-01', '2026-05-01') GROUP BY 1 ORDER BY 1;}, 3 ],
	[ 'NPS +15', qq{SELECT '98 % answered in time' AS target_id, round(avg(hit::int) FILTER (WHERE month < '2026-04-01'), 2) AS baseline, round(avg(hit::int) FILTER (WHERE month >= '2026-04-01'), 2) AS value, 'value' AS interval_of,
	    round(wilson(count(*) FILTER (WHERE hit AND month >= '2026-04-01'), count(hit) FILTER (WHERE month >= '2026-04-01'), -1)::numeric, 2) AS lo, round(wilson(count(*) FILTER (WHERE hit AND month >= '2026-04-01'), count(hit) FILTER (WHERE month >= '2026-04-01'), 1)::numeric, 2) AS hi, 'missed' AS verdict
	  FROM (SELECT month, $in_time AS hit FROM (SELECT month, responded_at AS done, response_by AS by, as_of FROM c) x) y;} ],
	[ 'which branch is worse', q{SELECT branch, count(escalated_at) AS escalated, count(*) AS n, round(wilson(count(escalated_at), count(*), -1)::numeric, 3) AS lo, round(wilson(count(escalated_at), count(*), 1)::numeric, 3) AS hi,
	    wilson(count(escalated_at), count(*), -1) > (SELECT count(escalated_at)::float8 / count(*) FROM c) AS surely_worse FROM c GROUP BY 1 ORDER BY 1;} ],
	[ 'who has earned the 90 tier', q{SELECT agent_id, hits, trials, CASE WHEN hits::numeric / trials >= 0.95 THEN 95 WHEN hits::numeric / trials >= 0.9 THEN 90 ELSE 80 END AS tier_by_point,
	    CASE WHEN wilson(hits, trials, -1) >= 0.95 THEN 95 WHEN wilson(hits, trials, -1) >= 0.9 THEN 90 WHEN wilson(hits, trials, -1) >= 0.8 THEN 80 ELSE 0 END AS tier_for_sure
	  FROM (SELECT agent_id, count(*) FILTER (WHERE score >= 4) AS hits, count(*) AS trials FROM service.survey WHERE question = 'csat' AND date_trunc('month', answered_at AT TIME ZONE 'Asia/Shanghai') = '2026-05-01' GROUP BY 1) x ORDER BY 1;} ],
	[ 'the sample of yesterday', q{SELECT agent_id, contact_id, n AS out_of FROM (SELECT agent_id, contact_id, count(*) OVER (PARTITION BY agent_id) AS n, rank() OVER (PARTITION BY agent_id ORDER BY md5('2026-06-15 ' || contact_id)) AS place FROM service.contact
	    WHERE offered_at >= '2026-06-15 00:00+08' AND offered_at < '2026-06-16 00:00+08') x WHERE place <= ceil(n / 20.0) ORDER BY agent_id, place;} ],
	[ 'who threatens', q{SELECT complaint_id, 'regulator' AS reasons FROM service.complaint WHERE text ~ '银保监会|媒体|法院' ORDER BY received_at DESC;} ],
	[ 'what no category fits', q{SELECT count(*) FROM service.complaint WHERE text IS NOT NULL;} ],
	[ 'where cases wait', q{SELECT touchpoint AS from_step, next AS to_step, count(*) AS n, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM later - at) / 60)) AS median_minutes
	  FROM (SELECT touchpoint, at, lead(touchpoint) OVER w AS next, lead(at) OVER w AS later FROM service.touch WINDOW w AS (PARTITION BY case_id ORDER BY at)) x WHERE next IS NOT NULL GROUP BY 1, 2 ORDER BY sum(later - at) DESC LIMIT 2;} ],
	[ q{the regulator's quarter}, q{CREATE TEMP VIEW q AS SELECT extract(epoch FROM closed_at - received_at) / 604800 AS weeks, upheld FROM c WHERE month >= '2026-04-01';
	  SELECT figure, hits, trials, 774 - trials AS undecided, 'read' AS source_status FROM (
	    SELECT 'closed after 8 weeks' AS figure, count(*) FILTER (WHERE weeks > 8) AS hits, count(weeks) AS trials FROM q UNION ALL SELECT 'closed in 4 to 8 weeks', count(*) FILTER (WHERE weeks > 4 AND weeks <= 8), count(weeks) FROM q
	    UNION ALL SELECT 'closed within 4 weeks', count(*) FILTER (WHERE weeks <= 4), count(weeks) FROM q UNION ALL SELECT 'outstanding', count(*) - count(weeks), count(*) FROM q UNION ALL SELECT 'received', count(*), count(*) FROM q UNION ALL SELECT 'upheld', count(*) FILTER (WHERE upheld), count(upheld) FROM q) x ORDER BY 1;} ],
	[ 'promised and not called', q{SELECT count(*) AS waiting, count(*) FILTER (WHERE answered_at + interval '72 hours' < '2026-06-16 09:00+08') AS too_long FROM service.survey WHERE question = 'csat' AND score <= 2 AND handled_at IS NULL AND answered_at <= '2026-06-16 09:00+08';} ]);
for my $i (0 .. $#by_hand)
{
	my ($name, $query, $columns, $sorted) = @{ $by_hand[$i] };
	my ($got, $want) = ($printed[$i] // '', answer($query));
	$got =~ s/^NPS.*\n//m if $name eq 'NPS +15';
	($got, $want) = map { columns($columns, $_) } $got, $want if defined $columns;
	($got, $want) = map { join "\n", sort split /\n/ } $got, $want if defined $sorted;
	is($got, $want, $name);
}

# exact Poisson: with the rate at the lower end 288 or more, at the upper end 288 or fewer come in one of 40 cases
my ($lo, $hi) = $printed[9] =~ /^2026-03-01 \| 288 \| 2\.88 \| ([\d.]+) \| ([\d.]+)$/m;
sub at_most { my ($k, $mean) = @_; my ($p, $log) = (0, -$mean); for my $n (0 .. $k) { $p += exp $log; $log += log($mean) - log($n + 1) } return $p }
ok(1 - at_most(287, 100 * ($lo - 0.005)) < 0.025 && 1 - at_most(287, 100 * ($lo + 0.005)) > 0.025, 'lower end of complaints per 1,000');
ok(at_most(288, 100 * ($hi - 0.005)) > 0.025 && at_most(288, 100 * ($hi + 0.005)) < 0.025, 'upper end');
# NPS by its parts, and an interval of the difference by the variances of the parts, which differs from a score interval by little
my @nps = split /\|/, answer(q{COPY (SELECT concat_ws('|', round(100 * b.m, 2), round(100 * n.m, 2), 100 * (n.m - b.m - 1.96 * sqrt(b.v / b.n + n.v / n.n)), 100 * (n.m - b.m + 1.96 * sqrt(b.v / b.n + n.v / n.n)))
  FROM (SELECT avg(x) AS m, var_pop(x) AS v, count(*) AS n FROM (SELECT CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END AS x FROM service.survey WHERE question = 'nps' AND answered_at < '2026-03-21 00:00+08') x) b,
    (SELECT avg(x) AS m, var_pop(x) AS v, count(*) AS n FROM (SELECT CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END AS x FROM service.survey WHERE question = 'nps' AND answered_at >= '2026-03-21 00:00+08' AND answered_at <= '2026-06-16 09:00+08') x) n) TO STDOUT;});
my @said = $printed[10] =~ /^NPS \+15 \| ([\d.]+) \| ([\d.]+) \| change \| ([\d.]+) \| ([\d.]+) \| cannot_tell$/m;
is("@said[0, 1]", "@nps[0, 1]", 'NPS before and now');
ok(abs($said[2] - $nps[2]) < 0.3 && abs($said[3] - $nps[3]) < 0.3, "the interval of its change: @said[2, 3] beside @nps[2, 3]");
ok($said[2] < 15 && $said[3] > 15, 'in which 15 lies: cannot tell');
# the days that are called a surge are beyond their bound, which is above what is expected
is(scalar(grep { my @f = split / \| /; @f == 5 && $f[2] =~ /^\d+$/ && !($f[2] > $f[4] && $f[4] > $f[3]) } split /\n/, $printed[5]), 0, 'surges are beyond their bounds');

$node->stop;
done_testing();

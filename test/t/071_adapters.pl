# The statements of docs/adapters.md on small exports whose figures were worked out without csq: per case and per stage.
use strict;
use warnings;
use utf8;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my ($dir) = grep { defined && -d "$_/zendesk" } $ENV{CSQ_ADAPTERS}, "$ENV{CSQ_SOURCE}/../shared/adapters", "$ENV{CSQ_SOURCE}/../../shared/adapters";
plan skip_all => 'the exports (CSQ_ADAPTERS) are not here' unless defined $dir;

my $page = do { local $/; open my $fh, '<:encoding(UTF-8)', 'docs/adapters.md' or die; <$fh> };
my %statements = map { /\A(.+?)\n.*?```sql skip\n(.*?)```/s ? ($1 => $2) : () } split /^## /m, $page;
my $node = CsqTest::node('adapters');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');

# lines of a file as lists of fields
sub rows
{
	my ($file) = @_;
	open my $fh, '<:encoding(UTF-8)', $file or die "$file: $!";
	return map { chomp; s/\r$//; [ split /\t/, $_, -1 ] } <$fh>;
}

# one staging table per file, every column text, lines numbered
sub stage
{
	my ($schema, $encoding) = @_;
	my $script = "CREATE SCHEMA $schema;\n\\encoding $encoding\n";
	foreach my $file (glob "$dir/$schema" =~ s/hotline$/hotline12345/r . '/input_*.csv')
	{
		my ($name) = $file =~ /input_(\w+)\.csv$/;
		open my $fh, '<', $file or die;
		my $header = <$fh>;
		close $fh;
		$header =~ s/\s+$//;
		$header = Encode::decode($encoding eq 'UTF8' ? 'UTF-8' : 'gb18030', $header);
		my @columns = map { "\"$_\"" } split /,/, $header;
		my $sql = "SET client_encoding = UTF8; CREATE SCHEMA IF NOT EXISTS $schema; CREATE TABLE $schema.$name (n bigint GENERATED ALWAYS AS IDENTITY, " . join(', ', map { "$_ text" } @columns) . ');';
		$node->safe_psql('postgres', $sql);
		my $list = join ', ', @columns;
		$node->safe_psql('postgres', "\\copy $schema.$name ($list) FROM '$file' CSV HEADER ENCODING '$encoding'");
	}
	return;
}

use Encode;
my %folder = (zendesk => 'Zendesk', jira => 'Jira Service Management', servicenow => 'ServiceNow', hotline => '12345 hotlines');
my %score = ('' => '', good => 5, bad => 1, '满意' => 5, '基本满意' => 4, '不满意' => 1, map { $_ => $_ } 1 .. 5);
foreach my $schema (sort keys %folder)
{
	my $where = $schema eq 'hotline' ? 'hotline12345' : $schema;
	stage($schema, $schema eq 'hotline' && !eval { rows("$dir/$where/input_flow.csv"); open my $fh, '<:raw', "$dir/$where/input_flow.csv"; local $/; Encode::decode('UTF-8', <$fh>, Encode::FB_CROAK); 1 } ? 'GB18030' : 'UTF8');
	# the same export from other tools: an empty text for an empty list, a length of time with white space and full-width digits
	$node->safe_psql('postgres', q{UPDATE zendesk.ticket SET tags = coalesce(nullif(tags, '[]'), ''), merged_ticket_ids = coalesce(nullif(merged_ticket_ids, '[]'), '')}) if $schema eq 'zendesk';
	$node->safe_psql('postgres', Encode::encode('UTF-8', q{UPDATE hotline.workorder SET 办理时限 = ' ' || translate(办理时限, '0123456789', '０１２３４５６７８９') || ' ' WHERE 办理时限 !~ '^\d+[日天]$' AND 办理时限 <> ''})) if $schema eq 'hotline';
	my (undef, $setting) = map { [ @$_ ] } rows("$dir/$where/setting.csv");
	my ($calendar, $as_of) = @$setting;
	$node->safe_psql('postgres', "SELECT csq.create_workspace('desk', jsonb_build_object('policies', 'none', 'calendar', '$calendar')); UPDATE desk.setting SET as_of = '$as_of'");
	$node->safe_psql('postgres', Encode::encode('UTF-8', $statements{ $folder{$schema} }), extra_params => [ '-v', 'ON_ERROR_STOP=1' ]);

	my @got = split /\n/, $node->safe_psql('postgres', q{
SELECT c.complaint_id, CASE WHEN c.responded_at IS NOT NULL AND NOT c.cancelled THEN r.elapsed_seconds END,
  to_char(r.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), coalesce(r.state, CASE WHEN c.cancelled THEN 'cancelled' END), to_char(r.breached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
  CASE WHEN c.cancelled THEN NULL ELSE csq.business_seconds(s.calendar, c.received_at, c.closed_at) END, CASE WHEN c.cancelled THEN NULL ELSE q.elapsed_seconds END,
  to_char(q.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), coalesce(q.state, CASE WHEN c.cancelled THEN 'cancelled' END), to_char(q.breached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
  c.reopens, (SELECT greatest(count(*) - 1, 0) FROM desk.complaint_event e WHERE e.complaint_id = c.complaint_id AND e.stage = 'group'),
  (SELECT count(*) FROM desk.touch t WHERE t.case_id = c.complaint_id AND t.touchpoint = 'reply'),
  coalesce((SELECT j.switches FROM desk.v_journey j WHERE j.case_id = c.complaint_id), 0),
  (SELECT a.score FROM desk.v_answer a WHERE a.case_id = c.complaint_id)
FROM desk.v_complaint c JOIN desk.setting s USING (tenant)
LEFT JOIN desk.v_status r ON r.complaint_id = c.complaint_id AND r.stage = 'response' LEFT JOIN desk.v_status q ON q.complaint_id = c.complaint_id AND q.stage = 'resolution'
ORDER BY 1});
	# cancelled after its breach: the breach stays, here as everywhere in csq; the figures leave such a case out
	my %breach_stays = ('SUP-4' => 1);
	my ($names, @want) = rows("$dir/$where/expected.tsv");
	is(scalar @got, scalar @want, "$schema: every case");
	my %got = map { my @f = split /\|/, Encode::decode('UTF-8', $_), -1; ($f[0] => \@f) } @got;
	foreach my $want (@want)
	{
		my $have = $got{ $want->[0] } // [];
		my @differences;
		for my $i (1 .. $#$names)
		{
			my ($w, $h) = ($want->[$i] // '', $have->[$i] // '');
			$w = $score{$w} // $w if $names->[$i] eq 'csat';
			# the export of Jira says no channel of a comment; a cancelled clock has no deadline that counts
			next if $names->[$i] eq 'switches' && $w eq '' || $names->[$i] =~ /due$/ && $want->[3] eq 'cancelled';
			$w = 'breached' if $names->[$i] eq 'first_reply_state' && $breach_stays{ $want->[0] };
			push @differences, "$names->[$i]: \"$h\", not \"$w\"" if $w ne $h;
		}
		is(join('; ', @differences), '', "$schema $want->[0]");
	}
	my %attained = map { my @f = split /\|/; ($f[0] => "$f[1] of $f[2]") } split /\n/, $node->safe_psql('postgres', 'SELECT stage, sum(hits), sum(trials) FROM desk.v_attainment GROUP BY stage');
	my (undef, @attainment) = rows("$dir/$where/expected_attainment.tsv");
	foreach (@attainment)
	{
		my $first = $_->[0] eq 'first reply';
		my $stay = $first ? grep { $breach_stays{ $_->[0] } } @want : 0;
		is($attained{ $first ? 'response' : 'resolution' }, "$_->[1] of " . ($_->[2] + $stay), "$schema: attainment of $_->[0]");
	}
	$node->safe_psql('postgres', "SELECT csq.drop_workspace('desk')");
}

# --- CFPB: downloads of the same list, one after the other; nothing says when a case was closed
{
	my $where = "$dir/cfpb";
	my @files = sort glob "$where/input_complaints_*.csv";
	cmp_ok(scalar @files, '>', 1, 'cfpb: several downloads');
	my %made;
	foreach my $file (@files)
	{
		my ($day) = $file =~ /_(\d{4}-\d\d-\d\d)\.csv$/;
		open my $fh, '<', $file or die;
		my $header = <$fh>;
		$header =~ s/\s+$//;
		my @columns = map { "\"$_\"" } split /,/, $header;
		$node->safe_psql('postgres', 'CREATE SCHEMA cfpb; CREATE TABLE cfpb.complaint (n bigint GENERATED ALWAYS AS IDENTITY, downloaded date, ' . join(', ', map { "$_ text" } @columns) . ')') unless %made;
		$made{$_} = 1 foreach @columns;
		my $list = join ', ', @columns;
		$node->safe_psql('postgres', "\\copy cfpb.complaint ($list) FROM '$file' CSV HEADER ENCODING 'UTF8'");
		$node->safe_psql('postgres', "UPDATE cfpb.complaint SET downloaded = '$day' WHERE downloaded IS NULL");
	}
	my ($last) = $files[-1] =~ /_(\d{4}-\d\d-\d\d)\.csv$/;
	$node->safe_psql('postgres', "SELECT csq.create_workspace('desk', '{\"policies\":\"none\",\"calendar\":\"tz America/New_York; 24x7\"}'); UPDATE desk.setting SET as_of = '$last 12:00-04'");
	$node->safe_psql('postgres', Encode::encode('UTF-8', $statements{CFPB}), extra_params => [ '-v', 'ON_ERROR_STOP=1' ]);
	my %got = map { my @f = split /\|/, $_, -1; ($f[0] => \@f) } split /\n/, $node->safe_psql('postgres', q{
SELECT v.complaint_id, csq.business_days('tz America/New_York; mon-fri 09:00-17:00; closed 2026-02-16', v.received_on, v.sent_on),
  to_char(c.response_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), to_char(c.resolution_due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), CASE WHEN NOT v.withdrawn AND v.closed_by IS NOT NULL THEN v.open_on END, v.closed_by,
  CASE WHEN v.withdrawn THEN 'withdrawn' WHEN v.closed_by IS NULL THEN CASE WHEN s.as_of > c.response_due THEN 'open, past 15 days' ELSE 'open' END
       WHEN v.open_on::timestamp AT TIME ZONE s.zone > c.response_due THEN 'late' WHEN v.closed_by::timestamp AT TIME ZONE s.zone <= c.response_due THEN 'in time' ELSE 'cannot tell' END,
  CASE WHEN v.timely THEN 'Yes' ELSE 'No' END, v.duplicate_of, cardinality(c.tags)
FROM cfpb.seen v JOIN desk.complaint c USING (complaint_id) JOIN desk.setting s USING (tenant)});
	my ($names, @want) = rows("$where/expected.tsv");
	is(scalar keys %got, scalar @want, 'cfpb: every complaint once');
	foreach my $want (@want)
	{
		my $have = $got{ $want->[0] } // [];
		is(join('; ', map { ($want->[$_] // '') eq ($have->[$_] // '') ? () : "$names->[$_]: \"" . ($have->[$_] // '') . "\", not \"$want->[$_]\"" } 1 .. $#$names), '', "cfpb $want->[0]");
	}
	my (undef, $timely) = rows("$where/expected_attainment.tsv");
	is($node->safe_psql('postgres', q{SELECT sum(hits) || ' of ' || sum(trials) FROM desk.v_touchpoint WHERE touchpoint = 'company response'}), "$timely->[1] of $timely->[2]", 'cfpb: timely, as the bureau says');
	# by the downloads alone: late or in time only where they prove it
	my %state = map { split /\|/ } split /\n/, $node->safe_psql('postgres', q{SELECT complaint_id, coalesce(in_time::text, 'cannot tell') FROM desk.v_status WHERE stage = 'response'});
	my %says = (late => 'false', 'open, past 15 days' => 'false', 'in time' => 'true', 'cannot tell' => 'cannot tell', withdrawn => 'cannot tell');
	is($state{ $_->[0] }, $_->[8] ne '' ? 'cannot tell' : $says{ $_->[6] }, "cfpb $_->[0]: $_->[6]") foreach @want;
	$node->safe_psql('postgres', "SELECT csq.drop_workspace('desk')");
}
$node->stop;
done_testing();

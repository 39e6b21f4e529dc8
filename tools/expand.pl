#!/usr/bin/perl
# expand.pl - puts the template in the place of each line "-- @type ..." of the SQL parts, and repeats what stands for several types.
#
#   perl tools/expand.pl sql/templates/stored_type.sql sql/parts/*.sql >sql/csq--0.2.0.sql
#
# What a "-- @type" line may say is written in the template.
#
# A line "-- @wall_clock NAME..." before a CREATE FUNCTION with a calendar and these timestamptz arguments adds twins that take
# date, timestamp and text in their place, in every mixture of two: local time of the calendar, see calendar_instant().  A range or
# multirange among the names has a twin with text beside each of these, see calendar_period_pg.c.
# "-- @wall_clock same NAME..." makes no mixtures.
#
# A line "-- @zoned NAME..." before a CREATE FUNCTION that has no calendar adds twins that take text in the place of these timestamptz
# arguments, in every mixture: a text in ISO 8601 with a zone, see csq_internal.instant(), so that a literal is not read in the zone
# of the session.  "-- @zoned mixed NAME..." leaves out the twin with text in all places.
#
# Where the one argument named has a default, twins with the same arguments would make calls that leave it out ambiguous, so it has
# none in them.  Nor have the arguments with a default before it, and there is one twin for each number of these.  What a driver
# sends without a type, or a literal in quotes, finds them too where the argument that stood in that place is meant: a whole number is that.
#
# Overloads that differ by a type are written once:
#
#   -- @each number: int bigint numeric
#   CREATE AGGREGATE nps(score @number@) ( ... );
#   -- @end
#
# "-- @each from,to: date,date text,text" names several at once; values with spaces stand on lines of their own, one of each name:
#
#   -- @each aggregate,what:
#   -- | funnel_agg | the whole funnel
#   -- | funnel_count_agg | its counts
#
# Within an @each another may stand; its values may use those of the outer.
#
# A line "-- @workspace" in the body of a function in PL/pgSQL becomes the refusal of a schema_name that is no workspace.
#
# The script is ASCII, so that a database of any encoding can load it: a literal that is not becomes
# csq_internal.known('\5DE5\4F5C'), which gives the text or, where the encoding cannot hold it, an error.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($template, @parts) = @ARGV;
my %default = (cost => 20, compare => 10, merge => 10, space => 256,
	order => 'the order of the canonical bytes', rollup => 'Both together, as if made from the rows of both.');

my $no_workspace = <<'END';
  IF csq.is_workspace(schema_name) IS NOT TRUE THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = pg_catalog.format('SELECT csq.create_workspace(%L);', schema_name);
  END IF;
END

open my $in, '<', $template or die "$template: $!\n";
my @lines = <$in>;
close $in;
shift @lines while @lines && $lines[0] !~ /^-- \@begin$/;
shift @lines or die "$template: no line \"-- \@begin\"\n";

sub expanded
{
	my ($type, $words, $meaning, $where) = @_;
	my %value = (%default, T => $type, meaning => $meaning);
	my %has;
	foreach (split ' ', $words)
	{
		if (/^(merges|counts|json|state|literal)$/) { $has{$1} = 1 }
		elsif (/^(fixed|cost|compare|merge|space)=(\d+)$/) { $value{$1} = $2; $has{$1} = 1 }
		else { die "$where: \"$_\" is no word of a \@type line; see $template\n" }
	}
	$has{varying} = !$has{fixed};
	$has{value} = !$has{state};
	$has{assigned} = !$has{state} && !$has{literal};
	$value{type} = $has{state} ? "csq_internal.$type" : $type;
	die "$where: a type merges or consists of counts, which merge\n" if $has{merges} && $has{counts};
	$value{$1} = $2 while $value{meaning} =~ s/\n(order|rollup): (.*)//;
	die "$where: the lines below \@type must say what the type means\n" if $value{meaning} eq '';
	$value{$_} =~ s/'/''/g, $value{$_} =~ s/\n/ /g foreach qw(meaning order rollup);
	my ($out, $shown) = ('', 1);
	foreach my $line (@lines)
	{
		if ($line =~ /^-- \@if (.*)$/) { $shown = grep { $has{$_} } split ' ', $1 }
		elsif ($line =~ /^-- \@end$/) { $shown = 1 }
		elsif ($shown)
		{
			(my $l = $line) =~ s/\@(\w+)\@/$value{$1} \/\/ die "$template: \@$1\@ has no value\n"/ge;
			$out .= $l;
		}
	}
	return $out;
}

# The arguments of a list, at its top level.
sub arguments
{
	my ($list) = @_;
	my @args;
	my $depth = 0;
	my $arg = '';
	foreach my $c (split //, $list)
	{
		$depth++ if $c eq '(';
		$depth-- if $c eq ')';
		if ($c eq ',' && $depth == 0) { push @args, $arg; $arg = ''; }
		else { $arg .= $c }
	}
	push @args, $arg if $arg =~ /\S/;
	s/^\s+|\s+$//g foreach @args;
	return @args;
}

# The attributes of a twin: the planner puts what it asks in its place (src/pg/twin_pg.c).
sub twin_flags
{
	my ($flags) = @_;
	return $flags =~ s/ SUPPORT \S+//r . ' SUPPORT csq_internal.twin_support';
}

# Twins of one statement for other types of its instants.
sub twins
{
	my ($statement, $zoned, $words, $where) = @_;
	my ($name, $list, $result, $flags) = $statement =~ /^CREATE FUNCTION (\w+)\((.*?)\)( RETURNS [^\n]*)?\nLANGUAGE (?:C|SQL) ([^\n]*)\n/s
	  or die "$where: \@wall_clock and \@zoned stand before a CREATE FUNCTION in C or SQL\n";
	my ($comment) = $statement =~ /COMMENT ON FUNCTION .*? IS\s+'(.*)';\s*$/s or die "$where: no comment\n";
	my @instants = split ' ', $words;
	my $mixed = @instants && $instants[0] eq 'same' ? !shift @instants : 1;
	my $all = @instants && $instants[0] eq 'mixed' ? !shift @instants : 1;
	my @args = arguments($list);
	my @in = grep { !/^OUT / } @args;
	my ($calendar) = map { /^(\w+) calendar$/ ? $1 : () } @in or $zoned or die "$where: $name has no calendar\n";
	my %range = map { /^(\w+) (tstz(?:multi)?range)\b/ ? ($1 => $2) : () } @in;
	my %converts = (tstzrange => 'period', tstzmultirange => 'periods');
	my @ranges = grep { $range{$_} } @instants;
	@instants = grep { !$range{$_} } @instants;
	foreach my $i (@instants) { die "$where: $name has no timestamptz $i\n" unless grep { /^$i timestamptz( DEFAULT .*)?$/ } @in }
	return optional_twins($name, \@args, $instants[0], $result // '', $flags, $comment) if $zoned && @instants && grep { /^$instants[0] timestamptz DEFAULT / } @in;
	my @types = $zoned ? qw(timestamptz text) : qw(timestamptz date timestamp text);
	my @choices = $mixed ? ([]) : map { my $t = $_; [ map { $t } @instants ] } @types;
	@choices = ([]) unless @instants;
	if ($mixed) { @choices = map { my $c = $_; map { [ @$c, $_ ] } @types } @choices foreach @instants }
	@choices = map { my $c = $_; ([ @$c, $range{$ranges[0]} ], [ @$c, 'text' ]) } @choices if @ranges;
	my $out = '';
	foreach my $choice (@choices)
	{
		next unless grep { !/^tstz|^timestamptz/ } @$choice;
		next unless $all || grep { $_ eq 'timestamptz' } @$choice;
		my %type;
		@type{@instants, @ranges} = @$choice;
		my (@signature, @call, @declared);
		foreach my $arg (@args)
		{
			if ($arg =~ /^OUT /) { push @declared, $arg; next }
			my ($n, $t, $default) = $arg =~ /^(\w+) (.*?)( DEFAULT .*)?$/s;
			my $changed = defined $type{$n} && $type{$n} ne $t;
			my $given = "$name.$n";
			if ($changed)
			{
				$given = $zoned && $range{$n} ? "csq_internal.period($given)" : $zoned ? "csq_internal.instant($given)"
				  : $range{$n} ? "csq_internal.$converts{$range{$n}}($name.$calendar, $given)" : "csq.calendar_instant($name.$calendar, $given)";
				$t = $type{$n};
				$default = '' if $range{$n};    # what is left out is the range
			}
			push @signature, $t;
			push @call, $given;
			push @declared, "$n $t" . ($default // '');
		}
		my $call = "csq.$name(" . join(', ', @call) . ')';
		my $rows = ($result // '') =~ /SETOF/ || grep { /^OUT / } @args;
		my @named = grep { $type{$_} !~ /^tstz|^timestamptz/ } @instants, @ranges;
		my $note = join(' and ', @named) . (@named > 1 || $range{$named[0]} ? ' are ' : ' is ');
		$note .= $zoned ? (@named > 1 ? 'texts' : 'a text') . ' in ISO 8601 with a zone.' : 'local time of the calendar';
		$note .= (grep { $type{$_} eq 'text' } @named) ? ', or a text in ISO 8601 with a zone.' : '.' unless $zoned;
		$out .= "CREATE FUNCTION $name(" . join(', ', @declared) . ')' . ($result // '') . "\nLANGUAGE SQL " . twin_flags($flags) . "\n"
		  . ($rows ? "BEGIN ATOMIC SELECT twin.* FROM $call AS twin; END;\n" : "RETURN $call;\n")
		  . "COMMENT ON FUNCTION $name(" . join(', ', @signature) . ") IS\n'$comment $note';\n";
	}
	return $out;
}

# Twins with text in the place of an instant that has a default.
sub optional_twins
{
	my ($name, $args, $instant, $result, $flags, $comment) = @_;
	my @out = grep { /^OUT / } @$args;
	my (@always, @limits, @after, $past);
	foreach my $arg (grep { !/^OUT / } @$args)
	{
		if ($arg =~ /^$instant /) { $past = 1 }
		elsif ($past) { push @after, $arg }
		else { push @{ $arg =~ / DEFAULT / ? \@limits : \@always }, $arg =~ s/ DEFAULT .*//sr }
	}
	die "$name: an instant with a default has arguments before it that have one, or behind it, not both\n" if @limits && @after;
	my $out = '';
	foreach my $n (0 .. @limits)
	{
		my @in = (@always, @limits[ 0 .. $n - 1 ]);
		my @call = map { "$name." . (split)[0] } @in;
		push @call, "csq_internal.limit_given($name.$instant)" if $n < @limits;
		push @call, ('NULL') x (@limits - $n - 1) if $n < @limits;
		push @call, $n < @limits ? "csq_internal.instant_given($name.$instant)" : "csq_internal.instant($name.$instant)";
		push @call, map { "$name." . (split)[0] } @after;
		push @in, "$instant text", $n == @limits ? @after : ();
		my $call = "csq.$name(" . join(', ', @call) . ')';
		$out .= "CREATE FUNCTION $name(" . join(', ', @in, @out) . ")$result\nLANGUAGE SQL " . twin_flags($flags) . "\n"
		  . (@out ? "BEGIN ATOMIC SELECT twin.* FROM $call AS twin; END;\n" : "RETURN $call;\n")
		  . "COMMENT ON FUNCTION $name(" . join(', ', map { s/^\w+ //r =~ s/ DEFAULT .*//sr } @in) . ") IS\n'$comment $instant is a text in ISO 8601 with a zone.';\n";
	}
	return $out;
}

# A line of what stands for several types, for one of them; the names of an inner list stay.
sub repeated
{
	my ($line, $names, $values) = @_;
	my %value;
	@value{@$names} = @$values;
	return $line =~ s/\@(\w+)\@/$value{$1} \/\/ "\@$1\@"/ger;
}

# A literal as the call that gives its text.
sub known
{
	my ($text) = @_;
	$text =~ s/\\/\\\\/g;
	$text =~ s/([^\x00-\x7F])/ord $1 > 0xFFFF ? sprintf '\\+%06X', ord $1 : sprintf '\\%04X', ord $1/ge;
	return "csq_internal.known('$text')";
}

# The text with literals that are not ASCII written as calls, and comments that are not left out.  What is dollar-quoted is a body,
# whose literals are looked at, or else data.
sub ascii
{
	my ($sql) = @_;
	$sql =~ s{(--[^\n]*)|(?<!\w)'((?:[^']|'')*)'|(\bE'(?:[^'\\]|\\.|'')*')|(\$(\w*)\$)(.*?)\4}{
		my ($all, $comment, $literal, $escaped, $tag, $body) = ($&, $1, $2, $3, $4, $6);
		if ($all !~ /[^\x00-\x7F]/) { $all }
		elsif (defined $comment) { '--' }
		elsif (defined $literal) { known($literal) }
		elsif (defined $escaped) { $all }
		elsif ($tag eq '$x$') { known($body =~ s/'/''/gr) }    # shown, not run
		else
		{
			my $inner = ascii($body);
			$inner =~ /[^\x00-\x7F]/ ? known($body =~ s/'/''/gr) : $tag . $inner . $tag;
		}
	}gse;
	return $sql;
}

# The lines of a part, or of what is repeated in it, with what stands for more in its place; $at is the number of the first.
sub expand
{
	my ($lines, $part, $at) = @_;
	my $text = '';
	for (my $i = 0; $i < @$lines; $i++)
	{
		my $line = $lines->[$i];
		my $where = "$part:" . ($at + $i);
		if ($line =~ /^-- \@type (\w+):(.*)$/)
		{
			my ($type, $words, $meaning) = ($1, $2, '');
			while (++$i < @$lines && $lines->[$i] =~ /^-- (.*)$/) { $meaning .= ($meaning eq '' ? '' : "\n") . $1 }
			$text .= expanded($type, $words, $meaning, $where);
			$i--;
		}
		elsif ($line =~ /^-- \@(wall_clock|zoned) (.*)$/)
		{
			my ($zoned, $words, $statement) = ($1 eq 'zoned', $2, '');
			while (++$i < @$lines)
			{
				$statement .= $lines->[$i];
				last if $statement =~ /^COMMENT ON .*;$/ms;
			}
			$text .= $statement . twins($statement, $zoned, $words, $where);
		}
		elsif ($line =~ /^-- \@each ([\w,]+):(.*)$/)
		{
			my ($names, @values) = ($1, map { [ split /,/, $_, -1 ] } split ' ', $2);
			while ($i + 1 < @$lines && $lines->[ $i + 1 ] =~ /^-- \| ?(.*)$/) { push @values, [ split / *\| */, $1, -1 ]; $i++ }
			my ($first, $depth, @body) = ($i + 1, 1);
			while (++$i < @$lines)
			{
				$depth++ if $lines->[$i] =~ /^-- \@each /;
				last if $lines->[$i] =~ /^-- \@end$/ && --$depth == 0;
				push @body, $lines->[$i];
			}
			$i < @$lines or die "$where: no line \"-- \@end\"\n";
			my @names = split /,/, $names;
			foreach my $value (@values) { @$value == @names or die "$where: \"@$value\" does not give a value to each of $names\n" }
			$text .= join "\n", map { my $v = $_; expand([ map { repeated($_, \@names, $v) } @body ], $part, $at + $first) } @values;
		}
		elsif ($line =~ /^ +-- \@workspace$/) { $text .= $no_workspace }
		elsif ($line =~ /^ *-- ?\@/)
		{
			die "$where: \"-- \@type name: words\", \"-- \@each name: words\", \"-- \@wall_clock words\", \"-- \@zoned words\" or \"  -- \@workspace\" is meant\n";
		}
		else { $text .= $line }
	}
	return $text;
}

foreach my $part (@parts)
{
	open my $p, '<', $part or die "$part: $!\n";
	my @lines = <$p>;
	close $p;
	my $text = ascii(expand(\@lines, $part, 1));
	die "$part: \"$1\" stands neither in a literal nor in a comment\n" if $text =~ /([^\x00-\x7F].{0,20})/;
	print $text;
}

#!/usr/bin/perl
# upgrade.pl - writes the script that upgrades one version of csq to another, by comparing two databases.
#
#   perl tools/upgrade.pl OLD-DATABASE NEW-DATABASE NEW-SCRIPT OLD NEW OLD-SCRIPT >sql/csq--OLD--NEW.sql
#
# The databases hold the extension in the old version and in a fresh installation of the new one (tools/upgrade.sh makes them).
# By rule:
#   1. What keeps the types of its arguments and its result is altered: moved, renamed, parameters too, CREATE OR REPLACE.  Whoever
#      uses it, a view, a generated column, an index, keeps it.  Functions are the same if they have the same name and arguments, or do the
#      same thing for a type, an operator, a cast or an operator class that both versions have.
#   2. The rest of the old version is dropped, without CASCADE: a view over it stops the upgrade and is named.
#   3. What is new is created, in the order of the new script, of which each statement is repeated that still is to be done.
# Nothing here knows csq; the result is compared with a fresh installation by test/t/009_upgrade.pl.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($old_db, $new_db, $script, $old_version, $new_version, $old_script) = @ARGV;

sub rows
{
	my ($db, $query) = @_;
	open my $psql, '-|', 'psql', '-X', '-A', '-t', '-q', '-F', "\x1f", '-R', "\x1e", '-d', $db, '-c', "SET search_path = pg_catalog; $query" or die "psql: $!\n";
	local $/ = "\x1e";
	my @rows = map { s/[\x1e\n]*$//r } <$psql>;
	close $psql or die "psql failed on $db: $query\n";
	return map { [ split /\x1f/, $_, -1 ] } grep { $_ ne '' } @rows;
}

# a name without the schema: what moved between csq and csq_internal is the same thing
sub bare { return $_[0] =~ s/\bcsq(?:_internal)?\.//gr }

my $members = q{(SELECT objid FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'csq') AND classid = '%s'::regclass)};
sub members { return sprintf $members, $_[0] }

sub catalogue
{
	my ($db) = @_;
	my %c;
	for (rows($db, "SELECT p.oid, p.oid::regprocedure, nspname, proname, prokind, pg_get_function_identity_arguments(p.oid), array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(proargtypes) t), ','), pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), pronargdefaults, proargnames,
		array_to_string(ARRAY(SELECT format('%s %s %s', proargmodes[i], proargnames[i], format_type(proallargtypes[i], NULL)) FROM generate_series(1, cardinality(proargmodes)) i WHERE proargmodes[i] <> 'i'), ', ')
		FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE p.oid IN " . members('pg_proc') . ' ORDER BY p.oid'))
	{
		my %p;
		@p{qw(oid signature schema name kind identity types arguments result defaults names outs)} = @$_;
		$p{key} = bare("$p{name}($p{types})");
		$c{proc}{ $p{oid} } = \%p;
		push @{ $c{procs} }, \%p;
	}
	# what a function does for something else: role => oid
	my $proc = members('pg_proc');
	for (rows($db, "SELECT format('type %s %s', typname, role), f::oid FROM pg_type, LATERAL (VALUES ('in', typinput), ('out', typoutput), ('recv', typreceive), ('send', typsend), ('analyze', typanalyze)) v(role, f) WHERE f IN $proc
		UNION ALL SELECT format('operator %s(%s,%s) %s', oprname, oprleft::regtype, oprright::regtype, role), f::oid FROM pg_operator, LATERAL (VALUES ('code', oprcode), ('rest', oprrest), ('join', oprjoin)) v(role, f) WHERE f IN $proc
		UNION ALL SELECT format('cast %s %s', castsource::regtype, casttarget::regtype), castfunc::oid FROM pg_cast WHERE castfunc IN $proc
		UNION ALL SELECT format('class %s %s %s %s %s', amname, opfname, amproclefttype::regtype, amprocrighttype::regtype, amprocnum), amproc::oid FROM pg_amproc JOIN pg_opfamily f ON f.oid = amprocfamily JOIN pg_am a ON a.oid = opfmethod WHERE amproc IN $proc
		UNION ALL SELECT format('support %s', p.oid::regprocedure), prosupport::oid FROM pg_proc p WHERE prosupport IN $proc"))
	{
		push @{ $c{role}{ bare($_->[0]) } }, $_->[1];
	}
	$c{type}{ bare($_->[0]) } = $_->[1] for rows($db, "SELECT oid::regtype, nspname FROM (SELECT t.oid, nspname FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE t.oid IN " . members('pg_type') . " AND typcategory <> 'A') x");
	$c{storage}{ bare($_->[0]) } = $_->[1] for rows($db, "SELECT oid::regtype, CASE typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END FROM pg_type WHERE typcategory <> 'A' AND oid IN " . members('pg_type'));
	$c{operator}{ bare($_->[0]) } = [ @$_[ 1 .. 7 ] ] for rows($db, "SELECT format('%s(%s,%s)', oprname, oprleft::regtype, oprright::regtype), o.oid::regoperator, oprcom::regoperator, oprnegate::regoperator, oprrest, oprjoin, oprcanmerge, oprcanhash FROM pg_operator o WHERE o.oid IN " . members('pg_operator'));
	$c{class}{ bare($_->[0]) } = bare($_->[1]) for rows($db, "SELECT format('%s %s', opcname, amname), opcintype::regtype FROM pg_opclass c JOIN pg_am a ON a.oid = opcmethod WHERE c.oid IN " . members('pg_opclass'));
	$c{classproc}{ bare(join ' ', @$_[ 0 .. 4 ]) } = $_->[5] for rows($db, "SELECT amname, opfname, amproclefttype::regtype, amprocrighttype::regtype, amprocnum, amproc::regprocedure FROM pg_amproc JOIN pg_opfamily f ON f.oid = amprocfamily JOIN pg_am a ON a.oid = opfmethod WHERE f.oid IN " . members('pg_opfamily'));
	$c{cast}{ bare("$_->[0] $_->[1]") } = "$_->[2] $_->[3] " . bare($_->[4]) for rows($db, "SELECT castsource::regtype, casttarget::regtype, castcontext, castmethod, CASE WHEN castfunc <> 0 THEN castfunc::regprocedure::text END FROM pg_cast c WHERE c.oid IN " . members('pg_cast'));
	return \%c;
}

my ($old, $new) = (catalogue($old_db), catalogue($new_db));

# ---- pairs ----

my %by_key = map { $_->{key} => $_ } @{ $old->{procs} };
my (%of_new, %of_old);    # oid => proc of the other version

sub pair
{
	my ($o, $n) = @_;
	return if $of_new{ $n->{oid} } || $of_old{ $o->{oid} };
	return if bare($o->{types}) ne bare($n->{types}) || ($o->{kind} eq 'a') ne ($n->{kind} eq 'a');
	$of_new{ $n->{oid} } = $o;
	$of_old{ $o->{oid} } = $n;
}

pair($by_key{ $_->{key} }, $_) for grep { $by_key{ $_->{key} } && $_->{schema} eq $by_key{ $_->{key} }{schema} } @{ $new->{procs} };
pair($by_key{ $_->{key} }, $_) for grep { $by_key{ $_->{key} } } @{ $new->{procs} };
for my $role (sort keys %{ $new->{role} })
{
	next unless $old->{role}{$role};
	pair($old->{proc}{ $old->{role}{$role}[0] }, $new->{proc}{ $new->{role}{$role}[0] });
}

# May it be replaced?  The result keeps its columns, and defaults are not taken away.
sub replaceable
{
	my ($o, $n) = @_;
	return $o->{kind} eq $n->{kind} && bare($o->{result}) eq bare($n->{result}) && bare($o->{outs}) eq bare($n->{outs}) && $o->{defaults} <= $n->{defaults};
}

my (%drop, %keep);
for my $o (@{ $old->{procs} })
{
	my $n = $of_old{ $o->{oid} };
	if ($n && replaceable($o, $n)) { $keep{ $o->{oid} } = $n }
	else
	{
		$drop{ $o->{oid} } = 1;
		if ($n) { delete $of_new{ $n->{oid} } }
	}
}

# functions of the old version that something else of it uses
my %used = map { $_->[0] => 1 } rows($old_db, "SELECT DISTINCT refobjid FROM pg_depend WHERE refclassid = 'pg_proc'::regclass AND refobjid IN " . members('pg_proc') . " AND deptype = 'n'");

# ---- the new script, statement by statement ----

sub statements
{
	my ($text) = @_;
	my @list;
	while ($text =~ /\G\s*((?:--[^\n]*\n\s*|\\echo[^\n]*\n\s*)*)((?:[^;'"\$-]|-(?!-)|--[^\n]*\n|'(?:[^']|'')*'|"[^"]*"|(\$\w*\$).*?\g3|\$)*?;)/gcs)
	{
		my $s = $2;
		my $from = pos($text) - length $s;
		# BEGIN ATOMIC … END;
		if ($s =~ /\bBEGIN ATOMIC\b/)
		{
			while ($s !~ /\bEND;\z/)
			{
				$text =~ /\G((?:[^;'"\$-]|-(?!-)|--[^\n]*\n|'(?:[^']|'')*'|"[^"]*"|\$)*?;)/gcs or die "no END: $s\n";
				$s .= $1;
			}
		}
		push @list, $s;
	}
	return @list;
}

sub script
{
	open my $in, '<', $_[0] or die "$_[0]: $!\n";
	local $/;
	return statements(scalar <$in>);
}
my @statements = script($script);
# what the old version says in the same words, the schema of what moved apart, stays as it is
my %said = map { bare($_) => 1 } script($old_script);
my @new_procs = @{ $new->{procs} };
my (@body, @first, @renames);

# 1. types and functions that stay, where they belong
for my $type (sort keys %{ $old->{type} })
{
	push @renames, "ALTER TYPE $old->{type}{$type}.$type SET SCHEMA $new->{type}{$type};" if exists $new->{type}{$type} && $new->{type}{$type} ne $old->{type}{$type};
}
for my $o (@{ $old->{procs} })
{
	my $n = $keep{ $o->{oid} } or next;
	my $kind = $o->{kind} eq 'a' ? 'AGGREGATE' : 'FUNCTION';
	# types have moved by now
	my $types = join ', ', map { my $t = $_; my $b = bare($t); exists $new->{type}{$b} ? "$new->{type}{$b}.$b" : $t } split /,/, $o->{types};
	push @renames, "ALTER $kind $o->{schema}.$o->{name}($types) SET SCHEMA $n->{schema};" if $o->{schema} ne $n->{schema};
	push @renames, "ALTER $kind $n->{schema}.$o->{name}($types) RENAME TO $n->{name};" if $o->{name} ne $n->{name};
	# CREATE OR REPLACE does not give parameters other names
	my $names = $n->{names} eq '' ? 'NULL' : "'$n->{names}'";
	push @renames, "UPDATE pg_catalog.pg_proc SET proargnames = $names WHERE oid OPERATOR(pg_catalog.=) '$n->{schema}.$n->{name}($types)'::pg_catalog.regprocedure;" if $o->{names} ne $n->{names};
}

# operator classes, each in a family of its name
for my $class (sort grep { !exists $new->{class}{$_} } keys %{ $old->{class} })
{
	my ($name, $am) = split / /, $class;
	my ($other) = grep { / $am$/ && $new->{class}{$_} eq $old->{class}{$class} && !exists $old->{class}{$_} } sort keys %{ $new->{class} };
	next unless defined $other;
	my ($to) = split / /, $other;
	push @renames, "ALTER OPERATOR $_ csq.$name USING $am RENAME TO $to;" for qw(CLASS FAMILY);
	$old->{class}{$other} = delete $old->{class}{$class};
	$old->{classproc}{ s/^\Q$am $name\E /$am $to /r } = $old->{classproc}{$_} for grep { /^\Q$am $name\E / } keys %{ $old->{classproc} };
}

# 2. what goes
sub moved
{
	my ($signature) = @_;
	my $b = $signature =~ s/\b(csq)\.(\w+)/exists $new->{type}{$2} ? "$new->{type}{$2}.$2" : "$1.$2"/ger;
	return $b;
}
my @drops;
for my $operator (sort keys %{ $old->{operator} })
{
	my ($of, $nf) = map { $_->{role}{"operator $operator code"} } $old, $new;
	# kept, unless another function is behind it
	next if exists $new->{operator}{$operator} && (!$of || !$nf || $keep{ $of->[0] } && $keep{ $of->[0] }{oid} == $nf->[0]);
	push @drops, 'DROP OPERATOR ' . moved($old->{operator}{$operator}[0]) =~ s/\(/ (/r . ';';
	delete $old->{operator}{$operator};
}
for my $cast (sort keys %{ $old->{cast} })
{
	my ($from, $to) = split / /, $cast;
	next if defined $new->{cast}{$cast} && $new->{cast}{$cast} eq $old->{cast}{$cast};
	my ($of, $nf) = map { s/^\S+ \S+ //r } $old->{cast}{$cast}, $new->{cast}{$cast} // '';
	# the same, by a function that was renamed
	if (defined $new->{cast}{$cast} && substr($new->{cast}{$cast}, 0, 3) eq substr($old->{cast}{$cast}, 0, 3) && $old->{role}{"cast $cast"} && $keep{ $old->{role}{"cast $cast"}[0] }) { $new->{cast}{$cast} = $old->{cast}{$cast}; next }
	push @drops, "DROP CAST ($from AS $to);" =~ s/\b(\w+)\b/exists $old->{type}{$1} ? ($new->{type}{$1} \/\/ $old->{type}{$1}) . ".$1" : $1/ger;
	delete $old->{cast}{$cast};
}
my %new_key = map { $_->{key} => 1 } @{ $new->{procs} };
# aggregates, and functions that stand in the way of a new one, go first; those that aggregates still use step aside until these are replaced
my (@early, @late);
for my $o (grep { $drop{ $_->{oid} } } @{ $old->{procs} })
{
	if ($o->{kind} eq 'a' || $new_key{ $o->{key} } && !$used{ $o->{oid} }) { push @early, $o; next }
	if ($new_key{ $o->{key} })
	{
		push @drops, 'ALTER FUNCTION ' . moved("$o->{schema}.$o->{name}($o->{types})") . " RENAME TO old_$o->{name};";
		$o->{name} = "old_$o->{name}";
	}
	push @late, $o unless grep { my $t = $_; !exists $new->{type}{$t} && grep { bare($_) eq $t } split(/,/, $o->{types}), $o->{result} } keys %{ $old->{type} };
}
sub routines { return join ",\n  ", map { moved("$_->{schema}.$_->{name}($_->{types})") } @_ }

# 3. the rest of the new script
my %alias = (float8 => 'double precision', float4 => 'real', int => 'integer', int8 => 'bigint', int2 => 'smallint', bool => 'boolean', timestamptz => 'timestamp with time zone');
my %recreated = map { $_->{name} => 1 } grep { !$of_new{ $_->{oid} } } @new_procs;
for my $s (@statements)
{
	if ($s =~ /^CREATE (?:FUNCTION|AGGREGATE)\b/)
	{
		my $n = shift @new_procs or die "more functions in $script than in $new_db\n";
		my ($name) = $s =~ /^CREATE \w+ (?:@?\w+@?\.)?"?(\w+)"?/;
		die "$script: $name is where $new_db has $n->{name}\n" if $name ne $n->{name};
		next if $of_new{ $n->{oid} } && $said{ bare($s) };
		if (my $o = $of_new{ $n->{oid} })
		{
			$s =~ s/^CREATE /CREATE OR REPLACE /;
		}
		push @body, $s;
	}
	elsif ($s =~ /^CREATE TYPE (?:\w+\.)?(\w+)/)
	{
		push @body, $s unless exists $old->{type}{$1};
	}
	elsif ($s =~ /^CREATE OPERATOR CLASS (?:\w+\.)?(\w+)\s.*?USING (\w+)/s)
	{
		my ($class, $am) = ($1, $2);
		if (!exists $old->{class}{"$class $am"}) { push @body, $s; next }
		for my $key (sort grep { /^$am $class / && !exists $old->{classproc}{$_} } keys %{ $new->{classproc} })
		{
			my (undef, undef, $left, $right, $number) = split / /, $key;
			push @body, "ALTER OPERATOR FAMILY $class USING $am ADD FUNCTION $number ($left, $right) $new->{classproc}{$key};";
		}
	}
	elsif ($s =~ /^CREATE OPERATOR (\S+) \(/)
	{
		my $name = $1;
		my ($left) = $s =~ /LEFTARG = (?:\w+\.)?(\w+)/i;
		my ($right) = $s =~ /RIGHTARG = (?:\w+\.)?(\w+)/i;
		$_ = $_ && ($alias{$_} // $_) for $left, $right;
		my $key = "$name(" . ($left // '-') . ',' . ($right // '-') . ')';
		push @body, $s unless exists $old->{operator}{$key};
	}
	elsif ($s =~ /^CREATE CAST \((.*?) AS (.*?)\)/)
	{
		my $key = bare("$1 $2");
		push @body, $s unless exists $old->{cast}{$key};
	}
	elsif ($s =~ /^COMMENT ON (?:FUNCTION|AGGREGATE) (?:\w+\.)?(\w+)/) { push @body, $s if $recreated{$1} || !$said{ bare($s) } }
	elsif ($s =~ /^COMMENT ON (?:TYPE|OPERATOR|CAST)/) { push @body, $s if !$said{ bare($s) } }
	elsif ($s =~ /^DO /) { }    # the check of an empty schema is for CREATE EXTENSION
	else { push @body, $s }
}

print "-- csq $old_version to $new_version, written by tools/upgrade.pl: do not edit.\n\\echo Use \"ALTER EXTENSION csq UPDATE TO '$new_version'\" to load this file. \\quit\n\n";
my $schema = sub { my ($s) = @_; $s =~ /^(CREATE SCHEMA|COMMENT ON SCHEMA)/ };
print "$_\n" for grep { $schema->($_) } @body;
print "\n-- what stays, under its new name\n";
print "$_\n" for @renames;
print "\n-- what is no more, or cannot be changed in place\n";
print "$_\n" for @drops;
print "DROP ROUTINE ", routines(@early), ";\n" if @early;
print "\n-- what is new, or has changed\n";
print "$_\n" for grep { !$schema->($_) } @body;
for my $type (sort grep { exists $new->{type}{$_} && $old->{storage}{$_} ne $new->{storage}{$_} } keys %{ $old->{type} })
{
	print "ALTER TYPE $new->{type}{$type}.$type SET (STORAGE = $new->{storage}{$type});\n";
}
# ALTER OPERATOR can set these from PostgreSQL 17 on
for my $operator (sort keys %{ $new->{operator} })
{
	my ($o, $n) = map { $_->{operator}{$operator} } $old, $new;
	next if !$o || "@$o[5, 6]" eq "@$n[5, 6]";
	print "UPDATE pg_catalog.pg_operator SET oprcanmerge = '$n->[5]', oprcanhash = '$n->[6]' WHERE oid OPERATOR(pg_catalog.=) '$n->[0]'::pg_catalog.regoperator;\n";
}
print "\n-- what nothing uses any more\n";
print "DROP ROUTINE ", routines(@late), ";\n" if @late;
# a type and its input function need each other, so CASCADE it must be; not before it is sure that it takes nothing else along
for my $type (sort grep { !exists $new->{type}{$_} } keys %{ $old->{type} })
{
	my $name = "$old->{type}{$type}.$type";
	print <<"SQL";
DO LANGUAGE plpgsql \$guard\$
DECLARE
  found pg_catalog.text;
BEGIN
  SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) INTO found
  FROM pg_catalog.pg_depend AS d
  WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass
    AND d.refobjid OPERATOR(pg_catalog.=) ANY (ARRAY['$name'::pg_catalog.regtype::pg_catalog.oid, '$name\[]'::pg_catalog.regtype::pg_catalog.oid])
    AND d.deptype OPERATOR(pg_catalog.=) 'n'::pg_catalog."char"
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid OPERATOR(pg_catalog.=) d.classid AND e.objid OPERATOR(pg_catalog.=) d.objid AND e.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog."char")
  LIMIT 1;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'type $name is no more, but there is %', found
      USING ERRCODE = 'dependent_objects_still_exist', HINT = 'Drop it, or change its type, then upgrade.';
  END IF;
END
\$guard\$;
DROP TYPE $name CASCADE;
SQL
}

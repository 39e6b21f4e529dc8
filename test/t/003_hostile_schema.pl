# Whoever owns the schema cannot make the extension run his code: an occupied schema is refused, and even a script without that
# check resolves no name to a better match in the schema.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('hostile');
my ($status, $out, $err);

# --- an occupied schema is refused, whoever owns it
$node->safe_psql('postgres', 'CREATE ROLE attacker LOGIN; CREATE DATABASE taken; GRANT CREATE ON DATABASE taken TO attacker;');
$node->safe_psql('taken', q{
  CREATE SCHEMA csq;
  CREATE FUNCTION csq.unnest(text[]) RETURNS SETOF text LANGUAGE sql AS $$ SELECT current_user::text $$;},
	extra_params => [ '-U', 'attacker' ]);
($status, $out, $err) = $node->psql('taken', 'CREATE EXTENSION csq');
isnt($status, 0, 'a schema with a function is refused');
like($err, qr/schema "csq" is not empty: it holds function/, 'the error names what was found');
like($err, qr/DETAIL:.*HINT:.*DROP SCHEMA csq CASCADE/s, 'with the rule and the remedy');
for my $object ('TABLE csq.t (a int)', 'TYPE csq.word AS ENUM ()', 'DOMAIN csq.text AS int', 'SEQUENCE csq.s', 'VIEW csq.v AS SELECT 1 AS a',
	'OPERATOR csq.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_catalog.textcat)', 'COLLATION csq.c (locale = $$C$$)')
{
	$node->safe_psql('taken', "DROP SCHEMA csq CASCADE; CREATE SCHEMA csq AUTHORIZATION postgres; CREATE $object;");
	($status, $out, $err) = $node->psql('taken', 'CREATE EXTENSION csq');
	isnt($status, 0, "refused with $object");
}
$node->safe_psql('taken', 'DROP SCHEMA csq CASCADE; CREATE SCHEMA csq AUTHORIZATION attacker; CREATE EXTENSION csq;');
is($node->safe_psql('taken', q{SELECT csq.classify(csq.lexicon_agg(label, phrase, weight, axis, negation), '我要退款', 'cause') FROM csq.default_lexicon('cause', 'zh')}),
	'refund_return', 'an empty schema of another owner is taken, as pg_dump restores it');

# --- names resolve to what they mean even where the check does not look: the script without it, over better matches of everything
$node->safe_psql('postgres', 'CREATE DATABASE bare');
my $script = slurp_file(glob("$ENV{CSQ_STAGE_SHARE}/extension/csq--[0-9].[0-9].[0-9].sql"));
ok($script =~ s/^DO LANGUAGE plpgsql \$guard\$.*?^\$guard\$;//ms, 'the script has the check');
$script =~ s/^\\echo.*$//m;
$script =~ s/MODULE_PATHNAME/\$libdir\/csq/g;
$script =~ s/\@extschema\@/csq/g;

# hostile twins: each function of pg_catalog whose name the script mentions and that is polymorphic, variadic or takes a type that others
# are cast to, with each of these types in all places of such an argument; each operator likewise
my %word = map { $_ => 1 } $script =~ /\b([a-z_][a-z0-9_]*)\s*\(/g;
my %sign = map { $_ => 1 } $script =~ /([-+*\/<>=~!@#%^&|`?]+)/g;
$sign{$_} = 1 for '=', '<>', '<', '>', '||', '->', '->>', '@>';
my $names = join ',', map { "'$_'" } sort keys %word;
my $signs = join ',', map { "'$_'" } sort keys %sign;
my @made;
my @types = qw(text varchar bpchar name unknown jsonb json int2 int4 int8 numeric float4 float8 bool date timestamp timestamptz interval xml);
my $poly = q{('anyelement','anyarray','anynonarray','anyenum','anyrange','anymultirange','anycompatible','anycompatiblearray','anycompatiblenonarray','anycompatiblerange','"any"')};
my @functions = split /\n/, $node->safe_psql('bare', qq{
  SELECT proname || '|' || array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(proargtypes::oid[]) WITH ORDINALITY AS a(t, n) ORDER BY n), ',')
  FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN ($names) AND pronargs > 0 AND prokind <> 'p'});
my $setup = "CREATE SCHEMA csq;\n";
my %seen;
for my $f (@functions)
{
	my ($name, $args) = split /\|/, $f;
	next unless defined $args;
	for my $type (@types)
	{
		next if $type eq 'unknown';
		my @a = map { /^(anyarray|anycompatiblearray)$/ ? "$type\[\]" : /^(any.*|"any"|text|numeric|double precision|bigint|integer|jsonb|json)$/ ? $type : $_ } split /,/, $args;
		next if grep { /internal|cstring|pg_|trigger|anyrange|anymultirange/ } @a;
		my $key = "$name(" . join(',', @a) . ')';
		next if $seen{$key}++;
		$setup .= "SELECT twin('CREATE FUNCTION csq.\"$name\"(" . join(',', @a) . ") RETURNS SETOF text LANGUAGE sql AS ''SELECT 1/0::text''');\n"
		  if $name =~ /unnest|each|series|table|elements/;
		$setup .= "SELECT twin('CREATE FUNCTION csq.\"$name\"(" . join(',', @a) . ") RETURNS text LANGUAGE plpgsql AS ''BEGIN RAISE EXCEPTION \$\$hostile\$\$; END''');\n"
		  unless $name =~ /unnest|each|series|table|elements/;
	}
}
for my $sign (sort keys %sign)
{
	for my $left (@types, 'text[]', 'jsonb[]')
	{
		for my $right (@types, 'text[]', 'jsonb[]')
		{
			next if $left eq 'unknown' || $right eq 'unknown';
			$setup .= "SELECT twin_operator('$sign', '$left', '$right');\n" if $left eq $right || $right =~ /^(text|varchar|int4|float8|jsonb)$/ || $left =~ /^(text|varchar|name|jsonb)$/;
		}
	}
}
my $helpers = q{
CREATE FUNCTION twin(statement text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE replace(statement, '1/0::text', '(1/0)::text'); EXCEPTION WHEN OTHERS THEN NULL; END $$;
CREATE FUNCTION twin_operator(sign text, l text, r text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION csq.hostile_operator(%s, %s) RETURNS bool LANGUAGE plpgsql AS ''BEGIN RAISE EXCEPTION $h$hostile$h$; END''', l, r);
  EXECUTE format('CREATE OPERATOR csq.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = csq.hostile_operator)', sign, l, r);
EXCEPTION WHEN OTHERS THEN NULL; END $$;
};
my $file = "${PostgreSQL::Test::Utils::tmp_check}/hostile.sql";
append_to_file($file, "SET client_min_messages = error;\n$helpers\n$setup\nCREATE TABLE public.hostile AS SELECT 'pg_proc'::regclass AS classid, oid FROM pg_proc WHERE pronamespace = 'csq'::regnamespace UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE oprnamespace = 'csq'::regnamespace;\n");
$node->command_ok([ 'psql', '-X', '-q', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('bare'), '-f', $file ], 'better matches made');
cmp_ok($node->safe_psql('bare', "SELECT count(*) FROM hostile WHERE classid = 'pg_proc'::regclass"), '>', 300, 'of functions');
cmp_ok($node->safe_psql('bare', "SELECT count(*) FROM hostile WHERE classid = 'pg_operator'::regclass"), '>', 300, 'and of operators');

my $bare = "${PostgreSQL::Test::Utils::tmp_check}/bare.sql";
append_to_file($bare, "SET client_min_messages = error; SET search_path = csq, pg_temp;\n$script");
$node->command_ok([ 'psql', '-X', '-q', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('bare'), '-f', $bare ], 'the script without the check runs in that schema');
is($node->safe_psql('bare', q{
  SELECT string_agg(DISTINCT pg_describe_object(d.classid, d.objid, 0) || ' calls ' || pg_describe_object(d.refclassid, d.refobjid, 0), E'\n')
  FROM pg_depend d JOIN hostile h ON h.classid = d.refclassid AND h.oid = d.refobjid
  WHERE NOT EXISTS (SELECT FROM hostile o WHERE o.classid = d.classid AND o.oid = d.objid)}),
	'', 'no object of the extension calls one of them');
cmp_ok($node->safe_psql('bare', q{
  SELECT count(DISTINCT d.objid) FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
  WHERE p.prosqlbody IS NOT NULL AND p.pronamespace = 'csq'::regnamespace}), '>=', 5, 'bodies that could have been caught were looked at');
is($node->safe_psql('bare', q{SELECT string_agg(p.oid::regprocedure::text, ', ') FROM pg_proc p JOIN pg_language l ON l.oid = prolang
  WHERE pronamespace = 'csq'::regnamespace AND lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL
    AND 'search_path=pg_catalog, pg_temp' <> ALL (coalesce(proconfig, '{}')) AND p.oid NOT IN (SELECT h.oid FROM hostile h)}),
	'', 'and no body is left to be resolved when it is called, unless in pg_catalog alone');

done_testing();

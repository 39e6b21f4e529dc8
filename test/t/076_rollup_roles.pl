# A roll-up table keeps itself by triggers with the rights of its owner: nobody gets these rights to run code of his own.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $node = CsqTest::node('rollup_roles');
$node->safe_psql('postgres', q{
	CREATE EXTENSION csq; CREATE ROLE mallory LOGIN; CREATE ROLE victim LOGIN; GRANT CREATE ON DATABASE postgres TO mallory; GRANT CREATE ON SCHEMA public TO mallory, victim;
	CREATE SCHEMA m AUTHORIZATION mallory; CREATE TABLE public.seen (who text); GRANT INSERT ON public.seen TO PUBLIC});
my $as = sub { my ($role, $query) = @_; my ($status, $out, $err) = $node->psql('postgres', "\\set VERBOSITY verbose\n$query", extra_params => [ '-U', $role ], on_error_stop => 1); return $status == 0 ? $out : $err };
my $seen = sub { $node->safe_psql('postgres', q{SELECT coalesce(string_agg(who, ','), '') FROM public.seen}) };
$as->('mallory', 'CREATE FUNCTION m.evil() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.seen VALUES (current_user); RETURN NEW; END$$; CREATE TABLE m.fact (k text, n bigint)');
$as->('victim', q{CREATE TABLE public.fact (k text, n bigint); INSERT INTO fact VALUES ('a', 1); GRANT INSERT ON fact TO mallory});

# --- an administrator on a table of somebody: his triggers would run what its owner puts there
my $err = $as->('postgres', q{SELECT csq.create_rollup('m.fact', 'by_k', '{k}', '{sum(n) AS n}')});
like($err, qr/ERROR:  42501: the table "m\.fact" belongs to role "mallory".*DETAIL:.*HINT:  SET ROLE mallory;/s, 'refused, with the remedy');
is($as->('postgres', q{SET ROLE mallory; SELECT csq.create_rollup('m.fact', 'by_k', '{k}', '{sum(n) AS n}')}), 0, 'as its owner it is made');
# mallory puts a table with a trigger in the place, and has the administrator write rows
$as->('mallory', 'DROP TABLE m.by_k; CREATE TABLE m.by_k (k text UNIQUE NULLS NOT DISTINCT, n bigint, num_rows bigint); CREATE TRIGGER evil BEFORE INSERT ON m.by_k FOR EACH ROW EXECUTE FUNCTION m.evil()');
$node->safe_psql('postgres', q{INSERT INTO m.fact VALUES ('a', 1)});
is($seen->(), 'mallory', 'what mallory puts there runs with the rights of mallory');
$node->safe_psql('postgres', 'TRUNCATE public.seen');

# --- a table that waits where the roll-up will be
$as->('mallory', 'CREATE TABLE public.by_k (k text UNIQUE NULLS NOT DISTINCT, n bigint, num_rows bigint); GRANT ALL ON public.by_k TO PUBLIC; CREATE TRIGGER evil BEFORE INSERT ON public.by_k FOR EACH ROW EXECUTE FUNCTION m.evil()');
$err = $as->('victim', q{SELECT csq.create_rollup('fact', 'by_k', '{k}', '{sum(n) AS n}')});
like($err, qr/ERROR:  42501: the table "(public\.)?by_k" belongs to role "mallory".*DETAIL:.*HINT:/s, 'a table of another role is not taken');
is($seen->(), '', 'and its trigger has not run');
$as->('mallory', 'DROP TABLE public.by_k');

# --- a function that waits there, for one who may replace the functions of others
$as->('mallory', 'CREATE FUNCTION public.keep_by_k() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN RETURN NULL; END$$');
$err = $as->('victim', q{SELECT csq.create_rollup('fact', 'by_k', '{k}', '{sum(n) AS n}')});
like($err, qr/ERROR:  42501:/, 'a function of another role is not replaced');
$node->safe_psql('postgres', 'CREATE TABLE public.own (k text, n bigint)');
$as->('mallory', 'CREATE FUNCTION public.keep_own_k() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN RETURN NULL; END$$');
$err = $as->('postgres', q{SELECT csq.create_rollup('own', 'own_k', '{k}', '{sum(n) AS n}')});
like($err, qr/ERROR:  42501: the function "(public\.)?keep_own_k\(\)" belongs to role "mallory"/, 'nor by a superuser, who could');
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_trigger WHERE tgrelid = 'public.own'::regclass}), 0, 'nothing is left of it');
$node->safe_psql('postgres', 'DROP FUNCTION public.keep_by_k()');
is($as->('victim', q{SELECT csq.create_rollup('fact', 'by_k', '{k}', '{sum(n) AS n}')}), 1, 'the owner of the rows makes it');
$as->('mallory', q{INSERT INTO public.fact VALUES ('b', 5)});
is($as->('victim', 'SELECT string_agg(k || n, $$,$$ ORDER BY k) FROM by_k'), 'a1,b5', 'and who may write rows keeps it without a right on it');
# a function with the rights of another is nothing to hang on a table of one's own
$err = $as->('mallory', 'CREATE TRIGGER t AFTER INSERT ON m.fact REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.keep_by_k()');
like($err, qr/ERROR:  42501: permission denied for function/, 'its function serves no other table');
done_testing();

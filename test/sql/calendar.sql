-- calendars: forms, open time, working days, algebra, limits
SET search_path = public, csq, csq_internal;
SET timezone = 'UTC';
\set SHOW_CONTEXT never
\pset null '(null)'

-- ---- the literal and its canonical form ----
SELECT 'tz asia/shanghai;MON-friday 9-12, 13:30-18;; 2026-10-10 AS Fri; 2026-10-01..2026-10-07 closed
	; valid 2026-01-01..2026-12-31; 2026-03-02 break 10:00-10:30'::calendar;
SELECT l, l::calendar
FROM unnest(ARRAY[
	'tz UTC; 24x7',
	'tz UTC; daily open',
	'tz UTC',
	'tz UTC; mon 08:00-12:00 11:00-13:00 13:00-14:00',
	'tz UTC; fri-mon 22:00-06:00; tue,thu 00:00-24:00',
	'tz UTC; mon 10:00-09:00 45:00-48:00',
	'tz UTC; mon 08:00:00.5-08:00:00.000001; tue 07:00:01-09:00:00.250',
	'tz UTC; closed 12-25,01-01; 12-24 09:00-12:00; 02-29 mon-fri 10:00-11:00; 02-29 sat 10:00-10:30; mon-fri 9-17',
	'tz UTC; mon-fri 9-17; since 2026-07-01; mon-sat 8-12; 08-15 closed; since 2027-01-01; 2026-05-01, 2026-05-02, 2026-05-04 closed',
	'tz UTC; valid ..2026-12-31', 'tz UTC; valid 2026-01-01..'
	]) l;

-- ---- JSON ----
SELECT '{"tz":"Asia/Shanghai","week":{"mon":[["09:00","12:00"],["13:30","18:00"]],"tue-fri":["09:00-12:00"]},
	"dates":{"2026-10-01..2026-10-03":[],"2026-10-10":"fri","2026-12-24":[["09:00","12:00"]],"2026-12-31":[["22:00","06:00"]]},
	"breaks":{"2026-03-02":[["10:00","10:30"]]},"closed_month_day":["12-25"],"valid":["2026-01-01","2026-12-31"]}'::jsonb::calendar;
SELECT calendar('{"tz":"UTC","since":{"2026-07-01":{"week":{"mon":"open"},"month_day":{"12-24":{"mon-fri":[["09:00","12:00"]]}}}},
	"week":{"daily":[["9","17"]]},"month_day":{"12-31":[["09:00","12:00"]]},"valid":[null,"2030-12-31"]}'::jsonb) AS c \gset
SELECT :'c'::calendar AS c, (:'c'::calendar::jsonb) - 'week' AS j;
SELECT '{"tz":"UTC","week":{"mon":[["09:00","17:00"]]}}'::calendar = 'tz UTC; mon 9-17'::calendar AS same_by_text;

-- every form gives back the same value
CREATE TABLE forms (c calendar);
INSERT INTO forms SELECT l::calendar FROM unnest(ARRAY['tz UTC; 24x7', 'tz UTC', :'c',
	'tz Europe/Berlin; mon-fri 22:00-06:00; 12-24 mon-fri 9-12; 12-25 closed; 2026-10-01..2026-10-07 closed; 2026-10-10 as fri; 2026-03-02 break 10:00-10:30; valid 2026-01-01..',
	'tz UTC; mon 10:00-09:00 45:00-48:00; tue 00:00:00.000001-00:00:00.000002']) l
	UNION ALL SELECT default_calendar('CN');
SELECT count(*), bool_and(c::text::calendar = c) AS text, bool_and(c::jsonb::calendar = c) AS json FROM forms;
SELECT count(*) AS groups, bool_and(calendar_hash(c) = calendar_hash(c::text::calendar)) AS hash FROM (SELECT c FROM (SELECT c FROM forms UNION ALL SELECT c FROM forms) f GROUP BY c) g;
SELECT a.c = b.c AS eq, a.c <> b.c AS ne FROM forms a, forms b WHERE a.c::text = 'tz UTC' AND b.c::text = 'tz UTC; mon-sun 00:00-24:00';

-- ---- what is refused ----
SELECT 'mon-fri 09:00-17:00'::calendar;
SELECT 'tz UTC; mon-fri 09:00-17:00; wed 10:00-12:00'::calendar;
SELECT 'tz UTC; mon 09:00-09:00'::calendar;
SELECT 'tz UTC; 2026-02-29 closed'::calendar;
SELECT 'tz UTC; 2026-10-01..2026-10-07 closed; 2026-10-05 as mon'::calendar;
SELECT 'tz UTC; funday 9-17'::calendar;
SELECT 'tz UTC; valid 2026-12-31..2026-01-01'::calendar;
SELECT 'tz UTC; 0001-01-01..9999-12-31 closed'::calendar;
SELECT 'tz Mars/Olympus; mon 9-17'::calendar;
SELECT 'tz UTC+8; mon 9-17'::calendar;
SELECT 'tz EST5EDT4; mon 9-17'::calendar;
SELECT '{"tz":"UTC","week":{"mon":[["09:00"]]}}'::jsonb::calendar;
SELECT '{"tz":"UTC","holidays":[]}'::jsonb::calendar;

-- ---- open time ----
SELECT 'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-10-01..2026-10-07 closed; 2026-10-10 as fri' AS c \gset
SELECT t, is_open(:'c', t) FROM unnest(ARRAY['2026-09-30 08:59:59.999999+08', '2026-09-30 09:00+08', '2026-09-30 11:59:59.999999+08', '2026-09-30 12:00+08',
	'2026-10-01 10:00+08', '2026-10-10 10:00+08', '2026-10-11 10:00+08']::timestamptz[]) t;
SELECT business_time(:'c', '2026-09-30 17:00+08', '2026-10-10 10:00+08') AS forth,
	business_time(:'c', '2026-10-10 10:00+08', '2026-09-30 17:00+08') AS back,
	business_seconds(:'c', '2026-09-30 17:00+08', '2026-10-10 10:00+08') AS seconds,
	business_time(:'c', '2026-09-30 17:00+08', '2026-10-10 10:00+08', '{[2026-09-30 17:30+08,2026-10-08 10:00+08)}') AS paused,
	business_seconds(:'c', '2026-10-10 10:00+08', '2026-09-30 17:00+08', '{(,2026-10-08 10:00+08),[2026-10-10 09:59+08,)}') AS paused_back,
	business_time(:'c', '2026-01-01', '2036-01-01') AS decade;
SELECT h, business_add(:'c', '2026-09-30 17:00+08', h) AS added, business_subtract(:'c', '2026-10-10 09:30+08', h) AS subtracted
FROM unnest(ARRAY['0', '00:30', '01:00', '01:00:00.000001', '2:30', '75 hours', '-00:30']::interval[]) h;
SELECT business_add(:'c', '2026-10-01 10:00+08', '0') AS rolls_forward, business_subtract(:'c', '2026-10-01 10:00+08', '0') AS rolls_back,
	business_add(:'c', '2026-09-30 09:00+08', '0') AS at_opening, business_subtract(:'c', '2026-09-30 09:00+08', '0') AS to_the_close_before;
SELECT t, next_open(:'c', t), next_close(:'c', t) FROM unnest(ARRAY['2026-09-30 08:00+08', '2026-09-30 09:00+08', '2026-09-30 12:00+08', '2026-09-30 18:00+08']::timestamptz[]) t;
SELECT open_ranges(:'c', '[2026-09-30 10:00+08,2026-10-08 09:30+08)'), open_ranges(:'c', 'empty') AS none;
SELECT next_close('tz UTC; 24x7', '2026-01-01'), next_close('tz UTC; 24x7; 9000-01-01 closed', '2026-01-01') AS after_millennia,
	next_close('tz Europe/Berlin; 24x7', '2026-01-01') AS with_summer_time;
SELECT business_add(:'c', '2026-09-30 09:00+08', '1 day');
SELECT business_subtract(:'c', '2026-09-30 09:00+08', '1 month');

-- ---- working days ----
SELECT d, is_business_day(:'c', d), business_hours(:'c', d), close_of_business(:'c', d) FROM unnest(ARRAY['2026-09-30', '2026-10-01', '2026-10-10', '2026-10-11']::date[]) d;
SELECT n, add_business_days(:'c', date '2026-09-30', n) AS from_wed, add_business_days(:'c', date '2026-10-01', n) AS from_holiday,
	add_business_days(:'c', timestamptz '2026-09-30 23:30+08', n) AT TIME ZONE 'Asia/Shanghai' AS at_time,
	business_days(:'c', '2026-09-30', add_business_days(:'c', date '2026-09-30', n)) AS counted
FROM generate_series(-3, 3) n;
SELECT business_days(:'c', '2026-10-10', '2026-09-30') AS back, business_days(:'c', '2026-10-01', '2026-10-01') AS none;
-- where the clock jumps over the time, the jump; where it shows it twice, the first
SELECT add_business_days('tz America/New_York; daily 0-24', timestamptz '2024-03-09 02:30-05', 1) AS gap,
	add_business_days('tz America/New_York; daily 0-24', timestamptz '2024-11-02 01:30-04', 1) AS overlap;
-- a shift belongs to the date on which it starts
SELECT d, is_business_day('tz UTC; fri 22:00-06:00', d), business_hours('tz UTC; fri 22:00-06:00', d), close_of_business('tz UTC; fri 22:00-06:00', d)
FROM unnest(ARRAY['2026-10-02', '2026-10-03']::date[]) d;
SELECT open_ranges('tz UTC; fri 22:00-06:00; 2026-10-03 closed', '[2026-10-02,2026-10-05)') AS closed_after,
	open_ranges('tz UTC; fri 22:00-06:00; 2026-10-02 closed', '[2026-10-02,2026-10-05)') AS closed_before,
	open_ranges('tz UTC; fri 22:00-06:00; 2026-10-03 break 01:00-02:00', '[2026-10-02,2026-10-05)') AS broken;
-- Apia had no 30 December 2011, a Friday
SELECT add_business_days('tz Pacific/Apia; mon-fri 9-17', date '2011-12-29', 1), business_days('tz Pacific/Apia; mon-fri 9-17', '2011-12-28', '2012-01-02'),
	is_business_day('tz Pacific/Apia; mon-fri 9-17', '2011-12-30'), business_hours('tz Pacific/Apia; 24x7', '2011-12-30'), close_of_business('tz Pacific/Apia; 24x7', '2011-12-30');

-- ---- China ----
-- 15 working days from 26 September 2025: with holidays and make-up days, and by weekdays alone
SELECT add_business_days(default_calendar('CN'), date '2025-09-26', 15) AS with_make_up,
	add_business_days('tz Asia/Shanghai; mon-fri 9-17', date '2025-09-26', 15) AS any_week;
SELECT d, is_business_day(default_calendar('CN'), d) FROM unnest(ARRAY['2025-01-26', '2025-01-28', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-08', '2025-10-11',
	'2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10', '2026-10-07']::date[]) d;
SELECT y, business_days(default_calendar('CN'), make_date(y, 1, 1) - (y > 2007)::int, make_date(y, 12, 31)) FROM generate_series(2007, 2026) y;
SELECT calendar_zone(default_calendar('CN')), calendar_valid(default_calendar('CN')), business_hours(default_calendar('CN'), '2026-10-10'),
	business_hours(default_calendar('CN', 'mon-fri 09:00-18:00'), '2026-10-10'), business_hours(default_calendar('cn-24X7'), '2026-10-01'), default_calendar('24x7');
SELECT calendar_valid('tz UTC'), calendar_valid('tz UTC; valid ..2026-12-31');
SELECT default_calendar('Atlantis');
SELECT default_calendar('CN', 'every day');

-- ---- limits ----
SELECT is_open(default_calendar('CN'), '2027-01-01 00:00+08');
SELECT business_time(default_calendar('CN'), '2006-12-31', '2007-06-01');
SELECT business_time(default_calendar('CN'), '2026-12-01', '2027-01-01 00:00+08') AS up_to_the_end;
SELECT business_add(default_calendar('CN'), '2026-12-31 17:00+08', '2 hours');
SELECT business_subtract(default_calendar('CN'), '2007-01-04 09:30+08', '2 hours');
SELECT next_close(default_calendar('CN-24x7') & 'tz Asia/Shanghai; 24x7; valid ..2026-12-31', '2026-01-01');
SELECT add_business_days(default_calendar('CN'), date '2026-12-30', 2);
SELECT business_days(default_calendar('CN'), '2006-12-30', '2007-01-10');
SELECT next_open('tz UTC', '2026-01-01');
SELECT business_add('tz UTC; 2026-01-05 9-17', '2026-01-01', '8:00:01');
SELECT add_business_days('tz UTC; 2026-01-05 9-17', date '2026-01-01', 2);
SELECT business_time('tz UTC', '2026-01-01', '2027-01-01') AS nothing_open;
SELECT is_open('tz UTC', 'infinity');
SELECT business_time('tz UTC', '-infinity', '2026-01-01');
SELECT is_business_day('tz UTC', 'infinity');
SELECT open_ranges('tz UTC; 24x7', '[2026-01-01,)');
SELECT open_ranges('tz UTC; daily 0:00-0:00:01 12:00-12:00:01', '[2000-01-01,9000-01-01)');
SELECT business_add('tz UTC; 24x7', '294276-12-31 23:59', '1 hour');
SELECT business_time('tz UTC; 24x7', timestamptz '4713-01-01 BC', timestamptz '294276-12-31');
SELECT business_time('tz UTC; mon-fri 9-17', timestamptz '4713-01-01 BC', timestamptz '294276-12-31') > '0' AS whole_range;
SELECT business_days('tz UTC; mon-fri 9-17', '4713-01-01 BC', '5000000-01-01');

-- ---- the change of the clock: seconds by wall-clock membership ----
SELECT zone, hours, business_seconds(('tz ' || zone || '; ' || hours)::calendar, (a || ' ' || zone)::timestamptz, (b || ' ' || zone)::timestamptz) AS seconds
FROM (VALUES ('America/New_York', '2024-11-03 01:30-03:00', '2024-11-03 00:00', '2024-11-04 00:00'),
	('America/New_York', '2024-11-02 22:00-01:30', '2024-11-02 00:00', '2024-11-04 00:00'),
	('America/New_York', '2024-03-09 22:00-02:30', '2024-03-09 00:00', '2024-03-11 00:00'),
	('America/Los_Angeles', '2006-04-02 02:30-03:15', '2006-04-02 00:00', '2006-04-03 00:00'),
	('America/New_York', '2024-03-10 01:00-03:00', '2024-03-10 00:00', '2024-03-11 00:00'),
	('Australia/Lord_Howe', '2024-10-06 01:00-04:00', '2024-10-06 00:00', '2024-10-07 00:00'),
	('Australia/Lord_Howe', '2024-04-07 01:00-04:00', '2024-04-07 00:00', '2024-04-08 00:00'),
	('Europe/Berlin', '24x7', '2015-02-17 12:00', '2015-05-18 12:00')) v(zone, hours, a, b);

-- an independent reading of the JSON form, asked for each quarter of an hour
CREATE FUNCTION owned(j jsonb, d date) RETURNS jsonb LANGUAGE sql IMMUTABLE RETURN
	CASE WHEN j->'dates' ? d::text THEN
			CASE jsonb_typeof(j->'dates'->(d::text)) WHEN 'string' THEN j->'week'->(j->'dates'->>(d::text)) ELSE j->'dates'->(d::text) END
		WHEN j->'closed_month_day' ? to_char(d, 'MM-DD') THEN '[]'
		ELSE j->'week'->(lower(to_char(d, 'Dy'))) END;
CREATE FUNCTION holds(hours jsonb, tod interval) RETURNS bool LANGUAGE sql IMMUTABLE RETURN
	EXISTS (SELECT FROM jsonb_array_elements(coalesce(hours, '[]')) s
		WHERE tod >= (s->>0)::interval AND tod < (s->>1)::interval + CASE WHEN (s->>1)::interval <= (s->>0)::interval THEN interval '24 hours' ELSE '0' END);
CREATE FUNCTION oracle(j jsonb, t timestamptz) RETURNS bool LANGUAGE sql STABLE RETURN
	(SELECT (holds(owned(j, d), tod) OR holds(owned(j, d - 1), tod + interval '24 hours')) AND NOT holds(j->'breaks'->(d::text), tod)
	 FROM (SELECT l::date AS d, l - date_trunc('day', l) AS tod FROM (SELECT t AT TIME ZONE (j->>'tz') AS l) x) y);
CREATE TABLE walk AS
WITH changes(zone, day) AS (VALUES ('America/New_York', date '2024-03-10'), ('America/New_York', '2024-11-03'), ('Europe/Berlin', '2025-03-30'), ('Europe/Berlin', '2025-10-26'),
		('Australia/Lord_Howe', '2024-04-07'), ('Australia/Lord_Howe', '2024-10-06'), ('Asia/Tehran', '2021-03-22'), ('Asia/Tehran', '2021-09-22'),
		('Pacific/Apia', '2011-12-30'), ('Pacific/Apia', '2012-04-01'), ('America/Sao_Paulo', '2017-10-15'), ('America/Sao_Paulo', '2018-02-18')),
	patterns(n, j) AS (VALUES
		(1, '{"week":{"mon":[["09:00","12:00"],["13:30","18:00"]],"wed":[["00:00","24:00"]],"fri":[["22:00","06:00"]],"sat":[["01:00","02:30"],["23:30","03:15"]],"sun":[["00:00","24:00"]]}}'::jsonb),
		(2, '{"week":{"mon":[["22:00","06:00"]],"tue":[["22:00","06:00"]],"wed":[["22:00","06:00"]],"thu":[["22:00","06:00"]],"fri":[["22:00","06:00"]],"sat":[["00:30","02:15"]],"sun":[["01:30","03:00"]]}}'),
		(3, '{"week":{"mon":[["00:00","24:00"]],"tue":[["00:00","24:00"]],"wed":[["00:00","24:00"]],"thu":[["00:00","24:00"]],"fri":[["00:00","24:00"]],"sat":[["00:00","24:00"]],"sun":[["00:00","24:00"]]}}')),
	specs AS (SELECT zone, day, n, j || jsonb_build_object('tz', zone, 'closed_month_day', jsonb_build_array(to_char(day + 2, 'MM-DD')),
		'dates', jsonb_build_object(day - 2, '[]'::jsonb, day + 1, 'fri', day + 3, '[["02:00","02:15"],["21:00","03:00"]]'::jsonb),
		'breaks', jsonb_build_object(day, '[["01:15","01:45"],["23:45","24:00"]]'::jsonb)) AS j FROM changes, patterns)
SELECT zone, day, n, j, t, oracle(j, t) AS open
FROM specs, generate_series(day - 3, day + 4, interval '15 minutes') t;
SELECT zone, day, n, count(*) FILTER (WHERE open) * interval '15 minutes' AS walked,
	bool_and(open = is_open(j::calendar, t)) AS is_open,
	business_time(j::calendar, min(t), max(t) + interval '15 minutes') = count(*) FILTER (WHERE open) * interval '15 minutes' AS business_time,
	(SELECT sum(upper(r) - lower(r)) FROM unnest(open_ranges(j::calendar, tstzrange(min(t), max(t) + interval '15 minutes'))) r)
		= count(*) FILTER (WHERE open) * interval '15 minutes' AS open_ranges
FROM walk GROUP BY zone, day, n, j ORDER BY zone, day, n;
-- and for each start in the walk: due after four open hours
SELECT zone, n, count(*), bool_and(due = walked) AS agree
FROM (SELECT zone, n, business_add(j::calendar, t, '4 hours') AS due,
		nth_value(t + interval '15 minutes', 16) OVER (PARTITION BY zone, day, n ORDER BY t ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS walked
	FROM walk WHERE open) x
WHERE walked IS NOT NULL GROUP BY zone, n ORDER BY zone, n;

-- the server's own time zone code and ours, in every zone, far and wide (without a slash a name may also be an abbreviation to AT TIME ZONE)
CREATE TABLE points AS SELECT timestamptz '1850-01-01' + i * interval '267 days 7 hours 13 minutes 11.5 seconds' AS t FROM generate_series(1, 500) i
	UNION ALL SELECT timestamptz '2500-01-01' + i * interval '907 days 7 hours' FROM generate_series(1, 100) i;
SELECT count(*) > 300 AS many_zones, coalesce(string_agg(name, ' ') FILTER (WHERE NOT agree), 'all agree') AS result
FROM (SELECT name, (SELECT bool_and(is_open(c, t) = ((t AT TIME ZONE name)::time < '12:00' AND extract(isodow FROM t AT TIME ZONE name) < 7)) FROM points) AS agree
	FROM (SELECT name, ('tz ' || name || '; mon-sat 00:00-12:00')::calendar AS c FROM pg_timezone_names WHERE name ~ '/' AND name !~ '^(posix|right)/' OFFSET 0) n) z;

-- ---- algebra ----
SELECT a, b, a & b AS both_open, a | b AS one_open, a - b AS only_first
FROM (VALUES ('tz UTC; mon-fri 09:00-17:00'::calendar, 'tz UTC; mon-wed 12:00-20:00; 2026-10-01 closed; valid 2026-01-01..'::calendar),
	('tz UTC; mon-fri 09:00-17:00; 12-25 closed; 2026-03-02 break 10:00-11:00', 'tz UTC; sat 10:00-14:00; valid ..2030-12-31'),
	('tz UTC; fri 20:00-08:00', 'tz UTC; sat 00:00-24:00'),
	('tz UTC; mon-fri 09:00-17:00; since 2026-07-01; mon-fri 08:00-16:00', 'tz UTC; 24x7')) v(a, b);
SELECT during('tz UTC; mon-fri 09:00-17:00; 2026-05-01 closed; 2026-10-01 closed', '[,2026-07-01)') | during('tz UTC; mon-fri 08:00-16:00; 2026-05-01 closed; 2026-10-02 closed', '[2026-07-01,)') AS versions;
SELECT during(default_calendar('CN', 'mon-fri 09:00-17:00'), '[2026-12-01,2027-01-01)') AS known_outside, during('tz UTC; 24x7', 'empty') AS never;
SELECT bool_and(is_open(a & b, t) = (is_open(a, t) AND is_open(b, t))) AS "&", bool_and(is_open(a | b, t) = (is_open(a, t) OR is_open(b, t))) AS "|",
	bool_and(is_open(a - b, t) = (is_open(a, t) AND NOT is_open(b, t))) AS "-", count(*)
FROM (SELECT DISTINCT zone, day, j::calendar AS a FROM walk WHERE n = 1) x JOIN (SELECT DISTINCT zone, day, j::calendar AS b FROM walk WHERE n = 2) y USING (zone, day)
	JOIN (SELECT zone, day, t FROM walk WHERE n = 1) t USING (zone, day);
SELECT 'tz UTC; 24x7'::calendar & 'tz Europe/Berlin; 24x7';
SELECT 'tz UTC; 24x7; valid ..2025-12-31'::calendar | 'tz UTC; 24x7; valid 2026-01-01..';
SELECT 'tz UTC; fri 20:00-08:00'::calendar - 'tz UTC; 02-29 09:00-10:00';
SELECT during('tz UTC; 24x7', '[20000-01-01,)');

-- ---- binary ----
SELECT bool_and(calendar_send(c::text::calendar) = calendar_send(c)) AS same_bytes FROM forms;
SELECT calendar_send('tz UTC; mon 9-17');
DROP TABLE forms, walk, points;
DROP FUNCTION oracle, holds, owned;
-- an afternoon written by the clock of twelve hours, and a ready-made calendar as a text
SELECT 'tz Asia/Shanghai; mon-fri 9:00-12:00 1:30-6:00'::calendar;
SELECT 'CN'::calendar;

-- words that people write
SELECT x, x::calendar FROM unnest(ARRAY['时区 Asia/Shanghai；工作日 9-18；10-01..10-07 放假', 'tz UTC; working days 9-17; holiday 12-25, 2026-04-06; 2026-04-03 holiday', 'tz UTC; 7x24', 'tz UTC; daily 9-17; closed 2026-04-03..2026-04-06']) x;
DO $$
DECLARE
  q text; state text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY['tz UTC; mon-fri 9-18; break 12:00-13:30', 'tz UTC; 工作日 9-18; 午休 12:00-13:30', 'Asia/Shanghai mon-fri 9-18', 'UTC+8; mon-fri 9-18', 'tz UTC; mon-fri 9-18; 2026/10/01 closed', 'tz UTC; closed someday'] LOOP
    BEGIN
      PERFORM q::calendar;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE INFO '% % | %', state, detail, hint;
    END;
  END LOOP;
END $$;

-- pauses and periods as people write them: local time of the calendar, in whatever session
SET timezone = 'America/New_York';
SELECT due_at(default_calendar('CN'), '2026-03-02', '4 business hours', '{[2026-03-02 10:00,2026-03-02 11:00),["2026-03-02 03:00Z",2026-03-02 12:00)}') = timestamptz '2026-03-02 16:30+08' AS due,
  due_at(default_calendar('CN'), '2026-03-02', '4 business hours', '｛［2026-03-02 10:00，2026-03-02 11:00）｝') = timestamptz '2026-03-02 15:30+08' AS wide,
  due_at(default_calendar('CN'), timestamptz '2026-03-02 09:00+08', '4 business hours', '{}') = timestamptz '2026-03-02 14:30+08' AS none,
  business_time(default_calendar('CN'), date '2026-03-02', date '2026-03-03', '{[2026-03-02 10:00,2026-03-02 11:00)}') AS day,
  business_seconds(default_calendar('CN'), '2026-03-02', '2026-03-03', '{(,2026-03-02 11:00)}') AS seconds,
  open_ranges('tz Asia/Shanghai; mon-fri 9-18', '[2026-03-02,2026-03-03)') = '{[2026-03-02 09:00+08,2026-03-02 18:00+08)}'::tstzmultirange AS open,
  breach_at(default_calendar('CN'), '2026-03-02', '4 business hours', NULL) IS NULL AS null;
SELECT due_at(default_calendar('CN'), '2026-03-02', '4 business hours', '{[2026-03-02 10:00,soon)}');
SELECT due_at(default_calendar('CN'), '2026-03-02', '4 business hours', '2026-03-02 10:00');
SELECT due_at(default_calendar('CN'), '2026-03-02', '4 business hours', '{[2026-03-02 12:00,2026-03-02 10:00)}');
SELECT num_events(slice(j, '[2026-03-02 10:00+08,2026-03-03Z)')), num_events(slice(j, '[,]')), num_events(slice(j, tstzrange('2026-03-02 02:00Z', '2026-03-03Z'))) FROM (SELECT journey_append(journey_append(NULL, '2026-03-02 10:00+08', 'a'), '2026-03-03Z', 'b') AS j) x;
SELECT slice(journey_append(NULL, '2026-03-02 10:00+08', 'a'), '[2026-03-02,2026-03-03)');
RESET timezone;

-- desks in several zones: the same open instants on another clock, then one calendar by |
CREATE TEMP TABLE desk (hours calendar);
INSERT INTO desk VALUES ('tz Asia/Shanghai; mon-fri 09:00-18:00; 2026-10-01..2026-10-07 closed; 2026-10-10 as fri'), ('tz Europe/Berlin; mon-fri 09:00-17:00; 12-25 closed'),
  ('tz America/New_York; mon-fri 09:00-18:00; sat 20:00-04:00; 4th thu nov closed'), ('tz Australia/Lord_Howe; 24x7'), ('tz Asia/Kolkata; mon-sun 22:00-06:00; 2026-03-04 break 00:00-01:00');
SELECT count(*) AS pairs, bool_and(open_ranges(in_zone(d.hours, z.zone, '[2026-01-01,2028-01-01)'), s.span) = open_ranges(d.hours, s.span)) AS same
FROM desk d, unnest(ARRAY['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata']) AS z(zone),
  LATERAL (SELECT tstzrange('2026-01-01'::timestamp AT TIME ZONE z.zone, '2028-01-01'::timestamp AT TIME ZONE z.zone) AS span) s
WHERE NOT (z.zone = 'Europe/Berlin' AND d.hours::text LIKE '%Kolkata%');
SELECT in_zone(hours, 'UTC', '[2026-01-01,2027-01-01)') FROM desk WHERE hours::text LIKE '%Berlin%';
SELECT range_agg(open) = open_ranges((SELECT in_zone(a.hours, 'UTC', '[2026-01-01,2028-01-01)') | in_zone(b.hours, 'UTC', '[2026-01-01,2028-01-01)') | in_zone(c.hours, 'UTC', '[2026-01-01,2028-01-01)')
    FROM (SELECT hours FROM desk LIMIT 1) a, (SELECT hours FROM desk LIMIT 1 OFFSET 1) b, (SELECT hours FROM desk LIMIT 1 OFFSET 2) c), '[2026-01-01Z,2028-01-01Z)') AS union_is_any
FROM (SELECT unnest(open_ranges(hours, '[2026-01-01Z,2028-01-01Z)')) AS open FROM (SELECT hours FROM desk LIMIT 3) d) o;
-- what is only known provisionally stays so; limits and refusals
SELECT is_known(in_zone(c, 'UTC', '[2026-12-01,2027-03-01)'), '2026-12-29 12:00Z') AS known, is_known(in_zone(c, 'UTC', '[2026-12-01,2027-03-01)'), '2027-01-05 12:00Z') AS provisional
FROM (SELECT provisional(default_calendar('CN')) AS c) x;
SELECT in_zone('tz Asia/Shanghai; mon-fri 9-18', 'CST', '[2026-01-01,2027-01-01)');
SELECT in_zone('tz Asia/Shanghai; mon-fri 9-18', 'UTC', '[2026-01-01,)');
SELECT in_zone('tz UTC; sun 06:30-12:00', 'America/New_York', '[2026-10-31,2026-11-03)');
SELECT in_zone(default_calendar('CN'), 'UTC', '[2026-01-01,2030-01-01)');
-- hours in Chinese; a clock of twelve hours is told of ours
SELECT c::calendar FROM unnest(ARRAY['tz Asia/Shanghai; 周一到周五 9点-18点', 'tz Asia/Shanghai；周一至周五 9点半至12点，13时30分到18时；周六 10點到14點5分']) c;
SELECT 'tz UTC; mon-fri 9点-5点'::calendar;
SELECT 'tz UTC; mon-fri 9点60分-18点'::calendar;
SELECT 'tz UTC; mon-fri 9am-6pm'::calendar;
SELECT 'tz UTC; mon-fri 上午9点-下午6点'::calendar;

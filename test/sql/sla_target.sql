-- targets and deadlines
SET search_path = public, csq, csq_internal;
SET timezone = 'Asia/Shanghai';
\set SHOW_CONTEXT never

SELECT t, t::sla_target, target_unit(t::sla_target), target_amount(t::sla_target)
FROM unnest(ARRAY['4 business hours', '90 business minutes', '1.5 business hours', '1 working day', '3 business days', '15 calendar days', '8 calendar weeks', '1 calendar month',
	'10 minutes', '72 hours', '30 seconds', '1h 30min', '2 business hours 15 minutes', '0.25 seconds', '0 business hours']) t;
SELECT '1 day'::sla_target;
SELECT '2 weeks'::sla_target;
SELECT '2 business weeks'::sla_target;
SELECT '-4 business hours'::sla_target;
SELECT '1.5 business days'::sla_target;
SELECT '4 business hours 2 hours elapsed'::sla_target;
SELECT '2000000 hours'::sla_target;
SELECT 'soon'::sla_target;
SELECT '90 business minutes'::sla_target = '1.5 business hours' AS same, '90 business minutes'::sla_target <> '90 minutes' AS differ, '0 hours'::sla_target = '0 business hours' AS not_same;
SELECT count(*) FROM (SELECT t FROM unnest('{1 hour,60 minutes,1 business hour}'::sla_target[]) t GROUP BY t) g;
SELECT sla_target_send('4 business hours');

-- ---- due and breach ----
SELECT 'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-10-01..2026-10-07 closed; 2026-10-10 as fri' AS c \gset
SELECT start, target, due_at(:'c', start, target::sla_target), breach_at(:'c', start, target::sla_target)
FROM unnest(ARRAY['2026-09-30 10:30', '2026-09-30 19:00', '2026-10-03 10:00']::timestamptz[]) start,
	unnest(ARRAY['0 business hours', '4 business hours', '390 business minutes', '0 hours', '10 minutes', '72 hours', '0 business days', '3 business days', '0 calendar days', '15 calendar days', '2 calendar weeks', '1 calendar month']) target;

-- a target that ends exactly at closing: due at closing, exceeded from the next opening on
SELECT due_at(:'c', '2026-09-25 14:00', '4 business hours'), breach_at(:'c', '2026-09-25 14:00', '4 business hours'),
	business_time(:'c', '2026-09-25 14:00', '2026-09-27 20:00') <= '4 hours' AS a_reply_on_sunday_is_in_time;

-- 15 working days in China
SELECT due_at(default_calendar('CN'), '2025-09-26 10:00', '15 business days');
-- received on a closed day or after closing: the day of receipt does not count anyway
SELECT start, due_at(:'c', start, '1 business day') FROM unnest(ARRAY['2026-09-29 10:00', '2026-09-29 20:00', '2026-10-03 10:00']::timestamptz[]) start;
-- months are clamped to the last day
SELECT due_at(:'c', '2026-01-31 10:00', '1 calendar month'), due_at(:'c', '2024-01-31 10:00', '1 calendar month');

-- ---- pauses ----
SELECT target, p, due_at(:'c', '2026-09-28 10:00', target::sla_target, p), breach_at(:'c', '2026-09-28 10:00', target::sla_target, p)
FROM unnest(ARRAY['4 business hours', '10 hours', '2 business days', '2 calendar days']) target,
	unnest(ARRAY['{}', '{[2026-09-28 11:00,2026-09-29 11:00)}', '{[2026-09-28 19:00,2026-09-28 20:00)}', '{[2026-09-29 17:00,2026-10-09 10:00)}', '{(,2026-09-28 14:00)}',
		'{[2026-09-28 11:00,)}', '{[2026-12-01,)}', '{[2026-09-28 11:00,2026-09-28 11:00]}']::tstzmultirange[]) p;
-- a pause that ends where the target does
SELECT due_at(:'c', '2026-09-28 10:00', '1 business hour', '{[2026-09-28 11:00,2026-09-28 15:00)}'), breach_at(:'c', '2026-09-28 10:00', '1 business hour', '{[2026-09-28 11:00,2026-09-28 15:00)}');

-- ---- limits ----
SELECT due_at(default_calendar('CN'), '2026-12-30 10:00', '3 business days');
SELECT due_at(default_calendar('CN'), '2026-12-30 10:00', '3 calendar days') AS needs_no_hours;
SELECT due_at('tz UTC', '2026-12-30 10:00', '1 business second');
SELECT due_at(:'c', 'infinity', '1 business hour');
SELECT due_at(:'c', '294276-12-31 10:00', '1 calendar month');
SELECT due_at(:'c', '294276-12-31 10:00', '1000 hours');
SELECT due_at(NULL::calendar, now(), '1 hour') IS NULL AND due_at(:'c', NULL, '1 hour') IS NULL AND due_at(:'c', now(), NULL) IS NULL AS strict;

-- ---- a generated column, and the elapsed time up to each deadline is the target ----
CREATE TABLE cases (id int PRIMARY KEY, opened_at timestamptz NOT NULL, target sla_target NOT NULL,
	due timestamptz GENERATED ALWAYS AS (csq.due_at('tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-10-01..2026-10-07 closed; 2026-10-10 as fri', opened_at, target)) STORED);
CREATE INDEX ON cases (due);
INSERT INTO cases SELECT i, timestamptz '2026-09-01' + i * interval '37 minutes', (array['4 business hours', '90 business minutes', '16 business hours']::sla_target[])[1 + i % 3] FROM generate_series(1, 2000) i;
SELECT target, count(*), bool_and(business_seconds(:'c', opened_at, due) = target_amount(target)) AS exact, min(due), max(due) FROM cases GROUP BY target ORDER BY target_amount(target);
SELECT bool_and(due = due_at(:'c', opened_at, target)) FROM cases;
DROP TABLE cases;

-- A workspace whose names and texts want to be something else: markup, quotes, templates, control characters, prototypes.
SELECT csq.create_workspace('we"ird \ '';:x --', '{"tenant":"o''t \\ </script><script>pwned=1</script>","calendar":"tz Asia/Tokyo; 24x7"}') \g /dev/null
SET search_path = "we""ird \ ';:x --", csq, public;
UPDATE setting SET as_of = '2026-03-20 12:00+09', funnel = '"</script><script>pwned=1</script>" -> "{b}|{a|x}"; within 7d';
ALTER TABLE complaint ALTER tenant SET DEFAULT E'o''t \\ </script><script>pwned=1</script>';
ALTER TABLE complaint_event ALTER tenant SET DEFAULT E'o''t \\ </script><script>pwned=1</script>';
ALTER TABLE survey ALTER tenant SET DEFAULT E'o''t \\ </script><script>pwned=1</script>';
ALTER TABLE touch ALTER tenant SET DEFAULT E'o''t \\ </script><script>pwned=1</script>';
ALTER TABLE target ALTER tenant SET DEFAULT E'o''t \\ </script><script>pwned=1</script>';
CREATE TEMP TABLE bad AS SELECT row_number() OVER () AS i, name FROM (VALUES ('</script><script>pwned=1</script>'), ('<img src=x onerror=pwned=1>'), ('"''`&amp;<b>'), ('__proto__'), ('constructor'), ('{b}: {c} {a|x}'),
  (E'two\nlines\ttab'), (U&'\202Eright to left\2066'), (U&'line\2028separator'), ('<!--'), (']]>'), ('${pwned=1}'), ('名称“引号”'), (repeat('long ', 80)), (' '), ('toString')) AS v(name);
INSERT INTO complaint (complaint_id, received_at, channel, product, category, text)
SELECT b.name || ' ' || k, timestamptz '2026-01-10 09:00+09' + (k * 7919 % 1600) * interval '1 hour', b.name, b.name, b.name, b.name FROM bad AS b, generate_series(1, 20) AS k;
INSERT INTO complaint_event (complaint_id, stage, at, event)
SELECT b.name || ' ' || k, s.stage, timestamptz '2026-01-10 09:00+09' + (k * 7919 % 1600) * interval '1 hour' + s.minutes * (k % 5 + 1) * interval '1 minute', 'stop' FROM bad AS b, generate_series(1, 20) AS k, (VALUES ('response', 20), ('resolution', 1200)) AS s(stage, minutes)
WHERE k % 4 > 0 AND (k * 7919 % 1600) < 1500;
INSERT INTO survey (question, score, answered_at) SELECT q.question, CASE q.question WHEN 'nps' THEN k % 11 ELSE k % 5 + 1 END, timestamptz '2026-01-10 09:00+09' + k * interval '4 hours' FROM generate_series(1, 400) AS k, (VALUES ('nps'), ('csat')) AS q(question);
INSERT INTO touch (case_id, at, touchpoint, channel, emotion)
SELECT k, timestamptz '2026-02-01 09:00+09' + k * interval '1 hour' + b.i * interval '10 minutes', b.name, b.name, (b.i % 7 - 3)::float8 FROM bad AS b, generate_series(1, 60) AS k WHERE (k + b.i * 7) % 5 < 3;
INSERT INTO target (target_id, metric, kind, value, baseline_from, baseline_until, now_from) SELECT name, 'nps', 'points', 5, '2026-01-01', '2026-02-01', '2026-02-01' FROM bad;

-- two tenants who must not see each other
SELECT csq.create_workspace('shared', '{"tenant":"north","row_security":true}'), csq.add_tenant('shared', '{"tenant":"south"}') \g /dev/null
CREATE ROLE reader_north LOGIN;
GRANT USAGE ON SCHEMA shared TO reader_north;
GRANT SELECT ON ALL TABLES IN SCHEMA shared TO reader_north;
INSERT INTO shared.tenant_access VALUES ('reader_north', 'north');
INSERT INTO shared.complaint (tenant, complaint_id, received_at, category)
SELECT t.name, k, now() - k * interval '5 hours', 'of the ' || t.name FROM generate_series(1, 200) AS k, (VALUES ('north'), ('south')) AS t(name);

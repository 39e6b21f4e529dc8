-- Links of complaints in a workspace: what each repeats, and whose text it is again, against all pairs.
SET search_path = public, csq;
SET timezone = 'America/New_York';
SET client_min_messages = warning;
SELECT create_workspace('flat', '{"languages":"en"}') <> '' AS made, create_workspace('timed', '{"languages":"en","partition_by_time":true}') <> '' AS timed;
SELECT add_tenant('flat', '{"tenant":"shop","languages":"en"}'), add_tenant('timed', '{"tenant":"shop","languages":"en"}');
SELECT add_partitions('timed', '2026-03-01', '2026-05-01') AS partitions;
CREATE FUNCTION words_of(seed int, n int) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(substr(md5(seed || 'w' || i), 1, 5), ' ' ORDER BY i) FROM generate_series(1, n) i $$;
-- texts of forty stories told in other words at the end, by 30 customers, blank and unknown ones among them, in both tenants
CREATE TABLE links_came AS SELECT (ARRAY['main', 'shop'])[i % 2 + 1] AS tenant, 'x' || lpad(i::text, 4, '0') AS complaint_id, timestamptz '2026-03-01 00:00Z' + (i - i % 3) * interval '73 minutes' AS received_at,
  CASE WHEN i % 17 = 0 THEN NULL WHEN i % 23 = 0 THEN ' ' ELSE 'k' || i * 7 % 29 END AS customer_id, CASE WHEN i % 19 > 0 THEN (ARRAY['fees', 'delay', 'app'])[i % 3 + 1] END AS category,
  CASE WHEN i % 31 = 0 THEN NULL WHEN i % 37 = 0 THEN '!?' ELSE words_of(i * i % 41, 14) || ' ' || coalesce(words_of(1000 + i * 5 % 67, i % 6), '') END AS text
FROM generate_series(1, 900) i;
-- and what everybody says, in fewer than ten characters and in ten
UPDATE links_came SET text = (ARRAY['你好', 'hello', '退款没有到账', 'refund me', 'refund me!', '没有人来修路灯啊啊啊'])[1 + i % 6] FROM (SELECT i FROM generate_series(700, 760) i) s WHERE complaint_id = 'x' || lpad(i::text, 4, '0');
UPDATE links_came SET customer_id = 'k' || i % 3, text = words_of(i % 5, 14), received_at = timestamptz '2026-03-30 00:00Z' + i * interval '40 minutes' FROM (SELECT i FROM generate_series(800, 860) i) x WHERE complaint_id = 'x' || lpad(i::text, 4, '0');
CREATE PROCEDURE fill_links(w text, only_where text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE %1$I.setting SET as_of = ''2026-05-01 00:00Z'', repeat_within = ''20 days''', w);
  EXECUTE format('INSERT INTO %1$I.complaint (tenant, complaint_id, received_at, customer_id, category, text) SELECT * FROM links_came WHERE %2$s', w, only_where);
END $$;
CALL fill_links('flat', 'true');
-- every pair, by the definition
CREATE FUNCTION links_by_pairs() RETURNS TABLE (tenant text, complaint_id text, repeat_of text, duplicate_of text, similarity float8, same_customer bool) LANGUAGE sql SET timezone = 'UTC' AS $$
  WITH c AS MATERIALIZED (SELECT c.tenant, c.complaint_id, c.received_at, nullif(btrim(c.customer_id), '') AS customer_id, c.category, c.text, signature(c.text) AS sig FROM flat.v_complaint c),
  d AS (SELECT DISTINCT ON (x.tenant, x.complaint_id) x.tenant, x.complaint_id, y.complaint_id AS other, similarity(x.sig, y.sig) AS s, x.customer_id = y.customer_id AS same
    FROM c x JOIN c y ON y.tenant = x.tenant AND (y.received_at, y.complaint_id) < (x.received_at, x.complaint_id) AND similarity(x.sig, y.sig) >= 0.7 AND (length(x.text) >= 10 OR x.customer_id = y.customer_id)
      AND x.received_at - y.received_at <= CASE WHEN x.customer_id = y.customer_id THEN interval '1 day' ELSE interval '7 days' END
    ORDER BY x.tenant, x.complaint_id, (x.customer_id = y.customer_id) IS NOT TRUE, y.received_at, y.complaint_id),
  r AS (SELECT v.tenant, v.next_id AS complaint_id, v.complaint_id AS other FROM flat.v_repeat_case v WHERE v.repeated)
  SELECT c.tenant, c.complaint_id, r.other, d.other, d.s, d.same FROM c LEFT JOIN d USING (tenant, complaint_id) LEFT JOIN r USING (tenant, complaint_id) $$;
CREATE FUNCTION links_differing(w text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE n bigint; m bigint; BEGIN
  EXECUTE format('SELECT count(*) FROM ((SELECT tenant, complaint_id, repeat_of, duplicate_of, similarity, same_customer FROM %1$I.complaint_link EXCEPT ALL SELECT * FROM links_by_pairs()) UNION ALL
    (SELECT * FROM links_by_pairs() EXCEPT ALL SELECT tenant, complaint_id, repeat_of, duplicate_of, similarity, same_customer FROM %1$I.complaint_link)) x', w) INTO n;
  EXECUTE format('SELECT count(*) FROM %I.complaint_link', w) INTO m;
  RETURN m || ' linked, differing: ' || n; END $$;
SET client_min_messages = notice;
CALL flat.link_complaints(400);
SELECT links_differing('flat');
SELECT tenant, count(*), count(repeat_of) AS repeats, count(duplicate_of) AS duplicates, count(*) FILTER (WHERE same_customer) AS same, count(*) FILTER (WHERE duplicate_of IS NOT NULL AND same_customer IS NULL) AS unknown,
  count(*) FILTER (WHERE similarity < 1) AS changed, count(*) FILTER (WHERE signature IS NULL) AS no_text FROM flat.complaint_link GROUP BY 1 ORDER BY 1;
-- again: nothing to do, nothing changed
CREATE TABLE links_before AS SELECT l.xmin::text AS written, l.* FROM flat.complaint_link l;
CALL flat.link_complaints();
SELECT count(*) AS n, count(*) FILTER (WHERE l.xmin::text = b.written) AS untouched FROM flat.complaint_link l FULL JOIN links_before b USING (tenant, complaint_id);
-- in batches of any size, in a workspace by time, in another order of arrival: the same
SET client_min_messages = warning;
CALL fill_links('timed', $$complaint_id ~ '[3-7]$' AND received_at < '2026-04-10Z'$$);
CALL timed.link_complaints(37);
CALL fill_links('timed', $$complaint_id ~ '[0-2]$' OR complaint_id ~ '[3-7]$' AND received_at >= '2026-04-10Z'$$);
CALL timed.link_complaints(150);
CALL fill_links('timed', $$complaint_id ~ '[89]$'$$);
CALL timed.link_complaints(11);
SELECT links_differing('timed');
-- what was changed or deleted
CREATE PROCEDURE alter_links(w text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE %1$I.complaint SET text = words_of(3, 14) WHERE complaint_id ~ ''[17]5$''', w);
  EXECUTE format('UPDATE %1$I.complaint SET received_at = received_at - interval ''9 days'' WHERE complaint_id ~ ''44$''', w);
  EXECUTE format('UPDATE %1$I.complaint SET customer_id = ''k1'' WHERE complaint_id ~ ''62$''', w);
  EXECUTE format('UPDATE %1$I.complaint SET text = NULL WHERE complaint_id ~ ''29$''', w);
  EXECUTE format('DELETE FROM %1$I.complaint WHERE complaint_id ~ ''[38]1$''', w);
  EXECUTE format('INSERT INTO %1$I.complaint_label (tenant, complaint_id, labeller, category) SELECT tenant, complaint_id, ''person'', ''app'' FROM %1$I.complaint WHERE complaint_id ~ ''[05]6$''', w);
END $$;
CALL alter_links('flat');
CALL alter_links('timed');
SELECT count(*) AS without_those_deleted FROM flat.complaint_link;
CALL flat.link_complaints();
CALL timed.link_complaints(100);
SELECT links_differing('flat'), links_differing('timed');

-- the views: shares add up to those of the rows, kinds, groups of three customers by hand
SELECT v.tenant, v.month, sum(v.hits) AS hits, sum(v.trials) AS trials, min(o.hits) AS by_rows, min(o.trials) AS trials_by_rows
FROM flat.v_duplicate v JOIN (SELECT p.tenant, date_trunc('month', c.received_at AT TIME ZONE 'UTC')::date AS month, count(p.duplicate_of) AS hits, count(signature(c.text)) AS trials FROM links_by_pairs() p JOIN flat.complaint c USING (tenant, complaint_id) GROUP BY 1, 2) o USING (tenant, month)
GROUP BY 1, 2 ORDER BY 1, 2;
SELECT kind, count(*), min(seconds_after) >= 0 AS after, max(seconds_after) / 3600 AS hours, min(similarity) >= 0.7 AS alike FROM flat.v_duplicate GROUP BY 1 ORDER BY 1;
SELECT count(*) AS groups, max(n) AS largest, max(customers) AS customers, max(last_at - first_at) <= interval '8 days' AS within FROM flat.v_collective;
SELECT create_workspace('hand', '{"languages":"en"}') <> '' AS made;
INSERT INTO hand.complaint (complaint_id, received_at, customer_id, text)
SELECT id, timestamptz '2026-03-01 00:00Z' + h * interval '1 hour', k, t FROM (VALUES
  ('a', 0, 'anna', 'the lift of house seven has been out of order since Monday, and nobody comes'), ('b', 2, 'anna', 'The lift of house seven has been out of order since Monday and nobody comes!'),
  ('c', 5, 'ben', 'the lift of house seven has been out of order since Monday, and nobody comes.'), ('d', 6, 'ben', 'the lift of house seven has been out of order since Monday, and nobody comes'),
  ('e', 100, NULL, 'the lift of house seven has been out of order since Monday, and nobody comes'), ('f', 168, 'carl', 'the lift of house seven has been out of order since Monday, and nobody comes'),
  ('g', 169, 'dora', 'the lift of house seven has been out of order since Monday, and nobody comes'), ('h', 30, 'anna', 'a bill for water that I never had'), ('i', 40, 'emil', 'a bill for water that I never had'), ('j', 400, 'anna', 'something else')) v(id, h, k, t);
CALL hand.link_complaints();
SELECT complaint_id, repeat_of, duplicate_of, kind, seconds_after / 3600 AS hours, hits, trials FROM hand.v_duplicate ORDER BY 1;
SELECT complaint_id, n, customers, first_at AT TIME ZONE 'UTC' AS first_at, last_at AT TIME ZONE 'UTC' AS last_at, text FROM hand.v_collective;
UPDATE hand.setting SET as_of = '2026-03-03 00:00Z';
SELECT count(*) AS not_yet FROM hand.v_collective;

-- a text that comes very often: each copy finds one, of each day fifty are candidates
INSERT INTO hand.complaint (complaint_id, received_at, customer_id, text) SELECT 'm' || lpad(i::text, 5, '0'), timestamptz '2026-02-01 00:00Z' + i * interval '1 minute', 'k' || i, words_of(7, 20) FROM generate_series(0, 2999) i;
CALL hand.link_complaints(700);
SELECT count(*), count(duplicate_of) AS linked, count(DISTINCT duplicate_of) AS to_so_many, count(keys) AS candidates FROM hand.complaint_link WHERE complaint_id ~ '^m';

-- a condition on the month goes down to the rows of the complaints
SELECT count(*) FILTER (WHERE complaint_id ~ '^m') > 2000 AS many, count(*) AS n FROM hand.v_duplicate WHERE received_at < '2026-03-01Z';
CREATE FUNCTION partitions_of(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE line text; n bigint := 0; BEGIN FOR line IN EXECUTE 'EXPLAIN ' || query LOOP n := n + (line ~ ' on complaint_(2|other)[0-9_]* ')::int; END LOOP; RETURN n; END $$;
ANALYZE;
SELECT partitions_of('SELECT * FROM timed.v_duplicate') AS of_all, partitions_of($$SELECT sum(hits) FROM timed.v_duplicate WHERE received_at >= '2026-04-02Z' AND received_at < '2026-04-20Z'$$) AS of_april,
  partitions_of($$SELECT * FROM timed.v_collective WHERE first_at >= '2026-04-02Z' AND first_at < '2026-04-20Z'$$) AS of_groups;
-- an earlier workspace gets it
DROP TABLE hand.complaint_link CASCADE;
SELECT upgrade_workspace('hand');
CALL hand.link_complaints();
SELECT count(*), count(duplicate_of) FROM hand.complaint_link;
-- a greeting of different customers is no collective complaint, of one customer a duplicate
INSERT INTO hand.complaint (complaint_id, received_at, customer_id, text) SELECT 'g' || i, timestamptz '2026-02-20 00:00Z' + i * interval '9 minutes', 'g' || i / 2, '您好！' FROM generate_series(1, 6) i;
CALL hand.link_complaints();
SELECT complaint_id, duplicate_of, same_customer FROM hand.complaint_link WHERE complaint_id ~ '^g' ORDER BY 1;
-- what cannot be meant
\set SHOW_CONTEXT never
SELECT link_batch('public');
SELECT link_batch(NULL);
SELECT link_batch('hand', 0);
CALL hand.link_complaints(0);
SELECT drop_workspace('flat') <> '' AS dropped, drop_workspace('timed') <> '' AS timed, drop_workspace('hand') <> '' AS hand;
DROP TABLE links_came, links_before;

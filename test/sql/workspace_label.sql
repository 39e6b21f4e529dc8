-- Labels in a workspace: what is worth one, who said what, agreement and cost, training, history anew.
SET search_path = public, csq;
SELECT create_workspace('service', '{"languages":"en"}');
UPDATE service.setting SET as_of = '2026-07-01 00:00Z';
INSERT INTO service.complaint (complaint_id, received_at, text)
SELECT 'c' || lpad(i::text, 3, '0'), timestamptz '2026-03-01 00:00Z' + i * interval '1 hour',
  (ARRAY['zorp blen the quux ', 'fnord wibble a gronk ', 'too slow, I waited for hours '])[i % 3 + 1] || (ARRAY['kappa', 'lomb', 'mirk', 'nold'])[i % 4 + 1] || ' ' || i FROM generate_series(0, 299) i;
SELECT complaint_id, why FROM next_to_label('service', 3, 'anna');
-- two labellers get different ones; asked again, the same
SELECT count(*) AS both, count(DISTINCT complaint_id) AS different FROM (SELECT complaint_id FROM next_to_label('service', 20, 'anna') UNION ALL SELECT complaint_id FROM next_to_label('service', 20, 'ben')) x;
SELECT (SELECT array_agg(complaint_id) FROM next_to_label('service', 20, 'anna')) = (SELECT array_agg(complaint_id) FROM next_to_label('service', 20, 'anna')) AS the_same;
-- what is said counts at once, and is asked no more
SELECT label('service', 'c000', 'zorps', 'anna') AS known, label('service', 'c003', 'zorps', 'anna', cost => 0.5) AS known_now;
SELECT complaint_id, category FROM service.v_complaint WHERE complaint_id IN ('c000', 'c003') ORDER BY 1;
SELECT count(*) FILTER (WHERE complaint_id IN ('c000', 'c003')) AS said, count(*) FROM next_to_label('service', 300, 'anna');
-- a category of the lexicon is known; nobody can tell is an answer too
SELECT label('service', 'c002', (SELECT max(e.label) FROM service.setting, lexicon_entries(lexicon) e WHERE e.axis = 'category'), 'ben') AS known;
SELECT label('service', 'c001', NULL, 'ben') AS known;
SELECT complaint_id, category FROM service.v_complaint WHERE complaint_id = 'c001';
-- said again: the last counts, the cost adds up
SELECT label('service', 'c003', 'zorps', 'ben', cost => 1), label('service', 'c003', 'fnords', 'anna', cost => 0.25);
SELECT labelled_by, category, cost FROM service.label_given WHERE complaint_id = 'c003' ORDER BY 1;
SELECT category, labelled_by FROM service.complaint_label WHERE complaint_id = 'c003' AND labeller = 'person';
SELECT label('service', 'c003', 'zorps', 'anna');
-- the severity that was said stays until another is said
SELECT label('service', 'c006', 'zorps', 'anna', severity => 'major'), label('service', 'c006', 'zorps', 'ben'), label('service', 'c006', 'fnords', 'anna');
SELECT category, severity FROM service.v_complaint WHERE complaint_id = 'c006';
SELECT labelled_by, severity FROM service.label_given WHERE complaint_id = 'c006' ORDER BY 1;
SELECT label('service', 'c006', 'fnords', 'ben', severity => 'urgent');
SELECT severity FROM service.v_complaint WHERE complaint_id = 'c006';
DELETE FROM service.label_given WHERE complaint_id = 'c006';
DELETE FROM service.complaint_label WHERE complaint_id = 'c006' AND labeller = 'person';
-- a language model, right in 9 of 10
SELECT count(label('service', 'c' || lpad(i::text, 3, '0'), CASE WHEN i % 10 = 9 THEN 'fnords' ELSE (ARRAY['zorps', 'fnords', 'slow'])[i % 3 + 1] END, 'gpt', 'outside', 0.001)) FROM generate_series(0, 149) i;
-- people look at some of the same
SELECT count(label('service', 'c' || lpad(i::text, 3, '0'), (ARRAY['zorps', 'fnords', 'slow'])[i % 3 + 1], 'ben', cost => 1)) FROM generate_series(0, 59) i;
SELECT labeller, labelled_by, n, unknown, costed, cost::numeric(8, 3), cost_each::numeric(8, 4), hits, trials, rate::numeric(4, 3), rate_lo::numeric(4, 3), rate_hi::numeric(4, 3), kappa::numeric(4, 3) FROM service.v_label_source ORDER BY 1, 2;
-- the same by hand
SELECT count(*) FILTER (WHERE p.category = o.category) AS hits, count(*) AS trials FROM service.label_given p JOIN service.label_given o USING (complaint_id)
WHERE p.labeller = 'person' AND o.labelled_by = 'gpt' AND p.category IS NOT NULL AND o.category IS NOT NULL;
-- what others have labelled, for agreement
SELECT count(*) AS n, count(*) FILTER (WHERE g.complaint_id IS NULL) AS not_labelled, bool_and(x.why = 'labelled by another') AS why FROM next_to_label('service', 5, 'carl', true) x LEFT JOIN service.label_given g ON g.complaint_id = x.complaint_id AND g.labeller = 'person';

-- labelling history anew right after intake changes nothing
CALL service.relabel(1000);
SELECT num_done, total, progress, num_changed, finished_at IS NOT NULL AS finished FROM service.v_relabel;
-- a model, and history by it
SELECT tenant, num_texts, num_labels, accuracy > 0.8 AS good, outcome FROM retrain('service');
SELECT tenant, num_texts FROM service.label_model;
SELECT (SELECT model FROM service.setting) = (SELECT model FROM service.label_model) AS in_use;
CALL service.relabel(100);
SELECT num_done, total, num_changed FROM service.v_relabel;
SELECT labeller, count(*), count(*) FILTER (WHERE category = (ARRAY['zorps', 'fnords', 'slow'])[substr(complaint_id, 2)::int % 3 + 1]) > 280 AS right_mostly FROM service.complaint_label WHERE labeller = 'model' GROUP BY 1;
-- what people said stayed
SELECT category FROM service.complaint_label WHERE complaint_id = 'c003' AND labeller = 'person';
-- ended in the middle: the next call goes on
SELECT num_done, total, finished FROM relabel_batch('service', 120);
SELECT num_done, total, finished FROM relabel_batch('service', 120, false);
CALL service.relabel(1000);
SELECT num_done, total, num_changed FROM service.v_relabel;
-- nothing under way, nothing begun
SELECT num_done, total, finished FROM relabel_batch('service', 120, false);
-- without a lexicon and a model there is nothing to say
UPDATE service.setting SET lexicon = NULL, model = NULL;
CALL service.relabel();
SELECT labeller, count(*) FROM service.complaint_label GROUP BY 1 ORDER BY 1;

-- two tenants with the same number
SELECT add_tenant('service', '{"tenant":"shop","languages":"en"}');
INSERT INTO service.complaint (tenant, complaint_id, received_at, text) VALUES ('shop', 'c000', '2026-03-01 00:00Z', 'hello'), ('shop', 's1', '2026-03-01 00:00Z', 'hello');
SELECT label('service', 'c000', 'greeting', 'anna', tenant => 'shop') AS known, label('service', 's1', 'greeting', 'anna') AS known_now;
SELECT tenant, num_texts, num_labels, outcome FROM retrain('service') WHERE tenant = 'shop';
-- what cannot be meant
\set SHOW_CONTEXT never
SELECT label('service', 'c000', 'greeting', 'anna');
SELECT label('service', 'nothing', 'greeting', 'anna');
SELECT label('service', 's1', '', 'anna');
SELECT label('service', 's1', 'x', '');
SELECT label('service', 's1', 'x', 'gpt', 'model');
SELECT label('service', 's1', 'x', 'gpt', 'outside', -1);
SELECT label('public', 's1', 'x', 'anna');
SELECT next_to_label('public');
SELECT next_to_label('service', 0);
SELECT retrain('public');
SELECT relabel_batch('public');
SELECT relabel_batch('service', 0);
SET client_min_messages = warning;
SELECT drop_workspace('service');

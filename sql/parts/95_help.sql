
-- ------------------------------------------------------------------ help ----
--
-- Rows to type against, and which function answers which question.  Everything is made by rule from the row numbers, so that the
-- same question gives the same answer everywhere.

CREATE FUNCTION sample(topic text, OUT id int, OUT customer text, OUT at timestamptz, OUT ended_at timestamptz, OUT due_at timestamptz,
  OUT channel text, OUT activity text, OUT score int, OUT text text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 400
BEGIN ATOMIC
SELECT r.id, r.customer, r.at, r.ended_at, r.due_at, r.channel, r.activity, r.score, r.text
FROM (
  -- 400 complaints of a quarter; those of the last days are still open
  SELECT 'complaints'::pg_catalog.text AS topic, n.i AS id, 'c' OPERATOR(pg_catalog.||) ((n.i OPERATOR(pg_catalog.*) 7) OPERATOR(pg_catalog.%) 150)::pg_catalog.text AS customer,
    t.at, CASE WHEN n.i OPERATOR(pg_catalog.<) 385 THEN t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => 2 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 13) OPERATOR(pg_catalog.%) 90)) END AS ended_at,
    t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => 72) AS due_at,
    (ARRAY['app', 'phone', 'branch', 'wechat']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 5) OPERATOR(pg_catalog.%) 4)] AS channel,
    (ARRAY['fees', 'online_banking', 'service_attitude', 'response_delay', 'refund_return']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) (((n.i OPERATOR(pg_catalog.*) n.i) OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog./) 7)) OPERATOR(pg_catalog.%) 5)] AS activity,
    NULL::pg_catalog.int4 AS score,
    (ARRAY['信用卡年费多收了两次，要求退款', '手机银行一打开就闪退，登录不了', '柜员态度恶劣，让我等了两个小时', 'The app crashes when I log in', 'I was charged twice and nobody answers', '退款申请一个月没有人处理，我要投诉到银保监会']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 5) OPERATOR(pg_catalog.%) 6)] AS text
  FROM pg_catalog.generate_series(1, 400) AS n(i),
    LATERAL (SELECT '2026-01-05 09:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(mins => n.i OPERATOR(pg_catalog.*) 311) AS at) AS t
  UNION ALL
  -- ways of 100 customers: problem, bot, agent, solved; every third comes back
  SELECT 'touches', s.i, 'c' OPERATOR(pg_catalog.||) s.i::pg_catalog.text,
    '2026-03-02 09:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => s.i OPERATOR(pg_catalog.*) 3, mins => s.k OPERATOR(pg_catalog.*) (10 OPERATOR(pg_catalog.+) (s.i OPERATOR(pg_catalog.%) 50))),
    NULL, NULL, (ARRAY['app', 'chat', 'phone', 'phone', 'app']::pg_catalog.text[])[s.k], (ARRAY['problem', 'bot', 'agent', 'solved', 'problem']::pg_catalog.text[])[s.k], NULL, NULL
  FROM (SELECT i.i, k.k FROM pg_catalog.generate_series(1, 100) AS i(i), pg_catalog.generate_series(1, 5) AS k(k)
        WHERE k.k OPERATOR(pg_catalog.<=) CASE WHEN (i.i OPERATOR(pg_catalog.%) 4) OPERATOR(pg_catalog.=) 0 THEN 2 WHEN (i.i OPERATOR(pg_catalog.%) 3) OPERATOR(pg_catalog.=) 0 THEN 5 ELSE 4 END) AS s
  UNION ALL
  -- 600 answers to "would you recommend us", 0 to 10; better in the second half
  SELECT 'answers', n.i, 'c' OPERATOR(pg_catalog.||) n.i::pg_catalog.text, '2026-01-05 12:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => n.i OPERATOR(pg_catalog.*) 4),
    NULL, NULL, (ARRAY['app', 'phone', 'branch']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog.%) 3)], NULL,
    LEAST(10, (3 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 7919) OPERATOR(pg_catalog.%) 9)) OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog./) 301)), NULL
  FROM pg_catalog.generate_series(1, 600) AS n(i)
  UNION ALL
  -- 300 calls of a day: at the time of the offer, answered (due_at) or given up, ended
  SELECT 'calls', n.i, 'c' OPERATOR(pg_catalog.||) (n.i OPERATOR(pg_catalog.%) 120)::pg_catalog.text, t.at,
    t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => CASE WHEN (n.i OPERATOR(pg_catalog.%) 11) OPERATOR(pg_catalog.=) 0 THEN 40 ELSE 180 OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog.%) 240) END),
    CASE WHEN (n.i OPERATOR(pg_catalog.%) 11) OPERATOR(pg_catalog.<>) 0 THEN t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => (n.i OPERATOR(pg_catalog.*) 17) OPERATOR(pg_catalog.%) 45) END,
    'phone', CASE WHEN (n.i OPERATOR(pg_catalog.%) 11) OPERATOR(pg_catalog.=) 0 THEN 'abandoned' ELSE 'answered' END, NULL, NULL
  FROM pg_catalog.generate_series(1, 300) AS n(i),
    LATERAL (SELECT '2026-03-02 09:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => n.i OPERATOR(pg_catalog.*) 95) AS at) AS t
) AS r
WHERE r.topic OPERATOR(pg_catalog.=) csq_internal.one_of(sample.topic, '{complaints,touches,answers,calls}'::pg_catalog.text[], 'sample'::pg_catalog.text)
ORDER BY r.at, r.id;
END;
COMMENT ON FUNCTION sample(text) IS
'Rows to type against: complaints (with text, opened and closed), touches (events of customers), answers (0 to 10), calls (due_at: answered). Made by rule, the same everywhere; columns that a topic does not have are NULL.';

CREATE FUNCTION help(topic text DEFAULT NULL, lang text DEFAULT 'en', OUT topic_name text, OUT question text, OUT call text, OUT example text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100 ROWS 30
BEGIN ATOMIC
WITH v (ord, topic, en, zh, call, example) AS (VALUES
(1, 'sla', 'When is it due?', '什么时候到期？', 'due_at(calendar, start, target)',
 $x$SELECT csq.due_at(csq.default_calendar('CN'), '2026-04-30 17:00', '2 business hours')$x$),
(2, 'sla', 'How much working time has passed?', '过了多少工作时间？', 'business_time(calendar, from, to)',
 $x$SELECT csq.business_time(csq.default_calendar('CN'), '2026-04-30 17:00', '2026-05-06 10:00')$x$),
(3, 'sla', 'Was it in time, and how many were?', '是否按时？按时率是多少？', 'rate_agg(in_time(stopped_at, due_at, as_of))',
 $x$SELECT csq.rate(csq.rate_agg(csq.in_time(ended_at, due_at, '2026-04-01 00:00+08'))) FROM csq.sample('complaints')$x$),
(4, 'sla', 'What is the state of a case with pauses?', '有暂停的工单现在是什么状态？', 'sla_status(clock_agg(at, event), target, calendar, as_of)',
 $x$SELECT s.state, s.due_at FROM csq.sla_status(csq.sla_clock('2026-03-02 09:00+08', NULL), '4 business hours', csq.default_calendar('CN'), '2026-03-02 12:00') AS s$x$),
(5, 'sla', 'How long do cases take, open ones included?', '处理要多久（含未结）？', 'duration_agg(from_at, to_at, as_of)',
 $x$SELECT csq.median(d), csq.quantile(d, 0.9), csq.open_cases(d) FROM (SELECT csq.duration_agg(at, ended_at, '2026-04-01 00:00+08') AS d FROM csq.sample('complaints')) AS x$x$),
(6, 'text', 'What is this complaint about?', '这条投诉说的是什么？', 'classify(lexicon, text, axis)',
 $x$SELECT csq.classify(csq.lexicon_agg(label, phrase, weight, axis, negation), '手机银行一打开就闪退，登录不了', 'cause') FROM csq.default_lexicon('category', 'zh')$x$),
(7, 'text', 'How severe is it, and why?', '有多严重，为什么？', 'severity(lexicon, text)',
 $x$SELECT s.level, s.reasons FROM (SELECT csq.lexicon_agg(label, phrase, weight, axis, negation) AS l FROM csq.default_lexicon('severity', 'zh')) AS x, csq.severity(l, '再不退款我就投诉到银保监会') AS s$x$),
(8, 'text', 'Train a classifier on my own labels', '用自己的标签训练分类器', 'train_agg(label, document)',
 $x$SELECT csq.classify(csq.train_agg(activity, channel || ' ' || activity || ' ' || text), 'app fees 信用卡年费多收了两次') IS NOT NULL FROM csq.sample('complaints')$x$),
(9, 'experience', 'NPS with its interval', 'NPS 及其区间', 'nps(score_agg(score)), nps_lo, nps_hi',
 $x$SELECT csq.nps(s), csq.nps_lo(s), csq.nps_hi(s) FROM (SELECT csq.score_agg(score) AS s FROM csq.sample('answers')) AS x$x$),
(10, 'experience', 'Did NPS rise, really?', 'NPS 真的上升了吗？', 'compare(before, after)',
 $x$SELECT c.difference, c.lo, c.hi, c.p_value FROM (SELECT csq.score_agg(score) FILTER (WHERE id <= 300) AS before, csq.score_agg(score) FILTER (WHERE id > 300) AS after FROM csq.sample('answers')) AS x, csq.compare(before, after) AS c$x$),
(11, 'experience', 'Is the target attained?', '目标达到了吗？', 'assess(baseline, now, metric, kind, target)',
 $x$SELECT a.value, a.verdict FROM (SELECT csq.score_agg(score) FILTER (WHERE id <= 300) AS before, csq.score_agg(score) FILTER (WHERE id > 300) AS after FROM csq.sample('answers')) AS x, csq.assess(before, after, 'nps', 'points', 15) AS a$x$),
(12, 'experience', 'Service level of a hotline', '热线接通水平', 'call_agg(offered_at, answered_at, abandoned_at, ended_at, as_of)',
 $x$SELECT csq.service_level(c, 'abandons_negative', '20 seconds') FROM (SELECT csq.call_agg(at, due_at, CASE WHEN due_at IS NULL THEN ended_at END, CASE WHEN due_at IS NOT NULL THEN ended_at END, '2026-03-03 00:00+08') AS c FROM csq.sample('calls')) AS x$x$),
(13, 'series', 'Complaints by day, and are there more than usual?', '每天多少投诉，是否异常增多？', 'surge(series_agg(bucket))',
 $x$SELECT count(*) FROM (SELECT csq.series_agg((at AT TIME ZONE 'Asia/Shanghai')::date) AS s FROM csq.sample('complaints')) AS x, csq.surge(s) AS r$x$),
(14, 'series', 'Which reasons make most of it?', '哪些原因占大多数？', 'pareto(pareto_agg(reason))',
 $x$SELECT p.* FROM (SELECT csq.pareto_agg(activity) AS s FROM csq.sample('complaints')) AS x, csq.pareto(s) AS p$x$),
(15, 'journey', 'Where do customers get lost?', '客户在哪里流失？', 'stages(funnel_agg(case_id, at, activity, spec))',
 $x$SELECT s.step, s.label, s.reached FROM (SELECT csq.funnel_agg(customer, at, activity, 'problem -> agent -> solved; within 7d') AS f FROM csq.sample('touches')) AS x, csq.stages(f) AS s$x$),
(16, 'journey', 'Who came back after it was solved?', '解决后又回来的是谁？', 'matches(journey_agg(at, activity), pattern)',
 $x$SELECT count(*) FILTER (WHERE csq.matches(j, 'solved ~> problem')) FROM (SELECT csq.journey_agg(at, activity) AS j FROM csq.sample('touches') GROUP BY customer) AS x$x$),
(17, 'journey', 'What does the process look like?', '流程长什么样？', 'process_agg(case_id, at, activity)',
 $x$SELECT e.source, e.target, e.n FROM (SELECT csq.process_agg(customer, at, activity) AS p FROM csq.sample('touches')) AS x, csq.edges(p) AS e ORDER BY 1, 2$x$),
(18, 'journey', 'Which ids are one person?', '哪些账号是同一个人？', 'identity_agg(a, b), person(graph, id)',
 $x$SELECT csq.person(csq.identity_agg(a, b), 'phone 1') FROM (VALUES ('phone 1', 'card 9'), ('card 9', 'wechat x')) AS v(a, b)$x$),
(19, 'journey', 'How many come back, week by week?', '每周有多少人回来？', 'retention(retention_agg(who, at), as_of, unit, zone)',
 $x$SELECT r.cohort, r.n, r.observed, r.came, r.pending, r.rate FROM (SELECT csq.retention_agg(customer, at) AS s FROM csq.sample('touches')) AS x, csq.retention(s, '2026-03-30', 'week', 'Asia/Shanghai') AS r$x$),
(20, 'journey', 'How many visits, and how many end at once?', '有多少次访问，多少次只看一眼就走？', 'session_rows(sessions_agg(at, activity, channel), as_of)',
 $x$SELECT count(*), csq.rate(csq.rate_agg(bounced)) FROM (SELECT csq.sessions_agg(at, activity, channel) AS s FROM csq.sample('touches') GROUP BY customer) AS x, csq.session_rows(s, '2026-03-30') AS r$x$),
(21, 'process', 'Where do cases wait?', '在哪里等待？', 'bottlenecks(process_agg(case_id, at, activity))',
 $x$SELECT b.source, b.target, b.mean FROM (SELECT csq.process_agg(customer, at, activity) AS p FROM csq.sample('touches')) AS x, csq.bottlenecks(p) AS b$x$),
(22, 'process', 'Do cases follow the standard?', '是否按标准流程？', 'check_rules(process, rules, closed_by)',
 $x$SELECT r.rule, r.satisfied, r.violated, r.pending FROM (SELECT csq.process_agg(customer, at, activity) AS p FROM csq.sample('touches')) AS x, csq.check_rules(p, '{"response(problem, solved)"}', '{solved}') AS r$x$),
(23, 'process', 'Which steps were left out, which were too many?', '漏了哪些步骤，多了哪些步骤？', 'alignment_deviations(process, net)',
 $x$SELECT d.kind, d.activity, d.n, d.cases FROM (SELECT csq.process_agg(customer, at, activity) AS p FROM csq.sample('touches')) AS x, csq.alignment_deviations(p, '{"places":["start","asked","end"],"transitions":[{"name":"t1","label":"problem","in":["start"],"out":["asked"]},{"name":"t2","label":"solved","in":["asked"],"out":["end"]}],"initial":{"start":1},"final":{"end":1}}') AS d$x$),
(24, 'process', 'An event is about several things: which way does each go?', '一个事件涉及多个对象，它们各自怎么走？', 'object_edges(object_log_agg(event_id, at, activity, object_type, object_id))',
 $x$SELECT e.object_type, e.source, e.target, e.num_pairs, e.num_steps FROM (SELECT csq.object_log_agg(t.id * 10 + extract(minute FROM t.at)::bigint, t.at, t.activity, o.kind, o.id) AS l FROM csq.sample('touches') AS t, LATERAL (VALUES ('customer', t.customer), ('channel', t.channel)) AS o(kind, id)) AS x, csq.object_edges(l) AS e$x$),
(25, 'quality', 'Which calls are in the 5 % of today?', '今天抽检哪 5% 的通话？', 'in_sample(key, day, rate, salt)',
 $x$SELECT id FROM csq.sample('calls') WHERE csq.in_sample(id::text, '2026-03-02', 0.05, 'hotline')$x$),
(26, 'quality', 'Which tier has an agent surely earned?', '坐席确实达到哪一档？', 'tier(rate_summary, cuts, mode)',
 $x$SELECT channel, csq.tier(csq.rate_agg(ended_at <= due_at), '{0.8,0.9,0.95}', 'lower') FROM csq.sample('complaints') GROUP BY channel$x$),
(27, 'workspace', 'The whole system in one command', '一条命令建好整个系统', 'create_workspace(schema, options)',
 $x$SELECT csq.create_workspace('help_example'), csq.drop_workspace('help_example')$x$)
),
-- a topic, or a word of the question or the call
hit AS (
  SELECT v.* FROM v
  WHERE (help.topic IS NULL OR v.topic OPERATOR(pg_catalog.=) pg_catalog.lower(help.topic)
         OR pg_catalog.strpos(pg_catalog.lower(v.en OPERATOR(pg_catalog.||) ' '::pg_catalog.text OPERATOR(pg_catalog.||) v.zh OPERATOR(pg_catalog.||) ' '::pg_catalog.text OPERATOR(pg_catalog.||) v.call), pg_catalog.lower(help.topic)) OPERATOR(pg_catalog.>) 0)
    AND csq_internal.one_of(help.lang, '{en,zh}'::pg_catalog.text[], 'language'::pg_catalog.text) IS NOT NULL
)
SELECT h.topic, CASE WHEN help.lang OPERATOR(pg_catalog.=) 'zh'::pg_catalog.text THEN h.zh ELSE h.en END, h.call, h.example
FROM (SELECT * FROM hit
      UNION ALL
      SELECT 0, csq_internal.one_of(pg_catalog.left(help.topic, 1000 OPERATOR(pg_catalog.+) c.n::pg_catalog.int4), '{sla,text,experience,series,journey,process,quality,workspace}'::pg_catalog.text[], 'topic'::pg_catalog.text), NULL, NULL, NULL, NULL
      FROM (SELECT pg_catalog.count(*) AS n FROM hit) AS c WHERE c.n OPERATOR(pg_catalog.=) 0) AS h
ORDER BY h.ord;
END;
COMMENT ON FUNCTION help(text, text) IS
'Which function answers which question, with an example that runs as it stands: topics sla, text, experience, series, journey, process, quality, workspace, or a word such as nps; NULL for all; questions in English (en) or Chinese (zh).';

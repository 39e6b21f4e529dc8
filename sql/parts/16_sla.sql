
-- ------------------------------------------------------------------- sla ----

-- @type sla_clock: merges json cost=100 merge=10 space=256
-- The history of one case's clock, a lossless multiset of (at, event, reason): {"v":1,"events":[["2026-01-05T09:00:00Z","start"],["2026-01-05T10:00:00Z","pause","waiting for customer"]]}.
-- rollup: The events of both clocks.

-- ---- building

-- @zoned at
CREATE FUNCTION clock_append(clock sla_clock, at timestamptz, event text) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_clock_append';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text) IS
'The clock with one more event; a NULL clock is a new one. Events: start, pause, resume, stop, reopen, cancel, "extend <target>", "retarget <target>".';
-- @zoned at
CREATE FUNCTION clock_append(clock sla_clock, at timestamptz, event text, reason text) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_clock_append';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text, text) IS
'The clock with one more event and its reason; for assign the reason is the new owner.';
-- @zoned at
CREATE FUNCTION clock_append(clock sla_clock, at timestamptz, event text, reason text, seq bigint) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_clock_append';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text, text, bigint) IS
'The clock with one more event, its reason and its place among events of the same instant.';
CREATE AGGREGATE clock_agg(at timestamptz, event text) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text) IS
'The clock of a case: its events, whatever the order of the rows. Rows without instant or event are skipped.';
CREATE AGGREGATE clock_agg(at timestamptz, event text, reason text) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text, text) IS
'The clock of a case: its events with their reasons, whatever the order of the rows. Rows without instant or event are skipped.';
CREATE AGGREGATE clock_agg(at timestamptz, event text, reason text, seq bigint) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text, text, bigint) IS
'The clock of a case: its events with their reasons and, where the source knows it, their order among events of the same instant.';
-- times as they are typed
-- @each given,types,meaning:
-- | event text | text | its events
-- | event text, reason text | text, text | its events with their reasons
-- | event text, reason text, seq bigint | text, text, bigint | its events with their reasons and seq
CREATE FUNCTION csq_internal.clock_append(clock sla_clock, at text, @given@) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_clock_append_text';
COMMENT ON FUNCTION csq_internal.clock_append(sla_clock, text, @types@) IS
'Transition function of clock_agg: adds an event whose instant is a text with its zone.';
CREATE AGGREGATE clock_agg(at text, @given@) (
  SFUNC = csq_internal.clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(text, @types@) IS
'The clock of a case: @meaning@; instants are texts in ISO 8601 with a zone, as in a column of text, a list of VALUES or a literal.';
-- @end
-- @zoned started_at stopped_at
CREATE FUNCTION sla_clock(started_at timestamptz, stopped_at timestamptz) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN sla_clock.stopped_at OPERATOR(pg_catalog.<) sla_clock.started_at THEN NULL ELSE csq.clock_append(csq.clock_append(NULL::csq.sla_clock, sla_clock.started_at, 'start'::pg_catalog.text), sla_clock.stopped_at, 'stop'::pg_catalog.text) END;
COMMENT ON FUNCTION sla_clock(timestamptz, timestamptz) IS
'The clock of a case that has only two times: started and, if not NULL, stopped. NULL when it stopped before it started: a clock of that would run on.';
CREATE FUNCTION merge_case(clock sla_clock, merged sla_clock) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_merge_case';
COMMENT ON FUNCTION merge_case(sla_clock, sla_clock) IS
'The clock of a case into which another was merged: the events of both, but not the cancellation of the other, which goes on in this one. rollup() adds all events, cancellations too.';
CREATE FUNCTION clock_events(clock sla_clock, OUT ord int, OUT at timestamptz, OUT event text, OUT target sla_target, OUT reason text, OUT seq bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_clock_events';
COMMENT ON FUNCTION clock_events(sla_clock) IS
'The events in order, those of one instant by seq, then start, reopen, retarget, extend, resume, assign, pause, stop, cancel. Which of them count first depends on the state of the clock: see docs/sla.md.';

-- ---- judging

-- @wall_clock as_of
CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry',
  OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_sla_status_row';
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar, timestamptz, text, text) IS
'The clock as it stood at an instant, one row. state: pending, running, paused, met, breached, overdue, cancelled (before a breach; a breach stays one); NULL, as due_at, where the days that the calendar knows do not tell. reopen: resume, restart, new_cycle, ignore. retarget: carry, restart, retroactive, freeze. breached_at is the first breach, also if a later change healed it.';

-- @wall_clock as_of
CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_state';
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar, timestamptz, text, text) IS 'The state of sla_status() alone: for filters and counts.';

CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar,
  OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 60 SUPPORT csq_internal.twin_support
BEGIN ATOMIC SELECT twin.* FROM csq.sla_status(sla_status.clock, sla_status.target, sla_status.calendar, pg_catalog.now()) AS twin; END;
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar) IS
'The clock as it stands now, one row. Stable: it looks at the time of the transaction.';
CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar) RETURNS text
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 50
RETURN csq.sla_state(sla_state.clock, sla_state.target, sla_state.calendar, pg_catalog.now());
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar) IS
'The state of the clock now. Stable: it looks at the time of the transaction.';

-- @wall_clock as_of
CREATE FUNCTION sla_cycles(clock sla_clock, target sla_target, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry',
  OUT cycle int, OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 2
AS 'MODULE_PATHNAME', 'csq_sla_cycles';
COMMENT ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, timestamptz, text, text) IS
'Every cycle of the clock with its own result: with reopen => new_cycle, and after a cancellation, earlier cycles keep theirs.';

-- @wall_clock as_of
CREATE FUNCTION sla_segments(clock sla_clock, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume',
  OUT from_at timestamptz, OUT to_at timestamptz, OUT state text, OUT counted interval, OUT reason text, OUT owner text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_sla_segments';
COMMENT ON FUNCTION sla_segments(sla_clock, calendar, timestamptz, text) IS
'What each second from the first event on was: pending, running (counted), idle (running, but closed), paused, stopped, cancelled; rows of no length with state ignored say why an event changed nothing.';

-- @wall_clock as_of
CREATE FUNCTION owner_times(clock sla_clock, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume',
  OUT owner text, OUT elapsed interval, OUT paused interval, OUT holdings int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 3
AS 'MODULE_PATHNAME', 'csq_owner_times';
COMMENT ON FUNCTION owner_times(sla_clock, calendar, timestamptz, text) IS
'Open time of the clock in the hands of each owner (assign events): operational level agreements. The parts sum to the whole.';

-- @wall_clock as_of
CREATE FUNCTION pause_audit(clock sla_clock, calendar calendar, as_of timestamptz, contacts timestamptz[] DEFAULT '{}', longest interval DEFAULT NULL,
  OUT from_at timestamptz, OUT to_at timestamptz, OUT reason text, OUT hidden interval, OUT wall interval, OUT hidden_after_contact interval, OUT findings text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80 ROWS 2
AS 'MODULE_PATHNAME', 'csq_pause_audit';
COMMENT ON FUNCTION pause_audit(sla_clock, calendar, timestamptz, timestamptz[], interval) IS
'Pauses, the open time that each took off the clock, and what is odd about them: no reason, outside hours, not resumed, too long, contact (the customer replied during the pause).';

CREATE FUNCTION cap_pauses(clock sla_clock, calendar calendar, longest interval) RETURNS sla_clock
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_cap_pauses';
COMMENT ON FUNCTION cap_pauses(sla_clock, calendar, interval) IS
'The clock with each pause ended once it has hidden that much open time: sla_status(cap_pauses(clock, calendar, ''8 hours''), ...).';

-- @wall_clock as_of
CREATE FUNCTION what_if(clock sla_clock, target sla_target, calendar calendar, other_target sla_target, other_calendar calendar, as_of timestamptz,
  reopen text DEFAULT 'resume', other_reopen text DEFAULT 'resume', retarget text DEFAULT 'carry',
  OUT state text, OUT other_state text, OUT due_at timestamptz, OUT other_due_at timestamptz, OUT breached_at timestamptz, OUT other_breached_at timestamptz,
  OUT elapsed interval, OUT other_elapsed interval, OUT changed bool)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 120
AS 'MODULE_PATHNAME', 'csq_what_if';
COMMENT ON FUNCTION what_if(sla_clock, sla_target, calendar, sla_target, calendar, timestamptz, text, text, text) IS
'One history under two policies, side by side; changed tells whether the verdict differs.';

CREATE FUNCTION sla_outcome(state text) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN CASE
  WHEN csq_internal.one_of(sla_outcome.state, '{pending,running,paused,met,breached,overdue,cancelled,skipped}'::pg_catalog.text[], 'state of an SLA clock'::pg_catalog.text)
    OPERATOR(pg_catalog.=) 'met'::pg_catalog.text THEN true
  WHEN sla_outcome.state OPERATOR(pg_catalog.=) ANY ('{breached,overdue}'::pg_catalog.text[]) THEN false END;
COMMENT ON FUNCTION sla_outcome(text) IS
'True for met, false for breached and overdue, NULL while undecided, for what was cancelled before a breach, and for a stage of sla_chain() that was skipped: rate_agg(sla_outcome(state)) counts all three.';

-- ---- thresholds

-- @wall_clock start_at
CREATE FUNCTION threshold_at(calendar calendar, start_at timestamptz, target sla_target, share float8) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_threshold_at';
COMMENT ON FUNCTION threshold_at(calendar, timestamptz, sla_target, float8) IS
'Earliest instant at which a share of the target is used up (0.8 for 80 %): index it to drive the alert queue.';
-- @wall_clock start_at pauses
CREATE FUNCTION threshold_at(calendar calendar, start_at timestamptz, target sla_target, share float8, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_threshold_at';
COMMENT ON FUNCTION threshold_at(calendar, timestamptz, sla_target, float8, tstzmultirange) IS
'Earliest instant at which a share of the target is used up, not counting the pauses.';

CREATE FUNCTION csq_internal.sla_target_scale(sla_target, float8) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_scale';
COMMENT ON FUNCTION csq_internal.sla_target_scale(sla_target, float8) IS 'Implements *: a share of a target that is a time.';
CREATE FUNCTION csq_internal.sla_target_scale(float8, sla_target) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_scale_left';
COMMENT ON FUNCTION csq_internal.sla_target_scale(float8, sla_target) IS 'Implements *: a share of a target that is a time.';
CREATE OPERATOR * (LEFTARG = sla_target, RIGHTARG = float8, FUNCTION = csq_internal.sla_target_scale, COMMUTATOR = *);
COMMENT ON OPERATOR * (sla_target, float8) IS 'A share of a target that is a time: due_at(calendar, start, target * 0.8).';
CREATE OPERATOR * (LEFTARG = float8, RIGHTARG = sla_target, FUNCTION = csq_internal.sla_target_scale, COMMUTATOR = *);
COMMENT ON OPERATOR * (float8, sla_target) IS 'A share of a target that is a time.';

CREATE FUNCTION sla_fingerprint(target sla_target, calendar calendar) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_sla_fingerprint';
COMMENT ON FUNCTION sla_fingerprint(sla_target, calendar) IS
'Changes when the target, the calendar or the server''s rules of its time zone change: store it beside a deadline to find stale ones.';

-- ---- chains

CREATE FUNCTION sla_chain(names text[], targets sla_target[], anchors text[], calendars calendar[], trigger_at timestamptz, done_at timestamptz[], as_of timestamptz,
  pauses tstzmultirange DEFAULT '{}',
  OUT stage int, OUT name text, OUT state text, OUT anchor_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT completed_at timestamptz,
  OUT elapsed interval, OUT slack interval, OUT spent interval, OUT share float8, OUT critical bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_sla_chain_rows';
COMMENT ON FUNCTION sla_chain(text[], sla_target[], text[], calendar[], timestamptz, timestamptz[], timestamptz, tstzmultirange) IS
'All stages of a case at once: anchors are trigger, previous, budget (the deadline of the previous stage) or an earlier stage by name. slack is what is left of a target, critical the stage that took most of the time.';

-- ---- policies

CREATE FUNCTION policy_matches(condition jsonb, facts jsonb) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_policy_matches';
COMMENT ON FUNCTION policy_matches(jsonb, jsonb) IS
'Do the facts meet each key of the condition? A value equals the fact or an element of a fact that is a list, a list means one of, null anything, an object holds the operators = <> < <= > >= in not exists; {"not": {...}} turns a condition round. No condition is met by everything.';
CREATE FUNCTION policy_missing(condition jsonb, facts jsonb) RETURNS text[]
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_policy_missing';
COMMENT ON FUNCTION policy_missing(jsonb, jsonb) IS
'The keys of a condition for which there is no fact: one that is misspelt is never met, and stands here.';
CREATE FUNCTION first_policy(conditions jsonb[], facts jsonb) RETURNS int
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100
RETURN (SELECT pg_catalog.min(u.ord)::pg_catalog.int4
        FROM pg_catalog.unnest(conditions) WITH ORDINALITY AS u(condition, ord) WHERE csq.policy_matches(u.condition, facts));
COMMENT ON FUNCTION first_policy(jsonb[], jsonb) IS
'The number of the first condition that the facts fit, NULL if none: policies are tried in the order of the array.';

CREATE FUNCTION stage_status(policies jsonb, facts text[], tags text[], received_at timestamptz, as_of timestamptz,
  stages text[], at timestamptz[], events text[], reasons text[], seqs bigint[],
  OUT stage text, OUT policy_id text, OUT place int, OUT state text, OUT started_at timestamptz, OUT due_at timestamptz, OUT stopped_at timestamptz, OUT breached_at timestamptz,
  OUT elapsed_seconds float8, OUT paused_seconds float8, OUT remaining_seconds float8, OUT used float8, OUT in_time bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 4
AS 'MODULE_PATHNAME', 'csq_stage_status';
COMMENT ON FUNCTION stage_status(jsonb, text[], text[], timestamptz, timestamptz, text[], timestamptz[], text[], text[], bigint[]) IS
'The clock of each stage of one case under the first policy that holds: policies as one value, facts (channel, product, branch, severity, category, segment, source), events as five arrays. What v_status of a workspace calls once per complaint.';

CREATE FUNCTION stage_status(policies jsonb, facts text[], tags text[], received_at timestamptz, as_of timestamptz, events regclass, tenant text, complaint_id text,
  OUT stage text, OUT policy_id text, OUT place int, OUT state text, OUT started_at timestamptz, OUT due_at timestamptz, OUT stopped_at timestamptz, OUT breached_at timestamptz,
  OUT elapsed_seconds float8, OUT paused_seconds float8, OUT remaining_seconds float8, OUT used float8, OUT in_time bool) RETURNS SETOF record
LANGUAGE C STABLE PARALLEL SAFE COST 150 ROWS 4
AS 'MODULE_PATHNAME', 'csq_stage_status_of';
COMMENT ON FUNCTION stage_status(jsonb, text[], text[], timestamptz, timestamptz, regclass, text, text) IS
'The clock of each stage of one complaint of a workspace, whose events are those in its table complaint_event. Stable: it reads a table.';

-- ---- profiles and presets

CREATE FUNCTION sla_profiles(OUT product text, OUT clock text, OUT reopen text, OUT retarget text, OUT behaviour text, OUT source_status text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 9
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e, v.f FROM (VALUES
    ('Zendesk', 'reply time', 'new_cycle', 'carry', 'Each unanswered customer message is a new measurement; a changed priority swaps the target and keeps the time used.', 'read'),
    ('Zendesk', 'resolution time', 'resume', 'carry', 'A reopened ticket goes on with its clock; a changed priority swaps the target and keeps the time used.', 'read'),
    ('Zendesk', 'group ownership', 'new_cycle', 'carry', 'A new ownership clock begins when a ticket is reopened or assigned to another group.', 'read'),
    ('Jira Service Management', 'any', 'new_cycle', 'carry', 'A start condition after a stop opens a new cycle, old cycles keep their result; a changed goal keeps the time used.', 'read'),
    ('ServiceNow', 'task SLA', 'new_cycle', 'restart', 'A completed SLA stays completed; a new one is attached if the start condition matches again, and counts from now on.', 'read'),
    ('ServiceNow', 'task SLA, retroactive start', 'new_cycle', 'retroactive', 'As before, but a newly attached SLA counts from the start of the task, pauses included.', 'read'),
    ('ServiceNow', 'task SLA, reset condition', 'restart', 'restart', 'A reset condition begins the measurement again.', 'read'),
    ('Znuny', 'solution time', 'ignore', 'retroactive', 'The first close is final; deadlines are built anew when the SLA changes.', 'read'),
    ('Chatwoot', 'resolution time', 'ignore', 'freeze', 'Not evaluated after the resolution; the policy stays with the conversation.', 'read')
  ) AS v(a, b, c, d, e, f);
END;
COMMENT ON FUNCTION sla_profiles() IS
'Rules for reopening and for changed targets as other products document them: pass reopen and retarget to sla_status().';

CREATE FUNCTION regulatory_deadlines(OUT id text, OUT jurisdiction text, OUT name text, OUT event text, OUT target sla_target, OUT figure text, OUT anchor text, OUT note text, OUT source text, OUT source_status text, OUT rolls bool) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 36
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e::csq.sla_target, v.f, v.g, v.h, v.i, v.j,
    CASE WHEN pg_catalog.strpos(v.e, 'calendar'::pg_catalog.text) OPERATOR(pg_catalog.=) 0 THEN false
         WHEN pg_catalog.starts_with(v.a, 'cn_'::pg_catalog.text) OR pg_catalog.starts_with(v.a, 'eu_'::pg_catalog.text) THEN true END FROM (VALUES
    ('cn_bank_simple', 'CN', 'Bank and insurance consumer complaint, simple', 'start', '15 calendar days', '15 日', 'receipt', 'The rules do not say working days; read as calendar days, to be confirmed.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_bank_complex', 'CN', 'Bank and insurance consumer complaint, complex', 'retarget', '30 calendar days', '30 日', 'receipt', 'In place of the 15 days when the case is complex.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_bank_special', 'CN', 'Bank and insurance consumer complaint, especially complex', 'extend', '30 calendar days', '+30 日', 'receipt', 'Added after approval: 60 days in total.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_bank_forward', 'CN', 'Regulator forwards a complaint to the institution', 'start', '3 business days', '3 工作日', 'receipt by the regulator', 'Working days of the Chinese holiday calendar with make-up days.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_telecom_answer', 'CN', 'Telecom operator answers a complaint', 'start', '15 calendar days', '15 日', 'receipt', 'Afterwards the user may appeal.', '电信用户申诉处理办法 art. 10', 'secondary'),
    ('cn_telecom_accept', 'CN', 'Telecom appeal accepted or refused', 'start', '5 business days', '5 工作日', 'receipt of the appeal', '', '电信用户申诉处理办法 art. 14', 'secondary'),
    ('cn_telecom_mediate', 'CN', 'Telecom mediation', 'start', '30 calendar days', '30 日', 'acceptance', 'Weakly attested.', '电信用户申诉处理办法', 'secondary'),
    ('cn_12315_accept', 'CN', 'Market regulation complaint accepted or refused', 'start', '7 business days', '7 工作日', 'receipt', '', '市场监督管理投诉举报处理暂行办法 art. 14', 'secondary'),
    ('cn_12315_mediate', 'CN', 'Market regulation mediation ends', 'start', '45 business days', '45 工作日', 'acceptance', '', '市场监督管理投诉举报处理暂行办法 art. 21', 'secondary'),
    ('cn_12315_notify', 'CN', 'Market regulation: parties told of the end of mediation', 'start', '7 business days', '7 工作日', 'end of mediation', '', '市场监督管理投诉举报处理暂行办法', 'secondary'),
    ('cn_12315_report', 'CN', 'Market regulation: report (举报) checked', 'start', '15 business days', '15 工作日', 'receipt', '', '市场监督管理投诉举报处理暂行办法', 'secondary'),
    ('cn_pboc_complaint', 'CN', 'Central bank rules on financial consumers: institution answers', 'start', '15 calendar days', '15 日', 'receipt', 'Text not found; check before use.', '中国人民银行金融消费者权益保护实施办法 (2020 No. 5)', 'memory'),
    ('iso_10002', 'ISO', 'Complaints handling, GB/T 19012 = ISO 10002', 'start', NULL, 'no figure', 'receipt', 'Acknowledge promptly, give expected times, track; the standard sets no number of days.', 'ISO 10002:2018', 'memory'),
    ('uk_fca_summary', 'UK', 'Summary resolution communication', 'start', '3 business days', 'close of the 3rd business day', 'receipt', 'The day of receipt does not count.', 'FCA Handbook DISP 1.5', 'read'),
    ('uk_fca_final', 'UK', 'Final or holding response', 'start', '8 calendar weeks', '8 weeks', 'receipt', '', 'FCA Handbook DISP 1.6.2R', 'read'),
    ('uk_fca_acknowledge', 'UK', 'Written acknowledgement', 'start', NULL, 'promptly', 'receipt', 'The rule has no number of days; 5 business days are practice.', 'FCA Handbook DISP 1.6.1R', 'read'),
    ('eu_payment', 'EU', 'Payment service complaint', 'start', '15 business days', '15 business days', 'receipt', '', 'Directive (EU) 2015/2366 art. 101(2)', 'read'),
    ('eu_payment_final', 'EU', 'Payment service complaint, exceptional', 'retarget', '35 business days', '35 business days', 'receipt', 'With a holding reply, for reasons beyond control.', 'Directive (EU) 2015/2366 art. 101(2)', 'read'),
    ('uk_payment', 'UK', 'Payment and e-money complaint', 'start', '15 business days', '15 business days', 'receipt', 'Exceptionally 35 business days.', 'FCA Handbook DISP 1.6.2A', 'memory'),
    ('us_cfpb_response', 'US', 'CFPB portal: response', 'start', '15 calendar days', '15 days', 'complaint sent to the company', '', 'CFPB company portal manual 8.1', 'read'),
    ('us_cfpb_final', 'US', 'CFPB portal: final response when in progress', 'retarget', '60 calendar days', '60 days', 'complaint sent to the company', '', 'CFPB company portal manual 8.1', 'read'),
    ('us_reg_z_acknowledge', 'US', 'Billing error notice acknowledged', 'start', '30 calendar days', '30 days', 'receipt', '', 'Regulation Z 12 CFR 1026.13', 'read'),
    ('us_reg_z_resolve', 'US', 'Billing error resolved', 'start', '90 calendar days', 'two billing cycles, at most 90 days', 'receipt', 'The shorter of both: the cycles are not modelled.', 'Regulation Z 12 CFR 1026.13', 'read'),
    ('us_reg_e', 'US', 'Electronic transfer error investigated', 'start', '10 business days', '10 business days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('us_reg_e_credit', 'US', 'Electronic transfer error with provisional credit', 'retarget', '45 calendar days', '45 days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('us_reg_e_special', 'US', 'Electronic transfer error: new account, foreign, point of sale', 'retarget', '90 calendar days', '90 days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('au_asic_acknowledge', 'AU', 'Complaint acknowledged', 'start', '24 hours', '24 hours or one business day', 'receipt', 'One business day is from memory.', 'ASIC RG 271', 'secondary'),
    ('au_asic_response', 'AU', 'Internal dispute resolution response', 'start', '30 calendar days', '30 days', 'receipt', '', 'ASIC RG 271', 'secondary'),
    ('au_asic_super', 'AU', 'Superannuation complaint response', 'start', '45 calendar days', '45 days', 'receipt', '', 'ASIC RG 271', 'secondary'),
    ('au_asic_credit', 'AU', 'Certain credit matters', 'start', '21 calendar days', '21 days', 'receipt', '', 'ASIC RG 271', 'memory'),
    ('in_rbi', 'IN', 'Regulated entity answers', 'start', '30 calendar days', '30 days', 'receipt', '', 'RBI Integrated Ombudsman Scheme', 'memory'),
    ('br_sac', 'BR', 'Customer service request answered', 'start', '7 calendar days', '7 days', 'receipt', '', 'Decreto 11.034/2022', 'memory'),
    ('eu_gdpr', 'EU', 'Data subject request', 'start', '1 calendar month', '1 month', 'receipt', '', 'Regulation (EU) 2016/679 art. 12(3)', 'memory'),
    ('eu_gdpr_extension', 'EU', 'Data subject request, extension', 'extend', '2 calendar months', '+2 months', 'receipt', 'Where necessary, for complex or many requests.', 'Regulation (EU) 2016/679 art. 12(3)', 'memory')
  ) AS v(a, b, c, d, e, f, g, h, i, j);
END;
COMMENT ON FUNCTION regulatory_deadlines() IS
'Deadlines that complaint rules set, as targets: presets, not legal advice. event says whether it starts a clock, replaces the target or extends it; source_status whether the source text was read, a secondary source was, or neither (memory). rolls: a term of calendar days that ends on a day that is not worked ends with the next working day (Civil Code of China art. 203, Regulation (EEC, Euratom) 1182/71 art. 3(4), both from memory; NULL: no rule found): write ''to next business day'' behind the target. Check each against the current text before use.';

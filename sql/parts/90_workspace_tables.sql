
-- ------------------------------------------------------ workspace: tables ----

-- The statements that make a workspace, kept as rows: kind, name, statement.  They are ordinary SQL that names its schema "workspace";
-- create_workspace() puts the name of the user's schema in its place and runs them with nothing but pg_catalog in the search_path.  So
-- whatever is not written csq.… or workspace.… is of pg_catalog.  Statements are ASCII; what columns mean is in workspace_words().

CREATE FUNCTION csq_internal.workspace_tables(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 60
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- what the tenant is: instant of asking, hours, zone, lexicons
(100, 'table', 'setting', $sql$
CREATE TABLE workspace.setting (
  tenant text NOT NULL DEFAULT 'main' PRIMARY KEY CONSTRAINT "tenant is not empty" CHECK (tenant <> ''),
  as_of timestamptz CONSTRAINT "as_of is 1900 to 2200" CHECK (as_of >= '1900-01-01 00:00Z' AND as_of < '2201-01-01 00:00Z'),
  zone text NOT NULL DEFAULT 'UTC',
  calendar csq.calendar NOT NULL DEFAULT 'tz UTC; 24x7',
  lexicon csq.lexicon,
  severity_lexicon csq.lexicon,
  model csq.text_model,
  funnel csq.funnel_spec,
  min_confidence float8 NOT NULL DEFAULT 0.6 CONSTRAINT "min_confidence is a share, 0 to 1" CHECK (min_confidence BETWEEN 0 AND 1),
  repeat_within interval NOT NULL DEFAULT '30 days' CONSTRAINT "repeat_within is longer than 0" CHECK (repeat_within > '0'))$sql$),

-- who may see whose rows, read by row-level security
(105, 'table', 'tenant_access', $sql$
CREATE TABLE workspace.tenant_access (
  role_name name NOT NULL,
  tenant text NOT NULL REFERENCES workspace.setting,
  PRIMARY KEY (role_name, tenant))$sql$),

(110, 'table', 'team', $sql$
CREATE TABLE workspace.team (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  team_id text NOT NULL,
  name text,
  PRIMARY KEY (tenant, team_id))$sql$),
(111, 'table', 'agent', $sql$
CREATE TABLE workspace.agent (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  agent_id text NOT NULL,
  team_id text,
  name text,
  robot bool NOT NULL DEFAULT false,
  joined_on date,
  left_on date,
  PRIMARY KEY (tenant, agent_id),
  FOREIGN KEY (tenant, team_id) REFERENCES workspace.team,
  CONSTRAINT "left_on is not before joined_on" CHECK (left_on >= joined_on))$sql$),
(120, 'table', 'customer', $sql$
CREATE TABLE workspace.customer (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  customer_id text NOT NULL,
  segment text,
  birth_year int CONSTRAINT "birth_year is 1880 to 2200" CHECK (birth_year BETWEEN 1880 AND 2200),
  tags text[] NOT NULL DEFAULT '{}',
  advisor text,
  joined_at timestamptz,
  left_at timestamptz,
  left_reason text,
  annual_value numeric CONSTRAINT "annual_value is a number, neither NaN nor infinity" CHECK (abs(annual_value) < 'infinity'),
  PRIMARY KEY (tenant, customer_id),
  CONSTRAINT "left_at is not before joined_at" CHECK (left_at >= joined_at))$sql$),
(121, 'table', 'customer_link', $sql$
CREATE TABLE workspace.customer_link (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  id text NOT NULL,
  other_id text NOT NULL,
  since timestamptz,
  until timestamptz,
  source text,
  PRIMARY KEY (tenant, id, other_id),
  CONSTRAINT "until is not before since" CHECK (until >= since))$sql$),

-- the policies: rows that people edit
(130, 'table', 'policy', $sql$
CREATE TABLE workspace.policy (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  policy_id text NOT NULL,
  stage text NOT NULL CONSTRAINT "stage is a name, neither empty nor *" CHECK (stage <> '' AND stage <> '*'),
  anchor text NOT NULL DEFAULT 'receipt' CONSTRAINT "anchor is receipt or another stage, not the same" CHECK (anchor <> stage),
  condition jsonb NOT NULL DEFAULT '{}' CONSTRAINT "condition is a JSON object" CHECK (jsonb_typeof(condition) = 'object'),
  place int NOT NULL DEFAULT 100,
  target csq.sla_target NOT NULL,
  calendar csq.calendar,
  goal float8 NOT NULL DEFAULT 0.98 CONSTRAINT "goal is a share, 0 to 1" CHECK (goal BETWEEN 0 AND 1),
  reopen text NOT NULL DEFAULT 'resume' CONSTRAINT "reopen is resume, restart, new_cycle or ignore" CHECK (reopen IN ('resume', 'restart', 'new_cycle', 'ignore')),
  retarget text NOT NULL DEFAULT 'carry' CONSTRAINT "retarget is carry, restart, retroactive or freeze" CHECK (retarget IN ('carry', 'restart', 'retroactive', 'freeze')),
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_until date NOT NULL DEFAULT 'infinity',
  source text,
  PRIMARY KEY (tenant, policy_id),
  CONSTRAINT "valid_until is after valid_from" CHECK (valid_until > valid_from),
  CONSTRAINT "by channel,product,branch,severity,category,segment,source,tags" CHECK (condition - '{channel,product,branch,severity,category,segment,source,tags}'::text[] = '{}'))$sql$),

-- complaints, what happened to them, what was found in them
(140, 'table', 'complaint', $sql$
CREATE TABLE workspace.complaint (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  complaint_id text NOT NULL,
  received_at timestamptz NOT NULL,
  channel text,
  customer_id text,
  product text,
  branch text,
  agent_id text,
  category text,
  severity text,
  text text,
  root_cause text,
  upheld bool,
  escalated_at timestamptz,
  cost numeric CONSTRAINT "cost is a number, not negative" CHECK (cost >= 0 AND cost < 'infinity'),
  source text,
  tags text[] NOT NULL DEFAULT '{}',
  response_due timestamptz,
  resolution_due timestamptz,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, complaint_id),
  CONSTRAINT "received_at is 1900 to 2200" CHECK (received_at >= '1900-01-01 00:00Z' AND received_at < '2201-01-01 00:00Z'),
  CONSTRAINT "escalated_at is not before received_at" CHECK (escalated_at >= received_at))$sql$),
-- time comes first and tenant last: an index that begins with tenant looks as good as the key to a planner without statistics
(141, 'index', 'complaint_received', $sql$
CREATE INDEX complaint_received ON workspace.complaint (received_at, tenant)$sql$),
(142, 'index', 'complaint_customer', $sql$
CREATE INDEX complaint_customer ON workspace.complaint (customer_id, received_at, tenant) WHERE customer_id IS NOT NULL$sql$),
(143, 'index', 'complaint_resolution_due', $sql$
CREATE INDEX complaint_resolution_due ON workspace.complaint (resolution_due, tenant)$sql$),
-- the last row of a source
(143, 'index', 'complaint_source', $sql$
CREATE INDEX complaint_source ON workspace.complaint (source, tenant, loaded_at) WHERE source IS NOT NULL$sql$),
(145, 'table', 'complaint_event', $sql$
CREATE TABLE workspace.complaint_event (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  stage text NOT NULL DEFAULT 'resolution' CONSTRAINT "stage is not empty" CHECK (stage <> ''),
  at timestamptz NOT NULL CONSTRAINT "at is an instant, not infinity" CHECK (isfinite(at)),
  event text NOT NULL CONSTRAINT "start pause resume stop reopen cancel assign extend retarget" CHECK (event IN ('start', 'pause', 'resume', 'stop', 'reopen', 'cancel', 'assign') OR event ~ '^(extend|retarget) '),
  reason text,
  actor text,
  seq bigint NOT NULL DEFAULT 0,
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE,
  UNIQUE (tenant, complaint_id, stage, at, event, seq))$sql$),
(147, 'table', 'complaint_label', $sql$
CREATE TABLE workspace.complaint_label (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  labeller text NOT NULL CONSTRAINT "labeller is lexicon, model, person or outside" CHECK (labeller IN ('lexicon', 'model', 'person', 'outside')),
  category text,
  cause text,
  severity text,
  reasons text[] NOT NULL DEFAULT '{}',
  emotion text,
  probability float8 CONSTRAINT "probability is 0 to 1" CHECK (probability BETWEEN 0 AND 1),
  labelled_by text,
  labelled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, complaint_id, labeller),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE)$sql$),

-- contacts, touchpoints, surveys
(150, 'table', 'contact', $sql$
CREATE TABLE workspace.contact (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  contact_id text NOT NULL,
  case_id text,
  customer_id text,
  agent_id text,
  channel text,
  modality text,
  queue text,
  scene text,
  offered_at timestamptz NOT NULL CONSTRAINT "offered_at is an instant, not infinity" CHECK (isfinite(offered_at)),
  answered_at timestamptz,
  abandoned_at timestamptz,
  ended_at timestamptz,
  handle_seconds float8 CONSTRAINT "handle_seconds is not negative" CHECK (handle_seconds >= 0),
  robot bool NOT NULL DEFAULT false,
  resolved bool,
  escalated bool,
  issue text,
  article_id text,
  monitored bool,
  personalised bool,
  cost numeric CONSTRAINT "cost is a number, not negative" CHECK (cost >= 0 AND cost < 'infinity'),
  source text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, contact_id),
  CONSTRAINT "answered_at is not before offered_at" CHECK (answered_at >= offered_at),
  CONSTRAINT "abandoned_at is not before offered_at" CHECK (abandoned_at >= offered_at),
  CONSTRAINT "ended_at is not before answered_at or offered_at" CHECK (ended_at >= coalesce(answered_at, offered_at)),
  CONSTRAINT "a contact is answered or abandoned, not both" CHECK (answered_at IS NULL OR abandoned_at IS NULL))$sql$),
(151, 'index', 'contact_offered', $sql$
CREATE INDEX contact_offered ON workspace.contact (offered_at, tenant)$sql$),
(152, 'index', 'contact_case', $sql$
CREATE INDEX contact_case ON workspace.contact (case_id, offered_at, tenant)$sql$),
(152, 'index', 'contact_source', $sql$
CREATE INDEX contact_source ON workspace.contact (source, tenant, loaded_at) WHERE source IS NOT NULL$sql$),
(153, 'table', 'touch', $sql$
CREATE TABLE workspace.touch (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  touch_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  case_id text NOT NULL,
  customer_id text,
  at timestamptz NOT NULL CONSTRAINT "at is an instant, not infinity" CHECK (isfinite(at)),
  touchpoint text NOT NULL,
  channel text,
  department text,
  emotion float8 CONSTRAINT "emotion is -5 to 5" CHECK (emotion BETWEEN -5 AND 5),
  seconds float8 CONSTRAINT "seconds is a number, not negative" CHECK (seconds >= 0 AND seconds < 'infinity'),
  succeeded bool,
  source text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, touch_id))$sql$),
(154, 'index', 'touch_case', $sql$
CREATE INDEX touch_case ON workspace.touch (case_id, at, tenant)$sql$),
(155, 'index', 'touch_at', $sql$
CREATE INDEX touch_at ON workspace.touch (at, tenant)$sql$),
(155, 'index', 'touch_source', $sql$
CREATE INDEX touch_source ON workspace.touch (source, tenant, loaded_at) WHERE source IS NOT NULL$sql$),
(156, 'table', 'touchpoint_target', $sql$
CREATE TABLE workspace.touchpoint_target (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  touchpoint text NOT NULL,
  measure text NOT NULL CONSTRAINT "measure is within or success" CHECK (measure IN ('within', 'success')),
  within_seconds float8 CONSTRAINT "within_seconds is more than 0" CHECK (within_seconds > 0 AND within_seconds < 'infinity'),
  goal float8 NOT NULL CONSTRAINT "goal is a share, 0 to 1" CHECK (goal BETWEEN 0 AND 1),
  source text,
  PRIMARY KEY (tenant, touchpoint, measure),
  CONSTRAINT "within_seconds is given where measure is within, only there" CHECK ((measure = 'within') = (within_seconds IS NOT NULL)))$sql$),
(160, 'table', 'question', $sql$
CREATE TABLE workspace.question (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  question text NOT NULL,
  scale text NOT NULL CONSTRAINT "scale is nps, csat or ces" CHECK (scale IN ('nps', 'csat', 'ces')),
  wording text,
  PRIMARY KEY (tenant, question))$sql$),
(161, 'table', 'survey_invite', $sql$
CREATE TABLE workspace.survey_invite (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  case_id text NOT NULL,
  wave text NOT NULL DEFAULT '',
  customer_id text,
  eligible_at timestamptz NOT NULL,
  invited_at timestamptz,
  PRIMARY KEY (tenant, case_id, wave))$sql$),
(162, 'table', 'survey', $sql$
CREATE TABLE workspace.survey (
  tenant text NOT NULL DEFAULT 'main',
  survey_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  question text NOT NULL,
  score int,
  answered_at timestamptz NOT NULL CONSTRAINT "answered_at is an instant, not infinity" CHECK (isfinite(answered_at)),
  case_id text,
  wave text NOT NULL DEFAULT '',
  customer_id text,
  agent_id text,
  channel text,
  text text,
  handled_at timestamptz,
  notified_at timestamptz,
  course text,
  source text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, survey_id),
  FOREIGN KEY (tenant, question) REFERENCES workspace.question,
  CONSTRAINT "handled_at is not before answered_at" CHECK (handled_at >= answered_at),
  CONSTRAINT "notified_at is not before answered_at" CHECK (notified_at >= answered_at))$sql$),
(163, 'index', 'survey_answered', $sql$
CREATE INDEX survey_answered ON workspace.survey (answered_at, tenant)$sql$),
(163, 'index', 'survey_source', $sql$
CREATE INDEX survey_source ON workspace.survey (source, tenant, loaded_at) WHERE source IS NOT NULL$sql$),

-- quality and learning
(170, 'table', 'qa_score', $sql$
CREATE TABLE workspace.qa_score (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  contact_id text NOT NULL,
  rule text NOT NULL,
  reviewer text NOT NULL,
  passed bool,
  red_line bool NOT NULL DEFAULT false,
  agent_id text,
  reviewed_at timestamptz NOT NULL CONSTRAINT "reviewed_at is an instant, not infinity" CHECK (isfinite(reviewed_at)),
  note text,
  PRIMARY KEY (tenant, contact_id, rule, reviewer))$sql$),
(171, 'table', 'training', $sql$
CREATE TABLE workspace.training (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  agent_id text NOT NULL,
  course text NOT NULL,
  held_at timestamptz NOT NULL,
  hours float8 NOT NULL DEFAULT 0 CONSTRAINT "hours is a number, not negative" CHECK (hours >= 0 AND hours < 'infinity'),
  passed bool,
  PRIMARY KEY (tenant, agent_id, course, held_at))$sql$),
(172, 'table', 'course_rule', $sql$
CREATE TABLE workspace.course_rule (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  defect text NOT NULL,
  course text NOT NULL,
  PRIMARY KEY (tenant, defect, course))$sql$),
(173, 'table', 'coaching', $sql$
CREATE TABLE workspace.coaching (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  agent_id text NOT NULL,
  coached_at timestamptz NOT NULL,
  topic text,
  PRIMARY KEY (tenant, agent_id, coached_at))$sql$),

-- improvement and money
(180, 'table', 'target', $sql$
CREATE TABLE workspace.target (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  target_id text NOT NULL,
  metric text NOT NULL CONSTRAINT "metric is nps, csat, attainment, repeat or escalated" CHECK (metric IN ('nps', 'csat', 'attainment', 'repeat', 'escalated')),
  dimension text,
  kind text NOT NULL CONSTRAINT "kind is at_least, at_most, points or relative" CHECK (kind IN ('at_least', 'at_most', 'points', 'relative')),
  value float8 NOT NULL CONSTRAINT "value is a number, neither NaN nor infinity" CHECK (abs(value) < 'infinity'),
  baseline_from date NOT NULL,
  baseline_until date NOT NULL,
  now_from date NOT NULL,
  now_until date NOT NULL DEFAULT 'infinity',
  due date,
  source text,
  PRIMARY KEY (tenant, target_id),
  CONSTRAINT "a change of 0 is no target: say at_least" CHECK (kind NOT IN ('points', 'relative') OR value <> 0),
  CONSTRAINT "a relative target is a share: 15 % is 0.15" CHECK (kind <> 'relative' OR abs(value) < 2),
  CONSTRAINT "a target of a share is one, too: 5 % is 0.05" CHECK (metric = 'nps' OR kind = 'relative' OR abs(value) < CASE kind WHEN 'at_most' THEN 1 ELSE 2 END),
  CONSTRAINT "each period ends after it begins" CHECK (baseline_until > baseline_from AND now_until > now_from))$sql$),
(181, 'table', 'benchmark', $sql$
CREATE TABLE workspace.benchmark (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  metric text NOT NULL,
  peer text NOT NULL,
  value float8 NOT NULL CONSTRAINT "value is a number, neither NaN nor infinity" CHECK (abs(value) < 'infinity'),
  valid_from date NOT NULL,
  source text,
  PRIMARY KEY (tenant, metric, peer, valid_from))$sql$),
(182, 'table', 'metric_definition', $sql$
CREATE TABLE workspace.metric_definition (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  metric text NOT NULL,
  version int NOT NULL DEFAULT 1,
  definition text NOT NULL,
  valid_from date NOT NULL DEFAULT CURRENT_DATE,
  PRIMARY KEY (tenant, metric, version))$sql$),
(183, 'table', 'milestone', $sql$
CREATE TABLE workspace.milestone (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  milestone_id text NOT NULL,
  module text,
  phase text,
  due date,
  done_on date,
  acceptance text,
  PRIMARY KEY (tenant, milestone_id))$sql$),
(184, 'table', 'improvement', $sql$
CREATE TABLE workspace.improvement (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  improvement_id text NOT NULL,
  complaint_id text,
  root_cause text,
  action text NOT NULL,
  owner text,
  pdca text NOT NULL DEFAULT 'plan' CONSTRAINT "pdca is plan, do, check or act" CHECK (pdca IN ('plan', 'do', 'check', 'act')),
  raised_at timestamptz NOT NULL DEFAULT now(),
  due date,
  done_at timestamptz,
  PRIMARY KEY (tenant, improvement_id),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint)$sql$),
(185, 'table', 'compensation', $sql$
CREATE TABLE workspace.compensation (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  kind text NOT NULL,
  offered_at timestamptz NOT NULL,
  accepted bool,
  cost numeric CONSTRAINT "cost is a number, not negative" CHECK (cost >= 0 AND cost < 'infinity'),
  PRIMARY KEY (tenant, complaint_id, kind, offered_at),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE)$sql$),
(186, 'table', 'orders', $sql$
CREATE TABLE workspace.orders (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  order_id text NOT NULL,
  customer_id text,
  ordered_at timestamptz NOT NULL,
  amount numeric CONSTRAINT "amount is a number, neither NaN nor infinity" CHECK (abs(amount) < 'infinity'),
  returned bool,
  return_reason text,
  PRIMARY KEY (tenant, order_id))$sql$),

-- exposure of rates, sources of data, alerts
(190, 'table', 'exposure', $sql$
CREATE TABLE workspace.exposure (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  month date NOT NULL CONSTRAINT "month is the first day of a month" CHECK (extract(day FROM month) = 1),
  unit text NOT NULL CONSTRAINT "unit is accounts, customers, branches, contacts or orders" CHECK (unit IN ('accounts', 'customers', 'branches', 'contacts', 'orders')),
  amount float8 NOT NULL CONSTRAINT "amount is more than 0, below 1e15" CHECK (amount > 0 AND amount < 1e15),
  PRIMARY KEY (tenant, month, unit))$sql$),
(191, 'table', 'source', $sql$
CREATE TABLE workspace.source (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  source text NOT NULL,
  layer text,
  fresh_within interval NOT NULL DEFAULT '1 hour' CONSTRAINT "fresh_within is longer than 0" CHECK (fresh_within > '0'),
  PRIMARY KEY (tenant, source))$sql$),
(195, 'table', 'alert', $sql$
CREATE TABLE workspace.alert (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  alert_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  kind text NOT NULL,
  subject text NOT NULL,
  occurrence text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  raised_at timestamptz NOT NULL DEFAULT now(),
  handled_at timestamptz,
  PRIMARY KEY (tenant, alert_id),
  UNIQUE (tenant, kind, subject, occurrence))$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_tables() IS
'The tables of a workspace, as statements.';

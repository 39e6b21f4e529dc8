-- Step 10: the workspace of a service department, in plain tables.
--
-- Nothing here needs an extension: these are the tables most banks already have
-- under other names. Schema "service" is what an analyst sees; schema "demo" holds
-- the machinery that fills it and can be dropped afterwards without a trace.
-- 服务工作区：普通表，任何银行都已有类似的表。

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS service CASCADE;
DROP SCHEMA IF EXISTS demo CASCADE;
CREATE SCHEMA service;
CREATE SCHEMA demo;
RESET client_min_messages;

-- ------------------------------------------------------------ who ----------

CREATE TABLE service.customer (
	customer_id  int PRIMARY KEY,
	segment      text NOT NULL CHECK (segment IN ('mass', 'affluent', 'private', 'senior', 'business')),
	region       text NOT NULL,
	lang         text NOT NULL CHECK (lang IN ('zh', 'en')),
	joined_on    date NOT NULL
);
COMMENT ON TABLE service.customer IS 'Customers and their segment. 客户与客群';
COMMENT ON COLUMN service.customer.lang IS 'Language the customer writes in. 客户书写语言';

CREATE TABLE service.agent (
	agent_id  int PRIMARY KEY,
	name      text NOT NULL,
	team      text NOT NULL,
	hired_on  date NOT NULL
);
COMMENT ON TABLE service.agent IS 'Service agents of four teams. 客服坐席';

-- ------------------------------------------------------ what happened ------

CREATE TABLE service.complaint (
	complaint_id  int PRIMARY KEY,
	customer_id   int NOT NULL,
	agent_id      int NOT NULL,
	received_at   timestamptz NOT NULL,
	channel       text NOT NULL,
	lang          text NOT NULL,
	body          text NOT NULL
);
COMMENT ON TABLE service.complaint IS 'Raw complaints as they came in. 原始投诉';
COMMENT ON COLUMN service.complaint.body IS 'What the customer wrote or the agent took down. 投诉原文';

-- The true label is kept away from the complaint: no step of the job reads it,
-- only the accuracy figures at the end do.
CREATE TABLE demo.truth (
	complaint_id  int PRIMARY KEY,
	topic         text,            -- NULL: the text says nothing a person could file
	second_topic  text,            -- the other topic of a mixed complaint
	severity      text NOT NULL,   -- general, major, urgent
	after         bool NOT NULL
);
COMMENT ON TABLE demo.truth IS 'True labels of the generated complaints. 真实标签，仅用于计算准确率';

CREATE TABLE service.complaint_event (
	complaint_id  int NOT NULL,
	at            timestamptz NOT NULL,
	event         text NOT NULL CHECK (event IN
		('received', 'responded', 'classified', 'assigned', 'resolved', 'reopened', 'feedback', 'escalated')),
	PRIMARY KEY (complaint_id, event, at)
);
COMMENT ON TABLE service.complaint_event IS 'History of each complaint. 投诉处理过程';

CREATE TABLE service.contact (
	contact_id   int PRIMARY KEY,
	customer_id  int NOT NULL,
	channel      text NOT NULL CHECK (channel IN ('phone', 'chat', 'app', 'branch')),
	handled_by   text NOT NULL CHECK (handled_by IN ('bot', 'person', 'nobody')),
	agent_id     int,
	offered_at   timestamptz NOT NULL,
	answered_at  timestamptz,          -- NULL: the customer gave up first
	ended_at     timestamptz NOT NULL,
	resolved     bool NOT NULL
);
COMMENT ON TABLE service.contact IS 'Calls, chats, app sessions and branch visits. 客户接触';
COMMENT ON COLUMN service.contact.answered_at IS 'NULL when the customer gave up waiting. 客户放弃等待时为空';

CREATE TABLE service.survey_answer (
	answer_id     int PRIMARY KEY,
	contact_id    int NOT NULL,
	customer_id   int NOT NULL,
	agent_id      int,
	answered_at   timestamptz NOT NULL,
	recommend     int NOT NULL CHECK (recommend BETWEEN 0 AND 10),   -- "would you recommend us?"
	satisfaction  int NOT NULL CHECK (satisfaction BETWEEN 1 AND 5)  -- "how did we do today?"
);
COMMENT ON TABLE service.survey_answer IS 'Answers to the survey after a contact. 服务后评价';
COMMENT ON COLUMN service.survey_answer.recommend IS '0-10, for the net promoter score. 推荐意愿';
COMMENT ON COLUMN service.survey_answer.satisfaction IS '1-5, for CSAT and the good-review rate. 满意度';

CREATE TABLE service.touch (
	journey_id   int NOT NULL,
	customer_id  int NOT NULL,
	at           timestamptz NOT NULL,
	seq          int NOT NULL,          -- order of arrival, the tie-breaker
	activity     text NOT NULL,
	channel      text NOT NULL
);
COMMENT ON TABLE service.touch IS 'Every step customers took on the way from a problem to its solution. 客户旅程触点';
COMMENT ON COLUMN service.touch.seq IS 'Order of arrival; several touches may carry the same second. 同一秒内的先后';

-- ------------------------------------------------------- the improvement ---

CREATE TABLE service.improvement (
	name        text PRIMARY KEY,
	go_live     timestamptz NOT NULL,
	baseline    tstzrange NOT NULL,
	now         tstzrange NOT NULL,
	as_of       timestamptz NOT NULL
);
COMMENT ON TABLE service.improvement IS
	'What was changed when, and the two periods that are compared. 改进项目：上线时间、基线期与评价期';

INSERT INTO service.improvement VALUES (
	'one-desk complaint handling',
	'2026-05-16 00:00+08',
	'[2026-04-01 00:00+08, 2026-05-01 00:00+08)',
	'[2026-06-01 00:00+08, 2026-07-01 00:00+08)',
	'2026-07-01 00:00+08');

-- --------------------------------------------------------- step timing -----

CREATE TABLE demo.step (
	ord      int GENERATED ALWAYS AS IDENTITY,
	step     text NOT NULL,
	rows     int8 NOT NULL,
	at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE demo.step IS 'How many rows each step worked on and when it was done. 各步骤行数与用时';
INSERT INTO demo.step (step, rows) VALUES ('tables', 0);

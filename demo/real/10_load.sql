-- Real records, step 10: load the folder that DATA names. 导入真实记录。
--
-- Tab-separated files with one header line and no quoting. psql variable :data is
-- the folder (the demo passes it). Nothing of it is stored outside this database.

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS real CASCADE;
CREATE SCHEMA real;
RESET client_min_messages;

CREATE TABLE real.cfpb (           -- complaints to the US consumer bureau, 2015-2020
	complaint_id      int PRIMARY KEY,
	date_received     date NOT NULL,
	date_sent         date NOT NULL,
	product           text NOT NULL,
	sub_product       text,
	issue             text,
	sub_issue         text,
	company           text,
	state             text,
	channel           text,
	company_response  text,
	timely            text,
	narrative         text
);
COMMENT ON TABLE real.cfpb IS 'Consumer complaints of the CFPB. 美国消费者金融保护局投诉';

CREATE TABLE real.cfpb_narrative (id int PRIMARY KEY, label text NOT NULL, body text NOT NULL);
COMMENT ON TABLE real.cfpb_narrative IS 'Complaint narratives with their product. 投诉叙述与产品';

CREATE TABLE real.message (        -- citizens' messages to a city government
	msg_id      int PRIMARY KEY,
	user_id     text NOT NULL,
	created_at  timestamp NOT NULL,
	likes       int,
	dislikes    int,
	title       text,
	body        text
);
COMMENT ON TABLE real.message IS 'Messages to a city government. 市民留言';

CREATE TABLE real.reply (
	msg_id      int PRIMARY KEY,
	user_id     text NOT NULL,
	created_at  timestamp NOT NULL,
	replied_at  timestamp NOT NULL,
	title       text,
	body        text,
	reply       text
);
COMMENT ON TABLE real.reply IS 'Messages and the official replies to them. 留言与官方答复';

CREATE TABLE real.holiday (
	day            date NOT NULL,
	kind           text NOT NULL,      -- off: closed, work: make-up working day
	name           text,
	announced_for  int,
	paper          text
);
COMMENT ON TABLE real.holiday IS 'Public holidays and make-up working days of China. 法定节假日与调休';

CREATE TABLE real.ticket_event (   -- ticketing of a help desk, 2010-2014
	case_id          text NOT NULL,
	seq              int NOT NULL,
	at               timestamptz NOT NULL,
	activity         text NOT NULL,
	resource         text,
	seriousness      text,
	service_level    text,
	customer         text,
	product          text,
	support_section  text,
	workgroup        text,
	PRIMARY KEY (case_id, seq)
);
COMMENT ON TABLE real.ticket_event IS 'Event log of a software help desk. 服务台事件日志';

CREATE TABLE real.job_check (ord int GENERATED ALWAYS AS IDENTITY, claim text NOT NULL, passed bool NOT NULL);

-- \copy expands no variables, \cd does.
\cd :data
\copy real.cfpb FROM 'en_cfpb_cases.tsv' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
\copy real.cfpb_narrative FROM 'en_cfpb_narratives.tsv' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
\copy real.message FROM 'zh_gov_messages.tsv' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
\copy real.reply FROM 'zh_gov_replies.tsv' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
\copy real.holiday FROM 'cn_holidays.tsv' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
\copy real.ticket_event FROM 'logs/helpdesk.tsv' (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
ANALYZE;

\echo
\echo 'loaded'
SELECT what, to_char(n, 'FM999,999') AS rows, first::date, last::date
FROM (SELECT 1, 'CFPB complaints', count(*), min(date_received), max(date_received) FROM real.cfpb
	UNION ALL SELECT 2, 'CFPB narratives', count(*), NULL, NULL FROM real.cfpb_narrative
	UNION ALL SELECT 3, 'citizens'' messages 市民留言', count(*), min(created_at), max(created_at) FROM real.message
	UNION ALL SELECT 4, 'messages with a reply 已答复留言', count(*), min(created_at), max(created_at) FROM real.reply
	UNION ALL SELECT 5, 'help-desk events', count(*), min(at), max(at) FROM real.ticket_event
	UNION ALL SELECT 6, 'days off and make-up days 节假日', count(*), min(day), max(day) FROM real.holiday) AS t(ord, what, n, first, last)
ORDER BY ord;

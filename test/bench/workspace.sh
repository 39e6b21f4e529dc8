# workspace.sh - a workspace under load: bulk COPY of complaints, one row at a time, its views, tick.
#
# SCALE=1 is 100,000 complaints with 400,000 events; half of the open ones are at risk.  What intake adds is the ratio to the same COPY into the
# same table (columns, checks, indexes, foreign key) without its triggers; beside it stands a copy of the table that has no foreign key either.
# Times of views are those of whole tables, against the complaints themselves read with the same columns.

ROWS=$(scaled 100000)
FILE=$BENCH_DIR/complaints.tsv
COLUMNS="complaint_id, received_at, channel, customer_id, product, branch, severity, text"
bench_sql - <<SQL || return 1
SET client_min_messages = warning; SET search_path = public, csq;
CREATE TABLE said AS SELECT row_number() OVER () - 1 AS k, t, l FROM (VALUES
('客服态度恶劣，打了三次电话都没人处理，我要向银保监会投诉你们', 'attitude'), ('快递三天还没到，查询物流一直不更新，催了也没用', 'delivery'),
('扣款两次却没有退款，已经等了十五天，要求赔偿500元', 'refund'), ('APP一直闪退，登录不上去，验证码也收不到，非常着急', 'product'),
('老人去网点办业务排队两个小时，工作人员爱理不理，太气愤了', 'attitude'), ('I waited for hours and nobody called me back, this is unacceptable. I want my money back.', 'delivery'),
('The agent was rude and hung up on me. I will report this to the regulator if it is not solved.', 'attitude'), ('My card was charged twice for the same order and the refund never came.', 'refund'),
('The app crashes each time I open it, I cannot log in since the update.', 'product'), ('你好，请问贷款利率怎么算，合同里写的和宣传的不一样，手续费也没有说明', 'fees')) AS v(t, l);
CREATE TABLE come AS
SELECT 'x' || i AS complaint_id, timestamptz '2026-01-01 00:00+00' + i * interval '97 seconds' AS received_at, (ARRAY['phone', 'app', 'chat', 'branch'])[i % 4 + 1] AS channel, 'k' || i * 7 % 5000 AS customer_id,
  (ARRAY['card', 'loan', 'wealth'])[i % 3 + 1] AS product, 'b' || i % 20 AS branch, CASE WHEN i % 9 = 0 THEN 'major' END AS severity,
  t || ' ' || i || (ARRAY['', ' 多次反映无人理睬。', ' Please call me back.'])[i % 3 + 1] AS text, l
FROM generate_series(1, $ROWS) AS i JOIN said ON k = i % 10;
COPY (SELECT $COLUMNS FROM come) TO '$FILE';
SELECT create_workspace(w, '{"calendar":"tz Asia/Shanghai; mon-fri 09:00-18:00"}') FROM unnest('{same,due,whole}'::text[]) AS w \\g /dev/null
ALTER TABLE same.complaint DISABLE TRIGGER USER;
UPDATE due.setting SET lexicon = NULL, severity_lexicon = NULL;
UPDATE whole.setting SET model = (SELECT train_agg(l, text) FROM (SELECT l, text FROM come ORDER BY complaint_id LIMIT 4000) AS x);
CREATE TABLE plain (LIKE same.complaint INCLUDING ALL);
SQL

# load TABLE: milliseconds of the COPY into the emptied table
load() { BENCH_SET="SET client_min_messages = warning; TRUNCATE $1 CASCADE;" time_sql "COPY $1 ($COLUMNS) FROM '$FILE'"; }

# what is compared must be there
[ "$(bench_psql -c "SELECT count(*) FROM whole.setting WHERE lexicon IS NOT NULL AND model IS NOT NULL")" = 1 ] || { echo "workspace: no lexicon or no model"; return 1; }

bare=() same=() due=() full=()
load plain >/dev/null; load whole.complaint >/dev/null
for ((i = 0; i < ROUNDS; i++)); do
    bare+=("$(load plain)"); same+=("$(load same.complaint)"); due+=("$(load due.complaint)"); full+=("$(load whole.complaint)")
done
bench_row "COPY of $ROWS, deadlines only" "$(median "${due[@]}")" "the same table without triggers" "$(median "${same[@]}")" "<=1.6"
bench_row "COPY of $ROWS, lexicon and model" "$(median "${full[@]}")" "the same table without triggers" "$(median "${same[@]}")" "<=4"
bench_row "COPY of $ROWS, deadlines only" "$(median "${due[@]}")" "no foreign key, no triggers" "$(median "${bare[@]}")" "<=1.6"
bench_row "COPY of $ROWS, lexicon and model" "$(median "${full[@]}")" "no foreign key, no triggers" "$(median "${bare[@]}")" "<=4"

# one statement per row
one() { BENCH_SET="SET client_min_messages = warning; TRUNCATE $1 CASCADE;" time_sql "DO \$x\$ BEGIN FOR i IN 1..500 LOOP INSERT INTO $1 (complaint_id, received_at, channel) VALUES (i, '2026-03-03 10:00+00', 'app'); END LOOP; END \$x\$"; }
mine=() peer=()
for ((i = 0; i < ROUNDS; i++)); do mine+=("$(one due.complaint)"); peer+=("$(one same.complaint)"); done
bench_row "500 statements of one row, deadlines" "$(median "${mine[@]}")" "the same table without triggers" "$(median "${peer[@]}")" "<=20"

bench_sql - <<SQL || return 1
SET client_min_messages = warning;
TRUNCATE whole.complaint CASCADE;
COPY whole.complaint ($COLUMNS) FROM '$FILE';
INSERT INTO whole.customer (customer_id, segment, birth_year) SELECT 'k' || i, (ARRAY['vip', 'mass', 'gold'])[i % 3 + 1], 1940 + i % 60 FROM generate_series(0, 4999) AS i;
INSERT INTO whole.complaint_event (complaint_id, stage, at, event)
SELECT c.complaint_id, s.stage, c.received_at + (s.f + abs(hashint4(i + length(s.stage))) % s.m) * interval '1 minute', 'stop'
FROM (SELECT complaint_id, received_at, substr(complaint_id, 2)::int AS i FROM whole.complaint) AS c,
  (VALUES ('response', 2, 150), ('resolution', 100, 6000), ('review', 6200, 3000), ('feedback', 6200, 5000)) AS s(stage, f, m) WHERE i % 5 > 0 OR (s.stage = 'response' AND i % 25 > 0);
INSERT INTO whole.complaint_event (complaint_id, stage, at, event, reason)
SELECT c.complaint_id, 'resolution', c.received_at + e.h * interval '1 minute', e.ev, 'customer' FROM whole.complaint AS c, (VALUES ('pause', 10), ('resume', 60)) AS e(ev, h) WHERE substr(c.complaint_id, 2)::int % 3 = 0;
UPDATE whole.setting SET as_of = (SELECT max(received_at) + interval '1 day' FROM whole.complaint);
VACUUM ANALYZE;
SQL
BENCH_SET=
FLOOR="SELECT count(month), count(channel), count(category), count(severity), count(segment), count(age_group) FROM whole.v_complaint"
bench_pair "v_status, $ROWS complaints" "SELECT count(due_at), count(used), count(*) FROM whole.v_status" "v_complaint" "$FLOOR" "<=5"
bench_pair "v_attainment, $ROWS complaints" "SELECT count(rate), sum(hits) FROM whole.v_attainment" "v_complaint" "$FLOOR" "<=7"
bench_pair "v_at_risk, $ROWS complaints" "SELECT count(breach_probability) FROM whole.v_at_risk" "v_complaint" "$FLOOR" "<=7"
bench_pair "v_status, one complaint" "SELECT * FROM whole.v_status WHERE complaint_id = 'x777'" "v_complaint, the same one" "SELECT * FROM whole.v_complaint WHERE complaint_id = 'x777'" "<=10"
bench_pair "v_status, one day" "SELECT count(due_at) FROM whole.v_status WHERE received_at >= '2026-01-10' AND received_at < '2026-01-11'" \
    "v_complaint, the same day" "SELECT count(category) FROM whole.v_complaint WHERE received_at >= '2026-01-10' AND received_at < '2026-01-11'" "<=10"

# tick: all that is due at once, and when nothing is new
mine=() peer=()
for ((i = 0; i < ROUNDS; i++)); do
    BENCH_SET="TRUNCATE whole.alert;"
    peer+=("$(time_sql "SELECT csq.tick('whole')")")
    BENCH_SET=
    mine+=("$(time_sql "SELECT csq.tick('whole')")")
done
bench_row "tick, nothing new" "$(median "${mine[@]}")" "the first one" "$(median "${peer[@]}")" "<=1"

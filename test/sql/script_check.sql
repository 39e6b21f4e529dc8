-- scripts over conversations, figures of a conversation, replies
SET search_path = csq, public;
SET extra_float_digits = 0;

CREATE TABLE call (id int, transcript jsonb);
INSERT INTO call VALUES
 (1, '{"scene": "refund", "tags": ["vip", "eu"], "turns": [
   {"speaker": "agent", "text": "您好，很高兴为您服务，我是 7 号客服。", "start": 0, "end": 4},
   {"speaker": "customer", "text": "我的退款一直没有到账，太差了，我要投诉！", "start": 5, "end": 10},
   {"speaker": "agent", "text": "非常抱谦给您带来不便，请提供一下您的身份证后四位。", "start": 11, "end": 16},
   {"speaker": "customer", "text": "1234，快点", "start": 15, "end": 18},
   {"speaker": "agent", "text": "请稍等。退款将在三个工作日内到账，请问还有什么可以帮您？", "start": 30, "end": 36},
   {"speaker": "customer", "text": "好的，谢谢，满意", "start": 37, "end": 39, "confidence": 0.9}]}'),
 (2, '[{"speaker": "agent", "text": "喂，什么事"}, {"speaker": "customer", "text": "你们的服务太差了，我要投诉"}, {"speaker": "agent", "text": "这不归我管"}, {"speaker": "customer", "text": "还是差"}]');
CREATE TABLE script (s jsonb);
INSERT INTO script VALUES ('{"rules": [
  {"rule": "greeting", "kind": "must", "say": ["您好", "很高兴为您服务"], "within_turns": 1, "weight": 10},
  {"rule": "greeting in time", "kind": "any_of", "say": ["您好", "你好"], "within": "5 s"},
  {"rule": "not my job", "kind": "must_not", "say": ["不归我管", "不知道"], "red_line": true, "weight": 20},
  {"rule": "apology", "kind": "after", "when": ["投诉", "太差"], "say": ["非常抱歉给您带来不便"], "within_turns": 1, "weight": 15},
  {"rule": "order", "kind": "order", "say": ["身份证", "工作日内到账", "还有什么可以帮您"], "weight": 5},
  {"rule": "wait", "kind": "count", "say": "请稍等", "at_most": 1},
  {"rule": "no long silence", "kind": "gap", "at_most": "10s"},
  {"rule": "response", "kind": "gap", "at_most": 20, "speaker": "agent"},
  {"rule": "recovered", "kind": "recovered", "good": ["满意", "谢谢"], "bad": ["差", "投诉"]},
  {"rule": "refund term", "kind": "must", "say": ["三个工作日内到账"], "applies_when": {"scene": "refund"}},
  {"rule": "vip line", "kind": "must", "say": ["贵宾专线"], "applies_when": {"tags": ["vip"]}},
  {"rule": "loan", "kind": "must", "say": ["利率"], "applies_when": {"scene": "loan"}},
  {"rule": "asked for a refund", "kind": "must", "say": ["退款将在三个工作日内到账"], "applies_when": {"said": ["退款"]}}]}');
SELECT rule, passed, weight, red_line, turn, evidence FROM script, call, script_check(s, transcript) WHERE id = 1;
SELECT rule, passed, turn, evidence FROM script, call, script_check(s, transcript) WHERE id = 2;
SELECT id, round(script_score(s, transcript)::numeric, 3) AS score FROM script, call ORDER BY id;

-- errors of recognition: pairs of characters; words stay whole where it is letter by letter
SELECT said, must.passed AS must, must_not.passed AS must_not FROM unnest(ARRAY['投资有风险，理财需谨慎', '投资有风险，理才需谨慎', '投资 有 风险 理财 要谨慎', '投资没有风险', '有风险', 'unknown', 'I do not know', 'I know']) said,
  LATERAL (SELECT jsonb_build_array(jsonb_build_object('speaker', 'agent', 'text', said)) AS t) x,
  script_check('[{"rule": "risk", "kind": "must", "say": ["投资有风险理财需谨慎"]}]', t) must, script_check('[{"rule": "no", "kind": "must_not", "say": ["know"]}]', t) must_not;

-- figures
SELECT speaker, turns, seconds, round(share::numeric, 3) AS share, characters, round(characters_per_minute::numeric) AS per_minute, interruptions FROM call, talk(transcript) WHERE id = 1;
SELECT speaker, turns, seconds, share, characters, interruptions FROM call, talk(transcript) WHERE id = 2;
SELECT id, seconds, round(share::numeric, 3) AS share, longest, turn FROM call, silence(transcript) ORDER BY id;
SELECT seconds, longest FROM silence('[{"speaker": "a", "text": "x", "start": "2026-03-02T09:00:00Z", "end": "2026-03-02T09:00:05Z"}, {"speaker": "b", "text": "y", "start": "2026-03-02T17:00:08+08:00", "end": "2026-03-02T09:00:09Z"}]');
SELECT * FROM silence('[]');
SELECT count(*) FROM talk('[]');

-- replies
SELECT round(relevance('小区门口的路灯坏了，晚上很黑', reply)::numeric, 2) AS relevance FROM unnest(ARRAY['网友：您好！留言已收悉', '您反映的小区门口路灯已于3月5日修复', '']) reply;
SELECT relevance('，。', 'x') AS nothing, relevance('', 'x') AS empty;

-- errors
SELECT script_check('[{"rule": "a", "kind": "mustnt", "say": ["x"]}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "must", "says": ["x"]}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "must"}]', '[]');
SELECT script_check('[{"kind": "must", "say": "x"}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "after", "say": "x"}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "gap", "at_most": "soon"}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "must", "say": "，"}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "must", "say": "x", "likeness": 70}]', '[]');
SELECT script_check('[]', '[{"speaker": "a"}]');
SELECT script_check('[]', '{"turn": []}');
SELECT script_check('[]', '[{"speaker": "a", "text": "x", "start": 5, "end": 4}]');
SELECT script_check('[]', '[{"speaker": "a", "text": "x", "start": "2026-03-02 09:00"}]');
SELECT count(*) AS no_rules FROM script_check('[]', '[]');
-- speakers by their usual names, in any case; anybody; a speaker who is not there; traditional characters
SELECT passed, turn FROM script_check('[{"rule": "a", "kind": "must", "say": "您好"}, {"rule": "b", "kind": "must", "say": "投诉", "speaker": "customer"}, {"rule": "c", "kind": "must", "say": "投诉", "speaker": "any"},
  {"rule": "d", "kind": "must", "say": "您好", "speaker": "Supervisor"}, {"rule": "e", "kind": "must", "say": "您好", "speaker": "bot"}, {"rule": "f", "kind": "must", "say": "请问有什么可以帮您"}, {"rule": "g", "kind": "after", "when": "投诉", "say": "抱歉"}]',
  '[{"speaker": "客服", "text": "您好，請問有什麼可以幫您？"}, {"speaker": "用户", "text": "我要投訴"}, {"speaker": "坐席", "text": "抱歉"}, {"speaker": "supervisor", "text": "您好"}]');
SELECT script_check('[{"rule": "a", "kind": "count", "say": "您好", "at_least": 3, "at_most": 1}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "count", "say": "您好", "at_least": -1}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "count", "say": "您好", "at_most": 1.5}]', '[]');
SELECT script_check('[{"rule": "a", "kind": "gap", "at_most": -3}]', '[]');
DROP TABLE call, script;
-- names of one role are one speaker, as in a script; the first is shown, and nobody interrupts himself
SELECT speaker, turns, seconds, interruptions FROM talk('[{"speaker":"坐席","text":"您好","start":0,"end":4},{"speaker":"Staff","text":"请讲","start":3,"end":5},{"speaker":"Zhang","text":"喂","start":4,"end":7},{"speaker":"ZHANG","text":"喂","start":6,"end":8},{"speaker":"operator","text":"好","start":9,"end":10}]');
SELECT speaker, turns FROM talk('[{"speaker":"any","text":"a"},{"speaker":"Any","text":"b"},{"speaker":"agent","text":"c"},{"speaker":"supervisor","text":"d"}]');
-- traditional characters are the simplified ones in relevance, too
SELECT relevance('電梯壞了沒人修', '电梯已经修好'), relevance('电梯坏了', '電梯壞了'), relevance('網速很慢', '网速很慢');
SELECT script_score('[{"rule": "a", "kind": "must", "say": "您好", "within_turns": 0}]', '[]');
SELECT script_score('[{"rule": "a", "kind": "must", "say": "您好", "within_turns": -2}]', '[]');
-- speakers as systems write them: traditional characters, full width, capitals, blanks around; a name of their own is not the role
SELECT s, script_score('[{"rule": "a", "kind": "must", "say": "您好"}]', jsonb_build_array(jsonb_build_object('speaker', s, 'text', '您好')))
FROM unnest(ARRAY['客服人員', 'ＡＧＥＮＴ', ' Agent ', '话务员', '話務員', 'assistant', 'Customer Service', '客戶', '顧客', 'agent 2', '客服小王', '']) WITH ORDINALITY u(s, o) ORDER BY o;
SELECT speaker, turns FROM talk('[{"speaker":"客戶","text":"a"},{"speaker":"客户","text":"b"},{"speaker":"ＵＳＥＲ","text":"c"},{"speaker":"張三","text":"d"},{"speaker":" 张三","text":"e"},{"speaker":"张三丰","text":"f"},{"speaker":"李 四","text":"g"}]');

-- with errors: each is counted, and found in order, where it is said first, though it is said better later; a long turn takes time in proportion
SELECT rule, passed, evidence FROM script_check('[{"rule": "twice", "kind": "count", "say": "非常抱歉给您带来不便", "likeness": 0.7, "at_least": 2},
  {"rule": "order", "kind": "order", "say": ["非常抱歉给您带来不便", "请您谅解"]}]', '[{"speaker": "agent", "text": "非常抱谦给您带来不便，请您谅解。非常抱歉给您带来不便"}]');
SELECT passed FROM script_check('[{"rule": "count", "kind": "count", "say": "非常抱歉给您带来不便", "likeness": 0.7, "at_least": 40000, "at_most": 40000}]', jsonb_build_array(jsonb_build_object('speaker', 'agent', 'text', repeat('非常抱歉给您带来不便', 40000))));

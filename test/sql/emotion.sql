-- Emotion of a text and over a dialogue.
SET search_path = csq, public;
SET client_min_messages = warning;
\pset format unaligned
\pset null '<null>'

SELECT t, e.* FROM unnest(ARRAY['有点失望', '失望', '很失望', '非常失望', '不满意', '很满意', '味道不错但是太慢', '订单号是多少', 'furious', 'extremely disappointed']) WITH ORDINALITY u(t, o),
  emotion(lexicon('emotion', 'zh') + lexicon('emotion', 'en'), t) e ORDER BY o;
SELECT * FROM emotion('emotion/bored: yawn 2; other/angry: bad 3', 'yawn, bad');
SELECT * FROM emotion('cause/fee: x', 'x');
SELECT * FROM emotion('emotion/angry: x', NULL);
-- a dialogue: calmed, not calmed, never upset, of one turn, of nobody
CREATE TEMP TABLE talk_of AS SELECT * FROM (VALUES
  ('calmed', '[{"speaker":"customer","text":"太过分了"},{"speaker":"agent","text":"很抱歉，非常满意"},{"speaker":"customer","text":"等了半天"},{"speaker":"customer","text":"好的"},{"speaker":"customer","text":"很满意"}]'::jsonb),
  ('not calmed', '[{"speaker":"customer","text":"很满意"},{"speaker":"customer","text":"失望"},{"speaker":"customer","text":"气死了"}]'),
  ('never upset', '[{"speaker":"customer","text":"请问几点"},{"speaker":"customer","text":"好吃"}]'),
  ('one turn', '[{"speaker":"customer","text":"气死了"}]'),
  ('nobody', '[{"speaker":"agent","text":"您好"}]'),
  ('empty', '[]')) v(name, transcript);
SELECT name, w.* FROM talk_of, emotion_trajectory(lexicon('emotion', 'zh'), transcript, 'customer') w;
SELECT * FROM emotion_trajectory(lexicon('emotion', 'zh'), '{"a":1}', 'customer');
-- threats and annoyance in everyday words, and a support that is asked for
SELECT t, e.emotion FROM unnest(ARRAY['不给说法我就跟你没完', '天天骚扰电话，烦死了', '我真是服了', '吃了两片药，服了', '希望贵行支持', '请支持我们的诉求，谢谢', '感谢你们的大力支持']) WITH ORDINALITY u(t, o), emotion(lexicon('emotion', 'zh'), t) e ORDER BY o;
-- in a generated column
CREATE TABLE felt (body text, mood text GENERATED ALWAYS AS ((emotion(lexicon('emotion', 'zh'), body)).emotion) STORED);
INSERT INTO felt VALUES ('太過分了'), ('几点开门');
SELECT * FROM felt;
DROP TABLE felt;
-- the speaker by any of the names of a role, in any case; turns of signs alone are in no mean, and nothing is known of a text of signs
SELECT s, w.turns, w.first, w.last, w.recovered, w.emotions FROM unnest(ARRAY['customer', 'CLIENT', '顾客', 'any', 'Mr Wang', 'custmer']) WITH ORDINALITY u(s, o),
  emotion_trajectory(lexicon('emotion', 'zh'), '[{"speaker":"Customer","text":"太過分了"},{"speaker":"用户","text":"……"},{"speaker":"customer","text":""},{"speaker":"mr wang","text":"很满意"},{"speaker":"客户","text":"👍"}]', s) w ORDER BY o;
SELECT w.* FROM emotion_trajectory(lexicon('emotion', 'zh'), '[{"speaker":"customer","text":"？？"}]', 'customer') w;
SELECT t, e.* FROM unnest(ARRAY['', '。。。', '👌', '💢', '嗯', '7']) WITH ORDINALITY u(t, o), emotion('emotion/angry: "💢" 2', t) e ORDER BY o;

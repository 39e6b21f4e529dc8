-- The phrases that come with csq: complete, well-formed, and doing what they are for.
SET search_path = csq, public;
SET client_min_messages = warning;
\pset format unaligned
\pset null '<null>'

SELECT sum(n) >= 600 AS enough, min(n) >= 60 AS each_topic
FROM (SELECT t, l, count(*) AS n FROM unnest('{category,severity,scene,emotion,script}'::text[]) t, unnest('{zh,en}'::text[]) l, default_lexicon(t, l) GROUP BY 1, 2) v;
SELECT count(*) FROM default_lexicon('category', 'xx');
SELECT count(*) FROM default_lexicon(NULL, 'zh');
-- product and cause are topics too, and together the category
SELECT (SELECT count(*) FROM default_lexicon('category', l)) = (SELECT count(*) FROM default_lexicon('product', l)) + (SELECT count(*) FROM default_lexicon('cause', l)) AS adds_up
FROM unnest('{zh,en}'::text[]) l;
-- no phrase twice, every phrase in normal form, every label named in both languages
SELECT axis, label, phrase FROM unnest('{category,severity,scene,emotion,script}'::text[]) t, unnest('{zh,en}'::text[]) l, default_lexicon(t, l) GROUP BY l, 1, 2, 3 HAVING count(*) > 1;
SELECT phrase FROM unnest('{category,severity,scene,emotion,script}'::text[]) t, unnest('{zh,en}'::text[]) l, default_lexicon(t, l) WHERE phrase <> normalize_text(phrase);
-- one call gives what the aggregate gives
SELECT bool_and(lexicon(t, l) = (SELECT lexicon_agg(label, phrase, weight, axis, negation) FROM default_lexicon(t, l))) AS same FROM unnest('{category,product,cause,severity,scene,emotion,script}'::text[]) t, unnest('{zh,en}'::text[]) l;
SELECT lexicon('nothing', 'zh');
SELECT lexicon('cause', 'fr');
SELECT DISTINCT axis, label FROM unnest('{category,severity,scene,emotion,script}'::text[]) t, unnest('{zh,en}'::text[]) l, default_lexicon(t, l)
EXCEPT SELECT z.axis, z.label FROM default_labels('zh') z JOIN default_labels('en') e USING (axis, label);
SELECT count(DISTINCT label) AS scenes FROM default_lexicon('scene', 'zh');

CREATE TEMP TABLE lx AS
SELECT t AS topic, lexicon_agg(label, phrase, weight, axis, negation) AS lx
FROM unnest('{category,severity,scene,emotion,script}'::text[]) t, unnest('{zh,en}'::text[]) l, default_lexicon(t, l) GROUP BY t;

SELECT t, classify(lx, t, 'product') AS product, classify(lx, t, 'cause') AS cause
FROM lx, unnest(ARRAY['信用卡被盗刷，不是我本人操作', '扣了我年费没有提前告知', '客服态度差，还挂我电话', '退款迟迟不到账', '手机银行一升级就闪退',
  '车险理赔太慢，定损太低', '存款变保险，骗老人', '快递显示已签收但没收到货', '天天催收骚扰家人',
  'I was charged twice on my credit card', 'No one called me back', 'My identity was stolen and my credit report is wrong',
  'The package never arrived', 'My claim was denied by the adjuster', 'A debt collector keeps calling my work']) WITH ORDINALITY u(t, o)
WHERE topic = 'category' ORDER BY o;
SELECT t, (severity(lx, t, 50000)).*
FROM lx, unnest(ARRAY['请问年费怎么收', '再不处理我就打12378投诉', '三天内不退款，否则发律师函', '我不会起诉你们', '我妈被你们气得要跳楼', '老人不会用', '八十岁老人被骗了五万元',
  'I will contact the CFPB and my lawyer', 'please help me reset my password', 'I was injured in your branch']) WITH ORDINALITY u(t, o)
WHERE topic = 'severity' ORDER BY o;
SELECT t, classify(lx, t) AS scene
FROM lx, unnest(ARRAY['我要投诉你们', '请问营业时间是几点', '维修进度怎么样了，工单号给我', '帮我修改手机号', '宽带断网了要报修', '我要退货退款', '账单不对，多扣了钱', '卡丢了要挂失', '有什么优惠活动',
  'how do i file a claim for a refund', 'I lost my card, please block my card']) WITH ORDINALITY u(t, o)
WHERE topic = 'scene' ORDER BY o;
SELECT t, classify(lx, t) AS emotion
FROM lx, unnest(ARRAY['非常满意，谢谢', '一点都不满意', '太过分了，气死我了', 'not happy at all', 'thank you, very helpful']) WITH ORDINALITY u(t, o)
WHERE topic = 'emotion' ORDER BY o;

-- what agents say, and should not: of every label one; nothing of what customers say about their case
SELECT t, string_agg(DISTINCT label, ', ' ORDER BY label) AS said
FROM lx, unnest(ARRAY['您好，我是客服，工号 1024，请问有什么可以帮您？', '麻烦核对一下身份证后四位', '非常理解您的心情，给您带来不便，我们深表歉意', '跟您确认一下，您反映的是重复扣款', '已为您登记，两个工作日内给您回电',
  '请您稍等，帮您查询一下', '请问还有什么可以帮您？祝您生活愉快，再见', '這不歸我管，你找別的部門', '我都说了多少遍，你听不懂吗', '是你自己的问题，合同你没看吗', '这款产品稳赚不赔',
  'Thank you for calling, my name is Ann, how may I help you?', 'To verify your account, the last four digits please', 'I completely understand, and I apologize', 'Just to confirm, is that correct? I''ll follow up',
  'Please hold, let me check', 'Is there anything else? Have a nice day', 'That’s not my department, there is nothing I can do', 'Calm down. I already told you, you should have read it', 'Guaranteed returns, zero risk',
  '我的卡被盗刷了两万元', 'my package never arrived']) WITH ORDINALITY u(t, o) LEFT JOIN LATERAL lexicon_matches(lx, t) ON true
WHERE topic = 'script' GROUP BY o, t ORDER BY o;

-- a negator that denies something else, and names of places and departments; D is the severity of both languages
CREATE TEMP TABLE d AS SELECT lexicon_agg(label, phrase, weight, axis, negation) AS d FROM unnest('{zh,en}'::text[]) l, default_lexicon('severity', l);
SELECT t, (severity(d, t)).level FROM d, unnest(ARRAY['孩子不小心烫伤了', '不合格电池爆炸', '没办法只能跳楼', '非正常死亡', '不退款起诉', '不排除向媒体曝光', 'NO CONSENT IS IDENTITY THEFT',
  '没有受伤没有死亡', 'no injury no bleeding', '没有受伤、没有死亡', '门被打开了', '年轻生命', '排向人行道', 'add insult to injury', 'fell on deaf ears',
  '去年发生了3起火灾', '父亲去世后要过户', 'call the fraud department', 'log in with Facebook',
  '我要报警', '告上法庭', '没法活了', '漏电', '重伤', 'I will sue', 'call the police', '我要報警', '孩子燙傷了', '告上法庭，投訴多次']) WITH ORDINALITY u(t, o) ORDER BY o;
-- a threat that is denied, one that is conditional, ultimatums, a pupil beaten; a text without words has no level
SELECT t, (severity(d, t)).level FROM d, unnest(ARRAY['不是要投诉到银保监', '我不会打12378', '没想过要找媒体曝光', '我不想去信访', '我没有要起诉你们', 'I am not going to the CFPB', 'I do not want to contact the CFPB',
  '不投诉到银保监你们就不解决', '再不解决我投诉到银保监', '不排除向银保监投诉', '没办法只好打12315', '扬言不怕我去劳动局',
  '限三天内答复', '限你们24小时内退款', '请在3个工作日内回复', '孩子在学校被老师打了', '孩子被同学打伤', '被客服打了电话', '被两个部门踢皮球',
  'I have called numerous times and written twice', 'going back and forth with them for months', '', ' 。。！', NULL]) WITH ORDINALITY u(t, o) ORDER BY o;
-- denied satisfaction is no satisfaction; telecoms, points, well-known products
SELECT t, classify(lexicon('emotion', 'zh'), t) AS emotion FROM unnest(ARRAY['不太满意', '不怎么满意', '谈不上满意', '不够满意', '没有不满意', '还算满意', '垃圾没人清理', '服务垃圾']) WITH ORDINALITY u(t, o) ORDER BY o;
SELECT t, classify(lexicon('category', 'zh'), t, 'product') AS product, classify(lexicon('category', 'zh'), t, 'cause') AS cause
FROM unnest(ARRAY['积分被清零', '贷款利率太高', '花呗逾期了', '余额宝提现不到账', '宽带断网', '手机信号差', '携号转网被卡', '发票不给开', '转账没到账']) WITH ORDINALITY u(t, o) ORDER BY o;
-- thanks as a formula say nothing, praise does
SELECT t, classify(lexicon('emotion', 'zh') + lexicon('emotion', 'en'), t) AS emotion
FROM unnest(ARRAY['请领导解决，谢谢', '感谢您百忙之中阅读', '希望尽快处理，谢谢！', 'thank you for your help', 'please fix this, thanks', '味道不错，谢谢', 'thanks for the great service', '難吃', '太過分了']) WITH ORDINALITY u(t, o) ORDER BY o;
-- in generated columns
CREATE TABLE intake (body text, level text GENERATED ALWAYS AS ((severity(lexicon('severity', 'zh'), body)).level) STORED, cause text GENERATED ALWAYS AS (classify(lexicon('cause', 'zh'), body, 'cause')) STORED);
INSERT INTO intake VALUES ('信用卡被盗刷'), ('请问年费怎么收'), ('孩子烫伤了');
SELECT * FROM intake;
DROP TABLE intake;
-- an event, not its place, its price or a figure of speech
SELECT t, level, reasons FROM unnest(ARRAY['我非起诉你们不可', '电梯坠落', '大出血', '自焚', '死给你们看', '刹车失灵', '电池鼓包', '吃出玻璃', '燃气漏气', '恐吓我', '暴力催收', '发到抖音上', '老人摔倒了',
  'my son was burned', 'had a heart attack', 'broken leg', 'he has a gun', 'sexually harassed', 'threatened me', 'my wallet was stolen']) WITH ORDINALITY u(t, o), LATERAL (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) l, severity(lx, t) ORDER BY o;
SELECT count(*) AS figures, count(*) FILTER (WHERE (severity(lx, t)).level <> 'general') AS alarms FROM (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) l, unnest(ARRAY['跳楼价', '跳楼大甩卖', '自杀式降价', '流血大甩卖', '打骨折', '中毒太深', '电脑中毒了', '手机内存爆炸', '信息量爆炸',
  '爆炸盐', '自然死亡', '秒杀了一个手机', '抹杀了', '被打动了', '被打翻了', '被打碎了', '打死一只蟑螂', '受伤怎么报销', '火灾保险怎么买', '荷包大出血', '起诉书在哪里下载', '电视台在哪', '会不会泄露信息', '残疾证怎么办理',
  'ambulance chasers', 'suicide doors', 'injury time', 'my head exploded', 'exploded with joy', 'identity theft protection plan price', 'attorney general website link', 'pregnant with ideas', 'blind date', 'police report form']) t;
-- a negator that denies something else, and one that denies both of two
SELECT count(*) AS events, count(*) FILTER (WHERE (severity(lx, t)).level = 'general') AS hidden FROM (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) l, unnest(ARRAY['孩子无故被打伤', '没想到爆炸了', '没人救助导致死亡', '没戴头盔骨折', '不给钱就跳楼',
  '未经同意泄露我的信息', '没有退款，被骗了', 'no warning, exploded', 'not only rude but assaulted me', 'never received it, fraud', 'nobody helped so I called the police', 'do not call me or I will sue you']) t;
SELECT count(*) AS denied, string_agg(t, ' | ') FILTER (WHERE (severity(lx, t)).level <> 'general') AS alarms FROM (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) l, unnest(ARRAY['没有人受伤或死亡', '幸好没有人员伤亡', '未发生火灾', '没有人受伤和死亡',
  '不会起诉你们', 'nobody was hurt or injured', 'no fire, no injuries', 'I do not want to sue you', 'never been hacked', 'I was not scammed']) t;
-- sentences of customers, written down with the right level before they were tried: what is severe and not found, what is not and alarms
SELECT count(*) AS severe, string_agg(t, ' | ') FILTER (WHERE (severity(lx, t)).level = 'general') AS missed FROM (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) l, unnest(ARRAY['律师已经介入', '不解决就去法院', '房子要塌了', 'my baby got burned', 'I will call the cops', 'foreclosure sale is next Monday', '我的卡里少了两万块，不是我取的', '有人用我的名字贷了款', '你们的员工把我的电话告诉了别人', '孩子吃了你们的奶粉进了医院', '我妈喝了你们的药住院了',
  '热水器漏电把我爸电到了', '电动车充电时着火了', '我再也活不下去了', '你们不处理我就去找记者', '我们小区一百多人都被你们坑了', '我已经打了五次电话了',
  '第四次来投诉了', '三天之内不退款我就起诉', '我要去法院告你们', '我已经向消协投诉了', '理财经理私自转走了我的钱', '保险业务员代签了我的名字',
  '我是残疾人，你们让我跑了五趟', '老人的养老钱被骗光了', '客服骂我还威胁要打我', '快递员打了我', '手机电池爆炸了', '吃了你们的东西全家拉肚子',
  '我的身份证号被你们泄露了', '账户正在被盗刷，快帮我冻结', '老人家在你们网点摔倒了', '我打了三次电话都没人管', '被你们骗了', '电梯突然下坠，我们被困了半小时',
  '孩子在你们游乐场骨折了', 'someone withdrew money from my account and it wasn''t me', 'someone took out a loan in my name',
  'your employee gave my number to a stranger', 'my baby got sick after drinking your formula', 'the heater gave my dad an electric shock',
  'my scooter caught fire while charging', 'I can''t go on living like this', 'fix this or I go to the newspapers',
  'there are over a hundred of us with the same problem', 'I''ve already called five times', 'if I don''t get a refund by Friday I will sue',
  'the adviser moved my money without asking me', 'the agent signed my name', 'I am disabled and you made me come five times', 'the courier hit me',
  'the phone battery exploded', 'we all got food poisoning', 'my account is being emptied right now', 'you sent my statement to my ex-husband',
  'I have reported you to the ombudsman', 'my mother fell in your store', 'the device burned my daughter', 'this is the fourth complaint and nobody answers',
  'I will post this on every social network', 'the brakes failed on the motorway', '保安把我爸推倒了，头磕破了', '我银行卡里的五万块一夜之间没了',
  '你们泄露了我的病历', '我们三十户都漏水，没人管', '我要打电话给电视台', '你们再这样我就报警', '已经去了四趟网点都没办成', '孩子被你们的门夹断了手指',
  '外卖里有刀片', '推销的人说是你们公司的，骗走了我妈两万', '我爸瘫痪在床，你们非要他本人来', '轮椅进不去，我被困在门口一小时',
  '退款拖了三个月，打了二十几个电话', '燃气灶漏气，家里一股味', '主管威胁我说要弄死我', '有人冒充你们客服骗我转账', '我会向消费者协会和媒体反映',
  '你们不给说法我就从楼上跳下去', '账单上有三笔消费不是我的', '我的快递单信息被人贴到网上', 'the guard pushed my father and he hit his head',
  'five thousand vanished from my account overnight', 'you leaked my medical records', 'I will call the police if you don''t answer',
  'I went to the branch four times and nothing', 'my son''s finger was crushed in your door', 'there was a razor blade in the salad',
  'a man pretending to be your agent tricked my mum out of 2000', 'my father is paralysed and you insist he comes in person', 'I have emailed you twenty times',
  'I smell gas from the stove you installed', 'your manager threatened to kill me', 'three charges on my statement are not mine',
  'I will take this to trading standards', 'my parcel exploded when I opened it', 'they sent my bank details to another customer',
  'I was stuck in the lift for two hours', 'my neighbour and forty others have the same leak', 'pay me by Monday or see you in court',
  'the dog food killed my dog']) t;
SELECT count(*) AS harmless, string_agg(t, ' | ') FILTER (WHERE (severity(lx, t)).level <> 'general') AS alarms FROM (SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx) l, unnest(ARRAY['着火点在哪里', '银保监会电话是多少', 'I am not going to sue', 'suicide hotline number', 'my phone has been on fire lately', '请问怎么挂失', '利率是多少', '快递什么时候到', '你们的律师团队叫什么', '保险理赔报案电话多少', '火灾险保费多少', '我想投保意外伤害险',
  '电视台广告上的优惠还有吗', '记者证能办优惠吗', '警察可以办优待卡吗', '孕妇可以投保吗', '残疾人有优惠吗', '法院附近的网点几点开门', '起诉离婚需要银行流水吗',
  '诈骗电话怎么拦截', '银保监会对提前还款有什么规定', '我第一次打电话来', '受伤了保险怎么赔', '这次没有投诉，只是咨询', '老人能开通手机银行吗',
  'how do I protect myself from fraud', 'do you cover ambulance costs', 'is there a branch near the courthouse', 'I am a police officer, any discount?',
  'what does the ombudsman do', 'can pregnant women fly', 'my dad is a judge', 'is my card protected against fraud', 'how do I file a police report',
  'can a lawyer open a client account', 'my son wants to open an account', 'does travel insurance cover injury', 'I called once and it was solved, thanks',
  'where can I find the legal notice on your site', '我忘记密码了', '你们几点下班', '保单复效要什么材料', '我想举报中心的电话', '死亡证明要交原件吗',
  '请问爆炸险是什么', '黑名单怎么查', '我儿子丢了手机怎么补卡', '重病险和大病险区别', '派出所户籍证明可以用吗', '网点在公安局旁边吗', '律师费能报销吗',
  '消费者协会在哪', '老人去世后存款怎么取', '我被选中参加活动了吗', '电梯坏了请修一下', '送餐慢了点，别的都好', '密码被锁了怎么办', '车被撞了怎么报保险',
  '孩子多大可以办卡', 'I forgot my password', 'what time do you close', 'how do I claim on my life insurance', 'what is a small claims court',
  'does the policy cover theft', 'I lost my phone, how do I get a new sim', 'where is the police station branch',
  'my father passed away, how do I close his account', 'is the elevator working', 'the delivery was a bit slow but fine', 'can I pay my fine here',
  'is there wheelchair access', 'my card is blocked', 'can I insure my dog', 'what documents do you need for probate', 'how do I report a lost card',
  'my car was hit, how do I claim', 'is this email from you', 'do you sell smoke alarms', 'I was charged twice',
  '律师楼在哪里', '我是律师，想问一下存款利率', 'I am a lawyer by trade and need a new card', 'The branch is next to a lawyer''s office', '银保监会规定是什么', '根据银保监会的规定你们应该退费', '昨天有记者采访我', '派出所开的证明可以吗', '我在法院工作，想办信用卡', '检察院的工资卡怎么办', 'judge for yourself']) t;
-- sentences of customers and citizens, written down with what went wrong before they were tried: those that get another cause
SELECT count(*) AS sentences, string_agg(t || ': ' || coalesce(got, '-'), ' | ') FILTER (WHERE coalesce(got, '-') <> ALL (string_to_array(cause, '|'))) AS wrong
FROM (VALUES ('service_attitude', '柜员说话很难听，还翻白眼，气死我了'), ('response_delay', '投诉了一个星期了没人回我电话'),
  ('facilities_systems', '自助取款机吞了我的卡，机器经常坏'), ('fees', '怎么又扣我年费，凭什么'), ('refund_return', '退款什么时候到账啊，我很着急'),
  ('delivery_problem', '快递三天了还没到'), ('quality', '新买的耳机用两天就坏了，太失望了'), ('network_quality', '信号太差，打电话老断线'),
  ('claim_settlement', '理赔材料交了一个月还不赔'), ('policy_surrender', '我想退保，能退多少钱'), ('food_safety', '菜里有虫子，太恶心了'),
  ('medical_quality', '医生看了两分钟就开了一堆药，一点不负责'), ('data_safety', '你们把我的手机号卖给了推销的'),
  ('debt_collection', '催收天天打电话给我家人，我快崩溃了'), ('credit_record', '我早还清了，征信上还有逾期记录，怎么办'),
  ('fund_safety', '卡里的钱被人转走了，求求你们帮帮我'), ('marketing', '说好的赠品没有，广告都是骗人的'),
  ('freedom_of_choice', '没经过我同意就给我开通了套餐'), ('product_return', '理财亏了一半，当初说保本的'),
  ('-', '客服小姐姐很耐心，问题马上就解决了，点赞'), ('noise', '楼下烧烤店半夜还在放音乐，吵得睡不着'),
  ('property_management', '物业费照收，电梯坏了没人修'), ('utilities', '我们这片又停水了，一天都没水用'), ('labour', '公司拖欠我三个月工资'),
  ('social_security', '公积金提取要带什么材料'), ('education', '学校强制补课还收费'),
  ('contract_terms|rules_process', '会员到期自动续费，条款里根本没写清楚'), ('payment_processing', '转账两天了对方还没收到'),
  ('service_attitude', '再这样态度差我就换别的银行'), ('-', '以前觉得你们挺好的，现在越来越不行了'),
  ('service_attitude', 'The clerk rolled her eyes and was incredibly rude'), ('response_delay', 'Nobody has replied to my emails for two weeks'),
  ('facilities_systems', 'your app keeps crashing when I log in'), ('fees', 'you charged me a late fee again, this is a joke'),
  ('refund_return', 'where is my refund, I need that money'), ('delivery_problem', 'my package still hasn''t arrived'),
  ('quality', 'the shoes fell apart after a week, so disappointed'), ('network_quality', 'the signal drops every five minutes'),
  ('claim_settlement', 'my claim was denied without a reason'), ('policy_surrender', 'I want to surrender my policy'),
  ('food_safety', 'there was a cockroach in my soup, disgusting'), ('medical_quality', 'the doctor misread my x-ray'),
  ('data_safety', 'you sent my statement to another customer'), ('debt_collection', 'the collector calls my office every day'),
  ('credit_record', 'my credit report shows a loan I paid off'), ('fund_safety', 'someone emptied my account, I''m terrified'),
  ('marketing', 'the ad promised a free gift and it was a lie'), ('freedom_of_choice', 'you signed me up for a plan I never agreed to'),
  ('product_return|disclosure', 'the fund lost half its value although you said it was safe'),
  ('-', 'Maria was wonderful and fixed everything in minutes'), ('noise', 'the bar downstairs plays loud music all night and I can''t sleep'),
  ('property_management', 'the elevator has been broken for weeks and the landlord does nothing'), ('utilities', 'no hot water since Monday'),
  ('labour', 'my employer has not paid my wages for three months'), ('rules_process', 'why do I need six forms to change my address'),
  ('payment_processing', 'my transfer from Friday still hasn''t been credited'), ('traffic', 'the bus never comes on time'),
  ('-', 'one more mistake and I will close all my accounts'), ('-', 'thank you so much, you saved my day'),
  ('-', 'I expected more from a bank like yours'), ('service_attitude', '营业员一边玩手机一边敷衍我，问三句答一句'),
  ('response_delay', '邮件发了三封，没有一个人理我'), ('facilities_systems', '手机银行一打开就转圈，根本进不去'),
  ('fees', '莫名其妙少了三十块，说是管理费'), ('refund_return', '东西寄回去十天了，钱还没退给我'), ('delivery_problem', '包裹一直停在广州不动了'),
  ('quality', '洗衣机买回来第二天就漏水，用不了'), ('network_quality', '家里的网一到晚上就卡得不行'),
  ('claim_settlement', '车子被撞了，保险公司说不在保障范围内不给钱'), ('policy_surrender', '这份保险不想要了，怎么把钱拿回来'),
  ('food_safety', '吃到一半发现汤里有只蟑螂'), ('medical_quality', '护士扎了五针都没扎进去，手都肿了'),
  ('data_safety', '我的住址和电话怎么会被别人知道，你们谁漏出去的'), ('debt_collection', '他们天天上门要债，还打电话到我单位'),
  ('credit_record', '明明没逾期，人行报告上却有一笔不良'), ('fund_safety', '昨晚账户里少了两万，我没有操作过，好害怕'),
  ('marketing', '每天收到你们十几条推销短信，烦死了'), ('freedom_of_choice', '买房贷必须同时买你们的保险，不买就不批'),
  ('product_return', '说好年化五个点，到期只给了两个点'), ('-', '多亏了小李帮忙，事情办得很顺利，太感谢了'),
  ('noise', '工地凌晨两点还在打桩，全家人都没法睡'), ('property_management', '小区门禁坏了半年，保安也不管'), ('utilities', '家里的暖气一点都不热'),
  ('labour', '老板半年没发工钱，工人们过年都回不了家'), ('education', '孩子的班主任总是布置很多作业到深夜'),
  ('rules_process', '为了改个手机号让我跑了四趟，每次要的材料都不一样'), ('payment_processing', '早上转的钱到现在对方都没收到，急死我了'),
  ('traffic', '这条路每天早上都堵得水泄不通'), ('-', '再不解决我就去电视台'), ('-', '十年的老客户了，没想到你们这样对我，心凉了'),
  ('service_attitude', 'your agent kept interrupting me and laughed at my question'),
  ('response_delay', 'I left four voicemails and nobody called me back'), ('facilities_systems', 'the ATM swallowed my card'),
  ('fees', 'why is there a twelve dollar fee on my statement'), ('refund_return', 'I sent the jacket back a month ago and you still have my money'),
  ('delivery_problem', 'the courier left my parcel in the rain'), ('quality', 'the zipper broke the first time I wore it'),
  ('network_quality', 'my internet cuts out every evening'), ('claim_settlement', 'the insurer will not pay for the roof'),
  ('policy_surrender', 'how much do I get if I cash in my life policy early'), ('food_safety', 'I found a hair in my sandwich'),
  ('medical_quality', 'the nurse gave me the wrong pills'), ('data_safety', 'my address was shown to a stranger on your website'),
  ('debt_collection', 'they keep calling my mother about a debt that is not mine'), ('credit_record', 'a closed account is still reported as late'),
  ('fund_safety', 'two thousand dollars disappeared from my savings and I am really scared'),
  ('marketing', 'I get ten promotional texts from you every day, stop it'),
  ('freedom_of_choice', 'I was told I have to buy the insurance to get the loan'), ('product_return', 'you promised five percent and I got two'),
  ('-', 'everything went smoothly, I could not be happier'), ('noise', 'construction starts at five in the morning and wakes up the whole street'),
  ('property_management', 'my landlord refuses to fix the leaking roof'), ('utilities', 'the power has been off since yesterday evening'),
  ('labour', 'my boss makes us work weekends without overtime pay'), ('rules_process', 'I had to visit the branch three times to close one account'),
  ('payment_processing', 'I paid the bill on Monday and it still shows as unpaid'), ('traffic', 'there is never a place to park near the station'),
  ('-', 'fix this or you will hear from my lawyer'), ('-', 'this used to be my favorite shop, not anymore'),
  ('pollution', 'the factory behind our house smells of chemicals'), ('service_attitude', '窗口那个大姐冲我嚷嚷，好像我欠她钱似的'),
  ('response_delay', '工单提交半个月了，一点动静都没有'), ('facilities_systems', '存款机把我的钱吃进去不吐出来'),
  ('fees', '我都没用过这张卡，怎么还要交钱'), ('refund_return', '课不想上了，机构死活不给退学费'), ('delivery_problem', '鸡蛋寄到的时候碎了一半'),
  ('quality', '羽绒服一直掉毛'), ('network_quality', '地下室手机一格信号都没有'), ('claim_settlement', '住院花了三万，保险才报了两千'),
  ('food_safety', '吃完你们家的海鲜全家都进了急诊'), ('medical_quality', '牙拔错了一颗，谁来负责'), ('data_safety', '我妹妹的病历怎么会出现在网上'),
  ('debt_collection', '我朋友借的钱，你们凭什么打我电话让我还'), ('credit_record', '我从来没贷过款，征信上怎么有一笔贷款'),
  ('fund_safety', '点了个链接，卡里八千块就没了'), ('marketing', '电视上说能治糖尿病，买了根本没用'),
  ('freedom_of_choice', '酒店非要我绑定会员才让入住'), ('product_return', '买你们的基金一年跌了四成'), ('noise', '隔壁天天打麻将到三四点'),
  ('property_management', '交了物业费，楼道灯黑了两个月'), ('utilities', '煤气灶打不着火，说是没气了'), ('labour', '厂里让我们一天干十四个小时'),
  ('education', '幼儿园老师打孩子'), ('rules_process', '迁个户口要盖八个章'), ('payment_processing', '给儿子打的生活费三天了他还没拿到'),
  ('traffic', '斑马线的灯太短了，老人走不过去'), ('pollution', '河里的水都是黑的，臭得很'), ('safety_hazard', '楼上的广告牌快掉下来了'),
  ('service_attitude', 'the man at the counter would not even look at me'), ('response_delay', 'it has been three weeks and I have heard nothing'),
  ('facilities_systems', 'the ticket machine took my money and gave me nothing'), ('fees', 'you took fifteen dollars for paper statements'),
  ('refund_return', 'I cancelled the class and they refuse to give my money back'),
  ('delivery_problem', 'half the glasses were smashed when the box came'), ('quality', 'the sofa sagged after two months'),
  ('network_quality', 'one bar of signal anywhere in the house'), ('claim_settlement', 'they only paid a tenth of my hospital bill'),
  ('food_safety', 'everyone at our table was vomiting that night'), ('medical_quality', 'the dentist pulled the wrong tooth'),
  ('data_safety', 'I can see a stranger''s orders when I log in'), ('debt_collection', 'my friend borrowed the money, why are you calling me'),
  ('credit_record', 'my report lists a loan I never took'), ('fund_safety', 'I clicked a link and eight hundred dollars were gone'),
  ('marketing', 'the commercial says it cures back pain and it does nothing'),
  ('freedom_of_choice', 'the hotel would not let me check in without joining the club'),
  ('product_return', 'your fund is down forty percent in a year'), ('noise', 'the neighbours play cards and shout until four in the morning'),
  ('property_management', 'the lights in the stairwell have been out for two months'), ('utilities', 'the gas was shut off without warning'),
  ('labour', 'the factory makes us work fourteen hours a day'), ('education', 'a teacher hit my son at school'),
  ('rules_process', 'it takes eight stamps to register a move'), ('payment_processing', 'I wired money to my son and he has not got it'),
  ('traffic', 'the crossing light is too short for old people'), ('pollution', 'the river is black and stinks'),
  ('safety_hazard', 'the sign above the shop is about to fall down')) v(cause, t), (SELECT lexicon('cause', 'zh') + lexicon('cause', 'en') AS lx) l, LATERAL (SELECT classify(lx, t) AS got) c;
-- and what another newcomer typed
SELECT t, cause, got FROM (VALUES
  ('service_attitude', '护士态度恶劣'), ('delivery_problem', '快递三天没动静'), ('fees', '流量莫名其妙用光了'), ('data_safety', '柜员把我的身份证复印件弄丢了'),
  ('credit_record', 'there is an error on my credit report'), ('payment_processing', 'payment didn''t go through'), ('quality', 'the shirt arrived torn'),
  ('food_safety', 'the food was cold and had a hair in it'), ('marketing', 'the salesman lied about the interest rate')) v(cause, t), (SELECT lexicon('cause', 'zh') + lexicon('cause', 'en') AS lx) l, LATERAL (SELECT classify(lx, t) AS got) c
WHERE got IS DISTINCT FROM cause;
SELECT t, level, reasons FROM unnest(ARRAY['手机不明原因爆炸', '已经请了律师', '我们去坐跳楼机', '咨询：如何报警', 'shoot me an email']) WITH ORDINALITY u(t, o), severity(lexicon('severity', 'zh') + lexicon('severity', 'en'), t) ORDER BY o;

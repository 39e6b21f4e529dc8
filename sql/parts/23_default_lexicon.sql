-- ------------------------------------------------------- default lexicon ----
--
-- Phrases as customers write them: src/text/phrases_*.c, one table for each topic.  Labels are the same in every language, so lexicons of
-- several languages add up; default_labels() names them.

CREATE FUNCTION default_lexicon(topic text, lang text,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 700
AS 'MODULE_PATHNAME', 'csq_default_lexicon';
COMMENT ON FUNCTION default_lexicon(text, text) IS
'Phrases that come with csq: topics category (axes product and cause, each also a topic), severity, scene, emotion, and script for what agents say; languages zh, en. Rows for lexicon_agg.';

CREATE FUNCTION lexicon(topic text, lang text) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_lexicon_topic';
COMMENT ON FUNCTION lexicon(text, text) IS
'The phrases of default_lexicon(topic, lang) as a lexicon, for classify(lexicon(''cause'', ''zh''), text).';

CREATE FUNCTION default_labels(lang text, OUT axis text, OUT label text, OUT name text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100 ROWS 90
BEGIN ATOMIC
SELECT v.axis, v.label, CASE WHEN default_labels.lang OPERATOR(pg_catalog.=) 'zh'::pg_catalog.text THEN v.zh ELSE v.en END
FROM (VALUES
('product', 'savings_account', '储蓄与账户', 'Savings and accounts'),
('product', 'credit_card', '信用卡', 'Credit cards'),
('product', 'loan', '贷款', 'Loans'),
('product', 'mortgage', '住房贷款', 'Mortgages'),
('product', 'wealth_management', '理财与基金', 'Wealth management'),
('product', 'payment_transfer', '支付与转账', 'Payments and transfers'),
('product', 'online_banking', '电子渠道', 'Online and mobile'),
('product', 'branch_atm', '网点与自助机具', 'Branches and machines'),
('product', 'motor_insurance', '车险', 'Motor insurance'),
('product', 'life_insurance', '寿险', 'Life insurance'),
('product', 'health_insurance', '健康与意外险', 'Health and accident insurance'),
('product', 'credit_reporting', '征信服务', 'Credit reporting'),
('product', 'debt', '债务与催收', 'Debt and its collection'),
('product', 'goods', '商品', 'Goods'),
('product', 'delivery', '物流配送', 'Delivery'),
('product', 'medical_service', '医疗服务', 'Medical services'),
('product', 'telecom', '通信服务', 'Telecommunications'),
('cause', 'service_attitude', '服务态度及服务质量', 'Attitude and quality of service'),
('cause', 'response_delay', '响应迟缓', 'Slow or no response'),
('cause', 'facilities_systems', '服务设施、设备、业务系统', 'Facilities, equipment and systems'),
('cause', 'rules_process', '管理制度、业务规则与流程', 'Rules and processes'),
('cause', 'marketing', '营销方式', 'Marketing and advertising'),
('cause', 'disclosure', '信息披露', 'Disclosure'),
('cause', 'product_return', '产品收益', 'Return on products'),
('cause', 'freedom_of_choice', '自主选择权', 'Freedom of choice and consent'),
('cause', 'contract_terms', '合同条款', 'Contract terms'),
('cause', 'fees', '定价收费', 'Prices and fees'),
('cause', 'fund_safety', '消费者资金安全', 'Safety of funds'),
('cause', 'data_safety', '消费者信息安全', 'Safety of personal data'),
('cause', 'credit_record', '征信', 'Credit records'),
('cause', 'debt_collection', '债务催收', 'Debt collection'),
('cause', 'claim_settlement', '理赔', 'Settlement of claims'),
('cause', 'policy_surrender', '退保', 'Surrender of policies'),
('cause', 'refund_return', '退款退货', 'Refunds and returns'),
('cause', 'quality', '商品质量', 'Quality of goods'),
('cause', 'delivery_problem', '发货与配送', 'Failed or late delivery'),
('cause', 'medical_quality', '医疗质量', 'Quality of treatment'),
('cause', 'noise', '噪音扰民', 'Noise'),
('cause', 'pollution', '环境污染', 'Pollution'),
('cause', 'traffic', '交通出行', 'Traffic and public transport'),
('cause', 'property_management', '物业管理', 'Property management'),
('cause', 'housing', '房屋买卖与质量', 'Buying a home, its quality'),
('cause', 'utilities', '水电气网', 'Water, power, gas'),
('cause', 'urban_order', '违建与市容', 'Illegal building, order in the streets'),
('cause', 'land_compensation', '征地拆迁', 'Land and compensation'),
('cause', 'labour', '劳动报酬', 'Wages and labour'),
('cause', 'education', '教育', 'Education'),
('cause', 'social_security', '社保与公积金', 'Social security'),
('cause', 'illegal_activity', '违法活动', 'Illegal activity'),
('cause', 'misconduct', '公职履职', 'Conduct of public bodies'),
('cause', 'food_safety', '食品安全', 'Food safety'),
('cause', 'safety_hazard', '安全隐患', 'Safety hazard'),
('cause', 'network_quality', '网络质量', 'Quality of the network'),
('cause', 'payment_processing', '入账与支付处理', 'Processing of payments'),
('severity', 'major/regulator', '重大:监管', 'Major: regulator'),
('severity', 'major/legal', '重大:法律', 'Major: legal action'),
('severity', 'major/police', '重大:报警', 'Major: police'),
('severity', 'major/hazard', '重大:危险', 'Major: hazard'),
('severity', 'major/danger', '重大:隐患', 'Major: danger'),
('severity', 'major/media', '重大:媒体', 'Major: media'),
('severity', 'major/collective', '重大:群体', 'Major: collective'),
('severity', 'major/fraud', '重大:欺诈', 'Major: fraud'),
('severity', 'major/data_leak', '重大:信息泄露', 'Major: data leak'),
('severity', 'major/vulnerable', '重大:特殊群体', 'Major: vulnerable person'),
('severity', 'major/repeat', '重大:重复投诉', 'Major: repeated complaint'),
('severity', 'major/deadline', '重大:限期威胁', 'Major: ultimatum'),
('severity', 'urgent/safety', '紧急:人身安全', 'Urgent: personal safety'),
('severity', 'urgent/public_order', '紧急:公共秩序', 'Urgent: public order'),
('severity', 'urgent/ongoing_loss', '紧急:损失正在发生', 'Urgent: loss in progress'),
('scene', 'complaint_handling', '投诉处理', 'Complaint handling'),
('scene', 'information_query', '信息查询', 'Information query'),
('scene', 'after_sales', '售后跟进', 'After-sales follow-up'),
('scene', 'transaction_request', '业务办理', 'Transaction or change request'),
('scene', 'fault_repair', '故障报修', 'Fault and repair'),
('scene', 'refund_claim', '退换货、退款与理赔', 'Refund, return, claim'),
('scene', 'billing_dispute', '账单与费用争议', 'Billing and fee dispute'),
('scene', 'account_security', '账户与安全', 'Account and security'),
('scene', 'sales_retention', '营销与挽留', 'Sales and retention'),
('emotion', 'angry', '愤怒', 'Angry'),
('emotion', 'anxious', '焦虑', 'Anxious'),
('emotion', 'disappointed', '失望', 'Disappointed'),
('emotion', 'dissatisfied', '不满', 'Dissatisfied'),
('emotion', 'threatening', '扬言升级', 'Threatening'),
('emotion', 'satisfied', '满意', 'Satisfied'),
('script', 'greeting', '问候', 'Greeting'),
('script', 'introduction', '自报身份', 'Introduction'),
('script', 'identity_check', '核实身份', 'Check of identity'),
('script', 'empathy', '共情', 'Empathy'),
('script', 'apology', '致歉', 'Apology'),
('script', 'confirmation', '确认诉求', 'Confirmation'),
('script', 'commitment', '承诺与跟进', 'Commitment'),
('script', 'solution', '给出方案', 'Solution'),
('script', 'hold', '请客户等候', 'Asking to wait'),
('script', 'further_help', '询问其他需求', 'Anything else'),
('script', 'closing', '结束语', 'Closing'),
('script', 'fault/rude', '缺陷:无礼', 'Fault: rude'),
('script', 'fault/brush_off', '缺陷:推诿', 'Fault: brushed off'),
('script', 'fault/blame', '缺陷:责怪客户', 'Fault: customer blamed'),
('script', 'fault/impatience', '缺陷:不耐烦', 'Fault: impatience'),
('script', 'fault/absolute_promise', '缺陷:绝对化承诺', 'Fault: absolute promise')
) AS v(axis, label, zh, en)
WHERE csq_internal.one_of(default_labels.lang, '{zh,en}'::pg_catalog.text[], 'language'::pg_catalog.text) IS NOT NULL;
END;
COMMENT ON FUNCTION default_labels(text) IS 'Names of the labels of default_lexicon() in Chinese (zh) or English (en).';

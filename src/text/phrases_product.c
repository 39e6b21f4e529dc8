/*
 * phrases_product.c
 *		What a complaint is about: products and services.
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_product[] = {
	{"zh", "product", "savings_account", 1, CSQ_NEGATION_KEEP,
     "存款|定期|活期|存单|存折|储蓄卡|借记卡|开户|销户|一类卡|二类卡|大额存单|"
     "工资卡|银行卡"},
	{"zh", "product", "credit_card", 2, CSQ_NEGATION_KEEP,
     "信用卡|贷记卡|白金卡|信用卡分期|账单分期|最低还款|循环利息|信用卡年费|"
     "信用卡额度|刷卡金"},
	{"zh", "product", "loan", 1, CSQ_NEGATION_KEEP,
     "贷款|网贷|消费贷|信用贷|借款|还款|放款|续贷|提前还款|逾期|利率|借呗|"
     "小额贷款|车贷|经营贷|展期"},
	{"zh", "product", "mortgage", 2, CSQ_NEGATION_KEEP,
     "房贷|按揭|住房贷款|公积金贷款|抵押登记|解押|房贷利率|转按揭|提前还房贷"},
	{"zh", "product", "wealth_management", 2, CSQ_NEGATION_KEEP,
     "理财|基金|理财产品|净值|赎回|申购|定投|结构性存款|信托|黄金积存|亏损本金|"
     "预期收益|保本"},
	{"zh", "product", "payment_transfer", 1, CSQ_NEGATION_KEEP,
     "转账|汇款|跨行转账|快捷支付|扫码支付|代扣|自动扣款|提现|充值|云闪付|"
     "数字人民币|手机支付|转错账|收款码"},
	{"zh", "product", "online_banking", 1, CSQ_NEGATION_KEEP,
     "手机银行|网银|网上银行|手机app|客户端|小程序|登录不了|验证码|人脸识别|"
     "短信通知|u盾|动态密码"},
	{"zh", "product", "branch_atm", 1, CSQ_NEGATION_KEEP,
     "网点|柜台|柜员|大堂经理|自助机|取款机|atm|吞卡|吞钞|排队|叫号|营业厅|支行"},
	{"zh", "product", "motor_insurance", 2, CSQ_NEGATION_KEEP,
     "车险|交强险|商业险|第三者责任险|车损险|定损|修理厂|事故车|出险|拖车"},
	{"zh", "product", "life_insurance", 2, CSQ_NEGATION_KEEP,
     "寿险|分红险|万能险|年金险|人寿保险|身故|受益人|现金价值|投保人|两全保险|"
     "保单"},
	{"zh", "product", "health_insurance", 2, CSQ_NEGATION_KEEP,
     "医疗险|重疾险|意外险|住院津贴|百万医疗|既往症|等待期|报销比例|免赔额|"
     "医保报销|惠民保"},
	{"zh", "product", "credit_reporting", 2, CSQ_NEGATION_KEEP, "征信报告|征信中心|个人征信|征信查询|征信异议"},
	{"zh", "product", "debt", 2, CSQ_NEGATION_KEEP, "欠款|债务|催收|欠债|协商还款"},
	{"zh", "product", "goods", 1, CSQ_NEGATION_KEEP,
     "商品|宝贝|衣服|鞋子|家电|食品|尺码|色差|包装|赠品|发票|配件|型号"},
	{"zh", "product", "delivery", 1, CSQ_NEGATION_KEEP,
     "快递|物流|发货|派送|配送|包裹|快递员|骑手|外卖|驿站|丢件|少件|签收"},
	{"zh", "product", "medical_service", 1, CSQ_NEGATION_KEEP,
     "医院|医生|护士|挂号|门诊|住院|手术|检查|病历|药费|处方|体检|就诊|复诊|急诊|"
     "科室"},
	{"en", "product", "savings_account", 1, CSQ_NEGATION_KEEP,
     "checking account|savings account|debit card|bank account|direct deposit|overdraft|account closed|"
     "certificate of deposit"},
	{"en", "product", "credit_card", 2, CSQ_NEGATION_KEEP,
     "credit card|credit cards|credit limit|cash advance|rewards points|balance transfer|card issuer|"
     "prepaid card"},
	{"en", "product", "loan", 1, CSQ_NEGATION_KEEP,
     "loan|loans|payday loan|student loan|student loans|auto loan|car loan|personal loan|loan servicer|navient|"
     "forbearance"},
	{"en", "product", "mortgage", 2, CSQ_NEGATION_KEEP,
     "mortgage|escrow|foreclosure|refinance|home loan|loan modification|property taxes|short sale|heloc"},
	{"en", "product", "wealth_management", 2, CSQ_NEGATION_KEEP,
     "mutual fund|investment account|brokerage|annuity|401k|portfolio"},
	{"en", "product", "payment_transfer", 1, CSQ_NEGATION_KEEP,
     "wire transfer|money transfer|bank transfer|money order|paypal|zelle|venmo|western union|moneygram|"
     "direct debit|autopay"},
	{"en", "product", "online_banking", 1, CSQ_NEGATION_KEEP,
     "online banking|mobile app|the app|website|log in|login|password reset|verification code"},
	{"en", "product", "branch_atm", 1, CSQ_NEGATION_KEEP, "branch|teller|atm|bank manager|drive through"},
	{"en", "product", "motor_insurance", 2, CSQ_NEGATION_KEEP,
     "car insurance|auto insurance|totaled|body shop|collision coverage|adjuster|tow truck"},
	{"en", "product", "life_insurance", 2, CSQ_NEGATION_KEEP,
     "life insurance|beneficiary|whole life|term life|death benefit"},
	{"en", "product", "health_insurance", 2, CSQ_NEGATION_KEEP,
     "health insurance|medical claim|copay|deductible|pre-existing condition|out of network|medicare|medicaid"},
	{"en", "product", "credit_reporting", 2, CSQ_NEGATION_KEEP,
     "credit report|credit reports|credit reporting|credit bureau|credit bureaus|equifax|experian|transunion|"
     "credit score|credit file|fcra"},
	{"en", "product", "debt", 2, CSQ_NEGATION_KEEP,
     "debt|debts|collection agency|collections account|debt collector|fdcpa"},
	{"en", "product", "goods", 1, CSQ_NEGATION_KEEP,
     "merchandise|shoes|laptop|television|furniture|clothes|washing machine|refrigerator|headphones|"
     "the item i ordered"},
	{"en", "product", "delivery", 1, CSQ_NEGATION_KEEP,
     "delivery|shipping|shipment|package|parcel|courier|tracking number|luggage|baggage"},
	{"en", "product", "medical_service", 1, CSQ_NEGATION_KEEP,
     "hospital|doctor|nurse|appointment|surgery|prescription|emergency room|clinic|medical records"},
	{"zh", "product", "loan", 2, CSQ_NEGATION_KEEP,
     "花呗|微粒贷|白条|金条|京东金条|网商贷|度小满|有钱花|360借条|放心借|分付|"
     "信用付|抖音月付|美团月付|先用后付|小额贷|现金贷|校园贷"},
	{"zh", "product", "loan", 2, CSQ_NEGATION_HIDE, "打白条|白条子|白条鸡|白条猪|金条首饰|黄金金条"},
	{"zh", "product", "wealth_management", 2, CSQ_NEGATION_KEEP, "余额宝|零钱通|理财通|余利宝|货币基金|私募"},
	{"zh", "product", "payment_transfer", 2, CSQ_NEGATION_KEEP,
     "支付宝|微信支付|微信转账|微信零钱|微信红包|数字钱包|财付通|第三方支付|"
     "扫码付款|红包 ..4 提现"},
	{"zh", "product", "telecom", 2, CSQ_NEGATION_KEEP,
     "宽带|手机号码|手机卡|电话卡|手机流量|流量费|流量包|上网流量|手机套餐|流量套餐|话费|携号转网|中国移动|中国联通|中国电信|联通|移动公司|"
     "电信公司|电信局|手机信号|信号差|信号不好|没信号|没有信号|网速|光纤|停机|靓号|sim卡|5g|固定电话|座机费|机顶盒|通话质量"},
	{"zh", "product", "telecom", 2, CSQ_NEGATION_HIDE, "信号灯 ..2 信号差|gps ..4 信号|收音机 ..4 信号"},
	{"en", "product", "telecom", 2, CSQ_NEGATION_KEEP,
     "broadband|sim card|phone bill|cell phone bill|data plan|mobile data|roaming|cell phone plan|wireless plan|wireless carrier|"
     "internet service|internet provider|no signal|dropped calls|cable bill|cable company|phone plan|phone carrier"},
	{NULL, NULL, NULL, 0, CSQ_NEGATION_KEEP, NULL}};

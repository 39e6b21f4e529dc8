/*
 * phrases_scene.c
 *		What a contact is for: nine scenes.
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_scene[] = {
	{"zh", "scene", "complaint_handling", 2, CSQ_NEGATION_KEEP,
     "投诉|我要投诉|投诉你们|举报|维权|申诉|讨说法|给个说法|要求道歉|道歉|"
     "赔礼道歉|投诉电话|态度差|投诉处理"},
	{"zh", "scene", "information_query", 1, CSQ_NEGATION_KEEP,
     "请问|咨询|查询|怎么办理|怎么操作|如何|什么时候|几点|多少钱|在哪里|"
     "哪里可以|想问一下|了解一下|想了解|需要什么材料|营业时间|余额查询|"
     "进度查询|查一下"},
	{"zh", "scene", "after_sales", 2, CSQ_NEGATION_KEEP,
     "售后|回访|后续|跟进|保修|维修进度|处理进度|处理结果|有没有结果|工单|"
     "什么结果|安装|上门安装|换新|质保|保修期"},
	{"zh", "scene", "transaction_request", 2, CSQ_NEGATION_KEEP,
     "办理|开通|注销|变更|修改手机号|更改地址|改密码|重置密码|提额|提高额度|"
     "补卡|换卡|激活|解绑|绑定|预约|过户|开户|销户|升级套餐|取消订单|改签"},
	{"zh", "scene", "fault_repair", 2, CSQ_NEGATION_KEEP,
     "故障|报修|维修|坏了|修理|连不上|没信号|断网|闪退|打不开|登录不上|登不上|"
     "报错|卡顿|不能用|死机|停电|漏水|系统崩溃"},
	{"zh", "scene", "refund_claim", 2, CSQ_NEGATION_KEEP,
     "退款|退货|换货|退换货|退费|退钱|理赔|赔偿|赔付|退保|补偿|索赔|退押金|退订|"
     "报销"},
	{"zh", "scene", "billing_dispute", 2, CSQ_NEGATION_KEEP,
     "账单|扣费|扣款|多扣|乱扣费|年费|手续费|利息|滞纳金|违约金|费用|话费|收费|"
     "重复扣款|对账|欠费|分期手续费|账单不对"},
	{"zh", "scene", "account_security", 2, CSQ_NEGATION_KEEP,
     "挂失|冻结|解冻|盗刷|被盗|诈骗|密码被改|账户异常|异地登录|非本人操作|冒用|"
     "账号被盗|验证码泄露|紧急挂失|锁定|解锁|实名认证|人脸识别"},
	{"zh", "scene", "sales_retention", 1, CSQ_NEGATION_KEEP,
     "优惠|活动|推荐|套餐|礼品|积分|优惠券|会员|推销|营销|续费|续约|挽留|回馈|"
     "办卡有礼|升级|新产品|返现|打折"},
	{"en", "scene", "complaint_handling", 2, CSQ_NEGATION_KEEP,
     "complaint|complaints|complain|file a complaint|filing a complaint|speak to a manager|"
     "speak to your supervisor|escalate|apology|apologize|unacceptable|worst experience"},
	{"en", "scene", "information_query", 1, CSQ_NEGATION_KEEP,
     "how do i|how can i|how much|what is|where is|when will|can you tell me|could you tell me|opening hours|"
     "i would like to know|what are|is there a|question about|do you know"},
	{"en", "scene", "after_sales", 2, CSQ_NEGATION_KEEP,
     "warranty|follow up|status of my|case number|ticket number|reference number|installation|after sales|"
     "replacement part|service visit|any update"},
	{"en", "scene", "transaction_request", 2, CSQ_NEGATION_KEEP,
     "open an account|close my account|change my address|update my address|change my pin|reset my password|"
     "activate my card|new card|replacement card|increase my limit|credit limit increase|book a|reservation|"
     "rebook|upgrade my plan|set up autopay|transfer money|cancel my order"},
	{"en", "scene", "fault_repair", 2, CSQ_NEGATION_KEEP,
     "not working|doesn't work|does not work|broken|repair|error message|crashes|crashed|no signal|outage|"
     "is down|won't turn on|cannot connect|technician|keeps freezing"},
	{"en", "scene", "refund_claim", 2, CSQ_NEGATION_KEEP,
     "refund|money back|return this|return the item|exchange|insurance claim|file a claim|reimbursement|"
     "reimbursed|reimburse|compensation|chargeback|voucher"},
	{"en", "scene", "billing_dispute", 2, CSQ_NEGATION_KEEP,
     "bill|billing|billed|invoice|charged|overcharged|late fee|annual fee|interest rate|statement|fee|fees|"
     "dispute a charge|double charged|charge on my"},
	{"en", "scene", "account_security", 2, CSQ_NEGATION_KEEP,
     "lost card|lost my card|stolen|stolen card|fraud|fraudulent|unauthorized|hacked|freeze my account|"
     "block my card|locked out|suspicious activity|identity theft|phishing|report fraud|locked my account"},
	{"en", "scene", "sales_retention", 1, CSQ_NEGATION_KEEP,
     "promotion|discount|coupon|special offer|rewards|loyalty program|upgrade offer|renewal|"
     "cancel my subscription|telemarketing|promo code|sales call|free trial"},
	{NULL, NULL, NULL, 0, CSQ_NEGATION_KEEP, NULL}};

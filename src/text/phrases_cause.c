/*
 * phrases_cause.c
 *		What went wrong.
 *
 * The causes of banks follow the dimensions of complaint statistics in Chinese
 * banking (JR/T 0169-2018) and the issues of the CFPB's taxonomy; those of public
 * service the sections of a 12345 hotline; the others are of insurance, retail,
 * telecommunications, travel and health care.
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_cause[] = {
	{"zh", "cause", "service_attitude", 2, CSQ_NEGATION_KEEP,
     "态度差|态度恶劣|态度不好|服务态度|客服态度|爱理不理|爱答不理|骂人|辱骂|"
     "挂我电话|挂断电话|不耐烦|冷嘲热讽|阴阳怪气|不尊重|没礼貌|甩脸色|说话难听|"
     "不理人|答非所问|嘲讽|傲慢|翻白眼"},
	{"zh", "cause", "service_attitude", 1, CSQ_NEGATION_KEEP,
     "服务差|服务质量|服务太差|素质低|不专业|机器人客服|转人工|推卸责任|冷漠"},
	{"zh", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "一直打不通|打不通电话|电话打不通|没人接|无人接听|没人接听|没有回复|"
     "一直没回复|没有回音|石沉大海|迟迟不处理|一直拖|等了半天|没人联系我|"
     "至今未回复|处理太慢|排队太久|等了一个多小时|占线|回复慢|没有进展|"
     "审批 ..4 慢|审核 ..4 慢|办理 ..4 慢|放款 ..4 慢|处理 ..4 慢|还没有结果|一直没有结果"},
	{"zh", "cause", "facilities_systems", 2, CSQ_NEGATION_KEEP,
     "系统故障|系统崩溃|系统维护|闪退|卡顿|登录不上|登不上|登录不了|白屏|死机|"
     "报错|网络异常|验证码收不到|收不到验证码|机器坏了|设备故障|吞卡|吞钞|"
     "无法登录|无法打开|无法绑定|加载不出来|页面卡住|bug"},
	{"zh", "cause", "rules_process", 1, CSQ_NEGATION_KEEP,
     "流程繁琐|手续繁琐|手续复杂|流程复杂|来回跑|跑了好几趟|跑了三趟|材料不全|"
     "不给办理|不给办|开证明|霸王条款|规定不合理|限额太低|非柜面限额|账户冻结|"
     "冻结账户|被冻结|限制交易|被限制|只收不付|销户困难|解除管控"},
	{"zh", "cause", "marketing", 2, CSQ_NEGATION_KEEP,
     "虚假宣传|误导销售|诱导|夸大收益|夸大宣传|欺骗消费者|存单变保单|"
     "存款变保险|骚扰电话|推销电话|营销电话|营销短信|诱导消费|骗我办|骗老人|"
     "宣传不符|与宣传不一致|货不对板|图文不符|刷好评"},
	{"zh", "cause", "disclosure", 2, CSQ_NEGATION_KEEP,
     "没有告知|未告知|没有提前告知|没说清楚|没有说明|没有提示风险|未提示风险|"
     "信息披露|没有明示|从来没说过|没人告诉我|暗藏|不明不白|没有通知"},
	{"zh", "cause", "product_return", 2, CSQ_NEGATION_KEEP,
     "收益不符|收益太低|亏损|亏了|本金亏|跌破净值|没有达到预期收益|利息少|"
     "利息不对|利息算错|分红太少|保本却亏|收益没到账|不兑付|无法兑付"},
	{"zh", "cause", "freedom_of_choice", 2, CSQ_NEGATION_KEEP,
     "强制消费|强制搭售|捆绑销售|强制购买|强买强卖|必须买保险|默认勾选|"
     "自动续费|自动开通|擅自开通|莫名开通|私自开通|未经同意|未经允许|"
     "未经本人同意|取消不了|关不掉|被开通"},
	{"zh", "cause", "contract_terms", 2, CSQ_NEGATION_KEEP,
     "合同条款|违约金|条款不合理|格式条款|单方面|擅自变更|改合同|合同纠纷|"
     "提前还款违约金|不履行合同|权益缩水|权益变更"},
	{"zh", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "乱收费|乱扣费|扣了我年费|年费|手续费|短信费|工本费|多扣|重复扣款|重复扣费|"
     "扣款不明|莫名扣款|莫名其妙扣|无故扣款|无故扣费|被扣款|被扣费|滞纳金|"
     "高额利息|利息太高|费率太高|收费不合理|价格不一致|多收|乱收|扣费|高利贷"},
	{"zh", "cause", "fund_safety", 2, CSQ_NEGATION_KEEP,
     "盗刷|被盗刷|资金被盗|钱不见了|钱没了|余额少了|被骗|诈骗|被诈骗|冒名|冒用|"
     "冒名贷款|被转走|不是本人操作|非本人操作|非本人交易|不是我本人|伪卡|"
     "存款失踪|可疑交易|电信诈骗"},
	{"zh", "cause", "data_safety", 2, CSQ_NEGATION_KEEP,
     "泄露|信息泄露|泄露隐私|泄露个人信息|倒卖信息|信息被卖|人肉|爆通讯录|"
     "查我征信|身份证被|私自查询"},
	{"zh", "cause", "credit_record", 2, CSQ_NEGATION_KEEP,
     "征信|上征信|征信逾期|征信污点|征信报告|征信异议|不良记录|修复征信|"
     "逾期记录"},
	{"zh", "cause", "debt_collection", 2, CSQ_NEGATION_KEEP,
     "催收|暴力催收|催债|骚扰家人|打给家人|打给单位|联系我家人|骚扰亲友|"
     "上门催收|威胁恐吓|第三方催收|委外催收|停息挂账|协商还款|二次分期|"
     "无力偿还"},
	{"zh", "cause", "claim_settlement", 2, CSQ_NEGATION_KEEP,
     "拒赔|理赔|理赔慢|理赔难|不予理赔|少赔|定损太低|赔偿金额|理赔材料|迟迟不赔|"
     "不给赔|理赔款|拖赔|核赔"},
	{"zh", "cause", "policy_surrender", 2, CSQ_NEGATION_KEEP,
     "退保|退保费|全额退保|犹豫期|退保损失|代理退保|退保难|现金价值太低|"
     "保单失效|复效|不给退保|自保件"},
	{"zh", "cause", "refund_return", 2, CSQ_NEGATION_KEEP,
     "退款|退货|退费|退钱|不退款|不给退|不给退款|退款迟迟不到账|退款不到账|"
     "退款未到账|拒绝退款|换货|退换货|七天无理由|无理由退货|退定金|押金不退|"
     "退押金|申请退款|一直没退"},
	{"zh", "cause", "quality", 2, CSQ_NEGATION_KEEP,
     "质量差|质量太差|假货|假冒|次品|残次品|用了几天就坏|发霉|变质|异物|掉色|"
     "开胶|有瑕疵|翻新|三无产品|山寨|描述不符"},
	{"zh", "cause", "delivery_problem", 2, CSQ_NEGATION_KEEP,
     "不发货|一直不发货|迟迟不发货|发错货|少发|漏发|丢件|快递丢了|没收到货|"
     "未收到货|显示已签收|虚假签收|虚假发货|送错|配送超时|送货慢|物流不更新|"
     "延迟发货|洒了|暴力分拣"},
	{"zh", "cause", "medical_quality", 2, CSQ_NEGATION_KEEP,
     "误诊|漏诊|医疗事故|医疗纠纷|过度检查|过度医疗|开错药|乱开药|后遗症|"
     "乱收检查费|号贩子|挂不上号|等候太久|病历造假|手术失败"},
	{"en", "cause", "service_attitude", 2, CSQ_NEGATION_KEEP,
     "rude|very rude|unprofessional|hung up on me|hung up|bad attitude|disrespectful|condescending|yelled at me|"
     "unhelpful|terrible service|poor customer service|worst customer service|horrible service|awful service|"
     "passed around|got the runaround|run around|runaround"},
	{"en", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "no one called me back|never called back|no reply|still waiting|been on hold|hours on hold|nobody answers|"
     "no one answers|never got back to me|no follow up|weeks later|no update|ignored my emails|"
     "cannot reach anyone|takes forever|delayed response|no callback"},
	{"en", "cause", "facilities_systems", 2, CSQ_NEGATION_KEEP,
     "system error|system is down|website is down|app crashes|app crashed|keeps crashing|cannot log in|"
     "can't log in|error message|locked out|glitch|out of order|machine ate my card|technical issue|outage|"
     "won't load"},
	{"en", "cause", "rules_process", 1, CSQ_NEGATION_KEEP,
     "account frozen|froze my account|account was frozen|closed my account|account restricted|"
     "too much paperwork|same documents|red tape|put a hold|refused to open|policy makes no sense|"
     "complicated process"},
	{"en", "cause", "marketing", 2, CSQ_NEGATION_KEEP,
     "false advertising|bait and switch|deceptive|telemarketing|robocalls|spam calls|pressured me|high pressure|"
     "lied to me|scam offer|unsolicited"},
	{"en", "cause", "disclosure", 2, CSQ_NEGATION_KEEP,
     "not disclosed|never disclosed|undisclosed|hidden fee|hidden fees|fine print|never told me|did not tell me|"
     "wasn't told|failed to disclose|without notice|not informed|never informed"},
	{"en", "cause", "product_return", 2, CSQ_NEGATION_KEEP,
     "lost money|poor return|lower interest|interest not paid|promised return|bonus not paid|"
     "did not receive the bonus|rate was changed"},
	{"en", "cause", "freedom_of_choice", 2, CSQ_NEGATION_KEEP,
     "never authorized|did not authorize|auto renewed|automatic renewal|auto renewal|signed me up|"
     "opened an account in my name|forced me to|cannot cancel|can't cancel|won't let me cancel|did not ask for"},
	{"en", "cause", "contract_terms", 2, CSQ_NEGATION_KEEP,
     "breach of contract|terms and conditions|changed the terms|prepayment penalty|contract terms|"
     "early termination|not honoring|refuse to honor|refused to honor"},
	{"en", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "charged twice|double charged|overcharged|overcharge|late fee|late fees|annual fee|overdraft fee|"
     "overdraft fees|maintenance fee|service charge|unexpected charge|unknown charge|interest charges|"
     "excessive interest|billed twice|billing error|incorrect bill|high interest|foreign transaction fee|"
     "wrongly charged"},
	{"en", "cause", "fund_safety", 2, CSQ_NEGATION_KEEP,
     "fraud|fraudulent|fraudulent charges|unauthorized charges|unauthorized transaction|"
     "unauthorized transactions|unauthorized charge|stolen card|stole my money|money is missing|scam|scammed|"
     "someone used my card|counterfeit check|stolen check"},
	{"en", "cause", "data_safety", 2, CSQ_NEGATION_KEEP,
     "identity theft|identity was stolen|stolen identity|data breach|social security number|leaked my|"
     "sold my information|phishing"},
	{"en", "cause", "credit_record", 2, CSQ_NEGATION_KEEP,
     "credit report|credit reports|credit score|credit bureau|credit bureaus|equifax|experian|transunion|"
     "inaccurate information|hard inquiry|hard inquiries|incorrect information|not mine|"
     "fair credit reporting act|fcra|charge off|charged off|removed from my credit"},
	{"en", "cause", "debt_collection", 2, CSQ_NEGATION_KEEP,
     "debt collector|debt collectors|debt collection|collection agency|sent to collections|harassing calls|"
     "validation of debt|validate the debt|debt is not mine|do not owe|don't owe|calling my work|"
     "calls my family|fdcpa|threatened to sue"},
	{"en", "cause", "claim_settlement", 2, CSQ_NEGATION_KEEP,
     "claim denied|denied my claim|claim was denied|lowball|insurance claim|refuse to pay the claim|"
     "settlement offer|underpaid|claim adjuster|claim delayed"},
	{"en", "cause", "policy_surrender", 2, CSQ_NEGATION_KEEP,
     "cancel my policy|cancelled my policy|surrender value|policy lapsed|surrender charge|free look period"},
	{"en", "cause", "refund_return", 2, CSQ_NEGATION_KEEP,
     "refund|refunds|refunded|money back|no refund|refuse to refund|refused to refund|waiting for my refund|"
     "return policy|returned the item|chargeback|want my money back|store credit"},
	{"en", "cause", "quality", 2, CSQ_NEGATION_KEEP,
     "defective|poor quality|stopped working|does not work|doesn't work|faulty|not as described|cheaply made|"
     "fell apart"},
	{"en", "cause", "delivery_problem", 2, CSQ_NEGATION_KEEP,
     "never arrived|not delivered|never delivered|lost package|lost luggage|lost my bag|late delivery|"
     "wrong item|wrong address|missing items|marked as delivered|still hasn't arrived|delayed flight|"
     "flight delayed|cancelled flight|canceled flight|delayed shipment"},
	{"en", "cause", "medical_quality", 2, CSQ_NEGATION_KEEP,
     "misdiagnosed|misdiagnosis|malpractice|wrong medication|infection|unnecessary tests|botched|"
     "wrong diagnosis|waited hours"},
	{"zh", "cause", "service_attitude", 2, CSQ_NEGATION_KEEP,
     "言语粗暴|执法粗暴|爱搭不理|态度太差|态度很差|态度极差|服务不好|服务不行|"
     "服务态度差|恶语相向|说话 ..4 难听|不负责任|态度蛮横|盛气凌人|出言不逊|"
     "挂电话|挂断了电话"},
	{"zh", "cause", "service_attitude", 1, CSQ_NEGATION_KEEP, "敷衍了事|互相推诿|推诿|踢皮球|态度"},
	{"zh", "cause", "service_attitude", 1, CSQ_NEGATION_HIDE,
     "态度好|态度很好|态度非常好|态度不错|态度认真|态度也好|态度诚恳|态度挺好|"
     "服务态度好|服务态度很好|服务态度不错|情况态度"},
	{"zh", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "打不进|打不通|无法接通|正在通话|无人应答|一直没有答复|没有任何回复|"
     "没有任何答复|不回复|不接电话|电话没人接|没人回复|至今没有回复|"
     "没有得到回复|杳无音信|无任何回音|何时才有回复|何时能得到解决|迟迟没有|"
     "迟迟不|形同虚设|办事效率|迟迟未"},
	{"zh", "cause", "response_delay", 1, CSQ_NEGATION_KEEP,
     "一拖再拖|拖延|没有下文|没了下文|置之不理|不了了之|至今没有"},
	{"zh", "cause", "facilities_systems", 2, CSQ_NEGATION_KEEP,
     "网站 ..6 打不开|系统 ..4 报错|扫码 ..6 不方便|扫码 ..6 落后|蓝牙|页面打不开|"
     "报不上名|电梯 ..4 坏|电梯 ..6 故障|电梯停运|电梯停用|软件 ..4 难用|设备老化|"
     "无法支付|支付失败|上不去 ..4 网|充值失败"},
	{"zh", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "只能交现金|不支持现金|办事 ..4 难|办理 ..4 困难|不予办理|拒不办理|拒绝办理|"
     "无法办理|办不了|证明 ..6 困难|开具证明|互相推 ..4 证明|手续 ..6 繁|不给上牌|"
     "不能上牌|退卡|只限定 ..4 方式"},
	{"zh", "cause", "marketing", 2, CSQ_NEGATION_KEEP,
     "图片与实物|与图片不符|和图片不一样|宣传 ..6 不符|宣传 ... 不一致|"
     "承诺 ..6 不兑现|不兑现承诺|欺诈消费者|虚假承诺|夸大|误导消费者|货不对版|"
     "根本没有 ..4 鸡腿|诱骗"},
	{"zh", "cause", "freedom_of_choice", 4, CSQ_NEGATION_KEEP,
     "捆绑 ..6 车位|强制 ..6 购买|强行 ..4 购买|强迫 ..6 购买|强制 ..4 消费|被垄断|"
     "垄断|违背 ..6 意愿|取消购房资格|必须购买|强制 ..4 办理|强制收取|只接受|"
     "不买就|强买|强卖"},
	{"zh", "cause", "contract_terms", 2, CSQ_NEGATION_KEEP,
     "拒绝履行|不履行|违反合同|合同约定 ... 未|霸王合同|拒付 ..4 货款|拖欠货款|"
     "拖欠工程款"},
	{"zh", "cause", "contract_terms", 1, CSQ_NEGATION_KEEP, "违约"},
	{"zh", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "违规收费|违规收取|收费标准|收费太高|收费过高|恶意涨价|物业费 ..6 涨|涨价|"
     "多收 ..4 费|频繁收费|上调学费|收费 ..4 不合理|价格 ..4 贵|太贵|审批价|"
     "退还多收"},
	{"zh", "cause", "fund_safety", 2, CSQ_NEGATION_KEEP,
     "涉嫌诈骗|非法集资|跑路|卷款|兑付|网贷平台|p2p|养老金被骗|被骗 ..4 金|"
     "骗取 ..6 钱|集资|血汗钱|爆雷|暴雷|出借人|投资款|理财 ..4 骗"},
	{"zh", "cause", "data_safety", 2, CSQ_NEGATION_KEEP,
     "信息的泄露|信息泄漏|泄露 ..4 信息|个人信息被|个人隐私|侵犯隐私"},
	{"zh", "cause", "refund_return", 2, CSQ_NEGATION_KEEP,
     "退还 ..4 金|不退还|退认筹金|退 ..2 定金|不退费|要求退费|退学费|拒绝退|认筹金|"
     "退房款|退不了|退款申请|要求退款|提出退款"},
	{"zh", "cause", "quality", 2, CSQ_NEGATION_KEEP,
     "难吃|不好吃|没味道|没什么味|没味儿|没有味道|太咸|太油|太辣|太甜|特别辣|"
     "太淡|不新鲜|量太少|量少|太少|少的可怜|量小|分量少|肉 ..2 少|菜 ..2 少|没啥菜|"
     "没有菜|没有肉|肥肉|味道一般|口味一般|味道 ..2 一般|东西也一般|口感差|干硬|"
     "糊了|坨了|不值|不怎么样|差的太多|质量下降|质量 ..4 下降|很小|贼小|难以下咽|"
     "腥味|馊|都成 ..4 冻|没汤|很少|超级少|厚|一股 ..4 味|味道差|不好喝|口味差|"
     "不推荐|没看见|残次|质量 ..2 差|断裂|掉漆|做工粗糙"},
	{"zh", "cause", "delivery_problem", 2, CSQ_NEGATION_KEEP,
     "送餐慢|送餐太慢|送餐速度 ..2 慢|送餐 ..2 慢|送得 ..2 慢|送的 ..2 慢|配送慢|"
     "配送 ..2 慢|送货 ..2 慢|速度慢|速度很慢|速度太慢|太慢了|太慢|特别慢|好慢|"
     "超级慢|非常慢|晚了|送晚|到的晚|迟到|超时|超过 ..4 分钟|预定时间|预计时间|"
     "等了 ..4 小时|等了 ..4 分钟|等很久|等了很久|等太久|等了半天|等了 ..2 久|"
     "一个多小时|一个半小时|两个小时|{number}分钟 ..2 送|小时 ..2 送到|小时才|才送到|"
     "快送成晚饭|凉了|凉的|都凉|冷的|都冷|差不多都冷|洒出|撒了|全撒|漏了|流出|"
     "流得|流了一手|没给|少送|没送|没有送|漏送|少给|只给了 ..2 一|只给 ..2 装 ..2 一|"
     "没勺|没筷子|没餐具|没有餐具|没有米饭|不给送|没送到|送不了|时间太长|催单|"
     "半价了|签收|关单|邮件 ..4 丢|泡湿|浸泡"},
	{"zh", "cause", "delivery_problem", 2, CSQ_NEGATION_HIDE,
     "提前送达|送餐快|送餐也快|送的很快|送得特别快|速度快|比预计时间快|"
     "比预计 ..4 快|主动送|准时送达"},
	{"zh", "cause", "food_safety", 2, CSQ_NEGATION_KEEP,
     "头发|虫子|苍蝇|吃出|异物|食物中毒|拉肚子|塑料片|钢丝球|玻璃渣|发霉|变质|"
     "过期食品|不卫生|食品安全|地沟油"},
	{"zh", "cause", "noise", 4, CSQ_NEGATION_KEEP,
     "噪音|噪声|扰民|夜间施工|通宵施工|半夜施工|24小时施工|夜宵 ..4 吵|电锯|"
     "凌晨 ..6 施工|吵死|分贝|施工扰民|广场舞"},
	{"zh", "cause", "noise", 3, CSQ_NEGATION_HIDE, "油烟扰民|废气扰民|气味扰民|灯光扰民"},
	{"zh", "cause", "pollution", 3, CSQ_NEGATION_KEEP,
     "污染|油烟|排污|废气|臭气|恶臭|异味|刺鼻|气味难闻|气味 ..4 重|气味 ..4 难闻|"
     "扬尘|灰尘|粉尘|污水|黑烟|垃圾焚烧|垃圾站|垃圾场|垃圾成堆|排放 ..6 气体|喷漆|"
     "臭水沟|臭味|焰火|搅拌站|环境脏乱"},
	{"zh", "cause", "traffic", 3, CSQ_NEGATION_KEEP,
     "公交|公交车|地铁|轻轨|城铁|高铁|红绿灯|斑马线|天桥|地下通道|过街|拥堵|堵车|"
     "停车|乱停|违停|停车位|路灯|路面|修路|道路|马路|快速路|高速|高架|公路|车道|"
     "人行道|辅道|交通|通车|修建 ..6 路|路线|站台|始发站|横线|跨线桥|交警|"
     "非机动车|摩托车|出行|班次|发车|绕道|提质改造|潇楚卡|一桥"},
	{"zh", "cause", "traffic", 3, CSQ_NEGATION_HIDE,
     "车位|交通运输局|道路交通安全法|高速噪音|高速公路噪音|停车费|地下停车场|"
     "停车问题收费"},
	{"zh", "cause", "property_management", 3, CSQ_NEGATION_HIDE, "停车位"},
	{"zh", "cause", "property_management", 3, CSQ_NEGATION_KEEP,
     "物业|物业公司|物业费|业委会|业主委员会|业主大会|小区电梯|保安|停车费|"
     "人防车位|地下车库|车位|物业管理|选票"},
	{"zh", "cause", "housing", 3, CSQ_NEGATION_KEEP,
     "开发商|交房|楼盘|购房|房产证|不动产证|预售证|认筹|精装|毛坯|房屋质量|"
     "质量 ..4 楼|楼板|开裂|漏水|渗水|网签|办证|限购|户型|规划 ..4 变更|"
     "擅自变更规划|延期交房|首付|商品房|土地使用证|烂尾|学区房|置业顾问|置业|"
     "售楼|空调外机|入户楼道"},
	{"zh", "cause", "utilities", 3, CSQ_NEGATION_KEEP,
     "停水|停电|断电|断水|自来水|天然气|燃气|供水|供电|水压|电压|变压器|水电|"
     "供暖|水改|电改|水井|暖气|煤气|通气|管网|水管"},
	{"zh", "cause", "utilities", 3, CSQ_NEGATION_HIDE, "污水管|自来水黄"},
	{"zh", "cause", "urban_order", 3, CSQ_NEGATION_KEEP,
     "违建|违章建筑|违章|违规搭建|违法建设|违法违建|搭建|占道|占道经营|摆摊|"
     "流动摊贩|夜市|摊商|小吃街|城管|菜园|脏乱差|乱搭|乱堆|市容|私自搭建|加层|"
     "棚户区|旧城改造|拆违|侵占 ..4 绿化|毁坏 ..4 绿化|绿地|围挡"},
	{"zh", "cause", "land_compensation", 3, CSQ_NEGATION_KEEP,
     "拆迁|征地|征收|安置房|安置区|安置费|拆迁补偿|拆迁款|过渡费|补偿款|补偿费|"
     "土地流转|农村组织成员|拆迁户|宅基地|土地 ..4 补偿"},
	{"zh", "cause", "labour", 3, CSQ_NEGATION_KEEP,
     "工资|欠薪|拖欠工资|拖欠员工|辞退|劳动合同|加班|社保 ..4 未缴|经济补偿|"
     "劳动局|劳动仲裁|求职|农民工|押金 ..4 求职|员工 ..4 补偿|克扣"},
	{"zh", "cause", "education", 3, CSQ_NEGATION_KEEP,
     "入学|就读|学位|学区|补课|补习|教师招聘|考试|中考|高考|学费|培训机构|家长|"
     "招生|托管|普惠性|教育局|转学|开学|上课|公办中学|公办小学|公办幼儿园|"
     "民办学校|学校 ..4 收费|学校 ..6 规划|读书学位|中小学"},
	{"zh", "cause", "education", 1, CSQ_NEGATION_KEEP,
     "学校|幼儿园|小学|中学|教师|老师|学生|高中|校园|大学|师范|职校|培训"},
	{"zh", "cause", "social_security", 3, CSQ_NEGATION_KEEP,
     "社保|社保卡|医保|公积金|低保|养老保险|退休金|养老金|户口|落户|居住证|转业|"
     "补贴|报销|失业金|生育津贴|组合贷|公积金贷款|人才补贴"},
	{"zh", "cause", "social_security", 3, CSQ_NEGATION_HIDE, "社保局咨询电话|养老金被骗|骗养老金"},
	{"zh", "cause", "illegal_activity", 3, CSQ_NEGATION_KEEP,
     "赌博|赌博机|涉黄|卖淫|嫖娼|传销|六合彩|黑车|无证经营|非法经营|非法营运|"
     "毒品|吸毒|高利贷|黑社会|涉黑|盗窃|偷盗|非法卸土|非法洗沙|盗采|无证|"
     "营业执照|违法犯罪|偷车"},
	{"zh", "cause", "misconduct", 3, CSQ_NEGATION_KEEP,
     "不作为|乱作为|失职|渎职|懒政|怠政|徇私|贪污|受贿|形式主义|官僚主义|"
     "回复失实|政府信息公开|信息公开|行政复议|包庇|违规擅权|相互勾结|官商勾结|"
     "村务公开|公示结果|调查结果|办事处|中院|法院 ..4 开庭|派出所|公安分局|摊派|"
     "定报纸|纪委"},
	{"zh", "cause", "safety_hazard", 2, CSQ_NEGATION_KEEP,
     "安全隐患|消防通道|消防栓|消防安全|井盖|安全事故|塌陷|危房|坍塌|高空坠物|"
     "高空抛物|电线乱搭|电动车 ..6 充电|火灾隐患|起火|火灾|生命安全|消防隐患"},
	{"zh", "cause", "claim_settlement", 2, CSQ_NEGATION_KEEP,
     "拒绝赔付|拒绝理赔|理赔 ..4 慢|理赔 ..4 难|保险公司 ..6 赔"},
	{"zh", "cause", "product_return", 1, CSQ_NEGATION_KEEP, "兑付|本金"},
	{"en", "cause", "debt_collection", 3, CSQ_NEGATION_KEEP,
     "collection agencies|alleged debt|validate this debt|validation of the debt|debt validation|"
     "validate the alleged debt|validating the debt|owe this debt|not owe this|debt that is not mine|"
     "not my debt|owed to|collect a debt|collect on|collect money|collecting a debt|collecting on|"
     "collect this debt|sold to a collection|in collections|collection notice|collection account|"
     "collection accounts|collection entry|cease and desist|fair debt collection practices act|calling me|"
     "calls me|kept calling|keep calling|stop calling|lvnv funding|resurgent|midland credit|portfolio recovery|"
     "original creditor|this company reported a collection|creditor is trying|debt collection practices|"
     "collections"},
	{"en", "cause", "credit_record", 2, CSQ_NEGATION_KEEP,
     "credit reporting|credit file|credit profile|consumer report|consumer reports|consumer reporting|inquiry|"
     "inquiries|late payment|late payments|charge-off|negative|derogatory|inaccurate|inaccurately|incorrect|"
     "reporting|reported on|delete|removed from my|remove this|remove these|dispute|disputed|disputing|furnish|"
     "furnishing|public record|past due|credit agencies|reporting agencies|bankruptcy|accounts on my"},
	{"en", "cause", "data_safety", 3, CSQ_NEGATION_KEEP,
     "identify theft|id theft|i.d theft|victim of identity|identity was compromised|identity compromised|"
     "used my identity|used my identification|use my personal information|used my personal|used my social|"
     "used my information|my information was stolen|social security number without|breach of my|"
     "another consumer|identity thief|compromised|took over my"},
	{"en", "cause", "fund_safety", 3, CSQ_NEGATION_KEEP,
     "fraudulent charge|fraudulent transaction|fraudulent transactions|unauthorized withdrawal|"
     "unauthorized ..4 debit|money was stolen|committed fraud|fraud committed against"},
	{"en", "cause", "payment_processing", 3, CSQ_NEGATION_KEEP,
     "payment was not applied|misapplied|applied to my principal|apply ... to principal|principal payment|"
     "payment posted|post my payment|posting my payment|payment was not posted|not credited|autopay|auto pay|"
     "loan modification|modification|forbearance|recast|payoff|pay off my mortgage|escrow account|"
     "homeowners insurance|pmi|1098|billing statements|mortgage statement|loan was transferred|refinance|"
     "insurance payment|payment processing|coupon billing"},
	{"en", "cause", "fees", 3, CSQ_NEGATION_KEEP,
     "escrow payment|escrow analysis|change fees|change fee|fees|interest rate increases|unauthorized fees|"
     "extra charge|closing costs|credit card was charged|baggage fee|double charge|additional fees|shortage"},
	{"en", "cause", "contract_terms", 2, CSQ_NEGATION_KEEP,
     "original lease|lease agreement|agreement terms|terms of the agreement|signed a contract|sign a contract|"
     "my lease"},
	{"en", "cause", "facilities_systems", 3, CSQ_NEGATION_KEEP,
     "website|online system|page has timed out|will not let you save|errors past|getting a lot of errors|error|"
     "errors|app|wi-fi|wifi|button doesn't work|doesn't work on|can't do it online|won't let me|"
     "submitting my disputes|online access|not working|site is down|flight booking problems"},
	{"en", "cause", "facilities_systems", 3, CSQ_NEGATION_HIDE,
     "errors on my credit|errors on my report|account has errors|disputing errors|creditor errors|"
     "fell into error"},
	{"en", "cause", "response_delay", 3, CSQ_NEGATION_KEEP,
     "on hold|hold times|hold time|on hold for|hold for|can't get through|cant get through|get through to|"
     "get on hold|can't even get on hold|no response|never responded|have not responded|not responded|"
     "have yet to hear|never received any response|no correspondence|never heard back|waiting for a response|"
     "disconnected|call volume|voicemail|ignored me|ignoring me|not received any correspondence|"
     "failed to respond|didnt receive my letter|not starting the paperwork|triple looped|no one was helpful|"
     "actual person"},
	{"en", "cause", "service_attitude", 3, CSQ_NEGATION_KEEP,
     "worst service|bad service|poor service|customer service sucks|totally suck|racist|attitude|"
     "refused to print|denied boarding|don't care|doesn't care|care about what happens|could not give less|"
     "not helpful|unable to help|no help|lied to me|your employees|your agents|incompetent"},
	{"en", "cause", "service_attitude", 3, CSQ_NEGATION_HIDE,
     "great attitude|good attitude|positive attitude|kudos to"},
	{"en", "cause", "delivery_problem", 3, CSQ_NEGATION_KEEP,
     "delayed|delay|delays|cancelled|canceled|cancelled flightled|flight cancelled|late flight|flight late|"
     "hours late|missed connection|missed my connection|missed my flight|missed our|lost my luggage|lost bag|"
     "lost baggage|my bag|bags|baggage claim|my luggage|deliver my luggage|luggage|baggage|stuck on|"
     "sitting on the plane|sitting on the runway|sit on the runway|on the runway|on the tarmac|tarmac|"
     "hour delay|rebooked|re-book|rebook|waiting for bags|hasn't boarded|past departure|on time when|stranded|"
     "diverted|won't be at my wedding|connection leaves|gate for|airport {number}hrs|extra hours|day late"},
	{"en", "cause", "delivery_problem", 3, CSQ_NEGATION_HIDE, "on time flights|great flight|checked bags free"},
	{"en", "cause", "quality", 3, CSQ_NEGATION_KEEP,
     "seat was|my seat|leg room|legroom|seats|no heat|heat blasting|dirty plane|entertainment system|food was|"
     "uncomfortable|damaged|broken|squished"},
	{"en", "cause", "refund_return", 3, CSQ_NEGATION_KEEP, "my money again|reimburse|reimbursement|compensation"},
	{"en", "cause", "marketing", 3, CSQ_NEGATION_KEEP,
     "misleading advertisement|misleading|promised|falsely telling|pre-approved|eligible for credit cards|"
     "advertised"},
	{"en", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "denied credit|was denied|declined|denial|foreclosure|refuses to|unwilling to|will not generate|"
     "loan officer|mortgage application|underwriting"},
	{"en", "cause", "freedom_of_choice", 2, CSQ_NEGATION_KEEP,
     "without my consent|without my permission|without my authorization|not authorize or|forcing me|forced to|"
     "extended my lease|never signed up"},
	{"zh", "cause", "contract_terms", 3, CSQ_NEGATION_KEEP,
     "积分 ..4 清零|清零 ..4 积分|积分 ..4 过期|积分 ..4 作废|积分 ..4 失效|积分 ..4 不见|积分 ..4 没了|积分 ..4 清空|积分 ..4 扣|积分 ..4 到期|"
     "里程 ..4 清零|里程 ..4 过期|里程 ..4 作废|优惠券 ..4 过期|优惠券 ..4 用不了|优惠券 ..4 不能用|优惠券 ..4 无法|余额 ..4 清零|余额 ..4 过期|"
     "权益 ..4 取消|权益 ..4 清零|权益 ..4 减|会员 ..4 清零|会员 ..4 作废|充值卡 ..4 过期|合约 ..4 解除"},
	{"zh", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "利率 ..2 高|利率过高|利率太高|利率偏高|利息 ..2 高|利息过高|手续费 ..2 高|费率 ..2 高|费用 ..2 高|服务费 ..2 高|收费 ..2 高|会费 ..2 高|"
     "利滚利|砍头息|价格欺诈|先涨价|乱涨价|账单 ..4 错|账单 ..4 不对|账单 ..4 不符|电费 ..4 异常|水费 ..4 异常|电费 ..4 突然|流量 ..4 扣|"
     "话费 ..4 扣|话费 ..4 多|扣费异常|异常扣费|不明扣费|偷跑流量"},
	{"zh", "cause", "network_quality", 3, CSQ_NEGATION_KEEP,
     "断网|信号差|信号 ..2 差|没信号|没有信号|无信号|信号不好|信号弱|信号 ..2 弱|网速慢|网速 ..2 慢|网络 ..2 慢|网络 ..2 差|网络不稳定|网络不好|"
     "掉线|宽带 ..4 慢|宽带 ..4 断|宽带 ..4 故障|上不了网|无法上网|连不上网|通话 ..4 断|通话 ..4 杂音|网络卡"},
	{"zh", "cause", "network_quality", 3, CSQ_NEGATION_HIDE, "信号灯 ..4 差|信号灯"},
	{"zh", "cause", "freedom_of_choice", 2, CSQ_NEGATION_KEEP,
     "无法取消|不能取消|不给取消|不让取消|取消 ..2 不了|携号转网|转网 ..4 卡|不让转网|限制 ..4 转网|注销不了|无法注销|不给注销|不让注销|"
     "销不了户|不给销户|不让销户|不给退订|无法退订|退订不了"},
	{"zh", "cause", "marketing", 2, CSQ_NEGATION_KEEP,
     "骚扰短信|垃圾短信|促销短信|推广短信|广告短信|送礼 ..4 兑现|礼品 ..4 没|没兑现|"
     "没有兑现|赠品 ..4 没|返现 ..4 没|返现 ..4 不到|开卡礼 ..4 没"},
	{"zh", "cause", "refund_return", 2, CSQ_NEGATION_KEEP, "不退票|退票|退改签|改签费|不给退票|订金 ..4 退"},
	{"zh", "cause", "delivery_problem", 2, CSQ_NEGATION_KEEP,
     "快递 ..4 丢|包裹 ..4 丢|快件 ..4 丢|快递 ..4 破损|包裹 ..4 破损|快递 ..4 损坏|物流 ..4 慢|航班 ..4 取消|航班 ..4 延误|飞机 ..4 晚点|误机|"
     "行李 ..4 丢|行李 ..4 损"},
	{"zh", "cause", "food_safety", 3, CSQ_NEGATION_KEEP,
     "有虫|有条虫|有蟑螂|菜虫|食品 ..4 过期|牛奶 ..4 过期|面包 ..4 过期|吃坏肚子"},
	{"zh", "cause", "medical_quality", 2, CSQ_NEGATION_KEEP,
     "挂号难|挂号 ..4 难|挂不到号|药品 ..4 过期|过期药|医生 ..4 不负责|医生 ..6 态度|护士 ..6 态度|手术 ..4 失败|打错针|拿错药|大处方|看病 ..4 难"},
	{"zh", "cause", "claim_settlement", 2, CSQ_NEGATION_KEEP,
     "保险 ..4 不赔|保险 ..4 拒|不予赔付|赔付 ..4 低|赔付 ..4 少|赔付太少|定损低|定损 ..2 低|定损 ..4 不合理|不肯赔"},
	{"zh", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "提额 ..4 拒|申请 ..4 被拒|贷款 ..4 被拒|审批 ..4 被拒|开卡 ..4 被拒|额度 ..2 降|降额|被降额|取不出来|取不了|激活不了|无法激活|"
     "发票 ..4 不给|不给开发票|不开发票|拒开发票|发票 ..4 开不了|冻结 ..4 卡|卡 ..4 冻结|账户 ..4 冻结|账号 ..4 冻结|账号 ..4 封|封号"},
	{"zh", "cause", "payment_processing", 3, CSQ_NEGATION_KEEP,
     "转账 ..4 没到|转账 ..4 不到|转账 ..4 未到|汇款 ..4 没到|汇款 ..4 未到|提现 ..4 不到账|提现 ..4 没到账|提现 ..4 失败|到账 ..2 慢|还款 ..4 没入账|"
     "还款 ..4 未入账|充值 ..4 不到账|充值 ..4 没到账|转错|支付 ..4 失败|扣款失败"},
	{"zh", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "没人处理|无人处理|没人解决|没人回应|找不到人工|人工客服 ..4 找不到|"
     "人工客服 ..4 没有|找不到 ..4 人工|转不了人工|转不到人工|机器人 ..4 回复|"
     "一直机器人|全是机器人|排队 ..4 小时|排了 ..4 小时|排队 ..2 长|预约不上|约不上"},
	{"zh", "cause", "pollution", 2, CSQ_NEGATION_KEEP,
     "垃圾 ..4 没人|垃圾 ..4 清理|垃圾 ..4 清运|垃圾 ..4 堆|垃圾遍地"},
	{"zh", "cause", "product_return", 2, CSQ_NEGATION_KEEP,
     "收益 ..4 没达|收益 ..4 没有达|收益 ..4 未达|收益 ..4 达不到|收益 ..4 不达|年化 ..6 没|年化 ..6 未"},
	{"zh", "cause", "fund_safety", 2, CSQ_NEGATION_KEEP, "刷单|返利 ..4 骗|杀猪盘|钱 ..4 被转"},
	{"en", "cause", "contract_terms", 3, CSQ_NEGATION_KEEP,
     "points expired|points have expired|points were taken|points disappeared|miles expired|miles have expired|voucher expired|coupon expired|"
     "points ... wiped|lost my points|took away my points"},
	{"en", "cause", "fees", 3, CSQ_NEGATION_KEEP,
     "interest rate too high|interest rate is too high|interest is too high|rates are too high|rate is too high|fees are too high|"
     "too expensive|price gouging|hidden charges|hidden charge"},
	{"en", "cause", "network_quality", 3, CSQ_NEGATION_KEEP,
     "no signal|poor signal|weak signal|bad reception|internet is down|internet was down|slow internet|no internet|dropped calls|"
     "wifi is down|wifi was down|wifi not working|wifi doesn't work|wifi isn't working|no wifi|connection drops|keeps disconnecting"},
	{"zh", "cause", "response_delay", 3, CSQ_NEGATION_KEEP,
     "没人 ..4 回 ..2 电话|没人 ..3 回复|没有 ..4 人 ..2 理我|没有 ..4 回我|没人理|没人搭理|没人管|没人来修|没人来处理|"
     "没给 ..3 答复|没有 ..4 答复|没给 ..3 回复|没给 ..3 回音|一直不回|不回消息|不回我消息|不回信息|说回电 ..4 没|"
     "让我等 ..6 消息|等了 ..4 星期|等了 ..4 个月 ..4 没|反映 ..6 没人|投诉 ..8 没人|投诉 ..8 没 ..2 结果|"
     "打了 ..6 电话 ..4 没人|电话 ..4 没人接|催了 ..6 没"},
	{"zh", "cause", "facilities_systems", 2, CSQ_NEGATION_KEEP,
     "吞了 ..4 卡|吞了 ..4 钱|机器 ..4 坏|设备 ..4 坏|取款机 ..6 坏|atm ..6 坏|一打开就|打开 ..4 转圈|一直转圈|一直在转圈|"
     "一直加载|进不去|打不开|登不进去|登录不进|登陆不|总是闪退|老是闪退|自己退出|一点就退|一直卡在|卡死|app ..6 崩|"
     "系统 ..4 崩|系统 ..4 坏|系统 ..4 升级 ..6 用不了|扫不出|刷不了脸|人脸 ..4 失败|人脸识别 ..6 不|收不到 ..4 验证码|"
     "验证码 ..4 收不到"},
	{"zh", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "扣 ..3 年费|扣了我 ..8 费|扣 ..6 管理费|莫名其妙 ..4 少了|无缘无故 ..4 扣|偷偷 ..4 扣|偷扣|被扣了|又扣 ..4 钱|"
     "扣了我 ..6 元|扣了我 ..6 块|为什么 ..6 收费|为什么 ..6 扣|怎么 ..4 收费|收了我 ..6 费|收我 ..6 费|多算了|多收了|收两次|"
     "收了两次|扣了两次|扣两次|乱扣|管理费 ..4 涨|说是管理费|说是服务费"},
	{"zh", "cause", "refund_return", 2, CSQ_NEGATION_KEEP,
     "没退给我|还没退|没有退|钱 ..3 没退|不退钱|不肯退|退不回来|退货 ..6 没|寄回去 ..8 钱|钱 ..4 不退|押金 ..4 没退|"
     "押金 ..4 不给|押金 ..4 不还|定金 ..4 不退"},
	{"zh", "cause", "delivery_problem", 2, CSQ_NEGATION_KEEP,
     "快递 ..8 没到|快递 ..8 还没|快递 ..8 没收到|包裹 ..8 没到|包裹 ..8 没收到|包裹 ..10 不动|快递 ..10 不动|物流 ..10 不动|"
     "物流 ..6 没 ..2 更新|外卖 ..8 没到|外卖 ..8 没送|货 ..6 还没到|货 ..4 没收到|东西 ..6 没收到|东西 ..6 还没到|"
     "订单 ..8 没发货|还没发货|还不发货|没发货|快递 ..6 扔|快递员 ..8 扔|包裹 ..6 扔|不送上门|不送货上门|放 ..2 驿站|"
     "箱子 ..4 压|包装 ..4 破|家具 ..8 没送"},
	{"zh", "cause", "quality", 2, CSQ_NEGATION_KEEP,
     "用 ..3 天 ..2 坏|用 ..5 就坏|穿 ..5 就 ..2 破|穿 ..5 就 ..2 坏|洗 ..5 就 ..2 掉|买回来 ..6 坏|买回来 ..8 漏水|"
     "买 ..8 天 ..4 坏|第二天就|坏了 ..4 用不了|一用就坏|一洗就|脱线|褪色|缩水 ..4 穿|充不进电|开不了机|机 ..4 漏水|有裂|"
     "有划痕|有破损|是坏的|是旧的|二手的当|用 ..4 次就"},
	{"zh", "cause", "network_quality", 3, CSQ_NEGATION_KEEP,
     "打电话 ..4 断|老断线|总断线|老掉线|总是断|网 ..8 卡得|网 ..6 很卡|网 ..6 太卡|宽带 ..6 卡|网速 ..4 卡|信号 ..3 差|信号 ..3 没有|信号 ..4 一格|"
     "网 ..4 断|网页 ..4 打不开|看视频 ..4 卡|没有网|家里没网|听不清"},
	{"zh", "cause", "claim_settlement", 3, CSQ_NEGATION_KEEP,
     "交了 ..8 不赔|还不赔|不赔|赔 ..3 太少|赔 ..3 这么少|赔这么|保险公司 ..12 不给|保险公司 ..12 不认|"
     "保险公司 ..12 不在 ..4 范围|不在保障范围|不在赔付范围|不属于赔付|报案 ..6 没|定损 ..6 没"},
	{"zh", "cause", "policy_surrender", 3, CSQ_NEGATION_KEEP,
     "退 ..2 保险|保险 ..4 不想要|保险 ..4 退掉|保单 ..4 退|不想 ..3 保险 ..2 了|保险 ..6 取消|不想续保|现金价值"},
	{"zh", "cause", "food_safety", 4, CSQ_NEGATION_KEEP,
     "里有 ..2 虫|里 ..3 虫子|有 ..2 只 ..1 蟑螂|蟑螂 ..4 饭|蟑螂 ..4 汤|蟑螂 ..4 菜|里 ..4 蟑螂|里 ..3 头发|里 ..3 苍蝇|"
     "里 ..3 老鼠|吃 ..3 拉肚子|吃 ..4 上吐下泻|食物 ..3 过期|吃 ..6 过期|酸奶 ..4 过期|牛奶 ..3 馊|牛奶 ..3 坏|肉 ..4 臭|"
     "饭 ..3 馊|吃出 ..4 塑料|吃出 ..4 玻璃|吃出 ..4 铁"},
	{"zh", "cause", "medical_quality", 3, CSQ_NEGATION_KEEP,
     "医生 ..14 药|医生 ..10 不负责|医生 ..6 诊断 ..2 错|诊断错|扎 ..3 针|扎了 ..3 没扎|护士 ..8 肿|护士 ..8 扎|拿错 ..4 药|"
     "发错药|给错药|看错 ..4 片|检查 ..6 看错|手术 ..8 疼|手术 ..8 感染|治 ..6 更严重|越治越|拔错牙|没治好|急诊 ..8 没人|"
     "住院 ..8 没人|做了 ..4 检查 ..6 没"},
	{"zh", "cause", "data_safety", 3, CSQ_NEGATION_KEEP,
     "手机号 ..6 卖|手机号 ..6 告诉|手机号 ..6 泄|号码 ..6 卖|电话 ..6 卖给|信息 ..4 卖|信息 ..6 漏|个人信息 ..6 别人|"
     "住址 ..10 别人|电话 ..10 别人知道|资料 ..6 别人|资料 ..6 泄|谁漏|漏出去|怎么 ..4 知道我|身份证 ..6 别人|"
     "身份证 ..6 被 ..3 用|看到别人的|看到 ..4 别人 ..4 信息|账单 ..6 发给 ..4 别人|发给了别人"},
	{"zh", "cause", "debt_collection", 4, CSQ_NEGATION_KEEP,
     "上门要债|要债|讨债|天天 ..6 催|一直催|一天 ..6 催|催我还|催还|催款|打给 ..4 家人|打给 ..4 同事|打电话 ..3 我家人|"
     "打电话 ..4 单位|打电话 ..4 公司 ..3 催|打电话 ..4 同事|打电话 ..4 父母|打电话 ..4 亲戚|欠款 ..8 电话"},
	{"zh", "cause", "credit_record", 3, CSQ_NEGATION_KEEP,
     "人行报告|人行 ..6 不良|一笔不良|信用报告|信用记录|信用 ..4 污点|黑名单 ..4 贷款|还清 ..8 逾期|没逾期|没有逾期 ..8 记录|"
     "显示逾期|逾期 ..4 消"},
	{"zh", "cause", "fund_safety", 3, CSQ_NEGATION_KEEP,
     "钱被人 ..2 转走|钱被人 ..2 取走|钱被 ..3 取走|钱被盗|账户 ..6 少了|账户里 ..6 少了|卡里 ..6 少了|卡里 ..4 没了|"
     "余额 ..6 少了|余额 ..4 没了|钱 ..4 不见|我没有操作过|我没操作过|不是我刷|不是我消费|不是我买|我没 ..3 消费|"
     "陌生 ..4 消费|被人 ..4 刷|被刷走|被刷了|冒充 ..6 客服|骗了我|骗走|骗去|被别人 ..3 取"},
	{"zh", "cause", "marketing", 2, CSQ_NEGATION_KEEP,
     "推销短信|推销 ..4 电话|天天 ..6 推销|一直推销|广告 ..4 骗|广告 ..6 不一样|广告说|宣传 ..4 骗|说好的赠品|说好的礼品|"
     "说好 ..4 送 ..6 没|说好的优惠|承诺的 ..6 没|忽悠|被忽悠|骗我买|虚假广告|推荐 ..6 没用"},
	{"zh", "cause", "freedom_of_choice", 3, CSQ_NEGATION_KEEP,
     "没经过我同意|没经过我的同意|没有经过我|没经我|不经过我|没问过我|给我开通|给我开了|给我办了|帮我开通|自作主张|"
     "必须 ..4 买|必须同时|一定要买|要先买|不买 ..2 不|不买 ..2 就|才给 ..2 办|才肯 ..2 办|逼我买|逼着 ..2 买|强制 ..3 办|"
     "强制 ..3 买|强制 ..3 充|不能退订|退订不"},
	{"zh", "cause", "contract_terms", 3, CSQ_NEGATION_KEEP,
     "条款 ..6 没写|条款 ..6 没有写|条款 ..6 不清|合同 ..6 没写|合同 ..6 没有写|合同 ..6 不一样|合同 ..6 不一致|"
     "合同上 ..8 写|和合同|跟合同|违反 ..2 合同|擅自 ..4 涨|说改就改"},
	{"zh", "cause", "product_return", 3, CSQ_NEGATION_KEEP,
     "理财 ..4 亏|基金 ..4 亏|理财 ..4 跌|基金 ..4 跌|亏了 ..3 半|亏了 ..4 万|亏掉|亏 ..3 一半|保本 ..6 亏|当初说保本|说保本|"
     "年化 ..8 只|利息 ..4 只给|利息 ..4 少|到期 ..4 只给|只给了 ..2 个点|收益 ..4 低|收益 ..4 少|收益 ..6 不一样"},
	{"zh", "cause", "noise", 4, CSQ_NEGATION_KEEP,
     "半夜 ..8 音乐|半夜 ..6 吵|夜里 ..6 吵|晚上 ..6 吵|吵 ..3 睡|吵 ..3 没法|没法睡|无法入睡|睡不好觉|打桩|施工 ..4 吵|"
     "装修 ..6 吵|楼上 ..8 吵|楼下 ..8 吵|太吵|很吵|唱歌 ..6 睡|狗 ..3 叫|凌晨 ..6 打|凌晨 ..6 放|凌晨 ..6 唱|半夜 ..6 施工|"
     "半夜 ..6 唱|音乐 ..6 很大"},
	{"zh", "cause", "property_management", 3, CSQ_NEGATION_KEEP,
     "物业费 ..10 没人|门禁 ..4 坏|门禁 ..6 没人|保安 ..4 不管|物业 ..6 不管|物业 ..6 不修|小区 ..8 没人管|小区 ..6 坏"},
	{"zh", "cause", "utilities", 3, CSQ_NEGATION_KEEP,
     "没水|没有水|家里没电|一直没电|突然没电|家里没有电|一直没有电|停 ..2 水|停 ..2 电|暖气 ..4 不热|暖气 ..6 不热|没有暖气|"
     "没暖气|没热水|没有热水|跳闸|水 ..2 黄|水费 ..4 高|电费 ..4 高"},
	{"zh", "cause", "labour", 4, CSQ_NEGATION_KEEP,
     "拖欠 ..6 工资|不发工资|没发工资|工资 ..4 没发|工资 ..4 不发|工钱|没发 ..2 工钱|加班 ..4 没 ..2 钱|加班费|不交社保|"
     "不给 ..2 交社保|被 ..2 裁|被开除|无故辞退|试用期"},
	{"zh", "cause", "social_security", 3, CSQ_NEGATION_KEEP,
     "公积金 ..4 提取|提取 ..2 公积金|医保卡|社保 ..4 转移|养老金 ..4 没|医保 ..4 报销"},
	{"zh", "cause", "education", 2, CSQ_NEGATION_KEEP,
     "班主任|孩子的 ..2 老师|家庭作业|布置 ..4 作业|作业 ..4 深夜|作业太多|强制补课|学校 ..4 强制|择校|校服|食堂 ..4 学生|"
     "学生 ..4 食堂"},
	{"zh", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "我跑了 ..3 趟|让 ..2 跑 ..4 趟|跑了四趟|跑了五趟|来回跑 ..3 趟|我跑了 ..3 次|要的材料|材料 ..4 不一样|一会儿要|"
     "又要 ..4 证明|证明 ..3 我是|填 ..3 表|非要 ..4 本人|必须本人|一定要本人|不让办|不给我办|手续太|材料太多|"
     "到底要 ..6 材料|审核 ..4 不过|不给通过|额度 ..4 低"},
	{"zh", "cause", "payment_processing", 4, CSQ_NEGATION_KEEP,
     "转账 ..8 没收到|转的钱 ..10 没收到|转 ..8 对方 ..3 没收到|对方 ..3 没收到|对方 ..3 没到|转过去 ..8 没|汇 ..6 没收到|"
     "打过去 ..6 没|充 ..8 没到账|充了 ..6 没|存 ..6 没到账|工资 ..4 没到账|一直没到账|还没到账|未到账|没到账|扣了钱 ..8 没|"
     "付了钱 ..6 没|付款 ..6 失败|还了 ..6 显示|还款 ..6 显示"},
	{"zh", "cause", "service_attitude", 3, CSQ_NEGATION_KEEP,
     "说话 ..3 难听|说话很冲|语气 ..3 差|语气 ..3 不好|玩手机|问三句|问 ..3 不答|一问三不知|敷衍我|不理我|态度 ..2 差|"
     "态度 ..3 恶|翻 ..2 白眼|对我吼|吼我|骂我|骂 ..2 客户|训我|看不起|瞧不起|爱理|摆脸色|黑着脸|不会好好说话|挂了我|挂我"},
	{"zh", "cause", "traffic", 3, CSQ_NEGATION_KEEP,
     "堵得|水泄不通|太堵|很堵|这条路|路 ..4 坑|坑坑洼洼|停车难|停 ..3 不下车|没地方停车|没有地方停车|公交 ..6 不来|"
     "等 ..4 公交"},
	{"en", "cause", "service_attitude", 2, CSQ_NEGATION_KEEP,
     "rolled her eyes|rolled his eyes|rolled their eyes|roll their eyes|was rude|so rude|were rude|laughed at me|"
     "laughed at my|laughed at us|interrupting me|interrupted me|talked over me|talks over me|talked down to|shouted at me|"
     "yelled at|screamed at|made me feel stupid|treated me like|snapped at|swore at|would not listen|didn't listen|"
     "doesn't listen|walked away from me|ignored us|no manners|sarcastic|mocked me|mocking|rudest"},
	{"en", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "nobody ..2 replied|no one ..2 replied|nobody ..2 answered|no one ..2 answered|nobody ..2 called|no one ..2 called|"
     "nobody ..2 responded|no one ..2 responded|nobody ..2 gets back|no one ..2 gets back|nobody ..2 got back|"
     "no one ..2 got back|nobody picks up|no one picks up|has not replied|hasn't replied|have not replied|haven't replied|"
     "not called me back|never call back|never calls back|never answered|never replied|never reply|never answer|"
     "still no answer|still no response|still no word|haven't heard|have not heard|hasn't responded|left ..3 voicemails|"
     "left ..3 messages|waiting for an answer|waiting for a reply"},
	{"en", "cause", "facilities_systems", 2, CSQ_NEGATION_KEEP,
     "ate my card|swallowed my card|kept my card|crashes|freezes|keeps logging me out|logs me out|logged me out|won't open|"
     "will not open|does not open|doesn't open|page is blank|blank screen|can't log|cannot log|can't sign in|cannot sign in|"
     "atm is|atm was|machine is broken|machine was broken|code never arrives|code never came|verification code|"
     "reset my password"},
	{"en", "cause", "fees", 3, CSQ_NEGATION_KEEP,
     "charged me ..4 fee|charge me ..4 fee|charging me|a fee|fee on my|fee for|fees on my|dollar fee|charged ..3 twice|"
     "billed me ..3 twice|charged me ..4 times|keep charging|keeps charging|kept charging|charge on my|charges on my|"
     "my bill doubled|bill went up|bill is higher|price went up|raised the price|raised my rate|raised my premium|"
     "premium went up"},
	{"en", "cause", "refund_return", 2, CSQ_NEGATION_KEEP,
     "sent it back|sent them back|sent the ..2 back|still have my money|kept my money|keep my deposit|kept my deposit|"
     "my deposit back|return the item|give me back my money|not refunded|won't take it back|refuse to take it back|"
     "exchange it"},
	{"en", "cause", "delivery_problem", 3, CSQ_NEGATION_KEEP,
     "package ..2 hasn't|package ..2 has not|package ..2 never|parcel ..2 hasn't|parcel ..2 never|my package|my parcel|"
     "the parcel|the courier|courier left|the driver left|driver dropped|order ..3 not arrived|order ..3 hasn't arrived|"
     "order ..3 never|not arrived|hasn't arrived|hasn't shipped|has not shipped|never shipped|never came|arrived late|"
     "arrived broken|arrived cold|wrong size|wrong order|wrong house|item missing|items missing|half of my order|"
     "tracking has not|tracking hasn't|tracking says"},
	{"en", "cause", "quality", 3, CSQ_NEGATION_KEEP,
     "came apart|broke ..3 first|broke after|broke within|broke the|broke in|died after|ripped after|ripped the first|"
     "tore after|tore the|the color faded|faded after|shrunk|shrank|scratched|leaks|won't turn on|will not turn on|flimsy|"
     "cheap plastic|not as pictured|worn out|battery dies|battery lasts|peeling|rusted"},
	{"en", "cause", "network_quality", 3, CSQ_NEGATION_KEEP,
     "signal drops|signal drop|the signal|my signal|internet cuts|internet drops|internet keeps|internet goes|"
     "internet is slow|internet is so slow|calls drop|call drops|no coverage|coverage is|cuts out|buffering|no service at|"
     "cell reception"},
	{"en", "cause", "claim_settlement", 3, CSQ_NEGATION_KEEP,
     "my claim was|my claim is|my claim has|claim ..3 denied|claim ..3 rejected|claim ..3 pending|deny my claim|"
     "rejected my claim|reject my claim|insurer will not pay|insurer won't pay|insurer refuses|insurance will not pay|"
     "insurance won't pay|insurance refuses|insurance company refuses|insurance company won't|insurance company will not|"
     "won't cover|will not cover|not cover the|refuses to cover|the adjuster|my claim"},
	{"en", "cause", "policy_surrender", 3, CSQ_NEGATION_KEEP,
     "surrender my policy|surrender the policy|surrender my|cash in ..4 policy|cash out ..4 policy|cancel ..3 policy|"
     "cancel ..2 insurance|end my policy|drop my policy"},
	{"en", "cause", "food_safety", 3, CSQ_NEGATION_KEEP,
     "cockroach ..4 soup|cockroach ..4 food|cockroach|roach in|hair in my|hair in the|hair in our|bug in my|bug in the|"
     "bugs in|fly in my|worm in|maggots|mold on|mold in|moldy|mouldy|raw chicken|undercooked|food poisoning|got sick from|"
     "got sick after eating|made me sick|expired milk|expired food|past its date|glass in my|plastic in my|spoiled|rotten"},
	{"en", "cause", "medical_quality", 3, CSQ_NEGATION_KEEP,
     "the doctor ..3 misread|misread my|doctor missed|doctors missed|wrong pills|wrong pill|wrong dose|wrong medicine|"
     "wrong prescription|wrong tooth|wrong side|wrong leg|nurse gave|nurse could not|nurse couldn't|the surgeon|"
     "surgery went wrong|my x-ray|my x ray|doctor never|doctor did not|doctor didn't|doctor dismissed|doctor ignored|"
     "left in the waiting room|hours in the emergency|in the er"},
	{"en", "cause", "data_safety", 3, CSQ_NEGATION_KEEP,
     "sent my ..5 another customer|sent my ..5 someone else|sent my ..4 wrong person|sent my ..4 stranger|"
     "to another customer|to a stranger|shared my ..3 with|sold my number|sold my data|sold my details|sold my email|"
     "sold my phone|someone else's account|someone else's statement|another customer's|another person's|my data|"
     "my personal data|my personal information|gave out my|gave my number|gave my address|posted my|was leaked|were leaked|"
     "is leaked|exposed my"},
	{"en", "cause", "debt_collection", 3, CSQ_NEGATION_KEEP,
     "the collector|collectors|collector calls|calls my office|call my office|calls my work|call my work|called my work|"
     "called my boss|calls my boss|calling my mother|calling my family|calling my parents|call my family|called my family|"
     "about a debt|a debt that|debt i|for a debt|paid this debt|the debt was paid"},
	{"en", "cause", "credit_record", 3, CSQ_NEGATION_KEEP,
     "reported as late|reported late|reporting me late|still reported|shows a loan|credit went down|"
     "credit dropped|score dropped|score went down"},
	{"en", "cause", "fund_safety", 3, CSQ_NEGATION_KEEP,
     "emptied my account|emptied my|drained my|disappeared from my|gone from my account|missing from my|money is gone|"
     "money was gone|money has vanished|vanished from my|did not make this|did not make these|did not make those|"
     "did not make that purchase|didn't make this|didn't make these|didn't make that purchase|i never made|not made by me|"
     "someone used my|used my card|cloned my|stolen from my|stole from my|hacked|pretending to be|pretended to be|"
     "took all my savings|took money from|withdrew money from"},
	{"en", "cause", "marketing", 3, CSQ_NEGATION_KEEP,
     "the ad promised|the ad said|the ad|your ad|promised a free|promised me a|free gift|promotional texts|"
     "promotional emails|marketing texts|marketing emails|marketing calls|spam texts|sales calls|sales pitch|"
     "promotional calls|not what was advertised|misled me|promo code|keep emailing me|keeps emailing me|keep texting me"},
	{"en", "cause", "freedom_of_choice", 3, CSQ_NEGATION_KEEP,
     "never agreed to|did not agree to|didn't agree to|never asked for|didn't ask for|enrolled me|without asking|"
     "without my knowledge|have to buy|had to buy|must buy|made me buy|forced me|only if i buy|unless i buy|unless i bought|"
     "cancel my subscription|renewed without|renewed itself|keeps renewing"},
	{"en", "cause", "product_return", 3, CSQ_NEGATION_KEEP,
     "lost half|lost ..3 value|fund lost|fund fell|fund dropped|investment lost|lost my savings|you said it was safe|"
     "guaranteed return|promised ..3 percent|promised ..3 interest|lower than promised|less than promised|less interest than|"
     "rate i was promised|earned nothing|paid no interest"},
	{"en", "cause", "noise", 4, CSQ_NEGATION_KEEP,
     "loud music|noise|noisy|so loud|too loud|can't sleep|cannot sleep|wakes up the|wakes up everyone|wake up the|wakes us|"
     "wakes me|barking|construction starts|construction at|drilling|hammering|jackhammer|keeps us awake|keeps me awake|"
     "late night parties|loud parties"},
	{"en", "cause", "property_management", 4, CSQ_NEGATION_KEEP,
     "landlord|the elevator|our elevator|my building|building manager|property manager|property management|hoa|"
     "homeowners association|leaking roof|maintenance never|the lobby"},
	{"en", "cause", "utilities", 4, CSQ_NEGATION_KEEP,
     "no hot water|hot water|no water since|no running water|have no water|water was cut|water is off|water has been off|"
     "power has been|power is out|power was out|power went out|power outage|power cut|blackout|no electricity|electricity|"
     "no heating|no gas|gas leak|heating has|tap water"},
	{"en", "cause", "labour", 4, CSQ_NEGATION_KEEP,
     "my wages|wages|my paycheck is|my paycheck was|my paycheck has|overtime|my employer has not|my employer refuses|"
     "my employer did not|my employer owes|my employer never|my boss|unpaid work|fired me|was fired|got fired|laid off|"
     "not paid me for|has not paid us|work weekends|unpaid hours"},
	{"en", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "forms to|so many forms|fill out the same|fill in the same|the paperwork again|same paperwork|visit the branch|"
     "come to the branch|go to the branch|come back with|another document|more documents|keep asking for|keeps asking for|"
     "kept asking for|asked for the same|bring my passport|why do i need|proof of address|declined my application|"
     "rejected my application|application was rejected|application was denied"},
	{"en", "cause", "payment_processing", 3, CSQ_NEGATION_KEEP,
     "my transfer|the transfer|transfer ..5 not|transfer ..5 hasn't|wire transfer|hasn't been credited|has not been credited|"
     "not been credited|shows as unpaid|show as unpaid|still unpaid|shows unpaid|payment ..3 lost|payment ..3 missing|"
     "payment ..3 never|payment ..3 not|payment ..3 pending|payment ..3 failed|payment failed|deposit ..3 not|"
     "deposit ..3 hasn't|deposit ..3 pending|not show up in my account|still pending|payment went to the wrong"},
	{"en", "cause", "traffic", 4, CSQ_NEGATION_KEEP,
     "the bus|buses|my bus|the subway|the train|trains are|metro line|metro was late|traffic jam|traffic|potholes|pothole|"
     "place to park|nowhere to park|parking spot|parking spots|parking space|parking|crosswalk|street light|streetlight|"
     "traffic light"},
	{"en", "cause", "pollution", 4, CSQ_NEGATION_KEEP,
     "smells of|smell of chemicals|chemical smell|factory smoke|black smoke|smoke from|polluted|pollution|sewage|"
     "garbage is not|garbage piled|trash is not collected|trash piled|garbage everywhere|trash everywhere|dust from|stench|"
     "illegal dumping|dumping waste"},
	{"en", "cause", "education", 4, CSQ_NEGATION_KEEP,
     "my son's teacher|my daughter's teacher|my child's teacher|the teacher|teachers|tuition|the school refuses|"
     "the school charges|the school makes|school board|homework|school fees|the principal of|classroom|kindergarten"},
	{"en", "cause", "social_security", 4, CSQ_NEGATION_KEEP,
     "my pension|pension|social security benefits|unemployment benefits|disability benefits|food stamps|child benefit"},
	{"en", "cause", "housing", 4, CSQ_NEGATION_KEEP,
     "the developer|moved into our new|cracks in the wall|cracks in the|wall is cracked|new apartment|new house|the builder"},
	{"en", "cause", "safety_hazard", 3, CSQ_NEGATION_KEEP,
     "exposed wires|exposed wire|fire exit|fire escape|fire hazard|manhole|could collapse|someone will get hurt|"
     "someone could get hurt|broken railing|loose wires"},
	{"en", "cause", "disclosure", 2, CSQ_NEGATION_KEEP,
     "nobody told me|no one told me|nobody told us|no one told us|nobody mentioned|no one mentioned|nobody explained|"
     "no one explained|never mentioned|never explained|not explained|wasn't mentioned|was not mentioned|didn't mention|"
     "did not mention"},
	{"zh", "cause", "quality", 4, CSQ_NEGATION_KEEP,
     "洗衣机 ..10 漏水|冰箱 ..10 漏水|空调 ..10 漏水|热水器 ..10 漏水|水壶 ..6 漏水"},
	{"zh", "cause", "service_attitude", 3, CSQ_NEGATION_KEEP,
     "冲我 ..2 嚷|对我 ..2 嚷|冲我吼|对我 ..2 凶|凶我|好像我欠|跟欠 ..2 钱似的|看都不看"},
	{"zh", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "一点动静|没有动静|没动静|没下文|没音信|没有音信|等了 ..3 半个月|半个月了 ..4 没|一个月了 ..4 没|一周了 ..4 没|"
     "没有任何消息|没消息|没有消息"},
	{"zh", "cause", "facilities_systems", 3, CSQ_NEGATION_KEEP,
     "机 ..4 不吐|存款机 ..8 吃|取款机 ..8 吃|售货机 ..6 不出|机器 ..4 不出|钱 ..3 吃进去|扫码 ..4 没反应|按 ..4 没反应|"
     "没有反应|没反应"},
	{"zh", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "怎么还要 ..2 钱|怎么还要 ..2 费|为什么还要 ..2 费|为什么要 ..2 交 ..4 费|没用过 ..6 交钱|没用 ..6 扣|凭什么收|"
     "凭什么 ..2 扣|要我 ..2 交 ..4 元|要我 ..2 交 ..4 块"},
	{"zh", "cause", "refund_return", 4, CSQ_NEGATION_KEEP,
     "不给退学费|不退学费|不给退 ..3 费|不退 ..3 费|死活不|不肯退 ..3 费|不给退卡|退课|课 ..4 不退"},
	{"zh", "cause", "delivery_problem", 2, CSQ_NEGATION_KEEP,
     "寄到 ..6 碎|收到 ..6 碎|送到 ..6 碎|寄到 ..6 坏|收到 ..6 坏|送来 ..6 坏|收到 ..6 破|收到 ..4 烂|寄丢|寄错|寄来 ..6 坏|"
     "快递 ..6 丢"},
	{"zh", "cause", "quality", 2, CSQ_NEGATION_KEEP,
     "掉毛|起球|掉皮|脱皮|生锈|漏油|漏气|异响|发烫|自动关机|自动重启|黑屏|变形|开裂 ..2 鞋|鞋 ..4 开|屏幕 ..4 坏|按键 ..4 坏|"
     "电池 ..4 不|冰箱 ..4 不制冷|不制冷|不制热"},
	{"zh", "cause", "claim_settlement", 3, CSQ_NEGATION_KEEP,
     "保险 ..2 才报|保险 ..2 才赔|保险 ..4 只报|保险 ..4 只赔|保险 ..6 报销|才赔了|只赔了|才赔|只赔"},
	{"zh", "cause", "food_safety", 4, CSQ_NEGATION_KEEP,
     "吃完 ..12 急诊|吃了 ..12 急诊|吃完 ..10 医院|吃了 ..10 医院|吃完 ..8 吐|吃了 ..8 吐|吃完 ..8 肚子|吃坏|食品 ..4 发霉|"
     "长毛 ..3 面包|面包 ..4 长毛|吃 ..6 中毒"},
	{"zh", "cause", "medical_quality", 4, CSQ_NEGATION_KEEP,
     "牙 ..2 拔错|拔错|开错 ..2 刀|做错 ..2 手术|打错 ..2 针|纱布 ..6 肚子|病历 ..4 写错|化验 ..4 错|报告 ..3 弄错 ..4 医院|"
     "医院 ..6 弄错"},
	{"zh", "cause", "data_safety", 4, CSQ_NEGATION_KEEP,
     "病历 ..8 网上|照片 ..8 网上|电话 ..8 网上|信息 ..8 网上|出现在网上|挂在网上|传到网上"},
	{"zh", "cause", "debt_collection", 4, CSQ_NEGATION_KEEP,
     "借的钱 ..10 打我电话|借的钱 ..10 给我打|借的钱 ..8 让我还|替 ..4 还钱|让我替|不是我借|不是我欠|通讯录 ..6 打"},
	{"zh", "cause", "fund_safety", 3, CSQ_NEGATION_KEEP,
     "点了 ..4 链接 ..8 没|点了 ..3 链接|卡里 ..6 就没了|钱 ..3 就没了|元就没了|块就没了|万就没了|冒充 ..4 银行|骗 ..4 转账|"
     "让我转账|假客服|诈骗电话"},
	{"zh", "cause", "marketing", 3, CSQ_NEGATION_KEEP,
     "电视上说|广告里说|说能治|号称|吹得|吹嘘|买了根本没用|包治|虚假 ..2 宣传|说是免费|说免费 ..8 钱"},
	{"zh", "cause", "freedom_of_choice", 3, CSQ_NEGATION_KEEP,
     "非要我 ..4 绑|非要我 ..4 买|非要我 ..4 办|非让我|才让 ..2 入住|才让 ..2 进|才让 ..2 用|才能用|必须 ..3 扫码|"
     "必须 ..3 关注|必须 ..2 充值|最低消费"},
	{"zh", "cause", "product_return", 3, CSQ_NEGATION_KEEP,
     "基金 ..8 跌|跌了 ..3 成|跌了 ..3 一半|亏 ..3 成|收益 ..3 负|收益率 ..6 不到"},
	{"zh", "cause", "noise", 4, CSQ_NEGATION_KEEP,
     "天天打麻将|打麻将 ..4 点|麻将 ..4 吵|隔壁 ..6 吵|隔壁 ..8 半夜|跳舞 ..6 音响|音响 ..4 声|声音 ..4 大 ..6 睡|"
     "喇叭 ..4 响|机器 ..4 轰"},
	{"zh", "cause", "property_management", 3, CSQ_NEGATION_KEEP,
     "楼道灯|楼道 ..4 黑|楼道 ..4 没人|交了物业费|收了物业费|小区 ..4 路灯|小区大门"},
	{"zh", "cause", "utilities", 3, CSQ_NEGATION_KEEP,
     "没气了|打不着火|水管 ..3 爆|爆管|下水道 ..3 堵|电表|水表|热水 ..4 不"},
	{"zh", "cause", "labour", 4, CSQ_NEGATION_KEEP,
     "一天干|干十 ..2 小时|干 ..3 个小时|连续上班|不让休息 ..4 班|没有休息日|不签合同|不签劳动|工伤|被拖欠|"
     "老板 ..4 不给 ..2 钱|中介 ..6 押金"},
	{"zh", "cause", "education", 4, CSQ_NEGATION_KEEP,
     "幼儿园 ..4 打|老师 ..2 打|老师 ..4 骂|老师 ..4 收礼|校园 ..2 欺|同学 ..4 欺负|被同学|辅导班|补习班"},
	{"zh", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "盖 ..4 章|要盖|开 ..3 证明|来回折腾|折腾我|来来回回|白跑|白跑一趟|只能工作日|只能 ..3 现场办|必须到现场|异地 ..4 办不"},
	{"zh", "cause", "payment_processing", 4, CSQ_NEGATION_KEEP,
     "打的 ..8 没拿到|打的钱|打的 ..6 没收到|汇的 ..8 没|寄的钱|转的 ..8 没拿到|交了费 ..8 没|缴费 ..6 没|缴费 ..6 失败|"
     "付了 ..6 没显示"},
	{"zh", "cause", "traffic", 4, CSQ_NEGATION_KEEP,
     "红灯 ..4 短|绿灯 ..4 短|灯太短|路口 ..6 堵|路口 ..6 灯|高峰 ..4 堵|班车 ..4 不"},
	{"zh", "cause", "pollution", 4, CSQ_NEGATION_KEEP,
     "河 ..4 黑|河 ..4 臭|水 ..3 是黑的|臭得|臭气熏|冒黑烟|烟 ..2 呛|烧 ..2 垃圾|烧秸秆"},
	{"zh", "cause", "safety_hazard", 4, CSQ_NEGATION_KEEP,
     "快掉下来|要掉下来|掉下来 ..4 砸|砸到 ..2 人|砸 ..2 行人|电线 ..4 裸露|电线 ..4 掉|护栏 ..4 断|墙 ..4 快倒|树 ..4 快倒|"
     "要塌|快塌|快倒了"},
	{"en", "cause", "service_attitude", 2, CSQ_NEGATION_KEEP,
     "would not even look at me|wouldn't even look|would not look at|ignored my questions|rolled ..2 eyes|acted like i|"
     "as if i was|as if i were|cold and|barked at|argued with me|was so mean|very mean|unfriendly|impolite|dismissive|"
     "attitude problem"},
	{"en", "cause", "response_delay", 2, CSQ_NEGATION_KEEP,
     "heard nothing|have heard nothing|not heard back|nothing has happened|nothing happened since|no news|no answer|"
     "weeks and nothing|days and nothing|months and nothing|still nothing|waited ..3 weeks|waited ..3 months|"
     "waiting for weeks|waiting for months|been waiting"},
	{"en", "cause", "facilities_systems", 3, CSQ_NEGATION_KEEP,
     "took my money and gave|machine took|machine ate|machine did not|machine didn't|machine is|machine was|the screen"},
	{"en", "cause", "fees", 3, CSQ_NEGATION_KEEP,
     "you took ..2 dollars|took ..3 dollars for|charged ..3 dollars|charged me|paper statements|deducted|"
     "taken out of my account for"},
	{"en", "cause", "refund_return", 3, CSQ_NEGATION_KEEP,
     "refuse ..3 money back|refuses ..3 money back|give my money back|give me my money|my money back|want my money"},
	{"en", "cause", "delivery_problem", 3, CSQ_NEGATION_KEEP,
     "smashed when|were smashed|was smashed|arrived smashed|arrived damaged|arrived open|the box came|box was|"
     "box was crushed|came in pieces|delivered to the wrong|delivered to my neighbor|left at the wrong"},
	{"en", "cause", "quality", 3, CSQ_NEGATION_KEEP,
     "sagged|wobbles|cracked after|squeaks|smells like plastic|broke down|overheats|stains|stained|color is different|"
     "thin fabric|bad stitching|fell off|falling apart|falls apart"},
	{"en", "cause", "network_quality", 3, CSQ_NEGATION_KEEP,
     "one bar of|bars of signal|dead zone|dead spot|drops out|lagging|wifi drops|broadband"},
	{"en", "cause", "claim_settlement", 3, CSQ_NEGATION_KEEP,
     "only paid a|only paid ..4 of my|pay only|paid only|reimbursed only|hospital bill|medical bill|covered only"},
	{"en", "cause", "food_safety", 4, CSQ_NEGATION_KEEP,
     "was vomiting|were vomiting|threw up|throwing up|stomach cramps|diarrhea|food was off|sour milk|smelled rotten|rat in|"
     "mouse in|mice in|rats in"},
	{"en", "cause", "medical_quality", 4, CSQ_NEGATION_KEEP,
     "pulled the wrong|the dentist|operated on the wrong|wrong patient|mixed up my|test results were|lab results|"
     "scan results|medication error|allergic to"},
	{"en", "cause", "data_safety", 4, CSQ_NEGATION_KEEP,
     "a stranger's|strangers'|stranger's orders|someone else's orders|someone else's data|someone else's details|"
     "other people's|other customers'|see another"},
	{"en", "cause", "debt_collection", 4, CSQ_NEGATION_KEEP,
     "borrowed the money|friend's debt|brother's debt|husband's debt|why are you calling me|stop calling my|keep calling my|"
     "keeps calling my"},
	{"en", "cause", "credit_record", 3, CSQ_NEGATION_KEEP,
     "report lists|report shows|on my report|loan i never took|loan i never|account i never opened|account i never had"},
	{"en", "cause", "fund_safety", 3, CSQ_NEGATION_KEEP,
     "clicked a link|clicked on a link|dollars were gone|dollars gone|dollars are gone|dollars missing|fake website|"
     "fake call|buy gift cards|bought gift cards|pay with gift cards|impostor|imposter|romance scam"},
	{"en", "cause", "marketing", 3, CSQ_NEGATION_KEEP,
     "the commercial|commercial says|commercial said|your commercial|says it cures|claims to cure|the brochure|brochure said|"
     "brochure says|on your flyer|salesman told|salesman said|salesperson told|salesperson said|sales rep told|"
     "sales rep said"},
	{"en", "cause", "freedom_of_choice", 3, CSQ_NEGATION_KEEP,
     "without joining|unless i join|unless i sign|unless i pay|would not let me ..4 without|made me sign up|made me join|"
     "made to buy|required to buy|cannot unsubscribe|can't unsubscribe|unsubscribe"},
	{"en", "cause", "product_return", 3, CSQ_NEGATION_KEEP,
     "down ..2 percent|is down ..3 percent|fund is down|lost ..2 percent|lost ..4 of its value|my dividend was|"
     "dividend payment|dividends were|bond matured|my investment"},
	{"en", "cause", "noise", 4, CSQ_NEGATION_KEEP,
     "shout until|shouting until|until four in the morning|until three in the morning|until two in the morning|"
     "all night long|play music|plays music|playing music|dog barks|parties every"},
	{"en", "cause", "property_management", 4, CSQ_NEGATION_KEEP,
     "the stairwell|stairwell|hallway light|hallway lights|the tenants|our rent|my rent|rent increase|the concierge|doorman|"
     "garbage chute|mold in my apartment"},
	{"en", "cause", "utilities", 4, CSQ_NEGATION_KEEP,
     "gas was shut|gas was cut|gas is off|water pressure|electric bill|electricity bill|water bill|gas bill|power bill|"
     "the power company|burst pipe|pipe burst|water main"},
	{"en", "cause", "labour", 4, CSQ_NEGATION_KEEP,
     "work ..3 hours a day|makes us work|make us work|working conditions|minimum wage|no contract at work|my salary|salary|"
     "not paid us|sick leave|maternity leave|severance"},
	{"en", "cause", "education", 4, CSQ_NEGATION_KEEP,
     "a teacher|teacher hit|at school|school bus|bullied|bullying|university|admissions"},
	{"en", "cause", "rules_process", 2, CSQ_NEGATION_KEEP,
     "stamps to|takes ..2 stamps|register a move|renew my|bureaucracy|bureaucratic|another form|sent me from|"
     "sent from one office|from office to office|appointment just to"},
	{"en", "cause", "payment_processing", 3, CSQ_NEGATION_KEEP,
     "wired money|wired the money|wire has not|wire never|has not got it|hasn't got it|did not receive the money|"
     "didn't receive the money|has not received the money|money has not arrived|money hasn't arrived|money never arrived"},
	{"en", "cause", "traffic", 4, CSQ_NEGATION_KEEP,
     "the crossing|crossing light|red light|green light is|bike lane|sidewalk|intersection|speed bumps|rush hour|road works|"
     "roadworks"},
	{"en", "cause", "pollution", 4, CSQ_NEGATION_KEEP,
     "river is|the river|stinks of|and stinks|it stinks in|black water|burning trash|burning garbage|toxic|fumes|littering"},
	{"en", "cause", "safety_hazard", 4, CSQ_NEGATION_KEEP,
     "about to fall|could fall|will fall down|falling down|falling bricks|about to collapse|might collapse|loose bricks|"
     "sparks from|sparking|unsafe"},
	{"zh", "cause", "service_attitude", 4, CSQ_NEGATION_KEEP,
     "护士态度|医生态度|护士 ..2 态度|医生 ..2 态度|护士骂|医生骂"},
	{"zh", "cause", "delivery_problem", 3, CSQ_NEGATION_KEEP,
     "快递 ..6 没动静|物流 ..6 没动静|包裹 ..6 没动静|快递 ..6 没动|物流 ..6 不动|物流 ..6 没更新"},
	{"zh", "cause", "marketing", 4, CSQ_NEGATION_KEEP,
     "说保本|承诺保本|说是保本|说成存款|当成存款卖|销售 ..4 骗|销售 ..6 保证收益"},
	{"zh", "cause", "fees", 2, CSQ_NEGATION_KEEP,
     "流量 ..8 用光|流量 ..8 没了|流量 ..6 跑光|流量 ..6 偷跑|话费 ..6 没了"},
	{"zh", "cause", "data_safety", 3, CSQ_NEGATION_KEEP,
     "身份证 ..6 弄丢|复印件 ..4 弄丢|证件 ..4 弄丢|资料 ..4 弄丢|档案 ..4 弄丢"},
	{"en", "cause", "credit_record", 4, CSQ_NEGATION_KEEP,
     "error ..4 credit report|errors ..4 credit report|mistake ..4 credit report|mistakes ..4 credit report|"
     "error ..4 credit file|wrong ..4 credit report"},
	{"en", "cause", "payment_processing", 3, CSQ_NEGATION_KEEP,
     "payment didn't go through|payment did not go through|payment won't go through|payment was declined|"
     "transfer didn't go through|transfer did not go through|transfer failed"},
	{"en", "cause", "quality", 3, CSQ_NEGATION_KEEP,
     "arrived torn|arrived broken|arrived damaged|arrived cracked|arrived scratched|came broken|came damaged"},
	{"en", "cause", "food_safety", 4, CSQ_NEGATION_KEEP, "hair in it|a hair in my|bug in my food|cockroach in my"},
	{"en", "cause", "marketing", 4, CSQ_NEGATION_KEEP,
     "salesman lied|salesperson lied|agent lied about|rep lied about|lied about the rate|lied about the interest|lied about the price|lied about the terms|lied about the fee"},
	{"zh", "cause", "product_return", 3, CSQ_NEGATION_HIDE, "多亏了|多亏"},
	{"zh", "cause", "delivery_problem", 3, CSQ_NEGATION_HIDE, "心凉了|心都凉"},
	{NULL, NULL, NULL, 0, CSQ_NEGATION_KEEP, NULL}};

/*
 * phrases_script.c
 *		What agents say: the parts of a conversation that scripts ask for, and faults.
 *
 * For turns of the agent, not of customers.  Politeness is a formula, so negation
 * does not matter: a phrase is said or it is not.
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_script[] = {
	{"zh", "script", "greeting", 2, CSQ_NEGATION_KEEP,
     "您好|你好|早上好|上午好|下午好|晚上好|欢迎致电|感谢来电|感谢您的来电|"
     "很高兴为您服务|竭诚为您服务|请问有什么可以帮您|有什么可以帮到您|"
     "请问您需要什么帮助|欢迎光临|让您久等"},
	{"zh", "script", "introduction", 2, CSQ_NEGATION_KEEP,
     "工号|我是客服|我是您的专属|我姓|我的名字是|这里是 ..8 客服|这里是客服中心|"
     "客服为您服务|号客服|客户经理为您"},
	{"zh", "script", "identity_check", 2, CSQ_NEGATION_KEEP,
     "核对身份|核实身份|核对一下身份|核实一下您的身份|核对信息|核实信息|"
     "核对一下信息|核实一下信息|身份证后|身份证号|手机号后|后四位|本人办理|"
     "请问您是本人|请问您贵姓|怎么称呼您|如何称呼您|预留手机|提供一下您的"},
	{"zh", "script", "empathy", 2, CSQ_NEGATION_KEEP,
     "理解您的心情|理解您的感受|非常理解|完全理解|能理解您|可以理解您|体谅您|"
     "感同身受|您的心情我|换作是我|换成是我|我也会着急|您别着急|您先别着急|请您放心|"
     "您先消消气|您先别生气"},
	{"zh", "script", "apology", 2, CSQ_NEGATION_KEEP,
     "抱歉|对不起|不好意思|致歉|向您道歉|深表歉意|给您添麻烦|给您带来不便|"
     "是我们的失误|是我们的疏忽|是我们工作没做好|我们的责任"},
	{"zh", "script", "confirmation", 2, CSQ_NEGATION_KEEP,
     "跟您确认|和您确认|与您确认|向您确认|确认一下您的|您的意思是|您是说|您反映的是|"
     "我理解得对吗|我理解的对吗|我重复一下|我复述一下|您看对吗|是这样吗"},
	{"zh", "script", "commitment", 2, CSQ_NEGATION_KEEP,
     "个工作日内|小时内给您|小时内回复|今天之内|明天之前|尽快给您|会给您回电|"
     "给您回复|给您回电|给您答复|为您跟进|帮您跟进|持续跟进|登记工单|已为您登记|"
     "已经为您登记|为您反馈|帮您反馈|转交专人|安排专人"},
	{"zh", "script", "solution", 2, CSQ_NEGATION_KEEP,
     "为您办理|帮您办理|为您处理|帮您处理|帮您申请|为您申请|您可以选择|建议您|"
     "有两种方案|解决方案|处理方案|已经为您退款|为您补发|为您更换|帮您查询|"
     "帮您查一下|为您查询"},
	{"zh", "script", "hold", 2, CSQ_NEGATION_KEEP,
     "请稍等|请您稍等|您稍等|稍等一下|请稍候|请您稍候|请不要挂机|感谢您的等待|"
     "感谢您的耐心等待"},
	{"zh", "script", "further_help", 2, CSQ_NEGATION_KEEP,
     "还有什么可以帮您|还有什么可以帮到您|还有其他可以帮您|还有其他问题吗|"
     "还有别的问题吗|还需要其他帮助|还有什么需要|其他需要帮助"},
	{"zh", "script", "closing", 2, CSQ_NEGATION_KEEP,
     "感谢您的支持|感谢您的理解|感谢您的反馈|感谢您的建议|谢谢您的理解|谢谢您的配合|"
     "祝您生活愉快|祝您工作顺利|祝您一切顺利|祝您愉快|再见|请对我的服务|对本次服务|"
     "请您评价|满意度评价"},
	{"zh", "script", "fault/rude", 2, CSQ_NEGATION_KEEP,
     "闭嘴|你烦不烦|烦死了|有病|神经病|脑子有问题|你聋|你听不懂|听不懂人话|没文化|"
     "滚|吵什么|嚷什么|爱投诉投诉|你去投诉吧|随便你投诉|爱咋咋地|你想怎么样|"
     "喂，什么事"},
	{"zh", "script", "fault/brush_off", 2, CSQ_NEGATION_KEEP,
     "不归我管|不归我们管|不是我负责|不是我们负责|跟我没关系|和我没关系|"
     "跟我们没关系|和我们没关系|我也没办法|我们也没办法|我没办法|我不知道|我不清楚|"
     "不清楚，你|你找别人|你找别的部门|你问别的部门|你自己查|自己看|网上有|"
     "你打别的电话|这是规定|公司规定|系统就是这样|我帮不了你|反映了也没用"},
	{"zh", "script", "fault/blame", 2, CSQ_NEGATION_KEEP,
     "是你自己的问题|是您自己的问题|你自己操作|怪你自己|谁让你|你当时怎么不|"
     "你怎么不早|你没看合同|合同你没看|你自己签的|别人都没问题|只有你|是你理解错|"
     "你弄错了"},
	{"zh", "script", "fault/impatience", 2, CSQ_NEGATION_KEEP,
     "我都说了|我说过了|跟你说了多少遍|说了多少遍|刚才不是说了|说了你也不懂|快点说|"
     "你说快点|有话快说|还有事吗|还有没有事|没事我挂了|没事就挂|我很忙|等着吧|你等着"},
	{"zh", "script", "fault/absolute_promise", 2, CSQ_NEGATION_KEEP,
     "保本|保证收益|保证赚|稳赚不赔|零风险|没有风险|绝对没有问题|绝对没问题|"
     "绝对安全|百分之百|百分百|肯定能退|肯定能赔|一定能退|一定能赔|一定能批|"
     "肯定能批|包您满意|随时可以取|想退就退"},
	{"en", "script", "greeting", 2, CSQ_NEGATION_KEEP,
     "good morning|good afternoon|good evening|thank you for calling|thanks for calling|"
     "thank you for contacting|how may i help|how can i help|how may i assist|how can i assist|welcome to"},
	{"en", "script", "introduction", 2, CSQ_NEGATION_KEEP,
     "my name is|you are speaking with|you're speaking with|speaking, how|this is ..3 speaking|"
     "i will be helping you|i'll be assisting you"},
	{"en", "script", "identity_check", 2, CSQ_NEGATION_KEEP,
     "verify your identity|verify your account|confirm your identity|security question|date of birth|"
     "last four digits|last 4 digits|may i have your name|can i have your name|may i have your account|"
     "account number please|mother's maiden name"},
	{"en", "script", "empathy", 2, CSQ_NEGATION_KEEP,
     "i understand how|i completely understand|i can understand|i understand your frustration|"
     "i understand your concern|i can imagine|i would feel the same|i'd feel the same|"
     "that must be frustrating|that must have been|i hear you"},
	{"en", "script", "apology", 2, CSQ_NEGATION_KEEP,
     "sorry|apologize|apologise|apologies|my mistake|our mistake|our fault"},
	{"en", "script", "confirmation", 2, CSQ_NEGATION_KEEP,
     "just to confirm|let me confirm|to make sure i understand|if i understand correctly|"
     "did i get that right|is that correct|so what you are saying|so what you're saying|let me repeat|"
     "let me recap"},
	{"en", "script", "commitment", 2, CSQ_NEGATION_KEEP,
     "within 24 hours|within 48 hours|business days|i will call you back|i'll call you back|"
     "we will get back to you|i will follow up|i'll follow up|i will make sure|i'll make sure|"
     "you will receive|you'll receive|by the end of the day|i have escalated|i've escalated|"
     "opened a ticket|created a ticket"},
	{"en", "script", "solution", 2, CSQ_NEGATION_KEEP,
     "what i can do|here is what we can do|here's what we can do|let me check|let me look into|"
     "i can offer you|i have processed|i've processed|i have issued|i've issued|i have refunded|"
     "i've refunded|you can choose|i would recommend|i'd recommend|two options"},
	{"en", "script", "hold", 2, CSQ_NEGATION_KEEP,
     "may i put you on hold|can i put you on hold|place you on hold|please hold|bear with me|"
     "one moment please|thank you for holding|thanks for holding|thank you for waiting|"
     "thank you for your patience|thanks for your patience"},
	{"en", "script", "further_help", 2, CSQ_NEGATION_KEEP,
     "anything else i can help|anything else i can do|anything else i can assist|is there anything else|"
     "any other questions"},
	{"en", "script", "closing", 2, CSQ_NEGATION_KEEP,
     "have a great day|have a nice day|have a good day|have a wonderful day|thank you for your time|"
     "thanks for your time|thank you for your feedback|thank you for being|goodbye|bye bye|"
     "take our survey|short survey"},
	{"en", "script", "fault/rude", 2, CSQ_NEGATION_KEEP,
     "shut up|calm down|what do you want|are you stupid|are you deaf|don't yell at me|stop yelling|"
     "stop shouting|go ahead and complain|i don't care"},
	{"en", "script", "fault/brush_off", 2, CSQ_NEGATION_KEEP,
     "not my job|not my department|not my problem|not our problem|nothing i can do|nothing we can do|"
     "i can't help you|i cannot help you|i don't know|i have no idea|call another number|you have to call|"
     "it's our policy|that's our policy|that is our policy|that's just how it is|look it up"},
	{"en", "script", "fault/blame", 2, CSQ_NEGATION_KEEP,
     "your own fault|your fault|you should have|why didn't you|you didn't read|you did not read|"
     "you signed it|nobody else complains|no one else complains|you are wrong|you're wrong"},
	{"en", "script", "fault/impatience", 2, CSQ_NEGATION_KEEP,
     "as i already said|like i said|as i said before|i already told you|i told you already|how many times|"
     "get to the point|hurry up|i don't have time|i have other customers"},
	{"en", "script", "fault/absolute_promise", 2, CSQ_NEGATION_KEEP,
     "risk free|no risk|zero risk|guaranteed return|guaranteed returns|guaranteed profit|can't lose|"
     "cannot lose|100% guaranteed|i promise you will|definitely get your money back|absolutely no problem"},
	{NULL, NULL, NULL, 0, CSQ_NEGATION_KEEP, NULL}};

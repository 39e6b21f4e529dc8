/*
 * phrases_emotion.c
 *		What the words of a customer show.
 *
 * Formulas are no emotion: 谢谢 at the end of a message, "please help".
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_emotion[] = {
	{"zh", "emotion", "angry", 2, CSQ_NEGATION_DROP,
     "气死|气死我了|愤怒|愤慨|气愤|火大|恼火|可恶|太过分|欺人太甚|无耻|恶心|坑人|"
     "黑心|骗子|流氓|无赖|忍无可忍|简直离谱|离谱|岂有此理|丧尽天良|无法无天|"
     "做个人吧|有病吗|有病啊|真坑|太可恨|可恨|令人发指|匪夷所思|触目惊心|"
     "怨声载道|怒|公道 ..4 公道|凭什么|天理|良心何在|狂妄|猖狂|嚣张|践踏|逍遥法外|"
     "强烈反对|坚决反对|我行我素|睁只眼闭只眼|睁一只眼|不屑一顾|什么玩意|垃圾|"
     "投诉！|太不像话|不像话|太气人|吐血|简直不能|非常生气|很生气|难道 ..12 吗|"
     "难道就|难道真|何在|何其|太不负责任|把 ..6 当 ..4 傻"},
	{"zh", "emotion", "angry", 2, CSQ_NEGATION_HIDE,
     "垃圾桶|垃圾站|垃圾场|垃圾焚烧|垃圾分类|垃圾箱|垃圾堆|垃圾清运|垃圾成堆|"
     "餐厨垃圾|生活垃圾|建筑垃圾|垃圾处理|灰尘垃圾|垃圾露天|垃圾街|倒垃圾|"
     "丢垃圾|扔垃圾|怒放|黑暗中|骗子电话"},
	{"zh", "emotion", "anxious", 2, CSQ_NEGATION_DROP,
     "着急|焦虑|急死|心急如焚|担心|担忧|害怕|急急急|睡不着|提心吊胆|惶恐|恐慌|"
     "怎么办|走投无路|求求|跪求|救救|拜托了|怎么活|请您为 ..4 做主|为百姓做主|"
     "为民做主|替我们 ..4 做主|为我们做主|哭诉|不堪重负|雪上加霜|煎熬|苦苦哀求|"
     "讨回公道|讨回血汗钱|还 ..4 公道|血汗钱|苦恼|感激不尽"},
	{"zh", "emotion", "anxious", 2, CSQ_NEGATION_HIDE, "不用担心|不必担心|无需担心|怎么办理|怎么办卡|怎么办证"},
	{"zh", "emotion", "disappointed", 2, CSQ_NEGATION_HIDE, "再也不用冒|再也不用担心|再也不用排队|再也不用跑"},
	{"zh", "emotion", "threatening", 2, CSQ_NEGATION_HIDE, "曝光后|被曝光|双重曝光|媒体曝光了"},
	{"zh", "emotion", "disappointed", 2, CSQ_NEGATION_DROP,
     "失望|心寒|寒心|心凉|绝望|伤心|后悔|再也不来|再也不用|不会再用|大不如前|"
     "不如从前|不如以前|没有以前好|越来越难吃|越来越差|没想到 ..6 差|悲哀|心酸|"
     "哎|没有 ..4 特色"},
	{"zh", "emotion", "dissatisfied", 2, CSQ_NEGATION_DROP,
     "不满|不满意|差评|太差|很差|极差|太慢|好慢|真慢|特别慢|太慢了|超级慢|难吃|"
     "不好吃|不好用|不合理|不公平|不公正|糟糕|体验差|不怎么样|难以下咽|难用|"
     "太落后|太次|太少|少的可怜|量少|缩水|不值|太贵|贵的|太咸|太油|太甜|太淡|"
     "没味道|没什么味|没有味道|味道一般|口味一般|东西也一般|实在一般|不推荐|"
     "无语|服务不好|服务差|态度差|态度恶劣|苦不堪言|说不过去|太不合理|想不通|"
     "无法理解|不能理解|形同虚设|一拖再拖|不作为|推诿|敷衍|置之不理|石沉大海|"
     "没人管|何时是个头|纳闷|吵死|深受其害|醉了|不再订|再也不会订|再也不订|"
     "再也不定|不会再订|不敢再点|不会再点|千万别|千万不要|不太好|靠谱 ..2 不|"
     "不靠谱|太不靠谱|凉了|都凉|凉的|都冷|送餐慢|送的 ..2 慢|速度慢|速度很慢|晚了|"
     "晚了 ..4 小时|洒了|洒了出来|撒了|全撒|没送|没给|少送|干硬|腥味|糊了|脏兮兮|"
     "没法吃|吃不下去|怎么吃|咋吃|等了 ..4 小时|等了很久|等了半天|才送到|"
     "难道 ..6 难|真的这么难|好难|乱收费"},
	{"zh", "emotion", "dissatisfied", 2, CSQ_NEGATION_HIDE, "不太慢|不算太慢|贵的值|贵的有道理|晚了一点点|晚了点"},
	{"zh", "emotion", "threatening", 2, CSQ_NEGATION_DROP,
     "曝光|告你们|投诉到底|换别家|换银行|销户走人|再不处理|走着瞧|律师函|法庭见|"
     "果断换|誓死|起诉你们|再不 ..6 起诉|否则 ... 起诉|否则 ... 曝光|否则 ... 投诉"},
	{"zh", "emotion", "satisfied", 2, CSQ_NEGATION_FLIP,
     "满意|好评|点赞|赞一个|很赞|给力|表扬|五星|好吃|美味|可口|很香|味道不错|"
     "味道很好|味道好|味道 ..2 不错|味道 ..2 好|味道棒|很棒|真棒|棒棒|棒极了|"
     "特别棒|真好|很好|非常好|挺好|不错|还不错|太好了|棒|贴心|周到|热情|耐心|"
     "放心|态度好|态度很好|态度非常好|速度快|很快|挺快|好快|快了好多|又快又好|"
     "送餐快|辛苦了|不容易|实惠|经济实惠|分量足|量大|菜量挺好|再接再厉|支持|"
     "还会再来|会再来|下次还|下次再来|推荐|值得|喜欢|感动|交口称赞|深表谢意|"
     "非常感谢 ... 帮助|衷心感谢|赞扬|高兴|还可以|可以的|好喝|品质 ..4 好|服务到位|"
     "点个赞|大馅|满足|爽"},
	{"zh", "emotion", "satisfied", 2, CSQ_NEGATION_HIDE,
     "不满意|不满意的答复|满意的答复|满意答复|满意的处理|不好吃|挺好吃的时候|"
     "不推荐|严重不推荐|支持微信|支持支付宝|支持 ..4 支付|不支持|没人支持|"
     "国家支持|政策支持|支持政府|支持街道|支持现金|出于支持|只是好看|满意度|"
     "满意率|差不多|最值得|值得深思|值得注意|值得商榷|极力推荐|推荐 ..4 认|"
     "都相当满意|很快就堵|很快倒|很快又|会很快|尽快|尽可能快|快递|快速|快速路|"
     "快捷|快捷化|应该是很好|本来很好|很好的机会|提供了良好|热情推销|好吃懒做|"
     "喜欢摆|老百姓满意|让人民满意|群众满意|满意放心|给 ..6 满意|一个满意|"
     "好不容易|不容易感|不容易啊我|还可以用|可以的话|还可以再|是否还可以|"
     "放心出借|才放心|放心购买|领导辛苦了|领导们辛苦了|好感动情|高兴去|"
     "满足不了|无法满足|不能满足|满足 ..6 要求|满足 ..6 需求|爽约|不足够|"
     "觉得很好 ..4 但|看上去不错|环境确实不错"},
	{"zh", "emotion", "satisfied", 1, CSQ_NEGATION_FLIP, "感谢 ..6 解决了|谢谢 ..6 帮助|解决了"},
	{"en", "emotion", "angry", 2, CSQ_NEGATION_DROP,
     "angry|furious|outrageous|outraged|disgusted|disgusting|ridiculous|pathetic|worst|hate|fed up|livid|"
     "infuriating|thieves|crooks|liars|lie|lies|unacceptable|terrible|horrible|awful|suck|sucks|sucked|crap|"
     "garbage|shame|shameful|shame on|joke|screwed|rude|racist|incompetent|absurd|appalled|appalling|"
     "extremely upset|severely upset|absolutely ridiculous|wtf|fail|epic fail|bs|bullshit|damn|clowns|"
     "wasting my time|waste of time|your loss|are you kidding|how dare|blatant|taking advantage of|"
     "violated my rights|ruining my credit|inept|greedy|disservice|unbelievable|insane|idiots|refuse to uphold|"
     "don't care|doesn't care|negligent|trash|never fails"},
	{"en", "emotion", "angry", 2, CSQ_NEGATION_HIDE,
     "lie down|lies in|no joke|fail to|failed to|fails to|failure|i hate to|would hate to|hate to bother|"
     "damn good|worst case|ain't a joke|not a joke|15 u.s.c|fat lie"},
	{"en", "emotion", "anxious", 2, CSQ_NEGATION_DROP,
     "worried|anxious|afraid|scared|desperate|desperately|panicking|stressed|stressful|nervous|distress|"
     "depressed|i am at a loss|please help me|need help with a flight|funeral|please help us|help!!|i'm lost|"
     "struggle|exhausting|homeless|lose my home|losing my home|afraid of|in tears|crying"},
	{"en", "emotion", "anxious", 2, CSQ_NEGATION_HIDE, "stress free|stress-free|not worried|no worries"},
	{"en", "emotion", "disappointed", 2, CSQ_NEGATION_DROP,
     "disappointed|disappointing|disappointment|let down|heartbroken|sad|sadly|regret|i used to love|"
     "iusedtoloveu|used to love|expected better|expected more|never again|lost faith|lack of faith"},
	{"en", "emotion", "disappointed", 2, CSQ_NEGATION_HIDE, "disappointed to hear you|sad for others|sadly passed"},
	{"en", "emotion", "dissatisfied", 2, CSQ_NEGATION_DROP,
     "dissatisfied|unhappy|unsatisfied|nothappy|not happy|poor service|bad service|bad|really bad|slow|"
     "inconvenient|frustrated|frustrating|frustration|upset|not reasonable|unfair|unjust|doesn't work|"
     "didn't work|delayed|delay|hour delay|hours late|cancelled flightled|missed connection|"
     "missed my connection|on hold for|been on hold|stuck on|sitting on the plane|waiting for bags|"
     "still waiting|lost my bag|lost luggage|no help|not helpful|overcharged|underserved|disconnected|annoying|"
     "annoyed|mess|extra hours|almost {number} hours|over {number} hours|over an hour|{number} hrs|run around|"
     "runaround|to no avail|won't deliver|on time but|squished|mishandling|mishandled|it is absolutely|"
     "this is not right|had to pay|misled"},
	{"en", "emotion", "dissatisfied", 2, CSQ_NEGATION_HIDE,
     "bad weather|bad faith|not bad|delay to your flight|sorry for the delay|no delay|without delay|"
     "delayed completion|bad debt|as far as being delayed|collected without delay|delayed gratification|message|"
     "messages"},
	{"en", "emotion", "threatening", 2, CSQ_NEGATION_DROP,
     "lawsuit|i will sue|sue you|will be suing|take legal action|taking legal action|pursue legal action|"
     "legal action against|take my business elsewhere|switch banks|closing my account|never fly|"
     "never flying you|never fly with you|never ever fly|never use you again|plenty of other airlines|"
     "go elsewhere|will be contacting you|contacting the police|contacting my lawyer|last time i fly|"
     "debating never"},
	{"en", "emotion", "satisfied", 2, CSQ_NEGATION_FLIP,
     "great|awesome|amazing|excellent|wonderful|fantastic|incredible|incredibly helpful|very helpful|so helpful|"
     "love|loved|loving|best flight|best airline|fav airline|favorite airline|kudos|great job|good job|"
     "well done|happy to be|glad|glad to be home|great people|took great care|great care|good news|"
     "very professional|friendly|satisfied|pleased|perfect|impressed|yeehaw|thx for listening|"
     "thanks for the great|thank you for the great|thanks so much|many thanks for|beautiful|awesome crew|gr8|"
     "best|smooth|nice|appreciate the"},
	{"en", "emotion", "satisfied", 2, CSQ_NEGATION_HIDE,
     "not satisfied|great lakes|great again another|best interest|best of my knowledge|best regards|best buy|"
     "best way|best contact|best number|great deal of|made me happy to leave|would love|i'd love|love to|"
     "would be great|be great if|would be nice|nice try|good faith|dearly beloved|not great|happy to leave|"
     "satisfied in full|satisfied the|account satisfied|was satisfied with payment|great news is that i|"
     "oh great|just great|great another|real nice|perfect credit|perfect payment|loveaffair|with love from|"
     "what a joke|great you|great so|great, now|thanks for nothing|thanks for wasting|best practices|"
     "good standing|good credit|good afternoon|good morning|good evening|good day|good bye"},
	{"zh", "emotion", "dissatisfied", 2, CSQ_NEGATION_DROP,
     "不太满意|不怎么满意|不是很满意|不是太满意|不大满意|不够满意|不很满意|不算满意|不甚满意|谈不上满意|说不上满意|称不上满意|难以满意|"
     "难言满意|不能令人满意|不令人满意|不能让人满意|没法满意|无法满意|没有让人满意|没让人满意|没有令人满意|满意不了|满意不起来|高兴不起来|"
     "开心不起来|不太合理|不太方便|不太专业|不太好用|不太好吃|不太新鲜|不太行|不太稳定|不太干净|不太舒服|不太高兴|不太开心|不怎么舒服|"
     "不怎么方便|不怎么好|不怎么高兴|不是很开心|不是很高兴|不是很合理|不是很方便|不是很好吃|不是很新鲜|不是很好|不是很给力|不够合理|"
     "不够新鲜|不够好|不够专业|不够周到|不够友好|不大新鲜|不大好|算不上好|不是太好|不是太给力"},
	{"zh", "emotion", "dissatisfied", 2, CSQ_NEGATION_HIDE,
     "不是很好办|不太好办|不怎么好办|不太好意思|不太行动|不怎么好奇|不是很好奇"},
	{"zh", "emotion", "angry", 2, CSQ_NEGATION_HIDE,
     "垃圾 ..2 没人|垃圾 ..4 清理|垃圾 ..4 清运|垃圾满|垃圾遍地|垃圾围|垃圾车|垃圾池|垃圾房|垃圾乱|垃圾异味|垃圾短信|垃圾邮件|垃圾电话"},
	{"zh", "emotion", "threatening", 3, CSQ_NEGATION_DROP,
     "换别的银行|换别的公司|换一家银行|换其他银行|换家银行|换别的平台|换运营商|去电视台|找电视台|叫电视台|找媒体|找记者|发到网上|"
     "再不 ..8 投诉|再不 ..8 曝光|再这样 ..8 投诉|不给 ..6 就投诉|不 ..6 就告|不 ..6 就去告|去法院告|去法院起诉"},
	{"zh", "emotion", "disappointed", 2, CSQ_NEGATION_DROP,
     "越来越不行|越做越差|越来越糟|一年不如一年|一次不如一次|没想到你们 ..4 这样|没想到 ..4 这么差|寒了心|心都凉|白信任|枉我|辜负"},
	{"zh", "emotion", "satisfied", 2, CSQ_NEGATION_HIDE,
     "以前 ..6 挺好|以前 ..6 很好|以前 ..6 不错|原来 ..6 挺好|原来 ..6 很好|原来 ..6 不错"},
	{"zh", "emotion", "satisfied", 2, CSQ_NEGATION_FLIP,
     "太感谢了|多亏了|多亏你|办得很顺利|办得顺利|帮了大忙|帮了我大忙"},
	{"zh", "emotion", "anxious", 2, CSQ_NEGATION_DROP,
     "不知如何是好|不知道该怎么办|不知怎么办|快崩溃|要崩溃|崩溃了|急坏|心慌|吓坏|吓死"},
	{"zh", "emotion", "threatening", 3, CSQ_NEGATION_DROP,
     "跟你们没完|跟你没完|跟他们没完|和你们没完|和你没完|这事没完|这件事没完"},
	{"zh", "emotion", "angry", 2, CSQ_NEGATION_DROP,
     "烦死|烦透了|真烦人|太烦人|受够了|真是服了|我也是服了|服了你们|骚扰得|不胜其烦"},
	{"zh", "emotion", "satisfied", 2, CSQ_NEGATION_HIDE,
     "希望 ..6 支持|请 ..4 支持|请求 ..6 支持|恳请 ..6 支持|给予支持|予以支持|给予 ..4 支持|是否支持|支持吗|支持 ..6 吗|"
     "技术支持|资金支持|请多支持"},
	{"en", "emotion", "threatening", 3, CSQ_NEGATION_DROP,
     "close all my accounts|close my accounts|close my account if|or i will close|hear from my lawyer|hear from my attorney|see you in court|"
     "take you to court|go to the press|go to the media|tell everyone i know|tell all my friends|switching to another|switch to another|"
     "moving to another bank|move my money|report you to|reporting you to"},
	{"en", "emotion", "anxious", 2, CSQ_NEGATION_DROP,
     "terrified|frightened|frantic|don't know what to do|do not know what to do|can't sleep at night|begging you|i beg you|losing sleep"},
	{"en", "emotion", "satisfied", 2, CSQ_NEGATION_FLIP,
     "saved my day|saved the day|made my day|could not be happier|couldn't be happier|went smoothly|thank you so much for|above and beyond|a pleasure"},
	{"en", "emotion", "disappointed", 2, CSQ_NEGATION_DROP,
     "used to be my favorite|used to be my favourite|used to be great|used to be so good|used to be good|not what it used to be|gone downhill|going downhill"},
	{NULL, NULL, NULL, 0, CSQ_NEGATION_KEEP, NULL}};

/*
 * lexicon_words.c
 *		Words that deny, strengthen or carry on a denial, Chinese and English.
 *
 * They are read around a match (lexicon_negation.c), the longest first.  All are
 * written as NFKC_Casefold leaves them, simplified, with a plain apostrophe.
 *
 * Negators and degree words follow practice in Chinese sentiment analysis.  PASS
 * and LINK are closed lists of function words on purpose: what they do not hold
 * ends the scope of a negator, and a denial that is missed costs less than a
 * person hurt whom a distant 不 makes disappear.
 */
#include "text/lexicon.h"

const CsqModifierWord csq_modifier_words[] = {

	/* negators */
	{CSQ_MOD_NEGATE, 0,
     "不|没|没有|无|莫|勿|毋|未|别|休|甭|不是|不会|不能|不能够|不要|不想|不用|不曾|不必|不再|不可|无法|未能|"
     "未曾|从不|从未|从没|从没有|从来不|从来没|从来没有|并非|并不|并不是|并没有|并没|并未|绝不|绝非|决不|毫无|"
     "毫不|尚未|没能|没法|没得|没人|无人|不可能|不属于|不存在|没什么|没有什么|没任何|没有任何|不曾有|谁也不|"
     "谁都不|哪里|哪能|难以|很难|极难|难于|谈不上|称不上|算不上|说不上|谈不到|不足以|不至于|无从|无力|缺乏|缺少|"
     "欠缺|有失|免于|避免|防止|杜绝|以免|免得|以防|谨防|严防|预防|拒绝|不敢|不肯|不愿|不愿意|不打算|不准备|不屑|"
     "不便于|不怕|不算|不让|不准|不许|禁止|严禁|请勿|切勿|不予|不给|不觉得|不认为|不感到|未发生|未造成|未出现|"
     "未发现|没造成|没发生|没出现|不需要|无需|无须|不必要|不用再|没必要|没有必要|得不到|不同意|不支持|不答应|"
     "不接受|不批准|何谈|谈何|何来|绝非是|不比|而非|实非|非因|非属|算什么|叫什么|哪门子|"
     "谁说|鬼才"},
	{CSQ_MOD_NEGATE, 0,
     "not|not at all|no|never|none|neither|nor|nothing|nobody|no one|without|cannot|hardly|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|"
     "can't|couldn't|shouldn't|hasn't|haven't|hadn't|ain't|mustn't|needn't|dont|doesnt|didnt|isnt|wasnt|wont|wouldnt|cant|couldnt|hasnt|havent|arent|werent|"
     "barely|scarcely|seldom|rarely|failed to|fail to|fails to|failing to|failure to|unable to|refused to|refuse to|refuses to|lack of|lacks|lacked|lacking|"
     "lack|absence of|nowhere near|far from|anything but|in no way|by no means|no longer|never ever|not even|not a|not an|not any|less than|free of|"
     "hard to|difficult to|impossible to|hesitate to|hesitant to|reluctant to|unlikely to|unwilling to|declined to|decline to|never once|not once|"
     "can't say i'm|can't say i am|can't say we are|can't say we're|cannot say i'm|cannot say i am|wouldn't say i'm|wouldn't say i am|"
     "don't think i'm|not what i would call|not what i'd call|not what you would call|not what you'd call|hardly what i'd call|not in the least|not the least bit|not the least|not one bit|not a bit|not remotely|instead of|rather than|avoid|avoids|avoided|avoiding|prevent|prevents|prevented|to prevent|to avoid|zero"},
	{CSQ_MOD_WEAK, 0,
     "不怎么|不见得|未必|不一定|不大|不够|没那么|没有那么|不那么|不是那么|不算很|not that|not so|not as|not quite as|not nearly as|not nearly|not exactly|not particularly|not overly"},

	/* degree */
	{CSQ_MOD_DEGREE, 2.0,
     "极其|极度|极为|极|最|万分|无比|极端|绝对|简直|严重|extremely|absolutely|utterly|incredibly|beyond|insanely"},
	{CSQ_MOD_DEGREE, 1.75,
     "非常|特别|十分|完全|根本|彻底|实在|格外|尤其|超级|超|巨|totally|completely|entirely|fully|wholly|"
     "thoroughly|really|highly|super|so very"},
	{CSQ_MOD_DEGREE, 1.5,
     "很|太|真|好|相当|多么|这么|那么|如此|挺|蛮|真心|真是|真的|very|too|quite|so|such|such a|pretty|damn"},
	{CSQ_MOD_DEGREE, 1.25, "更|更加|越来越|较为|还是很|rather"},
	{CSQ_MOD_DEGREE, 0.8, "比较|还算|勉强|较|fairly|mostly"},
	{CSQ_MOD_DEGREE, 0.5,
     "有点|有点儿|有些|稍|稍微|稍稍|略|略微|一点点|有一点|somewhat|slightly|a bit|a little|kind of|sort of"},

	/* words that may stand between two negators that deny each other */
	{CSQ_MOD_LINK, 0,
     "是|会|能|可|可能|有人|任何人|一个人|一个|一次|人|说|敢|觉得|太|是说|能说|is|are|was|were|am|be|been|one|who|that is|to say|"
     "say"},

	/* other words that carry a denial on */
	{CSQ_MOD_PASS, 0,
     "一|二|两|三|四|五|六|七|八|九|十|几|半|个|位|次|名|件|条|点|丝|毫|丝毫|一点|一点儿|一丝|一丝一毫|半点|任何|"
     "什么|啥|过|着|了|的|地|得|到|出|出现|发生|造成|存在|受到|遭到|遭受|遭|得到|达到|导致|引起|引发|引致|形成|"
     "构成|产生|导致过|感到|感觉|觉得|令|让|使|叫|给|令人|让人|使人|叫人|给人|让我|让我们|令我|使我|给我|给我们|"
     "被|受|有|有过|有什么|有任何|曾|曾经|再|再次|再去|再来|去|来|要|想|想要|想去|要去|打算|准备|敢|能|能够|可|"
     "可以|可能|肯|愿|愿意|会|会去|需要|必要|用|必|必须|至于|至|那|这|这种|那种|这样|那样|如何|怎么|怎样|多|多少|"
     "太多|谁|哪个|哪位|哪家|人|人员|其他人|别人|有人|任何人|一个人|工作人员|员工|乘客|旅客|顾客|客户|群众|居民|住户|业主|村民|"
     "学生|孩子|小孩|老人|病人|患者|家人|我|你|您|他|她|它|我们|你们|他们|大家|自己|本人|安全|人身|重大|严重的|"
     "明显|明显的|大|小|说|提|提出|进行|做|做出|作出|涉及|牵涉|涉嫌|参与|实施|使用|办理|因|因此|因为这个|为此|"
     "就此|马上|立即|立刻|真正|一直|实际|真实|直接|其他|其它|别的|具体|相关|有关|所谓|所谓的|及时|同时|一起|一定|"
     "当面|公开|主动|事先|提前|正式|单独|私自|随便|随意|轻易|不断|不停|不小心|通过|采取|选择|向你们|向贵行|"
     "向银行|投诉|举报|申诉|上诉|打|拨打|打电话|找|告|闹|闹到|走到|上|联系|反映|求助|媒体|记者|法院|警察|公安|派出所|电视台|律师|受伤或|受伤或者|受伤和|受伤及|伤亡或|伤亡和|死亡或|死亡或者|死亡和|真的要|真要|是要|是想"},
	{CSQ_MOD_PASS, 0,
     "a|an|the|any|my|your|his|her|its|our|their|this|that|these|those|some|other|such a|one|single|ever|even|yet|still|also|really been|been|be|being|have|"
     "has|had|having|got|get|gets|getting|feel|feels|feeling|felt|seem|seems|seemed|seeming|look|looks|looking|find|finds|found|think|say|call|called|made|"
     "make|makes|making|give|gave|given|receive|received|want|wants|wanted|wish|wished|need|needs|needed|going to|go|to|plan|planning|intend|intending|will|"
     "would|can|could|should|do|does|did|me|him|them|us|you|i|we|they|he|she|it|of|in|with|for|been any|much|many|more|most|kind|sort|type|sign|evidence|"
     "reports|report|reported|cause|caused|causing|involve|involved|involving|serious|further|actual|actually|ever been|quite been|exactly|particularly|"
     "hurt or|harmed or|killed or|injured or|injury or|injuries or|death or|deaths or|fire or|bleeding or|happy or|pleased or|satisfied or|myself|ourselves|anyone|anybody|one's|people|person|passengers|passenger|customers|customer|at all|real"},

	/* look like negators, or hold one, and deny nothing of what follows */
	{CSQ_MOD_STOP, 0,
     "不怕我|不怕你|不怕他|不怕投诉|不怕举报|不怕起诉|不怕告|不怕曝光|不怕找|不投诉|不举报|不打|不找|不告|不闹|不错|没问题|没有问题|无所谓|不客气|不好意思|差不多|区别|未来|没事|无锡|不但|不仅|不仅仅|不光|不只|不单|"
     "不论|不管|无论|不过|不料|只是|而是|就是|不久|不时|不同|不少|不愧|不便|不满|不法|不良|不实|不正当|不合理|"
     "不合格|不合规|不明|不明不白|不知道|不知|不知不觉|不知为何|不知情|不经同意|再不|如果不|要是不|若不|若是不|"
     "不然|要不然|不是说|不得已|不可思议|不起眼|对不起|了不起|看不起|来不及|受不了|忍不了|没办法|没有办法|"
     "毫无办法|非正常|不正常|不排除|不解决|不处理|不退|不退款|不赔|不赔偿|不给钱|不作为|不负责|不负责任|"
     "不管不顾|不闻不问|不理|不理不睬|不安全|不公|不公平|不当|不慎|不幸|不堪|不顾|不如|还不如|不及|不足|不周|"
     "不力|不平|不服|不等|不下|不到位|不及时|不到|不止|不日|不动|没想到|没完没了|没错|没准|没经过同意|"
     "没有经过同意|没有经过我同意|没经过我同意|没通知|没有通知|没用|没商量|没收|没良心|没素质|没人管|没有人管|"
     "没人理|没人处理|没人负责|没钱|未经|未经同意|未经允许|未经许可|未经授权|未经本人|未经我|未成年|未成年人|"
     "未婚|未知|未免|未果|无果|无故|无端|无缘无故|无理|无良|无耻|无语|无奈|无辜|无数|无疑|无意|无线|无限|"
     "无效|无视|无证|无照|无偿|无尽|无休止|无家可归|无处|无论如何|毫无疑问|毫无理由|毫无征兆|毫无预兆|毫无人性|"
     "毫无道理|毫无责任心|非法|非要|非得|非但|除非|是非|非洲|非人|非常规|非机动车|莫名|莫名其妙|休息|退休|休假|"
     "休克|否则|个别|分别|级别|类别|性别|告别|鉴别|识别|差别|别墅|别说|特别是|特别行政区|是不是|能不能|会不会|"
     "有没有|可不可以|要不要|行不行|好不好|是否|能否|难道不|难道不是|难道没|难道没有|要不是|要不|怎能不|"
     "怎么能不|怎么不|为什么不|为何不|何不|岂不|岂不是|谁不|哪能不|哪里|避免不了|防止不了|缺少了|拒绝赔|难受|"
     "谁说的|听谁说|和谁说|跟谁说|对谁说|向谁说|找谁说|不管谁说|无论谁说|是谁说|有谁说|"
     "难过|难看|难吃|难堪|难怪|难道|灾难|困难|艰难|为难|真实|真相|认真|只好|正好|刚好|最好|最后|最近|最终|更新|"
     "更换|更改|变更|太平|太阳|十分钟|二十分钟|三十分钟|五十分钟|超过|超时|超市|巨额|巨大|严重后果|好像|好几|"
     "好多|好久|你好|您好|美好|良好|友好|爱好|几乎|家里人|本人已|比较好的话"},
	{CSQ_MOD_DEGREE, 1,
     "不得不|不能不|谁说不|谁说没|谁说没有|没有理由不|没理由不|没什么不|没有什么不|别提有多|不禁|不由得|忍不住|别提多|巴不得|恨不得|说不出的|说不尽的|不用说|不必说|不消说|没有不|无不|无非|无一不|without a doubt|no doubt|without doubt|without question|"
     "no question|absolutely no doubt|needless to say"},
	{CSQ_MOD_DEGREE, 2.0,
     "莫大|莫大的|couldn't be more|could not be more|couldn't have been more|could not have been more|never been more|never been so|can't be more"},
	{CSQ_MOD_STOP, 0,
     "not only|not just|not to mention|no problem|no matter|no wonder|no reason|for no reason|no apparent reason|nothing but|can't wait|cannot wait|"
     "cant wait|can't believe|cannot believe|why not|why don't|why didn't|why doesn't|why isn't|why can't|why won't|whether or not|if not|without permission|"
     "without my permission|without consent|without my consent|without authorization|no consent|no permission|no authorization|without my authorization|"
     "without notice|without warning|without telling me|without my knowledge|so that|so far|as well as|but also|no response|no reply|no answer|no resolution|"
     "no luck|to no avail|no avail|no idea|no clue|isn't it|don't you|doesn't it|right to|one of|sort out|kind regards|if you don't|if they don't|"
     "if this is not|if it is not|unless|more than"},

	/* behind the match; a factor of 0: look like them */
	{CSQ_MOD_AFTER, 1,
     "不了|不起来|不到哪去|不到哪儿去|不到哪里去|不上来|不成|不得|不下去|个屁|个鬼|个毛|才怪|就怪了|才有鬼|才叫怪|"
     "无从谈起|不可能|"
     "is not|was not|isn't|wasn't"},
	{CSQ_MOD_AFTER, 0, "不了解|不了了之|不得不|不得已|不得而知|不成比例|不成立|不成文|不可能的事|个鬼子"},
	{CSQ_MOD_NONE, 0, NULL}};

/* What {often} stands for: the same thing came more than once. */
const char *const csq_often_words =
	"多次|反复|屡次|屡屡|一再|再三|数次|几次|好几次|很多次|无数次|无数遍|好几遍|很多遍|几次三番|三番五次|三番两次|一次又一次|一遍又一遍|第二次|第三次|第四次|"
	"第五次|两次|三次|四次|五次|六次|七次|八次|九次|十次|十几次|几十次|再次|每次|天天|不止一次|不下十次|"
	"数十次|几十遍|上百次|几百次|数百次|百余次|十余次|十多次|二十多次|不下百次|不止两次|好多次|许多次|无数回|好几回|几回|多回|多遍|"
	"两遍|三遍|两三次|三四次|五六次|七八次|三天两头|接二连三|反反复复|来来回回|一次次|一遍遍|多番|几番|轮番|数度|"
	"numerous times|multiple times|many times|several times|countless times|so many times|too many times|dozens of times|hundreds of times|"
	"over and over|over and over again|again and again|time and again|time and time again|time after time|repeatedly|repetitively|"
	"numerous occasions|several occasions|multiple occasions|many occasions|more than once|three times|four times|five times|six times|"
	"ten times|third time|fourth time|fifth time|2nd time|3rd time|4th time|once again|yet again";

/* What {complain} stands for: to ask somebody to put a matter right. */
const char *const csq_complain_words =
	"投诉|举报|反映|反应|反馈|求助|沟通|协商|交涉|维权|上访|报修|申诉|控告|留言|发帖|写信|来信|呼吁|信访|协调|追问|讨要|索要|讨薪|催款|催退|催办|"
	"申请解决|要求解决|要求处理|请求解决|要求退|"
	"complained|complain|complaining|complaint|complaints|disputed|disputing|disputes|grievance|grievances";

/* What {people} stands for: those who are many. */
const char *const csq_people_words =
	"业主|家长|员工|职工|居民|村民|住户|购房者|消费者|会员|学员|工人|农民工|教师|出借人|投资人|投资者|股民|储户|商户|车主|乘客|用户|客户|"
	"供货商|供应商|师生|老人|群众|受害人|受害者|"
	"customers|passengers|residents|tenants|owners|investors|borrowers|parents|employees|workers|victims|students|members|users|consumers|depositors";

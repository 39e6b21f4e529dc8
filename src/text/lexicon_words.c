/*
 * lexicon_words.c
 *		Negators, degree words, contrast words and idioms, Chinese and English.
 *
 * Every automaton holds these beside the phrases of its lexicon, so that one
 * pass finds them.  Inside the scope of a match the leftmost-longest of them
 * win (lexicon_match.c): an idiom such as 不得不 or "no doubt" hides the negator
 * in it.  All are written as NFKC_Casefold leaves them, with a plain apostrophe.
 *
 * The lists follow practice in Chinese sentiment analysis (negators; degree
 * words in a few steps of strength); the idioms are those of complaints:
 * 不断, 无故 and 未经同意 deny nothing of what follows them.
 */
#include "text/lexicon.h"

const CsqModifierWord csq_modifier_words[] = {
	{CSQ_MOD_NEGATE, 0,
     "不|没|没有|無|无|非|莫|勿|毋|未|别|別|休|不是|不会|不能|不要|不想|不用|不曾|不必|不再|不可|无法|未能|未曾|从不|从未|从没|从没有|"
     "并非|并不|并不是|并没有|并没|并未|绝不|绝非|决不|毫无|毫不|尚未|没能|没法|没得|没人|无人|無法|沒|沒有|並非|並不|並沒有|從不|從未|不可能|不属于|不存在"},
	{CSQ_MOD_NEGATE, 0,
     "not|not at all|no|never|none|neither|nor|nothing|nobody|without|cannot|hardly|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|"
     "can't|couldn't|shouldn't|hasn't|haven't|hadn't|ain't|mustn't|needn't|dont|doesnt|didnt|isnt|wasnt|wont|wouldnt|cant|couldnt|hasnt|havent"},
	{CSQ_MOD_WEAK, 0, "不怎么|不大|没那么|没有那么|不怎麼|not that|not so|not exactly|not particularly"},

	{CSQ_MOD_DEGREE, 2.0,
     "极其|极度|极为|最|万分|无比|极端|绝对|簡直|简直|严重|extremely|absolutely|utterly|incredibly|beyond"},
	{CSQ_MOD_DEGREE, 1.75,
     "非常|特别|十分|完全|根本|彻底|实在|格外|尤其|超级|totally|completely|entirely|really|highly"},
	{CSQ_MOD_DEGREE, 1.5, "很|太|真|相当|多么|这么|那么|如此|挺|very|too|quite"},
	{CSQ_MOD_DEGREE, 1.25, "更|更加|越来越|较为|rather"},
	{CSQ_MOD_DEGREE, 0.8, "比较|还算|fairly|mostly"},
	{CSQ_MOD_DEGREE, 0.5,
     "有点|有点儿|有些|稍|稍微|稍稍|略|略微|一点点|不够|somewhat|slightly|a bit|a little|kind of|sort of"},

	{CSQ_MOD_CONTRAST, 0,
     "但|但是|可是|不过|却|然而|反而|只是|然後|然后|而是|就|我就|那就|所以|因此|因为|导致|造成|直到|but|however|yet|although|though|instead|because|therefore|until"},

	{CSQ_MOD_IDIOM, 0,
     "不错|没问题|没有问题|不得不|不能不|无所谓|不客气|不好意思|差不多|忍不住|别人|区别|未来|没事|无锡|不但|不仅|不仅仅|不光|不只|不单|不论|不管|无论|"
     "不断|不停|不禁|不由得|不久|不时|不同|不少|不料|不愧|不便|不满|不法|不良|不实|不正当|不合理|不明|不明不白|不知道|不知不觉|不知为何|不知情|不经同意|"
     "再不|如果不|要是不|若不|若是不|不然|要不然|就是|就诊|就医|就业|就餐|成就|就近|"
     "不是说|不得已|不可思议|不起眼|对不起|了不起|看不起|来不及"},
	{CSQ_MOD_IDIOM, 0,
     "没想到|没完没了|没错|没准|没经过同意|没有经过同意|没有经过我同意|没经过我同意|没通知|没有通知|没用|未经同意|未经允许|未经许可|未经授权|未经本人|未经我|未成年|未成年人|未婚|未知|"
     "无故|无端|无缘无故|无理|无良|无耻|无语|无奈|无辜|无数|无疑|无非|无意|无意中|无线|无限|无效|毫无疑问|毫无理由|毫无征兆|毫无预兆|非法|非要|非得|非但|除非|是非|非洲|"
     "莫名|莫名其妙|休息|退休|休假|否则|是否|能否|可否|与否|特别是|个别|分别|级别|类别|性别|告别|鉴别|识别|差别|别的|别墅|别说|"
     "是不是|能不能|会不会|有没有|可不可以|要不要|行不行|好不好|难道不|难道不是|难道没|难道没有|要不是|要不|还不如|不如"},
	{CSQ_MOD_IDIOM, 0,
     "真实|真相|认真|只好|正好|刚好|最好|好几|好多|好久|你好|您好|好像|真的|最后|最近|最终|较真|忘却|冷却|退却|了却|超过|超时|超市|太平|特别行政区|十分钟|二十分钟|三十分钟|五十分钟|"
     "不但是|不光是|不仅是|但凡|只是说|略去|首先|尤其是"},
	{CSQ_MOD_IDIOM, 0,
     "not only|not just|not to mention|no doubt|no problem|no matter|no wonder|no reason|for no reason|no apparent reason|nothing but|can't wait|cannot wait|"
     "why not|whether or not|if not|without permission|without my permission|without consent|without my consent|without authorization|"
     "without my authorization|without notice|without warning|without telling me|without my knowledge|so that|so far|as well as|but also"},
	{CSQ_MOD_NONE, 0, NULL}};

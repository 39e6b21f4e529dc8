/*
 * phrases_severity.c
 *		What calls for more than the usual care.
 *
 * Evidence of an event, not of its place, its department or its possibility: the
 * rows that hide say so.  What is severe however it is put (a regulator's
 * number, a disabled customer) is kept when negated, what only counts when it is
 * so (起诉, 受伤) is dropped.
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_severity[] = {
	{"zh", "severity", "major/regulator", 1, CSQ_NEGATION_DROP,
     "12378|12315|12345|12363|12386|12305|12358|银保监|银保监会|金监局|金融监管局|金融监管总局|"
     "国家金融监督管理总局|人行投诉|央行投诉|人民银行投诉|向人行|向人民银行|打电话给城管|向城管 ..4 反映|向央行|"
     "向证监会|证监会投诉|证监局|市场监管局|市场监督局|市场监督管理局|工商部门 ..4 投诉|消协|消费者协会|消保委|"
     "信访局|信访部门|信访件|信访|上访|劳动监察|劳动局|劳动保障监察|通信管理局|通管局|向工信部|工信部投诉|"
     "工信部申诉|投诉到工信部|向卫健委|卫健委投诉|投诉到卫健委|向医保局|医保局投诉|监管投诉|向监管|"
     "监管部门 ..4 投诉|市长热线|省长热线|市长信箱|行政复议|巡视组|督察组|向国务院|国务院投诉|消防支队投诉|向消防|"
     "投诉到 ..6 局|向环保局|到环保局|环保局投诉|向市环保局|向质监局|向物价局|物价局投诉"},
	{"zh", "severity", "major/regulator", 1, CSQ_NEGATION_HIDE,
     "消费者协会在哪|消费者协会地址|消协在哪|人行道|人行横道|人行天桥|人行通道|人行斑马线"},
	{"zh", "severity", "major/legal", 1, CSQ_NEGATION_DROP,
     "律师函|起诉|打官司|诉讼|仲裁|走法律程序|法律途径|走司法|法院传票|公益诉讼|集体诉讼|告你们|告到底|告上法庭|"
     "告上法院|告到法院|上法院|法庭见|法院见|追究法律责任|追究刑事责任|追究 ... 法律责任|法律武器|法院 ..6 判决|"
     "判决 ..4 法院|法院 ..4 起诉|法院立案|法院 ..4 立案|向法院|人民法院|中级法院|中级人民法院|开庭|强制执行|"
     "委托律师|请律师|我的律师|咨询律师|咨询了律师|找律师|代理律师|律师 ..4 起诉|诉至|诉诸法律"},
	{"zh", "severity", "major/legal", 1, CSQ_NEGATION_HIDE,
     "法院路|法院附近|法院旁|法院旁边|法院对面|法院站|法院小区|法院宿舍|诉讼时效|开庭律师"},
	{"zh", "severity", "major/police", 1, CSQ_NEGATION_DROP,
     "报警|报了警|报过警|报案|报了案|打110|拨打110|拨110|110报警|叫警察|警察来了|派出所 ..6 立案|立案侦查|"
     "公安机关立案|向公安|到派出所 ..4 报|向派出所|在当地派出所|公安局报|电话 ..8 派出所|派出所 ..8 咨询 ..6 案|"
     "立案侦察|受到威胁|被威胁|遭到威胁|立案至今|打了 ..6 110|打 ..4 次110|没出警|不出警|找 ..4 警官|给 ..4 警官|"
     "警官 ..6 办案|警官办理|经侦|刑事立案"},
	{"zh", "severity", "major/police", 1, CSQ_NEGATION_HIDE,
     "报警器|报警装置|报警系统|烟雾报警|报警电话是|报警声|报警灯|自动报警|消防报警|报案电话|报案号|保险报案|"
     "出险报案|车险报案"},
	{"zh", "severity", "major/media", 1, CSQ_NEGATION_DROP,
     "曝光|媒体曝光|找媒体|联系媒体|通知媒体|向媒体|媒体介入|媒体 ..4 曝光|发微博|上微博|热搜|发抖音|抖音曝光|"
     "发小红书|黑猫投诉|315晚会|3.15晚会|发到网上|网上曝光|网络曝光|全网曝光|上头条|焦点访谈|上电视"},
	{"zh", "severity", "major/media", 1, CSQ_NEGATION_HIDE,
     "电视台节目|看 ..6 电视台|双重曝光|曝光率|曝光量|曝光度|曝光台|小记者|记者站|广播电视台站|电视台站|抓拍曝光|"
     "曝光违章"},
	{"zh", "severity", "major/collective", 1, CSQ_NEGATION_KEEP,
     "集体投诉|集体维权|维权群|维权业主|群体投诉|联名|签字反对|联名签字|联名信|联名投诉|集体上访|集体起诉|集体退费|"
     "集体诉求|受害者群|组团投诉|共同投诉|上百人|上千人|上百名|上千名|数千名|数百家|几十户业主|几百户业主|"
     "数百户业主|几十个人|几百号人|全体业主|全体村民|全体住户|全体家长|全体员工|全体学生|广大业主 ... 强烈|"
     "广大出借人|广大投资人|广大储户|众多业主|许多业主 ... 投诉|大多数业主|绝大多数业主|业主代表|居民代表|村民代表|"
     "诉求代表|诉求书|联合签名|签名请愿|请愿|{number}多名老人|{number}名业主|{number}多名业主|{number}户业主|"
     "{number}多户业主|{number}名家长|{number}名员工|{number}多名员工|{number}多名受害|{number}多户居民|"
     "受害人 ..6 {number}人|上百户|上千户|众多受害|很多人都 ..6 被骗"},
	{"zh", "severity", "major/collective", 1, CSQ_NEGATION_HIDE,
     "人大代表 ..10 {people}|代表大会|代表会议|政协代表|一户都|每户都|一名业主|一名家长|一名员工|一户业主|一名老人|"
     "1名业主|一名受害|给全体业主|给全体居民|给全体住户|告知全体业主|公告全体业主|业主代表大会|业主大会|"
     "居民代表大会|村民代表大会|全体业主大会|全体业主的素质|所有业主的车位"},
	{"zh", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "盗刷|被盗刷|诈骗|被 ..4 骗了|被 ..6 骗走|被 ..6 骗光|不是我取的|不是我转的|不是我刷的|不是我操作|不是我买的|"
     "不是我办的|不是我签的|不是我本人签|不是本人签|用我的名字|用我名义|以我的名义|以我名义|用我 ..4 身份证|"
     "用我身份|私自转走|转走了我|转走我|擅自转走|偷偷转走|擅自划走|私自划走|代签了|代我签|替我签|模仿 ..4 签名|"
     "模仿我|钱不见了|钱没了|余额没了|钱不翼而飞|存款不见|存款没了|卡里的钱 ..4 没|卡里 ..8 少了|账户里 ..8 少了|"
     "瞒着我 ..6 办|瞒着我 ..6 开通|{amount} ..8 没了|{amount} ..8 不见了|冒充你们|冒充客服|冒充 ..6 客服|"
     "冒充 ..8 转账|骗我转账|骗我 ..4 钱|骗我{amount}|骗了我{amount}|骗走了|消费不是我的|不是我的消费|不是我消费|"
     "不是我的交易|被骗|受骗|上当受骗|上了当|骗取|骗走|骗钱|骗去|冒用|冒名|冒名贷款|资金被盗|钱被转走|被转走|"
     "伪造签名|伪造 ..6 签名|代签名|代签字|冒充 ..6 签|伪造|非法集资|集资诈骗|庞氏|飞单|挪用|职务侵占|侵占资金|"
     "私吞|内外勾结|跑路|卷款|携款|卷钱|p2p ... 兑付|停止兑付|未兑付|无法兑付|不兑付|爆雷|暴雷|套路贷|传销 ..6 骗|"
     "骗老人|骗 ..4 养老|不是本人操作|非本人操作|非本人交易|不是我本人操作|并非本人"},
	{"zh", "severity", "major/fraud", 1, CSQ_NEGATION_HIDE,
     "防诈骗|反诈骗|防骗|诈骗宣传|反诈|诈骗电话拦截|以防上当|以防受骗|上当地|上当代|街上当|路上当|晚上当|线上当|"
     "网上当|早上当|马上当|跑路线|跑路费|骗取好评|冒充大|挪用停车"},
	{"zh", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "我的电话告诉|我的号码给|我的信息给|我的资料给|身份证号 ..6 泄露|给了别人 ..4 我|信息 ..6 给了别人|"
     "电话 ..6 给了别人|把我的 ..8 告诉|把我 ..10 泄露|被 ..4 泄露|我的 ..6 泄露|卖了我的信息|我的信息卖|"
     "我的病历 ..6 给|泄露了我|泄露我|泄漏了我|信息 ..8 贴到|信息 ..8 发到网|信息 ..8 挂到|信息 ..8 公开在|"
     "信息泄露|信息泄漏|信息 ..4 泄露|信息 ..4 泄漏|泄露 ..4 信息|泄漏 ..4 信息|泄露 ..4 隐私|隐私泄露|"
     "隐私 ..4 泄露|倒卖 ..4 信息|贩卖 ..4 信息|个人信息被|信息被卖|爆通讯录|身份信息被盗|身份证被盗用|身份被盗|"
     "身份证 ..4 冒用|电话 ..6 告诉给"},
	{"zh", "severity", "major/vulnerable", 1, CSQ_NEGATION_KEEP,
     "残疾人|残疾老人|残疾证|身体残疾|孤寡老人|独居老人|低保户|低保对象|五保户|特困户|孕妇|怀孕|未成年人|未成年|"
     "癌症|癌|肺癌|重病|大病|白血病|尿毒症|瘫痪|轮椅|救命钱|养老钱|养老金被|治病钱|看病钱|棺材本|抚恤金|八十岁|"
     "八十多岁|七十多岁|七十岁|九十岁|九十多岁|六十多岁的|老年痴呆|盲人|聋哑|智障|精神病人|{number}多岁 ..2 老人|"
     "{number}岁 ..2 老人|{number}岁高龄|年近七旬|年近八旬|现年{number}岁|{number}岁的老|高龄老人|年迈|"
     "退休职工 ..4 养老|名老人"},
	{"zh", "severity", "major/vulnerable", 1, CSQ_NEGATION_HIDE,
     "残疾人通道|残疾人停车|残疾人车位|残疾人联合会|残疾人专用|无障碍残疾人|未成年人保护法|未成年人禁止|孕妇优先|"
     "敬老爱老|低保户名单|防癌|致癌|抗癌|癌变|系统 ..2 瘫痪|系统瘫痪|交通 ..2 瘫痪|网络瘫痪|瘫痪状态|全面瘫痪|"
     "轮椅通道|怀孕待产包|孕妇装|孕妇餐|大病医保|大病保险|重病险"},
	{"zh", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "多次投诉|多次 ..6 投诉|多次举报|多次 ..6 举报|多次反映|多次 ..6 反映|多次反应|多次 ... 反应|多次拨打|"
     "多次致电|多次 ..4 求助|多次信访|多次 ..4 被举报|多次找|反复投诉|反复举报|反复反映|屡次投诉|屡次举报|屡次反映|"
     "投诉多次|投诉了多次|投诉过多次|投诉很多次|投诉了很多次|投诉过很多次|投诉 ..4 很多次|投诉过几次|投诉过好几次|"
     "投诉几次|投诉好几次|投诉数次|投诉了三次|举报多次|举报过多次|举报很多次|反映多次|反映过多次|反映了多次|"
     "反映很多次|反映过很多次|反应多次|反应过很多次|反映 ..6 很多次|多次向|多次到 ... 反|无数的投诉|无数次投诉|"
     "第{number}次投诉|第{number}次举报|第{number}次反映|第二次投诉|第三次投诉|再次投诉|再次举报|再次反映|"
     "再次向 ... 举报|再次向 ... 反映|再次恳请|再问|继续投诉 ..4 问题|一而再再而三|投诉无果|投诉未果|反映无果|"
     "举报无果|投诉 ... 无果|多次 ... 无果|投诉没有结果|投诉 ..4 没有结果|投诉无门|维权无果|维权 ..6 碰壁|多次维权|"
     "问政 ... 石沉大海|投诉 ... 石沉大海|反映 ... 石沉大海|投诉 ..6 得不到解决|投诉 ... 一直 ..4 得不到解决|"
     "投诉 ..6 没解决|投诉 ..6 没有解决|投诉 ... 没人管|打过 ..4 热线|打了 ..4 次投诉|打过 ..6 投诉电话|每次都回复|"
     "每次 ..4 回复说|每次投诉|之前投诉过|以前投诉过|上次投诉|重复投诉|同标题投诉"},
	{"zh", "severity", "major/repeat", 1, CSQ_NEGATION_HIDE,
     "多次找零|多次找不到|多次找错|每次投诉都很快|每次投诉都及时|多次向左|多次向右"},
	{"zh", "severity", "major/deadline", 0.5, CSQ_NEGATION_KEEP,
     "三天内|三日内|24小时内|48小时内|今天之内|今天必须|明天之前|一周内|七天内|限你们|否则|不然我就|如果不|再不|"
     "要不然"},
	{"zh", "severity", "major/hazard", 1, CSQ_NEGATION_DROP,
     "井盖 ..4 裂|井盖 ..4 破|井盖 ..4 缺失|井盖 ..4 不见|井盖 ..4 松|井盖 ..4 塌|井盖 ..4 坏|没有井盖|无井盖|"
     "井盖丢失|电线裸露|电线外露|裸露 ..2 电线|电线 ..4 垂|电线乱搭|乱搭 ..2 电线|电线 ..6 脱落|高压线 ..6 垂|"
     "电线杆 ..6 倾斜|电线杆 ..6 倒|摇摇欲坠|随时 ..4 倒塌|随时 ..4 坍塌|随时 ..4 掉落|随时 ..4 垮塌|随时 ..4 塌|"
     "墙体 ..6 开裂|墙体 ..4 裂缝|楼体 ..4 裂|墙面 ..4 脱落|外墙 ..4 脱落|外墙砖 ..4 掉|瓷砖 ..4 掉落|护坡 ..4 塌|"
     "路面 ..2 塌陷|地面 ..2 塌陷|路基 ..2 塌|倒下来 ..4 砸|掉下来 ..4 砸|高空抛物|危房|危楼|漏电隐患|电梯 ..4 坠|"
     "电梯 ..6 急坠|电梯困人|毒 ..2 排放|死鱼"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_DROP,
     "跳楼|自杀|自残|轻生|想不开|寻短见|不想活|没法活|活不下去|活不了|想死|割腕|上吊|喝农药|服毒|同归于尽|杀人|"
     "杀了|砍人|砍伤|捅伤|刺伤|打死|弄死|打得半死|被打|被人打|打伤|打人了|动手打|殴打|暴打|保安打|围殴|拳打脚踢|"
     "持刀|持械|绑架|非法拘禁|人身威胁|威胁 ..6 生命|生命危险|威胁 ..4 人身安全|死亡威胁|威胁我|"
     "人身安全受到 ..4 威胁|进了医院|进医院了|住进医院|住进了医院|医院抢救|打了我|打我了|推了我|踢了我|扇了我|"
     "吃了 ..16 住院|喝了 ..16 住院|用了 ..16 住院|吃 ..12 吐了|吃了 ..12 不舒服|喝了 ..12 拉肚子|被 ..6 烫|"
     "被 ..4 电到|被 ..4 电了|电到了|眼睛 ..4 看不清|毁容|爆裂 ..6 脸|动手推|骂我 ..6 打|受伤|重伤|轻伤|伤亡|伤人|"
     "烫伤|烧伤|砸伤|摔伤|咬伤|撞伤|划伤|电伤|骨折|流血|昏迷|休克|窒息|晕倒|中毒|食物中毒|上吐下泻|拉肚子|腹泻|"
     "呕吐|触电|电击|漏电|爆炸|炸弹|自燃|起火|着火|火灾|失火|煤气泄漏|燃气泄漏|天然气泄漏|煤气中毒|死亡|身亡|致死|"
     "死了人|死人了|出人命|人命|猝死|溺水|坠楼|坠亡|致残|抢救|送医|急救|车祸 ..6 死|车祸 ..6 伤|房屋倒塌|房子倒塌|"
     "房屋坍塌|坍塌事故|坠落 ..4 受伤|成了危房"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_HIDE,
     "生活不了|干活不了|灵活不了|打死卖|饿死人|打死结|被打开|被打断|被打扰|被打击|被打造|被打折|被打乱|被打回|"
     "被打包|被打印|被打上|被打通|被打破|被打掉|被打压|年轻生命|年轻生|打死不|打死也|如果 ... 火灾|如果 ... 着火|"
     "如果 ... 起火|一旦 ... 火灾|一旦 ... 着火|一旦 ... 起火|万一 ... 火灾|万一 ... 着火|若 ... 火灾|"
     "发生火灾 ..4 后果|火灾隐患|火灾 ..2 隐患|火灾风险|火灾演练|火灾险|火灾报警|防火灾|容易 ..6 火灾|"
     "易发 ..2 火灾|易引发火灾|引发火灾|引起火灾|导致火灾|造成火灾|消防火灾|防止 ..4 火灾|预防 ..4 火灾|"
     "去年 ... 火灾|前年 ... 火灾|历年 ..6 火灾|平均发生火灾|发生火灾{number}|容易 ... 受伤|容易 ... 伤人|"
     "容易 ..6 摔伤|容易 ..6 触电|容易 ..6 中毒|如果 ... 受伤|如果 ... 爆炸|一旦 ... 爆炸|万一 ... 爆炸|"
     "万一 ... 受伤|担心 ... 砸|担心 ... 受伤|可能 ... 伤亡|可能 ... 爆炸|可能 ... 受伤|将会 ... 爆炸|易爆炸|"
     "爆炸性|爆炸式|信息爆炸|好吃到爆炸|爆炸头|爆炸好吃|人命关天|死亡证明|死亡赔偿|死亡率|脑死亡|因病死亡|死亡抚恤|"
     "去世后|重伤风|伤人心|伤人自尊|太伤人|急救车位|急救站|急救中心|急救包|急救箱|抢救性|送医保|送医院的路|杀人书|"
     "杀人游戏|爆炸险|爆炸保险|气死人了|笑死人了|热死人了|冷死人了|吓死人了|吵死人了|累死人了|烦死人了|挤死人了|"
     "急死人了|害死人了|辣死人了|中毒性|食物中毒预防|触电隐患|自燃险|呕吐袋|呕吐物|威胁我们的|想不开门|起火车|"
     "着火箭|死亡交叉|病毒|拉肚子药"},
	{"zh", "severity", "urgent/public_order", 1, CSQ_NEGATION_DROP,
     "拉横幅|拉起横幅|堵门|堵大门|静坐|聚众闹事|聚众|挤兑|闹事|砸店|打砸|砸你们|游行|围堵|堵塞交通 ..6 抗议|誓死"},
	{"zh", "severity", "urgent/public_order", 1, CSQ_NEGATION_HIDE,
     "道路围堵|出入 ..4 围堵|围堵起来|通道 ..4 围堵|用 ..4 围堵|聚众赌博|聚众打牌|聚众喝酒|聚众吃|聚众聊|堵门口|"
     "堵路口|聚众吵|堵大门口"},
	{"zh", "severity", "urgent/ongoing_loss", 1, CSQ_NEGATION_KEEP,
     "还在继续扣|正在被转走|一直在扣|还在扣|不停扣款|钱正在|马上冻结|立即冻结|紧急冻结|紧急挂失|快点冻结|正在被盗"},
	{"zh", "severity", "major/regulator", 1, CSQ_NEGATION_KEEP,
     "不投诉 ... 就|不投诉 ... 不解决|不投诉 ... 不处理|不举报 ... 就"},
	{"zh", "severity", "major/deadline", 1, CSQ_NEGATION_DROP,
     "限 ..4 {number}天内|限 ..4 {number}日内|限 ..4 {number}小时内|限 ..4 {number}个工作日内|"
     "限 ..4 {number}天之内|限 ..4 {number}日之内|最后通牒|最后期限|最后一次 ..2 通知|后果自负|"
     "逾期 ..8 将 ..8 起诉"},
	{"zh", "severity", "major/deadline", 0.5, CSQ_NEGATION_KEEP,
     "{number}天内|{number}日内|{number}小时内|{number}个工作日内|{number}天之内|{number}日之内|要么|若不|到时候"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_DROP,
     "被 ..4 打了|被 ..4 打伤|被 ..4 打成|被 ..4 打得|被 ..6 殴打|被 ..4 打死|被 ..4 打哭|被 ..4 打骂|被 ..4 揍|"
     "被 ..4 踢|被 ..4 掐|被 ..4 扇|扇 ..4 耳光|打 ..4 耳光|被 ..4 捅|被 ..4 猥亵|猥亵|性侵|性骚扰|强奸|体罚|虐待|"
     "家暴|校园欺凌|霸凌|被 ..4 欺凌|欺凌 ..4 学生|欺凌 ..4 孩子|打人|打我|打孩子|打学生|打老人"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_HIDE,
     "被 ..4 打了电话|被 ..4 打了折|被 ..4 打了个|被 ..4 打了招呼|被 ..4 打了孔|被 ..4 打了洞|被 ..4 打了水漂|"
     "被 ..4 打了差评|被 ..4 打的电话|被 ..4 打的去|被 ..4 打的车|被 ..4 打得很好|被 ..4 踢皮球|被 ..4 踢来踢去|"
     "被 ..4 踢出|被 ..4 踢给|打我电话|打我手机|打我的|打我们电话|打我们的|打我卡|打我账|打我帐|打人家|打人工|"
     "打我家|扇门|扇窗|强奸式|想打人|我家暴征|家暴征"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_DROP,
     "自焚|电梯坠落|电梯 ..2 坠落|大出血|死给你们看|要炸掉|要炸你们|被 ..4 撞死|被 ..4 砸死|被 ..4 烧死|"
     "被 ..4 打残|被 ..4 打晕|被 ..4 打昏|死给你看|炸了你们|炸死|摔断|断了腿|断了胳膊|断了手|楼塌了|塌楼|房子塌了|"
     "房顶塌了|割伤|电死|淹死|噎死|捅死|打进医院|送进医院|送去医院|进了icu|病危|甲醛 ..6 白血病|甲醛中毒|"
     "一氧化碳中毒|燃气 ..4 漏气|煤气 ..4 漏气|天然气 ..4 漏气|液化气 ..4 漏气|闻到 ..4 煤气|闻到 ..4 燃气|"
     "燃气爆炸|煤气爆炸|差点 ..4 没命|差点 ..4 出人命|恐吓我|威胁恐吓|扬言 ..6 杀|扬言 ..6 打"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_HIDE,
     "病危害|荷包大出血|钱包大出血|荷包 ..2 大出血|跳楼价|跳楼 ..2 甩卖|跳楼促销|自杀式|流血 ..2 甩卖|流血价|"
     "放血价|打骨折|骨折价|中毒太深|中毒颇深|电脑 ..2 中毒|手机 ..2 中毒|系统 ..2 中毒|软件 ..2 中毒|内存 ..4 爆炸|"
     "量 ..2 爆炸|颜值 ..2 爆炸|心态 ..2 爆炸|脾气 ..2 爆炸|好看到爆炸|爆炸盐|爆炸糖|爆炸鸡|爆炸螺丝|自然死亡|"
     "想死你|想死我|想死了你|秒杀了|抹杀了|扼杀了|封杀了|绝杀了|查杀了|宰杀了|现杀了|杀了价|杀了毒|被打脸|被打动|"
     "被打车|被打水漂|被打入|被打分|被打捞|被打赏|被打烊|被打标|被打出|被打款|被打码|被打磨|被打湿|被打翻|被打碎|"
     "被打理|被打发|被打假|被打扫|被打给|被打飞|被打错|被打成共|被打了五折|打死 ..4 蚊|打死 ..4 蟑螂|打死 ..4 苍蝇|"
     "受伤 ..2 怎么 ..2 报销|受伤 ..4 理赔|火灾保险|火灾财产|送去医院的路"},
	{"zh", "severity", "major/hazard", 1, CSQ_NEGATION_DROP,
     "吃出 ..6 钢丝|吃出来 ..8 钢丝|吃到 ..4 钢丝|里 ..4 有钢丝|里 ..4 有铁丝|里 ..4 有玻璃|里有刀片|里有玻璃渣|"
     "里有碎玻璃|吃到 ..4 玻璃渣|里有针头|里有铁钉|刹车失灵|刹车 ..4 失灵|刹车 ..4 失效|电池 ..4 鼓包|"
     "吃出 ..4 玻璃|吃出 ..4 刀片|吃出 ..4 钉|吃出 ..4 铁丝|吃出 ..4 金属|吃到 ..4 玻璃|吃到 ..4 刀片|"
     "插座 ..4 冒烟|电器 ..4 冒烟|充电 ..6 冒烟|手机 ..4 冒烟|电池 ..4 冒烟|有人掉下去|安全气囊 ..4 没|"
     "气囊 ..4 未弹"},
	{"zh", "severity", "major/police", 1, CSQ_NEGATION_DROP, "恐吓|暴力催收|暴力威胁|软暴力|泼油漆|泼漆|堵锁眼"},
	{"zh", "severity", "major/police", 1, CSQ_NEGATION_HIDE, "恐吓游戏"},
	{"zh", "severity", "major/legal", 1, CSQ_NEGATION_HIDE,
     "起诉离婚|起诉 ..6 需要 ..8 吗|起诉流程|诉讼费 ..4 多少|仲裁 ..4 流程|仲裁条款|起诉书模板|起诉书在哪|"
     "起诉书怎么|起诉状在哪|起诉状怎么"},
	{"zh", "severity", "major/media", 1, CSQ_NEGATION_DROP,
     "发到抖音|发到微博|发到小红书|发到朋友圈|传到网上|挂到网上|挂网上|发在网上|公之于众|媒体见"},
	{"zh", "severity", "major/media", 1, CSQ_NEGATION_HIDE,
     "电视台在哪|电视台附近|电视台旁|电视台对面|电视台门口|电视台路"},
	{"zh", "severity", "major/data_leak", 1, CSQ_NEGATION_HIDE,
     "会不会泄露 ..4 信息|会不会 ..4 泄露|是否会泄露 ..4 信息|是否 ..4 泄露|怕 ..4 信息泄露"},
	{"zh", "severity", "major/vulnerable", 1, CSQ_NEGATION_KEEP,
     "老人 ..12 摔|老人家 ..12 摔|奶奶 ..12 摔|爷爷 ..12 摔|孩子 ..12 摔|小孩 ..12 摔|老人 ..12 滑倒|"
     "奶奶 ..12 滑倒|爷爷 ..12 滑倒|老人 ..12 跌倒|老人 ..4 摔|老人 ..4 跌倒|老太太 ..4 摔|老人家 ..4 摔|"
     "老爷爷 ..4 摔|奶奶 ..4 摔|爷爷 ..4 摔|孩子 ..4 摔|小孩 ..4 摔"},
	{"zh", "severity", "major/vulnerable", 1, CSQ_NEGATION_HIDE,
     "老人 ..12 摔跤机|孩子 ..12 摔坏|小孩 ..12 摔坏|孕妇 ..4 可以|孕妇 ..4 能|残疾人 ..4 优惠|残疾人 ..6 可以|"
     "残疾人 ..4 怎么|残疾人有 ..4 吗|未成年人 ..4 可以|未成年 ..4 能|未成年人 ..4 怎么|怀孕 ..4 可以|怀孕 ..4 能|"
     "癌症 ..6 能|癌症险|重病 ..4 险|{number}多岁 ..2 老人 ..4 可以|残疾证 ..2 怎么办|残疾证怎么|办理 ..2 残疾证|"
     "残疾证在哪|残疾证 ..4 流程|残疾证 ..4 年审"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "been trying to resolve|been trying to fix|been trying to get this|been trying to get my|"
     "been trying to remove|trying to resolve this|trying to resolve these|tried to resolve|tried to dispute|"
     "tried disputing|attempted to resolve|been fighting|fighting this|been battling|gone back and forth|"
     "been dealing with ... months|been dealing with ... years|happening again|keeps happening|reinserted|"
     "re-inserted|back on my credit|back on my report|back on there|put back on my|results of your investigation|"
     "results of the investigation & dispute|disagree with the results|arrived at this conclusion|"
     "came back as verified|came back verified|comes back verified|come back verified|several requests|"
     "several calls|several phone calls|multiple phone calls|many phone calls|numerous phone calls|several emails|"
     "multiple emails|numerous emails|numerous requests|numerous letters|numerous disputes|many disputes|"
     "many calls|countless disputes|different occasions|second letter|2nd letter|second complaint|third complaint|"
     "3rd request|last complaint|initial dispute|follow-up complaint|already disputed|disputed already|"
     "calling every day|calling every week|requesting again|call them again|called them again|wrote them again|"
     "months to resolve|years to resolve"},
	{"en", "severity", "major/repeat", 0.5, CSQ_NEGATION_KEEP,
     "going back and forth|back and forth with|for months|several months|to this day|yet to receive|still have not|"
     "still has not|still haven't|still hasn't|continues to report|continue to report|continued to report|"
     "keeps reporting|keep reporting|still reporting|still showing|still on my|still appears|called again|no luck|"
     "get anywhere|over a year|almost a year|more than a year|keep telling me|keeps telling me|keep saying|"
     "keeps saying|each time they|verified as accurate|for the past {number} months|over the past {number} months|"
     "last {number} months|over {number} months|still not corrected"},
	{"en", "severity", "major/legal", 1, CSQ_NEGATION_DROP,
     "legal complaint|legal steps|legal recourse|taking legal|take legal|seek legal|pursue legal|law suit|lawyers|"
     "my attorney 's|court case|take me to court|taken to court|threatened to sue|sued my|sued us|sued mi|we sued|"
     "i sued"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "identification was stolen|social security card was stolen|stole from me|stole our|stole the money|"
     "was stolen from me|without my authorization ... charged|charged without|never authorized ... charge|"
     "did not authorize this transaction|not authorize the transaction|not authorize this charge|"
     "unauthorized payment|unauthorized payments|wasn't me|was not me|it was not me|not made by me|"
     "didn't make this|money disappeared|money is missing|money has disappeared|money is gone|money vanished|"
     "emptied ..4 account|account ..6 emptied|signed my name|signed ..4 in my name|signed for me|forged my|"
     "moved my money|transferred ..4 without asking|without asking me & account|took money from my account|"
     "taken from my account without|withdrew ..8 without my|loan in my name|card in my name|account in my name|"
     "pretending to be|pretended to be|tricked ..8 out of|conned|vanished from my account|charges ..8 not mine|"
     "charges ..8 aren't mine|not my charges|not my transaction|not my transactions|not my purchase|con artist|"
     "con artists|someone used|someone else used|someone opened|someone else opened|impersonating|falsified"},
	{"en", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "social security number had been compromised|number was compromised|number has been compromised|"
     "discussed my personal|shared my personal|shared my information|released my information|released my personal|"
     "exposing our personal|exposed my personal|disclosed my debt|disclosed to my"},
	{"en", "severity", "major/regulator", 1, CSQ_NEGATION_DROP,
     "previous cfpb|cfpb complaint #|filed a cfpb complaint|filed a complaint with the cfpb|"
     "file a complaint with the cfpb|complaint with the cfpb|report ... to the cfpb|contact the cfpb|"
     "contacting the cfpb|go to the cfpb|cfpb and|through the cfpb again|escalate ... cfpb|ombudsman|"
     "attorney general|attorney generals|better business bureau|bbb|federal trade commission|ftc report|"
     "ftc complaint|ftc identity theft report|ftc id theft report|ftc|contact the occ|occ complaint|"
     "complaint ... occ|fdic complaint|dot complaint|department of transportation|state regulator|regulators|"
     "senator|congressman|congresswoman|consumer protection agency|banking commissioner|insurance commissioner"},
	{"en", "severity", "major/regulator", 1, CSQ_NEGATION_HIDE,
     "the ftc ruled|ftc ruled that|ftc regulations|ftc act|ftc rule|bbb rating|attorney general settlement"},
	{"en", "severity", "major/legal", 1, CSQ_NEGATION_DROP,
     "lawsuit|my attorney|my attorneys|an attorney|attorneys and i|hire an attorney|hired an attorney|sue you|"
     "sue them|suing|i will sue|will sue|to sue|sued me|being sued|was sued|take you to court|take them to court|"
     "taking you to court|taking them to court|go to court|see you in court|legal action|legal actions|"
     "legal proceedings|small claims|class action|litigation|litigate|court order|my solicitor|arbitration|"
     "judgment was|judgement was|summons|served with|filed suit|file suit|legal counsel|seek damages"},
	{"en", "severity", "major/legal", 1, CSQ_NEGATION_HIDE,
     "legal action of any|right to sue letter|arbitration clause|lawsuit settlement list|no legal action was|"
     "threat of legal action by"},
	{"en", "severity", "major/police", 1, CSQ_NEGATION_DROP,
     "police report|police reports|police department|police dept|call the police|called the police|"
     "calling the police|contact the police|contacted the police|contacting the police|contact ... police|"
     "go to the police|went to the police|local police|report ... to the police|filed a police|law enforcement|"
     "detective|pressing charges|press charges"},
	{"en", "severity", "major/media", 1, CSQ_NEGATION_DROP,
     "going viral|go viral|journalist|reporter|tv station|local news|news station|expose you|exposing you|"
     "going to the media|go to the media|contact the media|contacting the media|call the media|tell the media|"
     "alert the media|to the press|channel {number} news|on social media|post ... on facebook|post ... on twitter|"
     "post ... on youtube|post this everywhere"},
	{"en", "severity", "major/media", 1, CSQ_NEGATION_HIDE,
     "log in with facebook|sign in with facebook|daily reporter|court reporter|consumer reporter|social media team|"
     "credit reporter|the reporter of"},
	{"en", "severity", "major/collective", 1, CSQ_NEGATION_KEEP,
     "hundreds of people|hundreds of customers|thousands of customers|thousands of people|hundreds of us|"
     "hundred of us|dozens of us|all of us have|many of us have|other people have the same|"
     "other customers have the same|{number} others have the same|forty others|others have the same|group of us|"
     "petition|other victims|many victims|many other victims|dozens of customers|hundreds of passengers|"
     "class of customers|all of the customers"},
	{"en", "severity", "major/collective", 1, CSQ_NEGATION_HIDE,
     "bankruptcy petition|petition date|petition in bankruptcy|chapter {number} petition"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "fraud|frauds|frauded|defrauded|fraudulent|fraudulently|fraudster|identity theft|identify theft|id theft|"
     "i.d theft|identity thief|victim of ... theft|stolen card|stolen cards|stolen check|stolen checks|"
     "someone used my card|someone stole|forged|forgery|forged signature|scammed|scam|scammer|scammers|"
     "unauthorized transaction|unauthorized transactions|unauthorized charge|unauthorized charges|"
     "unauthorized withdrawal|unauthorized withdrawals|unauthorized debit|unauthorized ..4 debit|"
     "unauthorized accounts|embezzled|stole my money|stole money|ponzi|took over my account|account takeover|"
     "used my identity|used my social|used my information|used my personal information|use my personal information|"
     "use my identification|using my identity|working under my social|in my name without|under my name without|"
     "accounts in my name|account under my name|took out a loan in my name"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_HIDE,
     "fraud department|fraud dept|fraud division|fraud team|fraud alert|fraud alerts|fraud unit|fraud prevention|"
     "fraud protection|fraud detection|fraud line|fraud specialist|fraudulent conduct act|"
     "unauthorized transactions act|unauthorized transactions in my consumer report|suspected fraud on your part|"
     "scam likely|no fraud"},
	{"en", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "data breach|data breaches|leaked my|personal data leaked|sold my information|stolen identity|"
     "identity was stolen|identity compromised|information was stolen|information was compromised|"
     "information is compromised|credit file has been compromised|account was compromised|exposed my information|"
     "privacy violation|hacked|security breach|breach ... personal information|another consumer's|"
     "another customer's information|another consumers|someone else's information|disclosed my information"},
	{"en", "severity", "major/vulnerable", 1, CSQ_NEGATION_KEEP,
     "disabled|disability|elderly|senior citizen|pregnant|terminally ill|cancer|dementia|alzheimer's|blind|deaf|"
     "veteran|wheelchair bound|{number} year old mother|{number} year old father|life savings|homeless|depressed|"
     "mentally ill|hospice|special needs"},
	{"en", "severity", "major/vulnerable", 1, CSQ_NEGATION_HIDE,
     "fell on deaf ears|fall on deaf ears|falls on deaf ears|falling on deaf ears|on deaf ears|deaf ear|blind eye|"
     "blind spot|blindly|disabled my account|disabled my card|account was disabled|account is disabled|"
     "disabled my access|account disabled|card was disabled|wheelchair assistance|years old debt|years old and|"
     "account is ..4 years old|debt is ..4 years old|disabled the|is disabled on"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "several complaints|multiple complaints|complained before|again and again|numerous attempts|numerous calls|"
     "several attempts|many attempts|countless calls|countless emails|time and time again|repeatedly asked|"
     "repeatedly requested|repeatedly disputed|repeated requests|repeated attempts|multiple written requests|"
     "multiple requests|multiple letters|several letters|many letters|multiple disputes|several disputes|"
     "three disputes|my xxxx endeavor|my xxxx request|another request to|second request|third request|"
     "third dispute|2nd dispute|second dispute|disputed ... before|kept disputing|previous complaint|"
     "prior complaint|previous complaints|another complaint|yet again|to no avail|{number} times with no|"
     "times with no response|for over a year ... dispute|for the past year ... disput|this {number} times|"
     "{number} times ... complained|complained more than {number}|more than {number} times|each time i dispute|"
     "every time i dispute|inform again|called them {number} times|filing disputes ... months|"
     "disputed this ... times|have disputed it ... times"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "{often} & asked|{often} & called|{often} & complained|{often} & complaint|{often} & contacted|"
     "{often} & correct|{often} & dispute|{often} & disputed|{often} & disputes|{often} & disputing|"
     "{often} & emailed|{often} & letter|{often} & letters|{often} & reported|{often} & request|"
     "{often} & requested|{often} & resolve|{often} & attempted|{often} & written|{often} & told|"
     "{often} & reach out|{often} & reached out|{often} & communicated|{often} & talked|{often} & spoken|"
     "{often} & tried|{often} & sent|{often} & sending|{often} & informed|{often} & advised|{often} & explained|"
     "{often} & notified|{often} & aware|numerous contacts|numerous prior|filed numerous|continually told"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_HIDE,
     "keep getting busy|number of times a|called again tomorrow|stated several times|stated multiple times|"
     "told me several times|told me multiple times|attempts to contact me|attempts to collect|not my last resort|"
     "all inclusive resort|received {number} phone calls|received {number} calls|received xxxx calls|"
     "get {number} calls|so many emails|{number} letters of the|transferred multiple times|"
     "transferred several times|transferred me several times|multiple times a day|several times a day|times a day|"
     "many times a day|times a week|sold numerous times|sold off numerous times|call me several times|"
     "called me multiple times|calls me several times|rescheduled several times|delayed multiple times|"
     "many times over|for the third time this"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "2nd attempt|second attempt|third attempt|3rd attempt|fourth attempt|xxxx attempts|number of attempts|"
     "attempts to contact|number of times|number of occasions|several occasions|previously filed a complaint|"
     "previously complained|previous dispute|previous disputes|previous letter|previous letters|prior dispute|"
     "prior disputes|again requesting|asking again|disputed again|dispute again|disputing again|"
     "disputed this again|disputed it again|requested again|once again disput|keep getting the run around|"
     "getting the runaround|getting the run around|i have been asking|been asking for ... months|"
     "for months ... dispute|for years ... dispute|for years ... correct|been trying ... months|"
     "been trying ... years|ongoing issue for|this is the third|this is the second|this is my second|"
     "this is my third|{number} letters|letters have gone|three times & requested|three times & dispute|"
     "have tried on|tried numerous|tried multiple|tried several|tried countless|tried repeatedly|every attempt|"
     "despite multiple|despite numerous|despite repeated|despite several|my many|countless hours"},
	{"en", "severity", "major/regulator", 1, CSQ_NEGATION_DROP,
     "cfpb response|response to the cfpb|responded to the cfpb|cfpb case|by the cfpb that|appeals to ... cfpb|"
     "first cfpb|last cfpb|second cfpb|another cfpb|cfpb complaints"},
	{"en", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "identity ..4 stolen|identity had been stolen|data ... compromised|information ..4 compromised|"
     "information ..4 stolen"},
	{"en", "severity", "major/deadline", 0.5, CSQ_NEGATION_KEEP,
     "within 24 hours|within 48 hours|by tomorrow|by the end of the week|within three days|within 3 days|"
     "final notice|last chance|or else|otherwise i will|immediately or|final warning"},
	{"en", "severity", "urgent/safety", 1, CSQ_NEGATION_DROP,
     "suicide|suicidal|kill myself|killing myself|end my life|take my own life|want to die|injured|injuries|injury|"
     "bleeding|hospitalized|emergency room|ambulance|assaulted|attacked me|beat me|physically threatened|"
     "threatened my life|death threat|death threats|threatened to kill|threatened to hurt|caught fire|on fire|"
     "explosion|exploded|exploding|bomb|explosive|electric shock|electrocuted|gas leak|carbon monoxide|"
     "food poisoning|poisoned|allergic reaction|anaphylactic|life threatening|passed out|unconscious|broken bone|"
     "broke my leg|broke my arm"},
	{"en", "severity", "urgent/safety", 1, CSQ_NEGATION_HIDE,
     "hospitalized in|hospitalized and|fell down on the job|sales fell down|kicked me off|kicked me out|"
     "threw up their|cut my losses|cut my flight|cut my card|cut my rate|cut my trip|cut my credit|cut my hours|"
     "cut my connection|ambulance cost|ambulance costs|cover ambulance|cover injury|cover injuries|covers injury|"
     "punched in the|punched my ticket|started smoking area|injury cover|injury insurance|a stroke of|"
     "pushed my flight|pushed my trip|pushed my departure|crushed my bag|crushed my luggage|pushed my connection|"
     "trapped in an airport|trapped in the airport|pushed my reservation|pushed my hold|trapped in airport|"
     "crushed my dreams|insult to injury|injury lawyer|injury attorney|personal injury settlement|fleet is on fire|"
     "you are on fire|is on fire today|bath bomb|photo bomb|photobomb|the bomb|explosive growth|hospitalized bills|"
     "bleeding money|bleeding cash|emergency room bill|emergency room bills|ambulance bill|ambulance bills|"
     "food poisoning insurance"},
	{"en", "severity", "urgent/public_order", 1, CSQ_NEGATION_DROP,
     "protest outside|picket line|riot|bank run|storm the office"},
	{"en", "severity", "urgent/ongoing_loss", 1, CSQ_NEGATION_KEEP,
     "being emptied right now|being drained right now|taking my money right now|is being emptied|is being drained|"
     "still being charged|keeps taking money|keep taking money|freeze my account now|block my card now|"
     "right now someone|transferring my money|foreclosure sale scheduled|foreclosure sale date|sale date is|"
     "auction ... my home|foreclosure auction"},
	{"en", "severity", "urgent/safety", 1, CSQ_NEGATION_DROP,
     "had a heart attack|having a heart attack|suffered a heart attack|suffered a stroke|had a stroke|died because|"
     "died from|died after|died on board|nearly died|almost died|could have died|could have been killed|"
     "almost killed|nearly killed|broken leg|broken arm|broken hip|broken wrist|broken ankle|broken ribs|fractured|"
     "concussion|burned my hand|burned my face|burned my skin|burned my leg|burned his|burned her|was badly burned|"
     "son was burned|daughter was burned|child was burned|got burned by the|severe burns|degree burns|has a gun|"
     "had a gun|pulled a gun|at gunpoint|going to pass out|worst pain|oxygen masks dropped|pressurization failure|"
     "eardrum|slipped and fell|tripped and fell|fell in your|fell at your|fell down|burned my daughter|"
     "burned my son|burned my child|burned my baby|burned our|got sick after|became sick after|got ill after|"
     "ill after eating|sick after eating|sick from your|made me sick|made us sick|threw up after|"
     "can't go on living|cannot go on living|don't want to live|do not want to live|no reason to live|end it all|"
     "he hit me|she hit me|they hit me|guard hit me|agent hit me|courier hit me|driver hit me|employee hit me|"
     "man hit me|kicked me|slapped me|punched|spat on me|grabbed me by|electric shocks|gave me a shock|"
     "gave ..6 electric|smoke coming from|started smoking|caught on fire|burst into flames|went up in flames|"
     "chipped my tooth|broke my tooth|cut my|hospital after|hit his head|hit her head|hit my head|pushed my|"
     "finger was crushed|crushed in|crushed my|trapped in|killed my dog|killed my cat|killed my pet|"
     "stuck in the lift|stuck in the elevator|stabbed|choked on|choking on|sexually harassed|sexual harassment|"
     "sexually assaulted|sexual assault|groped|raped|molested|punched me|punched in the face|hit me in|"
     "pushed me down|shoved me|threatened my family|threatened to shoot|threatened with a|physically attacked|"
     "physically assaulted|dragged off|smoke filled|filled with smoke|smoke in the cabin|engine failure"},
	{"en", "severity", "urgent/safety", 1, CSQ_NEGATION_HIDE,
     "ambulance chaser|ambulance chasers|suicide door|suicide doors|suicide squad|injury time|injury list|"
     "injury claim form|head exploded|mind exploded|exploded with|exploded in popularity|exploded on social|"
     "bomb.com|da bomb|photo bombed|glitter bomb|seed bomb|riot games|laugh riot|on fire sale|sale is on fire|"
     "almost killed me laughing|broken arm rest|broken leg rest|broken armrest"},
	{"en", "severity", "urgent/public_order", 1, CSQ_NEGATION_HIDE,
     "riot games|laugh riot|a riot of|reading the riot act|the riot act"},
	{"en", "severity", "major/police", 1, CSQ_NEGATION_DROP,
     "threatened me|threatening me|threatening my|threatens me|stalking me|trespassing|vandalized|mugged"},
	{"en", "severity", "major/police", 1, CSQ_NEGATION_HIDE,
     "how do i file a police|how to file a police|where do i file a police|police report number field|"
     "police report form"},
	{"en", "severity", "major/regulator", 1, CSQ_NEGATION_HIDE,
     "what does the ombudsman|who is the ombudsman|what is the ombudsman|attorney general website|"
     "attorney general's website"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "card was stolen|cards were stolen|wallet was stolen|purse was stolen|phone was stolen|was stolen and used|"
     "stole my card|stole my wallet|stole my phone|stole my bag|stolen from my bag|stolen from my luggage|"
     "stolen out of my"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_HIDE,
     "thought it was a scam|thought this was a scam|thinking it was a scam|assumed it was a scam|"
     "looked like a scam|believed it was a scam|thought they were a scam|email in a fraudulent account|"
     "fax, mail or email|protect myself from fraud|protect against fraud|protected against fraud|"
     "protect me from fraud|prevent fraud|fraud protected|avoid fraud|report fraud ..4 how|"
     "card in my name ..4 please|account in my name ..4 please|identity theft protection|identity theft plan|"
     "identity theft insurance|identity theft coverage|identity theft monitoring"},
	{"en", "severity", "major/vulnerable", 1, CSQ_NEGATION_HIDE,
     "can pregnant|pregnant women|are you pregnant|while pregnant can|can disabled|do disabled|for disabled|"
     "discount for|senior citizen discount|senior discount|pregnant pause|pregnant with ideas|"
     "elderly care brochure|cancer research|cancer charity|blind date|blind test|color blind|colour blind|"
     "double blind|blind copy|blind copied|window blind|blind carbon|veteran agent|veteran employee|"
     "veteran traveler|veteran traveller"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "another certified letter|sent out another|another letter|another dispute|sent another letter|"
     "sent another dispute|sent another certified|sent another request|sent another email|i called {number} times|"
     "i have called {number} times|i've called {number} times|have now called {number} times|i have called several|"
     "i have called multiple|i've called multiple|i've called several|refused {number} times|asked {number} times|"
     "emailed {number} times|wrote {number} times|letters are being ignored|letters have been ignored|"
     "letters were ignored|disputes are being ignored|disputes have been ignored|disputes were ignored|"
     "ignored my disputes|ignored my letters|ignored my emails|ignored my calls|ignored my requests|"
     "ignoring my disputes|ignoring my letters|ignoring my requests|ignoring my emails|ignoring my calls|"
     "ignored of my disputes|been trying to solve|trying to solve this for|trying to solve this since|"
     "refused multiple times|denied multiple times|no one has responded to any|none of my letters|"
     "none of my disputes|none of my emails|none of my calls|all my letters|all of my letters|all my disputes|"
     "all of my disputes|all my attempts|all of my attempts|every time i call|every time i write|each time i call|"
     "each time i write|each time i contact|every time i contact|called back several|emailed several|"
     "emailed multiple|emailed numerous|wrote several|written several|keep calling them|kept calling them|"
     "keep asking them|kept asking them|asked them again|asked again"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_HIDE,
     "another letter from|another letter stating|another letter saying|they called {number} times|"
     "they called several|they called multiple|called me {number} times|called us {number} times"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "unauthorized use of my|unauthorised use of my|use of my social security|fraud victim|victim of fraud|"
     "never opened these accounts|never opened this account|never opened that account|did not open this account|"
     "did not open these accounts|did not open the accounts|did not open the account|didn't open this account|"
     "didn't open these accounts|accounts i did not open|account i did not open|accounts i never opened|"
     "account i never opened|opened without my knowledge|opened without my consent|opened without my permission|"
     "person or company without my authorization|phished|counterfeit check|counterfeit checks|impersonated|"
     "imposter|impostor|wire fraud|check washing|sim swap|skimmed|skimming device|cloned my card|card was cloned"},
	{"en", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "sharing my personal|sharing my information|sharing my private|released my name|released my private|"
     "copies of my private|gave out my personal|gave my personal information|gave my information to|sold my data|"
     "sold my personal|personal information online|mailed my information|sent my information to someone|"
     "sent my statement to someone|showed me someone else|other people's information|somebody else's information|"
     "another person's information|another person's account"},
	{"en", "severity", "major/legal", 1, CSQ_NEGATION_DROP,
     "legally prosecuted|prosecuted|taking this to court|settle this in court|court date"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "requests have been ignored|requests were ignored|requests are being ignored|emails have been ignored|"
     "calls have been ignored|continue to ignore|continues to ignore|continued to ignore|keep ignoring|"
     "keeps ignoring|previously requested|several request"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "did not apply for|didn't apply for|never applied for|do not recognize this charge|"
     "don't recognize this charge"},
	{"en", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "disclosed the debt|disclosed ..6 collecting a debt|disclosed that i|told my employer|told my family about|"
     "told my neighbor|told my neighbour"},
	{"en", "severity", "major/deadline", 1, CSQ_NEGATION_DROP,
     "final demand|demand letter|legal notice|notice of intent to sue"},
	{"en", "severity", "major/deadline", 1, CSQ_NEGATION_HIDE,
     "pre-legal notice|legal notice on|legal notices page|received a formal demand|received a final demand|"
     "received a legal notice"},
	{"zh", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "{often} ... {complain}|{complain} ..2 {often}|{number}次 ..6 {complain}|{complain} ..4 {number}次|"
     "{complain}了 ..2 {number}年|都有投诉|不断投诉|不停投诉|持续投诉|一直投诉|一直在投诉|一直在反映|一直反映|"
     "投诉不断|长期投诉|每天投诉|频繁投诉|投诉多年|反映多年|再次请求|再次呼吁|再次留言|再次发帖|再次来信|再次写信|"
     "再次要求|再次强烈|再次追问|二次投诉|三次投诉|再投诉|又投诉|又来投诉|上次 ..6 回复|之前 ..4 留言|"
     "之前 ..6 发帖|前期发帖|曾发帖|曾 ..4 留言|此前 ..6 投诉|此前 ..6 反映|投诉过 ... 依旧|回复 ..8 不满意|"
     "不满意 ..4 回复|答非所问|石沉大海|多次联系|数次联系|屡次联系|多次与 ..8 联系|多次催促 ..6 退|多次打 ..8 热线|"
     "打了{number}多个 ..4 热线|打了几百个 ..4 热线|求助无门|申诉无门|告状无门|上告无门|申冤|伸冤|"
     "每次 ..2 被 ..2 举报|被举报 ..12 又|举报一次 ..8 又|催过多次|催过很多次|催过好几次|根据 ..14 的回复|"
     "回复 ..4 失实|回复 ..4 不实|回复 ..4 不属实|回复 ..4 与事实不符|回复 ..4 敷衍|回复 ..4 不认可|"
     "不认可 ..4 回复|你们的回复|收到的回复|给出的回复|避重就轻|{often} ..4 上报|{often} ..4 找 ..6 物业|"
     "{often} ..4 找 ..6 开发商|{often} ..4 找 ..6 公司|{often} ..4 找 ..6 领导|{often} ..4 找 ..6 社区|"
     "{often} ..4 找 ..6 街道|{often} ..4 找 ..6 部门|{often} ..4 找 ..6 学校|{often} ..4 找 ..6 老板|"
     "{often} ..4 找 ..6 单位|说了很多次|说过很多次|说过多次|提过多次|提了很多次|问过多次|问了很多次|去了多次|"
     "去过多次|去了很多次|申请多次|申请了多次|上报多次|上报过多次|不了了之|屡教不改|依然我行我素|仍然我行我素|"
     "依旧我行我素|仍我行我素|前期反映|之前向 ..12 反映|之前向 ..12 投诉|之前向 ..12 请求|之前打过|之前投诉|"
     "之前 ..4 举报|前期投诉|之前反映|之前反应|之前 ..4 反映|上次反映|上次反应|上次 ..4 反映|"
     "上次 ..4 {complain} ..16 没有|此前反映|多次问政|{number}次 ..6 问政|{often} ..12 {complain}|多次催促 & 退|"
     "多次催促 & 款|几次向|无果|一直找 ..8 反映|一直向 ..8 反映|一直跟 ..8 反映|维权 ..6 没用|维权 ..6 没有用|"
     "维权{number}|维权近|长期得不到解决|一直得不到解决|始终得不到解决|都未能得到解决|都得不到解决|始终没有解决|"
     "一直未解决|一直没有得到解决|一直没有解决|仍没有得到解决|仍未得到解决|仍没有解决|两次没回复|"
     "打 ..4 {often} ..6 城管|打 ..4 {often} ..6 热线|投诉 ..4 N次|投诉 ..8 N次|N次投诉|反映 ..4 N次|再三要求|"
     "一再要求|反复要求|几次要求|几次向 ..8 要求|反映未果|沟通未果|协商未果|交涉未果|投诉过|举报过|反映过|"
     "多次报 ..4 物业|几十次报|修了{number}次|修了多次|修过多次|维修多次|反映一年|反映了一年|反映 ..2 年有余|"
     "始终未得到|始终没有得到|一直未得到|上次都找|第二次诚请|第三次诚请|第{number}次 ..4 请|第{number}次 ..4 恳|"
     "第{number}次 ..4 呼吁|第{number}次 ..4 发帖|多种渠道 ..4 {complain}|多次打 ..8 电话 & 物业|"
     "多次打 ..8 电话 & 投诉|多次打 ..8 电话 & 开发商|多次打 ..8 电话 & 领导|多次打 ..8 电话 & 部门|"
     "多次打 ..8 电话 & 局|多次电话 & 物业|多次电话 & 投诉|多次电话 & 开发商|多次电话 & 沟通|"
     "{often}电话 ..6 没人管|打了{often} ..4 没人管|第二次打电话|第三次打电话|第{number}次打电话|"
     "打了{number}次电话了|去了{number}趟|去了{number}次|{often} ..2 都没办成|无功而返|杳无音信|杳无音讯|"
     "多方 ..4 {complain}|多渠道 ..4 {complain}|多个部门 ..6 {complain}|各个部门 ..6 {complain}|"
     "各部门 ..6 {complain}|多次要求|多次询问|屡次打|反复打 ..4 电话|拨打 ..8 {often}|跑了很多次|跑了多次|"
     "跑了好几次|跑了好几趟|跑了无数趟|跑了很多趟|找了很多次|找了好几次|找过很多次|找过多次"},
	{"zh", "severity", "major/repeat", 0.5, CSQ_NEGATION_KEEP,
     "推诿|置若罔闻|不闻不问|置之不理|不理不睬|没有结果|毫无结果|没有任何回复|至今未解决|未得到解决|几年了|"
     "毫无效果|没有效果|我行我素|不予处理"},
	{"zh", "severity", "major/repeat", 1, CSQ_NEGATION_DROP,
     "互相推诿|相互推诿|相互推脱|互相推脱|互踢皮球|踢皮球|踢来踢去|推来推去|来回推诿|互相扯皮|相互扯皮|推诿扯皮|"
     "各部门推诿|部门推诿|皮球踢来"},
	{"zh", "severity", "major/repeat", 1, CSQ_NEGATION_HIDE,
     "一次 ..6 {complain}|1次 ..6 {complain}|第一次 ..6 {complain}|{often} ... 没反应|{often} ... 没有反应|"
     "多次打电话催|多次联系 ..4 骑手|多次联系 ..4 送餐|多次联系 ..4 配送|疑问|三问题|四问题|有三问|如果无果|第三问|"
     "第四问|百问|反应过来|{often} ... 反应过来|催单 ..8 无果|没投诉过|没有投诉过|从未投诉过|修了一次|没有反映过|"
     "从没投诉过|第一次打电话|打了一次电话了|打了1次电话了|没人反映过|车友反映过|去了一趟|去了一次|去了1次|"
     "首次 ..6 {complain}|{complain} ..4 一次|{complain} ..4 1次|{complain} ..4 第一次|{often} ... 反应慢|"
     "每次 ... 都 ..4 及时"},
	{"zh", "severity", "major/police", 1, CSQ_NEGATION_DROP,
     "派出所 ..6 调查|派出所 ..6 出警|派出所 ..6 协调|派出所 ..6 调解|派出所 ..6 介入|派出所 ..6 办案|"
     "派出所 ..6 笔录|派出所 ..8 答复|派出所 ..6 投诉|派出所 ..6 反映|派出所 ..6 登记|派出所 ..6 抓|"
     "派出所 ..6 拘留|民警 ..6 上门|民警 ..6 出警|民警 ..6 调解|民警 ..6 到场|民警 ..6 前来|民警 ..6 劝|"
     "民警 ..6 处理|警察 ..4 前来|警察 ..4 到场|警察 ..4 上门|警察 ..4 来|报了110|打过110|110来|叫110|叫了110|"
     "报110|110出警|110投诉|拨打了110|拨打过110|打了110|出警|交警 ..4 电话|打 ..2 交警|找交警|"
     "向交警 ..8 {complain}|交警 ..4 {complain}|交警 ..4 立案|公安 ..8 立案|公安 ..8 侦查|公安 ..6 受理|立案调查|"
     "被刑拘|被拘留|行政拘留"},
	{"zh", "severity", "major/police", 1, CSQ_NEGATION_HIDE,
     "出警示|建议 ... 交警|110千伏|110kv|警官学院|警官职业|警官学校|居住证 ..8 派出所|派出所 ..8 居住证|"
     "派出所 ..8 落户|户口 ..8 派出所|派出所 ..8 户口"},
	{"zh", "severity", "major/regulator", 1, CSQ_NEGATION_DROP,
     "向 ..10 局 ..8 {complain}|向 ..10 办 ..6 {complain}|到 ..8 局 ..6 {complain}|去 ..8 局 ..6 {complain}|"
     "打 ..8 局 ..4 电话|找 ..6 局 ..4 {complain}|向 ..8 城管 ..8 {complain}|向 ..8 街道 ..8 {complain}|"
     "向 ..8 部门 ..8 {complain}|{complain} ..4 城管|{complain}至 ..8 局|{complain}到 ..8 部门|"
     "{complain}到 ..8 城管|{complain}到 ..8 街道|12369|12319|12328|12331|12320|12365|12350|12318|12301|96333|"
     "市民热线|政府热线|政务热线|环保热线|投诉热线|工商局 ..6 {complain}|12333 ..6 投诉|向 ..4 纪委|到 ..2 纪委|"
     "纪委举报|{complain} ..6 纪委|找 ..2 纪委|纪委 ..4 立案|纪委 ..4 回复|向 ..4 纪检|{complain} ..6 纪检|"
     "向 ..4 监察委|向 ..4 监委|去了 ..14 局|找了 ..14 局|找过 ..14 局|问了 ..14 局|跑了 ..14 局|问了 ..14 部门|"
     "去了 ..14 部门|找了 ..14 部门|找过 ..14 部门|局投诉|局举报|局反映|局信访|向 ..12 厅 ..12 {complain}|"
     "厅 ..2 答复|厅 ..2 回复|局 ..2 答复|局 ..2 回复|街道 ..2 回复|街道 ..2 答复|社区 ..2 回复|城管 ..4 回复|"
     "城管 ..4 答复|部门 ..2 答复我|部门 ..2 反映|部门 ..2 反应|部门 ..2 投诉|部门 ..2 举报|"
     "前往 ..4 政府 ..4 {complain}|前往 ..4 局 ..4 {complain}|前往 ..4 部门 ..4 {complain}|村委 ..4 {complain}|"
     "{complain}到 ..12 局|向 ..14 局 ..4 递交|向 ..14 局 ..4 提交|银监局|银监会|保监会|保监局|向 ..6 政府投诉|"
     "去劳动部门|找劳动部门|到劳动部门|找劳动局|去劳动局|找街道|找了街道|找过街道|都找街道|{complain} ..8 不予受理|"
     "不予受理 ..8 投诉|区政府 ..2 投诉|区政府 ..2 反映|县政府 ..2 投诉|县政府 ..2 反映|镇政府 ..2 投诉|"
     "镇政府 ..2 反映|镇政府反应|镇政府 ..4 求助|乡政府 ..2 反映|局 ..2 投诉过|局 ..4 反映过|到工商局|去工商局|"
     "找工商局|到工商所|找工商所|打工商局|工商局 ..6 回复|工商局 ..6 答复|工商局 ..6 协调|工商 ..4 举报|消委会|"
     "市场监管 ..6 {complain}|劳动部门 ..6 {complain}"},
	{"zh", "severity", "major/regulator", 1, CSQ_NEGATION_HIDE,
     "请 ..10 回复|希望 ..10 回复|盼 ..10 回复|望 ..10 回复|请 ..10 答复|希望 ..10 答复|望 ..10 答复|给 ..8 答复|"
     "给 ..8 回复|特向 ..8 反映|现向 ..10 反映|想 ..2 向 ..10 反映|特此向 ..10 反映|什么部门 ..2 投诉|"
     "哪个部门 ..2 投诉|哪些部门 ..2 投诉|何部门 ..2 投诉|建议 ..12 反馈|希望 ..12 反馈|请 ..12 反馈|"
     "能 ..4 向 ..10 反馈|建议 ..12 反映|建议 ..16 {complain}|12345 ..2 是什么电话|12345是什么|望 ..10 协商|"
     "请 ..10 协商|望 ..12 协调|请 ..12 协调|希望 ..12 沟通|望 ..12 沟通|只有 ..10 12345|12345功能|增加 ..10 12345|"
     "12345热线怎么|12345和|银保监 ..16 什么规定|银保监 ..16 有规定|银保监 ..8 规定|银保监会规定|按照 ..4 银保监|"
     "根据 ..4 银保监|银保监 ..4 文件|银保监 ..6 要求是|信访局在哪|信访局地址|12123"},
	{"zh", "severity", "major/legal", 1, CSQ_NEGATION_DROP,
     "状告|立案庭|主审法官|检察院 ..6 起诉|检察院 ..6 受理|检察院 ..6 申诉|检察院 ..6 抗诉|向 ..4 检察院|到检察院|"
     "承办法官|执行法官|找法官|法官说|法官判|裁定书|判决书|胜诉|败诉|一审判决|二审判决|终审|庭审|反诉|申请执行|"
     "司法程序|司法途径|律师介入|律师建议|聘请律师|法律援助|法律手段|市中院|省高院|到中院|中院判|高院判|"
     "法院 ..8 审理|法院 ..8 受理|法院 ..8 裁定|法院 ..8 执行|法院 ..8 查封|法院 ..8 冻结|法院 ..8 拍卖|"
     "法院 ..6 破产|提起 ..4 诉"},
	{"zh", "severity", "major/legal", 1, CSQ_NEGATION_HIDE,
     "法律援助中心在|法律援助的电话|可以走司法|法官助理|法官考试|检察院附近|检察院对面|检察院旁"},
	{"zh", "severity", "major/media", 1, CSQ_NEGATION_DROP,
     "打电话给电视台|给电视台|叫电视台|联系记者|找记者|叫记者|记者 ..6 报道|记者 ..6 调查|记者 ..6 曝光|"
     "记者 ..4 来采访|向记者|给记者|给了记者|请记者|请 ..4 记者|通知记者|打电话给记者|让记者|电视台 ..6 报道|"
     "电视台 ..4 介入|上了 ..8 频道|频道 ..4 曝光|上 ..4 电视台|进电视台|找电视台|联系电视台|请电视台|打电视台|"
     "向 ..10 电视台|电视台记者|电视台 ..4 投诉|找报社|联系报社|报社记者|给报社|向报社|报料|请媒体|媒体 ..4 采访|"
     "政法频道"},
	{"zh", "severity", "major/media", 1, CSQ_NEGATION_HIDE, "答记者问|爆料 ..4 明星|爆料人"},
	{"zh", "severity", "major/collective", 1, CSQ_NEGATION_KEEP,
     "{number}多名 ..2 {people}|{number}余名 ..2 {people}|数百名 ..2 {people}|数千名 ..2 {people}|"
     "{number}余位 ..2 {people}|{number}多位 ..2 {people}|{people} ..2 强烈要求|{people} ..2 强烈反对|"
     "{people} ..2 一致反对|{people} ..2 一致要求|上万业主|数万业主|几万业主|几万居民|上万居民|数万居民|数千业主|"
     "几千业主|上百业主|代表 ..8 司机|群诉|群体性事件|群访|集访|{number}受害人|{number}名受害人|{number}名农民工|"
     "{number}名工人|{number}名职工|受害集体|{number}多业主|{number}余业主|{number}多职工|代表{people}|"
     "代表 ..4 全体{people}|代表 ..6 小区{people}|{number}多 ..4 {people} ..4 权益|维护{number} ..6 {people}|"
     "{people} ..2 强烈呼吁|几千 ..2 {people} ..4 权益|几百名 ..2 {people}|从业人员 ..6 {number}多人|"
     "我们 ..6 {number}多人|我们 ..6 {number}几个人|{number}多人都被|几十人都|几百人都被|很多人都被骗|好多人都被骗|"
     "都被你们骗|{number}户都|我们{number}户|{number}户人家都|我们几千|我们几百|我们上千|我们数百|我们数千|"
     "我们上百|我们上万|我们全体|我们{number}多人|我们{number}余人|我们{number}多名|我们{number}余名|"
     "我们{number}多户|我们{number}余户|我们{number}余家|我们{number}多家|代表全体|代表全村|代全体|"
     "{number}余名 ... 心声|{number}多名 ... 心声|{number}多名 ... 联名|{number}余户 ..8 业主 ..8 诉求|"
     "{number}余户 ..8 业主 ..8 要求|万余老人|万余 ..6 受害|上万 ..4 受害|上万 ..4 投资|众多投资|广大投资者|"
     "广大业主 ..8 诉求|广大业主 ..8 要求|广大业主 ..8 请求|广大业主 ..8 反对|广大业主 ..8 呼吁|所有业主 ..8 强烈|"
     "所有业主 ..8 反对|所有业主 ..8 请愿|所有业主 ..8 要求|所有业主 ..8 诉求|所有业主 ..6 权益|"
     "多名业主 ..6 {complain}|几千人度日|受害者 ..6 {number}|{number}多名 ..4 受害|{number}余名 ..4 受害|"
     "{number}余家商户|全村村民 ..8 请求|全村村民 ..8 反对|集体反对|集体请愿|集体抗议|集体抵制|集体签名"},
	{"zh", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "欺诈业主|欺诈消费者|合同欺诈|消费欺诈|涉嫌欺诈|欺诈行为|商业欺诈|欺诈客户|欺诈销售|欺诈顾客|构成欺诈|"
     "恶意欺诈|敲诈|勒索|砍头息|高利贷|黑中介|黑贷|涉嫌 ..4 欺骗|坑骗|诱骗|骗局|欺骗老年人|忽悠老年人|骗老年人|"
     "欺骗老人|骗完钱|骗了 ..6 钱|圈钱|卷走|侵吞|假公章|假合同|假证照|假资质|伪证|假账|造假|弄虚作假|虚开|冒领|"
     "套取 ..6 资金|套取 ..6 补贴|套取 ..6 补偿|贪污|骗补|骗贷|骗签|骗保|资金盘|无法提现|不能提现|提现不了|出借人|"
     "p2p ... 逾期|p2p ... 立案|p2p ... 受害|传销|中饱私囊|私分|截留|非法融资|非法吸收|血本无归|失联|法人 ..4 失踪|"
     "无法兑现|本息 ..4 无法|欺诈购买|非吸|人去楼空|卷铺盖|老板跑|老板 ..2 跑了|商家 ..2 跑了|卷了 ..8 钱|"
     "吞了 ..4 钱"},
	{"zh", "severity", "major/fraud", 1, CSQ_NEGATION_HIDE,
     "欺诈险|反传销|像传销|打击传销宣传|少跑路|多跑路|来回跑路|不跑路|跑路费用|数据 ..6 跑路|假如 ..20 敲诈|"
     "如果 ..16 敲诈|出现敲诈|可能 ..12 敲诈|防止 ..8 诈骗|如果 ..12 诈骗|诈骗电话 ..4 拦截|诈骗电话怎么|"
     "用我的名字怎么|花得钱没了|没钱没了|圈钱到|防欺诈|可能都是造假|可能是造假|反欺诈|扫黑除恶宣传|涉黑图|"
     "打黑除恶宣传|防勒索|骗保吗|敲诈我的"},
	{"zh", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "信息 ..6 提供给|信息 ..4 卖给|信息 ..4 出卖|资料 ..4 泄露|资料 ..4 泄漏|号码 ..4 泄露|电话 ..4 泄露|"
     "泄露 ..6 电话|泄露 ..6 号码|泄露 ..6 资料|泄露 ..6 名单|泄露 ..6 数据|信息提供了|收集公民信息|倒卖 ..6 号码"},
	{"zh", "severity", "major/vulnerable", 1, CSQ_NEGATION_KEEP,
     "我是 ..10 患者|病患者|症患者|炎患者|癌患者|患者家属|{number}多岁 ..4 母亲|{number}多岁 ..4 父亲|"
     "{number}多岁 ..2 老母|{number}多岁 ..2 老父|{number}多岁 ..2 奶奶|{number}多岁 ..2 爷爷|"
     "{number}多岁 ..2 外婆|婴儿 ..6 住院|婴儿 ..6 过敏|婴儿 ..6 发烧|婴儿 ..6 生病|婴儿 ..4 呛|"
     "孩子 ..4 才{number}个月|宝宝 ..4 才{number}个月|才{number}个月大|刚满月|个月大|孩子才{number}|保命钱|养命钱|"
     "活命钱|年逾|年过八十|年过七十|年过六十|年过七旬|年过六旬|年过八旬|耄耋|古稀之年|八旬|七旬|九旬|老弱病残|"
     "皮肤疾病|皮肤症状|皮肤病|孩子 ..8 皮肤 ..4 问题|小孩 ..8 皮肤 ..4 问题|小孩皮肤|居民入院|入院接受治疗|"
     "入院治疗|确诊 ..8 癌|确诊 ..8 病|确诊 ..8 症|肾衰竭|透析|心脏病|脑瘫|自闭症|脑梗|脑中风|偏瘫|植物人|工伤|"
     "伤残|化疗|重症|卧病在床|瘫痪在床|卧床不起|生活不能自理|留守儿童|孤儿|早产儿|罕见病|血友病|残障|失独|先天性|"
     "患有 ..8 病|患有 ..8 症|身患|医疗事故|误诊|小孩 ..6 被困|小孩 ..6 生病|小孩 ..6 住院|小孩 ..6 发烧|"
     "小孩 ..6 流鼻血|小孩 ..6 过敏|孩子 ..6 生病|孩子 ..6 住院|孩子 ..6 流鼻血|孩子 ..6 过敏|孩子 ..6 受到惊吓|"
     "孩子 ..6 被困|老人 ..6 住院|老人 ..6 被骗|老人 ..6 被困|老人 ..4 下跪|因此 ..8 住院|导致 ..8 住院|"
     "导致 ..8 生病|得了 ..4 病|病人 ..6 拒|患者 ..8 拒"},
	{"zh", "severity", "major/vulnerable", 1, CSQ_NEGATION_HIDE,
     "婴儿车|婴儿床|婴儿用品|婴儿装|婴儿坐|婴儿手|婴儿椅|皮肤病医院|皮肤病防治|一旦 ..16 工伤|意外工伤|"
     "万一 ..12 工伤|如果 ..12 工伤|工伤保险|工伤认定 ..4 标准|工伤险|孤儿院|重症监护室建|新生儿 ..4 落户|"
     "新生儿 ..4 医保|新生儿 ..4 户口|新生儿 ..4 社保|伤残津贴标准|确诊率|得了 ..2 毛病|孤儿寡母似"},
	{"zh", "severity", "major/hazard", 1, CSQ_NEGATION_DROP,
     "围墙 ..24 垮塌|围墙 ..24 坍塌|围墙 ..24 倒塌|围墙 ..6 倾斜|易燃易爆|危险化学品|危化品|炸药|被困|"
     "钢筋 ..4 外露|钢筋 ..4 裸露|露钢筋|钢筋 ..6 锈|玻璃 ..6 炸裂|面板 ..6 炸裂|无故炸裂|突然炸裂|"
     "主体结构 ..4 堪忧|主体结构 ..6 不合格|容易垮塌|易垮塌|不敢住|被困电梯|困在电梯|电梯 ..6 困|电梯 ..6 坠|"
     "电梯 ..6 掉|电梯 ..6 急停|电梯 ..6 冲顶|电梯 ..6 夹|高空坠物|甲醛 ..8 超标|重金属 ..4 超标|农药 ..4 超标|"
     "毒跑道|贯穿性裂|贯穿裂缝|断裂缝|楼板 ..6 开裂|楼板 ..6 裂缝|柱子 ..6 开裂|梁 ..4 已断|梁 ..4 断裂|"
     "承重 ..6 开裂|承重 ..6 裂|地基 ..4 开裂|楼体 ..4 倾斜|楼 ..4 倾斜|往楼下扔|从楼上扔|高空丢|高空扔|"
     "差点 ..2 砸|差点砸到|差点扔到|栏杆 ..6 松动|护栏 ..6 松动|踩空|踏空|岌岌可危|电梯 ..8 摇晃|坠物|玻璃 ..6 坠|"
     "玻璃 ..6 爆裂|玻璃 ..4 自爆|砸到 ..6 人|砸中|承重墙 ..6 拆|承重墙 ..6 砸|拆 ..6 承重墙|砸 ..6 承重墙|"
     "破坏 ..6 承重|地基 ..4 下沉|地面 ..4 下沉|房屋 ..4 下沉|山体滑坡|塌方|坍塌|恶犬|狗 ..6 咬|毒气|有毒气体|剧毒|"
     "{number}米深 ..6 坑|随时 ..6 垮|随时 ..6 断|漏煤气"},
	{"zh", "severity", "major/hazard", 1, CSQ_NEGATION_HIDE,
     "被困扰|被困惑|被困难|被困住了思路|电梯 ..4 掉头|狗 ..4 咬不|毒气 ..4 演练|坍塌 ..4 演练"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_DROP,
     "红肿|肿胀|脸肿|化脓|溃烂|丧失 ..2 劳动能力|推倒了|把 ..8 推倒|磕破|磕到头|头破了|夹断|夹伤|夹到手|压断|砸断|"
     "磕伤|从楼上跳|从 ..6 跳下去|跳河|跳江|死在你们|晕过去|晕厥|昏厥|熏晕|流产|吃坏肚子|吃坏 ..4 肚子|闹肚子|拉稀|"
     "肚子疼|肚子痛|胃疼|胃痛|食物过敏|吃 ..4 过敏了|缝了{number}针|缝针|撞死|斗殴|追砍|威胁 ..4 家人|砸破头|"
     "头破血流|鼻青脸肿|打破头|推倒在地|掐脖子|掌掴|抓伤|踢伤|挨打|毒打|被 ..8 打过|被狗咬|狗咬伤|咬伤了|"
     "电梯 ..8 受伤"},
	{"zh", "severity", "urgent/safety", 1, CSQ_NEGATION_HIDE,
     "app ..4 绑架|绑架 ..2 的客户|绑架消费|道德绑架|绑架式|均发生 ..8 坠亡|曾发生 ..8 坠亡|发生过 ..8 坠亡|会胃疼|"
     "饿 ..4 胃疼|会 ..2 肚子疼|着火车|着火锅|着火腿|起火锅|起火腿|会 ..2 拉肚子|怕 ..4 拉肚子|明天拉肚子|怕拉肚子|"
     "怕 ..4 闹肚子|担心 ..8 吃坏|让 ..6 吃坏肚子吗|会 ..2 闹肚子|本来就胃疼|饿到胃痛|饿到胃疼|饿得胃|胃疼不能|"
     "我胃疼|极易 ..16 火灾|极易 ..12 受伤|定时炸弹|绑架普通|绑架百姓|绑架老百姓|绑架 ..6 权利|"
     "绑架 ..4 业主 ..4 买|容易 ..12 中毒|一旦 ..16 触电|如果 ..12 触电|万一 ..12 触电|可能 ..12 触电|"
     "一旦 ..12 中毒|才会触电|容易 ..8 摔倒|易发 ..4 事故|打了我的|打了我电话|打了我手机|打了我一个|打我了个|"
     "被 ..6 烫金|被 ..6 烫发|冒烟的口感|嗓子冒烟|青烟|渴得冒烟|受伤了 ..4 怎么|受伤 ..6 能赔|受伤 ..6 赔多少|"
     "受伤 ..8 怎么赔|受伤保险|推倒重|推倒围|推倒了重|被 ..8 打过电话|被 ..8 打过招呼|被 ..8 打过折|"
     "被 ..8 打过交道|看到 ... 火灾|看到 ..24 火灾|火灾 ..12 报道|报道 ..8 火灾|看到 ..24 着火|近期 ..24 发生火灾|"
     "最近 ..20 火灾|连续 ..8 发生 ..8 火灾|看到 ..8 起火|起火问题|起火事件|火灾事件 ..8 警|缝针法"},
	{"zh", "severity", "urgent/public_order", 1, CSQ_NEGATION_DROP,
     "门口坐了|政府门口 ..6 坐|坐在 ..6 政府门口|堵路抗议|堵路 ..4 维权|堵路 ..4 讨"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_KEEP,
     "any of my attempts|any of my letters|any of my requests|any of my disputes|any of my calls|any of my emails|"
     "all of my calls|all of my requests|never responded to my|have never responded|comes back ..8 verified|"
     "came back ..8 verified|come back ..8 verified|in complaint xxxx|complaint # xxxx|complaint #|"
     "complaint number|complaint no|complaint xxxx|dispute letters|ongoing situation|ongoing battle|"
     "ongoing problem|{number} modification packages|i've been calling ..8 times|i have been calling ..8 times|"
     "response does not|response did not|response was not|response to my dispute|did not address my|"
     "failed to address my|different reps|several reps|multiple reps|many reps|numerous reps|"
     "separate occasions & contacted|separate occasions & told|separate occasions & called|"
     "separate occasions & informed|separate occasions & requested|both letters|both disputes|both of my letters|"
     "both of my disputes|two letters|two disputes|two requests|two complaints|with a follow up|numerous contact|"
     "many contacts|multiple contacts|several contacts|after numerous|after countless|multiple attempts|"
     "made several attempts|made numerous|made multiple|made many attempts|again & dispute|again & disputed|"
     "again & disputing|again & requesting|again & asking|again & filed|again & submitted|again & letter|"
     "again & complaint|again & complained|procedure used to determine|in response to your recent claim|reappear|"
     "reappears|reappearing|earlier complaint|earlier dispute|earlier letters|earlier request|two occasions|"
     "three occasions|two different occasions|{number} calls & none|{number} calls & no one|{number} calls & still|"
     "time filing a complaint|time filing this|sending this request again|request again|this request again|"
     "earlier complaints|closed my complaint|closed this complaint|response to cfpb|in response to my complaint|"
     "in response to complaint|first complaint|original complaint|this issue before|been trying to dispute|"
     "{often} & proof|{often} & documentation|attempted {number}x|compliant response|answer my complaint|"
     "final certified letter|final letter|final request|final dispute|last letter|told twice|twice & resolved|"
     "2x & called|3x & called|4x & called|without success|no success|in vain|last resort|exhausted all|"
     "exhausted my|exhausted every|fruitless|failed attempts|bounced around|no one will help|without any success|"
     "with no success|without resolution|without any resolution|attempted 2x|attempted 3x|attempted 4x|"
     "attempted 5x|keeps saying they fixed|keep promising|keeps promising|reappeared on|part 2 of my complaint|"
     "has reappeared|previous requests for|number of calls|fourth complaint|fifth complaint|4th complaint|"
     "5th complaint|sixth complaint|fourth call|fifth call|called five times|called four times|called six times|"
     "third call|third email|third letter|fourth email|twenty times|thirty times|fifty times|dozens of emails|"
     "{often} & went to|{often} & visited|same issue again|is ... again ..6 same|this is ..8 again|"
     "third time ..4 i am|third time ..4 i'm|third time ..4 i have|second time ..4 i am|second time ..4 i'm|"
     "second time ..4 i have|third time ..6 calling|third time ..6 call|calling ..8 {often}|call ..8 {often}|"
     "{often} & harassed|{often} & harass|{often} & complaining|{often} & writing|{often} & phoned|"
     "{often} & submitted|{often} & disclosed|{often} & appealed|called xxxx times|contacted ..8 xxxx times|"
     "written xxxx times|disputed ..8 xxxx times|called ..8 xxxx times|xxxx letters|xxxx disputes|xxxx phone calls|"
     "xxxx complaints|called twice|wrote twice|called ..4 twice|disputed twice|disputed ..4 twice|asked ..4 twice|"
     "emailed ..4 twice|contacted ..4 twice|sent ..6 twice|complained twice|spoke with several|spoken to several|"
     "spoken with several|spoken to multiple|spoke to multiple|spoke with multiple|spoken with multiple|"
     "talked to several|talked to multiple|dozen agents|several representatives|multiple representatives|"
     "several agents|different agents|numerous representatives|numerous agents|numerous people|"
     "multiple people ..6 different|repeated efforts|several efforts|many efforts|multiple efforts|i keep asking|"
     "i keep calling|i keep disputing|i keep sending|i kept calling|i kept asking|we keep calling|"
     "i continue to dispute|i have continued to|still no resolution|never been resolved|still unresolved|"
     "still not resolved|still not been resolved|still not fixed|nothing has been resolved|resubmitted|"
     "re-submitted|resubmitting|refiled|re-filed|follow-up letter|follow up letter|second follow|repeated problems|"
     "repeated issues|repeated errors|about {number} times|at least {number} times|{number} phone calls|"
     "{number} different people|{number} different representatives|{number} occasions|{number} attempts|"
     "{number} disputes|{number} complaints|endless calls|months and months|weeks and weeks|years and years|"
     "passed around|passed from|sent in circles|running in circles|round and round|run around|runaround"},
	{"en", "severity", "major/repeat", 0.5, CSQ_NEGATION_KEEP,
     "previously disputed|no resolution|never resolved|still no response|never heard back|tried to fix|"
     "still being harassed|still harassing|still calling me|told them to stop|asked them to stop|to stop again|"
     "not been resolved|sent letters|method of verification|unsuccessful|unsuccessfully|refused to process|"
     "rejected my dispute|rejected my disputes|remains unresolved|have tried contacting|continuously reporting|"
     "continually reporting|nothing has been done|nothing was done|have done nothing|has done nothing|"
     "nothing has changed|weeks now|months now|years now"},
	{"en", "severity", "major/repeat", 1, CSQ_NEGATION_HIDE,
     "several attempts to ensure|attempts to make a payment|attempts to pay|over {number} times the|"
     "over {number} times more|hours on the phone ..4 great|xxxx letters of|{number} disputes listed|"
     "no resolution date|thanks again|thank you again|again thank|again thanks"},
	{"en", "severity", "major/legal", 1, CSQ_NEGATION_DROP,
     "my lawyer|a lawyer|our lawyer|hire ..4 lawyer|hired ..4 lawyer|contact ..4 lawyer|contacted ..4 lawyer|"
     "contacting ..4 lawyer|consult ..4 lawyer|consulted ..4 lawyer|consulting ..4 lawyer|retain ..4 lawyer|"
     "lawyer up|lawyering up|see a lawyer|call ..4 lawyer|calling ..4 lawyer|lawyer will|lawyer said|lawyer sent|"
     "sent to court|went to court|court orders|court documents|court papers|court paperwork|court hearing|"
     "court ruled|court ruling|dismissed by the court|the judge|a judge|subpoena|subpoenaed|damages in court|"
     "in federal court|in civil court|district court|superior court|county court|justice court|filed in court|"
     "pursue litigation|seeking damages|cease and desist & sue|intent to sue|prepared to sue|ready to sue"},
	{"en", "severity", "major/legal", 1, CSQ_NEGATION_HIDE,
     "can a lawyer|a lawyer open|is a judge|was a judge|judge is|what is a small claims|what is small claims|"
     "lawyer's office|lawyers office|a lawyer by|am a lawyer|i'm a lawyer|as a lawyer|is a lawyer|was a lawyer|"
     "bankruptcy judge|possible legal action|threat of legal action|threats of legal action|"
     "threatening legal action|threatened legal action|threatens legal action|face legal action|"
     "legal action against me|legal notice on|legal notice page|pre-legal notice|sue me|suing me|"
     "judge for yourself|be a judge|to judge|a judge of|don't judge"},
	{"en", "severity", "major/fraud", 1, CSQ_NEGATION_DROP,
     "identity theif|identity thef|identity fraud|id fraud|identity has been stolen|stole my identity|"
     "identity ..6 misused|identity ..4 used|used my name|using my name|used my ss|used my ssn|using my ssn|"
     "used my credit card|used my card|used my debit|accounts ..8 i did not open|did not open ..6 account|"
     "didn't open ..6 account|opened ..6 in my name|opened ..6 under my name|fraudulantly|fraudulant|fraudlent|"
     "stolen identity|opened ..8 without my consent|charged ..6 without my consent|used ..6 without my consent|"
     "issued ..8 without my consent|taken ..6 without my consent|withdrawn ..6 without my consent|"
     "debited ..6 without my consent|loan ..8 without my consent|opened ..8 without my knowledge|"
     "account ..4 opened ..8 without my|charged ..6 without my permission|opened ..8 without my permission|"
     "i never opened ..4 account|i never opened ..4 card|took my identity|suspicious accounts|use my identity|"
     "assumed my identity|took over my identity|opened on my name|cards opened on my|accounts opened on my|"
     "someone using my card|somebody using my card|been using my card|card was used by|stolen funds|"
     "stole ..4 money|stealing ..4 money|stealing from|stolen from|theft of|money was stolen|funds were stolen|"
     "bait and switch scam|forging|forge my|someone ..4 applied|someone ..4 opened|someone ..4 used|"
     "someone ..4 hacked|not my signature|deed fraud|elder abuse|financial abuse|arrest warrant|"
     "warrant for my arrest|have me arrested|threatened ..6 arrest"},
	{"en", "severity", "major/data_leak", 1, CSQ_NEGATION_DROP,
     "revealed my|had my social security|knew my social|to my references|my references ..4 and told|"
     "called my references|calling my references|contacted my references|contacting my references|"
     "called my relatives|calling my relatives|contacting my relatives|called my coworkers|calling my coworkers|"
     "told my coworkers|told my boss|called my neighbors|contacted my neighbors|data leak|data leaks|"
     "lost my personal|personal information ..4 leaked|hackers|hacker|calling relatives|call relatives|"
     "calling our relatives|harassing my family|harassing my relatives|called my daughter|calling my daughter|"
     "called my son|calling my neighbors|contacting relatives|divulging|divulged|hipaa violations|hippa violations|"
     "informed her that i ..6 owe|informed him that i ..6 owe|told her that i owe|told him that i owe|"
     "told my mother|told my husband|discussed my personal info|discussed ..6 with my husband|"
     "discussed ..6 with my wife|numbers of relatives|numbers of my relatives|call my broker|gave my number|"
     "gave my phone number|gave my phone|gave my address|gave out my|gave my details|sent my statement to|"
     "sent my details to|sent my documents to|sent my letter to|told my ex|to my ex-husband|to my ex-wife|to my ex|"
     "to a stranger|shared my details|bank details to another|details to another customer|my details to another|"
     "statement to another|dark web|data was exposed|data was stolen|data was leaked|information was sold|"
     "information was leaked|information was exposed|information was shared|illegally obtained my|"
     "illegally obtaining my|illegally obtained ..6 information|obtained my information|obtained my personal|"
     "got my information from|company breach|company breaches|breached my|breach of privacy|"
     "breach of confidentiality|under hipaa|under hippa|hipaa rights|hippa rights|hipaa violation|hippa violation|"
     "violated hipaa|violated hippa|exposing ..6 personal|exposing ..6 private|calling my family|called my family|"
     "calls to my family|contacted my family|contacting my family|called my mother|called my mom|called my parents|"
     "calling my parents|called my employer|calling my employer|contacted my employer|contacting my employer|"
     "someone else's account|someone else's statement|another person's statement"},
	{"en", "severity", "major/vulnerable", 1, CSQ_NEGATION_KEEP,
     "i am {number} years old|i'm {number} years old|mother ..6 {number} years old|father ..6 {number} years old|"
     "grandmother ..6 {number}|grandfather ..6 {number}|she is {number} years old|he is {number} years old|"
     "{number} year old grandmother|{number} year old woman|{number} year old man|{number} year old lady|"
     "domestic violence|single mother of|domestic abuse|paralysed|paralyzed|bedridden|in a coma|wheelchair user|"
     "autistic|chemotherapy|chemo|dialysis|diabetic|insulin|wheelchair & broke|wheelchair & broken|"
     "wheelchair & damaged|wheelchair & lost|my wheelchair|oxygen tank|seizure|seizures|sick child|heart surgery|"
     "ventilator|quadriplegic|paraplegic|on disability|disability benefits|disability income|handicapped|a widow|"
     "newborn|premature baby|stroke victim"},
	{"en", "severity", "major/hazard", 1, CSQ_NEGATION_DROP,
     "razor blade|glass in my|metal in my|found glass in|found metal in|found a needle|mold in my|mold in the|"
     "due to mold|toxic mold|black mold|asbestos|lead paint|unsafe to live|unsafe to drive|unsafe to use|"
     "fire hazard|safety hazard|exposed wires|exposed wiring|gas smell|smell gas|smelled gas|brakes failed|"
     "brake failure|brakes failing|airbag did not|shattered glass|ceiling collapsed|roof collapsed|"
     "overheating & battery|burning smell"},
	{"en", "severity", "major/media", 1, CSQ_NEGATION_DROP,
     "posted ..10 on facebook|posted ..10 on social|posting ..10 on facebook|post this on|post it on|share this on|"
     "to the newspapers|go to the press|to the papers|news media|news outlet|news outlets|news reporter|"
     "investigative reporter|to the newspaper|local newspaper|contact ..6 news|calling the news|call the news|"
     "local tv|consumer reporter team|go public with|going public with|tell the press"},
	{"en", "severity", "major/regulator", 1, CSQ_NEGATION_DROP,
     "complaint ..8 attorney general|state attorney|reported ..6 to the cfpb|fcc|public utilities commission|"
     "public service commission|puc complaint|hud complaint|finra|ncua|fdic|complaint ..4 occ|"
     "department of consumer affairs|complaint with consumer affairs|to consumer affairs|complaint with cfpb|"
     "cfpb again|department of justice|department of financial|department of banking|department of insurance|"
     "comptroller|federal reserve complaint|complained to the faa|faa complaint|file ..6 with the faa|"
     "report you to|reporting you to|report this to the|reported this to the|reported them to|reporting them to|"
     "irs complaint|inspector general|civil rights complaint|trading standards|financial conduct|"
     "complaint to the ftc|complaint with the ftc|federal trade commision"},
	{"en", "severity", "urgent/ongoing_loss", 1, CSQ_NEGATION_KEEP,
     "about to lose my home|about to lose my house|going to lose my home|going to lose my house|lose our home|"
     "sale ..6 scheduled for|foreclosure ..6 scheduled|scheduled ..6 foreclosure|house would be foreclosed|"
     "home would be foreclosed|house will be foreclosed|home will be foreclosed|trustee sale|lose my house|"
     "lose my home|foreclosure notice with a sale date|sale date for my home|sale date for my house|auction date|"
     "being evicted|eviction date|eviction notice"},
	{NULL, NULL, NULL, 0, CSQ_NEGATION_KEEP, NULL}};

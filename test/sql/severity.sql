-- severity: danger that is acute is never silent, in whatever length; danger that only stands is said in passing by a long text
SET search_path = csq, public;
CREATE TABLE acute (o int GENERATED ALWAYS AS IDENTITY, t text);
INSERT INTO acute (t) VALUES
  ('我不想活了'), ('活着没意思，我今晚就从楼顶跳下去'), ('再不解决我就死给你们看'), ('我妈被逼得要喝农药'), ('老公昨晚割腕了，现在在医院'),
  ('我已经写好遗书了'), ('他在桥上要跳江，快来人'), ('楼下着火了，好多浓烟'), ('我家厨房起火了，消防还没到'), ('电动车充电时烧起来了，楼道里全是烟'),
  ('隔壁单元燃气爆炸了'), ('闻到很浓的煤气味，家里还有老人'), ('燃气管道漏气，一屋子都是味'), ('锅炉炸了，两个工人被烧伤'),
  ('手机充电突然爆炸，烧到了孩子的手'), ('热水器漏电，我爱人被电倒了'), ('一家三口煤气中毒，正在抢救'), ('吃了他家的外卖全家上吐下泻'),
  ('孩子在幼儿园吃完午饭食物中毒住院了'), ('十几个学生吃坏了肚子送到医院'), ('我爸被保安打得头破血流'), ('物业的人拿刀追着我砍'),
  ('他们拿着钢管把我打进了医院'), ('老板带人闯进我家打人'), ('店员扇了我两个耳光'), ('司机动手打了我，鼻子都出血了'), ('邻居拿菜刀威胁要杀我全家'),
  ('催收的人说要弄死我'), ('对方扬言要砍死我孩子'), ('被人堵在家门口不让出去，还要打我'), ('男的持刀在小区门口乱捅人'), ('老师把我儿子打得耳朵流血'),
  ('孩子在学校被同学围殴'), ('我女儿被培训班老师猥亵'), ('护工虐待我八十岁的母亲，身上全是伤'), ('养老院把老人绑在床上打'),
  ('孩子掉进了没有盖的井里'), ('小孩被困在电梯里哭了一个小时'), ('老人一个人在家晕倒了，门打不开'), ('孩子被锁在校车里快没气了'),
  ('我奶奶走丢一天了，还没找到'), ('电梯突然坠落，我腰椎骨折'), ('广告牌掉下来砸到人了'), ('楼上掉下来的砖砸破了我的头'),
  ('外墙砸下来把一个路人砸成重伤'), ('房子塌了，里面还有人'), ('工地塌方埋了三个人'), ('工人从脚手架上摔下来，没人管'), ('被车撞了躺在地上，没人救'),
  ('刹车失灵撞了护栏，我锁骨断了'), ('打了疫苗以后孩子昏迷不醒'), ('手术后我父亲大出血，正在抢救'), ('医院打错针，我妻子休克了'),
  ('美容院打针把我的脸打烂了'), ('染发以后头皮全烂了，流脓'), ('按摩把我的肋骨按断了'), ('孩子被狗咬了，满脸是血'), ('游泳池里有人溺水，没有救生员'),
  ('网约车司机把我关在车里，摸我'), ('被传销的人关起来不让走'), ('有人在商场放了炸弹'), ('我要跟你们同归于尽'), ('丈夫猝死在岗位上'),
  ('高压线掉下来，孩子差点被电死'), ('喝了你们的酸奶孩子过敏，喉咙肿得喘不上气'), ('汽车在高速上自燃，我们差点没逃出来'),
  ('I want to kill myself because of this debt'), ('I can''t take this any more, I am going to end my life'),
  ('my husband tried to hang himself after your call'), ('My son was rushed to the hospital after eating your salad'),
  ('the phone battery exploded and burned my hand'), ('the heater caught fire while the children were asleep'),
  ('There is a fire in the hallway and nobody answers'), ('my kitchen is full of gas and your technician has not come'),
  ('carbon monoxide leaked and my wife passed out'), ('your driver punched me in the face'),
  ('the security guard threw me to the ground and broke my wrist'), ('the debt collector said he would come and shoot me'),
  ('he threatened to kill my family'), ('a man with a knife is in the lobby'), ('someone pulled a gun on the cashier'),
  ('my daughter is stuck in the elevator and can''t breathe'), ('the ceiling came down on my baby'),
  ('my mother fell on your wet floor and broke her hip'), ('my grandmother is unconscious'), ('I had an allergic reaction and could not breathe'),
  ('we all got food poisoning, two of us are in the hospital'), ('the brakes failed and we crashed'), ('My car burst into flames on the highway'),
  ('I got an electric shock from your washing machine'), ('the nurse gave my father the wrong drug and he died'),
  ('my child swallowed a battery from your toy and is in surgery'), ('the dog attacked my little girl, she needed stitches'),
  ('the passenger next to me groped me'), ('a coach molested my son'), ('the roof collapsed with people inside'),
  ('there is a bomb in the building'), ('I am bleeding and nobody helps'), ('He was stabbed outside your branch'),
  ('my father had a heart attack on board and the crew did nothing'), ('an old man is lying on the floor of your store and is not moving'),
  ('smoke is coming out of the engine'), ('my husband was electrocuted by your line'), ('the hot coffee scalded my leg, second degree burns'),
  ('the e-bike battery blew up and my apartment is burning'), ('she was raped in the taxi'), ('儿子得了抑郁症，说要从阳台上跳'),
  ('她吞了一整瓶安眠药'), ('楼道里火光冲天，邻居都在喊救命'), ('仓库失火，值班的大爷没跑出来'), ('油罐车翻了，汽油流了一地，随时要炸'),
  ('房东半夜踹门进来掐我脖子'), ('工头叫人把讨薪的工友打断了腿'), ('小偷用匕首捅了店主'), ('他举着斧头砸门'), ('我被两个男的拖上车'),
  ('幼儿园老师用针扎孩子'), ('弟弟在水库里淹了，刚捞上来'), ('孩子误吞了你们玩具里的磁铁，正在做手术'), ('老父亲心梗，120一个小时没到'),
  ('产妇大出血没人管'), ('药吃了以后浑身起泡，呼吸困难'), ('吊车倒了压住两个人'), ('阳台塌了，我掉到了楼下'), ('玻璃门炸裂，扎进我的眼睛'),
  ('外卖里有玻璃，我吞下去了，胃在出血'), ('自动扶梯卷住了孩子的脚'), ('摆渡车撞飞了一位老人'), ('有人跟踪我女儿，说要绑走她'),
  ('狗扑上来撕咬，我腿上缝了十几针'), ('煤气灶爆燃，把我妈的头发和脸烧了'), ('I took a whole bottle of pills because of your letters'),
  ('there is nothing left for me but to jump off the bridge'), ('flames are coming out of the dryer'), ('my apartment is filling with smoke'),
  ('the boiler burst and scalded two people'), ('a man broke in and beat my husband with a bat'), ('your courier pushed my mother down the stairs'),
  ('the repo man pointed a gun at my kids'), ('a guard choked my brother'), ('my baby stopped breathing on your flight'),
  ('my son got his hand caught in the escalator'), ('I swallowed a piece of glass from your salad and I am vomiting blood'),
  ('the crane fell and crushed a worker'), ('the staircase gave way and I fractured my spine'),
  ('my elderly neighbour has collapsed and no one opens the door'), ('they locked my disabled brother in a room without water'),
  ('our carbon monoxide alarm is going off and we feel dizzy'), ('我老婆昨天想寻死被邻居拉住了'), ('他说活够了，把药都吃了'),
  ('女儿留了张纸条就离家了，电话关机，我怕她出事'), ('阳台的衣服烧着了，火往楼上窜'), ('变压器冒烟，噼里啪啦地响，住户都不敢出门'),
  ('厨房的煤气罐在喷火'), ('隔壁装修切到了燃气管，嗞嗞地往外喷'), ('物业找了一帮人把我按住打'), ('城管把摆摊的老太太推倒，胳膊折了'),
  ('公交司机跟乘客打起来，把人家眼睛打肿了'), ('老师罚孩子跪了一上午，膝盖全青了'), ('保姆往宝宝嘴里塞安眠药'), ('男护工半夜爬到我妈床上'),
  ('讨债的往我家门上泼油漆，还说要剁我的手'), ('有人往河里推了一个孩子'), ('下班路上被人尾随，差点被拉进小树林'),
  ('孩子的手被校门夹住了，骨头都露出来'), ('轮椅从坡道上翻下去，老人头磕在台阶上'), ('打了麻药以后人一直没醒'),
  ('牙医把钻头断在我的牙龈里，血止不住'), ('吃了减肥药心跳到一百八，人快不行了'), ('奶粉喝得孩子全身起疹子，半夜送急诊'),
  ('脚手架整片倒下来，底下压着工友'), ('水管爆了，把地下室的租户困在里面出不来'), ('有个婴儿被丢在楼道里，冻得发紫'),
  ('my sister cut her wrists last night'), ('I have nothing to live for and I have the rope ready'),
  ('the curtain is burning and the sprinkler does not work'), ('your app told my violent ex where I live and now he is at my door'),
  ('a drunk passenger grabbed my throat'), ('the bouncer broke my jaw'), ('the delivery man followed my daughter into the house'),
  ('my father slipped in the shower of your care home and cracked his skull'), ('the anaesthetic was too strong and she never woke up'),
  ('my boy ate the berries from your plant and is in a coma'), ('the bus dragged an old lady along the road'),
  ('the window fell out and hit a pedestrian'), ('the lawn mower took off two of my fingers'),
  ('the baby monitor overheated and the crib was on fire'), ('we are trapped on the tenth floor and there is smoke everywhere'),
  ('我真的撑不下去了，想一死了之'), ('妈妈昨晚喝了敌敌畏，还在洗胃'), ('我弟弟被骗光积蓄，从六楼跳了下去'), ('楼上那户起了火，老人还在屋里'),
  ('充电宝在飞机上冒烟了'), ('出租屋的热水器爆炸，把我女朋友炸伤了'), ('小区燃气泄漏，没有人通知我们撤离'), ('一家人一氧化碳中毒，都在高压氧舱'),
  ('孩子喝了过期牛奶，上吐下泻发高烧'), ('吃完火锅我们五个人全进了急诊'), ('保安用橡胶棍打我后背'), ('城管打人，把我母亲的手臂打骨折了'),
  ('他们十几个人冲进店里见人就打'), ('前夫拿着刀堵在我公司门口'), ('对方威胁说要让我全家死光'), ('催收打电话说要去学校弄我孩子'),
  ('幼儿园老师把孩子关在小黑屋里，还打脸'), ('校园里几个高年级学生逼我儿子喝厕所水'), ('女儿在补习班被老师摸了隐私部位'),
  ('养老院护工把我爸的腿烫伤了，还瞒着我们'), ('老人在你们超市滑倒，髋骨骨折，你们不闻不问'), ('我爷爷失踪三天了，派出所说不够时间'),
  ('商场扶梯突然倒转，很多人摔倒'), ('高空坠物砸中了一个婴儿车'), ('工地塔吊倒了，听说压死了人'), ('电梯从十五楼掉到三楼，我们被关了两个小时'),
  ('网约车司机把我拉到荒郊野外不让下车'), ('做完双眼皮我的右眼看不见了'), ('护士输错了药，我爱人当场抽过去了'), ('宠物店的狗把我的手咬穿了'),
  ('I am thinking about taking my own life'), ('my dad had a stroke while he was on hold with your nurse line'),
  ('the dryer burst into flames and the fire department had to come'), ('we smelled gas and our son fainted'),
  ('my wife was hospitalized after taking the pills you sent'), ('your technician hit me with a wrench'),
  ('a stranger followed me to my room and tried to force the door'), ('my ex is threatening to burn the house down with us in it'),
  ('the ride broke and three kids fell out'), ('the wheel came off on the freeway and my mother was thrown from the car'),
  ('我要去死，你们满意了吧'), ('让我死了吧，我太累了'), ('我走了以后请照顾我的孩子，这是最后一封信'), ('我已经买好了安眠药，今晚就吃'),
  ('今晚我就在你们营业厅门口上吊'), ('你们再逼我，我就从你们楼上跳下去'), ('我抱着孩子一起跳'), ('我要在银行门口自焚'), ('我爸被你们逼得跳楼了'),
  ('母亲绝望得拿头撞墙'), ('刀片都准备好了'), ('我现在站在天台上'), ('就想找座桥跳了'), ('我不活了'), ('我死在你们门口'), ('活着太痛苦，想解脱'),
  ('家里人发现他上吊的时候已经没气了'), ('她三次自杀都被救回来了'), ('这是我的绝笔'), ('老人被骗以后一头扎进了河里'), ('I am done with life'),
  ('this is my suicide note'), ('I will hang myself in your lobby'), ('I have a gun and I am going to use it on myself'),
  ('tell my kids I love them, I won''t be here tomorrow'), ('I swallowed all my pills'), ('I am standing on the roof'),
  ('nobody would miss me if I died'), ('my brother jumped in front of a train because of your calls');
CREATE TABLE around (zh bool, before text, behind text);
INSERT INTO around VALUES
  (true, '您好，我是本市的一名普通住户，去年搬到这个小区，离单位不远，买菜也方便，平时很少给大家添麻烦，今天想说一件事。', '希望领导能了解一下情况。另外小区的绿化和停车一直不太好，门口的路灯晚上不亮，快递柜也不够用，车位的价格年年在变，业委会的通知贴得很小，大家都看不清楚，这些小事也请一并看一看，谢谢。附近的公交车班次也少，早上要等很久，上班的人都很着急，如果能加两班就好了。我们对这座城市有感情，所以才写这么多，请不要嫌烦。楼下的小花园去年改成了菜地，味道不太好闻，物业说会改，还没有改，路边的树也该修一修了，叶子落得到处都是。上周的社区活动办得不错，大家都说好，希望以后多办几次，时间最好放在周末的下午，老朋友们也能来坐坐。'),
  (false, 'Hello, I have been a customer for six years and I usually do not write. I moved here last spring, I use the app for most things, and I like how the monthly overview looks. ', ' Apart from that, the new menu is hard to find, the colours are pale, and the letters on the second page are too small for me. It would be nice if the summary could be printed on one page. Thank you for reading this far, and best wishes to the team.');
CREATE TABLE lx AS SELECT lexicon('severity', 'zh') + lexicon('severity', 'en') AS lx;
CREATE TABLE said AS
SELECT o, t, octet_length(t) > length(t) AS zh, before || t || '.' || behind AS long, behind || t || '.' AS at_end
FROM acute JOIN around ON zh = (octet_length(t) > length(t));

-- the text around says nothing by itself
SELECT length(before || behind) >= 300 AS long_enough, (severity(lx, before || behind)).* FROM around, lx ORDER BY zh;
-- none is silent; nearly all are urgent (trapped people and broken brakes are a hazard)
SELECT zh, count(*) AS wordings, count(*) FILTER (WHERE (severity(lx, t)).level = 'general') AS silent, count(*) FILTER (WHERE (severity(lx, long)).level = 'general') AS silent_in_a_long_text,
  count(*) FILTER (WHERE (severity(lx, at_end)).level = 'general') AS silent_at_its_end, count(*) FILTER (WHERE (severity(lx, t)).level = 'urgent') AS urgent
FROM said, lx GROUP BY zh ORDER BY zh;
SELECT t, long <> '' AS long FROM said, lx WHERE 'general' IN ((severity(lx, t)).level, (severity(lx, long)).level, (severity(lx, at_end)).level) ORDER BY o;
-- length changes nothing about it: the same level alone and with other matter around
SELECT count(*) AS wordings, count(*) FILTER (WHERE (severity(lx, t)).level <> (severity(lx, long)).level) AS otherwise_in_a_long_text FROM said, lx;
-- beside dangers that only stand, too
SELECT count(*) AS wordings, count(*) FILTER (WHERE (severity(lx, '楼道漏电，会出人命，' || long)).level <> (severity(lx, t)).level) AS otherwise FROM said, lx WHERE zh;

-- what only may hurt somebody: said by a short text, named by a long one, unless in three ways or beside another reason
CREATE TABLE standing (o int GENERATED ALWAYS AS IDENTITY, t text);
INSERT INTO standing (t) VALUES ('路灯杆漏电'), ('这样下去要出人命'), ('严重威胁居民的生命安全'), ('投诉：店里堆满纸箱，一点就是火灾'), ('我家楼下的气站就怕爆炸'),
  ('漏电，会出人命，严重威胁居民的生命安全'), ('漏电，已经打过110');
SELECT t, s.level, s.reasons, l.level AS long_level, l.reasons AS long_reasons, e.level AS at_end FROM standing, around, lx, severity(lx, t) s, severity(lx, before || t || '。' || behind) l, severity(lx, behind || t) e
WHERE zh ORDER BY o;
-- contexts that hide a word hide it from both reasons; what only looks like acute danger is none
SELECT count(*) AS harmless, string_agg(t, ' | ') FILTER (WHERE (severity(lx, t)).level <> 'general') AS alarms FROM lx, unnest(ARRAY['投诉：手机中毒太深', '我家电脑中毒了，投诉', '投诉火灾演练太吵', '信息爆炸，投诉', '我家的火灾保险到期了', '投诉：死亡证明怎么开',
  '慢得我想砍死自己的手机', '天天疲于救火', '失眠就去吃安眠药', '发烧又烧起来', '背后捅刀子的小人', '厂家没有意识到这个问题', '让我摸摸他的头', '辣椒卷进饼里', '烤肠压在米粉下面', '气得要喷火', '我饿得冒火', '心里抽搐了一下', '明天开始绝食减肥',
  '电池快不行了', '双十一又要剁手', '打车软件道德绑架', '吵得生不如死', '路灯失明了', '快递员死光了吗', 'we are being held hostage by your delays', 'I bought a baseball bat', 'a fork with a knife and fork set', 'trapped on the tarmac', 'the dress dragged a bit', 'flames of passion']) t;
-- 100 Han characters are the border
SELECT n, (severity(lx, '路灯杆漏电' || repeat('字', n - 5))).* FROM lx, unnest(ARRAY[99, 100]) n ORDER BY n;
-- lexicons that were stored say safety, and keep what they said
SELECT (severity('severity/urgent/safety: 漏电 1, 火灾 0.875, 投诉 0.125', t || repeat('字', 200))).level FROM unnest(ARRAY['漏电', '投诉火灾']) WITH ORDINALITY u(t, o) ORDER BY o;
DROP TABLE acute, around, lx, said, standing;

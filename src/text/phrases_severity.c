/*
 * phrases_severity.c
 *		What calls for more than the usual care, in English.
 *
 * Evidence of an event, not of its place, its department or its possibility: the
 * rows that hide say so.  What is severe however it is put (a regulator's
 * number, a disabled customer) is kept when negated, what only counts when it is
 * so (起诉, 受伤) is dropped.
 */
#include "text/phrases.h"

const CsqPhraseRow csq_phrases_severity[] = {
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

-- Step 22: how English-writing customers complain: see the step before.

INSERT INTO demo.phrase (lang, topic, part, body)
SELECT 'en', topic, part, regexp_split_to_table(body, '\s*\n\s*') FROM (VALUES
('fraud', 'core',
'My card ending {tail} was used for {amt} at {mer} on {d} and I did not make that purchase
There are {n} transactions on {d} that I do not recognize, {amt} in total
Somebody opened a quick-pay link in my name and took {amt} on {d}
I got a call on {d} from someone who said he was from your bank, and I was tricked into sending {amt}
Unauthorized charge of {amt} on {d}, card ending {tail}. The card has never left my wallet
I woke up to {n} contactless payments I never made, {amt} gone'),
('fraud', 'detail',
'I have filed a police report and sent you the receipt
I called to block the card right away and another charge still went through
I never shared a code with anyone
How did your fraud team not stop this
My dispute was sent back {n} times for missing papers'),
('credit_card', 'core',
'My credit card statement of {d} shows a late fee of {small} although I paid in full and on time
I was told the annual fee would be waived after {n} purchases, and now {small} was charged again
Your agent sold me an installment plan with no fee, and I pay {small} more every month
My credit limit was cut from {amt} to almost nothing on {d} without any notice
I have asked {n} times to close my credit card and it is still open
Interest was charged on the whole balance although I paid the minimum, {small} more than last month'),
('credit_card', 'detail',
'I have screenshots of every payment
My reward points are gone as well
On the phone it was interest free, on the statement it is not'),
('loan', 'core',
'My mortgage application has been under review for {n} months and the seller wants to sue me
I asked on {d} to prepay my mortgage and got an appointment {n} months away, plus a penalty
Interest rates went down and my loan was never adjusted, so I overpay {small} a month
I paid off my loan on {d} and the lien is still on my house
The rate I was promised was 3.4%, the loan of {amt} came out at 4.9%
My personal loan was declined after {n} days of waiting with no reason given'),
('loan', 'detail',
'I sent the same documents again and again
I am on my {n}th loan officer now and none of them knows the status
Nobody explained that clause when I signed'),
('payment', 'core',
'I transferred {amt} on {d} and it has not arrived, but my account was debited
My payment to {mer} failed and the {small} was still taken and never refunded
{mer} says the refund of {small} was sent on {d}. It is not in my account
I was charged {n} times for one purchase of {small}
My international wire of {amt} left {n} days ago and nobody can tell where it is
My salary should have been credited on {d}. Everybody else got it'),
('payment', 'detail',
'The merchant says it is the bank, the bank says it is the merchant
I need that money for my rent
It has been pending for {n} days'),
('app', 'core',
'The mobile app crashes every time I open it since the update on {d}
Face recognition in the app fails, I tried {n} times
I cannot log in to online banking and the password reset code never comes
Your app was down the whole afternoon of {d} and I could not pay anybody
I changed my phone and cannot register the new device. The hotline sends me to the branch and the branch sends me to the hotline
No verification code by text message for {n} days now'),
('app', 'detail',
'I reinstalled it {n} times
It says network error but my network is fine
My colleagues have the same problem'),
('atm', 'core',
'The ATM at {br} did not give me any cash on {d} but {cash} was taken from my account
The machine at {br} swallowed my card ending {tail}
I deposited {cash} in cash at the ATM, it jammed, and nothing was credited
The cash machine paid out {cash} less than it should on {d}
The ATM near {br} has been out of order for weeks'),
('atm', 'detail',
'Nobody answered the phone number on the machine
You said you would check the camera and I never heard back'),
('account', 'core',
'My debit card was suddenly restricted on {d} and I cannot move my own salary
My account is frozen and nobody at {br} can tell me which documents are needed
I went to {br} {n} times to open an account for my child and was turned away every time
My daily limit was lowered to {small} without asking me
I want to close my account and every branch sends me to another one
I cannot change the phone number on my account'),
('account', 'detail',
'No message, no call, I found out at the till
Each time they ask for something different
I live abroad. Should I fly in for a signature?'),
('wealth', 'core',
'Your adviser told me the fund was guaranteed and I have lost {amt}
The investment product matured {n} days ago and I have neither principal nor interest
My risk assessment was filled in by the adviser on my phone, I never knew it was high risk
I was promised a return of 4.2% and got 1.3% on {amt}
I asked to redeem my fund on {d} and it is still processing'),
('wealth', 'detail',
'I was never given the prospectus
The adviser has left and nobody takes care of it
These are my life savings'),
('insurance', 'core',
'I wanted a time deposit at {br} and was sold an insurance policy for {amt}
I had to buy an insurance for {small} or the loan would not be paid out
I get only half of my premium back, {amt}, although I was told I could cancel any time
An insurance premium of {small} is taken every month and I never agreed to it
My claim has been pending for {n} months and the reason for denial changes each time'),
('insurance', 'detail',
'Nobody said the word insurance
I called within the cooling-off period and was passed around'),
('attitude', 'core',
'The teller at {br} was extremely rude and shouted at me for her own mistake
Your manager {who} told me to go and complain if I dare
The agent hung up on me in the middle of a sentence
The staff at {br} ignored me and kept playing with a phone
I was treated with contempt at counter {n} because I do not speak Chinese
{who} on the hotline kept interrupting me and was sarcastic'),
('attitude', 'detail',
'Other customers were shocked
Not even an apology
Listen to the recording'),
('queue', 'core',
'I waited {n} hours at {br} with one counter open out of {n2}
{n}0 minutes on hold for a person, then the line was cut
There were {n} people before me on {d} and it took two hours
{br} closed all counters over lunch with a full hall waiting
The branch has moved and there was no notice, I went for nothing'),
('queue', 'detail',
'There was not even a chair
I took half a day off for this
The ticket machine was broken'),
('marketing', 'core',
'I get {n} sales calls a day about loans from your bank and I have said no every time
I opted out of your marketing messages and they keep coming
{n} telemarketing calls on {d}, each from another number
I was signed up for a paid message service I never asked for'),
('marketing', 'detail',
'I asked to be put on the do-not-call list twice
Even at nine in the evening'),
('privacy', 'core',
'The day after my mortgage was signed at {br} renovation companies called me by name
My personal information was leaked, the scammer knew my card number
Your employee posted my statement in a chat group
Somebody looked into my account without my permission and I want to know who
The app demands my contacts and location or it does not work'),
('privacy', 'detail',
'This is a breach of privacy
You are the only one who has this number'),
('collection', 'core',
'The debt collector called my office and insulted me in front of my colleagues
I am {n} days late and a collection agency calls dozens of times a day and my contacts too
I agreed on a repayment plan and on {d} the collector threatened my parents
You keep calling me about a debt of {who}. It is not my debt
The collector sent me a fake court summons for {amt}'),
('collection', 'detail',
'I do not refuse to pay, I lost my job
I have it recorded'),
('credit_report', 'core',
'My credit report shows a late payment of {d} that never happened
The loan was paid off {n} years ago and is still open on my credit report
Your bank made {n} inquiries on my credit file and now my mortgage is refused
I disputed an error on my credit report {n} weeks ago and have no reply'),
('credit_report', 'detail',
'It is there in black and white
I want it corrected and confirmed in writing'),
('fee', 'core',
'I pay {small} a month for text alerts I never ordered
A maintenance fee eats up my small account until nothing is left
I was charged {small} for printing my own statement
{small} for a withdrawal that should be free
The fee for a balance certificate is {small} and it is not on your website'),
('fee', 'detail',
'I want all of it back
Three people gave me three different answers'),
('none', 'core',
'hello??
I want to complain!!!
So disappointed, no words
Same problem as before
Please call me back
Anybody there
Any news about my case?'),
('none', 'detail', 'asap
waiting'),
('*', 'opening',
'Hi,
Hello,
Dear Sir or Madam,
I have been a customer for {n} years.
This is the {n}th time I write.
Unbelievable.
To whom it may concern:
Ok so'),
('*', 'process',
'I called {n} times and had to explain everything from the start each time
I was promised an answer in three working days and nobody called
I have been waiting for {n} days without any news
Every department sends me to the next one
Your chatbot does not understand a thing and I cannot reach a person
You closed my last complaint as solved and nothing was solved'),
('*', 'demand',
'Please fix this as soon as possible
I want a refund and an apology
I expect a clear answer with a date
Please have a manager call me
I want this in writing
Solve it today'),
('*', 'negation',
'I am not asking to close my card and I do not want a loan, I just want this cleared up
It is not about the app, the app is fine
I was not scammed, this is your mistake
The staff was polite, that is not the problem'),
('*', 'praise',
'{who} at {br} did try to help though
You used to be good'),
('*', 'closing',
'Thanks
Thank you for your help
Regards, {who}
Worst bank ever
I am done with you
My phone is 1380000{tail}'),
('*', 'major',
'I will call the regulator at 12378
I have reported this to the regulator already
My lawyer will contact you
I will post all of this on social media
I will take you to court
A complaint with the ombudsman is on its way
More than {n2}0 other customers have the same problem and we are organizing
I am disabled and this is my medicine money
A journalist will interview me tomorrow
These are the savings of an elderly woman'),
('*', 'urgent',
'My mother is {old} and was taken to hospital over this
She says she does not want to live any more
Money is still leaving my account right now
I am still being charged while I write this
Your people threatened me at my door
I ended up in the emergency room')
) AS t(topic, part, body);

INSERT INTO demo.slip VALUES
('en', 'receive', 'recieve'), ('en', 'account', 'acount'), ('en', 'do not', 'dont'), ('en', 'did not', 'didnt'),
('en', 'because', 'cuz'), ('en', 'your', 'ur'), ('en', 'transaction', 'transction'), ('en', 'statement', 'statment'),
('en', 'cannot', 'cant'), ('en', 'Please', 'Pls'), ('en', 'I ', 'i '), ('en', 'insurance', 'insurence'),
('en', 'refund', 'refnd'), ('en', 'mortgage', 'morgage'), ('en', 'the ', 'teh '), ('en', 'you', 'u');

INSERT INTO demo.step (step, rows) SELECT 'phrases of the complaint texts', count(*) FROM demo.phrase;

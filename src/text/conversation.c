/*
 * conversation.c
 *		Interval arithmetic over the turns of a conversation, and what a reply has of its question.
 *
 * Turns may overlap: the talk of a speaker is the sum of its turns, silence the time
 * between the first start and the last end that no turn covers.  A turn that starts
 * before another speaker's earlier turn has ended interrupts it.
 */
#include <math.h>

#include "base/sort.h"
#include "text/conversation.h"

/* ---- speakers ---- */

/* The next character of a name as names are compared: small, half-width, simplified, no blanks around; 0 at the end. */
static uint32_t
next_of_name(const char **p, const char *end, bool first)
{
	uint32_t c;

	while (first && *p < end && (unsigned char) **p <= ' ')
		(*p)++;
	if (*p == end)
		return 0;
	c = csq_utf8_next(p, end);
	if (c == ' ')
	{
		const char *q = *p;

		while (q < end && (unsigned char) *q <= ' ')
			q++;
		if (q == end)
			return 0;
	}
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	return c >= 'A' && c <= 'Z' ? c + 32 : c < 0x80 ? c : csq_simplified(c);
}

/* Are both one name, whatever their case, width and script? */
static bool
same_name(const CsqText *a, const CsqText *b)
{
	const char *p = a->s, *pe = a->s + a->len;
	const char *q = b->s, *qe = b->s + b->len;
	uint32_t    x, y;
	bool        first = true;

	do
	{
		x = next_of_name(&p, pe, first);
		y = next_of_name(&q, qe, first);
		first = false;
	} while (x == y && x != 0);
	return x == y;
}

static bool
is_name(const CsqText *t, const char *word)
{
	CsqText w = {word, strlen(word)};

	return same_name(t, &w);
}

/* 1: an agent, 2: a customer, by any usual name; 0: somebody else. */
static int
role_of(const CsqText *t)
{
	static const char *const agent[] = {
		"agent",    "客服",     "坐席",   "座席",      "客服人员",         "坐席人员", "员工",   "客户经理", "staff",
		"rep",      "csr",      "seat",   "operator",  "advisor",          "服务人员", "话务员", "接线员",   "客服代表",
		"客服专员", "人工客服", "营业员", "assistant", "customer service", NULL};
	static const char *const customer[] = {"customer", "客户",   "顾客", "用户",    "来电人", "来电者",
	                                       "市民",     "client", "user", "caller",  "消费者", "投诉人",
	                                       "访客",     "网友",   "买家", "visitor", NULL};

	for (const char *const *a = agent; *a != NULL; a++)
		if (is_name(t, *a))
			return 1;
	for (const char *const *c = customer; *c != NULL; c++)
		if (is_name(t, *c))
			return 2;
	return 0;
}

/* Have both names one speaker?  By case or by role: who is agent in one turn is in the next, too. */
static bool
same_speaker(const CsqText *speaker, const CsqText *other)
{
	int role;

	if (csq_text_same(speaker, other))
		return true;
	role = role_of(other);
	if (role > 0)
		return role_of(speaker) == role;
	return same_name(speaker, other);
}

bool
csq_is_speaker(const CsqText *speaker, const CsqText *named)
{
	return is_name(named, "any") || same_speaker(speaker, named);
}

/* Equal for names of one speaker, different for nearly all others. */
static uint64_t
speaker_key(const CsqText *speaker)
{
	const char *p = speaker->s, *end = speaker->s + speaker->len;
	uint64_t    key = (uint64_t) role_of(speaker);
	uint32_t    c;

	if (key > 0)
		return key;
	for (bool first = true; (c = next_of_name(&p, end, first)) != 0; first = false)
		key = csq_mix64(key ^ c);
	return key;
}

/* Who speaks in each turn: the index of the speaker in talk, which gets one item each.  O(turns). */
static uint32_t *
find_speakers(const CsqTranscript *t, CsqTalk *talk, size_t *n)
{
	uint32_t *who = csq_alloc((t->n + 1) * sizeof *who);
	uint32_t *slot;
	size_t    mask = 15;

	while (mask < 2 * t->n)
		mask = 2 * mask + 1;
	slot = csq_alloc0((mask + 1) * sizeof *slot); /* index + 1; 0: free */
	*n = 0;
	for (size_t i = 0; i < t->n; i++)
	{
		const CsqText *speaker = &t->turn[i].speaker;
		size_t         h = (size_t) csq_mix64(speaker_key(speaker)) & mask;

		csq_poll(i);
		while (slot[h] != 0 && !same_speaker(speaker, &talk[slot[h] - 1].speaker))
			h = (h + 1) & mask;
		if (slot[h] == 0)
		{
			talk[(*n)++].speaker = *speaker;
			slot[h] = (uint32_t) *n;
		}
		who[i] = slot[h] - 1;
	}
	csq_free(slot);
	return who;
}

CsqTalk *
csq_talk(const CsqTranscript *t, size_t *n)
{
	CsqTalk  *talk = csq_alloc0((t->n + 1) * sizeof *talk);
	uint32_t *who = find_speakers(t, talk, n);
	double    all = 0;
	bool      known = true;

	for (size_t i = 0; i < t->n; i++)
	{
		const CsqTurn *turn = &t->turn[i];
		size_t         k = who[i];

		csq_poll(i);
		talk[k].turns++;
		talk[k].seconds += turn->end - turn->start;
		talk[k].characters += (int64_t) csq_utf8_count(turn->text.s, turn->text.len);
		all += turn->end - turn->start;
		known &= !isnan(turn->start) && !isnan(turn->end);
	}
	for (size_t i = 1; i < t->n && known; i++)
	{
		bool over = false;

		csq_poll(i);
		/* turns come in the order of their starts, nearly always; a few before are enough */
		for (size_t b = i; b > 0 && b + 8 > i && !over; b--)
			over = t->turn[b - 1].end > t->turn[i].start && t->turn[b - 1].start < t->turn[i].start &&
			       who[b - 1] != who[i];
		talk[who[i]].interruptions += over;
	}
	for (size_t k = 0; k < *n; k++)
	{
		talk[k].share = talk[k].seconds / all;
		talk[k].interruptions = known ? talk[k].interruptions : -1;
	}
	csq_free(who);
	return talk;
}

static int
compare_starts(const void *a, const void *b)
{
	const CsqTurn *x = *(const CsqTurn *const *) a, *y = *(const CsqTurn *const *) b;

	return x->start < y->start ? -1 : x->start > y->start;
}

CsqSilence
csq_silence(const CsqTranscript *t)
{
	const CsqTurn **turn = csq_alloc((t->n + 1) * sizeof *turn);
	CsqSilence      s = {0, NAN, 0, 0};
	double          end;

	for (size_t i = 0; i < t->n; i++)
	{
		turn[i] = &t->turn[i];
		if (isnan(t->turn[i].start) || isnan(t->turn[i].end))
			return (CsqSilence){NAN, NAN, NAN, 0};
	}
	if (t->n == 0)
		return (CsqSilence){NAN, NAN, NAN, 0};
	csq_sort(turn, t->n, sizeof *turn, compare_starts);
	end = turn[0]->end;
	for (size_t i = 1; i < t->n; i++)
	{
		double gap = turn[i]->start - end;

		csq_poll(i);
		if (gap > 0)
			s.seconds += gap;
		if (gap > s.longest)
		{
			s.longest = gap;
			s.turn = (int) (turn[i - 1] - t->turn) + 1;
		}
		end = turn[i]->end > end ? turn[i]->end : end;
	}
	if (end > turn[0]->start)
		s.share = s.seconds / (end - turn[0]->start);
	csq_free(turn);
	return s;
}

/* ---- replies ---- */

typedef struct Tokens
{
	const CsqChars *chars;
	uint64_t       *hash;
	size_t          n;
	size_t          cap;
} Tokens;

static void
add_token(void *arg, size_t from, size_t to)
{
	Tokens *t = arg;

	if (t->n == t->cap)
		csq_grow(t->hash, t->cap);
	t->hash[t->n++] = csq_hash_bytes(t->chars->cp + from, (to - from) * sizeof *t->chars->cp, 7);
}

/* The distinct tokens of a text as hashes, ascending. */
static bool
read_tokens(const char *text, size_t len, Tokens *t, CsqError *err)
{
	CsqChars chars;
	size_t   kept = 0;

	memset(t, 0, sizeof *t);
	if (!csq_chars_read(&chars, text, len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, err))
		return false;
	for (size_t i = 0; i < chars.n; i++) /* 路燈 is 路灯 */
	{
		csq_poll(i);
		chars.cp[i] = csq_simplified(chars.cp[i]);
	}
	t->chars = &chars;
	csq_each_token(&chars, add_token, t);
	t->chars = NULL;
	csq_sort(t->hash, t->n, sizeof *t->hash, csq_by_u64);
	for (size_t i = 0; i < t->n; i++)
		if (kept == 0 || t->hash[kept - 1] != t->hash[i])
			t->hash[kept++] = t->hash[i];
	t->n = kept;
	csq_chars_free(&chars);
	return true;
}

bool
csq_relevance(const char *question, size_t question_len, const char *reply, size_t reply_len, double *share,
              CsqError *err)
{
	Tokens q, r;
	size_t both = 0;

	if (!read_tokens(question, question_len, &q, err) || !read_tokens(reply, reply_len, &r, err))
		return false;
	for (size_t i = 0, k = 0; i < q.n && k < r.n;)
	{
		csq_poll(i + k);
		both += q.hash[i] == r.hash[k];
		if (q.hash[i] <= r.hash[k])
			i++;
		else
			k++;
	}
	*share = q.n > 0 ? (double) both / (double) q.n : NAN;
	return true;
}

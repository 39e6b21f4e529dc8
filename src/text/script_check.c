/*
 * script_check.c
 *		Rules of a script over a conversation.
 *
 * A rule is true or false of a transcript, or does not apply.  Phrases are compared
 * as normalised letters, digits and ideographs; what stands between them does not
 * count.  Speech recognition makes mistakes, so what must be said is found by its
 * pairs of characters: a phrase of m characters is said where a stretch of 1.5 m
 * characters holds at least the share "likeness" (0.7) of its distinct pairs.  What
 * must not be said, and phrases of fewer than four characters, are found letter by
 * letter.  Cost: phrases x characters of the turns of the speaker.
 */
#include <math.h>

#include "base/instant.h"
#include "text/conversation.h"

typedef enum Kind
{
	MUST,
	MUST_NOT,
	ANY_OF,
	ORDER,
	AFTER,
	COUNT,
	GAP,
	RECOVERED
} Kind;

static const char *const kinds[] = {"must", "must_not", "any_of", "order", "after", "count", "gap", "recovered", NULL};

typedef struct Phrase
{
	CsqText   text;
	CsqChars  chars;
	uint32_t *place; /* of the characters that count */
	size_t    places;
} Phrase;

typedef struct Phrases
{
	Phrase *item;
	size_t  n;
	size_t  cap;
} Phrases;

typedef struct Rule
{
	CsqText  name;
	Kind     kind;
	CsqText  speaker; /* empty: not given */
	CsqText  when_speaker;
	Phrases  say;
	Phrases  when;
	Phrases  good;
	Phrases  bad;
	Phrases  said; /* applies_when */
	CsqFact *fact; /* applies_when */
	size_t   facts;
	size_t   fact_cap;
	int64_t  within_turns; /* 0: not given */
	double   within;       /* seconds; NaN: not given */
	double   at_least;
	double   at_most; /* NaN: not given */
	double   weight;
	double   likeness; /* NaN: the default of the kind */
	bool     red_line;
} Rule;

struct CsqScript
{
	Rule  *rule;
	size_t n;
	size_t cap;
};

/* ---- reading ---- */

static bool
read_chars(CsqText text, CsqChars *chars, CsqError *err)
{
	if (!csq_chars_read(chars, text.s, text.len, CSQ_CHARS_APOSTROPHE, err))
		return false;
	for (size_t i = 0; i < chars->n; i++) /* 請問 is 请问 */
		chars->cp[i] = csq_simplified(chars->cp[i]);
	return true;
}

/* A phrase, or a list of them. */
static bool
read_phrases(CsqJson *j, Phrases *list)
{
	bool many = csq_json_peek(j) == '[';

	if (many)
		csq_json_open(j, '[');
	while (!j->failed && (!many || csq_json_item(j)))
	{
		Phrase p = {.text = csq_json_string(j)};

		if (j->failed || !read_chars(p.text, &p.chars, j->err))
			return !(j->failed = true);
		p.place = csq_alloc((p.chars.n + 1) * sizeof *p.place);
		p.places = csq_script_places(&p.chars, p.place);
		if (p.places == 0 || p.chars.n > CSQ_SCRIPT_MAX_PHRASE)
			return csq_json_fail(j, "The phrase \"%s\" must have 1 to %d characters, one of them a letter.",
			                     csq_quoted(p.text.s, p.text.len).s, CSQ_SCRIPT_MAX_PHRASE);
		if (list->n == list->cap)
			csq_grow(list->item, list->cap);
		list->item[list->n++] = p;
		if (!many)
			break;
	}
	return !j->failed;
}

/* Seconds: a number, or a length of time such as "30 s". */
static double
read_seconds(CsqJson *j)
{
	CsqText     t;
	const char *at;
	int64_t     usec;

	if (csq_json_peek(j) != '"')
		return csq_json_double(j);
	t = csq_json_string(j);
	at = t.s;
	if (!j->failed && (!csq_parse_length(&at, t.s + t.len, &usec) || at != t.s + t.len))
		csq_json_fail(j, "\"%s\" is no length of time; write a number of seconds or such as \"30s\".",
		              csq_quoted(t.s, t.len).s);
	return j->failed ? 0 : (double) usec / 1e6;
}

/* A time: seconds, or an instant with a zone. */
static double
read_time(CsqJson *j)
{
	CsqText t;
	int64_t at;

	if (csq_json_null(j))
		return NAN;
	if (csq_json_peek(j) != '"')
		return csq_json_double(j);
	t = csq_json_string(j);
	if (!j->failed && !csq_parse_instant(t.s, t.len, &at))
		csq_json_fail(j, "\"%s\" is no time; write seconds from the start, or an instant with its zone.",
		              csq_quoted(t.s, t.len).s);
	return j->failed ? 0 : (double) at / 1e6;
}

static void
skip_value(CsqJson *j)
{
	CsqText key;
	char    c = csq_json_peek(j);

	if (c == '{')
	{
		csq_json_open(j, '{');
		while (csq_json_key(j, &key))
			skip_value(j);
	}
	else if (c == '[')
	{
		csq_json_open(j, '[');
		while (csq_json_item(j))
			skip_value(j);
	}
	else if (c == '"')
		(void) csq_json_string(j);
	else if (c == 't' || c == 'f')
		(void) csq_json_bool(j);
	else if (!csq_json_null(j))
		(void) csq_json_double(j);
}

static void
add_fact(CsqJson *j, CsqText key, CsqFact **fact, size_t *n, size_t *cap)
{
	char    c = csq_json_peek(j);
	CsqText value;

	if (c == '[')
	{
		csq_json_open(j, '[');
		while (csq_json_item(j))
			add_fact(j, key, fact, n, cap);
		return;
	}
	if (c == '"')
		value = csq_json_string(j);
	else
	{
		const char *from;

		(void) csq_json_peek(j);
		from = j->at;
		skip_value(j);
		value = (CsqText){from, (size_t) (j->at - from)};
	}
	if (*n == *cap)
		csq_grow(*fact, *cap);
	(*fact)[(*n)++] = (CsqFact){key, value};
}

static void
read_condition(CsqJson *j, Rule *r)
{
	CsqText key;

	csq_json_open(j, '{');
	while (csq_json_key(j, &key))
		if (csq_json_is(&key, "said"))
			(void) read_phrases(j, &r->said);
		else
			add_fact(j, key, &r->fact, &r->facts, &r->fact_cap);
}

static Kind
read_kind(CsqJson *j)
{
	CsqText t = csq_json_string(j);

	for (int k = 0; kinds[k] != NULL; k++)
		if (!j->failed && csq_json_is(&t, kinds[k]))
			return (Kind) k;
	csq_json_fail(j, "Kind \"%s\" is not known: must, must_not, any_of, order, after, count, gap, recovered.",
	              csq_quoted(t.s, t.len).s);
	return MUST;
}

/* What a rule of its kind cannot do without. */
static bool
check_rule(CsqJson *j, const Rule *r)
{
	CsqQuoted name = csq_quoted(r->name.s, r->name.len);

	if (j->failed)
		return false;
	if (r->say.n == 0 && r->kind != GAP && r->kind != RECOVERED)
		return csq_json_fail(j, "Rule \"%s\" needs \"say\": the phrases.", name.s);
	if (r->kind == AFTER && r->when.n == 0)
		return csq_json_fail(j, "Rule \"%s\" needs \"when\": the phrases that call for it.", name.s);
	if (r->kind == COUNT && isnan(r->at_most) && r->at_least == 0)
		return csq_json_fail(j, "Rule \"%s\" needs \"at_most\" or \"at_least\".", name.s);
	if (r->kind == COUNT && (r->at_least < 0 || r->at_most < 0 || r->at_least != floor(r->at_least) ||
	                         (!isnan(r->at_most) && r->at_most != floor(r->at_most))))
		return csq_json_fail(j, "Rule \"%s\": \"at_least\" and \"at_most\" are whole numbers of times, 0 and more.",
		                     name.s);
	if (r->kind == COUNT && r->at_least > r->at_most)
		return csq_json_fail(j, "Rule \"%s\": \"at_least\" is more than \"at_most\".", name.s);
	if (r->kind == GAP && isnan(r->at_most))
		return csq_json_fail(j, "Rule \"%s\" needs \"at_most\": the longest gap.", name.s);
	if (r->kind == GAP && !(r->at_most >= 0))
		return csq_json_fail(j, "Rule \"%s\": a gap is not shorter than nothing: \"at_most\" is %g.", name.s,
		                     r->at_most);
	if (!(r->weight >= 0) || !(isnan(r->likeness) || (r->likeness > 0 && r->likeness <= 1)))
		return csq_json_fail(j, "Rule \"%s\": weight is not below 0, likeness lies within 0 and 1.", name.s);
	return true;
}

static bool
read_rule(CsqJson *j, Rule *r)
{
	static const char *const names[] = {"rule",   "kind",     "speaker",      "when_speaker", "say",      "when",
	                                    "good",   "bad",      "within_turns", "within",       "at_least", "at_most",
	                                    "weight", "likeness", "applies_when", "red_line",     NULL};
	unsigned                 seen = 0;
	int                      k;

	*r = (Rule){.within = NAN, .at_most = NAN, .weight = 1, .likeness = NAN};
	csq_json_open(j, '{');
	while ((k = csq_json_member(j, names, &seen)) >= 0)
		switch (k)
		{
			case 0:
				r->name = csq_json_string(j);
				break;
			case 1:
				r->kind = read_kind(j);
				break;
			case 2:
				r->speaker = csq_json_string(j);
				break;
			case 3:
				r->when_speaker = csq_json_string(j);
				break;
			case 4:
				(void) read_phrases(j, &r->say);
				break;
			case 5:
				(void) read_phrases(j, &r->when);
				break;
			case 6:
				(void) read_phrases(j, &r->good);
				break;
			case 7:
				(void) read_phrases(j, &r->bad);
				break;
			case 8:
				if ((r->within_turns = csq_json_i64(j)) < 1 && !j->failed)
					csq_json_fail(j, "within_turns is at least 1: the first turn alone.");
				break;
			case 9:
				r->within = read_seconds(j);
				break;
			case 10:
				r->at_least = csq_json_double(j);
				break;
			case 11:
				r->at_most = read_seconds(j);
				break;
			case 12:
				r->weight = csq_json_double(j);
				break;
			case 13:
				r->likeness = csq_json_double(j);
				break;
			case 14:
				read_condition(j, r);
				break;
			default:
				r->red_line = csq_json_bool(j);
				break;
		}
	return csq_json_need(j, names, seen, 3u) && check_rule(j, r);
}

bool
csq_script_parse(const char *json, size_t len, CsqScript **script, CsqError *err)
{
	static const char *const names[] = {"rules", NULL};
	CsqScript               *s = csq_alloc0(sizeof *s);
	CsqJson                  j;
	unsigned                 seen = 0;
	bool                     object;

	csq_json_init(&j, json, len, "script", err);
	object = csq_json_peek(&j) == '{';
	if (object)
	{
		csq_json_open(&j, '{');
		if (csq_json_member(&j, names, &seen) < 0)
			return csq_json_need(&j, names, seen, 1u) && false;
	}
	csq_json_open(&j, '[');
	while (csq_json_item(&j))
	{
		if (s->n == s->cap)
			csq_grow(s->rule, s->cap);
		if (!read_rule(&j, &s->rule[s->n++]))
			return false;
	}
	if (object)
		(void) csq_json_member(&j, names, &seen);
	*script = s;
	return csq_json_end(&j);
}

static void
read_turn(CsqJson *j, CsqTurn *t)
{
	CsqText key;
	bool    speaker = false, text = false;

	*t = (CsqTurn){.start = NAN, .end = NAN, .sentiment = NAN};
	csq_json_open(j, '{');
	while (csq_json_key(j, &key))
		if (csq_json_is(&key, "speaker"))
			t->speaker = csq_json_string(j), speaker = true;
		else if (csq_json_is(&key, "text"))
			t->text = csq_json_string(j), text = true;
		else if (csq_json_is(&key, "start") || csq_json_is(&key, "at"))
			t->start = read_time(j);
		else if (csq_json_is(&key, "end"))
			t->end = read_time(j);
		else if (csq_json_is(&key, "sentiment"))
			t->sentiment = csq_json_null(j) ? NAN : csq_json_double(j);
		else
			skip_value(j);
	if (!j->failed && !(speaker && text))
		csq_json_fail(j, "A turn has a speaker and a text.");
	if (!j->failed && t->end < t->start)
		csq_json_fail(j, "A turn ends before it starts.");
}

static void
read_turns(CsqJson *j, CsqTranscript *t)
{
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (t->n == t->cap)
			csq_grow(t->turn, t->cap);
		read_turn(j, &t->turn[t->n++]);
	}
}

bool
csq_transcript_parse(const char *json, size_t len, CsqTranscript *t, CsqError *err)
{
	CsqJson j;
	CsqText key;
	bool    turns = false;

	memset(t, 0, sizeof *t);
	csq_json_init(&j, json, len, "transcript", err);
	if (csq_json_peek(&j) == '[')
	{
		read_turns(&j, t);
		return csq_json_end(&j);
	}
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
		if (csq_json_is(&key, "turns"))
			read_turns(&j, t), turns = true;
		else
			add_fact(&j, key, &t->fact, &t->facts, &t->fact_cap);
	if (!j.failed && !turns)
		csq_json_fail(&j, "A transcript is a list of turns, or an object with \"turns\" and facts.");
	return csq_json_end(&j);
}

/* ---- checking ---- */

typedef struct Checker
{
	const Rule      *rule;
	CsqTranscript   *t;
	CsqScriptResult *out;
	CsqError        *err;
	bool             failed; /* reading a text failed */
} Checker;

static bool
is_speaker(const CsqTurn *t, CsqText given, const char *otherwise)
{
	CsqText usual = {otherwise, strlen(otherwise)};

	return csq_is_speaker(&t->speaker, given.len > 0 ? &given : &usual);
}

/* Does anybody speak whose turns the rule counts? */
static bool
is_present(const Checker *c)
{
	size_t i = 0;

	if (c->rule->kind == GAP || c->rule->kind == RECOVERED)
		return true;
	while (i < c->t->n && !is_speaker(&c->t->turn[i], c->rule->speaker, "agent"))
		i++;
	return i < c->t->n;
}

/*
 * Is the phrase said in a turn, from character *at of those that count on?  *at: behind it.  Where it is said best, or
 * with "first" where it is said first, so that what comes behind is looked at once only.
 */
static bool
said(Checker *c, size_t turn, const Phrase *p, double likeness, bool first, size_t *at, size_t *from, size_t *to)
{
	CsqTurn *t = &c->t->turn[turn];

	if (!t->read)
	{
		if (!read_chars(t->text, &t->chars, c->err))
			return !(c->failed = true);
		t->place = csq_alloc((t->chars.n + 1) * sizeof *t->place);
		t->places = csq_script_places(&t->chars, t->place);
		t->read = true;
	}
	if (*at >= t->places || !csq_script_find_in(&t->chars, t->place + *at, t->places - *at, &p->chars, p->place,
	                                            p->places, likeness, first, from, to))
		return false;
	while (*at < t->places && t->place[*at] < *to)
		++*at;
	return true;
}

static void
note(Checker *c, size_t turn, size_t from, size_t to)
{
	const CsqTurn *t = &c->t->turn[turn];

	c->out->turn = (int) turn + 1;
	c->out->evidence = (CsqText){t->text.s + t->chars.at[from], t->chars.end[to - 1] - t->chars.at[from]};
}

/* Is a turn early enough for the rule? */
static bool
in_time(const Checker *c, size_t turn)
{
	const Rule *r = c->rule;

	return (r->within_turns == 0 || (int64_t) turn < r->within_turns) &&
	       (isnan(r->within) || c->t->turn[turn].start - c->t->turn[0].start <= r->within);
}

static double
likeness_of(const Rule *r)
{
	return !isnan(r->likeness) ? r->likeness : r->kind == MUST_NOT || r->kind == COUNT ? 1 : 0.7;
}

/* The first turn of the speaker from a turn on that says one of the phrases, and is in time; n when there is none. */
static size_t
first_said(Checker *c, const Phrases *list, CsqText speaker, const char *otherwise, double likeness, size_t from_turn,
           size_t end, bool timed, size_t *from, size_t *to)
{
	for (size_t i = from_turn; i < end; i++)
		for (size_t k = 0; k < list->n; k++)
		{
			size_t at = 0;

			csq_poll(i);
			if (is_speaker(&c->t->turn[i], speaker, otherwise) && (!timed || in_time(c, i)) &&
			    said(c, i, &list->item[k], likeness, false, &at, from, to))
				return i;
		}
	return c->t->n;
}

static CsqRuleVerdict
check_said(Checker *c)
{
	const Rule    *r = c->rule;
	size_t         n = c->t->n;
	size_t         from, to;
	CsqRuleVerdict found = r->kind == MUST_NOT ? CSQ_FAILED : CSQ_PASSED;

	for (size_t k = 0; k < (r->kind == MUST ? r->say.n : 1); k++)
	{
		Phrases one = {r->say.item + k, 1, 0};
		size_t  i = first_said(c, r->kind == MUST ? &one : &r->say, r->speaker, "agent", likeness_of(r), 0, n, true,
		                       &from, &to);

		if (i == n)
		{
			c->out->turn = 0;
			c->out->evidence = (CsqText){NULL, 0};
			return r->kind == MUST_NOT ? CSQ_PASSED : CSQ_FAILED;
		}
		note(c, i, from, to);
	}
	return found;
}

/* Each phrase behind the one before. */
static CsqRuleVerdict
check_order(Checker *c)
{
	const Rule *r = c->rule;
	size_t      turn = 0, at = 0, from, to;

	for (size_t k = 0; k < r->say.n; k++)
	{
		for (;; turn++, at = 0)
		{
			if (turn == c->t->n)
				return CSQ_FAILED;
			if (is_speaker(&c->t->turn[turn], r->speaker, "agent") &&
			    said(c, turn, &r->say.item[k], likeness_of(r), true, &at, &from, &to))
				break;
		}
		note(c, turn, from, to);
	}
	return CSQ_PASSED;
}

static CsqRuleVerdict
check_after(Checker *c)
{
	const Rule    *r = c->rule;
	size_t         n = c->t->n;
	size_t         turns = r->within_turns > 0 ? (size_t) r->within_turns : 2;
	CsqRuleVerdict verdict = CSQ_NOT_APPLICABLE;

	for (size_t i = 0; i < n; i++)
	{
		size_t from, to, wfrom, wto;
		size_t end = i + 1 + turns < n ? i + 1 + turns : n;
		size_t answer;

		if (first_said(c, &r->when, r->when_speaker, "customer", 0.7, i, i + 1, false, &wfrom, &wto) == n)
			continue;
		answer = first_said(c, &r->say, r->speaker, "agent", likeness_of(r), i + 1, end, false, &from, &to);
		if (answer == n || (!isnan(r->within) && !(c->t->turn[answer].start - c->t->turn[i].start <= r->within)))
		{
			note(c, i, wfrom, wto);
			return CSQ_FAILED;
		}
		note(c, answer, from, to);
		verdict = CSQ_PASSED;
	}
	return verdict;
}

static CsqRuleVerdict
check_count(Checker *c)
{
	const Rule *r = c->rule;
	int64_t     times = 0;

	for (size_t i = 0; i < c->t->n; i++)
		for (size_t k = 0; k < r->say.n && is_speaker(&c->t->turn[i], r->speaker, "agent"); k++)
		{
			size_t at = 0, from, to;

			while (said(c, i, &r->say.item[k], likeness_of(r), true, &at, &from, &to))
				if ((double) ++times <= r->at_most + 1 || isnan(r->at_most))
					note(c, i, from, to);
		}
	return (double) times >= r->at_least && (isnan(r->at_most) || (double) times <= r->at_most) ? CSQ_PASSED
	                                                                                            : CSQ_FAILED;
}

static CsqRuleVerdict
check_gap(Checker *c)
{
	const Rule *r = c->rule;
	double      longest = -1;
	double      end = NAN;

	for (size_t i = 0; i < c->t->n; i++)
	{
		const CsqTurn *t = &c->t->turn[i];
		double         gap = t->start - end;

		if (i > 0 && isnan(gap))
			return CSQ_NOT_APPLICABLE;
		if (i > 0 && gap > longest && (r->speaker.len == 0 || csq_is_speaker(&t->speaker, &r->speaker)))
		{
			longest = gap;
			c->out->turn = (int) i + 1;
			c->out->evidence = t->text;
		}
		if (i == 0 || t->end > end)
			end = t->end;
	}
	return c->t->n < 2 ? CSQ_NOT_APPLICABLE : longest <= r->at_most ? CSQ_PASSED : CSQ_FAILED;
}

/* How a turn sounds: as given, or good phrases less bad ones; NaN when the rule says nothing of it. */
static double
sentiment(Checker *c, size_t i)
{
	const Rule *r = c->rule;
	double      s = 0;

	if (!isnan(c->t->turn[i].sentiment) || r->good.n + r->bad.n == 0)
		return c->t->turn[i].sentiment;
	for (int side = 0; side < 2; side++)
	{
		const Phrases *list = side == 0 ? &r->good : &r->bad;

		for (size_t k = 0; k < list->n; k++)
		{
			size_t at = 0, from, to;

			while (said(c, i, &list->item[k], 1, true, &at, &from, &to))
				s += side == 0 ? 1 : -1;
		}
	}
	return s;
}

/* Did a customer who was dissatisfied end otherwise?  The sum over the last third of the turns, at least one. */
static CsqRuleVerdict
check_recovered(Checker *c)
{
	const Rule *r = c->rule;
	size_t      n = 0, k = 0;
	double      last = 0;
	bool        bad = false;

	for (size_t i = 0; i < c->t->n; i++)
		n += is_speaker(&c->t->turn[i], r->speaker, "customer");
	for (size_t i = 0; i < c->t->n; i++)
	{
		double s;

		if (!is_speaker(&c->t->turn[i], r->speaker, "customer"))
			continue;
		s = sentiment(c, i);
		if (isnan(s))
			return CSQ_NOT_APPLICABLE;
		bad |= s < 0;
		if (k++ < n - (n >= 3 ? n / 3 : 1))
			continue;
		last += s;
		c->out->turn = (int) i + 1;
		c->out->evidence = c->t->turn[i].text;
	}
	return !bad ? CSQ_NOT_APPLICABLE : last >= 0 ? CSQ_PASSED : CSQ_FAILED;
}

/* Does the rule apply to this conversation, and can it be told? */
static bool
applies(Checker *c)
{
	const Rule *r = c->rule;
	size_t      from, to;
	bool        found = r->said.n == 0;

	for (size_t i = 0; i < c->t->n; i++)
		if (!isnan(r->within) && isnan(c->t->turn[i].start))
			return false;

	for (size_t k = 0; k < r->facts; k++)
	{
		bool same = false;

		/* several values of one key: any of them */
		for (size_t q = 0; q < r->facts; q++)
			for (size_t i = 0; i < c->t->facts && csq_text_same(&r->fact[q].key, &r->fact[k].key); i++)
				same |= csq_text_same(&c->t->fact[i].key, &r->fact[q].key) &&
				        csq_text_same(&c->t->fact[i].value, &r->fact[q].value);
		if (!same)
			return false;
	}
	for (size_t i = 0; i < c->t->n && !found; i++)
		found = first_said(c, &r->said, c->t->turn[i].speaker, "", 0.7, i, i + 1, false, &from, &to) < c->t->n;
	return found;
}

size_t
csq_script_rules(const CsqScript *s)
{
	return s->n;
}

bool
csq_script_rule(const CsqScript *s, size_t rule, CsqTranscript *t, CsqScriptResult *r, CsqError *err)
{
	Checker c = {&s->rule[rule], t, r, err, false};

	*r = (CsqScriptResult){.rule = c.rule->name, .weight = c.rule->weight, .red_line = c.rule->red_line};
	if (!applies(&c) || !is_present(&c))
		r->verdict = CSQ_NOT_APPLICABLE;
	else if (c.rule->kind <= ANY_OF)
		r->verdict = check_said(&c);
	else if (c.rule->kind == ORDER)
		r->verdict = check_order(&c);
	else if (c.rule->kind == AFTER)
		r->verdict = check_after(&c);
	else if (c.rule->kind == COUNT)
		r->verdict = check_count(&c);
	else if (c.rule->kind == GAP)
		r->verdict = check_gap(&c);
	else
		r->verdict = check_recovered(&c);
	if (r->verdict == CSQ_NOT_APPLICABLE)
	{
		r->turn = 0;
		r->evidence = (CsqText){NULL, 0};
	}
	return !c.failed;
}

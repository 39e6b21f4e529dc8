/*
 * process_rules.c
 *		Does a process keep to rules such as "every complaint is answered later"?
 *
 * A rule is a template of DECLARE with one or two activities, written as
 *
 *		response(opened, replied)		existence(replied, 2)		init(opened)
 *
 * Labels are those of funnels and patterns (base/literal.h): words with spaces as
 * they are, quoted where they hold a sign of the languages; full-width signs read
 * as their half-width twins.  Names of rules are read in any case, with or without a
 * space, dash or underscore between their words, as papers and other tools write them.
 *
 * For each variant and rule a few facts are found in one walk along the path:
 * O(length of all variants x rules).  A case is activated by a rule that says
 * something about it: whose condition occurs.  A rule that is not activated holds
 * vacuously.  A case that is still open is judged when no event that may follow
 * can change the verdict; until then it is pending.
 *
 * Source of the templates: M. Pesic, H. Schonenberg, W. van der Aalst, DECLARE:
 * full support for loosely-structured processes, EDOC 2007.
 */
#include "process/process_conformance.h"

#include "base/literal.h"
#include "base/nearest.h"

#define TIMES_MAX 1000000

static const char *const names[] = {"response",
                                    "precedence",
                                    "succession",
                                    "chain_response",
                                    "chain_precedence",
                                    "chain_succession",
                                    "responded_existence",
                                    "coexistence",
                                    "not_coexistence",
                                    "not_succession",
                                    "alternate_response",
                                    "alternate_precedence",
                                    "alternate_succession",
                                    "not_chain_succession",
                                    "existence",
                                    "absence",
                                    "exactly",
                                    "init",
                                    "end"};

#define NTEMPLATES (sizeof names / sizeof names[0])

static const CsqLabelRule rule_labels = {"", NULL, false};

/* ---- the language ---- */

static bool
bad_rule(CsqError *err, const char *s, size_t len, const char *why)
{
	return csq_fail(err, CSQ_PARAM, "malformed rule \"%s\"", csq_quoted(s, len).s) || csq_detail(err, "%s", why) ||
	       csq_hint(err, "Write it like ARRAY['response(opened, replied)', 'existence(replied, 2)'].");
}

/* NULL, or what is wrong. */
static const char *
read_label(const char **at, const char *end, CsqText *label)
{
	bool        quoted;
	const char *why;

	csq_literal_spaces(at, end);
	quoted = *at < end && **at == '"';
	why = csq_literal_label(at, end, &rule_labels, label);
	if (why != NULL || quoted)
		return why;
	csq_literal_spaces(at, end);
	if (*at < end && **at != ',' && **at != ')')
		return "An activity ends with a comma or a parenthesis; one that holds another sign is quoted: init(\"a|b\").";
	return label->len > 0 ? NULL : "An activity is missing; one without a name is written \"\".";
}

static const char *
read_times(const char **at, const char *end, uint32_t *times)
{
	const char *from;

	csq_literal_spaces(at, end);
	from = *at;
	for (*times = 0; *at < end && **at >= '0' && **at <= '9' && *times <= TIMES_MAX; (*at)++)
		*times = *times * 10 + (uint32_t) (**at - '0');
	return *at > from && *times <= TIMES_MAX ? NULL : "The number of times is a whole number up to 1000000.";
}

/* Behind the opening parenthesis. */
static const char *
read_arguments(const char **at, const char *end, CsqRule *r)
{
	const char *why = read_label(at, end, &r->a);

	if (why == NULL && r->template <CSQ_EXISTENCE)
		why = csq_literal_take(at, end, ",") ? read_label(at, end, &r->b) : "This rule has two activities.";
	else if (why == NULL && r->template <CSQ_INIT &&csq_literal_take(at, end, ","))
		why = read_times(at, end, &r->times);
	if (why == NULL && r->times == 0 && r->template != CSQ_EXACTLY)
		return "It cannot be 0 here: absence(a) is never, absence(a, 2) at most once, existence(a) at least once.";
	if (why == NULL && !csq_literal_take(at, end, ")"))
		why = r->template <
			CSQ_EXISTENCE
				? "This rule has two activities and ends with \")\"."
				: r->template <CSQ_INIT
		                           ? "This rule has an activity and, if wanted, a number of times, and ends with \")\"."
		        : "This rule has one activity and ends with \")\".";
	if (why == NULL)
		csq_literal_spaces(at, end);
	return why == NULL && *at < end ? "There is something behind the rule." : why;
}

/* A name of one or several words: what stands between them, and the case of letters, are not looked at. */
static bool
same_name(CsqText given, const char *name)
{
	const char *at = given.s;
	const char *end = given.s + given.len;

	for (;; at++)
	{
		while (at < end && (*at == ' ' || *at == '_' || *at == '-'))
			at++;
		name += *name == '_';
		if (at == end || *name == '\0')
			return at == end && *name == '\0';
		if ((*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at) != *name++)
			return false;
	}
}

static bool
unknown_rule(CsqError *err, const char *s, size_t len, CsqText word)
{
	CsqText  known[NTEMPLATES];
	uint32_t near;

	for (size_t i = 0; i < NTEMPLATES; i++)
		known[i] = (CsqText){names[i], strlen(names[i])};
	near = csq_nearest_label(&word, known, NTEMPLATES);
	csq_fail(err, CSQ_PARAM, "unknown rule \"%s\"", csq_quoted(s, len).s);
	csq_detail(
		err,
		"The rules are response, precedence and succession, also with chain_ or alternate_ before them, responded_existence, coexistence, not_coexistence, not_succession and not_chain_succession of two activities, existence, absence and exactly of an activity and a number, init and end of an activity.");
	if (near < NTEMPLATES)
		return csq_hint(err, "The nearest name is %s.", names[near]);
	return csq_hint(err, "Write it like ARRAY['response(opened, replied)', 'existence(replied, 2)'].");
}

bool
csq_rule_parse(const char *s, size_t len, CsqRule *rule, CsqError *err)
{
	CsqText     folded = csq_fold_width(s, len);
	const char *at = folded.s;
	const char *end = folded.s + folded.len;
	CsqText     word;
	const char *why;
	size_t      t = 0;

	memset(rule, 0, sizeof *rule);
	rule->times = 1;
	csq_literal_spaces(&at, end);
	word.s = at;
	while (at < end && *at != '(')
		at++;
	word.len = (size_t) (at - word.s);
	while (t < NTEMPLATES && !same_name(word, names[t]))
		t++;
	if (t == NTEMPLATES)
		return unknown_rule(err, s, len, word);
	rule->template = (CsqTemplate) t;
	why = csq_literal_take(&at, end, "(") ? read_arguments(&at, end, rule) : "The name of a rule is followed by \"(\".";
	return why == NULL || bad_rule(err, s, len, why);
}

void
csq_rule_text(const CsqRule *rule, CsqBuf *out)
{
	csq_buf_printf(out, "%s(", names[rule->template]);
	csq_buf_label(out, &rule->a, &rule_labels);
	if (rule->template <CSQ_EXISTENCE)
	{
		csq_buf_str(out, ", ");
		csq_buf_label(out, &rule->b, &rule_labels);
	}
	else if (rule->template <CSQ_INIT)
		csq_buf_printf(out, ", %u", rule->times);
	csq_buf_char(out, ')');
}

/* ---- judging ---- */

/* What one walk along a path tells about a and b. */
typedef struct Facts
{
	uint32_t na; /* occurrences */
	uint32_t nb;
	bool     unanswered; /* an a with no b after it */
	bool     unprepared; /* a b with no a before it */
	bool     chain_a;    /* an a whose next is not b */
	bool     chain_past; /* the same, and there is a next */
	bool     chain_b;    /* a b whose last before is not a */
	bool     b_after_a;
	bool     b_next_to_a; /* a b directly after an a */
	bool     again_a;     /* an a after an a with no b between */
	bool     again_b;     /* a b with no a since the b before, or at all */
	bool     a_since_last_b;
} Facts;

static Facts
walk(const CsqVariant *v, uint32_t a, uint32_t b)
{
	Facts f = {0};

	for (uint32_t k = 0; k < v->len; k++)
	{
		uint32_t x = v->path[k];

		/* with a = b an event answers and prepares those on its other side only */
		if (x == b)
		{
			f.unprepared |= f.na == 0;
			f.b_after_a |= f.na > 0;
			f.chain_b |= k == 0 || v->path[k - 1] != a;
			f.b_next_to_a |= k > 0 && v->path[k - 1] == a;
			f.again_b |= !f.a_since_last_b;
			f.a_since_last_b = false;
			f.unanswered = false;
			f.nb++;
		}
		if (x == a)
		{
			f.chain_a |= k + 1 == v->len || v->path[k + 1] != b;
			f.chain_past |= k + 1 < v->len && v->path[k + 1] != b;
			f.again_a |= f.unanswered;
			f.a_since_last_b = true;
			f.unanswered = true;
			f.na++;
		}
		csq_poll(k);
	}
	return f;
}

/* What a rule says of a case as far as it has come. */
typedef struct Verdict
{
	bool activated;
	bool broken; /* implies activated */
	bool final;  /* of an activated rule: whatever follows, it stays so */
} Verdict;

/* Of the templates with two activities. */
static Verdict
judge_two(CsqTemplate t, const Facts *f, bool same)
{
	bool either = f->na > 0 || f->nb > 0;

	switch (t)
	{
		case CSQ_RESPONSE: /* the last a of response(a, a) has none behind it, however often there is one more */
			return (Verdict){f->na > 0, f->unanswered, same};
		case CSQ_PRECEDENCE:
			return (Verdict){f->nb > 0, f->unprepared, true};
		case CSQ_SUCCESSION:
			return (Verdict){either, f->unanswered || f->unprepared, f->unprepared || same};
		case CSQ_CHAIN_RESPONSE:
			return (Verdict){f->na > 0, f->chain_a, f->chain_past || same};
		case CSQ_CHAIN_PRECEDENCE:
			return (Verdict){f->nb > 0, f->chain_b, f->chain_b};
		case CSQ_CHAIN_SUCCESSION:
			return (Verdict){either, f->chain_a || f->chain_b, f->chain_b || f->chain_past || same};
		case CSQ_RESPONDED_EXISTENCE:
			return (Verdict){f->na > 0, f->na > 0 && f->nb == 0, f->nb > 0};
		case CSQ_COEXISTENCE:
			return (Verdict){either, either && (f->na == 0 || f->nb == 0), f->na > 0 && f->nb > 0};
		case CSQ_NOT_COEXISTENCE:
			return (Verdict){either, f->na > 0 && f->nb > 0, f->na > 0 && f->nb > 0};
		case CSQ_NOT_SUCCESSION:
			return (Verdict){f->na > 0, f->b_after_a, f->b_after_a};
		case CSQ_ALTERNATE_RESPONSE:
			return (Verdict){f->na > 0, f->unanswered || f->again_a, f->again_a || same};
		case CSQ_ALTERNATE_PRECEDENCE:
			return (Verdict){f->nb > 0, f->again_b, f->again_b};
		case CSQ_ALTERNATE_SUCCESSION:
			return (Verdict){either, f->unanswered || f->again_a || f->again_b, f->again_a || f->again_b || same};
		default: /* not_chain_succession */
			return (Verdict){f->na > 0, f->b_next_to_a, f->b_next_to_a};
	}
}

static Verdict
judge(const CsqRule *r, const CsqVariant *v, uint32_t a, uint32_t b)
{
	Facts f = walk(v, a, b);

	switch (r->template)
	{
		case CSQ_EXISTENCE:
			return (Verdict){true, f.na < r->times, f.na >= r->times};
		case CSQ_ABSENCE:
			return (Verdict){true, f.na >= r->times, f.na >= r->times};
		case CSQ_EXACTLY:
			return (Verdict){true, f.na != r->times, f.na > r->times};
		case CSQ_INIT:
			return (Verdict){true, v->path[0] != a, true};
		case CSQ_END:
			return (Verdict){true, v->path[v->len - 1] != a, false};
		default:
			return judge_two(r->template, &f, csq_text_compare(&r->a, &r->b) == 0);
	}
}

void
csq_process_rules(const CsqProcess *p, const CsqRule *rules, uint32_t nrules, const bool *closed, CsqRuleCounts *counts)
{
	uint32_t *a = csq_alloc((nrules + (size_t) 1) * sizeof *a);
	uint32_t *b = csq_alloc((nrules + (size_t) 1) * sizeof *b);

	memset(counts, 0, (nrules + (size_t) 1) * sizeof *counts);
	for (uint32_t i = 0; i < nrules; i++)
	{
		/* an activity that does not occur has a number that is in no path */
		a[i] = csq_process_activity(p, &rules[i].a);
		b[i] = rules[i].template <CSQ_EXISTENCE ? csq_process_activity(p, &rules[i].b) : p->nactivities;
	}
	for (uint32_t k = 0; k < p->nvariants; k++)
	{
		const CsqVariant *v = &p->variants[k];
		bool              open = closed != NULL && !closed[v->path[v->len - 1]];
		bool              any_activated = false;
		bool              any_pending = false;
		bool              any_broken = false;

		for (uint32_t i = 0; i < nrules; i++)
		{
			Verdict w = judge(&rules[i], v, a[i], b[i]);
			bool    pending = open && w.activated && !w.final;

			counts[i].activated += w.activated ? v->n : 0;
			counts[i].pending += pending ? v->n : 0;
			counts[i].violated += w.broken && !pending ? v->n : 0;
			any_activated |= w.activated;
			any_pending |= pending;
			any_broken |= w.broken && !pending;
			csq_poll(i);
		}
		counts[nrules].activated += any_activated ? v->n : 0;
		counts[nrules].pending += any_pending && !any_broken ? v->n : 0;
		counts[nrules].violated += any_broken ? v->n : 0;
		csq_poll(k);
	}
	csq_free(a);
	csq_free(b);
}

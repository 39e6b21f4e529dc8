/*
 * funnel_text.c
 *		The funnel specification: a small language.
 *
 *		spec	= step { "->" step } { ";" clause }
 *		step	= label { "|" label } [ gap ]
 *		label	= bare words | "quoted, with "" for a quote"
 *		gap		= "[<=" length "]" | "[>=" length "]" | "[" length ".." length "]"
 *		clause	= "within" length | "ties" (any | seq | strict) | "order then" | "chain first"
 *
 * Reserved, refused with 0A000: label? and label{n}, "order any|strict", "not ...",
 * "chain last|fastest", "calendar ...".  A bare label may hold letters of any
 * script, digits, spaces inside and anything that is not punctuation of the
 * language.  The stored value is the canonical text; this is its only reader.
 */
#include "funnel.h"

#include "instant.h"
#include "literal.h"

#define TABLE_SEED UINT64_C(0x66756e6e656c3176)
#define RESERVED "|[]{}?;\"()<>*,"

typedef struct Parser
{
	const char *start;
	const char *at;
	const char *end;
	CsqError   *err;
	CsqFunnelSpec *spec;
	bool		within_seen;
	bool		ties_seen;
	bool		order_seen;
	bool		chain_seen;
} Parser;

/* ---- errors ---- */

static bool
bad(Parser *p, const char *why, const char *at)
{
	CsqQuoted	all = csq_quoted(p->start, (size_t) (p->end - p->start));
	CsqQuoted	rest = csq_quoted(at, (size_t) (p->end - at));

	csq_fail(p->err, CSQ_SYNTAX, "invalid input syntax for type csq.funnel_spec: \"%s\"", all.s);
	if (at < p->end)
		csq_detail(p->err, "%s At \"%s\".", why, rest.s);
	else
		csq_detail(p->err, "%s At the end.", why);
	return csq_hint(p->err, "Write a funnel as: opened -> replied[<=4h] -> resolved|closed; within 7d.");
}

/* Did a reader of literal.h find nothing wrong? */
static bool
good(Parser *p, const char *wrong)
{
	return wrong == NULL || bad(p, wrong, p->at);
}

static bool
reserved(Parser *p, const char *what, const char *instead)
{
	csq_fail(p->err, CSQ_UNSUPPORTED, "%s is not supported in a funnel_spec", what);
	csq_detail(p->err, "The form is reserved.");
	return csq_hint(p->err, "%s", instead);
}

/* ---- tokens ---- */

static void
spaces(Parser *p)
{
	csq_literal_spaces(&p->at, p->end);
}

static bool
take(Parser *p, const char *token)
{
	return csq_literal_take(&p->at, p->end, token);
}

/* A whole word of the language. */
static bool
take_word(Parser *p, const char *word)
{
	const char *was = p->at;

	if (take(p, word) && (p->at >= p->end || !csq_is_word_byte(*p->at)))
		return true;
	p->at = was;
	return false;
}

static bool
read_label(Parser *p, CsqText *label)
{
	const char *from;
	const char *to;

	spaces(p);
	if (p->at < p->end && *p->at == '"')
		return good(p, csq_literal_quoted(&p->at, p->end, label));
	from = p->at;
	while (p->at < p->end && strchr(RESERVED, *p->at) == NULL &&
		   !(*p->at == '-' && p->end - p->at > 1 && p->at[1] == '>'))
		p->at++;
	for (to = p->at; to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\n' || to[-1] == '\r');)
		to--;
	if (to == from)
		return bad(p, "A step needs a label.", from);
	*label = (CsqText) {from, (size_t) (to - from)};
	return true;
}

/* ---- labels ---- */

static CsqFunnelLabel *
find_label(const CsqFunnelSpec *spec, const char *s, size_t len, uint32_t *slot)
{
	uint32_t	mask = (uint32_t) spec->table_size - 1;
	uint32_t	i = (uint32_t) csq_hash_bytes(s, len, TABLE_SEED) & mask;

	for (; spec->table[i] != 0; i = (i + 1) & mask)
	{
		CsqFunnelLabel *l = &spec->labels[spec->table[i] - 1];

		if (l->text.len == len && memcmp(l->text.s, s, len) == 0)
			return l;
	}
	*slot = i;
	return NULL;
}

uint64_t
csq_funnel_spec_marks(const CsqFunnelSpec *spec, const char *label, size_t len, uint64_t *stops)
{
	uint32_t	slot;
	const CsqFunnelLabel *l = find_label(spec, label, len, &slot);

	*stops = l ? l->stops : 0;
	return l ? l->steps : 0;
}

static bool
add_alternative(Parser *p, CsqText text)
{
	CsqFunnelSpec *spec = p->spec;
	uint64_t	bit = UINT64_C(1) << spec->rule.nsteps;
	uint32_t	slot = 0;
	CsqFunnelLabel *l = find_label(spec, text.s, text.len, &slot);

	if (l != NULL && (l->steps & bit))
		return true;			/* said twice in one step */
	if (spec->nalternatives == CSQ_FUNNEL_MAX_LABELS)
		return csq_fail(p->err, CSQ_LIMIT, "funnel_spec has more than %d labels", CSQ_FUNNEL_MAX_LABELS);
	if (l == NULL)
	{
		l = &spec->labels[spec->nlabels++];
		l->text = text;
		l->steps = l->stops = 0;
		spec->table[slot] = (uint16_t) spec->nlabels;
	}
	l->steps |= bit;
	spec->alternatives[spec->nalternatives++] = (uint16_t) (l - spec->labels);
	return true;
}

/* ---- steps ---- */

static bool
read_gap(Parser *p)
{
	CsqFunnelRule *rule = &p->spec->rule;
	uint64_t   *min = &rule->min_gap[rule->nsteps];
	uint64_t   *max = &rule->max_gap[rule->nsteps];
	const char *open = p->at;

	*min = 0;
	*max = CSQ_NO_LIMIT;
	if (!take(p, "["))
		return true;
	if (rule->nsteps == 0)
		return bad(p, "The first step has no step before it to keep a gap to.", open);
	if (!good(p, csq_literal_gap(&p->at, p->end, min, max)))
		return false;
	rule->has_gaps |= *min > 0 || *max != CSQ_NO_LIMIT;
	return true;
}

static bool
read_step(Parser *p)
{
	CsqFunnelSpec *spec = p->spec;
	CsqText		label = {NULL, 0};

	if (spec->rule.nsteps == CSQ_FUNNEL_MAX_STEPS)
		return csq_fail(p->err, CSQ_LIMIT, "funnel_spec has more than %d steps", CSQ_FUNNEL_MAX_STEPS);
	do
	{
		if (!read_label(p, &label) || !add_alternative(p, label))
			return false;
		if (take(p, "?"))
			return reserved(p, "an optional step", "Leave the step out, or name both possibilities with \"|\".");
		if (take(p, "{"))
			return reserved(p, "a repeated step", "Write the step as often as it is to happen: a -> a.");
	} while (take(p, "|"));
	if (!read_gap(p))
		return false;
	spec->rule.nsteps++;
	spec->first[spec->rule.nsteps] = spec->nalternatives;
	return true;
}

/* ---- clauses ---- */

static bool
once(Parser *p, bool *seen, const char *at)
{
	if (*seen)
		return bad(p, "A clause is given twice.", at);
	return *seen = true;
}

static bool
read_clause(Parser *p)
{
	CsqFunnelRule *rule = &p->spec->rule;
	const char *at;

	spaces(p);
	at = p->at;
	if (take_word(p, "within"))
		return once(p, &p->within_seen, at) && good(p, csq_literal_length(&p->at, p->end, &rule->within));
	if (take_word(p, "ties"))
	{
		if (take_word(p, "any"))
			rule->ties = CSQ_TIES_ANY;
		else if (take_word(p, "seq"))
			rule->ties = CSQ_TIES_SEQ;
		else if (take_word(p, "strict"))
			rule->ties = CSQ_TIES_STRICT;
		else
			return bad(p, "Ties are any, seq or strict.", p->at);
		return once(p, &p->ties_seen, at);
	}
	if (take_word(p, "order"))
	{
		if (take_word(p, "then"))
			return once(p, &p->order_seen, at);
		if (take_word(p, "any") || take_word(p, "strict"))
			return reserved(p, "an order other than \"then\"", "Leave the clause out: steps follow each other, other events may lie between.");
		return bad(p, "The order is then.", p->at);
	}
	if (take_word(p, "chain"))
	{
		if (take_word(p, "first"))
			return once(p, &p->chain_seen, at);
		if (take_word(p, "last") || take_word(p, "fastest"))
			return reserved(p, "a chain other than \"first\"", "Leave the clause out: the chain that completes first is reported.");
		return bad(p, "The chain is first.", p->at);
	}
	if (take_word(p, "not"))
		return reserved(p, "an exclusion (not ...)", "Filter the cases with a condition of their own, for example NOT ('reopened' = ANY (path(journey))).");
	if (take_word(p, "calendar"))
		return reserved(p, "working time (calendar ...)", "Lengths are physical time; 8 working hours are not 8h.");
	return bad(p, "A clause begins with within, ties, order or chain.", at);
}

CsqFunnelSpec *
csq_funnel_spec_parse(const char *text, size_t len, CsqError *err)
{
	CsqFunnelSpec *spec = csq_alloc0(sizeof *spec);
	Parser		p = {text, text, text + len, err, spec, false, false, false, false};

	if (len > CSQ_FUNNEL_MAX_TEXT)
	{
		csq_fail(err, CSQ_LIMIT, "funnel_spec is longer than %d bytes", CSQ_FUNNEL_MAX_TEXT);
		return NULL;
	}
	if (!csq_utf8_valid(text, len))
	{
		csq_fail(err, CSQ_SYNTAX, "funnel_spec is not valid UTF-8");
		return NULL;
	}
	spec->rule.within = CSQ_NO_LIMIT;
	spec->table_size = CSQ_FUNNEL_MAX_LABELS * 2;
	spec->table = csq_alloc0((size_t) spec->table_size * sizeof *spec->table);
	spec->labels = csq_alloc(CSQ_FUNNEL_MAX_LABELS * sizeof *spec->labels);
	spec->alternatives = csq_alloc(CSQ_FUNNEL_MAX_LABELS * sizeof *spec->alternatives);
	do
	{
		if (!read_step(&p))
			return NULL;
	} while (take(&p, "->"));
	while (take(&p, ";"))
	{
		spaces(&p);
		if (p.at < p.end && !read_clause(&p))	/* a semicolon at the end is welcome */
			return NULL;
	}
	spaces(&p);
	if (p.at < p.end)
	{
		bad(&p, "Steps are joined by \"->\", clauses begin with \";\".", p.at);
		return NULL;
	}
	return spec;
}

/* ---- canonical text ---- */

static bool
can_be_bare(const CsqText *t)
{
	for (size_t i = 0; i < t->len; i++)
	{
		char		c = t->s[i];

		if (!csq_is_word_byte(c) && strchr("-./:#+&@%='!", c) == NULL &&
			!(c == ' ' && i > 0 && i + 1 < t->len && t->s[i - 1] != ' '))
			return false;
	}
	return t->len > 0;
}

static void
put_label(CsqBuf *out, const CsqText *t)
{
	if (can_be_bare(t))
	{
		csq_buf_put(out, t->s, t->len);
		return;
	}
	csq_buf_quoted(out, t);
}

void
csq_funnel_step_label(const CsqFunnelSpec *spec, int step, CsqBuf *out)
{
	for (int i = spec->first[step - 1]; i < spec->first[step]; i++)
	{
		if (i > spec->first[step - 1])
			csq_buf_char(out, '|');
		put_label(out, &spec->labels[spec->alternatives[i]].text);
	}
}

void
csq_funnel_spec_text(const CsqFunnelSpec *spec, CsqBuf *out)
{
	const CsqFunnelRule *rule = &spec->rule;

	for (int s = 1; s <= rule->nsteps; s++)
	{
		if (s > 1)
			csq_buf_str(out, " -> ");
		csq_funnel_step_label(spec, s, out);
		csq_buf_gap(out, rule->min_gap[s - 1], rule->max_gap[s - 1]);
	}
	if (rule->within != CSQ_NO_LIMIT)
	{
		csq_buf_str(out, "; within ");
		csq_buf_length(out, (int64_t) rule->within);
	}
	if (rule->ties != CSQ_TIES_ANY)
		csq_buf_str(out, rule->ties == CSQ_TIES_SEQ ? "; ties seq" : "; ties strict");
}

/*
 * funnel_spec.c
 *		The funnel specification: a small language.
 *
 *		spec	= step { "->" step } { ";" clause }
 *		step	= labels [ "?" | "{" n "}" ] [ gap ]
 *		labels	= label { "|" label }
 *		label	= as in literal.h, the same as in a pattern
 *		gap		= "[<=" length "]" | "[>=" length "]" | "[" length ".." length "]"
 *		clause	= "within" length (also without the ";"), length "内"
 *				| "order" (then | strict | any | unbroken) | "ties" (any | seq | strict)
 *				| "same" (channel | value)
 *				| "not" labels [ "between" i "and" j ] [ "drop" (chain | journey) ]
 *				| "chain" (first | last | fastest)
 *
 * A step with {n} is n steps, each with the gap (the first of all steps has none).
 * In an exclusion a bare label ends before the words "between" and "drop".  Full-width
 * forms read as their half-width twins (literal.h).  With "order any" gaps and
 * "between" are an error: they speak of neighbouring steps.  Refused with 0A000:
 * "calendar ..." (a calendar is an argument).  The stored value is the canonical
 * text; this is its only reader.
 */
#include "funnel/funnel.h"

#include "base/instant.h"
#include "base/literal.h"

#define TABLE_SEED UINT64_C(0x66756e6e656c3176)
#define SEPARATOR  '\x1f' /* between the activities of an event that has several */

typedef struct Parser
{
	const char    *text; /* as given, for messages */
	size_t         len;
	const char    *start; /* half-width */
	const char    *at;
	const char    *end;
	CsqError      *err;
	CsqFunnelSpec *spec;
	const char    *gap_seen;     /* where the first gap stands */
	const char    *between_seen; /* and the first "between" */
	bool           within_seen;
	bool           ties_seen;
	bool           order_seen;
	bool           chain_seen;
	bool           same_seen;
	bool           old; /* a stored text of the first rule for labels */
} Parser;

static const char *const  exclusion_words[] = {"between", "drop", NULL};
static const CsqLabelRule step_labels = {"", NULL, false};
static const CsqLabelRule stop_labels = {"", exclusion_words, false};

/* ---- errors ---- */

static bool
bad(Parser *p, const char *why, const char *at)
{
	csq_literal_fail(p->err, "csq.funnel_spec", (CsqText){p->text, p->len}, p->start, at, p->end, why);
	return csq_hint(p->err, "Write a funnel as: opened -> replied[<=4h] -> resolved|closed; within 7d.");
}

/* Did a reader of literal.h find nothing wrong? */
static bool
good(Parser *p, const char *wrong)
{
	return wrong == NULL || bad(p, wrong, p->at);
}

static bool
unsupported(Parser *p, const char *what, const char *why, const char *instead)
{
	return csq_fail(p->err, CSQ_UNSUPPORTED, "%s in a funnel_spec", what) || csq_detail(p->err, "%s", why) ||
	       csq_hint(p->err, "%s", instead);
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
	return csq_literal_take_word(&p->at, p->end, word);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The first rule, by which texts were stored that say something else by the present one. */
static CsqText
old_label(Parser *p, bool exclusion)
{
	const char *from = p->at;
	const char *to;

	while (p->at < p->end && strchr("|[]{}?;\"()<>*,", *p->at) == NULL &&
	       !(*p->at == '-' && p->end - p->at > 1 && p->at[1] == '>'))
	{
		if (exclusion && (p->at == from || is_space(p->at[-1])) && (*p->at == 'b' || *p->at == 'd') &&
		    (csq_literal_word_at(p->at, p->end, "between") || csq_literal_word_at(p->at, p->end, "drop")))
			break;
		p->at++;
	}
	for (to = p->at; to > from && is_space(to[-1]);)
		to--;
	return (CsqText){from, (size_t) (to - from)};
}

/* A label with the words of a clause at its end: the semicolon before them is missing. */
static bool
check_clause(Parser *p, const CsqText *label)
{
	static const char *const clauses[][4] = {
		{"order", "then", "strict", "any"},    {"order", "unbroken", "unbroken", "unbroken"},
		{"same", "channel", "value", "value"}, {"ties", "any", "seq", "strict"},
		{"chain", "first", "last", "fastest"}, {"drop", "chain", "journey", "journey"}};
	const char *end = label->s + label->len;

	for (const char *s = label->s + 1; s < end; s++)
		for (int i = 0; is_space(s[-1]) && i < 6; i++)
			for (int k = 1; csq_literal_word_at(s, end, clauses[i][0]) && k < 4; k++)
			{
				const char *word = s + strlen(clauses[i][0]);

				csq_literal_spaces(&word, end);
				if (!csq_literal_word_at(word, end, clauses[i][k]) || word + strlen(clauses[i][k]) != end)
					continue;
				bad(p, "A clause begins with a semicolon.", i == 5 ? label->s : s);
				return csq_hint(p->err, "Write \"; %s %s\", or quote the label: \"%s\".",
				                i == 5 ? "not ... drop" : clauses[i][0], clauses[i][k],
				                csq_quoted(label->s, label->len).s);
			}
	return true;
}

/* exclusion: a bare label ends before the words that go on with the clause. */
static bool
read_label(Parser *p, CsqText *label, bool exclusion)
{
	const char *from;
	bool        bare;

	spaces(p);
	from = p->at;
	bare = p->at < p->end && *p->at != '"';
	if (p->old && bare)
		*label = old_label(p, exclusion);
	else if (!good(p, csq_literal_label(&p->at, p->end, exclusion ? &stop_labels : &step_labels, label)))
		return false;
	if (label->len == 0 && (bare || from == p->end))
		return bad(p,
		           exclusion ? "An exclusion names an activity; quote one that is called \"between\" or \"drop\"."
		                     : "A step needs a label; quote one with a sign of the language in it.",
		           from);
	return p->old || !bare || exclusion || check_clause(p, label);
}

/* A whole number; -1 where there is none or it has more than four digits. */
static int
read_number(Parser *p)
{
	const char *from;
	int         n = 0;

	spaces(p);
	for (from = p->at; p->at < p->end && *p->at >= '0' && *p->at <= '9' && p->at - from < 5; p->at++)
		n = n * 10 + (*p->at - '0');
	if (p->at > from && p->at - from < 5)
		return n;
	p->at = from;
	return -1;
}

/* ---- labels ---- */

static inline uint64_t
hash_label(const char *s, size_t len)
{
	return csq_hash_bytes(s, len, TABLE_SEED);
}

static CsqFunnelLabel *
find_label(const CsqFunnelSpec *spec, const char *s, size_t len)
{
	csq_table_each(&spec->table, hash_label(s, len),
	               l) if (spec->labels[l].text.len == len &&
	                      memcmp(spec->labels[l].text.s, s, len) == 0) return &spec->labels[l];
	return NULL;
}

static CsqFunnelLabel *
add_label(CsqFunnelSpec *spec, CsqText text)
{
	CsqFunnelLabel *l = &spec->labels[spec->nlabels];

	csq_table_room(&spec->table, (uint32_t) spec->nlabels, i,
	               hash_label(spec->labels[i].text.s, spec->labels[i].text.len));
	csq_table_put(&spec->table, hash_label(text.s, text.len), (uint32_t) spec->nlabels++);
	*l = (CsqFunnelLabel){.text = text};
	return l;
}

uint64_t
csq_funnel_spec_marks(const CsqFunnelSpec *spec, const char *label, size_t len, uint64_t *stops)
{
	uint64_t    steps = 0;
	const char *end = label + len;

	*stops = 0;
	for (const char *cut; label != NULL; label = cut)
	{
		const CsqFunnelLabel *l;

		cut = label < end ? memchr(label, SEPARATOR, (size_t) (end - label)) : NULL;
		l = find_label(spec, label, (size_t) ((cut ? cut : end) - label));
		if (l != NULL)
		{
			steps |= l->steps;
			*stops |= l->stops;
		}
		if (cut != NULL)
			cut++;
	}
	return steps;
}

/*
 * One more alternative: of the step being read, or of an exclusion.  mark is its
 * bit there.
 */
static bool
add_alternative(Parser *p, CsqText text, uint64_t mark, bool exclusion)
{
	CsqFunnelSpec  *spec = p->spec;
	CsqFunnelLabel *l = find_label(spec, text.s, text.len);
	uint64_t       *marks;

	if (l != NULL && ((exclusion ? l->stops : l->steps) & mark))
		return true; /* said twice in one step */
	if (spec->nalternatives == CSQ_FUNNEL_MAX_LABELS)
		return csq_fail(p->err, CSQ_LIMIT, "funnel_spec has more than %d labels", CSQ_FUNNEL_MAX_LABELS) ||
		       csq_hint(p->err, "Give activities that mean the same one name with relabel().");
	if (l == NULL)
		l = add_label(spec, text);
	marks = exclusion ? &l->stops : &l->steps;
	*marks |= mark;
	spec->alternatives[spec->nalternatives++] = (uint16_t) (l - spec->labels);
	return true;
}

static bool
read_labels(Parser *p, uint64_t mark, bool exclusion)
{
	CsqText label = {NULL, 0};

	do
	{
		if (!read_label(p, &label, exclusion) || !add_alternative(p, label, mark, exclusion))
			return false;
	} while (take(p, "|"));
	return true;
}

/* ---- steps ---- */

static bool
too_many_steps(Parser *p)
{
	return csq_fail(p->err, CSQ_LIMIT, "funnel_spec has more than %d steps", CSQ_FUNNEL_MAX_STEPS) ||
	       csq_detail(p->err, "Each repetition of a step is a step of its own.") ||
	       csq_hint(p->err, "Split the funnel.");
}

static bool
read_gap(Parser *p, bool bounded, uint64_t *min, uint64_t *max)
{
	const char *open = p->at;
	const char *wrong;

	*min = 0;
	*max = CSQ_NO_LIMIT;
	if (!take(p, "["))
		return true;
	if (!bounded)
		return bad(p, "The first step has no step before it to keep a gap to.", open);
	if (p->gap_seen == NULL)
		p->gap_seen = p->at - 1;
	csq_literal_spaces(&p->at, p->end);
	open = p->at;
	wrong = csq_literal_gap(&p->at, p->end, min, max);
	if (wrong != NULL && open < p->end && strchr("<>=", *open) == NULL &&
	    memchr(open, '=', (size_t) (p->end - open)) != NULL)
		return bad(p,
		           "Brackets behind a step hold the time since the step before, such as [<=4h]; only patterns have "
		           "conditions: a[channel = phone].",
		           open);
	return good(p, wrong);
}

/* What stands behind the labels of a step: how often it is to happen, and whether it may be left out. */
static bool
read_suffix(Parser *p, int *times, bool *optional)
{
	*times = 1;
	*optional = take(p, "?");
	if (*optional && p->spec->rule.nsteps == 0)
		return bad(p, "The first step cannot be optional: a chain begins with it.", p->at - 1);
	if (take(p, "{"))
	{
		*times = read_number(p);
		if (*times < 1)
			return bad(p, "A step is repeated a whole number of times, as in replied{2}.", p->at);
		if (!take(p, "}"))
			return bad(p, "The number of repetitions ends with \"}\".", p->at);
		if (*optional)
			return bad(p, "A step is either optional or repeated: write it as often as wanted, each with \"?\".",
			           p->at);
		if (take(p, "?"))
			return bad(p, "A step is either optional or repeated: write it as often as wanted, each with \"?\".",
			           p->at - 1);
	}
	if (take(p, "|"))
		return bad(p, "\"?\" and \"{n}\" stand behind all alternatives of a step.", p->at - 1);
	return true;
}

/* The step that has been read happens once more. */
static bool
repeat_step(Parser *p, int from, int to)
{
	CsqFunnelSpec *spec = p->spec;

	for (int i = from; i < to; i++)
		if (!add_alternative(p, spec->labels[spec->alternatives[i]].text, UINT64_C(1) << spec->rule.nsteps, false))
			return false;
	return true;
}

static bool
read_step(Parser *p)
{
	CsqFunnelSpec *spec = p->spec;
	CsqFunnelRule *rule = &spec->rule;
	int            from = spec->nalternatives;
	int            to;
	int            times;
	bool           optional;
	uint64_t       min;
	uint64_t       max;

	if (rule->nsteps == CSQ_FUNNEL_MAX_STEPS)
		return too_many_steps(p);
	if (!read_labels(p, UINT64_C(1) << rule->nsteps, false))
		return false;
	to = spec->nalternatives;
	if (!read_suffix(p, &times, &optional) || !read_gap(p, rule->nsteps > 0 || times > 1, &min, &max))
		return false;
	for (int i = 0; i < times; i++)
	{
		int s = rule->nsteps;

		if (s == CSQ_FUNNEL_MAX_STEPS)
			return too_many_steps(p);
		if (i > 0 && !repeat_step(p, from, to))
			return false;
		rule->min_gap[s] = s > 0 ? min : 0;
		rule->max_gap[s] = s > 0 ? max : CSQ_NO_LIMIT;
		rule->has_gaps |= s > 0 && (min > 0 || max != CSQ_NO_LIMIT);
		rule->optional |= (uint64_t) optional << s;
		rule->nsteps++;
		spec->first[rule->nsteps] = spec->nalternatives;
	}
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

/* not labels [between i and j] [drop chain|journey] */
static bool
read_exclusion(Parser *p, const char *at)
{
	CsqFunnelSpec *spec = p->spec;
	CsqFunnelRule *rule = &spec->rule;
	int            from = 1;
	int            to = rule->nsteps;
	int            x = rule->nstops;

	if (rule->nsteps < 2)
		return bad(p, "An exclusion lies between two steps, and there is one.", at);
	if (x == CSQ_FUNNEL_MAX_STOPS)
		return csq_fail(p->err, CSQ_LIMIT, "funnel_spec has more than %d exclusions", CSQ_FUNNEL_MAX_STOPS) ||
		       csq_hint(p->err, "Put activities that are excluded alike into one: not a|b.");
	if (!read_labels(p, UINT64_C(1) << x, true))
		return false;
	if (take_word(p, "between"))
	{
		if (p->between_seen == NULL)
			p->between_seen = p->at - strlen("between");
		spaces(p);
		at = p->at;
		from = read_number(p);
		if (from < 0 || !take_word(p, "and") || (to = read_number(p)) < 0 || from < 1 || from >= to ||
		    to > rule->nsteps)
			return bad(
				p, "An exclusion lies between the numbers of two steps, the lesser first: not a between 1 and 2.", at);
	}
	if (take_word(p, "drop"))
	{
		spaces(p);
		if (take_word(p, "journey"))
			rule->drops_journey |= UINT64_C(1) << x;
		else if (!take_word(p, "chain"))
			return bad(p, "An exclusion drops the chain or the journey.", p->at);
	}
	for (int level = from; level < to; level++)
		rule->stop_levels[x] |= UINT64_C(1) << (level - 1);
	spec->stop_first[++rule->nstops] = spec->nalternatives;
	return true;
}

/* One of three words after the clause's own; its place, or -1. */
static int
one_of(Parser *p, const char *a, const char *b, const char *c)
{
	spaces(p);
	return take_word(p, a) ? 0 : take_word(p, b) ? 1 : take_word(p, c) ? 2 : -1;
}

static bool
read_clause(Parser *p)
{
	CsqFunnelRule *rule = &p->spec->rule;
	const char    *at;
	int            which;
	bool           found;

	spaces(p);
	at = p->at;
	if (!good(p, csq_literal_within(&p->at, p->end, &rule->within, &found)))
		return false;
	if (found)
		return once(p, &p->within_seen, at);
	if (take_word(p, "ties"))
	{
		if ((which = one_of(p, "any", "seq", "strict")) < 0)
			return bad(p, "Ties are any, seq or strict.", p->at);
		rule->ties = (CsqTies) which;
		return once(p, &p->ties_seen, at);
	}
	if (take_word(p, "order"))
	{
		which = one_of(p, "then", "strict", "any");
		if (which < 0 && take_word(p, "unbroken"))
			which = CSQ_ORDER_UNBROKEN;
		if (which < 0)
			return bad(p, "The order is then, strict, any or unbroken.", p->at);
		rule->order = (CsqOrder) which;
		rule->keeps_all = rule->order == CSQ_ORDER_STRICT || rule->order == CSQ_ORDER_UNBROKEN;
		return once(p, &p->order_seen, at);
	}
	if (take_word(p, "chain"))
	{
		if ((which = one_of(p, "first", "last", "fastest")) < 0)
			return bad(p, "The chain is first, last or fastest.", p->at);
		rule->chain = (CsqChain) which;
		return once(p, &p->chain_seen, at);
	}
	if (take_word(p, "same"))
	{
		if ((which = one_of(p, "channel", "value", "value")) < 0)
			return bad(p, "All events of a chain have the same channel or the same value.", p->at);
		rule->same = which == 0 ? CSQ_SAME_CHANNEL : CSQ_SAME_VALUE;
		return once(p, &p->same_seen, at);
	}
	if (take_word(p, "not"))
		return read_exclusion(p, at);
	if (take_word(p, "calendar"))
		return unsupported(
			p, "a calendar cannot be named", "A specification does not depend on what is stored elsewhere.",
			"Give the calendar itself: level(journey, funnel_spec, calendar), steps(journey, funnel_spec, calendar).");
	return bad(p, "A clause begins with within, order, ties, not, same or chain.", at);
}

/* What the clauses must not say together. */
static bool
check_spec(Parser *p)
{
	const CsqFunnelRule *rule = &p->spec->rule;

	if (rule->order == CSQ_ORDER_ANY && p->gap_seen != NULL)
		return bad(p, "With \"order any\" a step has no step before it to keep a gap to.", p->gap_seen) ||
		       csq_hint(p->err, "Leave the gaps out and bound the whole: within 7d.");
	if (rule->order == CSQ_ORDER_ANY && p->between_seen != NULL)
		return bad(p, "With \"order any\" no step comes before another, so nothing lies between two of them.",
		           p->between_seen) ||
		       csq_hint(p->err,
		                "Without \"between\" an exclusion holds from the first to the last event of the chain.");
	if (rule->order == CSQ_ORDER_UNBROKEN &&
	    (rule->has_gaps || rule->optional != 0 || rule->nstops > 0 || rule->ties == CSQ_TIES_STRICT))
		return unsupported(p,
		                   "gaps, optional steps, exclusions and \"ties strict\" cannot stand with \"order unbroken\"",
		                   "It stops at the first event that is not the next step, whatever came before.",
		                   "Bound the whole with \"within\", or use \"order strict\".");
	for (int x = 0; x < rule->nstops; x++)
		for (int y = 0; y < x; y++)
			if (csq_funnel_stops_apart(rule, UINT64_C(1) << x | UINT64_C(1) << y))
				return unsupported(
					p, "exclusions cannot leave out just the optional steps between them",
					"Of events at the same time excluded by both, only trying all selections of the optional steps could tell which break a chain.",
					"Let one of the exclusions span the optional steps.");
	return true;
}

/* The canonical text, which is what is stored, can be longer than what was written: quotes, spaces. */
static bool
fits(Parser *p)
{
	CsqBuf b;

	if (p->end - p->start < CSQ_FUNNEL_MAX_TEXT / 8)
		return true;
	csq_buf_init(&b);
	csq_funnel_spec_text(p->spec, &b);
	if (b.len > CSQ_FUNNEL_MAX_TEXT)
		return csq_fail(p->err, CSQ_LIMIT, "funnel_spec is longer than %d bytes in canonical form",
		                CSQ_FUNNEL_MAX_TEXT) ||
		       csq_hint(p->err, "Give the activities shorter names.");
	return true;
}

static CsqFunnelSpec *
parse(const char *text, size_t len, bool old, CsqError *err)
{
	CsqFunnelSpec *spec = csq_alloc0(sizeof *spec);
	CsqText        folded = old ? (CsqText){text, len} : csq_fold_width(text, len);
	Parser         p = {.text = text,
	                    .len = len,
	                    .start = folded.s,
	                    .at = folded.s,
	                    .end = folded.s + folded.len,
	                    .err = err,
	                    .spec = spec,
	                    .old = old};

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
	csq_table_init(&spec->table, 8);
	spec->labels = csq_alloc(CSQ_FUNNEL_MAX_LABELS * sizeof *spec->labels);
	spec->alternatives = csq_alloc(CSQ_FUNNEL_MAX_LABELS * sizeof *spec->alternatives);
	do
	{
		if (!read_step(&p))
			return NULL;
	} while (take(&p, "->"));
	spec->stop_first[0] = spec->nalternatives;
	while (take(&p, ";") || csq_literal_word_at(p.at, p.end, "within"))
	{
		spaces(&p);
		if (p.at < p.end && !read_clause(&p)) /* a semicolon at the end is welcome */
			return NULL;
	}
	spaces(&p);
	if (p.at < p.end)
	{
		bad(&p, "Steps are joined by \"->\", clauses begin with \";\".", p.at);
		return NULL;
	}
	if (!check_spec(&p) || !fits(&p))
		return NULL;
	return spec;
}

CsqFunnelSpec *
csq_funnel_spec_parse(const char *text, size_t len, CsqError *err)
{
	return parse(text, len, false, err);
}

/* A stored text that is not canonical by the present rules was written by the first ones, and keeps their meaning. */
CsqFunnelSpec *
csq_funnel_spec_stored(const char *text, size_t len, CsqError *err)
{
	CsqError       why;
	CsqFunnelSpec *spec = parse(text, len, false, &why);
	CsqBuf         b;

	csq_buf_init(&b);
	if (spec != NULL)
		csq_funnel_spec_text(spec, &b);
	if (spec != NULL && b.len == len && memcmp(b.data, text, len) == 0)
		return spec;
	spec = parse(text, len, true, &why);
	if (spec == NULL)
		(void) (csq_stored_invalid("funnel_spec", err, "%s", why.detail) || csq_hint(err, "%s", why.hint));
	return spec;
}

/* ---- canonical text ---- */

/* Bare where it reads back; a step label that ends like a clause does not. */
static void
put_label(const CsqText *t, bool exclusion, CsqBuf *out)
{
	CsqError ignored;
	Parser   p = {.text = t->s, .len = t->len, .start = t->s, .at = t->s, .end = t->s + t->len, .err = &ignored};

	if (!exclusion && t->len > 0 && !check_clause(&p, t))
		csq_buf_quoted(out, t);
	else
		csq_buf_label(out, t, exclusion ? &stop_labels : &step_labels);
}

/* Alternatives from .. to - 1, joined by "|". */
static void
put_labels(const CsqFunnelSpec *spec, int from, int to, bool exclusion, CsqBuf *out)
{
	for (int i = from; i < to; i++)
	{
		const CsqText *t = &spec->labels[spec->alternatives[i]].text;

		if (i > from)
			csq_buf_char(out, '|');
		put_label(t, exclusion, out);
	}
}

void
csq_funnel_step_label(const CsqFunnelSpec *spec, int step, CsqBuf *out)
{
	put_labels(spec, spec->first[step - 1], spec->first[step], false, out);
}

/* Is step b, not the first, written as a repetition of the step a before it, whose gap is that of step `gap`? */
static bool
repeats(const CsqFunnelSpec *spec, int a, int b, int gap)
{
	const CsqFunnelRule *rule = &spec->rule;
	int                  n = spec->first[b] - spec->first[b - 1];

	return ((rule->optional >> (a - 1) | rule->optional >> (b - 1)) & 1) == 0 &&
	       rule->min_gap[b - 1] == rule->min_gap[gap - 1] && rule->max_gap[b - 1] == rule->max_gap[gap - 1] &&
	       spec->first[a] - spec->first[a - 1] == n &&
	       memcmp(&spec->alternatives[spec->first[a - 1]], &spec->alternatives[spec->first[b - 1]],
	              (size_t) n * sizeof *spec->alternatives) == 0;
}

static void
put_exclusion(const CsqFunnelSpec *spec, int x, CsqBuf *out)
{
	const CsqFunnelRule *rule = &spec->rule;
	int                  from = __builtin_ctzll(rule->stop_levels[x]) + 1;
	int                  to = 65 - __builtin_clzll(rule->stop_levels[x]);

	csq_buf_str(out, "; not ");
	put_labels(spec, spec->stop_first[x], spec->stop_first[x + 1], true, out);
	if (from != 1 || to != rule->nsteps)
		csq_buf_printf(out, " between %d and %d", from, to);
	if (rule->drops_journey >> x & 1)
		csq_buf_str(out, " drop journey");
}

static void
put_steps(const CsqFunnelSpec *spec, CsqBuf *out)
{
	const CsqFunnelRule *rule = &spec->rule;

	for (int s = 1, next; s <= rule->nsteps; s = next)
	{
		int gap = s == 1 && rule->nsteps > 1 ? 2 : s; /* the first step has none of its own */

		next = s + 1;
		while (next <= rule->nsteps && repeats(spec, s, next, gap))
			next++;
		if (s > 1)
			csq_buf_str(out, " -> ");
		csq_funnel_step_label(spec, s, out);
		if (rule->optional >> (s - 1) & 1)
			csq_buf_char(out, '?');
		if (next - s > 1)
			csq_buf_printf(out, "{%d}", next - s);
		if (s > 1 || next - s > 1)
			csq_buf_gap(out, rule->min_gap[gap - 1], rule->max_gap[gap - 1]);
	}
}

void
csq_funnel_spec_text(const CsqFunnelSpec *spec, CsqBuf *out)
{
	static const char *const ties[] = {"", "; ties seq", "; ties strict"};
	static const char *const orders[] = {"", "; order strict", "; order any", "; order unbroken"};
	static const char *const sames[] = {"", "; same channel", "; same value"};
	static const char *const chains[] = {"", "; chain last", "; chain fastest"};
	const CsqFunnelRule     *rule = &spec->rule;

	put_steps(spec, out);
	if (rule->within != CSQ_NO_LIMIT)
	{
		csq_buf_str(out, "; within ");
		csq_buf_length(out, (int64_t) rule->within);
	}
	csq_buf_str(out, orders[rule->order]);
	csq_buf_str(out, ties[rule->ties]);
	for (int x = 0; x < rule->nstops; x++)
		put_exclusion(spec, x, out);
	csq_buf_str(out, sames[rule->same]);
	csq_buf_str(out, chains[rule->chain]);
}

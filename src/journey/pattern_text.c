/*
 * pattern_text.c
 *		The pattern language and its canonical text.
 *
 *		pattern	= chain [ [ ";" ] "within" length ]
 *		chain	= alt { link alt }
 *		link	= "~>" | "~" gap ">" | "!~" labels "~>" | "!~" labels "~" gap ">"
 *		gap		= "[<=" length "]" | "[>=" length "]" | "[" length ".." length "]"
 *		alt		= seq { "|" seq }
 *		seq		= item { [ "->" ] item }
 *		item	= "^" | "$" | one [ turns ]
 *		one		= event { "[" condition { "," condition } "]" } | "(" chain ")"
 *		event	= label | "." | "[" [ "^" ] label { ("|" | ",") label } "]"
 *		condition = "channel" ("=" | "!=") labels
 *				| "value" ("=" | "!=" | "<" | "<=" | ">" | ">=") number
 *				| "no" ( labels | "." ) "within" length
 *		turns	= ( "*" | "+" | "?" | "{n}" | "{n,}" | "{n,m}" ) [ "?" ]
 *		labels	= label { "|" label }
 *		label	= as in literal.h, the same as in a funnel; with a "+" it must be quoted
 *
 * So turns bind tightest, then "->", then "|", then "~>": a ~> b|c -> d is
 * a ~> (b|(c -> d)), as "|" in a funnel.  "->" is directly followed by; it may be
 * missing where a sign tells two items apart (^ a, (a) (b)), not between two labels:
 * a b is one label.  Within [...] a bare label has no spaces, so that a list by
 * spaces is not taken for one label.  Full-width forms read as their half-width
 * twins.
 *
 * The canonical text has no parenthesis that is not needed, "->" between events,
 * quotes around labels with a space, and reads back to the same tree.  A stored text
 * that is not canonical by these rules was written by the first ones, by which a
 * label had no spaces and adjacent labels were two events; it keeps that meaning.
 */
#include "journey/pattern.h"

#include "base/instant.h"
#include "base/sort.h"

typedef struct Parser
{
	const char *text; /* as given, for messages */
	size_t      len;
	const char *start; /* half-width */
	const char *at;
	const char *end;
	int         depth;
	bool        old; /* a stored text of the first rules */
	CsqError   *err;
} Parser;

static const CsqLabelRule item_labels = {"+", NULL, true};

static CsqPatternNode *read_chain(Parser *p);

/* ---- errors ---- */

static bool
bad(Parser *p, const char *why, const char *at)
{
	csq_literal_fail(p->err, "csq.pattern", (CsqText){p->text, p->len}, p->start, at, p->end, why);
	return csq_hint(p->err, "Write a pattern as: complaint ~> (bot|agent){2,} ~[<=2h]> solved; within 7d.");
}

static bool
good(Parser *p, const char *wrong)
{
	return wrong == NULL || bad(p, wrong, p->at);
}

/* ---- nodes ---- */

static CsqPatternNode *
new_node(CsqPatternKind kind)
{
	CsqPatternNode *n = csq_alloc0(sizeof *n);

	n->kind = kind;
	return n;
}

/* Add a kid; one of the same kind gives its own kids instead. */
static void
add_kid(CsqPatternNode *n, CsqPatternNode *kid)
{
	bool     same = kid->kind == n->kind && n->kind != CSQ_PATTERN_REPEAT;
	uint32_t more = same ? kid->nkids : 1;

	csq_resize(n->kids, n->nkids + (size_t) more);
	for (uint32_t i = 0; i < more; i++)
		n->kids[n->nkids++] = same ? kid->kids[i] : kid;
}

static void
add_link(CsqPatternNode *n, uint32_t nlinks, const CsqPatternLink *link)
{
	csq_resize(n->links, nlinks + (size_t) 1);
	n->links[nlinks] = *link;
}

bool
csq_pattern_can_be_empty(const CsqPatternNode *n)
{
	bool all = true;
	bool any = false;

	if (n->kind == CSQ_PATTERN_SET)
		return false;
	if (n->nkids == 0 || (n->kind == CSQ_PATTERN_REPEAT && n->min == 0))
		return true;
	for (uint32_t i = 0; i < n->nkids; i++)
	{
		bool empty = csq_pattern_can_be_empty(n->kids[i]);

		all &= empty;
		any |= empty;
	}
	return n->kind == CSQ_PATTERN_ALT ? any : all;
}

/* Ascending, each once. */
static uint32_t
distinct(CsqText *labels, uint32_t n)
{
	uint32_t kept = 0;

	csq_sort(labels, n, sizeof *labels, csq_by_text);
	for (uint32_t i = 0; i < n; i++)
		if (kept == 0 || !csq_text_same(&labels[kept - 1], &labels[i]))
			labels[kept++] = labels[i];
	return kept;
}

/* ---- labels ---- */

static inline bool
is_bare(char c)
{
	return csq_is_word_byte(c) || (c != '\0' && strchr("-/:#&@%=", c) != NULL);
}

static bool
is_within(const CsqText *t)
{
	return t->len == strlen("within") && csq_literal_word_at(t->s, t->s + t->len, "within");
}

/* The bare word at the cursor; empty when there is none. */
static CsqText
bare_word(Parser *p)
{
	const char *to;

	csq_literal_spaces(&p->at, p->end);
	for (to = p->at; to < p->end && is_bare(*to);)
		to++;
	return (CsqText){p->at, (size_t) (to - p->at)};
}

static bool
read_label(Parser *p, CsqText *label)
{
	const char *from;

	csq_literal_spaces(&p->at, p->end);
	from = p->at;
	if (!p->old)
	{
		if (!good(p, csq_literal_label(&p->at, p->end, &item_labels, label)))
			return false;
		if (label->len == 0 && !(from < p->end && *from == '"'))
			return bad(p, "A label is missing; quote one with a sign of the language in it.", from);
		if (label->len > 0 && *from == '.')
			return bad(p, "\".\" is any event; quote a label that begins with it, and join events by \"->\".", from);
		return true;
	}
	*label = bare_word(p);
	if (label->len > 0 && !is_within(label))
	{
		p->at += label->len;
		return true;
	}
	if (p->at < p->end && *p->at == '"')
		return good(p, csq_literal_quoted(&p->at, p->end, label));
	return bad(p, label->len > 0 ? "A label \"within\" must be quoted." : "A label is missing.", p->at);
}

/* One label more. */
static bool
add_label(Parser *p, CsqText **labels, uint32_t *n)
{
	csq_resize(*labels, *n + (size_t) 1);
	return read_label(p, &(*labels)[(*n)++]);
}

/* ---- items ---- */

/* A bare label with a space in a set may be meant as two. */
static bool
check_set_label(Parser *p, const char *from, const CsqText *label)
{
	csq_literal_spaces(&from, p->end);
	if (p->old || *from == '"' || memchr(label->s, ' ', label->len) == NULL)
		return true;
	bad(p, "Labels of a set are separated by \"|\"; one with a space in it is quoted there.", from);
	return csq_hint(p->err, "Write [a|b], or [\"%s\"].", csq_quoted(label->s, label->len).s);
}

static CsqPatternNode *
read_set(Parser *p)
{
	CsqPatternNode *n = new_node(CSQ_PATTERN_SET);

	n->negated = csq_literal_take(&p->at, p->end, "^");
	do
	{
		const char *from = p->at;

		if (!add_label(p, &n->labels, &n->nlabels) || !check_set_label(p, from, &n->labels[n->nlabels - 1]))
			return NULL;
	} while (p->old ? !csq_literal_take(&p->at, p->end, "]")
	                : csq_literal_take(&p->at, p->end, "|") || csq_literal_take(&p->at, p->end, ","));
	if (!p->old && !csq_literal_take(&p->at, p->end, "]"))
	{
		bad(p, "A set of labels ends with \"]\": [a|b].", p->at);
		return NULL;
	}
	n->nlabels = distinct(n->labels, n->nlabels);
	return n;
}

static CsqPatternNode *
read_group(Parser *p)
{
	CsqPatternNode *n;

	if (++p->depth > CSQ_PATTERN_MAX_DEPTH)
	{
		csq_fail(p->err, CSQ_LIMIT, "pattern is nested more than %d deep", CSQ_PATTERN_MAX_DEPTH);
		csq_hint(p->err, "Take away parentheses that hold nothing but a group.");
		return NULL;
	}
	n = read_chain(p);
	p->depth--;
	if (n != NULL && !csq_literal_take(&p->at, p->end, ")"))
	{
		bad(p, "A group ends with \")\".", p->at);
		return NULL;
	}
	return n;
}

/* "." by itself. */
static bool
any_event(Parser *p)
{
	csq_literal_spaces(&p->at, p->end);
	if (p->at >= p->end || *p->at != '.' || (!p->old && p->at + 1 < p->end && csq_is_word_byte(p->at[1])))
		return false;
	p->at++;
	return true;
}

/*
 * A set directly behind an event, with nothing between, which may be meant as a condition: bare labels with "=", or one
 * bare label unless the event is a set, too.  The canonical text has "->" there.
 */
static bool
refuse_condition(Parser *p, const char *open, bool behind_set)
{
	const char *at = p->at;
	CsqText     first = {"", 0};
	CsqText     label;
	CsqQuoted   shown;
	uint32_t    n = 0;
	bool        equal = false;

	do
	{
		csq_literal_spaces(&at, p->end);
		if (at < p->end && (*at == '^' || *at == '"'))
			return true;
		if (csq_literal_label(&at, p->end, &item_labels, &label) != NULL || label.len == 0)
			return true; /* read_set says why */
		first = n++ == 0 ? label : first;
		equal |= memchr(label.s, '=', label.len) != NULL;
	} while (csq_literal_take(&at, p->end, "|") || csq_literal_take(&at, p->end, ","));
	if (!csq_literal_take(&at, p->end, "]") || ((n > 1 || behind_set) && !equal))
		return true;
	shown = csq_quoted(first.s, first.len);
	bad(p, "One label in brackets behind an event, or one with \"=\", may be meant as a condition.", open);
	return csq_hint(p->err,
	                "Conditions compare channel or value: a[channel = phone], a[value < 3]. For the event that follows "
	                "directly write -> \"%s\".",
	                shown.s);
}

/* The conditions behind an event. */
static CsqPatternNode *
read_conditions(Parser *p, CsqPatternNode *n, bool is_set)
{
	const char *was = p->at;

	while (!p->old && csq_literal_take(&p->at, p->end, "["))
	{
		if (!csq_pattern_condition_at(p->at, p->end))
		{
			if (!refuse_condition(p, was, is_set))
				return NULL;
			p->at = was; /* a set: the next event */
			break;
		}
		do
		{
			csq_resize(n->conditions, n->nconditions + (size_t) 1);
			if (!good(p, csq_pattern_condition(&p->at, p->end, &n->conditions[n->nconditions++])))
				return NULL;
		} while (csq_literal_take(&p->at, p->end, ","));
		if (!csq_literal_take(&p->at, p->end, "]"))
		{
			bad(p, "Conditions are separated by \",\" and end with \"]\".", p->at);
			return NULL;
		}
		was = p->at;
	}
	return n;
}

static CsqPatternNode *
read_one(Parser *p)
{
	CsqPatternNode *n;

	if (csq_literal_take(&p->at, p->end, "("))
		return read_group(p);
	if (csq_literal_take(&p->at, p->end, "["))
	{
		if (!p->old && csq_pattern_condition_at(p->at, p->end))
		{
			bad(p, "Conditions stand behind a label, a set or \".\", for that event.", p->at);
			return NULL;
		}
		n = read_set(p);
		return n == NULL ? NULL : read_conditions(p, n, true);
	}
	n = new_node(CSQ_PATTERN_SET);
	if (any_event(p))
		n->negated = true;
	else if (!add_label(p, &n->labels, &n->nlabels))
		return NULL;
	return read_conditions(p, n, false);
}

static bool
read_number(Parser *p, uint32_t *number)
{
	const char *from;

	csq_literal_spaces(&p->at, p->end);
	from = p->at;
	*number = 0;
	for (; p->at < p->end && *p->at >= '0' && *p->at <= '9'; p->at++)
		if (*number <= CSQ_PATTERN_MAX_TURNS)
			*number = *number * 10 + (uint32_t) (*p->at - '0');
	if (p->at == from)
		return bad(p, "A number of turns is missing.", from);
	if (*number > CSQ_PATTERN_MAX_TURNS)
		return csq_fail(p->err, CSQ_LIMIT, "pattern asks for more than %d turns", CSQ_PATTERN_MAX_TURNS) ||
		       csq_hint(p->err, "Use \"*\" or {n,} for a repetition without an upper bound.");
	return true;
}

/* The n and m behind "{". */
static bool
read_braces(Parser *p, CsqPatternNode *n)
{
	const char *open = p->at;

	if (!read_number(p, &n->min))
		return false;
	n->max = n->min;
	if (csq_literal_take(&p->at, p->end, ","))
	{
		n->max = CSQ_PATTERN_MANY;
		csq_literal_spaces(&p->at, p->end);
		if (p->at < p->end && *p->at != '}' && !read_number(p, &n->max))
			return false;
	}
	if (!csq_literal_take(&p->at, p->end, "}"))
		return bad(p, "Turns are {n}, {n,} or {n,m}.", p->at);
	if (n->max < n->min || n->max == 0)
		return bad(p, "The greatest number of turns is at least 1 and not below the least.", open);
	return true;
}

/* The item with its turns. */
static CsqPatternNode *
read_turns(Parser *p, CsqPatternNode *one)
{
	CsqPatternNode *n = new_node(CSQ_PATTERN_REPEAT);

	if (!p->old && p->at < p->end && p->at[-1] == '.' && one->nlabels > 0 && strchr("*+?{", *p->at) != NULL)
	{
		bad(p, "\".\" stands apart from a label: a .* b; quote a label that ends with it.", p->at - 1);
		return NULL;
	}
	n->max = CSQ_PATTERN_MANY;
	if (csq_literal_take(&p->at, p->end, "*"))
		n->min = 0;
	else if (csq_literal_take(&p->at, p->end, "+"))
		n->min = 1;
	else if (csq_literal_take(&p->at, p->end, "?"))
		n->max = 1;
	else if (!csq_literal_take(&p->at, p->end, "{"))
		return one;
	else if (!read_braces(p, n))
		return NULL;
	if (p->at < p->end && *p->at == '?')
	{
		p->at++;
		n->reluctant = n->min != n->max;
	}
	csq_literal_spaces(&p->at, p->end);
	if (p->at < p->end && strchr("*+?{", *p->at) != NULL)
	{
		bad(p, "A repetition of a repetition needs parentheses.", p->at);
		return NULL;
	}
	if (n->min == 1 && n->max == 1)
		return one;
	add_kid(n, one);
	return n;
}

static CsqPatternNode *
read_item(Parser *p)
{
	CsqPatternNode *n;

	if (csq_literal_take(&p->at, p->end, "^"))
		return new_node(CSQ_PATTERN_BEGIN);
	if (csq_literal_take(&p->at, p->end, "$"))
		return new_node(CSQ_PATTERN_END);
	n = read_one(p);
	return n == NULL ? NULL : read_turns(p, n);
}

/* ---- items together ---- */

/* Is there another item?  "->" says so; without it a sign must begin it.  Everything else ends a sequence. */
static bool
another_item(Parser *p)
{
	const char *at = p->at;
	CsqText     word;

	if (csq_literal_take(&p->at, p->end, "->"))
		return true;
	if (csq_literal_take(&at, p->end, "~>")) /* in any form */
		return false;
	word = bare_word(p);
	if (word.len > 0)
		return !is_within(&word);
	return p->at < p->end && *p->at != '\0' && strchr("([.\"^$", *p->at) != NULL;
}

/*
 * A bare label and right behind it another in parentheses may be meant as one name: call (inbound).  Nobody needs
 * such parentheses; the canonical text has none.
 */
static bool
refuse_name(Parser *p, const char *from)
{
	const char *open = p->at;
	const char *at = p->at;
	CsqText     label;
	CsqQuoted   shown;

	csq_literal_spaces(&from, p->end);
	csq_literal_spaces(&open, p->end);
	if (p->old || from == p->at || strchr("\"[(.^$", *from) != NULL || strchr("])*+?}", p->at[-1]) != NULL ||
	    !csq_literal_take(&at, p->end, "("))
		return true;
	csq_literal_spaces(&at, p->end);
	if (at == p->end || *at == '"' || csq_literal_label(&at, p->end, &item_labels, &label) != NULL || label.len == 0 ||
	    !csq_literal_take(&at, p->end, ")") || (at < p->end && *at != '\0' && strchr("*+?{", *at) != NULL))
		return true;
	shown = csq_quoted(label.s, label.len);
	bad(p, "A label in parentheses behind another may be part of its name.", open);
	return csq_hint(p->err,
	                "Quote a name with parentheses, as it is written: \"Call (inbound)\". For the event that follows "
	                "directly write -> %s.",
	                shown.s);
}

static CsqPatternNode *
read_seq(Parser *p)
{
	CsqPatternNode *seq = new_node(CSQ_PATTERN_SEQ);

	do
	{
		const char     *from = p->at;
		CsqPatternNode *item = read_item(p);

		if (item == NULL || !refuse_name(p, from))
			return NULL;
		add_kid(seq, item);
	} while (another_item(p));
	return seq->nkids == 1 ? seq->kids[0] : seq;
}

static CsqPatternNode *
read_alt(Parser *p)
{
	CsqPatternNode *alt = new_node(CSQ_PATTERN_ALT);

	do
	{
		CsqPatternNode *seq = read_seq(p);

		if (seq == NULL)
			return NULL;
		add_kid(alt, seq);
	} while (csq_literal_take(&p->at, p->end, "|"));
	return alt->nkids == 1 ? alt->kids[0] : alt;
}

/* A link; *found says whether there is one. */
static bool
read_link(Parser *p, CsqPatternLink *link, bool *found)
{
	memset(link, 0, sizeof *link);
	link->max = CSQ_NO_LIMIT;
	*found = true;
	if (csq_literal_take(&p->at, p->end, "!~"))
	{
		do
		{
			if (!add_label(p, &link->labels, &link->nlabels))
				return false;
		} while (csq_literal_take(&p->at, p->end, "|"));
		link->nlabels = distinct(link->labels, link->nlabels);
		if (!csq_literal_take(&p->at, p->end, "~"))
			return bad(p, "\"Not between\" is written !~x~>.", p->at);
	}
	else if (csq_literal_take(&p->at, p->end, "~>"))
		return true;
	else if (!csq_literal_take(&p->at, p->end, "~"))
		*found = false;
	if (!*found || csq_literal_take(&p->at, p->end, ">"))
		return true;
	if (!csq_literal_take(&p->at, p->end, "["))
		return bad(p, "\"Eventually followed by\" is ~>, with a gap ~[<=2h]>.", p->at);
	if (!good(p, csq_literal_gap(&p->at, p->end, &link->min, &link->max)))
		return false;
	link->timed = link->min > 0 || link->max != CSQ_NO_LIMIT;
	if (!csq_literal_take(&p->at, p->end, ">"))
		return bad(p, "A gap is followed by \">\": ~[<=2h]>.", p->at);
	return true;
}

/* The time of a gap runs from event to event, so there must be one on either side. */
static bool
check_timed(Parser *p, const CsqPatternNode *chain)
{
	for (uint32_t i = 0; i + 1 < chain->nkids; i++)
	{
		if (!chain->links[i].timed ||
		    !(csq_pattern_can_be_empty(chain->kids[i]) || csq_pattern_can_be_empty(chain->kids[i + 1])))
			continue;
		csq_fail(p->err, CSQ_UNSUPPORTED, "a gap next to something that may be left out is not supported in a pattern");
		csq_detail(p->err, "The time of ~[...]> runs from the last event before it to the first event after it.");
		return csq_hint(p->err,
		                "Name both possibilities: instead of a ~[<=2h]> b? ~> c write (a ~[<=2h]> b ~> c)|(a ~> c).");
	}
	return true;
}

static CsqPatternNode *
read_chain(Parser *p)
{
	CsqPatternNode *chain = new_node(CSQ_PATTERN_CHAIN);

	for (;;)
	{
		CsqPatternNode *alt = read_alt(p);
		CsqPatternLink  link;
		uint32_t        before = chain->nkids;
		bool            found;

		if (alt == NULL)
			return NULL;
		add_kid(chain, alt);
		for (uint32_t i = 0; alt->kind == CSQ_PATTERN_CHAIN && i + 1 < alt->nkids; i++)
			add_link(chain, before + i, &alt->links[i]);
		if (!read_link(p, &link, &found))
			return NULL;
		if (!found)
			break;
		add_link(chain, chain->nkids - 1, &link);
	}
	if (chain->nkids == 1)
		return chain->kids[0];
	return check_timed(p, chain) ? chain : NULL;
}

/* The canonical text, which is what is stored, can be longer than what was written: spaces, quotes. */
static bool
fits(const CsqPatternTree *tree, size_t len, CsqError *err)
{
	CsqBuf b;

	if (len < CSQ_PATTERN_MAX_TEXT / 8)
		return true;
	csq_buf_init(&b);
	csq_pattern_text(tree, &b);
	if (b.len > CSQ_PATTERN_MAX_TEXT)
		return csq_fail(err, CSQ_LIMIT, "pattern is longer than %d bytes in canonical form", CSQ_PATTERN_MAX_TEXT) ||
		       csq_hint(err, "Give the activities shorter names.");
	return true;
}

static bool
parse(const char *text, size_t len, bool old, CsqPatternTree *tree, CsqError *err)
{
	CsqText folded = old ? (CsqText){text, len} : csq_fold_width(text, len);
	Parser  p = {text, len, folded.s, folded.s, folded.s + folded.len, 0, old, err};
	bool    clause, found;

	if (len > CSQ_PATTERN_MAX_TEXT)
		return csq_fail(err, CSQ_LIMIT, "pattern is longer than %d bytes", CSQ_PATTERN_MAX_TEXT);
	if (!csq_utf8_valid(text, len))
		return csq_fail(err, CSQ_SYNTAX, "pattern is not valid UTF-8");
	tree->within = CSQ_NO_LIMIT;
	tree->root = read_chain(&p);
	if (tree->root == NULL)
		return false;
	clause = csq_literal_take(&p.at, p.end, ";");
	csq_literal_spaces(&p.at, p.end);
	if (!good(&p, csq_literal_within(&p.at, p.end, &tree->within, &found)))
		return false;
	if (found)
		csq_literal_take(&p.at, p.end, ";");
	else if (clause && p.at < p.end)
		return bad(&p, "A pattern has one clause: within.", p.at);
	csq_literal_spaces(&p.at, p.end);
	if (p.at < p.end)
		return bad(&p, "Events are joined by \"->\" (directly followed by) or \"~>\" (eventually).", p.at);
	return fits(tree, len, err);
}

bool
csq_pattern_parse(const char *text, size_t len, CsqPatternTree *tree, CsqError *err)
{
	return parse(text, len, false, tree, err);
}

bool
csq_pattern_stored(const char *text, size_t len, CsqPatternTree *tree, CsqError *err)
{
	CsqError why;
	CsqBuf   b;

	csq_buf_init(&b);
	if (parse(text, len, false, tree, &why))
	{
		csq_pattern_text(tree, &b);
		if (b.len == len && memcmp(b.data, text, len) == 0)
			return true;
	}
	return parse(text, len, true, tree, &why) || csq_stored_invalid("pattern", err, "%s", why.detail);
}

/* ---- canonical text ---- */

/* Quoted too where the first rules would have read two labels, or any event. */
static void
put_label(CsqBuf *out, const CsqText *t)
{
	bool bare = t->len > 0 && !is_within(t);

	for (size_t i = 0; bare && i < t->len; i++)
		bare = is_bare(t->s[i]);
	if (bare)
		csq_buf_label(out, t, &item_labels);
	else
		csq_buf_quoted(out, t);
}

static void
put_labels(CsqBuf *out, const CsqText *labels, uint32_t n, char between)
{
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0)
			csq_buf_char(out, between);
		put_label(out, &labels[i]);
	}
}

static void
put_set(CsqBuf *out, const CsqPatternNode *n)
{
	if (n->nlabels == 0)
		csq_buf_char(out, '.');
	else if (n->nlabels == 1 && !n->negated)
		put_label(out, &n->labels[0]);
	else
	{
		csq_buf_str(out, n->negated ? "[^" : "[");
		put_labels(out, n->labels, n->nlabels, '|');
		csq_buf_char(out, ']');
	}
}

static void
put_turns(CsqBuf *out, const CsqPatternNode *n)
{
	if (n->max == CSQ_PATTERN_MANY && n->min <= 1)
		csq_buf_char(out, n->min == 0 ? '*' : '+');
	else if (n->min == 0 && n->max == 1)
		csq_buf_char(out, '?');
	else
	{
		csq_buf_printf(out, "{%u", n->min);
		if (n->max != n->min)
			csq_buf_char(out, ',');
		if (n->max != n->min && n->max != CSQ_PATTERN_MANY)
			csq_buf_printf(out, "%u", n->max);
		csq_buf_char(out, '}');
	}
	if (n->reluctant)
		csq_buf_char(out, '?');
}

static void
put_link(CsqBuf *out, const CsqPatternLink *link)
{
	csq_buf_char(out, ' ');
	if (link->nlabels > 0)
	{
		csq_buf_str(out, "!~");
		put_labels(out, link->labels, link->nlabels, '|');
	}
	csq_buf_char(out, '~');
	csq_buf_gap(out, link->min, link->max);
	csq_buf_str(out, "> ");
}

static bool
is_anchor(const CsqPatternNode *n)
{
	return n->kind == CSQ_PATTERN_BEGIN || n->kind == CSQ_PATTERN_END;
}

/* Kinds bind tighter in the order of the enum, from the end: a kid that does not needs parentheses. */
static void
put_node(CsqBuf *out, const CsqPatternNode *n, CsqPatternKind around)
{
	bool anchor = is_anchor(n);
	bool group = n->kind >= CSQ_PATTERN_REPEAT ? n->kind >= around : anchor && around == CSQ_PATTERN_REPEAT;

	if (group)
		csq_buf_char(out, '(');
	if (n->kind == CSQ_PATTERN_SET)
	{
		put_set(out, n);
		csq_pattern_conditions_text(n->conditions, n->nconditions, out);
	}
	else if (anchor)
		csq_buf_char(out, n->kind == CSQ_PATTERN_BEGIN ? '^' : '$');
	for (uint32_t i = 0; i < n->nkids; i++)
	{
		if (i > 0 && n->kind == CSQ_PATTERN_CHAIN)
			put_link(out, &n->links[i - 1]);
		else if (i > 0)
			csq_buf_str(out, n->kind == CSQ_PATTERN_ALT                           ? "|"
			                 : is_anchor(n->kids[i - 1]) || is_anchor(n->kids[i]) ? " "
			                                                                      : " -> ");
		put_node(out, n->kids[i], n->kind);
	}
	if (n->kind == CSQ_PATTERN_REPEAT)
		put_turns(out, n);
	if (group)
		csq_buf_char(out, ')');
}

void
csq_pattern_text(const CsqPatternTree *tree, CsqBuf *out)
{
	put_node(out, tree->root, (CsqPatternKind) (CSQ_PATTERN_CHAIN + 1));
	if (tree->within != CSQ_NO_LIMIT)
	{
		csq_buf_str(out, "; within ");
		csq_buf_length(out, (int64_t) tree->within);
	}
}

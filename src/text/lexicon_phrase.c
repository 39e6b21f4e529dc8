/*
 * lexicon_phrase.c
 *		The phrase language: literals, gaps, conjunctions, edges, classes.
 *
 *	 phrase	 = term { "&" term | "&" "!" term }		all in one sentence; the first is what is found
 *	 term	 = [ "^" ] part { [ gap ] part } [ "$" ]	^ begins the sentence, $ ends it
 *	 part	 = literal | "{" class "}"
 *	 gap	 = "..." (or more dots) | ".." number		at most 8, or number, characters between
 *
 * A phrase is read in its normal form (NFKC_Casefold, so … is three dots); an
 * operator & has a space on one side at least, or a ! behind it, so that AT&T is
 * a literal, as $5 and 3.15 are.  Written out again it has one space about each
 * gap and &, one between a class and a word of an alphabet, and none elsewhere:
 * equal phrases have equal texts.
 */
#include "text/lexicon.h"

typedef struct Reader
{
	const uint32_t *cp;
	size_t          n;
	size_t          i;
	CsqPhrase      *p;
	CsqQuoted       quoted;
	CsqError       *err;
} Reader;

static bool
wrong(Reader *r, const char *why)
{
	return csq_fail(r->err, CSQ_PARAM, "phrase \"%s\" cannot be read", r->quoted.s) || csq_detail(r->err, "%s", why) ||
	       csq_hint(r->err, "A phrase reads: literal, a ... b, a ..4 b, a & b, a & !b, ^a, a$, {class}.");
}

static inline bool
is(const Reader *r, size_t i, uint32_t c)
{
	return i < r->n && r->cp[i] == c;
}

static void
skip_spaces(Reader *r)
{
	while (is(r, r->i, ' '))
		r->i++;
}

static bool
is_and(const Reader *r, size_t i)
{
	return is(r, i, '&') &&
	       (i == 0 || i + 1 == r->n || r->cp[i - 1] == ' ' || r->cp[i + 1] == ' ' || r->cp[i + 1] == '!');
}

static bool
is_gap(const Reader *r, size_t i)
{
	return is(r, i, '.') && is(r, i + 1, '.');
}

/* Does the term end at i, spaces and a $ left out? */
static bool
term_ends(const Reader *r, size_t i)
{
	while (is(r, i, ' '))
		i++;
	return i == r->n || is_and(r, i);
}

static bool
add_part(Reader *r, CsqPhraseTerm *term, CsqPhrasePart part)
{
	if (r->p->nparts == CSQ_PHRASE_MAX_PARTS)
		return csq_fail(r->err, CSQ_LIMIT, "phrase \"%s\" has too many parts", r->quoted.s) ||
		       csq_detail(r->err, "The limit is %d literals and classes.", CSQ_PHRASE_MAX_PARTS);
	r->p->part[r->p->nparts++] = part;
	term->n++;
	return true;
}

static bool
read_class(Reader *r, CsqPhraseTerm *term, uint32_t gap)
{
	CsqPhrasePart part = {.is_class = true, .gap = gap};

	part.from = (uint32_t) ++r->i;
	while (r->i < r->n && r->cp[r->i] != '}' && r->cp[r->i] != '{')
		r->i++;
	part.to = (uint32_t) r->i;
	if (!is(r, r->i, '}') || part.from == part.to)
		return wrong(r, "A class is a name between { and }.");
	r->i++;
	return add_part(r, term, part);
}

static bool
read_literal(Reader *r, CsqPhraseTerm *term, uint32_t gap)
{
	CsqPhrasePart part = {.from = (uint32_t) r->i, .gap = gap};

	while (r->i < r->n && r->cp[r->i] != '{' && !is_gap(r, r->i) && !is_and(r, r->i) &&
	       !(r->cp[r->i] == '$' && term_ends(r, r->i + 1)))
		r->i++;
	part.to = (uint32_t) r->i;
	while (part.to > part.from && r->cp[part.to - 1] == ' ')
		part.to--;
	if (part.to == part.from)
		return wrong(r, "A literal is missing.");
	return add_part(r, term, part);
}

/* A gap, if one stands here; sets CSQ_PHRASE_TOUCH otherwise. */
static bool
read_gap(Reader *r, uint32_t *gap)
{
	size_t dots = 0;

	*gap = CSQ_PHRASE_TOUCH;
	skip_spaces(r);
	if (!is_gap(r, r->i))
		return true;
	for (; is(r, r->i, '.'); r->i++)
		dots++;
	*gap = CSQ_PHRASE_GAP;
	if (dots == 2)
	{
		size_t digits = 0;

		for (*gap = 0; r->i < r->n && r->cp[r->i] >= '0' && r->cp[r->i] <= '9'; r->i++, digits++)
			if (*gap <= CSQ_PHRASE_MAX_GAP)
				*gap = *gap * 10 + (r->cp[r->i] - '0');
		if (digits == 0 || *gap > CSQ_PHRASE_MAX_GAP || (r->i < r->n && r->cp[r->i] != ' ' && r->cp[r->i] != '{'))
			return wrong(r, "Two dots are followed by the most characters of the gap, 0 to 64, and a space.");
	}
	skip_spaces(r);
	if (r->i == r->n || is_and(r, r->i))
		return wrong(r, "Something must stand behind a gap.");
	return true;
}

static bool
read_term(Reader *r, bool absent)
{
	CsqPhraseTerm term = {.first = r->p->nparts, .absent = absent};
	uint32_t      gap = 0;

	skip_spaces(r);
	if (is(r, r->i, '^'))
	{
		term.begins = true;
		r->i++;
		skip_spaces(r);
	}
	if (is_gap(r, r->i))
		return wrong(r, "Something must stand before a gap.");
	do
	{
		if (is(r, r->i, '{') ? !read_class(r, &term, gap) : !read_literal(r, &term, gap))
			return false;
		if (is(r, r->i, '$') && term_ends(r, r->i + 1))
		{
			term.ends = true;
			r->i++;
		}
		if (term_ends(r, r->i))
			break;
		if (!read_gap(r, &gap))
			return false;
	} while (true);
	skip_spaces(r);
	r->p->term[r->p->nterms++] = term;
	return true;
}

bool
csq_phrase_parse(CsqPhrase *p, const uint32_t *cp, size_t n, CsqQuoted quoted, CsqError *err)
{
	Reader r = {.cp = cp, .n = n, .p = p, .quoted = quoted, .err = err};

	memset(p, 0, sizeof *p);
	if (cp[0] == '!' && n > 1)
		return wrong(&r, "What a phrase begins with must be there: ! follows an & only.");
	if (!read_term(&r, false))
		return false;
	while (r.i < n)
	{
		bool absent;

		r.i++;
		skip_spaces(&r);
		absent = is(&r, r.i, '!');
		r.i += absent;
		if (!read_term(&r, absent))
			return false;
	}
	p->literal = p->nparts == 1 && !p->part[0].is_class && !p->term[0].begins && !p->term[0].ends;
	return true;
}

/* Is a space written between a class and the part that it touches?  Beside a word of an alphabet. */
static bool
is_spaced(const CsqPhrasePart *before, const CsqPhrasePart *part, const uint32_t *cp)
{
	return (!before->is_class && csq_class_is_word(csq_char_class(cp[before->to - 1]))) ||
	       (!part->is_class && csq_class_is_word(csq_char_class(cp[part->from])));
}

void
csq_phrase_text(CsqBuf *b, const CsqPhrase *p, const uint32_t *cp)
{
	for (uint32_t t = 0; t < p->nterms; t++)
	{
		const CsqPhraseTerm *term = &p->term[t];

		csq_buf_str(b, t == 0 ? "" : term->absent ? " & !" : " & ");
		csq_buf_str(b, term->begins ? "^" : "");
		for (uint32_t i = 0; i < term->n; i++)
		{
			const CsqPhrasePart *part = &p->part[term->first + i];

			if (i > 0 && part->gap == CSQ_PHRASE_GAP)
				csq_buf_str(b, " ... ");
			else if (i > 0 && part->gap != CSQ_PHRASE_TOUCH)
				csq_buf_printf(b, " ..%u ", part->gap);
			else if (i > 0 && is_spaced(part - 1, part, cp))
				csq_buf_char(b, ' ');
			csq_buf_str(b, part->is_class ? "{" : "");
			csq_chars_write(b, cp + part->from, part->to - part->from);
			csq_buf_str(b, part->is_class ? "}" : "");
		}
		csq_buf_str(b, term->ends ? "$" : "");
	}
}

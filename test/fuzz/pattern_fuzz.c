/*
 * pattern_fuzz.c
 *		Fuzz target: patterns from arbitrary bytes, and their matches.
 *
 * First byte modulo 4: 0 a pattern, 2 its binary form, 1 and 3 a pattern and events,
 * separated by a NUL.  The canonical text must read back to itself,
 * nothing else is accepted as a binary form; the two ways of matching must agree,
 * and every match must lie in the journey, behind the one before, in time.
 */
#include "journey/pattern.h"
#include "base/stored_text.h"

#include "fuzz.h"

static void
there_and_back(const CsqPatternTree *tree)
{
	CsqBuf         a;
	CsqBuf         b;
	CsqError       err;
	CsqPatternTree again;

	csq_buf_init(&a);
	csq_buf_init(&b);
	csq_pattern_text(tree, &a);
	must(csq_pattern_parse(a.data, a.len, &again, &err));
	csq_pattern_text(&again, &b);
	same(&a, &b);
}

/* Number of matches; each is looked at. */
static size_t
count(const CsqPattern *p, const CsqPatternInput *in)
{
	CsqError          err;
	CsqPatternSearch *s = csq_pattern_search(p, in, &err);
	CsqPatternMatch   m;
	bool             *passed = csq_alloc0(in->n + 1);
	size_t            end = 0;
	size_t            n = 0;
	bool              found;

	must(s != NULL);
	for (; csq_pattern_next(s, &m, passed); n++)
	{
		must(m.from >= end && m.from < m.to && m.to <= in->n);
		must(p->within == CSQ_NO_LIMIT || (uint64_t) (in->at[m.to - 1] - in->at[m.from]) <= p->within);
		end = m.to;
	}
	must(csq_pattern_matches(p, in, &found, &err) && found == (n > 0));
	return n;
}

static void
match(const CsqPattern *p, const uint8_t *data, size_t size)
{
	size_t          n = size < 64 ? size : 64;
	uint16_t        label[64];
	int64_t         at[64];
	int64_t         now = 0;
	CsqPatternInput in = {n, label, at};
	CsqPattern      full = *p;

	for (size_t i = 0; i < n; i++)
	{
		label[i] = (uint16_t) ((data[i] >> 2) % (p->nlabels + 1));
		at[i] = now += (data[i] & 3) * CSQ_USEC_PER_HOUR;
	}
	full.small = false;
	must(count(p, &in) == count(&full, &in));
}

/* The value of a text, as the type's input makes it. */
static void *
parse(const char *text, size_t len, CsqError *err)
{
	CsqPatternTree tree;
	CsqBuf         canonical;

	if (!csq_pattern_parse(text, len, &tree, err))
		return NULL;
	csq_buf_init(&canonical);
	csq_pattern_text(&tree, &canonical);
	return csq_stored_text_new(&canonical, CSQ_PATTERN_VERSION);
}

/* What is read is written as it came. */
static void
binary(const uint8_t *data, size_t size)
{
	CsqError err;
	CsqBuf   given;
	CsqBuf   written;
	void    *v = csq_stored_text_read(data, size, "pattern", CSQ_PATTERN_VERSION, parse, &err);

	must(v != NULL || err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
	if (v == NULL)
		return;
	must(csq_stored_text_check(v, csq_flat_size(v), "pattern", CSQ_PATTERN_VERSION, &err));
	csq_buf_init(&given);
	csq_buf_put(&given, data, size);
	csq_buf_init(&written);
	csq_stored_text_write(v, &written);
	same(&given, &written);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError          err;
	const char       *text = (const char *) data + 1;
	const char       *nul;
	size_t            len;
	CsqPatternTree    tree;
	const CsqPattern *p;

	if (size == 0)
		return 0;
	len = size - 1;
	nul = data[0] & 1 ? memchr(text, '\0', len) : NULL;
	if ((data[0] & 3) == 2)
		binary(data + 1, len);
	else if (csq_pattern_parse(text, nul != NULL ? (size_t) (nul - text) : len, &tree, &err))
	{
		there_and_back(&tree);
		if ((p = csq_pattern_build(&tree, &err)) != NULL && nul != NULL)
			match(p, (const uint8_t *) nul + 1, len - (size_t) (nul - text) - 1);
	}
	csq_host_reset();
	return 0;
}

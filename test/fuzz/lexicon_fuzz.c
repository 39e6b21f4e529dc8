/*
 * lexicon_fuzz.c
 *		Any bytes as lexicon text, as lexicon binary, as a stored value, and as a
 *		text to be matched, masked and searched for amounts.
 *
 * First byte: 0 text form, 1 binary form, 2 stored value, 3 text against a fixed
 * lexicon, 4 lexicon and text from the input.
 */
#include "text/lexicon.h"

#include "fuzz.h"

/* What was read must write, read back and write the same. */
static void
round_trip(const CsqLexRows *rows)
{
	CsqLexRows  back;
	CsqError    err;
	CsqBuf      text;
	CsqBuf      again;
	CsqBuf      binary;
	CsqLexicon *lx;
	size_t      size;

	csq_buf_init(&text);
	csq_buf_init(&again);
	csq_buf_init(&binary);
	csq_lexicon_text(&text, rows);
	must(csq_lexicon_parse(text.data, text.len, &back, &err) && csq_lexicon_equal(rows, &back));
	csq_lexicon_text(&again, &back);
	must(again.len == text.len && memcmp(again.data, text.data, text.len) == 0);
	csq_lexicon_write(&binary, rows);
	must(csq_lexicon_read(binary.data, binary.len, &back, &err) && csq_lexicon_equal(rows, &back));
	lx = csq_lexicon_pack(rows, &size, &err);
	must(lx != NULL && csq_lexicon_rows(lx, size, &back, &err) && csq_lexicon_equal(rows, &back));
}

static void
match(const CsqMatcher *m, const char *s, size_t len)
{
	CsqChars        c;
	CsqScan         scan;
	CsqError        err;
	CsqEvidenceList list;
	CsqSeverity     severity;
	CsqBuf          b;
	CsqAmount       a;
	size_t          pos = 0;
	size_t          n;

	if (!csq_chars_read(&c, s, len, CSQ_CHARS_MATCH, &err))
		return;
	for (size_t i = 0; i < c.n; i++)
		must(c.at[i] < c.end[i] && c.end[i] <= len && (i == 0 || c.at[i] >= c.at[i - 1]));
	if (csq_lexicon_scan(m, &c, &scan, &err))
	{
		csq_lexicon_evidence(m, &scan, &list);
		for (size_t i = 0; i < list.n; i++)
			must(list.item[i].score == list.item[i].score && list.item[i].hit->end <= c.n);
		(void) csq_lexicon_scores(m, &list, &n);
		(void) csq_lexicon_severity(m, &scan, 1000, (CsqText){"major", 5}, &severity, &err);
	}
	while (csq_next_amount(&c, &pos, &a))
		must(a.from < a.to && a.to <= c.n && pos == a.to && a.value >= 0 && a.value < 1e30);
	csq_buf_init(&b);
	must(csq_pii_mask(&b, s, len, &err));
	must(csq_utf8_valid(s, len) ? csq_utf8_count(b.data, b.len) == csq_utf8_count(s, len) : true);
}

/* Is the stored value readable? Then it must pack again. */
static void
stored(const char *s, size_t size)
{
	CsqLexicon *lx = csq_alloc(size + 1);
	CsqLexRows  rows;
	CsqError    err;

	memcpy(lx, s, size);
	if (csq_lexicon_rows(lx, size, &rows, &err))
	{
		csq_lexicon_canonical(&rows);
		must(csq_lexicon_pack(&rows, &size, &err) != NULL);
	}
}

/* A lexicon, a bar, a text. */
static void
match_own(const char *s, size_t size)
{
	const char *cut = memchr(s, '|', size);
	CsqLexRows  rows;
	CsqError    err;
	CsqMatcher *m;

	if (cut == NULL || !csq_lexicon_parse(s, (size_t) (cut - s), &rows, &err))
		return;
	m = csq_lexicon_compile(&rows, &err);
	if (m == NULL)
	{
		must(err.code == CSQ_PARAM || err.code == CSQ_LIMIT); /* a class that is not there, or is too large */
		return;
	}
	match(m, cut + 1, size - (size_t) (cut + 1 - s));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char lexicon[] =
		"severity/major/a: 不 0.5, 退款 1 drop, a 1 flip, \"a b\" 2; p/q: 很, 满意 1 flip, \"不 ... 满意\", \"^退 & !a\" 1 drop, \"{neg}满\", 满意度 1 hide; class/c: a, 退";
	const char *s = (const char *) data + 1;
	CsqLexRows  rows;
	CsqError    err;

	if (size == 0)
		return 0;
	size--;
	switch (data[0] % 5)
	{
		case 0:
			if (csq_lexicon_parse(s, size, &rows, &err))
				round_trip(&rows);
			break;
		case 1:
			if (csq_lexicon_read(s, size, &rows, &err))
				round_trip(&rows);
			break;
		case 2:
			stored(s, size);
			break;
		case 3:
			must(csq_lexicon_parse(lexicon, sizeof lexicon - 1, &rows, &err));
			match(csq_lexicon_compile(&rows, &err), s, size);
			break;
		case 4:
			match_own(s, size);
			break;
	}
	csq_host_reset();
	return 0;
}

/*
 * funnel_terms.c
 *		On what terms the cases of a funnel are counted: the specification, and where
 *		there is one the instant until which events are known and the calendar in
 *		whose open time gaps and windows are measured.
 *
 * They are kept as one run of bytes, so that "the same terms" is "the same bytes".
 * A specification alone is its text.  No text has a NUL in it.
 */
#include "calendar/calendar.h"
#include "funnel/funnel.h"

#include "base/instant.h"

void
csq_funnel_terms_write(const CsqFunnelTerms *t, CsqBuf *out)
{
	csq_buf_put(out, t->spec.s, t->spec.len);
	if (!t->has_as_of && t->calendar.len == 0)
		return;
	csq_buf_char(out, '\0');
	if (t->has_as_of)
		csq_buf_instant(out, t->as_of);
	csq_buf_char(out, '\0');
	csq_buf_put(out, t->calendar.s, t->calendar.len);
}

/* The bytes up to the next NUL. */
static CsqText
part(const char **at, const char *end)
{
	const char *nul = memchr(*at, '\0', (size_t) (end - *at));
	CsqText     t = {*at, (size_t) ((nul != NULL ? nul : end) - *at)};

	*at = nul != NULL ? nul + 1 : end;
	return t;
}

static bool
is_canonical_calendar(const CsqText *text)
{
	CsqSpec  spec;
	CsqError ignored;
	CsqBuf   b;

	if (!csq_utf8_valid(text->s, text->len) || !csq_calendar_parse(text->s, text->len, &spec, &ignored))
		return false;
	csq_buf_init(&b);
	csq_calendar_text(&b, &spec);
	return b.len == text->len && memcmp(b.data, text->s, b.len) == 0;
}

bool
csq_funnel_terms_read(const char *text, size_t len, CsqFunnelTerms *t, CsqError *err)
{
	const char *at = text;
	const char *end = text + len;
	CsqText     as_of = {"", 0};
	CsqBuf      b;

	memset(t, 0, sizeof *t);
	t->spec = part(&at, end);
	if (t->spec.len == len)
		return true;
	as_of = part(&at, end);
	t->calendar = (CsqText){at, (size_t) (end - at)};
	t->has_as_of = as_of.len > 0;
	if ((t->has_as_of && (!csq_parse_instant(as_of.s, as_of.len, &t->as_of) || !csq_is_instant(t->as_of))) ||
	    (t->calendar.len > 0 && !is_canonical_calendar(&t->calendar)))
		return csq_stored_invalid("funnel", err,
		                          "Its instant or its calendar cannot be read, or is not in canonical form.");
	csq_buf_init(&b);
	csq_funnel_terms_write(t, &b);
	if (b.len != len || memcmp(b.data, text, len) != 0)
		return csq_stored_invalid("funnel", err, "Its instant or its calendar is not in canonical form.");
	return true;
}

CsqText
csq_funnel_terms_said(const char *text, size_t len)
{
	const char *at = text;
	CsqText     spec = part(&at, text + len);
	CsqText     as_of = part(&at, text + len);
	CsqText     calendar = {at, (size_t) (text + len - at)};
	CsqBuf      b;

	csq_buf_init(&b);
	csq_buf_printf(&b, "\"%s\"", csq_quoted(spec.s, spec.len).s);
	if (as_of.len > 0)
		csq_buf_printf(&b, " as of %s", csq_quoted(as_of.s, as_of.len).s);
	if (calendar.len > 0)
		csq_buf_printf(&b, " in the calendar \"%s\"", csq_quoted(calendar.s, calendar.len).s);
	return (CsqText){b.data, b.len};
}

CsqFunnelSpec *
csq_funnel_spec_of_terms(const char *text, size_t len, CsqError *err)
{
	CsqFunnelTerms t;

	return csq_funnel_terms_read(text, len, &t, err) ? csq_funnel_spec_stored(t.spec.s, t.spec.len, err) : NULL;
}

/*
 * funnel_agg_fuzz.c
 *		Fuzz target: funnels of many cases, the state of the one-level form and
 *		sketches, from arbitrary bytes.
 *
 * First byte: 0 funnel text, 1 funnel binary, 2 a funnel as it would lie on disk;
 * 3 and 4 the latter of funnel_events, 5 and 6 of funnel_sketch.  What was read is
 * written and read again; a damaged stored value is refused or read without harm.
 */
#include "funnel/funnel.h"
#include "funnel/funnel_detail.h"
#include "funnel/funnel_events.h"
#include "funnel/funnel_sketch.h"

#include "fuzz.h"

static void
funnel_there_and_back(const CsqFunnel *given)
{
	CsqBuf     b;
	CsqError   err;
	CsqFunnel *f = csq_funnel_open(given, csq_flat_size(given), &err);
	CsqFunnel *twice;

	must(f != NULL);
	csq_buf_init(&b);
	csq_funnel_text(f, &b);
	must(same_value(csq_funnel_parse(b.data, b.len, &err), f));
	b.len = 0;
	csq_funnel_write(f, &b);
	must(same_value(csq_funnel_read(b.data, b.len, &err), f));
	twice = csq_alloc(csq_flat_size(f));
	memcpy(twice, f, csq_flat_size(f));
	if (csq_funnel_merge(&twice, f, &err))
		must(csq_funnel_check(twice, csq_flat_size(twice), &err) || err.code == CSQ_BINARY);
}

static void
events_there_and_back(const CsqFunnelEvents *fe)
{
	CsqBuf            a;
	CsqBuf            b;
	CsqError          err;
	CsqFunnelEvents  *again;
	CsqFunnelListing *l;
	const CsqFunnel  *f;

	csq_buf_init(&a);
	csq_buf_init(&b);
	must(csq_funnel_events_check(fe, csq_flat_size(fe), &err));
	must((l = csq_funnel_events_list(fe, &err)) != NULL);
	csq_funnel_events_write(l, &a);
	must((again = csq_funnel_events_read(a.data, a.len, &err)) != NULL);
	must((f = csq_funnel_events_count(fe, NULL, &err)) != NULL);
	must(same_value(csq_funnel_events_count(again, NULL, &err), f));
	must((l = csq_funnel_events_list(again, &err)) != NULL);
	csq_funnel_events_write(l, &b);
	must(a.len == b.len && memcmp(a.data, b.data, a.len) == 0);
	must(csq_funnel_events_merge(&again, fe, &err));
	must(csq_funnel_events_count(again, NULL, &err) != NULL);
}

static void
stored_events(const char *data, size_t len)
{
	const CsqFunnelEvents *fe = stored_value(data, len, 64);
	CsqError               err;
	CsqBuf                 b;

	/* the final function looks at what it needs only */
	csq_funnel_events_count(fe, NULL, &err);
	if (csq_funnel_events_check(fe, csq_flat_size(fe), &err))
	{
		CsqFunnelListing *l;
		CsqFunnelEvents  *copy = csq_funnel_events_new(fe->flat.kind, fe->spec, fe->spec_len);

		/* its case ids need not be UTF-8, so what is written need not read back */
		csq_buf_init(&b);
		must((l = csq_funnel_events_list(fe, &err)) != NULL);
		csq_funnel_events_write(l, &b);
		must(csq_funnel_events_merge(&copy, fe, &err));
	}
}

static void
sketch_there_and_back(const CsqFunnelSketch *s)
{
	CsqBuf                 b;
	CsqError               err;
	const CsqFunnelSketch *one;

	must(csq_sketch_check(s, csq_flat_size(s), &err));
	csq_buf_init(&b);
	csq_sketch_write(s, &b);
	must(same_value(csq_sketch_read(b.data, b.len, &err), s));
	must((one = csq_sketch_fold(s, &err)) != NULL);
	must(csq_sketch_check(one, csq_flat_size(one), &err));
	must(csq_sketch_level(s, &err) == csq_sketch_level(one, &err));
	must((csq_sketch_merge(s, s, &err) == NULL) == (s->npieces > 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError    err;
	const char *text = (const char *) data + 1;
	size_t      len = size - 1;
	void       *v;

	if (size == 0)
		return 0;
	switch (data[0] % 7)
	{
		case 0:
			if ((v = csq_funnel_parse(text, len, &err)) != NULL)
				funnel_there_and_back(v);
			break;
		case 1:
			if ((v = csq_funnel_read(text, len, &err)) != NULL)
				funnel_there_and_back(v);
			break;
		case 2:
			v = stored_value(text, len, 64);
			if (csq_funnel_check(v, csq_flat_size(v), &err))
				funnel_there_and_back(v);
			break;
		case 3:
			if ((v = csq_funnel_events_read(text, len, &err)) != NULL)
				events_there_and_back(v);
			break;
		case 4:
			stored_events(text, len);
			break;
		case 5:
			if ((v = csq_sketch_read(text, len, &err)) != NULL)
				sketch_there_and_back(v);
			break;
		case 6:
			v = stored_value(text, len, 64);
			if (csq_sketch_check(v, csq_flat_size(v), &err))
				sketch_there_and_back(v);
			break;
	}
	csq_host_reset();
	return 0;
}

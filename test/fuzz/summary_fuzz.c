/*
 * summary_fuzz.c
 *		Fuzz target: text and binary input of every summary type.
 *
 * First byte: which type and which of its readers.  What is accepted must pass
 * the type's check, and come back unchanged from both of its forms.
 */
#include "metrics/defect.h"
#include "metrics/incidence.h"
#include "metrics/mean.h"
#include "metrics/rate.h"
#include "metrics/score.h"

#include "fuzz.h"

static const CsqSummaryType *const types[] = {&csq_score_type, &csq_rate_type, &csq_mean_type, &csq_incidence_type,
                                              &csq_defect_type};

/* What text and write take. */
static const void *
opened(const CsqSummaryType *t, const void *value)
{
	CsqError err;

	return t->stored.open != NULL ? t->stored.open(value, &err) : value;
}

static void
must_equal(const CsqSummaryType *t, const void *a, const void *b)
{
	CsqBuf x, y;

	must(b != NULL && t->size(a) == t->size(b));
	csq_buf_init(&x);
	csq_buf_init(&y);
	t->stored.write(opened(t, a), &x);
	t->stored.write(opened(t, b), &y);
	must(x.len == y.len && memcmp(x.data, y.data, x.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const CsqSummaryType *t;
	CsqError              err;
	CsqBuf                text, binary;
	void                 *value;

	if (size == 0)
		return 0;
	t = types[data[0] / 2 % 5];
	value = data[0] % 2 ? t->stored.parse((const char *) data + 1, size - 1, &err)
	                    : t->stored.read(data + 1, size - 1, &err);
	if (value != NULL)
	{
		must(t->stored.check(value, t->size(value), &err));
		csq_buf_init(&text);
		csq_buf_init(&binary);
		t->stored.text(opened(t, value), &text);
		t->stored.write(opened(t, value), &binary);
		must_equal(t, value, t->stored.parse(text.data, text.len, &err));
		must_equal(t, value, t->stored.read(binary.data, binary.len, &err));
		/* twice the value, less the value */
		if (t->add(t->stored.read(binary.data, binary.len, &err), value, &err))
		{
			void *twice = t->stored.read(binary.data, binary.len, &err);

			if (!t->add(twice, value, &err) || !t->subtract(twice, value, &err))
				abort();
			must_equal(t, value, twice);
		}
	}
	else if (err.code != CSQ_UNSUPPORTED && err.code != (data[0] % 2 ? CSQ_SYNTAX : CSQ_BINARY))
		abort();
	csq_host_reset();
	return 0;
}

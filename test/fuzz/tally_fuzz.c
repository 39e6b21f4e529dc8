/*
 * tally_fuzz.c
 *		Fuzz target: every type of tallies from hostile bytes and text, and what reads them.
 *
 * First byte: which type, and text, binary or a value as it lies on disk.
 */
#include <math.h>

#include "metrics/agreement.h"
#include "metrics/change.h"
#include "metrics/contributions.h"
#include "metrics/pareto.h"
#include "metrics/sampling.h"

#include "fuzz.h"

static const CsqTallyType *const types[] = {&csq_pareto_type, &csq_change_type, &csq_qa_sample_type, &csq_ratings_type,
                                            &csq_contribution_type};

static void
read_all(int which, const CsqTally *t)
{
	CsqAlpha a;
	CsqError err;
	uint32_t n;

	if (which == 0)
		(void) csq_pareto_rows(t, 0.8, &n);
	if (which == 1)
		(void) csq_change_parts(t, &n);
	if (which == 2)
	{
		(void) csq_qa_picks(t, 0, &n);
		must(n <= t->rows);
	}
	if (which == 4)
	{
		const CsqContribution *c = csq_contributions(t, 0.05, 1.96, 1, &n);

		for (uint32_t i = 0; i < n; i++)
			must(isfinite(c[i].effect) && c[i].p_value >= 0 && c[i].p_value <= 1);
	}
	for (int level = 0; which == 3 && level < 4; level++)
		must(!csq_alpha(t, (CsqScaleLevel) level, &a, &err) || !(a.alpha > 1.000001));
}

static void
try_tally(int which, const CsqTally *t)
{
	const CsqTallyType *type = types[which];
	CsqError            err;
	CsqTally           *packed = csq_tally_pack(type, t, &err);
	CsqTally           *again;
	CsqBuf              x, y;

	if (packed == NULL)
		return;
	must(csq_tally_check(type, packed, csq_flat_size(packed), &err));
	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_tally_write(type, packed, &x);
	again = csq_tally_read(type, x.data, x.len, &err);
	if (again == NULL)
		return; /* labels that are no UTF-8 */
	must(same_value(again, packed));
	csq_tally_text(type, packed, &y);
	again = csq_tally_parse(type, y.data, y.len, &err);
	must(again == NULL || same_value(again, packed)); /* JSON has no NUL */
	if (again != NULL)
		(void) csq_tally_merge(type, &again, t, &err);
	read_all(which, packed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqTally           *t;
	CsqError            err;
	int                 which;
	const CsqTallyType *type;

	if (size == 0)
		return 0;
	which = data[0] & 64 ? 4 : data[0] % 4;
	type = types[which];
	data++;
	size--;
	switch (data[-1] / 4 % 3)
	{
		case 0:
			t = csq_tally_parse(type, (const char *) data, size, &err);
			break;
		case 1:
			t = csq_tally_read(type, data, size, &err);
			break;
		default:
			t = stored_value(data, size, sizeof *t);
			if (!csq_tally_check(type, t, csq_flat_size(t), &err))
				t = NULL;
	}
	if (t != NULL)
		try_tally(which, t);
	csq_host_reset();
	return 0;
}

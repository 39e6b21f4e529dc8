/*
 * sla_fuzz.c
 *		Parsers and readers of sla_clock and attainment; what is accepted is written,
 *		read back and compared, and a clock is replayed.
 */
#include "sla/attainment.h"
#include "sla/sla.h"

#include "fuzz.h"

static void
use_clock(const CsqClock *c)
{
	CsqClockView view;
	CsqError     err;
	CsqBuf       b;

	if (c == NULL)
		return;
	must(csq_clock_open(c, &view, &err));
	csq_buf_init(&b);
	csq_clock_text(&view, &b);
	must(same_value(c, csq_clock_parse(b.data, b.len, &err)));
	csq_buf_init(&b);
	csq_clock_write(&view, &b);
	must(same_value(c, csq_clock_read(b.data, b.len, &err)));
	for (int reopen = 0; reopen < 4; reopen++)
	{
		CsqSlaRules rules = {(CsqReopen) reopen, (CsqRetarget) reopen};
		CsqTarget   t = {.amount = CSQ_USEC_PER_HOUR, .kind = CSQ_TARGET_BUSINESS_TIME};
		CsqReplay   r;
		int64_t     at = view.n > 0 ? view.events[0].at : 0;

		if (!csq_sla_replay(&view, &t, rules, view.n > 0 ? view.events[view.n - 1].at : 0, true, &r, &err))
			continue;
		for (uint32_t i = 0; i < r.nspells; i++)
		{
			must(r.spells[i].lo == at && r.spells[i].hi >= at);
			at = r.spells[i].hi;
		}
	}
}

static void
use_attainment(const CsqAttainment *a)
{
	CsqError err;
	CsqCurve c;
	CsqBuf   b;

	if (a == NULL)
		return;
	csq_buf_init(&b);
	csq_attainment_text(a, &b);
	must(same_value(a, csq_attainment_parse(b.data, b.len, &err)));
	csq_buf_init(&b);
	csq_attainment_write(a, &b);
	must(same_value(a, csq_attainment_read(b.data, b.len, &err)));
	must(csq_attainment_curve(a, 1.96, &c, &err));
	for (uint32_t i = 0; i < c.npoints; i++)
		must(c.points[i].lo >= 0 && c.points[i].hi <= 1 && c.points[i].lo <= c.points[i].hi);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError      err;
	CsqClockEvent e;

	if (size == 0)
		return 0;
	switch (*data % 5)
	{
		case 0:
			use_clock(csq_clock_parse((const char *) data + 1, size - 1, &err));
			break;
		case 1:
			use_clock(csq_clock_read(data + 1, size - 1, &err));
			break;
		case 2:
			use_attainment(csq_attainment_parse((const char *) data + 1, size - 1, &err));
			break;
		case 3:
			use_attainment(csq_attainment_read(data + 1, size - 1, &err));
			break;
		default:
			csq_clock_event_parse((const char *) data + 1, size - 1, &e, &err);
	}
	csq_host_reset();
	return 0;
}

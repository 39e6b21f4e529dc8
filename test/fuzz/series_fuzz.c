/*
 * series_fuzz.c
 *		Fuzz target: series from hostile bytes and text, and what reads them.
 *
 * First byte: 0 text, 1 binary, 2 a value as it lies on disk, 3 options of charts, 4 of surges.
 */
#include <math.h>

#include "charts/control_chart.h"
#include "charts/surge.h"
#include "charts/trend.h"

#include "fuzz.h"

static void
read_all(const CsqGrid *g)
{
	CsqChart        chart = {CSQ_CHART_XMR, INT64_MIN, INT64_MAX, 0, NULL, ~0U, {0}};
	CsqSurgeOptions o;
	CsqChartPoint  *points;
	CsqSurgeSlot   *slots;
	CsqSurgePoint  *surges;
	CsqIts          its;
	CsqTrend        trend;
	CsqCapability   c;
	CsqError        err;
	uint32_t        n;
	int             nslots;

	csq_chart_defaults(&chart.options);
	for (int k = 0; k < CSQ_CHART_KINDS; k++)
	{
		chart.kind = (CsqChartKind) k;
		must(!csq_chart(g, &chart, &points, &n, &err) || n <= g->n);
	}
	if (csq_surge_slots(g, NULL, &slots, &nslots, &err))
	{
		csq_surge_defaults(nslots, &o);
		(void) csq_surge(g, slots, nslots, &o, &surges, &err);
	}
	(void) csq_capability(g, 0, 1, 1.96, false, &c);
	if (g->n > 0)
		(void) csq_its(g, g->points[g->n / 2].at, 0.95, &its);
	if (g->n <= 200)
		(void) csq_trend(g, 0.95, &trend, &err);
}

static void
try_series(const CsqSeries *s)
{
	CsqBuf        x, y;
	CsqSeries    *again, *packed;
	CsqSeriesStep step;
	CsqGrid       g;
	CsqError      err;

	packed = csq_series_pack(s, &err);
	if (packed == NULL)
		return; /* equal buckets whose sums are out of range */
	must(csq_series_check(packed, csq_flat_size(packed), &err));
	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_series_write(packed, &x);
	again = csq_series_read(x.data, x.len, &err);
	must(same_value(again, packed));
	csq_series_text(packed, &y);
	again = csq_series_parse(y.data, y.len, &err);
	must(same_value(again, packed));
	(void) csq_series_merge(&again, s, &err);
	if (csq_series_step(packed, &step, &err) && csq_series_grid(packed, step, INT64_MIN, &g, &err) && g.n <= 5000)
		read_all(&g);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqChartOptions chart;
	CsqSurgeOptions surge;
	CsqSeries      *s = NULL;
	CsqError        err;

	if (size == 0)
		return 0;
	data++;
	size--;
	switch (data[-1] % 5)
	{
		case 0:
			s = csq_series_parse((const char *) data, size, &err);
			break;
		case 1:
			s = csq_series_read(data, size, &err);
			break;
		case 2:
			s = stored_value(data, size, sizeof *s);
			if (!csq_series_check(s, csq_flat_size(s), &err))
				s = NULL;
			break;
		case 3:
			csq_chart_defaults(&chart);
			(void) csq_chart_options((const char *) data, size, &chart, &err);
			break;
		default:
			csq_surge_defaults(1, &surge);
			(void) csq_surge_options((const char *) data, size, &surge, &err);
	}
	if (s != NULL)
		try_series(s);
	csq_host_reset();
	return 0;
}

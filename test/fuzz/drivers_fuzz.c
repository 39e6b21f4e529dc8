/*
 * drivers_fuzz.c
 *		Fuzz target: drivers from hostile bytes and text, merged and read.
 *
 * First byte: text, binary or a value as it lies on disk.
 */
#include <math.h>

#include "metrics/drivers.h"

#include "fuzz.h"

static void
use(CsqDrivers *d)
{
	CsqImportance rows[CSQ_DRIVERS_MAX];
	CsqDrivers   *again;
	CsqBuf        text, binary;
	CsqError      err;
	double        r2, sum = 0;

	must(csq_drivers_check(d, csq_flat_size(d), &err));
	csq_buf_init(&text);
	csq_buf_init(&binary);
	csq_drivers_text(d, &text);
	csq_drivers_write(d, &binary);
	must(same_value(csq_drivers_parse(text.data, text.len, &err), d));
	must(same_value(again = csq_drivers_read(binary.data, binary.len, &err), d));
	(void) csq_drivers_merge(&again, d, &err);
	if (!csq_importance(d, 0.95, rows, &r2))
		return;
	for (uint32_t i = 0; i < d->k; i++)
	{
		must(rows[i].weight >= 0 && rows[i].lo <= rows[i].hi && fabs(rows[i].correlation) <= 1.000001);
		sum += rows[i].weight;
	}
	must(fabs(sum - r2) < 1e-6);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqDrivers *d;
	CsqError    err;

	if (size == 0)
		return 0;
	if (data[0] % 3 == 0)
		d = csq_drivers_parse((const char *) data + 1, size - 1, &err);
	else if (data[0] % 3 == 1)
		d = csq_drivers_read(data + 1, size - 1, &err);
	else
	{
		d = stored_value(data + 1, size - 1, sizeof *d);
		if (!csq_drivers_check(d, csq_flat_size(d), &err))
			d = NULL;
	}
	if (d != NULL)
		use(d);
	else
		must(err.code == CSQ_UNSUPPORTED || err.code == (data[0] % 3 == 0 ? CSQ_SYNTAX : CSQ_BINARY));
	csq_host_reset();
	return 0;
}

/*
 * retention_summary_fuzz.c
 *		Fuzz target: retention_summary from arbitrary bytes.
 *
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk, 3 a list of brackets.
 * What was read is written and read again, merged with nothing it stays what it is, and it
 * is counted by days.
 */
#include "base/instant.h"
#include "journey/retention_summary.h"

#include "fuzz.h"

static void
counted(const CsqReturns *packed, const char *brackets, size_t len)
{
	CsqZone         zone;
	CsqRetentionAsk ask = {.zone = &zone, .last = -1, .as_of = INT64_MIN, .known = INT64_MIN, .repeats = true};
	CsqRetention    r;
	CsqRetentionRow row;
	CsqError        err;

	csq_zone_init(&zone, "UTC", 0);
	csq_zone_done(&zone);
	ask.periods = ask.segments = true;
	if (len > 0 && !csq_brackets_parse(brackets, len, &ask, &err))
		return;
	if (!csq_retention_count(packed, &ask, &r, &err))
		return;
	for (int i = 0; i < 1000 && csq_retention_next(&r, &row); i++)
		must(row.came <= row.observed && row.observed <= row.group->size &&
		     row.so_far <= row.group->size - row.observed);
}

static void
there_and_back(const CsqReturns *r)
{
	CsqBuf      form[4];
	CsqError    err;
	CsqReturns *again;
	CsqReturns *sum = csq_returns_new();

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(csq_returns_check(r, csq_flat_size(r), &err));
	csq_returns_text(r, &form[0]);
	csq_returns_write(r, &form[1]);
	must((again = csq_returns_parse(form[0].data, form[0].len, &err)) != NULL);
	csq_returns_write(again, &form[2]);
	same(&form[1], &form[2]);
	must((again = csq_returns_read(form[1].data, form[1].len, &err)) != NULL);
	must(csq_returns_merge(&sum, again, &err));
	csq_returns_text(csq_returns_pack(sum), &form[3]);
	same(&form[0], &form[3]);
	counted(again, NULL, 0);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size)
{
	CsqReturns *r = stored_value(data, size, sizeof *r);
	CsqError    err;

	if (csq_returns_check(r, size + 4, &err))
		there_and_back(csq_returns_pack(r));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError    err;
	CsqReturns *r;

	if (size < 2)
		return 0;
	switch (data[0] % 4)
	{
		case 0:
			if ((r = csq_returns_parse((const char *) data + 1, size - 1, &err)) != NULL)
				there_and_back(r);
			break;
		case 1:
			if ((r = csq_returns_read(data + 1, size - 1, &err)) != NULL)
				there_and_back(r);
			break;
		case 2:
			stored(data + 1, size - 1);
			break;
		case 3:
			r = csq_returns_new();
			for (int i = 0; i < 9; i++)
				csq_returns_add(&r, (CsqText){"x", 1}, i * i * CSQ_USEC_PER_DAY, NULL, NULL, &err);
			counted(csq_returns_pack(r), (const char *) data + 1, size - 1);
			break;
	}
	csq_host_reset();
	return 0;
}

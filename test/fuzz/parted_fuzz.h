/*
 * parted_fuzz.h
 *		The target of a type of journeys with parts (journey/parted.h).
 *
 * Included by such a target, which defines PARTED(name), the function of that name of its
 * type, and figures(), which reads a value; the length of the input is its choice.
 * First byte: 0 text, 1 binary, 2 a value as it would lie on disk.  What was read is
 * written and read again, and merged with nothing it stays what it is.
 */
#include "journey/parted.h"

static void
there_and_back(const CsqJourney *v, unsigned choice)
{
	CsqBuf        form[4];
	CsqPartedView view;
	CsqError      err;
	CsqJourney   *again;
	CsqJourney   *sum = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);

	for (int i = 0; i < 4; i++)
		csq_buf_init(&form[i]);
	must(PARTED(check)(v, csq_flat_size(v), &err) && PARTED(open)(v, &view, &err));
	figures(&view, choice);
	PARTED(text)(&view, &form[0]);
	PARTED(write)(&view, &form[1]);
	must((again = PARTED(parse)(form[0].data, form[0].len, &err)) != NULL && PARTED(open)(again, &view, &err));
	PARTED(write)(&view, &form[2]);
	same(&form[1], &form[2]);
	must((again = PARTED(read)(form[1].data, form[1].len, &err)) != NULL);
	must(PARTED(merge)(&sum, again, &err) && PARTED(open)(sum, &view, &err));
	PARTED(text)(&view, &form[3]);
	same(&form[0], &form[3]);
}

/* A damaged stored value is refused or read without harm. */
static void
stored(const uint8_t *data, size_t size, unsigned choice)
{
	CsqJourney   *v = stored_value(data, size, sizeof *v);
	CsqPartedView view;
	CsqError      err;

	if (PARTED(check)(v, size + 4, &err) && PARTED(open)(v, &view, &err))
		figures(&view, choice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqError    err;
	CsqJourney *v = NULL;

	if (size < 2)
		return 0;
	switch (data[0] % 3)
	{
		case 0:
			v = PARTED(parse)((const char *) data + 1, size - 1, &err);
			break;
		case 1:
			v = PARTED(read)(data + 1, size - 1, &err);
			break;
		case 2:
			stored(data + 1, size - 1, (unsigned) size & 31);
			break;
	}
	if (v != NULL)
		there_and_back(v, (unsigned) size & 31);
	csq_host_reset();
	return 0;
}

/*
 * calendar_fuzz.c
 *		Calendars and targets from hostile text, JSON and bytes.
 *
 * First byte: 0 literal or JSON, 1 wire form, 2 target text, 3 target wire form,
 * 4 two literals (halves) combined.  What is accepted must write itself out and read
 * back the same, compile, and answer within the rules.
 */
#include "calendar/calendar.h"
#include "sla/sla_target.h"

#include "fuzz.h"

static void
same_by(const CsqSpec *s, int form)
{
	CsqBuf    a, b, text;
	CsqSpec   back;
	CsqReader r;
	CsqError  err;

	csq_buf_init(&a);
	csq_buf_init(&b);
	csq_buf_init(&text);
	csq_calendar_write(&a, s);
	if (form == 0)
		csq_calendar_text(&text, s);
	else if (form == 1)
		csq_calendar_json(&text, s);
	if (form < 2)
		must(csq_calendar_parse(text.data, text.len, &back, &err));
	else
	{
		csq_reader_init(&r, a.data, a.len, "calendar", &err);
		must(csq_calendar_read(&r, &back));
	}
	csq_calendar_write(&b, &back);
	same(&a, &b);
}

static CsqZone *
zone(void)
{
	CsqZone *z = csq_alloc(sizeof *z);

	csq_zone_init(z, "UTC", 3600);
	csq_zone_add(z, 0, 7200);
	csq_zone_add(z, INT64_C(100) * CSQ_USEC_PER_DAY, 0);
	csq_zone_cycle(z, INT64_C(36525) * CSQ_USEC_PER_DAY);
	csq_zone_add(z, INT64_C(36600) * CSQ_USEC_PER_DAY, 7200);
	csq_zone_add(z, INT64_C(36700) * CSQ_USEC_PER_DAY, 0);
	csq_zone_done(z);
	return z;
}

static void
exercise(const CsqSpec *s)
{
	CsqCalendar *c;
	CsqPauses    none = {0, NULL};
	CsqError     err;

	for (int form = 0; form < 3; form++)
		same_by(s, form);
	if (s->ndates > 3000 || s->nbreaks > 3000)
		return;
	c = csq_calendar_compile(s, zone());
	for (int i = 0; i < 6; i++)
	{
		int64_t from = (int64_t[]){0,
		                           INT64_C(700000000000000),
		                           INT64_C(-211813488000000000),
		                           INT64_C(9223371331100000000),
		                           INT64_C(820000000000000),
		                           INT64_C(252455400000000000)}[i];
		int64_t amount =
			(int64_t[]){1, INT64_C(3600000000), INT64_C(90000000000), INT64_C(1) << 55, 0, INT64_C(7777777)}[i];
		int64_t due, breach, usec;
		bool    open;

		csq_calendar_is_open(c, from, &open, &err);
		csq_calendar_next_close(c, from, &due, &err);
		csq_calendar_subtract(c, from, amount, &due, &err);
		if (!csq_calendar_due(c, from, amount, none, &due, &err))
			continue;
		must(due >= from);
		must(csq_calendar_elapsed(c, from, due, &usec, &err) && usec == amount);
		if (csq_calendar_breach(c, from, amount, none, &breach, &err))
		{
			must(breach >= due && csq_calendar_elapsed(c, from, breach, &usec, &err) && usec == amount);
			if (s->valid_to == INT32_MAX)
				must(csq_calendar_is_open(c, breach, &open, &err) && open);
		}
	}
}

static bool
read_target(const char *text, size_t len)
{
	CsqTarget t, back;
	CsqBuf    b;
	CsqError  err;

	if (!csq_target_parse(text, len, &t, &err))
		return false;
	csq_buf_init(&b);
	csq_target_text(&b, &t);
	must(csq_target_parse(b.data, b.len, &back, &err) && memcmp(&t, &back, sizeof t) == 0);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqSpec     s, t, u;
	CsqTarget   target;
	CsqReader   r;
	CsqBuf      b;
	CsqError    err;
	const char *text = (const char *) data + 1;

	if (size-- < 1)
		return 0;
	switch (data[0] % 5)
	{
		case 0:
			if (csq_calendar_parse(text, size, &s, &err))
				exercise(&s);
			break;
		case 1:
			csq_reader_init(&r, text, size, "calendar", &err);
			if (csq_calendar_read(&r, &s))
				exercise(&s);
			break;
		case 2:
			read_target(text, size);
			break;
		case 3:
			csq_reader_init(&r, text, size, "sla_target", &err);
			if (csq_target_read(&r, &target))
			{
				csq_buf_init(&b);
				csq_target_text(&b, &target);
				must(read_target(b.data, b.len));
			}
			break;
		case 4:
			if (csq_calendar_parse(text, size / 2, &s, &err) &&
			    csq_calendar_parse(text + size / 2, size - size / 2, &t, &err))
				for (int op = 0; op < 3; op++)
					if (csq_calendar_combine(&s, &t, "|&-"[op], &u, &err))
						exercise(&u);
			break;
	}
	csq_host_reset();
	return 0;
}

/*
 * process_calendar.c
 *		The calendar of a process: what its lengths of time are counted in.
 *
 * Collected events and processes may carry a calendar; times between events are
 * then business time.  Business time adds up over neighbouring stretches as
 * physical time does, so everything that ties the parts of a process together
 * holds for both.  The calendar is kept as its wire form (calendar.h), which is
 * canonical: equal calendars are equal bytes.  Times of different calendars
 * never meet: whoever merges asks csq_process_calendar_same() first.
 */
#include "process/process.h"

#include "calendar/calendar.h"

/* Reads and checks; wire must be what csq_calendar_write() gives. */
static bool
read_calendar(const CsqText *wire, CsqSpec *spec, CsqError *err)
{
	CsqReader r;
	CsqBuf    again;
	bool      canonical;

	csq_reader_init(&r, wire->s, wire->len, "calendar", err);
	if (!csq_calendar_read(&r, spec))
		return false;
	csq_buf_init(&again);
	csq_calendar_write(&again, spec);
	canonical = again.len == wire->len && memcmp(again.data, wire->s, wire->len) == 0;
	csq_free(again.data);
	return canonical || csq_read_fail(&r, "The calendar is not in canonical form.");
}

bool
csq_process_calendar_check(const CsqText *wire, CsqError *err)
{
	CsqSpec spec;

	return wire->len == 0 || read_calendar(wire, &spec, err);
}

/* The canonical wire form of a calendar whose zone got its canonical name. */
static bool
settle(CsqSpec *spec, CsqZoneName zone_name, CsqText *wire, CsqError *err)
{
	CsqBuf b;

	if (zone_name != NULL && !zone_name(spec->zone, spec->zone, err))
		return false;
	csq_buf_init(&b);
	csq_calendar_write(&b, spec);
	*wire = (CsqText){b.data, b.len};
	return true;
}

bool
csq_process_calendar_parse(const CsqText *literal, CsqZoneName zone_name, CsqText *wire, CsqError *err)
{
	CsqSpec spec;

	return csq_calendar_parse(literal->s, literal->len, &spec, err) && settle(&spec, zone_name, wire, err);
}

bool
csq_process_calendar_settle(CsqZoneName zone_name, CsqText *wire, CsqError *err)
{
	CsqSpec spec;

	return wire->len == 0 || (read_calendar(wire, &spec, err) && settle(&spec, zone_name, wire, err));
}

void
csq_process_calendar_text(const CsqText *wire, CsqBuf *out)
{
	CsqSpec  spec;
	CsqError err;
	CsqBuf   literal;

	if (!read_calendar(wire, &spec, &err)) /* checked before */
		return;
	csq_buf_init(&literal);
	csq_calendar_text(&literal, &spec);
	csq_buf_json(out, literal.data, literal.len);
	csq_free(literal.data);
}

/* For a message: the literal, which is ASCII, or the beginning of a long one. */
static const char *
calendar_name(const CsqText *wire)
{
	CsqSpec  spec;
	CsqError err;
	CsqBuf   b;

	csq_buf_init(&b);
	if (wire->len == 0)
		csq_buf_str(&b, "no calendar");
	else if (read_calendar(wire, &spec, &err))
	{
		csq_buf_char(&b, '"');
		csq_calendar_text(&b, &spec);
		if (b.len > 200)
			memcpy(b.data + 197, "...", 4);
		csq_buf_str(&b, b.len > 200 ? "" : "\"");
	}
	return b.data;
}

bool
csq_process_calendar_same(const CsqText *a, const CsqText *b, CsqError *err)
{
	if (CSQ_LIKELY(a->len == b->len && (a->len == 0 || memcmp(a->s, b->s, a->len) == 0)))
		return true;
	return csq_fail(err, CSQ_PARAM, "processes whose times are of different calendars do not go together") ||
	       csq_detail(err, "One has %s, the other %s.", calendar_name(a), calendar_name(b)) ||
	       csq_hint(err, "Aggregate by calendar too, or give every process_agg the same one.");
}

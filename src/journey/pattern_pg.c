/*
 * pattern_pg.c
 *		SQL shell of patterns: the type, matches, match_count, match.
 *
 * A stored pattern is its canonical text behind the common header; the readers
 * make a program of it through csq_compiled(), so a constant is compiled once per
 * query.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"
#include "journey/journey.h"
#include "journey/pattern.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

static bool
pattern_check(const void *value, size_t size, CsqError *err)
{
	return csq_stored_text_check(value, size, "pattern", CSQ_PATTERN_VERSION, err);
}

/* Makes the program once, so that a pattern that is too large is refused as a value. */
static void *
pattern_parse(const char *text, size_t len, CsqError *err)
{
	CsqPatternTree tree;
	CsqBuf         canonical;

	if (!csq_pattern_parse(text, len, &tree, err) || csq_pattern_build(&tree, err) == NULL)
		return NULL;
	csq_buf_init(&canonical);
	csq_pattern_text(&tree, &canonical);
	return csq_stored_text_new(&canonical, CSQ_PATTERN_VERSION);
}

static void *
pattern_read(const void *data, size_t len, CsqError *err)
{
	return csq_stored_text_read(data, len, "pattern", CSQ_PATTERN_VERSION, pattern_parse, err);
}

/*
 * pattern_in, _out, _recv, _send, _eq, _ne
 *
 * Text: 'complaint ~> (bot|agent){2,} ~[<=2h]> solved within 7d'
 * Binary: version u8, then the canonical text.  Equal: the same canonical text.
 * Errors:  in: 22P02 malformed; 0A000 a gap next to something that may be left out;
 *          54000 too large when repetitions are written out; recv: 22P03 for anything
 *          but a canonical form.
 * Cost:    in, recv: O(size of the program times its links); the others: O(length).
 */
static const CsqStoredType pattern_type = {.utf8 = true,
                                           .check = pattern_check,
                                           .parse = pattern_parse,
                                           .text = csq_stored_text_text,
                                           .read = pattern_read,
                                           .write = csq_stored_text_write};

CSQ_STORED_FUNCTIONS(pattern, pattern_type)

/* ---- readers ---- */

/* CsqCompile: the program. */
static void *
compile_pattern(struct varlena *value)
{
	const CsqStoredText *v = csq_checked(value, pattern_check);
	CsqPatternTree       tree;
	CsqPattern          *p = NULL;
	CsqError             err;

	if (csq_pattern_stored(v->text, CSQ_STORED_TEXT_LEN(v), &tree, &err))
		p = csq_pattern_build(&tree, &err);
	if (p == NULL)
		csq_throw(&err);
	return p;
}

/* Arguments 0 and 1: the journey numbered for the program. */
static const CsqPattern *
arguments(FunctionCallInfo fcinfo, CsqPatternInput *in)
{
	const CsqPattern *p = csq_compiled(fcinfo, 1, compile_pattern);
	CsqError          err;

	p = csq_pattern_journey(p, CSQ_GETARG_VALUE(0), in, &err);
	if (p == NULL)
		csq_throw(&err);
	return p;
}

static CsqPatternSearch *
search(const CsqPattern *p, const CsqPatternInput *in)
{
	CsqError          err;
	CsqPatternSearch *s = csq_pattern_search(p, in, &err);

	if (s == NULL)
		csq_throw(&err);
	return s;
}

/* The open time from the first event to each, in place of its time. */
static void
measure(CsqPatternInput *in, const CsqCalendar *calendar)
{
	int64_t *clock = csq_alloc((in->n + 1) * sizeof *clock);
	CsqError err;

	for (size_t i = 0; i < in->n; i++)
	{
		if (i > 0 && in->at[i] == in->at[i - 1])
			clock[i] = clock[i - 1];
		else if (!csq_calendar_elapsed(calendar, in->at[0], in->at[i], &clock[i], &err))
			csq_throw(&err);
		csq_poll(i);
	}
	in->at = clock;
}

/*
 * matches(journey, pattern [, working calendar]) -> bool
 *
 * Is there a match, a run of at least one event?  With a calendar bounds on time
 * are open time.
 * NULL:    strict.
 * Errors:  with a calendar 22008 for an event outside its validity.
 * Cost:    O(n e) for n events and e links of the program, whatever the pattern
 *          (and O(n log n) to sort the events where they are not in order).
 * Source:  see pattern_core.c.
 */
PG_FUNCTION_INFO_V1(csq_matches);
Datum
csq_matches(PG_FUNCTION_ARGS)
{
	CsqPatternInput   in;
	const CsqPattern *p = arguments(fcinfo, &in);
	CsqError          err;
	bool              found;

	if (PG_NARGS() > 2)
		measure(&in, csq_calendar_arg(fcinfo, 2));
	if (!csq_pattern_matches(p, &in, &found, &err))
		csq_throw(&err);
	PG_RETURN_BOOL(found);
}

/*
 * match_count(journey, pattern [, overlapping bool]) -> int8
 *
 * Number of matches that match() gives; overlapping: of the events that a match starts with.
 * NULL:    strict.
 * Errors:  54000 more than 1 GB of work space.
 * Cost:    time as matches(); space 8 bytes an event, or 4 bytes an event and
 *          state for patterns with time or with more than 64 states.
 */
PG_FUNCTION_INFO_V1(csq_match_count);
Datum
csq_match_count(PG_FUNCTION_ARGS)
{
	CsqPatternInput   in;
	const CsqPattern *p = arguments(fcinfo, &in);
	CsqPatternSearch *s = search(p, &in);
	CsqPatternMatch   m;
	int64             n = 0;

	if (PG_GETARG_BOOL(2))
		PG_RETURN_INT64(csq_pattern_starts(s));
	while (csq_pattern_next(s, &m, NULL))
		n++;
	PG_RETURN_INT64(n);
}

static Datum
label_array(const CsqJourneyView *view, const CsqPatternMatch *m, const bool *passed)
{
	Datum     *items = csq_alloc((m->to - m->from) * sizeof *items);
	int        n = 0;
	ArrayType *a;

	for (size_t i = m->from; i < m->to; i++)
	{
		const CsqText *t = &view->labels[view->events[i].activity];

		if (!passed[i])
			items[n++] = csq_label_datum(t);
	}
	a = construct_array(items, n, TEXTOID, -1, false, TYPALIGN_INT);
	while (n-- > 0)
		pfree(DatumGetPointer(items[n]));
	pfree(items);
	return PointerGetDatum(a);
}

/*
 * match(journey, pattern [, overlapping bool])
 * -> setof (match_no int8, ord_from int, ord_to int, at_from timestamptz, at_to timestamptz, labels text[])
 *
 * The matches from left to right, which do not overlap, or, overlapping, the
 * preferred match from each event that one starts with: ord as in events(); labels
 * are the activities of the events without those that "~>" passes over.
 * NULL:    no rows.
 * Errors:  54000 more than 1 GB of work space.
 * Cost:    as match_count(); overlapping: and the sum of the lengths of the matches,
 *          which may grow with the square of the events.
 */
PG_FUNCTION_INFO_V1(csq_match);
Datum
csq_match(PG_FUNCTION_ARGS)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	CsqJourneyView    view;
	CsqPatternInput   in;
	const CsqPattern *p;
	CsqPatternSearch *s;
	CsqPatternMatch   m;
	bool (*next)(CsqPatternSearch *, CsqPatternMatch *, bool *);
	bool    *passed;
	CsqError err;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	next = PG_GETARG_BOOL(2) ? csq_pattern_next_start : csq_pattern_next;
	p = csq_compiled(fcinfo, 1, compile_pattern);
	if (!csq_journey_open(CSQ_GETARG_VALUE(0), &view, &err))
		csq_throw(&err);
	p = csq_pattern_input(p, &view, &in, &err);
	if (p == NULL)
		csq_throw(&err);
	s = search(p, &in);
	passed = csq_alloc0(in.n + 1);
	for (int64 no = 1; next(s, &m, passed); no++)
	{
		Datum values[6];
		bool  nulls[6] = {false};

		values[0] = Int64GetDatum(no);
		values[1] = Int32GetDatum((int32) m.from + 1);
		values[2] = Int32GetDatum((int32) m.to);
		values[3] = TimestampTzGetDatum(in.at[m.from]);
		values[4] = TimestampTzGetDatum(in.at[m.to - 1]);
		values[5] = label_array(&view, &m, passed);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[5]));
		csq_check_interrupts();
	}
	return (Datum) 0;
}

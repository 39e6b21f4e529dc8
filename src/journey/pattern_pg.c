/*
 * pattern_pg.c
 *		SQL shell of patterns: the type, matches, match_count, match, captures.
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

#include "base/instant.h"
#include "pg/csq.h"
#include "calendar/calendar_args_pg.h"
#include "pg/args_pg.h"
#include "journey/journey.h"
#include "journey/journey_shared_pg.h"
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
	csq_pattern_remember(p);
	return p;
}

/*
 * labels(pattern) -> text[]
 *
 * The activities that a pattern names, each once, ascending by bytes.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_pattern_labels);
Datum
csq_pattern_labels(PG_FUNCTION_ARGS)
{
	const CsqStoredText *v = csq_checked(CSQ_GETARG_VALUE(0), pattern_check);
	CsqPatternTree       tree;
	CsqText             *labels;
	uint32_t             n;
	CsqError             err;

	if (!csq_pattern_stored(v->text, CSQ_STORED_TEXT_LEN(v), &tree, &err))
		csq_throw(&err);
	labels = csq_pattern_activities(&tree, &n);
	PG_RETURN_DATUM(csq_texts_datum(labels, n));
}

/* The journey opened, numbered for the program. */
typedef struct Matched
{
	CsqJourneyView    view;
	CsqPatternFacts   facts;
	CsqPatternInput   in;
	const CsqPattern *p;
} Matched;

/* Arguments 0 and 1: the journey numbered for the program, for readers that need no view. */
static const CsqPattern *
arguments(FunctionCallInfo fcinfo, CsqPatternInput *in)
{
	const CsqPattern     *p = csq_compiled(fcinfo, 1, compile_pattern);
	const CsqSharedState *shared = csq_shared_arg(fcinfo, 0);
	CsqError              err;

	if (shared != NULL)
	{
		CsqSharedEvents events = csq_shared_events(shared);

		if (csq_pattern_words(p, &shared->arena->labels, &events, in))
			return p;
	}
	p = csq_pattern_journey(p, CSQ_GETARG_VALUE(0), in, &err);
	if (p == NULL)
		csq_throw(&err);
	return p;
}

/* The open time that an event right after an instant has; where the calendar ends, that of the instant. */
static int64_t
open_time_after(const CsqCalendar *calendar, int64_t from, int64_t to)
{
	int64_t  until = csq_time_between(calendar, from, to);
	int64_t  after;
	CsqError none;

	return csq_calendar_elapsed(calendar, from, to + 1, &after, &none) ? after : until;
}

/* The open time from the first event to each. */
static const int64_t *
measure(const CsqJourneyView *view, const CsqCalendar *calendar)
{
	int64_t *clock = csq_alloc((view->nevents + (size_t) 1) * sizeof *clock);

	for (uint32_t i = 0; i < view->nevents; i++)
	{
		const CsqEvent *e = &view->events[i];

		clock[i] = i > 0 && e->at == e[-1].at ? clock[i - 1] : csq_time_between(calendar, view->events[0].at, e->at);
		csq_poll(i);
	}
	return clock;
}

static void
number(Matched *m, FunctionCallInfo fcinfo)
{
	CsqError err;

	m->p = csq_pattern_input(csq_compiled(fcinfo, 1, compile_pattern), &m->facts, &m->in, &err);
	if (m->p == NULL)
		csq_throw(&err);
}

/* The same with a view; calendar NULL: times are those of the clock on the wall; as_of NULL: all events are known. */
static void
open_matched(FunctionCallInfo fcinfo, Matched *m, const CsqCalendar *calendar, const int64_t *as_of)
{
	CsqError err;

	if (!csq_journey_open(CSQ_GETARG_VALUE(0), &m->view, &err))
		csq_throw(&err);
	while (as_of != NULL && m->view.nevents > 0 && m->view.events[m->view.nevents - 1].at > *as_of)
		m->view.nevents--;
	m->facts = (CsqPatternFacts){.view = &m->view, .as_of = as_of != NULL};
	if (as_of != NULL)
		m->facts.end = *as_of + 1;
	if (calendar != NULL && m->view.nevents > 0)
	{
		m->facts.clock = measure(&m->view, calendar);
		if (as_of != NULL)
			m->facts.end = open_time_after(calendar, m->view.events[0].at, *as_of);
	}
	number(m, fcinfo);
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

static bool
found(const CsqPattern *p, const CsqPatternInput *in)
{
	CsqError err;
	bool     is;

	if (!csq_pattern_matches(p, in, &is, &err))
		csq_throw(&err);
	return is;
}

/*
 * matches(journey, pattern [, working calendar]) -> bool
 *
 * Is there a match, a run of at least one event?  With a calendar bounds on time
 * are open time.
 * NULL:    strict.
 * Errors:  with a calendar 22008 for an event outside its validity; 54000 conditions that tell
 *          more than 2,000 kinds of events apart.
 * Cost:    O(n e) for n events and e links of the program, whatever the pattern
 *          (and O(n log n) to sort the events where they are not in order).
 * Source:  see pattern.c.
 */
PG_FUNCTION_INFO_V1(csq_matches);
Datum
csq_matches(PG_FUNCTION_ARGS)
{
	Matched m;

	if (PG_NARGS() == 2)
	{
		m.p = arguments(fcinfo, &m.in);
		PG_RETURN_BOOL(found(m.p, &m.in));
	}
	open_matched(fcinfo, &m, csq_calendar_arg(fcinfo, 2), NULL);
	PG_RETURN_BOOL(found(m.p, &m.in));
}

/*
 * matches(journey, pattern, as_of timestamptz [, working calendar]) -> bool
 *
 * The same of the events until an instant.  An absence ("no reply within 4h") whose
 * time is not over by then is not decided.
 * NULL:    strict; and where only an absence that is not decided keeps the pattern from matching.
 * Errors:  22008 as_of infinite; those above.
 * Cost:    at most twice that above.
 */
PG_FUNCTION_INFO_V1(csq_matches_as_of);
Datum
csq_matches_as_of(PG_FUNCTION_ARGS)
{
	int64   as_of = PG_GETARG_TIMESTAMPTZ(2);
	Matched m;

	csq_refuse_zoneless(fcinfo);
	if (!csq_is_instant(as_of))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("as_of of a pattern must not be infinite"),
		                errdetail("It says until when the events are known."),
		                errhint("Give the time of the export, or leave as_of out when every case is over.")));
	open_matched(fcinfo, &m, PG_NARGS() > 3 ? csq_calendar_arg(fcinfo, 3) : NULL, &as_of);
	if (found(m.p, &m.in))
		PG_RETURN_BOOL(true);
	if (!m.in.waits)
		PG_RETURN_BOOL(false);
	m.facts.undecided = true;
	number(&m, fcinfo);
	if (found(m.p, &m.in))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(false);
}

/*
 * match_count(journey, pattern [, working calendar] [, overlapping bool]) -> int8
 *
 * Number of matches that match() gives; overlapping: of the events that a match starts with.
 * NULL:    strict.
 * Errors:  54000 more than 1 GB of work space; those of matches().
 * Cost:    time as matches(); space 8 bytes an event, or 4 bytes an event and
 *          state for patterns with time or with more than 64 states.
 */
PG_FUNCTION_INFO_V1(csq_match_count);
Datum
csq_match_count(PG_FUNCTION_ARGS)
{
	Matched           all;
	CsqPatternSearch *s;
	CsqPatternMatch   m;
	int64             n = 0;

	if (PG_NARGS() > 3)
		open_matched(fcinfo, &all, csq_calendar_arg(fcinfo, 2), NULL);
	else
		all.p = arguments(fcinfo, &all.in);
	s = search(all.p, &all.in);
	if (PG_GETARG_BOOL(PG_NARGS() - 1))
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

/* Gives the rows of one match. */
typedef void (*EachMatch)(ReturnSetInfo *rsinfo, const Matched *all, int64 no, const CsqPatternMatch *m,
                          const bool *passed);

/* Arguments as of match(): each match in turn. */
static Datum
each_match(FunctionCallInfo fcinfo, EachMatch rows)
{
	ReturnSetInfo    *rsinfo = csq_srf_begin(fcinfo);
	Matched           all;
	CsqPatternSearch *s;
	CsqPatternMatch   m;
	bool (*next)(CsqPatternSearch *, CsqPatternMatch *, bool *);
	bool *passed;

	for (int i = 0; i < PG_NARGS(); i++)
		if (PG_ARGISNULL(i))
			return (Datum) 0;
	next = PG_GETARG_BOOL(PG_NARGS() - 1) ? csq_pattern_next_start : csq_pattern_next;
	open_matched(fcinfo, &all, PG_NARGS() > 3 ? csq_calendar_arg(fcinfo, 2) : NULL, NULL);
	s = search(all.p, &all.in);
	passed = csq_alloc0(all.in.n + 1);
	for (int64 no = 1; next(s, &m, passed); no++)
	{
		rows(rsinfo, &all, no, &m, passed);
		csq_check_interrupts();
	}
	return (Datum) 0;
}

static void
match_row(ReturnSetInfo *rsinfo, const Matched *all, int64 no, const CsqPatternMatch *m, const bool *passed)
{
	Datum values[6];
	bool  nulls[6] = {false};

	values[0] = Int64GetDatum(no);
	values[1] = Int32GetDatum((int32) m->from + 1);
	values[2] = Int32GetDatum((int32) m->to);
	values[3] = TimestampTzGetDatum(all->view.events[m->from].at);
	values[4] = TimestampTzGetDatum(all->view.events[m->to - 1].at);
	values[5] = label_array(&all->view, m, passed);
	csq_srf_row(rsinfo, values, nulls);
	pfree(DatumGetPointer(values[5]));
}

/*
 * match(journey, pattern [, working calendar] [, overlapping bool])
 * -> setof (match_no int8, ord_from int, ord_to int, at_from timestamptz, at_to timestamptz, labels text[])
 *
 * The matches from left to right, which do not overlap, or, overlapping, the
 * preferred match from each event that one starts with: ord as in events(); labels
 * are the activities of the events without those that "~>" passes over.
 * NULL:    no rows.
 * Errors:  54000 more than 1 GB of work space; those of matches().
 * Cost:    as match_count(); overlapping: and the sum of the lengths of the matches,
 *          which may grow with the square of the events.
 */
PG_FUNCTION_INFO_V1(csq_match);
Datum
csq_match(PG_FUNCTION_ARGS)
{
	return each_match(fcinfo, match_row);
}

static void
capture_rows(ReturnSetInfo *rsinfo, const Matched *all, int64 no, const CsqPatternMatch *m, const bool *passed)
{
	int32   item = 0;
	int64   before = 0;
	CsqRows out;

	csq_rows_begin(&out, rsinfo); /* overlapping matches may have as many rows as the square of the events */
	for (size_t i = m->from; i < m->to; i++)
	{
		const CsqEvent *e = &all->view.events[i];
		Datum           values[8] = {0};
		bool            nulls[8] = {false};

		csq_poll(i);
		if (passed[i])
			continue;
		values[0] = Int64GetDatum(no);
		values[1] = Int32GetDatum(++item);
		values[2] = Int32GetDatum((int32) i + 1);
		values[3] = TimestampTzGetDatum(e->at);
		nulls[4] = item == 1;
		if (item > 1)
			values[4] = csq_length_between(before, e->at);
		before = e->at;
		values[5] = csq_label_datum(&all->view.labels[e->activity]);
		nulls[6] = e->channel == 0;
		if (!nulls[6])
			values[6] = csq_label_datum(&all->view.labels[e->channel]);
		nulls[7] = !e->has_value;
		values[7] = Float8GetDatum(e->value);
		csq_rows_put(&out, values, nulls);
	}
	csq_rows_end(&out);
}

/*
 * captures(journey, pattern [, working calendar] [, overlapping bool])
 * -> setof (match_no int8, item int, ord int, at timestamptz, gap interval, activity text, channel text, value float8)
 *
 * The events of the matches that match() gives, one a row, without those that "~>"
 * passes over: item counts them within the match, gap is the time since the item before.
 * NULL:    no rows; channel and value where the event has none; gap of the first item.
 * Errors:  those of match(); 22008 a gap out of range.
 * Cost:    as match(), and the rows.
 */
PG_FUNCTION_INFO_V1(csq_captures);
Datum
csq_captures(PG_FUNCTION_ARGS)
{
	return each_match(fcinfo, capture_rows);
}

/*
 * match_times(journey, pattern [, working calendar]) -> timestamptz[]
 *
 * The times of the first match that match() gives, item i of captures() at place i.
 * NULL:    strict; where nothing matches.
 * Errors:  those of match().
 * Cost:    that of matches(), and the space of match_count().
 */
PG_FUNCTION_INFO_V1(csq_match_times);
Datum
csq_match_times(PG_FUNCTION_ARGS)
{
	Matched           all;
	CsqPatternSearch *s;
	CsqPatternMatch   m;
	bool             *passed;
	Datum            *items;
	int               n = 0;

	open_matched(fcinfo, &all, PG_NARGS() > 2 ? csq_calendar_arg(fcinfo, 2) : NULL, NULL);
	s = search(all.p, &all.in);
	passed = csq_alloc0(all.in.n + 1);
	if (!csq_pattern_next(s, &m, passed))
		PG_RETURN_NULL();
	items = csq_alloc((m.to - m.from) * sizeof *items);
	for (size_t i = m.from; i < m.to; i++)
		if (!passed[i])
			items[n++] = TimestampTzGetDatum(all.view.events[i].at);
	PG_RETURN_ARRAYTYPE_P(construct_array(items, n, TIMESTAMPTZOID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * sessions_pg.c
 *		SQL shell of sessions: the type session_summary, sessions_agg, session_rows.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "journey/as_of_pg.h"
#include "journey/parted_pg.h"
#include "journey/sessions.h"
#include "pg/case_id_pg.h"
#include "pg/stored_type_pg.h"
#include "base/literal.h"

/* ---- the type ---- */

CSQ_PARTED_OPENED(csq_visits)

/*
 * session_summary_in, _out, _recv, _send, comparison, hash, json
 *
 * Text: {"v":1,"events":[[at, activity, channel, campaign, who, seq], ...]}; the last four
 * may be null or left out; in, in any order; out, in order, instants in UTC.  Binary: see
 * parted.h.
 * Errors:  in: 22P02 malformed text; recv: 22P03 for anything but a canonical form.
 * Cost:    O(n log n), O(n) for events in order.
 */
CSQ_STORED_TYPE(session_summary, csq_visits, .utf8 = true, .open = opened)
CSQ_STORED_JSON(session_summary, session_summary_type)

/*
 * session_summary_combine(session_summary, session_summary) -> session_summary
 *
 * The operator +, transition function of rollup and combine function: the events of both.
 * NULL:    a NULL adds nothing.
 * Errors:  54000 above 1 GB; 22000 a damaged value.
 * Cost:    O(events of the second).
 */
CSQ_STORED_MERGE(session_summary, CsqVisits, csq_visits_check, csq_visits_merge)

/* ---- sessions_agg ---- */

/* The arguments of the transition function. */
enum
{
	STATE,
	AT,
	ACTIVITY,
	CHANNEL,
	CAMPAIGN,
	WHO,
	SEQ
};

static CsqText
part_arg(FunctionCallInfo fcinfo, int n)
{
	return n < PG_NARGS() ? csq_label_or_none(fcinfo, n) : (CsqText){NULL, 0};
}

/*
 * session_append(session_summary, at timestamptz, activity text [, channel text [, campaign text
 *				  [, who T [, seq int8]]]]) -> session_summary
 *
 * Transition function of sessions_agg.  Appends in place within an aggregate.
 * NULL:    a row without time or activity (NULL or blank) is skipped; channel, campaign, who (or blank) and seq
 *          may be NULL.
 * Errors:  22008 infinite time; 22023 a channel, campaign or person that has U+001E; 54000 above 1 GB.
 * Cost:    O(1) amortised.
 */
static Datum
append(FunctionCallInfo fcinfo, CsqCaseType type)
{
	CsqVisits *v = csq_parted_state_arg(fcinfo, csq_visits_check);
	CsqVisit   e = {.at = 0};
	char       buffer[40];
	CsqError   err;

	if (PG_ARGISNULL(AT) || csq_no_label(fcinfo, ACTIVITY))
		return csq_parted_skip(fcinfo, v);
	v = csq_parted_state(fcinfo, v, AT, SEQ, &e);
	e.parts.part[CSQ_CHANNEL] = part_arg(fcinfo, CHANNEL);
	e.parts.part[CSQ_CAMPAIGN] = part_arg(fcinfo, CAMPAIGN);
	if (PG_NARGS() > WHO && !csq_is_nobody(fcinfo, WHO, type))
		e.parts.part[CSQ_WHO] = csq_case_text(type, PG_GETARG_DATUM(WHO), buffer);
	if (!csq_visits_add(&v, &e, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(v);
}

CSQ_CASE_FUNCTIONS(csq_session_append, append)
CSQ_TYPED_CASE_FUNCTIONS(csq_session_append, append, 1)

/* ---- session_rows ---- */

/* Its arguments. */
enum
{
	EVENTS,
	AS_OF,
	GAP,
	CUT_BY,
	MAX_LENGTH,
	ZONE
};

/* As of when: argument 1 of one of its types. */
typedef void (*AsOfForm)(FunctionCallInfo fcinfo, CsqSessionRule *rule);

static void
know(CsqSessionRule *rule, int64 until)
{
	rule->has_as_of = true;
	rule->as_of = until;
}

/* -infinity knows of nothing, infinity of everything. */
static void
instant_form(FunctionCallInfo fcinfo, CsqSessionRule *rule)
{
	csq_refuse_zoneless(fcinfo);
	know(rule, PG_GETARG_TIMESTAMPTZ(AS_OF));
}

static void
date_form(FunctionCallInfo fcinfo, CsqSessionRule *rule)
{
	DateADT date = PG_GETARG_DATEADT(AS_OF);

	if (DATE_NOT_FINITE(date))
		know(rule, DATE_IS_NOEND(date) ? DT_NOEND : DT_NOBEGIN);
	else
		know(rule, csq_as_of_day(rule->zone, date).known);
}

static void
text_form(FunctionCallInfo fcinfo, CsqSessionRule *rule)
{
	CsqText t = csq_text_arg(fcinfo, AS_OF);
	int     infinite = csq_text_infinity(t);

	if (infinite != 0)
		know(rule, infinite > 0 ? DT_NOEND : DT_NOBEGIN);
	else
		know(rule,
		     csq_as_of_text(rule->zone, t,
		                    "For example '2026-03-31', '2026-03-31 18:00+08', or 'infinity' when all sessions are "
		                    "over; name the other arguments: gap => '1 hour'.")
		         .known);
}

/* The words of cut_by, without white space around them; one with commas of input methods between is several. */
static CsqText *
words_arg(FunctionCallInfo fcinfo, uint32 *n)
{
	uint32   given;
	uint32   room = 0;
	CsqText *items = csq_texts_arg(fcinfo, CUT_BY, &given);
	CsqText *words = NULL;

	*n = 0;
	for (uint32 i = 0; i < given; i++)
	{
		CsqText     rest = items[i];
		const char *cut;

		do
		{
			for (cut = rest.s; cut + 3 <= rest.s + rest.len; cut++)
				if (memcmp(cut, "\xEF\xBC\x8C", 3) == 0 || memcmp(cut, "\xE3\x80\x81", 3) == 0)
					break;
			if (cut + 3 > rest.s + rest.len)
				cut = NULL;
			if (*n == room)
				csq_grow(words, room);
			words[(*n)++] = csq_trimmed(cut == NULL ? rest : (CsqText){rest.s, (size_t) (cut - rest.s)});
			if (cut != NULL)
				rest = (CsqText){cut + 3, (size_t) (rest.s + rest.len - cut) - 3};
		} while (cut != NULL);
	}
	return words;
}

static void
cut_arg(FunctionCallInfo fcinfo, CsqSessionRule *rule, bool campaigns)
{
	uint32   n;
	CsqText *words = words_arg(fcinfo, &n);

	for (uint32 i = 0; i < n; i++)
	{
		if (csq_option_is(words[i], "channel"))
			rule->by_channel = true;
		else if (csq_option_is(words[i], "midnight"))
			rule->at_midnight = true;
		else if (!csq_option_is(words[i], "campaign"))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("sessions are not cut by \"%s\"", csq_quoted(words[i].s, words[i].len).s),
			                errdetail("They are cut by channel, campaign, midnight, the gap and the longest length."),
			                errhint("For example cut_by => '{channel,midnight}', max_length => '24 hours'; a change of "
			                        "anything else cuts when it is given as channel or campaign.")));
		else if (!campaigns)
			ereport(ERROR,
			        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the events of a journey have no campaign"),
			         errhint("Give the campaign to journey_agg() as channel, or use sessions_agg().")));
		else
			rule->by_campaign = true;
	}
}

static CsqSessionRule
rule_args(FunctionCallInfo fcinfo, AsOfForm as_of, bool campaigns)
{
	CsqSessionRule rule = {.has_gap = !PG_ARGISNULL(GAP), .has_length = !PG_ARGISNULL(MAX_LENGTH)};

	csq_require_given(fcinfo, ZONE, "zone of session_rows", "Leave it out for UTC.");
	rule.zone = csq_zone_arg(fcinfo, ZONE);
	if (rule.has_gap)
		rule.gap = (uint64) csq_length_arg(fcinfo, GAP, "the gap between sessions");
	if (rule.has_length)
		rule.length = (uint64) csq_length_arg(fcinfo, MAX_LENGTH, "the longest length of a session");
	if (!PG_ARGISNULL(CUT_BY))
		cut_arg(fcinfo, &rule, campaigns);
	if (!PG_ARGISNULL(AS_OF))
		as_of(fcinfo, &rule);
	return rule;
}

static void
put_row(CsqRows *rows, const CsqSessionRule *rule, const CsqSession *s)
{
	const char *begun_by = csq_session_cut_name(s->begun_by);
	bool        unknown = s->is_last && !rule->has_as_of;
	Datum       values[13];
	bool        nulls[13] = {false};

	values[0] = csq_label_or_null(&s->source.part[CSQ_WHO], &nulls[0]);
	values[1] = Int32GetDatum(s->number);
	values[2] = TimestampTzGetDatum(s->started);
	values[3] = TimestampTzGetDatum(s->ended);
	values[4] = csq_length_between(s->started, s->ended);
	values[5] = Int32GetDatum((int32) s->nevents);
	values[6] = csq_label_datum(&s->entry);
	values[7] = csq_label_datum(&s->exit);
	values[8] = csq_label_or_null(&s->source.part[CSQ_CHANNEL], &nulls[8]);
	values[9] = csq_label_or_null(&s->source.part[CSQ_CAMPAIGN], &nulls[9]);
	values[10] = BoolGetDatum(s->nevents == 1);
	nulls[10] = unknown || s->is_open;
	values[11] = BoolGetDatum(s->is_open);
	nulls[11] = unknown;
	values[12] = csq_string_datum(begun_by, strlen(begun_by));
	csq_rows_put(rows, values, nulls);
}

static void
put_rows(ReturnSetInfo *rsinfo, const CsqJourneyView *view, const CsqSource *sources, const CsqSessionRule *rule)
{
	CsqRows        rows;
	CsqSessionWalk walk;
	CsqSession     s;

	csq_sessions_begin(&walk, view, sources, rule);
	csq_rows_begin(&rows, rsinfo);
	while (csq_session_next(&walk, &s))
		put_row(&rows, rule, &s);
	csq_rows_end(&rows);
}

static Datum
rows_of_journey(FunctionCallInfo fcinfo, AsOfForm as_of)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqSessionRule rule;
	CsqJourneyView view;

	if (PG_ARGISNULL(EVENTS))
		return (Datum) 0;
	rule = rule_args(fcinfo, as_of, false);
	csq_journey_arg(fcinfo, EVENTS, &view);
	put_rows(rsinfo, &view, csq_journey_sources(&view), &rule);
	return (Datum) 0;
}

static Datum
rows_of_visits(FunctionCallInfo fcinfo, AsOfForm as_of)
{
	ReturnSetInfo       *rsinfo = csq_srf_begin(fcinfo);
	CsqSessionRule       rule;
	const CsqVisitsView *v;

	if (PG_ARGISNULL(EVENTS))
		return (Datum) 0;
	rule = rule_args(fcinfo, as_of, true);
	v = csq_stored_arg(fcinfo, EVENTS, &session_summary_type);
	put_rows(rsinfo, &v->view, v->parts, &rule);
	return (Datum) 0;
}

/*
 * session_rows(journey | session_summary, as_of timestamptz | text | date, gap interval = '30 minutes',
 *				cut_by text[] = '{}', max_length interval = NULL, zone text = 'UTC')
 *		-> setof (who text, session int, started timestamptz, ended timestamptz, duration interval,
 *				  num_events int, entry text, exit text, channel text, campaign text, bounced bool,
 *				  is_open bool, begun_by text)
 *
 * The sessions of each person, in order: sessions.h says what cuts them.  channel and campaign
 * are the first that are known; bounced says that there was one event only, NULL while the session
 * is open.
 * NULL:    events NULL: no rows; as_of NULL: all events count, and bounced and is_open of
 *          the last session of each person are NULL; gap, max_length, cut_by NULL: they do not cut.
 * Errors:  22023 an unknown word of cut_by, campaign for a journey, an unknown zone, a length with
 *          months or negative; 22004 zone NULL; 22007 as_of that is no time; 22008 as_of out of range.
 * Cost:    O(n log n), O(n) for events in order.
 */
#define SESSION_ROWS(form)                                                                                             \
	PG_FUNCTION_INFO_V1(csq_journey_session_rows_##form);                                                              \
	Datum csq_journey_session_rows_##form(PG_FUNCTION_ARGS)                                                            \
	{                                                                                                                  \
		return rows_of_journey(fcinfo, form##_form);                                                                   \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_session_rows_##form);                                                                      \
	Datum csq_session_rows_##form(PG_FUNCTION_ARGS)                                                                    \
	{                                                                                                                  \
		return rows_of_visits(fcinfo, form##_form);                                                                    \
	}

SESSION_ROWS(instant)
SESSION_ROWS(text)
SESSION_ROWS(date)

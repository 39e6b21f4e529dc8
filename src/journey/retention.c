/*
 * retention.c
 *		Periods and cohorts: see retention.h for the meaning.
 *
 * Text of a cohort: {"v":1,"unit":"week","zone":"UTC","first":"opened","again":null,
 * "cohorts":[["2026-03-02",5,0,3,2,1], ...]}: first day, size, then n and count of
 * each n with any.  Binary (network byte order): version u8, unit u8, zone u8 and
 * bytes, first and again (has u8, length u32, bytes), cells u32, then cohort i32, n i32,
 * count i64 of each.  Both canonical.
 */
#include "journey/retention.h"

#include "base/instant.h"
#include "base/sort.h"
#include "base/literal.h"

#define TYPE "cohort"

#define HEAD       sizeof(CsqCohort)
#define FEW_YOUNG  64
#define FIRST_DATE (-2451545) /* 4714-11-24 BC, where dates begin */
#define LAST_DATE  106751982  /* 294276-12-31, the last whole day that instants reach */
#define MIDNIGHT   "T00:00:00Z"

/* ---- periods ---- */

static const char *const unit_names[] = {"day", "week", "month", "quarter", "year"};

bool
csq_period_parse(const char *s, size_t len, CsqPeriod *unit, CsqError *err)
{
	static const char *const plurals[] = {"days", "weeks", "months", "quarters", "years"};

	for (int i = 0; i < 5; i++)
		if (csq_option_is((CsqText){s, len}, unit_names[i]) || csq_option_is((CsqText){s, len}, plurals[i]))
		{
			*unit = (CsqPeriod) i;
			return true;
		}
	return csq_fail(err, CSQ_PARAM, "unknown period \"%s\"", csq_quoted(s, len).s) ||
	       csq_hint(err, "Use day, week, month, quarter or year.");
}

const char *
csq_period_name(CsqPeriod unit)
{
	return unit_names[unit];
}

int32_t
csq_period_of_date(CsqPeriod unit, int32_t date)
{
	int y, m, d;

	if (unit == CSQ_PERIOD_DAY)
		return date;
	if (unit == CSQ_PERIOD_WEEK)
		return (int32_t) csq_floor_div((int64_t) date + 5, 7); /* 2000-01-03 was a Monday */
	csq_date_split(date, &y, &m, &d);
	return unit == CSQ_PERIOD_YEAR ? y : unit == CSQ_PERIOD_MONTH ? y * 12 + m - 1 : y * 4 + (m - 1) / 3;
}

int32_t
csq_period_first(CsqPeriod unit, int32_t period)
{
	int per = unit == CSQ_PERIOD_MONTH ? 12 : unit == CSQ_PERIOD_QUARTER ? 4 : 1;

	if (unit == CSQ_PERIOD_DAY)
		return period;
	if (unit == CSQ_PERIOD_WEEK)
		return period * 7 - 5;
	return csq_date_make((int) csq_floor_div(period, per), (int) csq_floor_mod(period, per) * (12 / per) + 1, 1);
}

/* Periods that begin at a date there is. */
static int32_t
first_period(CsqPeriod unit)
{
	int32_t p = csq_period_of_date(unit, FIRST_DATE);

	return csq_period_first(unit, p) < FIRST_DATE ? p + 1 : p;
}

static int32_t
last_period(CsqPeriod unit)
{
	return csq_period_of_date(unit, LAST_DATE);
}

bool
csq_period_of(CsqPeriod unit, const CsqZone *zone, int64_t at, int32_t *period, CsqError *err)
{
	int64_t local;

	if (csq_add_i64(at, csq_zone_offset(zone, at), &local))
	{
		*period = csq_period_of_date(unit, (int32_t) csq_floor_div(local, CSQ_USEC_PER_DAY));
		if (*period >= first_period(unit) && *period <= last_period(unit))
			return true;
	}
	return csq_fail(err, CSQ_DATETIME, "the %s of an event is out of range", unit_names[unit]) ||
	       csq_detail(err, "Periods must begin between 4714-11-24 BC and 294276-12-31.");
}

/* Sort, each once (where clocks are put back over midnight a day comes twice). */
static int64_t
unique_periods(int32_t *periods, size_t n)
{
	size_t k = 0;

	csq_sort(periods, n, sizeof *periods, csq_by_i32);
	for (size_t i = 0; i < n; i++)
		if (k == 0 || periods[k - 1] != periods[i])
			periods[k++] = periods[i];
	return (int64_t) k;
}

int64_t
csq_active_periods(const CsqJourneyView *view, CsqPeriod unit, const CsqZone *zone, int32_t **periods, CsqError *err)
{
	*periods = csq_alloc((view->nevents + (size_t) 1) * sizeof **periods);
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		if (!csq_period_of(unit, zone, view->events[i].at, &(*periods)[i], err))
			return -1;
		csq_poll(i);
	}
	return unique_periods(*periods, view->nevents);
}

/* ---- cohorts ---- */

static inline size_t
label_room(uint32_t len)
{
	return len == CSQ_COHORT_ANY ? 0 : len;
}

/* Bytes at the end, a multiple of 8 so that the cells stay aligned. */
static inline size_t
back_of(const CsqCohort *c)
{
	return (label_room(c->first_len) + label_room(c->again_len) + 7) & ~(size_t) 7;
}

static inline CsqCohortCell *
cells_of(const CsqCohort *c)
{
	return (CsqCohortCell *) ((char *) c + HEAD);
}

const CsqCohortCell *
csq_cohort_cells(const CsqCohort *c)
{
	return cells_of(c);
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_LIMIT, "cohort exceeds the limit of 1 GB") ||
	       csq_hint(err, "Use longer periods, or slice the journeys.");
}

CsqCohort *
csq_cohort_new(const CsqCohortRule *rule, CsqError *err)
{
	CsqCohort  head = {.unit = (uint32_t) rule->unit};
	CsqCohort *c;
	size_t     back;

	if (rule->first.len > CSQ_MAX_VALUE_SIZE / 4 || rule->again.len > CSQ_MAX_VALUE_SIZE / 4)
	{
		too_large(err);
		return NULL;
	}
	head.first_len = rule->first.s == NULL ? CSQ_COHORT_ANY : (uint32_t) rule->first.len;
	head.again_len = rule->again.s == NULL ? CSQ_COHORT_ANY : (uint32_t) rule->again.len;
	back = back_of(&head);
	c = csq_flat_new(HEAD + back, CSQ_COHORT_VERSION);
	c->unit = head.unit;
	c->first_len = head.first_len;
	c->again_len = head.again_len;
	memcpy(c->zone, rule->zone, strlen(rule->zone));
	if (rule->first.s != NULL && rule->first.len > 0)
		memcpy((char *) c + csq_flat_size(c) - rule->first.len, rule->first.s, rule->first.len);
	if (rule->again.s != NULL && rule->again.len > 0)
		memcpy((char *) c + csq_flat_size(c) - label_room(c->first_len) - rule->again.len, rule->again.s,
		       rule->again.len);
	return c;
}

CsqCohortRule
csq_cohort_rule(const CsqCohort *c)
{
	const char   *end = (const char *) c + csq_flat_size(c);
	size_t        first = label_room(c->first_len);
	CsqCohortRule r = {(CsqPeriod) c->unit, c->zone, {NULL, 0}, {NULL, 0}};

	if (c->first_len != CSQ_COHORT_ANY)
		r.first = (CsqText){end - first, first};
	if (c->again_len != CSQ_COHORT_ANY)
		r.again = (CsqText){end - first - c->again_len, c->again_len};
	return r;
}

static CsqQuoted
activity_name(const CsqText *t)
{
	return t->s == NULL ? csq_quoted("any activity", 12) : csq_quoted(t->s, t->len);
}

static bool
same_activity(const CsqText *a, const CsqText *b)
{
	return (a->s == NULL) == (b->s == NULL) && (a->s == NULL || csq_text_compare(a, b) == 0);
}

bool
csq_cohort_same_rule(const CsqCohort *c, const CsqCohortRule *rule, CsqError *err)
{
	CsqCohortRule own = csq_cohort_rule(c);

	if (own.unit == rule->unit && strcmp(own.zone, rule->zone) == 0 && same_activity(&own.first, &rule->first) &&
	    same_activity(&own.again, &rule->again))
		return true;
	return csq_fail(err, CSQ_PARAM, "cohorts of different kinds cannot be added") ||
	       csq_detail(err, "One is by %s in %s, from \"%s\" to \"%s\", the other by %s in %s, from \"%s\" to \"%s\".",
	                  unit_names[own.unit], own.zone, activity_name(&own.first).s, activity_name(&own.again).s,
	                  unit_names[rule->unit], rule->zone, activity_name(&rule->first).s, activity_name(&rule->again).s);
}

static inline int
compare_cells(const CsqCohortCell *a, const CsqCohortCell *b)
{
	return a->cohort != b->cohort ? (a->cohort > b->cohort ? 1 : -1) : (a->n > b->n) - (a->n < b->n);
}

/* ---- old and young cells ---- */

static inline uint32_t
old_of(const CsqCohort *c)
{
	return c->ncells - c->nyoung;
}

/* The young cells join the old ones. */
static void
settle(CsqCohort *c)
{
	uint32_t       i = old_of(c);
	uint32_t       j = c->nyoung;
	uint32_t       k = c->ncells;
	CsqCohortCell *cells = cells_of(c);
	CsqCohortCell *young;

	if (j == 0)
		return;
	young = csq_alloc(j * sizeof *young);
	memcpy(young, cells + i, j * sizeof *young);
	c->nyoung = 0;
	while (j > 0)
		cells[--k] = i > 0 && compare_cells(&cells[i - 1], &young[j - 1]) > 0 ? cells[--i] : young[--j];
	csq_free(young);
}

const CsqCohort *
csq_cohort_settled(const CsqCohort *c)
{
	CsqCohort *copy;

	if (c->nyoung == 0)
		return c;
	copy = csq_alloc(csq_flat_size(c));
	memcpy(copy, c, csq_flat_size(c));
	settle(copy);
	return copy;
}

/* The place of a cell among n cells in order: of itself, or of the first behind it. */
static uint32_t
place_of(const CsqCohortCell *cells, uint32_t n, const CsqCohortCell *cell)
{
	uint32_t lo = 0;

	while (lo < n)
	{
		uint32_t mid = lo + (n - lo) / 2;

		if (compare_cells(&cells[mid], cell) < 0)
			lo = mid + 1;
		else
			n = mid;
	}
	return lo;
}

static bool
more_of(CsqCohortCell *cell, const CsqCohortCell *more, CsqError *err)
{
	return csq_add_i64(cell->count, more->count, &cell->count) ||
	       csq_fail(err, CSQ_RANGE, "count of a cohort out of range");
}

static bool
count(CsqCohort **cp, CsqCohortCell more, CsqError *err)
{
	CsqCohort     *c = *cp;
	CsqCohortCell *cells = cells_of(c);
	uint32_t       old = old_of(c);
	uint32_t       at = place_of(cells, old, &more);
	bool           young = at < old || c->nyoung > 0; /* else it goes on where the old ones end */

	if (at < old && compare_cells(&cells[at], &more) == 0)
		return more_of(&cells[at], &more, err);
	if (young)
	{
		at = old + place_of(cells + old, c->nyoung, &more);
		if (at < c->ncells && compare_cells(&cells[at], &more) == 0)
			return more_of(&cells[at], &more, err);
	}
	c = csq_flat_room(c, HEAD + c->ncells * sizeof *cells, back_of(c), sizeof *cells);
	if (c == NULL)
		return too_large(err);
	*cp = c;
	cells = cells_of(c);
	memmove(cells + at + 1, cells + at, (c->ncells - at) * sizeof *cells);
	cells[at] = more;
	c->ncells++;
	c->nyoung += young;
	if (c->nyoung > FEW_YOUNG && (uint64_t) c->nyoung * c->nyoung > c->ncells)
		settle(c);
	return true;
}

/* By label of the view: is it the activity of the rule? */
static bool *
named(const CsqJourneyView *view, const CsqText *activity)
{
	CsqText one = *activity;
	bool   *all;

	if (one.s != NULL)
		return csq_labels_among(view, &one, 1);
	all = csq_alloc(view->nlabels + (size_t) 1);
	memset(all, true, view->nlabels + (size_t) 1);
	return all;
}

/*
 * Of events at one time between which no seq decides none is before the other, whatever their names.  Behind the last
 * of those beside event i, which is a first one; *came: are two of them the first and a return?
 */
static uint32_t
beside(const CsqJourneyView *view, const bool *first, const bool *again, uint32_t i, bool *came)
{
	const CsqEvent at = view->events[i];
	uint32_t       nfirst = 0;
	uint32_t       nagain = 0;
	uint32_t       nboth = 0;

#define BESIDE(e) ((e).at == at.at && (e).has_seq == at.has_seq && (e).seq == at.seq)
	while (i > 0 && BESIDE(view->events[i - 1]))
		i--;
	for (; i < view->nevents && BESIDE(view->events[i]); i++)
	{
		bool is_first = first[view->events[i].activity];
		bool is_again = again[view->events[i].activity];

		nfirst += is_first;
		nagain += is_again;
		nboth += is_first && is_again;
		csq_poll(i);
	}
#undef BESIDE
	*came = nagain > (uint32_t) (nfirst == 1 && nboth == 1);
	return i;
}

bool
csq_cohort_add(CsqCohort **c, const CsqJourneyView *view, const CsqZone *zone, CsqError *err)
{
	CsqCohortRule rule = csq_cohort_rule(*c);
	bool         *first = named(view, &rule.first);
	bool         *again = named(view, &rule.again);
	int32_t      *periods = csq_alloc((view->nevents + (size_t) 1) * sizeof *periods);
	size_t        n = 0;
	uint32_t      i = 0;
	int32_t       cohort;
	bool          came;
	bool          ok = true;

	while (i < view->nevents && !first[view->events[i].activity])
		i++;
	if (i < view->nevents && (ok = csq_period_of(rule.unit, zone, view->events[i].at, &cohort, err)))
	{
		i = beside(view, first, again, i, &came);
		if (came)
			periods[n++] = cohort;
		for (; ok && i < view->nevents; i++)
			if (again[view->events[i].activity])
				ok = csq_period_of(rule.unit, zone, view->events[i].at, &periods[n++], err);
		n = (size_t) unique_periods(periods, n);
		ok = ok && count(c, (CsqCohortCell){cohort, -1, 1}, err);
		for (size_t k = 0; ok && k < n; k++)
			if (periods[k] >= cohort) /* clocks put back: the day before is no return */
				ok = count(c, (CsqCohortCell){cohort, periods[k] - cohort, 1}, err);
	}
	csq_free(first);
	csq_free(again);
	csq_free(periods);
	return ok;
}

/* How many of the cells are not among the others, both in order. */
static uint32_t
new_ones(const CsqCohort *into, const CsqCohortCell *cells, uint32_t n)
{
	const CsqCohortCell *mine = cells_of(into);
	uint32_t             i = 0;
	uint32_t             fresh = 0;

	for (uint32_t j = 0; j < n; j++)
	{
		while (i < into->ncells && compare_cells(&mine[i], &cells[j]) < 0)
			i++;
		fresh += i == into->ncells || compare_cells(&mine[i], &cells[j]) != 0;
		csq_poll(j);
	}
	return fresh;
}

/* Both in order, from the end, in place. */
static bool
merge_many(CsqCohort **into, const CsqCohort *from, CsqError *err)
{
	const CsqCohortCell *theirs = cells_of(from);
	CsqCohort           *c = *into;
	CsqCohortCell       *cells;
	uint32_t             j = from->ncells;
	uint32_t             i;
	uint32_t             k;

	settle(c);
	i = c->ncells;
	k = i + new_ones(c, theirs, j);
	c = csq_flat_room(c, HEAD + i * sizeof *cells, back_of(c), (k - i) * sizeof *cells);
	if (c == NULL)
		return too_large(err);
	*into = c;
	c->ncells = k;
	cells = cells_of(c);
	while (j > 0)
	{
		int order = i == 0 ? -1 : compare_cells(&cells[i - 1], &theirs[j - 1]);

		cells[--k] = order < 0 ? theirs[--j] : cells[--i];
		if (order == 0 && !more_of(&cells[k], &theirs[--j], err))
			return false;
		csq_poll(k);
	}
	return true;
}

bool
csq_cohort_merge(CsqCohort **into, const CsqCohort *from, CsqError *err)
{
	CsqCohortRule rule = csq_cohort_rule(from);

	if (!csq_cohort_same_rule(*into, &rule, err))
		return false;
	if (from->ncells > (*into)->ncells / 16)
		return merge_many(into, csq_cohort_settled(from), err);
	for (uint32_t i = 0; i < from->ncells; i++)
	{
		if (!count(into, cells_of(from)[i], err))
			return false;
		csq_poll(i);
	}
	return true;
}

/* ---- checking ---- */

/* The next cell of both runs together: of the old ones from *i on, and of the young ones from *j on. */
static const CsqCohortCell *
next_cell(const CsqCohort *c, uint32_t *i, uint32_t *j)
{
	const CsqCohortCell *cells = cells_of(c);

	if (*j == c->ncells || (*i < old_of(c) && compare_cells(&cells[*i], &cells[*j]) <= 0))
		return &cells[(*i)++];
	return &cells[(*j)++];
}

static bool
check_cells(const CsqCohort *c, CsqError *err)
{
	int32_t              first = first_period((CsqPeriod) c->unit);
	int32_t              last = last_period((CsqPeriod) c->unit);
	const CsqCohortCell *before = NULL;
	int64_t              cohort_size = 0;
	uint32_t             i = 0;
	uint32_t             j = old_of(c);

	for (uint32_t k = 0; k < c->ncells; k++)
	{
		const CsqCohortCell *cell = next_cell(c, &i, &j);

		/* where a run is out of order, so are both together */
		if (before != NULL && compare_cells(before, cell) >= 0)
			return csq_stored_invalid(TYPE, err, "Its counts are out of order.");
		if (cell->cohort < first || cell->cohort > last || cell->n < -1 || cell->n > last - cell->cohort ||
		    cell->count <= 0)
			return csq_stored_invalid(TYPE, err, "A period or a count is out of range.");
		if ((before == NULL || before->cohort != cell->cohort) != (cell->n == -1))
			return csq_stored_invalid(TYPE, err, "A cohort is without its size.");
		if (cell->n == -1)
			cohort_size = cell->count;
		if (cell->count > cohort_size)
			return csq_stored_invalid(TYPE, err, "More journeys came again than there are.");
		before = cell;
		csq_poll(k);
	}
	return true;
}

bool
csq_cohort_check(const void *value, size_t size, CsqError *err)
{
	const CsqCohort *c = value;
	size_t           zone;

	if (!csq_stored_check(value, size, HEAD, TYPE, err))
		return false;
	if (csq_flat_size(c) != size || c->unit > CSQ_PERIOD_YEAR)
		return csq_stored_invalid(TYPE, err, "Its size or its unit is not that of a cohort.");
	if (label_room(c->first_len) > size - HEAD || label_room(c->again_len) > size - HEAD || back_of(c) > size - HEAD ||
	    c->ncells > (size - HEAD - back_of(c)) / sizeof(CsqCohortCell) || c->nyoung > c->ncells || c->unused != 0)
		return csq_stored_invalid(TYPE, err, "Its parts exceed its size.");
	zone = strnlen(c->zone, sizeof c->zone);
	if (zone == 0 || zone == sizeof c->zone || !csq_utf8_valid(c->zone, zone))
		return csq_stored_invalid(TYPE, err, "It has no zone.");
	for (size_t i = zone; i < sizeof c->zone; i++)
		if (c->zone[i] != '\0')
			return csq_stored_invalid(TYPE, err, "Its zone goes on behind its end.");
	return check_cells(c, err);
}

/* ---- text ---- */

static void
activity_text(const CsqText *t, CsqBuf *out)
{
	if (t->s == NULL)
		csq_buf_str(out, "null");
	else
		csq_buf_json(out, t->s, t->len);
}

/* A date is the instant of its midnight, cut off. */
static void
date_text(int32_t date, CsqBuf *out)
{
	csq_buf_char(out, '"');
	csq_buf_instant(out, date * CSQ_USEC_PER_DAY);
	out->len -= strlen(MIDNIGHT);
	out->data[out->len] = '\0';
	csq_buf_char(out, '"');
}

void
csq_cohort_text(const CsqCohort *given, CsqBuf *out)
{
	const CsqCohort *c = csq_cohort_settled(given);
	CsqCohortRule    rule = csq_cohort_rule(c);

	csq_buf_printf(out, "{\"v\":1,\"unit\":\"%s\",\"zone\":", unit_names[c->unit]);
	csq_buf_json(out, c->zone, strlen(c->zone));
	csq_buf_str(out, ",\"first\":");
	activity_text(&rule.first, out);
	csq_buf_str(out, ",\"again\":");
	activity_text(&rule.again, out);
	csq_buf_str(out, ",\"cohorts\":[");
	for (uint32_t i = 0; i < c->ncells; i++)
	{
		const CsqCohortCell *cell = &cells_of(c)[i];

		if (cell->n == -1)
		{
			csq_buf_str(out, i > 0 ? "],[" : "[");
			date_text(csq_period_first(rule.unit, cell->cohort), out);
		}
		else
		{
			csq_buf_char(out, ',');
			csq_buf_i64(out, cell->n);
		}
		csq_buf_char(out, ',');
		csq_buf_i64(out, cell->count);
	}
	csq_buf_str(out, c->ncells > 0 ? "]]}" : "]}");
}

static bool
parse_date(CsqJson *json, CsqPeriod unit, int32_t *period)
{
	CsqText t = csq_json_string(json);
	CsqBuf  b;
	int64_t at;

	if (json->failed)
		return false;
	csq_buf_init(&b);
	csq_buf_put(&b, t.s, t.len);
	csq_buf_str(&b, MIDNIGHT);
	if (!csq_parse_instant(b.data, b.len, &at) || at % CSQ_USEC_PER_DAY != 0)
		return csq_json_fail(json, "\"%s\" is not a date.", csq_quoted(t.s, t.len).s);
	*period = csq_period_of_date(unit, (int32_t) (at / CSQ_USEC_PER_DAY));
	if (csq_period_first(unit, *period) != at / CSQ_USEC_PER_DAY)
		return csq_json_fail(json, "\"%s\" is not the first day of a %s.", csq_quoted(t.s, t.len).s, unit_names[unit]);
	return true;
}

/* [date, size, n, count, n, count ...] */
static bool
parse_cohort(CsqJson *json, CsqCohort **c)
{
	CsqCohortCell cell = {0, -1, 0};
	uint32_t      cells;

	csq_json_open(json, '[');
	if (!csq_json_item(json) || !parse_date(json, (CsqPeriod) (*c)->unit, &cell.cohort))
		return json->failed ? false : csq_json_fail(json, "A cohort begins with its date.");
	do
	{
		int64_t n = -1;

		if (cell.n >= 0 || cell.count != 0)
		{
			n = csq_json_i64(json);
			if (json->failed || n < 0 || n > INT32_MAX)
				return json->failed ? false : csq_json_fail(json, "A distance of periods is out of range.");
			if (n <= cell.n)
				return csq_json_fail(json, "The periods of a cohort must ascend.");
			cell.n = (int32_t) n;
			if (!csq_json_item(json))
				return json->failed ? false : csq_json_fail(json, "A period is without its count.");
		}
		else if (!csq_json_item(json))
			return json->failed ? false : csq_json_fail(json, "A cohort is without its size.");
		cell.count = csq_json_i64(json);
		if (json->failed || cell.count <= 0)
			return json->failed ? false : csq_json_fail(json, "A count must be positive.");
		cells = (*c)->ncells;
		if (!count(c, cell, json->err))
			return false;
		/* a cohort that is there already would add up silently */
		if ((*c)->ncells == cells)
			return csq_json_fail(json, "A cohort is there twice.");
	} while (csq_json_item(json));
	return !json->failed;
}

/* The unit, the zone, the first or the returning activity: a string, the last two may be null. */
static void
parse_rule(CsqJson *json, int member, CsqCohortRule *rule, char *zone)
{
	bool     activity = member >= 3;
	CsqText  t;
	CsqError why;

	if (activity && csq_json_null(json))
		return;
	t = csq_json_string(json);
	if (json->failed)
		return;
	if (activity)
		*(member == 3 ? &rule->first : &rule->again) = t.s != NULL ? t : (CsqText){"", 0};
	else if (member == 1 && !csq_period_parse(t.s, t.len, &rule->unit, &why))
		csq_json_fail(json, "\"%s\" is not a period.", csq_quoted(t.s, t.len).s);
	else if (member == 2 && (t.len == 0 || t.len > CSQ_ZONE_NAME_MAX || memchr(t.s, '\0', t.len) != NULL))
		csq_json_fail(json, "\"%s\" is not a time zone.", csq_quoted(t.s, t.len).s);
	else if (member == 2)
		memcpy(zone, t.s, t.len);
}

CsqCohort *
csq_cohort_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "unit", "zone", "first", "again", "cohorts", NULL};
	CsqCohortRule            rule = {CSQ_PERIOD_DAY, NULL, {NULL, 0}, {NULL, 0}};
	char                     zone[CSQ_ZONE_NAME_MAX + 1] = "";
	CsqCohort               *c;
	CsqError                 why;
	CsqJson                  json, cohorts;
	unsigned                 seen = 0;
	int                      member;

	csq_json_init(&json, text, len, TYPE, err);
	csq_json_open(&json, '{');
	cohorts = json;
	while ((member = csq_json_member(&json, names, &seen)) >= 0)
	{
		if (member == 0)
			csq_json_version(&json, CSQ_COHORT_VERSION);
		else if (member < 5)
			parse_rule(&json, member, &rule, zone);
		else
		{
			cohorts = json; /* read when the other members are known */
			csq_json_skip(&json);
		}
	}
	csq_json_need(&json, names, seen, 63);
	if (!csq_json_end(&json))
		return NULL;
	rule.zone = zone;
	if ((c = csq_cohort_new(&rule, err)) == NULL)
		return NULL;
	csq_json_open(&cohorts, '[');
	while (csq_json_item(&cohorts))
	{
		if (!parse_cohort(&cohorts, &c))
			return NULL;
		csq_check_interrupts();
	}
	if (cohorts.failed)
		return NULL;
	if (!csq_cohort_check(c, csq_flat_size(c), &why))
	{
		csq_json_fail(&cohorts, "%s", why.detail);
		return NULL;
	}
	return c;
}

/* ---- binary ---- */

static void
put_activity(CsqBuf *out, const CsqText *t)
{
	csq_put_u8(out, t->s != NULL);
	csq_put_u32(out, (uint32_t) t->len);
	csq_buf_put(out, t->s != NULL ? t->s : "", t->len);
}

void
csq_cohort_write(const CsqCohort *given, CsqBuf *out)
{
	const CsqCohort *c = csq_cohort_settled(given);
	CsqCohortRule    rule = csq_cohort_rule(c);

	csq_put_u8(out, CSQ_COHORT_VERSION);
	csq_put_u8(out, (uint8_t) c->unit);
	csq_put_u8(out, (uint8_t) strlen(c->zone));
	csq_buf_put(out, c->zone, strlen(c->zone));
	put_activity(out, &rule.first);
	put_activity(out, &rule.again);
	csq_put_u32(out, c->ncells);
	for (uint32_t i = 0; i < c->ncells; i++)
	{
		const CsqCohortCell *cell = &cells_of(c)[i];

		csq_put_u32(out, (uint32_t) cell->cohort);
		csq_put_u32(out, (uint32_t) cell->n);
		csq_put_u64(out, (uint64_t) cell->count);
		csq_poll(i);
	}
}

static bool
read_activity(CsqReader *r, CsqText *t)
{
	uint8_t has = csq_read_u8(r);

	t->len = csq_read_u32(r);
	t->s = csq_read_bytes(r, t->len);
	if (r->failed)
		return false;
	if (has > 1 || (has == 0 && t->len != 0) || !csq_utf8_valid(t->s, t->len))
		return csq_read_fail(r, "An activity is malformed.");
	if (has == 0)
		t->s = NULL;
	return true;
}

CsqCohort *
csq_cohort_read(const void *data, size_t len, CsqError *err)
{
	CsqReader     r;
	CsqCohortRule rule = {CSQ_PERIOD_DAY, NULL, {NULL, 0}, {NULL, 0}};
	char          zone[CSQ_ZONE_NAME_MAX + 1] = "";
	CsqCohort    *c;
	CsqError      why;
	uint8_t       unit;
	uint8_t       zone_len;
	const char   *bytes;
	uint32_t      n;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_COHORT_VERSION);
	unit = csq_read_u8(&r);
	zone_len = csq_read_u8(&r);
	bytes = csq_read_bytes(&r, zone_len);
	if (!r.failed && (unit > CSQ_PERIOD_YEAR || zone_len == 0 || zone_len > CSQ_ZONE_NAME_MAX ||
	                  memchr(bytes, '\0', zone_len) != NULL))
		csq_read_fail(&r, "The period or its zone is malformed.");
	if (r.failed || !read_activity(&r, &rule.first) || !read_activity(&r, &rule.again))
		return NULL;
	memcpy(zone, bytes, zone_len);
	rule.unit = (CsqPeriod) unit;
	rule.zone = zone;
	n = csq_read_count(&r, 16);
	if (r.failed || (c = csq_cohort_new(&rule, err)) == NULL)
		return NULL;
	c = csq_flat_room(c, HEAD, back_of(c), (size_t) n * sizeof(CsqCohortCell));
	if (c == NULL)
	{
		too_large(err);
		return NULL;
	}
	c->ncells = n;
	for (uint32_t i = 0; i < n; i++)
	{
		CsqCohortCell *cell = &cells_of(c)[i];

		cell->cohort = (int32_t) csq_read_u32(&r);
		cell->n = (int32_t) csq_read_u32(&r);
		cell->count = (int64_t) csq_read_u64(&r);
		csq_poll(i);
	}
	if (!csq_read_end(&r))
		return NULL;
	if (!csq_cohort_check(c, csq_flat_size(c), &why))
	{
		csq_read_fail(&r, "%s", why.detail);
		return NULL;
	}
	return c;
}

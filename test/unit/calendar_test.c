/*
 * calendar_test.c
 *		Calendars against a walk from minute to minute.
 *
 * A random model (weekly hours, date rules, breaks, yearly rules, two patterns) is
 * written as a literal for the library and evaluated directly for the oracle: for
 * each minute of a window around a change of the clock, the local wall time of
 * that minute is looked up in the model.  Every question is then answered by
 * counting minutes.
 */
#include "test.h"

#include "calendar/calendar.h"
#include "calendar_zones.h"

#define WINDOW_DAYS 14
#define WINDOW      (WINDOW_DAYS * 1440)

/* ---- random models ---- */

typedef struct Rule
{
	bool set;
	int  as; /* -1: spans */
	int  n;
	int  lo[3], hi[3]; /* minutes; hi up to 2880 */
} Rule;

typedef struct Model
{
	Rule    week[2][7];
	int32_t since;     /* second pattern; INT32_MAX none */
	Rule    yearly[2]; /* one yearly rule in each pattern */
	int     ym[2], yd[2];
	int32_t first; /* date rules and breaks: first + index */
	Rule    date[WINDOW_DAYS + 4];
	Rule    brk[WINDOW_DAYS + 4];
	bool    shifts; /* may cross midnight */
} Model;

static void
random_rule(Rule *r, bool shifts)
{
	memset(r, 0, sizeof *r);
	r->set = true;
	r->as = -1;
	r->n = (int) test_random_below(4);
	for (int i = 0; i < r->n; i++)
	{
		int step = test_random_below(2) ? 30 : 7;

		r->lo[i] = (int) test_random_below(1440 / (uint64_t) step) * step;
		r->hi[i] = r->lo[i] + step * (1 + (int) test_random_below(500 / (uint64_t) step));
		if (!shifts && r->hi[i] > 1440)
			r->hi[i] = 1440;
	}
	if (test_random_below(12) == 0)
	{
		r->n = 1;
		r->lo[0] = 0;
		r->hi[0] = 1440;
	}
}

static void
random_model(Model *m, int32_t centre)
{
	memset(m, 0, sizeof *m);
	m->shifts = test_random_below(3) > 0;
	m->first = centre - WINDOW_DAYS / 2 - 2;
	m->since = test_random_below(3) == 0 ? centre - 3 + (int32_t) test_random_below(6) : INT32_MAX;
	for (int e = 0; e < 2; e++)
	{
		int y;

		for (int d = 0; d < 7; d++)
			if (test_random_below(6) > 0)
				random_rule(&m->week[e][d], m->shifts);
		csq_date_split(centre - 5 + (int32_t) test_random_below(10), &y, &m->ym[e], &m->yd[e]);
		if (test_random_below(3) == 0)
			random_rule(&m->yearly[e], m->shifts);
	}
	for (int i = 0; i < WINDOW_DAYS + 4; i++)
	{
		if (test_random_below(6) == 0)
			random_rule(&m->date[i], m->shifts);
		else if (test_random_below(10) == 0)
			m->date[i] = (Rule){.set = true, .as = (int) test_random_below(7)};
		if (test_random_below(8) == 0)
		{
			random_rule(&m->brk[i], false);
			m->brk[i].set = m->brk[i].n > 0;
		}
	}
}

static void
put_rule(CsqBuf *b, const char *what, const Rule *r)
{
	int order[sizeof r->lo / sizeof *r->lo];

	csq_buf_str(b, what);
	if (r->as >= 0)
	{
		static const char *const names[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

		csq_buf_printf(b, " as %s", names[r->as]);
		return;
	}
	if (r->n == 0)
		csq_buf_str(b, " closed");
	/* in order of their beginnings, as the language wants them */
	for (int i = 0; i < r->n; i++)
	{
		int k = i;

		for (; k > 0 && r->lo[order[k - 1]] > r->lo[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
	for (int n = 0; n < r->n; n++)
	{
		int i = order[n];
		int hi = r->hi[i] > 1440 && r->hi[i] - 1440 < r->lo[i] ? r->hi[i] - 1440 : r->hi[i];

		csq_buf_printf(b, " %02d:%02d-%02d:%02d", r->lo[i] / 60, r->lo[i] % 60, hi / 60, hi % 60);
	}
	csq_buf_str(b, ";\n");
}

static char *
model_text(const Model *m, const char *zone)
{
	static const char *const names[7] = {"mon", "Tuesday", "WED", "thu", "fri", "Sat", "sun"};
	CsqBuf                   b;
	char                     what[40];

	csq_buf_init(&b);
	for (int i = 0; i < WINDOW_DAYS + 4; i++)
	{
		if (m->date[i].set)
		{
			put_rule(&b, csq_date_text(m->first + i).s, &m->date[i]);
			csq_buf_str(&b, ";");
		}
		if (m->brk[i].set)
		{
			snprintf(what, sizeof what, "%s break", csq_date_text(m->first + i).s);
			put_rule(&b, what, &m->brk[i]);
		}
	}
	for (int e = 0; e < (m->since == INT32_MAX ? 1 : 2); e++)
	{
		if (e == 1)
			csq_buf_printf(&b, "since %s;", csq_date_text(m->since).s);
		for (int d = 0; d < 7; d++)
			if (m->week[e][d].set)
				put_rule(&b, names[d], &m->week[e][d]);
		if (m->yearly[e].set)
		{
			snprintf(what, sizeof what, "%02d-%02d", m->ym[e], m->yd[e]);
			put_rule(&b, what, &m->yearly[e]);
		}
	}
	csq_buf_printf(&b, " tz %s ", zone);
	return b.data;
}

/* ---- the oracle ---- */

static const Rule *
owned_rule(const Model *m, int32_t date)
{
	int e = date >= m->since;
	int i = date - m->first;
	int y, mo, d;

	if (i >= 0 && i < WINDOW_DAYS + 4 && m->date[i].set)
		return m->date[i].as >= 0 ? &m->week[e][m->date[i].as] : &m->date[i];
	csq_date_split(date, &y, &mo, &d);
	if (m->yearly[e].set && m->ym[e] == mo && m->yd[e] == d)
		return &m->yearly[e];
	return &m->week[e][csq_date_weekday(date)];
}

static bool
rule_holds(const Rule *r, int minute)
{
	for (int i = 0; r->set && i < r->n; i++)
		if (minute >= r->lo[i] && minute < r->hi[i])
			return true;
	return false;
}

static bool
broken(const Model *m, int32_t date, int minute)
{
	int i = date - m->first;

	return i >= 0 && i < WINDOW_DAYS + 4 && rule_holds(&m->brk[i], minute);
}

static bool
wall_open(const Model *m, int32_t date, int minute)
{
	return !broken(m, date, minute) &&
	       (rule_holds(owned_rule(m, date), minute) || rule_holds(owned_rule(m, date - 1), minute + 1440));
}

static bool
owns_time(const Model *m, int32_t date)
{
	const Rule *r = owned_rule(m, date);

	for (int minute = 0; minute < 2880; minute++)
		if (rule_holds(r, minute) && !broken(m, date + minute / 1440, minute % 1440))
			return true;
	return false;
}

typedef struct Oracle
{
	int64_t start; /* instant of minute 0 */
	bool    open[WINDOW];
	int     sum[WINDOW + 1]; /* open minutes before */
	int32_t date[WINDOW];    /* local date of each minute */
	int     minute[WINDOW];
} Oracle;

static void
count_minutes(Oracle *o)
{
	o->sum[0] = 0;
	for (int i = 0; i < WINDOW; i++)
		o->sum[i + 1] = o->sum[i] + o->open[i];
}

static void
build_oracle(Oracle *o, const Model *m, const CsqZone *plain, int32_t centre)
{
	o->start = (centre - WINDOW_DAYS / 2) * DAY_;
	for (int i = 0; i < WINDOW; i++)
	{
		int64_t at = o->start + i * MIN_;
		int64_t local = at + csq_zone_offset(plain, at);

		o->date[i] = (int32_t) csq_floor_div(local, DAY_);
		o->minute[i] = (int) ((local - o->date[i] * DAY_) / MIN_);
		o->open[i] = wall_open(m, o->date[i], o->minute[i]);
	}
	count_minutes(o);
}

static int64_t
instant(const Oracle *o, int i)
{
	return o->start + i * MIN_;
}

/* ---- questions ---- */

static CsqCalendar *
must_compile(const char *text, const CsqZone *z, CsqSpec *spec)
{
	CsqError err;

	if (!csq_calendar_parse(text, strlen(text), spec, &err))
	{
		printf("%s\n%s\n%s\n", text, err.message, err.detail);
		CHECK(!"a calendar does not parse");
		exit(1);
	}
	return csq_calendar_compile(spec, z);
}

static const CsqPauses no_pauses = {0, NULL};

static void
ask_times(const CsqCalendar *c, const Oracle *o, int turns)
{
	CsqError err;

	for (int turn = 0; turn < turns; turn++)
	{
		int     a = (int) test_random_below(WINDOW);
		int     b = (int) test_random_below(WINDOW + 1);
		int64_t usec, back, at;
		bool    open;
		int     want, left, i;

		CHECK(csq_calendar_is_open(c, instant(o, a), &open, &err) && open == o->open[a]);
		CHECK(csq_calendar_elapsed(c, instant(o, a), instant(o, b), &usec, &err));
		CHECK_EQ_I64(usec, (o->sum[b] - o->sum[a]) * MIN_);
		CHECK(csq_calendar_elapsed(c, instant(o, b), instant(o, a), &back, &err) && back == -usec);
		left = o->sum[WINDOW] - o->sum[a];
		if (left > 1)
		{
			want = 1 + (int) test_random_below((uint64_t) left - 1);
			for (i = a; o->sum[i] - o->sum[a] < want;)
				i++;
			CHECK(csq_calendar_due(c, instant(o, a), want * MIN_, no_pauses, &at, &err));
			CHECK_EQ_I64(at, instant(o, i));
			while (!o->open[i])
				i++;
			CHECK(csq_calendar_breach(c, instant(o, a), want * MIN_, no_pauses, &at, &err));
			CHECK_EQ_I64(at, instant(o, i));
		}
		if (left > 0)
		{
			for (i = a; !o->open[i];)
				i++;
			CHECK(csq_calendar_due(c, instant(o, a), 0, no_pauses, &at, &err) && at == instant(o, i));
			CHECK(csq_calendar_next_open(c, instant(o, a), &at, &err) && at == instant(o, i));
			while (i < WINDOW && o->open[i])
				i++;
			if (i < WINDOW)
			{
				CHECK(csq_calendar_next_close(c, instant(o, a), &at, &err));
				CHECK_EQ_I64(at, instant(o, i));
			}
		}
		if (o->sum[a] > 1)
		{
			want = (int) test_random_below((uint64_t) o->sum[a]);
			for (i = a; o->sum[a] - o->sum[i] < want || (want == 0 && !o->open[i - 1]);)
				i--;
			CHECK(csq_calendar_subtract(c, instant(o, a), want * MIN_, &at, &err));
			CHECK_EQ_I64(at, instant(o, i));
		}
	}
}

static void
ask_ranges(const CsqCalendar *c, const Oracle *o)
{
	int      a = (int) test_random_below(WINDOW / 2);
	int      b = a + (int) test_random_below(WINDOW / 2);
	int64_t  from = instant(o, a);
	int      i = a;
	CsqError err;

	for (;;)
	{
		bool    found;
		int64_t lo, hi;

		CHECK(csq_calendar_next_range(c, from, instant(o, b), &found, &lo, &hi, &err));
		while (i < b && !o->open[i])
			i++;
		CHECK(found == (i < b));
		if (!found || i >= b)
			break;
		CHECK_EQ_I64(lo, instant(o, i));
		while (i < b && o->open[i])
			i++;
		CHECK_EQ_I64(hi, instant(o, i));
		from = hi;
	}
}

/* Random pauses; the same as minutes that do not count. */
static void
ask_pauses(const CsqCalendar *c, const Oracle *o, int turns)
{
	static Oracle q;
	int64_t       lohi[12];
	CsqPauses     pauses = {0, lohi};
	int           at = 0;
	CsqError      err;

	q = *o;
	while (pauses.n < 6)
	{
		int lo = at + 1 + (int) test_random_below(WINDOW / 6);
		int hi = lo + 1 + (int) test_random_below(3000);

		if (hi > WINDOW)
			break;
		lohi[2 * pauses.n] = instant(o, lo);
		lohi[2 * pauses.n + 1] = instant(o, hi);
		pauses.n++;
		for (int i = lo; i < hi; i++)
			q.open[i] = false;
		at = hi;
	}
	count_minutes(&q);
	for (int turn = 0; turn < turns; turn++)
	{
		int     a = (int) test_random_below(WINDOW);
		int     b = (int) test_random_below(WINDOW + 1);
		int     left = q.sum[WINDOW] - q.sum[a];
		int64_t usec;
		int64_t due;
		int64_t without;

		CHECK(csq_calendar_elapsed_pauses(c, instant(o, a), instant(o, b), pauses, &usec, &err));
		CHECK_EQ_I64(usec, (q.sum[b] - q.sum[a]) * MIN_);
		if (left > 1)
		{
			int want = (int) test_random_below((uint64_t) left);
			int i = a;

			while (q.sum[i] - q.sum[a] < want || (want == 0 && !q.open[i]))
				i++;
			CHECK(csq_calendar_due(c, instant(o, a), want * MIN_, pauses, &due, &err));
			CHECK_EQ_I64(due, instant(o, i));
			CHECK(csq_calendar_due(c, instant(o, a), want * MIN_, no_pauses, &without, &err) && without <= due);
			while (!q.open[i])
				i++;
			CHECK(csq_calendar_breach(c, instant(o, a), want * MIN_, pauses, &due, &err));
			CHECK_EQ_I64(due, instant(o, i));
		}
	}
}

static void
ask_days(const CsqCalendar *c, const Model *m, const Oracle *o)
{
	bool     work[WINDOW_DAYS];
	int32_t  first = m->first + 3;
	CsqError err;

	for (int i = 0; i < WINDOW_DAYS - 2; i++)
	{
		bool    got;
		bool    exists = false;
		bool    found;
		int64_t at;

		for (int k = 0; k < WINDOW; k++)
			exists = exists || o->date[k] == first + i;
		work[i] = exists && owns_time(m, first + i);
		CHECK(csq_calendar_is_workday(c, first + i, &got, &err) && got == work[i]);
		CHECK(csq_calendar_close_of(c, first + i, &found, &at, &err));
		if (found)
			CHECK(work[i]);
		if (found && at <= instant(o, WINDOW - 1))
		{ /* the last open minute that the date owns ends there */
			int k = (int) ((at - o->start) / MIN_);

			CHECK(k > 0 && o->open[k - 1] && o->date[k - 1] >= first + i && o->date[k - 1] <= first + i + 1);
			for (; k < WINDOW; k++)
				CHECK(!(o->date[k] == first + i && rule_holds(owned_rule(m, first + i), o->minute[k]) && o->open[k]));
		}
	}
	for (int turn = 0; turn < 10; turn++)
	{
		int     a = (int) test_random_below(WINDOW_DAYS - 2);
		int     b = (int) test_random_below(WINDOW_DAYS - 2);
		int     want = 0;
		int64_t days;
		int32_t d;

		for (int i = a + 1; i <= b; i++)
			want += work[i];
		for (int i = b + 1; i <= a; i++)
			want -= work[i];
		CHECK(csq_calendar_count_days(c, first + a, first + b, &days, &err));
		CHECK_EQ_I64(days, want);
		if (a != b && work[b] && want != 0)
		{
			int n = want > 0 ? want : want - !work[a] + (work[a] ? 0 : 1);

			if (want > 0)
				CHECK(csq_calendar_add_days(c, first + a, n, &d, &err) && d == first + b);
			else if (work[a]) /* backward, day 0 is not counted either */
				CHECK(csq_calendar_add_days(c, first + a, want, &d, &err) && d == first + b);
		}
	}
}

/* Text, JSON and wire forms give back the same value. */
static void
ask_forms(const CsqSpec *spec)
{
	CsqBuf    wire, text, again;
	CsqSpec   back;
	CsqReader r;
	CsqError  err;

	csq_buf_init(&wire);
	csq_calendar_write(&wire, spec);
	for (int form = 0; form < 3; form++)
	{
		csq_buf_init(&text);
		csq_buf_init(&again);
		if (form == 0)
			csq_calendar_text(&text, spec);
		else if (form == 1)
			csq_calendar_json(&text, spec);
		else
			csq_calendar_write(&text, spec);
		if (form < 2)
			CHECK(csq_calendar_parse(text.data, text.len, &back, &err));
		else
		{
			csq_reader_init(&r, text.data, text.len, "calendar", &err);
			CHECK(csq_calendar_read(&r, &back));
		}
		csq_calendar_write(&again, &back);
		CHECK(again.len == wire.len && memcmp(again.data, wire.data, wire.len) == 0);
	}
}

static void
ask_algebra(const CsqSpec *a, const CsqSpec *b, const Oracle *oa, const Oracle *ob, const Model *ma, const CsqZone *z)
{
	static Oracle     q;
	static const char ops[] = "|&-";
	CsqSpec           r;
	CsqError          err;

	for (int op = 0; op < 3; op++)
	{
		if (!csq_calendar_combine(a, b, ops[op], &r, &err))
		{
			CHECK(err.code == CSQ_UNSUPPORTED); /* yearly rules around 29 February with shifts */
			continue;
		}
		q = *oa;
		for (int i = 0; i < WINDOW; i++)
			q.open[i] = op == 0   ? oa->open[i] || ob->open[i]
			            : op == 1 ? oa->open[i] && ob->open[i]
			                      : oa->open[i] && !ob->open[i];
		count_minutes(&q);
		ask_times(csq_calendar_compile(&r, z), &q, 3);
		ask_forms(&r);
	}
	for (int turn = 0; turn < 2; turn++)
	{
		int32_t from = ma->first + 2 + (int32_t) test_random_below(8);
		int32_t to = turn == 0 ? INT32_MAX : from + (int32_t) test_random_below(7);

		CHECK(csq_calendar_during(a, from, to, &r, &err));
		q = *oa;
		for (int i = 0; i < WINDOW; i++)
		{
			int32_t d = q.date[i];
			bool    own = d >= from && d < to && rule_holds(owned_rule(ma, d), q.minute[i]);
			bool    before = d - 1 >= from && d - 1 < to && rule_holds(owned_rule(ma, d - 1), q.minute[i] + 1440);

			q.open[i] = (own || before) && !broken(ma, d, q.minute[i]);
		}
		count_minutes(&q);
		ask_times(csq_calendar_compile(&r, z), &q, 2);
		ask_forms(&r);
	}
}

static void
test_models(void)
{
	test_section("random calendars against a minute walk, in each zone");
	for (int zi = 0; zi < NZONES; zi++)
		for (int turn = 0; turn < 90; turn++)
		{
			static Oracle o, o2;
			Model         m, m2;
			CsqZone       z, plain;
			CsqSpec       spec, spec2;
			CsqCalendar  *c;
			int           near = turn % 3;
			int           year = zone_cases[zi].near[near].y;
			int32_t       centre = csq_date_make(year, zone_cases[zi].near[near].m, zone_cases[zi].near[near].d);

			make_zone(&z, &zone_cases[zi]);
			make_plain_zone(&plain, &zone_cases[zi], year + 1);
			random_model(&m, centre);
			build_oracle(&o, &m, &plain, centre);
			c = must_compile(model_text(&m, z.name), &z, &spec);
			ask_times(c, &o, 20);
			ask_ranges(c, &o);
			ask_pauses(c, &o, 10);
			ask_days(c, &m, &o);
			ask_forms(&spec);
			random_model(&m2, centre);
			if (turn % 2)
				m2.shifts = false;
			build_oracle(&o2, &m2, &plain, centre);
			must_compile(model_text(&m2, z.name), &z, &spec2);
			ask_algebra(&spec, &spec2, &o, &o2, &m, &z);
			csq_host_reset();
		}
}

/* ---- long spans ---- */

static void
test_long(void)
{
	static const char *const texts[] = {
		"tz UTC; mon-fri 09:00-17:00; sat 22:00-06:00; 02-29 closed; 12-31 20:00-04:00; 07-04 mon-fri 10:00-11:00",
		"tz UTC; mon 00:00-00:01; 2026-01-01..2026-03-01 closed; since 2026-02-01; 02-29 09:00-10:00; 12-25 closed",
		"tz UTC; 02-29 09:00-10:00; 12-31 23:00-01:00; 2200-01-01 as mon",
	};

	test_section("spans of centuries against a sum over days");
	for (int t = 0; t < 3; t++)
	{
		CsqZone      z;
		CsqSpec      spec;
		CsqCalendar *c;
		int32_t      first = csq_date_make(1850, 6, 1);
		int32_t      last = csq_date_make(2650, 6, 1);
		int64_t      sum = 0;
		int64_t      days = 0;
		CsqError     err;

		make_zone(&z, &zone_cases[NZONES - 1]);
		c = must_compile(texts[t], &z, &spec);
		for (int32_t d = first; d < last; d++)
		{
			CsqHours own = csq_spec_owned(&spec, d);
			CsqHours before = csq_spec_owned(&spec, d - 1);
			int64_t  usec;
			int64_t  at;

			if ((d - first) % 97 == 0)
			{
				CHECK(csq_calendar_elapsed(c, first * DAY_, d * DAY_, &usec, &err));
				CHECK_EQ_I64(usec, sum);
				CHECK(csq_calendar_due(c, first * DAY_, sum + 30 * CSQ_USEC_PER_SEC, no_pauses, &at, &err) &&
				      at > d * DAY_);
				CHECK(csq_calendar_elapsed(c, first * DAY_, at, &usec, &err) && usec == sum + 30 * CSQ_USEC_PER_SEC);
				CHECK(csq_calendar_count_days(c, first - 1, d - 1, &usec, &err));
				CHECK_EQ_I64(usec, days);
			}
			for (int i = 0; i < own.n; i++)
				sum += (own.spans[i].hi < DAY_ ? own.spans[i].hi : DAY_) - own.spans[i].lo;
			for (int i = 0; i < before.n; i++)
				if (before.spans[i].hi > DAY_)
					sum += before.spans[i].hi - DAY_;
			/* these texts have at most the end of a shift before the day's own hours */
			days += own.n > 0;
			if (d % 10000 == 0)
				csq_check_interrupts();
		}
		csq_host_reset();
	}

	test_section("24/7 is subtraction, in every zone and century");
	for (int zi = 0; zi < NZONES; zi++)
	{
		CsqZone      z;
		CsqSpec      spec;
		CsqCalendar *c;
		char         text[80];
		CsqError     err;

		make_zone(&z, &zone_cases[zi]);
		snprintf(text, sizeof text, "tz %s; 24x7", z.name);
		c = must_compile(text, &z, &spec);
		for (int turn = 0; turn < 300; turn++)
		{
			int64_t a = (int64_t) (test_random_u64() % (uint64_t) (200000 * DAY_)) - 50000 * DAY_;
			int64_t b = (int64_t) (test_random_u64() % (uint64_t) (2000000 * DAY_));
			int64_t usec, at;

			CHECK(csq_calendar_elapsed(c, a, b, &usec, &err) && usec == b - a);
			CHECK(csq_calendar_due(c, a, b, no_pauses, &at, &err) && at == a + b);
			CHECK(csq_calendar_subtract(c, a, b, &at, &err) && at == a - b);
			CHECK(csq_calendar_next_close(c, a, &at, &err) && at == INT64_MAX);
		}
		csq_host_reset();
	}
}

static void
test_properties(void)
{
	test_section("additive, monotonic, inverse: microseconds, far dates");
	for (int zi = 0; zi < NZONES; zi++)
	{
		CsqZone      z;
		CsqSpec      spec;
		CsqCalendar *c;
		char         text[300];
		CsqError     err;

		make_zone(&z, &zone_cases[zi]);
		snprintf(
			text, sizeof text,
			"tz %s; mon-fri 08:59:59.999999-12:00:00.5 12:30-18; sat 23:30-02:45:10; 2024-03-10..2024-03-12 closed;"
			"9000-01-01 closed; 12-25 closed; 2024-11-03 00:30-01:45",
			z.name);
		c = must_compile(text, &z, &spec);
		for (int turn = 0; turn < 1500; turn++)
		{
			uint64_t span = turn % 2 ? (uint64_t) (20 * DAY_) : (uint64_t) (4000000 * DAY_);
			int64_t  base = turn % 2 ? csq_date_make(2024, 3, 1) * DAY_ : 0;
			int64_t  p = base + (int64_t) (test_random_u64() % span);
			int64_t  q = base + (int64_t) (test_random_u64() % span);
			int64_t  r = base + (int64_t) (test_random_u64() % span);
			int64_t  d = (int64_t) (test_random_u64() % (uint64_t) (3000 * DAY_));
			int64_t  pq, qr, pr, due, breach, back;

			CHECK(csq_calendar_elapsed(c, p, q, &pq, &err) && csq_calendar_elapsed(c, q, r, &qr, &err) &&
			      csq_calendar_elapsed(c, p, r, &pr, &err));
			CHECK_EQ_I64(pq + qr, pr);
			CHECK(p <= q ? pq >= 0 : pq <= 0);
			CHECK(csq_calendar_due(c, p, d, no_pauses, &due, &err) &&
			      csq_calendar_breach(c, p, d, no_pauses, &breach, &err));
			CHECK(due >= p && breach >= due);
			CHECK(csq_calendar_elapsed(c, p, due, &pq, &err) && pq == d);
			CHECK(csq_calendar_elapsed(c, p, breach, &pq, &err) && pq == d);
			CHECK(csq_calendar_elapsed(c, p, breach + 1, &pq, &err) && pq == d + 1);
			if (d > 0)
				CHECK(csq_calendar_elapsed(c, p, due - 1, &pq, &err) && pq == d - 1);
			CHECK(csq_calendar_subtract(c, due, d, &back, &err) && back >= p);
			CHECK(csq_calendar_elapsed(c, back, due, &pq, &err) && pq == d);
		}
		csq_host_reset();
	}
}

/* ---- single facts ---- */

typedef struct Fact
{
	int         zone;
	const char *hours;
	int         y1, m1, d1, y2, m2, d2; /* from local midnight to local midnight */
	int64_t     seconds;
} Fact;

static void
test_facts(void)
{
	static const Fact facts[] = {
		{0, "2024-11-03 01:30-03:00", 2024, 11, 3, 2024, 11, 4, 7200},
		{0, "2024-11-02 22:00-01:30", 2024, 11, 2, 2024, 11, 4, 14400},
		{0, "2024-03-09 22:00-02:30", 2024, 3, 9, 2024, 3, 11, 14400},
		{0, "2024-03-10 01:00-03:00", 2024, 3, 10, 2024, 3, 11, 3600},
		{0, "2024-03-10 02:30-03:15", 2024, 3, 10, 2024, 3, 11, 900},
		{2, "2024-10-06 01:00-04:00", 2024, 10, 6, 2024, 10, 7, 9000},
		{2, "2024-04-07 01:00-04:00", 2024, 4, 7, 2024, 4, 8, 12600},
		{3, "2021-03-22 00:00-24:00", 2021, 3, 22, 2021, 3, 23, 82800},
		{5, "2011-12-29 22:00-02:00; 2011-12-30 09:00-17:00", 2011, 12, 29, 2012, 1, 1, 7200},
	};
	CsqZone      z;
	CsqSpec      spec;
	CsqCalendar *c;
	int64_t      usec;
	CsqError     err;

	test_section("changes of the clock, one by one");
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
	{
		const Fact *f = &facts[i];
		char        text[200];

		make_zone(&z, &zone_cases[f->zone]);
		snprintf(text, sizeof text, "tz %s; %s", z.name, f->hours);
		c = must_compile(text, &z, &spec);
		CHECK(csq_calendar_elapsed(c, csq_calendar_instant(c, csq_date_make(f->y1, f->m1, f->d1) * DAY_),
		                           csq_calendar_instant(c, csq_date_make(f->y2, f->m2, f->d2) * DAY_), &usec, &err));
		CHECK_EQ_I64(usec, f->seconds * CSQ_USEC_PER_SEC);
	}

	test_section("limits");
	make_zone(&z, &zone_cases[0]);
	c = must_compile("tz X/Y; mon-fri 9-17; valid 2026-01-01..2026-12-31", &z, &spec);
	CHECK(!csq_calendar_elapsed(c, 0, DAY_, &usec, &err) && err.code == CSQ_DATETIME &&
	      strstr(err.message, "2026-01-01"));
	CHECK(!csq_calendar_due(c, csq_date_make(2026, 12, 31) * DAY_, 100 * HOUR_, no_pauses, &usec, &err) &&
	      strstr(err.message, "2026-12-31") && err.hint[0]);
	c = must_compile("tz X/Y", &z, &spec);
	CHECK(!csq_calendar_due(c, 0, 1, no_pauses, &usec, &err) && err.code == CSQ_DATETIME &&
	      strstr(err.message, "open time"));
	CHECK(!csq_calendar_next_open(c, 0, &usec, &err));
	CHECK(csq_calendar_elapsed(c, 0, 1000 * DAY_, &usec, &err) && usec == 0);
	c = must_compile("tz X/Y; 24x7; 12-25 open; 12-24 mon-sun 00:00-12:00 12:00-24:00; 2026-01-01 as sun", &z, &spec);
	CHECK(csq_calendar_next_close(c, 0, &usec, &err) && usec == INT64_MAX);
	make_zone(&z, &zone_cases[NZONES - 1]);
	c = must_compile("tz X/Y; 24x7; 12-25 open; 02-29 closed", &z, &spec);
	CHECK(csq_calendar_next_close(c, csq_date_make(2897, 1, 1) * DAY_, &usec, &err) &&
	      usec == csq_date_make(2904, 2, 29) * DAY_);
	c = must_compile("tz X/Y; 24x7; 12-25 open", &z, &spec);
	CHECK(csq_calendar_next_close(c, 0, &usec, &err) && usec == INT64_MAX);
	c = must_compile("tz X/Y; 2026-01-05 9-17", &z, &spec);
	CHECK(csq_calendar_due(c, 0, 8 * HOUR_, no_pauses, &usec, &err));
	CHECK(!csq_calendar_due(c, 0, 8 * HOUR_ + 1, no_pauses, &usec, &err) && strstr(err.message, "open time"));
	CHECK(!csq_calendar_subtract(c, 0, 1, &usec, &err));
	c = must_compile("tz X/Y; mon 00:00-00:00:00.000001", &z, &spec);
	CHECK(!csq_calendar_due(c, 0, INT64_MAX / 2, no_pauses, &usec, &err) && err.code == CSQ_DATETIME);
	CHECK(!csq_calendar_due(c, 0, INT64_MAX, no_pauses, &usec, &err));
	csq_host_reset();
}

static void
test_refusals(void)
{
	static const char *const bad[] = {
		"",
		";",
		"mon-fri 09:00-17:00",
		"tz ",
		"tz UTC; mon-fri",
		"tz UTC; mon-fri 25:00-26:00 x",
		"tz UTC; mon 09:00-09:00",
		"tz UTC; mon 09:00",
		"tz UTC; mon 9:00-17:60",
		"tz UTC; mon-fri 09:00-17:00; tue 10:00-11:00",
		"tz UTC; mon,mon 09:00-10:00",
		"tz UTC; 2026-02-29 closed",
		"tz UTC; 2026-10-01..2026-09-01 closed",
		"tz UTC; 2026-10-01 closed; 2026-10-01 as fri",
		"tz UTC; 2026-10-01",
		"tz UTC; 2026-10-01 as",
		"tz UTC; 2026-10-01 as friend",
		"tz UTC; 02-30 closed",
		"tz UTC; closed",
		"tz UTC; 2026-03-02 break 22:00-02:00",
		"tz UTC; valid 2026-01-01",
		"tz UTC; valid 2026-02-01..2026-01-01",
		"tz UTC; tz UTC",
		"tz UTC; valid ..; valid ..",
		"tz UTC; since 2026-01-01; since 2026-01-01",
		"tz UTC; mon 09:00-17:00 closed",
		"tz UTC; mon 09:00-50:00",
		"tz UTC; 0000-01-01 closed",
		"tz UTC; 10000-01-01 closed",
		"tz UTC; mon 09:00:00.1234567-10:00",
		"tz UTC; funday 09:00-10:00",
		"tz Bad Name; mon 9-17",
		"tz 12; mon 9-17",
		"tz UTC; 12-25 closed; closed 12-25; 12-25 9-12",
		"tz UTC; 0001-01-01..9999-12-31 closed",
		"{",
		"{}",
		"{\"tz\":\"UTC\",\"week\":[]}",
		"{\"tz\":\"UTC\",\"x\":1}",
		"{\"tz\":\"UTC\"}x",
		"{\"tz\":\"UTC\",\"week\":{\"mon\":[[\"09:00\"]]}}",
		"{\"tz\":\"UTC\",\"week\":{\"mon\":[[\"09:00\",\"10:00\",\"11:00\"]]}}",
		"{\"tz\":\"UTC\",\"dates\":{\"2026-13-01\":[]}}",
		"{\"tz\":\"UTC\",\"dates\":{\"2026-10-01\":\"someday\"}}",
		"{\"tz\":\"UTC\",\"valid\":[\"2026-01-01\"]}",
		"{\"tz\":\"UTC\",\"since\":{\"2026-01-01\":{\"dates\":{}}}}",
		"{\"v\":2,\"tz\":\"UTC\"}",
	};

	test_section("what is no calendar");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
	{
		CsqSpec  spec;
		CsqError err;
		bool     ok = csq_calendar_parse(bad[i], strlen(bad[i]), &spec, &err);

		if (ok || err.detail[0] == '\0' || err.code == CSQ_OK)
			printf("accepted or unexplained: %s\n", bad[i]);
		CHECK(!ok && err.detail[0] != '\0');
	}
	test_section("garbage for the binary reader");
	for (int turn = 0; turn < 20000; turn++)
	{
		CsqSpec   spec;
		CsqBuf    b;
		CsqReader r;
		CsqError  err;

		static const char text[] =
			"tz UTC; mon-fri 09:00-17:00; 12-25 closed; since 2026-01-01; sun 1-2; 2026-10-01 as fri; 2026-10-02 22:00-06:00; 2026-03-02 break 10:00-10:30";

		csq_calendar_parse(text, strlen(text), &spec, &err);
		csq_buf_init(&b);
		csq_calendar_write(&b, &spec);
		for (uint64_t k = 1 + test_random_below(3); k > 0; k--)
			b.data[test_random_below(b.len)] = (char) test_random_u64();
		csq_reader_init(&r, b.data, test_random_below(4) ? b.len : test_random_below(b.len), "calendar", &err);
		if (csq_calendar_read(&r, &spec))
			ask_forms(&spec);
		else
			CHECK(err.code == CSQ_BINARY || err.code == CSQ_LIMIT);
		if (turn % 64 == 0)
			csq_host_reset();
	}
}

int
main(void)
{
	test_models();
	test_long();
	test_properties();
	test_facts();
	test_refusals();
	return test_done();
}

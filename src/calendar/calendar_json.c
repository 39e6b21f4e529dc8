/*
 * calendar_json.c
 *		The JSON form of calendars.
 *
 *	{"tz": "Asia/Shanghai",
 *	 "week": {"mon": [["09:00","12:00"],["13:30","18:00"]], ...},		keys may be lists: "mon-fri"
 *	 "closed_month_day": ["12-25"],
 *	 "month_day": {"12-24": [["09:00","12:00"]], "12-31": {"mon-fri": [["09:00","12:00"]]}},
 *	 "since": {"2026-07-01": {"week": ..., "closed_month_day": ..., "month_day": ...}},
 *	 "dates": {"2026-10-01": [], "2026-10-10": "fri", "2026-12-24": [["09:00","12:00"]]},
 *												keys may be ranges: "2026-10-01..2026-10-07"
 *	 "breaks": {"2026-03-02": [["10:00","10:30"]]},
 *	 "valid": ["2026-01-01", "2026-12-31"],		null: no limit
 *	 "provisional_after": "2026-12-31"}			later dates go on by the weekly hours, until more is known
 *
 * Hours may also be "closed", "open" or a list of strings "09:00-12:00".  Output is
 * canonical: fixed order of keys, weekdays one by one, dates one by one, no empty parts.
 */
#include "calendar/calendar_build.h"

#include "base/json.h"

typedef struct JsonForm
{
	CalendarBuilder b;
	CsqJson         j;
} JsonForm;

static bool
ok(const JsonForm *f)
{
	return !f->j.failed && !f->b.failed;
}

/* A failure of the builder ends the reading. */
static void
built(JsonForm *f, bool success)
{
	if (!success)
		f->j.failed = true;
}

static bool
whole(const char *p, CsqText t)
{
	return p == t.s + t.len;
}

/* A time; *bare stays true where it is an hour without minutes. */
static bool
json_time(JsonForm *f, int64_t *usec, bool *bare)
{
	CsqText     t = csq_json_string(&f->j);
	const char *p = t.s;

	if (ok(f) && !(csq_lex_time(&p, t.s + t.len, usec) && whole(p, t)))
		csq_json_fail(&f->j, "\"%s\" is not a time such as \"09:30\".", csq_quoted(t.s, t.len).s);
	*bare = ok(f) && *bare && memchr(t.s, ':', t.len) == NULL;
	return ok(f);
}

/* One interval: ["09:00","12:00"] or "09:00-12:00". */
static void
json_span(JsonForm *f, CsqSpan *span)
{
	const char *wrong;
	bool        bare = true;

	if (csq_json_peek(&f->j) == '"')
	{
		CsqText     t = csq_json_string(&f->j);
		const char *p = t.s;

		wrong = ok(f) ? csq_lex_span(&p, t.s + t.len, span) : NULL;

		if (ok(f) && (wrong != NULL || !whole(p, t)))
			csq_json_fail(&f->j, "\"%s\" is not an interval such as \"09:00-12:00\".%s%s", csq_quoted(t.s, t.len).s,
			              wrong != NULL && *wrong != '\0' ? " " : "", wrong != NULL ? wrong : "");
		return;
	}
	csq_json_open(&f->j, '[');
	if (!csq_json_item(&f->j) || !json_time(f, &span->lo, &bare) || !csq_json_item(&f->j) ||
	    !json_time(f, &span->hi, &bare) || csq_json_item(&f->j))
	{
		csq_json_fail(&f->j, "An interval is a pair of times such as [\"09:00\",\"12:00\"].");
		return;
	}
	wrong = bare ? csq_wrong_bare_hours(span) : NULL;
	if (wrong == NULL)
		wrong = csq_close_span(span, true);
	if (wrong != NULL)
		csq_json_fail(&f->j, "%s", wrong);
}

/* "closed", "open", a weekday (if as is not NULL), or a list of intervals. */
static CsqHours
json_hours(JsonForm *f, int *as)
{
	static const CsqSpan whole_day = {0, CSQ_USEC_PER_DAY};
	CsqHours             h = {0, NULL};
	CsqSpan              list[CSQ_CALENDAR_MAX_SPANS];
	int                  n = 0;

	if (csq_json_peek(&f->j) == '"')
	{
		CsqText     t = csq_json_string(&f->j);
		const char *p = t.s;

		if (csq_json_is(&t, "closed"))
			return h;
		if (csq_json_is(&t, "open"))
			return (CsqHours){1, &whole_day};
		if (as == NULL || !csq_lex_weekday(&p, t.s + t.len, as) || !whole(p, t))
			csq_json_fail(&f->j, "\"%s\" is neither a list of intervals nor one of closed, open%s.",
			              csq_quoted(t.s, t.len).s, as ? ", mon ... sun" : "");
		return h;
	}
	csq_json_open(&f->j, '[');
	while (csq_json_item(&f->j))
	{
		if (n == CSQ_CALENDAR_MAX_SPANS)
		{
			csq_json_fail(&f->j, "A day has at most %d intervals.", CSQ_CALENDAR_MAX_SPANS);
			break;
		}
		json_span(f, &list[n++]);
	}
	if (ok(f) && n > 0)
	{
		CsqSpan *copy = csq_alloc((size_t) n * sizeof *copy);

		memcpy(copy, list, (size_t) n * sizeof *copy);
		h = csq_hours_make(copy, n);
	}
	return h;
}

static unsigned
days_of_key(JsonForm *f, const CsqText *key)
{
	const char *p = key->s;
	unsigned    days = 0;

	if (!csq_lex_days(&p, key->s + key->len, &days) || !whole(p, *key))
		csq_json_fail(&f->j, "\"%s\" is not a weekday such as \"mon\" or \"mon-fri\".", csq_quoted(key->s, key->len).s);
	return days;
}

static void
json_week(JsonForm *f)
{
	CsqText key;

	csq_json_open(&f->j, '{');
	while (csq_json_key(&f->j, &key))
	{
		unsigned days = days_of_key(f, &key);
		CsqHours h = json_hours(f, NULL);

		if (ok(f))
			built(f, csq_cb_week(&f->b, days, h));
	}
}

static bool
month_day_of(JsonForm *f, CsqText t, int *month, int *day)
{
	const char *p = t.s;

	if (ok(f) && !(csq_lex_month_day(&p, t.s + t.len, month, day) && whole(p, t)))
		csq_json_fail(&f->j, "\"%s\" is not a month and day such as \"12-25\".", csq_quoted(t.s, t.len).s);
	return ok(f);
}

static void
json_closed_month_day(JsonForm *f)
{
	CsqHours none = {0, NULL};

	csq_json_open(&f->j, '[');
	while (csq_json_item(&f->j))
	{
		int month, day;

		if (month_day_of(f, csq_json_string(&f->j), &month, &day))
			built(f, csq_cb_yearly(&f->b, month, day, ALL_DAYS, none));
	}
}

static void
json_month_day(JsonForm *f)
{
	CsqText key;

	csq_json_open(&f->j, '{');
	while (csq_json_key(&f->j, &key))
	{
		int     month, day;
		CsqText weekday;

		if (!month_day_of(f, key, &month, &day))
			return;
		if (csq_json_peek(&f->j) != '{')
		{
			CsqHours h = json_hours(f, NULL);

			if (ok(f))
				built(f, csq_cb_yearly(&f->b, month, day, ALL_DAYS, h));
			continue;
		}
		csq_json_open(&f->j, '{');
		while (csq_json_key(&f->j, &weekday))
		{
			unsigned days = days_of_key(f, &weekday);
			CsqHours h = json_hours(f, NULL);

			if (ok(f))
				built(f, csq_cb_yearly(&f->b, month, day, days, h));
		}
	}
}

/* "dates" or "breaks" */
static void
json_dates(JsonForm *f, bool breaks)
{
	CsqText key;

	csq_json_open(&f->j, '{');
	while (csq_json_key(&f->j, &key))
	{
		const char *p = key.s;
		int32_t     from, to;
		int         as = -1;
		CsqHours    h;

		if (!csq_lex_dates(&p, key.s + key.len, &from, &to) || !whole(p, key))
		{
			csq_json_fail(
				&f->j, "\"%s\" is not a date such as \"2026-10-01\", nor a range such as \"2026-10-01..2026-10-07\".",
				csq_quoted(key.s, key.len).s);
			return;
		}
		h = json_hours(f, breaks ? NULL : &as);
		if (ok(f))
			built(f, breaks ? csq_cb_breaks(&f->b, from, to, h) : csq_cb_dates(&f->b, from, to, as, h));
	}
}

static int32_t
json_limit(JsonForm *f, int32_t none)
{
	CsqText     t;
	const char *p;
	int32_t     date = none;

	if (!csq_json_item(&f->j))
	{
		csq_json_fail(&f->j, "\"valid\" is a pair of dates, either may be null.");
		return none;
	}
	if (csq_json_null(&f->j))
		return none;
	t = csq_json_string(&f->j);
	p = t.s;
	if (ok(f) && !(csq_lex_date(&p, t.s + t.len, &date) && whole(p, t)))
		csq_json_fail(&f->j, "\"%s\" is not a date such as \"2026-10-01\".", csq_quoted(t.s, t.len).s);
	return date;
}

static void
json_valid(JsonForm *f)
{
	int32_t from, to;

	csq_json_open(&f->j, '[');
	from = json_limit(f, INT32_MIN);
	to = json_limit(f, INT32_MAX);
	if (ok(f) && csq_json_item(&f->j))
		csq_json_fail(&f->j, "\"valid\" is a pair of dates, either may be null.");
	if (ok(f))
		built(f, csq_cb_valid(&f->b, from, to));
}

static void
json_provisional(JsonForm *f)
{
	CsqText     t = csq_json_string(&f->j);
	const char *p = t.s;
	int32_t     date;

	if (!ok(f))
		return;
	if (!csq_lex_date(&p, t.s + t.len, &date) || !whole(p, t))
		csq_json_fail(&f->j, "\"%s\" is not a date such as \"2026-12-31\".", csq_quoted(t.s, t.len).s);
	else
		built(f, csq_cb_provisional(&f->b, date));
}

/* The members of a weekly pattern, at the top or within "since". */
enum
{
	WEEK,
	CLOSED_MONTH_DAY,
	MONTH_DAY,
	PATTERN_KEYS,
	V = PATTERN_KEYS,
	TZ,
	DATES,
	BREAKS,
	VALID,
	PROVISIONAL,
	SINCE
};

static const char *const pattern_keys[] = {"week", "closed_month_day", "month_day", NULL};
static const char *const top_keys[] = {"week",  "closed_month_day",  "month_day", "v", "tz", "dates", "breaks",
                                       "valid", "provisional_after", "since",     NULL};

static void
json_pattern(JsonForm *f, int key)
{
	if (key == WEEK)
		json_week(f);
	else if (key == CLOSED_MONTH_DAY)
		json_closed_month_day(f);
	else
		json_month_day(f);
}

static void
json_since(JsonForm *f)
{
	CsqText key;

	csq_json_open(&f->j, '{');
	while (csq_json_key(&f->j, &key))
	{
		const char *p = key.s;
		int32_t     date;
		unsigned    seen = 0;
		int         k;

		if (!csq_lex_date(&p, key.s + key.len, &date) || !whole(p, key))
		{
			csq_json_fail(&f->j, "\"%s\" is not a date such as \"2026-10-01\".", csq_quoted(key.s, key.len).s);
			return;
		}
		built(f, csq_cb_since(&f->b, date));
		csq_json_open(&f->j, '{');
		while ((k = csq_json_member(&f->j, pattern_keys, &seen)) >= 0)
			json_pattern(f, k);
	}
}

static void
json_zone(JsonForm *f)
{
	CsqText t = csq_json_string(&f->j);

	if (ok(f))
		built(f, csq_cb_zone(&f->b, t.s, t.len));
}

/*
 * "since" must be read after the first pattern, whatever the order of the keys:
 * remember where it stands and come back.
 */
bool
csq_calendar_parse_json(const char *text, size_t len, CsqSpec *s, CsqError *err)
{
	JsonForm f;
	CsqJson  since;
	unsigned seen = 0;
	int      k;

	csq_cb_init(&f.b, s, text, len, err);
	csq_json_init(&f.j, text, len, "calendar", err);
	csq_json_open(&f.j, '{');
	while ((k = csq_json_member(&f.j, top_keys, &seen)) >= 0)
		if (k < PATTERN_KEYS)
			json_pattern(&f, k);
		else if (k == V)
			csq_json_version(&f.j, 1);
		else if (k == TZ)
			json_zone(&f);
		else if (k == DATES || k == BREAKS)
			json_dates(&f, k == BREAKS);
		else if (k == VALID)
			json_valid(&f);
		else if (k == PROVISIONAL)
			json_provisional(&f);
		else
		{
			since = f.j;
			csq_json_skip(&f.j);
		}
	if (f.b.failed || !csq_json_end(&f.j))
		return false;
	if (seen >> SINCE & 1)
	{
		f.j = since;
		json_since(&f);
		if (!ok(&f))
			return false;
	}
	return csq_cb_finish(&f.b);
}

/* ---- writing ---- */

static void
put_hours(CsqBuf *b, CsqHours h)
{
	csq_buf_char(b, '[');
	for (int i = 0; i < h.n; i++)
	{
		csq_buf_str(b, i == 0 ? "[\"" : ",[\"");
		csq_put_span(b, h.spans[i], "\",\"");
		csq_buf_str(b, "\"]");
	}
	csq_buf_char(b, ']');
}

static void
put_week(CsqBuf *b, const CsqHours *week)
{
	bool first = true;

	csq_buf_char(b, '{');
	for (int d = 0; d < 7; d++)
		if (week[d].n > 0)
		{
			csq_buf_printf(b, "%s\"%s\":", first ? "" : ",", csq_weekday_names[d]);
			put_hours(b, week[d]);
			first = false;
		}
	csq_buf_char(b, '}');
}

static void
put_pattern(CsqBuf *b, const CsqEra *e)
{
	int n = 0;

	csq_buf_str(b, "\"week\":");
	put_week(b, e->week);
	for (int i = 0; i < e->nyearly; i++)
		if (csq_week_is_uniform(e->yearly[i].week) && e->yearly[i].week[0].n == 0)
			csq_buf_printf(b, "%s\"%02d-%02d\"", n++ == 0 ? ",\"closed_month_day\":[" : ",", e->yearly[i].month,
			               e->yearly[i].day);
	if (n > 0)
		csq_buf_char(b, ']');
	n = 0;
	for (int i = 0; i < e->nyearly; i++)
		if (!csq_week_is_uniform(e->yearly[i].week) || e->yearly[i].week[0].n > 0)
		{
			csq_buf_printf(b, "%s\"%02d-%02d\":", n++ == 0 ? ",\"month_day\":{" : ",", e->yearly[i].month,
			               e->yearly[i].day);
			if (csq_week_is_uniform(e->yearly[i].week))
				put_hours(b, e->yearly[i].week[0]);
			else
				put_week(b, e->yearly[i].week);
		}
	if (n > 0)
		csq_buf_char(b, '}');
}

void
csq_calendar_json(CsqBuf *b, const CsqSpec *s)
{
	csq_buf_str(b, "{\"tz\":");
	csq_buf_json(b, s->zone, strlen(s->zone));
	csq_buf_char(b, ',');
	put_pattern(b, &s->eras[0]);
	for (int i = 1; i < s->neras; i++)
	{
		csq_buf_printf(b, "%s\"%s\":{", i == 1 ? ",\"since\":{" : ",", csq_date_text(s->eras[i].since).s);
		put_pattern(b, &s->eras[i]);
		csq_buf_char(b, '}');
	}
	if (s->neras > 1)
		csq_buf_char(b, '}');
	for (int i = 0; i < s->ndates; i++)
	{
		csq_buf_printf(b, "%s\"%s\":", i == 0 ? ",\"dates\":{" : ",", csq_date_text(s->dates[i].date).s);
		if (s->dates[i].as >= 0)
			csq_buf_printf(b, "\"%s\"", csq_weekday_names[s->dates[i].as]);
		else
			put_hours(b, s->dates[i].hours);
	}
	if (s->ndates > 0)
		csq_buf_char(b, '}');
	for (int i = 0; i < s->nbreaks; i++)
	{
		csq_buf_printf(b, "%s\"%s\":", i == 0 ? ",\"breaks\":{" : ",", csq_date_text(s->breaks[i].date).s);
		put_hours(b, s->breaks[i].hours);
	}
	if (s->nbreaks > 0)
		csq_buf_char(b, '}');
	if (s->valid_from != INT32_MIN || s->valid_to != INT32_MAX)
	{
		csq_buf_str(b, ",\"valid\":[");
		if (s->valid_from != INT32_MIN)
			csq_buf_printf(b, "\"%s\",", csq_date_text(s->valid_from).s);
		else
			csq_buf_str(b, "null,");
		if (s->valid_to != INT32_MAX)
			csq_buf_printf(b, "\"%s\"]", csq_date_text(s->valid_to).s);
		else
			csq_buf_str(b, "null]");
	}
	if (s->known_to != INT32_MAX)
		csq_buf_printf(b, ",\"provisional_after\":\"%s\"", csq_date_text(s->known_to).s);
	csq_buf_char(b, '}');
}

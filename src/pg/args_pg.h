/*
 * args_pg.h
 *		Arguments and results of SQL functions: what the shell files share.
 *
 * Shell header: include after csq.h.  Arguments are named _arg, what is returned
 * _datum.  A length of time is microseconds in the core and an interval in SQL.
 */
#ifndef CSQ_ARGS_PG_H
#define CSQ_ARGS_PG_H

#include "utils/timestamp.h"

#include "base/instant.h"
#include "base/labels.h"
#include "base/literal.h"
#include "pg/csq.h"

/* ---- arguments ---- */

/* A text argument, which must not be NULL; it lies where the argument does. */
static inline CsqText
csq_text_arg(FunctionCallInfo fcinfo, int n)
{
	struct varlena *t = (struct varlena *) PG_GETARG_POINTER(n);

	/* asked for each row: plain and short ones need no call */
	if (CSQ_UNLIKELY(VARATT_IS_COMPRESSED(t) || VARATT_IS_EXTERNAL(t)))
		t = PG_DETOAST_DATUM_PACKED(PointerGetDatum(t));
	return (CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

/* 22004: what an argument says must not be unknown; hint: what to do, or NULL. */
CSQ_NORETURN extern void csq_refuse_null(const char *what, const char *hint);

static inline void
csq_require_given(FunctionCallInfo fcinfo, int n, const char *what, const char *hint)
{
	if (CSQ_UNLIKELY(PG_ARGISNULL(n)))
		csq_refuse_null(what, hint);
}

/* The same of one that lies there plain or short, without a call; else false. */
static inline bool
csq_plain_text_arg(FunctionCallInfo fcinfo, int n, CsqText *text)
{
	struct varlena *t = (struct varlena *) PG_GETARG_POINTER(n);

	if (CSQ_LIKELY(VARATT_IS_SHORT(t) && !VARATT_IS_EXTERNAL(t)))
		*text = (CsqText){VARDATA_SHORT(t), VARSIZE_SHORT(t) - VARHDRSZ_SHORT};
	else if (CSQ_LIKELY(VARATT_IS_4B_U(t)))
		*text = (CsqText){VARDATA_4B(t), VARSIZE_4B(t) - VARHDRSZ};
	else
		return false;
	return true;
}

/* A text without white space at its ends. */
static inline CsqText
csq_trimmed(CsqText t)
{
	size_t n;

	while ((n = csq_blank_at(t.s, t.len)) > 0)
		t = (CsqText){t.s + n, t.len - n};
	for (n = 1; n <= 3 && n <= t.len; n++)
		if (csq_blank_at(t.s + t.len - n, n) == n)
		{
			t.len -= n;
			n = 0;
		}
	return t;
}

/* No label in argument n: NULL, or blank. */
static inline bool
csq_no_label(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) || csq_is_blank(csq_text_arg(fcinfo, n));
}

/* The label in argument n; without one (s NULL) where it is NULL or blank, as the empty field of a file is. */
static inline CsqText
csq_label_or_none(FunctionCallInfo fcinfo, int n)
{
	return csq_no_label(fcinfo, n) ? (CsqText){NULL, 0} : csq_text_arg(fcinfo, n);
}

/* What a text in ISO 8601 says of a time, full-width digits and signs included; else 22007, for infinity 22008. */
extern CsqWhen csq_when_of_text(CsqText text);

/* 22008: a time that is infinite, where only a finite one has a place. */
CSQ_NORETURN extern void csq_refuse_infinite(const char *what);

/* 1 of a text that says infinity, -1 of -infinity, else 0. */
extern int csq_text_infinity(CsqText text);

/* A text that names an instant: with a zone, else 22007; infinity is one. */
extern int64 csq_instant_of_text(CsqText text);

/* Argument n, such a text, read once per value and call site: what is the same in every row. */
extern void *csq_compile_instant(struct varlena *value);

static inline int64
csq_instant_text_arg(FunctionCallInfo fcinfo, int n)
{
	return *(const int64 *) csq_compiled(fcinfo, n, csq_compile_instant);
}

/* Argument n, a text in the place of a timestamptz, becomes the instant that it says; NULL stays. */
static inline void
csq_read_typed_time(FunctionCallInfo fcinfo, int n)
{
	if (!PG_ARGISNULL(n))
		fcinfo->args[n].value = TimestampTzGetDatum(csq_instant_of_text(csq_text_arg(fcinfo, n)));
}

/* A text[] argument without its NULLs. */
extern CsqText *csq_texts_arg(FunctionCallInfo fcinfo, int n, uint32 *count);

/* A share or probability from 0 to 1, both included, else 22023. */
extern double csq_share_arg(FunctionCallInfo fcinfo, int n, const char *what);

/* A number of rows from least on, else 22023; function names the one that has the argument "top". */
extern int32 csq_top_arg(FunctionCallInfo fcinfo, int n, int32 least, const char *function);

/* The microseconds of an interval, its months apart: days count as 24 hours.  false: out of range. */
static inline bool
csq_interval_usec(const Interval *i, int64 *usec)
{
	return csq_mul_i64(i->day, CSQ_USEC_PER_DAY, usec) && csq_add_i64(*usec, i->time, usec);
}

/* 22008: a length of time that no interval holds. */
CSQ_NORETURN extern void csq_interval_out_of_range(void);

/* An interval as microseconds: days count as 24 hours; 22023 for months and when negative.  what names it. */
extern int64 csq_interval_length(const Interval *i, const char *what);

/*
 * Seconds that 1 stands for in a number of seconds that is argument n of an aggregate's transition: 86,400 when the
 * query made it of the difference of two dates.  42804 for a field of an interval that is not its whole length.
 */
extern double csq_seconds_of_one(FunctionCallInfo fcinfo, int n);

/* A jsonb value as text for the readers of json.h. */
extern CsqText csq_jsonb_text(const struct varlena *json);

static inline CsqText
csq_jsonb_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_jsonb_text(PG_DETOAST_DATUM(PG_GETARG_DATUM(n)));
}

/* ---- results ---- */

/* Bytes as text. */
extern Datum csq_string_datum(const char *s, size_t len);

static inline Datum
csq_label_datum(const CsqText *t)
{
	return csq_string_datum(t->s, t->len);
}

/* The same, *null for a label without bytes to point to. */
static inline Datum
csq_label_or_null(const CsqText *t, bool *null)
{
	*null = t->s == NULL;
	return *null ? (Datum) 0 : csq_label_datum(t);
}

/* Labels as text[]. */
extern Datum csq_texts_datum(const CsqText *labels, uint32 n);

/* Microseconds as an interval: hours, no days. */
static inline Datum
csq_length_datum(int64 usec)
{
	Interval *i = palloc0(sizeof *i);

	i->time = usec;
	return IntervalPGetDatum(i);
}

/* The same of a mean, rounded to the nearest; raises 22008. */
extern Datum csq_mean_length_datum(double usec);

/* How long from one instant to another; raises 22008. */
extern Datum csq_length_between(int64 from, int64 to);

#endif /* CSQ_ARGS_PG_H */

/*
 * funnel.c
 *		The funnel of many cases: how many reached exactly which level.
 *
 * Counts add up, and so do details (funnel_detail.c), so funnels merge exactly, in
 * any order, as long as they were made with the same specification.  The value
 * carries that specification as its canonical text.
 *
 * Text: {"v":1,"funnel":"opened -> resolved; within 7d","levels":[3,2,1]} where
 * levels[k] counts the cases whose level is exactly k; then "excluded" when there
 * are such, and "details" when it has them.
 * Binary: version u8, length of the specification u32 and its bytes, number of
 * counts u32, counts i64 (levels, then the excluded), kind u8, details.
 */
#include "funnel/funnel.h"

#include "funnel/funnel_detail.h"

#define TYPE "funnel"

#define LOG_SIZE 65536

static size_t
fixed_size(uint64_t nsteps, size_t len)
{
	return sizeof(CsqFunnel) + (nsteps + 2) * sizeof(int64_t) + ((len + 7) & ~(size_t) 7);
}

static size_t
used_size(const CsqFunnel *f)
{
	return fixed_size(f->nsteps, f->text_len) + f->detail_len + (size_t) f->log_len;
}

CsqFunnel *
csq_funnel_new(uint8_t kind, int nsteps, const char *spec, size_t len)
{
	CsqFunnel *f = csq_flat_new(fixed_size((uint64_t) nsteps, len), CSQ_FUNNEL_VERSION);

	f->flat.kind = kind;
	f->nsteps = (uint32_t) nsteps;
	f->text_len = (uint32_t) len;
	memcpy((char *) csq_funnel_spec_of(f), spec, len);
	return f;
}

bool
csq_funnel_add(CsqFunnel *f, int level, int64_t cases, CsqError *err)
{
	int64_t *count = &f->counts[level == CSQ_FUNNEL_OUT ? f->nsteps + 1 : (uint32_t) level];

	if (!csq_add_i64(*count, cases, count))
		return csq_fail(err, CSQ_RANGE, "number of cases of a funnel out of range");
	return true;
}

CsqFunnel *
csq_funnel_with_details(const CsqFunnel *f, const CsqFunnelDetail *d, CsqError *err)
{
	size_t     fixed = fixed_size(f->nsteps, f->text_len);
	CsqBuf     b;
	CsqFunnel *out;

	csq_buf_init(&b);
	csq_funnel_detail_write(d, &b);
	if (fixed + b.len > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "the details of a funnel exceed the limit of 1 GB");
		csq_hint(err, "Count fewer different activities, or use funnel_count_agg, which keeps counts only.");
		return NULL;
	}
	out = csq_flat_new(fixed + b.len, CSQ_FUNNEL_VERSION);
	memcpy(out, f, fixed);
	csq_flat_set_size(out, fixed + b.len);
	memcpy((char *) out + fixed, b.data, b.len);
	out->detail_len = (uint32_t) b.len;
	out->log_len = 0;
	csq_free(b.data);
	return out;
}

/* Is there nothing to work in, and no room to spare? */
static bool
is_packed(const CsqFunnel *f)
{
	return f->flat.kind == CSQ_FUNNEL_PLAIN ||
	       (f->detail_len > 0 && f->log_len == 0 && csq_flat_size(f) == used_size(f));
}

CsqFunnel *
csq_funnel_pack(const CsqFunnel *f, CsqError *err)
{
	CsqFunnelDetail d;

	if (is_packed(f))
		return (CsqFunnel *) f;
	return csq_funnel_detail(f, &d, err) ? csq_funnel_with_details(f, &d, err) : NULL;
}

bool
csq_funnel_log(CsqFunnel **fp, const void *data, size_t len, CsqError *err)
{
	CsqFunnel *f = csq_flat_room(*fp, used_size(*fp), 0, len);

	if (f == NULL)
		return csq_fail(err, CSQ_LIMIT, "the details of a funnel exceed the limit of 1 GB") ||
		       csq_detail(err,
		                  "They count the next activities of those who were lost, each different one by itself.") ||
		       csq_hint(err, "Count fewer different activities, or use funnel_count_agg, which keeps counts only.");
	memcpy((char *) f + used_size(f), data, len);
	f->log_len += (uint32_t) len;
	*fp = f;
	return true;
}

bool
csq_funnel_add_case(CsqFunnel **fp, const CsqFunnelRule *rule, int level, const int64_t *times, const CsqText *next,
                    CsqError *err)
{
	CsqBuf b;

	if (!csq_funnel_add(*fp, level, 1, err))
		return false;
	if (level < 1)
		return true;
	csq_buf_init(&b);
	csq_funnel_log_write(rule, level, times, next, &b);
	if ((*fp)->log_len + b.len > LOG_SIZE && (*fp)->log_len > (*fp)->detail_len)
	{
		CsqFunnel *packed = csq_funnel_pack(*fp, err);

		if (packed == NULL)
			return false;
		*fp = packed;
	}
	if (!csq_funnel_log(fp, b.data, b.len, err))
		return false;
	csq_free(b.data);
	return true;
}

bool
csq_funnel_same_spec(const CsqFunnel *a, const CsqFunnel *b, CsqError *err)
{
	if (a->text_len != b->text_len || memcmp(csq_funnel_spec_of(a), csq_funnel_spec_of(b), a->text_len) != 0)
		return csq_fail(err, CSQ_PARAM, "funnels with different specifications cannot be merged or compared") ||
		       csq_detail(err, "One is \"%s\", the other \"%s\".", csq_quoted(csq_funnel_spec_of(a), a->text_len).s,
		                  csq_quoted(csq_funnel_spec_of(b), b->text_len).s) ||
		       csq_hint(err, "Group by the specification, or filter to one.");
	return true;
}

bool
csq_funnel_fits(const CsqFunnel *a, const CsqFunnel *b, CsqError *err)
{
	if (!csq_funnel_same_spec(a, b, err))
		return false;
	if (a->flat.kind != b->flat.kind)
		return csq_fail(err, CSQ_PARAM, "a funnel with details and one without cannot be merged") ||
		       csq_hint(err, "Make both with funnel_agg, or both with funnel_count_agg.");
	return true;
}

static bool
add_counts(CsqFunnel *into, const CsqFunnel *from, CsqError *err)
{
	for (uint32_t i = 0; i <= from->nsteps; i++)
		if (!csq_funnel_add(into, (int) i, from->counts[i], err))
			return false;
	return csq_funnel_add(into, CSQ_FUNNEL_OUT, from->counts[from->nsteps + 1], err);
}

bool
csq_funnel_merge(CsqFunnel **into, const CsqFunnel *from, CsqError *err)
{
	CsqFunnelDetail a;
	CsqFunnelDetail b;
	CsqFunnelDetail sum;

	if (!csq_funnel_fits(*into, from, err))
		return false;
	if (!add_counts(*into, from, err))
		return false;
	if (from->flat.kind == CSQ_FUNNEL_PLAIN || (from->detail_len == 0 && from->log_len == 0))
		return true;
	return csq_funnel_detail(*into, &a, err) && csq_funnel_detail(from, &b, err) &&
	       csq_funnel_detail_sum(&a, &b, &sum, err) && (*into = csq_funnel_with_details(*into, &sum, err)) != NULL;
}

/* The sum of n > 0 details into the first, neighbours before their sums: each is added O(log n) times. */
static bool
add_details(CsqFunnelDetail *d, uint32_t n, CsqError *err)
{
	for (uint32_t step = 1; step < n; step *= 2)
		for (uint32_t i = 0; i + step < n; i += 2 * step)
		{
			CsqFunnelDetail sum;

			if (!csq_funnel_detail_sum(&d[i], &d[i + step], &sum, err))
				return false;
			d[i] = sum;
			csq_check_interrupts();
		}
	return true;
}

CsqFunnel *
csq_funnel_sum(const CsqFunnel *const *funnels, uint32_t n, CsqError *err)
{
	size_t           fixed = fixed_size(funnels[0]->nsteps, funnels[0]->text_len);
	CsqFunnel       *f = csq_alloc(fixed);
	CsqFunnelDetail *d;
	CsqFunnelDetail  sum;

	memcpy(f, funnels[0], fixed);
	csq_flat_set_size(f, fixed);
	f->detail_len = f->log_len = 0;
	for (uint32_t i = 1; i < n; i++)
		if (!add_counts(f, funnels[i], err))
			return NULL;
	if (f->flat.kind == CSQ_FUNNEL_PLAIN)
		return f;
	d = csq_alloc(n * sizeof *d);
	for (uint32_t i = 0; i < n; i++)
	{
		if (!csq_funnel_detail(funnels[i], &d[i], err))
			return NULL;
		csq_check_interrupts();
	}
	/* the first may be much larger than the others: it is added once */
	if (!add_details(d + 1, n - 1, err) || !csq_funnel_detail_sum(&d[0], &d[1], &sum, err))
		return NULL;
	return csq_funnel_with_details(f, &sum, err);
}

/* ---- checking ---- */

/* The rule that text, binary and stored values must obey, but for details; the layout is right already. */
static bool
check_content(const CsqFunnel *f, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_stored(csq_funnel_spec_of(f), f->text_len, err);
	CsqBuf         canonical;
	int64_t        total = 0;

	if (spec == NULL)
		return false;
	if (spec->rule.nsteps != (int) f->nsteps)
		return csq_stored_invalid(TYPE, err, "It counts %u steps, its specification has %d.", f->nsteps,
		                          spec->rule.nsteps);
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	if (canonical.len != f->text_len || memcmp(canonical.data, csq_funnel_spec_of(f), f->text_len) != 0)
		return csq_stored_invalid(TYPE, err, "Its specification is not in canonical form.");
	for (uint32_t i = 0; i <= f->nsteps + 1; i++)
		if (f->counts[i] < 0 || !csq_add_i64(total, f->counts[i], &total))
			return csq_stored_invalid(TYPE, err, "A count is negative, or their sum is out of range.");
	return true;
}

CsqFunnel *
csq_funnel_open(const void *value, size_t size, CsqError *err)
{
	const CsqFunnel *f = value;
	CsqFunnel       *packed;
	CsqFunnelDetail  d;

	if (!csq_stored_head(value, size, sizeof *f, CSQ_FUNNEL_VERSION, TYPE, err))
		return NULL;
	if (csq_flat_size(f) != size || f->flat.kind > CSQ_FUNNEL_DETAILED || f->flat.flags != 0 || f->nsteps < 1 ||
	    f->nsteps > CSQ_FUNNEL_MAX_STEPS || f->text_len > CSQ_FUNNEL_MAX_TEXT || used_size(f) > size ||
	    !csq_funnel_padded(csq_funnel_spec_of(f), f->text_len) ||
	    (f->flat.kind == CSQ_FUNNEL_PLAIN && (f->detail_len != 0 || f->log_len != 0 || used_size(f) != size)))
	{
		csq_stored_invalid(TYPE, err, "Its parts do not fit its size.");
		return NULL;
	}
	if (!check_content(f, err) || (packed = csq_funnel_pack(f, err)) == NULL)
		return NULL;
	if (packed->flat.kind == CSQ_FUNNEL_DETAILED &&
	    (!csq_funnel_detail(packed, &d, err) || !csq_funnel_detail_check(&d, packed->counts, err)))
		return NULL;
	return packed;
}

bool
csq_funnel_check(const void *value, size_t size, CsqError *err)
{
	return csq_funnel_open(value, size, err) != NULL;
}

/* ---- text ---- */

void
csq_funnel_text(const CsqFunnel *f, CsqBuf *out)
{
	CsqFunnelDetail d;
	CsqError        err;

	csq_buf_str(out, "{\"v\":1,\"funnel\":");
	csq_buf_json(out, csq_funnel_spec_of(f), f->text_len);
	csq_buf_str(out, ",\"levels\":[");
	for (uint32_t i = 0; i <= f->nsteps; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		csq_buf_i64(out, f->counts[i]);
	}
	csq_buf_char(out, ']');
	if (f->counts[f->nsteps + 1] > 0)
	{
		csq_buf_str(out, ",\"excluded\":");
		csq_buf_i64(out, f->counts[f->nsteps + 1]);
	}
	if (f->flat.kind == CSQ_FUNNEL_DETAILED && csq_funnel_detail(f, &d, &err))
	{
		csq_buf_str(out, ",\"details\":");
		csq_funnel_detail_text(&d, out);
	}
	csq_buf_char(out, '}');
}

/* From a specification as the user wrote it, one count per level and one of the excluded, details or NULL. */
static CsqFunnel *
build(const CsqText *text, const int64_t *counts, uint32_t n, const CsqFunnelDetail *d, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_stored(text->s, text->len, err);
	CsqBuf         canonical;
	CsqFunnel     *f;

	if (spec == NULL)
		return NULL;
	if (n != (uint32_t) spec->rule.nsteps + 2)
	{
		csq_stored_invalid(TYPE, err, "%d levels are needed, from 0 to the number of steps, not %u.",
		                   spec->rule.nsteps + 1, n - 1);
		return NULL;
	}
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	f = csq_funnel_new(d != NULL, spec->rule.nsteps, canonical.data, canonical.len);
	memcpy(f->counts, counts, n * sizeof *counts);
	if (d != NULL && d->nsteps != f->nsteps)
	{
		csq_stored_invalid(TYPE, err, "Its details are of %u steps, its specification has %u.", d->nsteps, f->nsteps);
		return NULL;
	}
	if (!check_content(f, err) || (d != NULL && !csq_funnel_detail_check(d, f->counts, err)))
		return NULL;
	return d != NULL ? csq_funnel_with_details(f, d, err) : f;
}

static uint32_t
parse_levels(CsqJson *json, int64_t *counts)
{
	uint32_t n = 0;

	csq_json_open(json, '[');
	while (csq_json_item(json))
	{
		if (n > CSQ_FUNNEL_MAX_STEPS)
		{
			csq_json_fail(json, "There are more than %d levels.", CSQ_FUNNEL_MAX_STEPS + 1);
			return 0;
		}
		counts[n++] = csq_json_i64(json);
	}
	return n;
}

CsqFunnel *
csq_funnel_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "funnel", "levels", "excluded", "details", NULL};
	enum
	{
		V,
		FUNNEL,
		LEVELS,
		EXCLUDED,
		DETAILS
	};

	CsqJson         json;
	CsqText         spec = {NULL, 0};
	CsqFunnelDetail d;
	CsqError        why;
	CsqFunnel      *f;
	int64_t         counts[CSQ_FUNNEL_MAX_STEPS + 2];
	int64_t         excluded = 0;
	uint32_t        n = 0;
	unsigned        seen = 0;
	int             k;

	csq_json_init(&json, text, len, TYPE, err);
	csq_json_open(&json, '{');
	while ((k = csq_json_member(&json, names, &seen)) >= 0)
		if (k == V)
			csq_json_version(&json, CSQ_FUNNEL_VERSION);
		else if (k == FUNNEL)
			spec = csq_json_string(&json);
		else if (k == LEVELS)
			n = parse_levels(&json, counts);
		else if (k == EXCLUDED)
			excluded = csq_json_i64(&json);
		else
			csq_funnel_detail_parse(&json, &d);
	csq_json_need(&json, names, seen, 1u << V | 1u << FUNNEL | 1u << LEVELS);
	if (!csq_json_end(&json))
		return NULL;
	counts[n] = excluded;
	f = build(&spec, counts, n + 1, seen & 1u << DETAILS ? &d : NULL, &why);
	if (f != NULL)
		return f;
	if (why.code == CSQ_BINARY)
		(void) (csq_json_fail(&json, "%s", why.detail) || csq_hint(err, "%s", why.hint));
	else
		*err = why; /* of the specification, or of what is too large */
	return NULL;
}

/* ---- binary ---- */

void
csq_funnel_write(const CsqFunnel *f, CsqBuf *out)
{
	csq_put_u8(out, CSQ_FUNNEL_VERSION);
	csq_put_u32(out, f->text_len);
	csq_buf_put(out, csq_funnel_spec_of(f), f->text_len);
	csq_put_u32(out, f->nsteps + 2);
	for (uint32_t i = 0; i <= f->nsteps + 1; i++)
		csq_put_u64(out, (uint64_t) f->counts[i]);
	csq_put_u8(out, f->flat.kind);
	csq_buf_put(out, csq_funnel_detail_of(f), f->detail_len);
}

CsqFunnel *
csq_funnel_read(const void *data, size_t len, CsqError *err)
{
	CsqReader       r;
	int64_t         counts[CSQ_FUNNEL_MAX_STEPS + 2];
	CsqText         spec;
	CsqFunnelDetail d;
	uint32_t        n;
	uint8_t         kind;
	CsqFunnel      *f;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_FUNNEL_VERSION);
	spec.len = csq_read_u32(&r);
	spec.s = csq_read_bytes(&r, spec.len);
	n = csq_read_count(&r, 8);
	if (!r.failed && (n > CSQ_FUNNEL_MAX_STEPS + 2 || n < 3))
		csq_read_fail(&r, "There are more than %d levels, or too few.", CSQ_FUNNEL_MAX_STEPS + 1);
	for (uint32_t i = 0; i < n && !r.failed; i++)
		counts[i] = (int64_t) csq_read_u64(&r);
	kind = csq_read_u8(&r);
	if (!r.failed && kind > CSQ_FUNNEL_DETAILED)
		csq_read_fail(&r, "It is of a kind that is not known to this version of csq.");
	if (!r.failed && kind == CSQ_FUNNEL_DETAILED)
		csq_funnel_detail_read(&r, n - 2, &d);
	if (!csq_read_end(&r))
		return NULL;
	f = build(&spec, counts, n, kind == CSQ_FUNNEL_DETAILED ? &d : NULL, err);
	if (f != NULL && (f->text_len != spec.len || memcmp(csq_funnel_spec_of(f), spec.s, spec.len) != 0))
	{
		csq_read_fail(&r, "The specification is not in canonical form.");
		return NULL;
	}
	if (f == NULL)
		err->code = CSQ_BINARY;
	return f;
}

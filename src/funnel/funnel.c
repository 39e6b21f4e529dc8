/*
 * funnel.c
 *		The funnel of many cases: how many reached exactly which level.
 *
 * Counts add up, and so do details (funnel_detail.c), so funnels merge exactly, in
 * any order, as long as they were made with the same specification.  The value
 * carries that specification as its canonical text.
 *
 * Text: {"v":1,"funnel":"opened -> resolved; within 7d","levels":[3,2,1]} where
 * levels[k] counts the cases whose level is exactly k; "calendar" where times are
 * open time; "excluded" when there are such; "pending" per level without details,
 * or "seen", "attempts" and "details" with them.
 * Binary: version u8, length of the terms (funnel_terms.c) u32 and their bytes, number of
 * counts u32, counts i64 (levels, then the excluded), kind u8, more counts, details.
 */
#include "funnel/funnel.h"

#include "funnel/funnel_detail.h"

#define TYPE "funnel"

#define LOG_SIZE 65536

static size_t
fixed_size(uint8_t kind, uint32_t nsteps, size_t len)
{
	return sizeof(CsqFunnel) + csq_funnel_ncounts(kind, nsteps) * sizeof(int64_t) + ((len + 7) & ~(size_t) 7);
}

static size_t
fixed_part(const CsqFunnel *f)
{
	return fixed_size(f->flat.kind, f->nsteps, f->text_len);
}

static size_t
used_size(const CsqFunnel *f)
{
	return fixed_part(f) + f->detail_len + (size_t) f->log_len;
}

CsqFunnel *
csq_funnel_new(uint8_t kind, int nsteps, const char *text, size_t len)
{
	CsqFunnel *f = csq_flat_new(fixed_size(kind, (uint32_t) nsteps, len), CSQ_FUNNEL_VERSION);

	f->flat.kind = kind;
	f->nsteps = (uint32_t) nsteps;
	f->text_len = (uint32_t) len;
	memcpy((char *) csq_funnel_spec_of(f), text, len);
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
	size_t     fixed = fixed_part(f);
	CsqBuf     b;
	CsqFunnel *out;

	csq_buf_init(&b);
	csq_funnel_detail_write(d, f->flat.kind == CSQ_FUNNEL_FULL, &b);
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
	return !csq_funnel_is_detailed(f) || (f->detail_len > 0 && f->log_len == 0 && csq_flat_size(f) == used_size(f));
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

/* One more, or more, of a case in the counts of each step. */
static bool
add_more(CsqFunnel *f, const CsqFunnelOutcome *o, CsqError *err)
{
	int64_t *seen = csq_funnel_more(f);
	int64_t *attempts = seen + f->nsteps;

	for (uint64_t m = o->seen; m != 0; m &= m - 1)
		seen[__builtin_ctzll(m)]++;
	for (int s = 0; s < o->level || (o->any && s < (int) f->nsteps); s++)
		if (!csq_add_i64(attempts[s], o->attempts[s], &attempts[s]))
			return csq_fail(err, CSQ_RANGE, "number of attempts of a funnel out of range");
	return true;
}

bool
csq_funnel_count(CsqFunnel *f, const CsqFunnelOutcome *o, CsqError *err)
{
	if (!csq_funnel_add(f, o->level, 1, err))
		return false;
	if (f->flat.kind == CSQ_FUNNEL_AS_OF && o->pending)
		csq_funnel_more(f)[o->level - 1]++;
	return f->flat.kind != CSQ_FUNNEL_FULL || add_more(f, o, err);
}

bool
csq_funnel_add_case(CsqFunnel **fp, const CsqFunnelRule *rule, const CsqFunnelOutcome *o, const CsqText *next,
                    CsqError *err)
{
	CsqBuf b;

	if (!csq_funnel_count(*fp, o, err))
		return false;
	if (o->level < 1)
		return true;
	csq_buf_init(&b);
	csq_funnel_log_write(rule, o, next, &b);
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
		       csq_detail(err, "One is %s, the other %s.", csq_funnel_terms_said(csq_funnel_spec_of(a), a->text_len).s,
		                  csq_funnel_terms_said(csq_funnel_spec_of(b), b->text_len).s) ||
		       csq_hint(err, "Group by the specification, or filter to one.");
	return true;
}

bool
csq_funnel_fits(const CsqFunnel *a, const CsqFunnel *b, CsqError *err)
{
	if (!csq_funnel_same_spec(a, b, err))
		return false;
	if (csq_funnel_is_detailed(a) != csq_funnel_is_detailed(b))
		return csq_fail(err, CSQ_PARAM, "a funnel with details and one without cannot be merged") ||
		       csq_hint(err, "Make both with funnel_agg, or both with funnel_count_agg.");
	return true;
}

/* The kind that the sum of these has: what one of the detailed does not know, the sum does not. */
static uint8_t
kind_of_sum(const CsqFunnel *a, const CsqFunnel *b)
{
	if (!csq_funnel_is_detailed(a))
		return a->flat.kind > b->flat.kind ? a->flat.kind : b->flat.kind;
	return a->flat.kind < b->flat.kind ? a->flat.kind : b->flat.kind;
}

/* The counts of f as one of another kind, without details. */
static CsqFunnel *
counts_as(const CsqFunnel *f, uint8_t kind)
{
	CsqFunnel *out = csq_funnel_new(kind, (int) f->nsteps, csq_funnel_spec_of(f), f->text_len);
	uint32_t   n = f->flat.kind == kind ? csq_funnel_ncounts(kind, f->nsteps) : f->nsteps + 2;

	memcpy(out->counts, f->counts, n * sizeof *out->counts);
	return out;
}

static bool
add_counts(CsqFunnel *into, const CsqFunnel *from, CsqError *err)
{
	uint32_t n =
		into->flat.kind == from->flat.kind ? csq_funnel_ncounts(from->flat.kind, from->nsteps) : from->nsteps + 2;

	for (uint32_t i = 0; i < n; i++)
		if (!csq_add_i64(into->counts[i], from->counts[i], &into->counts[i]))
			return csq_fail(err, CSQ_RANGE, "number of cases of a funnel out of range");
	return true;
}

bool
csq_funnel_merge(CsqFunnel **into, const CsqFunnel *from, CsqError *err)
{
	CsqFunnelDetail a;
	CsqFunnelDetail b;
	CsqFunnelDetail sum;
	CsqFunnel      *f = *into;
	uint8_t         kind;

	if (!csq_funnel_fits(f, from, err))
		return false;
	kind = kind_of_sum(f, from);
	if (kind != f->flat.kind)
	{
		f = counts_as(f, kind);
		if (!csq_funnel_is_detailed(f))
			*into = f;
	}
	if (!add_counts(f, from, err))
		return false;
	if (!csq_funnel_is_detailed(from) || (from->detail_len == 0 && from->log_len == 0 && f == *into))
		return true;
	return csq_funnel_detail(*into, &a, err) && csq_funnel_detail(from, &b, err) &&
	       csq_funnel_detail_sum(&a, &b, &sum, err) && (*into = csq_funnel_with_details(f, &sum, err)) != NULL;
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
	uint8_t          kind = funnels[0]->flat.kind;
	CsqFunnel       *f;
	CsqFunnelDetail *d;
	CsqFunnelDetail  sum;

	for (uint32_t i = 1; i < n; i++)
		if (kind != funnels[i]->flat.kind)
			kind = csq_funnel_is_detailed(funnels[0]) ? CSQ_FUNNEL_DETAILED : CSQ_FUNNEL_AS_OF;
	f = counts_as(funnels[0], kind);
	for (uint32_t i = 1; i < n; i++)
		if (!add_counts(f, funnels[i], err))
			return NULL;
	if (!csq_funnel_is_detailed(f))
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

/* The counts per step that there are beyond the levels, against the cases. */
static bool
check_more(const CsqFunnel *f, int64_t cases, CsqError *err)
{
	const int64_t *more = csq_funnel_more(f);

	for (uint32_t s = 0; s < f->nsteps && f->flat.kind == CSQ_FUNNEL_AS_OF; s++)
		if (more[s] < 0 || more[s] > (s + 1 < f->nsteps ? f->counts[s + 1] : 0))
			return csq_stored_invalid(TYPE, err, "More cases are pending than there are at a level.");
	for (uint32_t s = 0; s < f->nsteps && f->flat.kind == CSQ_FUNNEL_FULL; s++)
		if (more[s] < 0 || more[s] > cases || more[f->nsteps + s] < 0)
			return csq_stored_invalid(TYPE, err, "More cases have the events of a step than there are cases.");
	return true;
}

/* The rule that text, binary and stored values must obey, but for details; the layout is right already. */
static bool
check_content(const CsqFunnel *f, CsqError *err)
{
	CsqFunnelTerms terms;
	CsqFunnelSpec *spec;
	CsqBuf         canonical;
	int64_t        total = 0;

	if (!csq_funnel_terms_read(csq_funnel_spec_of(f), f->text_len, &terms, err) ||
	    (spec = csq_funnel_spec_stored(terms.spec.s, terms.spec.len, err)) == NULL)
		return false;
	if (spec->rule.nsteps != (int) f->nsteps)
		return csq_stored_invalid(TYPE, err, "It counts %u steps, its specification has %d.", f->nsteps,
		                          spec->rule.nsteps);
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	if (canonical.len != terms.spec.len || memcmp(canonical.data, terms.spec.s, terms.spec.len) != 0)
		return csq_stored_invalid(TYPE, err, "Its specification is not in canonical form.");
	if (terms.has_as_of)
		return csq_stored_invalid(TYPE, err, "A funnel does not keep until when events are known.");
	for (uint32_t i = 0; i <= f->nsteps + 1; i++)
		if (f->counts[i] < 0 || !csq_add_i64(total, f->counts[i], &total))
			return csq_stored_invalid(TYPE, err, "A count is negative, or their sum is out of range.");
	return check_more(f, total, err);
}

CsqFunnel *
csq_funnel_open(const void *value, size_t size, CsqError *err)
{
	const CsqFunnel *f = value;
	CsqFunnel       *packed;
	CsqFunnelDetail  d;

	if (!csq_stored_head(value, size, sizeof *f, CSQ_FUNNEL_VERSION, TYPE, err))
		return NULL;
	if (csq_flat_size(f) != size || f->flat.kind > CSQ_FUNNEL_AS_OF || f->flat.flags != 0 || f->nsteps < 1 ||
	    f->nsteps > CSQ_FUNNEL_MAX_STEPS || f->text_len > CSQ_FUNNEL_MAX_TERMS || used_size(f) > size ||
	    !csq_funnel_padded(csq_funnel_spec_of(f), f->text_len) ||
	    (!csq_funnel_is_detailed(f) && (f->detail_len != 0 || f->log_len != 0 || used_size(f) != size)))
	{
		csq_stored_invalid(TYPE, err, "Its parts do not fit its size.");
		return NULL;
	}
	if (!check_content(f, err) || (packed = csq_funnel_pack(f, err)) == NULL)
		return NULL;
	if (csq_funnel_is_detailed(packed) &&
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

static void
put_counts(CsqBuf *out, const char *key, const int64_t *counts, uint32_t n)
{
	csq_buf_printf(out, ",\"%s\":[", key);
	for (uint32_t i = 0; i < n; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		csq_buf_i64(out, counts[i]);
	}
	csq_buf_char(out, ']');
}

void
csq_funnel_text(const CsqFunnel *f, CsqBuf *out)
{
	CsqFunnelDetail d;
	CsqFunnelTerms  terms;
	CsqError        err;

	if (!csq_funnel_terms_read(csq_funnel_spec_of(f), f->text_len, &terms, &err))
		return; /* it has been checked */
	csq_buf_str(out, "{\"v\":1,\"funnel\":");
	csq_buf_json(out, terms.spec.s, terms.spec.len);
	if (terms.calendar.len > 0)
	{
		csq_buf_str(out, ",\"calendar\":");
		csq_buf_json(out, terms.calendar.s, terms.calendar.len);
	}
	put_counts(out, "levels", f->counts, f->nsteps + 1);
	if (f->counts[f->nsteps + 1] > 0)
	{
		csq_buf_str(out, ",\"excluded\":");
		csq_buf_i64(out, f->counts[f->nsteps + 1]);
	}
	if (f->flat.kind == CSQ_FUNNEL_AS_OF)
		put_counts(out, "pending", csq_funnel_more(f), f->nsteps);
	if (f->flat.kind == CSQ_FUNNEL_FULL)
	{
		put_counts(out, "seen", csq_funnel_more(f), f->nsteps);
		put_counts(out, "attempts", csq_funnel_more(f) + f->nsteps, f->nsteps);
	}
	if (csq_funnel_is_detailed(f) && csq_funnel_detail(f, &d, &err))
	{
		csq_buf_str(out, ",\"details\":");
		csq_funnel_detail_text(&d, out);
	}
	csq_buf_char(out, '}');
}

/* A funnel as it was read. */
typedef struct Reading
{
	uint8_t         kind;
	CsqText         spec; /* as the user wrote it */
	CsqText         calendar;
	uint32_t        nlevels;  /* level 0 and the excluded not counted: the steps */
	uint32_t        nmore[2]; /* of seen or pending, and of attempts */
	int64_t         counts[CSQ_FUNNEL_MAX_STEPS + 2];
	int64_t         more[2][CSQ_FUNNEL_MAX_STEPS + 2];
	CsqFunnelDetail d;
} Reading;

static CsqFunnel *
build(const Reading *g, CsqError *err)
{
	bool           detailed = g->kind == CSQ_FUNNEL_DETAILED || g->kind == CSQ_FUNNEL_FULL;
	CsqFunnelSpec *spec = csq_funnel_spec_stored(g->spec.s, g->spec.len, err);
	CsqFunnelTerms terms = {.calendar = g->calendar};
	CsqBuf         canonical;
	CsqBuf         text;
	CsqFunnel     *f;
	uint32_t       nsteps;

	if (spec == NULL)
		return NULL;
	nsteps = (uint32_t) spec->rule.nsteps;
	if (g->nlevels != nsteps)
	{
		csq_stored_invalid(TYPE, err, "%u levels are needed, from 0 to the number of steps, not %u.", nsteps + 1,
		                   g->nlevels + 1);
		return NULL;
	}
	if (csq_funnel_ncounts(g->kind, nsteps) != nsteps + 2 + g->nmore[0] + g->nmore[1] ||
	    (g->kind == CSQ_FUNNEL_FULL && g->nmore[0] != nsteps))
	{
		csq_stored_invalid(TYPE, err, "What is counted per step has one number for each step.");
		return NULL;
	}
	csq_buf_init(&canonical);
	csq_buf_init(&text);
	csq_funnel_spec_text(spec, &canonical);
	terms.spec = (CsqText){canonical.data, canonical.len};
	csq_funnel_terms_write(&terms, &text);
	if (text.len > CSQ_FUNNEL_MAX_TERMS)
	{
		csq_stored_invalid(TYPE, err, "Its specification and its calendar are too long.");
		return NULL;
	}
	f = csq_funnel_new(g->kind, (int) nsteps, text.data, text.len);
	memcpy(f->counts, g->counts, (nsteps + 2) * sizeof *f->counts);
	memcpy(csq_funnel_more(f), g->more[0], g->nmore[0] * sizeof *f->counts);
	memcpy(csq_funnel_more(f) + g->nmore[0], g->more[1], g->nmore[1] * sizeof *f->counts);
	if (detailed && g->d.nsteps != f->nsteps)
	{
		csq_stored_invalid(TYPE, err, "Its details are of %u steps, its specification has %u.", g->d.nsteps, f->nsteps);
		return NULL;
	}
	if (!check_content(f, err) || (detailed && !csq_funnel_detail_check(&g->d, f->counts, err)))
		return NULL;
	return detailed ? csq_funnel_with_details(f, &g->d, err) : f;
}

static uint32_t
parse_counts(CsqJson *json, int64_t *counts)
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

enum
{
	V,
	FUNNEL,
	LEVELS,
	EXCLUDED,
	DETAILS,
	CALENDAR,
	PENDING,
	SEEN,
	ATTEMPTS
};

/* The kind that these members make; false: there is none. */
static bool
kind_of_members(unsigned seen, uint8_t *kind)
{
	switch (seen & (1u << DETAILS | 1u << PENDING | 1u << SEEN | 1u << ATTEMPTS))
	{
		case 0:
			*kind = CSQ_FUNNEL_PLAIN;
			return true;
		case 1u << PENDING:
			*kind = CSQ_FUNNEL_AS_OF;
			return true;
		case 1u << DETAILS:
			*kind = CSQ_FUNNEL_DETAILED;
			return true;
		case 1u << DETAILS | 1u << SEEN | 1u << ATTEMPTS:
			*kind = CSQ_FUNNEL_FULL;
			return true;
	}
	return false;
}

static void
parse_member(CsqJson *json, int k, Reading *g, int64_t *excluded)
{
	uint32_t n;

	switch (k)
	{
		case V:
			csq_json_version(json, CSQ_FUNNEL_VERSION);
			break;
		case FUNNEL:
			g->spec = csq_json_string(json);
			break;
		case CALENDAR:
			g->calendar = csq_json_string(json);
			if (!json->failed && g->calendar.len == 0)
				csq_json_fail(json, "A calendar is not empty.");
			break;
		case LEVELS:
			n = parse_counts(json, g->counts);
			if (n == 0)
				csq_json_fail(json, "There is a level 0 at least.");
			g->nlevels = n - 1;
			break;
		case EXCLUDED:
			*excluded = csq_json_i64(json);
			break;
		case DETAILS:
			csq_funnel_detail_parse(json, &g->d);
			break;
		default:
			g->nmore[k == ATTEMPTS] = parse_counts(json, g->more[k == ATTEMPTS]);
	}
}

CsqFunnel *
csq_funnel_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v",        "funnel",  "levels", "excluded", "details",
	                                    "calendar", "pending", "seen",   "attempts", NULL};

	CsqJson    json;
	Reading   *g = csq_alloc0(sizeof *g);
	CsqError   why;
	CsqFunnel *f;
	int64_t    excluded = 0;
	unsigned   seen = 0;
	int        k;

	csq_json_init(&json, text, len, TYPE, err);
	csq_json_open(&json, '{');
	while ((k = csq_json_member(&json, names, &seen)) >= 0)
		parse_member(&json, k, g, &excluded);
	csq_json_need(&json, names, seen, 1u << V | 1u << FUNNEL | 1u << LEVELS);
	if (!json.failed && !kind_of_members(seen, &g->kind))
		csq_json_fail(&json, "\"pending\" stands without details, \"seen\" and \"attempts\" together and with them.");
	if (!json.failed && g->kind != CSQ_FUNNEL_FULL && g->d.has_waits)
		csq_json_fail(&json, "Waits stand with \"seen\" and \"attempts\".");
	if (!csq_json_end(&json))
		return NULL;
	g->counts[g->nlevels + 1] = excluded;
	f = build(g, &why);
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
	for (uint32_t i = f->nsteps + 2; i < csq_funnel_ncounts(f->flat.kind, f->nsteps); i++)
		csq_put_u64(out, (uint64_t) f->counts[i]);
	csq_buf_put(out, csq_funnel_detail_of(f), f->detail_len);
}

/* What stands behind the kind. */
static void
read_more(CsqReader *r, Reading *g)
{
	uint32_t n = csq_funnel_ncounts(g->kind, g->nlevels) - g->nlevels - 2;

	for (uint32_t i = 0; i < n && !r->failed; i++)
		g->more[i / g->nlevels][i % g->nlevels] = (int64_t) csq_read_u64(r);
	g->nmore[0] = n > 0 ? g->nlevels : 0;
	g->nmore[1] = n - g->nmore[0];
	if (!r->failed && (g->kind == CSQ_FUNNEL_DETAILED || g->kind == CSQ_FUNNEL_FULL))
		csq_funnel_detail_read(r, g->nlevels, g->kind == CSQ_FUNNEL_FULL, &g->d);
}

CsqFunnel *
csq_funnel_read(const void *data, size_t len, CsqError *err)
{
	CsqReader      r;
	CsqText        text;
	Reading       *g = csq_alloc0(sizeof *g);
	CsqFunnelTerms terms;
	uint32_t       n;
	CsqFunnel     *f;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_FUNNEL_VERSION);
	text.len = csq_read_u32(&r);
	text.s = csq_read_bytes(&r, text.len);
	n = csq_read_count(&r, 8);
	if (!r.failed && (n > CSQ_FUNNEL_MAX_STEPS + 2 || n < 3))
		csq_read_fail(&r, "There are more than %d levels, or too few.", CSQ_FUNNEL_MAX_STEPS + 1);
	for (uint32_t i = 0; i < n && !r.failed; i++)
		g->counts[i] = (int64_t) csq_read_u64(&r);
	g->kind = csq_read_u8(&r);
	if (!r.failed && g->kind > CSQ_FUNNEL_AS_OF)
		csq_read_fail(&r, "It is of a kind that is not known to this version of csq.");
	g->nlevels = n - 2;
	if (!r.failed)
		read_more(&r, g);
	if (!csq_read_end(&r))
		return NULL;
	if (!csq_funnel_terms_read(text.s, text.len, &terms, err))
	{
		err->code = CSQ_BINARY;
		return NULL;
	}
	g->spec = terms.spec;
	g->calendar = terms.calendar;
	f = build(g, err);
	if (f != NULL && (f->text_len != text.len || memcmp(csq_funnel_spec_of(f), text.s, text.len) != 0))
	{
		csq_read_fail(&r, "The specification is not in canonical form.");
		return NULL;
	}
	if (f == NULL)
		err->code = CSQ_BINARY;
	return f;
}

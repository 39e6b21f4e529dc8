/*
 * funnel_counts.c
 *		The funnel of many cases: how many reached exactly which level.
 *
 * Counts add up, so funnels merge exactly, in any order, as long as they were
 * made with the same specification.  The value carries that specification as
 * its canonical text.
 *
 * Text: {"v":1,"funnel":"opened -> resolved; within 7d","levels":[3,2,1]} where
 * levels[k] counts the cases whose level is exactly k.
 */
#include "funnel.h"

static size_t
funnel_size(uint64_t nsteps, size_t len)
{
	return (sizeof(CsqFunnel) + (nsteps + 1) * sizeof(int64_t) + len + 7) & ~(size_t) 7;
}

CsqFunnel *
csq_funnel_new(int nsteps, const char *spec, size_t len)
{
	CsqFunnel  *f = csq_flat_new(funnel_size((uint64_t) nsteps, len), CSQ_FUNNEL_VERSION);

	f->nsteps = (uint32_t) nsteps;
	f->text_len = (uint32_t) len;
	memcpy((char *) csq_funnel_spec_of(f), spec, len);
	return f;
}

bool
csq_funnel_add(CsqFunnel *f, int level, int64_t cases, CsqError *err)
{
	if (level == CSQ_FUNNEL_OUT)
		return true;
	if (!csq_add_i64(f->counts[level], cases, &f->counts[level]))
		return csq_fail(err, CSQ_RANGE, "number of cases of a funnel out of range");
	return true;
}

bool
csq_funnel_merge(CsqFunnel *into, const CsqFunnel *from, CsqError *err)
{
	if (into->text_len != from->text_len ||
		memcmp(csq_funnel_spec_of(into), csq_funnel_spec_of(from), from->text_len) != 0)
		return csq_fail(err, CSQ_PARAM, "funnels with different specifications cannot be merged") ||
			csq_detail(err, "One is \"%s\", the other \"%s\".",
					   csq_quoted(csq_funnel_spec_of(into), into->text_len).s,
					   csq_quoted(csq_funnel_spec_of(from), from->text_len).s) ||
			csq_hint(err, "Group by the specification, or filter to one.");
	for (uint32_t i = 0; i <= from->nsteps; i++)
		if (!csq_funnel_add(into, (int) i, from->counts[i], err))
			return false;
	return true;
}

/* The rule that text, binary and stored values must obey; the layout is right already. */
static bool
check_content(const CsqFunnel *f, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_parse(csq_funnel_spec_of(f), f->text_len, err);
	CsqBuf		canonical;
	int64_t		total = 0;

	if (spec == NULL)
		return false;
	if (spec->rule.nsteps != (int) f->nsteps)
		return csq_fail(err, CSQ_DATA, "invalid funnel") ||
			csq_detail(err, "It counts %u steps, its specification has %d.", f->nsteps, spec->rule.nsteps);
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	if (canonical.len != f->text_len || memcmp(canonical.data, csq_funnel_spec_of(f), f->text_len) != 0)
		return csq_fail(err, CSQ_DATA, "invalid funnel") ||
			csq_detail(err, "Its specification is not in canonical form.");
	for (uint32_t i = 0; i <= f->nsteps; i++)
		if (f->counts[i] < 0 || !csq_add_i64(total, f->counts[i], &total))
			return csq_fail(err, CSQ_DATA, "invalid funnel") ||
				csq_detail(err, "A count is negative, or their sum is out of range.");
	return true;
}

bool
csq_funnel_check(const void *value, size_t size, CsqError *err)
{
	const CsqFunnel *f = value;

	if (size < sizeof *f || csq_flat_size(f) != size || f->flat.version != CSQ_FUNNEL_VERSION ||
		f->flat.kind != 0 || f->flat.flags != 0 || f->nsteps < 1 || f->nsteps > CSQ_FUNNEL_MAX_STEPS ||
		f->text_len > CSQ_FUNNEL_MAX_TEXT || funnel_size(f->nsteps, f->text_len) != size)
		return csq_fail(err, CSQ_DATA, "invalid funnel") ||
			csq_hint(err, "If it was written by a newer version of csq, upgrade the library on this server.");
	return check_content(f, err);
}

/* ---- text ---- */

void
csq_funnel_text(const CsqFunnel *f, CsqBuf *out)
{
	csq_buf_str(out, "{\"v\":1,\"funnel\":");
	csq_buf_json(out, csq_funnel_spec_of(f), f->text_len);
	csq_buf_str(out, ",\"levels\":[");
	for (uint32_t i = 0; i <= f->nsteps; i++)
	{
		if (i > 0)
			csq_buf_char(out, ',');
		csq_buf_i64(out, f->counts[i]);
	}
	csq_buf_str(out, "]}");
}

/* From a specification as the user wrote it and one count per level. */
static CsqFunnel *
build(const char *text, size_t len, const int64_t *counts, uint32_t n, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, len, err);
	CsqBuf		canonical;
	CsqFunnel  *f;

	if (spec == NULL)
		return NULL;
	if (n != (uint32_t) spec->rule.nsteps + 1)
	{
		csq_fail(err, CSQ_SYNTAX, "invalid funnel");
		csq_detail(err, "%d levels are needed, from 0 to the number of steps, not %u.", spec->rule.nsteps + 1, n);
		return NULL;
	}
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	f = csq_funnel_new(spec->rule.nsteps, canonical.data, canonical.len);
	memcpy(f->counts, counts, n * sizeof *counts);
	if (!check_content(f, err))
	{
		err->code = CSQ_SYNTAX;
		return NULL;
	}
	return f;
}

CsqFunnel *
csq_funnel_parse(const char *text, size_t len, CsqError *err)
{
	CsqJson		json;
	CsqText		key;
	CsqText		spec = {NULL, 0};
	int64_t		counts[CSQ_FUNNEL_MAX_STEPS + 1];
	uint32_t	n = 0;
	bool		version = false;

	csq_json_init(&json, text, len, "funnel", err);
	csq_json_open(&json, '{');
	while (csq_json_key(&json, &key))
	{
		if (csq_json_is(&key, "v") && !version)
		{
			csq_json_version(&json, CSQ_FUNNEL_VERSION);
			version = true;
		}
		else if (csq_json_is(&key, "funnel") && spec.s == NULL)
			spec = csq_json_string(&json);
		else if (csq_json_is(&key, "levels") && n == 0)
		{
			csq_json_open(&json, '[');
			while (csq_json_item(&json))
			{
				if (n > CSQ_FUNNEL_MAX_STEPS)
				{
					csq_json_fail(&json, "There are more than %d levels.", CSQ_FUNNEL_MAX_STEPS + 1);
					return NULL;
				}
				counts[n++] = csq_json_i64(&json);
			}
		}
		else
			csq_json_unknown(&json, &key);
	}
	if (!json.failed && (!version || spec.s == NULL || n == 0))
		csq_json_fail(&json, "The keys \"v\", \"funnel\" and \"levels\" are needed, each once.");
	return csq_json_end(&json) ? build(spec.s, spec.len, counts, n, err) : NULL;
}

/* ---- binary ---- */

void
csq_funnel_write(const CsqFunnel *f, CsqBuf *out)
{
	csq_put_u8(out, CSQ_FUNNEL_VERSION);
	csq_put_u32(out, f->text_len);
	csq_buf_put(out, csq_funnel_spec_of(f), f->text_len);
	csq_put_u32(out, f->nsteps + 1);
	for (uint32_t i = 0; i <= f->nsteps; i++)
		csq_put_u64(out, (uint64_t) f->counts[i]);
}

CsqFunnel *
csq_funnel_read(const void *data, size_t len, CsqError *err)
{
	CsqReader	r;
	int64_t		counts[CSQ_FUNNEL_MAX_STEPS + 1];
	const char *spec;
	uint32_t	spec_len;
	uint32_t	n;
	uint8_t		version;
	CsqFunnel  *f;

	csq_reader_init(&r, data, len, "funnel", err);
	version = csq_read_u8(&r);
	spec_len = csq_read_u32(&r);
	spec = csq_read_bytes(&r, spec_len);
	n = csq_read_count(&r, 8);
	if (!r.failed && version != CSQ_FUNNEL_VERSION)
		csq_read_fail(&r, "Version %u is not known to this version of csq.", version);
	if (!r.failed && n > CSQ_FUNNEL_MAX_STEPS + 1)
		csq_read_fail(&r, "There are more than %d levels.", CSQ_FUNNEL_MAX_STEPS + 1);
	for (uint32_t i = 0; i < n && !r.failed; i++)
		counts[i] = (int64_t) csq_read_u64(&r);
	if (!csq_read_end(&r))
		return NULL;
	f = build(spec, spec_len, counts, n, err);
	if (f != NULL && (f->text_len != spec_len || memcmp(csq_funnel_spec_of(f), spec, spec_len) != 0))
	{
		csq_read_fail(&r, "The specification is not in canonical form.");
		return NULL;
	}
	if (f == NULL)
		err->code = CSQ_BINARY;
	return f;
}

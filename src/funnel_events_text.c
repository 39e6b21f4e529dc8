/*
 * funnel_events_text.c
 *		Collected events of a one-level funnel_agg in their four directions.
 *
 * Text: {"v":1,"funnel":"a -> b; within 7d","cases":[[id, [[at, kind], ...]], ...]};
 * the id is a number or a string; kinds are numbered from 1 (funnel_events.h).
 * Binary (network byte order): version u8; length of the specification u32 and
 * its bytes; kind of ids u8; number of cases u32; then of each the id as i64 or
 * as length u32 and bytes, the number of events u32 and their words i64.
 *
 * Both are canonical: cases ascending by id, events by time and kind.  A case
 * without an event that matters has an empty list.
 */
#include "funnel_events.h"

#include "case_key.h"
#include "instant.h"
#include "journey.h"
#include "sort.h"

typedef struct Case
{
	int64_t		id;				/* or the number of the text */
	CsqText		text;
	size_t		first;			/* of its words */
	size_t		n;
} Case;

/* All cases with their words, copied out. */
struct CsqFunnelListing
{
	const CsqFunnelEvents *fe;
	bool		texts;
	const CsqText *text;
	Case	   *cases;
	size_t		ncases;
	size_t		room;
	int64_t    *words;
	size_t		nwords;
};

static bool
list_case(void *arg, int64_t key, int64_t *words, size_t n, CsqError *err)
{
	CsqFunnelListing *l = arg;

	(void) err;
	while (n > 0 && *words == CSQ_FUNNEL_KNOWN)
		words++, n--;
	if (l->ncases == l->room)
		l->cases = csq_realloc(l->cases, (l->room *= 2) * sizeof *l->cases);
	l->cases[l->ncases++] = (Case) {key, l->texts ? l->text[key] : (CsqText) {"", 0}, l->nwords, n};
	memcpy(l->words + l->nwords, words, n * sizeof *words);
	l->nwords += n;
	return true;
}

static int
compare_ints(const void *a, const void *b)
{
	int64_t		x = ((const Case *) a)->id;
	int64_t		y = ((const Case *) b)->id;

	return (x > y) - (x < y);
}

static int
compare_texts(const void *a, const void *b)
{
	return csq_text_compare(&((const Case *) a)->text, &((const Case *) b)->text);
}

CsqFunnelListing *
csq_funnel_events_list(const CsqFunnelEvents *fe, CsqError *err)
{
	CsqFunnelListing *l;

	if (!csq_funnel_events_check(fe, csq_flat_size(fe), err))
		return NULL;
	l = csq_alloc0(sizeof *l);
	l->fe = fe;
	l->texts = fe->flat.kind == CSQ_FUNNEL_TEXTS;
	l->text = csq_funnel_events_texts(fe);
	l->room = 64;
	l->cases = csq_alloc(l->room * sizeof *l->cases);
	l->words = csq_alloc((fe->nrecords + (size_t) 1) * sizeof *l->words);
	if (!csq_funnel_events_each(fe, list_case, l, err))
		return NULL;
	csq_sort(l->cases, l->ncases, sizeof *l->cases, l->texts ? compare_texts : compare_ints);
	return l;
}

/* ---- text ---- */

void
csq_funnel_events_text(const CsqFunnelListing *l, CsqBuf *out)
{
	csq_buf_str(out, "{\"v\":1,\"funnel\":");
	csq_buf_json(out, l->fe->spec, l->fe->spec_len);
	csq_buf_str(out, ",\"cases\":[");
	for (size_t c = 0; c < l->ncases; c++)
	{
		const int64_t *w = l->words + l->cases[c].first;

		csq_buf_str(out, c > 0 ? ",[" : "[");
		if (l->texts)
			csq_buf_json(out, l->cases[c].text.s, l->cases[c].text.len);
		else
			csq_buf_i64(out, l->cases[c].id);
		csq_buf_str(out, ",[");
		for (size_t i = 0; i < l->cases[c].n; i++)
		{
			csq_buf_str(out, i > 0 ? ",[\"" : "[\"");
			csq_buf_instant(out, csq_window_time(w[i]));
			csq_buf_str(out, "\",");
			csq_buf_i64(out, (w[i] & 63) + 1);
			csq_buf_char(out, ']');
			if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
				csq_check_interrupts();
		}
		csq_buf_str(out, "]]");
		if (CSQ_UNLIKELY((c & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_buf_str(out, "]}");
}

/* A state without events for a specification as it was written. */
static CsqFunnelEvents *
new_state(const char *text, size_t len, uint8_t ids, int *nkinds, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_parse(text, len, err);
	CsqFunnelPlan plan;
	CsqBuf		canonical;

	if (spec == NULL || !csq_funnel_plan(spec, &plan, err))
		return NULL;
	*nkinds = plan.nkinds;
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	return csq_funnel_events_new(ids, canonical.data, canonical.len);
}

/* ["2026-01-05T09:00:00Z", 1] */
static bool
parse_event(CsqJson *json, int nkinds, int64_t *word)
{
	CsqText		t = {"", 0};
	int64_t		at = 0;
	int64_t		kind = 0;

	csq_json_open(json, '[');
	if (csq_json_item(json))
		t = csq_json_string(json);
	if (csq_json_item(json))
		kind = csq_json_i64(json);
	if (csq_json_item(json))
		return csq_json_fail(json, "An event is a time and a kind.");
	if (json->failed)
		return false;
	if (!csq_parse_instant(t.s, t.len, &at) || at <= CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT)
		return csq_json_fail(json, "\"%s\" is not an instant between the years -2567 and 6567.", csq_quoted(t.s, t.len).s);
	if (kind < 1 || kind > nkinds)
		return csq_json_fail(json, "The kind of an event is a number from 1 to %d.", nkinds);
	*word = csq_window_pack(at, (int) kind);
	return true;
}

/* [id, [[at, kind], ...]]; the first case says what ids are. */
static bool
parse_case(CsqJson *json, CsqFunnelEvents **fe, const CsqText *spec, int *nkinds)
{
	CsqCaseKey	key = {CSQ_KEY_INT, "", 0, 0};
	uint32_t	n = 0;
	int64_t		word = 0;

	csq_json_open(json, '[');
	if (!csq_json_item(json))
		return csq_json_fail(json, "A case has an id and events.");
	if (csq_json_peek(json) == '"')
	{
		CsqText		t = csq_json_string(json);

		key = (CsqCaseKey) {CSQ_KEY_TEXT, t.s, t.len, 0};
	}
	else
		key.id = csq_json_i64(json);
	if (json->failed)
		return false;
	if (*fe == NULL && (*fe = new_state(spec->s, spec->len, key.kind == CSQ_KEY_TEXT, nkinds, json->err)) == NULL)
		return false;
	if ((*fe)->flat.kind != (key.kind == CSQ_KEY_TEXT))
		return csq_json_fail(json, "The ids of the cases are all numbers or all strings.");
	if (key.kind == CSQ_KEY_TEXT && !csq_funnel_events_text_id(fe, key.s, key.len, &key.id, json->err))
		return false;
	if (!csq_funnel_events_add(fe, key.id, CSQ_FUNNEL_KNOWN, json->err))
		return false;
	if (!csq_json_item(json))
		return csq_json_fail(json, "A case has an id and events.");
	csq_json_open(json, '[');
	while (csq_json_item(json))
	{
		if (!parse_event(json, *nkinds, &word) || !csq_funnel_events_add(fe, key.id, word, json->err))
			return false;
		if (CSQ_UNLIKELY((++n & 0xFFF) == 0))
			csq_check_interrupts();
	}
	if (!json->failed && csq_json_item(json))
		return csq_json_fail(json, "A case has two parts: its id and its events.");
	return !json->failed;
}

CsqFunnelEvents *
csq_funnel_events_parse(const char *text, size_t len, CsqError *err)
{
	CsqFunnelEvents *fe = NULL;
	CsqText		spec = {NULL, 0};
	int			nkinds = 0;
	CsqJson		json;
	CsqText		key;
	bool		version = false;
	bool		cases = false;

	csq_json_init(&json, text, len, "funnel_events", err);
	csq_json_open(&json, '{');
	while (csq_json_key(&json, &key))
	{
		if (csq_json_is(&key, "v") && !version)
		{
			csq_json_version(&json, CSQ_FUNNEL_EVENTS_VERSION);
			version = true;
		}
		else if (csq_json_is(&key, "funnel") && spec.s == NULL)
			spec = csq_json_string(&json);
		else if (csq_json_is(&key, "cases") && !cases && spec.s != NULL)
		{
			cases = true;
			csq_json_open(&json, '[');
			while (csq_json_item(&json))
				if (!parse_case(&json, &fe, &spec, &nkinds))
					return NULL;
		}
		else
			csq_json_unknown(&json, &key);
	}
	if (!json.failed && (!version || fe == NULL))
		csq_json_fail(&json, "The keys \"v\", \"funnel\" and \"cases\" are needed, each once, in this order, and one case at least.");
	return csq_json_end(&json) ? fe : NULL;
}

/* ---- binary ---- */

void
csq_funnel_events_write(const CsqFunnelListing *l, CsqBuf *out)
{
	csq_put_u8(out, CSQ_FUNNEL_EVENTS_VERSION);
	csq_put_u32(out, l->fe->spec_len);
	csq_buf_put(out, l->fe->spec, l->fe->spec_len);
	csq_put_u8(out, l->fe->flat.kind);
	csq_put_u32(out, (uint32_t) l->ncases);
	for (size_t c = 0; c < l->ncases; c++)
	{
		const Case *k = &l->cases[c];

		if (l->texts)
		{
			csq_put_u32(out, (uint32_t) k->text.len);
			csq_buf_put(out, k->text.s, k->text.len);
		}
		else
			csq_put_u64(out, (uint64_t) k->id);
		csq_put_u32(out, (uint32_t) k->n);
		for (size_t i = 0; i < k->n; i++)
			csq_put_u64(out, (uint64_t) l->words[k->first + i]);
		if (CSQ_UNLIKELY((c & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
}

/* The id of a case, which must come after the one before. */
static bool
read_id(CsqReader *r, CsqFunnelEvents **fe, bool first, int64_t *id, CsqText *text, CsqError *err)
{
	CsqText		before = *text;
	int64_t		was = *id;

	if ((*fe)->flat.kind == CSQ_FUNNEL_INTS)
	{
		*id = (int64_t) csq_read_u64(r);
		if (!r->failed && !first && *id <= was)
			csq_read_fail(r, "The ids of the cases do not ascend.");
		return !r->failed;
	}
	text->len = csq_read_u32(r);
	text->s = csq_read_bytes(r, text->len);
	if (!r->failed && !csq_utf8_valid(text->s, text->len))
		csq_read_fail(r, "The id of a case is not valid UTF-8.");
	if (!r->failed && !first && csq_text_compare(text, &before) <= 0)
		csq_read_fail(r, "The ids of the cases do not ascend.");
	return !r->failed && csq_funnel_events_text_id(fe, text->s, text->len, id, err);
}

static bool
read_case(CsqReader *r, CsqFunnelEvents **fe, int64_t id, int nkinds, CsqError *err)
{
	uint32_t	n = csq_read_count(r, 8);
	int64_t		before = CSQ_FUNNEL_KNOWN;

	if (r->failed || !csq_funnel_events_add(fe, id, CSQ_FUNNEL_KNOWN, err))
		return false;
	for (uint32_t i = 0; i < n; i++)
	{
		int64_t		word = (int64_t) csq_read_u64(r);

		if (csq_window_time(word) <= CSQ_WINDOW_MIN_AT || (word & 63) >= nkinds || word < before)
			return csq_read_fail(r, "An event is out of order, or not of the specification.");
		before = word;
		if (!csq_funnel_events_add(fe, id, word, err))
			return false;
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	return true;
}

CsqFunnelEvents *
csq_funnel_events_read(const void *data, size_t len, CsqError *err)
{
	CsqFunnelEvents *fe;
	CsqReader	r;
	CsqText		text = {"", 0};
	CsqText		spec;
	int64_t		id = 0;
	int			nkinds = 0;
	uint32_t	n;
	uint8_t		version;
	uint8_t		ids;

	csq_reader_init(&r, data, len, "funnel_events", err);
	version = csq_read_u8(&r);
	spec.len = csq_read_u32(&r);
	spec.s = csq_read_bytes(&r, spec.len);
	ids = csq_read_u8(&r);
	n = csq_read_count(&r, 8);
	if (!r.failed && version != CSQ_FUNNEL_EVENTS_VERSION)
		csq_read_fail(&r, "Version %u is not known to this version of csq.", version);
	if (!r.failed && (ids > CSQ_FUNNEL_TEXTS || n == 0))
		csq_read_fail(&r, "It has no case, or ids of an unknown kind.");
	if (r.failed)
		return NULL;
	fe = new_state(spec.s, spec.len, ids, &nkinds, err);
	if (fe == NULL)
	{
		err->code = CSQ_BINARY;
		return NULL;
	}
	if (fe->spec_len != spec.len || memcmp(fe->spec, spec.s, spec.len) != 0)
	{
		csq_read_fail(&r, "The specification is not in canonical form.");
		return NULL;
	}
	for (uint32_t c = 0; c < n; c++)
	{
		if (!read_id(&r, &fe, c == 0, &id, &text, err) || !read_case(&r, &fe, id, nkinds, err))
			return NULL;
		if (CSQ_UNLIKELY((c & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	return csq_read_end(&r) ? fe : NULL;
}

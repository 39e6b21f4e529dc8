/*
 * funnel_events.c
 *		The state of the one-level forms: events with the case they belong to.
 *
 * See funnel_events.h for the layout.  Adding an event appends 16 bytes and looks
 * at nothing else; a case id that is a text, and with details the activity, is
 * looked up in a dictionary first.
 */
#include "funnel/funnel_events.h"

#define DICT (&csq_funnel_dictionary)

/* ---- kinds of events ---- */

static bool
add_kind(CsqFunnelPlan *plan, CsqFunnelMarks marks, CsqError *err)
{
	for (int k = 0; k < plan->nkinds; k++)
		if (plan->kinds[k].steps == marks.steps && plan->kinds[k].stops == marks.stops)
			return true;
	if (plan->nkinds == CSQ_FUNNEL_MAX_KINDS)
		return csq_fail(err, CSQ_UNSUPPORTED, "this specification has more than %d kinds of events",
		                CSQ_FUNNEL_MAX_KINDS) ||
		       csq_detail(
				   err,
				   "Its labels satisfy that many different sets of steps and exclusions; a word has no room to tell them apart.") ||
		       csq_hint(err, "Use funnel_agg for many cases, level(journey_agg(at, activity), spec) for each.");
	plan->kinds[plan->nkinds++] = marks;
	return true;
}

bool
csq_funnel_plan(const CsqFunnelSpec *spec, CsqFunnelPlan *plan, CsqError *err)
{
	const CsqFunnelRule *rule = &spec->rule;
	bool                 single = true;

	memset(plan, 0, sizeof *plan);
	plan->spec = spec;
	plan->others = CSQ_KIND_NONE;
	for (int i = 0; i < spec->nlabels; i++)
		single &= (spec->labels[i].steps & (spec->labels[i].steps - 1)) == 0;
	plan->plain = single && !rule->has_gaps && rule->ties != CSQ_TIES_STRICT && rule->order == CSQ_ORDER_THEN &&
	              rule->optional == 0 && rule->nstops == 0 && !rule->keeps_all && rule->same == CSQ_SAME_NONE;
	if (plan->plain)
	{
		plan->nkinds = rule->nsteps;
		for (int s = 0; s < rule->nsteps; s++)
			plan->kinds[s].steps = UINT64_C(1) << s;
		return true;
	}
	for (int i = 0; i < spec->nlabels; i++)
		if (!add_kind(plan, (CsqFunnelMarks){spec->labels[i].steps, spec->labels[i].stops}, err))
			return false;
	if (rule->keeps_all)
	{
		plan->others = plan->nkinds;
		return add_kind(plan, (CsqFunnelMarks){0, 0}, err);
	}
	return true;
}

int
csq_funnel_kind(const CsqFunnelPlan *plan, const char *label, size_t len)
{
	CsqFunnelMarks marks = csq_funnel_marks(plan, label, len);

	if (marks.steps == 0 && marks.stops == 0)
		return plan->others;
	if (plan->plain && (marks.steps & (marks.steps - 1)) == 0)
		return __builtin_ctzll(marks.steps);
	for (int k = 0; k < plan->nkinds; k++)
		if (plan->kinds[k].steps == marks.steps && plan->kinds[k].stops == marks.stops)
			return k;
	return CSQ_KIND_SEVERAL; /* every label that the specification names has its kind */
}

/* ---- growing ---- */

uint64_t
csq_funnel_spec_fingerprint(const char *spec, size_t len)
{
	return csq_hash_bytes(spec, len, DICT->seed);
}

uint64_t
csq_funnel_calendar_fingerprint(const char *text, size_t len)
{
	return csq_hash_bytes(text, len, DICT->seed) | 1;
}

uint64_t
csq_funnel_terms_hash(const char *text, size_t len)
{
	CsqFunnelTerms t;
	CsqError       ignored;

	if (memchr(text, '\0', len) == NULL || !csq_funnel_terms_read(text, len, &t, &ignored))
		return csq_funnel_spec_fingerprint(text, len);
	return csq_funnel_terms_fingerprint(
		csq_funnel_spec_fingerprint(t.spec.s, t.spec.len), t.has_as_of, t.as_of,
		t.calendar.len > 0 ? csq_funnel_calendar_fingerprint(t.calendar.s, t.calendar.len) : 0);
}

CsqFunnelEvents *
csq_funnel_events_new(uint8_t kind, const char *spec, size_t len)
{
	size_t           need = sizeof(CsqFunnelEvents) + len + 8;
	size_t           size = DICT->first_size;
	CsqFunnelEvents *fe;

	while (size < need)
		size *= 2;
	fe = csq_flat_new(size, CSQ_FUNNEL_EVENTS_VERSION);
	fe->flat.kind = kind;
	fe->spec_len = (uint32_t) len;
	fe->spec_hash = csq_funnel_terms_hash(spec, len);
	memcpy(fe->spec, spec, len);
	return fe;
}

size_t
csq_funnel_events_used(const CsqFunnelEvents *fe)
{
	return csq_funnel_events_front(fe) + csq_flat_dict_bytes(DICT, fe);
}

void
csq_funnel_events_copy(const CsqFunnelEvents *fe, void *to, size_t size)
{
	csq_flat_compact(fe, csq_funnel_events_front(fe), to, size);
}

static const char *
aggregate_of(const CsqFunnelEvents *fe)
{
	return csq_funnel_has_details(fe) && !(fe->flat.kind & CSQ_FUNNEL_COUNTS) ? "funnel_agg" : "funnel_count_agg";
}

/* A larger copy, unless there is none. */
static bool
grown(CsqFunnelEvents **fp, void *copy, CsqError *err)
{
	if (copy == NULL)
		return csq_fail(err, CSQ_LIMIT, "too many events for one %s: %u", aggregate_of(*fp), (*fp)->nrecords) ||
		       csq_detail(err, "The events of one group must fit 1 GB.") ||
		       csq_hint(
				   err,
				   "Aggregate parts that hold whole cases, for example GROUP BY a hash of the case, and add the funnels with rollup(), which keeps counts only.");
	*fp = copy;
	return true;
}

static bool
room(CsqFunnelEvents **fp, size_t more, CsqError *err)
{
	return grown(fp, csq_flat_dict_room(DICT, *fp, csq_funnel_events_front(*fp), more), err);
}

bool
csq_funnel_events_grow(CsqFunnelEvents **fe, CsqError *err)
{
	return room(fe, sizeof(CsqFunnelRecord), err);
}

bool
csq_funnel_events_text_id(CsqFunnelEvents **fp, const char *s, size_t len, int64_t *number, CsqError *err)
{
	CsqFlatDictKey          key = csq_flat_dict_key(DICT, 0, s, len);
	const CsqFlatDictEntry *e = csq_flat_dict_find(DICT, *fp, &key);

	if (CSQ_LIKELY(e != NULL))
	{
		*number = e->number;
		return true;
	}
	if (len > CSQ_MAX_VALUE_SIZE / 2)
		return csq_fail(err, CSQ_LIMIT, "a case id or activity of %zu bytes is too long", len);
	*number = (*fp)->ntexts;
	if (!grown(fp, csq_flat_dict_add(DICT, *fp, csq_funnel_events_front(*fp), &key, (*fp)->ntexts, (*fp)->ntexts), err))
		return false;
	(*fp)->ntexts++;
	return true;
}

bool
csq_funnel_events_fit(const CsqFunnelEvents *fe, uint8_t kind, uint64_t hash, const char *spec, size_t len,
                      CsqError *err)
{
	if (fe->spec_hash != hash || fe->spec_len != len || memcmp(fe->spec, spec, len) != 0)
		return csq_fail(err, CSQ_PARAM, "%s needs the same specification on every row", aggregate_of(fe)) ||
		       csq_detail(err, "One is %s, the other %s.", csq_funnel_terms_said(fe->spec, fe->spec_len).s,
		                  csq_funnel_terms_said(spec, len).s) ||
		       csq_hint(err, "Group by the specification, or filter to one.");
	if ((fe->flat.kind ^ kind) & CSQ_FUNNEL_SEQS)
		return csq_fail(err, CSQ_PARAM, "events with a seq and events without cannot be merged") ||
		       csq_hint(err, "Pass NULL for the seq of those that have none.");
	if ((fe->flat.kind ^ kind) & (CSQ_FUNNEL_DETAILS | CSQ_FUNNEL_COUNTS))
		return csq_fail(err, CSQ_PARAM, "events with details and events without cannot be merged") ||
		       csq_detail(err, "Those of funnel_agg have details, those of funnel_count_agg have none.");
	if (fe->flat.kind != kind)
		return csq_fail(err, CSQ_PARAM, "case ids that are numbers and case ids that are texts cannot be merged");
	return true;
}

/* A key of another state in the numbers of this one. */
static inline int64_t
translate(uint8_t kind, const int64_t *number, int64_t key)
{
	int64_t id = key >> CSQ_FUNNEL_LABEL_BITS;

	if (number == NULL)
		return key;
	if (!(kind & CSQ_FUNNEL_DETAILS))
		return number[key];
	if (kind & CSQ_FUNNEL_TEXTS)
		id = number[id];
	else if (id >= CSQ_FUNNEL_INT_END)
		id = number[id - CSQ_FUNNEL_INT_END] + CSQ_FUNNEL_INT_END;
	return (int64_t) ((uint64_t) id << CSQ_FUNNEL_LABEL_BITS) | number[key & CSQ_FUNNEL_LABEL_MASK];
}

bool
csq_funnel_events_merge(CsqFunnelEvents **fp, const CsqFunnelEvents *from, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(from);
	int64_t               *number = NULL;

	if (!csq_funnel_events_fit(*fp, from->flat.kind, from->spec_hash, from->spec, from->spec_len, err))
		return false;
	if (!room(fp, (size_t) from->nrecords * sizeof *r, err))
		return false;
	if (from->flat.kind != CSQ_FUNNEL_INTS)
	{
		number = csq_alloc((from->ntexts + (size_t) 1) * sizeof *number);
		csq_flat_dict_each(DICT, from, e)
		{
			if (!csq_funnel_events_text_id(fp, e->bytes, csq_flat_dict_len(e), &number[e->number], err))
				return false;
			csq_poll(e->number);
		}
	}
	for (uint32_t i = 0; i < from->nrecords; i++)
	{
		int64_t key = translate(from->flat.kind, number, r[i].key);
		bool    details = csq_funnel_has_details(from);

		if (csq_funnel_has_seqs(from) && i % 2 == 1) /* of the case of the one before; no label */
			key = (csq_funnel_records(*fp)[(*fp)->nrecords - 1].key & ~CSQ_FUNNEL_LABEL_MASK) |
			      (r[i].key & CSQ_FUNNEL_LABEL_MASK);
		if (!(details ? csq_funnel_events_push : csq_funnel_events_add)(fp, key, r[i].word, err))
			return false;
		csq_poll(i);
	}
	if (number != NULL)
		csq_free(number);
	return true;
}

/* ---- checking ---- */

bool
csq_funnel_events_check_head(const CsqFunnelEvents *fe, size_t size, CsqError *err)
{
	if (!csq_stored_head(fe, size, sizeof *fe, CSQ_FUNNEL_EVENTS_VERSION, CSQ_FUNNEL_EVENTS_TYPE, err))
		return false;
	if (size % 4 != 0 || csq_flat_size(fe) != size)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its size is not that of collected events.");
	if (fe->flat.kind > CSQ_FUNNEL_KINDS ||
	    ((fe->flat.kind & (CSQ_FUNNEL_COUNTS | CSQ_FUNNEL_SEQS)) != 0 && !csq_funnel_has_details(fe)) ||
	    (csq_funnel_has_seqs(fe) && fe->nrecords % 2 != 0) || (fe->flat.flags & ~CSQ_FLAT_OWNED) != 0 ||
	    fe->reserved != 0)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its case ids are of an unknown kind.");
	if (fe->spec_len > CSQ_FUNNEL_MAX_TERMS)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its specification is too long.");
	if (!csq_flat_dict_fits(DICT, fe, csq_funnel_events_front(fe)))
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Its events and case ids exceed its size.");
	if (fe->flat.kind == CSQ_FUNNEL_INTS && (fe->dict.back != 0 || fe->dict.nslots != 0 || fe->ntexts != 0))
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "Case ids that are numbers need no dictionary.");
	return true;
}

typedef struct Seen
{
	uint32_t ntexts;
	bool    *text; /* by number */
} Seen;

static const char *
look_at_entry(void *arg, const CsqFlatDictEntry *e, uint32_t ref)
{
	Seen *seen = arg;

	if (csq_flat_dict_kind(e) != 0)
		return "A case id is of an unknown kind.";
	if (e->number >= seen->ntexts || seen->text[e->number])
		return "A case id is numbered wrongly.";
	seen->text[e->number] = true;
	return NULL;
}

/* Each number occurs once. */
bool
csq_funnel_events_check_dictionary(const CsqFunnelEvents *fe, CsqError *err)
{
	Seen     seen = {fe->ntexts, NULL};
	uint32_t n;

	if (fe->ntexts > fe->dict.back / CSQ_FLAT_DICT_ENTRY_HEAD)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "There are more case ids than fit the dictionary.");
	seen.text = csq_alloc0(fe->ntexts + (size_t) 1);
	if (!csq_flat_dict_check(DICT, fe, look_at_entry, &seen, CSQ_FUNNEL_EVENTS_TYPE, &n, err))
		return false;
	if (n != fe->ntexts)
		return csq_stored_invalid(CSQ_FUNNEL_EVENTS_TYPE, err, "The dictionary does not hold what it announces.");
	csq_free(seen.text);
	return true;
}

CsqText *
csq_funnel_events_texts(const CsqFunnelEvents *fe)
{
	CsqText *texts = csq_alloc((fe->ntexts + (size_t) 1) * sizeof *texts);

	csq_flat_dict_each(DICT, fe, e)
	{
		texts[e->number] = (CsqText){e->bytes, csq_flat_dict_len(e)};
		csq_poll(e->number);
	}
	return texts;
}

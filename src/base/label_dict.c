/*
 * label_dict.c
 *		Labels at the back of a flat value: see label_dict.h.
 */
#include "base/label_dict.h"

#define TAIL 8 /* length and hash behind a label's bytes */

static uint32_t
get_u32(const void *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
	return v;
}

size_t
csq_dict_size(size_t len)
{
	return ((len + 3) & ~(size_t) 3) + TAIL;
}

CsqText
csq_dict_next(const void *value, size_t *back)
{
	const char *end = (const char *) value + csq_flat_size(value) - *back;
	size_t      len = get_u32(end - 8);

	*back += csq_dict_size(len);
	return (CsqText){end - csq_dict_size(len), len};
}

int
csq_dict_find(const void *value, uint32_t labels, const char *label, size_t len)
{
	uint32_t    hash = (uint32_t) csq_hash_bytes(label, len, 0);
	const char *end = (const char *) value + csq_flat_size(value);

	for (uint32_t i = 0; i < labels; i++)
	{
		size_t n = get_u32(end - 8);
		bool   same = get_u32(end - 4) == hash && n == len;

		end -= csq_dict_size(n);
		if (same && memcmp(end, label, len) == 0)
			return (int) i;
	}
	return -1;
}

bool
csq_dict_check(uint32_t labels, const char *label, size_t len, CsqError *err)
{
	size_t blank = 0;

	while (blank < len && (label[blank] == ' ' || (label[blank] >= '\t' && label[blank] <= '\r')))
		blank++;
	if (blank == len)
		return csq_fail(err, CSQ_PARAM, len == 0 ? "a label must not be empty" : "a label must not be blank") ||
		       csq_hint(err, "Leave rows without a label out, or make it NULL: those are ignored.");
	if (len > CSQ_MAX_LABEL_BYTES)
		return csq_fail(err, CSQ_LIMIT, "label \"%s\" is too long", csq_quoted(label, len).s) ||
		       csq_detail(err, "The limit is %d bytes.", CSQ_MAX_LABEL_BYTES);
	if (labels >= CSQ_MAX_LABELS)
		return csq_fail(err, CSQ_LIMIT, "more than %d labels", CSQ_MAX_LABELS) ||
		       csq_detail(err, "The first label too many is \"%s\".", csq_quoted(label, len).s) ||
		       csq_hint(err, "Train one model per level of the taxonomy, or group rare labels.");
	return true;
}

bool
csq_dict_valid(const void *value, size_t size, uint32_t labels, size_t back, const char *type, CsqError *err)
{
	const char *end = (const char *) value + size;
	size_t      left = back;
	CsqText    *label;
	CsqRanked  *ranked;

	if (labels > CSQ_MAX_LABELS || back > size)
		return csq_stored_invalid(type, err, "It has %u labels in %zu bytes.", labels, back);
	label = csq_alloc((labels + (size_t) 1) * sizeof *label);
	for (uint32_t i = 0; i < labels; i++)
	{
		size_t len = left < TAIL ? 0 : get_u32(end - 8);

		if (len == 0 || len > CSQ_MAX_LABEL_BYTES || csq_dict_size(len) > left)
			return csq_stored_invalid(type, err, "A label is empty, too long or cut.");
		label[i] = (CsqText){end - csq_dict_size(len), len};
		if (get_u32(end - 4) != (uint32_t) csq_hash_bytes(label[i].s, len, 0) || !csq_utf8_valid(label[i].s, len))
			return csq_stored_invalid(type, err, "A label is no UTF-8 text, or is not the one that was put there.");
		end = label[i].s;
		left -= csq_dict_size(len);
	}
	if (left != 0)
		return csq_stored_invalid(type, err, "There are bytes behind the labels.");
	ranked = csq_text_rank(label, labels, NULL);
	for (uint32_t i = 1; i < labels; i++)
		if (csq_text_same(&ranked[i - 1].text, &ranked[i].text))
			return csq_stored_invalid(type, err, "The label \"%s\" is there twice.",
			                          csq_quoted(ranked[i].text.s, ranked[i].text.len).s);
	csq_free(ranked);
	csq_free(label);
	return true;
}

void
csq_dict_put(void *value, size_t back, const char *label, size_t len)
{
	char    *end = (char *) value + csq_flat_size(value) - back;
	uint32_t tail[2] = {(uint32_t) len, (uint32_t) csq_hash_bytes(label, len, 0)};

	memcpy(end - csq_dict_size(len), label, len);
	memcpy(end - TAIL, tail, TAIL);
}

void *
csq_dict_add(const CsqDictForm *form, void *value, const char *label, size_t len, int *number, CsqError *err)
{
	uint32_t *labels = (uint32_t *) ((char *) value + form->labels);
	uint64_t *back;

	*number = csq_dict_find(value, *labels, label, len);
	if (*number >= 0)
		return value;
	if (!csq_dict_check(*labels, label, len, err) || (value = form->room(value, csq_dict_size(len), err)) == NULL)
		return NULL;
	labels = (uint32_t *) ((char *) value + form->labels);
	back = (uint64_t *) ((char *) value + form->back);
	csq_dict_put(value, *back, label, len);
	*back += csq_dict_size(len);
	*number = (int) (*labels)++;
	return value;
}

void
csq_dict_rank(const void *value, uint32_t labels, CsqText **sorted, uint32_t **rank)
{
	CsqText   *first = csq_alloc((labels + (size_t) 1) * sizeof *first);
	CsqRanked *ranked;
	size_t     back = 0;

	for (uint32_t i = 0; i < labels; i++)
		first[i] = csq_dict_next(value, &back);
	*rank = csq_alloc((labels + (size_t) 1) * sizeof **rank);
	ranked = csq_text_rank(first, labels, *rank);
	for (uint32_t i = 0; i < labels; i++)
		first[i] = ranked[i].text;
	*sorted = first;
	csq_free(ranked);
}

/*
 * topics_fuzz.c
 *		Fuzz target: terms and topic summaries from hostile bytes and text, compared and
 *		grouped; and made of the lines of any text.
 */
#include "text/topics.h"

#include "fuzz.h"

static void
use(const CsqTallyType *type, CsqTally *t)
{
	CsqTally      *packed;
	CsqTopic      *topic;
	CsqTermChange *change;
	size_t         n;
	int64_t        all = 0, sum = 0;
	CsqError       err;

	must(csq_tally_check(type, t, csq_flat_size(t), &err));
	if ((packed = csq_tally_pack(type, t, &err)) == NULL)
		return;
	if (type == &csq_terms_type)
	{
		change = csq_terms_compare(packed, packed, &n);
		for (size_t i = 0; i < n; i++)
			must(change[i].before == change[i].after);
		return;
	}
	for (uint32_t i = 0; i < packed->rows; i++)
		if (__builtin_add_overflow(all, csq_tally_rows(type, packed)[i].numbers[0], &all) || all > INT64_C(1) << 52)
			return;
	if (!csq_topics(packed, 3, &topic, &n, &err))
		return;
	for (size_t i = 0; i < n; i++)
		sum += topic[i].n;
	must(sum == all);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const CsqTallyType *type;
	const char         *text = (const char *) data + 1;
	CsqTally           *t;
	CsqError            err;

	if (size == 0)
		return 0;
	type = data[0] & 1 ? &csq_terms_type : &csq_topics_type;
	size--;
	if (data[0] & 4)
	{
		t = csq_tally_new(type, 0, &(CsqText){"", 0});
		for (size_t from = 0, to; from < size; from = to + 1)
		{
			for (to = from; to < size && text[to] != '\n';)
				to++;
			if (!csq_utf8_valid(text + from, to - from) ||
			    !(data[0] & 1 ? csq_terms_add : csq_topics_add)(&t, text + from, to - from, &err))
				break;
		}
	}
	else
		t = data[0] & 2 ? csq_tally_parse(type, text, size, &err) : csq_tally_read(type, text, size, &err);
	if (t != NULL)
		use(type, t);
	csq_host_reset();
	return 0;
}

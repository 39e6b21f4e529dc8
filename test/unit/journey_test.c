/*
 * journey_test.c
 *		Journeys against a plain array of events.
 *
 * The model keeps events in an array and sorts them with qsort.  A journey built
 * by appending, by merging parts in any split and order, by text and by binary
 * must hold the same events in the same order.
 */
#include "test.h"

#include "base/instant.h"
#include "journey/journey.h"
#include "base/sort.h"

#define MAX_MODEL 300

/* ---- the model ---- */

typedef struct Model
{
	int64_t at;
	bool    has_seq;
	int64_t seq;
	char    activity[24];
	bool    has_channel;
	char    channel[24];
	bool    has_value;
	double  value;
} Model;

static Model  model[MAX_MODEL];
static size_t nmodel;

static int
compare_model(const void *pa, const void *pb)
{
	const Model *a = pa;
	const Model *b = pb;
	int          c;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->has_seq != b->has_seq)
		return a->has_seq ? -1 : 1;
	if (a->has_seq && a->seq != b->seq)
		return a->seq < b->seq ? -1 : 1;
	if ((c = strcmp(a->activity, b->activity)) != 0)
		return c;
	if (a->has_channel != b->has_channel)
		return a->has_channel ? 1 : -1;
	if (a->has_channel && (c = strcmp(a->channel, b->channel)) != 0)
		return c;
	if (a->has_value != b->has_value)
		return a->has_value ? 1 : -1;
	return a->has_value ? (a->value > b->value) - (a->value < b->value) : 0;
}

static void
random_label(char *out, int kinds)
{
	static const char *const words[] = {"",           "open", "reply",    "Wait - Vendor",
	                                    "say \"hi\"", "投诉", "已解决\n", "a\tb\\"};

	if (kinds < 8)
		strcpy(out, words[test_random_below((uint64_t) kinds + 1)]);
	else
		sprintf(out, "label %d", (int) test_random_below((uint64_t) kinds));
}

static void
random_model(void)
{
	int  kinds = (int[]){1, 3, 7, 200}[test_random_below(4)];
	int  span = (int[]){3, 50, 1000000}[test_random_below(3)];
	bool channels = test_random_below(2);
	bool values = test_random_below(2);
	bool seqs = test_random_below(2);

	nmodel = test_random_below(test_random_below(20) ? 30 : MAX_MODEL);
	for (size_t i = 0; i < nmodel; i++)
	{
		Model *m = &model[i];

		memset(m, 0, sizeof *m);
		m->at = (int64_t) test_random_below((uint64_t) span) * 1000000 - 7;
		if (test_random_below(200) == 0)
			m->at = test_random_below(2) ? CSQ_MIN_INSTANT : CSQ_END_INSTANT - 1;
		random_label(m->activity, kinds);
		if (channels && test_random_below(3))
		{
			m->has_channel = true;
			random_label(m->channel, 4);
		}
		if (values && test_random_below(3))
		{
			m->has_value = true;
			m->value =
				test_random_below(4) ? (double) test_random_below(9) - 4 : (double) (int64_t) test_random_u64() / 3e7;
		}
		if (seqs && test_random_below(3))
		{
			m->has_seq = true;
			m->seq = test_random_below(4) ? (int64_t) test_random_below(4) - 2 : (int64_t) test_random_u64();
		}
	}
}

static void
append(CsqJourney **j, const Model *m)
{
	CsqNewEvent e = {m->at,
	                 m->activity,
	                 m->has_channel ? m->channel : NULL,
	                 strlen(m->activity),
	                 strlen(m->channel),
	                 m->value,
	                 m->seq,
	                 m->has_value,
	                 m->has_seq};
	CsqError    err;

	CHECK(csq_journey_add(j, &e, &err));
}

static void
same_as_model(const CsqJourney *j)
{
	CsqJourneyView view;
	CsqError       err = {0};

	CHECK(csq_journey_check(j, csq_flat_size(j), &err));
	if (!csq_journey_open(j, &view, &err))
	{
		CHECK(!"open failed");
		return;
	}
	CHECK_EQ_I64(view.nevents, nmodel);
	for (size_t i = 0; i < nmodel && i < view.nevents; i++)
	{
		const CsqEvent *e = &view.events[i];
		const Model    *m = &model[i];

		CHECK(e->at == m->at && e->has_seq == m->has_seq && e->seq == m->seq && e->has_value == m->has_value &&
		      e->value == m->value && (e->channel != 0) == m->has_channel);
		CHECK(view.labels[e->activity].len == strlen(m->activity) &&
		      memcmp(view.labels[e->activity].s, m->activity, strlen(m->activity)) == 0);
		if (m->has_channel && e->channel != 0)
			CHECK(view.labels[e->channel].len == strlen(m->channel) &&
			      memcmp(view.labels[e->channel].s, m->channel, strlen(m->channel)) == 0);
	}
}

/* Text and binary of a journey, which must not depend on how it was made. */
static void
forms(const CsqJourney *j, CsqBuf *text, CsqBuf *binary)
{
	CsqJourneyView view;
	CsqError       err;

	csq_buf_init(text);
	csq_buf_init(binary);
	CHECK(csq_journey_open(j, &view, &err));
	csq_journey_text(&view, text);
	csq_journey_write(&view, binary);
}

static void
one_round(void)
{
	CsqJourney    *whole = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	CsqJourney    *part[3];
	CsqJourney    *packed;
	CsqJourneyView view;
	CsqBuf         text[2];
	CsqBuf         binary[2];
	CsqError       err = {0};
	size_t         cut;

	random_model();
	for (int i = 0; i < 3; i++)
		part[i] = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	for (size_t i = 0; i < nmodel; i++)
	{
		append(&whole, &model[i]);
		append(&part[test_random_below(3)], &model[i]);
	}
	qsort(model, nmodel, sizeof *model, compare_model);
	same_as_model(whole);
	CHECK(csq_journey_merge(&part[2], part[0], &err) && csq_journey_merge(&part[2], part[1], &err));
	same_as_model(part[2]);
	forms(whole, &text[0], &binary[0]);
	forms(part[2], &text[1], &binary[1]);
	CHECK_EQ_STR(text[0].data, text[1].data);
	CHECK(binary[0].len == binary[1].len && memcmp(binary[0].data, binary[1].data, binary[0].len) == 0);

	packed = csq_journey_parse(text[0].data, text[0].len, &err);
	CHECK(packed != NULL);
	if (packed != NULL)
		same_as_model(packed);
	packed = csq_journey_read(binary[0].data, binary[0].len, &err);
	CHECK(packed != NULL);
	if (packed == NULL)
		return;
	same_as_model(packed);
	CHECK(csq_journey_open(packed, &view, &err));
	/* canonical: packing again gives the same bytes, from whatever it was made */
	CHECK(memcmp(csq_journey_pack(&view, &err), packed, csq_flat_size(packed)) == 0);

	cut = test_random_below(binary[0].len);
	CHECK(csq_journey_read(binary[0].data, cut, &err) == NULL && err.code == CSQ_BINARY);
}

static void
test_model(void)
{
	test_section("append, merge, text and binary against a model");
	for (int i = 0; i < 10000; i++)
	{
		one_round();
		csq_host_reset();
	}
}

/* ---- labels with several activities, paths ---- */

/* Joining is a set; its parts come back ascending, each once. */
static void
check_join(void)
{
	static const char *const words[] = {"", "a", "b b", "投诉"};
	int                      set = 1 + (int) test_random_below(15);
	CsqText                  parts[12];
	CsqText                  label;
	CsqText                  part;
	uint32_t                 n = 0;

	for (int i = 0; i < 12; i++)
	{
		int w = (int) test_random_below(4);

		if (set >> w & 1)
			parts[n++] = (CsqText){words[w], strlen(words[w])};
	}
	if (n == 0)
		parts[n++] = (CsqText){words[set = 0], 0};
	set = 0;
	for (uint32_t i = 0; i < n; i++)
		for (int w = 0; w < 4; w++)
			if (csq_json_is(&parts[i], words[w]))
				set |= 1 << w;
	label = csq_label_join(parts, n);
	CHECK(csq_label_is_set(&label) == ((set & (set - 1)) != 0));
	for (int w = 0; w < 4; w++)
		if (set >> w & 1)
			CHECK(csq_label_next_part(&label, &part) && csq_json_is(&part, words[w]));
	CHECK(!csq_label_next_part(&label, &part));
}

/* The paths of a small journey against a look at all other events. */
static void
check_thin(void)
{
	static const char *const words[] = {"a", "b", "c"};
	CsqJourney              *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	int                      label[12];
	int                      n = (int) test_random_below(12);
	CsqError                 err;

	for (int i = 0; i < n; i++)
	{
		CsqNewEvent e = {.at = i, .activity = words[label[i] = (int) test_random_below(3)], .activity_len = 1};

		CHECK(csq_journey_add(&j, &e, &err));
	}
	for (int mode = CSQ_PATH_ALL; mode <= CSQ_PATH_LAST; mode++)
	{
		CsqJourneyView view;
		uint32_t       k = 0;

		CHECK(csq_journey_open(j, &view, &err));
		csq_journey_thin(&view, (CsqPathMode) mode);
		for (int i = 0; i < n; i++)
		{
			bool before = false;
			bool after = false;

			for (int o = 0; o < n; o++)
			{
				before |= o < i && label[o] == label[i];
				after |= o > i && label[o] == label[i];
			}
			if ((mode == CSQ_PATH_NO_REPEATS && i > 0 && label[i] == label[i - 1]) ||
			    (mode == CSQ_PATH_FIRST && before) || (mode == CSQ_PATH_LAST && after))
				continue;
			CHECK(k < view.nevents && view.events[k].at == i);
			k++;
		}
		CHECK_EQ_I64(view.nevents, k);
	}
}

static void
test_labels(void)
{
	test_section("labels with several activities");
	for (int i = 0; i < 10000; i++)
	{
		check_join();
		csq_host_reset();
	}
	test_section("paths without repeats, first and last occurrences");
	for (int i = 0; i < 10000; i++)
	{
		check_thin();
		csq_host_reset();
	}
}

/* ---- comparing ---- */

static void
test_compare(void)
{
	test_section("equality is that of multisets");
	for (int i = 0; i < 10000; i++)
	{
		CsqJourney    *a = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourney    *b = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourneyView va;
		CsqJourneyView vb;
		CsqBuf         ta;
		CsqBuf         tb;
		CsqBuf         unused;
		CsqError       err;

		/* few possibilities, so that equal ones are common */
		for (int side = 0; side < 2; side++)
			for (size_t n = test_random_below(4); n-- > 0;)
			{
				Model m = {0};

				m.at = (int64_t) test_random_below(2);
				strcpy(m.activity, test_random_below(2) ? "a" : "b");
				m.has_channel = test_random_below(2);
				strcpy(m.channel, "b");
				m.has_value = test_random_below(2);
				append(side ? &b : &a, &m);
			}
		CHECK(csq_journey_open(a, &va, &err) && csq_journey_open(b, &vb, &err));
		forms(a, &ta, &unused);
		forms(b, &tb, &unused);
		CHECK((csq_journey_compare(&va, &vb) == 0) == (strcmp(ta.data, tb.data) == 0));
		CHECK((csq_journey_compare(&va, &vb) < 0) == (csq_journey_compare(&vb, &va) > 0));
		csq_host_reset();
	}
}

/* ---- damaged values: refused or read without harm ---- */

static void
test_damage(void)
{
	int refused = 0;

	test_section("damaged values never lead out of bounds");
	for (int i = 0; i < 20000; i++)
	{
		CsqJourney    *j = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
		CsqJourneyView view;
		CsqError       err;
		size_t         size;

		random_model();
		for (size_t k = 0; k < nmodel && k < 20; k++)
			append(&j, &model[k]);
		size = csq_flat_size(j);
		for (size_t k = 1 + test_random_below(3); k-- > 0;)
			((unsigned char *) j)[4 + test_random_below(size - 4)] ^= (unsigned char) (1u << test_random_below(8));
		if (!csq_journey_check(j, size, &err))
			refused++;
		else if (csq_journey_open(j, &view, &err))
		{
			CsqJourney *into = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);

			CHECK(csq_journey_pack(&view, &err) != NULL);
			CHECK(csq_journey_merge(&into, j, &err));
		}
		csq_host_reset();
	}
	CHECK(refused > 1000);
}

/* ---- text ---- */

static void
refused(const char *text)
{
	CsqError err = {0};

	CHECK(csq_journey_parse(text, strlen(text), &err) == NULL);
	CHECK(err.code == CSQ_SYNTAX || err.code == CSQ_UNSUPPORTED);
}

static void
test_text(void)
{
	static const char *const same[] = {
		"{\"v\":1,\"events\":[]}",
		"{\"v\":1,\"events\":[[\"2026-01-05T09:00:00Z\",\"opened\"]]}",
		"{\"v\":1,\"events\":[[\"-0043-03-15T09:00:00.000001Z\",\"opened\",null,-0.5],[\"12026-01-05T09:00:00Z\",\"\",\"\",1e+300,-9223372036854775808]]}",
	};

	test_section("text");
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
	{
		CsqError    err = {0};
		CsqJourney *j = csq_journey_parse(same[i], strlen(same[i]), &err);
		CsqBuf      t;
		CsqBuf      b;

		CHECK(j != NULL);
		if (j == NULL)
			continue;
		forms(j, &t, &b);
		CHECK_EQ_STR(t.data, same[i]);
	}
	refused("");
	refused("{}");
	refused("{\"v\":1}");
	refused("{\"v\":2,\"events\":[]}");
	refused("{\"v\":1,\"events\":[],\"events\":[]}");
	refused("{\"v\":1,\"events\":[[]]}");
	refused("{\"v\":1,\"events\":[[\"2026-01-05T09:00:00Z\"]]}");
	refused("{\"v\":1,\"events\":[[\"2026-01-05 09:00\",\"a\"]]}");
	refused("{\"v\":1,\"events\":[[\"infinity\",\"a\"]]}");
	refused("{\"v\":1,\"events\":[[\"2026-02-29T09:00:00Z\",\"a\"]]}");
	refused("{\"v\":1,\"events\":[[\"2026-01-05T09:00:00Z\",null]]}");
	refused("{\"v\":1,\"events\":[[\"2026-01-05T09:00:00Z\",\"a\",\"b\",\"c\"]]}");
	refused("{\"v\":1,\"events\":[[\"2026-01-05T09:00:00Z\",\"a\",\"b\",1,1.5]]}");
	refused("{\"v\":1,\"events\":[[\"2026-01-05T09:00:00Z\",\"a\",\"b\",1,1,1]]}");
}

/* ---- instants and lengths ---- */

static void
test_instants(void)
{
	int64_t at;

	test_section("instants: there and back");
	CHECK(csq_parse_instant("2000-01-01T00:00:00Z", 20, &at) && at == 0);
	CHECK(csq_parse_instant("2026-01-05 17:00+08:00", 22, &at) && at == INT64_C(820918800000000));
	CHECK(csq_parse_instant("1999-12-31T23:59:59.5Z", 22, &at) && at == -500000);
	CHECK(!csq_parse_instant("294277-01-01T00:00:00Z", 22, &at));
	CHECK(csq_parse_instant("2000-01-01Z", 11, &at) && at == 0);
	CHECK(csq_parse_instant("2000-01-01+08", 13, &at) && at == -8 * CSQ_USEC_PER_HOUR);
	CHECK(csq_parse_instant("2000-01-01 -08:00", 17, &at) && at == 8 * CSQ_USEC_PER_HOUR);
	CHECK(!csq_parse_instant("2000-01-01-08", 13, &at));
	CHECK(!csq_parse_instant("2000-01-01 ", 11, &at) && !csq_parse_instant("2000-01-01Zx", 12, &at));
	CHECK(csq_parse_instant("2000-01-01T24:00:00Z", 20, &at) && at == CSQ_USEC_PER_DAY);
	CHECK(!csq_parse_instant("2026-01-05T24:00:01Z", 20, &at) && !csq_parse_instant("2026-01-05T25:00:00Z", 20, &at));
	CHECK(csq_parse_instant("1999-12-31T23:59:60Z", 20, &at) && at == 0);
	CHECK(!csq_parse_instant("1999-12-31T23:59:60.1Z", 22, &at) && !csq_parse_instant("1999-12-31T23:59:61Z", 20, &at));
	CHECK(csq_parse_instant("2000-01-01T00:00:00.0000004Z", 28, &at) && at == 0);
	CHECK(csq_parse_instant("2000-01-01T00:00:00.123456789Z", 30, &at) && at == 123457);
	CHECK(csq_parse_instant("1999-12-31T23:59:59.99999999999999999999Z", 41, &at) && at == 0);
	CHECK(!csq_parse_instant("294276-12-31T23:59:59.9999999Z", 30, &at));
	for (int i = 0; i < 20000; i++)
	{
		int64_t want =
			(int64_t) (test_random_u64() % (uint64_t) (CSQ_END_INSTANT - 1)) - (i % 2 ? -CSQ_MIN_INSTANT : 0);
		CsqBuf b;

		if (i % 3 == 0)
			want = (int64_t) test_random_below(2000) * CSQ_USEC_PER_DAY * 37 - 365 * 30 * CSQ_USEC_PER_DAY;
		if (!csq_is_instant(want))
			continue;
		csq_buf_init(&b);
		csq_buf_instant(&b, want);
		CHECK(csq_parse_instant(b.data, b.len, &at) && at == want);
		csq_host_reset();
	}
	test_section("lengths: there and back");
	for (int i = 0; i < 20000; i++)
	{
		int64_t     want = (int64_t) (test_random_u64() >> (1 + test_random_below(62)));
		int64_t     got = -1;
		CsqBuf      b;
		const char *p;

		csq_buf_init(&b);
		csq_buf_length(&b, want);
		p = b.data;
		CHECK(csq_parse_length(&p, b.data + b.len, &got) && p == b.data + b.len && got == want);
		csq_host_reset();
	}
}

static void
test_chinese_lengths(void)
{
	static const struct
	{
		const char *text;
		int64_t     length;
		const char *rest;
	} cases[] = {{"30天", 30 * CSQ_USEC_PER_DAY, ""},
	             {"2 个小时30分钟", 150 * CSQ_USEC_PER_MIN, ""},
	             {"1周2日", 9 * CSQ_USEC_PER_DAY, ""},
	             {"1星期", 7 * CSQ_USEC_PER_DAY, ""},
	             {"5分10秒", 310 * CSQ_USEC_PER_SEC, ""},
	             {"90秒钟", 90 * CSQ_USEC_PER_SEC, ""},
	             {"3毫秒4微秒", 3004, ""},
	             {"4小时内", 4 * CSQ_USEC_PER_HOUR, "内"}};

	test_section("lengths in Chinese");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
	{
		const char *p = cases[i].text;
		int64_t     got = -1;

		CHECK(csq_parse_length(&p, cases[i].text + strlen(cases[i].text), &got));
		CHECK_EQ_I64(got, cases[i].length);
		CHECK_EQ_STR(p, cases[i].rest);
	}
}

/* ---- sorting ---- */

static int
compare_first(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

static void
test_sort(void)
{
	static const size_t sizes[] = {8, 16, 20, 24, 32, 40, 128};

	test_section("merge sort: sorted and stable, items of every size move whole");
	for (int round = 0; round < 4000; round++)
	{
		static int items[400 * 32];
		size_t     size = sizes[round % 7];
		size_t     step = size / sizeof(int);
		size_t     n = test_random_below(400);
		int        kinds = 1 + (int) test_random_below(round % 2 ? 5 : 1000);
		long       sum = 0;

		for (size_t i = 0; i < n; i++)
		{
			items[i * step] = (int) test_random_below((uint64_t) kinds);
			for (size_t k = 1; k < step; k++)
				items[i * step + k] = (int) (i + k - 1);
			sum += items[i * step];
		}
		csq_sort(items, n, size, compare_first);
		for (size_t i = 0; i < n; i++)
		{
			const int *item = &items[i * step];

			sum -= item[0];
			CHECK(i == 0 || item[-(int) step] < item[0] ||
			      (item[-(int) step] == item[0] && item[1 - (int) step] < item[1]));
			for (size_t k = 2; k < step; k++)
				CHECK(item[k] == item[1] + (int) k - 1);
		}
		CHECK_EQ_I64(sum, 0);
		csq_host_reset();
	}
}

int
main(void)
{
	test_model();
	test_labels();
	test_compare();
	test_damage();
	test_text();
	test_instants();
	test_chinese_lengths();
	test_sort();
	return test_done();
}

/*
 * xes_test.c
 *		Logs of XES: random logs that are written and read back, and documents that are none.
 *
 * The writer of the test knows what each event should come out as; it writes the same
 * log in one of many spellings (quotes, references, space, comments, namespaces).
 */
#include "process/xes.h"

#include "base/instant.h"
#include "base/xml.h"
#include "test.h"

#define TRACES 6
#define EVENTS 6
#define KEYS   4

static const char *const words[] = {
	"", "opened", "a<b", "say \"hi\" & 'go'", "投诉", "1\t2\n", "]]>", "&#10;", "<!-- no --> <trace> </event>", "x"};
#define WORDS (int) (sizeof words / sizeof words[0])

static const char *const keys[KEYS] = {"concept:name", "org:resource", "lifecycle:transition", "note"};

typedef struct Want
{
	int     word[KEYS]; /* -1: none */
	bool    has_at;
	int64_t at;
	int     trace;
} Want;

static Want want[TRACES * EVENTS];
static int  nwant;
static int  name[TRACES]; /* -1: none */
static int  length[TRACES];
static int  ntraces;
static int  repeated; /* keys given twice */

static void
put_space(CsqBuf *b)
{
	static const char *const spaces[] = {
		"", "", " ", "\n\t", "<!-- <event> -->", "<?what ?>", "text", "<![CDATA[<trace>]]>"};

	csq_buf_str(b, spaces[test_random_below(8)]);
}

/* A value in quotes, each character in one of the ways it may be written. */
static void
put_value(CsqBuf *b, const char *s)
{
	char quote = test_random_below(2) == 0 ? '"' : '\'';

	csq_buf_char(b, quote);
	for (; *s != '\0'; s++)
	{
		unsigned char c = (unsigned char) *s;

		if (c == '<')
			csq_buf_str(b, test_random_below(2) == 0 ? "&lt;" : "&#x3C;");
		else if (c == '&')
			csq_buf_str(b, test_random_below(2) == 0 ? "&amp;" : "&#38;");
		else if (*s == quote)
			csq_buf_str(b, quote == '"' ? "&quot;" : "&apos;");
		else if (c < 32 || (c < 128 && test_random_below(8) == 0))
			csq_buf_printf(b, test_random_below(2) == 0 ? "&#%d;" : "&#x%x;", c);
		else
			csq_buf_char(b, *s);
	}
	csq_buf_char(b, quote);
}

static void
put_attribute(CsqBuf *b, const char *type, const char *key, const char *value)
{
	bool prefix = test_random_below(5) == 0;

	put_space(b);
	csq_buf_printf(b, "<%s%s ", prefix ? "x:" : "", type);
	if (test_random_below(2) == 0)
	{
		csq_buf_str(b, "key=");
		put_value(b, key);
		csq_buf_str(b, " value =");
		put_value(b, value);
	}
	else
	{
		csq_buf_str(b, "value= ");
		put_value(b, value);
		csq_buf_str(b, "\nkey=");
		put_value(b, key);
	}
	if (test_random_below(2) == 0)
		csq_buf_str(b, "/>");
	else
		csq_buf_printf(b, ">  </%s%s >", prefix ? "x:" : "", type);
}

static void
put_event(CsqBuf *b, int trace)
{
	Want *w = &want[nwant++];

	w->trace = trace;
	csq_buf_str(b, "<event>");
	w->has_at = test_random_below(8) > 0;
	for (int k = 0; k < KEYS; k++)
	{
		w->word[k] = (int) test_random_below((uint64_t) WORDS + 1) - 1;
		if (w->word[k] < 0)
			continue;
		if (test_random_below(6) == 0)
		{
			repeated++;
			put_attribute(b, "string", keys[k], "not this");
		}
		put_attribute(b, k == 3 && test_random_below(2) == 0 ? "id" : "string", keys[k], words[w->word[k]]);
	}
	if (w->has_at)
	{
		CsqBuf at;

		w->at = (int64_t) test_random_below(UINT64_C(1) << 50);
		csq_buf_init(&at);
		csq_buf_instant(&at, w->at);
		put_attribute(b, "date", "time:timestamp", at.data);
	}
	csq_buf_str(b, "</event>");
}

static void
random_log(CsqBuf *b)
{
	bool log = test_random_below(4) > 0;

	nwant = repeated = 0;
	ntraces = (int) test_random_below(TRACES + 1);
	csq_buf_init(b);
	if (log)
		csq_buf_str(
			b,
			"<?xml version='1.0'?> <x:log xmlns:x=\"y\"><extension name=\"Concept\"/><global scope=\"event\"><string key=\"a\" value=\"b\"/></global>");
	for (int t = 0; t < ntraces; t++)
	{
		bool late = test_random_below(4) == 0;

		name[t] = (int) test_random_below((uint64_t) WORDS + 1) - 1;
		length[t] = (int) test_random_below(EVENTS + 1);
		put_space(b);
		csq_buf_str(b, "<trace>");
		if (name[t] >= 0 && !late)
			put_attribute(b, "string", "concept:name", words[name[t]]);
		for (int e = 0; e < length[t]; e++)
			put_event(b, t);
		if (name[t] >= 0 && late)
			put_attribute(b, "string", "concept:name", words[name[t]]);
		csq_buf_str(b, "</trace>");
	}
	if (log)
		csq_buf_str(b, "</x:log>");
}

static bool
same_word(const CsqText *got, int word)
{
	return word < 0 ? got->s == NULL : got->s != NULL && csq_json_is(got, words[word]);
}

static uint32_t
problems_of(const CsqXes *x, CsqXesKind kind)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < x->problems.n; i++)
		n += x->problems.items[i].kind == kind;
	return n;
}

/* A blank name is none. */
static bool
is_named(int t)
{
	return name[t] >= 0 && strspn(words[name[t]], " ") < strlen(words[name[t]]);
}

static void
check_traces(const CsqXes *x)
{
	uint32_t unnamed = 0;
	uint32_t empty = 0;

	CHECK_EQ_I64(x->ntraces, ntraces);
	for (int t = 0; t < ntraces; t++)
	{
		unnamed += !is_named(t);
		empty += length[t] == 0;
		CHECK(x->traces[t].named == is_named(t));
		CHECK_EQ_I64(x->traces[t].nevents, length[t]);
		if (is_named(t))
			CHECK(csq_json_is(&x->traces[t].name, words[name[t]]));
		else
			for (int other = 0; other < ntraces; other++)
				CHECK(other == t || !csq_text_same(&x->traces[t].name, &x->traces[other].name));
	}
	CHECK_EQ_I64(problems_of(x, CSQ_XES_UNNAMED_TRACE), unnamed);
	CHECK_EQ_I64(problems_of(x, CSQ_XES_EMPTY_TRACE), empty);
	CHECK_EQ_I64(problems_of(x, CSQ_XES_REPEATED_KEY), repeated);
}

static void
test_round_trip(void)
{
	test_section("xes: random logs in many spellings");
	for (int round = 0; round < 10000; round++)
	{
		CsqBuf   b;
		CsqXes   x;
		CsqError err;

		random_log(&b);
		if (!csq_xes_read(b.data, b.len, &x, &err))
		{
			/* no element at all */
			CHECK(strncmp(err.message, "no log of XES", 13) == 0 && ntraces == 0);
			continue;
		}
		check_traces(&x);
		CHECK_EQ_I64(x.nevents, nwant);
		for (int i = 0; i < nwant && (uint32_t) nwant == x.nevents; i++)
		{
			const CsqXesEvent *e = &x.events[i];

			CHECK_EQ_I64(e->trace, want[i].trace + 1);
			CHECK(e->has_at == want[i].has_at && (!e->has_at || e->at == want[i].at));
			CHECK(same_word(&e->activity, want[i].word[0]) && same_word(&e->resource, want[i].word[1]) &&
			      same_word(&e->lifecycle, want[i].word[2]));
			CHECK((want[i].word[3] < 0) == csq_json_is(&e->attributes, "{}"));
		}
		csq_host_reset();
	}
}

/* Whatever is cut out of a log or put into it: an error or events, no crash. */
static void
test_damaged(void)
{
	long errors = 0;

	test_section("xes: damaged logs");
	for (int round = 0; round < 20000; round++)
	{
		CsqBuf   b;
		CsqXes   x;
		CsqError err = {CSQ_OK, "", "", ""};
		size_t   at;

		random_log(&b);
		at = b.len == 0 ? 0 : test_random_below(b.len);
		if (test_random_below(2) == 0)
			b.len = at;
		else if (b.len > 0)
			b.data[at] = "<>&/\"'= x!"[test_random_below(10)];
		if (!csq_xes_read(b.data, b.len, &x, &err))
		{
			errors++;
			CHECK(err.code != CSQ_OK && err.message[0] != '\0');
		}
		csq_host_reset();
	}
	CHECK(errors > 5000);
}

static void
test_refused(void)
{
	static const struct
	{
		const char *doc;
		const char *says;
	} cases[] = {
		{"<!DOCTYPE log [<!ENTITY a \"aaaa\">]><log><trace><string key='a' value='&a;'/></trace></log>",
	     "document type"},
		{"<log><string key='a' value='&lol;'/></log>", "reference"},
		{"<log><string key='a' value='&#0;'/></log>", "reference"},
		{"<log><string key='a' value='&#xD800;'/></log>", "reference"},
		{"<log><string key='a' key='b'/></log>", "twice"},
		{"<log><trace></log>", "not open"},
		{"<log><trace>", "no end"},
		{"<log><!-- <trace></log>", "no end"},
		{"<log><string key=a value='b'/></log>", "quoted"},
		{"<log><string key='a/></log>", "no end"},
		{"<html><trace/></html>", "element log"},
		{"just text", "no element"},
	};
	CsqXes   x;
	CsqError err;
	CsqBuf   deep;

	test_section("xes: what is refused");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
	{
		CHECK(!csq_xes_read(cases[i].doc, strlen(cases[i].doc), &x, &err));
		if (strstr(err.detail, cases[i].says) == NULL)
			CHECK_EQ_STR(err.detail, cases[i].says);
	}
	csq_buf_init(&deep);
	for (int i = 0; i < 100000; i++)
		csq_buf_str(&deep, i == 0 ? "<log>" : "<a>");
	CHECK(!csq_xes_read(deep.data, deep.len, &x, &err));
	CHECK_EQ_I64(err.code, CSQ_LIMIT);
	csq_host_reset();
}

/* A long anything can be cancelled. */
static void
test_polls(void)
{
	static const char *const starts[] = {"<", "<a ", "<a b='", "<a b='&lt;", "<!-- --", "<log ", "<log><trace><event>"};

	test_section("xes: long documents can be cancelled");
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
	{
		CsqBuf   b;
		CsqXes   x;
		CsqError err;
		uint64_t polls;

		csq_buf_init(&b);
		csq_buf_str(&b, starts[i]);
		for (int k = 0; k < 100000; k++)
			csq_buf_str(&b, i == 4 ? "- -- " : i == 5 ? "    " : i == 6 ? "<a/>" : "aaaaaa");
		csq_buf_str(&b, i == 2 || i == 3 ? "'" : "");
		polls = csq_host_polls;
		CHECK(!csq_xes_read(b.data, b.len, &x, &err));
		CHECK(csq_host_polls - polls > 20);
		csq_host_reset();
	}
}

int
main(void)
{
	test_round_trip();
	test_damaged();
	test_refused();
	test_polls();
	return test_done();
}

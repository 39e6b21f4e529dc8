/*
 * nets.h
 *		Small Petri nets in plain arrays, and as JSON.
 *
 * Included where PLACES, TRANSITIONS and the labels (names) are defined.
 */
#ifndef CSQ_TEST_NETS_H
#define CSQ_TEST_NETS_H

typedef struct NaiveTransition
{
	int  label; /* -1: silent */
	bool in[PLACES];
	bool out[PLACES];
} NaiveTransition;

static NaiveTransition net[TRANSITIONS];
static int             ntransitions;
static int             initial[PLACES];
static int             final[PLACES];

static void
net_json(CsqBuf *b)
{
	static const char *const order[2] = {"in", "out"};

	csq_buf_init(b);
	csq_buf_str(b, "{\"final\":{");
	for (int i = 0, n = 0; i < PLACES; i++)
		if (final[i] > 0)
			csq_buf_printf(b, "%s\"p%d\":%d", n++ > 0 ? "," : "", 9 - i, final[i]);
	csq_buf_str(b, "},\"places\":[");
	for (int i = 0; i < PLACES; i++)
		csq_buf_printf(b, "%s\"p%d\"", i > 0 ? "," : "", 9 - i); /* falling: the core sorts them */
	csq_buf_str(b, "],\"transitions\":[");
	for (int t = 0; t < ntransitions; t++)
	{
		csq_buf_printf(b, "%s{\"name\":\"t%d\",\"label\":", t > 0 ? "," : "", TRANSITIONS - t);
		if (net[t].label < 0)
			csq_buf_str(b, "null");
		else
			csq_buf_json(b, names[net[t].label], strlen(names[net[t].label]));
		for (int e = 0; e < 2; e++)
		{
			csq_buf_printf(b, ",\"%s\":[", order[e]);
			for (int i = 0, n = 0; i < PLACES; i++)
				if (e == 0 ? net[t].in[i] : net[t].out[i])
					csq_buf_printf(b, "%s\"p%d\"", n++ > 0 ? "," : "", 9 - i);
			csq_buf_char(b, ']');
		}
		csq_buf_char(b, '}');
	}
	csq_buf_str(b, "],\"initial\":{");
	for (int i = 0, n = 0; i < PLACES; i++)
		if (initial[i] > 0)
			csq_buf_printf(b, "%s\"p%d\":%d", n++ > 0 ? "," : "", 9 - i, initial[i]);
	csq_buf_str(b, "}}");
}

#endif /* CSQ_TEST_NETS_H */

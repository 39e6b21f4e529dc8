/*
 * json_fuzz.c
 *		Fuzz target: the JSON reader on arbitrary bytes, and strings there and back.
 */
#include "base/json.h"

#include "fuzz.h"

/* Read one value of any kind; true when it is well formed. */
static void
any_value(CsqJson *j, CsqBuf *out)
{
	CsqText key;
	char    c = csq_json_peek(j);

	if (c == '{' || c == '[')
	{
		csq_json_open(j, c);
		while (c == '{' ? csq_json_key(j, &key) : csq_json_item(j))
			any_value(j, out);
	}
	else if (c == '"')
	{
		CsqText t = csq_json_string(j);

		csq_buf_json(out, t.s, t.len);
	}
	else if (c == 't' || c == 'f')
		csq_json_bool(j);
	else if (!csq_json_null(j))
		csq_json_double(j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CsqJson  j;
	CsqError err;
	CsqBuf   out;

	csq_buf_init(&out);
	csq_json_init(&j, (const char *) data, size, "sample", &err);
	any_value(&j, &out);
	if (csq_json_end(&j) && out.len > 0)
	{
		/* the strings that were read, written as an array, read again */
		CsqBuf  again;
		CsqJson k;

		csq_buf_init(&again);
		csq_json_init(&k, out.data, out.len, "sample", &err);
		while (csq_json_peek(&k) == '"')
		{
			CsqText t = csq_json_string(&k);

			csq_buf_json(&again, t.s, t.len);
		}
		if (!csq_json_end(&k) || again.len != out.len || memcmp(again.data, out.data, out.len) != 0)
			abort();
	}
	csq_host_reset();
	return 0;
}

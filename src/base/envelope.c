/*
 * envelope.c
 *		Base64 in a small JSON object, there and back.  Canonical: one text for one value.
 */
#include "base/envelope.h"
#include "base/json.h"

static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
csq_envelope_write(CsqBuf *out, const void *data, size_t len)
{
	const unsigned char *p = data;

	csq_buf_str(out, "{\"v\":1,\"data\":\"");
	csq_buf_reserve(out, (len + 2) / 3 * 4 + 4);
	for (size_t i = 0; i < len; i += 3)
	{
		size_t   n = len - i < 3 ? len - i : 3;
		uint32_t v = (uint32_t) p[i] << 16 | (n > 1 ? (uint32_t) p[i + 1] << 8 : 0) | (n > 2 ? p[i + 2] : 0);
		char     quad[4];

		for (int k = 0; k < 4; k++)
			quad[k] = (size_t) k <= n ? digit[v >> (18 - 6 * k) & 63] : '=';
		csq_buf_put(out, quad, 4);
		csq_poll(i / 3);
	}
	csq_buf_str(out, "\"}");
}

/* Values of the base64 digits: 0-63, 64 for anything else. */
static void
fill_values(unsigned char *value)
{
	memset(value, 64, 256);
	for (int i = 0; i < 64; i++)
		value[(unsigned char) digit[i]] = (unsigned char) i;
}

static bool
decode(CsqJson *j, CsqText s, CsqBuf *out)
{
	unsigned char value[256];
	size_t        pad = 0;

	fill_values(value);
	if (s.len % 4 != 0)
		return csq_json_fail(j, "The length of \"data\" is no multiple of four.");
	while (pad < 2 && pad < s.len && s.s[s.len - 1 - pad] == '=')
		pad++;
	csq_buf_reserve(out, s.len / 4 * 3 + 4);
	for (size_t i = 0; i < s.len; i += 4)
	{
		uint32_t      v = 0;
		size_t        n = i + 4 == s.len ? 3 - pad : 3;
		unsigned char bytes[3];

		for (size_t k = 0; k < 4; k++)
		{
			unsigned char d = value[(unsigned char) s.s[i + k]];

			if (k > n && s.s[i + k] == '=')
				d = 0;
			if (d == 64)
				return csq_json_fail(j, "\"data\" is not base64.");
			v = v << 6 | d;
		}
		if (n < 3 && (v & (n == 2 ? 0xFF : 0xFFFF)) != 0)
			return csq_json_fail(j, "\"data\" has bits after its end.");
		bytes[0] = (unsigned char) (v >> 16);
		bytes[1] = (unsigned char) (v >> 8);
		bytes[2] = (unsigned char) v;
		csq_buf_put(out, bytes, n);
		csq_poll(i / 4);
	}
	return true;
}

bool
csq_envelope_read(const char *text, size_t len, const char *type, CsqBuf *out, CsqError *err)
{
	static const char *const names[] = {"v", "data", NULL};
	CsqJson                  j;
	unsigned                 seen = 0;
	int                      k;

	csq_buf_init(out);
	csq_json_init(&j, text, len, type, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, 1);
		else
		{
			CsqText s = csq_json_string(&j);

			if (!j.failed)
				decode(&j, s, out);
		}
	csq_json_need(&j, names, seen, 1 | 2);
	return csq_json_end(&j);
}

void
csq_sealed_text(const CsqStoredType *type, const void *opened, CsqBuf *out)
{
	CsqBuf bytes;

	csq_buf_init(&bytes);
	type->write(opened, &bytes);
	csq_envelope_write(out, bytes.data, bytes.len);
	csq_free(bytes.data);
}

void *
csq_sealed_parse(const CsqStoredType *type, const char *text, size_t len, CsqError *err)
{
	CsqBuf bytes;
	void  *value;

	if (!csq_envelope_read(text, len, type->sealed, &bytes, err))
		return NULL;
	value = type->read(bytes.data, bytes.len, err);
	if (value == NULL && err->code == CSQ_BINARY)
		err->code = CSQ_SYNTAX;
	return value; /* which may point into the bytes */
}

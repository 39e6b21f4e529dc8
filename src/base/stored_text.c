/*
 * stored_text.c
 *		Types that are stored as their canonical text: see stored_text.h.
 *
 * A value on disk is trusted to hold a text, not that the text is good: that is
 * found out when it is parsed, which every use but output does.
 */
#include "base/stored_text.h"

CsqStoredText *
csq_stored_text_new(const CsqBuf *canonical, uint8_t version)
{
	CsqStoredText *v = csq_flat_new(sizeof *v + canonical->len, version);

	memcpy(v->text, canonical->data, canonical->len);
	return v;
}

bool
csq_stored_text_check(const void *value, size_t size, const char *type, uint8_t version, CsqError *err)
{
	const CsqStored *head = value;

	if (!csq_stored_head(value, size, sizeof *head, version, type, err))
		return false;
	if (head->version != version || head->kind != 0 || head->flags != 0)
		return csq_stored_invalid(type, err, "The header is not one of a %s.", type);
	return true;
}

void
csq_stored_text_text(const void *value, CsqBuf *out)
{
	const CsqStoredText *v = value;

	csq_buf_put(out, v->text, CSQ_STORED_TEXT_LEN(v));
}

void
csq_stored_text_write(const void *value, CsqBuf *out)
{
	csq_put_u8(out, ((const CsqStored *) value)->version);
	csq_stored_text_text(value, out);
}

void *
csq_stored_text_read(const void *data, size_t len, const char *type, uint8_t version,
                     void *(*parse)(const char *text, size_t len, CsqError *err), CsqError *err)
{
	CsqReader            r;
	const char          *text;
	const CsqStoredText *v;

	csq_reader_init(&r, data, len, type, err);
	csq_read_version(&r, version);
	text = csq_read_bytes(&r, len > 0 ? len - 1 : 0);
	if (!csq_read_end(&r))
		return NULL;
	v = parse(text, len - 1, err);
	if (v == NULL)
	{
		err->code = CSQ_BINARY;
		return NULL;
	}
	if (CSQ_STORED_TEXT_LEN(v) != len - 1 || memcmp(v->text, text, len - 1) != 0)
	{
		csq_read_fail(&r, "The text is not in canonical form.");
		return NULL;
	}
	return (void *) v;
}

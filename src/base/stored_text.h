/*
 * stored_text.h
 *		Types that are stored as their canonical text behind the common header.
 *
 * Such a type (funnel_spec, pattern) has a parse of its own, which makes the value
 * of a text; the rest of a CsqStoredType is here.  Binary: version u8, then the
 * canonical text.
 */
#ifndef CSQ_STORED_TEXT_H
#define CSQ_STORED_TEXT_H

#include "base/core.h"
#include "base/flat.h"

typedef struct CsqStoredText
{
	CsqStored flat;
	char      text[];
} CsqStoredText;

#define CSQ_STORED_TEXT_LEN(v) (csq_flat_size(v) - sizeof(CsqStoredText))

/* The value of this canonical text. */
extern CsqStoredText *csq_stored_text_new(const CsqBuf *canonical, uint8_t version);

/* A header of this version?  What the text says is checked by whoever parses it.  type: its SQL name. */
extern bool csq_stored_text_check(const void *value, size_t size, const char *type, uint8_t version, CsqError *err);

/* .text and .write of such a type. */
extern void csq_stored_text_text(const void *value, CsqBuf *out);
extern void csq_stored_text_write(const void *value, CsqBuf *out);

/* Its .read: the .parse of the type must take the text and give the same one.  CSQ_BINARY else. */
extern void *csq_stored_text_read(const void *data, size_t len, const char *type, uint8_t version,
                                  void *(*parse)(const char *text, size_t len, CsqError *err), CsqError *err);

#endif /* CSQ_STORED_TEXT_H */

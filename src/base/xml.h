/*
 * xml.h
 *		A reader of XML, element by element.
 *
 * For data formats that keep nearly everything in elements and attributes: text between
 * tags is passed over but where it is asked for, and so are comments and processing instructions.  Names come without
 * their namespace prefix, values with their references resolved.
 *
 * The input is hostile: nothing is expanded but the five predefined entities and
 * character references, so that the output is never larger than the input; a
 * document type declaration is refused, and with it entities of its own.  Depth
 * and attributes are bounded.  O(length), no memory but values with references.
 */
#ifndef CSQ_XML_H
#define CSQ_XML_H

#include "base/core.h"
#include "base/json.h"

#define CSQ_XML_DEPTH      1000
#define CSQ_XML_ATTRIBUTES 100 /* of one element */

typedef enum CsqXmlToken
{
	CSQ_XML_START,
	CSQ_XML_END, /* also of an element that is closed at once */
	CSQ_XML_DONE,
	CSQ_XML_ERROR
} CsqXmlToken;

typedef struct CsqXml
{
	const char *begin;
	const char *at;
	const char *end;
	CsqError   *err;
	uint64_t    turn;
	uint32_t    depth;
	bool        closed;              /* the element that was read last is empty: its end comes next */
	CsqText     open[CSQ_XML_DEPTH]; /* full names */
	CsqText     name;                /* of the element that was read last */
	uint32_t    nattributes;
	CsqText     attributes[CSQ_XML_ATTRIBUTES];
	CsqText     values[CSQ_XML_ATTRIBUTES];
} CsqXml;

extern void        csq_xml_init(CsqXml *x, const char *s, size_t len, CsqError *err);
extern CsqXmlToken csq_xml_next(CsqXml *x);

/* The value of an attribute of the element that was read last; s is NULL when it has none. */
extern CsqText csq_xml_attribute(const CsqXml *x, const char *name);

/*
 * The text of the element that has just begun, up to its end; elements in it are passed
 * over, within is the name of the last of them, s NULL: there is none.
 */
extern bool csq_xml_text(CsqXml *x, CsqText *text, CsqText *within);

/* Up to the end of the element that has just begun. */
extern bool csq_xml_skip(CsqXml *x);

#endif /* CSQ_XML_H */

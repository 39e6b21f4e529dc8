/*
 * text_search_pg.c
 *		Text search parser, dictionary and headline of the configuration csq.icu.
 *
 * A text becomes the tokens of csq_each_token(): words and numbers whole, runs of
 * ideographs and other joined scripts as overlapping pairs, each at a position of
 * its own.  Between them stand breaks, which the dictionary takes as stop words, so
 * that they move the positions and are stored nowhere:
 *
 *		white space				one break
 *		with punctuation in it	two (the second is empty)
 *
 * So a phrase of two characters or more is a phrase of pairs, each next to the one
 * before, and is found exactly where it stands in the text: neither across a clause
 * nor across a space.  Nothing depends on a dictionary file or the locale.
 *
 * For headlines the parser gives every byte of the text: pairs overlap, so the
 * headline shows a pair as its first character, and behind the last pair of a run
 * stands its last character as a token that is not indexed.
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/value.h"
#include "tsearch/ts_public.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "pg/csq.h"
#include "text/text.h"

/* Kinds of tokens; those with a meaning for prsd_headline() have its numbers. */
#define T_PAIR   1
#define T_WORD   2
#define T_NUMBER 3
#define T_TAIL   4 /* last character of a run: shown, not indexed */
#define T_BREAK  12

#define LONGEST_BREAK 1024

static const LexDescr kinds[] = {
	{T_PAIR, "han", "Pair of ideographs or of other characters written without spaces"},
	{T_WORD, "word", "Word"},
	{T_NUMBER, "number", "Number"},
	{T_TAIL, "tail", "Last character of a run of pairs"},
	{T_BREAK, "break", "What stands between tokens"},
};

typedef struct Token
{
	int   type;
	int   len;
	char *at;
} Token;

typedef struct Parser
{
	CsqChars chars;
	char    *text;
	int      len;
	Token   *token;
	size_t   n;
	size_t   cap;
	size_t   next; /* to give out */
	size_t   seen; /* code points up to the end of the last token */
	int      done; /* bytes that tokens cover */
	bool     run;  /* the last token is a pair whose second character is not shown yet */
} Parser;

static void
put(Parser *p, int type, int from, int to)
{
	if (p->n == p->cap)
		csq_grow(p->token, p->cap);
	p->token[p->n++] = (Token){type, to - from, p->text + from};
}

static bool
is_joined(uint32 c)
{
	CsqCharClass k = csq_char_class(c);

	return k == CSQ_CH_HAN || k == CSQ_CH_JOINED;
}

/* The last character of a run. */
static void
end_run(Parser *p)
{
	if (!p->run)
		return;
	if (p->token[p->n - 1].at != p->text + p->chars.at[p->seen - 1]) /* else ㍿ shows it */
		put(p, T_TAIL, (int) p->chars.at[p->seen - 1], (int) p->chars.end[p->seen - 1]);
	p->run = false;
}

/* Bytes that are shown and not indexed, in pieces that PostgreSQL takes. */
static void
put_shown(Parser *p, int from, int to)
{
	for (; from < to; from += LONGEST_BREAK)
		put(p, T_TAIL, from, to - from > LONGEST_BREAK ? from + LONGEST_BREAK : to);
}

/* What stands between the last token and byte to, code points up to limit; at the end of the text it moves nothing. */
static void
put_break(Parser *p, int to, size_t limit)
{
	bool marks = false;

	end_run(p);
	if (to < p->done)
		to = p->done; /* inside a character that normalising takes apart: ½ */
	for (size_t i = p->seen; i < limit; i++)
		marks |= csq_char_class(p->chars.cp[i]) != CSQ_CH_SPACE;
	if (limit > p->seen)
	{
		int first = to - p->done > LONGEST_BREAK ? p->done + LONGEST_BREAK : to;

		put(p, T_BREAK, p->done, first);
		put_shown(p, first, to);
		if (marks)
			put(p, T_BREAK, to, to);
	}
	else
		put_shown(p, p->done, to); /* characters that normalising deletes */
	p->done = to;
}

static void
take_token(void *arg, size_t from, size_t to)
{
	Parser *p = arg;
	int     at = (int) p->chars.at[from];
	int     end = (int) p->chars.end[to - 1];

	if (from >= p->seen)
	{
		put_break(p, at, from);
		if (at < p->done)
			at = p->done;
		if (end <= at || (at > (int) p->chars.at[from] && is_joined(p->chars.cp[from])))
		{
			/* it begins in the character of the token before: the 2 of ½, 月 and what follows in ㋀ */
			p->run = end > at;
			p->seen = to;
			p->done = end > at ? end : at;
			return;
		}
	}
	else if (p->n > 0 && p->token[p->n - 1].at == p->text + at)
	{
		p->seen = to; /* a pair of the same character: ㍿ is four */
		p->done = end > p->done ? end : p->done;
		return;
	}
	if (is_joined(p->chars.cp[from]))
	{
		put(p, T_PAIR, at, end);
		p->run = to - from > 1;
	}
	else
		put(p, csq_char_class(p->chars.cp[from]) == CSQ_CH_DIGIT ? T_NUMBER : T_WORD, at, end);
	p->seen = to;
	p->done = end;
}

/*
 * icu_start(text internal, length int4) -> internal
 *
 * Reads a text into its tokens: 24 bytes a character, freed by icu_end.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 */
PG_FUNCTION_INFO_V1(csq_icu_start);
Datum
csq_icu_start(PG_FUNCTION_ARGS)
{
	Parser  *p = palloc0(sizeof *p);
	CsqError err;

	csq_require_utf8();
	p->text = (char *) PG_GETARG_POINTER(0);
	p->len = PG_GETARG_INT32(1);
	if (!csq_chars_read(&p->chars, p->text, (size_t) p->len, CSQ_CHARS_APOSTROPHE, &err))
		csq_throw(&err);
	csq_each_token(&p->chars, take_token, p);
	put_break(p, p->len, p->chars.n);
	PG_RETURN_POINTER(p);
}

/* icu_token(parser internal, token internal, length internal) -> internal: the type of the next token, 0 at the end. */
PG_FUNCTION_INFO_V1(csq_icu_token);
Datum
csq_icu_token(PG_FUNCTION_ARGS)
{
	Parser      *p = (Parser *) PG_GETARG_POINTER(0);
	char       **at = (char **) PG_GETARG_POINTER(1);
	int         *len = (int *) PG_GETARG_POINTER(2);
	const Token *t;

	if (p->next == p->n)
		PG_RETURN_INT32(0);
	t = &p->token[p->next++];
	csq_poll(p->next);
	*at = t->at;
	*len = t->len;
	PG_RETURN_INT32(t->type);
}

/* icu_end(parser internal) */
PG_FUNCTION_INFO_V1(csq_icu_end);
Datum
csq_icu_end(PG_FUNCTION_ARGS)
{
	Parser *p = (Parser *) PG_GETARG_POINTER(0);

	csq_chars_free(&p->chars);
	if (p->token != NULL)
		pfree(p->token);
	pfree(p);
	PG_RETURN_VOID();
}

/* icu_types(internal) -> internal: the kinds of tokens. */
PG_FUNCTION_INFO_V1(csq_icu_types);
Datum
csq_icu_types(PG_FUNCTION_ARGS)
{
	LexDescr *d = palloc0((lengthof(kinds) + 1) * sizeof *d);

	for (size_t i = 0; i < lengthof(kinds); i++)
		d[i] = (LexDescr){kinds[i].lexid, pstrdup(kinds[i].alias), pstrdup(kinds[i].descr)};
	PG_RETURN_POINTER(d);
}

/* Bytes of a pair before its second character: marks that stand on the first belong to it. */
static uint32
first_length(const char *word, uint32 len)
{
	CsqChars chars;
	CsqError err;
	uint32   shown = len;

	if (!csq_chars_read(&chars, word, len, CSQ_CHARS_APOSTROPHE, &err))
		csq_throw(&err);
	for (size_t i = chars.n; i-- > 1;)
		if (is_joined(chars.cp[i]) && chars.at[i] > 0)
			shown = chars.at[i];
	csq_chars_free(&chars);
	return shown;
}

/* A token that is shown joins the one before: one pair of marks around both. */
static void
join(HeadlineWordEntry *before, HeadlineWordEntry *w)
{
	char *both = palloc((Size) before->len + w->len);

	memcpy(both, before->word, before->len);
	memcpy(both + before->len, w->word, w->len);
	pfree(before->word);
	before->word = both;
	before->len += w->len;
	w->skip = 1;
}

/* Where a pair is found, so is the character behind it; neighbours that are found are marked as one. */
static void
mark_pairs(HeadlineParsedText *h)
{
	HeadlineWordEntry *before = NULL; /* the token before, when it is found and part of a run */
	bool               found = false; /* the pair before is */

	for (int i = 0; i < h->curwords; i++)
	{
		HeadlineWordEntry *w = &h->words[i];
		bool               part = w->type == T_PAIR || (w->type == T_TAIL && found);
		bool               behind = found;

		if (w->repeated)
			continue;
		found = w->type == T_PAIR && w->selected;
		if (part && behind && w->in)
			w->selected = 1;
		if (!part || !w->selected || !w->in || w->replace)
			before = NULL;
		else if (before != NULL && before->len + w->len < UINT16_MAX)
			join(before, w);
		else
			before = w;
	}
}

/*
 * Options with another default: words of three bytes and less are short unless told otherwise, at which no fragment
 * begins or ends.  Here such a word is a whole ideograph, and fragments were cut down to the half of what was found.
 */
static List *
headline_options(List *options)
{
	bool      fragments = false;
	ListCell *cell;

	foreach (cell, options)
	{
		DefElem *d = lfirst_node(DefElem, cell);

		if (pg_strcasecmp(d->defname, "ShortWord") == 0)
			return options;
		if (pg_strcasecmp(d->defname, "MaxFragments") == 0)
			fragments = strcmp(defGetString(d), "0") != 0;
	}
	return fragments ? lappend(list_copy(options), makeDefElem("ShortWord", (Node *) makeString("2"), -1)) : options;
}

/*
 * icu_headline(words internal, options internal, query tsquery) -> internal
 *
 * As the default parser's, over pairs that are shown as their first character.
 */
PG_FUNCTION_INFO_V1(csq_icu_headline);
Datum
csq_icu_headline(PG_FUNCTION_ARGS)
{
	HeadlineParsedText *h = (HeadlineParsedText *) PG_GETARG_POINTER(0);

	for (int i = 0; i < h->curwords; i++)
	{
		HeadlineWordEntry *w = &h->words[i];

		if (w->type == T_PAIR && w->len > 0 && !w->repeated)
			w->len = first_length(w->word, w->len);
	}
	(void) DirectFunctionCall3(prsd_headline, PG_GETARG_DATUM(0),
	                           PointerGetDatum(headline_options((List *) PG_GETARG_POINTER(1))), PG_GETARG_DATUM(2));
	mark_pairs(h);
	PG_RETURN_POINTER(h);
}

/*
 * icu_lexize(dictionary internal, token internal, length internal, state internal) -> internal
 *
 * The token normalised (NFKC_Casefold); a break is a stop word.
 */
PG_FUNCTION_INFO_V1(csq_icu_lexize);
Datum
csq_icu_lexize(PG_FUNCTION_ARGS)
{
	const char *token = (const char *) PG_GETARG_POINTER(1);
	int         len = PG_GETARG_INT32(2);
	TSLexeme   *lexeme = palloc0(2 * sizeof *lexeme);
	CsqChars    chars;
	CsqBuf      out;
	CsqError    err;
	bool        word = false;

	if (!csq_chars_read(&chars, token, (size_t) len, CSQ_CHARS_APOSTROPHE | CSQ_CHARS_NO_MAP, &err))
		csq_throw(&err);
	for (size_t i = 0; i < chars.n; i++)
	{
		CsqCharClass k = csq_char_class(chars.cp[i]);

		word |= csq_class_is_word(k) || k == CSQ_CH_HAN || k == CSQ_CH_JOINED;
	}
	if (word)
	{
		csq_buf_init(&out);
		csq_chars_write(&out, chars.cp, chars.n);
		lexeme->lexeme = out.data;
	}
	csq_chars_free(&chars);
	PG_RETURN_POINTER(lexeme);
}

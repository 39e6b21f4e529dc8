/*
 * conversation.h
 *		Figures of a conversation: who talked how much, where nobody did, who interrupted; relevance of a reply.
 */
#ifndef CSQ_CONVERSATION_H
#define CSQ_CONVERSATION_H

#include "text/script_check.h"

/*
 * Is this the speaker that a rule names?  Case does not matter; the names that people give an agent (客服, 坐席,
 * staff ...) are one, those of a customer are; "any" is everybody.
 */
extern bool csq_is_speaker(const CsqText *speaker, const CsqText *named);

typedef struct CsqTalk
{
	CsqText speaker;
	int     turns;
	double  seconds; /* NaN: a time is missing */
	double  share;   /* of the talk of all */
	int64_t characters;
	int     interruptions; /* turns begun while another speaker was talking; -1: a time is missing */
} CsqTalk;

/* One item for each speaker, named as in the first turn, in the order of those; n of them.  A role is one speaker. */
extern CsqTalk *csq_talk(const CsqTranscript *t, size_t *n);

typedef struct CsqSilence
{
	double seconds; /* nobody talks; NaN: a time is missing */
	double share;   /* of the conversation */
	double longest;
	int    turn; /* the one before the longest silence; 0: none */
} CsqSilence;

extern CsqSilence csq_silence(const CsqTranscript *t);

/* Share of the distinct tokens of a question that a reply has, too; NaN when the question has none. */
extern bool csq_relevance(const char *question, size_t question_len, const char *reply, size_t reply_len, double *share,
                          CsqError *err);

#endif /* CSQ_CONVERSATION_H */

/*
 * emotion.h
 *		Emotion of a text and over a dialogue, read from the axis "emotion" of a lexicon.
 */
#ifndef CSQ_EMOTION_H
#define CSQ_EMOTION_H

#include "text/lexicon.h"

#define CSQ_EMOTION_AXIS "emotion"

typedef struct CsqEmotion
{
	CsqText     label;     /* empty: none */
	int         intensity; /* 0 none, 1 to 4 */
	const char *ekman;     /* NULL: none, or a label that is not known */
	double      valence;   /* -4 to 4 */
	uint32_t    from;      /* of its strongest evidence, in code points */
	uint32_t    to;
	bool        known; /* false: neither evidence nor a letter, digit or ideograph */
} CsqEmotion;

extern bool csq_emotion(const CsqMatcher *m, const CsqChars *text, CsqEmotion *e, CsqError *err);

/* How the valence of n turns, n > 0, moved. */
typedef struct CsqTrajectory
{
	double first; /* mean of the first third */
	double last;  /* of the last */
	double worst;
	size_t worst_turn; /* index of the first one as low */
	int    recovered;  /* 1 yes, 0 no, -1: was never below 0 */
} CsqTrajectory;

extern void csq_trajectory(const double *valence, size_t n, CsqTrajectory *t);

#endif /* CSQ_EMOTION_H */

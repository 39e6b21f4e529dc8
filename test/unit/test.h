/*
 * test.h
 *		A few macros for unit tests of the core: check, count, random numbers.
 *
 * Each test is a program; it prints failed checks with file and line and ends
 * with "N passed, N failed" through test_done().  Random numbers come from a
 * fixed seed (TEST_SEED in the environment tries another).
 *
 * What is counted is the section: it passes when all of its checks did.
 */
#ifndef CSQ_TEST_H
#define CSQ_TEST_H

#include "base/core.h"
#include "host.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static long        test_passed, test_failed, test_checks, test_bad; /* failed checks of the current section */
static const char *test_name = NULL;
static uint64_t    test_state = 0;

static inline void
test_section(const char *name)
{
	if (test_name != NULL)
	{
		if (test_bad > 0)
			test_failed++;
		else
			test_passed++;
		if (test_bad > 5)
			printf("... %ld checks failed in [%s]\n", test_bad, test_name);
	}
	test_name = name;
	test_bad = 0;
}

static inline void
test_report(bool ok, const char *file, int line, const char *what)
{
	test_checks++;
	if (!ok && ++test_bad <= 5)
		printf("%s:%d: FAILED [%s]: %s\n", file, line, test_name, what);
}

static inline void
test_eq_i64(int64_t a, int64_t b, const char *file, int line, const char *what)
{
	char text[400];

	snprintf(text, sizeof text, "%s: %" PRId64 " is not %" PRId64, what, a, b);
	test_report(a == b, file, line, text);
}

static inline void
test_near(double a, double b, double eps, const char *file, int line, const char *what)
{
	char text[400];

	snprintf(text, sizeof text, "%s: %.17g is not within %g of %.17g", what, a, eps, b);
	test_report(fabs(a - b) <= eps, file, line, text);
}

static inline void
test_eq_str(const char *a, const char *b, const char *file, int line, const char *what)
{
	char text[1200];

	snprintf(text, sizeof text, "%s: \"%.400s\" is not \"%.400s\"", what, a, b);
	test_report(strcmp(a, b) == 0, file, line, text);
}

#define CHECK(cond)           test_report((cond), __FILE__, __LINE__, #cond)
#define CHECK_EQ_I64(a, b)    test_eq_i64((a), (b), __FILE__, __LINE__, #a " = " #b)
#define CHECK_NEAR(a, b, eps) test_near((a), (b), (eps), __FILE__, __LINE__, #a " ~ " #b)
#define CHECK_EQ_STR(a, b)    test_eq_str((a), (b), __FILE__, __LINE__, #a " = " #b)

static inline uint64_t
test_random_u64(void)
{
	if (test_state == 0)
	{
		const char *seed = getenv("TEST_SEED");

		test_state = seed ? strtoull(seed, NULL, 10) * 2 + 1 : UINT64_C(20260401);
	}
	test_state += UINT64_C(0x9e3779b97f4a7c15);
	return csq_mix64(test_state);
}

/* 0 .. n-1 */
static inline uint64_t
test_random_below(uint64_t n)
{
	return test_random_u64() % n;
}

static inline int
test_done(void)
{
	test_section(NULL);
	printf("%ld passed, %ld failed, %ld checks\n", test_passed, test_failed, test_checks);
	return test_failed > 0 || test_passed == 0;
}

#endif /* CSQ_TEST_H */

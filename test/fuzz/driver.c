/*
 * driver.c
 *		A small coverage-guided fuzzer for machines without clang's libFuzzer.
 *
 * usage: target SECONDS|EDGESe [SEED-FILE...]
 *
 * Inputs come from the seed files and from what earlier inputs discovered; each
 * is mutated (bytes flipped, cut, doubled, spliced, numbers at their limits) and
 * kept when it reaches code that no input reached before (gcc
 * -fsanitize-coverage=trace-pc).  An input that crashes the target is left in
 * ./crash-<target> for a second look.
 *
 * Given a number of edges to pass (30000000e) instead of seconds, a run depends on
 * nothing but the program and its seeds: neither on the speed of the machine nor on
 * where the program was loaded.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern int  LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
extern void __sanitizer_cov_trace_pc(void);
extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

#define MAP_BITS   16
#define MAX_INPUT  4096
#define MAX_CORPUS 20000

static uint8_t      seen[1 << MAP_BITS];
static volatile int discovered;
static uint64_t     edges; /* passed so far */
static uint8_t      current[MAX_INPUT];
static size_t       current_size;
static const char  *crash_file = "crash";

static struct
{
	uint8_t *data;
	size_t   size;
} corpus[MAX_CORPUS];
static int      corpus_size;
static uint64_t state = 88172645463325252ull;

void __attribute__((no_sanitize_address, no_sanitize_undefined)) __sanitizer_cov_trace_pc(void)
{
	/* relative to the program, which is loaded elsewhere each time */
	uint64_t where = (uintptr_t) __builtin_return_address(0) - (uintptr_t) &LLVMFuzzerTestOneInput;
	uint8_t *p = &seen[where * UINT64_C(0x9e3779b97f4a7c15) >> (64 - MAP_BITS)];

	edges++;
	if (!*p)
	{
		*p = 1;
		discovered = 1;
	}
}

static uint64_t
rnd(uint64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % n;
}

static void
save_crash(void)
{
	FILE *f = fopen(crash_file, "wb");

	if (f != NULL)
	{
		fwrite(current, 1, current_size, f);
		fclose(f);
	}
	fprintf(stderr, "the input of %zu bytes is in %s\n", current_size, crash_file);
}

static void
on_signal(int sig)
{
	save_crash();
	signal(sig, SIG_DFL);
	raise(sig);
}

static void
keep(const uint8_t *data, size_t size)
{
	if (corpus_size == MAX_CORPUS)
		return;
	corpus[corpus_size].data = malloc(size + 1);
	memcpy(corpus[corpus_size].data, data, size);
	corpus[corpus_size++].size = size;
}

static void
run(void)
{
	/* an exact copy, so that the address sanitizer sees a read past the end */
	uint8_t *copy = malloc(current_size ? current_size : 1);

	memcpy(copy, current, current_size);
	discovered = 0;
	alarm(20);
	LLVMFuzzerTestOneInput(copy, current_size);
	alarm(0);
	free(copy);
	if (discovered)
		keep(current, current_size);
}

static void
mutate(void)
{
	static const uint8_t limits[] = {0,   1,   0x7f, 0x80, 0xff, '0', '9', '"', '{', '}',
	                                 '[', ']', ',',  ';',  ':',  '-', '>', ' ', '.', 0xe5};
	size_t               n = current_size;

	for (int k = 1 + (int) rnd(4); k > 0; k--)
	{
		size_t at = n ? rnd(n) : 0;
		size_t len = n ? 1 + rnd(n - at < 16 ? n - at : 16) : 0;

		switch (rnd(8))
		{
			case 0:
				if (n)
					current[at] ^= (uint8_t) (1u << rnd(8));
				break;
			case 1:
				if (n)
					current[at] = limits[rnd(sizeof limits)];
				break;
			case 2: /* cut out */
				memmove(current + at, current + at + len, n - at - len);
				n -= len;
				break;
			case 3: /* double */
				if (n && n + len <= MAX_INPUT)
				{
					memmove(current + at + len, current + at, n - at);
					n += len;
				}
				break;
			case 4: /* insert */
				if (n < MAX_INPUT)
				{
					memmove(current + at + 1, current + at, n - at);
					current[at] = rnd(2) ? limits[rnd(sizeof limits)] : (uint8_t) rnd(256);
					n++;
				}
				break;
			case 5: /* splice with another input */
			{
				int    other = (int) rnd((uint64_t) corpus_size);
				size_t from = corpus[other].size ? rnd(corpus[other].size) : 0;
				size_t take = corpus[other].size - from;

				if (take > MAX_INPUT - at)
					take = MAX_INPUT - at;
				memcpy(current + at, corpus[other].data + from, take);
				n = at + take;
				break;
			}
			case 6: /* four or eight bytes at a limit */
				if (n >= at + 4)
					memset(current + at, rnd(2) ? 0xff : 0, n >= at + 8 && rnd(2) ? 8 : 4);
				break;
			case 7:
				if (n)
					current[at] = (uint8_t) rnd(256);
				break;
		}
	}
	current_size = n;
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	const char *limit = argc > 1 ? argv[1] : "5";
	bool        by_edges = limit[0] != '\0' && limit[strlen(limit) - 1] == 'e';
	uint64_t    most_edges = by_edges ? strtoull(limit, NULL, 10) : UINT64_MAX;
	double      end = by_edges ? 0 : seconds_now() + atof(limit);
	long        runs = 0;

	if (getenv("CRASH_FILE"))
		crash_file = getenv("CRASH_FILE");
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(save_crash);
	signal(SIGABRT, on_signal);
	signal(SIGALRM, on_signal);
	for (int i = 2; i < argc; i++)
	{
		FILE *f = fopen(argv[i], "rb");

		if (f == NULL)
			continue;
		current_size = fread(current, 1, MAX_INPUT, f);
		fclose(f);
		keep(current, current_size);
		run();
	}
	keep((const uint8_t *) "", 0);
	for (int i = 0; i < 16; i++)
	{
		current[0] = (uint8_t) i;
		current_size = 1;
		keep(current, 1);
	}
	do
	{
		/* recent discoveries first, every other time */
		int pick = (int) rnd((uint64_t) corpus_size);

		if (rnd(2) && corpus_size > 8)
			pick = corpus_size - 1 - (int) rnd(8);
		current_size = corpus[pick].size;
		memcpy(current, corpus[pick].data, current_size);
		mutate();
		run();
		runs++;
	} while (by_edges ? edges < most_edges : seconds_now() < end);
	printf("%ld runs, %d inputs kept, %llu edges passed\n", runs, corpus_size, (unsigned long long) edges);
	return 0;
}

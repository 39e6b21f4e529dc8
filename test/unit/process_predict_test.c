/*
 * process_predict_test.c
 *		Predictions against loops over all cases and all their places.
 */
#include "process/process.h"

#include "test.h"

#define LABELS  4
#define CASES   30
#define MAX_LEN 7

static const char *const names[LABELS] = {"b", "a", "投诉", "z"};
static int               ncases;
static int               length[CASES];
static int               activity[CASES][MAX_LEN];
static CsqProcess        p;

static uint32_t
number_of(int label)
{
	CsqText t = {names[label], strlen(names[label])};

	return csq_process_activity(&p, &t);
}

/* All moves take two units, so that times are twice the number of moves. */
static void
random_cases(void)
{
	CsqProcessEvents *pe = csq_process_events_new();
	CsqProcessLog     log;
	CsqError          err;
	int               labels = 1 + (int) test_random_below(LABELS);

	ncases = 1 + (int) test_random_below(CASES);
	for (int c = 0; c < ncases; c++)
	{
		length[c] = 1 + (int) test_random_below(MAX_LEN);
		for (int k = 0; k < length[c]; k++)
		{
			CsqNewEvent e = {0};
			CsqCaseKey  key = {CSQ_KEY_INT, "", 0, c};

			activity[c][k] = (int) test_random_below((uint64_t) labels);
			e.at = 2 * k;
			e.activity = names[activity[c][k]];
			e.activity_len = strlen(e.activity);
			CHECK(csq_process_events_add(&pe, &key, &e, NULL, &err));
		}
	}
	CHECK(csq_process_log(pe, false, &log, &err));
	CHECK(csq_process_build(&log, NULL, &p, &err));
}

typedef struct Naive
{
	int64_t cases;
	int64_t reached[3];
	double  times[3];
} Naive;

/* Every place of every case at which its last activities are these (whole: all it has so far). */
static Naive
count(const int *path, int len, bool whole, const int *goal, const bool *closed)
{
	Naive x;

	memset(&x, 0, sizeof x);
	for (int c = 0; c < ncases; c++)
		for (int k = 0; k <= length[c]; k++)
		{
			bool same = k >= len && (!whole || k == len) && (closed == NULL || closed[activity[c][length[c] - 1]]);
			int  end;

			for (int i = 0; same && i < len; i++)
				same = activity[c][k - len + i] == path[i];
			for (int i = 0; same && i < k; i++)
				same = goal[activity[c][i]] == 0;
			if (!same)
				continue;
			for (end = k; end < length[c] && goal[activity[c][end]] == 0; end++)
				;
			x.cases++;
			x.reached[end < length[c] ? goal[activity[c][end]] : 0]++;
			/* from the present event, or from the first when there is none yet */
			x.times[end < length[c] ? goal[activity[c][end]] : 0] +=
				2.0 * ((end < length[c] ? end : length[c] - 1) - (k > 0 ? k - 1 : 0));
		}
	return x;
}

static void
check_one(void)
{
	int           path[MAX_LEN];
	uint32_t      numbers[MAX_LEN];
	int           goal[LABELS] = {0};
	uint32_t      goals[LABELS + 1] = {0};
	bool          closed[LABELS] = {0};
	bool          by_number[LABELS + 1] = {0};
	bool          some = test_random_below(2) == 0;
	int           len = (int) test_random_below(5);
	int64_t       at_least = 1 + (int64_t) test_random_below(6);
	int           reached = 0;
	CsqPrediction got;
	Naive         want;
	int           last;

	for (int l = 0; l < LABELS; l++)
	{
		goal[l] = test_random_below(4) == 0 ? 1 + (int) test_random_below(2) : 0;
		closed[l] = test_random_below(2) == 0;
		goals[number_of(l)] = number_of(l) < p.nactivities ? (uint32_t) goal[l] : 0;
		by_number[number_of(l)] = closed[l];
	}
	for (int k = 0; k < len; k++)
	{
		path[k] = (int) test_random_below(LABELS);
		numbers[k] = number_of(path[k]);
		reached = reached == 0 && numbers[k] < p.nactivities ? goal[path[k]] : reached;
	}
	csq_process_predict(&p, numbers, (uint32_t) len, goals, 2, some ? by_number : NULL, at_least, &got);
	CHECK_EQ_I64(got.reached_goal, reached);
	if (reached != 0)
		return;
	want = count(path, len, true, goal, some ? closed : NULL);
	for (last = len; last > 0 && want.cases < at_least; last--)
		want = count(path + len - last, last, false, goal, some ? closed : NULL);
	CHECK_EQ_I64(got.cases, want.cases);
	for (int g = 0; g < 3; g++)
	{
		CHECK_EQ_I64(got.reached[g], want.reached[g]);
		CHECK_NEAR(got.remaining[g], want.reached[g] == 0 ? 0 : want.times[g] / (double) want.reached[g], 1e-9);
	}
}

int
main(void)
{
	test_section("prediction: every place of every case");
	for (int round = 0; round < 4000; round++)
	{
		random_cases();
		for (int i = 0; i < 3; i++)
			check_one();
		csq_host_reset();
	}
	return test_done();
}

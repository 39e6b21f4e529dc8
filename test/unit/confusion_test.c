/*
 * confusion_test.c
 *		Confusion matrices and calibrations against plain tables and the definitions.
 */
#include "test.h"

#include "classify/calibration.h"
#include "classify/confusion.h"
#include "base/stats.h"

#define LABELS 7

static const char *names[LABELS] = {"a", "ab", "b", "退款", "é", "zz", "c"};

static double table[LABELS][LABELS + 1];   /* the last column: no answer */
static double squares[LABELS][LABELS + 1]; /* of the weights */

static CsqConfusion *
add_row(CsqConfusion *c, int a, int p, int64_t weight)
{
	CsqError err;

	c = csq_confusion_add(c, names[a], strlen(names[a]), p < LABELS ? names[p] : NULL,
	                      p < LABELS ? strlen(names[p]) : 0, weight, true, &err);
	CHECK(c != NULL);
	return c;
}

static CsqConfusion *
random_confusion(int rows, bool keep)
{
	CsqConfusion *c = csq_confusion_new();
	bool          alike = test_random_below(3) == 0;

	for (int i = 0; i < rows; i++)
	{
		int     a = (int) test_random_below(LABELS);
		int     p = test_random_below(3) ? a : (int) test_random_below(LABELS + 1);
		int64_t w = alike || test_random_below(3) ? CSQ_CONFUSION_UNIT : (int64_t) (1 + test_random_below(8)) * 250000;

		c = add_row(c, a, p, w);
		if (!keep)
			continue;
		table[a][p] += (double) w / CSQ_CONFUSION_UNIT;
		squares[a][p] += (double) w / CSQ_CONFUSION_UNIT * (double) w / CSQ_CONFUSION_UNIT;
	}
	return c;
}

static int
number_of(const CsqText *label)
{
	for (int i = 0; i < LABELS; i++)
		if (label->len == strlen(names[i]) && memcmp(label->s, names[i], label->len) == 0)
			return i;
	return -1;
}

/* Squares of quarters are exact in double. */
static void
check_squares(const CsqConfusion *c)
{
	CsqConfusionView v;
	bool             plain = true;

	for (int a = 0; a < LABELS; a++)
		for (int p = 0; p <= LABELS; p++)
			plain = plain && squares[a][p] == table[a][p] && table[a][p] == floor(table[a][p]);
	csq_confusion_view(c, &v);
	CHECK(v.squares != NULL && v.plain == plain);
	for (uint32_t i = 0; i < v.n_cells && v.squares != NULL; i++)
	{
		int a = number_of(&v.labels[v.cells[i].actual]);
		int p = v.cells[i].predicted == CSQ_NO_ANSWER ? LABELS : number_of(&v.labels[v.cells[i].predicted]);

		CHECK((double) v.squares[i] == squares[a][p] * 1e12);
	}
}

static bool
same(const CsqConfusion *a, const CsqConfusion *b)
{
	CsqBuf x, y;

	csq_buf_init(&x);
	csq_buf_init(&y);
	csq_confusion_write(a, &x);
	csq_confusion_write(b, &y);
	return x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
}

static void
check_figures(const CsqConfusion *c)
{
	double all = 0, answered = 0, hits = 0, f1 = 0, weighted = 0, chance = 0;
	int    seen = 0;

	for (int a = 0; a < LABELS; a++)
		for (int p = 0; p <= LABELS; p++)
		{
			all += table[a][p];
			answered += p < LABELS ? table[a][p] : 0;
			hits += p == a ? table[a][p] : 0;
		}
	for (int k = 0; k < LABELS; k++)
	{
		double actual = 0, answered_actual = 0, predicted = 0;

		for (int j = 0; j <= LABELS; j++)
			actual += table[k][j];
		answered_actual = actual - table[k][LABELS];
		for (int j = 0; j < LABELS; j++)
			predicted += table[j][k];
		if (actual + predicted > 0)
		{
			seen++;
			f1 += 2 * table[k][k] / (actual + predicted);
			weighted += actual * 2 * table[k][k] / (actual + predicted);
		}
		chance += answered_actual * predicted;
	}
	chance /= answered * answered;
	if (answered > 0)
		CHECK_NEAR(csq_confusion_accuracy(c), hits / answered, 1e-9);
	else
		CHECK(isnan(csq_confusion_accuracy(c)));
	CHECK_NEAR(csq_confusion_coverage(c), answered / all, 1e-9);
	CHECK_NEAR(csq_confusion_macro_f1(c), f1 / seen, 1e-9);
	CHECK_NEAR(csq_confusion_weighted_f1(c), weighted / all, 1e-9);
	if (answered > 0 && chance < 1 - 1e-9)
		CHECK_NEAR(csq_confusion_kappa(c), (hits / answered - chance) / (1 - chance), 1e-9);
	else
		CHECK(isnan(csq_confusion_kappa(c)));
}

/* With up to three bytes changed it is refused, or is a confusion like any other. */
static void
check_damaged(const CsqConfusion *good)
{
	size_t        size = csq_flat_size(good);
	CsqConfusion *c = csq_alloc(size);
	CsqConfusion *again;
	CsqError      err;
	CsqBuf        b;

	memcpy(c, good, size);
	for (uint64_t n = 1 + test_random_below(3); n > 0; n--)
	{
		size_t at = 4 + test_random_below(size - 4);

		if (test_random_below(2))
			at = 4 + at % 36;
		((char *) c)[at] = (char) (test_random_below(2) ? test_random_below(256) : test_random_below(4));
	}
	if (!csq_confusion_check(c, size, &err))
	{
		CHECK(err.code == CSQ_BINARY || err.code == CSQ_UNSUPPORTED);
		return;
	}
	csq_buf_init(&b);
	csq_confusion_write(c, &b);
	again = csq_confusion_read(b.data, b.len, &err);
	CHECK(again != NULL && same(again, c));
	CHECK(csq_confusion_merge(&again, c, &err) || err.code == CSQ_RANGE);
}

static void
test_confusion(void)
{
	test_section("confusion: figures, merging, forms");
	for (int turn = 0; turn < 10000; turn++)
	{
		CsqConfusion *a, *b, *ab, *ba;
		CsqBuf        x, t;
		CsqError      err;

		memset(table, 0, sizeof table);
		memset(squares, 0, sizeof squares);
		a = random_confusion(1 + (int) test_random_below(12), true);
		check_figures(a);
		b = random_confusion((int) test_random_below(60), true);
		csq_buf_init(&x);
		csq_buf_init(&t);
		csq_confusion_write(b, &x);
		csq_confusion_text(a, &t);
		ab = csq_confusion_parse(t.data, t.len, &err);
		CHECK(csq_confusion_merge(&ab, b, &err));
		ba = csq_confusion_read(x.data, x.len, &err);
		CHECK(csq_confusion_merge(&ba, a, &err));
		CHECK(ab != NULL && ba != NULL && same(ab, ba));
		check_figures(ab);
		check_squares(ab);
		CHECK(csq_confusion_check(ab, csq_flat_size(ab), &err));
		for (int k = 0; k < 10; k++)
			check_damaged(ab);
		csq_host_reset();
	}
}

static void
test_calibration(void)
{
	test_section("calibration: figures, merging, inverse, forms");
	for (int turn = 0; turn < 2000; turn++)
	{
		int             n = 1 + (int) test_random_below(40);
		double          p[40];
		bool            hit[40];
		CsqCalibration *a = csq_calibration_new();
		CsqCalibration *b = csq_calibration_new();
		CsqCalibration *c;
		double          brier = 0, ece = 0, want, threshold;
		CsqBuf          x, t;
		CsqError        err;

		for (int i = 0; i < n; i++)
		{
			p[i] = test_random_below(5) ? (double) test_random_below(1000001) / 1000000
			                            : (double) test_random_below(21) / 20;
			hit[i] = test_random_below(1000) < p[i] * 1000;
			CHECK(csq_calibration_count(i % 2 ? a : b, hit[i], p[i], 1, &err));
			brier += (p[i] - hit[i]) * (p[i] - hit[i]);
		}
		csq_buf_init(&x);
		csq_buf_init(&t);
		csq_calibration_type.stored.write(a, &x);
		csq_calibration_type.stored.text(b, &t);
		c = csq_calibration_type.stored.read(x.data, x.len, &err);
		CHECK(c != NULL);
		CHECK((b = csq_calibration_type.stored.parse(t.data, t.len, &err)) != NULL);
		CHECK(csq_calibration_type.add(c, b, &err));
		CHECK_NEAR(csq_calibration_brier(c), brier / n, 1e-8);
		for (int k = 0; k < 15; k++)
		{
			double sum = 0;

			for (int i = 0; i < n; i++)
				if (fmin(floor(p[i] * 15 + 1e-12), 14) == k)
					sum += p[i] - hit[i];
			ece += fabs(sum);
		}
		CHECK_NEAR(csq_calibration_ece(c, 15), ece / n, 1e-7);
		/* least threshold: try every bin's edge */
		want = 0.5 + (double) test_random_below(50) / 100;
		threshold = csq_calibration_threshold(c, want, 0);
		for (int k = 0; k < CSQ_CALIBRATION_BINS; k++)
		{
			CsqCalibrationBin s = csq_calibration_sum(c, k, CSQ_CALIBRATION_BINS);
			double            edge = (double) k / CSQ_CALIBRATION_BINS;

			if (c->bin[k].n == 0)
				continue;
			if (isnan(threshold) || edge < threshold)
				CHECK((double) s.hits / (double) s.n < want);
			else if (edge == threshold)
				CHECK((double) s.hits / (double) s.n >= want);
		}
		CHECK(csq_calibration_type.subtract(c, b, &err));
		CHECK(memcmp(c, a, sizeof *a) == 0);
		for (int i = 1; i < n; i += 2)
			CHECK(csq_calibration_count(c, hit[i], p[i], -1, &err));
		CHECK(csq_calibration_sum(c, 0, CSQ_CALIBRATION_BINS).n == 0 && c->squares == 0);
		CHECK(!csq_calibration_count(c, true, 0.5, -1, &err));
		csq_host_reset();
	}
}

static CsqConfusion *
parsed(const char *text)
{
	CsqError      err;
	CsqConfusion *c = csq_confusion_parse(text, strlen(text), &err);

	CHECK(c != NULL && csq_confusion_check(c, csq_flat_size(c), &err));
	return c;
}

static const char *
text_of(const CsqConfusion *c)
{
	CsqBuf b;

	csq_buf_init(&b);
	csq_confusion_text(c, &b);
	return b.data;
}

static bool
known(const CsqConfusion *c)
{
	CsqConfusionView v;

	csq_confusion_view(c, &v);
	return v.squares != NULL;
}

/* Weights that are only added up, halves that make wholes among them: one by one, or in parts, merged in any order. */
static void
test_added_up(void)
{
	test_section("confusion: weights that are added up, in parts and at once");
	for (int turn = 0; turn < 10000; turn++)
	{
		CsqConfusion *all = csq_confusion_new();
		CsqConfusion *parts[3] = {csq_confusion_new(), csq_confusion_new(), csq_confusion_new()};
		CsqConfusion *sum = csq_confusion_new();
		uint64_t      first = test_random_below(3);
		CsqError      err;

		for (uint64_t n = 1 + test_random_below(8); n > 0; n--)
		{
			CsqConfusion **part = &parts[test_random_below(3)];
			const char    *said = test_random_below(2) ? "a" : "b";
			int64_t        weight = CSQ_CONFUSION_UNIT / 4 * (int64_t) (1 + test_random_below(8));

			all = csq_confusion_add(all, "a", 1, said, 1, weight, false, &err);
			*part = csq_confusion_add(*part, "a", 1, said, 1, weight, false, &err);
		}
		for (uint64_t k = 0; k < 3; k++)
			CHECK(csq_confusion_merge(&sum, parsed(text_of(parts[(first + k) % 3])), &err));
		CHECK(same(sum, all) && known(sum) == known(all) && strcmp(text_of(sum), text_of(all)) == 0);
		csq_host_reset();
	}
}

static void
test_squares(void)
{
	const char *old = "{\"v\":1,\"labels\":[\"a\",\"b\"],\"cells\":[[0,0,2.5],[0,1,1]]}";
	const char *whole = "{\"v\":1,\"labels\":[\"a\",\"b\"],\"cells\":[[0,0,2],[0,1,1]]}";
	const char *mixed = "{\"v\":2,\"labels\":[\"a\",\"b\"],\"cells\":[[0,0,5,null],[0,1,1,null]]}";
	const char *bad[] = {"[[0,0,2,\"1\"]]", "[[0,0,2,\"5000000000000\"]]", "[[0,0,2,null],[0,1,2,\"4000000000000\"]]",
	                     "[[0,0,2],[0,1,2,null]]", "[[0,0,2,\"4000000000000\",1]]"};

	test_section("confusion: squares of weights that were summed before, and what is taken out again");
	CHECK(!known(parsed(old)) && known(parsed(whole)));
	CHECK(strcmp(text_of(parsed(old)), old) == 0 && strcmp(text_of(parsed(whole)), whole) == 0);
	for (int turn = 0; turn < 6; turn++)
	{ /* what is not known makes nothing known, from either side; 2.5 and 2.5 are no rows of weight 1 */
		CsqConfusion *row =
			add_row(csq_confusion_new(), 0, 0, turn % 2 ? CSQ_CONFUSION_UNIT * 5 / 2 : CSQ_CONFUSION_UNIT);
		CsqConfusion *into = turn < 3 ? parsed(old) : row, *from = turn < 3 ? row : parsed(old);
		CsqError      err;

		CHECK(csq_confusion_merge(&into, from, &err) && !known(into));
		CHECK(csq_confusion_check(into, csq_flat_size(into), &err));
		CHECK(same(into, parsed(text_of(into))) && !known(parsed(text_of(into))));
		if (turn % 2)
			CHECK(strcmp(text_of(into), mixed) == 0);
	}
	for (int i = 0; i < 5; i++)
	{
		CsqBuf   b;
		CsqError err;

		csq_buf_init(&b);
		csq_buf_printf(&b, "{\"v\":2,\"labels\":[\"a\",\"b\"],\"cells\":%s}", bad[i]);
		CHECK(csq_confusion_parse(b.data, b.len, &err) == NULL && err.code == CSQ_SYNTAX);
	}
	{ /* weights that are numbers of rows, among those that are not */
		CsqConfusion *c = add_row(csq_confusion_new(), 0, 0, CSQ_CONFUSION_UNIT * 5 / 2), *rows = csq_confusion_new();
		CsqError      err;

		c = csq_confusion_add(c, "a", 1, "b", 1, 3 * CSQ_CONFUSION_UNIT, false, &err);
		for (int i = 0; i < 3; i++)
			rows = add_row(rows, 0, 2, CSQ_CONFUSION_UNIT);
		rows = add_row(rows, 0, 0, CSQ_CONFUSION_UNIT * 5 / 2);
		CHECK(known(c) && same(c, rows));
		c = csq_confusion_add(c, "a", 1, "b", 1, CSQ_CONFUSION_UNIT / 2, false, &err);
		CHECK(!known(c) && csq_confusion_check(c, csq_flat_size(c), &err));
		CHECK(strcmp(text_of(parsed(text_of(c))), text_of(c)) == 0);
	}
	for (int turn = 0; turn < 2000; turn++)
	{ /* a window */
		CsqConfusion *c = csq_confusion_new(), *left = csq_confusion_new();
		int           a[30], p[30], from = (int) test_random_below(30);
		int64_t       w[30];
		CsqError      err;

		for (int i = 0; i < 30; i++)
		{
			a[i] = (int) test_random_below(3);
			p[i] = (int) test_random_below(3);
			w[i] = i < from && test_random_below(2) ? (int64_t) (1 + test_random_below(3000000)) : CSQ_CONFUSION_UNIT;
			c = add_row(c, a[i], p[i], w[i]);
			if (i >= from)
				left = add_row(left, a[i], p[i], w[i]);
		}
		for (int i = 0; i < from; i++)
			c = add_row(c, a[i], p[i], -w[i]);
		CHECK(same(c, left) && csq_confusion_check(c, csq_flat_size(c), &err));
		c = add_row(c, 0, 0, 2 * CSQ_CONFUSION_UNIT);
		CHECK(csq_confusion_add(c, "a", 1, "a", 1, -CSQ_CONFUSION_UNIT * 100, true, &err) == NULL &&
		      err.code == CSQ_PARAM);
		csq_host_reset();
	}
}

int
main(void)
{
	test_confusion();
	test_squares();
	test_added_up();
	test_calibration();
	return test_done();
}

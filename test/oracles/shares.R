# Rates, scores, means, durations, counts per exposure and what compares them: R's own tests, and formulas of their sources.

# ---- one figure ----
cases <- data.frame(h = c(45, 0, 10, 860, 3), n = c(50, 10, 10, 1000, 7))
wilson <- function(h, n, level = 0.95) prop.test(h, n, conf.level = level, correct = FALSE)$conf.int
for (level in c(0.8, 0.95)) same(paste("rate: Wilson at", level), unlist(Map(function(h, n) suppressWarnings(wilson(h, n, level)), cases$h, cases$n)),
  paste0("SELECT rate_lo(r, ", level, "), rate_hi(r, ", level, ") FROM (VALUES ", paste0("(rate_summary(", cases$h, ",", cases$n, "))", collapse = ","), ") v(r)"), 1e-8)
exact <- function(e, x, level = 0.95) poisson.test(e, x, conf.level = level)$conf.int
same("counts per exposure: exact", c(exact(20, 94.32), exact(0, 1), exact(3, 7.5, 0.9)), "SELECT incidence_rate_lo(i), incidence_rate_hi(i) FROM (VALUES (incidence(20, 94.32)), (incidence(0, 1))) v(i) UNION ALL SELECT incidence_rate_lo(i, 0.9), incidence_rate_hi(i, 0.9) FROM incidence(3, 7.5) i", 1e-7)
x <- c(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2)
same("mean: Student's interval", c(mean(x), t.test(x)$conf.int, sd(x)), paste0("SELECT mean(s), mean_lo(s), mean_hi(s), standard_deviation(s) FROM (SELECT mean_agg(x) AS s FROM unnest(", array_of(x), "::numeric[]) x) q"))
w <- (1:100) * 60
hall <- function(x, level = 0.95) { n <- length(x); s <- sd(x); g <- n / ((n - 1) * (n - 2)) * sum((x - mean(x))^3) / s^3
  end <- function(t) mean(x) - s * uniroot(function(w) w + g * w^2 / 3 + g^2 * w^3 / 27 + g / (6 * n) - t, c(-1e3, 1e3), tol = 1e-13)$root
  t <- qt((1 + level) / 2, n - 1) / sqrt(n); c(end(t), end(-t)) }
skewed <- round(exp((1:40 * 37) %% 41 / 8)); answers <- c(1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5)
same("duration: Hall's interval of the mean", c(hall(skewed), hall(skewed, 0.8)), paste0("SELECT seconds(mean_lo(s, c)), seconds(mean_hi(s, c)) FROM (SELECT duration_agg(x * interval '1 s') AS s FROM unnest(", array_of(skewed), "::float8[]) x) q, unnest('{0.95,0.8}'::float8[]) c"), 1e-6)
same("mean of a score: Hall's interval", hall(answers), paste0("SELECT lo, hi FROM (SELECT score_agg(x, 1, 5) AS s FROM unnest(", array_of(answers), "::int[]) x) q, assess(NULL::score_summary, s, 'mean', 'at_least', 3)"), 1e-8)
same("duration: mean, deviation, interval at 90 %", c(mean(w), sd(w), t.test(w, conf.level = 0.9)$conf.int), "SELECT seconds(mean(s)), seconds(standard_deviation(s)), seconds(mean_lo(s, 0.9)), seconds(mean_hi(s, 0.9)) FROM (SELECT duration_agg(x * interval '1 min') AS s FROM generate_series(1, 100) x) q", 1e-6)
y <- sort((1:137 * 7919) %% 1009)
q <- c(0.1, 0.5, 0.75, 0.9)
same("duration: quantiles are those of type 1", quantile(y, q, type = 1), "SELECT seconds(quantile(s, q)) FROM (SELECT duration_agg(x * 7919 % 1009 * interval '1 s') AS s FROM generate_series(1, 137) x) d, unnest('{0.1,0.5,0.75,0.9}'::float8[]) q")
same("duration: their order statistics", c(rbind(y[qbinom(0.025, 137, q)], y[qbinom(0.975, 137, q) + 1])), "SELECT seconds(quantile_lo(s, q)), seconds(quantile_hi(s, q)) FROM (SELECT duration_agg(x * 7919 % 1009 * interval '1 s') AS s FROM generate_series(1, 137) x) d, unnest('{0.1,0.5,0.75,0.9}'::float8[]) q")

# ---- before and after ----
newcombe <- function(h1, n1, h2, n2) {
  a <- suppressWarnings(wilson(h1, n1)); b <- suppressWarnings(wilson(h2, n2)); p <- h1 / n1; r <- h2 / n2; d <- r - p
  c(d, d - sqrt((r - b[1])^2 + (a[2] - p)^2), d + sqrt((b[2] - r)^2 + (p - a[1])^2))
}
pooled <- function(h1, n1, h2, n2) { t <- suppressWarnings(prop.test(c(h1, h2), c(n1, n2), correct = FALSE)); c(t$statistic, t$p.value) }
same("compare of rates: Newcombe, pooled score", c(newcombe(48, 80, 56, 70), pooled(48, 80, 56, 70), newcombe(3, 200, 9, 150), pooled(3, 200, 9, 150)),
     "SELECT difference, lo, hi, z * z, p_value FROM (VALUES (rate_summary(48, 80), rate_summary(56, 70)), (rate_summary(3, 200), rate_summary(9, 150))) v(b, a), compare(b, a)", 1e-8)
before <- c(1, 2, 3, 4, 5); after <- c(3, 4, 5, 5, 5)
t <- t.test(after, before)
same("compare of means: Welch", c(1.4, t$conf.int, t$statistic, t$parameter, t$p.value), "SELECT * FROM compare_mean((SELECT score_agg(x, 1, 5) FROM unnest('{1,2,3,4,5}'::int[]) x), (SELECT score_agg(x, 1, 5) FROM unnest('{3,4,5,5,5}'::int[]) x))", 1e-8)
x <- (1:40 * 37) %% 101 + 0.5; y <- (1:25 * 53) %% 89 + 0.25
t <- t.test(y, x)
same("compare of means: Welch, other sizes", c(mean(y) - mean(x), t$conf.int, t$statistic, t$p.value), "SELECT * FROM compare((SELECT mean_agg(x * 37 % 101 + 0.5) FROM generate_series(1, 40) x), (SELECT mean_agg(x * 53 % 89 + 0.25) FROM generate_series(1, 25) x))", 1e-8)
t <- poisson.test(c(27, 20), c(1, 1))
same("ratio of counts: conditional", c(27 / 20, t$conf.int, t$p.value), "SELECT * FROM ratio(incidence(20, 1), incidence(27, 1))", 1e-6)
t <- poisson.test(c(3, 14), c(120.5, 300))
same("ratio of counts of other exposures", c((3 / 120.5) / (14 / 300), t$conf.int), "SELECT ratio, lo, hi FROM ratio(incidence(14, 300), incidence(3, 120.5))", 1e-6)
m <- binom.test(15, 20)
odds <- function(p) p / (1 - p)
same("pairs: exact, odds", c(3, odds(m$conf.int), m$p.value, 2 * (pbinom(5, 20, 0.5) - 0.5 * dbinom(5, 20, 0.5))), "SELECT * FROM mcnemar(5, 15)", 1e-6)

# ---- scores ----
answers <- function(v) paste0("'{\"v\":1,\"lo\":0,\"hi\":10,\"counts\":[", v[1], ",0,0,0,0,0,0,", v[2], ",0,", v[3], ",0]}'::score_summary")
part <- function(v, extra) { n <- sum(v) + 4 * extra; r <- (v[3] + extra) / n; d <- (v[1] + extra) / n; c(100 * (r - d), 1e4 * (r + d - (r - d)^2) / n) }
nps_change <- function(a, b, extra) {
  u <- part(a, extra); v <- part(b, extra); e <- sqrt(u[2] + v[2]); d <- v[1] - u[1]
  c(part(b, 0)[1] - part(a, 0)[1], d - qnorm(0.975) * e, d + qnorm(0.975) * e, d / e, 2 * pnorm(-abs(d / e)))
}
a <- c(30, 40, 30); b <- c(20, 30, 50)
for (m in c("adjusted_wald", "wald")) same(paste("compare of NPS:", m), nps_change(a, b, if (m == "wald") 0 else 0.75), paste0("SELECT difference, lo, hi, z, p_value FROM compare(", answers(a), ",", answers(b), ", 0.95, '", m, "')"), 1e-8)
# the score interval by its definition: the shares of the likeliest answers of this mean, found by search, and where the statistic passes z
refused <- function(v, theta) {
  n <- sum(v)
  likelihood <- function(q) { p <- c(q, 1 - 2 * q - theta, q + theta); sum(ifelse(v > 0, v * log(pmax(p, 1e-300)), 0)) }
  q <- optimize(likelihood, c(max(0, -theta), (1 - theta) / 2), maximum = TRUE, tol = 1e-14)$maximum
  (theta - (v[3] - v[1]) / n)^2 * n / (2 * q + theta * (1 - theta)) - qnorm(0.975)^2
}
score_interval <- function(v) { m <- (v[3] - v[1]) / sum(v); 100 * c(uniroot(function(t) refused(v, t), c(-1 + 1e-9, m), tol = 1e-13)$root, uniroot(function(t) refused(v, t), c(m, 1 - 1e-9), tol = 1e-13)$root) }
same("NPS: score interval by search", c(score_interval(a), score_interval(c(3, 5, 12)), score_interval(c(1, 9, 2))), paste0("SELECT nps_lo(s), nps_hi(s) FROM (VALUES (", answers(a), "), (", answers(c(3, 5, 12)), "), (", answers(c(1, 9, 2)), ")) v(s)"), 1e-5)

# ---- ratios, pilots, samples, shrinking ----
# Donner and Zou 2012, of b / a: from the ends of both intervals
mover <- function(a, i, b, j) c(b / a, (a * b - sqrt((a * b)^2 - j[1] * (2 * b - j[1]) * i[2] * (2 * a - i[2]))) / (i[2] * (2 * a - i[2])),
                                (a * b + sqrt((a * b)^2 - j[2] * (2 * b - j[2]) * i[1] * (2 * a - i[1]))) / (i[1] * (2 * a - i[1])))
x <- (1:40 * 37) %% 101 + 0.5; y <- (1:25 * 53) %% 89 + 0.25
same("ratio of means: Donner and Zou", mover(mean(x), t.test(x)$conf.int, mean(y), t.test(y)$conf.int), "SELECT ratio, lo, hi FROM ratio((SELECT mean_agg(x * 37 % 101 + 0.5) FROM generate_series(1, 40) x), (SELECT mean_agg(x * 53 % 89 + 0.25) FROM generate_series(1, 25) x))", 1e-8)
y <- (1:40 * 53) %% 89 + 0.25; t <- qt(0.975, 39); va <- var(x) / 40; vb <- var(y) / 40
fieller <- sort(Re(polyroot(c(mean(y)^2 - t^2 * vb, -2 * mean(x) * mean(y), mean(x)^2 - t^2 * va))))
same("ratio of means of equally many: Fieller", c(mean(y) / mean(x), fieller), "SELECT ratio, lo, hi FROM ratio((SELECT mean_agg(x * 37 % 101 + 0.5) FROM generate_series(1, 40) x), (SELECT mean_agg(x * 53 % 89 + 0.25) FROM generate_series(1, 40) x))", 1e-8)
mover_ratio <- function(h1, n1, h2, n2) mover(h1 / n1, suppressWarnings(wilson(h1, n1)), h2 / n2, suppressWarnings(wilson(h2, n2)))
same("ratio of rates: Donner and Zou", mover_ratio(300, 1000, 240, 1000), "SELECT ratio, lo, hi FROM ratio(rate_summary(300, 1000), rate_summary(240, 1000))", 1e-8)
did <- function(tb, ta, cb, ca) { u <- newcombe(tb[1], tb[2], ta[1], ta[2]); v <- newcombe(cb[1], cb[2], ca[1], ca[2]); d <- u[1] - v[1]
  c(d, d - sqrt((u[1] - u[2])^2 + (v[3] - v[1])^2), d + sqrt((u[3] - u[1])^2 + (v[1] - v[2])^2)) }
same("did of rates", did(c(50, 200), c(30, 200), c(40, 200), c(44, 200)), "SELECT difference, lo, hi FROM did(rate_summary(50, 200), rate_summary(30, 200), rate_summary(40, 200), rate_summary(44, 200))", 1e-8)
z <- qnorm(0.975) + qnorm(0.8)
need <- function(p, q) ceiling(z^2 * (p * (1 - p) + q * (1 - q)) / (p - q)^2)
same("sample_needed of rates and NPS", c(need(0.78, 0.9), need(0.65, 0.78), need(0.032, 0.015), ceiling(z^2 * 2 * 0.7 / 0.15^2 - 3), ceiling((qnorm(0.975) / 0.05)^2 * 0.7 - 3)),
     "SELECT sample_needed(0.78, 0.90), sample_needed(0.65, 0.78), sample_needed(0.032, 0.015), sample_needed_nps(15), sample_needed_nps_margin(5)")
reached <- function(n, p, cut, level) { h <- 0:n; ok <- sapply(h, function(x) suppressWarnings(wilson(x, n, level))[1] >= cut); sum(dbinom(h[ok], n, p)) }
first <- function(p, cut, level) { n <- 1; while (reached(n, p, cut, level) < 0.8) n <- n + 1; n }
same("sample_needed_tier: the first number of trials that reaches it", c(first(0.95, 0.9, 0.9), first(0.9, 0.8, 0.9)), "SELECT sample_needed_tier(0.95, 0.90, confidence => 0.9), sample_needed_tier(0.9, 0.80, confidence => 0.9)")
h <- c(3, 95, 60, 75); n <- c(3, 100, 100, 100); p <- sum(h) / sum(n); q <- p * (1 - p)
gamma <- (sum(n * (h / n - p)^2) - q * 3) / (q * (sum(n) - sum(n^2) / sum(n) - 3)); k <- 1 / gamma - 1
same("shrunk: Kleinman's weight", (h + k * p) / (n + k), "SELECT shrunk(rate_summary(h, n), (SELECT array_agg(rate_summary(h, n)) FROM (VALUES (3, 3), (95, 100), (60, 100), (75, 100)) v(h, n))) FROM (VALUES (1, 3, 3), (2, 95, 100), (3, 60, 100), (4, 75, 100)) v(i, h, n) ORDER BY i")

# ---- yields, shares of a review, calibration ----
same("sigma level and yields", c(20 / 1915 * 1e6, qnorm(1 - 20 / 1915) + 1.5, qnorm(1 - 20 / 1915), prod(1 - c(4, 7, 16) / 1915)),
     "SELECT dpmo(s), sigma_level(s), sigma_level(s, 0), (SELECT rty(array_agg(d)) FROM (SELECT defect_agg(x, 1915, 1) AS d FROM unnest('{4,7,16}'::int[]) x GROUP BY x) q) FROM (SELECT defect_agg(20, 1915, 1) AS s) x", 1e-8)
corrected <- function(w, p, m) {
  i <- function(v) suppressWarnings(wilson(v[1], v[2])); f <- function(v) v[1] / v[2]
  W <- f(w); P <- f(p); M <- f(m); a <- i(p); b <- i(m); c <- i(w); s <- W * P + (1 - W) * M
  # Zou and Donner: each part's distance to its end, times what the share changes by it
  part <- function(lo) { d <- if (lo) c(P - a[1], M - b[1]) else c(a[2] - P, b[2] - M); e <- if ((P > M) == lo) W - c[1] else c[2] - W; sqrt((W * d[1])^2 + ((1 - W) * d[2])^2 + ((P - M) * e)^2) }
  c(s, s - part(TRUE), s + part(FALSE))
}
sql("CREATE TEMP TABLE review AS SELECT a, p FROM (VALUES ('fee', 'fee', 80), ('app', 'fee', 20), ('fee', 'app', 10), ('app', 'app', 190)) v(a, p, n), generate_series(1, n)")
same("corrected_share of a random review", corrected(c(3000, 10000), c(80, 100), c(10, 200)), "SELECT share, lo, hi FROM corrected_share((SELECT confusion_agg(a, p) FROM review), 'fee', (SELECT rate_agg(3000, 10000)))", 1e-8)
# weighted: Wilson's of as many rows of weight 1 as have the same variance, four of either kind added for it (corrected_share.c)
weighted <- function(w, yes, no) {
  s <- sum(yes) + sum(no); q <- sum(yes^2) + sum(no^2); a <- q / s; W <- s + 8 * a; p <- (sum(yes) + 4 * a) / W
  n <- max(1, p * (1 - p) * W^2 / ((sum(yes^2) + 4 * a^2) * (1 - p)^2 + (sum(no^2) + 4 * a^2) * p^2) - 8)
  m <- sum(yes) / s; z <- qnorm(0.975); c <- (m + z^2 / (2 * n)) / (1 + z^2 / n); h <- z * sqrt(m * (1 - m) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  c(m, c - h, c + h)
}
y1 <- c(rep(1, 40), rep(49.25, 51)); n1 <- c(rep(1, 30), rep(49.25, 8)); y2 <- c(rep(1, 30), rep(49.25, 4)); n2 <- c(rep(1, 50), rep(49.25, 137))
P <- weighted(1, y1, n1); M <- weighted(1, y2, n2); W <- 0.3; i <- suppressWarnings(wilson(3000, 10000)); S <- W * P[1] + (1 - W) * M[1]
sql("CREATE TEMP TABLE queue AS SELECT a, p, weight FROM (VALUES ('fee', 'fee', 1, 40), ('app', 'fee', 1, 30), ('fee', 'app', 1, 30), ('app', 'app', 1, 50), ('fee', 'fee', 49.25, 51), ('app', 'fee', 49.25, 8), ('fee', 'app', 49.25, 4), ('app', 'app', 49.25, 137)) v(a, p, weight, n), generate_series(1, n)")
same("corrected_share of a weighted review", c(S, S - sqrt((W * (P[1] - P[2]))^2 + ((1 - W) * (M[1] - M[2]))^2 + ((P[1] - M[1]) * (W - i[1]))^2), S + sqrt((W * (P[3] - P[1]))^2 + ((1 - W) * (M[3] - M[1]))^2 + ((P[1] - M[1]) * (i[2] - W))^2)),
     "SELECT share, lo, hi FROM corrected_share((SELECT review_agg(a, p, weight) FROM queue), 'fee', (SELECT rate_agg(3000, 10000)))", 1e-7)
e <- function(x) qnorm(1 - x) + 1.5; i <- binom.test(20, 1915)$conf.int
same("defects: exact intervals of dpmo and sigma level", c(1e6 * i, rev(e(i)), e(binom.test(0, 2000)$conf.int[2])), "SELECT dpmo_lo(s), dpmo_hi(s), sigma_level_lo(s), sigma_level_hi(s), (SELECT sigma_level_lo(d) FROM (SELECT defect_agg(0, 500, 4) AS d) q) FROM (SELECT defect_agg(20, 1915, 1) AS s) x", 1e-7)
i <- 1:4000; p <- 0.3 + 0.7 * ((i * 37) %% 1000) / 1000; hit <- (i * 7919) %% 1009 / 1009 < p
bins <- function(k) { b <- pmin(k - 1, floor(p * k + 1e-9)); sum(abs(tapply(p, b, sum) - tapply(hit, b, sum))) / length(p) }
sql("CREATE TEMP TABLE forecast AS SELECT calibration_agg(i * 7919 % 1009 / 1009.0 < 0.3 + 0.7 * (i * 37 % 1000) / 1000.0, 0.3 + 0.7 * (i * 37 % 1000) / 1000.0) AS c FROM generate_series(1, 4000) i")
same("calibration: Brier score, error over bins", c(mean((p - hit)^2), bins(15), bins(10)), "SELECT brier(c), ece(c), ece(c, 10) FROM forecast", 1e-3)
finish()

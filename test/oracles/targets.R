# Targets, ranks, and comparisons by MOVER: counts per exposure, quantiles; combinations that moved.
mover <- function(a, i, b, j) { d <- b - a; c(d, d - sqrt((b - j[1])^2 + (i[2] - a)^2), d + sqrt((j[2] - b)^2 + (a - i[1])^2)) }
wilson <- function(h, n, level = 0.95) { z <- qnorm(1 - (1 - level) / 2); p <- h / n; c <- (p + z^2 / (2 * n)) / (1 + z^2 / n); w <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n); c(c - w, c + w) }
i <- poisson.test(14, 300)$conf.int; j <- poisson.test(3, 120.5)$conf.int
p <- binom.test(3, 17, 120.5 / 420.5)$p.value
same("compare of counts per exposure: MOVER, exact test", c(mover(14 / 300, i, 3 / 120.5, j), p), "SELECT difference, lo, hi, p_value FROM compare(incidence(14, 300), incidence(3, 120.5))", 1e-7)
x <- sort((1:137 * 7919) %% 1009); y <- sort((1:90 * 104729) %% 811)
ends <- function(v, q) v[c(qbinom(0.025, length(v), q), qbinom(0.975, length(v), q) + 1)]
sql("CREATE TEMP TABLE d AS SELECT (SELECT duration_agg(x * 7919 % 1009 * interval '1 s') FROM generate_series(1, 137) x) AS b, (SELECT duration_agg(x * 104729 % 811 * interval '1 s') FROM generate_series(1, 90) x) AS a")
for (q in c(0.5, 0.9)) same(paste("compare of quantiles:", q), mover(quantile(x, q, type = 1), ends(x, q), quantile(y, q, type = 1), ends(y, q)), paste0("SELECT difference, lo, hi FROM d, compare(b, a, 0.95, 'p", 100 * q, "')"))
same("compare of shares within a limit", mover(mean(x <= 300), wilson(sum(x <= 300), 137), mean(y <= 300), wilson(sum(y <= 300), 90)), "SELECT difference, lo, hi FROM d, compare(b, a, 0.95, 'within 5 min')", 1e-9)
m <- t.test(y, x)
same("compare of mean durations: Welch", c(m$estimate[1] - m$estimate[2], m$conf.int, m$p.value), "SELECT difference, lo, hi, p_value FROM d, compare(b, a)", 1e-7)

# ---- ranks: joint confidence by Bonferroni over pairs ----
own <- c(90, 100); peers <- list(c(95, 100), c(40, 100), c(88, 100), c(99, 100), c(70, 90))
rank <- function(level) {
  d <- lapply(peers, function(p) { l <- 1 - (1 - level) / length(peers); mover(own[1] / own[2], wilson(own[1], own[2], l), p[1] / p[2], wilson(p[1], p[2], l)) })
  c(1 + sum(sapply(d, function(v) v[1] > 0)), 1 + sum(sapply(d, function(v) v[2] > 0)), 6 - sum(sapply(d, function(v) v[3] < 0)))
}
same("rank_among at 95 and 60 %", c(rank(0.95), rank(0.6)), "SELECT r.* FROM (VALUES (1, 0.95), (2, 0.6)) v(i, level), rank_among(rate_summary(90, 100), ARRAY[rate_summary(95, 100), rate_summary(40, 100), rate_summary(88, 100), rate_summary(99, 100), rate_summary(70, 90)], 'highest', level) r ORDER BY i")

# ---- how much more data: the first number that settles it ----
open_with <- function(n, more, p, target) { i <- wilson(p * (n + more), n + more); i[1] < target && i[2] >= target }
first <- function(n, p, target) { k <- 1; while (open_with(n, k, p, target)) k <- k + 1; k }
same("assess: needed for at_least", c(first(2000, 0.985, 0.98), first(500, 0.8, 0.82), first(60, 0.95, 0.9)), "SELECT needed FROM (VALUES (1, 1970, 2000, 0.98), (2, 400, 500, 0.82), (3, 57, 60, 0.9)) v(i, h, n, t), assess(NULL, rate_summary(h, n), 'rate', 'at_least', t) ORDER BY i")
change <- function(h1, n1, p, n) mover(h1 / n1, wilson(h1, n1), p, wilson(p * n, n))
more <- function(h1, n1, h2, n2, target) { k <- 1; repeat { d <- change(h1, n1, h2 / n2, n2 + k); if (d[2] >= target || d[3] < target) return(k); k <- k + 1 } }
same("assess: needed for points", more(480, 800, 92, 140, 0.01), "SELECT needed FROM assess(rate_summary(480, 800), rate_summary(92, 140), 'rate', 'points', 0.01)")

# ---- combinations ----
cube <- expand.grid(product = c("app", "card", "loan"), region = c("north", "south", "east"), stringsAsFactors = FALSE)
cube$before <- 120; cube$after <- 120 + ifelse(cube$product == "app" & cube$region == "north", 80, 0)
sql("CREATE TEMP TABLE complaint AS SELECT product, region, after FROM unnest(ARRAY['app', 'card', 'loan']) product, unnest(ARRAY['north', 'south', 'east']) region, unnest(ARRAY[false, true]) after, LATERAL generate_series(1, 120 + CASE WHEN after AND product = 'app' AND region = 'north' THEN 80 ELSE 0 END)")
a <- cube[cube$product == "app" & cube$region == "north", ]; rest <- c(sum(cube$before) - a$before, sum(cube$after) - a$after)
growth <- rest[2] / rest[1]; effect <- a$after - a$before * growth
chi <- chisq.test(rbind(c(a$before, a$after), rest), correct = FALSE)
same("contributions: effect and 2 by 2 table", c(effect, chi$p.value), "SELECT effect, p_value FROM contributions((SELECT contribution_agg(ARRAY[product, region], after) FROM complaint)) WHERE dimensions = '{app,north}'", 1e-9)
finish()

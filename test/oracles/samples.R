# Acceptance plans, agreement by its definition, key drivers, parts of a change, concentration.
same("accept_probability", c(pbinom(5, 80, 0.025), pbinom(0, 13, 0.1), pbinom(21, 500, 0.03)), "SELECT accept_probability(80, 5, 0.025), accept_probability(13, 0, 0.1), accept_probability(500, 21, 0.03)", 1e-10)
search_plan <- function(good, pass, bad, slip) { n <- 1; repeat { c <- qbinom(slip, n, bad); while (c >= 0 && pbinom(c, n, bad) > slip) c <- c - 1; if (c >= 0 && pbinom(c, n, good) >= pass) return(c(n, c, pbinom(c, n, good), pbinom(c, n, bad))); n <- n + 1 } }
same("accept_plan: the smallest", c(search_plan(0.05, 0.95, 0.15, 0.075), search_plan(0.01, 0.95, 0.06, 0.1)), "SELECT n, accept, p_good, p_bad FROM (VALUES (1, 0.05, 0.95, 0.15, 0.075), (2, 0.01, 0.95, 0.06, 0.1)) v(i, a, b, c, d), accept_plan(a, b, c, d) ORDER BY i", 1e-9)

# Johnson's weights by singular values; R squared by least squares
i <- 1:400
x <- cbind(speed = (i * 7919) %% 5, solution = (i * 104729) %% 7, tone = (i * 6007) %% 5 + (i * 7919) %% 5)
y <- 3 + x[, 1] + x[, 2] / 2 + ((i * 31) %% 5 - 2) / 4
weights <- function(x, y) { z <- scale(x); s <- svd(z / sqrt(nrow(z) - 1)); l <- s$v %*% diag(s$d) %*% t(s$v); b <- solve(l, cor(x, y)); c(l^2 %*% b^2) }
sql("CREATE TEMP TABLE survey AS SELECT 3 + i * 7919 % 5 + (i * 104729 % 7) / 2.0 + (i * 31 % 5 - 2) / 4.0 AS nps, ARRAY[(i * 7919 % 5)::float8, (i * 104729 % 7)::float8, (i * 6007 % 5 + i * 7919 % 5)::float8] AS r FROM generate_series(1, 400) i")
same("importance: weights, correlations, R squared", c(rbind(weights(x, y), c(cor(x, y)), colMeans(x), summary(lm(y ~ x))$r.squared)), "SELECT weight, correlation, mean, r2 FROM importance((SELECT driver_agg(nps, r) FROM survey)) ORDER BY ord", 1e-7)

# Krippendorff's alpha of numbers: the mean square of pairs within units over that of all pairs
v <- list(c(1, 1), c(2, 2, 3), c(3, 3, 3), c(1, 2))
alpha <- function(delta) {
  all <- unlist(v); n <- length(all); within <- sum(sapply(v, function(u) sum(outer(u, u, delta)) / (length(u) - 1))) / n
  1 - within / (sum(outer(all, all, delta)) / (n * (n - 1)))
}
sql("CREATE TEMP TABLE rating AS SELECT u, 'r' || r AS rater, g FROM (VALUES ('a', '{1,1}'::int[]), ('b', '{2,2,3}'), ('c', '{3,3,3}'), ('d', '{1,2}'), ('e', '{4}')) x(u, gs), unnest(gs) WITH ORDINALITY y(g, r)")
all <- unlist(v); f <- function(a, b) mapply(function(p, q) { l <- min(p, q); h <- max(p, q); (sum(all >= l & all <= h) - (sum(all == l) + sum(all == h)) / 2)^2 * (l != h) }, a, b)
same("alpha at four levels", c(alpha(function(a, b) a != b), alpha(f), alpha(function(a, b) (a - b)^2), alpha(function(a, b) ((a - b) / (a + b))^2)),
     "SELECT alpha FROM (SELECT alpha_agg(u, rater, g) AS s FROM rating) x, unnest(ARRAY['nominal', 'ordinal', 'interval', 'ratio']) WITH ORDINALITY l(level, i), LATERAL alpha(s, level) ORDER BY i", 1e-10)

# mix and within of a change
b <- data.frame(h = c(40, 30, 5), n = c(50, 60, 40)); a <- data.frame(h = c(20, 50, 9), n = c(30, 90, 35))
wb <- b$n / sum(b$n); wa <- a$n / sum(a$n); rb <- b$h / b$n; ra <- a$h / a$n
mix <- (wa - wb) * ((ra + rb) / 2 - (sum(wa * ra) + sum(wb * rb)) / 2); within <- (ra - rb) * (wa + wb) / 2
same("parts of a change", c(rbind(mix, within, mix + within)), "SELECT mix, within, total FROM parts((SELECT change_agg(s, b, a) FROM (VALUES ('a', rate_summary(40, 50), rate_summary(20, 30)), ('b', rate_summary(30, 60), rate_summary(50, 90)), ('c', rate_summary(5, 40), rate_summary(9, 35))) v(s, b, a))) ORDER BY segment", 1e-10)
finish()

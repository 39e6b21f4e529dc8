# Control charts: limits by the formulas of their sources, trends by least squares and by Theil and Sen.
array_in <- function(x) paste0(array_of(x), "::float8[]")
sql("CREATE TEMP TABLE daily AS SELECT date '2026-02-01' + d AS day, 200 + (d * 37) % 90 AS trials, 10 + (d * 13) % 9 AS hits FROM generate_series(0, 19) d")
d <- 0:19; n <- 200 + (d * 37) %% 90; h <- 10 + (d * 13) %% 9
chart <- function(series, kind, columns = "centre, lcl, ucl", options = "{}") paste0("SELECT ", columns, " FROM control_chart((SELECT ", series, "), '", kind, "', options => '", options, "')")
limits <- function(centre, half, lo = -Inf, hi = Inf) c(t(cbind(centre, pmax(lo, centre - half), pmin(hi, centre + half))))
share <- "series_agg(day, g <= hits) FROM daily, generate_series(1, trials) g"
rate <- "series_agg(day, hits, trials) FROM daily"
counts <- "count_series_agg(day, hits) FROM daily"
single <- "series_agg(day, hits / 2.0) FROM daily"
grouped <- "series_agg(day, hits + g % 5) FROM daily, generate_series(1, 5) g"
x <- h / 2; mr <- mean(abs(diff(x)))
same("xmr", rep(limits(mean(x), 3 * mr / 1.128), 20), chart(single, "xmr"))
same("xmr with d2 in full", rep(limits(mean(x), 3 * mr / (2 / sqrt(pi))), 20), chart(single, "xmr", options = '{"exact": true}'))
same("mr", rep(c(mr, 0, 3.267 * mr), 19), paste(chart(single, "mr"), "WHERE value IS NOT NULL"))
p <- sum(h) / sum(n)
same("p", limits(rep(p, 20), 3 * sqrt(p * (1 - p) / n), 0, 1), chart(share, "p"))
same("np", c(t(cbind(n * p, pmax(0, n * p - 3 * sqrt(n * p * (1 - p))), n * p + 3 * sqrt(n * p * (1 - p))))), chart(share, "np"))
same("u", limits(rep(p, 20), 3 * sqrt(p / n), 0), chart(rate, "u"))
same("c", rep(limits(mean(h), 3 * sqrt(mean(h)), 0), 20), chart(counts, "c"))
laney <- function(s) mean(abs(diff((h / n - p) / s))) / 1.128
s <- sqrt(p * (1 - p) / n); same("p prime", limits(rep(p, 20), 3 * laney(s) * s, 0, 1), chart(share, "p_prime"))
s <- sqrt(p / n); same("u prime", limits(rep(p, 20), 3 * laney(s) * s, 0), chart(rate, "u_prime"))
groups <- outer(h, 1:5 %% 5, "+"); c4 <- sqrt(2 / 4) * gamma(5 / 2) / gamma(4 / 2); sbar <- mean(apply(groups, 1, sd))
same("xbar of five", rep(limits(mean(groups), 3 * sbar / c4 / sqrt(5)), 20), chart(grouped, "xbar_s"))
same("s of five", rep(limits(sbar, 3 * sbar / c4 * sqrt(1 - c4^2), 0), 20), chart(grouped, "s"))
same("g", rep(c(median(x), max(0, mean(x) - 3 * sqrt(mean(x) * (mean(x) + 1))), mean(x) + 3 * sqrt(mean(x) * (mean(x) + 1))), 20), chart(single, "g"))
y <- x^(1 / 3.6); b <- limits(mean(y), 3 * mean(abs(diff(y))) / 1.128)
same("t", rep(pmax(0, b)^3.6, 20), chart(single, "t"))
lambda <- 0.2; e <- Reduce(function(a, v) lambda * v + (1 - lambda) * a, x, mean(x), accumulate = TRUE)[-1]
half <- 3 * mr / 1.128 * sqrt(lambda / (2 - lambda) * (1 - (1 - lambda)^(2 * (1:20))))
same("ewma", c(rbind(e, mean(x), mean(x) - half, mean(x) + half)), chart(single, "ewma", "value, centre, lcl, ucl"))
z <- (x - mean(x)) / (mr / 1.128)
up <- Reduce(function(a, v) max(0, a + v - 0.5), z, 0, accumulate = TRUE)[-1]; down <- Reduce(function(a, v) max(0, a - v - 0.5), z, 0, accumulate = TRUE)[-1]
same("cusum", ifelse(up >= down, up, -down), chart(single, "cusum", "value"))
k <- c(9, 11, 10, 12, 8, 10); w <- mean(abs(diff(k))) / 1.128
same("capability", c(10, w, sd(k), 14 / (6 * w), min(8, 6) / (3 * w), 14 / (6 * sd(k)), 6 / (3 * sd(k))),
     paste0("SELECT mean, sigma_within, sigma_overall, cp, cpk, pp, ppk FROM capability((SELECT series_agg(date '2026-01-01' + i::int, v) FROM unnest(", array_in(k), ") WITH ORDINALITY x(v, i)), 4, 18)"))

# what five moving ranges, or the deviations of four buckets, are worth: the variance of their means by integration and by c4
mean_of_two <- integrate(function(u) sapply(u, function(t) integrate(function(x) dnorm(x) * abs(x - t), -9, 9, rel.tol = 1e-10)$value)^2 * dnorm(u), -9, 9, rel.tol = 1e-9)$value - 4 / pi
variance <- (2 - 4 / pi + 2 * mean_of_two * 4 / 5) / 5 / (4 / pi)
capable <- function(cp, cpk, n, variance) {
  df <- 1 / (2 * variance) + 0.25; c4 <- sqrt(2 / df) * gamma((df + 1) / 2) / gamma(df / 2); h <- qnorm(0.975) * sqrt(1 / (9 * n) + cpk^2 / (2 * df))
  c(cp / c4 * sqrt(qchisq(c(0.025, 0.975), df) / df), cpk - h, cpk + h)
}
same("capability of single values: chi-squared, Bissell", capable(14 / (6 * w), 2 / w, 6, variance),
     paste0("SELECT cp_lo, cp_hi, cpk_lo, cpk_hi FROM capability((SELECT series_agg(date '2026-01-01' + i::int, v) FROM unnest(", array_in(k), ") WITH ORDINALITY x(v, i)), 4, 18)"), 1e-6)
b <- list(c(9, 11, 10, 13), c(12, 8, 10), c(9, 9.5, 12, 11, 10), c(8, 10)); c4_of <- function(n) sqrt(2 / (n - 1)) * gamma(n / 2) / gamma((n - 1) / 2)
each <- lengths(b); w4 <- mean(sapply(b, sd) / c4_of(each)); m <- mean(unlist(b))
same("capability of buckets: chi-squared, Bissell", c(w4, capable(14 / (6 * w4), min(18 - m, m - 4) / (3 * w4), sum(each), sum(1 / c4_of(each)^2 - 1) / 16)),
     paste0("SELECT sigma_within, cp_lo, cp_hi, cpk_lo, cpk_hi FROM capability((SELECT series_agg(date '2026-01-01' + i::int, v) FROM unnest(", array_of(rep(1:4, each)), "::int[], ", array_in(unlist(b)), ") x(i, v)), 4, 18)"), 1e-6)

# ---- rules, each from its words, on 480 figures with shifts, a quiet stretch and one that avoids the middle ----
set.seed(7); v <- round(rnorm(400) + rep(c(0, 1.2, 0, -0.8, 0), each = 80) + c(rep(0, 360), 0.06 * (1:40)), 3)
v <- c(v, round(0.35 * rnorm(50), 3), round(sample(c(-1, 1), 30, TRUE) * runif(30, 0.9, 2.2), 3)); z <- v
last <- function(n, f) sapply(seq_along(z), function(i) i >= n && f(z[(i - n + 1):i]))
side <- function(w, beyond, k) { m <- w[length(w)]; abs(m) > beyond && sum(sign(m) * w > beyond) >= k }
partial <- function(n, beyond, k) sapply(seq_along(z), function(i) side(z[max(1, i - n + 1):i], beyond, k))
rules <- list(shewhart = abs(z) > 3, western_electric_2 = partial(3, 2, 2), western_electric_3 = partial(5, 1, 4), run_of_8 = last(8, function(w) all(w > 0) || all(w < 0)),
  nelson_2 = last(9, function(w) all(w > 0) || all(w < 0)), nelson_3 = last(6, function(w) all(diff(w) > 0) || all(diff(w) < 0)), nelson_4 = last(14, function(w) all(diff(sign(diff(w))) != 0) && all(diff(w) != 0)),
  nelson_5 = partial(3, 2, 2), nelson_6 = partial(5, 1, 4), nelson_7 = last(15, function(w) all(abs(w) < 1)), nelson_8 = last(8, function(w) all(abs(w) > 1) && any(w > 0) && any(w < 0)))
sql("CREATE TEMP TABLE noise AS SELECT series_agg(date '2020-01-01' + i::int, v) AS s FROM unnest(", array_in(v), ") WITH ORDINALITY x(v, i)")
for (r in names(rules)) { stopifnot(any(rules[[r]])); same(paste0("rule ", r, ", ", sum(rules[[r]]), " points"), rules[[r]], paste0("SELECT '", r, "' = ANY (signals) FROM noise, control_chart(s, 'xmr', rules => '", r, "', options => '{\"centre\": 0, \"sigma\": 1}') ORDER BY bucket")) }

# ---- trends ----
t <- 1:20; e <- c(.3, -.1, .2, -.4, .1, .5, -.3, 0, -.2, .1, .4, -.2, .3, -.5, .2, .1, -.1, .3, -.4, .2)
v <- 10 + 0.5 * (t - 1) - ifelse(t > 10, 3 + 0.2 * (t - 11), 0) + e
D <- t > 10; since <- ifelse(D, t - 11, 0); f <- lm(v ~ t + D + since)
X <- model.matrix(f); r <- resid(f)
# each autocorrelation by the full matrix: generalised least squares, Student's t, the likelihood without lines and variance; then their mixture
at_rho <- function(rho) { V <- solve(rho^abs(outer(t, t, "-")) / (1 - rho^2)); M <- solve(t(X) %*% V %*% X); b <- M %*% t(X) %*% V %*% v; e <- v - X %*% b; rss <- c(t(e) %*% V %*% e)
  list(l = (determinant(V)$modulus + determinant(M)$modulus) / 2 - 8 * log(rss), b = c(b), se = sqrt(rss / 16 * diag(M))) }
if (suppressWarnings(requireNamespace("nlme", quietly = TRUE))) { # the same likelihood, of REML
  reml <- function(rho) nlme::gls(v ~ t + D + since, correlation = nlme::corAR1(rho, ~ t, fixed = TRUE))
  stopifnot(all.equal(c(logLik(reml(0.6)) - logLik(reml(-0.3))), c(at_rho(0.6)$l - at_rho(-0.3)$l)), all.equal(unname(coef(reml(0.6))), unname(at_rho(0.6)$b)), all.equal(unname(sqrt(diag(vcov(reml(0.6))))), unname(at_rho(0.6)$se))) }
mixture <- function(j, weight) { over <- function(g) integrate(Vectorize(function(u) { rho <- tanh(u); a <- at_rho(rho); exp(c(a$l)) * weight(rho) * (1 - rho^2) * g(a) }), -3, 3, rel.tol = 1e-9, subdivisions = 500)$value
  all <- over(function(a) 1); below <- function(x) over(function(a) pt((x - a$b[j]) / a$se[j], 16)) / all; p <- below(0)
  q <- function(p) uniroot(function(x) below(x) - p, c(-20, 20), tol = 1e-9)$root
  c(over(function(a) a$b[j]) / all, q(0.025), q(0.975), 2 * min(p, 1 - p)) }
same("its: changes and their intervals by integration over all autocorrelations, Durbin-Watson", c(mixture(3, function(rho) 1 / sqrt(1 - rho^2)), mixture(4, function(rho) 1), sum(diff(r)^2) / sum(r^2)),
     paste0("SELECT level_change, lo, hi, p_value, slope_change, slope_lo, slope_hi, slope_p_value, durbin_watson FROM its((SELECT series_agg(date '2026-01-01' + i::int - 1, x) FROM unnest(", array_in(v), ") WITH ORDINALITY u(x, i)), date '2026-01-11')"), 2e-6)
i <- 0:5; y <- 0.78 + 0.012 * i + 0.003 * ((i * 7) %% 5 - 2)
pairs <- combn(6, 2); slope <- median((y[pairs[2, ]] - y[pairs[1, ]]) / (pairs[2, ] - pairs[1, ])); level <- median(y - slope * i)
# how errors last around the line, by full matrices; the new bucket's error, that of the line with what a median costs, and what they have in common
at <- 8; p <- level + slope * at; X <- cbind(1, i); Q <- qr.Q(qr(X)); R <- qr.R(qr(X))
ahead <- function(rho) { O <- rho^abs(outer(i, i, "-")) / (1 - rho^2); V <- solve(O); M <- solve(t(X) %*% V %*% X); b <- M %*% t(X) %*% V %*% y; e <- y - X %*% b; rss <- c(t(e) %*% V %*% e)
  x <- c(1, at); C <- R %*% M %*% t(R); q <- c(x %*% solve(R)); w <- q * sqrt(c(pi / 2, pi / 3))
  list(l = c(determinant(V)$modulus + determinant(M)$modulus) / 2 - 2 * log(rss), slope = sqrt(rss / 4 * M[2, 2] * pi / 3),
       bucket = sqrt(rss / 4 * max(1, 1 / (1 - rho^2) + c(w %*% C %*% w) - 2 * c(x %*% M %*% t(X) %*% V %*% (rho^(at - i) / (1 - rho^2)))))) }
mixed <- function(what, x) { over <- function(g) integrate(Vectorize(function(u) { rho <- tanh(u); a <- ahead(rho); exp(a$l) * (1 - rho^2) * g(a[[what]]) }), -3, 3, rel.tol = 1e-9, subdivisions = 500)$value
  over(function(se) pt(x / se, 4)) / over(function(se) 1) }
half <- function(what) uniroot(function(x) mixed(what, x) - 0.975, c(1e-6, 5), tol = 1e-10)$root
same("on_track: Theil and Sen", c(p, p - half("bucket"), p + half("bucket"), mixed("bucket", p - 0.9), slope, slope - half("slope"), slope + half("slope")),
     "SELECT projected, lo, hi, probability, slope, slope_lo, slope_hi FROM on_track((SELECT series_agg((date '2026-01-01' + (i || ' months')::interval)::date, 0.78 + 0.012 * i + 0.003 * (i * 7 % 5 - 2)) FROM generate_series(0, 5) i), 0.90, '2026-09-30')", 1e-5)
finish()

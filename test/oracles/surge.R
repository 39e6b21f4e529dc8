# Surges: the weekday model is glm(quasipoisson) where nothing is an outlier; scores, bounds and p-values from it; fdr is p.adjust.
day <- as.Date("2026-01-01") + 0:89
n <- ifelse(format(day, "%u") < 6, 40, 15) + (0:89 * 7919) %% 23
sql("CREATE TEMP TABLE daily AS SELECT date '2026-01-01' + i::int - 1 AS day, n FROM unnest(", array_of(n), "::int[]) WITH ORDINALITY u(n, i)")
judge <- function(at, n, least = 0) {
  i <- which(day == at); w <- (i - 59):(i - 4)
  d <- data.frame(y = n[w], k = format(day[w], "%u"))
  f <- glm(y ~ k, quasipoisson, d)
  r <- 2 * (sqrt(d$y) - sqrt(fitted(f)))
  stopifnot(max(abs(r)) / (1.4826 * median(abs(r))) < 2.58)                   # no weight falls, so that both are one model
  phi <- max(1, summary(f)$dispersion); mu <- predict(f, data.frame(k = format(day[i], "%u")), type = "response")
  factor <- phi * (1 + 1 / sum(d$k == format(day[i], "%u"))); s <- sqrt(4 / 9 * mu^(1 / 3) * factor)
  p <- if (factor > 1) pnbinom(n[i] - 1, mu / (factor - 1), 1 / factor, lower.tail = FALSE) else ppois(n[i] - 1, mu, lower.tail = FALSE)
  c(mu, (n[i]^(2 / 3) - mu^(2 / 3)) / s, (mu^(2 / 3) + 2.8 * s)^1.5, p)
}
for (at in c("2026-03-13", "2026-03-16", "2026-03-21", "2026-03-27")) same(paste("surge of", at), judge(at, n), paste0("SELECT expected, score, bound, p_value FROM surge((SELECT count_series_agg(day, n) FROM daily)) WHERE bucket = '", at, "'"), 1e-7)
m <- replace(n, 80, 120)
same("a spike of that day", judge("2026-03-21", m), "SELECT expected, score, bound, p_value FROM surge((SELECT count_series_agg(day, CASE WHEN day = '2026-03-21' THEN 120 ELSE n END) FROM daily)) WHERE bucket = '2026-03-21'", 1e-7)
if (suppressWarnings(requireNamespace("surveillance", quietly = TRUE))) {
  # Farrington's bound as the package has it, of the same model
  i <- which(day == "2026-03-27"); w <- (i - 59):(i - 4); d <- data.frame(y = n[w], k = format(day[w], "%u")); f <- glm(y ~ k, quasipoisson, d)
  pred <- predict(f, data.frame(k = format(day[i], "%u")), type = "response", se.fit = TRUE, dispersion = summary(f)$dispersion)
  bound <- surveillance::algo.farrington.threshold(pred, summary(f)$dispersion, alpha = 2 * pnorm(-2.8), skewness.transform = "2/3", y = n[i])
  same("bound of surveillance", bound[2], "SELECT bound FROM surge((SELECT count_series_agg(day, n) FROM daily)) WHERE bucket = '2026-03-27'", 1e-7)
} else cat("skipped: no R package surveillance\n")
p <- c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1)
q <- ((1:40 * 7919) %% 1009 / 1009)^3
for (rate in c(0.05, 0.2)) same(paste("fdr at", rate), c(p.adjust(p, "BH") <= rate, p.adjust(q, "BH") <= rate), paste0("SELECT f FROM unnest(fdr(", array_of(p), "::float8[], ", rate, ") || fdr(", array_of(q), "::float8[], ", rate, ")) f"))
finish()

# Attainment against the package survival: curves, log-rank, restricted means, late entry, chances of a breach.
needs("survival")

gehan <- data.frame(t = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
                    s = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0))
rows <- function(t, s) paste0("(SELECT attainment_agg(t::float8, s > 0) FROM unnest(", array_of(t), "::float8[], ", array_of(s), "::int[]) u(t, s))")
g <- rows(gehan$t, gehan$s)
fit <- survfit(Surv(t, s) ~ 1, gehan, conf.type = "log-log")
stops <- fit$n.event > 0
same("curve: clocks at risk", fit$n.risk[stops], paste("SELECT at_risk FROM curve(", g, ")"))
same("curve: share attained", 1 - fit$surv[stops], paste("SELECT attained FROM curve(", g, ")"))
same("curve: Greenwood's standard error", (fit$surv * fit$std.err)[stops], paste("SELECT std_error FROM curve(", g, ")"))
same("curve: log-log interval", c(rbind(1 - fit$upper[stops], 1 - fit$lower[stops])), paste("SELECT lo, hi FROM curve(", g, ")"))
at <- c(6, 10, 15, 23, 34)
s <- summary(fit, times = at)
same("attained_by and its ends", c(rbind(1 - s$surv, 1 - s$upper, 1 - s$lower)), paste0("SELECT attained_by(a, w), attained_lo(a, w), attained_hi(a, w) FROM (SELECT ", g, " AS a) x, unnest('{6 s,10 s,15 s,23 s,34 s}'::interval[]) w"))
fit80 <- survfit(Surv(t, s) ~ 1, gehan, conf.type = "log-log", conf.int = 0.8)
s <- summary(fit80, times = at)
same("the same at 80 %", c(rbind(1 - s$upper, 1 - s$lower)), paste0("SELECT attained_lo(a, w, 0.8), attained_hi(a, w, 0.8) FROM (SELECT ", g, " AS a) x, unnest('{6 s,10 s,15 s,23 s,34 s}'::interval[]) w"))
q <- quantile(fit, c(0.1, 0.25, 0.4, 0.5))
same("quantiles of the curve and their ends", c(rbind(q$quantile, q$lower, q$upper)), paste0("SELECT seconds(quantile(a, f)), seconds(quantile_lo(a, f)), seconds(quantile_hi(a, f)) FROM (SELECT ", g, " AS a) x, unnest('{0.1,0.25,0.4,0.5}'::float8[]) f"))

kept <- subset(aml, x == "Maintained")
not <- subset(aml, x == "Nonmaintained")
k <- rows(kept$time, kept$status)
n <- rows(not$time, not$status)
lr <- survdiff(Surv(time, status) ~ x, aml)
same("log-rank", c(lr$chisq, pchisq(lr$chisq, 1, lower.tail = FALSE)), paste("SELECT z * z, p_value FROM compare(", k, ",", n, ")"))
rmst <- function(d, tau) { f <- summary(survfit(Surv(time, status) ~ 1, d), rmean = tau)$table; c(f["rmean"], f["se(rmean)"]) }
a <- rmst(kept, 40); b <- rmst(not, 40); z <- qnorm(0.975)
same("restricted mean and its interval", c(a[1], a[1] - z * a[2], a[1] + z * a[2], b[1], b[1] - z * b[2], b[1] + z * b[2]),
     paste("SELECT seconds(restricted_mean(a, '40 s')), seconds(restricted_mean_lo(a, '40 s')), seconds(restricted_mean_hi(a, '40 s')) FROM (SELECT", k, "UNION ALL SELECT", n, ") x(a)"), 1e-6)
d <- b[1] - a[1]; e <- sqrt(a[2]^2 + b[2]^2)
same("difference of restricted means", c(d, d - z * e, d + z * e), paste("SELECT difference, lo, hi FROM compare(", k, ",", n, ", 0.95, 'mean within 40 s')"), 1e-6)
f <- survfit(Surv(time, status) ~ 1, not)
S <- function(t) summary(f, times = t)$surv
same("chance of a breach", 1 - c(1 - S(30) / S(10), 1 - S(43) / S(23)), paste("SELECT breach_risk(a, f, t) FROM (SELECT", n, "AS a) x, (VALUES (interval '10 s', interval '30 s'), ('23 s', '43 s')) v(f, t)"))

late <- data.frame(e = c(0, 0, 2, 3, 0, 5, 1, 4), t = c(5, 8, 9, 12, 3, 10, 15, 7), s = c(1, 1, 0, 1, 1, 1, 0, 1))
fit <- survfit(Surv(e, t, s) ~ 1, late)
stops <- fit$n.event > 0
same("clocks that were watched late", c(rbind(fit$n.risk[stops], 1 - fit$surv[stops], (fit$surv * fit$std.err)[stops])),
     paste0("SELECT at_risk, attained, std_error FROM curve((SELECT attainment_agg(e * interval '1 s', t * interval '1 s', s > 0) FROM unnest(", array_of(late$e), "::int[], ", array_of(late$t), "::int[], ", array_of(late$s), "::int[]) u(e, t, s)))"))

# a larger sample with ties: lung, by sex
lung1 <- subset(lung, sex == 1); lung2 <- subset(lung, sex == 2)
lr <- survdiff(Surv(time, status) ~ sex, lung)
same("log-rank of 228 with ties", c(lr$chisq, pchisq(lr$chisq, 1, lower.tail = FALSE)), paste("SELECT z * z, p_value FROM compare(", rows(lung1$time, lung1$status - 1), ",", rows(lung2$time, lung2$status - 1), ")"))
finish()

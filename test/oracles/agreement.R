# Cohen's kappa and shares of agreement against psych and vcd.
needs("psych", "vcd")
m <- matrix(c(45, 15, 25, 15, 30, 5, 8, 2, 55), 3, byrow = TRUE, dimnames = list(c("a", "b", "c"), c("a", "b", "c")))
sql("CREATE TEMP TABLE c AS SELECT confusion_agg(a, p) AS c FROM (VALUES ", paste0("('", rownames(m)[row(m)], "','", colnames(m)[col(m)], "',", m, ")", collapse = ","), ") v(a, p, n), generate_series(1, n)")
same("kappa of psych", cohen.kappa(m)$kappa, "SELECT kappa(c) FROM c", 1e-10)
same("kappa of vcd, accuracy", c(Kappa(m)$Unweighted["value"], sum(diag(m)) / sum(m)), "SELECT kappa(c), accuracy(c) FROM c", 1e-10)
p <- diag(m) / colSums(m); r <- diag(m) / rowSums(m)
same("precision, recall, F1", c(rbind(p, r, 2 * p * r / (p + r))), "SELECT precision, recall, f1 FROM per_label((SELECT c FROM c)) ORDER BY label", 1e-10)
finish()

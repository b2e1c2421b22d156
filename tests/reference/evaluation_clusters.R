# Makes evaluation_clusters_r.csv and evaluation_pooled_r.csv from evaluation_cluster_panel.csv:
# `Rscript evaluation_clusters.R` in this folder.
# The first: two-way fixed effects as lm with every dummy; CRV1 by sandwich's vcovCL, whose K counts
# the dummies of units; CRV3 by refitting lm without each cluster.
# The second: treatment, dose and effects of periods alone, with sandwich's CRV1 and clubSandwich's
# CR3, which lacks (G-1)/G (unweighted only: with weights it has a working model of its own).
# R 4.2.2, sandwich 3.0-2, clubSandwich 0.5.8.
suppressMessages({library(sandwich); library(clubSandwich)})
panel <- read.csv("evaluation_cluster_panel.csv")
formula <- outcome ~ term + factor(unit) + factor(period)
told <- NULL
for (term in c("treated", "dose")) for (gaps in 0:1) for (weighted in 0:1) {
  rows <- panel[panel$missing == 0 | gaps == 0, ]
  rows$term <- rows[[term]]
  rows$w <- if (weighted) rows$weight else 1
  fit <- lm(formula, rows, weights = w)
  value <- coef(fit)["term"]
  clusters <- length(unique(rows$cluster))
  one <- sqrt(vcovCL(fit, cluster = rows$cluster, type = "HC1", cadjust = TRUE)["term", "term"])
  without <- sapply(unique(rows$cluster), function(g)
    coef(lm(formula, rows[rows$cluster != g, ], weights = w))["term"])
  three <- sqrt((clusters - 1) / clusters * sum((without - value)^2))
  told <- rbind(told, data.frame(term, gaps, weighted, coefficient = value, crv1 = one,
                                 rows = nrow(rows), parameters = fit$rank, crv3 = three,
                                 upper = value + qt(0.975, clusters - 1) * three))
}
pooled <- NULL
for (weighted in 0:1) {
  rows <- panel[panel$missing == 0, ]
  rows$w <- if (weighted) rows$weight else 1
  fit <- lm(outcome ~ treated + dose + factor(period), rows, weights = w)
  clusters <- length(unique(rows$cluster))
  plain <- lm(outcome ~ treated + dose + factor(period), rows)
  three <- if (weighted) NA else
    (clusters - 1) / clusters * vcovCR(plain, cluster = rows$cluster, type = "CR3")
  one <- vcovCL(fit, cluster = rows$cluster, type = "HC1", cadjust = TRUE)
  for (term in c("treated", "dose"))
    pooled <- rbind(pooled, data.frame(
      weighted, term, coefficient = coef(fit)[term], crv1 = sqrt(one[term, term]),
      crv1_both = one["treated", "dose"],
      crv3 = if (weighted) NA else sqrt(three[term, term]),
      crv3_both = if (weighted) NA else three["treated", "dose"]))
}
write_told <- function(rows, file) {
  writeLines("# R 4.2.2, sandwich 3.0-2, clubSandwich 0.5.8, evaluation_clusters.R", file)
  suppressWarnings(write.table(format(rows, digits = 15, trim = TRUE), file, row.names = FALSE,
                               quote = FALSE, sep = ",", append = TRUE))
}
write_told(told, "evaluation_clusters_r.csv")
write_told(pooled, "evaluation_pooled_r.csv")

# Makes pre_trends_r.csv: `Rscript pre_trends.R` in this folder. Base R alone: the joint test is
# Hotelling's of a multivariate linear model with an intercept, the equivalence two t tests.

written <- "pre_trends_r.csv"
version <- paste0(R.version$major, ".", R.version$minor)
cat("# Hotelling's one-sample test and two one-sided t tests of cluster means.\n",
    "# Made with R ", version, " by pre_trends.R.\n",
    "case,clusters,name,row,column,value\n", sep = "", file = written)

tell <- function(case, clusters, name, values) {
  values <- as.matrix(values)
  lines <- data.frame(case, clusters, name, c(row(values)), c(col(values)),
                      format(c(values), digits = 15, trim = TRUE))
  write.table(lines, written, append = TRUE, sep = ",", quote = FALSE, row.names = FALSE,
              col.names = FALSE)
}

set.seed(20231107)
sizes <- list(c(12, 4), c(12, 1), c(12, 11), c(30, 3), c(6, 4))
for (case in seq_along(sizes)) {
  clusters <- sizes[[case]][1]
  periods <- sizes[[case]][2]
  noise <- matrix(rnorm(clusters * periods), clusters)
  # Correlated along a row and of unlike variances, as coefficients that share a base are.
  outcome <- t(apply(noise, 1, cumsum))
  if (periods == 1) outcome <- t(outcome)
  outcome <- outcome %*% diag(10^seq(0, 2, length.out = periods), periods) + 0.3
  tell(case, clusters, "coefficient", colMeans(outcome))
  tell(case, clusters, "covariance", cov(outcome) / clusters)
  if (periods > 1) {
    joint <- anova(lm(outcome ~ 1), test = "Hotelling-Lawley")["(Intercept)", ]
    found <- unlist(joint[c("approx F", "num Df", "den Df", "Pr(>F)")])
  } else {
    joint <- t.test(outcome)
    found <- c(joint$statistic^2, 1, joint$parameter, joint$p.value)
  }
  tell(case, clusters, "joint", found)
  bound <- 2 * max(apply(outcome, 2, sd)) / sqrt(clusters)
  tell(case, clusters, "bound", bound)
  tell(case, clusters, "equivalence", apply(outcome, 2, function(y) max(
    t.test(y, mu = bound, alternative = "less")$p.value,
    t.test(y, mu = -bound, alternative = "greater")$p.value)))
  tell(case, clusters, "lower", apply(outcome, 2, function(y) t.test(y, conf.level = 0.9)$conf.int[1]))
}

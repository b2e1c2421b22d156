# Makes attrition_units_r.csv: `Rscript attrition_units.R` in this folder, with FunnelPlotR 0.6.0
# (CRAN; Spiegelhalter's overdispersion, as NHS England uses it). Its own functions winsorise the
# scores, take their mean square and make of it the variance between units; the scores are those of
# Freeman and Tukey, over the root of 0.6786 that winsorising leaves of a normal score's square.
# That 0.6786 is had here by integration.

winsorisation <- FunnelPlotR:::winsorisation
phi_func <- FunnelPlotR:::phi_func
tau_func <- FunnelPlotR:::tau_func

end <- qnorm(0.9)
inner <- integrate(function(z) z^2 * dnorm(z), -end, end, rel.tol = 1e-12)$value
left_over <- inner + 2 * 0.1 * end^2

leavers <- c(9, 31, 14, 5, 22, 40, 18, 12, 7, 26, 11, 60, 3, 16, 19, 24)
expected <- c(12.5, 21, 13.2, 9.4, 20.5, 33, 19.9, 8.1, 10.3, 17.6, 15.2, 26, 7.7, 16.4, 14.8, 25.3)

spread <- function(rounding) {
  added <- 1 + rounding / expected
  score <- sqrt(leavers) + sqrt(leavers + 1) - sqrt(4 * expected + 1)
  model <- data.frame(Uzscore = score / sqrt(added) / sqrt(left_over))
  phi <- phi_func(length(leavers), winsorisation(model, 0.1)$Wuzscore)
  # Standard errors are of root ratios; those of ratios are twice as large.
  tau2 <- tau_func(length(leavers), phi, sqrt(added) / (2 * sqrt(expected)))
  c(phi, 2 * sqrt(tau2))
}

found <- t(sapply(c(0, 2), spread))
told <- data.frame(rounding = c(0, 2), dispersion = found[, 1], variation = found[, 2])
writeLines("# R 4.2.2, FunnelPlotR 0.6.0, attrition_units.R", "attrition_units_r.csv")
write.table(format(told, digits = 15), "attrition_units_r.csv", row.names = FALSE, quote = FALSE,
            sep = ",", append = TRUE)

# Makes evaluation_bacon_panel.csv and evaluation_bacon_r.csv: `Rscript evaluation_bacon.R BACON` in
# this folder, BACON being a copy of bacondecomp 0.1.3 (Flack, Jee and Butts; MIT licence;
# github.com/evanjflack/bacondecomp, ec99dd0), of which data/ and R/bacon.R are used as they stand,
# with lm in the place of the one function that it takes of fixest. R 4.2.2.
#
# Data: log income by state and class, and states' reform of mathematics (Goodman, 2019, J. Labor
# Economics 37, 645-682, aggregated); log homicides by state and year, and castle doctrine laws
# (Cheng and Hoekstra, 2013, J. Human Resources 48, 821-854); and the latter without its first
# years, which leaves states always treated.
from <- commandArgs(TRUE)[1]
code <- readLines(file.path(from, "R/bacon.R"))
plain <- function(formula, data) {
  with_dummies <- outcome ~ treated + factor(time) + factor(id)
  list(coefficients = coef(lm(with_dummies, data))["treated"])
}
eval(parse(text = gsub("fixest::feols", "plain", code)))
load(file.path(from, "data/math_reform.rda"))
load(file.path(from, "data/castle.rda"))

reform <- with(as.data.frame(math_reform),
               data.frame(study = "reform", unit = state, period = class, treated = reform_math,
                          outcome = incearn_ln))
laws <- with(as.data.frame(castle),
             data.frame(study = "castle", unit = state, period = year, treated = post,
                        outcome = l_homicide))
late <- laws[laws$period >= 2007, ]
late$study <- "late"
told <- NULL
for (rows in list(reform, laws, late)) {
  found <- bacon(outcome ~ treated, rows, id_var = "unit", time_var = "period")
  whole <- coef(lm(outcome ~ treated + factor(unit) + factor(period), rows))["treated"]
  found <- data.frame(study = rows$study[1], found, coefficient = whole)
  told <- rbind(told, found[!is.na(found$weight) & found$weight > 0, ])
}
write_told <- function(rows, file, source) {
  writeLines(source, file)
  write.table(format(rows, digits = 15, trim = TRUE), file, row.names = FALSE, quote = FALSE,
              sep = ",", append = TRUE)
}
panel <- rbind(reform, laws)
panel <- panel[order(panel$study, panel$unit, panel$period), ]
source <- "# Goodman (2019), Cheng and Hoekstra (2013) as in bacondecomp 0.1.3, evaluation_bacon.R"
suppressWarnings(write_told(panel, "evaluation_bacon_panel.csv", source))
suppressWarnings(write_told(told, "evaluation_bacon_r.csv",
                            "# R 4.2.2, bacondecomp 0.1.3, evaluation_bacon.R"))

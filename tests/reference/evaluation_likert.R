# Makes evaluation_likert_r.csv: `Rscript evaluation_likert.R` in this folder, with R 4.2.2 and
# sandwich 3.0-2. One item answered by three groups of generated people, each with a weight:
# t.test and prop.test (Wilson) without weights, t.test of two groups (Welch); with weights the
# mean is lm's and its error vcovHC's (HC1), the degrees of freedom those of Kish's effective size.

library(sandwich)

set.seed(7)
people <- list(
  sample(1:5, 41, replace = TRUE, prob = c(1, 2, 3, 3, 1)),
  sample(1:5, 23, replace = TRUE, prob = c(3, 3, 2, 1, 1)),
  sample(1:5, 12, replace = TRUE, prob = c(1, 1, 1, 4, 4))
)
weights <- lapply(people, function(answers) round(runif(length(answers), 0.5, 3), 2))
score <- function(answers) 25 * (answers - 1)

told <- list()
keep <- function(name, group, numbers) {
  told[[length(told) + 1]] <<- data.frame(
    name = name, group = group, value = numbers[1], lower = numbers[2], upper = numbers[3]
  )
}
for (group in 1:3) {
  answers <- people[[group]]
  weight <- weights[[group]]
  plain <- t.test(score(answers))
  keep("engagement", group, c(plain$estimate, plain$conf.int))
  share <- prop.test(sum(answers > 3), length(answers), correct = FALSE)
  keep("positive", group, c(share$estimate, share$conf.int))
  fitted <- lm(score(answers) ~ 1, weights = weight)
  effective <- sum(weight)^2 / sum(weight^2)
  reach <- qt(0.975, effective - 1) * sqrt(vcovHC(fitted, type = "HC1")[1, 1])
  keep("weighted engagement", group, coef(fitted) + c(0, -reach, reach))
  high <- effective * sum(weight[answers > 3]) / sum(weight)
  share <- prop.test(high, effective, correct = FALSE)
  keep("weighted positive", group, c(share$estimate, share$conf.int))
  for (answer in 1:5) {
    chosen <- answers == answer
    keep(paste("answer", answer), group,
         c(sum(chosen), sum(weight[chosen]), sum(weight[chosen]^2)))
  }
}
welch <- t.test(score(people[[1]]), score(people[[2]]))
keep("difference", 0, c(welch$estimate[1] - welch$estimate[2], welch$conf.int))

found <- do.call(rbind, told)
writeLines("# R 4.2.2, sandwich 3.0-2, evaluation_likert.R", "evaluation_likert_r.csv")
write.table(format(found, digits = 15), "evaluation_likert_r.csv", row.names = FALSE,
            quote = FALSE, sep = ",", append = TRUE)

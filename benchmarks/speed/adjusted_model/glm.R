# The same model with R's glm: on rows, and on counts with the counting included.
# Rscript glm.R adjusted-1000000.csv
people <- read.csv(commandArgs(TRUE)[1], colClasses = "integer")
start <- proc.time()[["elapsed"]]
rows <- glm(passed ~ factor(ethnicity) + factor(region) + factor(route) + factor(age),
            binomial, data = people, model = FALSE, y = FALSE)
vcov(rows)
seconds <- proc.time()[["elapsed"]] - start
peak <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024^2
start <- proc.time()[["elapsed"]]
people$entered <- 1L
cells <- aggregate(cbind(passed, entered) ~ ethnicity + region + route + age, people, sum)
counted <- proc.time()[["elapsed"]]
counts <- glm(cbind(passed, entered - passed) ~
              factor(ethnicity) + factor(region) + factor(route) + factor(age),
              binomial, data = cells)
vcov(counts)
end <- proc.time()[["elapsed"]]
named <- paste0('"coefficient ', seq_along(coef(rows)) - 1, '": ', sprintf("%.12g", coef(rows)), collapse = ", ")
cat(sprintf('{"seconds": %.3f, "on counts": %.3f, "fit on counts": %.3f, "peak_gib": %.3f, %s}\n',
            seconds, end - start, end - counted, peak, named))

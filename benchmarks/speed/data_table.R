# The same numbers with data.table and base R: Wilson intervals, score tests, Fisher's exact test.
# Rscript data_table.R applications.csv
suppressMessages(library(data.table))
stages <- c("sift", "online_test", "assessment_centre", "offer", "pre_employment_checks", "start")
comparators <- c(
  ethnicity = "White", sex = "Men", disability = "Non-disabled", age = "25 to 34",
  religion = "Christian", sexual_orientation = "Heterosexual or straight", marriage = "Neither",
  socio_economic = "Professional", caring = "Not a carer"
)
start <- proc.time()[["elapsed"]]
people <- fread(commandArgs(TRUE)[1], select = c(names(comparators), stages), na.strings = "",
                showProgress = FALSE)
read <- proc.time()[["elapsed"]]
p_values <- c()
for (name in names(comparators)) for (stage in stages) {
  table <- people[!is.na(get(stage)) & !(get(stage) %in% c("Pending", "Exempt")),
                  .(x = sum(get(stage) == "Pass"), n = .N), by = name]
  others <- table[get(name) == comparators[[name]]]
  for (row in seq_len(nrow(table))) {
    group <- table[row]
    prop.test(group$x, group$n, correct = FALSE)
    if (!group[[name]] %in% c(comparators[[name]], "Prefer not to say", "Not declared", NA)) {
      prop.test(c(group$x, others$x), c(group$n, others$n), correct = FALSE)
      cells <- matrix(c(group$x, group$n - group$x, others$x, others$n - others$x), 2)
      p_values <- c(p_values, fisher.test(cells, conf.int = FALSE)$p.value)
    }
  }
}
adjusted <- p.adjust(p_values, "BH")
end <- proc.time()[["elapsed"]]
peak <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024^2
cat(sprintf('{"seconds": %.3f, "read": %.3f, "peak_gib": %.3f}\n', end - start, read - start, peak))

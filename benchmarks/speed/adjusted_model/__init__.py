"""One adjusted model of a million applicants: the workbench beside statsmodels, R and glum."""

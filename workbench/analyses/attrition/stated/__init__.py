"""What the parameters of attrition state: leaving, drivers, learners, scenarios, the period."""

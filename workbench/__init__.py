"""The probation evaluation workbench: recruitment, attrition and role evaluation."""

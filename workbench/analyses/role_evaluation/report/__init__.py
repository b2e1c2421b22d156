"""One module a question: what a report says of its released findings, and nothing before the gate."""

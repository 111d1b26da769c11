"""What is measured, on one machine in one run, beside what others would get there. See README.md."""

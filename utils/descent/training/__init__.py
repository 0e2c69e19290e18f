"""Training: optimizers, schedules, the loop, and the history it leaves."""

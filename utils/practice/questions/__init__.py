"""Questions: predictions and the quiz."""

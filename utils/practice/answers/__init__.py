"""Answers: where they are kept, and what a learner or a teacher reads from them."""

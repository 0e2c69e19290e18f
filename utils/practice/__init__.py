"""What a learner does besides moving sliders: predict, answer, write code; and what a teacher sees of it."""

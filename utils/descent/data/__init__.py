"""Data: what a data set is, the course's own, and what is read from somebody's CSV."""

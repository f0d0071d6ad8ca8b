"""A session: a walk, a face and the journal, one answer saved before the next question is asked."""

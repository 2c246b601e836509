"""Change the records of a debate as a whole: planned, shown, checked in memory, made all or not at all, undone."""

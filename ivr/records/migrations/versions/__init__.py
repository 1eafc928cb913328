"""The changes of the tables, in the order that each names the one before it."""

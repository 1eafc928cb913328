"""The gazetteer: its tables, read once, and the indexes built on them."""

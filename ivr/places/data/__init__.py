"""The gazetteer: its tables, read once, and the indexes over them."""

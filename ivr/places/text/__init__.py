"""Names of places as they are written: one normal form, mentions in a sentence, and what stands around them."""

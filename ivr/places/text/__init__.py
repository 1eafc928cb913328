"""Names of places in a text: their spellings, their mentions in a sentence, and the words around these."""

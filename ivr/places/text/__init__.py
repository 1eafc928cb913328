"""Names of places in a text: their mentions in a sentence, and the words around them."""

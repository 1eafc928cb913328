"""A voice service that connects each caller to the one office that answers for them."""

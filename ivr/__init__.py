"""A voice service that leads a caller to the one office that answers for him."""

"""Routes from the answered call to the ring: by one sentence, two answers or keypad; their seconds and budgets."""

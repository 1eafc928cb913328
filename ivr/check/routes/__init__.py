"""Ways from the answered call to the ring: by one sentence, by two answers, by keypad; their seconds and budgets."""

"""Text from a recogniser: its normal form, how it may have sounded, and how close that is to a name."""

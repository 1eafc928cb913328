"""The strict YAML reader: one tree with a place for every value, and messages for people."""

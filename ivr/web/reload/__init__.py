"""Plans under a running service: followed files are reviewed, kept, and swapped in whole in every worker."""

"""Reload of changed site files while the service runs.

`changes` sees that files were saved, `checking` runs the check in its own process, `review` accepts or refuses them,
`store` keeps accepted plans on disk, `shared` informs the other workers, and `watcher` swaps the whole plan in.
"""

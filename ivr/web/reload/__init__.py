"""Reload of changed site files while the service runs.

`saved_files` sees that files were saved, `checking` runs the check in its own process, `review` accepts or refuses
them, `plan_store` keeps accepted plans on disk, `state` and `shared` inform the other workers, and `watcher` swaps the
whole plan in. `plans` are those that calls follow.
"""

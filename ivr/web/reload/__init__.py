"""Reload of changed site files while the service runs.

`saved_files` detects saved files, `checking` runs the check in its own process, `review` accepts or refuses the files,
`plan_store` keeps accepted plans on disk, `state` and `shared` inform the other workers, and `watcher` swaps in the
whole plan. `plans` are the plans in memory that calls follow.
"""

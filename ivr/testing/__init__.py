"""Calls and answers as tests: a telephone for Python tests, scripted calls, calls left to chance, tables of answers.

`plugin` is the pytest plugin that is installed with the package. This module imports nothing, for pytest loads it in
every run, whether or not a hotline is tested.
"""

"""Calls and answers as tests: a telephone for Python tests, scripted calls, random calls, tables of answers.

`plugin` is the pytest plugin that is installed with the package. This module imports nothing, because pytest loads it
in every run, whether or not a hotline is tested.
"""

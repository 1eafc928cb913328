import os

os.environ["HYPOTHESIS_NO_PLUGINS"] = (
    "1"  # of its libraries' own: each process would import trio, which selenium brings
)

import os

# Without the plugins of its own libraries: each process would import trio, which selenium brings.
os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"

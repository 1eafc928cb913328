"""The carrier's HTTP side: addresses, signatures, webhooks, and services in this process or over HTTP."""

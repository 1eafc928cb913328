"""How the carrier asks a service for instructions: addresses, signatures, forms, in process or over HTTP."""

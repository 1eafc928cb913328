"""Going live: a number at Twilio is routed and rolled back, errors there are listed, and what is missing is named.

Nothing here is on a call's way. What is asked of Twilio goes through `rest`, what is asked of the running service
through `preflight`; both wait for ten seconds at the most, and print no secret.
"""

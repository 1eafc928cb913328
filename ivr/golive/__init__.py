"""From a number at Twilio to the first caller: the number routed and rolled back, errors there, what is still missing.

Nothing here is on a call's way. What is asked of Twilio goes through `rest`, what is asked of the running service
through `preflight`; both wait for ten seconds at the most, and print no secret.
"""

"""Going live: routing a number at Twilio and back, errors at Twilio, the doctor, configuration to deploy.

Nothing here runs during a webhook. Requests to Twilio go through `ivr.twilio.rest`, requests to the running service
through `preflight`; both wait for ten seconds at most, and print no secret.
"""

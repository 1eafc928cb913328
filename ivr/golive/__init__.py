"""Going live: routing a number at Twilio and rolling it back, errors at Twilio, the doctor, configuration to deploy.

Nothing here runs during a webhook. Requests to Twilio go through `rest`, requests to the running service through
`preflight`; both wait for ten seconds at the most, and print no secret.
"""

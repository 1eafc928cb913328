"""TwiML documents: read, checked against Twilio's schema, and timed."""

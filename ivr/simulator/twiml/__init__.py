"""The documents that a service answers with: read, checked against Twilio's rules, and how far they are reached."""

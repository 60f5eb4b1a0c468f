"""Steps a customer has taken already: found in the ticket, left out of the draft."""

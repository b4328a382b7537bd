"""What is known of one edition: mentions, dates, quantities, terms in use, fingerprints. Each is a pure function of it."""

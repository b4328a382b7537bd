"""Facts about one edition: mentions, dates, quantities, usage of terms, fingerprints. Each is a pure function of the edition."""

"""From a source to its edition: the order of the steps, and the editions of a whole folder."""

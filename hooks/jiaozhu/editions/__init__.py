"""From a source to its edition: the order of the steps, their rules' examples, and the editions of a whole folder."""

"""From a source to a clean text: one step a module. Each proposes changes; none applies them."""

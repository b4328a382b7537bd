"""校: correcting a text against its witnesses. Each module proposes changes; none applies them."""

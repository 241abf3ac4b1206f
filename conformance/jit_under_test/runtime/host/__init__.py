"""The host's side of the runtime: plain Python over the arena."""

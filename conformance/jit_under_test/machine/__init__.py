"""Memory, code and the ability to call an address: what everything above runs on."""

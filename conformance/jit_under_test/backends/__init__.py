"""Machine-code backends for fragments, and the register allocation they share."""

"""The meaning of every opcode, once: generators of effects that executors interpret."""

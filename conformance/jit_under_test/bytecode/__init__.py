"""PUC Lua 5.1 bytecode: opcode table, function prototypes, listing and verifier."""

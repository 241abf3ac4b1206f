-- An uncaught call of nil in a field of a field.
local config = { handlers = { open = print } }
config.handlers.open("opened")
config.handlers.close("closed")

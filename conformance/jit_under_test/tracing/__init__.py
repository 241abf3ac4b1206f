"""The tracing tier: finds hot code, records it to fragments, compiles and links them."""

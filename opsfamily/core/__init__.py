"""The rules of the work as pure functions: plain values in, plain values out, no framework."""

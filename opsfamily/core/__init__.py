"""The rules of the work as plain functions: plain values in, plain values out, no framework."""

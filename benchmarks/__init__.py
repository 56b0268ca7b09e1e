"""How fast the linter is, against a yardstick beside it; ``python -m benchmarks`` makes the tables."""

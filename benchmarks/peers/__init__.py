"""The same messages through other linters and filters; no part of the tests or of continuous integration."""

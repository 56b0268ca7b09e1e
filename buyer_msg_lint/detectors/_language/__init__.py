"""What the language detector knows: scripts, words of each language, and whom to ask in doubt."""

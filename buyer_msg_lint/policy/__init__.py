"""Policy: rules, word lists, types and policies, from YAML files to what the engine runs."""

"""What is told about a rule, made once for the terminal and for the pages in docs/rules.

``content`` makes a page of a rule, ``terminal`` and ``markdown`` render it.
"""

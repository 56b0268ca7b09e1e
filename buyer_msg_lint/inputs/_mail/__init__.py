"""How mail is made (RFC 5322, 2045 to 2047, 2231, 3676): entities, header fields, encodings, charsets.

A file is looked at as Latin-1 first, where each byte is a character and offsets are those of the bytes.
"""

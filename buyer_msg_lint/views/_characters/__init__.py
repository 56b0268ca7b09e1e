"""What single characters stand for: compatible forms, look-alikes, hidden ones, flags. Data, no views."""

"""What single characters stand for: compatibility forms, look-alikes, hidden characters, flags. Data, and no views."""

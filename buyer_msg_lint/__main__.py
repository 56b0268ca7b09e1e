"""``python -m buyer_msg_lint``."""

from buyer_msg_lint.cli import run

if __name__ == "__main__":
    run()

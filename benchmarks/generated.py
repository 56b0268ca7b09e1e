"""Messages put together of invented parts, the same every time: what holds of one message may be chance."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

COUNT: Final = 50
_SEED: Final = 20250601

_GREETINGS = ("Dear {name},", "Hello {name},", "Hi {name},", "Dear Customer,", "Good morning {name},")
_NAMES = ("Daniel", "Priya", "Ms. Okafor", "Mr. Lindqvist", "Zoë", "Tomás", "Mei", "Mrs. Abara")
_THINGS = (
    *("kettle", "desk lamp", "rain jacket", "phone case", "garden hose", "picture frame", "yoga mat"),
    *("set of mugs", "bread knife", "alarm clock", "dog bed", "water bottle"),
)
_FAULTS = (
    *("arrived with a broken handle", "stopped working after two days", "came in the wrong colour"),
    *("was missing its lid", "was scratched when you unpacked it", "does not switch on"),
)
_OPENINGS = (
    "Thank you for your message about the {thing}. We are sorry that it {fault}.",
    "Thanks for letting us know that the {thing} {fault}. That must have been annoying.",
    "We have read your message: the {thing} {fault}. Please accept our apologies for the trouble.",
    "I am sorry to hear that your {thing} {fault}, and thank you for telling us so soon.",
)
_OFFERS = (
    "We have sent you a new {thing} today; you do not need to return the old one.",
    "We would like to send you another {thing} at no cost, or refund the full price if you like that better.",
    "The full amount of ${price} was refunded this morning and should reach your account within {days} days.",
    "A replacement left our warehouse on {date} and will be with you within {days} business days.",
    "Your replacement for order {order} is on its way with UPS, tracking number 1Z999AA10123456784.",
)
_MORE = (
    "Please keep the {thing} or dispose of it as you like.",
    "The parts are packed in recycled paper and fit through an ordinary letter box.",
    "To clean it, use lukewarm water and a soft cloth; the dishwasher would dull the surface.",
    "The battery takes about {days} hours to charge, and a green light tells you when it is full.",
    "It measures {days} x 12 inches and weighs a little less than two pounds.",
    "If the parcel has not arrived by {date}, tell us, and we will look into it at once.",
    "We have told our supplier, so that the next delivery is checked before it is shipped.",
    "You will find the instructions in the box, beneath the cardboard tray.",
    "Our team is at work from Monday to Friday and answers within one business day.",
)
_CLOSINGS = (
    "Please reply to this message if anything is unclear.",
    "Just answer this message if you would rather have a refund.",
    "Let us know which of the two you prefer.",
)
_FAREWELLS = ("Kind regards,\n{own}", "Best regards,\n{own}", "Sincerely,\n{own}\nCustomer care")
_OWN = ("Maria", "Anna", "Lena", "José", "Wei", "Tom")
_VIOLATIONS = (
    "If you are happy with it, please leave us a 5-star review.",
    "Please change your negative review once the new one has arrived.",
    "Write to us at {own}.service@example.com and we will be quicker.",
    "Add us on WhatsApp: +1 202 555 0143.",
    "You find all our products at www.example.com/shop.",
    "As a thank you for a review, we will send you a ${price} gift card.",
    "Use the code SAVE15 on your next order and get 15% off.",
    "Call us at (202) 555-0178 before you contact the marketplace.",
    "Our WeChat is lamp_shop_88, there we answer at once.",
    "Follow us on Instagram @happy.lamps for news about sales.",
)


def clean_messages() -> list[str]:
    """Return messages in which nothing is wrong."""
    chance = random.Random(_SEED)  # noqa: S311 - the same messages every time
    return [_message(chance, ()) for _ in range(COUNT)]


def violating_messages() -> list[str]:
    """Return messages that break one to three rules, in plain words."""
    chance = random.Random(_SEED + 1)  # noqa: S311 - the same messages every time
    return [_message(chance, chance.sample(_VIOLATIONS, chance.randint(1, 3))) for _ in range(COUNT)]


def _message(chance: random.Random, violations: Sequence[str]) -> str:
    middle = [chance.choice(_OFFERS), *chance.sample(_MORE, chance.randint(2, 5)), *violations]
    chance.shuffle(middle)
    half = len(middle) // 2
    paragraphs = [
        chance.choice(_GREETINGS),
        chance.choice(_OPENINGS),
        " ".join(middle[:half]),
        " ".join(middle[half:]),
        chance.choice(_CLOSINGS),
        chance.choice(_FAREWELLS),
    ]
    return "\n\n".join(paragraphs).format(
        name=chance.choice(_NAMES),
        thing=chance.choice(_THINGS),
        fault=chance.choice(_FAULTS),
        own=chance.choice(_OWN),
        price=f"{chance.randint(9, 79)}.{chance.randint(10, 99)}",
        days=chance.randint(2, 9),
        date=f"{chance.choice(('June', 'July', 'August'))} {chance.randint(1, 28)}",
        order=f"112-{chance.randint(1000000, 9999999)}-{chance.randint(1000000, 9999999)}",
    )

"""The messages that are timed: fixed, of the length of real ones, of every kind that costs differently."""

from __future__ import annotations

from typing import Final

CLEAN: Final = """\
Dear Customer,

Thank you for telling us about the broken handle on your kettle. We are very sorry that it arrived in this
condition, and we understand how annoying it is to unpack something that cannot be used.

We would like to send you a new kettle at no cost. You do not need to return the broken one; please keep it
or dispose of it as you like. Our warehouse can pack the new kettle as soon as you tell us that this suits
you. If you would rather have your money back, just let us know and we will refund the full price right
away.

Please answer this message so that we can go on.

Kind regards,
Maria
Customer care
"""

ORDER: Final = """\
Hello Daniel,

Your replacement for order 112-4820193-5538201 left our warehouse today. The parcel is on its way with UPS,
and the tracking number is 1Z999AA10123456784. It should reach you within 3 to 5 business days, by June 14,
2025 at the latest.

The package holds 2 mugs (350 ml each) and one lid, size 3.5 inch. You do not need to send the broken ones
back. If the parcel has not arrived by Friday, or if anything is missing, please reply to this message and
we will either send another one or refund the $24.99 that you paid.

We are sorry for the trouble and thank you for your patience.

Kind regards,
Anna from the service team
"""

CLEAN_TYPOGRAPHIC: Final = """\
Dear Zoë,

Thank you for your message – we’re sorry to hear that the café table’s leg came loose. That shouldn’t
happen, and it’s certainly not what you paid for…

Here’s what we’d like to do: we’ll send a new leg, free of charge, together with the “small parts” bag. You
don’t need to return anything. The parts are packed in 100 % recycled paper, weigh less than ½ kg and fit
through an ordinary letter box. If you’d rather have a full refund of €39, that’s fine as well — simply
reply to this message, and we’ll see to it at once.

Kind regards,
José Müller · Customer care
"""

VIOLATING: Final = """\
Hi there,

Thanks so much for your purchase! We hope you love your new lamp. If you are happy with it, please leave us
a 5-star review on Amazon; as a thank you we will send you a $20 gift card. Just mail a picture of the
review to happy.lamps@example.com or add us on WhatsApp: +1 202 555 0143.

If something is not perfect, please contact us before leaving a negative review, so that we can make it
right. You also find all our products, with 15% off for returning customers, at www.example.com/lamps. Use
the code LAMP15 when you check out there and save even more.

Best wishes,
Your lamp friends :)
"""

DISGUISED: Final = """\
Hi there,

Thank you for buying our lamp, we hope that it makes your evenings brighter. If you like it, a five st@r
rev1ew would help our small family a lot, and we would thank you with a g!ft c@rd of twenty dollars.

For anything else you can reach us directly, it is much faster: w h a t s a p p, or happy lamps (at) example
(dot) com, or call two zero two five five five zero one four three. We аnswеr within one hour, every day of
the week, and we never ask you to fill in a form. Pleeease do not write to the market place first, they only
forward what you tell them.

Your lamp friends
"""

FOREIGN: Final = """\
Sehr geehrte Kundin, sehr geehrter Kunde,

vielen Dank für Ihre Nachricht. Es tut uns sehr leid, dass der Griff Ihres Wasserkochers bei der Lieferung
gebrochen war. Selbstverständlich schicken wir Ihnen kostenlos einen neuen Wasserkocher zu; den beschädigten
müssen Sie nicht zurücksenden. Das neue Gerät verlässt unser Lager, sobald Sie uns kurz bestätigen, dass Sie
damit einverstanden sind. Wenn Ihnen eine Erstattung lieber ist, sagen Sie uns bitte Bescheid, dann
überweisen wir den vollen Kaufpreis sofort zurück.

Mit freundlichen Grüßen
Maria
Kundenservice
"""

_HTML_PARAGRAPHS: Final = (
    "Hello Priya,",
    """thank you for your order of the garden hose, and for telling us that the spray gun was missing from
    the box. We are sorry about that: somebody here closed the carton too early.""",
    """A new spray gun left our warehouse this morning. It comes in a small parcel of its own and should
    reach you within three to five business days. You do not need to do anything, and there
    is nothing to send back.""",
    """If the thread does not fit your tap, screw off the black ring first; the wider thread is beneath it.
    Keep the ring, since you will need it for older taps.""",
    "Please reply to this message if anything else is missing.",
    "Kind regards,<br>Tomás from the service team",
)
HTML: Final = (
    """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your spray gun is on its way</title>
<style>
  body { margin: 0; padding: 0; background-color: #f4f4f4; }
  table { border-collapse: collapse; }
  .box { width: 600px; background-color: #ffffff; }
  .text p { font-family: Arial, Helvetica, sans-serif; font-size: 15px; line-height: 22px; color: #333333; }
  @media only screen and (max-width: 620px) { .box { width: 100% !important; } }
</style>
</head>
<body>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="left">
<table role="presentation" class="box" cellpadding="0" cellspacing="0" border="0">
<tr><td style="padding: 24px 32px; background-color: #ffffff; border-bottom: 1px solid #dddddd;">
<h1 style="margin: 0; font-family: Arial, sans-serif; font-size: 20px; color: #111111;">About your order</h1>
</td></tr>
"""
    + "".join(
        '<tr><td class="text" style="padding: 8px 32px;">\n'
        f'<p style="margin: 0 0 12px 0; color: #333333;">{paragraph}</p>\n</td></tr>\n'
        for paragraph in _HTML_PARAGRAPHS
    )
    + """\
<tr><td style="padding: 16px 32px; border-top: 1px solid #dddddd;">&nbsp;</td></tr>
</table>
</td></tr></table>
</body>
</html>
"""
)
HTML_SHOWN: Final = "\n\n".join(
    " ".join(paragraph.replace("<br>", " ").split()) for paragraph in ("About your order", *_HTML_PARAGRAPHS)
)
"""What a reader sees of it, which is what other programs are given of it."""

_PARTED: Final = "\n"
LONG: Final = _PARTED.join((CLEAN, ORDER, CLEAN_TYPOGRAPHIC, VIOLATING) * 4)

MESSAGES: Final = {
    "clean": CLEAN,
    "clean, with numbers": ORDER,
    "clean, typographic": CLEAN_TYPOGRAPHIC,
    "violating": VIOLATING,
    "disguised": DISGUISED,
    "foreign": FOREIGN,
    "long": LONG,
}
"""Each message by its name in the table of figures."""


def repeated(length: int) -> str:
    """Return a text of that many characters, made of ordinary messages one after the other."""
    once = _PARTED.join((CLEAN, ORDER, CLEAN_TYPOGRAPHIC, FOREIGN))
    return (once * (length // len(once) + 1))[:length]

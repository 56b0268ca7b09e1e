"""What the text of a link says of where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from buyer_msg_lint.inputs._html.addresses import is_same_site, led_to, shown_host
from buyer_msg_lint.inputs._html.flow import Flow
from buyer_msg_lint.inputs._html.marks import Marks
from buyer_msg_lint.spans import Span

_MARKS_AROUND = " \t\n\u00a0.,;:!?\"'()[]<>«»“”‘’„→›>>…-–—*"


@dataclass(slots=True)
class Link:
    """A link that is being read: its tag, where it leads, its text, and whether something else names it."""

    tag: Span
    address: str
    flow: Flow
    has_other_text: bool = False

    def mark(self, marks: Marks) -> None:
        """Mark what there is to say of it, once all of its text is read."""
        content = self.flow.done()
        text = content.text.strip()
        place = content.source_span(0, len(content.text)) if text else self.tag
        shown = shown_host(text)
        if not text:
            if not self.has_other_text:
                marks.add("link-without-text", place, address=self.address)
        elif shown is None:
            marks.add(
                "link", place, text=" ".join(text.lower().strip(_MARKS_AROUND).split()), address=self.address
            )
        else:
            marks.add("address-as-text", place, text=text, address=self.address)
            leads = led_to(self.address)
            if leads and not is_same_site(shown, leads):
                marks.add("misleading-link", place, shown=shown, leads=leads)

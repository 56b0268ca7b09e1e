r"""A message as it is sent to the Messaging API: ``{"text": "...", "attachments": [{"fileName": "..."}]}``.

Places are those of the file: an escape (``\n``, ``\u00e9``) is one character of the text, and its whole
range in the file is the character's place.
Source of the form: models/messaging-api-model/messaging.json of amzn/selling-partner-api-models.
"""

from __future__ import annotations

from collections.abc import Mapping

from buyer_msg_lint.document import AttachedFile, Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._json_places import Json
from buyer_msg_lint.inputs.text import decode, read_body, refuse_no_text
from buyer_msg_lint.spans import MappedText, Span

SUFFIXES = (".json",)
IN_FOLDERS = False
"""Few of the JSON files of a folder are messages; those that are, are named."""
MARKS: Mapping[str, Mapping[str, str]] = {}

_KEYS = ("text", "attachments", "coverageStartDate", "coverageEndDate")
_ATTACHMENT_KEYS = ("uploadDestinationId", "fileName")
_MOST_LEVELS = 4


def read(data: bytes, path: str | None, *, template: bool) -> Document:
    """Return the document of a payload; a payload without a text has an empty body.

    Raises NotCheckedError, with the place, if it is no JSON object of the API's form.
    """
    source = decode(data)
    json = Json(source)
    members = _members(json)
    text, attachments = members.get("text"), members.get("attachments")
    if text is None and attachments is None:
        raise NotCheckedError('is no payload of the Messaging API; it needs "text" or "attachments"')
    body = _text(json, text[1]) if text else MappedText.identity("")
    files = _files(attachments[0] if attachments else [])
    document = Document(path, source, read_body(body).segments, template, files)
    if not template:
        return document
    from buyer_msg_lint.inputs._templates import read_template

    return read_template(document, [(body, read_body)])


def _members(json: Json) -> dict[str, tuple[object, Span]]:
    """Return the values of a JSON object, each with its range, quotes included."""
    try:
        json.check_depth(_MOST_LEVELS)
        members = dict(json.members())
    except ValueError as error:
        raise NotCheckedError(f"is no JSON object that can be read: {error}") from None
    for key, (value, _) in members.items():
        if key not in _KEYS:
            raise NotCheckedError(
                f"has the key '{key}'; a payload of the Messaging API has {', '.join(_KEYS)}"
            )
        if key != "attachments" and not isinstance(value, str):
            raise NotCheckedError(f'"{key}" must be text')
    return members


def _text(json: Json, literal: Span) -> MappedText:
    text = json.text(literal)
    refuse_no_text(text.text)
    return text


def _files(attachments: object) -> tuple[AttachedFile, ...]:
    if not isinstance(attachments, list):
        raise NotCheckedError('"attachments" must be a list')
    return tuple(map(_file, attachments))


def _file(attachment: object) -> AttachedFile:
    if not isinstance(attachment, dict) or not isinstance(attachment.get("fileName"), str):
        raise NotCheckedError('each attachment needs a "fileName", which is text')
    for key in attachment:
        if key not in _ATTACHMENT_KEYS:
            raise NotCheckedError(
                f"an attachment has the key '{key}'; it may have {', '.join(_ATTACHMENT_KEYS)}"
            )
    return AttachedFile(attachment["fileName"])

"""Field types that every payload shares."""

from datetime import datetime
from typing import Annotated

from pydantic import PlainSerializer

from hall.events import instant_text

Instant = Annotated[datetime, PlainSerializer(instant_text, return_type=str)]
"""An instant as RFC 3339 in UTC."""

Words = dict[str, str]
"""What people see, in both languages: `{"zh", "en"}`."""

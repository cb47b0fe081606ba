"""The classes of the events, of their data, and the open enumerations in them."""

from typing import TYPE_CHECKING, Any

from ._generated import enums, events
from ._model import EnvelopedEvent as EnvelopedEvent
from ._model import Invalid as Invalid
from ._model import Problem as Problem
from ._model import Unknown as Unknown
from ._model import UnknownValue as UnknownValue

if TYPE_CHECKING:
    from ._generated.enums import *
    from ._generated.events import *
else:
    # Type checkers see all that is imported by a star; they can't add up lists.
    __all__ = [*enums.__all__, *events.__all__]

    def __getattr__(name: str) -> Any:
        """A class, which large catalogs make when it is first asked for."""
        for module in (enums, events):
            if name in module.__all__:
                value = globals()[name] = getattr(module, name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

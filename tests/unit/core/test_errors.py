"""What the errors of the three clients say."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from types import ModuleType

import pytest

from pulumi_isp_provider import errors as base
from pulumi_isp_provider.calix import errors as calix
from pulumi_isp_provider.cloudconnexa import errors as cloudconnexa
from pulumi_isp_provider.errors import IspError, RateLimitError
from pulumi_isp_provider.whmcs import errors as whmcs


@pytest.mark.parametrize("vendor", [calix, cloudconnexa, whmcs])
def test_a_client_gives_no_advice_about_pulumi(vendor: ModuleType) -> None:
    """Whoever uses a client alone has no state to refresh; what knows of Pulumi adds that itself."""
    kinds = [kind for _, kind in inspect.getmembers(vendor, inspect.isclass) if issubclass(kind, IspError)]

    hints = {kind: kind.default_hint for kind in kinds}

    assert len(kinds) > 10
    assert {kind: hint for kind, hint in hints.items() if hint and "pulumi" in hint.lower()} == {}


Translate = Callable[[IspError], IspError]
VENDORS: dict[str, tuple[ModuleType, type[IspError], Translate]] = {
    "calix": (calix, calix.CalixError, calix.in_calix_words),
    "cloudconnexa": (cloudconnexa, cloudconnexa.CloudConnexaError, cloudconnexa.translate),
    "whmcs": (whmcs, whmcs.WhmcsClientError, whmcs.translate),
}
GENERAL = [
    kind
    for _, kind in inspect.getmembers(base, inspect.isclass)
    if issubclass(kind, IspError) and kind.__module__ == base.__name__
]


@pytest.mark.parametrize("kind", GENERAL)
@pytest.mark.parametrize("vendor", VENDORS)
def test_a_general_class_survives_the_translation(vendor: str, kind: type[IspError]) -> None:
    """Whoever catches a class of the general tree, or one above it, catches every vendor's."""
    module, root, translate = VENDORS[vendor]
    error = kind("it failed", operation="things.get")

    translated = translate(error)

    assert isinstance(translated, root)
    assert [above for above in kind.__mro__ if not isinstance(translated, above)] == []
    documented = getattr(module, type(translated).__name__)
    assert isinstance(translated, documented)
    assert (translated.message, translated.context) == (error.message, error.context)
    facts = (translated.is_transient, translated.effect_unknown)
    assert facts == (error.is_transient, error.effect_unknown)
    assert translate(translated) is translated


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_vendors_class_is_the_general_ones_that_it_stands_for(vendor: str) -> None:
    """What a vendor's name says of the general tree holds for its whole branch of it."""
    module, root, translate = VENDORS[vendor]
    stands_for = [
        (general, named)
        for general in GENERAL
        for named in [type(translate(general("it failed")))]
        if named is getattr(module, named.__name__)
    ]

    assert len(stands_for) > 7
    for general, named in stands_for:
        assert issubclass(named, root)
        assert [above for above in general.__mro__ if not issubclass(named, above)] == []


@pytest.mark.parametrize("kind", GENERAL)
@pytest.mark.parametrize("vendor", VENDORS)
def test_a_translated_error_can_be_copied_and_pickled(vendor: str, kind: type[IspError]) -> None:
    """It goes to another thread or process as what it is."""
    translated = VENDORS[vendor][2](kind("it failed", operation="things.get", hint="Look there."))

    for other in (copy.copy(translated), pickle.loads(pickle.dumps(translated))):
        assert type(other) is type(translated)
        assert str(other) == str(translated)


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_known_of_the_attempts_survives_the_translation(vendor: str) -> None:
    """The facts of sending again are attributes with types, before and after."""
    error = RateLimitError("later", status=429, attempts=3, elapsed=1.5, queued=2.0, retry_after=7.0)
    error.earlier_effect_unknown = error.effect_unknown = True

    told = VENDORS[vendor][2](error)

    assert (told.status, told.attempts, told.elapsed, told.queued) == (429, 3, 1.5, 2.0)
    assert (told.retry_after, told.earlier_effect_unknown, told.effect_unknown) == (7.0, True, True)
    assert "status 429, attempts 3, elapsed 1.5 s" in str(told)


def test_facts_that_are_not_known() -> None:
    """An error that was never sent again says nothing of attempts."""
    error = IspError("it failed")

    assert (error.status, error.attempts, error.elapsed, error.queued) == (None, None, None, 0.0)
    assert not error.earlier_effect_unknown


@pytest.mark.parametrize("vendor", VENDORS)
def test_advice_that_was_written_for_the_error_stays(vendor: str) -> None:
    """The vendor's own advice stands in for the general one alone."""
    translate = VENDORS[vendor][2]

    assert translate(base.PermissionDeniedError("no", hint="Ask Ann.")).hint == "Ask Ann."
    assert translate(base.PermissionDeniedError("no")).hint not in {None, "Ask Ann."}

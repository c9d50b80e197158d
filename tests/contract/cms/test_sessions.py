"""How long sessions live and how many there may be."""

from __future__ import annotations

from typing import Any

ALARMS = "<action><action-type>show-alarms</action-type></action>"
GONE = "session not exist, SESSION ID REQUIRED."


def test_session_ends_after_the_idle_time_and_lives_while_used(start: Any) -> None:
    """Use restarts the idle time; without use the session is gone."""
    cms = start(session_timeout=60)
    for _ in range(3):
        cms.sim.clock.advance(59)
        assert cms.body(ALARMS) == "<ok/><action-reply></action-reply>"
    cms.sim.clock.advance(61)

    assert cms.error(ALARMS) == GONE


def test_login_at_the_limit_is_refused_until_a_session_ends(start: Any) -> None:
    """The CMS's limit counts all sessions; a logout or the idle time frees one."""
    cms = start(max_sessions=2, session_timeout=60)
    cms.login()
    last = cms.session
    refused = cms.login()
    cms.logout(last)
    again = cms.login()
    full = cms.login()
    cms.sim.clock.advance(61)

    assert "<SessionId>" not in refused
    assert "<ResultCode>0<" not in refused
    assert "<ResultCode>0<" in again
    assert "<ResultCode>0<" not in full
    assert "<ResultCode>0<" in cms.login()


def test_a_users_own_limit_counts(start: Any) -> None:
    """One user may have fewer sessions than the CMS."""
    cms = start(max_user_sessions=1)

    assert "<ResultCode>0<" not in cms.login()
    assert cms.sim.vendor.sessions() == 1


def test_expire_ends_all_sessions_at_once(cms: Any) -> None:
    """The admin side ends every session, and says how many."""
    cms.login()

    assert cms.sim.expire() == 2
    assert cms.error(ALARMS) == GONE


def test_a_session_serves_every_node(cms: Any) -> None:
    """One login, several networks."""
    assert cms.body(ALARMS, node="NTWK-North") == cms.body(ALARMS, node="NTWK-South 2")

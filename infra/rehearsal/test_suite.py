"""The integration tests, whom any stack will do, as far as the emulator goes: REST, the tables, the
secrets. Its WebSocket API runs functions of Python and Node only, so nothing here opens a socket."""

import os
import subprocess
import xml.etree.ElementTree as ElementTree

from emulated import ROOT

REPORTS = ROOT / "integration/target/surefire-reports"
SUFFIX = "emulated"
WITHOUT_SOCKETS = {
    "AccountTest": "*",
    "ConversationTest": "a_fresh_device*+a_chat_that_both*+new_account_keys*+unread_messages*",
    "HolesOfTheOriginalTest": "nothing_about*+the_sender_is*+an_unknown_login*+what_recovery_calls*",
}
AT_LEAST = 14


def test_the_integration_tests_pass_behind_the_door(door):
    # The canary: what answers is the jar, whose refusals are problems with a code of ours.
    assert door.get("/api/user")[1]["code"] == "unauthorized"
    for old in REPORTS.glob(f"*-{SUFFIX}.xml"):
        old.unlink()
    selection = ",".join(f"{name}#{methods}" for name, methods in WITHOUT_SOCKETS.items())
    done = subprocess.run(
        ["mvn", "-q", "-B", "-ntp", "-pl", "integration", "-am", "test", f"-Dtest={selection}"]
        + ["-Dsurefire.failIfNoSpecifiedTests=false", f"-Dsurefire.reportNameSuffix={SUFFIX}"],
        cwd=ROOT,
        env={**os.environ, "REN_TARGET_URL": door.url, "MAVEN_OPTS": "--sun-misc-unsafe-memory-access=allow"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert executed() >= AT_LEAST


def executed():
    """How many tests ran and were not skipped."""
    suites = [ElementTree.parse(report).getroot() for report in REPORTS.glob(f"*-{SUFFIX}.xml")]
    return sum(int(suite.get("tests")) - int(suite.get("skipped")) for suite in suites)

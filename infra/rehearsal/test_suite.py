"""The integration tests, whom any stack will do, as far as the emulator goes: REST, the tables, the
secrets. Its WebSocket API runs functions of Python and Node only, so with sockets they run where it keeps
tables, files and secrets, and the local stack's gateway is in front: `./ren up --aws`, and LocalStack's way."""

import os
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
from emulated import ROOT

SUFFIX = "emulated"
WITHOUT_SOCKETS = {
    "AccountTest": "*",
    "ConversationTest": "a_fresh_device*+a_chat_that_both*+new_account_keys*+unread_messages*",
    "HolesOfTheOriginalTest": "nothing_about*+the_sender_is*+an_unknown_login*+what_recovery_calls*",
}
AT_LEAST = 14


@pytest.fixture(scope="module")
def maven(emulator, door):
    """One run of both modules."""
    for module in ["integration", "infra/localstack"]:
        for old in reports(module):
            old.unlink()
    selection = [f"{name}#{methods}" for name, methods in WITHOUT_SOCKETS.items()]
    return subprocess.run(
        ["mvn", "-q", "-B", "-ntp", "-Plocalstack", "-pl", "integration,infra/localstack", "-am", "test"]
        + ["-Dtest=" + ",".join([*selection, "EmulatorTest"]), "-Dmaven.test.failure.ignore=true"]
        + ["-Dsurefire.failIfNoSpecifiedTests=false", f"-Dsurefire.reportNameSuffix={SUFFIX}"],
        cwd=ROOT,
        env={
            **os.environ,
            "REN_TARGET_URL": door.url,
            "REN_AWS_URL": emulator.url,
            "MAVEN_OPTS": "--sun-misc-unsafe-memory-access=allow",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_the_integration_tests_pass_behind_the_door(door, maven):
    # The canary: what answers is the jar, whose refusals are problems with a code of ours.
    assert door.get("/api/user")[1]["code"] == "unauthorized"
    assert passed("integration", maven) >= AT_LEAST


def test_they_pass_with_sockets_where_it_keeps_tables_files_and_secrets(maven):
    assert passed("infra/localstack", maven) == 1


def passed(module, maven):
    """How many tests of a module ran and were not skipped; fails with Maven's output if one failed."""
    suites = [ElementTree.parse(report).getroot() for report in reports(module)]
    failures = sum(int(suite.get("failures")) + int(suite.get("errors")) for suite in suites)
    assert (maven.returncode, failures) == (0, 0), maven.stdout
    return sum(int(suite.get("tests")) - int(suite.get("skipped")) for suite in suites)


def reports(module):
    """The reports of this run's tests."""
    return (ROOT / module / "target/surefire-reports").glob(f"*-{SUFFIX}.xml")

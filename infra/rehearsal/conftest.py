"""One emulator and one stack on it for all tests of a run."""

import pytest
from emulated import STACK, Door, Emulator, Lambdas, template_for


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    running = Emulator(tmp_path_factory.mktemp("emulator"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def door(emulator):
    lambdas = Lambdas(emulator)
    code, said = emulator.sam_deploy(template_for(emulator.folder, lambdas.url), STACK)
    assert code == 0, said
    made = Door(emulator)
    yield made
    made.close()
    lambdas.close()

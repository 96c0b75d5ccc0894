"""Logging: progress as sentences, all else with time, level and logger, from the level that is set."""

import logging
import re
import subprocess
import sys

import pytest

from westphalia.errors import SettingsError
from westphalia.serve.logs import PROGRESS, configure_logging
from westphalia.settings import PROJECT_ROOT


@pytest.fixture(autouse=True)
def logger_as_before():
    logger = logging.getLogger("westphalia")
    before = logger.level, logger.propagate, list(logger.handlers)
    yield
    logger.level, logger.propagate, logger.handlers[:] = before
    logger.manager._clear_cache()


def test_progress_is_a_sentence_and_failures_have_time_level_and_logger(capsys):
    configure_logging("info")
    PROGRESS.info("Reasoning …")
    logging.getLogger("westphalia.web").error("It broke.")
    logging.getLogger("westphalia.web").debug("Detail.")

    sentence, failure = capsys.readouterr().err.splitlines()
    assert sentence == "Reasoning …"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR westphalia\.web: It broke\.", failure)


@pytest.mark.parametrize(("level", "lines"), [("debug", 2), ("info", 1), ("error", 0)])
def test_the_level_decides(capsys, level, lines):
    configure_logging(level)
    PROGRESS.info("Reasoning …")
    logging.getLogger("westphalia.web").debug("Detail.")

    assert len(capsys.readouterr().err.splitlines()) == lines


def test_configuring_twice_logs_once(capsys):
    configure_logging("info")
    configure_logging("INFO")
    PROGRESS.info("Once.")

    assert capsys.readouterr().err == "Once.\n"


def test_an_unknown_level_is_one_sentence():
    with pytest.raises(SettingsError, match="log_level is 'loud'; expected one of debug, info, warning, error"):
        configure_logging("loud")


@pytest.mark.slow
def test_the_wsgi_entry_logs_at_the_level_of_the_settings(tmp_path):
    code = "import logging, server; print(logging.getLogger('westphalia').level)"
    environment = {
        "WESTPHALIA_LOG_LEVEL": "error",
        "WESTPHALIA_DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(PROJECT_ROOT),
    }

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert done.stdout == f"{logging.ERROR}\n"

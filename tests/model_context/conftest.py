"""The tools over the graph of the article."""

import pytest

from westphalia.model_context.answering import ToolBox
from westphalia.model_context.session import Sessions
from westphalia.settings import Settings
from westphalia.workers import WorkerPool


@pytest.fixture(scope="session")
def box(article: Settings, worker_pool: WorkerPool) -> ToolBox:
    return ToolBox(Sessions(article, worker_pool), article)

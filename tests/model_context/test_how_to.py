"""The page on connecting a model names every tool, resource and limit that there is."""

import re

from westphalia.model_context import answering, guide
from westphalia.model_context.tools import TOOLS
from westphalia.settings import PROJECT_ROOT, Settings

PAGE = (PROJECT_ROOT / "docs" / "how-to" / "connect-a-model.md").read_text(encoding="utf-8")


def test_it_lists_the_tools_in_order():
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [tool.name for tool in TOOLS]


def test_it_names_resources_prompt_and_limits():
    for name in (*guide.RESOURCES, guide.PROMPT, f"{answering.ANSWER_BYTES:,}"):
        assert name in PAGE


def test_the_limits_are_settings():
    [paragraph] = re.findall(r"## Limits\n\n(.*?)\n\n", PAGE, re.DOTALL)
    for name in re.findall(r"`([a-z]+_[a-z_]+|rate)`", paragraph):
        assert hasattr(Settings(), name), name

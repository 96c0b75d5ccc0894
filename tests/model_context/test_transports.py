"""The library's own client, over standard streams and over HTTP."""

import json
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import anyio
import pytest

from westphalia.settings import Settings
from westphalia.workers import WorkerPool

pytest.importorskip("mcp", reason="the library is an extra: westphalia[mcp]")

import httpx2
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from westphalia.model_context import guide
from westphalia.model_context.server import make_server
from westphalia.model_context.transports import http_app


@pytest.fixture(scope="module")
def http_address(article: Settings, worker_pool: WorkerPool):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = http_app(make_server(article, worker_pool), article, "127.0.0.1", port)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/mcp"
    server.should_exit = True
    thread.join()


@pytest.fixture(params=["streams", pytest.param("http", marks=pytest.mark.processes)])
def place(request: pytest.FixtureRequest, article: Settings):
    if request.param == "http":
        return request.getfixturevalue("http_address")
    environment = {
        "WESTPHALIA_ROOT": str(article.root),
        "WESTPHALIA_DATA_DIR": str(article.data_dir),
        "WESTPHALIA_WORKERS": "1",
    }
    return StdioServerParameters(command=sys.executable, args=["-m", "westphalia", "mcp"], env=environment)


def with_client(place, work: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Client(place, read_timeout_seconds=120) as client:
            await work(client)

    # In a thread of its own: the driver of the browser tests keeps a loop running in the main one.
    with ThreadPoolExecutor(max_workers=1) as runner:
        runner.submit(anyio.run, run).result()


@pytest.mark.slow
def test_a_client_lists_tools_calls_them_and_reads_resources(place):
    async def work(client: Client) -> None:
        listed = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert {"find", "facts", "relation", "why", "disagreements", "panel", "query", "cite"} == set(listed)
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed.values())

        found = await client.call_tool(
            "query", {"sparql": "ASK { id:kazakhstan wph:memberOf id:csto }", "at": "2011"}
        )
        assert found.structured_content["boolean"] and json.loads(found.content[0].text) == found.structured_content

        refused = await client.call_tool("facts", {"actor": "Kazakhstann"})
        assert refused.is_error and "Kazakhstan" in refused.content[0].text

        sources = await client.read_resource(guide.SOURCES_URI)
        assert json.loads(sources.contents[0].text)["sources"][0]["key"] == "rousseau-2011"

        prompt = await client.get_prompt(guide.PROMPT, {"question": "Who is in the CSTO?", "at": "2011"})
        assert "as of 2011: Who is in the CSTO?" in prompt.messages[0].content.text
        with pytest.raises(MCPError, match="no resource"):
            await client.read_resource("westphalia://etc/passwd")

    with_client(place, work)


def test_a_slow_answer_is_given_up_after_the_time_limit(article: Settings, worker_pool: WorkerPool):
    server = make_server(replace(article, timeout_seconds=0.05), worker_pool)

    async def work(client: Client) -> None:
        late = await client.call_tool("disagreements", {})
        assert late.is_error and "longer than 0.05 seconds" in late.content[0].text

    with_client(server, work)


def test_pages_of_other_sites_do_not_reach_the_service(http_address: str):
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}

    foreign = httpx2.post(http_address, json=call, headers={**headers, "Host": "evil.example"})
    page = httpx2.post(http_address, json=call, headers={**headers, "Origin": "https://evil.example"})

    assert foreign.status_code == 421 and page.status_code == 403


def test_a_request_that_is_too_long_is_refused(http_address: str):
    answer = httpx2.post(http_address, content=b"x" * (2 * 1024 * 1024), headers={"Content-Type": "application/json"})

    assert answer.status_code == 413

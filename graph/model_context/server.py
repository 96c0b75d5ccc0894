"""The server of the Model Context Protocol: tools, resources and a prompt; each call is timed, in a thread."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import anyio
import anyio.to_thread
import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError

from ..errors import RateError, TimeLimitError
from ..settings import Settings
from ..web.access.rate_limit import RateLimiter
from ..workers import WorkerPool
from . import guide
from .answering import Outcome, ToolBox
from .session import Sessions
from .tool import Tool

Context = ServerRequestContext[Any, Any]
_READ_ONLY = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_JSON = "application/json"


def make_server(settings: Settings, pool: WorkerPool) -> Server[Any]:
    """The server for the public graph of `settings`, whose queries run in `pool`.

    Raises RefusedError for the settings of a private graph.
    """
    calls = _Calls(ToolBox(Sessions(settings, pool), settings), settings)
    return Server(
        "westphalia",
        version=version("westphalia"),
        title="Westphalia",
        instructions=guide.INSTRUCTIONS,
        on_list_tools=calls.list_tools,
        on_call_tool=calls.call_tool,
        on_list_resources=calls.list_resources,
        on_read_resource=calls.read_resource,
        on_list_prompts=calls.list_prompts,
        on_get_prompt=calls.get_prompt,
    )


class _Calls:
    """The handlers of the protocol's requests."""

    def __init__(self, box: ToolBox, settings: Settings) -> None:
        self._box = box
        self._seconds = settings.timeout_seconds
        self._rates = RateLimiter(settings.rate, settings.rate_burst, limit_loopback=settings.trusted_proxies > 0)

    async def list_tools(self, _context: Context, _params: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_listed(tool) for tool in self._box.tools.values()])

    async def call_tool(self, context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        name, sent = params.name, params.arguments or {}
        outcome = await self._outcome(context, name, lambda: self._box.call(name, sent))
        return types.CallToolResult(
            content=[types.TextContent(text=outcome.text)],
            structured_content=outcome.content,
            is_error=outcome.failed,
        )

    async def list_resources(self, _context: Context, _params: object) -> types.ListResourcesResult:
        return types.ListResourcesResult(
            resources=[
                types.Resource(name=title, uri=uri, description=description, mime_type=_JSON)
                for uri, (title, description, _) in guide.RESOURCES.items()
            ]
        )

    async def read_resource(
        self, context: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        uri = str(params.uri)
        if uri not in guide.RESOURCES:
            raise MCPError(
                types.INVALID_PARAMS, f"There is no resource {uri}; expected one of {', '.join(guide.RESOURCES)}."
            )
        reader = guide.RESOURCES[uri][2]
        outcome = await self._outcome(context, uri, lambda: self._box.read(uri, reader))
        if outcome.failed:
            raise MCPError(types.INTERNAL_ERROR, outcome.text)
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=uri, mime_type=_JSON, text=outcome.text)]
        )

    async def list_prompts(self, _context: Context, _params: object) -> types.ListPromptsResult:
        arguments = [
            types.PromptArgument(name="question", description="The question.", required=True),
            types.PromptArgument(name="at", description="The date that it is about.", required=True),
        ]
        description = "Answers a question about a date, with proofs, sources and what is not known."
        return types.ListPromptsResult(
            prompts=[types.Prompt(name=guide.PROMPT, description=description, arguments=arguments)]
        )

    async def get_prompt(self, _context: Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        sent = params.arguments or {}
        if params.name != guide.PROMPT:
            raise MCPError(types.INVALID_PARAMS, f"There is no prompt {params.name!r}; expected {guide.PROMPT}.")
        missing = [name for name in ("question", "at") if not sent.get(name)]
        if missing:
            raise MCPError(types.INVALID_PARAMS, f"The prompt {guide.PROMPT} needs the argument {missing[0]!r}.")
        text = guide.PROMPT_TEXT.format(question=sent["question"], at=sent["at"])
        message = types.PromptMessage(role="user", content=types.TextContent(text=text))
        return types.GetPromptResult(messages=[message])

    async def _outcome(self, context: Context, name: str, work: Callable[[], Outcome]) -> Outcome:
        """What work in a thread comes to within the time limit; work that takes longer ends unheard."""
        try:
            self._rates.check(_client(context))
            with anyio.fail_after(self._seconds):
                return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
        except RateError as error:
            return self._box.failure(name, error)
        except TimeoutError:
            late = TimeLimitError(f"The answer took longer than {self._seconds:g} seconds, the limit here.")
            return self._box.failure(name, late)


def _listed(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.schema,
        annotations=_READ_ONLY,
    )


def _client(context: Context) -> str:
    """The address of the client; over standard streams it is this machine."""
    request = getattr(context, "request", None)
    client = getattr(request, "client", None)
    return str(client.host) if client is not None else "127.0.0.1"

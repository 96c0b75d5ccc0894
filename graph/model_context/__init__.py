"""The graph for language models: tools of the Model Context Protocol that read and cite, and never write.

`tools` holds a module for each tool, which knows nothing of the protocol; `server` offers them by it, `transports`
carries it over standard streams or HTTP. The library is the extra `westphalia[mcp]`, imported in these two alone.
"""

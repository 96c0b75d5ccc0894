"""The command `westphalia`: each subcommand reads its arguments, calls a function, and prints what it returns.

One module a group of commands, imported when one of them runs; what they share is in `adapter`.
"""

import click

from .lazy_group import LazyCommand, LazyGroup

__all__ = ["main"]

_COMMANDS = {
    "build": LazyCommand("build", "build_command", "Load, validate, reason, store and publish."),
    "serve": LazyCommand("serve", "serve", "Build what has changed and serve the graph."),
    "ask": LazyCommand("ask", "ask_command", "Answer a plain question, such as “allies of France in 1913”."),
    "query": LazyCommand("query", "query", "Answer a SPARQL query, or one of the library."),
    "panel": LazyCommand("panel", "panel_command", "Make a panel: state-years, dyad-years, with statuses."),
    "mcp": LazyCommand("models", "mcp_command", "Serve the graph to a language model (Model Context Protocol)."),
    "settings": LazyCommand("settings", "settings_command", "List the settings in force and where each came from."),
    "explain": LazyCommand("reasoning", "explain_command", "Explain why a statement holds, or that it does not."),
    "materialize": LazyCommand("reasoning", "materialize_command", "Materialize all inferences for an RDF file."),
    "new": LazyCommand("cases", "new_command", "Begin a source of your own: a folder with sheets to fill in."),
    "relations": LazyCommand("cases", "relations_command", "List the relations of a case, with an example each."),
    "import": LazyCommand("case_imports", "import_command", "Import a CSV, RDF or Wikidata file into a case."),
    "publish": LazyCommand("cases", "publish_command", "Make a case a source of the graph."),
    "unpublish": LazyCommand("cases", "unpublish_command", "Take a published case back."),
    "add": LazyCommand("add", "add_command", "Read a dataset that you downloaded into a private source."),
    "pack": LazyCommand("add", "pack_command", "Pack a source into one file that 'add' takes elsewhere."),
    "remove": LazyCommand("add", "remove_command", "Remove a private source."),
    "convert": LazyCommand("convert", "convert_command", "Convert a column of codes or names by date."),
    "rules": LazyCommand("rules", "rules_command", "Write rules as SPARQL-RL or SHACL, or read a source's."),
    "export": LazyCommand("archive", "export_command", "Write the graph or a part of it as RDF."),
    "check": LazyCommand("check", "check", "Check the project, or the sheets of a case."),
    "backup": LazyCommand("archive", "backup_command", "Save the current version into a new folder."),
    "restore": LazyCommand("archive", "restore_command", "Replace the current version with a backup."),
    "publish-version": LazyCommand("archive", "publish_version_command", "Publish the version for other servers."),
    "verify": LazyCommand("verify", "verify_command", "Compare what is stored with its checksums."),
    "docs": LazyCommand("settings", "docs", "Generate the reference pages and the ontology's catalog."),
}
_RENAMED = {"close": "materialize"}
_EXIT_CODES = """Exit codes: 0 the command succeeded (for 'explain' also when the statement does not
hold); 1 an error, or findings of 'check' or 'verify'; 2 wrong arguments; 130 interrupted."""


@click.group(
    cls=LazyGroup,
    table=_COMMANDS,
    renamed=_RENAMED,
    epilog=_EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="westphalia", prog_name="westphalia")
@click.option("-v", "--verbose", is_flag=True, help="Log details on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="Log errors only, and show no progress.")
@click.pass_context
def main(context: click.Context, *, verbose: bool, quiet: bool) -> None:
    """Build, serve, query, export and check a knowledge graph of the international order."""
    context.obj = "debug" if verbose else "error" if quiet else None

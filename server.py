"""The WSGI entry: `app` for any WSGI server; run as a script it serves like `westphalia serve`."""

from westphalia.settings import Settings
from westphalia.web import create_app

app = create_app(Settings.from_environment())

if __name__ == "__main__":
    from westphalia.cli import main

    main(["serve"])

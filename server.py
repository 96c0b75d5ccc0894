"""The WSGI entry: `app` for any WSGI server; run as a script it serves like `westphalia serve`."""

from westphalia.serve.logs import configure_logging
from westphalia.settings import Settings
from westphalia.web import create_app

settings = Settings.from_environment()
configure_logging(settings.log_level)
app = create_app(settings)

if __name__ == "__main__":
    from westphalia.cli import main

    main(["serve"])

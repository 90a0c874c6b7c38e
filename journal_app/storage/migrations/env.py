"""Runs the steps on the connection handed over in the configuration; never opens one itself."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

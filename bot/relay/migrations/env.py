"""Alembic's entry: runs the migrations on the connection that it is handed, in its transaction."""

from alembic import context

# SQLite cannot alter most things in place; in batch mode Alembic copies the table instead.
context.configure(
    connection=context.config.attributes["connection"],
    version_table="chat_version",
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()

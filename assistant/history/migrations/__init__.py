"""The schema's steps, from the first version on. Alembic runs them; a step is never changed once released."""

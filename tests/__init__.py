"""Tests, in folders that mirror the rooms of the software, with their cases beside them.

At the top stands what is about the whole house; `cases/` are real units that tests of several rooms read; `support/` is
what tests share. A test imports from `tests.support` alone; fixtures stand in the conftest.py of their room.
"""

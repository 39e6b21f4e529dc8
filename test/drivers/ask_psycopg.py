"""psycopg 3 with its defaults: server-side parameters, texts of unknown type."""
import os
import sys

import psycopg

sys.path.insert(0, os.path.dirname(__file__))
from questions import questions, show

with psycopg.connect(os.environ["CSQ_DSN"], autocommit=True) as connection:
    for name, statement, parameters in questions():
        try:
            rows = connection.execute(statement.replace("?", "%s"), parameters).fetchall()
            show(name, rows)
        except psycopg.Error as error:
            print(f"{name}: {error.sqlstate} {error}")

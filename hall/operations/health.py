"""`/healthz` and `/readyz`: whether the process lives, and whether it can serve."""

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify

from hall.db import ORDERS, Database
from hall.edge.problems import refusals_answered


def health(database: Database) -> Blueprint:
    """The two doors that whatever watches the server asks; neither tells anything of the hall."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(status="alive")

    @blueprint.get("/readyz")
    @refusals_answered
    def ready() -> Response:
        with database.reading() as connection:
            connection.execute(sa.select(ORDERS.c.hall_id).limit(1))
        return jsonify(status="ready")

    return blueprint

"""A server that answers nothing: Flask, served as the product is. `python -m bench.empty PORT`."""

# ruff: noqa: E402 (patched before anything else is imported, as the product does it)
from gevent import monkey

monkey.patch_all()

import sys

from flask import Flask, Response, request

from bench.serving import serve


def main(port: int) -> None:
    """Every POST is read and answered with an empty object."""
    app = Flask("empty", static_folder=None)

    @app.post("/<path:_any>")
    def nothing(_any: str) -> Response:
        request.get_data()
        return Response("{}", mimetype="application/json")

    serve(port, app)


if __name__ == "__main__":
    main(int(sys.argv[1]))

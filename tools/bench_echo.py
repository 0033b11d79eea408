"""`python -m tools.bench_echo PORT`: sends back what it gets; the floor below every figure of `make bench`."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def send_back(request: Request) -> JSONResponse:
    return JSONResponse(await request.json())


async def ready(request: Request) -> JSONResponse:
    return JSONResponse({"ready": True})


if __name__ == "__main__":
    app = Starlette(routes=[Route("/ready", ready), Route("/", send_back, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)

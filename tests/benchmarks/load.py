"""Sessions that speak Streamlit's own protocol: what a reader waits for when others are there too.

A browser for each session would measure the browsers; the server cannot tell these apart.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from itertools import count

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

THINK_S = 5.0
QUERIES = (
    "kleur=woningen", "plek=DB01", "kleur=natura2000", "kleur=natura2000&plek=NP01",
    "kleur=netcongestie", "plek=GG01", "", "kleur=woningen&plek=DB02",
)  # fmt: skip


def median_rerun_ms(address: str, sessions: int, reruns: int, think_s: float = THINK_S) -> float:
    """Return the median time of a rerun when so many sessions think and choose in turn."""

    async def everyone() -> list[list[float]]:
        waits = [think_s * number / sessions for number in range(sessions)]
        return await asyncio.gather(*(_session(address, w, reruns, think_s) for w in waits))

    return statistics.median(ms for one in asyncio.run(everyone()) for ms in one)


async def _session(address: str, wait_s: float, reruns: int, think_s: float) -> list[float]:
    """Open a session and make its reruns; the first run, which opens the page, is not counted."""
    chance = random.Random(wait_s)
    turns = count(chance.randrange(len(QUERIES)))
    await asyncio.sleep(wait_s)
    stream = address.replace("http:", "ws:") + "/_stcore/stream"
    protocol = [websockets.Subprotocol("streamlit")]
    async with websockets.connect(stream, subprotocols=protocol, max_size=None) as socket:
        await run_ms(socket, "")
        times = []
        for _ in range(reruns):
            await asyncio.sleep(think_s * chance.uniform(0.8, 1.2))
            times.append(await run_ms(socket, QUERIES[next(turns) % len(QUERIES)]))
        return times


async def run_ms(socket: websockets.ClientConnection, query: str, page: str = "") -> float:
    """Ask for a run of a page and return the milliseconds until the server says that it is done."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await socket.recv())  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "script_finished":
            if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError(f"a run failed with code {answer.script_finished}")
            return (time.perf_counter() - start) * 1000

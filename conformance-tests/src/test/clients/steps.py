"""Steps of a program that drives clients: each prints one line, "ok - …" or "not ok - …"."""

import asyncio
import sys
import time
import traceback

PATIENCE = 30
failed = []


async def step(what, work):
    """Does one step and says how it went."""
    began = time.monotonic()
    try:
        await asyncio.wait_for(work(), 4 * PATIENCE)
        print(f"ok - {what} ({time.monotonic() - began:.1f} s)", flush=True)
    except BaseException as error:
        failed.append(what)
        print(f"not ok - {what}: {type(error).__name__} {error}", flush=True)
        traceback.print_tb(error.__traceback__, file=sys.stdout)


async def steps(*those):
    """Does steps that stand on each other, up to the first that fails."""
    for what, work in those:
        await step(what, work)
        if failed:
            return


def require(condition, text):
    if not condition:
        raise AssertionError(text)


async def until(what, condition):
    """Waits for something that somebody else brings about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        require(time.monotonic() < end, f"not in {PATIENCE} seconds: {what}")
        await asyncio.sleep(0.05)

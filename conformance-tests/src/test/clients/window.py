"""A window with the web client; what can be done there is in `window.mjs`."""

import asyncio
import json
import pathlib

from steps import require


class Window:

    @classmethod
    async def start(cls, url, screenshots, *options):
        self = cls()
        self.process = await asyncio.create_subprocess_exec(
            "node", str(pathlib.Path(__file__).parent / "window.mjs"), url, screenshots, *options,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 24)
        self.turn = asyncio.Lock()
        return self

    async def do(self, *command):
        """Does one thing there and returns what comes of it."""
        async with self.turn:
            self.process.stdin.write(json.dumps(command).encode() + b"\n")
            line = await self.process.stdout.readline()
        require(line, f"the window is gone: {command}")
        answer = json.loads(line)
        require("error" not in answer, f"{command}: {answer.get('error')}")
        return answer["value"]

    async def view(self):
        """What is seen, as `Conversation.view` has it."""
        return [
            [shown["id"], shown["from"], shown["text"], shown["edited"],
             {emoji: int(count) for emoji, count in sorted(shown["reactions"].items())}]
            for shown in await self.do("see") if not shown["retracted"]]

    async def id_of(self, text):
        """The id of the message with that text, once it is there."""
        for _ in range(100):
            for shown in await self.do("see"):
                if shown["text"] == text:
                    return shown["id"]
            await asyncio.sleep(0.1)
        raise AssertionError(f"not in the window: {text}")

    async def close(self):
        self.process.stdin.close()
        await self.process.wait()

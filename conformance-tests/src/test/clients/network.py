"""A stretch of network between clients and a server that can be cut."""

import asyncio


class Network:
    """Forwards what comes to a port of its own to another, until it is cut."""

    def __init__(self, port):
        self.target = port
        self.open = set()
        self.silent = False
        self.down = False

    async def start(self):
        self.server = await asyncio.start_server(self.connected, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def go_silent(self):
        """From now on nothing arrives on either side, and nobody is told."""
        self.silent = True

    def cut(self):
        """Ends all connections; further ones are refused until it is mended."""
        self.down = True
        for writer in self.open:
            writer.transport.abort()

    def mend(self):
        self.silent = False
        self.down = False

    async def connected(self, reader, writer):
        if self.down:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
        both = {writer, there_writer}
        self.open |= both
        await asyncio.gather(self.copy(reader, there_writer), self.copy(there_reader, writer))
        self.open -= both

    async def copy(self, reader, writer):
        try:
            while data := await reader.read(65536):
                if not self.silent:
                    writer.write(data)
                    await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

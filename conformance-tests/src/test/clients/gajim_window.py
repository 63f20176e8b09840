"""Gajim in a display of its own, told what to do by D-Bus."""

import asyncio
import os
import pathlib
import re
import shutil
import sys
import tempfile

from steps import PATIENCE, require

HERE = pathlib.Path(__file__).parent
REMOTE = ["--dest", "org.gajim.Gajim", "--object-path", "/org/gajim/dbus/RemoteObject"]
# Gajim does not start for root, which is who runs tests in a container.
START = "import os, sys; os.geteuid = lambda: 1000; from gajim.gajim import main; sys.exit(main())"

SCREENSHOT = """
import gi, sys
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk
root = Gdk.get_default_root_window()
Gdk.pixbuf_get_from_window(root, 0, 0, root.get_width(), root.get_height()).savev(sys.argv[1], "png", [], [])
"""


class GajimWindow:

    def __init__(self, account, contact):
        self.account = account
        self.contact = contact
        self.texts = []
        self.processes = []

    @classmethod
    async def start(cls, server, account, password, contact):
        """Starts it with an account that exists."""
        self = cls(account, contact)
        self.directory = tempfile.mkdtemp(prefix="gajim-")
        root = os.path.join(self.directory, "config")
        made = await asyncio.create_subprocess_exec(
            sys.executable, str(HERE / "gajim_account.py"), root, account, server.domain, server.host,
            str(server.port), password, contact, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE)
        _, said = await made.communicate()
        require(made.returncode == 0, said.decode())
        # The file has the key, too, at which Gajim stumbles.
        [certificate] = re.findall("-----BEGIN CERT.*?END CERT.*?-----\n", pathlib.Path(server.certificate).read_text(), re.S)
        pathlib.Path(root, "cert_store", "server").write_text(certificate)
        self.environment = dict(os.environ, HOME=self.directory, XDG_RUNTIME_DIR=self.directory, LANG="C.UTF-8")
        read, write = os.pipe()
        display = await self.run("Xvfb", "-displayfd", str(write), "-screen", "0", "1200x900x24", "-nolisten", "tcp", "-noreset",
                                 pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as displays:
            number = (await asyncio.to_thread(displays.readline)).strip()
        require(number, f"no display: {display.returncode}")
        self.environment["DISPLAY"] = f":{number}"
        bus = await self.run("dbus-daemon", "--session", "--nofork", "--print-address", stdout=asyncio.subprocess.PIPE)
        self.address = (await bus.stdout.readline()).decode().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address
        monitor = await self.run(
            "gdbus", "monitor", "--address", self.address, *REMOTE, stdout=asyncio.subprocess.PIPE)
        self.listening = asyncio.ensure_future(self.listen(monitor.stdout))
        self.log = open(os.path.join(self.directory, "log"), "wb")
        await self.run(sys.executable, "-c", START, "-c", root, stdout=self.log, stderr=self.log)
        return self

    async def run(self, *command, pass_fds=(), **streams):
        streams = {"stdout": asyncio.subprocess.DEVNULL, "stderr": asyncio.subprocess.DEVNULL} | streams
        process = await asyncio.create_subprocess_exec(
            "setpriv", "--pdeathsig", "KILL", *command, env=self.environment, pass_fds=pass_fds,
            **streams)
        self.processes.append(process)
        return process

    async def listen(self, lines):
        """Notes what it shows in the chat, once it is decrypted: what others say, and its owner elsewhere."""
        async for line in lines:
            told = re.search(r"RemoteInterface\.NewMessage \(\[<'[^']*'>, <\[<'[^']*'>, <'([^']*)'>", line.decode())
            if told:
                self.texts.append(told[1])

    async def call(self, method, *values):
        called = await asyncio.create_subprocess_exec(
            "gdbus", "call", "--address", self.address, *REMOTE, "--method", f"org.gajim.dbus.RemoteInterface.{method}",
            *values, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        answer, error = await called.communicate()
        return answer.decode().strip() or error.decode().strip()

    async def online(self):
        for _ in range(10 * PATIENCE):
            status = await self.call("get_status", self.account)
            if "online" in status:
                return
            await asyncio.sleep(0.1)
        self.log.flush()
        raise AssertionError(f"Gajim is {status}: {open(self.log.name).read()[-3000:]}")

    async def say(self, text):
        answer = await self.call("send_chat_message", self.contact, text, self.account)
        require("true" in answer, answer)
        self.texts.append(text)

    async def screenshot(self, path):
        taken = await self.run(sys.executable, "-c", SCREENSHOT, path)
        require(await taken.wait() == 0, "no screenshot of Gajim")

    async def close(self):
        for process in reversed(self.processes):
            if process.returncode is None:
                process.kill()
                await process.wait()
        self.log.close()
        shutil.rmtree(self.directory, ignore_errors=True)

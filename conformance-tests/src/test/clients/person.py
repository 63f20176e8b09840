"""A person's client: slixmpp, with a new account or one that the person has."""

import asyncio
import collections
import sys
import types

try:
    import aiohttp  # noqa: F401
except ModuleNotFoundError:
    # xep_0363 does not load without it, and it is needed for HTTP alone, which is done here.
    sys.modules["aiohttp"] = types.SimpleNamespace(ClientSession=None)

import slixmpp
from slixmpp.plugins.xep_0077 import Register, RegisterFeature
from slixmpp.xmlstream import register_stanza_plugin
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatcherId

from steps import PATIENCE, require

Server = collections.namedtuple("Server", "domain host port security certificate")


class Person(slixmpp.ClientXMPP):

    def __init__(self, server, name, resource, register, plugins):
        super().__init__(f"{name}@{server.domain}/{resource}", f"secret of {name}")
        self.server_to_use = server
        for plugin in plugins:
            self.register_plugin(plugin)
        self.registered = not register
        if register:
            register_stanza_plugin(slixmpp.stanza.StreamFeatures, RegisterFeature)
            register_stanza_plugin(slixmpp.Iq, Register)
            self.register_feature("register", self.sign_up, restart=False, order=50)
        self.ca_certs = server.certificate

    def without_channel_binding(self):
        """As it comes, it knows only tls-unique, which TLS 1.3 does not have, and ends with PLAIN."""
        mechanisms = self["feature_mechanisms"]
        mechanisms.sasl_callback = lambda required, optional: mechanisms._default_credentials(
            required - {"channel_binding"}, optional - {"channel_binding"})

    async def sign_up(self, _):
        if self.registered:
            return False
        # slixmpp's own xep_0077 waits here for the session that is to come (1.8.3): past its queue.
        iq = self.make_iq_set()
        iq["register"]["username"] = self.boundjid.user
        iq["register"]["password"] = self.password
        answer = asyncio.get_running_loop().create_future()
        self.register_handler(Callback("register", MatcherId(iq["id"]), answer.set_result, once=True))
        self.send_raw(str(iq))
        require((await answer)["type"] == "result", f"not registered: {answer.result()}")
        self.registered = True
        return False

    def dial(self):
        server = self.server_to_use
        self.connect((server.host, int(server.port)), use_ssl=server.security == "tls")

    async def online(self):
        started = asyncio.ensure_future(self.wait_until("session_start", PATIENCE))
        self.dial()
        await started
        await self.get_roster()
        await self.prepare()
        self.send_presence()

    async def prepare(self):
        """What it does between signing in and being seen."""

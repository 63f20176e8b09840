"""A device whose messages are encrypted by OMEMO (XEP-0384): slixmpp with python-omemo."""

import asyncio
from xml.etree import ElementTree

import oldmemo
import oldmemo.etree
import omemo
import slixmpp
from slixmpp.exceptions import IqError
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

from person import Person
from steps import require

PLUGINS = [
    "xep_0030", "xep_0059", "xep_0060", "xep_0115", "xep_0163", "xep_0198", "xep_0199", "xep_0280", "xep_0297",
    "xep_0313", "xep_0334", "xep_0359", "xep_0380",
]
DEVICES = oldmemo.oldmemo.NAMESPACE + ".devicelist"
BUNDLES = oldmemo.oldmemo.NAMESPACE + ".bundles:"
ENCRYPTED = oldmemo.etree.NS + "encrypted"
OPEN = {"pubsub#access_model": "open", "pubsub#persist_items": "true"}
CLIENT = "{jabber:client}"
EVENT = "{http://jabber.org/protocol/pubsub#event}"
WRAPPERS = ("{urn:xmpp:mam:2}result", "{urn:xmpp:carbons:2}received", "{urn:xmpp:carbons:2}sent")


class Memory(omemo.Storage):
    """Keys of one device, for as long as the program runs."""

    def __init__(self):
        super().__init__()
        self.kept = {}

    async def _load(self, key):
        return omemo.Just(self.kept[key]) if key in self.kept else omemo.Nothing()

    async def _store(self, key, value):
        self.kept[key] = value

    async def _delete(self, key):
        self.kept.pop(key, None)


def sessions_of(device):
    """What python-omemo needs of a client."""

    class Sessions(omemo.SessionManager):

        @staticmethod
        async def _upload_bundle(bundle):
            await device.put(f"{BUNDLES}{bundle.device_id}", oldmemo.etree.serialize_bundle(bundle))

        @staticmethod
        async def _download_bundle(namespace, bare_jid, device_id):
            found = await device.get(bare_jid, f"{BUNDLES}{device_id}")
            if found is None:
                raise omemo.BundleNotFound()
            return oldmemo.etree.parse_bundle(found, bare_jid, device_id)

        @staticmethod
        async def _delete_bundle(namespace, device_id):
            await device["xep_0060"].delete_node(device.boundjid.bare, f"{BUNDLES}{device_id}")

        @staticmethod
        async def _upload_device_list(namespace, device_list):
            await device.put(DEVICES, oldmemo.etree.serialize_device_list(device_list))

        @staticmethod
        async def _download_device_list(namespace, bare_jid):
            found = await device.get(bare_jid, DEVICES)
            return {} if found is None else oldmemo.etree.parse_device_list(found)

        async def _evaluate_custom_trust_level(self, information):
            return omemo.TrustLevel.TRUSTED

        async def _make_trust_decision(self, undecided, identifier):
            raise AssertionError("everybody is trusted")

        @staticmethod
        async def _send_message(message, bare_jid):
            device.send_encrypted(bare_jid, message)

    return Sessions


class SecretDevice(Person):

    def __init__(self, server, name, resource, register=False, keys=None):
        super().__init__(server, name, resource, register, PLUGINS)
        self.without_channel_binding()
        self.keys = keys or Memory()
        self.texts = []
        self.lists = {}
        self.trouble = []
        self.turn = asyncio.Lock()
        self.sessions = None
        self.last = None
        self.register_handler(
            Callback("any message", MatchXPath(CLIENT + "message"), lambda stanza: self.heard(stanza.xml)))
        for carbon in ("carbon_sent", "carbon_received"):
            self.add_event_handler(carbon, lambda stanza, carbon=carbon: self.heard(stanza[carbon].xml))

    def exception(self, exception):
        self.trouble.append(exception)

    async def prepare(self):
        await self["xep_0030"].add_feature(f"{DEVICES}+notify")
        await self["xep_0115"].update_caps()  # before the first presence, which slixmpp itself leaves without

    async def online(self):
        """Comes online and publishes its keys, or goes on with those that it has."""
        async with self.turn:  # others may know of its keys, and use them, before it is done
            await super().online()
            await self["xep_0280"].enable()
            self.sessions = await sessions_of(self).create(
                [oldmemo.Oldmemo(self.keys)], self.keys, self.boundjid.bare, None, "trusted")
            await self.sessions.after_history_sync()

    async def put(self, node, payload):
        form = self["xep_0004"].make_form("submit")
        form.add_field("FORM_TYPE", "hidden", value="http://jabber.org/protocol/pubsub#publish-options")
        for name, value in OPEN.items():
            form.add_field(name, value=value)
        await self["xep_0060"].publish(None, node, id="current", payload=payload, options=form)

    async def get(self, owner, node):
        """The item of a node, or None when there is no such node."""
        try:
            found = await self["xep_0060"].get_items(owner, node, max_items=1)
        except IqError as error:
            require(error.iq["error"]["condition"] == "item-not-found", f"{node} of {owner}: {error}")
            return None
        items = list(found["pubsub"]["items"])
        return items[0]["payload"] if items else None

    def heard(self, message):
        if any(message.find(wrapper) is not None for wrapper in WRAPPERS):
            return
        items = message.find(f"{EVENT}event/{EVENT}items")
        if items is not None and items.get("node") == DEVICES:
            asyncio.ensure_future(self.devices_changed(message, items))
        elif message.find(ENCRYPTED) is not None:
            for given in message.iter("{urn:xmpp:sid:0}stanza-id"):
                if given.get("by") == self.boundjid.bare:
                    self.last = given.get("id")
            asyncio.ensure_future(self.decrypt(message))

    async def devices_changed(self, message, items):
        owner = slixmpp.JID(message.get("from")).bare
        devices = oldmemo.etree.parse_device_list(items.find(f"{EVENT}item")[0])
        self.lists[owner] = set(devices)
        if self.sessions:
            await self.sessions.update_device_list(oldmemo.oldmemo.NAMESPACE, owner, devices)

    async def decrypt(self, message):
        async with self.turn:
            sender = slixmpp.JID(message.get("from")).bare
            try:
                parsed = await oldmemo.etree.parse_message(
                    message.find(ENCRYPTED), sender, self.boundjid.bare, self.sessions)
                plain, _, _ = await self.sessions.decrypt(parsed)
            except omemo.MessageNotForUs:
                if message.find(f"{ENCRYPTED}/{oldmemo.etree.NS}payload") is not None:
                    self.texts.append((sender, "(not for this device)"))
            except Exception as error:
                self.trouble.append(error)
            else:
                if plain is not None:
                    self.texts.append((sender, plain.decode()))

    async def say(self, to, text):
        async with self.turn:
            messages, errors = await self.sessions.encrypt(
                frozenset({to}), {oldmemo.oldmemo.NAMESPACE: text.encode()})
        require(not errors, f"not encrypted for all: {errors}")
        for message in messages:
            self.send_encrypted(to, message)
        self.texts.append((self.boundjid.bare, text))

    def send_encrypted(self, to, content):
        message = self.make_message(mto=to, mtype="chat")
        if not content.content.empty:
            message["body"] = "This message is encrypted."
        message.xml.append(oldmemo.etree.serialize_message(content))
        message.xml.append(ElementTree.Element("{urn:xmpp:hints}store"))
        message.send()

    async def catch_up(self):
        """Reads and decrypts what came while it was away."""
        found = await self["xep_0313"].retrieve(rsm={"max": 100, "after": self.last} if self.last else {"max": 100})
        for result in found["mam"]["results"]:
            message = result["mam_result"]["forwarded"]["stanza"].xml
            self.last = result["mam_result"]["id"]
            if message.find(ENCRYPTED) is not None:
                await self.decrypt(message)

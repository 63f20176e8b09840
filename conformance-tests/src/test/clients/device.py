"""One of a person's devices: slixmpp, and what its owner would see of one conversation."""

import asyncio
import collections
import ssl
import urllib.request
from xml.etree import ElementTree

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

from person import Person
from steps import PATIENCE, require

PLUGINS = [
    "xep_0004", "xep_0030", "xep_0059", "xep_0060", "xep_0066", "xep_0115", "xep_0184", "xep_0198", "xep_0199", "xep_0280", "xep_0297",
    "xep_0308", "xep_0313", "xep_0333", "xep_0334", "xep_0359", "xep_0363", "xep_0444",
]
CLIENT = "{jabber:client}"
SID = "{urn:xmpp:sid:0}"
CORRECT = "{urn:xmpp:message-correct:0}replace"
RETRACT = "{urn:xmpp:message-retract:1}retract"
TOMBSTONE = "{urn:xmpp:message-retract:1}retracted"
REACTIONS = "{urn:xmpp:reactions:0}"
WRAPPERS = ("{urn:xmpp:mam:2}result", "{urn:xmpp:carbons:2}received", "{urn:xmpp:carbons:2}sent")
MDS = "{urn:xmpp:mds:displayed:0}"
INBOX = "{urn:xmpp:inbox:1}"
EVENT = "{http://jabber.org/protocol/pubsub#event}"
MDS_OPTIONS = {
    "pubsub#persist_items": "true", "pubsub#max_items": "max", "pubsub#send_last_published_item": "never",
    "pubsub#access_model": "whitelist",
}
DISPLAYED = "{urn:xmpp:chat-markers:0}displayed"


class Unconfirmed(collections.deque):
    """What is to be sent again after a resumption: slixmpp forgets it when it asks for one (1.8.3)."""

    def clear(self):
        pass


class Conversation:
    """What somebody sees of a conversation: messages in order, with all that was done to them."""

    def __init__(self):
        self.messages = {}
        self.numbers = {}
        self.displayed = {}
        self.taken = collections.Counter()

    def take(self, message, archived_as=None):
        """Takes a message of the conversation, as an element, from wherever it comes."""
        sender = slixmpp.JID(message.get("from")).bare
        number = archived_as or next(
            (given.get("id") for given in message.iter(SID + "stanza-id")), None)
        self.taken[number or ("sent", message.get("id"))] += 1
        if (marker := message.find(DISPLAYED)) is not None:
            self.displayed[sender] = marker.get("id")
        elif (reactions := message.find(REACTIONS + "reactions")) is not None:
            self.change(reactions.get("id"), lambda shown: shown["reactions"].update(
                {sender: sorted(each.text for each in reactions.iter(REACTIONS + "reaction"))}))
        elif (retraction := message.find(RETRACT)) is not None:
            self.change(retraction.get("id"), lambda shown: shown.update(retracted=shown["from"] == sender))
        elif message.find(TOMBSTONE) is not None:
            self.messages.setdefault(self.name(message), self.shown(sender, ""))["retracted"] = True
        elif (replaced := message.find(CORRECT)) is not None:
            self.change(replaced.get("id"), lambda shown: shown.update(
                text=message.findtext(CLIENT + "body"), edited=True))
        elif message.findtext(CLIENT + "body"):
            name = self.name(message)
            require(name not in self.messages, f"{name} is there twice")
            self.messages[name] = self.shown(sender, message.findtext(CLIENT + "body"))
            self.numbers[name] = number

    def change(self, name, work):
        require(name in self.messages, f"{name} is referred to and was never seen")
        work(self.messages[name])

    def view(self):
        """What is seen: sender, text, whether it was edited, and how many chose each reaction."""
        seen = []
        for name, shown in self.messages.items():
            if not shown["retracted"]:
                reactions = collections.Counter(each for chosen in shown["reactions"].values() for each in chosen)
                seen.append([name, shown["from"], shown["text"], shown["edited"], dict(sorted(reactions.items()))])
        return seen

    def reacted_to(self):
        return [name for name, shown in self.messages.items() if shown["reactions"]]

    def retracted(self):
        return [name for name, shown in self.messages.items() if shown["retracted"]]

    @staticmethod
    def name(message):
        return message.get("id")

    @staticmethod
    def shown(sender, text):
        return {"from": sender, "text": text, "edited": False, "retracted": False, "reactions": {}}


class Device(Person):

    def __init__(self, server, name, resource, register=False):
        super().__init__(server, name, resource, register, PLUGINS)
        self.without_channel_binding()
        self["xep_0198"].unacked_queue = Unconfirmed()
        self["xep_0199"].enable_keepalive(interval=300)
        self.conversation = Conversation()
        self.last = None
        self.cursors = {}
        self.entries = {}
        self.resumptions = 0
        self.stay_online = True
        # slixmpp's own event is for messages with a text only.
        self.register_handler(
            Callback("any message", MatchXPath(CLIENT + "message"), lambda stanza: self.heard(stanza.xml)))
        for carbon in ("carbon_sent", "carbon_received"):
            self.add_event_handler(carbon, lambda stanza, carbon=carbon: self.heard(stanza[carbon].xml))
        self.add_event_handler("session_resumed", self.resumed)
        self.add_event_handler("disconnected", self.disconnected_)
        self.trouble = []

    def exception(self, exception):
        self.trouble.append(exception)

    def resumed(self, _):
        self.resumptions += 1

    async def disconnected_(self, _):
        if self.stay_online:
            await asyncio.sleep(0.2)
            self.dial()

    async def prepare(self):
        await self["xep_0030"].add_feature("urn:xmpp:mds:displayed:0+notify")
        await self["xep_0115"].update_caps()  # before the first presence, which slixmpp itself leaves without

    async def online(self):
        await super().online()
        await self["xep_0280"].enable()

    async def offline(self):
        """Closes the stream; what comes meanwhile is for `catch_up`."""
        self.stay_online = False
        await self.disconnect()

    def heard(self, message):
        for cursor in message.iterfind(f"{EVENT}event/{EVENT}items[@node='urn:xmpp:mds:displayed:0']/{EVENT}item"):
            self.cursors[cursor.get("id")] = cursor.find(f"{MDS}displayed/{SID}stanza-id").get("id")
        if (entry := message.find(INBOX + "entry")) is not None:
            self.entries[entry.get("jid")] = int(entry.get("unread"))
            return
        wrapped = any(message.find(wrapper) is not None for wrapper in WRAPPERS)
        if wrapped or message.get("type") != "chat":
            return
        for given in message.iter(SID + "stanza-id"):
            if given.get("by") == self.boundjid.bare:
                self.last = given.get("id")
        self.conversation.take(message)

    async def catch_up(self):
        """Reads what the archive has after the last that this device has seen."""
        query = {"max": 5}
        if self.last:
            query["after"] = self.last
        complete = False
        while not complete:
            found = await self["xep_0313"].retrieve(rsm=query)
            for result in found["mam"]["results"]:
                message = result["mam_result"]["forwarded"]["stanza"].xml
                self.last = result["mam_result"]["id"]
                if message.get("id") not in self.conversation.messages:
                    self.conversation.take(message, archived_as=self.last)
            complete = found["mam_fin"].xml.get("complete") == "true"
            query["after"] = self.last

    def speak(self, to, *payload, body=None):
        """Sends, and sees it at once, as clients do. Returns its id."""
        message = self.make_message(mto=to, mbody=body, mtype="chat")
        message["from"] = self.boundjid
        message["id"] = self.new_id()
        for origin in message.xml.findall(SID + "origin-id"):
            message.xml.remove(origin)
        ElementTree.SubElement(message.xml, SID + "origin-id", id=message["id"])
        message.xml.extend(payload)
        message.send()
        self.conversation.take(message.xml)
        return message["id"]

    def say(self, to, text):
        return self.speak(to, ElementTree.Element("{urn:xmpp:chat-markers:0}markable"), body=text)

    def correct(self, to, name, text):
        return self.speak(to, ElementTree.Element(CORRECT, id=name), body=text)

    def retract(self, to, name):
        return self.speak(
            to, ElementTree.Element(RETRACT, id=name), ElementTree.Element("{urn:xmpp:hints}store"))

    def react(self, to, name, *emoji):
        reactions = ElementTree.Element(REACTIONS + "reactions", id=name)
        for each in emoji:
            ElementTree.SubElement(reactions, REACTIONS + "reaction").text = each
        return self.speak(to, reactions, ElementTree.Element("{urn:xmpp:hints}store"))

    def display(self, to, name):
        """Tells the other side, and by the way the server and the other devices (XEP-0490 §4.4)."""
        return self.speak(
            to, ElementTree.Element(DISPLAYED, id=name), self.cursor(name), ElementTree.Element("{urn:xmpp:hints}store"))

    async def display_silently(self, to, name):
        """Tells the other devices (XEP-0490 §4.2)."""
        form = self["xep_0004"].make_form("submit")
        form.add_field("FORM_TYPE", "hidden", value="http://jabber.org/protocol/pubsub#publish-options")
        for option, value in MDS_OPTIONS.items():
            form.add_field(option, value=value)
        await self["xep_0060"].publish(
            None, "urn:xmpp:mds:displayed:0", id=to, payload=self.cursor(name), options=form)

    def cursor(self, name):
        displayed = ElementTree.Element(MDS + "displayed")
        ElementTree.SubElement(
            displayed, SID + "stanza-id", by=self.boundjid.bare, id=self.conversation.numbers[name] or "")
        return displayed

    async def unread(self, contact):
        """What the server's inbox says of a conversation, which is the only one."""
        iq = self.make_iq_get()
        iq.append(ElementTree.Element(INBOX + "inbox", messages="false"))
        self.entries.clear()
        fin = (await iq.send()).xml.find(INBOX + "fin")
        require(int(fin.get("all-unread")) == sum(self.entries.values()), f"{fin.attrib} of {self.entries}")
        return self.entries.get(contact)

    def share(self, to, url):
        oob = ElementTree.Element("{jabber:x:oob}x")
        ElementTree.SubElement(oob, "{jabber:x:oob}url").text = url
        return self.speak(to, oob, body=url)

    async def upload(self, content, name, kind):
        """Uploads a file by HTTP and returns its address."""
        services = [item[0] for item in (await self["xep_0030"].get_items(self.boundjid.domain))["disco_items"]["items"]]
        service = next(each for each in services if each.startswith("upload."))
        answer = await self["xep_0363"].request_slot(slixmpp.JID(service), name, len(content), kind)
        slot = answer["http_upload_slot"]
        headers = {"Content-Type": kind} | {header["name"]: header["value"] for header in slot["put"]["headers"]}
        request = urllib.request.Request(slot["put"]["url"], content, headers, method="PUT")
        trust = ssl.create_default_context(cafile=self.server_to_use.certificate)
        status = await asyncio.to_thread(lambda: urllib.request.urlopen(request, context=trust).status)
        require(status == 201, f"the upload was answered {status}")
        return slot["get"]["url"]

    async def back(self, resumptions):
        """Waits until the stream has been resumed."""
        if self.resumptions == resumptions:
            await self.wait_until("session_resumed", PATIENCE)

"""Two people with slixmpp: what a standard client does in its first minutes.

Usage: slixmpp_pair.py DOMAIN HOST PORT starttls|tls CERTIFICATE SUFFIX
Prints one line for each step, "ok - …" or "not ok - …", and ends with 1 when one was not ok.
"""

import asyncio
import ssl
import sys
import urllib.request

import slixmpp

from person import Person as Client, Server
from steps import PATIENCE, failed, require, step, until

DOMAIN, HOST, PORT, SECURITY, CERTIFICATE, SUFFIX = sys.argv[1:7]
AS_SHIPPED = SECURITY == "tls"
PLUGINS = [
    "xep_0004", "xep_0030", "xep_0054", "xep_0059", "xep_0066", "xep_0085", "xep_0092", "xep_0115", "xep_0184",
    "xep_0191", "xep_0198", "xep_0199", "xep_0202", "xep_0280", "xep_0297", "xep_0313", "xep_0359", "xep_0363",
]


class Person(Client):
    """Keeps what comes in."""

    def __init__(self, name, resource, register):
        super().__init__(Server(DOMAIN, HOST, PORT, SECURITY, CERTIFICATE), name, resource, register, PLUGINS)
        if not AS_SHIPPED:
            self.without_channel_binding()
        self.texts = asyncio.Queue()
        self.carbons = asyncio.Queue()
        self.errors = asyncio.Queue()
        self.add_event_handler("message", self.on_message)
        self.add_event_handler("message_error", lambda stanza: self.errors.put_nowait(stanza))
        self.add_event_handler("carbon_sent", lambda stanza: self.carbons.put_nowait(stanza))
        self.add_event_handler("carbon_received", lambda stanza: self.carbons.put_nowait(stanza))

    def on_message(self, stanza):
        if stanza["type"] in ("chat", "normal") and stanza["body"]:
            self.texts.put_nowait((stanza["from"].bare, stanza["body"]))


def fetch(request):
    """Blocks."""
    with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=CERTIFICATE)) as answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


async def main():
    romeo = Person(f"romeo{SUFFIX}", "orchard", True)
    juliet = Person(f"juliet{SUFFIX}", "balcony", True)
    phone = Person(f"romeo{SUFFIX}", "phone", False)
    r, j = romeo.boundjid.bare, juliet.boundjid.bare

    await step("two people register and sign in", lambda: asyncio.gather(romeo.online(), juliet.online()))
    if failed:
        return

    async def protected():
        mechanism = romeo["feature_mechanisms"].mech.name
        print(f"# {mechanism}, {romeo.transport.get_extra_info('cipher')}")
        require(mechanism == ("PLAIN" if AS_SHIPPED else "SCRAM-SHA-512"), mechanism)
        require(romeo.transport.get_extra_info("ssl_object"), "no TLS")
    await step("passwords travel inside TLS only", protected)

    async def befriend():
        romeo.send_presence_subscription(pto=j)
        await until("both", lambda: romeo.client_roster[j]["subscription"] == "both"
                    and juliet.client_roster[r]["subscription"] == "both")
    await step("a subscription is asked for, approved, and returned", befriend)

    async def presence():
        juliet.send_presence(pshow="away", pstatus="at the ball")
        await until("away", lambda: romeo.client_roster.presence(j).get("balcony", {}).get("show") == "away")
        require(romeo.client_roster.presence(j)["balcony"]["status"] == "at the ball", "no status")
    await step("presence is seen", presence)

    async def chat():
        romeo.send_message(mto=j, mbody="But soft, what light…", mtype="chat")
        require(await juliet.texts.get() == (r, "But soft, what light…"), "another message")
        juliet.send_message(mto=r, mbody="Ay me! <3 & \U0001f525", mtype="chat")
        require(await romeo.texts.get() == (j, "Ay me! <3 & \U0001f525"), "another message")
    await step("messages go both ways", chat)

    async def carbons():
        await phone.online()
        await phone["xep_0280"].enable()
        await romeo["xep_0280"].enable()
        romeo.send_message(mto=j, mbody="sent by the computer", mtype="chat")
        copy = await phone.carbons.get()
        require(copy["carbon_sent"]["body"] == "sent by the computer", str(copy))
        require(await juliet.texts.get() == (r, "sent by the computer"), "another message")
        juliet.send_message(mto=romeo.boundjid.full, mbody="to the computer", mtype="chat")
        copy = await phone.carbons.get()
        require(copy["carbon_received"]["body"] == "to the computer", str(copy))
        require(await romeo.texts.get() == (j, "to the computer"), "another message")
    await step("a second device gets carbons", carbons)

    async def archive():
        found = await phone["xep_0313"].retrieve(with_jid=slixmpp.JID(j))
        texts = [result["mam_result"]["forwarded"]["stanza"]["body"] for result in found["mam"]["results"]]
        wanted = ["But soft, what light…", "Ay me! <3 & \U0001f525", "sent by the computer", "to the computer"]
        require(texts == wanted, str(texts))
        page = await phone["xep_0313"].retrieve(with_jid=slixmpp.JID(j), rsm={"max": 2})
        require(len(page["mam"]["results"]) == 2, "not a page of 2")
    await step("the archive has it all, in order, by pages", archive)

    async def picture():
        # The slot is slixmpp's, the HTTP is Python's own; its search fails with Python 3.11 (1.8.3).
        content = bytes(range(256)) * 1000
        services = []
        for item in (await romeo["xep_0030"].get_items(DOMAIN))["disco_items"]["items"]:
            info = (await romeo["xep_0030"].get_info(item[0]))["disco_info"]
            if any(identity[:2] == ("store", "file") for identity in info["identities"]):
                services.append(item[0])
        require(len(services) == 1, str(services))
        service = services[0]
        slot = (await romeo["xep_0363"].request_slot(
            service, "balcón.png", len(content), "image/png"))["http_upload_slot"]
        headers = {"Content-Type": "image/png"}
        headers.update({header["name"]: header["value"] for header in slot["put"]["headers"]})
        put = urllib.request.Request(slot["put"]["url"], content, headers, method="PUT")
        require((await asyncio.to_thread(fetch, put))[0] == 201, "not uploaded")
        message = romeo.make_message(mto=j, mbody=slot["get"]["url"], mtype="chat")
        message["oob"]["url"] = slot["get"]["url"]
        message.send()
        sender, url = await juliet.texts.get()
        require(sender == r, f"from {sender}")
        status, kind, received = await asyncio.to_thread(fetch, urllib.request.Request(url))
        require((status, kind) == (200, "image/png"), f"{status} {kind}")
        require(received == content, "another picture")
    await step("a picture is uploaded, sent, and downloaded", picture)

    async def offline():
        await juliet.disconnect()
        await until("away", lambda: not romeo.client_roster.presence(j))
        romeo.send_message(mto=j, mbody="while you sleep", mtype="chat")
        await romeo["xep_0199"].ping(DOMAIN)
        again = Person(f"juliet{SUFFIX}", "balcony", False)
        await again.online()
        require(await again.texts.get() == (r, "while you sleep"), "another message")
        return again
    async def offline_step():
        nonlocal juliet
        juliet = await offline()
    await step("what comes while somebody is away is delivered later", offline_step)

    async def blocking():
        await romeo["xep_0191"].block(j)
        listed = await romeo["xep_0191"].get_blocked()
        require(slixmpp.JID(j) in listed["blocklist"]["items"], str(listed))
        juliet.send_message(mto=r, mbody="blocked", mtype="chat")
        error = await juliet.errors.get()
        require(error["error"]["condition"] == "service-unavailable", str(error))
        await romeo["xep_0191"].unblock(j)
        juliet.send_message(mto=r, mbody="heard again", mtype="chat")
        require(await romeo.texts.get() == (j, "heard again"), "another message")
    await step("somebody is blocked and unblocked", blocking)

    async def vcard():
        card = romeo["xep_0054"].make_vcard()
        card["FN"] = "Romeo Montague"
        card["NICKNAME"] = "Romeo"
        await romeo["xep_0054"].publish_vcard(card)
        seen = await juliet["xep_0054"].get_vcard(slixmpp.JID(r))
        require(seen["vcard_temp"]["FN"] == "Romeo Montague", str(seen))
    await step("a vCard is published and read", vcard)

    async def ask():
        await romeo["xep_0199"].ping(slixmpp.JID(DOMAIN))
        await romeo["xep_0199"].ping(juliet.boundjid)
        version = await romeo["xep_0092"].get_version(DOMAIN)
        require(version["software_version"]["name"] == "Fenghuo", str(version))
        info = await romeo["xep_0030"].get_info(DOMAIN)
        features = info["disco_info"]["features"]
        for feature in ("urn:xmpp:ping", "jabber:iq:register", "jabber:iq:version"):
            require(feature in features, f"{feature} not in {sorted(features)}")
        mine = await romeo["xep_0030"].get_info(r)
        for feature in ("urn:xmpp:mam:2", "urn:xmpp:carbons:2"):
            known = set(mine["disco_info"]["features"]) | set(features)
            require(feature in known, f"{feature} not in {sorted(known)}")
    await step("the server says what it is, and answers pings", ask)

    async def leave():
        iq = romeo.Iq()
        iq["type"] = "set"
        iq["register"]["remove"] = True
        ended = asyncio.ensure_future(romeo.wait_until("disconnected", PATIENCE))
        iq.send(callback=lambda _: None)
        await ended
        juliet.send_message(mto=r, mbody="are you there?", mtype="chat")
        error = await juliet.errors.get()
        require(error["error"]["condition"] == "service-unavailable", str(error))
    await step("an account is removed", leave)

    for client in (romeo, juliet, phone):
        if client.is_connected():
            await client.disconnect()


asyncio.get_event_loop().run_until_complete(main())
sys.exit(1 if failed else 0)

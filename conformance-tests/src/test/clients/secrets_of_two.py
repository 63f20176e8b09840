"""Two people whose messages are encrypted by OMEMO (XEP-0384), on all their devices.

Usage: secrets_of_two.py DOMAIN HOST PORT HTTPS-PORT CERTIFICATE SCREENSHOTS [SUFFIX]
Romeo has a laptop and a phone, slixmpp with python-omemo, and Gajim; Juliet has a tablet with slixmpp, and a
window with the web client. Prints one line for each step, and ends with 1 when one was not ok.
"""

import asyncio
import sys

from gajim_window import GajimWindow
from person import Server
from secret_device import SecretDevice
from steps import failed, require, steps, until
from window import Window

DOMAIN, HOST, PORT, HTTPS, CERTIFICATE, SCREENSHOTS = sys.argv[1:7]
SUFFIX = "".join(sys.argv[7:])
ROMEO, JULIET = f"romeo{SUFFIX}@{DOMAIN}", f"juliet{SUFFIX}@{DOMAIN}"
SERVER = Server(DOMAIN, HOST, PORT, "starttls", CERTIFICATE)


class Secrets:

    def __init__(self):
        self.said = []
        self.gajim = None

    async def begin(self):
        self.laptop = SecretDevice(SERVER, f"romeo{SUFFIX}", "laptop", register=True)
        self.phone = SecretDevice(SERVER, f"romeo{SUFFIX}", "phone")
        self.tablet = SecretDevice(SERVER, f"juliet{SUFFIX}", "tablet", register=True)
        self.devices = [self.laptop, self.phone, self.tablet]
        start = asyncio.ensure_future(Window.start(f"https://localhost:{HTTPS}/", SCREENSHOTS))
        await asyncio.gather(self.laptop.online(), self.tablet.online())
        await self.phone.online()
        self.laptop.send_presence_subscription(pto=JULIET)
        await until("friends", lambda: self.laptop.client_roster[JULIET]["subscription"] == "both"
                    and self.tablet.client_roster[ROMEO]["subscription"] == "both")
        self.gajim = await GajimWindow.start(SERVER, f"romeo{SUFFIX}", self.laptop.password, JULIET)
        self.window = await start
        await self.window.do("open")
        await self.window.do("sign in", JULIET, f"secret of juliet{SUFFIX}")
        await self.window.do("chat", ROMEO)
        await self.gajim.online()

    async def keys(self):
        """Everybody is told of all devices of both: those who come online later get the last list."""
        for device in self.devices:
            await until(
                f"all devices: {device.boundjid} knows {device.lists}",
                lambda: {who: len(known) for who, known in device.lists.items()} == {ROMEO: 3, JULIET: 2})
        await self.window.do("encrypt")

    async def all_show(self, sender, text):
        """Every device has decrypted it, and has had it once."""
        self.said.append((sender, text))
        for device in self.devices:
            await until(
                f"decrypted by {device.boundjid}: {self.said}, not {device.texts}, {device.trouble}",
                lambda: device.texts == self.said)
            require(not device.trouble, f"{device.boundjid}: {device.trouble}")
        texts = [text for _, text in self.said]
        await until(f"shown by Gajim: {texts}, not {self.gajim.texts}", lambda: self.gajim.texts == texts)
        await self.window.id_of(text)
        shown = [(each["from"], each["text"]) for each in await self.window.do("see") if each["encrypted"]]
        require(shown == self.said, f"the window shows {shown}, not {self.said}")

    async def talk(self):
        await self.laptop.say(JULIET, "from the laptop, sealed")
        await self.all_show(ROMEO, "from the laptop, sealed")
        await self.window.do("say", "from the window, sealed")
        await self.all_show(JULIET, "from the window, sealed")
        await self.gajim.say("from Gajim, sealed")
        await self.all_show(ROMEO, "from Gajim, sealed")
        await self.phone.say(JULIET, "from the phone")
        await self.all_show(ROMEO, "from the phone")
        await self.tablet.say(ROMEO, "from the tablet")
        await self.all_show(JULIET, "from the tablet")
        await self.window.do("say", "once more from the window")
        await self.all_show(JULIET, "once more from the window")
        await self.gajim.say("once more from Gajim")
        await self.all_show(ROMEO, "once more from Gajim")
        await self.window.do("screenshot", "sealed")
        await self.gajim.screenshot(f"{SCREENSHOTS}/gajim.png")

    async def another(self):
        """A device that comes later can read what is said from then on, and is heard by all."""
        watch = SecretDevice(SERVER, f"romeo{SUFFIX}", "watch")
        await watch.online()
        for device in self.devices:
            await until("four devices of his", lambda: len(device.lists[ROMEO]) == 4)
        watch.texts = list(self.said)
        self.devices.append(watch)
        await self.tablet.say(ROMEO, "can you read this on the watch?")
        await self.all_show(JULIET, "can you read this on the watch?")
        await self.window.do("say", "and this?")
        await self.all_show(JULIET, "and this?")
        await watch.say(JULIET, "both")
        await self.all_show(ROMEO, "both")

    async def away(self):
        """What is said while a device is away is in the archive, and it decrypts that when it is back."""
        await self.phone.disconnect()
        self.devices.remove(self.phone)
        await self.window.do("say", "while the phone is off")
        await self.all_show(JULIET, "while the phone is off")
        back = SecretDevice(SERVER, f"romeo{SUFFIX}", "phone", keys=self.phone.keys)
        back.texts, back.last = self.phone.texts, self.phone.last
        await back.online()
        await back.catch_up()
        self.phone = back
        self.devices.append(back)
        await self.laptop.say(JULIET, "all are here")
        await self.all_show(ROMEO, "all are here")

    async def reload(self):
        # The web client writes what it has decrypted a moment later, and cannot decrypt it again.
        await asyncio.sleep(2)
        await self.window.do("reload")
        await self.laptop.say(JULIET, "after the reload")
        await self.all_show(ROMEO, "after the reload")
        await self.window.do("say", "still sealed")
        await self.all_show(JULIET, "still sealed")
        await self.window.do("screenshot", "reloaded")

    async def sealed(self):
        """The server has none of it in the clear."""
        for device in (self.laptop, self.tablet):
            found = await device["xep_0313"].retrieve(rsm={"max": 200})
            archived = [str(result) for result in found["mam"]["results"]]
            require(len(archived) >= len(self.said), f"only {len(archived)} are in the archive")
            for _, text in self.said:
                require(not any(text in each for each in archived), f"in the archive in the clear: {text}")

    async def end(self):
        for device in self.devices:
            await device.disconnect()
        await self.window.close()


async def main():
    secrets = Secrets()
    await steps(
        ("two people with five devices come online", secrets.begin),
        ("each device knows the others' keys", secrets.keys),
        ("what each says is read by all, and by nobody else", secrets.talk),
        ("a device that comes later", secrets.another),
        ("a device that was away", secrets.away),
        ("the window is reloaded", secrets.reload),
        ("the archive has it sealed only", secrets.sealed),
        ("they leave", secrets.end),
    )
    if secrets.gajim:
        await secrets.gajim.close()


asyncio.get_event_loop().run_until_complete(main())
sys.exit(1 if failed else 0)

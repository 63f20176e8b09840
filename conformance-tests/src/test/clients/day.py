"""A day of one person with three devices: a laptop and a phone with slixmpp, a window with the web client.

Usage: day.py DOMAIN HOST PORT HTTPS-PORT CERTIFICATE SCREENSHOTS [SUFFIX]
After each event all devices, and the friend's, show the same. Prints one line for each step, and ends with 1
when one was not ok.
"""

import asyncio
import json
import struct
import sys
import tempfile
import zlib

from device import Conversation, Device
from network import Network
from person import Server
from steps import PATIENCE, failed, require, steps, until
from window import Window

DOMAIN, HOST, PORT, HTTPS, CERTIFICATE, SCREENSHOTS = sys.argv[1:7]
SUFFIX = "".join(sys.argv[7:])
ROMEO, JULIET = f"romeo{SUFFIX}@{DOMAIN}", f"juliet{SUFFIX}@{DOMAIN}"


def picture(width, height):
    """A PNG with colours that change from one side to the other."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(
        b"\0" + b"".join(bytes((255 * x // width, 90, 255 * y // height)) for x in range(width)) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Day:

    async def begin(self):
        """Everybody comes online. The laptop and the window reach the server through a network that can be cut."""
        self.chat_network = await Network(int(PORT)).start()
        self.web_network = await Network(int(HTTPS)).start()
        direct = Server(DOMAIN, HOST, PORT, "starttls", CERTIFICATE)
        self.laptop = Device(direct._replace(port=self.chat_network.port), f"romeo{SUFFIX}", "laptop", register=True)
        self.phone = Device(direct, f"romeo{SUFFIX}", "phone")
        self.juliet = Device(direct, f"juliet{SUFFIX}", "garden", register=True)
        self.devices = {"laptop": self.laptop, "phone": self.phone, "juliet": self.juliet}
        # The window believes that it speaks to the server's own port.
        start = asyncio.ensure_future(Window.start(
            f"https://localhost:{HTTPS}/", SCREENSHOTS,
            f"--host-resolver-rules=MAP localhost:{HTTPS} 127.0.0.1:{self.web_network.port}"))
        await asyncio.gather(self.laptop.online(), self.juliet.online())
        await self.phone.online()
        self.laptop.send_presence_subscription(pto=JULIET)
        await until("friends", lambda: self.laptop.client_roster[JULIET]["subscription"] == "both"
                    and self.juliet.client_roster[ROMEO]["subscription"] == "both")
        self.window = await start
        await self.open_window()

    async def open_window(self):
        await self.window.do("open")
        await self.window.do("sign in", ROMEO, f"secret of romeo{SUFFIX}")
        await self.window.do("chat", JULIET)

    async def in_step(self, name, in_order=True, but=()):
        """Waits until all show the same, in the same order but for some; says who shows what when they do not."""
        def normal(view):
            return sorted(view), [shown for shown in view if in_order and shown[0] not in but]
        views = {}
        for _ in range(10 * PATIENCE):
            views = {who: normal(device.conversation.view()) for who, device in self.devices.items()}
            views["window"] = normal(await self.window.view())
            if all(view == views["juliet"] for view in views.values()):
                break
            await asyncio.sleep(0.1)
        await self.window.do("screenshot", name)
        for who, device in self.devices.items():
            require(not device.trouble, f"{who}: {device.trouble}")
            twice = [number for number, times in device.conversation.taken.items() if times > 1]
            require(not twice, f"{who} has had twice: {twice}")
        for who, view in views.items():
            require(view == views["juliet"], "\n".join(
                [f"{who} and juliet do not show the same"]
                + [f"{each}:\n  " + "\n  ".join(map(json.dumps, shown[1] or shown[0]))
                   for each, shown in views.items()]))

    async def talk(self):
        self.hello = self.juliet.say(ROMEO, "Art thou not Romeo?")
        await self.in_step("1-hello")
        self.from_laptop = self.laptop.say(JULIET, "Neither, fair maid.")
        await self.in_step("1-laptop")
        self.from_phone = self.phone.say(JULIET, "With love's light wings: walls < love & \U0001f525")
        await self.in_step("1-phone")
        await self.window.do("say", "My life were better ended")
        self.from_window = await self.window.id_of("My life were better ended")
        await self.in_step("1-window")
        # To one device of his: the others have a copy.
        self.to_laptop = self.juliet.say(self.laptop.boundjid.full, "By whose direction?")
        await self.in_step("1-talk")

    async def correct(self):
        self.laptop.correct(JULIET, self.from_laptop, "Neither, fair saint, if either thee dislike.")
        await self.in_step("2-laptop")
        await self.window.do("correct", self.from_window, "My life were better ended by their hate")
        await self.in_step("2-window")
        self.juliet.correct(ROMEO, self.to_laptop, "By whose direction found'st thou out this place?")
        await self.in_step("2-corrected")

    async def react(self):
        self.phone.react(JULIET, self.hello, "\U0001f44d", "\U0001f525")
        await self.in_step("3-phone")
        self.juliet.react(ROMEO, self.from_window, "\u2764\ufe0f")
        await self.in_step("3-juliet")
        await self.window.do("react", self.to_laptop, "\U0001f44d")
        await self.in_step("3-window")
        # A person's reactions are those that any device of theirs has chosen last.
        self.laptop.react(JULIET, self.hello, "\U0001f602")
        self.laptop.react(JULIET, self.to_laptop)
        await self.in_step("3-reactions")

    async def send_file(self):
        url = await self.laptop.upload(picture(320, 200), "sunrise.png", "image/png")
        name = self.laptop.share(JULIET, url)
        await self.in_step("4-file")
        count = len(self.juliet.conversation.messages)
        for _ in range(100):
            if width := await self.window.do("picture", name):
                break
            await asyncio.sleep(0.1)
        require(width == 320, f"the picture in the window is {width} wide")
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(picture(200, 320))
            file.flush()
            await self.window.do("attach", file.name)
            await until("sent by the window", lambda: len(self.juliet.conversation.messages) > count)
        await self.in_step("4-picture")

    async def reload(self):
        await self.window.do("reload")
        await self.in_step("6-reloaded", in_order=False)
        await self.window.do("say", "I am here again")
        await self.in_step("6-here", in_order=False)

    async def cut(self):
        before = self.laptop.resumptions
        windows = await self.window.do("resumed")
        for network in (self.chat_network, self.web_network):
            network.go_silent()
        # None of these arrives for now, in either direction, and none of the three knows.
        dark = [self.laptop.say(JULIET, "said in the dark, by the laptop"), self.laptop.say(JULIET, "and once more")]
        await self.window.do("say", "said in the dark, in the window")
        self.juliet.say(self.laptop.boundjid.full, "are you there?")
        hello = self.juliet.say(ROMEO, "hello?")
        await until("heard by the phone", lambda: hello in self.phone.conversation.messages)
        answer = self.phone.say(JULIET, "my phone has another network")
        await until("heard by her", lambda: answer in self.juliet.conversation.messages)
        for network in (self.chat_network, self.web_network):
            network.cut()
        await asyncio.sleep(0.5)
        self.juliet.say(ROMEO, "I hear nothing")
        for network in (self.chat_network, self.web_network):
            network.mend()
        await self.laptop.back(before)
        # Each shows what it said itself where it was said; all have everything, once.
        await self.in_step("5-resumed", in_order=False)
        for device in (self.phone, self.juliet):
            heard = [name for name in device.conversation.messages if name in dark]
            require(heard == dark, "what the laptop has sent again came in another order")
        require(await self.window.do("resumed") > windows, "the window has not resumed its stream")

    async def retract(self):
        laptop = self.laptop.say(JULIET, "said in haste on the laptop")
        await self.window.do("say", "said in haste in the window")
        window = await self.window.id_of("said in haste in the window")
        juliet = self.juliet.say(ROMEO, "said in haste by her")
        await self.in_step("7-said", in_order=False)
        # Not before the cut: the web client forgets to count its own retractions among what it sends
        # (Converse.js 14), so that after a resumption it does not send again what was lost.
        self.laptop.retract(JULIET, laptop)
        self.juliet.retract(ROMEO, juliet)
        await self.window.do("retract", window)
        await self.in_step("7-retracted", in_order=False)
        for device in self.devices.values():
            require(set(device.conversation.retracted()) == {laptop, window, juliet}, "not all is retracted")
        require("in haste" not in await self.window.do("text"), "the window still shows it")

    async def away(self):
        await self.phone.offline()
        gone = self.juliet.say(ROMEO, "nobody shall see this")
        kept = self.juliet.say(ROMEO, "Parting is such sweet sorow")
        await self.in_order_without("phone", "8-away")
        # The window sends no marker for what was corrected before it could.
        await until("she knows", lambda: self.juliet.conversation.displayed.get(ROMEO) == kept)
        self.juliet.retract(ROMEO, gone)
        self.juliet.correct(ROMEO, kept, "Parting is such sweet sorrow")
        self.laptop.react(JULIET, kept, "\U0001f622")
        await self.window.do("say", "Sleep dwell upon thine eyes")
        await self.in_order_without("phone", "8-more")
        phone = Device(self.phone.server_to_use, f"romeo{SUFFIX}", "phone")
        phone.conversation, phone.last = self.phone.conversation, self.phone.last
        self.phone = self.devices["phone"] = phone
        await phone.online()
        await phone.catch_up()
        await self.in_step("8-back", in_order=False)

    async def in_order_without(self, who, name):
        device = self.devices.pop(who)
        await self.in_step(name, in_order=False)
        self.devices[who] = device

    async def unread(self, count):
        """Waits until the inbox says the same to both, in as many words."""
        for device in (self.laptop, self.phone):
            for _ in range(10 * PATIENCE):
                if (unread := await device.unread(JULIET)) == count:
                    break
                await asyncio.sleep(0.1)
            require(unread == count, f"{unread} are unread for {device.boundjid}, not {count}")

    async def told(self, name):
        """Waits until both know up to which message of hers all is read."""
        for device in (self.laptop, self.phone):
            number = device.conversation.numbers[name]
            await until(f"{number} of {device.cursors}", lambda: device.cursors.get(JULIET) == number)

    async def read(self):
        """What is read in one place is read everywhere. The window looks elsewhere at first."""
        await self.unread(0)
        await self.window.do("chat", ROMEO)
        said = [self.juliet.say(ROMEO, text) for text in ("Good night,", "good night!", "Parting", "I said", "is said")]
        await self.unread(5)
        self.juliet.react(ROMEO, self.from_laptop, "\U0001f525")
        self.juliet.correct(ROMEO, said[2], "Parting is such")
        await self.unread(5)
        self.juliet.retract(ROMEO, said[3])
        await self.unread(4)

        self.laptop.display(JULIET, said[1])
        await self.told(said[1])
        await self.unread(2)
        await until("she knows", lambda: self.juliet.conversation.displayed.get(ROMEO) == said[1])
        await self.phone.display_silently(JULIET, said[2])
        await self.told(said[2])
        await self.unread(1)
        await self.window.do("screenshot", "8-unread")

        await self.window.do("chat", JULIET)
        await self.unread(0)
        for device in self.devices.values():
            await until("read", lambda: device.conversation.displayed.get(ROMEO) == said[4])
        # A day's last word, and it is read where the window shows it.
        last = self.juliet.say(ROMEO, "Farewell!")
        for device in self.devices.values():
            await until("read", lambda: device.conversation.displayed.get(ROMEO) == last)
        await self.unread(0)
        answer = self.laptop.say(JULIET, "A thousand times good night")
        await until("heard", lambda: answer in self.juliet.conversation.messages)
        self.juliet.display(ROMEO, answer)
        for device in self.devices.values():
            await until("read", lambda: device.conversation.displayed.get(JULIET) == answer)

    async def history(self):
        """Devices that start with nothing find it all in the archive: in one order, each thing once."""
        for device in self.devices.values():
            device.conversation = Conversation()
            device.last = None
            await device.catch_up()
        await self.open_window()
        for _ in range(100):
            if self.hello in [shown[0] for shown in await self.window.view()]:
                break
            await self.window.do("scroll up")
            await asyncio.sleep(0.2)
        # Converse.js 14 gives a message the time of an archived reaction to it.
        await self.in_step("9-from-the-archive", but=self.juliet.conversation.reacted_to())

    async def end(self):
        trouble = [text for text in await self.window.do("trouble") if not self.expected(text)]
        require(not trouble, "\n".join(trouble))
        for device in self.devices.values():
            await device.offline()
        await self.window.close()

    @staticmethod
    def expected(text):
        """That the network was cut, and what comes of not counting retractions."""
        return "ebsocket" in text or "WebSocket" in text or "net::ERR_CONNECTION" in text or "unacknowledged" in text


async def main():
    day = Day()
    await steps(
        ("three devices and a friend come online", day.begin),
        ("what anybody says is seen everywhere", day.talk),
        ("corrections", day.correct),
        ("reactions", day.react),
        ("a picture", day.send_file),
        ("the network is cut, and streams are resumed", day.cut),
        ("the window is reloaded", day.reload),
        ("retractions", day.retract),
        ("a phone that was away catches up", day.away),
        ("what is read in one place is read everywhere", day.read),
        ("everything once more from the archive", day.history),
        ("nobody complains", day.end),
    )


asyncio.get_event_loop().run_until_complete(main())
sys.exit(1 if failed else 0)

"""Makes a configuration of Gajim with one account, whose chat with one contact is encrypted.

Usage: gajim_account.py DIRECTORY ACCOUNT DOMAIN HOST PORT PASSWORD CONTACT
"""

import sys

import gi
gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")

from gajim.common import app, configpaths
from gajim.common.settings import Settings

DIRECTORY, ACCOUNT, DOMAIN, HOST, PORT, PASSWORD, CONTACT = sys.argv[1:8]

configpaths.set_config_root(DIRECTORY)
configpaths.init()
configpaths.create_paths()
app.settings = Settings()
app.settings.init()
app.settings.set("use_keyring", False)
app.settings.set("remote_control", True)
app.settings.add_account(ACCOUNT)
ACCOUNT_SETTINGS = {
    "name": ACCOUNT, "hostname": DOMAIN, "account_label": ACCOUNT, "active": True, "autoconnect": True,
    "password": PASSWORD, "savepass": True,
    "use_custom_host": True, "custom_host": HOST, "custom_port": int(PORT), "custom_type": "START TLS",
}
for name, value in ACCOUNT_SETTINGS.items():
    app.settings.set_account_setting(ACCOUNT, name, value)
app.settings.set_plugin_setting("omemo", "active", True)
app.settings.set_contact_setting(ACCOUNT, CONTACT, "encryption", "OMEMO")
app.settings.save()

package im.fenghuo.xep;

import im.fenghuo.xep.xep0077iqregister.RegisterSettings;
import im.fenghuo.xep.xep0157contacts.ContactSettings;
import im.fenghuo.xep.xep0313mam.MamSettings;

/// What can be set in extensions.
///
/// @param register who may make an account
/// @param contacts whom to turn to
/// @param mam how much of an archive is sent at a time
public record XepSettings(RegisterSettings register, ContactSettings contacts, MamSettings mam) {}

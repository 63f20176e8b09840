package im.fenghuo.account;

import im.fenghuo.roster.RosterItems;

/// What storage knows of an account when it comes into use.
///
/// @param id its key
/// @param delivered the last number of its archive that was delivered to one of its clients
/// @param lastNumber the last number of its archive, 0 for none
/// @param credentials the salted keys of its password, as text
/// @param roster its contacts
public record AccountRecord(
    long id, long delivered, long lastNumber, String credentials, RosterItems roster) {}

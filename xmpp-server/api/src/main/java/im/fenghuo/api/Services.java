package im.fenghuo.api;

import java.time.Clock;

/// What the server offers to its extensions. Given to their constructors.
///
/// @param db the database; blocks
/// @param archive the archives; blocks
/// @param accounts the register of accounts; blocks
/// @param directory what was registered
/// @param clock the time
public record Services(
    Db db, Archive archive, Accounts accounts, Directory directory, Clock clock) {}

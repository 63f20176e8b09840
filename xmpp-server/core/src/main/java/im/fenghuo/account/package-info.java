/// Accounts in use: their lanes, sessions, and the way of messages and requests through them.
@NullMarked
package im.fenghuo.account;

import org.jspecify.annotations.NullMarked;

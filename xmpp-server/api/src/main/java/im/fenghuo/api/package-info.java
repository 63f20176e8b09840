/// What an extension sees of the server: addresses, stanzas, sessions, accounts, storage.
@NullMarked
package im.fenghuo.api;

import org.jspecify.annotations.NullMarked;

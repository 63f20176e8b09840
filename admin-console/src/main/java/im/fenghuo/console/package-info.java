/// The web chat client's files, packed so that the server can serve them.
@NullMarked
package im.fenghuo.console;

import org.jspecify.annotations.NullMarked;

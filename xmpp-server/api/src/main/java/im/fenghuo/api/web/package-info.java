/// What an extension answers on the server's own HTTP and HTTPS ports: plain blocking code that
/// reads from one stream and writes to another.
///
/// A handler runs on a virtual thread of its own. Reading its request's body and writing its
/// answer's content wait for the client; nothing is collected in memory beyond a few pieces, and no
/// event loop ever waits.
@NullMarked
package im.fenghuo.api.web;

import org.jspecify.annotations.NullMarked;

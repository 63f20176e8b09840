/// Clients that people use, driven against our server as it comes without configuration.
@NullMarked
package im.fenghuo.conformance.clients;

import org.jspecify.annotations.NullMarked;

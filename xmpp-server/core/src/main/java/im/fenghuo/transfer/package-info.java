/// Accounts with everything that is kept of them, on their way to other servers and from them
/// (XEP-0227).
@NullMarked
package im.fenghuo.transfer;

import org.jspecify.annotations.NullMarked;

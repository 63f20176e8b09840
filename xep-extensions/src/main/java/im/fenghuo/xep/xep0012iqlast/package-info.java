/// Last activity of accounts, uptime of the server (XEP-0012).
@NullMarked
package im.fenghuo.xep.xep0012iqlast;

import org.jspecify.annotations.NullMarked;

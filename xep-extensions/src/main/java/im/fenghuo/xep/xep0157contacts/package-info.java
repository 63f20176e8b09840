/// Contact addresses of the service (XEP-0157).
@NullMarked
package im.fenghuo.xep.xep0157contacts;

import org.jspecify.annotations.NullMarked;

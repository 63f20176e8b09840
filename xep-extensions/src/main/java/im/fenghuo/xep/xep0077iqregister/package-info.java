/// In-band registration (XEP-0077).
@NullMarked
package im.fenghuo.xep.xep0077iqregister;

import org.jspecify.annotations.NullMarked;

/// How often people may say something in a room (XEP-0500).
@NullMarked
package im.fenghuo.xep.xep0500mucslowmode;

import org.jspecify.annotations.NullMarked;

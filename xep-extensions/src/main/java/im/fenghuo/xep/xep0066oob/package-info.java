/// Out of band data (XEP-0066).
@NullMarked
package im.fenghuo.xep.xep0066oob;

import org.jspecify.annotations.NullMarked;

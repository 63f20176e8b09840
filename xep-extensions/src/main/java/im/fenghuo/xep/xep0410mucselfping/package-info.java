/// Whether a client is still in a room (XEP-0410).
@NullMarked
package im.fenghuo.xep.xep0410mucselfping;

import org.jspecify.annotations.NullMarked;

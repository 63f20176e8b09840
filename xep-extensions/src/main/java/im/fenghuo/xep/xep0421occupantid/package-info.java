/// Who somebody in a room is, without saying who (XEP-0421).
@NullMarked
package im.fenghuo.xep.xep0421occupantid;

import org.jspecify.annotations.NullMarked;

/// Message archive management preferences (XEP-0441).
@NullMarked
package im.fenghuo.xep.xep0441mamprefs;

import org.jspecify.annotations.NullMarked;

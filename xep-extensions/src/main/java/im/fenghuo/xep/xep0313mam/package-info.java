/// Message archive management (XEP-0313).
@NullMarked
package im.fenghuo.xep.xep0313mam;

import org.jspecify.annotations.NullMarked;

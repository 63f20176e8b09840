/// OMEMO encryption (XEP-0384).
@NullMarked
package im.fenghuo.xep.xep0384omemo;

import org.jspecify.annotations.NullMarked;

/// Stanza ids (XEP-0359).
@NullMarked
package im.fenghuo.xep.xep0359stanzaid;

import org.jspecify.annotations.NullMarked;

/// XEP-0050: Ad-Hoc Commands.
@NullMarked
package im.fenghuo.xep.xep0050adhoc;

import org.jspecify.annotations.NullMarked;

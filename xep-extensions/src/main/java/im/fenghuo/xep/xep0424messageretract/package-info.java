/// Retraction of messages (XEP-0424).
@NullMarked
package im.fenghuo.xep.xep0424messageretract;

import org.jspecify.annotations.NullMarked;

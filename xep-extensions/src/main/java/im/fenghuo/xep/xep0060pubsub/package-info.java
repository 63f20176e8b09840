/// Publish-subscribe as a service (XEP-0060).
@NullMarked
package im.fenghuo.xep.xep0060pubsub;

import org.jspecify.annotations.NullMarked;

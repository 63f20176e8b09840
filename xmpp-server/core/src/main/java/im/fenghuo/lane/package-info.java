/// Event loops and the ordered queues of work, lanes, that run on them.
@NullMarked
package im.fenghuo.lane;

import org.jspecify.annotations.NullMarked;
